"""The whole graph in RDF formats: nothing lost that the format can hold, the same bytes on every run."""

import json
import os
import subprocess
import sys
import xml.dom.minidom
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import to_isomorphic

import kg
from kg import model as m
from kg.dates import parse
from kg.export import RDF_FORMATS
from kg.export.rdf import dataset, write_rdf
from kg.inputs import RDF_SUFFIXES
from kg.quads import to_quads
from kg.terms import ID, KG, XSD, Iri, Literal, Quad

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


def test_json_ld_reads_the_same_with_the_context_at_an_address_of_its_own(talks: list[Quad], tmp_path: Path) -> None:
    """A base has no effect in a context that is referred to, so that there is none: every identifier is whole."""
    data = write_rdf(talks, "jsonld")
    document = json.loads(data)
    context = document.pop("@context")
    assert "@base" not in context
    (tmp_path / "context.jsonld").write_text(json.dumps({"@context": context}), encoding="utf-8")
    referring = {"@context": (tmp_path / "context.jsonld").as_uri(), **document}
    assert by_rdflib(json.dumps(referring).encode(), "jsonld") == by_rdflib(data, "jsonld")
    assert all(identifier.startswith(ID) for identifier in _all(document, "id"))


def test_json_ld_has_numbers_and_truth_values_of_json_where_they_come_back_as_they_were() -> None:
    values = [
        ("round", Literal("2", XSD + "integer"), 2),
        ("round", Literal("-7", XSD + "integer"), -7),
        ("round", Literal("0", XSD + "integer"), 0),
        ("round", Literal("007", XSD + "integer"), "007"),
        ("round", Literal("-0", XSD + "integer"), "-0"),
        ("round", Literal("9" * 20, XSD + "integer"), "9" * 20),
        ("round", Literal("two", XSD + "integer"), "two"),
        ("dateQualified", Literal("true", XSD + "boolean"), True),
        ("dateQualified", Literal("false", XSD + "boolean"), False),
        ("dateQualified", Literal("1", XSD + "boolean"), "1"),
        ("title", Literal("2"), "2"),
    ]
    for name, literal, written in values:
        quad_ = Quad(Iri("urn:a"), Iri(KG + name), literal, Iri("urn:g"))
        data = write_rdf([quad_], "jsonld")
        assert _all(json.loads(data), name)[-1] == written
        assert type(_all(json.loads(data), name)[-1]) is type(written)
        (quad,) = by_oxigraph(data, "jsonld")
        assert (quad.object.value, quad.object.datatype.value) == literal[:2]
        assert by_rdflib(data, "jsonld") == by_rdflib(write_rdf([quad_], "nquads"), "nquads")


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


def second_source() -> m.Facts:
    """A source that tells of the bundled talks too, and differs."""
    source = m.Source(
        "source/second", "readout", "A readout", published=parse("2025-06-03"), sha256="b" * 64, length=99
    )

    def shown(start: int, field: str = "") -> list[m.Evidence]:
        return [m.Evidence(field, [m.Span(start, start + 9)])]

    event = m.Event(
        "event/istanbul-talks-2",
        "talks",
        "Second round of the Istanbul talks",
        reports=[m.Report(source.id, parse("2025-06-03"), "city/istanbul", "held", evidence=shown(1, "date"))],
        participations=[m.Participation("fidan", source.id, "person/hakan-fidan", ["host"], evidence=shown(20))],
        evidence=shown(40),
    )
    said = m.Statement("statement/second/s", source.id, "It went well.", ["person/hakan-fidan"], evidence=shown(60))
    return m.Facts(source, events=[event], statements=[said])


@pytest.mark.parametrize("form", ["turtle", "ntriples", "rdfxml"])
def test_a_flat_file_that_is_read_again_gives_the_same_answers_and_sources(
    tmp_path: Path, talks: list[Quad], form: str
) -> None:
    quads = [*talks, *to_quads(second_source())]
    for name, content in (("whole.nq", write_rdf(quads, "nquads")), (f"flat{SUFFIXES[form]}", write_rdf(quads, form))):
        (tmp_path / name).write_bytes(content)
    whole, flat = kg.load(tmp_path / "whole.nq"), kg.load(tmp_path / f"flat{SUFFIXES[form]}")
    both = kg.load(tmp_path)
    for graph in (flat, both):
        assert graph.timeline().to_dicts() == whole.timeline().to_dicts()
        assert graph.statements().to_dicts() == whole.statements().to_dicts()
        assert graph.posts().to_dicts() == whole.posts().to_dicts()
        assert graph.delegations().to_dicts() == whole.delegations().to_dicts()
        assert graph.conflicts().to_dicts() == whole.conflicts().to_dicts()
        for meeting in whole.meetings():
            assert graph.event(meeting.id) == meeting
        assert [source.id for source in graph.sources()] == [source.id for source in whole.sources()]
    assert whole.conflicts()
    assert {cited.id for cited in flat.event("istanbul-talks-2").sources} > {"source/second"}


SUFFIXES = {form: suffix for suffix, form in RDF_SUFFIXES.items()}


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="no RDF format is called 'n3': choose one of turtle"):
        write_rdf([], "n3")


def test_the_rdflib_dataset_holds_each_literal_as_it_is() -> None:
    integer = Literal("007", "http://www.w3.org/2001/XMLSchema#integer")
    found = dataset([Quad(Iri("urn:a"), Iri("urn:b"), integer, Iri("urn:g"))])
    assert [str(o) for _, _, o, _ in found.quads()] == ["007"]
    assert {str(graph.identifier) for graph in found.graphs() if len(graph)} == {"urn:g"}
