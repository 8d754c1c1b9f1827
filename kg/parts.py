"""What answers are made of: sources with their evidence, places, participants, delegations, documents, conflicts.

An unknown value is None. What sources disagree about carries an asterisk wherever it is shown as text.
"""

from collections.abc import Iterable
from typing import ClassVar

from attrs import frozen

from kg.dates import Date, parse
from kg.table import show
from kg.value import Value
from kg.vocab import words

ABOUT_PEOPLE = ("attendance", "head", "delegation", "presence", "role")
"""Fields of conflicts that are about who took part and how; `of` and the name follow."""


def lines(values: Iterable[object]) -> str:
    """Values as text, one a line.

    >>> print(lines([1, 2]))
    1
    2
    """
    return "\n".join(map(str, values))


def in_quotes(text: str) -> str:
    """Words of a source in quotation marks and on one line.

    >>> in_quotes("met in\\nIstanbul")
    '“met in Istanbul”'
    """
    return f"\u201c{' '.join(text.split())}\u201d"


def marked(text: str, conflicts: "Iterable[Conflict]", *fields: str) -> str:
    """Text with an asterisk where sources disagree about one of some fields, named in whole or without whose it is.

    >>> came = [Conflict("attendance of Ada", ())]
    >>> [marked("Ada", came, field) for field in ("attendance of Ada", "attendance of Bo", "attendance")]
    ['Ada *', 'Ada', 'Ada *']
    """
    disputed = {name for conflict in conflicts for name in (conflict.field, conflict.field.partition(" of ")[0])}
    return f"{text} *" if disputed.intersection(fields) else text


@frozen(eq=False, repr=False)
class Quoted(Value):
    """A piece of evidence: what it is about, its spans in the source's text, the quotes if the text was at hand."""

    about: str
    spans: tuple[tuple[int, int], ...] = ()
    quotes: tuple[str, ...] = ()
    inference: str | None = None

    def __str__(self) -> str:
        where = ", ".join(f"{start}-{end}" for start, end in self.spans)
        quotes = "".join(f" {in_quotes(quote)}" for quote in self.quotes)
        concluded = f" (concluded: {self.inference})" if self.inference else ""
        return f"{self.about}: characters {where}{quotes}{concluded}" if where else f"{self.about}{concluded}"


@frozen(eq=False, repr=False)
class Cited(Value):
    """A source of an answer; `quote` joins the quotes of its evidence, None without the text.

    `syndicated_from` is the source that it goes back to where it repeats one: the two count as one.
    """

    id: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    kind: str | None = None
    quote: str | None = None
    evidence: tuple[Quoted, ...] = ()
    syndicated_from: str | None = None

    def __str__(self) -> str:
        return self.id.removeprefix("source/")

    def reference(self) -> str:
        """The source as a reference list gives it: publisher, title, date, address.

        >>> Cited("source/wire-7", "Talks go on", "Example Wire", "2025-06-02").reference()
        'Example Wire, Talks go on, 2025-06-02 [wire-7]'
        """
        parts = (self.publisher, self.title, self.published, self.url)
        copied = f", a copy of {self.syndicated_from.removeprefix('source/')}" if self.syndicated_from else ""
        return f"{', '.join(part for part in parts if part)} [{self}]{copied}".lstrip()

    def cited(self) -> str:
        """The reference with every piece of evidence on a line of its own: what it is about, where, and the quote."""
        return lines([self.reference(), *(f"  {evidence}" for evidence in self.evidence)])


def with_copies(sources: Iterable[Cited]) -> list[tuple[Cited, tuple[Cited, ...]]]:
    """The sources that count, each with those here that repeat it; of copies alone the first stands for all.

    >>> wire, gazette = Cited("source/wire"), Cited("source/gazette", syndicated_from="source/wire")
    >>> [(str(source), len(copies)) for source, copies in with_copies([gazette, wire, Cited("source/other")])]
    [('wire', 1), ('other', 0)]
    """
    groups: dict[str, list[Cited]] = {}
    for source in sources:
        groups.setdefault(source.syndicated_from or source.id, []).append(source)
    for group in groups.values():
        group.sort(key=lambda source: source.syndicated_from is not None)
    return [(first, tuple(copies)) for first, *copies in groups.values()]


