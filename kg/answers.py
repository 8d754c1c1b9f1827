"""What sources say of events and statements, as answers: frozen values that print well and turn into tables and JSON.

An unknown value is None. Sources that disagree stand side by side in `conflicts`; the plain fields then hold what the
chosen rule picked (see `kg.query.resolve`). Dates are `kg.dates.Date`, in JSON objects with `edtf`, `earliest` and
`latest` (None where open), `text`, `qualified` and `within`.
"""

from collections.abc import Iterable
from typing import ClassVar

from attrs import frozen

from kg.dates import Date, parse
from kg.table import show
from kg.value import Value
from kg.vocab import words

UNDATED = "date unknown"
THE_SOURCE = "the source"
"""Who speaks where a source names no speaker."""


def lines(values: Iterable[object]) -> str:
    """Values as text, one a line.

    >>> print(lines([1, 2]))
    1
    2
    """
    return "\n".join(map(str, values))


@frozen(eq=False, repr=False)
class Quoted(Value):
    """A piece of evidence: what it is about, its spans in the source's text, the quotes if the text was at hand."""

    about: str
    spans: tuple[tuple[int, int], ...] = ()
    quotes: tuple[str, ...] = ()
    inference: str | None = None

    def __str__(self) -> str:
        where = ", ".join(f"{start}-{end}" for start, end in self.spans)
        quotes = "".join(f" \u201c{quote}\u201d" for quote in self.quotes)
        concluded = f" (concluded: {self.inference})" if self.inference else ""
        return f"{self.about}: characters {where}{quotes}{concluded}" if where else f"{self.about}{concluded}"


@frozen(eq=False, repr=False)
class Cited(Value):
    """A source of an answer; `quote` joins the quotes of its evidence, None without the text."""

    id: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    kind: str | None = None
    quote: str | None = None
    evidence: tuple[Quoted, ...] = ()

    def __str__(self) -> str:
        return self.id.removeprefix("source/")

    def reference(self) -> str:
        """The source as a reference list gives it: publisher, title, date, address.

        >>> Cited("source/wire-7", "Talks go on", "Example Wire", "2025-06-02").reference()
        'Example Wire, Talks go on, 2025-06-02 [wire-7]'
        """
        parts = (self.publisher, self.title, self.published, self.url)
        return f"{', '.join(part for part in parts if part)} [{self}]".lstrip()

    def cited(self) -> str:
        """The reference with every piece of evidence on a line of its own: what it is about, where, and the quote."""
        return lines([self.reference(), *(f"  {evidence}" for evidence in self.evidence)])


@frozen(eq=False, repr=False)
class Located(Value):
    """A place with the city and country it lies in."""

    id: str
    name: str
    type: str
    city: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None

    def __str__(self) -> str:
        parts = [self.name, self.city, self.country]
        return ", ".join(dict.fromkeys(part for part in parts if part))


@frozen(eq=False, repr=False)
class Participant(Value):
    """Who took part: the main role, all roles, the delegation and the capacity, which is the post held that day.

    `capacity_basis` is `reported` (the source names the post for this event), `seen` (seen in it that day), `tenure`
    (the event lies inside the known bounds) or `possible` (it may).
    """

    id: str
    name: str
    type: str
    role: str
    roles: tuple[str, ...]
    delegation: str | None = None
    delegation_id: str | None = None
    capacity: str | None = None
    capacity_basis: str | None = None
    presence: str | None = None
    modality: str = "asserted"
    days: Date | None = None
    sources: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{', '.join(filter(None, (self.name, self.post())))} ({self.part()})"

    def post(self) -> str | None:
        """The capacity in words, as possible where the known bounds of the tenure leave it open.

        >>> Participant("person/ada", "Ada", "person", "member", ("member",), None, None, "Envoy", "possible").post()
        'possibly Envoy'
        """
        return f"possibly {self.capacity}" if self.capacity_basis == "possible" else self.capacity

    def part(self) -> str:
        """All roles in words, and the modality unless the participation is asserted.

        >>> Participant("person/ada", "Ada", "person", "head", ("head", "signatory"), modality="planned").part()
        'head, signatory, planned'
        """
        return ", ".join([*map(words, self.roles), *([] if self.modality == "asserted" else [self.modality])])


@frozen(eq=False, repr=False)
class Variant(Value):
    """One of several values of a field, and the sources that give it."""

    value: str
    sources: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.value} ({', '.join(source.removeprefix('source/') for source in self.sources)})"


