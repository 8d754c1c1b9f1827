"""Dates: what is accepted, which days it stands for, how it reads, and what a mistake is told."""

import json
import pickle
from pathlib import Path

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.dates import Date, certainly_in, lower_bound, parse, possibly_in, upper_bound
from kg.errors import DateError

STRINGS = json.loads((Path(__file__).parent / "data" / "edtf-strings.json").read_text(encoding="utf-8"))

BOUNDS = {
    "2025-06-02": ("2025-06-02", "2025-06-02", "2025-06-02", "2025-06-02"),
    "2025-06": ("2025-06-01", "2025-06-30", "2025-06-01", "2025-06-30"),
    "2025~": ("2025-01-01", "2025-12-31", "2025-01-01", "2025-12-31"),
    "2024-02": ("2024-02-01", "2024-02-29", "2024-02-01", "2024-02-29"),
    "1900-02-XX": ("1900-02-01", "1900-02-28", "1900-02-01", "1900-02-28"),
    "9999-12": ("9999-12-01", "9999-12-31", "9999-12-01", "9999-12-31"),
    "0001": ("0001-01-01", "0001-12-31", "0001-01-01", "0001-12-31"),
    "202X": ("2020-01-01", "2029-12-31", "2020-01-01", "2029-12-31"),
    "2025-24": ("2025-12-01", "2025-12-31", "2025-12-01", "2025-12-31"),
    "2025-05-16/2025-06": ("2025-05-16", "2025-05-16", "2025-06-01", "2025-06-30"),
    "2025-06/2025-06-11": ("2025-06-01", "2025-06-30", "2025-06-11", "2025-06-11"),
    "../2025-06": ("0001-01-01", "2025-06-30", "2025-06-01", "2025-06-30"),
    "/2025-06": ("0001-01-01", "2025-06-30", "2025-06-01", "2025-06-30"),
    "2025-06/..": ("2025-06-01", "2025-06-30", "2025-06-01", "9999-12-31"),
    "2025-06?/": ("2025-06-01", "2025-06-30", "2025-06-01", "9999-12-31"),
}

TEXTS = {
    "2025-06-02": "2 June 2025",
    "2025-06": "June 2025",
    "0800": "800",
    "2025-06~": "about June 2025",
    "2025-06-02?": "2 June 2025 (uncertain)",
    "2025-06-02%": "about 2 June 2025 (uncertain)",
    "2025-06-01/2025-06-02": "1–2 June 2025",
    "2025-05-30/2025-06-02": "30 May – 2 June 2025",
    "2024-05-16/2025-06-02": "16 May 2024 – 2 June 2025",
    "2025-05/2025-06": "May – June 2025",
    "2025-05-30/2025-06": "30 May 2025 – June 2025",
    "1964/2008": "1964–2008",
    "2025-06-02/2025-06-02": "2 June 2025",
    "2025-05-30~/2025-06-02": "about 30 May 2025 – 2 June 2025",
    "2025-06-02/..": "from 2 June 2025",
    "../2025-06-02": "until 2 June 2025",
    "/2025-06-02": "until 2 June 2025 (start unknown)",
    "2025-06-02?/": "from 2 June 2025 (uncertain, end unknown)",
    "2025-21": "spring 2025",
    "2025-22~": "about summer 2025",
    "2025-23/2025-24": "autumn – winter 2025",
    "202X": "the 2020s",
    "19XX": "the 1900s",
    "190X": "the decade 1900–1909",
    "2025-06-XX": "some day in June 2025",
    "2025-XX-XX": "some day in 2025",
    "2025-XX": "some month in 2025",
}

