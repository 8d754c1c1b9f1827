"""What questions work out from events and statements: posts, counterparts, comparisons, paths, counts.

Like the values of `kg.answers` they have `COLUMNS` and `row()`; an unknown value is None.
"""

from typing import ClassVar

from attrs import field, frozen

from kg.answers import TOOK_PLACE, Cited, Meeting, Participant, StatementMade, Variant, lines, marked
from kg.dates import Date
from kg.parts import cited, side_by_side
from kg.table import card_text, show
from kg.value import Value
from kg.vocab import MODALITIES, words

_AS_EDTF = {"edtf": True}


@frozen(eq=False, repr=False)
class PostHeld(Value):
    """Who held which post: from and until where a source gives bounds, or only the days seen in it.

    In JSON its dates are EDTF text. `certain` tells whether they surely held it on the date asked for; None where no
    date was asked for.
    """

    person: str
    person_id: str
    title: str
    post_id: str
    of: str | None = None
    from_: Date | None = field(default=None, metadata=_AS_EDTF)
    until: Date | None = field(default=None, metadata=_AS_EDTF)
    seen: tuple[Date, ...] = field(default=(), metadata=_AS_EDTF)
    certain: bool | None = None
    sources: tuple[Cited, ...] = ()

    COLUMNS: ClassVar[tuple[str, ...]] = ("person", "title", "of", "from", "until", "seen", "held", "sources")

    def row(self) -> tuple[str, ...]:
        """The values of `COLUMNS` as text."""
        return (
            self.person,
            self.title,
            self.of or "",
            show(self.from_),
            show(self.until),
            ", ".join(day.text for day in self.seen),
            {True: "certainly", False: "possibly", None: ""}[self.certain],
            cited(self.sources),
        )

    def line(self) -> str:
        """The post on one line, with what is known of when.

        >>> PostHeld("Ada", "person/ada", "Envoy", "post/envoy", "Utopia").line()
        'Envoy of Utopia'
        """
        title = f"{self.title} of {self.of}" if self.of else self.title
        bounds = [f"{word} {date.text}" for word, date in (("from", self.from_), ("until", self.until)) if date]
        seen = [f"seen {', '.join(day.text for day in self.seen)}"] if self.seen else []
        return ", ".join((title, *bounds, *seen))


@frozen(eq=False, repr=False)
class Counterpart(Value):
    """Somebody else at the same events: how many, and which; `weight` adds 1/n for every event with n others."""

    id: str
    name: str
    type: str
    events: tuple[str, ...]
    count: int
    weight: float

    COLUMNS: ClassVar[tuple[str, ...]] = ("name", "type", "meetings", "weight")

    def row(self) -> tuple[str, ...]:
        """The values of `COLUMNS` as text."""
        return (self.name, self.type, str(self.count), f"{self.weight:g}")