@frozen(eq=False, repr=False)
class Conflict(Value):
    """A field on which sources disagree, with every value."""

    field: str
    values: tuple[Variant, ...]

    def __str__(self) -> str:
        return f"{self.field}: " + " / ".join(map(str, self.values))


@frozen(eq=False, repr=False)
class Said(Value):
    """What one source says of an event as a whole."""

    source: str
    date: Date | None = None
    place: str | None = None
    status: str | None = None
    outcome: str | None = None


@frozen(eq=False, repr=False)
class Related(Value):
    """Another event and how it is related: `continues`, `part_of`, `precedes`, `responds_to` or `results_from`."""

    relation: str
    id: str
    label: str


@frozen(eq=False, repr=False)
class Struck(Value):
    """What a strike was aimed at or carried out with."""

    what: str
    count: int | None = None
    place: str | None = None
    holds: str | None = None

    def __str__(self) -> str:
        text = self.what if self.count is None else f"{self.count} {self.what}"
        return text + (f" ({self.holds})" if self.holds else "") + (f" in {self.place}" if self.place else "")


@frozen(eq=False, repr=False)
class DelegationAtEvent(Value):
    """A delegation at one event: whom it represents, its head, and everybody in it."""

    id: str
    name: str
    represents: tuple[str, ...]
    event: str
    event_label: str
    date: Date | None = None
    head: str | None = None
    heads: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    sources: tuple[Cited, ...] = ()

    COLUMNS: ClassVar[tuple[str, ...]] = (
        "date",
        "event",
        "delegation",
        "represents",
        "head",
        "other members",
        "sources",
    )

    def row(self) -> tuple[str, ...]:
        """The values of `COLUMNS` as text."""
        return (
            show(self.date),
            self.event_label,
            self.name,
            ", ".join(self.represents),
            " / ".join(self.heads) or "not named",
            ", ".join(self.others()) or "not named",
            show(self.sources),
        )

    def others(self) -> tuple[str, ...]:
        """The members that no source names as head."""
        return tuple(member for member in self.members if member not in self.heads)

    def line(self) -> str:
        """The delegation on one line.

        >>> DelegationAtEvent("delegation/talks/a", "Utopia", ("Utopia",), "event/talks", "Talks").line()
        'Utopia: head not named'
        """
        head = f"head {' / '.join(self.heads)}" if self.heads else "head not named"
        return "; ".join([f"{self.name}: {head}", *filter(None, [", ".join(self.others())])])


@frozen(eq=False, repr=False)
class Provided(Value):
    """A provision of a document and its number."""

    number: int
    text: str

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


@frozen(eq=False, repr=False)
class DocumentAtEvent(Value):
    """A proposal, agreement or letter as one source tells of it; `known_through` says how it knows the text."""

    id: str
    label: str
    kind: str
    by: tuple[str, ...] = ()
    status: str | None = None
    aim: str | None = None
    known_through: str | None = None
    provisions: tuple[Provided, ...] = ()
    sources: tuple[Cited, ...] = ()

    def __str__(self) -> str:
        status = f", {words(self.status)}" if self.status else ""
        details = [f"  aim: {self.aim}"] if self.aim else []
        details += [f"  known through: {self.known_through}"] if self.known_through else []
        details += [f"  {provision}" for provision in self.provisions]
        return lines([f"{self.label} ({words(self.kind)} by {', '.join(self.by) or 'somebody'}{status})", *details])


_ABOUT_PEOPLE = ("attendance", "head", "delegation", "presence")


def _marked(text: str, conflicts: Iterable[Conflict], *fields: str) -> str:
    """Text with an asterisk where sources disagree about one of some fields."""
    disputed = {conflict.field.partition(" of ")[0] for conflict in conflicts}
    return f"{text} *" if disputed.intersection(fields) else text


