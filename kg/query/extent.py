"""When events were as far as all their sources tell: the bounds that several dates leave together."""

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import frozen

from kg.dates import FIRST_DAY, LAST_DAY, Date
from kg.query.resolve import date_covers


def finest(dates: Iterable[Date]) -> tuple[Date, ...]:
    """Dates in their order, without those that only say another less finely.

    >>> from kg.dates import parse
    >>> [day.edtf for day in finest(map(parse, ("2025", "2025-06-02", "2025-07")))]
    ['2025-06-02', '2025-07']
    """
    kept: list[Date] = []
    finer: Date | None = None
    ordered = sorted(sorted(set(dates), key=lambda day: (day.latest, day)), key=lambda day: day.earliest, reverse=True)
    for day in ordered:  # from the last beginning on, so that whatever lies inside a date comes before it
        if finer is None or not date_covers(day, finer) or date_covers(finer, day):
            kept.append(day)
            finer = day
    return tuple(sorted(kept))


@frozen
class Extent:
    """The days between which an event began and ended, as proleptic Gregorian ordinals (`datetime.date.toordinal`).

    Where sources give different dates it reaches over all of them. `sure` is False where one is qualified or there is
    none, which leaves all days open.
    """

    begin_earliest: int
    begin_latest: int
    end_earliest: int
    end_latest: int
    sure: bool


def extent(dates: Sequence[Date]) -> Extent:
    """The extent of an event with some dates.

    >>> from kg.dates import parse
    >>> june = extent([parse("2025-06")])
    >>> june.begin_latest - june.begin_earliest, june.sure
    (29, True)
    """
    if not dates:
        return Extent(ordinal(FIRST_DAY), ordinal(LAST_DAY), ordinal(FIRST_DAY), ordinal(LAST_DAY), False)
    return Extent(
        ordinal(min(day.begin_earliest for day in dates)),
        ordinal(max(min(day.begin_latest, day.end_latest) for day in dates)),
        ordinal(min(max(day.end_earliest, day.begin_earliest) for day in dates)),
        ordinal(max(day.end_latest for day in dates)),
        not any(day.qualified for day in dates),
    )


def ordinal(day: str) -> int:
    """The number of a day that is written as YYYY-MM-DD.

    >>> ordinal("2025-06-03") - ordinal("2025-06-02")
    1
    """
    return date.fromisoformat(day).toordinal()
