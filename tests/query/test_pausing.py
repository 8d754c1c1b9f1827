"""Gaps between meetings, as intervals of days where dates are not exact."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from query.world import PEOPLE, WIRE, event, part, reading, source, told, world

from kg import model as m
from kg.dates import parse
from kg.errors import KgError, UnknownName
from kg.measures import Gap
from kg.query import Selection, gaps


def between(*dates: str | None, within: bool = False) -> list[Gap]:
    """The gaps between meetings a, b, c, ... of some dates."""
    events = [
        event(slug, WIRE, part("ada"), date=parse(day, within) if day else None)
        for slug, day in zip("abcdefgh", dates, strict=False)
    ]
    return list(gaps(reading(PEOPLE, m.Facts(WIRE, events=events))))


def days(found: list[Gap]) -> list[tuple[int, int, bool]]:
    return [(gap.shortest, gap.longest, gap.certain) for gap in found]


def test_exact_days_make_exact_gaps_the_longest_first() -> None:
    found = between("2030-01-10", "2030-01-20", "2030-03-01")
    assert days(found) == [(40, 40, True), (10, 10, True)]
    assert ([one.id for one in found[0].after], [one.id for one in found[0].before]) == (["event/b"], ["event/c"])
    assert found[0].row() == ("40", "20 January 2030: B", "1 March 2030: C", "")


def test_a_gap_runs_from_the_last_day_of_one_to_the_first_of_the_next() -> None:
    assert days(between("2030-01-10/2030-01-15", "2030-01-20/2030-01-22")) == [(5, 5, True)]


def test_a_month_makes_an_interval_of_days() -> None:
    assert days(between("2030-01-10", "2030-02")) == [(22, 49, True)]
    (gap,) = between("2030-01", "2030-03")
    assert (gap.shortest, gap.longest, gap.row()[0]) == (29, 89, "29 to 89")


def test_a_meeting_somewhere_in_a_stay_of_days_makes_one_too() -> None:
    assert days(between("2030-01-01/2030-01-03", "2030-01-10/2030-01-12", within=True)) == [(7, 11, True)]


def test_days_without_a_free_one_between_make_no_gap() -> None:
    assert between("2030-01-10", "2030-01-11") == between("2030-01-10", "2030-01-10") == between("2030-01-10") == []


def test_a_longer_meeting_closes_what_shorter_ones_inside_it_leave_open() -> None:
    assert days(between("2030-01-01/2030-03-01", "2030-01-10", "2030-02-20", "2030-04-01")) == [(31, 31, True)]


def test_a_vague_date_closes_no_gap_but_is_named_where_it_may_lie_in_one() -> None:
    (gap,) = between("2030-01-10", "2030", "2030-12-01")
    assert (gap.shortest, gap.longest, gap.certain, gap.perhaps_between) == (325, 325, False, ("event/b",))
    assert gap.row()[0::3] == ("possibly 325", "1 event")


def test_an_undated_meeting_may_lie_in_any_gap_and_one_of_another_year_in_none() -> None:
    assert [gap.perhaps_between for gap in between("2030-01-10", None, "2030-05-01", "2031")] == [("event/b",)]


def test_what_began_on_a_known_day_ends_a_gap_even_if_nobody_knows_how_long_it_lasted() -> None:
    found = between("2030-01-01", "2030-01-10/..", "2030-03-01")
    assert [(gap.shortest, gap.perhaps_between) for gap in found] == [(50, ("event/b",)), (9, ())]


def test_what_surely_went_on_for_years_leaves_no_gap_in_them() -> None:
    found = between("2012-06-01", "2013/2018", "2015-01-01", "2020-06-01")
    assert [(gap.after[0].id, gap.before[0].id, gap.shortest, gap.perhaps_between) for gap in found] == [
        ("event/b", "event/d", (date(2020, 6, 1) - date(2018, 1, 1)).days, ("event/b",)),
        ("event/a", "event/b", (date(2013, 12, 31) - date(2012, 6, 1)).days, ("event/b",)),
    ]


def test_a_qualified_date_makes_a_gap_only_possible() -> None:
    assert days(between("2030-01-10", "2030-03-01~")) == [(50, 50, False)]


def test_meetings_of_one_day_stand_side_by_side_at_the_ends() -> None:
    (gap,) = between("2030-01-10", "2030-01-10", "2030-03-01")
    assert [one.id for one in gap.after] == ["event/a", "event/b"]


def test_dates_that_sources_disagree_about_make_an_interval() -> None:
    other = source("other", "2030-06-01")
    events = [
        event("a", WIRE, part("ada"), date="2030-01-01"),
        event("b", WIRE, part("ada"), date="2030-03-01"),
        event("b", other, part("ada"), date="2030-03-05"),
    ]
    (gap,) = gaps(told(*events, sources=[other]))
    assert (gap.shortest, gap.longest) == (59, 63)
    assert str(gap.before[0]) == "1 March 2030 or 5 March 2030: B"


MONTHS_AND_DAYS = st.sampled_from(
    [f"2030-01-{day:02}" for day in range(1, 29, 3)] + ["2030-01", "2030-03", "2030-03-30", "2030-01-05/2030-01-09"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(MONTHS_AND_DAYS, min_size=2, max_size=4))
def test_the_bounds_hold_wherever_in_their_dates_the_meetings_were_and_are_reached(dates: list[str]) -> None:
    """Against a search through all days on which the meetings can have been."""

    def choices(text: str) -> list[tuple[int, int]]:
        day = parse(text)
        first, last = date.fromisoformat(day.earliest).toordinal(), date.fromisoformat(day.latest).toordinal()
        return [(first, last)] if "/" in text else [(one, one) for one in (first, first + 9, last) if one <= last]

    for gap in between(*dates):
        left = max(day.latest for one in gap.after for day in one.dates)
        hole = date.fromisoformat(left).toordinal() + 1
        lengths = set()
        for placed in product(*map(choices, dates)):
            ends = [end for _, end in placed if end < hole]
            begins = [begin for begin, _ in placed if begin >= hole]
            lengths.add(min(begins) - max(ends))
        assert (gap.shortest, gap.longest) == (min(lengths), max(lengths))


class TestWhichMeetings:
    def test_those_of_a_series_by_name_or_id(self) -> None:
        for name in ("Harbour talks", "harbour-talks", "series/harbour-talks"):
            assert [gap.shortest for gap in gaps(world(), series=name)] == [50]

    def test_an_unknown_series_is_an_error_that_names_the_nearest(self) -> None:
        with pytest.raises(UnknownName, match="did you mean Harbour talks"):
            gaps(world(), series="Harbor talks")

    def test_those_of_a_pair(self) -> None:
        assert [gap.shortest for gap in gaps(world(), Selection(who=["Ada", "Cleo"]))] == [50]
        assert list(gaps(world(), Selection(who=["Ada", "Dora"]))) == []

    def test_not_those_that_were_cancelled_or_only_planned(self) -> None:
        events = [
            event("a", WIRE, part("ada"), date="2030-01-01"),
            event("b", WIRE, part("ada"), date="2030-02-01", status="cancelled"),
            event("c", WIRE, part("ada", modality="planned"), part("bo"), date="2030-02-10"),
            event("d", WIRE, part("ada"), date="2030-03-01"),
        ]
        assert [gap.shortest for gap in gaps(told(*events), Selection(who=["Ada"]))] == [59]

    def test_none_without_meetings(self) -> None:
        assert list(gaps(world(), Selection(since="2040"))) == []


def test_an_answer_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.query.pausing.MOST_NAMED", 3)
    assert len(between("2030-01-01", "2030-02-01", "2030-03-01", None)) == 2
    with pytest.raises(KgError, match="2 meetings without a fine date may lie in each of 2 gaps: ask for a range"):
        between("2030-01-01", "2030-02-01", "2030-03-01", None, None)
