"""The claims about meetings: what each text tells of them, with the words for it."""

from collections.abc import Iterable, Iterator
from typing import Any

from kg.extract.claims import Claim
from kg.extract.clause import Encounter, Value
from kg.extract.discourse import Actor
from kg.extract.line import Line
from kg.extract.meetings import Meeting
from kg.model import Span

_MODALITY = {"announced": "planned", "cancelled": "planned", "postponed": "planned", "denied": "denied"}
_TIERS = {"date": "A", "city": "A", "venue": "A", "country": "A", "purpose": "B", "outcome": "B", "mode": "B"}


def claims(meetings: list[Meeting], lines: list[Line]) -> Iterator[Claim]:
    """What is claimed of each meeting that the lines of a text tell."""
    for meeting in meetings:
        yield from _claims(meeting, lines)


def _claims(meeting: Meeting, lines: list[Line]) -> Iterator[Claim]:
    modality = _MODALITY.get(meeting.status, "asserted")
    first = meeting.mentions[0]

    def claim(predicate: str, object_: str, spans: tuple[Span, ...], rule: str, **more: Any) -> Claim:
        return Claim(
            kind="event", subject=meeting.subject, predicate=predicate, object=object_, spans=spans, rule=rule, **more
        )

    same = [each for each in meeting.mentions if each.status == meeting.status]
    kinds = _spans((each.span, _whole(each, lines), each) for each in same)
    yield claim("kind", meeting.kind, kinds or (first.span,), first.rule, modality=modality)
    yield claim("status", meeting.status, kinds or (first.span,), first.rule)
    for actor, encounter in meeting.actors.values():
        yield claim(
            "participant",
            actor.name,
            _spans(
                (each.span, _whole(told, lines), told)
                for each, told in meeting.told.get(actor.name, [(actor, encounter)])
            ),
            encounter.rule,
            resolving=_others(actor),
            modality=modality,
        )
    for predicate, tier in _TIERS.items():
        value: Value | None = getattr(meeting, predicate)
        if value is None or (predicate == "country" and meeting.city is not None):
            continue
        yield claim(
            predicate,
            value.text,
            _spans(
                (each.span, _whole(told, lines), told)
                for each, told in meeting.values.get((predicate, value.text), [(value, first)])
            ),
            first.rule,
            tier=tier,
            resolving=value.resolving,
            inference=value.inference,
            modality=modality if predicate in ("date", "city", "country") else "asserted",
        )
    if meeting.venue is not None and meeting.city is not None:
        yield Claim(
            kind="venue",
            subject=meeting.venue.text,
            predicate="city",
            object=meeting.city.text,
            spans=_together(meeting.venue.span, meeting.city.span),
            resolving=meeting.city.resolving,
            rule="venue-of-meeting",
        )
    if meeting.number and meeting.number < 100:
        with_number = next((each for each in meeting.mentions if each.number), first)
        span = with_number.event.span if with_number.event else with_number.span
        yield claim("round", str(meeting.number), (span,), "round", tier="B")
    if meeting.continues is not None and meeting.continues[0].subject:
        before, told_at = meeting.continues
        near = [each for each in before.mentions if each.span.start <= told_at.start < each.span.end]
        yield claim("continues", before.subject, (_whole(near[0], lines) if near else told_at,), "rounds")
    for (role, name), (actor, encounter) in meeting.roles.items():
        yield Claim(
            kind="role",
            subject=name,
            predicate="role",
            object=f"{role}@{meeting.subject}",
            spans=_together(actor.span, encounter.span),
            resolving=_others(actor),
            rule=encounter.rule,
            modality=modality,
        )


def _whole(told: Encounter, lines: list[Line]) -> Span:
    """The words that tell of a meeting together with those of its day and place in the same sentence."""
    sentence = lines[told.line].span
    values = (told.date, told.city, told.venue)
    spans = [each.span for each in values if each is not None and sentence.start <= each.span.start < sentence.end]
    spans.append(told.span)
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _others(actor: Actor) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(span for span in actor.resolving if span != actor.span))


def _spans(told: Iterable[tuple[Span, Span, Encounter]]) -> tuple[Span, ...]:
    """The words of a value together with those of its meeting, up to three places, headlines last."""
    ordered = sorted(told, key=lambda each: each[2].headline)
    return tuple(sorted({span for one, other, _ in ordered[:3] for span in _together(one, other)}))


def _together(one: Span, other: Span) -> tuple[Span, ...]:
    """Two spans as one where they stand close together, else both."""
    start, end = min(one.start, other.start), max(one.end, other.end)
    return (Span(start, end),) if end - start <= 400 else tuple(sorted({one, other}))