MISTAKES = {
    "[2025-05-16,2025-06-02]": '"[2025-05-16,2025-06-02]" is a set, which is EDTF level 2: write an interval, '
    "or one fact for each date",
    "Y17E8": '"Y17E8" has a year of another length or era: write a year from 0001 to 9999',
    "-0044-03-15": '"-0044-03-15" has a year of another length or era: write a year from 0001 to 9999',
    "00XX": '"00XX" has the year 0: write a year from 0001 to 9999',
    "1950S2": '"1950S2" has significant digits, which is EDTF level 2: write 1950~',
    "2004-06-~11": '"2004-06-~11" has a qualifier that is not the last character: write 2004-06-11~',
    "2004?-06-~11": '"2004?-06-~11" has a qualifier that is not the last character: write 2004-06-11%',
    "1X99": '"1X99" has an X where EDTF level 1 has none: write 201X, 19XX, 2004-XX, 2004-XX-XX or 2004-06-XX',
    "1XXX": '"1XXX" has an X where EDTF level 1 has none: write 201X, 19XX, 2004-XX, 2004-XX-XX or 2004-06-XX',
    "2001-25": '"2001-25" has the EDTF level 2 season 25: months are 01 to 12, seasons 21 spring, 22 summer, '
    "23 autumn and 24 winter",
    "2001-21-05": '"2001-21-05" has a day in a season: write 2001-21 or the month',
    "2025-06-02T10:10": '"2025-06-02T10:10" has a time of day, but a day is the finest grain: write 2025-06-02',
    "2025-02-30": '"2025-02-30" is no day: the days of February 2025 are 01 to 28',
    "2025-06-00": '"2025-06-00" is no day: the days of June 2025 are 01 to 30',
    "2025-13": '"2025-13" has the month 13: months are 01 to 12, seasons 21 spring, 22 summer, 23 autumn and 24 winter',
    "2025-06-02/2025-05": '"2025-06-02/2025-05" ends before it begins: write 2025-05/2025-06-02',
    "2012-24/2012-21": '"2012-24/2012-21" ends before it begins: write 2012-21/2012-24',
    "../..": '"../.." has neither a begin nor an end: write at least one of them',
    "/": '"/" has neither a begin nor an end: write at least one of them',
    "2024/2025/2026": '"2024/2025/2026" has more than one slash: write an interval as begin/end',
    "": '"" is not an EDTF date: write YYYY-MM-DD, YYYY-MM or YYYY',
    "\x1b[31mred": '"\\x1b[31mred" is not an EDTF date: write YYYY-MM-DD, YYYY-MM or YYYY',
    "٢٠٢٥": '"٢٠٢٥" is not an EDTF date: write YYYY-MM-DD, YYYY-MM or YYYY',
    "2025-06-02\n": '"2025-06-02\\n" has spaces: write 2025-06-02',
}

REWRITES = {
    " 2025-06 ": "2025-06",
    "2025 -06": "2025-06",
    "2025-06-xx": "2025-06-XX",
    "2025-6-2": "2025-06-02",
    "2025/06/02": "2025-06-02",
    "2025/06": "2025-06",
    "2025.6.2": "2025-06-02",
    "20250602": "2025-06-02",
    "16-05-2025": "2025-05-16",
    "05/16/2025": "2025-05-16",
    "2/2/2025": "2025-02-02",
    "2 June 2025": "2025-06-02",
    "2nd of June, 2025": "2025-06-02",
    "Monday, 2 June 2025": "2025-06-02",
    "JUNE 2, 2025": "2025-06-02",
    "June 2025": "2025-06",
    "Sept. 2025": "2025-09",
    "Spring 2025": "2025-21",
    "fall 2025": "2025-23",
}


@pytest.mark.parametrize("text", BOUNDS)
def test_bounds_are_the_strict_ones(text: str) -> None:
    when = parse(text)
    assert (when.begin_earliest, when.begin_latest, when.end_earliest, when.end_latest) == BOUNDS[text]


