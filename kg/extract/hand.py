"""What a facts file says of every fact, by which it shows what somebody changed in it by hand.

A digest of every fact as it was extracted is kept beside the facts. A fact that has another one by now says something
that no claim stands for and no gate has seen: it counts as pending until somebody accepts it as it is.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from attrs import fields_dict, frozen

from kg import model as m
from kg.dates import Date
from kg.extract.accepting import named
from kg.facts.format import REPORT
from kg.query.told import RELATIONS
from kg.value import Value

_DOCUMENT = ("status", "aim", "known_through")
_PARTS = (
    ("delegation", "delegations", False),
    ("participation", "participations", True),
    ("target", "targets", True),
    ("weapon", "weapons", True),
)
_ASIDE = ("id", "key", "source", "number", "evidence")


@frozen
class Told:
    """What a file says of one fact: its values by their names, and the evidence that it gives."""

    values: Mapping[str, Any]
    evidence: tuple[m.Evidence, ...]

    @property
    def spans(self) -> tuple[m.Span, ...]:
        """The words that the fact is said to rest on."""
        return tuple(sorted({span for each in self.evidence for span in each.spans}))


def told(facts: m.Facts) -> dict[str, Told]:
    """What facts say of each of them, by the ids of `kg.facts.Read`.

    >>> list(told(m.Facts(m.Source("source/s"), events=[m.Event("event/a", "talks", round=2)]))["event/a"].values)
    ['kind', 'round']
    """
    return dict(_told(facts))


def digests(facts: m.Facts) -> dict[str, str]:
    """A hash of every fact and of the things that it names.

    >>> len(digests(m.Facts(m.Source("source/s"), events=[m.Event("event/a", "talks")]))["event/a"])
    16
    """
    things = {thing.id: thing for thing in facts.things}
    return {
        fact: sha256(repr((dict(said.values), said.evidence, _around(said, things))).encode()).hexdigest()[:16]
        for fact, said in _told(facts)
    }


def in_words(facts: m.Facts, said: Told) -> tuple[str, ...]:
    """What a file says of a fact, one value a line, with the names of what it names.

    >>> facts = m.Facts(m.Source("source/s"), things=[m.Person("person/a", "Ada")])
    >>> in_words(facts, Told({"who": "person/a", "roles": ("head",)}, ()))
    ('who: Ada', 'roles: head')
    """
    names = {thing.id: thing.name for thing in facts.things}

    def shown(value: Any) -> str:
        if isinstance(value, tuple):
            return ", ".join(map(shown, value))
        if isinstance(value, Date):
            return value.text
        if isinstance(value, m.Claim):
            return " ".join(filter(None, map(shown, (value.subject, value.predicate, value.object))))
        return names.get(str(value), str(value))

    return tuple(f"{name.replace('_', ' ')}: {shown(value)}" for name, value in said.values.items())


def _around(said: Told, things: Mapping[str, m.Thing]) -> list[m.Thing]:
    """The things that a fact names, and those that these name."""
    found: dict[str, m.Thing] = {}
    ring = set(named(tuple(said.values.values())))
    while ring:
        new = [things[id_] for id_ in sorted(ring) if id_ in things and id_ not in found]
        found.update((thing.id, thing) for thing in new)
        ring = {id_ for thing in new for id_ in named(thing)}
    return list(found.values())


def _told(facts: m.Facts) -> Iterator[tuple[str, Told]]:
    source = m.slug(facts.id)
    for event in facts.events:
        key = m.slug(event.id)
        yield event.id, _own(event, event.evidence, ("kind", "label", "series", "round"))
        for name in RELATIONS:
            if getattr(event, name) is not None:
                yield f"{event.id}#{name}", _field(event, name)
        for report in event.reports:
            for each in REPORT:
                if getattr(report, each.attr) is not None:
                    yield f"report/{key}/{source}#{each.attr}", _field(report, each.attr)
        for type_, name, sourced in _PARTS:
            for part in getattr(event, name):
                yield f"{type_}/{key}/{f'{source}/' * sourced}{part.key}", _own(part, part.evidence)
    for document in facts.documents:
        rest = [name for name in fields_dict(m.Document) if name not in (*_ASIDE, *_DOCUMENT, "provisions")]
        yield document.id, _own(document, [each for each in document.evidence if each.field not in _DOCUMENT], rest)
        for name in _DOCUMENT:
            if getattr(document, name) is not None:
                yield f"{document.id}#{name}", _field(document, name)
        for provision in document.provisions:
            yield f"provision/{m.slug(document.id)}/{source}/{provision.key}", _own(provision, provision.evidence)
    for tenure in facts.tenures:
        yield tenure.id, _own(tenure, tenure.evidence)
    for statement in facts.statements:
        yield statement.id, _own(statement, statement.evidence)


def _own(value: Value, evidence: Iterable[m.Evidence], names: Iterable[str] = ()) -> Told:
    chosen = tuple(names) or tuple(name for name in fields_dict(type(value)) if name not in _ASIDE)  # type: ignore[arg-type]
    whole = tuple(each for each in evidence if each.field not in RELATIONS)
    return Told({name: found for name in chosen if (found := getattr(value, name)) not in (None, (), "")}, whole)


def _field(value: Any, name: str) -> Told:
    return Told({name: getattr(value, name)}, tuple(each for each in value.evidence if each.field == name))
