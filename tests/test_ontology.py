import json
import re
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

from kg import nodes as t
from kg.check import shapes
from kg.inputs import read
from kg.resources import resource
from kg.store import serialize
from kg.terms import CODES, EDTF, GEO, ID, KG, PREFIXES, SEM, XSD, Quad, nquads
from kg.vocab import words

ONTOLOGY = rdflib.Graph().parse(resource("ontology", "kg.ttl"))
README = resource("ontology", "README.md").read_text(encoding="utf-8")
ORG, PROV, OA, SCHEMA = (
    "http://www.w3.org/ns/org#",
    "http://www.w3.org/ns/prov#",
    "http://www.w3.org/ns/oa#",
    "https://schema.org/",
)
BOUNDS = (t.BEGIN_EARLIEST, t.BEGIN_LATEST, t.END_EARLIEST, t.END_LATEST)
DATED = (t.DATE, t.QUALIFIED, t.WITHIN, *BOUNDS)
HOUSEKEEPING = {KG + name for name in "lists listsMeeting edgeLayout firstDay lastDay unfinished".split()}
ABSTRACT = {KG + "Actor", KG + "Place"}


def predicates(node: t.Node) -> set[str]:
    bounds = DATED if node.dated else BOUNDS if node.bounded else ()
    return {str(field.predicate) for field in node.fields} | set(map(str, bounds))


USED_CLASSES = {str(node.rdf_class) for node in t.NODES.values()}
USED_PREDICATES = {predicate for node in t.NODES.values() for predicate in predicates(node)}
OWN = {str(term) for term in ONTOLOGY.subjects() if term.startswith(KG)}


@pytest.fixture(scope="module")
def bundled() -> list[Quad]:
    return read([resource("data")]).quads()


# --- kg.ttl -----------------------------------------------------------------------------------------------------------


def test_code_and_ontology_name_the_same_classes_and_properties():
    classes = {str(term) for term in ONTOLOGY.subjects(RDF.type, OWL.Class)}
    properties = {str(p) for k in (OWL.ObjectProperty, OWL.DatatypeProperty) for p in ONTOLOGY.subjects(RDF.type, k)}
    assert classes == USED_CLASSES | ABSTRACT
    assert properties == {term for term in USED_PREDICATES if term.startswith(KG)}
    assert {str(term) for term in ONTOLOGY.subjects(RDF.type, OWL.AnnotationProperty)} == HOUSEKEEPING
    assert classes | properties | HOUSEKEEPING == OWN


def test_properties_hold_things_or_literals_as_the_code_writes_them():
    things = {t.REF, *(f.codec for node in t.NODES.values() for f in node.fields if is_code(f))}
    for node in t.NODES.values():
        for field in node.fields:
            if field.predicate.startswith(KG):
                kind = OWL.ObjectProperty if field.codec in things or field.name == "field" else OWL.DatatypeProperty
                assert (rdflib.URIRef(field.predicate), RDF.type, kind) in ONTOLOGY, field.predicate


def is_code(field: t.Field) -> bool:
    literals = (t.TEXT, t.ENGLISH, t.NAME, t.INTEGER, t.DECIMAL, t.ADDRESS, t.DAY)
    return field.codec is not t.REF and field.name != "field" and all(field.codec is not codec for codec in literals)


def test_every_term_has_an_english_label_and_comment():
    for term in OWN:
        for predicate in (RDFS.label, RDFS.comment):
            found = list(ONTOLOGY.objects(rdflib.URIRef(term), predicate))
            assert [text.language for text in found] == ["en"], term
        comment = str(ONTOLOGY.value(rdflib.URIRef(term), RDFS.comment))
        assert re.match(r"[A-Z].*\.$", comment), term


def test_the_ontology_says_what_it_is():
    ontology = rdflib.URIRef(KG.removesuffix("#"))
    assert (ontology, RDF.type, OWL.Ontology) in ONTOLOGY
    dcterms = rdflib.Namespace("http://purl.org/dc/terms/")
    for predicate in (dcterms.title, dcterms.description, OWL.versionInfo):
        assert ONTOLOGY.value(ontology, predicate), predicate
    assert ONTOLOGY.value(ontology, dcterms.license) == rdflib.URIRef("https://www.apache.org/licenses/LICENSE-2.0")


def links(name: str) -> set[str]:
    both = (RDFS.subClassOf, RDFS.subPropertyOf)
    return {str(value) for predicate in both for value in ONTOLOGY.objects(rdflib.URIRef(KG + name), predicate)}


