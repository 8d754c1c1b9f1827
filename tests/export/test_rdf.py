"""The whole graph in RDF formats: nothing lost that the format can hold, the same bytes on every run."""

import json
import os
import subprocess
import sys
import xml.dom.minidom
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import to_isomorphic

import kg
from kg import model as m
from kg.export import RDF_FORMATS
from kg.export.rdf import dataset, write_rdf
from kg.terms import Iri, Literal, Quad
from kg.triples import to_quads

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
OX = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
RDFLIB = {
    "turtle": "turtle",
    "trig": "trig",
    "ntriples": "nt",
    "nquads": "nquads",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}
KEEP_GRAPHS = ("trig", "nquads", "jsonld")
EVIL = "a\x1b[2J\x9b\u202e\x07\ufffe<b>&\"'\\ \t\r\n]]> --> 東京 🙂"


@pytest.fixture(scope="module")
def talks() -> list[Quad]:
    return kg.demo().quads()


@pytest.fixture(scope="module")
def hostile() -> list[Quad]:
    facts = m.Facts(
        m.Source("source/s", title=EVIL), things=[m.Person("person/p", EVIL, names=[m.Name(EVIL, "uk-latn")])]
    )
    return to_quads(facts)


def by_oxigraph(data: bytes, form: str) -> set[Any]:
    found = set(ox.parse(data, format=OX[form]))
    return found if form in KEEP_GRAPHS else {quad.triple for quad in found}


def by_rdflib(data: bytes, form: str) -> set[tuple[str, ...]]:
    """Statements as N-Triples text, so that literals compare as they are written."""
    found = rdflib.Dataset()
    found.parse(data=data.decode(), format=RDFLIB[form])
    return {(*(term.n3() for term in (s, p, o)), str(g) if form in KEEP_GRAPHS else "") for s, p, o, g in found.quads()}


@pytest.mark.parametrize("form", RDF_FORMATS)
def test_both_engines_read_back_what_was_written(talks: list[Quad], form: str) -> None:
    data = write_rdf(talks, form)
    truth = by_oxigraph(write_rdf(talks, "nquads"), "nquads")
    assert by_oxigraph(data, form) == (truth if form in KEEP_GRAPHS else {quad.triple for quad in truth})
    nquads = by_rdflib(write_rdf(talks, "nquads"), "nquads")
    assert by_rdflib(data, form) == (nquads if form in KEEP_GRAPHS else {(*quad[:3], "") for quad in nquads})


@pytest.mark.parametrize("form", [form for form in RDF_FORMATS if form != "rdfxml"])
def test_hostile_text_comes_back_as_it_was(hostile: list[Quad], form: str) -> None:
    found = ox.parse(write_rdf(hostile, form), format=OX[form])
    values = [quad.object.value for quad in found if isinstance(quad.object, ox.Literal)]
    assert values.count(EVIL) == 3


def test_rdf_xml_of_hostile_text_is_well_formed(hostile: list[Quad]) -> None:
    data = write_rdf(hostile, "rdfxml")
    xml.dom.minidom.parseString(data)
    titles = [
        quad.object.value for quad in ox.parse(data, format=ox.RdfFormat.RDF_XML) if "title" in quad.predicate.value
    ]
    assert len(titles) == 1
    assert titles[0].startswith("a\ufffd[2J\x9b\u202e\ufffd\ufffd<b>&\"'\\")


def test_turtle_has_no_blank_node_and_says_what_is_lost(talks: list[Quad]) -> None:
    text = write_rdf(talks, "turtle").decode()
    assert text.startswith("# All named graphs in one: which source a statement stands in is lost")
    assert "TriG, N-Quads and JSON-LD keep the graphs apart." in text
    graph = rdflib.Graph().parse(data=text, format="turtle")
    assert not any(isinstance(term, rdflib.BNode) for triple in graph for term in triple)
    assert to_isomorphic(graph) == to_isomorphic(
        rdflib.Graph().parse(data=write_rdf(talks, "ntriples").decode(), format="nt")
    )


def test_turtle_has_prefixes_for_every_namespace_it_uses(talks: list[Quad]) -> None:
    text = write_rdf(talks, "turtle").decode()
    shown = [line for line in text.splitlines() if "<http" in line and not line.startswith(("@prefix", "#"))]
    ours = [line for line in shown if "w3id.org/parley" in line and "/id/" not in line]
    assert ours == [], "codes and terms of the ontology are written with prefixes"


def test_json_ld_holds_its_context_and_refers_to_no_other(talks: list[Quad]) -> None:
    document = json.loads(write_rdf(talks, "jsonld"))
    assert document["@context"]["kg"] == "https://w3id.org/parley/ontology#"
    contexts = _all(document, "@context")
    assert len(contexts) == 1
    assert not any(isinstance(value, str) for value in contexts)


def _all(value: Any, key: str) -> list[Any]:
    if isinstance(value, list):
        return [found for item in value for found in _all(item, key)]
    if not isinstance(value, dict):
        return []
    return [found for name, item in value.items() for found in ([item] if name == key else _all(item, key))]


def test_the_order_of_quads_does_not_matter(talks: list[Quad]) -> None:
    for form in RDF_FORMATS:
        assert write_rdf(talks[::-1], form) == write_rdf(talks, form), form


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    code = (
        "import hashlib, kg; from kg.export import RDF_FORMATS, MEETING_FORMATS; "
        "from kg.export.rdf import write_rdf; from kg.export.meetings import write_meetings; g = kg.demo(); "
        "out = [write_rdf(list(g.reading.store.quads()), f) for f in RDF_FORMATS]"
        " + [write_meetings(g.meetings(), f) for f in MEETING_FORMATS]; "
        "print(*(hashlib.sha256(o).hexdigest() for o in out))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    ]
    assert len(set(runs)) == 1


def test_a_statement_of_two_sources_stands_once_in_a_flat_format() -> None:
    quads = [Quad(Iri("urn:a"), Iri("urn:b"), Literal("c"), Iri(f"urn:g{n}")) for n in range(2)]
    assert write_rdf(quads, "ntriples").decode().splitlines()[-1:] == ['<urn:a> <urn:b> "c" .']
    assert len(write_rdf(quads, "nquads").splitlines()) == 2


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="no RDF format is called 'n3': choose one of turtle"):
        write_rdf([], "n3")


def test_the_rdflib_dataset_holds_each_literal_as_it_is() -> None:
    integer = Literal("007", "http://www.w3.org/2001/XMLSchema#integer")
    found = dataset([Quad(Iri("urn:a"), Iri("urn:b"), integer, Iri("urn:g"))])
    assert [str(o) for _, _, o, _ in found.quads()] == ["007"]
    assert {str(graph.identifier) for graph in found.graphs() if len(graph)} == {"urn:g"}
