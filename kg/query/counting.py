"""How many meetings there were month by month, as far as dates tell."""

from collections import defaultdict
from collections.abc import Iterable

from kg.dates import FIRST_DAY, LAST_DAY, Date, certainly_in
from kg.errors import KgError, listed, quoted
from kg.measures import Activity
from kg.query.gathering import Gathering, gatherings
from kg.query.reading import Reading, Selection
from kg.table import Answers

PERIODS = ("month", "year")
MOST_NAMED = 1_000_000
"""How many times at most an answer names an event, once for every period that it may have been in."""


def activity(reading: Reading, selection: Selection | None = None, by: str = "month") -> Answers[Activity]:
    """How many meetings of a selection there were in every month or year: certainly, and possibly.

    From the first to the last that any of them may have been in, or those of the range that is asked for; an open end
    of a date makes no periods. Where there was nothing the counts are 0. What is undated comes last, on a line of its
    own, unless a range is asked for. Raises KgError where `by` is not one of `PERIODS`, or dates are so vague that an
    answer would name events more than `MOST_NAMED` times.
    """
    if by not in PERIODS:
        raise KgError(f"no period is called {quoted(by)}", f"choose {listed(PERIODS)}")
    selection = selection or Selection()
    range_ = selection.bounds()
    found = gatherings(reading, selection)
    first, last = _shown(found, range_, by)
    possible: dict[int, list[str]] = defaultdict(list)
    certain: dict[int, list[str]] = defaultdict(list)
    named = 0
    for gathering in found:
        touched = set().union(*(_touched(day, (first, last), range_, by) for day in gathering.dates))
        named += len(touched)
        if named > MOST_NAMED:
            raise KgError(f"the dates are too vague to count by {by}", "ask for a range of days, or count by year")
        for period in touched:
            possible[period].append(gathering.id)
        if len(touched) == 1 and all(_inside(day, range_, by) for day in gathering.dates):
            certain[min(touched)].append(gathering.id)
    answers = [
        Activity(_written(i, by), len(certain[i]), len(possible[i]), tuple(possible[i]), tuple(certain[i]))
        for i in range(first, last + 1)
    ]
    undated = tuple(gathering.id for gathering in found if not gathering.dates)
    if undated:
        answers.append(Activity(None, 0, len(undated), undated))
    return Answers(Activity, answers)


def _number(day: str, by: str) -> int:
    """The number of the month or year that a day is in, counted through.

    >>> _number("2025-06-02", "month") - _number("2024-12-31", "month"), _number("2025-06-02", "year")
    (6, 2025)
    """
    year, month = int(day[:4]), int(day[5:7])
    return year * 12 + month - 1 if by == "month" else year


def _written(number: int, by: str) -> str:
    """A month or year as EDTF.

    >>> _written(_number("2025-06-02", "month"), "month")
    '2025-06'
    """
    return f"{number // 12:04d}-{number % 12 + 1:02d}" if by == "month" else f"{number:04d}"


def _shown(found: list[Gathering], range_: tuple[str, str], by: str) -> tuple[int, int]:
    """The first and the last period to show; the last before the first where there is none."""
    days = [
        day
        for gathering in found
        for date in gathering.dates
        for day in (date.earliest, date.latest)
        if FIRST_DAY < day < LAST_DAY
    ]
    since, until = range_
    first = since if since > FIRST_DAY else min(days, default=None)
    last = until if until < LAST_DAY else max(days, default=None)
    return (_number(first, by), _number(last, by)) if first and last else (0, -1)


def _touched(day: Date, shown: tuple[int, int], range_: tuple[str, str], by: str) -> Iterable[int]:
    """The periods among those shown that an event of a date may have been in."""
    first = max(shown[0], _number(max(day.earliest, range_[0]), by))
    last = min(shown[1], _number(min(day.latest, range_[1]), by))
    return range(first, last + 1)


def _inside(day: Date, range_: tuple[str, str], by: str) -> bool:
    """Whether an event of a date certainly was in a single period and in the range."""
    one = _number(day.earliest, by) == _number(day.latest, by)
    return one and certainly_in(day, *range_)
