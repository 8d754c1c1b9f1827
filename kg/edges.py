"""Draws up the edges of one derived graph from what graphs tell; see `kg.derived` for what edges there are."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from kg.derived import (
    EDGE_LAYOUT,
    FIRST,
    LAST,
    LAYOUT,
    LISTS,
    LISTS_MEETING,
    MOST_PAIRED,
    SHARED,
    faced,
    months,
    name_node,
    years,
)
from kg.listings import Entry, Listings
from kg.names import keys
from kg.store.base import derived_of
from kg.tellings import Telling
from kg.terms import Iri, Literal, Quad
from kg.vocab import MEETING_KINDS

_TOOK_PLACE = frozenset(("held", "under-way"))
_MEETINGS = frozenset(MEETING_KINDS)


class Edges:
    """Draws up the edges of one derived graph, each once, and keeps count of the days they span.

    >>> from kg.terms import iri
    >>> edges = Edges(iri("source/wire"))
    >>> [quad.subject.short for quad in edges.names(iri("person/ada"), ["Ada Okoro"])]
    ['derived/name/ada', 'derived/name/okoro', 'derived/whole/adaokoro', 'derived/whole/ada']
    """

    def __init__(self, graph: Iri) -> None:
        self.of = graph
        self.graph = graph if graph == SHARED else derived_of(graph)
        self.first, self.last = "9999-12-31", "0001-01-01"
        self._once: set[int] = set()
        self._listings = {LISTS: Listings(), LISTS_MEETING: Listings()}

    def event(self, event: str, tellings: Sequence[Telling], principals: Mapping[str, Collection[str]]) -> None:
        """List an event by what each graph tells of it; `principals` says whose the posts are."""
        found = _Event(tellings, principals)
        label = min(found.labels, default="")
        for date, earliest, latest in found.dates:
            spans = months(earliest, latest) or ["wide"]
            self._reach(spans)
            of_all = [earliest] if earliest == latest and spans != ["wide"] else spans
            nodes_of = [f"all/{span}" for span in of_all]
            nodes_of += [f"entity/{who}/{span}" for who in found.attending for span in spans]
            nodes_of += [f"place/{place}/{year}" for place in found.places for year in years(spans)]
            for kind in found.kinds:
                line = Entry(date, kind, event, label).line
                self.put(line, LISTS_MEETING if kind in _MEETINGS else LISTS, nodes_of)
        if found.kinds & _MEETINGS and found.took_place:
            self._met(event, found.present)

    def put(self, line: str, predicate: Iri, nodes: Iterable[str]) -> None:
        """Put a line on the lists of nodes."""
        self._listings[predicate].add(line, nodes)

    def _met(self, event: str, present: Mapping[str, set[str]]) -> None:
        for one in present:
            if len(present) > MOST_PAIRED:
                self.put(event, LISTS_MEETING, [f"crowd/{one}"])
            elif others := sorted(other for other in present if other != one and faced(one, other, present)):
                self.put(" ".join((event, *others)), LISTS_MEETING, [f"met/{one}"])

    def _reach(self, spans: Sequence[str]) -> None:
        """Take note of the days that months span."""
        if spans != ["wide"]:
            self.first = min(self.first, f"{spans[0]}-01")
            self.last = max(self.last, f"{spans[-1]}-31")

    def names(self, thing: Iri, names: Iterable[str]) -> Iterator[Quad]:
        """The edges from the keys of a thing's names, and of its identifier, to it."""
        for name in (*names, thing.rpartition("/")[2]):
            words = keys(name)
            for head in (*(f"name/{word}" for word in words), f"whole/{''.join(words)}"):
                node = name_node(head)
                if words and self._new(f"{node} {thing}"):
                    yield Quad(node, LISTS, thing, self.graph)

    def seal(self) -> Iterator[Quad]:
        """The lists, and what says that the edges are all there; to be written last."""
        for predicate, listings in self._listings.items():
            for node, page in listings.pages():
                yield Quad(name_node(node), predicate, Literal(page), self.graph)
        yield Quad(self.of, EDGE_LAYOUT, Literal(LAYOUT), self.graph)
        if self.first <= self.last and self.graph != SHARED:  # whose days the graphs that tell of them span
            last = int(self.last[:4]), int(self.last[5:7])
            end = min(self.last, f"{self.last[:8]}{monthrange(*last)[1]}")
            yield Quad(self.of, FIRST, Literal(self.first), self.graph)
            yield Quad(self.of, LAST, Literal(end), self.graph)

    def _new(self, text: str) -> bool:
        mark = hash(text)
        if mark in self._once:
            return False
        self._once.add(mark)
        return True


class _Event:
    """One event as graphs tell it: kinds, dates, places, who attends and who was present for a fact."""

    def __init__(self, tellings: Sequence[Telling], principals: Mapping[str, Collection[str]]) -> None:
        self.kinds = {kind for told in tellings for kind in told.kinds}
        self.labels = [label for told in tellings for label in told.labels]
        self.dates = dict.fromkeys([date for told in tellings for date in told.dates])
        self.places = {place for told in tellings for place in told.places}
        self.attending: dict[str, None] = {}
        self.present: dict[str, set[str]] = {}
        parts = [part for told in tellings for part in told.parts]
        represents: dict[str, list[str]] = defaultdict(list)
        for told in tellings:
            for delegation, represented in told.represents.items():
                represents[delegation] += represented
                if delegation not in told.peopled:  # then all for whom it acts came
                    self.attending.update(dict.fromkeys(represented))
        statuses = {status for told in tellings for status in told.statuses}
        self.took_place = not statuses or not statuses.isdisjoint(_TOOK_PLACE)
        for part in parts:
            if any(modality != "denied" for modality in part.modalities):
                self.attending.update(dict.fromkeys((*part.who, *part.capacities)))
                for delegation in part.delegations:
                    self.attending.update(dict.fromkeys(represents.get(delegation, ())))
            if "asserted" in part.modalities:
                sides = set(part.delegations)
                for one in (*part.delegations, *part.capacities):
                    sides.update(represents.get(one, ()), principals.get(one, ()))
                for who in part.who:
                    self.present.setdefault(who, {who}).update(sides)
