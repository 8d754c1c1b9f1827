"""Mentions of meetings merged into meetings, with previous and planned rounds apart, and the claims about them."""

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import define, field

from kg.extract.claims import Claim
from kg.extract.clauses import Encounter, Value
from kg.extract.discourse import Actor, Discourse
from kg.model import Span

_BACK = 100
"""How many meetings back a sentence can speak of."""
_DONE = ("held", "under-way")
_NOT = ("denied",)
_MODALITY = {"announced": "planned", "cancelled": "planned", "postponed": "planned", "denied": "denied"}


@define
class Meeting:
    """A meeting that one or several sentences speak of."""

    kind: str
    mentions: list[Encounter] = field(factory=list)
    actors: dict[str, tuple[Actor, Encounter]] = field(factory=dict)
    told: dict[str, list[tuple[Actor, Encounter]]] = field(factory=dict)
    values: dict[tuple[str, str], list[tuple[Value, Encounter]]] = field(factory=dict)
    roles: dict[tuple[str, str], tuple[Actor, Encounter]] = field(factory=dict)
    date: Value | None = None
    city: Value | None = None
    venue: Value | None = None
    country: Value | None = None
    purpose: Value | None = None
    outcome: Value | None = None
    mode: Value | None = None
    status: str = "held"
    number: int | None = None
    which: str = ""
    continues: "tuple[Meeting, Span] | None" = None
    subject: str = ""

    @property
    def sides(self) -> set[str]:
        """The countries and bodies that take part, those of people included."""
        return {actor.side for actor, _ in self.actors.values()}

    @property
    def span(self) -> Span:
        """Where it is told first."""
        return self.mentions[0].span


def gather(encounters: list[Encounter], discourse: Discourse) -> list[Meeting]:
    """The meetings of a text in the order in which they are told."""
    meetings: list[Meeting] = []
    for encounter in encounters:
        found = _same(encounter, meetings)
        if found is None:
            if not _stands_alone(encounter, meetings):
                continue
            found = Meeting(encounter.kind, which=encounter.which, number=encounter.number)
            _rounds(found, encounter, meetings)
            meetings.append(found)
        _add(found, encounter)
    _in_dateline(meetings[:1], discourse)
    numbers: dict[str, int] = {}
    for meeting in meetings:
        _settle(meeting)
        numbers[meeting.kind] = numbers.get(meeting.kind, 0) + 1
        meeting.subject = f"{meeting.kind}:{numbers[meeting.kind]}"
    return meetings


def _in_dateline(meetings: list[Meeting], discourse: Discourse) -> None:
    """Put the first meeting, if it has no place, in the dateline's city when that lies in nobody's own country."""
    here = discourse.reading.here
    for meeting in meetings:
        nowhere = meeting.city is None and meeting.country is None
        early = discourse.reading.lines[meeting.mentions[0].line].paragraph <= 2
        abroad = here is not None and here.note not in ("", *meeting.sides)
        met = meeting.kind in ("talks", "summit", "signing") and meeting.status in _DONE and len(meeting.sides) > 1
        if here is not None and abroad and nowhere and early and met:
            meeting.city = Value(here.name, here.span, (), "the place of the dateline, in a third country")


def _stands_alone(encounter: Encounter, meetings: list[Meeting]) -> bool:
    """Whether a mention says enough for a meeting of its own: who met, or another round with its time or place."""
    if encounter.rule == "accompanied":
        return False
    if encounter.rule == "joined":
        return len({actor.side for actor in encounter.actors}) > 1 and bool(encounter.date or encounter.city)
    if encounter.kind == "visit":
        return bool(encounter.actors or encounter.city or encounter.country)
    if len(encounter.actors) >= 2:
        people = sum(actor.type == "person" for actor in encounter.actors)
        return bool(encounter.status in _DONE or encounter.date or encounter.city or people >= 2)
    if encounter.which in ("previous", "next") or encounter.number:
        return bool((encounter.date or encounter.city) and (meetings or encounter.actors))
    sides = sum(1 for actor in encounter.actors)
    if encounter.rule == "talks-at" and not encounter.actors:
        return bool(encounter.date and encounter.city)
    return bool(sides and (encounter.date or encounter.city)) or bool(encounter.city and encounter.date)


