"""An event as every graph tells it, before anything is picked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import frozen

from kg import model as m
from kg.query.asking import asked_of, describe, identifiers
from kg.store import Store
from kg.terms import iri

RELATIONS = ("part_of", "continues", "precedes", "responds_to", "results_from")
"""How an event can be related to another."""


@frozen(eq=False, repr=False)
class Told:
    """An event as every graph tells it: pairs of the graph's source and its version of the event."""

    id: str
    versions: tuple[tuple[str, m.Event], ...]

    def first(self, field: str) -> Any:
        """What the first graph that fills a field says there."""
        return next((found for _, event in self.versions if (found := getattr(event, field)) is not None), None)

    def all(self, field: str) -> list[Any]:
        """The parts of one kind that all graphs together tell."""
        return [part for _, event in self.versions for part in getattr(event, field)]

    def names(self) -> Iterator[str | None]:
        """The identifiers that the event's parts name."""
        for source, event in self.versions:
            yield source
            yield event.series
            yield from (getattr(event, relation) for relation in RELATIONS)
        for report in self.all("reports"):
            yield from (report.source, report.place)
        for part in self.all("participations"):
            yield from (part.source, part.who, part.capacity)
        for delegation in self.all("delegations"):
            yield from (delegation.source, *delegation.represents)
        for target in self.all("targets"):
            yield from (target.source, target.place)


def tell(store: Store, events: Iterable[str]) -> list[Told]:
    """What every graph tells of events, in the order asked for."""
    wanted = list(dict.fromkeys(events))
    if not wanted:
        return []
    parts = identifiers(asked_of(store, "parts", ["event"], list(map(iri, wanted))), "part")
    versions: dict[str, list[tuple[str, m.Event]]] = defaultdict(list)
    for facts in describe(store, [*wanted, *parts]):
        for event in facts.events:
            versions[event.id].append((facts.id, event))
    return [Told(event, tuple(versions[event])) for event in wanted if event in versions]
