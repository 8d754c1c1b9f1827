"""What questions measure over many meetings: go-betweens, communities, first and last meetings, gaps, counts.

Like the values of `kg.answers` they have `COLUMNS` and `row()`; an unknown value is None. Events are given by their
identifiers, so that every number can be checked: `kg event ID` shows one with its sources.
"""

from typing import ClassVar

from attrs import frozen

from kg.answers import UNDATED
from kg.dates import Date
from kg.parts import Cited, Located, cited
from kg.table import show
from kg.value import Value

_SHOWN = 8
"""How many of a community's members its line in a table names."""


@frozen(eq=False, repr=False)
class Broker(Value):
    """Somebody who stands between two camps.

    `share` is that of the shortest paths from one camp to the other, outside their own meetings, that run through them
    (0 to 1). `weight_first` and `weight_second` add 1/(n-1) for everybody of a camp they met at an event of n, `weight`
    is the lower of the two. The events are told apart by whether they met somebody of the camp face to face there
    (`direct_...`), or were merely at the same event (`present_...`).
    """

    id: str
    name: str
    type: str
    share: float
    weight: float
    weight_first: float
    weight_second: float
    direct_with_first: tuple[str, ...] = ()
    present_with_first: tuple[str, ...] = ()
    direct_with_second: tuple[str, ...] = ()
    present_with_second: tuple[str, ...] = ()

    COLUMNS: ClassVar[tuple[str, ...]] = (
        "who",
        "type",
        "share of paths",
        "weight",
        "direct with first",
        "co-present with first",
        "direct with second",
        "co-present with second",
    )

    @property
    def met_both(self) -> bool:
        """Whether they met somebody of either camp, in whatever way."""
        first = self.direct_with_first or self.present_with_first
        return bool(first and (self.direct_with_second or self.present_with_second))

    def row(self) -> tuple[str, ...]:
        """The values of `COLUMNS` as text."""
        events = (self.direct_with_first, self.present_with_first, self.direct_with_second, self.present_with_second)
        return (self.name, self.type, f"{self.share:.3g}", f"{self.weight:.3g}", *(str(len(ids)) for ids in events))


@frozen(eq=False, repr=False)
class Mediation(Value):
    """Who mediates between whom, and at which events.

    `basis` is `mediator` (a source gives them this role), `host of a mediation` (the event is one, and no source names
    a mediator) or `host` (of a meeting of two other sides, which need not be more than hospitality). `between` are the
    names of the other sides; it holds a single one where sources name no more.
    """

    id: str
    name: str
    type: str
    basis: str
    between: tuple[str, ...]
    between_ids: tuple[str, ...]
    events: tuple[str, ...]
    count: int
    first: Date | None = None
    last: Date | None = None

    COLUMNS: ClassVar[tuple[str, ...]] = ("who", "type", "as", "between", "events", "first", "last")

    def row(self) -> tuple[str, ...]:
        """The values of `COLUMNS` as text."""
        between = " and ".join(self.between)
        first, last = (show(day) or UNDATED for day in (self.first, self.last))
        return (self.name, self.type, self.basis, between, str(self.count), first, last)


@frozen(eq=False, repr=False)
class Member(Value):
    """Somebody in a community; `weight` adds those of their meetings with other members."""

    id: str
    name: str
    type: str
    weight: float

    def __str__(self) -> str:
        return self.name


@frozen(eq=False, repr=False)
class Community(Value):
    """Those who met one another more than they met others, and the events at which they did.

    `inner_weight` adds the weights of the meetings between members, `outer_weight` those with others. `modularity` is
    that of the whole division (0: as by chance, towards 1: the communities hardly meet), the same on every line.
    """

    number: int
    size: int
    members: tuple[Member, ...]
    inner_weight: float
    outer_weight: float
    events: tuple[str, ...]
    modularity: float

    COLUMNS: ClassVar[tuple[str, ...]] = (
        "community",
        "size",
        "members",
        "inner weight",
        "outer weight",
        "events",
        "modularity",
    )

    def row(self) -> tuple[str, ...]:
        """The values of `COLUMNS` as text; of many members the weightiest are named."""
        names = ", ".join(member.name for member in self.members[:_SHOWN])
        more = f" and {self.size - _SHOWN} more" if self.size > _SHOWN else ""
        numbers = (f"{self.inner_weight:.3g}", f"{self.outer_weight:.3g}", str(len(self.events)))
        return (str(self.number), str(self.size), names + more, *numbers, f"{self.modularity:.3f}")


