"""Meetings counted by month and year, certainly and possibly."""

from itertools import pairwise

import pytest
from query.world import PEOPLE, WIRE, event, part, reading, source, told, world

from kg import model as m
from kg.dates import parse
from kg.errors import DateError, KgError
from kg.query import Reading, Selection, activity, meetings


def dated(*dates: str | None) -> Reading:
    """Meetings a, b, c, ... of some dates."""
    events = [event(slug, WIRE, part("ada"), date=day) for slug, day in zip("abcdefgh", dates, strict=False)]
    return reading(PEOPLE, m.Facts(WIRE, events=events))


def counts(asked: Reading, by: str = "month", **chosen: object) -> list[tuple[str | None, int, int]]:
    selection = Selection(**chosen)  # type: ignore[arg-type]
    return [(one.period, one.certain, one.possible) for one in activity(asked, selection, by)]


def test_every_month_from_first_to_last_with_0_where_there_was_nothing() -> None:
    assert counts(dated("2030-01-10", "2030-01", "2030-04-02")) == [
        ("2030-01", 2, 2),
        ("2030-02", 0, 0),
        ("2030-03", 0, 0),
        ("2030-04", 1, 1),
    ]


def test_what_spans_months_is_possible_in_each_and_certain_in_none() -> None:
    assert counts(dated("2030-01-30/2030-02-02")) == [("2030-01", 0, 1), ("2030-02", 0, 1)]
    assert counts(dated("2030")) == [(f"2030-{month:02}", 0, 1) for month in range(1, 13)]
    assert counts(dated("2030"), "year") == [("2030", 1, 1)]


def test_the_events_are_there_to_check_every_count() -> None:
    (january, february) = activity(dated("2030-01-10", "2030-01-30/2030-02-02"))
    assert (january.events, january.certain_events) == (("event/a", "event/b"), ("event/a",))
    assert (february.events, february.certain_events) == (("event/b",), ())


def test_a_qualified_date_is_never_certain() -> None:
    assert counts(dated("2030-01-10~")) == [("2030-01", 0, 1)]


def test_an_open_end_makes_no_months_and_is_certain_in_none() -> None:
    assert counts(dated("2030-01-10/..", "2030-02-01")) == [("2030-01", 0, 1), ("2030-02", 1, 2)]
    assert counts(dated("2030-01-10/..")) == [("2030-01", 0, 1)]


def test_what_is_undated_stands_on_a_line_of_its_own() -> None:
    assert counts(dated(None, "2030-01-10")) == [("2030-01", 1, 1), (None, 0, 1)]
    assert activity(dated(None)).rows() == [("date unknown", "0", "1")]


def test_dates_that_sources_disagree_about_are_possible_where_each_is_and_not_between() -> None:
    other = source("other", "2030-06-01")
    events = event("a", WIRE, part("ada"), date="2030-01-01"), event("a", other, part("ada"), date="2030-03-01")
    assert counts(told(*events, sources=[other])) == [("2030-01", 0, 1), ("2030-02", 0, 0), ("2030-03", 0, 1)]


class TestRange:
    def test_a_range_shows_its_months_even_where_there_is_nothing(self) -> None:
        asked = dated("2030-03-02")
        assert counts(asked, since="2030-02", until="2030-03") == [("2030-02", 0, 0), ("2030-03", 1, 1)]
        assert counts(asked, since="2031-01", until="2031-02") == [("2031-01", 0, 0), ("2031-02", 0, 0)]
        assert counts(asked, since="2031") == []

    def test_what_reaches_out_of_the_range_is_only_possible_in_it(self) -> None:
        assert counts(dated("2030-03-30/2030-04-02"), until="2030-03") == [("2030-03", 0, 1)]
        assert counts(dated("2030-03"), since="2030-03-15", until="2030-03-31") == [("2030-03", 0, 1)]

    def test_reversed_ranges_and_what_is_no_date_are_errors(self) -> None:
        for wrong in ({"since": "2031", "until": "2030"}, {"since": "spring"}):
            with pytest.raises(DateError):
                counts(dated("2030"), **wrong)


def test_the_counts_are_those_of_the_meetings_in_each_month() -> None:
    asked = dated("2030-01-10", "2030-01-30/2030-02-02", "2030-02", "2030~", "2030-03-05", "2030-02-11/2030-02-12")
    for period, certain, possible in counts(asked):
        month = {"since": period, "until": period}
        assert possible == len(meetings(asked, Selection(**month)))  # type: ignore[arg-type]
        assert certain == len(meetings(asked, Selection(**month, certain=True)))  # type: ignore[arg-type]


class TestWhichMeetings:
    def test_those_of_somebody_who_was_there_for_a_fact(self) -> None:
        assert counts(world(), who=["Ada"]) == [("2030-01", 1, 1), ("2030-02", 0, 0), ("2030-03", 1, 1)]

    def test_not_those_that_did_not_take_place(self) -> None:
        assert "event/summit" not in {one for month in activity(world()) for one in month.events}

    def test_none_without_meetings(self) -> None:
        assert counts(dated()) == []


def test_a_millennium_of_months_is_counted_and_more_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = counts(dated("1000-01-01", "1999-12-31"))
    assert (len(found), sum(certain for _, certain, _ in found)) == (12_000, 2)
    assert all(one < two for (one, _, _), (two, _, _) in pairwise((str(p), c, q) for p, c, q in found))
    monkeypatch.setattr("kg.query.counting.MOST_NAMED", 1000)
    with pytest.raises(KgError, match="too vague to count by month"):
        activity(dated("19XX"))


def test_an_unknown_period_is_an_error() -> None:
    with pytest.raises(KgError, match='no period is called "week": choose month or year'):
        activity(world(), by="week")


def test_the_year_1_and_9999_are_years_like_others() -> None:
    assert counts(dated("0001-02-01"), "year") == [("0001", 1, 1)]
    assert parse("9999-02-01").latest == "9999-02-01"
    assert counts(dated("9999-02-01")) == [("9999-02", 1, 1)]