@pytest.mark.parametrize("text", TEXTS)
def test_a_date_reads_the_way_people_write_it(text: str) -> None:
    assert str(parse(text)) == TEXTS[text]


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_told_what_is_wrong_and_what_would_be_right(text: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    assert str(caught.value) == MISTAKES[text]


@pytest.mark.parametrize("text", REWRITES)
def test_what_people_write_is_answered_with_the_literal(text: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    assert caught.value.hint == f"write {REWRITES[text]}"


@pytest.mark.parametrize("text", ["2/6/2025", "02.06.2025", "12-11-2025"])
def test_the_order_of_day_and_month_is_never_guessed(text: str) -> None:
    with pytest.raises(DateError, match="does not tell day from month: write YYYY-MM-DD"):
        parse(text)


def test_a_meeting_within_a_stay_can_begin_and_end_on_any_of_its_days() -> None:
    when = parse("2025-05-30/2025-06-02", within=True)
    assert (when.begin_earliest, when.begin_latest) == ("2025-05-30", "2025-06-02")
    assert (when.end_earliest, when.end_latest) == ("2025-05-30", "2025-06-02")
    assert when.text == "some time in 30 May – 2 June 2025"
    assert when != parse("2025-05-30/2025-06-02")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-06-02/..", "some time from 2 June 2025"),
        ("2025-06", "some time in June 2025"),
        ("2025-06-XX", "some day in June 2025"),
        ("2025-06-02", "2 June 2025"),
    ],
)
def test_within_is_put_in_words_only_where_it_adds_something(text: str, words: str) -> None:
    assert parse(text, within=True).text == words


def test_dates_are_values() -> None:
    assert parse("2025-06") == parse("2025-06")
    assert len({parse("2025-06"), parse("2025-06"), parse("2025-06~")}) == 2
    assert pickle.loads(pickle.dumps(parse("2025-06~"))) == parse("2025-06~")


def test_dates_sort_by_time_and_then_by_literal() -> None:
    expected = ["../2020", "2024~", "2025", "2025-06", "2025-06?", "2025-06~", "2025-06-02", "2025-07"]
    assert [when.edtf for when in sorted(map(parse, reversed(expected)))] == expected


def test_a_date_as_a_bound_means_its_first_or_last_day() -> None:
    assert (lower_bound("2025-05"), upper_bound("2025-05")) == ("2025-05-01", "2025-05-31")


@pytest.mark.parametrize(
    ("text", "possibly", "certainly"),
    [
        ("2025-06-02", True, True),
        ("2025-06-02?", True, False),
        ("2025", True, False),
        ("2025-05-31/2025-06-01", True, False),
        ("2025-06-30/..", True, False),
        ("2025-05", False, False),
        ("2025-07/..", False, False),
    ],
)
def test_a_date_is_possibly_or_certainly_in_june(text: str, possibly: bool, certainly: bool) -> None:
    when = parse(text)
    assert possibly_in(when, "2025-06-01", "2025-06-30") is possibly
    assert certainly_in(when, "2025-06-01", "2025-06-30") is certainly


def test_a_huge_text_is_refused_at_once() -> None:
    with pytest.raises(DateError, match="too long for a date") as caught:
        parse("2025/" * 1_000_000)
    assert len(str(caught.value)) < 200


# --- checked against the edtf library ---

LEVEL_0_AND_1 = {"Date", "Season", "Unspecified", "UncertainOrApproximate", "Interval", "Level1Interval"}
"""Names of the library's classes; its level 2 and its times of day are subclasses of these."""

WE_ACCEPT = {
    # The library reads an unspecified digit at an end of an interval as level 2, whatever its place; the places that
    # level 1 allows in a date have bounds, so an interval may have them too.
    "198X/1999",
    "198X/199X",
    "1987/199X",
    "2000-12-XX/2012",
    "2000-XX-XX/2012",
    "2000/2000-XX-XX",
    "1984-11-12/1984-11-XX",
    "2004-06-XX/2004-07-03",
    # Its grammar lacks a masked month in an interval (it fails with an AttributeError) and a qualified season that
    # stands alone.
    "2000-XX/2012",
    "2011-23~",
}

WE_REFUSE = {
    "1863-03-29 ": "it strips spaces",
    "1950S2": "it counts significant digits as level 0",
    "../..": "it takes an interval that says nothing",
}


def by_library(text: str) -> object:
    """What the library makes of a text, or None; it raises errors of many kinds."""
    try:
        return edtf.parse_edtf(text)
    except (edtf.parser.edtf_exceptions.EDTFParseException, AttributeError, TypeError):
        return None


def strict_bounds(theirs: object) -> tuple[str, str]:
    """The library's strict bounds as ISO strings; an open end as we write it."""
    days = []
    for bound, open_end in ((theirs.lower_strict(), "0001-01-01"), (theirs.upper_strict(), "9999-12-31")):
        is_day = hasattr(bound, "tm_year")
        days.append(f"{bound.tm_year:04}-{bound.tm_mon:02}-{bound.tm_mday:02}" if is_day else open_end)
    return days[0], days[1]


