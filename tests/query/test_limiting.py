"""Which events are put together where not all of them can be shown."""

import re

import pytest

import kg
from kg import model as m
from kg.dates import parse
from kg.quads import to_quads
from kg.query import Reading, Selection, latest, meetings
from kg.store import Embedded
from kg.terms import iri


def told(source: str, dates: dict[str, str | None], who: str | None = None) -> m.Facts:
    """Facts of one source: talks by their dates, of one person if it is named."""
    origin = m.Source(f"source/{source}", title=source)
    people = [m.Person(f"person/{who}", who)] if who else []
    events = [
        m.Event(
            f"event/{name}",
            "talks",
            name,
            reports=(m.Report(origin.id, parse(date) if date else None, None, "held"),),
            participations=tuple(m.Participation(who or "", origin.id, person.id) for person in people),
        )
        for name, date in dates.items()
    ]
    return m.Facts(origin, things=people, events=events)


def reading(*files: m.Facts) -> Reading:
    store = Embedded.memory()
    store.replace({iri(facts.id): to_quads(facts) for facts in files})
    return Reading(store)


DAYS = {f"e{day}": f"2025-06-{day:02d}" for day in range(1, 9)}


def names(found: object) -> list[str]:
    return [one.id.removeprefix("event/") for one in found]  # type: ignore[attr-defined]


def test_the_latest_are_those_of_all_put_in_order() -> None:
    graph = reading(told("wire", DAYS))
    found, total = latest(graph, Selection(), 3)
    assert (names(found), total) == (["e6", "e7", "e8"], 8)
    assert list(found) == list(meetings(graph, Selection()))[-3:]


def test_what_is_undated_counts_as_latest() -> None:
    found, total = latest(reading(told("wire", {**DAYS, "some-day": None})), Selection(), 2)
    assert (names(found), total) == (["e8", "some-day"], 9)


def test_an_event_that_one_source_puts_late_is_among_them() -> None:
    graph = reading(told("wire", DAYS), told("paper", {"e1": "2025-06-30"}))
    assert "e1" in names(latest(graph, Selection(), 2)[0])


def test_no_more_are_put_together_than_sources_that_differ_ask_for() -> None:
    found, _ = latest(reading(told("wire", DAYS), told("paper", DAYS)), Selection(), 2)
    assert names(found) == ["e7", "e8"]


@pytest.mark.parametrize("near", ["person/ada", "event/old-2", "event/old-1"])
def test_the_latest_of_what_is_near_are_there_as_well(near: str) -> None:
    graph = reading(told("wire", DAYS), told("book", {"old-1": "1990-01-01", "old-2": "1991-01-01"}, who="ada"))
    found, total = latest(graph, Selection(), 2, near)
    assert total == 10
    assert ("old-2" if near == "person/ada" else near.removeprefix("event/")) in names(found)
    assert names(found)[-2:] == ["e7", "e8"]


@pytest.mark.parametrize("near", ["person/nobody", "city/nowhere", "event/none", "x", "<>", "/"])
def test_a_focus_on_nothing_known_changes_nothing(near: str) -> None:
    found, _ = latest(reading(told("wire", DAYS)), Selection(), 2, near)
    assert names(found) == ["e7", "e8"]


def test_those_near_are_in_the_selection_as_well() -> None:
    graph = reading(told("wire", DAYS), told("book", {"old": "1990-01-01"}, who="ada"))
    found, total = latest(graph, Selection(since="2025-01"), 2, "person/ada")
    assert (names(found), total) == (["e7", "e8"], 8)


def test_a_page_of_too_many_events_holds_what_it_would_of_all() -> None:
    from kg.page import HELD, render

    days = [f"{1980 + number // 300}-{number // 28 % 12 + 1:02d}-{number % 28 + 1:02d}" for number in range(HELD + 30)]
    graph = kg.Graph(reading(told("wire", {f"n{number:04d}": day for number, day in enumerate(days)})))
    whole = render(list(graph.meetings()), [], title="Who met whom", names={})
    html = graph.page().html
    assert re.findall("event/n[0-9]+", html) == re.findall("event/n[0-9]+", whole)
    assert f"{HELD:,} of {HELD + 30:,}" in html
