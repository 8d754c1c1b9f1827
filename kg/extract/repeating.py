"""A copy of an article told as what it is: its events are the original's, and what is said in both is said once."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from attrs import evolve

from kg import model as m
from kg.extract.accepting import needed, renamed
from kg.extract.judgements import Judgements
from kg.names import keys
from kg.vocab import MEETING_KINDS

_Told = TypeVar("_Told", m.Event, m.Document, m.Statement)
_ALIKE = 0.6
"""Two wordings are one statement if they have so many of their words in common."""


def as_original(
    copy: m.Facts, original: m.Facts, judgements: Judgements, new: Iterable[str] = ()
) -> tuple[m.Facts, dict[str, str]]:
    """A copy's facts with the ids of the original's events and documents, and without what the original says already.

    Gives the ids of the events beside them, by those that they had. Statements that both have stay with the original.
    Events that were judged, or are among the ``new`` ones, are left as they are.

    >>> said = [m.Statement(f"statement/{s}/x", f"source/{s}", "Rain is near", ["person/ada"]) for s in "ab"]
    >>> a, b = (m.Facts(m.Source(each.source), statements=[each]) for each in said)
    >>> as_original(b, a, Judgements())[0].statements
    ()
    """
    left = {*new, *(id_ for judgement in judgements.made for id_ in judgement.pair)}
    events = _pairs([each for each in copy.events if each.id not in left], original.events, _one_event)
    documents = _pairs(copy.documents, original.documents, _one_document)
    said = _pairs(copy.statements, original.statements, _one_statement)
    kinds = {event.id: event.kind for event in original.events}
    rest = evolve(copy, statements=[each for each in copy.statements if each.id not in said])
    facts: m.Facts = renamed(rest, {**events, **documents, **said})
    known = {*events.values()}
    facts = evolve(
        facts,
        events=[evolve(each, label=None, kind=kinds[each.id]) if each.id in known else each for each in facts.events],
    )
    return evolve(facts, things=needed(facts)), events


def _pairs(copied: Iterable[_Told], first: Iterable[_Told], alike: Callable[[_Told, _Told], float]) -> dict[str, str]:
    """Which of the copy's things is which of the original's, each at most once, the likest first."""
    firsts = list(first)
    scores = [(score, one.id, other.id) for one in copied for other in firsts if (score := alike(one, other)) > 0]
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _, one, other in sorted(scores, key=lambda each: (-each[0], *each[1:])):
        if one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return found


def _one_event(one: m.Event, other: m.Event) -> float:
    """How much speaks for two events being one: who was there, when and where; nothing if nobody was at both."""
    if one.kind != other.kind and not (one.kind in MEETING_KINDS and other.kind in MEETING_KINDS):
        return 0
    who, whom = ({part.who for part in event.participations} for event in (one, other))
    shared = len(who & whom) / len(who | whom) if who | whom else 1
    if not shared:
        return 0
    when, then = ({report.date for report in event.reports if report.date} for event in (one, other))
    where, there = ({report.place for report in event.reports if report.place} for event in (one, other))
    apart = bool(when and then and not when & then) + bool(where and there and not where & there)
    return shared + bool(when & then) + bool(where & there) - 0.4 * apart if apart < 2 else 0


def _one_document(one: m.Document, other: m.Document) -> float:
    return _alike(one.label, other.label) if one.kind == other.kind and one.by == other.by else 0


def _one_statement(one: m.Statement, other: m.Statement) -> float:
    if (one.speakers, one.polarity) != (other.speakers, other.polarity):
        return 0
    return _alike(one.summary, other.summary) if one.claim is None or other.claim is not None else 0


def _alike(one: str, other: str) -> float:
    """Which part of the words of two wordings both have; nothing if that is little."""
    first, second = set(keys(one)), set(keys(other))
    shared = len(first & second) / max(1, len(first | second))
    return shared if shared >= _ALIKE else 0