def _same(encounter: Encounter, meetings: list[Meeting]) -> Meeting | None:
    """The meeting that a mention speaks of again, the one told last first."""
    for meeting in meetings[: -_BACK - 1 : -1]:
        if _compatible(encounter, meeting):
            return meeting
    return None


def _compatible(encounter: Encounter, meeting: Meeting) -> bool:
    kinds = {encounter.kind, meeting.kind}
    alike = (
        len(kinds) == 1
        or (kinds <= {"talks", "summit", "mediation"})
        or (kinds == {"talks", "call"} and _vague(encounter))
    )
    headline = encounter.headline or all(each.headline for each in meeting.mentions)
    alike = alike or (headline and {actor.name for actor in encounter.actors} == set(meeting.actors))
    if not alike or (encounter.status in _DONE) != (meeting.status in _DONE):
        return False
    if "denied" in (encounter.status, meeting.status) and encounter.status != meeting.status:
        return False
    if _which(encounter.which) != _which(meeting.which) or (
        encounter.number and meeting.number and encounter.number != meeting.number
    ):
        return False
    if not _dates_agree(encounter.date, meeting.date) or not _agree(encounter.city, meeting.city):
        return False
    if encounter.venue and meeting.venue and encounter.venue.text != meeting.venue.text:
        return False
    mine = {actor.side for actor in encounter.actors}
    if not mine:
        return _refers(encounter, meeting)
    names = {actor.name for actor in encounter.actors}
    known = set(meeting.actors)
    people = {actor.name for actor in encounter.actors if actor.type == "person"}
    others = {name for name, (actor, _) in meeting.actors.items() if actor.type == "person"}
    if encounter.rule != "joined" and people and others and not people & others and len(mine & meeting.sides) < 2:
        return False
    if not known:
        return _refers(encounter, meeting)
    if encounter.rule in ("accompanied", "joined"):
        return bool(names & known) or (encounter.rule == "joined" and not meeting.which)
    shared = mine & meeting.sides
    if names & known == names or known <= names:
        return bool(len(names) > 1 or encounter.definite or _shares_value(encounter, meeting))
    return len(shared) > 1 and mine >= meeting.sides


def _vague(encounter: Encounter) -> bool:
    return encounter.definite and not (encounter.actors or encounter.date or encounter.city)


def _shares_value(encounter: Encounter, meeting: Meeting) -> bool:
    return bool(
        (encounter.date and meeting.date and encounter.date.text == meeting.date.text)
        or (encounter.city and meeting.city and encounter.city.text == meeting.city.text)
    )


def _refers(encounter: Encounter, meeting: Meeting) -> bool:
    """Whether words without actors ("the talks") point back to a meeting."""
    if encounter.definite or encounter.which:
        return True
    return encounter.rule in ("talks-at", "took-place", "was-held", "talks-of") and (
        _shares_value(encounter, meeting) or not (encounter.date or encounter.city)
    )


def _which(which: str) -> str:
    return which if which in ("previous", "next") else ""


def _agree(one: Value | None, other: Value | None) -> bool:
    return one is None or other is None or one.text == other.text


def _dates_agree(one: Value | None, other: Value | None) -> bool:
    if one is None or other is None or one.text == other.text:
        return True
    from kg.dates import parse

    first, second = parse(one.text), parse(other.text)
    return (first.earliest <= second.earliest and second.latest <= first.latest) or (
        second.earliest <= first.earliest and first.latest <= second.latest
    )


