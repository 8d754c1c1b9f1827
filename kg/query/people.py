"""Questions about people: posts, a person's card, paths, go-betweens."""

from collections import defaultdict

from kg import model as m
from kg.answers import Meeting
from kg.dates import Date, parse
from kg.errors import KgError, quoted
from kg.findings import Between, Counterpart, PersonCard, PostHeld, Step
from kg.query.asking import ask, describe, identifiers
from kg.query.assemble import assemble, holds
from kg.query.comparing import together
from kg.query.events import meetings
from kg.query.known import Evidence, Known
from kg.query.reading import Reading, Selection
from kg.query.saying import statements
from kg.table import Answers
from kg.terms import Iri, iri


def posts(reading: Reading, who: str | None = None, on: str | None = None) -> Answers[PostHeld]:
    """Who held which post: of a person, or of a country's or organisation's posts, on a date or ever.

    Without bounds in any source a post is only seen on dates; bounds are never made up. With `on`, `certain` tells
    whether somebody surely held the post on all of the date.
    """
    values: dict[str, list[Iri]] = {}
    given = []
    if who is not None:
        actor = reading.actor(who)
        key = "person" if m.type_of(actor) == "person" else "of"
        values, given = {key: [iri(actor)]}, [key]
    day = parse(on) if on is not None else None
    found = identifiers(ask(reading.store, "posts", values, given), "tenure")
    told = [tenure for facts in describe(reading.store, found) for tenure in facts.tenures]
    known = Known(reading.store, reading.texts)
    known.learn(name for tenure in told for name in (tenure.person, tenure.post, tenure.source))
    grouped: dict[tuple[str, str], list[m.Tenure]] = defaultdict(list)
    for tenure in told:
        bounds = f"{tenure.begin.edtf if tenure.begin else ''}/{tenure.end.edtf if tenure.end else ''}"
        grouped[tenure.person, f"{tenure.post} {bounds}"].append(tenure)
    answers = [_post(known, same, day) for same in grouped.values() if day is None or _held(same, day) is not None]
    return Answers(PostHeld, sorted(answers, key=lambda post: (post.person, post.title, post.post_id)))


def _held(told: list[m.Tenure], day: Date) -> bool | None:
    answers = [holds(tenure, day) for tenure in told]
    return True if True in answers else False if False in answers else None


def _post(known: Known, told: list[m.Tenure], day: Date | None) -> PostHeld:
    one = told[0]
    post = known.things.get(one.post)
    of = post.of if isinstance(post, m.Post) else None
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    for tenure in told:
        evidence[tenure.source] += [(item.field or "post", item) for item in tenure.evidence]
    return PostHeld(
        person=known.name(one.person),
        person_id=one.person,
        title=known.name(one.post),
        post_id=one.post,
        of=known.name(of) if of else None,
        from_=one.begin,
        until=one.end,
        seen=tuple(sorted({seen for tenure in told for seen in tenure.seen})),
        certain=_held(told, day) if day is not None else None,
        sources=known.cite(evidence),
    )


def person(reading: Reading, name: str) -> Answers[PersonCard]:
    """All about one person, country, organisation or group: posts, meetings, counterparts, statements."""
    actor = reading.actor(name)
    known = Known(reading.store)
    known.learn([actor])
    thing = known.things[actor]
    with_names = [thing.name, *(other.text for other in (*thing.names, *thing.aliases))]
    card = PersonCard(
        id=actor,
        name=thing.name,
        type=thing.type,
        names=tuple(dict.fromkeys(with_names)),
        same_as=thing.same_as,
        posts=tuple(posts(reading, actor)),
        meetings=tuple(meetings(reading, Selection(who=[actor]))),
        met=tuple(counterparts(reading, actor)),
        statements=tuple(statements(reading, Selection(who=[actor]))),
    )
    return Answers(PersonCard, [card])


def _shared(reading: Reading, actors: list[str], apart: bool = False) -> dict[str, dict[str, set[str]]]:
    """For every actor who else was at which events; if `apart`, without whom one of the two acts for."""
    shared: dict[str, dict[str, set[str]]] = {actor: defaultdict(set) for actor in actors}
    if actors:
        rows = ask(reading.store, "counterparts", {"who": [iri(actor) for actor in actors]}, ["apart"] if apart else [])
        for row in rows:
            who, other, event = (identifiers([row], name)[0] for name in ("who", "other", "event"))
            shared[who][other].add(event)
    return shared


def counterparts(reading: Reading, name: str) -> Answers[Counterpart]:
    """Everybody who was at the same meetings as somebody, most often first.

    Whom somebody acts for is left out: a minister does not meet the country whose delegation they belong to. Where
    somebody met n others, each adds 1/n to the weight, so that a large summit does not count like a private talk.
    """
    actor = reading.actor(name)
    met = _shared(reading, [actor], apart=True)[actor]
    size: dict[str, int] = defaultdict(int)
    for events in met.values():
        for event in events:
            size[event] += 1
    known = Known(reading.store)
    known.learn(met)
    answers = [
        Counterpart(
            other,
            known.name(other),
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
    start, goal = _two(reading, first, second)
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
        )
        for before, after, event in links
    ]


def _events(reading: Reading, events: set[str]) -> dict[str, Meeting]:
    return {meeting.id: meeting for meeting in assemble(reading, sorted(events))}


def _two(reading: Reading, first: str, second: str) -> tuple[str, str]:
    """The identifiers that two names mean. Raises KgError where both mean the same."""
    one, other = reading.actor(first), reading.actor(second)
    if one == other:
        raise KgError(f"{quoted(first)} and {quoted(second)} are both {one}", "name two different ones")
    return one, other


def never_met(reading: Reading, first: str, second: str) -> Answers[Between]:
    """Who met both of two, but never both at the same meeting."""
    one, other = _two(reading, first, second)
    shared = _shared(reading, [one, other], apart=True)
    between = [
        who
        for who in sorted(set(shared[one]) & set(shared[other]))
        if who not in (one, other) and not shared[one][who] & shared[other][who]
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