@pytest.mark.parametrize(
    ("name", "wider"),
    [
        ("Event", SEM + "Event"),
        ("Actor", SEM + "Actor"),
        ("Place", SEM + "Place"),
        ("Place", GEO + "SpatialThing"),
        ("Place", "http://www.opengis.net/ont/geosparql#Feature"),
        ("kind", SEM + "eventType"),
        ("partOf", SEM + "subEventOf"),
        ("Series", SCHEMA + "EventSeries"),
        ("series", SCHEMA + "superEvent"),
        ("Post", ORG + "Post"),
        ("Tenure", ORG + "Membership"),
        ("holder", ORG + "member"),
        ("Source", PROV + "Entity"),
        ("syndicatedFrom", PROV + "wasDerivedFrom"),
        ("speaker", PROV + "wasAttributedTo"),
        ("Evidence", OA + "Annotation"),
        ("supports", OA + "hasBody"),
        ("span", OA + "hasTarget"),
        ("Span", OA + "SpecificResource"),
    ],
)
def test_terms_are_aligned_with_the_vocabularies_of_the_field(name: str, wider: str):
    assert wider in links(name)


def test_every_class_leads_to_another_vocabulary():
    for name in {term.removeprefix(KG) for term in USED_CLASSES}:
        near = {str(value) for value in ONTOLOGY.objects(rdflib.URIRef(KG + name), SKOS.closeMatch)}
        own = {link.removeprefix(KG) for link in links(name) if link.startswith(KG)}
        assert near | {link for wider in (name, *own) for link in links(wider) if not link.startswith(KG)}, name


def test_nobody_simply_holds_a_post():
    for file in ("kg.ttl", "codes.ttl", "shapes.ttl", "context.jsonld"):
        assert "org:holds" not in resource("ontology", file).read_text(encoding="utf-8")


def test_domains_and_ranges_are_classes_of_the_ontology_or_foreign():
    for predicate in (RDFS.domain, RDFS.range):
        for term, value in ONTOLOGY.subject_objects(predicate):
            assert not value.startswith(KG) or (value, RDF.type, OWL.Class) in ONTOLOGY, term


def test_domains_hold_for_every_class_that_the_code_gives_the_property():
    def wider(name: str) -> set[str]:
        found = {name}
        for link in links(name.removeprefix(KG)):
            found |= wider(link) if link.startswith(KG) else set()
        return found

    for node in t.NODES.values():
        for predicate in predicates(node):
            for domain in ONTOLOGY.objects(rdflib.URIRef(predicate), RDFS.domain):
                assert str(domain) in wider(str(node.rdf_class)), predicate


def test_no_sub_property_mixes_things_and_literals_within_the_ontology():
    own = [(s, o) for s, o in ONTOLOGY.subject_objects(RDFS.subPropertyOf) if o.startswith(KG)]
    for narrow, wide in own:
        assert set(ONTOLOGY.objects(narrow, RDF.type)) == set(ONTOLOGY.objects(wide, RDF.type))


# --- shapes.ttl -------------------------------------------------------------------------------------------------------


def test_every_class_has_a_shape_that_covers_exactly_its_properties():
    by_class = {str(shape.target): {str(p.path) for p in shape.properties} for shape in shapes()}
    assert by_class == {str(node.rdf_class): predicates(node) for node in t.NODES.values()}


def test_shapes_are_core_and_every_property_shape_has_a_plain_message():
    text = resource("ontology", "shapes.ttl").read_text(encoding="utf-8")
    assert "sh:sparql" not in text
    assert "sh:js" not in text
    for shape in shapes():
        for prop in shape.properties:
            assert re.match(r"[a-z][^_<>]+[A-Za-z0-9/]$", prop.message), prop
            assert prop.constraints, prop


def test_shapes_allow_exactly_the_codes_of_the_lists():
    codes = rdflib.Graph().parse(resource("ontology", "codes.ttl"))
    for shape in shapes():
        for prop in shape.properties:
            for rule in prop.constraints:
                if rule.name == "in" and str(rule.argument[0]).startswith(CODES):
                    scheme = rdflib.URIRef(rule.argument[0].rpartition("/")[0])
                    assert set(map(str, rule.argument)) == set(map(str, codes.subjects(SKOS.inScheme, scheme)))
                    if len(rule.argument) < 12 and "kind" not in scheme:
                        for code in rule.argument:
                            assert words(code.rpartition("/")[2]) in prop.message