def library_accepts_what_we_support(text: str, theirs: object) -> bool:
    """Whether the library takes a text as level 0 or 1, in our years, not reversed."""
    if type(theirs).__name__ not in LEVEL_0_AND_1:
        return False
    if text.startswith("-") or "/-" in text or any(end.startswith("0000") for end in text.split("/")):
        return False
    low, high = strict_bounds(theirs)
    return low <= high


@pytest.mark.parametrize("text", STRINGS)
def test_the_library_agrees_on_what_is_a_date_and_which_days_it_stands_for(text: str) -> None:
    theirs = by_library(text)
    expected = text in WE_ACCEPT or (library_accepts_what_we_support(text, theirs) and text not in WE_REFUSE)
    if not expected:
        with pytest.raises(DateError):
            parse(text)
        return
    ours = parse(text)
    if theirs is not None:
        low, high = strict_bounds(theirs)
        # It puts an unknown end ten years from the known one, which is a guess and not a bound.
        assert ours.earliest == ("0001-01-01" if text.startswith("/") else low)
        assert ours.latest == ("9999-12-31" if text.endswith("/") else high)


def test_the_exceptions_are_all_needed() -> None:
    """Each listed string is in the data, and the library's verdict on it does differ from ours."""
    for text in WE_ACCEPT:
        assert text in STRINGS
        assert not library_accepts_what_we_support(text, by_library(text))
    for text in WE_REFUSE:
        assert text in STRINGS
        assert library_accepts_what_we_support(text, by_library(text))


# --- properties ---

years = st.integers(1, 9999).map("{:04}".format)
months = st.integers(1, 12).map("{:02}".format)
points = st.one_of(
    years,
    st.integers(1, 999).map("{:03}X".format),
    st.integers(1, 99).map("{:02}XX".format),
    st.builds("{}-{}".format, years, st.one_of(months, st.sampled_from(["21", "22", "23", "24", "XX"]))),
    st.builds("{}-{}-{}".format, years, months, st.one_of(st.integers(1, 28).map("{:02}".format), st.just("XX"))),
    st.builds("{}-XX-XX".format, years),
)
qualified_points = st.builds("{}{}".format, points, st.sampled_from(["", "?", "~", "%"]))


@st.composite
def literals(draw: st.DrawFn) -> str:
    """Any supported literal."""
    first, second = draw(qualified_points), draw(qualified_points)
    if parse(first).earliest > parse(second).latest:
        first, second = second, first
    forms = ["{0}", "{0}/{1}", "{0}/..", "../{0}", "{0}/", "/{0}"]
    return draw(st.sampled_from(forms)).format(first, second)


dates = st.builds(parse, literals(), st.booleans())
days = st.dates().map(str)


@given(dates)
def test_bounds_are_ordered_and_the_literal_is_kept(when: Date) -> None:
    assert when.begin_earliest <= when.begin_latest
    assert when.end_earliest <= when.end_latest
    assert when.begin_earliest <= when.end_latest
    assert when.text
    assert parse(when.edtf, when.within) == when


@given(dates, days, days)
def test_certainly_means_possibly(when: Date, since: str, until: str) -> None:
    if since <= until and certainly_in(when, since, until):
        assert possibly_in(when, since, until)


@given(dates, dates)
def test_every_two_different_dates_have_an_order(one: Date, other: Date) -> None:
    assert (one < other) + (other < one) + (one == other) == 1


@given(points)
def test_the_library_gives_the_same_days_for_any_single_date(text: str) -> None:
    ours = parse(text)
    assert (ours.earliest, ours.latest) == strict_bounds(edtf.parse_edtf(text))


@given(st.one_of(st.text(max_size=40), st.text("0123456789X-/.~?%TYSE[]{} ", max_size=25)))
def test_any_text_is_a_date_or_a_clear_error(text: str) -> None:
    try:
        message = parse(text).text
    except DateError as error:
        message = str(error)
    assert message
    assert message.isprintable()