def _add(meeting: Meeting, encounter: Encounter) -> None:
    for actor in encounter.actors:
        known = meeting.actors.get(actor.name)
        meeting.told.setdefault(actor.name, []).append((actor, encounter))
        if known is None or (known[0].weak and not actor.weak):
            meeting.actors[actor.name] = (actor, encounter)
    for role, actor in encounter.roles:
        meeting.roles.setdefault((role, actor.name), (actor, encounter))
    for name in ("city", "venue", "country", "purpose", "outcome", "mode"):
        value = getattr(encounter, name)
        if value is not None:
            meeting.values.setdefault((name, value.text), []).append((value, encounter))
        if getattr(meeting, name) is None:
            setattr(meeting, name, getattr(encounter, name))
    if encounter.date is not None:
        meeting.values.setdefault(("date", encounter.date.text), []).append((encounter.date, encounter))
    if encounter.date is not None and (meeting.date is None or len(encounter.date.text) == 10 < len(meeting.date.text)):
        meeting.date = encounter.date
    if not meeting.mentions or (encounter.status == "under-way" and meeting.status == "held"):
        meeting.status = encounter.status
    if meeting.kind == "talks" and encounter.kind == "summit":
        meeting.kind = "summit"
    meeting.number = meeting.number or encounter.number
    meeting.mentions.append(encounter)


def _rounds(meeting: Meeting, encounter: Encounter, meetings: list[Meeting]) -> None:
    """Give a previous or next round the sides of the round it is told with, and say which follows which."""
    which = _which(encounter.which)
    told = [
        known for known in meetings[: -_BACK - 1 : -1] if known.kind in ("talks", "summit") and not _which(known.which)
    ]
    told.sort(key=lambda known: (known.kind != encounter.kind, known.status not in _DONE))
    current = told[0] if told else None
    if not which or current is None or encounter.kind not in ("talks", "summit"):
        return
    span = encounter.event.span if encounter.event is not None else encounter.span
    if which == "previous" and current.continues is None:
        current.continues = (meeting, span)
    elif which == "next":
        meeting.continues = (current, span)
    if not encounter.actors:
        for actor, _ in list(current.actors.values()):
            if not any(name == actor.name for role, name in current.roles if role in ("host", "mediator")):
                side = Actor(actor.side, "country", span, (actor.span, *actor.resolving))
                meeting.actors.setdefault(side.name, (side, encounter))


def _settle(meeting: Meeting) -> None:
    """Let countries named by an office give way to the person who holds it."""
    people = {actor.owner for actor, _ in meeting.actors.values() if actor.type == "person"}
    for name, (actor, _) in list(meeting.actors.items()):
        if actor.weak and name in people:
            del meeting.actors[name]


def claims(meetings: list[Meeting], discourse: Discourse) -> Iterator[Claim]:
    """What is claimed of each meeting."""
    for meeting in meetings:
        yield from _claims(meeting)


def _claims(meeting: Meeting) -> Iterator[Claim]:
    modality = _MODALITY.get(meeting.status, "asserted")
    first = meeting.mentions[0]

    def claim(predicate: str, object_: str, spans: tuple[Span, ...], rule: str, **more: Any) -> Claim:
        return Claim(
            kind="event", subject=meeting.subject, predicate=predicate, object=object_, spans=spans, rule=rule, **more
        )

    same = [each for each in meeting.mentions if each.status == meeting.status]
    kinds = _spans((each.span, each.span, each) for each in same)
    yield claim("kind", meeting.kind, kinds or (first.span,), first.rule, modality=modality)
    yield claim("status", meeting.status, kinds or (first.span,), first.rule)
    for actor, encounter in meeting.actors.values():
        yield claim(
            "participant",
            actor.name,
            _spans((each.span, told.span, told) for each, told in meeting.told.get(actor.name, [(actor, encounter)])),
            encounter.rule,
            resolving=_others(actor),
            modality=modality,
        )
    for predicate, tier in (
        ("date", "A"),
        ("city", "A"),
        ("venue", "A"),
        ("country", "A"),
        ("purpose", "B"),
        ("outcome", "B"),
        ("mode", "B"),
    ):
        value: Value | None = getattr(meeting, predicate)
        if value is None or (predicate == "country" and meeting.city is not None):
            continue
        yield claim(
            predicate,
            value.text,
            _spans(
                (each.span, told.core, told)
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
        yield claim("continues", meeting.continues[0].subject, (meeting.continues[1],), "rounds")
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
