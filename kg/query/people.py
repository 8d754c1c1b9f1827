"""Questions about people: a person's card, counterparts, paths, go-betweens."""

from collections import defaultdict

from kg import model as m
from kg.answers import TOOK_PLACE, Meeting
from kg.derived import faced
from kg.errors import KgError, quoted
from kg.findings import Between, Counterpart, PersonCard, Step
from kg.query import edges
from kg.query.asking import ask, asked_of, identifiers
from kg.query.assemble import assemble
from kg.query.comparing import together
from kg.query.events import meetings
from kg.query.known import Known
from kg.query.offices import posts
from kg.query.reading import Reading, Selection, codes
from kg.query.saying import statements
from kg.table import Answers
from kg.terms import Iri, iri


def person(reading: Reading, name: str) -> Answers[PersonCard]:
    """All about one person, country, organisation or group: posts, meetings, counterparts, statements."""
    actor = reading.actor(name)
    known = Known(reading.store)
    known.learn([actor])
    thing = known.things[actor]
    with_names = [thing.name, *(other.text for other in (*thing.names, *thing.aliases))]
    found = meetings(reading, Selection(who=[actor]))
    denied = _events_of(reading, [actor], "denied")
    card = PersonCard(
        id=actor,
        name=thing.name,
        type=thing.type,
        names=tuple(dict.fromkeys(with_names)),
        same_as=thing.same_as,
        posts=tuple(posts(reading, actor)),
        meetings=tuple(found),
        absent=tuple(assemble(reading, [event for event in denied if event not in {meeting.id for meeting in found}])),
        met=tuple(counterparts(reading, actor)),
        statements=tuple(statements(reading, Selection(who=[actor]))),
    )
    return Answers(PersonCard, [card])


def _shared(reading: Reading, actors: list[str], apart: bool = False) -> dict[str, dict[str, set[str]]]:
    """For every actor who else was present at which events; if `apart`, only their counterparts."""
    return _at(reading, actors, _events_of(reading, actors, "asserted"), apart)


def _at(reading: Reading, actors: list[str], events: list[str], apart: bool) -> dict[str, dict[str, set[str]]]:
    shared: dict[str, dict[str, set[str]]] = {actor: defaultdict(set) for actor in actors}
    for event, present in _present(reading, events).items():
        for actor in shared.keys() & present.keys():
            for other in present.keys() - {actor}:
                if not apart or faced(actor, other, present):
                    shared[actor][other].add(event)
    return shared


def _events_of(reading: Reading, actors: list[str], modality: str) -> list[str]:
    """The meetings of which a source says in a modality that some of the actors take part."""
    values = {"who": [iri(actor) for actor in actors], "modality": codes("modality", [modality])}
    return identifiers(ask(reading.store, "taking-part", values), "event") if actors else []


def _present(reading: Reading, events: list[str]) -> dict[str, dict[str, set[str]]]:
    """By event that took place, everybody present with themselves, their delegations, and whom they acted for.

    An event took place where a source says held or under way, or none gives a status.
    """
    present: dict[str, dict[str, set[str]]] = defaultdict(dict)
    statuses: dict[str, set[str | None]] = defaultdict(set)
    for row in asked_of(reading.store, "present", ["event"], list(map(iri, events))):
        found = {name: Iri(term).short for name, term in row.items()}
        if "status" in found:
            statuses[found["event"]].add(found["status"].rpartition("/")[2])
        else:
            on = present[found["event"]].setdefault(found["who"], {found["who"]})
            on.update(found[name] for name in ("delegation", "principal") if name in found)
    return {event: who for event, who in present.items() if statuses[event] & set(TOOK_PLACE) or not statuses[event]}


def _met(reading: Reading, actor: str) -> dict[str, set[str]]:
    """Everybody whom somebody met, with the meetings."""
    if reading.edge_span is None:
        return _shared(reading, [actor], apart=True)[actor]
    met, crowds = edges.counterparts(reading.store, actor)
    for other, events in _at(reading, [actor], crowds, apart=True)[actor].items():
        met.setdefault(other, set()).update(events)
    return met


