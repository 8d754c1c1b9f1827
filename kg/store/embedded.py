"""The embedded store: pyoxigraph in memory or in a folder."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal as OneOf

import pyoxigraph as ox
from attrs import frozen

from kg.errors import QueryError, StoreError
from kg.store.syntax import from_ox
from kg.terms import Iri, Quad, Term, nquads

Row = dict[str, Term]


@frozen
class Change:
    """What loading did to one graph, and how many quads it now holds."""

    graph: Iri
    action: OneOf["added", "replaced", "unchanged"]
    quads: int


class Store:
    """Quads in named graphs that can be asked by SPARQL.

    >>> store = Store.memory()
    >>> store.load_quads([Quad(Iri("urn:a"), Iri("urn:b"), Iri("urn:c"), Iri("urn:g"))])
    >>> store.select("SELECT ?o WHERE { GRAPH ?g { <urn:a> <urn:b> ?o } }")
    [{'o': 'urn:c'}]
    """

    def __init__(self, engine: ox.Store) -> None:
        self._engine = engine

    @classmethod
    def memory(cls) -> "Store":
        """An empty store that lives as long as the process."""
        return cls(ox.Store())

    @classmethod
    def open(cls, path: Path) -> "Store":
        """An existing store on disk, for reading only; it shows what was there when it was opened.

        Raises StoreError where there is none.
        """
        if not (path / "CURRENT").is_file():
            raise StoreError(f"there is no store at {path}: make one with  kg load FILE --store {path}")
        try:
            return cls(ox.Store.read_only(str(path)))
        except OSError as error:
            raise StoreError(f"the store at {path} can't be read: {error}") from None

    @classmethod
    def open_for_writing(cls, path: Path) -> "Store":
        """An existing store on disk, for writing; only one process may have it so.

        Raises StoreError where there is none or another process has it.
        """
        if not (path / "CURRENT").is_file():
            raise StoreError(f"there is no store at {path}: make one with  kg load FILE --store {path}")
        try:
            return cls(ox.Store(str(path)))
        except OSError as error:
            if "lock" in str(error).lower():
                raise StoreError(
                    f"another process is writing to the store at {path}: wait until it is done, then try again"
                ) from None
            raise StoreError(f"the store at {path} can't be opened: {error}") from None

    @staticmethod
    def update(path: Path, graphs: Mapping[Iri, Iterable[Quad]]) -> list[Change]:
        """Put graphs into the store on disk at `path`, each in place of what stood under its name, all or nothing.

        A store that does not exist yet is built beside its place and moved there when it is complete. Raises StoreError
        where the place is taken by something else or the store is in use; then nothing has changed.
        """
        import shutil
        import tempfile

        if (path / "CURRENT").is_file():
            return Store.open_for_writing(path).replace(graphs)
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise StoreError(f"{path} exists and is not a store: name another place")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
        except OSError as error:
            raise StoreError(f"no store can be made at {path}: {error.strerror}") from None
        try:
            store = Store(ox.Store(str(beside)))
            changes = []
            for graph, quads in sorted(graphs.items()):
                store.load_quads(quads)
                changes.append(Change(graph, "added", store.count(graph)))
            store._engine.flush()
            del store
            beside.rename(path)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise
        return changes

    def load_quads(self, quads: Iterable[Quad]) -> None:
        """Add quads by the engine's bulk loader. Raises StoreError on a term that RDF does not allow."""
        try:
            self._engine.bulk_load(nquads(quads).encode(), format=ox.RdfFormat.N_QUADS)
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"a term can't be written in RDF: {error}") from None

    def load_file(self, path: Path) -> None:
        """Add the quads of an N-Quads file by the engine's bulk loader."""
        self._engine.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)

    def replace(self, graphs: Mapping[Iri, Iterable[Quad]]) -> list[Change]:
        """Put each graph in place of what stood under its name, in one transaction; equal graphs are left alone."""
        changes, operations = [], []
        for graph, quads in sorted(graphs.items()):
            new, old = set(quads), set(self.quads(graph))
            action: OneOf["added", "replaced", "unchanged"]
            action = "unchanged" if new == old else "replaced" if old else "added"
            changes.append(Change(graph, action, len(new)))
            if action != "unchanged":
                lines = nquads(sorted(new)).replace(f" <{graph}> .\n", " .\n")
                operations.append(f"DROP SILENT GRAPH <{graph}> ;\nINSERT DATA {{ GRAPH <{graph}> {{\n{lines}}} }}")
        if operations:
            try:
                self._engine.update(" ;\n".join(operations))
            except SyntaxError as error:
                raise StoreError(f"a term can't be written in RDF: {error}") from None
            self._engine.flush()
        return changes

    def remove(self, graph: Iri) -> int:
        """Take a graph out of the store; returns how many quads it held."""
        count = self.count(graph)
        self._engine.remove_graph(ox.NamedNode(graph))
        self._engine.flush()
        return count

    def select(self, query: str) -> list[Row]:
        """The rows of a SELECT query, each a dictionary from variable to term; unbound variables are left out.

        Patterns outside `GRAPH` see the default graph, which is empty: name the graphs. Raises QueryError.
        """
        try:
            solutions = self._engine.query(query)
        except SyntaxError as error:
            raise QueryError(f"not a SPARQL query: {error}") from None
        if not isinstance(solutions, ox.QuerySolutions):
            raise QueryError("a SELECT query is needed here")
        names = [variable.value for variable in solutions.variables]
        return [
            {name: from_ox(value) for name, value in zip(names, solution, strict=True) if value is not None}
            for solution in solutions
        ]

    def quads(self, graph: Iri | None = None) -> Iterator[Quad]:
        """The quads of one graph, or of all, in no particular order."""
        found = self._engine.quads_for_pattern(None, None, None, ox.NamedNode(graph) if graph else None)
        for quad in found:
            subject, name = from_ox(quad.subject), from_ox(quad.graph_name)
            yield Quad(Iri(subject), Iri(quad.predicate.value), from_ox(quad.object), Iri(name))

    def dump(self) -> bytes:
        """Everything as N-Quads."""
        return self._engine.dump(format=ox.RdfFormat.N_QUADS) or b""

    def graphs(self) -> list[Iri]:
        """The names of all graphs, sorted."""
        return sorted(Iri(name.value) for name in self._engine.named_graphs())

    def count(self, graph: Iri) -> int:
        """How many quads a graph holds."""
        return sum(1 for _ in self._engine.quads_for_pattern(None, None, None, ox.NamedNode(graph)))


def by_graph(quads: Iterable[Quad]) -> dict[Iri, list[Quad]]:
    """Quads sorted into their graphs.

    >>> by_graph([Quad(Iri("urn:a"), Iri("urn:b"), Iri("urn:c"), Iri("urn:g"))]).keys()
    dict_keys(['urn:g'])
    """
    graphs: dict[Iri, list[Quad]] = defaultdict(list)
    for quad in quads:
        graphs[quad.graph].append(quad)
    return dict(graphs)