@frozen(eq=False, repr=False)
class Meeting(Value):
    """An event with all that the sources say of it."""

    id: str
    kind: str
    label: str
    date: Date | None = None
    status: str | None = None
    series: str | None = None
    round: int | None = None
    place: Located | None = None
    participants: tuple[Participant, ...] = ()
    delegations: tuple[DelegationAtEvent, ...] = ()
    purpose: str | None = None
    directness: str | None = None
    outcome: str | None = None
    targets: tuple[Struck, ...] = ()
    weapons: tuple[Struck, ...] = ()
    documents: tuple[DocumentAtEvent, ...] = ()
    related: tuple[Related, ...] = ()
    reports: tuple[Said, ...] = ()
    sources: tuple[Cited, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    COLUMNS: ClassVar[tuple[str, ...]] = ("date", "kind", "event", "place", "participants", "status", "sources")

    def row(self) -> tuple[str, ...]:
        """The values of `COLUMNS` as text; a value that sources disagree about is marked with an asterisk."""
        return (
            _marked(show(self.date) or UNDATED, self.conflicts, "date"),
            _marked(words(self.kind), self.conflicts, "kind"),
            self.label,
            _marked(show(self.place), self.conflicts, "place"),
            _marked(show(self.participants), self.conflicts, *_ABOUT_PEOPLE),
            _marked(words(self.status or ""), self.conflicts, "status"),
            show(self.sources),
        )

    def card(self) -> list[tuple[str, str]]:
        """All about the event as pairs of a heading and text, one thing a line; a heading without text has none."""
        number = f", round {self.round}" if self.round is not None else ""
        return [
            ("event", self.label),
            ("id", self.id),
            ("kind", words(self.kind) + (f", {self.directness}" if self.directness else "")),
            ("series", f"{self.series or ''}{number}"),
            ("date", show(self.date) or UNDATED),
            ("place", show(self.place)),
            ("status", words(self.status or "")),
            ("purpose", self.purpose or ""),
            ("outcome", self.outcome or ""),
            ("participants", lines(self.participants)),
            ("delegations", lines(delegation.line() for delegation in self.delegations)),
            ("documents", lines(self.documents)),
            ("weapons", lines(self.weapons)),
            ("targets", lines(self.targets)),
            ("related", lines(f"{words(r.relation.replace('_', '-'))}: {r.label}" for r in self.related)),
            ("conflicts", lines(self.conflicts)),
            ("sources", lines(source.cited() for source in self.sources)),
        ]


def _reported(sources: Iterable[Cited]) -> str:
    """When an undated statement was first reported, in words: it was made by then."""
    days = [parse(source.published) for source in sources if source.published]
    return f"reported {min(days).text}" if days else UNDATED


@frozen(eq=False, repr=False)
class Entry(Value):
    """A line of a timeline: an event or a statement.

    `who` are names, with the modality behind those that are not said to have taken part for a fact; a statement's
    speakers have none.
    """

    id: str
    kind: str
    label: str
    date: Date | None = None
    place: Located | None = None
    who: tuple[str, ...] = ()
    status: str | None = None
    modality: str | None = None
    polarity: str | None = None
    conflicts: tuple[Conflict, ...] = ()
    sources: tuple[Cited, ...] = ()

    COLUMNS: ClassVar[tuple[str, ...]] = ("date", "kind", "what", "who", "place", "status", "sources")

    def row(self) -> tuple[str, ...]:
        """The values of `COLUMNS` as text; a value that sources disagree about is marked with an asterisk."""
        said = self.modality is not None
        status = self.status or (self.modality if self.modality != "asserted" else None)
        return (
            _marked(show(self.date) or (_reported(self.sources) if said else UNDATED), self.conflicts, "date"),
            words(self.kind),
            self.label,
            _marked(", ".join(self.who) or (THE_SOURCE if said else ""), self.conflicts, *_ABOUT_PEOPLE),
            _marked(show(self.place), self.conflicts, "place"),
            _marked(words(status or ""), self.conflicts, "status"),
            show(self.sources),
        )


@frozen(eq=False, repr=False)
class StatementMade(Value):
    """Who said what, when, how firmly, about what; without speakers the source itself says it."""

    id: str
    summary: str
    speakers: tuple[str, ...] = ()
    act: str = "stated"
    modality: str = "asserted"
    polarity: str = "affirmative"
    date: Date | None = None
    event: str | None = None
    event_label: str | None = None
    about: tuple[str, ...] = ()
    claim: tuple[str, str, str] | None = None
    sources: tuple[Cited, ...] = ()

    COLUMNS: ClassVar[tuple[str, ...]] = ("date", "speaker", "act", "what", "modality", "sources")

    def row(self) -> tuple[str, ...]:
        """The values of `COLUMNS` as text."""
        return (
            show(self.date) or _reported(self.sources),
            ", ".join(self.speakers) or THE_SOURCE,
            words(self.act),
            self.summary,
            self.modality if self.polarity == "affirmative" else f"{self.modality}, negative",
            show(self.sources),
        )

    def line(self) -> str:
        """The statement on one line.

        >>> StatementMade("statement/a/b", "Talks go on.", ("Ada",)).line()
        'date unknown  Ada stated: Talks go on.'
        """
        speakers = ", ".join(self.speakers) or THE_SOURCE
        return f"{show(self.date) or _reported(self.sources)}  {speakers} {words(self.act)}: {self.summary}"
