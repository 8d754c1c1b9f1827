"""Questions about posts: who held which."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg import model as m
from kg.answers import TOOK_PLACE
from kg.dates import Date, parse
from kg.findings import PostHeld
from kg.query.asking import ask, describe, identifiers
from kg.query.known import Evidence, Known
from kg.query.reading import Reading, Values
from kg.query.tenures import holds
from kg.query.told import tell
from kg.table import Answers
from kg.terms import XSD, Literal, iri


def posts(reading: Reading, who: str | None = None, on: str | None = None) -> Answers[PostHeld]:
    """Who held which post: of a person, or of a country's or organisation's posts, on a date or ever.

    Without bounds in any source a post is only seen on dates; bounds are never made up. Whom a source names in a post
    at an event is seen in it on the day of the event. With `on`, `certain` tells whether somebody surely held the post
    on all of the date.
    """
    values: Values = {}
    given: list[str] = []
    actor = reading.actor(who) if who is not None else None
    if actor is not None:
        given = ["person" if m.type_of(actor) == "person" else "of"]
        values = {given[0]: [iri(actor)]}
    day = parse(on) if on is not None else None
    found = identifiers(ask(reading.store, "posts", values, given), "tenure")
    told = [tenure for facts in describe(reading.store, found) for tenure in facts.tenures]
    told += _seen_at_events(reading, values, given, day)
    known = Known(reading.store, reading.texts)
    known.learn(name for tenure in told for name in (tenure.person, tenure.post, tenure.source))
    mine = [tenure for tenure in told if actor in (None, tenure.person, _of(known, tenure.post))]
    answers = [_post(known, same, day) for same in _grouped(mine) if day is None or _held(same, day) is not None]
    return Answers(PostHeld, sorted(answers, key=lambda post: (post.person, post.title, post.post_id)))


def _seen_at_events(reading: Reading, values: Values, given: Sequence[str], day: Date | None) -> list[m.Tenure]:
    """The posts in which sources name people at events that took place, as tenures seen on the day of the event."""
    if day is not None:
        values = {
            **values,
            "(?since ?until)": [tuple(Literal(end, XSD + "date") for end in (day.earliest, day.latest))],
        }
        given = [*given, "range"]
    events = identifiers(ask(reading.store, "capacities", values, given), "event")
    seen = []
    for event in tell(reading.store, events):
        reports = {report.source: report for report in event.all("reports")}
        for part in event.all("participations"):
            report = reports.get(part.source)
            if part.capacity and part.modality == "asserted" and report and report.status in TOOK_PLACE:
                days = [date for date in (part.days or report.date,) if date]
                key = f"tenure/{m.slug(event.id)}/{part.key}"
                seen.append(m.Tenure(key, part.source, part.who, part.capacity, seen=days, evidence=part.evidence))
    return [tenure for tenure in seen if tenure.seen]


def _of(known: Known, post: str) -> str | None:
    return getattr(known.things.get(post), "of", None)


def _grouped(told: Iterable[m.Tenure]) -> list[list[m.Tenure]]:
    """Tenures of one person in one post with the same bounds; what is only seen joins bounds that may hold the day."""
    grouped: dict[tuple[str, str, str], list[m.Tenure]] = defaultdict(list)
    seen = []
    for tenure in told:
        if tenure.begin is None and tenure.end is None:
            seen.append(tenure)
        else:
            bounds = f"{tenure.begin.edtf if tenure.begin else ''}/{tenure.end.edtf if tenure.end else ''}"
            grouped[tenure.person, tenure.post, bounds].append(tenure)
    bounded = list(grouped.values())
    for tenure in seen:
        around = [
            same
            for same in bounded
            if (same[0].person, same[0].post) == (tenure.person, tenure.post)
            and all(holds(same[0], day) is not None for day in tenure.seen)
        ]
        (around[0] if len(around) == 1 else grouped[tenure.person, tenure.post, ""]).append(tenure)
    return list(grouped.values())


def _held(told: list[m.Tenure], day: Date) -> bool | None:
    answers = [holds(tenure, day) for tenure in told]
    return True if True in answers else False if False in answers else None


def _post(known: Known, told: list[m.Tenure], day: Date | None) -> PostHeld:
    one = told[0]
    of = _of(known, one.post)
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