def test_evidence_may_support_every_field_that_facts_files_let_it():
    allowed = {
        str(field.predicate)
        for name in ("document", "event", "report")
        for field in t.NODES[name].fields
        if field.name not in ("source", "event")
    } | {str(t.DATE)}
    (shape,) = [shape for shape in shapes() if shape.target == KG + "Evidence"]
    (rule,) = [
        r for p in shape.properties if p.path == KG + "supportsProperty" for r in p.constraints if r.name == "in"
    ]
    assert set(map(str, rule.argument)) == allowed


# --- context.jsonld ---------------------------------------------------------------------------------------------------


def compact(iri: str) -> str:
    prefix, namespace = max(((p, n) for p, n in PREFIXES.items() if iri.startswith(n)), key=lambda pair: len(pair[1]))
    return f"{prefix}:{iri.removeprefix(namespace)}"


def typing(field: t.Field) -> dict[str, str]:
    """How JSON-LD spares us the types of a field's values."""
    if field.predicate in (SKOS.prefLabel.toPython(), SKOS.altLabel.toPython()):
        return {"@container": "@language"}
    known: list[tuple[t.Codec, dict[str, str]]] = [
        (t.TEXT, {}),
        (t.ENGLISH, {"@language": "en"}),
        (t.INTEGER, {"@type": "xsd:integer"}),
        (t.DECIMAL, {"@type": "xsd:decimal"}),
        (t.ADDRESS, {"@type": "xsd:anyURI"}),
        (t.DAY, {"@type": "edtf:EDTF"}),
    ]
    return next((how for codec, how in known if field.codec is codec), {"@type": "@id"})


def expected_context() -> dict[str, Any]:
    terms: dict[str, Any] = {"@version": 1.1, "id": "@id", "type": "@type"}
    terms |= {prefix: namespace for prefix, namespace in PREFIXES.items() if not namespace.startswith(ID)}
    for node in t.NODES.values():
        for field in node.fields:
            name = compact(field.predicate).rpartition(":")[2]
            name = f"{name}Offset" if compact(field.predicate).startswith("oa:") else name
            how = {"@id": compact(field.predicate), **typing(field)}
            terms[name] = how if len(how) > 1 else how["@id"]
    for bound in BOUNDS:
        terms[compact(bound).rpartition(":")[2]] = {"@id": compact(bound), "@type": "xsd:date"}
    terms["date"] = {"@id": "kg:date", "@type": compact(EDTF)}
    terms["dateQualified"] = {"@id": "kg:dateQualified", "@type": compact(XSD + "boolean")}
    terms["dateWithin"] = {"@id": "kg:dateWithin", "@type": compact(XSD + "boolean")}
    return terms


def test_the_context_has_a_term_for_every_property_and_the_prefixes():
    context = json.loads(resource("ontology", "context.jsonld").read_text(encoding="utf-8"))["@context"]
    assert context == expected_context()


def test_no_term_of_the_context_is_also_a_prefix():
    context = expected_context()
    prefixes = {name for name, value in context.items() if isinstance(value, str) and value.endswith(("#", "/"))}
    used = {
        str(v["@id"] if isinstance(v, dict) else v).partition(":")[0] for n, v in context.items() if n not in prefixes
    }
    assert {prefix for prefix in used if prefix in PREFIXES} <= prefixes


@pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph).* deprecated:DeprecationWarning")
def test_json_ld_with_the_context_is_the_same_graph_in_rdflib_and_pyoxigraph(bundled: list[Quad]):
    context = json.loads(resource("ontology", "context.jsonld").read_text(encoding="utf-8"))["@context"]
    dataset = rdflib.Dataset()
    dataset.parse(data=nquads(bundled), format="nquads")
    text = dataset.serialize(format="json-ld", context=context, auto_compact=False)
    wanted = set(ox.parse(nquads(bundled), format=ox.RdfFormat.N_QUADS))
    assert set(ox.parse(text, format=ox.RdfFormat.JSON_LD)) == wanted
    again = rdflib.Dataset()
    again.parse(data=text, format="json-ld")
    assert set(ox.parse(again.serialize(format="nquads"), format=ox.RdfFormat.N_QUADS)) == wanted


