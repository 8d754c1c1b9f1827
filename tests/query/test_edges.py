"""What derived edges answer is what a search of the whole store answers, after any history of loads and removals."""

from collections.abc import Iterable
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from query.world import PEOPLE, TALES, event, part, source

from kg import model as m
from kg.deriving import all_edges, with_derived
from kg.errors import UnknownName
from kg.quads import to_quads
from kg.query import Reading, Selection, counterparts, dates
from kg.query.reading import selected
from kg.store import DERIVED, Embedded, Store
from kg.terms import Iri, Quad, iri
from kg.vocab import EVENT_KINDS

DATES = (
    "2030-01-10 2030-01-31 2030-02 2030-02-28 2030-02~ 2030-03-01? 2030-01-30/2030-02-02 2030 2029/2033 2030-02-20/.. "
    "2030-02-03/2030-02-05"
).split()
ACTORS = "person/ada person/bo person/cleo country/southland country/northland organisation/league".split()
POSTS = ("post/northland-envoy", "post/eastmark-president", "post/far-envoy")
PLACES = ("city/harbour", "venue/glass-hall", "city/fairview")
RANGES = [
    ("2030-02-01", "2030-02-28"),
    ("2030-02", None),
    ("2030-01-31", "2030-02-01"),
    ("2030-02-15", "2030-02-20"),
    (None, "2030-01-10"),
    ("1900", "2200"),
    ("2031-05", "2031-06"),
]


@st.composite
def participations(draw: st.DrawFn) -> dict[str, Any]:
    return part(
        draw(st.sampled_from(ACTORS)),
        delegation=draw(st.sampled_from([None, None, "north", "south"])),
        capacity=draw(st.sampled_from([None, None, *POSTS])),
        modality=draw(st.sampled_from(["asserted", "asserted", "asserted", "planned", "denied"])),
    )


@st.composite
def events(draw: st.DrawFn, origin: m.Source) -> m.Event:
    parts = {str(given["who"]): given for given in draw(st.lists(participations(), max_size=4))}
    return event(
        draw(st.sampled_from(["one", "two", "three"])),
        origin,
        *parts.values(),
        kind=draw(st.sampled_from(["talks", "talks", "visit", "strike"])),
        date=draw(st.sampled_from([None, *DATES])),
        place=draw(st.sampled_from([None, *PLACES])),
        status=draw(st.sampled_from([None, "held", "announced", "cancelled"])),
        delegations=draw(
            st.sampled_from([(), (("north", "northland"),), (("north", "northland"), ("south", "southland"))])
        ),
    )


@st.composite
def graphs(draw: st.DrawFn) -> tuple[Iri, list[Quad]]:
    """A version of one of three sources, or of a registry with a post; empty where it is taken out."""
    if draw(st.integers(0, 4)) == 0:
        of = draw(st.sampled_from([None, "country/southland", "country/northland"]))
        posts = m.Facts(m.Registry("registry/posts"), things=[m.Post("post/far-envoy", "Far envoy", of=of)])
        return iri("registry/posts"), to_quads(posts)
    origin = source(draw(st.sampled_from("abc")))
    told = {found.id: found for found in draw(st.lists(events(origin), max_size=3))}
    return iri(origin.id), to_quads(m.Facts(origin, events=list(told.values()))) if told else []


def put(store: Store, *loaded: tuple[Iri, Iterable[Quad]]) -> None:
    store.replace(with_derived(store, dict(loaded)))


def both(store: Store) -> tuple[Reading, Reading]:
    """The store asked by its edges, and searched."""
    searched = Reading(store)
    searched.__dict__["edge_span"] = None
    return Reading(store), searched


def edges_of(store: Store) -> set[Quad]:
    return {quad for graph in store.graphs(derived=True) if graph.startswith(DERIVED) for quad in store.quads(graph)}


ASKED = [
    Selection(who=who, where=where, since=since, until=until, kinds=kinds, certain=certain)
    for (since, until), who, where, (kinds, certain) in product(
        RANGES,
        [(), ["Ada"], ["Northland"], ["Ada", "Southland"]],
        [None, "Harbour"],
        [(("talks", "visit"), False), (EVENT_KINDS, True), (EVENT_KINDS, False)],
    )
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.lists(graphs(), min_size=1, max_size=2, unique_by=lambda graph: graph[0]), min_size=1, max_size=4),
    st.lists(st.sampled_from(ASKED), min_size=10, max_size=20),
)
def test_edges_answer_like_a_search_after_any_history(
    history: list[list[tuple[Iri, list[Quad]]]], asked: list[Selection]
) -> None:
    store = Embedded.memory()
    put(store, (iri(PEOPLE.id), to_quads(PEOPLE)))
    for loaded in history:
        put(store, *loaded)
    by_edges, searched = both(store)
    assert by_edges.edge_span
    for each in asked:
        assert selected(by_edges, each) == selected(searched, each), each
        assert list(dates(by_edges, each)) == list(dates(searched, each)), each
    for actor in ("Ada", "Northland", "League of States"):
        assert list(counterparts(by_edges, actor)) == list(counterparts(searched, actor)), actor


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(graphs(), min_size=1, max_size=5))
def test_edges_kept_in_step_are_those_drawn_up_anew(history: list[tuple[Iri, list[Quad]]]) -> None:
    store = Embedded.memory()
    for loaded in history:
        put(store, loaded)
    assert edges_of(store) == set(all_edges(store))