def counterparts(reading: Reading, name: str) -> Answers[Counterpart]:
    """Everybody who was at the same meetings as somebody, most often first.

    Members of the same delegation are colleagues and left out, and so is whom somebody acts for: a minister does not
    meet the country whose delegation they belong to. Where
    somebody met n others, each adds 1/n to the weight, so that a large summit does not count like a private talk.
    """
    actor = reading.actor(name)
    met = _met(reading, actor)
    size: dict[str, int] = defaultdict(int)
    for events in met.values():
        for event in events:
            size[event] += 1
    names = reading.labels(met)
    answers = [
        Counterpart(
            other,
            names[other],
            m.type_of(other),
            tuple(sorted(events)),
            len(events),
            round(sum(1 / size[event] for event in events), 6),
        )
        for other, events in met.items()
    ]
    return Answers(Counterpart, sorted(answers, key=lambda c: (-c.count, -c.weight, c.name)))


def path(reading: Reading, first: str, second: str) -> Answers[Step]:
    """The shortest chain of meetings from one to the other, through people; empty where there is none."""
    start, goal = two(reading, first, second)
    came_from: dict[str, tuple[str, str]] = {}
    ring, seen = [start], {start}
    while ring and goal not in seen:
        following = []
        for who, others in sorted(_shared(reading, ring).items()):
            for other, events in sorted(others.items()):
                if other not in seen and (other == goal or m.type_of(other) == "person"):
                    seen.add(other)
                    came_from[other] = (who, min(events))
                    following.append(other)
        ring = following
    if goal not in came_from:
        return Answers(Step, ())
    links, who = [], goal
    while who != start:
        before, event = came_from[who]
        links.append((before, who, event))
        who = before
    return Answers(Step, _steps(reading, links[::-1]))


def _steps(reading: Reading, links: list[tuple[str, str, str]]) -> list[Step]:
    events = _events(reading, {event for _, _, event in links})
    known = Known(reading.store)
    known.learn(name for before, after, _ in links for name in (before, after))
    return [
        Step(
            known.name(before),
            known.name(after),
            events[event].label,
            event,
            events[event].date,
            together(events[event].sources),
            _disputed(events[event], known.name(before), known.name(after)),
        )
        for before, after, event in links
    ]


def _disputed(meeting: Meeting, *people: str) -> tuple[str, ...]:
    """What sources disagree about of a link: when and whether the meeting was, and which of two took part."""
    fields = {conflict.field for conflict in meeting.conflicts}
    named = [name for name in people if f"attendance of {name}" in fields]
    return (*(field for field in ("date", "kind", "status") if field in fields), *named)


def _events(reading: Reading, events: set[str]) -> dict[str, Meeting]:
    return {meeting.id: meeting for meeting in assemble(reading, sorted(events))}


def two(reading: Reading, first: str, second: str) -> tuple[str, str]:
    """The identifiers that two names mean. Raises KgError where both mean the same."""
    one, other = reading.actor(first), reading.actor(second)
    if one == other:
        raise KgError(f"{quoted(first)} and {quoted(second)} are both {one}", "name two different ones")
    return one, other


def never_met(reading: Reading, first: str, second: str) -> Answers[Between]:
    """Who met both of two as a counterpart, but was never with both at the same meeting."""
    one, other = two(reading, first, second)
    shared = _shared(reading, [one, other], apart=True)
    with_colleagues = _shared(reading, [one, other])
    between = [
        who
        for who in sorted(set(shared[one]) & set(shared[other]))
        if who not in (one, other) and not with_colleagues[one][who] & with_colleagues[other][who]
    ]
    needed = {event for who in between for side in (one, other) for event in shared[side][who]}
    events = _events(reading, needed)
    known = Known(reading.store)
    known.learn(between)

    def labels(side: str, who: str) -> tuple[str, ...]:
        return tuple(events[event].label for event in sorted(shared[side][who]))

    return Answers(
        Between,
        (
            Between(
                who,
                known.name(who),
                m.type_of(who),
                labels(one, who),
                labels(other, who),
                together(
                    source
                    for event in sorted(shared[one][who] | shared[other][who])
                    for source in events[event].sources
                ),
            )
            for who in between
        ),
    )
