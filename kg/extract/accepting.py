"""Facts with what a person has not accepted taken out, and with ids replaced by others."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve, fields_dict

from kg import model as m
from kg.facts.format import REPORT
from kg.query.told import RELATIONS
from kg.value import Value


def accepted(facts: m.Facts, reviews: Mapping[str, str], keep: Collection[str] = ("accepted",)) -> m.Facts:
    """The facts whose review is one of those to keep, without references to what is left out.

    ``reviews`` are by the ids of `kg.facts.Read`. Things that nothing refers to any more are left out too, and so is
    the post in which somebody took part if that they hold it was not accepted.

    >>> claim = m.Event("event/a", "talks", part_of="event/b")
    >>> facts = m.Facts(m.Source("source/s"), events=[claim, m.Event("event/b", "summit")])
    >>> accepted(facts, {"event/b": "rejected"}).events[0].part_of is None
    True
    """

    def kept(id_: str) -> bool:
        return reviews.get(id_, "accepted") in keep

    source = m.slug(facts.id)
    refused_posts = {(tenure.person, tenure.post) for tenure in facts.tenures if not kept(tenure.id)}
    here = {event.id for event in facts.events} | {document.id for document in facts.documents}
    here |= {statement.id for statement in facts.statements}
    gone = {id_ for id_ in here if not kept(id_)}
    events = [_event(event, source, kept, gone, refused_posts) for event in facts.events if event.id not in gone]
    documents = [_document(document, source, kept, gone) for document in facts.documents if document.id not in gone]
    statements = [
        evolve(
            statement,
            event=None if statement.event in gone else statement.event,
            about=[id_ for id_ in statement.about if id_ not in gone],
            claim=None if statement.claim and statement.claim.subject in gone else statement.claim,
        )
        for statement in facts.statements
        if statement.id not in gone
    ]
    tenures = [tenure for tenure in facts.tenures if kept(tenure.id)]
    whole = evolve(facts, events=events, documents=documents, statements=statements, tenures=tenures)
    lost = {thing.id for thing in needed(facts)} - {thing.id for thing in needed(whole)}
    return evolve(whole, things=[thing for thing in facts.things if thing.id not in lost])


def renamed(value: Any, ids: Mapping[str, str]) -> Any:
    """A value of the model in which ids are replaced by others, however deep they stand.

    >>> renamed(m.Tenure("tenure/s/a", "source/s", "person/a", "post/p"), {"person/a": "person/b"}).person
    'person/b'
    """
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, tuple):
        return tuple(renamed(item, ids) for item in value)
    if isinstance(value, Value):
        changed = {
            name: new
            for name in fields_dict(type(value))  # type: ignore[arg-type]
            if (new := renamed(old := getattr(value, name), ids)) is not old and new != old
        }
        return evolve(value, **changed) if changed else value  # type: ignore[misc]
    return value


def _event(
    event: m.Event, source: str, kept: Any, gone: Collection[str], refused: Collection[tuple[str, str]]
) -> m.Event:
    slug = m.slug(event.id)
    delegations = [each for each in event.delegations if kept(f"delegation/{slug}/{each.key}")]
    keys = {each.key for each in delegations}
    parts = [
        evolve(
            part,
            delegation=part.delegation if part.delegation in keys else None,
            capacity=None if (part.who, part.capacity) in refused else part.capacity,
        )
        for part in event.participations
        if kept(f"participation/{slug}/{source}/{part.key}")
    ]
    lost = [name for name in RELATIONS if getattr(event, name) in gone or not kept(f"{event.id}#{name}")]
    return evolve(
        event,
        reports=[_report(report, slug, source, kept) for report in event.reports],
        delegations=delegations,
        participations=parts,
        targets=[each for each in event.targets if kept(f"target/{slug}/{source}/{each.key}")],
        weapons=[each for each in event.weapons if kept(f"weapon/{slug}/{source}/{each.key}")],
        evidence=[found for found in event.evidence if found.field not in lost],
        **_nothing(lost),
    )


def _report(report: m.Report, event: str, source: str, kept: Any) -> m.Report:
    lost = [field.attr for field in REPORT if not kept(f"report/{event}/{source}#{field.attr}")]
    evidence = [found for found in report.evidence if found.field not in lost]
    return evolve(report, evidence=evidence, **_nothing(lost))


def _document(document: m.Document, source: str, kept: Any, gone: Collection[str]) -> m.Document:
    lost = [name for name in ("status", "aim", "known_through") if not kept(f"{document.id}#{name}")]
    return evolve(
        document,
        event=None if document.event in gone else document.event,
        provisions=[
            each for each in document.provisions if kept(f"provision/{m.slug(document.id)}/{source}/{each.key}")
        ],
        evidence=[found for found in document.evidence if found.field not in lost],
        **_nothing(lost),
    )


def _nothing(fields: Iterable[str]) -> dict[str, Any]:
    return dict.fromkeys(fields)


def needed(facts: m.Facts) -> list[m.Thing]:
    """The things that the events, tenures, documents and statements of facts name, and those that these name."""
    things = {thing.id: thing for thing in facts.things}
    found: dict[str, m.Thing] = {}
    ring = {*named(facts.events), *named(facts.tenures), *named(facts.documents), *named(facts.statements)}
    while ring:
        new = [things[id_] for id_ in ring if id_ in things and id_ not in found]
        found.update((thing.id, thing) for thing in new)
        ring = {id_ for thing in new for id_ in named(thing)}
    return list(found.values())


def named(value: Any) -> Iterator[str]:
    """Every text in a value that may be an id.

    >>> sorted(set(named(m.Post("post/p", "Envoy", of="country/a"))))
    ['country/a', 'post/p']
    """
    if isinstance(value, str):
        if "/" in value:
            yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from named(item)
    elif isinstance(value, Value):
        for name in fields_dict(type(value)):  # type: ignore[arg-type]
            yield from named(getattr(value, name))
