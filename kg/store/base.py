"""What a store is, wherever it is kept: the one interface of the embedded store and of engines over HTTP."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, Self
from typing import Literal as OneOf

from attrs import frozen

from kg.terms import ID, Iri, Literal, Quad, Term, nquads, term_text
from kg.value import Value

Row = dict[str, Term]
DERIVED: Final = ID + "derived/"
"""How the names of graphs begin that are housekeeping: edges derived from another graph, and the journal of loads."""


@frozen(eq=False, repr=False)
class Change(Value):
    """What loading did to one graph, and how many quads it now holds; one that holds none is gone."""

    graph: Iri
    action: OneOf["added", "replaced", "unchanged", "removed"]
    quads: int


class Store(ABC):
    """Quads in named graphs that can be asked by SPARQL.

    Graphs whose names begin with `DERIVED` are housekeeping: they are asked, read and replaced by name, but left out
    where all graphs are meant. Use a store in a `with` block, or close it.
    """

    def __enter__(self) -> Self:
        """Use the store in a `with` block, which closes it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the store."""
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Let go of files and connections; the store can't be asked any more."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What one should know before one trusts the answers, in sentences; nothing for most stores."""
        return ()

    @property
    def unfinished(self) -> tuple[Iri, ...]:
        """The graphs that are left out of all answers, since loading them broke off or goes on; none on disk."""
        return ()

    @abstractmethod
    def select(self, query: str) -> list[Row]:
        """The rows of a SELECT query, each a dictionary from variable to term; unbound variables are left out.

        Patterns outside `GRAPH` see the default graph, which is empty: name the graphs. Raises QueryError.
        """

    @abstractmethod
    def quads(self, graph: Iri | None = None) -> Iterator[Quad]:
        """The quads of one graph, or of all but the derived ones, in no particular order."""

    @abstractmethod
    def graphs(self, derived: bool = False) -> list[Iri]:
        """The names of all graphs, sorted; those of derived graphs only where they are asked for."""

    @abstractmethod
    def count(self, graph: Iri) -> int:
        """How many quads a graph holds."""

    @abstractmethod
    def replace(self, graphs: Mapping[Iri, Iterable[Quad]]) -> list[Change]:
        """Put each graph in place of what stood under its name; equal graphs are left alone.

        A graph without quads is taken out. The derived graph of a changed one goes with it, unless it is among
        `graphs`. Says what became of the graphs, save the derived ones. Raises StoreError on a term that can't be kept;
        then nothing changes.
        """

    def dump(self) -> bytes:
        """All but the derived graphs as N-Quads."""
        return nquads(self.quads()).encode()

    def counts_by(self, predicate: Iri) -> dict[Term, int]:
        """How many quads, in all but derived graphs, there are of the things that have a value of a predicate there."""
        pattern = f"GRAPH ?g {{ ?thing {term_text(predicate)} ?value ; ?any ?other }}"
        shown = f'FILTER (!STRSTARTS(STR(?g), "{DERIVED}"))'
        rows = self.select(f"SELECT ?value (COUNT(*) AS ?count) WHERE {{ {pattern} {shown} }} GROUP BY ?value")
        return {row["value"]: int(row["count"].value) for row in rows if isinstance(row["count"], Literal)}


GraphsOf = Callable[[Store], Mapping[Iri, Iterable[Quad]]]
"""Gives the graphs to load when it sees the store as it is before."""


def derived_of(graph: Iri) -> Iri:
    """The name of the graph for what is derived from a graph.

    >>> derived_of(Iri("https://w3id.org/parley/id/source/wire"))
    'https://w3id.org/parley/id/derived/source/wire'
    """
    return Iri(DERIVED + graph.short)


def is_derived(graph: str) -> bool:
    """Whether a graph is housekeeping."""
    return graph.startswith(DERIVED)


def in_order(graphs: Iterable[Iri]) -> list[Iri]:
    """Graphs sorted, derived ones last, as they are loaded.

    >>> in_order([Iri("urn:z"), derived_of(Iri("urn:z"))])
    ['urn:z', 'https://w3id.org/parley/id/derived/urn:z']
    """
    return sorted(graphs, key=lambda graph: (is_derived(graph), graph))
