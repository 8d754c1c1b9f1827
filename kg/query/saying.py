"""Questions about statements: who said what."""

from collections import defaultdict

from attrs import evolve

from kg import model as m
from kg.answers import Entry, StatementMade
from kg.query.asking import ask, describe, identifiers
from kg.query.assemble import chronological
from kg.query.known import Evidence, Known
from kg.query.reading import Reading, Selection
from kg.table import Answers
from kg.terms import iri


def statements(
    reading: Reading, selection: Selection, *, about: str | None = None, speaker: str | None = None
) -> Answers[StatementMade]:
    """Who said what, in time order, what is undated last.

    Every one of the selection's `who` makes the statement or is a subject of it; `speaker` makes it; `about` is an
    event it was made at, or a person, document or other thing it is about (an identifier). The selection's kinds and
    place do not narrow it. An undated statement was made by the day on which it was reported: so it is possibly in a
    range without a beginning that lasts until that day or longer.
    """
    found = _in_range(reading, selection)
    if speaker is not None:
        made = ask(reading.store, "statements", {"speaker": [iri(reading.actor(speaker))]}, ["speaker"])
        found = _both(found, identifiers(made, "statement"))
    if about is not None:
        found = _both(found, _about(reading, about))
    for name in selection.who:
        actor = reading.actor(name)
        made = ask(reading.store, "statements", {"speaker": [iri(actor)]}, ["speaker"])
        found = _both(found, [*identifiers(made, "statement"), *_about(reading, actor)])
    return Answers(StatementMade, _assembled(reading, found))


def _in_range(reading: Reading, selection: Selection) -> list[str]:
    """The statements in a selection's range, or if it asks for the undated ones, those that are in none."""

    def narrow(chosen: Selection) -> list[str]:
        return chosen.narrow(reading.store, "statements", "statement", {}, ())

    found = narrow(selection)
    if selection.until is None or selection.since is not None or selection.certain:
        return found
    undated = narrow(evolve(selection, undated=True))
    _, last = selection.bounds()
    told = [statement for facts in describe(reading.store, undated) for statement in facts.statements]
    known = Known(reading.store)
    known.learn(statement.source for statement in told)
    by_then = {statement.id for statement in told if known.published(statement.source) <= last}
    if selection.undated:
        return [statement for statement in found if statement not in by_then]
    return [*found, *by_then]


def _both(found: list[str], also: list[str]) -> list[str]:
    return [statement for statement in found if statement in set(also)]


def _about(reading: Reading, thing: str) -> list[str]:
    return identifiers(ask(reading.store, "statements", {"thing": [iri(thing)]}, ["about"]), "statement")


def _assembled(reading: Reading, found: list[str]) -> list[StatementMade]:
    told = [statement for facts in describe(reading.store, found) for statement in facts.statements]
    known = Known(reading.store, reading.texts)
    for s in told:
        claimed = (s.claim.subject, s.claim.object) if s.claim else ()
        known.learn((s.source, s.event, *s.speakers, *s.about, *claimed))
    answers = [_answer(known, statement) for statement in told]
    return sorted(answers, key=in_order)


def in_order(answer: StatementMade | Entry) -> tuple[tuple[str, str], tuple[str, int], str]:
    """A sort key: by date, what is undated last; then in the order in which a source tells it."""
    source = answer.sources[0].id if answer.sources else ""
    first = min((start for s in answer.sources[:1] for e in s.evidence for start, _ in e.spans), default=0)
    return chronological(answer.date), (source, first), answer.id


def _answer(known: Known, statement: m.Statement) -> StatementMade:
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    evidence[statement.source] += [(item.field or "statement", item) for item in statement.evidence]
    claim = statement.claim
    return StatementMade(
        id=statement.id,
        summary=statement.summary,
        speakers=tuple(known.name(speaker) for speaker in statement.speakers),
        act=statement.act,
        modality=statement.modality,
        polarity=statement.polarity,
        date=statement.date,
        event=statement.event,
        event_label=known.name(statement.event) if statement.event else None,
        about=tuple(known.name(thing) for thing in statement.about),
        claim=(known.name(claim.subject), claim.predicate, known.name(claim.object)) if claim else None,
        sources=known.cite(evidence),
    )
