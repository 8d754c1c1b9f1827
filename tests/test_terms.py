import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.terms import ID, PREFIXES, RDF, XSD, Iri, Literal, Quad, iri, literal_text, nquads, term_text

S, P, G = Iri("urn:s"), Iri("urn:p"), Iri("urn:g")
INJECTION = "x> <urn:p> <urn:o> <urn:g> .\n<urn:evil"


def engine_reads(quad: Quad) -> Quad:
    """The one quad that the engine reads from the N-Quads of a quad."""
    (found,) = ox.parse(nquads([quad]), format=ox.RdfFormat.N_QUADS)
    value = found.object
    term = (
        Iri(value.value)
        if isinstance(value, ox.NamedNode)
        else Literal(value.value, value.datatype.value, value.language or "")
    )
    return Quad(Iri(found.subject.value), Iri(found.predicate.value), term, Iri(found.graph_name.value))


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_every_text_survives_nquads(text: str):
    quad = Quad(S, P, Literal(text), G)
    assert engine_reads(quad) == quad
    assert nquads([quad]).count("\n") == 1


@pytest.mark.parametrize(
    "text",
    ["", "\n", "\r\n", '"', "\\", "\\u0041", '" .\n', "\x00", "\x0b", "\x7f", "\x85", "\u2028", "👩‍👩‍👧", "\ufeff"],
)
def test_awkward_text_survives_nquads_in_a_language_and_with_a_datatype(text: str):
    for literal in (Literal(text, RDF + "langString", "uk-cyrl"), Literal(text, "urn:datatype")):
        quad = Quad(S, P, literal, G)
        assert engine_reads(quad) == quad


@pytest.mark.parametrize(
    "identifier",
    [
        *[
            "x> <y",
            "person/a b",
            "person/\x00",
            "person/\x7f",
            "person/\x85",
            "person/\ud800",
            "person/a\n",
            "person/\\u003E",
        ],
        *[f"person/{char}" for char in '"{}|^`'],
        *["person/a://b", "://", "1a://b", INJECTION],
    ],
)
def test_an_identifier_that_is_no_iri_is_refused(identifier: str):
    with pytest.raises(ValueError, match="is not an IRI"):
        iri(identifier)


def test_an_identifier_becomes_an_iri_under_the_projects_own_address_unless_it_is_one():
    assert iri("person/ada") == ID + "person/ada"
    assert iri("person/Їжак") == ID + "person/Їжак"
    assert iri("https://example.org/a") == "https://example.org/a"
    assert iri("urn:isbn:1") == "urn:isbn:1"
    assert iri("person/ada").short == "person/ada"
    assert Iri("urn:isbn:1").short == "urn:isbn:1"


@pytest.mark.parametrize("place", range(4))
def test_no_iri_can_add_a_statement(place: int):
    terms = [S, P, Iri("urn:o"), G]
    terms[place] = Iri(INJECTION)
    with pytest.raises(ValueError, match="is not an IRI"):
        nquads([Quad(*terms)])


@pytest.mark.parametrize("language", ['en" .', "en .\n", "en@x", "e_n", "1", "englishlanguage", "en-", "en--ltr"])
def test_no_language_tag_can_add_a_statement(language: str):
    with pytest.raises(ValueError, match="is not a language tag"):
        literal_text(Literal("x", RDF + "langString", language))


def test_no_datatype_can_add_a_statement():
    with pytest.raises(ValueError, match="is not an IRI"):
        literal_text(Literal("1", INJECTION))


def test_text_that_is_no_unicode_is_refused_when_it_is_encoded():
    with pytest.raises(UnicodeEncodeError):
        nquads([Quad(S, P, Literal("\ud83d"), G)]).encode()


def test_plain_text_has_no_datatype_and_other_literals_have_it():
    assert term_text(Literal("a")) == '"a"'
    assert term_text(Literal("1", XSD + "integer")) == f'"1"^^<{XSD}integer>'
    assert term_text(Literal("a", RDF + "langString", "en")) == '"a"@en'
    assert term_text(S) == "<urn:s>"


@given(st.lists(st.text(max_size=3).map(Literal) | st.text("ab:", max_size=3).map(Iri)))
def test_terms_of_both_kinds_sort_together_with_iris_first(terms: list[Iri | Literal]):
    ordered = sorted(terms)
    assert ordered == sorted(map(str, (t for t in terms if isinstance(t, Iri)))) + sorted(
        (t for t in terms if isinstance(t, Literal)), key=tuple
    )
    backwards = ordered[::-1]
    assert sorted(backwards) == ordered
    if terms:
        assert min(terms) == ordered[0]


def test_prefixes_are_the_projects_names_for_namespaces_and_each_namespace_has_one():
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    for namespace in PREFIXES.values():
        ox.NamedNode(namespace)
