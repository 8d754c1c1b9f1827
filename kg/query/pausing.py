"""The longest gaps between meetings, as far as dates tell."""

from collections import deque
from collections.abc import Iterator
from itertools import accumulate, islice, takewhile

from attrs import frozen

from kg.errors import KgError
from kg.measures import Dated, Gap
from kg.names import Entry, NameIndex
from kg.query.asking import ask
from kg.query.extent import Extent, extent
from kg.query.gathering import Gathering, gatherings
from kg.query.reading import Reading, Selection
from kg.table import Answers
from kg.terms import Iri, Literal

FINE = 31
"""How many days at most a begin or an end may be open for it to close a gap: those of a month."""
MOST_NAMED = 1_000_000
"""How many events at most an answer names as perhaps lying in gaps."""


def gaps(reading: Reading, selection: Selection | None = None, series: str | None = None) -> Answers[Gap]:
    """The gaps between the meetings of a selection, or of those of a series by its name or id, the longest first.

    A gap is a run of days that certainly no meeting touches whose date is known to a month or better; it is given with
    the least and the most days that the dates allow. Vaguer and undated ones are named in the gaps they may lie in.
    Raises UnknownName or AmbiguousName, and KgError where that would name more than `MOST_NAMED`.
    """
    found = gatherings(reading, selection)
    if series is not None:
        wanted = _series(reading, series)
        found = [gathering for gathering in found if wanted in gathering.series]
    return Answers(Gap, sorted(_gaps(found), key=lambda gap: (-gap.shortest, -gap.longest, _start(gap))))


def _series(reading: Reading, name: str) -> str:
    """The identifier of the series that a name means."""
    names: dict[str, list[str]] = {}
    for row in ask(reading.store, "series"):
        if isinstance(label := row["name"], Literal):
            names.setdefault(Iri(row["series"]).short, []).append(label.value)
    entries = [Entry(series, min(all_names), "series", tuple(sorted(all_names))) for series, all_names in names.items()]
    return NameIndex(entries).find(name, ["series"], "series").id


def _start(gap: Gap) -> tuple[str, str]:
    return gap.after[0].dates[0].earliest, gap.after[0].id


@frozen
class _Block:
    """The days, first and last, on which an event must keep a gap from being, and whether it may reach further."""

    first: int
    last: int
    vague: bool
    extent: Extent
    gathering: Gathering


def _block(gathering: Gathering) -> _Block:
    """What an event closes: its whole extent where that is known finely, else what it surely covers, if anything."""
    at = extent(gathering.dates)
    begin, end = at.begin_latest - at.begin_earliest < FINE, at.end_latest - at.end_earliest < FINE
    first = at.begin_earliest if begin else min(at.begin_latest, at.end_earliest) if end else at.begin_latest
    last = at.end_latest if end else max(at.begin_latest, at.end_earliest) if begin else at.end_earliest
    return _Block(first, last, not (begin and end), at, gathering)


def _gaps(found: list[Gathering]) -> Iterator[Gap]:
    everything = [_block(gathering) for gathering in found]
    blocks = sorted((one for one in everything if one.first <= one.last), key=lambda one: (one.first, one.gathering.id))
    reached = list(accumulate((block.last for block in blocks), max))
    must_end = list(accumulate((block.extent.end_earliest for block in blocks), max))
    must_begin = list(accumulate((block.extent.begin_latest for block in reversed(blocks)), min))[::-1]
    holes = [i for i in range(1, len(blocks)) if blocks[i].first > reached[i - 1] + 1]
    starts = [0, *holes]
    between = _between([one for one in everything if one.vague], [(reached[i - 1], blocks[i].first) for i in holes])
    for start, i, inside in zip(starts, holes, between, strict=False):
        after = [block for block in blocks[start:i] if block.last >= must_end[i - 1]]
        before = list(takewhile(lambda block: block.first <= must_begin[i], islice(blocks, i, None)))  # noqa: B023
        yield Gap(
            blocks[i].first - reached[i - 1],
            must_begin[i] - must_end[i - 1],
            not inside and all(block.extent.sure for block in (*after, *before)),
            tuple(map(_dated, after)),
            tuple(map(_dated, before)),
            inside,
        )


def _between(vague: list[_Block], holes: list[tuple[int, int]]) -> Iterator[tuple[str, ...]]:
    """For each hole between two days, in order, the events that may reach into it."""
    waiting = deque(sorted(vague, key=lambda one: (one.extent.begin_earliest, one.gathering.id)))
    active: list[_Block] = []
    named = 0
    for left, right in holes:
        while waiting and waiting[0].extent.begin_earliest < right:
            active.append(waiting.popleft())
        active = [one for one in active if one.extent.end_latest > left]
        named += len(active)
        if named > MOST_NAMED:
            raise KgError(
                f"{len(active)} meetings without a fine date may lie in each of {len(holes)} gaps",
                "ask for a range of days, or for the meetings of somebody",
            )
        yield tuple(one.gathering.id for one in active)


def _dated(block: _Block) -> Dated:
    return Dated(block.gathering.id, block.gathering.label, block.gathering.dates)
