"""When two met first, and when last, as far as dates tell."""

from collections.abc import Callable

from kg.measures import MeetingOfTwo
from kg.query.assemble import assemble
from kg.query.comparing import together
from kg.query.extent import Extent, extent
from kg.query.gathering import Gathering, gatherings
from kg.query.people import two
from kg.query.reading import Reading, Selection
from kg.table import Answers


def first_meeting(reading: Reading, first: str, second: str) -> Answers[MeetingOfTwo]:
    """The first and the last meeting of two as counterparts: face to face, and at the same event without that.

    Where dates leave open which of several meetings it was, every one that may be it is given, and so is what is
    undated. A country is there with whoever acts for it. Raises KgError where both names mean the same.
    """
    one, other = two(reading, first, second)
    contacts: dict[str, list[Gathering]] = {"direct": [], "co-presence": []}
    for gathering in gatherings(reading, Selection(who=(one, other))):
        sides = gathering.standing(one), gathering.standing(other)
        if gathering.met(*sides):
            contacts["direct" if gathering.direct(*sides) else "co-presence"].append(gathering)
    chosen = [
        (which, contact, certain, event)
        for which, choose in (("first", _first), ("last", _last))
        for contact, events in contacts.items()
        for certain, event in _candidates(events, choose)
    ]
    meetings = {meeting.id: meeting for meeting in assemble(reading, sorted({event.id for *_, event in chosen}))}
    return Answers(
        MeetingOfTwo,
        (
            MeetingOfTwo(
                which,
                contact,
                certain,
                event.id,
                event.label,
                event.dates,
                meetings[event.id].place,
                together(meetings[event.id].sources),
                tuple(conflict.field for conflict in meetings[event.id].conflicts),
            )
            for which, contact, certain, event in chosen
        ),
    )


def _first(extents: list[Extent]) -> list[bool]:
    """Which may be the first: they can have begun before every other must have."""
    bound = min(one.begin_latest for one in extents)
    return [one.begin_earliest <= bound for one in extents]


def _last(extents: list[Extent]) -> list[bool]:
    """Which may be the last: they can have ended after every other must have."""
    bound = max(one.end_earliest for one in extents)
    return [one.end_latest >= bound for one in extents]


def _candidates(events: list[Gathering], choose: Callable[[list[Extent]], list[bool]]) -> list[tuple[bool, Gathering]]:
    """The events that may be the one that is looked for, in order of time, each with whether it certainly is."""
    if not events:
        return []
    extents = [extent(event.dates) for event in events]
    found = [placed for placed, may in zip(zip(extents, events, strict=True), choose(extents), strict=True) if may]
    certain = len(events) == 1 or (len(found) == 1 and all(one.sure for one in extents))
    found.sort(key=lambda placed: (not placed[1].dates, placed[0].begin_earliest, placed[0].end_latest, placed[1].id))
    return [(certain, event) for _, event in found]
