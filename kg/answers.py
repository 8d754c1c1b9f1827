"""What sources say of events and statements, as answers: frozen values that print well and turn into tables and JSON.

An unknown value is None. Sources that disagree stand side by side in `conflicts`; the plain fields then hold what the
chosen rule picked (see `kg.query.resolve`). Dates are `kg.dates.Date`, in JSON objects with `edtf`, `earliest` and
`latest` (None where open), `text`, `qualified` and `within`.
"""

from collections.abc import Iterable
from typing import ClassVar

from attrs import frozen

from kg.dates import Date, parse
from kg.parts import (
    ABOUT_PEOPLE,
    Cited,
    Conflict,
    DelegationAtEvent,
    DocumentAtEvent,
    Located,
    Participant,
    Provided,
    Quoted,
    Related,
    Said,
    Struck,
    Variant,
    cited,
    lines,
    marked,
)
from kg.table import card_text, show
from kg.value import Value
from kg.vocab import words

__all__ = [
    "Cited",
    "Conflict",
    "DelegationAtEvent",
    "DocumentAtEvent",
    "Entry",
    "Located",
    "Meeting",
    "Participant",
    "Provided",
    "Quoted",
    "Related",
    "Said",
    "StatementMade",
    "Struck",
    "Variant",
    "lines",
    "marked",
]

TOOK_PLACE = (None, "under-way", "held")
"""Statuses of an event that took place as far as sources tell; what is only announced did not yet."""
UNDATED = "date unknown"
THE_SOURCE = "the source"
"""Who speaks where a source names no speaker."""


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
            self.when(),
            self._kind(),
            self.label,
            self.where(),
            marked(show(self.participants), self.conflicts, *ABOUT_PEOPLE),
            self.how_far(),
            cited(self.sources),
        )

    def when(self) -> str:
        """The date in words, with an asterisk where sources disagree."""
        return marked(show(self.date) or UNDATED, self.conflicts, "date")

    def where(self) -> str:
        """The place with what lies around it, with an asterisk where sources disagree."""
        return marked(show(self.place), self.conflicts, "place")

    def how_far(self) -> str:
        """The status in words, with an asterisk where sources disagree."""
        return marked(words(self.status or ""), self.conflicts, "status")

    def _kind(self) -> str:
        return marked(words(self.kind), self.conflicts, "kind")

    def _participant(self, participant: Participant) -> str:
        return marked(str(participant), self.conflicts, *(f"{field} of {participant.name}" for field in ABOUT_PEOPLE))

    def __str__(self) -> str:
        return card_text(self.card())

    def card(self) -> list[tuple[str, str]]:
        """All about the event as pairs of a heading and text, one thing a line; a heading without text has none.

        A value that sources disagree about is marked with an asterisk; the conflicts follow further down.
        """
        directness = marked(self.directness or "", self.conflicts, "directness")
        number = f"round {self.round}" if self.round is not None else None
        return [
            ("event", self.label),
            ("id", self.id),
            ("kind", ", ".join(filter(None, (self._kind(), directness)))),
            ("series", ", ".join(filter(None, (self.series, number)))),
            ("date", self.when()),
            ("place", self.where()),
            ("status", self.how_far()),
            ("purpose", self.purpose or ""),
            ("outcome", self.outcome or ""),
            ("participants", lines(map(self._participant, self.participants))),
            ("delegations", lines(self.delegations)),
            ("documents", lines(self.documents)),
            ("weapons", lines(self.weapons)),
            ("targets", lines(self.targets)),
            ("related", lines(self.related)),
            ("conflicts", lines(self.conflicts)),
            ("sources", lines(source.cited() for source in self.sources)),
        ]


def said_as(summary: str, modality: str | None, polarity: str | None) -> str:
    """What somebody says, with a mark where it is denied or said not to be so.

    The summary may itself be worded either way, so the mark stands behind it and makes no second negation.

    >>> said_as("There was a handshake.", "denied", "affirmative"), said_as("No date is set.", "asserted", "negative")
    ('There was a handshake. [denied]', 'No date is set. [negative]')
    """
    marks = [mark for mark in (modality, polarity) if mark in ("denied", "negative")]
    return f"{summary} [{', '.join(marks)}]" if marks else summary


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
            marked(show(self.date) or (_reported(self.sources) if said else UNDATED), self.conflicts, "date"),
            words(self.kind),
            said_as(self.label, self.modality, self.polarity),
            marked(", ".join(self.who) or (THE_SOURCE if said else ""), self.conflicts, *ABOUT_PEOPLE),
            marked(show(self.place), self.conflicts, "place"),
            marked(words(status or ""), self.conflicts, "status"),
            cited(self.sources),
        )


@frozen(eq=False, repr=False)
class StatementMade(Value):
    """Who said what, when, how firmly, about what; without speakers the source itself says it.

    `summary` is what the speaker says, in affirmative or negative words; `modality` and `polarity` tell whether the
    claim is denied or negative, and mark the summary wherever it is shown as text.
    """

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
            self.said(),
            self.modality if self.polarity == "affirmative" else f"{self.modality}, negative",
            cited(self.sources),
        )

    def line(self) -> str:
        """The statement on one line.

        >>> StatementMade("statement/a/b", "Talks go on.", ("Ada",)).line()
        'date unknown  Ada stated: Talks go on.'
        """
        speakers = ", ".join(self.speakers) or THE_SOURCE
        firmness = f" [{self.modality}]" if self.modality in ("planned", "hoped") else ""
        when = show(self.date) or _reported(self.sources)
        return f"{when}  {speakers} {words(self.act)}: {self.said()}{firmness}"

    def said(self) -> str:
        """The summary, marked where what it says is denied or is said not to be so."""
        return said_as(self.summary, self.modality, self.polarity)
