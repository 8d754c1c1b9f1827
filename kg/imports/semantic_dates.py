"""Dates of SEM and schema.org as EDTF, with what is uncertain about them kept.

SEM bounds the begin and the end of an event by four time stamps, for which EDTF has no place. Where begin and end are
each a day, month or year they make an interval (`2025-06-01/2025-06`), where one of them is missing an open one
(`2025-06-01/..`); else the event was some time between the outermost bounds (`within`). schema.org's `startDate`
without an `endDate` is the date of the event, `endDate` alone an interval that is open on the left.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.dates import FIRST_DAY, LAST_DAY, Date, parse
from kg.errors import DateError
from kg.imports.semantic_statements import SCHEMA, Notes, Statements
from kg.terms import SEM, Iri, Literal, Term

BAD_DATE: Final = "date that can't be read"
_MOMENT = re.compile(r"(-?[0-9]{4,}(?:-[0-9]{2}){0,2})(?:[T ][^/]*|Z|[+-][0-9]{2}:[0-9]{2})?")
_BOUNDS = tuple(f"{SEM}has{which}TimeStamp" for which in ("EarliestBegin", "LatestBegin", "EarliestEnd", "LatestEnd"))


def read_date(term: Term) -> Date:
    """A literal of XML Schema or EDTF as a date; of a moment the day in its own time zone counts.

    Raises DateError.

    >>> read_date(Literal("2025-06-02T23:30:00+03:00")).edtf, read_date(Literal("2025-06Z")).edtf
    ('2025-06-02', '2025-06')
    """
    text = term.value.strip() if isinstance(term, Literal) else term
    moment = _MOMENT.fullmatch(text)
    return parse(moment[1] if moment else text)


def date_of(statements: Statements, event: Iri, notes: Notes) -> Date | None:
    """When an event was, by SEM or else schema.org; None where nothing says so, or nothing that can be read."""
    times = statements.get(event, SEM + "hasTime")
    nodes = [event, *(time for time in times if isinstance(time, Iri))]

    def one(*predicates: str) -> Date | None:
        said = [value for node in nodes for value in statements.get(node, *predicates)]
        if predicates == (SEM + "hasTimeStamp",):
            said = [*(time for time in times if isinstance(time, Literal)), *said]
        dates = list(dict.fromkeys(_dates(said, notes)))
        if len(dates) > 1:
            notes.add("further date of the same event", dates[1].edtf)
        return dates[0] if dates else None

    try:
        if date := one(SEM + "hasTimeStamp"):
            return date
        begin, end = one(SEM + "hasBeginTimeStamp"), one(SEM + "hasEndTimeStamp")
        bounds = [one(predicate) for predicate in _BOUNDS]
        if any(bounds):
            known = (bounds[0] or begin, bounds[1] or begin, bounds[2] or end, bounds[3] or end)
            days = (known[0] and known[0].earliest, known[1] and known[1].latest)
            ends = (known[2] and known[2].earliest, known[3] and known[3].latest)
            return from_bounds(days[0] or FIRST_DAY, days[1] or LAST_DAY, ends[0] or FIRST_DAY, ends[1] or LAST_DAY)
        if begin or end:
            return _interval(begin, end, f"{begin.edtf}/.." if begin else "")
        start = one(SCHEMA + "startDate") or one(SCHEMA + "previousStartDate")
        return _interval(start, one(SCHEMA + "endDate"), start.edtf if start else "")
    except DateError as error:
        notes.add(BAD_DATE, error.message)
        return None


def _dates(terms: Iterable[Term], notes: Notes) -> Iterator[Date]:
    for term in terms:
        try:
            yield read_date(term)
        except DateError as error:
            notes.add(BAD_DATE, error.message)


def _interval(begin: Date | None, end: Date | None, alone: str) -> Date | None:
    """From one date to another; `alone` is what stands for a begin without an end. Raises DateError."""
    if end is None:
        return parse(alone) if alone else None
    if begin is None:
        return parse(f"../{end.edtf}")
    return begin if begin == end else parse(f"{begin.edtf}/{end.edtf}")


def from_bounds(begin_earliest: str, begin_latest: str, end_earliest: str, end_latest: str) -> Date | None:
    """The narrowest EDTF date that four days allow, those that are open as `kg.dates` writes them; None if all are.

    Raises DateError where the first comes after the last.

    >>> from_bounds("2025-06-01", "2025-06-01", "2025-06-01", "2025-06-30").edtf
    '2025-06-01/2025-06'
    >>> from_bounds("2025-06-01", "2025-06-01", FIRST_DAY, LAST_DAY).edtf
    '2025-06-01/..'
    >>> from_bounds("2025-06-01", "2025-06-07", "2025-06-09", "2025-06-12")
    Date('2025-06-01/2025-06-12', 2025-06-01 to 2025-06-12, within)
    """
    begin, end = _point(begin_earliest, begin_latest), _point(end_earliest, end_latest)
    open_begin = begin_earliest == FIRST_DAY and (begin_latest == FIRST_DAY or begin_latest >= end_latest)
    open_end = end_latest == LAST_DAY and (end_earliest == LAST_DAY or end_earliest <= begin_earliest)
    if begin and open_end and not open_begin:
        return parse(f"{begin}/..")
    if end and open_begin and not open_end:
        return parse(f"../{end}")
    if begin and end and not open_begin:
        return parse(begin if begin == end else f"{begin}/{end}")
    first = ".." if begin_earliest == FIRST_DAY else begin_earliest
    last = ".." if end_latest == LAST_DAY else end_latest
    return None if first == last == ".." else parse(f"{first}/{last}", within=True)


def _point(first: str, last: str) -> str:
    """The day, month or year that begins on one day and ends on another, empty where there is none."""
    for text in (first, first[:7], first[:4]):
        point = parse(text)
        if (point.earliest, point.latest) == (first, last):
            return text
    return ""
