"""Questions that set events side by side: places, delegations, comparison, conflicts."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from attrs import evolve

from kg.answers import THE_SOURCE, Cited, DelegationAtEvent, Meeting, Participant, StatementMade, Variant
from kg.errors import KgError, quoted
from kg.findings import Difference, Dispute, VenueUse
from kg.parts import ABOUT_PEOPLE
from kg.query.assemble import chronological
from kg.query.events import event, meetings
from kg.query.known import Known
from kg.query.reading import Reading, Selection
from kg.query.saying import statements
from kg.table import Answers, show
from kg.vocab import EVENT_KINDS, words


def venues(reading: Reading, selection: Selection) -> Answers[VenueUse]:
    """Where people meet: every place with its events, the most used first.

    An event counts at the closest place that its sources name, so a city counts those whose venue is not known; where
    they name different places it counts at each.
    """
    used: dict[str, list[Meeting]] = defaultdict(list)
    known = Known(reading.store)
    found = meetings(reading, selection)
    known.learn(said.place.id for meeting in found for said in meeting.reports if said.place)
    for meeting in found:
        named = {said.place.id for said in meeting.reports if said.place}
        around = {outer for place in named for outer in known.chain(place)[1:]}
        for place in named - around:
            used[place].append(meeting)
    answers = []
    for place, held in used.items():
        at = known.located(place)
        dates = sorted((meeting.date for meeting in held if meeting.date), key=chronological)
        disputed = [each.id for each in held if {"place", "date"} & {conflict.field for conflict in each.conflicts}]
        answers.append(
            VenueUse(
                at.id,
                at.name,
                at.type,
                at.city,
                at.country,
                len(held),
                dates[0] if dates else None,
                dates[-1] if dates else None,
                tuple(meeting.id for meeting in held),
                together(source for meeting in held for source in meeting.sources),
                tuple(disputed),
            )
        )
    return Answers(VenueUse, sorted(answers, key=lambda use: (-use.count, use.name)))


def together(sources: Iterable[Cited]) -> tuple[Cited, ...]:
    """The sources of several answers, each once, without the evidence that belongs to a single answer."""
    seen: dict[str, Cited] = {}
    for source in sources:
        seen.setdefault(source.id, source)
    return tuple(evolve(source, quote=None, evidence=()) for source in seen.values())


def delegations(reading: Reading, name: str | None = None) -> Answers[DelegationAtEvent]:
    """The delegations at one event, or at all meetings."""
    found = event(reading, name) if name is not None else meetings(reading, Selection())
    return Answers(DelegationAtEvent, (delegation for meeting in found for delegation in meeting.delegations))


def compare(reading: Reading, first: str, second: str) -> Answers[Difference]:
    """Two events side by side: date, place, outcome, who stayed, who came, who left, whose post or role changed.

    Raises KgError where both names mean the same event.
    """
    (one,), (other,) = event(reading, first), event(reading, second)
    if one.id == other.id:
        raise KgError(f"{quoted(first)} and {quoted(second)} are both {one.id}", "name two different events")
    sources = together((*one.sources, *other.sources))
    differences = [Difference("event", one.label, other.label, "two events", sources)]
    differences += [
        Difference(field, a or None, b or None, _change(a, b), sources, _disputed(one, other, field))
        for field, a, b in (
            ("kind", words(one.kind), words(other.kind)),
            ("date", show(one.date), show(other.date)),
            ("place", show(one.place), show(other.place)),
            ("status", words(one.status or ""), words(other.status or "")),
            ("outcome", one.outcome, other.outcome),
        )
        if a or b
    ]
    heads = [{d.name: d.head or " / ".join(d.heads) or None for d in meeting.delegations} for meeting in (one, other)]
    for name in sorted({*heads[0], *heads[1]}):
        a, b = heads[0].get(name), heads[1].get(name)
        field = f"head of the delegation of {name}"
        differences.append(Difference(field, a, b, _change(a, b), sources, _disputed(one, other, field)))
    before, after = _present(one), _present(other)
    for who in dict.fromkeys((*before, *after)):
        came = _who_came(before.get(who), after.get(who), sources)
        fields = [f"{field} of {came.field}" for field in ABOUT_PEOPLE]
        differences.append(evolve(came, disputed=_disputed(one, other, *fields)))
    return Answers(Difference, differences)


def _disputed(one: Meeting, other: Meeting, *fields: str) -> tuple[str, ...]:
    """On which sides of a comparison sources disagree about some fields."""
    sides = (("first", one), ("second", other))
    return tuple(side for side, meeting in sides if any(conflict.field in fields for conflict in meeting.conflicts))


def _change(first: str | None, second: str | None) -> str:
    if not first or not second:
        return "not known"
    return "same" if first == second else "changed"


def _present(meeting: Meeting) -> dict[str, Participant]:
    return {person.id: person for person in meeting.participants if person.modality != "denied"}


def _who_came(a: Participant | None, b: Participant | None, sources: tuple[Cited, ...]) -> Difference:
    some = [participant for participant in (a, b) if participant]
    naming = {source for participant in some for source in participant.sources}
    change = "named only in the second" if a is None else "named only in the first" if b is None else "stayed"
    if a and b and a.capacity and b.capacity and a.capacity != b.capacity:
        change = "stayed, in another capacity"
    elif a and b and a.part() != b.part():
        change = "stayed, in another role"
    cited = tuple(source for source in sources if source.id in naming)
    return Difference(some[0].name, _standing(a), _standing(b), change, cited)


def _standing(participant: Participant | None) -> str | None:
    if participant is None:
        return None
    return ", ".join(filter(None, (participant.post(), participant.part())))


def conflicts(reading: Reading, name: str | None = None) -> Answers[Dispute]:
    """Where sources contradict each other: on events (date, place, status, who came) and in what is claimed.

    Two statements contradict each other when they make the same claim with opposite polarity and neither only plans or
    hopes; where it was not so on an earlier day, and is so on a later one, there is no contradiction.
    """
    found = event(reading, name) if name is not None else meetings(reading, Selection(kinds=EVENT_KINDS))
    disputes = []
    for meeting in found:
        for conflict in meeting.conflicts:
            telling = {source for value in conflict.values for source in value.sources}
            sources = tuple(source for source in meeting.sources if source.id in telling)
            disputes.append(Dispute(meeting.id, meeting.label, conflict.field, conflict.values, together(sources)))
    claims: dict[tuple[str, str, str], list[StatementMade]] = defaultdict(list)
    for statement in statements(reading, Selection(kinds=EVENT_KINDS)):
        if statement.claim and statement.modality in ("asserted", "denied"):
            claims[statement.claim].append(statement)
    for (subject, predicate, object_), said in sorted(claims.items()):
        here = name is None or any(statement.event == found[0].id for statement in said)
        if here and any(_contradict(one, other) for one, other in combinations(said, 2)):
            values = tuple(
                Variant(
                    f"{', '.join(statement.speakers) or THE_SOURCE}: {statement.said()}",
                    tuple(source.id for source in statement.sources),
                )
                for statement in said
            )
            sources = together(source for statement in said for source in statement.sources)
            disputes.append(Dispute(said[0].id, f"{subject} {words(predicate)} {object_}", "claim", values, sources))
    return Answers(Dispute, disputes)


def _contradict(one: StatementMade, other: StatementMade) -> bool:
    """Whether one statement says that something is so which the other, not of an earlier day, says is not so."""
    if _affirms(one) == _affirms(other):
        return False
    no, yes = (other, one) if _affirms(one) else (one, other)
    return not (no.date and yes.date and no.date.latest < yes.date.earliest)


def _affirms(statement: StatementMade) -> bool:
    return (statement.polarity == "affirmative") != (statement.modality == "denied")
