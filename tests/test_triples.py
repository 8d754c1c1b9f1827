import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import model as m
from kg.dates import parse
from kg.nodes import NODES, TYPE, kg
from kg.quads import delegation_id, part_id, to_quads
from kg.store import FORMATS, Embedded, serialize
from kg.terms import EDTF, ID, KG, RDF, SEM, SKOS, XSD, Iri, Literal, Quad, iri, nquads, term_text
from kg.triples import from_quads
from tests.strategies import evidences, facts

MANY = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@st.composite
def retold(draw: st.DrawFn) -> m.Facts:
    """Facts in which some of what is said is said by a second source of the same file too."""
    value = draw(facts())
    if isinstance(value.origin, m.Registry):
        return value
    second = m.Source(f"{value.id}.second", "readout", draw(st.none() | st.text("ab", max_size=3)))

    def also(parts: tuple[Any, ...]) -> tuple[Any, ...]:
        return (*parts, *(attrs.evolve(part, source=second.id, evidence=draw(evidences())) for part in parts))

    def other_key(parts: tuple[Any, ...]) -> tuple[Any, ...]:
        return (*parts, *(attrs.evolve(part, source=second.id) for part in parts if draw(st.booleans())))

    events = [
        attrs.evolve(
            event,
            reports=also(event.reports),
            participations=other_key(event.participations),
            targets=other_key(event.targets),
            weapons=other_key(event.weapons),
        )
        for event in value.events
    ]
    # parts of one key are sorted by key alone, so the second source's follow the first's
    return attrs.evolve(value, sources=(second,), events=events)


def as_multiset(value: Any) -> Any:
    """A value in which the order of parts with one key does not count."""
    if isinstance(value, m.Facts):
        return attrs.evolve(value, events=tuple(attrs.evolve(e, **_ordered(e)) for e in value.events))
    return value


def _ordered(event: m.Event) -> dict[str, Any]:
    names = ("participations", "targets", "weapons")
    return {n: sorted(getattr(event, n), key=lambda part: (part.key, part.source)) for n in names}


def through_engine(quads: list[Quad]) -> list[Quad]:
    store = Embedded.memory()
    store.load_quads(quads)
    return list(store.quads())


@MANY
@given(retold())
def test_facts_become_quads_and_the_quads_give_back_equal_facts(value: m.Facts):
    quads = to_quads(value)
    assert list(map(as_multiset, from_quads(quads))) == [as_multiset(value)]
    assert list(map(as_multiset, from_quads(through_engine(quads)))) == [as_multiset(value)]


@MANY
@given(facts())
def test_quads_name_everything_by_iri_and_stand_in_the_graph_of_their_file(value: m.Facts):
    quads = to_quads(value)
    assert {quad.graph for quad in quads} == {iri(value.id)}
    for subject, predicate, object_, _ in quads:
        for term in (subject, predicate, object_):
            assert isinstance(term, Iri | Literal)
            assert not term_text(term).startswith("_:")
        assert ox.NamedNode(subject).value == subject
        assert ox.NamedNode(predicate).value == predicate


@MANY
@given(facts())
def test_quads_are_sorted_and_each_stands_once(value: m.Facts):
    quads = to_quads(value)
    assert quads == sorted(set(quads))
    assert nquads(quads) == nquads(to_quads(value))


@MANY
@given(facts(), facts())
def test_each_graph_gives_back_the_facts_of_its_own_file(first: m.Facts, second: m.Facts):
    if first.id != second.id:
        read = from_quads(to_quads(first) + to_quads(second))
        assert read == sorted([first, second], key=lambda value: value.id)


@MANY
@given(facts())
def test_iris_follow_from_identifiers_and_never_from_a_label(value: m.Facts):
    renamed = attrs.evolve(
        value,
        things=[attrs.evolve(thing, name="Renamed", names=[], aliases=[]) for thing in value.things],
        events=[attrs.evolve(event, label="Renamed") for event in value.events],
        documents=[attrs.evolve(document, label="Renamed") for document in value.documents],
        statements=[attrs.evolve(statement, summary="Renamed") for statement in value.statements],
    )
    assert {quad.subject for quad in to_quads(renamed)} == {quad.subject for quad in to_quads(value)}


@MANY
@given(facts())
def test_no_two_values_share_an_iri(value: m.Facts):
    classes = Counter(quad.subject for quad in to_quads(value) if quad.predicate == TYPE)
    assert set(classes.values()) <= {1}
    of_kind = Counter(quad.object for quad in to_quads(value) if quad.predicate == TYPE)
    assert of_kind[kg("Participation")] == sum(len(event.participations) for event in value.events)
    assert of_kind[kg("Report")] == sum(len(event.reports) for event in value.events)
    assert of_kind[kg("Statement")] == len(value.statements)