def test_events_many_centuries_apart_are_all_found() -> None:
    store = Embedded.memory()
    origin = source("annals")
    told = [event(f"y{year}", origin, part("ada"), date=f"{year:04}-05-05", place="city/harbour") for year in (3, 2025)]
    put(store, (iri(PEOPLE.id), to_quads(PEOPLE)), (iri(origin.id), to_quads(m.Facts(origin, events=told))))
    by_edges, searched = both(store)
    assert by_edges.edge_span
    for asked in (Selection(who=["Ada"]), Selection(who=["Ada"], until="2100"), Selection(where="Harbour")):
        assert len(dates(by_edges, asked)) == 2
        assert list(dates(by_edges, asked)) == list(dates(searched, asked))


def test_of_events_with_dates_that_are_none_the_others_still_count() -> None:
    store = Embedded.memory()
    first, other = source("first"), source("other")
    told = to_quads(m.Facts(first, events=[event("talks", first, part("ada"), date="2030-01-10")]))
    vague = [
        quad._replace(object=quad.object._replace(value="some day")) if "TimeStamp" in quad.predicate else quad
        for quad in to_quads(m.Facts(other, events=[event("talks", other, part("ada"), date="2030-01-11")]))
    ]
    calls = [event(name, first, part("ada"), date=date) for name, date in (("one", "2030-01-12"), ("one-more", "2030"))]
    more = to_quads(m.Facts(source("third"), events=calls))
    put(store, (iri(PEOPLE.id), to_quads(PEOPLE)), (iri(first.id), told), (iri(other.id), vague))
    put(store, (iri("source/third"), more))
    by_edges, searched = both(store)
    asked = Selection(who=["Ada"])
    assert [row.date.edtf for row in dates(by_edges, asked)] == ["2030", "2030-01-10", "2030-01-11", "2030-01-12"]
    assert list(dates(by_edges, asked)) == list(dates(searched, asked))


def test_lists_are_the_same_by_a_query_as_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Embedded.memory()
    put(store, (iri(PEOPLE.id), to_quads(PEOPLE)), (iri(TALES.id), to_quads(TALES)))
    origin = source("echo")
    again = event("round-1", origin, part("ada"), part("finn"), date="2030-01-11", place="city/harbour")
    put(store, (iri(origin.id), to_quads(m.Facts(origin, events=[again]))))

    def answers() -> list[Any]:
        reading = Reading(store)
        return [list(dates(reading, each)) for each in ASKED] + [list(counterparts(reading, "Ada"))]

    looked_up = answers()
    monkeypatch.setattr("kg.query.edges.Embedded", type("Elsewhere", (), {}))
    assert answers() == looked_up
    assert sum(map(len, looked_up)) > 20


def test_a_graph_without_edges_makes_the_store_searched() -> None:
    store = Embedded.memory()
    put(store, (iri(PEOPLE.id), to_quads(PEOPLE)))
    assert Reading(store).edge_span
    store.replace({iri(TALES.id): to_quads(TALES)})
    assert Reading(store).edge_span is None
    assert selected(Reading(store), Selection(who=["Ada"], since="2030-01", until="2030-01")) == ["event/round-1"]


def test_edges_of_another_layout_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Embedded.memory()
    put(store, (iri(PEOPLE.id), to_quads(PEOPLE)))
    monkeypatch.setattr("kg.query.edges.LAYOUT", "0")
    assert Reading(store).edge_span is None


def test_names_mean_the_same_by_edges_as_by_the_whole_index() -> None:
    store = Embedded.memory()
    put(store, (iri(PEOPLE.id), to_quads(PEOPLE)))
    by_edges, searched = both(store)
    for name in ("Ada", "alder ADA", "Ада Альдер", "The Envoy", "person/ada", "envoy", "Ald", "northland", "league"):
        assert by_edges.actor(name) == searched.actor(name)
    for name in ("Glass Hall", "glass-hall", "venue/glass-hall", "Eastmark"):
        assert by_edges.place(name) == searched.place(name)
    with pytest.raises(UnknownName, match="a venue, not a person"):
        by_edges.actor("Glass Hall")


def test_a_meeting_of_very_many_is_found_without_lists_of_who_met_whom() -> None:
    store = Embedded.memory()
    people = [m.Person(f"person/p{number}", f"Guest {number}") for number in range(50)]
    registry = m.Facts(m.Registry("registry/guests"), things=people)
    origin = source("gala")
    gala = event("gala", origin, *(part(person.id) for person in people), kind="summit", date="2030-05-05")
    put(store, (iri(registry.id), to_quads(registry)), (iri(origin.id), to_quads(m.Facts(origin, events=[gala]))))
    assert not any("/derived/met/" in quad.subject for quad in edges_of(store))
    assert len(counterparts(Reading(store), "Guest 7")) == 49


def test_bounds_that_are_no_dates_leave_the_decision_to_the_search() -> None:
    store = Embedded.memory()
    quads = [
        quad._replace(object=quad.object._replace(value="some day")) if "TimeStamp" in quad.predicate else quad
        for quad in to_quads(TALES)
    ]
    put(store, (iri(PEOPLE.id), to_quads(PEOPLE)), (iri(TALES.id), quads))
    by_edges, searched = both(store)
    asked = Selection(since="2030", until="2030")
    assert by_edges.edge_span
    assert selected(by_edges, asked) == selected(searched, asked)