@frozen(eq=False, repr=False)
class PersonCard(Value):
    """A person (or country, organisation, group): names, posts, meetings, statements and counterparts.

    `meetings` are those in which some source says, expects or hopes that they take part; `absent` are those of which
    sources only say that they did not.
    """

    id: str
    name: str
    type: str
    names: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    posts: tuple[PostHeld, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    met: tuple[Counterpart, ...] = ()
    statements: tuple[StatementMade, ...] = ()
    absent: tuple[Meeting, ...] = ()

    COLUMNS: ClassVar[tuple[str, ...]] = ("name", "type", "posts", "meetings", "met", "statements")

    @property
    def disputed(self) -> tuple[str, ...]:
        """The meetings that sources disagree about."""
        return tuple(meeting.id for meeting in (*self.meetings, *self.absent) if meeting.conflicts)

    def row(self) -> tuple[str, ...]:
        """The values of `COLUMNS` as text."""
        posts = "; ".join(self._post(post) for post in self.posts)
        met = ", ".join(counterpart.name for counterpart in self.met)
        meetings = "; ".join(
            ", ".join(filter(None, (meeting.label, meeting.when(), self._why_not(meeting))))
            for meeting in self.meetings
        )
        return (self.name, self.type, posts, meetings, met, str(len(self.statements)))

    def card(self) -> list[tuple[str, str]]:
        """All about them as pairs of a heading and text, one thing a line; a heading without text has none."""
        return [
            (self.type, self.name),
            ("id", self.id),
            ("also", ", ".join(name for name in self.names if name != self.name)),
            ("elsewhere", lines(self.same_as)),
            ("posts", lines(map(self._post, self.posts))),
            ("meetings", lines(self._line(meeting) for meeting in self.meetings if not self._why_not(meeting))),
            ("other meetings", lines(self._line(m) for m in (*self.meetings, *self.absent) if self._why_not(m))),
            ("met", lines(map(self._met, self.met))),
            ("statements", lines(statement.line() for statement in self.statements)),
            (
                "sources",
                lines(dict.fromkeys(source.reference() for part in self._sourced() for source in part.sources)),
            ),
        ]

    def _line(self, meeting: Meeting) -> str:
        """A meeting on one line, with an asterisk at what sources disagree about."""
        came = marked(meeting.label, meeting.conflicts, f"attendance of {self.name}", "kind", "status")
        why_not = self._why_not(meeting)
        where = meeting.where() or "place unknown"
        return f"{meeting.when()}  {came}, {where}" + (f": {why_not}" if why_not else "")

    def _met(self, counterpart: Counterpart) -> str:
        """A counterpart on one line, with an asterisk where sources disagree on whether the two were there."""
        fields = (f"attendance of {self.name}", f"attendance of {counterpart.name}", "kind", "status")
        shared = [meeting for meeting in self.meetings if meeting.id in counterpart.events]
        conflicts = [conflict for meeting in shared for conflict in meeting.conflicts]
        number = f"{counterpart.count} meeting{'s' if counterpart.count > 1 else ''}"
        return marked(f"{counterpart.name}, {number}", conflicts, *fields)

    def _why_not(self, meeting: Meeting) -> str:
        """Why a meeting is none that they took part in for a fact: its status, or how firmly it is said of them."""
        if meeting.status not in TOOK_PLACE:
            return words(meeting.status or "")
        own = [person for person in meeting.participants if self._acts(person, meeting)]
        if not own or any(person.modality == "asserted" for person in own):
            return ""
        firmest = min((person.modality for person in own), key=MODALITIES.index)
        return "did not take part" if firmest == "denied" else f"{firmest} only"

    def _acts(self, person: Participant, meeting: Meeting) -> bool:
        """Whether a participant is this one, or acts for it in a delegation."""
        sides = {delegation.id for delegation in meeting.delegations if self.name in delegation.represents}
        return person.id == self.id or person.delegation_id in sides

    def __str__(self) -> str:
        return card_text(self.card())

    def _post(self, post: PostHeld) -> str:
        return post.line() if post.person_id == self.id else f"{post.person}: {post.line()}"

    def _sourced(self) -> tuple[PostHeld | Meeting | StatementMade, ...]:
        return (*self.posts, *self.meetings, *self.absent, *self.statements)


@frozen(eq=False, repr=False)
class VenueUse(Value):
    """A place and the events that some source says were held there.

    `disputed` are those of which sources disagree about the place or the date.
    """

    id: str
    name: str
    type: str
    city: str | None
    country: str | None
    count: int
    first: Date | None = None
    last: Date | None = None
    events: tuple[str, ...] = ()
    sources: tuple[Cited, ...] = ()
    disputed: tuple[str, ...] = ()

    COLUMNS: ClassVar[tuple[str, ...]] = ("place", "type", "city", "country", "events", "first", "last", "sources")

    def row(self) -> tuple[str, ...]:
        """The values of `COLUMNS` as text; the number is marked where sources disagree about one of the events."""
        return (
            self.name,
            self.type,
            self.city or "",
            self.country or "",
            f"{self.count} *" if self.disputed else str(self.count),
            show(self.first),
            show(self.last),
            cited(self.sources),
        )


@frozen(eq=False, repr=False)
class Difference(Value):
    """One line of a comparison of two events.

    `change` is `same`, `changed`, `two events`, `not known` where no source tells it of both, or for people and
    countries `stayed`, `stayed, in another capacity`, `stayed, in another role`, `named only in the first`, `named only
    in the second`; not being named by a source does not mean having been absent. `disputed` names the sides (`first`,
    `second`) on which sources disagree.
    """

    field: str
    first: str | None
    second: str | None
    change: str
    sources: tuple[Cited, ...] = ()
    disputed: tuple[str, ...] = ()

    COLUMNS: ClassVar[tuple[str, ...]] = ("field", "first", "second", "change", "sources")

    def row(self) -> tuple[str, ...]:
        """The values of `COLUMNS` as text."""
        sides = (("first", self.first or ""), ("second", self.second or ""))
        first, second = (f"{text} *" if side in self.disputed else text for side, text in sides)
        return (self.field, first, second, self.change, cited(self.sources))


@frozen(eq=False, repr=False)
class Step(Value):
    """One step of a path: two who were at the same event.

    `disputed` names what sources disagree about: `date`, `kind`, `status`, and whoever of the two may not have come.
    """

    from_: str
    to: str
    event: str
    event_id: str
    date: Date | None = None
    sources: tuple[Cited, ...] = ()
    disputed: tuple[str, ...] = ()

    COLUMNS: ClassVar[tuple[str, ...]] = ("from", "to", "event", "date", "sources")

    def row(self) -> tuple[str, ...]:
        """The values of `COLUMNS` as text; what sources disagree about is marked with an asterisk."""

        def mark(text: str, *what: str) -> str:
            return f"{text} *" if set(what) & set(self.disputed) else text

        return (
            mark(self.from_, self.from_),
            mark(self.to, self.to),
            mark(self.event, "kind", "status"),
            mark(show(self.date), "date"),
            cited(self.sources),
        )


@frozen(eq=False, repr=False)
class Between(Value):
    """Somebody who met both of two, but never both at one event, and at which events."""

    id: str
    name: str
    type: str
    with_first: tuple[str, ...]
    with_second: tuple[str, ...]
    sources: tuple[Cited, ...] = ()

    COLUMNS: ClassVar[tuple[str, ...]] = ("who", "type", "met the first at", "met the second at", "sources")

    def row(self) -> tuple[str, ...]:
        """The values of `COLUMNS` as text."""
        return (self.name, self.type, "; ".join(self.with_first), "; ".join(self.with_second), cited(self.sources))


@frozen(eq=False, repr=False)
class Dispute(Value):
    """A conflict of an event, or between two statements, with every value and who gives it."""

    about: str
    about_label: str
    field: str
    values: tuple[Variant, ...]
    sources: tuple[Cited, ...] = ()

    COLUMNS: ClassVar[tuple[str, ...]] = ("about", "field", "values", "sources")

    def row(self) -> tuple[str, ...]:
        """The values of `COLUMNS` as text."""
        return (self.about_label, self.field, side_by_side(self.field, self.values), cited(self.sources))


@frozen(eq=False, repr=False)
class SourceUsed(Value):
    """A source and how many quads its graph holds: none where it is only named as the one that another repeats."""

    id: str
    title: str | None
    kind: str
    publisher: str | None
    published: Date | None
    url: str | None
    sha256: str | None
    syndicated_from: str | None
    quads: int

    COLUMNS: ClassVar[tuple[str, ...]] = ("source", "title", "kind", "publisher", "published", "quads")

    def row(self) -> tuple[str, ...]:
        """The values of `COLUMNS` as text."""
        return (
            self.id,
            self.title or "",
            words(self.kind) + (f", repeats {self.syndicated_from}" if self.syndicated_from else ""),
            self.publisher or "",
            show(self.published),
            str(self.quads),
        )


@frozen(eq=False, repr=False)
class Count(Value):
    """How many things of a kind the graph holds."""

    what: str
    count: int

    COLUMNS: ClassVar[tuple[str, ...]] = ("what", "count")

    def row(self) -> tuple[str, ...]:
        """The values of `COLUMNS` as text."""
        return (words(self.what), str(self.count))
