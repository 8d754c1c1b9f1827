import rdflib
from rdflib import RDF, SKOS

from kg import terms, vocab
from kg.resources import resource

LISTS = {
    "kind": vocab.EVENT_KINDS,
    "role": vocab.ROLES,
    "status": vocab.STATUSES,
    "modality": vocab.MODALITIES,
    "polarity": vocab.POLARITIES,
    "presence": vocab.PRESENCES,
    "directness": vocab.DIRECTNESS,
    "act": vocab.ACTS,
    "claim-predicate": vocab.CLAIM_PREDICATES,
    "document-kind": vocab.DOCUMENT_KINDS,
    "document-status": vocab.DOCUMENT_STATUSES,
    "source-kind": vocab.SOURCE_KINDS,
    "review": vocab.REVIEWS,
}
CODES = rdflib.Graph().parse(resource("ontology", "codes.ttl"))
CAMEO, PLOVER = f"{terms.CODES}cameo/", f"{terms.CODES}plover/"


def links(code: str, *predicates: rdflib.URIRef) -> set[str]:
    found = (value for p in predicates for value in CODES.objects(rdflib.URIRef(terms.CODES + code), p))
    return {str(value).removeprefix(terms.CODES) for value in found}


def test_every_code_list_is_a_scheme_and_every_scheme_a_code_list():
    schemes = {str(s).removeprefix(terms.CODES) for s in CODES.subjects(RDF.type, SKOS.ConceptScheme)}
    assert schemes == {*LISTS, "cameo", "plover"}
    assert set(LISTS) == {name.removeprefix("code-") for name in terms.PREFIXES if name.startswith("code-")}


def test_the_page_on_facts_files_lists_every_code():
    page = resource("data", "README.md").read_text(encoding="utf-8")
    for scheme, codes in LISTS.items():
        assert f"| {', '.join(f'`{code}`' for code in codes)} |\n" in page, scheme


def test_schemes_hold_exactly_the_codes_of_the_lists():
    for scheme, codes in LISTS.items():
        concepts = set(CODES.subjects(SKOS.inScheme, rdflib.URIRef(terms.CODES + scheme)))
        assert concepts == {rdflib.URIRef(f"{terms.CODES}{scheme}/{code}") for code in codes}
        for code in codes:
            concept = rdflib.URIRef(f"{terms.CODES}{scheme}/{code}")
            assert [str(n) for n in CODES.objects(concept, SKOS.notation)] == [code]


def test_every_concept_has_one_english_label_and_those_of_the_lists_a_definition():
    for concept in CODES.subjects(RDF.type, SKOS.Concept):
        labels = list(CODES.objects(concept, SKOS.prefLabel))
        assert len(labels) == 1, concept
        assert labels[0].language == "en"
        definitions = list(CODES.objects(concept, SKOS.definition))
        assert len(definitions) == (0 if concept.startswith(CAMEO) else 1), concept


def test_labels_of_codes_are_the_words_that_answers_show():
    different = {"communique": "communiqué", "dataset": "data set"}
    for scheme, codes in LISTS.items():
        for code in codes:
            concept = rdflib.URIRef(f"{terms.CODES}{scheme}/{code}")
            assert str(CODES.value(concept, SKOS.prefLabel)) == different.get(code, vocab.words(code))


def test_links_lead_to_codes_that_exist():
    matches = (SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch, SKOS.broader)
    for predicate in matches:
        for concept, other in CODES.subject_objects(predicate):
            assert (other, RDF.type, SKOS.Concept) in CODES or other.startswith("https://schema.org/"), concept


def test_every_kind_of_meeting_has_a_cameo_and_a_plover_code():
    every = (SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch)
    for kind in vocab.EVENT_KINDS:
        found = links(f"kind/{kind}", *every)
        assert any(code.startswith("cameo/") for code in found), kind
        assert any(code.startswith("plover/") for code in found) or kind == "statement", kind


def test_talks_are_a_kind_of_consultation_of_cameo_and_most_like_negotiation():
    assert links("kind/talks", SKOS.broadMatch) == {"cameo/040", "plover/CONSULT"}
    assert links("kind/talks", SKOS.closeMatch) == {"cameo/046"}


def test_an_announced_meeting_is_an_agreement_not_a_consultation():
    assert links("cameo/036", SKOS.broadMatch) == {"plover/AGREE"}
    assert links("status/announced", SKOS.relatedMatch) == {"cameo/036", "plover/AGREE"}


def test_a_visit_is_made_by_the_visitor_and_received_by_the_host():
    assert links("kind/visit", SKOS.narrowMatch) == {"cameo/042", "cameo/043"}
    assert links("role/visitor", SKOS.relatedMatch) == {"cameo/042"}
    assert links("role/host", SKOS.relatedMatch) == {"cameo/043"}


def test_cameo_codes_stand_below_the_code_they_begin_with_and_lead_to_one_plover_category():
    for concept in CODES.subjects(SKOS.inScheme, rdflib.URIRef(terms.CODES + "cameo")):
        code = str(concept).removeprefix(CAMEO)
        if len(code) > 2:
            assert links(f"cameo/{code}", SKOS.broader) == {f"cameo/{code[:-1]}"}
            assert len(links(f"cameo/{code}", SKOS.broadMatch)) == 1, code


def test_cameo_leads_to_plover_as_in_the_conversion_table_of_2021():
    categories = {"03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "10": "REQUEST", "12": "REJECT", "13": "THREATEN"}
    categories |= {"16": "SANCTION", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT", "08": "RETREAT"}
    for concept in CODES.subjects(SKOS.inScheme, rdflib.URIRef(terms.CODES + "cameo")):
        code = str(concept).removeprefix(CAMEO)
        if len(code) > 2:
            category = "COERCE" if code in ("191", "192") else categories[code[:2]]
            assert links(f"cameo/{code}", SKOS.broadMatch) == {f"plover/{category}"}
