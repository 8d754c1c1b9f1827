"""The latest events of a selection, for whoever can't take all of them: the others are never put together."""

from collections.abc import Iterable, Mapping

from kg.answers import Meeting
from kg.dates import Date, in_time
from kg.errors import UnknownName
from kg.query.assemble import assemble
from kg.query.dating import dates_told
from kg.query.reading import Reading, Selection, selected
from kg.table import Answers
from kg.vocab import EVENT_KINDS


def latest(reading: Reading, selection: Selection, most: int, near: str = "") -> tuple[Answers[Meeting], int]:
    """Events of a selection, the `most` latest ones among them, in time order, and how many it has in all.

    The latest by `kg.dates.in_time` of the date that the reading's rule picks; what is undated counts as later still.
    Where sources differ, all events are there that could be among the latest. So are the latest of those that have to
    do with `near`, the identifier of an event, actor, delegation or place.
    """
    events = selected(reading, selection)
    if len(events) <= most:
        return Answers(Meeting, assemble(reading, events)), len(events)
    told = dates_told(reading.store, events)
    concerned = _concerned(reading, near).intersection(events) if near else ()
    wanted = {*_last(events, told, most), *_last(concerned, told, most)}
    return Answers(Meeting, assemble(reading, wanted)), len(events)


def _last(events: Iterable[str], told: Mapping[str, Iterable[Date]], most: int) -> list[str]:
    """Those events of which any date told can put them among the latest."""
    spans = {}
    for event in events:
        places = [in_time(date) for date in told.get(event) or (None,)]
        spans[event] = min(places), max(places)
    if len(spans) <= most:
        return list(spans)
    bound = sorted(first for first, _ in spans.values())[-most]
    return [event for event, (_, last) in spans.items() if last >= bound]


def _concerned(reading: Reading, thing: str) -> set[str]:
    """The events that a thing takes part in or that are there, or the event that it is or is a delegation at."""
    kind, _, rest = thing.partition("/")
    found = {f"event/{rest.partition('/')[0]}"} if kind in ("event", "delegation") else set()
    for asked in (Selection(who=[thing], kinds=EVENT_KINDS), Selection(where=thing, kinds=EVENT_KINDS)):
        try:
            found |= set(selected(reading, asked))
        except UnknownName:  # it is no actor, or no place
            continue
    return found