def cited(sources: Iterable[Cited]) -> str:
    """Sources in a table cell: those that repeat one another once, with how many copies there are.

    >>> cited([Cited("source/wire"), Cited("source/gazette", syndicated_from="source/wire"), Cited("source/other")])
    'wire (+1 copy); other'
    """
    counted = {0: "", 1: " (+1 copy)"}
    return "; ".join(
        f"{source}{counted.get(len(copies), f' (+{len(copies)} copies)')}" for source, copies in with_copies(sources)
    )


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
        return f"{self.field}: {side_by_side(self.field, self.values)}"


def side_by_side(field: str, values: Iterable[Variant]) -> str:
    """Every value of a field with its sources; a date, which a variant holds as EDTF, as people write it.

    >>> side_by_side("date", [Variant("2030-03-02", ("source/wire",)), Variant("2030-04", ("source/gazette",))])
    '2 March 2030 (wire) / April 2030 (gazette)'
    """
    shown = [Variant(parse(one.value).text, one.sources) if field == "date" else one for one in values]
    return " / ".join(map(str, shown))


@frozen(eq=False, repr=False)
class Said(Value):
    """What one source says of an event as a whole.

    >>> print(Said("source/wire-7", place=Located("venue/hall", "Hall", "venue", "Bern", "Switzerland"), status="held"))
    wire-7: Hall, Bern, Switzerland, held
    """

    source: str
    date: Date | None = None
    place: Located | None = None
    status: str | None = None
    outcome: str | None = None

    def __str__(self) -> str:
        told = (show(self.date), show(self.place), words(self.status or ""), self.outcome)
        return f"{self.source.removeprefix('source/')}: {', '.join(filter(None, told))}"


@frozen(eq=False, repr=False)
class Related(Value):
    """Another event and how it is related: `continues`, `part_of`, `precedes`, `responds_to` or `results_from`."""

    relation: str
    id: str
    label: str

    def __str__(self) -> str:
        return f"{words(self.relation.replace('_', '-'))}: {self.label}"


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
    """A delegation at one event: whom it represents, its head, and everybody in it.

    `heads` are all whom a source names as head, `head` is whom the rule picks among them. `disputed` names what
    sources disagree about: `date`, `head`, and every member of whom they tell different things.
    """

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
    disputed: tuple[str, ...] = ()

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
            self._marked(show(self.date), "date"),
            self.event_label,
            self.name,
            ", ".join(self.represents),
            self._led_by() or "not named",
            self._followed_by() or "not named",
            cited(self.sources),
        )

    def others(self) -> tuple[str, ...]:
        """The members beside the head, or beside all heads where none is picked."""
        heads = (self.head,) if self.head else self.heads
        return tuple(member for member in self.members if member not in heads)

    def line(self) -> str:
        """The delegation on one line.

        >>> DelegationAtEvent("delegation/talks/a", "Utopia", ("Utopia",), "event/talks", "Talks").line()
        'Utopia: head not named'
        """
        head = self._led_by()
        return "; ".join(
            [f"{self.name}: {f'head {head}' if head else 'head not named'}", *filter(None, [self._followed_by()])]
        )

    def __str__(self) -> str:
        return self.line()

    def _led_by(self) -> str:
        return self._marked(self.head or " / ".join(self.heads), "head")

    def _followed_by(self) -> str:
        return ", ".join(self._marked(member, member) for member in self.others())

    def _marked(self, text: str, what: str) -> str:
        return f"{text} *" if text and what in self.disputed else text


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
