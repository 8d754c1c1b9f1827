"""What the page's script is given says all that the answers say, and nothing that is empty."""

from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve

import kg
from kg.answers import Meeting
from kg.dates import parse
from kg.page.data import page_data
from kg.parts import Conflict, Located, Said, Variant
from kg.table import plain
from kg.vocab import EVENT_KINDS
from page.sample import PALACE

OWN = {"place", "participants", "delegations", "documents", "sources", "reports", "conflicts", "other_places"}
"""Fields of an event that name things and sources by identifier, or are there for the page alone."""
EVENT = Meeting("event/a", "talks", "A", parse("2025-06-02"))


def told(value: Any) -> Any:
    """JSON data without what is empty, worked out from the answer as a whole."""
    if isinstance(value, list):
        return [told(item) for item in value]
    if not isinstance(value, dict):
        return value
    inner = {name: told(item) for name, item in value.items()}
    return {name: item for name, item in inner.items() if item not in (None, "", [], {}) and item is not False}


def parts(data: Any) -> Iterator[Any]:
    """Everything inside of JSON data that has a name."""
    for item in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        if isinstance(data, dict):
            yield item
        yield from parts(item)


def only(meeting: Meeting) -> dict[str, Any]:
    (event,) = page_data([meeting], [])["events"]
    return dict(event)


@pytest.fixture(scope="module")
def meetings() -> list[Meeting]:
    return list(kg.demo().meetings(kind=EVENT_KINDS))


def test_an_event_says_what_its_answer_says(meetings: list[Meeting]) -> None:
    events = page_data(meetings, [])["events"]
    assert len(events) == len(meetings)
    for event, meeting in zip(events, meetings, strict=True):
        rest = {name: value for name, value in event.items() if name not in OWN and name != "took_place"}
        assert rest == {name: value for name, value in told(plain(meeting)).items() if name not in OWN}
        assert [one["id"] for one in event.get("participants", ())] == [one.id for one in meeting.participants]
        assert [one["id"] for one in event["sources"]] == [one.id for one in meeting.sources]
        evidence = [one.get("evidence", []) for one in event["sources"]]
        assert evidence == [told(plain(one.evidence)) for one in meeting.sources]


def test_nothing_empty_is_in_the_data(meetings: list[Meeting]) -> None:
    found = list(parts(page_data(meetings, kg.demo().statements())["events"]))
    assert found
    assert not [item for item in found if item in (None, "", [], {}) or item is False]


def test_a_place_on_the_equator_and_the_meridian_keeps_its_coordinates() -> None:
    buoy = Located("venue/buoy", "Buoy", "venue", latitude=0.0, longitude=0.0)
    thing = page_data([evolve(EVENT, place=buoy)], [])["things"]["venue/buoy"]
    assert (thing["latitude"], thing["longitude"]) == (0.0, 0.0)


def test_a_label_is_there_even_where_it_is_empty() -> None:
    assert only(evolve(EVENT, label=""))["label"] == ""


def test_an_open_end_of_a_date_and_what_does_not_hold_of_it_are_left_out() -> None:
    assert only(evolve(EVENT, date=parse("2025-06-02/..")))["date"] == {
        "edtf": "2025-06-02/..",
        "earliest": "2025-06-02",
        "text": "from 2 June 2025",
    }


def test_events_of_one_day_have_a_date_each() -> None:
    first, second = page_data([EVENT, evolve(EVENT, id="event/b")], [])["events"]
    first["date"]["text"] = "another day"
    assert second["date"]["text"] == "2 June 2025"


def test_a_conflict_about_the_place_names_what_lies_around_both() -> None:
    inn = Located("venue/inn", "Inn", "venue", "Basel", "Switzerland")
    said = (Said("source/a", place=PALACE), Said("source/b", place=inn))
    values = (Variant(PALACE.name, ("source/a",)), Variant("Inn", ("source/b",)))
    event = only(evolve(EVENT, place=PALACE, reports=said, conflicts=(Conflict("place", values),)))
    assert [one["value"] for one in event["conflicts"][0]["values"]] == [str(PALACE), "Inn, Basel, Switzerland"]
    assert event["other_places"] == ["venue/inn"]
    assert [report["place"] for report in event["reports"]] == [str(PALACE), "Inn, Basel, Switzerland"]
