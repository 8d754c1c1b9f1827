"""The union of all named graphs, which is what a check looks at, and what a check finds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from attrs import frozen

from kg.nodes import TYPE
from kg.terms import RDFS, Iri, Literal, Quad, Term

SUBCLASS = Iri(RDFS + "subClassOf")


@frozen
class Finding:
    """Something wrong with a thing: what, how grave (`violation` or `warning`), and by which rule.

    `path` is the predicate that is to blame, if one is; `graph` the named graph in which it stands.
    """

    thing: Iri
    message: str
    severity: str
    rule: str
    path: Iri | None = None
    graph: Iri | None = None


class Union:
    """The triples of all named graphs together, and in which graphs each stands.

    >>> union = Union([Quad(Iri("urn:a"), Iri("urn:b"), Literal("c"), Iri("urn:g"))])
    >>> union.values(Iri("urn:a"), Iri("urn:b")) == [Literal("c")], union.graph(Iri("urn:a"), Iri("urn:b"))
    (True, 'urn:g')
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        """Index the quads by subject and predicate, and the things by class."""
        self._things: dict[Iri, dict[Iri, dict[Term, Iri]]] = defaultdict(lambda: defaultdict(dict))
        for subject, predicate, value, graph in quads:
            graphs = self._things[subject][predicate]
            graphs[value] = min(graphs.get(value, graph), graph)
        self._classes: dict[Term, list[Iri]] = defaultdict(list)
        wider = {s: list(found[SUBCLASS]) for s, found in self._things.items() if SUBCLASS in found}
        for subject in sorted(self._things):
            for rdf_class in self._closure(self._things[subject].get(TYPE, {}), wider):
                self._classes[rdf_class].append(subject)
        self._members = {rdf_class: frozenset(things) for rdf_class, things in self._classes.items()}

    @staticmethod
    def _closure(classes: Iterable[Term], wider: dict[Iri, list[Term]]) -> set[Term]:
        """Add to some classes all that they are sub-classes of."""
        found: set[Term] = set()
        todo = list(classes)
        while todo:
            rdf_class = todo.pop()
            if rdf_class not in found:
                found.add(rdf_class)
                todo += wider.get(rdf_class, []) if isinstance(rdf_class, Iri) else []
        return found

    def instances(self, rdf_class: Iri) -> list[Iri]:
        """The things of a class or of its sub-classes, sorted."""
        return self._classes.get(rdf_class, [])

    def is_a(self, term: Term, rdf_class: Iri) -> bool:
        """Tell whether a term is a thing of a class or of its sub-classes."""
        return term in self._members.get(rdf_class, frozenset())

    def values(self, subject: Iri, predicate: Iri) -> list[Term]:
        """The distinct values of a thing's predicate, sorted: IRIs before literals."""
        found = self._things.get(subject, {}).get(predicate, {})
        return sorted(found, key=lambda term: (isinstance(term, Literal), term))

    def graph(self, subject: Iri, predicate: Iri, value: Term | None = None) -> Iri | None:
        """The first graph in which a triple stands; without it, the first one that says what the subject is."""
        found = self._things.get(subject, {})
        graphs = found.get(predicate, {})
        if value in graphs:
            return graphs[value]
        return min(graphs.values(), default=None) or min(found.get(TYPE, {}).values(), default=None)

    def triples(self, predicate: Iri) -> Iterator[tuple[Iri, Term]]:
        """The subjects and values of a predicate."""
        for subject, found in self._things.items():
            for value in found.get(predicate, ()):
                yield subject, value