@frozen(eq=False, repr=False)
class MeetingOfTwo(Value):
    """The first or the last meeting of two, or one that may be it.

    `which` is `first` or `last`; `contact` is `direct` for the meetings at which they faced each other and
    `co-presence` for those at which both merely were, each with a first and a last of its own. `certain` is False where
    dates leave open which of several it was. `dates` are all that sources give, without what only says another less
    finely.
    """

    which: str
    contact: str
    certain: bool
    event: str
    event_label: str
    dates: tuple[Date, ...] = ()
    place: Located | None = None
    sources: tuple[Cited, ...] = ()
    disputed: tuple[str, ...] = ()

    COLUMNS: ClassVar[tuple[str, ...]] = ("meeting", "contact", "date", "event", "place", "sources")

    def row(self) -> tuple[str, ...]:
        """The values of `COLUMNS` as text; a date or place that sources disagree about is marked with an asterisk."""
        which = self.which if self.certain else f"possibly {self.which}"
        date = " or ".join(map(show, self.dates)) or UNDATED
        date, place = (
            f"{text} *" if field in self.disputed else text
            for field, text in (("date", date), ("place", show(self.place)))
        )
        return (which, self.contact, date, self.event_label, place, cited(self.sources))


@frozen(eq=False, repr=False)
class Dated(Value):
    """An event with every date that sources give it, without what only says another less finely."""

    id: str
    label: str
    dates: tuple[Date, ...] = ()

    def __str__(self) -> str:
        return f"{' or '.join(map(show, self.dates)) or UNDATED}: {self.label}"


@frozen(eq=False, repr=False)
class Gap(Value):
    """A run of days without a meeting: between the last day of one and the first of the next.

    `shortest` and `longest` are the least and the most days from the one to the other that the dates allow; `after` has
    every event that may be the last before it, `before` every one that may be the first behind it. `perhaps_between`
    are events that may lie inside, as their dates are less fine than a month or not known; the gap is only as long as
    given if they do not. `certain` is False where there are such, or where a date is qualified.
    """

    shortest: int
    longest: int
    certain: bool
    after: tuple[Dated, ...]
    before: tuple[Dated, ...]
    perhaps_between: tuple[str, ...] = ()

    COLUMNS: ClassVar[tuple[str, ...]] = ("days", "after", "before", "perhaps between")

    def row(self) -> tuple[str, ...]:
        """The values of `COLUMNS` as text."""
        days = str(self.shortest) if self.shortest == self.longest else f"{self.shortest} to {self.longest}"
        count = len(self.perhaps_between)
        between = f"{count} event{'s' if count > 1 else ''}" if count else ""
        return (days if self.certain else f"possibly {days}", show(self.after), show(self.before), between)


@frozen(eq=False, repr=False)
class Activity(Value):
    """How many meetings there were in a month or year.

    `period` is an EDTF month or year, None for what is undated. `certain` counts the meetings that certainly were in
    it, `possible` all that may have been, those included: one whose date spans two months is possible in each and
    certain in neither. `events` are all of these, `certain_events` the certain ones.
    """

    period: str | None
    certain: int
    possible: int
    events: tuple[str, ...] = ()
    certain_events: tuple[str, ...] = ()

    COLUMNS: ClassVar[tuple[str, ...]] = ("period", "certain", "possible")

    def row(self) -> tuple[str, ...]:
        """The values of `COLUMNS` as text."""
        return (self.period or UNDATED, str(self.certain), str(self.possible))
