"""Keeping derived edges in step with the graphs they come from: at every load, during an import, or all anew.

What a graph alone can tell goes to its own derived graph. Where several graphs tell of one event, or one gives the post
in which another has somebody take part, no graph can tell alone; the edges of such events stand in `derived/_shared`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from kg import model as m
from kg.derived import LISTS, SHARED, SHARING, lines_of
from kg.edges import Edges
from kg.query.asking import ask, identifiers
from kg.store import Store
from kg.store.base import derived_of
from kg.tellings import NAMED, POST_OF, TYPE, Tellers, Telling, Told, posts_in, tellings
from kg.terms import Described, Iri, Quad, iri

CHUNK = 2_000
T = TypeVar("T")


def with_derived(store: Store, graphs: Mapping[Iri, Iterable[Quad]]) -> dict[Iri, list[Quad]]:
    """Graphs that are to be put into a store, with the derived graphs that have to go with them.

    `store` is as it was before; a graph without quads is one to be taken out.
    """
    new = {graph: list(quads) for graph, quads in graphs.items()}
    told = Told()
    told.add(quad for quads in new.values() for quad in quads)
    old = sorted(new.keys() & set(store.graphs()))
    events = set(told.events())
    posts = {quad.subject for quads in new.values() for quad in quads if quad.predicate == POST_OF}
    if old:
        events |= set(map(iri, identifiers(ask(store, "told-in", {"g": old}), "event")))
        posts |= {Iri(row["s"]) for row in ask(store, "principals", {"g": old}, ["graph"])}
    events |= {event for event, tellers in told.events().items() if posts_in(tellers) & posts}
    for chunk in _chunks(sorted(posts)):
        events |= set(map(iri, identifiers(ask(store, "in-posts", {"post": chunk}), "event")))
    _learn(store, told, sorted(events), leave_out=new.keys())
    result = dict(new)
    for graph, quads in new.items():
        deriver = Deriver(graph)
        nodes = {subject: node for (teller, subject), node in told.nodes.items() if teller == graph}
        result[derived_of(graph)] = [*dict.fromkeys(deriver.of(nodes)), *deriver.seal()] if quads else []
    result[SHARED] = _shared(told, events, store.quads(SHARED))
    return result


def shared_anew(store: Store, graph: Iri) -> dict[Iri, list[Quad]]:
    """The shared edges anew when one large graph has just been replaced or removed, and its derived graph with it."""
    events = _listed(store.quads(SHARED))
    others = [other for other in store.graphs() if other != graph]
    if others:
        found = ask(store, "also-told", {"other": others, "one": [graph]})
        events |= set(map(iri, identifiers(found, "event")))
    told = Told()
    _learn(store, told, sorted(events))
    return {SHARED: _shared(told, events)}


class Deriver:
    """Derives the edges of one graph from its nodes or values, all those that tell of an event given together.

    Both give the names told at once; the events are listed at the end. Posts may have been given before.

    >>> deriver = Deriver(iri("source/wire"))
    >>> list(deriver.of({})), [quad.predicate.rpartition("#")[2] for quad in deriver.seal()]
    ([], ['edgeLayout'])
    """

    def __init__(self, graph: Iri) -> None:
        self._graph = graph
        self._edges = Edges(graph)
        self._principals: dict[str, list[str]] = defaultdict(list)

    def of(self, nodes: Described) -> Iterator[Quad]:
        """The edges of the names of some nodes."""
        told = Told({(self._graph, subject): node for subject, node in nodes.items()})
        for post, principals in told.whose().items():
            self._principals[post] += principals
        for event, tellers in told.events().items():
            self._edges.event(event.short, [Telling.of_nodes(tellers[self._graph])], self._principals)
        for thing, names in told.names():
            yield from self._edges.names(thing, names)

    def of_values(self, facts: m.Facts) -> Iterator[Quad]:
        """The edges of the names of some values."""
        for thing in facts.things:
            if isinstance(thing, m.Post) and thing.of:
                self._principals[thing.id].append(thing.of)
        for event in facts.events:
            self._edges.event(event.id, [Telling.of_event(event)], self._principals)
        for thing in facts.things:
            if thing.type in NAMED:
                names = (thing.name, *(name.text for name in (*thing.names, *thing.aliases)))
                yield from self._edges.names(iri(thing.id), names)

    def seal(self) -> Iterator[Quad]:
        """The lists of events, and what says that these were all; to be written last."""
        return self._edges.seal()


def all_edges(store: Store, tick: Callable[[int], None] = lambda _: None) -> Iterator[Quad]:
    """All derived edges of a store anew, graph by graph; `tick` is told how many events are done."""
    told_in = {graph: identifiers(ask(store, "told-in", {"g": [graph]}), "event") for graph in store.graphs()}
    numbers = Counter(event for events in told_in.values() for event in events)
    shared = {iri(event) for event, number in numbers.items() if number > 1}
    done = 0
    for graph, events in told_in.items():
        edges = Edges(graph)
        for chunk in _chunks(list(map(iri, events))):
            told = Told()
            _learn(store, told, chunk)
            shared |= {event for event, _ in _beyond_one_graph(told, set(chunk))}
            alone = Told({key: node for key, node in told.nodes.items() if key[0] == graph})
            whose = alone.whose()
            for event, tellers in alone.events().items():
                edges.event(event.short, tellings(tellers), whose)
            done += len(chunk)
            tick(done)
        named = Told()
        for row in ask(store, "names", {"g": [graph]}, ["graph"]):
            subject, predicate = Iri(row["thing"]), Iri(row["predicate"])
            named.add((Quad(subject, TYPE, row["class"], graph), Quad(subject, predicate, row["name"], graph)))
        for thing, names in named.names():
            yield from edges.names(thing, names)
        yield from edges.seal()
    edges = Edges(SHARED)
    for chunk in _chunks(sorted(shared)):
        told = Told()
        _learn(store, told, chunk)
        yield from _share(edges, told, set(chunk))
    yield from edges.seal()


def _shared(told: Told, events: set[Iri], before: Iterable[Quad] = ()) -> list[Quad]:
    """The shared edges of some events, with those that there were before of other events."""
    edges, kept = Edges(SHARED), []
    for quad in before:
        if quad.subject == SHARING and quad.object not in events:
            kept.append(quad)
        for node, predicate, line, event in lines_of(quad) if quad.subject != SHARED else ():
            if event not in events:
                edges.put(line, predicate, [node])
    return [*kept, *_share(edges, told, events), *edges.seal()]


def _share(edges: Edges, told: Told, events: set[Iri]) -> Iterator[Quad]:
    """List those events that no graph can tell alone; gives which these are."""
    whose = told.whose()
    for event, tellers in _beyond_one_graph(told, events):
        yield Quad(SHARING, LISTS, event, SHARED)
        edges.event(event.short, tellings(tellers), whose)


def _beyond_one_graph(told: Told, events: set[Iri]) -> Iterator[tuple[Iri, Tellers]]:
    """Those of some events that no graph can tell alone, with all that tells of them."""
    principals = told.principals()
    for event, tellers in told.events().items():
        givers = {
            graph for post in posts_in(tellers) for graphs in principals.get(post, {}).values() for graph in graphs
        }
        if event in events and (len(tellers) > 1 or givers - tellers.keys()):
            yield event, tellers


def _listed(quads: Iterable[Quad]) -> set[Iri]:
    """The events that no graph can tell alone, as the shared graph lists them."""
    return {quad.object for quad in quads if quad.subject == SHARING and isinstance(quad.object, Iri)}


def _learn(store: Store, told: Told, events: Sequence[Iri], leave_out: Iterable[Iri] = ()) -> None:
    """Add what a store says of events and of whose the posts in them are, save in some graphs."""
    gone = frozenset(leave_out)
    for chunk in _chunks(events):
        rows = ask(store, "told", {"s": chunk, "event": chunk})
        told.add(Quad(Iri(r["s"]), Iri(r["p"]), r["o"], Iri(r["g"])) for r in rows if r["g"] not in gone)
    posts = sorted({post for found in told.events().values() for post in posts_in(found) if isinstance(post, Iri)})
    for chunk in _chunks(posts):
        rows = ask(store, "principals", {"s": chunk}, ["post"])
        told.add(Quad(Iri(r["s"]), POST_OF, r["o"], Iri(r["g"])) for r in rows if r["g"] not in gone)


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