def test_json_ld_can_be_written_by_hand():
    context = json.loads(resource("ontology", "context.jsonld").read_text(encoding="utf-8"))["@context"]
    thing = {
        "@context": context,
        "id": ID + "event/talks",
        "type": "kg:Event",
        "kind": "code-kind:talks",
        "round": 2,
        "series": ID + "series/talks",
        "prefLabel": {"en": "Talks", "tr": "Görüşmeler"},
    }
    lines = """
        <https://w3id.org/parley/id/event/talks> a kg:Event ; kg:kind <https://w3id.org/parley/codes/kind/talks> ;
          kg:round 2 ; kg:series <https://w3id.org/parley/id/series/talks> ;
          skos:prefLabel "Talks"@en, "Görüşmeler"@tr .
    """
    heads = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in ("kg", "skos"))
    wanted = {quad.triple for quad in ox.parse(heads + lines, format=ox.RdfFormat.TURTLE)}
    assert {quad.triple for quad in ox.parse(json.dumps(thing), format=ox.RdfFormat.JSON_LD)} == wanted


# --- README.md --------------------------------------------------------------------------------------------------------

QUERIES = re.findall(r"```sparql\n(.*?)```", README, re.DOTALL)
WHO_MET, WHO_SAYS, WHO_HELD = QUERIES


@pytest.fixture(scope="module")
def turtle(bundled: list[Quad]) -> bytes:
    return serialize(bundled, "turtle")


def rows(turtle: bytes, query: str) -> list[tuple[str | None, ...]]:
    """The rows of a query by pyoxigraph, once rdflib was seen to give the same ones."""
    store = ox.Store()
    store.load(turtle, format=ox.RdfFormat.TURTLE)
    solutions = store.query(query)
    assert isinstance(solutions, ox.QuerySolutions)
    found = [tuple(None if term is None else term.value for term in row) for row in solutions]
    graph = rdflib.Graph().parse(data=turtle, format="turtle")
    other = [tuple(None if term is None else str(term) for term in row) for row in graph.query(query)]
    assert sorted(map(str, found)) == sorted(map(str, other))
    return found


def test_the_documented_query_says_who_met_whom_where_and_when(turtle: bytes):
    found = rows(turtle, WHO_MET)
    assert ("Rustem Umerov", "Vladimir Medinsky", "Çırağan Palace", "Istanbul", "2025-06-02") in found
    assert {row[4] for row in found} == {"2025-06-02"}


def test_the_documented_query_says_who_says_so(turtle: bytes):
    found = rows(turtle, WHO_SAYS)
    second = [row for row in found if row[0] == "Second round of the Istanbul talks" and row[1] == "2025-06-02"]
    assert any(row[4:6] == ("229", "250") for row in second)


def test_the_documented_query_says_who_held_what_post_that_day(turtle: bytes):
    assert ("Hakan Fidan", "Foreign Minister", "Türkiye") in rows(turtle, WHO_HELD)


def test_the_readme_uses_only_terms_that_exist():
    names = set(re.findall(r"\bkg:([A-Za-z0-9]+)", README))
    assert {KG + name for name in names} <= OWN
    foreign = set(re.findall(r"\b(?:skos|geo|sem|oa):[A-Za-z]+", README))
    assert foreign == {compact(p) for p in USED_PREDICATES if not p.startswith(KG)}


def test_the_readme_gives_the_identifier_of_every_type_and_lists_every_file():
    for kind in t.NODES:
        assert f"`{kind}/" in README, kind
    for file in ("kg.ttl", "codes.ttl", "shapes.ttl", "context.jsonld", "facts.schema.json"):
        assert f"`{file}`" in README


def test_identifiers_have_the_form_that_the_readme_gives(bundled: list[Quad]):
    table = README.partition("## IRIs")[2].partition("## ")[0]
    forms = re.findall(r"`([a-z]+/[A-Z/-]+)`", table)
    slug, word = r"[a-z0-9]+(?:[-._][a-z0-9]+)*", r"[a-z_]+"
    kinds = {
        "SLUG": slug,
        "KEY": slug,
        "EVENT": slug,
        "SOURCE": slug,
        "DOCUMENT": slug,
        "THING": rf"{word}(?:/{slug})+",
    }
    kinds |= {"FIELD": word, "START": "[0-9]+", "END": "[0-9]+"}
    patterns = [re.compile(re.sub(r"[A-Z]+", lambda match: kinds[match[0]], form)) for form in forms]
    for quad in bundled:
        assert any(pattern.fullmatch(quad.subject.short) for pattern in patterns), quad.subject
