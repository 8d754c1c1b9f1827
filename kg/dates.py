"""Dates as reports give them: EDTF level 0 and 1 of ISO 8601-2, and the days they can stand for.

Supported, in the years 0001 to 9999:

- a day, month or year: ``2025-06-02``, ``2025-06``, ``2025``
- a season: ``2025-21`` spring (March to May), ``2025-22`` summer, ``2025-23`` autumn, ``2025-24`` winter. Seasons are
  those of the northern hemisphere. EDTF sorts winter last in its year, so winter 2025 is bounded by December 2025 alone
- unspecified digits: ``202X``, ``19XX``, ``2025-XX``, ``2025-06-XX``, ``2025-XX-XX``
- a qualifier at the end of a date: ``2025-06~`` about, ``2025-06?`` uncertain, ``2025-06%`` both. It does not widen the
  bounds, but a qualified date is never *certainly* in a range
- an interval of two such dates: ``2025-06-01/2025-06-02``; either end may be open (``2025-06-02/..``) or unknown
  (``/2025-06-02``)

Not supported: level 2 (sets, exponents, significant digits, qualified components, digits unspecified elsewhere, other
season codes), other years, and times of day: a day is the finest grain.

A date has four bounds, the ones that SEM and the graph use: the earliest and the latest day on which it can begin, and
on which it can end. They are ISO strings, ``YYYY-MM-DD``, which compare as the days do. An end that is open or unknown
is ``0001-01-01`` or ``9999-12-31``. Of a single date some day is meant, so it begins and ends within the same bounds.
The ends of an interval can overlap (``2025-06/2025-06-11`` has ``begin_latest`` after ``end_latest``); an interval is
reversed only when no reading of it is left, that is when ``begin_earliest`` comes after ``end_latest``.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import total_ordering

from attrs import frozen

from kg.errors import DateError, quoted

FIRST_DAY = "0001-01-01"
"""The bound that stands for an open or unknown begin."""
LAST_DAY = "9999-12-31"
"""The bound that stands for an open or unknown end."""

_FORMS = "write YYYY-MM-DD, YYYY-MM or YYYY"
_LONGEST = 100
_MONTHS = tuple("January February March April May June July August September October November December".split())
_SEASONS = {"21": ("spring", 3, 5), "22": ("summer", 6, 8), "23": ("autumn", 9, 11), "24": ("winter", 12, 12)}
_POINT = re.compile(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([~?%]?)")
_DASH = "\N{EN DASH}"


@total_ordering
@frozen
class Date:
    """When something was: an EDTF literal with its four bounds.

    ``within`` says that the event lasted for some part of the interval only, such as a meeting inside a stay; then its
    begin and its end can both lie anywhere in it. Dates sort by their first possible day, then by their last.

    >>> parse("2025-06")
    Date('2025-06', 2025-06-01 to 2025-06-30)
    >>> visit = parse("2025-06-01/2025-06-02")
    >>> visit.begin_latest, visit.end_earliest
    ('2025-06-01', '2025-06-02')
    >>> meeting = parse("2025-06-01/2025-06-02", within=True)
    >>> meeting.begin_latest, meeting.end_earliest
    ('2025-06-02', '2025-06-01')
    >>> [str(d) for d in sorted([parse("2025-06-02"), parse("2025-06"), parse("2024~")])]
    ['about 2024', 'June 2025', '2 June 2025']
    """

    edtf: str
    begin_earliest: str
    begin_latest: str
    end_earliest: str
    end_latest: str
    qualified: bool
    within: bool = False

    @property
    def earliest(self) -> str:
        """The first day it can stand for, as ``YYYY-MM-DD``."""
        return self.begin_earliest

    @property
    def latest(self) -> str:
        """The last day it can stand for, as ``YYYY-MM-DD``."""
        return self.end_latest

    @property
    def text(self) -> str:
        """The date the way people write it.

        >>> [parse(d).text for d in ("2025-06-02", "2025-06~", "2025?", "2025-21", "202X", "2025-06-XX")]
        ['2 June 2025', 'about June 2025', '2025 (uncertain)', 'spring 2025', 'the 2020s', 'some day in June 2025']
        >>> [parse(d).text for d in ("2025-06-01/2025-06-02", "2025-06-02/..", "/2025-06")]
        ['1–2 June 2025', 'from 2 June 2025', 'until June 2025 (start unknown)']
        >>> parse("2025-06-02/..", within=True).text
        'some time from 2 June 2025'
        """
        words = _words(self.edtf)
        if not self.within or self.earliest == self.latest or words.startswith("some "):
            return words
        return f"some time {words}" if words.startswith(("from ", "until ")) else f"some time in {words}"

    def __str__(self) -> str:
        """Write the date the way people do."""
        return self.text

    def __repr__(self) -> str:
        """Show the literal and the days it can stand for."""
        within = ", within" if self.within else ""
        return f"Date({self.edtf!r}, {self.earliest} to {self.latest}{within})"

    def __lt__(self, other: object) -> bool:
        """Sort by first possible day, then last, then by the literal, so that order never depends on chance."""
        return self.order < other.order if isinstance(other, Date) else NotImplemented

    @property
    def order(self) -> tuple[str, str, str, bool]:
        """What it is sorted by: comparing many of these is quicker than comparing dates."""
        return self.begin_earliest, self.end_latest, self.edtf, self.within


def parse(text: str, within: bool = False) -> Date:
    """Read an EDTF level 0 or 1 date; see the module for what that covers.

    ``within`` is explained at `Date`. Raises `DateError`, which says what is wrong and, where that can be told, what to
    write instead.

    >>> parse("2025-05-16/2025-06-02").latest
    '2025-06-02'
    >>> parse("2 June 2025")
    Traceback (most recent call last):
    kg.errors.DateError: "2 June 2025" is not written as EDTF: write 2025-06-02
    >>> parse("2/6/2025")
    Traceback (most recent call last):
    kg.errors.DateError: "2/6/2025" does not tell day from month: write YYYY-MM-DD, YYYY-MM or YYYY
    """
    if len(text) > _LONGEST:
        raise DateError(f"{quoted(text)} is too long for a date", _FORMS)
    try:
        return _read(text, within)
    except DateError:
        for reason, better in _rewrites(text):
            if better is None:
                raise DateError(f"{quoted(text)} {reason}", _FORMS) from None
            if _is_edtf(better):
                raise DateError(f"{quoted(text)} {reason}", f"write {better}") from None
        raise


def lower_bound(text: str) -> str:
    """Give the first day that an EDTF date can stand for, as ``YYYY-MM-DD``; raises `DateError`.

    >>> lower_bound("2025-05")
    '2025-05-01'
    """
    return parse(text).earliest


def upper_bound(text: str) -> str:
    """Give the last day that an EDTF date can stand for, as ``YYYY-MM-DD``; raises `DateError`.

    >>> upper_bound("2025-05")
    '2025-05-31'
    """
    return parse(text).latest


def in_time(when: Date | None) -> tuple[bool, int]:
    """A key that sorts by the middle of a date, so that "about June" comes after 2 June; what is undated comes last.

    Where one end of the date is open, the other decides.

    >>> in_time(parse("2025-06-02")) < in_time(parse("2025-06")) < in_time(None)
    True
    """
    days = [when.earliest, when.latest] if when else []
    known = [date.fromisoformat(day).toordinal() for day in days if day not in (FIRST_DAY, LAST_DAY)]
    return not known, sum(known) * 2 // max(len(known), 1)


def possibly_in(when: Date, since: str = FIRST_DAY, until: str = LAST_DAY) -> bool:
    """Tell whether some day that the date can stand for lies in a range of days, both ends included.

    >>> possibly_in(parse("2025-06"), "2025-06-15", "2025-12-31")
    True
    """
    return when.latest >= since and when.earliest <= until


def certainly_in(when: Date, since: str = FIRST_DAY, until: str = LAST_DAY) -> bool:
    """Tell whether every day that the date can stand for lies in a range of days, and the date is not qualified.

    >>> certainly_in(parse("2025-06"), "2025-06-15", "2025-12-31"), certainly_in(parse("2025-06"), "2025-06-01")
    (False, True)
    >>> certainly_in(parse("2025-06~"), "2025-01-01")
    False
    """
    return not when.qualified and since <= when.earliest and when.latest <= until


@frozen
class _Point:
    """One date that is no interval: the parts of its literal and the days that bound it."""

    year: str
    month: str | None
    day: str | None
    mark: str
    first: str
    last: str

    @property
    def words(self) -> str:
        """The date in words, with its qualifier."""
        words = " ".join(filter(None, (self.words_before_year, _year_words(self.year))))
        about = f"about {words}" if self.mark in ("~", "%") else words
        return f"{about} (uncertain)" if self.mark in ("?", "%") else about

    @property
    def words_before_year(self) -> str:
        """The day and month in words, as they stand before the year."""
        if self.month is None:
            return ""
        if self.month == "XX":
            return "some day in" if self.day else "some month in"
        if self.month in _SEASONS:
            return _SEASONS[self.month][0]
        name = _MONTHS[int(self.month) - 1]
        if self.day is None:
            return name
        return f"some day in {name}" if self.day == "XX" else f"{int(self.day)} {name}"


def _read(text: str, within: bool) -> Date:
    """Read a date or an interval strictly; the error does not look for other ways of writing."""
    if "/" not in text:
        point = _point(text)
        return Date(text, point.first, point.last, point.first, point.last, bool(point.mark), within)
    ends = text.split("/")
    if len(ends) > 2:
        raise DateError(f"{quoted(text)} has more than one slash", "write an interval as begin/end")
    begin, end = (None if edge in ("", "..") else _point(edge) for edge in ends)
    if begin is None and end is None:
        raise DateError(f"{quoted(text)} has neither a begin nor an end", "write at least one of them")
    first = begin.first if begin else FIRST_DAY
    last = end.last if end else LAST_DAY
    if first > last:
        raise DateError(f"{quoted(text)} ends before it begins", f"write {ends[1]}/{ends[0]}")
    qualified = any(point is not None and point.mark != "" for point in (begin, end))
    if within:
        return Date(text, first, last, first, last, qualified, within)
    return Date(text, first, begin.last if begin else last, end.first if end else first, last, qualified)


def _point(text: str) -> _Point:
    """Read one date that is no interval."""
    match = _POINT.fullmatch(text)
    if match is None:
        raise _not_a_point(text)
    year, month, day, mark = match.groups()
    if (month == "XX" and day not in (None, "XX")) or ("X" in year and month):
        raise _not_a_point(text)
    low, high = year.replace("X", "0"), year.replace("X", "9")
    if low == "0000":
        raise DateError(f"{quoted(text)} has the year 0", "write a year from 0001 to 9999")
    if month is None or month == "XX":
        return _Point(year, month, day, mark, f"{low}-01-01", f"{high}-12-31")
    if month in _SEASONS:
        if day:
            raise DateError(f"{quoted(text)} has a day in a season", f"write {year}-{month} or the month")
        _, start, end = _SEASONS[month]
        return _Point(year, month, day, mark, f"{year}-{start:02}-01", _last_day(year, end))
    if not "01" <= month <= "12":
        kind = "EDTF level 2 season" if "25" <= month <= "41" else "month"
        codes = "months are 01 to 12, seasons 21 spring, 22 summer, 23 autumn and 24 winter"
        raise DateError(f"{quoted(text)} has the {kind} {month}", codes)
    first, last = f"{year}-{month}-01", _last_day(year, int(month))
    if day is None or day == "XX":
        return _Point(year, month, day, mark, first, last)
    full = f"{year}-{month}-{day}"
    if not first <= full <= last:
        days = f"the days of {_MONTHS[int(month) - 1]} {int(year)} are 01 to {last[-2:]}"
        raise DateError(f"{quoted(text)} is no day", days)
    return _Point(year, month, day, mark, full, full)


def _last_day(year: str, month: int) -> str:
    """Give the last day of a month."""
    if month == 12:
        return f"{year}-12-31"
    return (date(int(year), month + 1, 1) - timedelta(days=1)).isoformat()


def _words(edtf: str) -> str:
    """Write a valid date or interval in words."""
    start, slash, stop = edtf.partition("/")
    if not slash:
        return _point(start).words
    if start in ("", ".."):
        return f"until {_point(stop).words}{'' if start else ' (start unknown)'}".replace(") (", ", ")
    if stop in ("", ".."):
        return f"from {_point(start).words}{'' if stop else ' (end unknown)'}".replace(") (", ", ")
    if start == stop:
        return _point(start).words
    begin, end = _point(start), _point(stop)
    whole = not (begin.mark or end.mark or "X" in edtf)
    if whole and begin.month is None and end.month is None:
        return f"{begin.words}{_DASH}{end.words}"
    if whole and begin.year == end.year and begin.month and end.month and bool(begin.day) == bool(end.day):
        if begin.day and begin.month == end.month:
            return f"{int(begin.day)}{_DASH}{end.words}"
        return f"{begin.words_before_year} {_DASH} {end.words}"
    return f"{begin.words} {_DASH} {end.words}"


def _year_words(year: str) -> str:
    """Write a year or a run of years in words; the decade 190X is not the century 19XX."""
    if year.endswith("0X"):
        return f"the decade {int(year[:3] + '0')}{_DASH}{int(year[:3] + '9')}"
    return f"the {int(year.replace('X', '0'))}s" if "X" in year else str(int(year))


def _is_edtf(text: str) -> bool:
    """Tell whether a text is a date as it stands."""
    try:
        _read(text, within=False)
    except DateError:
        return False
    return True


_NO_POINT = (
    (r"[\[{]", "is a set, which is EDTF level 2", "write an interval, or one fact for each date"),
    (r"[~?%]?(Y|-)|[0-9]{5}", "has a year of another length or era", "write a year from 0001 to 9999"),
    (r"[0-9-]+T", "has a time of day, but a day is the finest grain", "leave the time out"),
    (r"[0-9]+S", "has significant digits, which is EDTF level 2", "write an interval such as 1940/1959"),
    (r".*\^", "names a hemisphere, which is EDTF level 2", "write the months as an interval"),
    (r".*[~?%].", "has a qualifier that is not the last character", "it holds for the whole date"),
    (r".*X", "has an X where EDTF level 1 has none", "write 201X, 19XX, 2004-XX, 2004-XX-XX or 2004-06-XX"),
    (r"", "is not an EDTF date", _FORMS),
)
"""What a text that does not look like a date is instead (first match wins), and what would be right."""


def _not_a_point(text: str) -> DateError:
    """Say why a text does not have the shape of a date."""
    reason, hint = next((reason, hint) for pattern, reason, hint in _NO_POINT if re.match(pattern, text, re.DOTALL))
    marks = set(re.findall(r"[~?%]", text))
    marks |= {"~"} if "S" in text else set()
    better = re.sub(r"T.*|S[0-9]+|[~?%]", "", text) + ("%" if len(marks) > 1 else "".join(marks))
    if _POINT.fullmatch(better) and better != text and _is_edtf(better):
        hint = f"write {better}"
    return DateError(f"{quoted(text)} {reason}", hint)


def _rewrites(text: str) -> Iterator[tuple[str, str | None]]:
    """Guess what was meant by a text that is no EDTF: a reason and the literal, or None where it cannot be told."""
    yield "has spaces", re.sub(r"\s", "", text)
    yield "has small letters", text.upper()
    other = "is not written as EDTF"
    if match := re.fullmatch(r"([0-9]{4})[-/. ]([0-9]{1,2})(?:[-/. ]([0-9]{1,2}))?", text.strip()):
        yield other, _literal(*match.groups())
    if match := re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", text.strip()):
        yield other, _literal(*match.groups())
    if match := re.fullmatch(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})", text.strip()):
        one, two, year = match.groups()
        if int(one) != int(two) and max(int(one), int(two)) <= 12:
            yield "does not tell day from month", None
        yield other, _literal(year, one, two)
        yield other, _literal(year, two, one)
    words = re.sub(r"^[a-z]+day,? |\bof |\bthe |(?<=[0-9])(?:st|nd|rd|th)\b|[.,]", "", text.strip().lower())
    if match := re.fullmatch(r"(?:([0-9]{1,2}) )?([a-z]{3,9})(?: ([0-9]{1,2}))? ([0-9]{4})", words):
        before, name, after, year = match.groups()
        numbers = {month: f"{i}" for i, month in enumerate(map(str.lower, _MONTHS), 1)}
        numbers |= {season: code for code, (season, _, _) in _SEASONS.items()} | {"fall": "23"}
        for word, number in numbers.items():
            if word.startswith(name) and not (before and after):
                yield other, _literal(year, number, before or after)


def _literal(year: str, month: str, day: str | None = None) -> str:
    """Build an EDTF literal from numbers that may lack their leading zeros."""
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
