"""Which source says what in a graph that is no source's own, such as that of a flat file (Turtle, RDF/XML)."""

from collections import defaultdict
from collections.abc import Mapping

from kg import model as m
from kg.nodes import TYPE, kg
from kg.terms import Described, Iri, Term

_SOURCE, _POINTING, _EVENT = kg("source"), (kg("event"), kg("supports")), kg("Event")


def _is_flat(graph: Iri) -> bool:
    return m.type_of(graph.short) not in ("source", "registry")


def _unflattened(graph: Iri, nodes: Described) -> dict[Iri, Described]:
    """The nodes of a graph that is no source's own by who tells of them: a source, or else the graph.

    A node is of the sources that it names, and an event of those that say or show something of it.
    """
    told: dict[Iri, Described] = defaultdict(dict, {graph: {}})
    tellers: dict[Term, set[Iri]] = defaultdict(set)
    sourced: set[Iri] = set()
    for node, properties in nodes.items():
        named = {source for source in properties.get(_SOURCE, ()) if isinstance(source, Iri)}
        sourced |= {node} if named else set()
        for source in named:
            told[source][node] = {**properties, _SOURCE: [source]}
        for predicate in _POINTING:
            for thing in properties.get(predicate, ()):
                tellers[thing] |= named or {graph}
    for node, properties in nodes.items():
        if _EVENT in properties.get(TYPE, ()):
            for teller in tellers.get(node, {graph}):
                told[teller][node] = properties
        elif node not in sourced:
            told[node if node in told else graph][node] = properties
    return told


def by_teller(graphs: Mapping[Iri, Described]) -> dict[Iri, Described]:
    """The nodes of all graphs by who tells of them; what several graphs say of a source's node is taken together.

    >>> graph, wire, said = (Iri(f"urn:{name}") for name in ("flat.ttl", "wire", "said"))
    >>> list(by_teller({graph: {said: {_SOURCE: [wire]}}}))
    ['urn:flat.ttl', 'urn:wire']
    """
    told = {graph: nodes for graph, nodes in graphs.items() if not _is_flat(graph)}
    for graph in sorted(filter(_is_flat, graphs)):
        for teller, nodes in _unflattened(graph, graphs[graph]).items():
            known = told.setdefault(teller, {})
            for node, properties in nodes.items():
                if _EVENT not in known.get(node, {}).get(TYPE, ()):  # a flat event has all that any source says of it
                    before = known.get(node, {})
                    known[node] = {p: [*{*before.get(p, ()), *properties.get(p, ())}] for p in {*before, *properties}}
    return told
