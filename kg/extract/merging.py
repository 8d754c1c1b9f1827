"""Facts in which those who were judged to be the same are one, under one id and one name."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve

from kg import model as m
from kg.extract.accepting import renamed
from kg.extract.judgements import Judgements


def merged(facts: m.Facts, judgements: Judgements, labels: Mapping[str, str] | None = None) -> m.Facts:
    """The facts with things that were judged to be the same as others under the ids of these.

    ``labels`` are the names that ids go by elsewhere: a thing that takes over such an id takes over the name, and its
    own becomes an alias. Where one event then has the same participant twice, or one person a post twice, the two
    become one with the evidence of both.

    >>> from kg.extract.judgements import Judgement
    >>> facts = m.Facts(m.Source("source/s"), things=[m.Person("person/umierov", "Umierov")])
    >>> judged = Judgements([Judgement("same", "person/umierov", "person/umerov")])
    >>> merged(facts, judged, {"person/umerov": "Rustem Umerov"}).things
    (Person(id='person/umerov', name='Rustem Umerov', aliases=(Name(text='Umierov', language=''),)),)
    """
    ids = {thing.id: judgements.canonical(thing.id) for thing in facts.things}
    changed = {one: other for one, other in ids.items() if one != other}
    if not changed:
        return facts
    own = {thing.id: thing.name for thing in facts.things}
    things: dict[str, m.Thing] = {}
    for thing in sorted(facts.things, key=lambda thing: thing.id in changed):
        new: m.Thing = renamed(thing, changed)
        if new.id != thing.id:
            name = (labels or {}).get(new.id) or own.get(new.id) or new.name
            new = _also(evolve(new, name=name), [m.Name(thing.name)])
        known = things.get(new.id)
        things[new.id] = new if known is None else _also(known, [*new.aliases, *new.names])
    rest: m.Facts = renamed(evolve(facts, things=()), changed)
    return evolve(
        rest,
        things=things.values(),
        events=[evolve(event, participations=_once(event.participations, _who, _one_part)) for event in rest.events],
        tenures=_once(rest.tenures, _held, _one_tenure),
    )


def _also(thing: m.Thing, names: Iterable[m.Name]) -> m.Thing:
    """A thing with more aliases, without those that say nothing new."""
    there = {thing.name, *(name.text for name in (*thing.names, *thing.aliases))}
    new = {name.text: name for name in names if name.text not in there}
    return evolve(thing, aliases=(*thing.aliases, *new.values()))


def _once(values: Iterable[Any], key: Any, join: Any) -> list[Any]:
    found: dict[Any, Any] = {}
    for value in values:
        found[key(value)] = join(found[key(value)], value) if key(value) in found else value
    return list(found.values())


def _who(part: m.Participation) -> Any:
    return part.who, part.source, part.days


def _one_part(one: m.Participation, other: m.Participation) -> m.Participation:
    firm = min((one.modality, other.modality), key=("asserted", "planned", "hoped", "denied").index)
    roles = tuple(dict.fromkeys((*one.roles, *other.roles)))
    return evolve(
        one,
        roles=tuple(role for role in roles if role != "member") or roles,
        delegation=one.delegation or other.delegation,
        capacity=one.capacity or other.capacity,
        presence=one.presence or other.presence,
        modality=firm,
        evidence=joined(one.evidence, other.evidence),
    )


def _held(tenure: m.Tenure) -> Any:
    return tenure.person, tenure.post, tenure.begin, tenure.end


def _one_tenure(one: m.Tenure, other: m.Tenure) -> m.Tenure:
    return evolve(one, seen={*one.seen, *other.seen}, evidence=joined(one.evidence, other.evidence))


def joined(one: Iterable[m.Evidence], other: Iterable[m.Evidence]) -> list[m.Evidence]:
    """The evidence of both, once for each field.

    >>> joined([m.Evidence("", [m.Span(0, 3)])], [m.Evidence("", [m.Span(5, 8)])])
    [Evidence(field='', spans=(Span(start=0, end=3), Span(start=5, end=8)), inference='')]
    """
    found: dict[str, m.Evidence] = {}
    for each in (*one, *other):
        known = found.get(each.field, m.Evidence(each.field))
        why = dict.fromkeys(filter(None, (known.inference, each.inference)))
        found[each.field] = m.Evidence(each.field, {*known.spans, *each.spans}, "; ".join(why))
    return list(found.values())
