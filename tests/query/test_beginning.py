"""When two met first and last, with what dates leave open said."""

from typing import Any

import pytest
from query.world import PEOPLE, WIRE, event, part, reading, source, told, world

from kg import model as m
from kg.dates import parse
from kg.errors import KgError, UnknownName
from kg.query import first_meeting

TWO = (("north", "northland"), ("south", "southland"))


def met(*dates: str | None, **more: Any) -> m.Facts:
    """Ada and Bo at events a, b, c, ... of some dates."""
    events = [
        event(slug, WIRE, part("ada"), part("bo"), date=date, **more)
        for slug, date in zip("abcdef", dates, strict=False)
    ]
    return m.Facts(WIRE, events=events)


def asked(*dates: str | None) -> list[tuple[str, bool, str]]:
    return [(one.which, one.certain, one.event) for one in first_meeting(reading(PEOPLE, met(*dates)), "Ada", "Bo")]


def test_of_dates_that_do_not_overlap_the_first_and_the_last_are_certain() -> None:
    assert asked("2030-05-02", "2030-01", "2030-03-01/2030-03-04") == [
        ("first", True, "event/b"),
        ("last", True, "event/a"),
    ]


def test_every_event_that_can_be_the_first_is_shown_as_possibly_first() -> None:
    assert asked("2030-05-02", "2030", "2030-07-01") == [
        ("first", False, "event/b"),
        ("first", False, "event/a"),
        ("last", False, "event/b"),
        ("last", False, "event/c"),
    ]


def test_an_event_that_can_be_neither_is_left_out() -> None:
    assert asked("2030-01-01", "2030-03", "2030-12-31") == [("first", True, "event/a"), ("last", True, "event/c")]


def test_two_on_one_day_are_both_possibly_first() -> None:
    assert asked("2030-05-02", "2030-05-02", "2031")[:2] == [("first", False, "event/a"), ("first", False, "event/b")]


def test_what_is_undated_may_be_either_and_comes_last() -> None:
    assert asked("2030-05-02", None) == [
        ("first", False, "event/a"),
        ("first", False, "event/b"),
        ("last", False, "event/a"),
        ("last", False, "event/b"),
    ]


def test_a_qualified_date_is_never_certain_unless_they_met_only_once() -> None:
    assert asked("2030~", "2031-05-02") == [("first", False, "event/a"), ("last", False, "event/b")]
    assert asked("2030~") == [("first", True, "event/a"), ("last", True, "event/a")]


def test_direct_meetings_are_kept_apart_from_being_at_the_same_event() -> None:
    crowd = map(part, ("ada", "bo", "cleo", "finn"))
    summit = event("summit", WIRE, *crowd, kind="summit", date="2029-01-01")
    private = event("private", WIRE, part("ada"), part("bo"), date="2030-01-01")
    found = first_meeting(told(summit, private), "Ada", "Bo")
    assert [(one.which, one.contact, one.event) for one in found] == [
        ("first", "direct", "event/private"),
        ("first", "co-presence", "event/summit"),
        ("last", "direct", "event/private"),
        ("last", "co-presence", "event/summit"),
    ]


def test_countries_meet_through_those_who_act_for_them() -> None:
    found = first_meeting(world(), "Northland", "Southland")
    assert [(one.which, one.event, one.certain) for one in found] == [
        ("first", "event/round-1", True),
        ("last", "event/round-2", True),
    ]
    assert found[0].place is not None
    assert (found[0].event_label, found[0].place.name, [cited.id for cited in found[0].sources]) == (
        "Round 1",
        "Harbour",
        ["source/wire"],
    )


def test_dates_that_sources_disagree_about_stand_side_by_side_and_leave_open_which_it_was() -> None:
    other = source("other", "2030-06-01")
    pair = part("ada"), part("bo")
    events = [
        event("a", WIRE, *pair, date="2030-01-01"),
        event("a", other, *pair, date="2030-03-01"),
        event("b", WIRE, *pair, date="2030-02-01"),
    ]
    found = first_meeting(told(*events, sources=[other]), "Ada", "Bo")
    assert [(one.which, one.event, one.certain) for one in found][:2] == [
        ("first", "event/a", False),
        ("first", "event/b", False),
    ]
    assert found[0].dates == (parse("2030-01-01"), parse("2030-03-01"))
    assert found[0].disputed == ("date",)
    assert found[0].row()[:3] == ("possibly first", "direct", "1 January 2030 or 1 March 2030 *")


@pytest.mark.parametrize(
    "ada_and_bo",
    [
        event("a", WIRE, part("ada"), part("bo"), status="cancelled"),
        event("a", WIRE, part("ada"), part("bo", modality="planned")),
        event("a", WIRE, part("ada", delegation="north"), part("bo", delegation="north"), delegations=TWO[:1]),
        event("a", WIRE, part("ada"), kind="talks"),
    ],
    ids=["cancelled", "planned", "colleagues", "one alone"],
)
def test_who_never_met_has_no_first_meeting(ada_and_bo: m.Event) -> None:
    assert list(first_meeting(told(ada_and_bo), "Ada", "Bo")) == []


def test_one_who_is_asked_for_twice_or_unknown_is_an_error() -> None:
    with pytest.raises(KgError, match="name two different ones"):
        first_meeting(world(), "Ada", "The Envoy")
    with pytest.raises(UnknownName):
        first_meeting(world(), "Ada", "Nobody")