SEEDED = """
import sys
from kg.inputs import read
from kg.resources import resource
from kg.store import FORMATS, serialize
from kg.quads import to_quads
from kg.triples import from_quads
quads = read([resource("data", "talks")]).quads()
again = [quad for facts in from_quads(reversed(quads)) for quad in to_quads(facts)]
for form in FORMATS:
    sys.stdout.buffer.write(serialize(quads, form) + serialize(again, form))
"""


def test_every_format_has_the_same_bytes_whatever_the_hash_seed():
    written = [
        subprocess.run(
            [sys.executable, "-c", SEEDED], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert written[0] == written[1]
    assert len(written[0]) > 100_000


# --- the parts ------------------------------------------------------------------------------------------------------


def terms_of(value: m.Facts, subject: str, predicate: str) -> list[Any]:
    found = [q.object for q in to_quads(value) if q.subject == iri(subject) and q.predicate == predicate]
    return sorted(found)


def test_parts_are_named_after_their_event_source_and_key():
    event = m.Event(
        "event/talks",
        "talks",
        reports=[m.Report("source/wire")],
        delegations=[m.Delegation("ukraine", "source/wire")],
        participations=[m.Participation("ada", "source/wire", "person/ada", delegation="ukraine")],
    )
    subjects = {quad.subject.short for quad in to_quads(m.Facts(m.Source("source/wire"), events=[event]))}
    assert subjects == {
        "source/wire",
        "event/talks",
        "report/talks/wire",
        "delegation/talks/ukraine",
        "participation/talks/wire/ada",
    }
    assert part_id("report", "event/talks", "source/wire") == "report/talks/wire"
    assert delegation_id("event/talks", "ukraine") == "delegation/talks/ukraine"


def test_a_date_is_written_as_literal_and_four_bounds():
    value = m.Facts(
        m.Source("source/wire"),
        events=[m.Event("event/talks", "talks", reports=[m.Report("source/wire", parse("2025-06~", within=True))])],
    )
    report = "report/talks/wire"
    day = lambda text: [Literal(text, XSD + "date")]  # noqa: E731
    assert terms_of(value, report, KG + "date") == [Literal("2025-06~", EDTF)]
    assert terms_of(value, report, SEM + "hasEarliestBeginTimeStamp") == day("2025-06-01")
    assert terms_of(value, report, SEM + "hasLatestBeginTimeStamp") == day("2025-06-30")
    assert terms_of(value, report, SEM + "hasEarliestEndTimeStamp") == day("2025-06-01")
    assert terms_of(value, report, SEM + "hasLatestEndTimeStamp") == day("2025-06-30")
    assert terms_of(value, report, KG + "dateQualified") == [Literal("true", XSD + "boolean")]
    assert terms_of(value, report, KG + "dateWithin") == [Literal("true", XSD + "boolean")]


def test_language_tags_are_lower_case_and_decimals_canonical():
    place = m.Place("city/x", "X", names=[m.Name("Ікс", "UK-Cyrl")], latitude=-0.0, longitude=28.50)
    value = m.Facts(m.Registry("registry/places"), things=[place])
    assert Literal("Ікс", RDF + "langString", "uk-cyrl") in terms_of(value, "city/x", SKOS + "prefLabel")
    numbers = {q.object for q in to_quads(value) if isinstance(q.object, Literal) and q.object.datatype.endswith("mal")}
    assert numbers == {Literal("0", XSD + "decimal"), Literal("28.5", XSD + "decimal")}


@given(st.floats(-180, 180))
def test_a_decimal_is_plain_digits_and_reads_back_equal(number: float):
    place = m.Place("city/x", "X", latitude=number)
    quads = to_quads(m.Facts(m.Registry("registry/places"), things=[place]))
    (text,) = (q.object.value for q in quads if isinstance(q.object, Literal) and q.object.datatype.endswith("decimal"))
    assert set(text) <= set("-0123456789.")
    assert from_quads(quads)[0].things == (place,)


@pytest.mark.parametrize(
    "thing",
    [
        lambda: m.Person("x> <y", "X"),
        lambda: m.Person("person/a b", "X"),
        lambda: m.Person("person/a", "X", same_as=["https://x/> <y"]),
        lambda: m.Group("group/a", "X", members=["person/a\n"]),
        lambda: m.Post("post/a", "X", of='country/"'),
    ],
)
def test_identifiers_that_an_iri_cannot_hold_are_refused(thing: Callable[[], m.Thing]):
    with pytest.raises(ValueError, match="is not an IRI"):
        to_quads(m.Facts(m.Registry("registry/things"), things=[thing()]))


def test_codes_and_languages_cannot_smuggle_statements_in():
    with pytest.raises(ValueError, match="is not an IRI"):
        to_quads(m.Facts(m.Source("source/a", kind="x> <y")))
    person = m.Person("person/a", "X", names=[m.Name("Y", 'en" .')])
    with pytest.raises(ValueError, match="is not a language tag"):
        nquads(to_quads(m.Facts(m.Registry("registry/things"), things=[person])))


# --- flat graphs ----------------------------------------------------------------------------------------------------


def flat(*values: m.Facts, graph: str = "file/flat") -> list[Quad]:
    """What files say, in one graph that is no source's."""
    return list({quad._replace(graph=iri(graph)) for value in values for quad in to_quads(value)})


def by_id(quads: list[Quad]) -> dict[str, m.Facts]:
    return {value.id: value for value in from_quads(quads)}


def two_sources() -> tuple[m.Facts, m.Facts, m.Facts]:
    """A registry and two sources that tell of one event, each with evidence of its own."""

    def told(name: str, date: str, start: int) -> m.Facts:
        source, shown = f"source/{name}", [m.Evidence("", [m.Span(start, start + 5)])]
        event = m.Event(
            "event/talks",
            "talks",
            reports=[m.Report(source, parse(date), evidence=[m.Evidence("date", [m.Span(start, start + 2)])])],
            delegations=[m.Delegation("x", source, ["country/x"], evidence=shown)],
            participations=[m.Participation(name, source, "person/ada", delegation="x", evidence=shown)],
            evidence=shown,
        )
        document = m.Document(
            "document/plan",
            source,
            "proposal",
            "Plan",
            evidence=shown,
            provisions=[m.Provision("one", 1, f"First, says {name}.", shown)],
        )
        return m.Facts(
            m.Source(source, sha256="a" * 64, length=100),
            events=[event],
            documents=[document],
            tenures=[m.Tenure(f"tenure/{name}/t", source, "person/ada", "post/p", evidence=shown)],
            statements=[m.Statement(f"statement/{name}/s", source, "Says so.", evidence=shown)],
        )

    people = m.Facts(m.Registry("registry/people"), things=[m.Person("person/ada", "Ada"), m.Country("country/x", "X")])
    return people, told("wire", "2025-06-02", 0), told("post", "2025-06-03", 50)


def test_a_flat_graph_gives_every_source_its_own_facts_and_evidence_back():
    people, *told = two_sources()
    found = by_id(flat(people, *told))
    assert set(found) == {"file/flat", "source/wire", "source/post"}
    assert [found[value.id] for value in told] == told
    assert found["file/flat"] == m.Facts(m.Registry("file/flat"), things=people.things)


@MANY
@given(facts())
def test_a_flat_graph_loses_nothing_that_names_its_source(value: m.Facts):
    if isinstance(value.origin, m.Registry):
        return
    shared = m.Facts(m.Registry("file/flat"), things=value.things)
    own = attrs.evolve(value, things=())
    named = any((own.tenures, own.documents, own.statements, own.events))
    wanted = {own.id: own, "file/flat": shared} if named else {"file/flat": attrs.evolve(shared, sources=[own.origin])}
    assert by_id(flat(value)) == wanted


def test_a_flat_graph_beside_the_graphs_it_was_made_of_adds_nothing():
    values = two_sources()
    quads = [quad for value in values for quad in to_quads(value)]
    both = by_id([*quads, *flat(*values), *flat(*values, graph="urn:another")])
    assert {name: both[name] for name in by_id(quads)} == by_id(quads)
    assert all(not both[name].events and not both[name].sources for name in ("file/flat", "urn:another"))


def test_what_a_flat_graph_knows_more_of_a_source_is_added():
    _, wire, _ = two_sources()
    report = iri("report/talks/wire")
    more = [quad for quad in flat(wire) if quad.subject == report]
    less = [quad for quad in to_quads(wire) if quad.subject != report or quad.predicate in (TYPE, KG + "source")]
    assert by_id(less + more)["source/wire"] == wire


def test_an_event_of_a_flat_graph_that_no_source_tells_of_stays_with_the_graph():
    event = m.Event("event/talks", "talks", evidence=[m.Evidence("", inference="It is said.")])
    quads = [q for q in flat(m.Facts(m.Source("source/wire"), events=[event])) if q.predicate != KG + "source"]
    (found,) = from_quads(quads)
    assert (found.id, found.events, [source.id for source in found.sources]) == ("file/flat", (event,), ["source/wire"])


def test_an_event_alone_that_was_asked_for_without_its_parts_is_still_found():
    _, wire, _ = two_sources()
    quads = [quad for quad in flat(wire) if quad.subject.short == "event/talks"]
    assert [event.id for value in from_quads(quads) for event in value.events] == ["event/talks"]


# --- RDF from strangers ---------------------------------------------------------------------------------------------


def quads_of(*lines: tuple[str, str, Any]) -> Iterator[Quad]:
    for subject, predicate, value in lines:
        term = value if isinstance(value, Iri | Literal) else iri(value)
        yield Quad(iri(subject), Iri(predicate if ":" in predicate else KG + predicate), term, iri("source/stranger"))


def test_a_node_that_lacks_what_makes_it_one_is_left_out():
    kinds = [(f"{name}/x", TYPE, node.rdf_class) for name, node in NODES.items()]
    (read,) = from_quads(quads_of(*kinds))
    assert read.things == read.events == read.tenures == read.documents == read.statements == ()


def test_values_that_are_not_what_their_predicate_says_are_left_out():
    nonsense = Literal("\U0001f600 2025-99")
    event = [
        ("event/x", TYPE, NODES["event"].rdf_class),
        ("event/x", "kind", "https://w3id.org/parley/codes/kind/talks"),
    ]
    report = [
        ("report/x/y", TYPE, NODES["report"].rdf_class),
        ("report/x/y", "event", "event/x"),
        ("report/x/y", "source", "source/y"),
        ("report/x/y", "date", Literal("2025-13", EDTF)),
        ("report/x/y", "place", Literal("somewhere")),
        ("report/x/y", "place", "city/x"),
    ]
    evidence = [
        ("evidence/y/event/x", TYPE, NODES["evidence"].rdf_class),
        ("evidence/y/event/x", "supports", "event/x"),
        ("evidence/y/event/x", "span", "span/y/1-2"),
        ("span/y/1-2", TYPE, NODES["span"].rdf_class),
        ("evidence/z", TYPE, NODES["evidence"].rdf_class),
        ("evidence/u", TYPE, NODES["evidence"].rdf_class),
        ("evidence/u", "supports", "event/x"),
        ("evidence/u", "supportsProperty", "https://example.org/unknown"),
    ]
    (read,) = from_quads(quads_of(*event, ("event/x", "round", nonsense), *report, *evidence))
    (found,) = read.events
    assert found == m.Event("event/x", "talks", reports=[m.Report("source/y", place="city/x")], evidence=[m.Evidence()])


def test_evidence_for_what_carries_none_is_left_out():
    lines = [
        ("city/x", TYPE, NODES["city"].rdf_class),
        ("city/x", SKOS + "prefLabel", Literal("X", RDF + "langString", "en")),
        ("evidence/y/city/x", TYPE, NODES["evidence"].rdf_class),
        ("evidence/y/city/x", "supports", "city/x"),
    ]
    (read,) = from_quads(quads_of(*lines))
    assert read.things == (m.Place("city/x", "X"),)


def test_a_thing_without_an_english_name_goes_by_the_name_it_has():
    lines = [
        ("person/x", TYPE, NODES["person"].rdf_class),
        ("person/x", SKOS + "prefLabel", Literal("Їжак", RDF + "langString", "uk")),
        ("person/x", SKOS + "prefLabel", Literal("Їжачок", RDF + "langString", "uk")),
    ]
    (read,) = from_quads(quads_of(*lines))
    assert read.things[0].name == "Їжак"


@MANY
@given(facts(), st.data())
def test_damaged_quads_never_stop_the_reading(value: m.Facts, data: st.DataObject):
    quads = to_quads(value)
    odd = [
        Literal(""),
        Literal("-1", XSD + "integer"),
        iri("event/gone"),
        Iri("urn:x"),
        Literal("x", EDTF),
        quads[0].object,
    ]
    damaged = []
    for quad in quads:
        fate = data.draw(st.integers(0, 9))
        if fate > 1 or quad is quads[0]:
            damaged.append(quad)
        if fate in (1, 2):
            damaged.append(quad._replace(object=data.draw(st.sampled_from(odd))))
    assert {read.id for read in from_quads(damaged)} == {value.id}


def test_the_order_of_quads_makes_no_difference():
    from kg.inputs import read
    from kg.resources import resource

    quads = read([resource("data", "talks")]).quads()
    assert from_quads(quads) == from_quads(reversed(quads))
    assert [quad for facts in from_quads(quads) for quad in to_quads(facts)] == quads


def test_formats_are_the_ones_the_seeds_were_tried_with():
    assert set(FORMATS) == {"turtle", "trig", "ntriples", "nquads", "rdfxml", "jsonld"}
    assert serialize([], "nquads") == b""
    assert ID.endswith("/")
