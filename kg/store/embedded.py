"""The embedded store: pyoxigraph in memory or in a folder."""

import os
import re
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Self
from typing import Literal as OneOf

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.store.base import Change, GraphsOf, Row, Store, derived_of, in_order, is_derived
from kg.store.pieces import Piece
from kg.store.syntax import Terms, from_ox
from kg.terms import Iri, Literal, Quad, Term, nquads, term_text

LOADERS = 2
"""How many pieces the engine loads at a time: each in a thread of its own, and in some hundred megabytes."""
UNFINISHED = ".unfinished"
"""How the name of a store ends that is still being made beside its place."""
_IN_USE = re.compile("lock hold by|While lock file")


class Embedded(Store):
    """Quads in named graphs, kept by pyoxigraph.

    >>> store = Embedded.memory()
    >>> store.load_quads([Quad(Iri("urn:a"), Iri("urn:b"), Iri("urn:c"), Iri("urn:g"))])
    >>> store.select("SELECT ?o WHERE { GRAPH ?g { <urn:a> <urn:b> ?o } }")
    [{'o': 'urn:c'}]
    """

    def __init__(self, engine: ox.Store) -> None:
        self._engine = engine

    def close(self) -> None:
        """Let go of the files, so that another process can write to them; the store can't be asked any more."""
        del self._engine

    @classmethod
    def memory(cls) -> Self:
        """An empty store that lives as long as the process."""
        return cls(ox.Store())

    @classmethod
    def open(cls, path: Path) -> Self:
        """An existing store on disk, for reading only; it shows what was there when it was opened.

        Raises StoreError where there is none.
        """
        return cls(_opened(path, ox.Store.read_only))

    @classmethod
    def open_for_writing(cls, path: Path) -> Self:
        """An existing store on disk, for writing; only one process may have it so, until it closes it.

        Raises StoreError where there is none or another process has it.
        """
        return cls(_opened(path, ox.Store))

    @staticmethod
    def load(path: Path, graphs_of: GraphsOf) -> list[Change]:
        """Put graphs into the store on disk at `path`, each in place of what stood under its name, all or nothing.

        A store that does not exist yet is built beside its place and moved there when it is complete; what a process
        that was killed left there is cleared away. Raises StoreError where the place is taken by something else, the
        store is in use, or a term can't be written; then nothing has changed.
        """
        if is_store(path):
            with Embedded.open_for_writing(path) as store:
                return store.replace(graphs_of(store))
        return _build(Path(os.path.realpath(path)), graphs_of(Embedded.memory()))

    def load_quads(self, quads: Iterable[Quad]) -> None:
        """Add quads by the engine's bulk loader. Raises StoreError on a term that RDF does not allow."""
        try:
            self._engine.bulk_load(nquads(quads).encode(), format=ox.RdfFormat.N_QUADS)
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"a term can't be written in RDF: {error}") from None

    def load_pieces(self, pieces: Iterable[Piece]) -> None:
        """Add N-Quads by the engine's bulk loader, which takes some pieces at a time while the next is being made.

        What an IRI is made of is not looked at again; see `kg.store.pieces`. Raises what the engine raises, or what
        makes the pieces.
        """
        from concurrent.futures import Future, ThreadPoolExecutor  # which few commands need

        loading: deque[Future[None]] = deque()
        with ThreadPoolExecutor(LOADERS) as pool:
            for piece in pieces:
                if len(loading) == LOADERS:
                    loading.popleft().result()
                loading.append(pool.submit(self._load_piece, piece))
            for written in loading:
                written.result()

    def _load_piece(self, piece: Piece) -> None:
        if isinstance(piece, Path):
            self._engine.bulk_load(path=str(piece), format=ox.RdfFormat.N_QUADS, lenient=True)
            piece.unlink()
        else:
            self._engine.bulk_load(piece, format=ox.RdfFormat.N_QUADS, lenient=True)

    def load_file(self, path: Path) -> None:
        """Add the quads of an N-Quads file by the engine's bulk loader. Raises StoreError where it can't be read."""
        try:
            self._engine.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)
        except (OSError, SyntaxError, ValueError) as error:
            raise StoreError(f"{path} can't be read as N-Quads: {error}") from None

    def replace(self, graphs: Mapping[Iri, Iterable[Quad]]) -> list[Change]:
        """Put each graph in place of what stood under its name, in one transaction; see `Store.replace`."""
        changes, operations = [], []
        for graph in in_order(graphs):
            new, old = set(graphs[graph]), set(self.quads(graph))
            if new != old:
                new = as_kept(graph, new)
            action: OneOf["added", "replaced", "unchanged", "removed"] = "unchanged"
            if new != old:
                action = "added" if not old else "replaced" if new else "removed"
                lines = "".join(f"{term_text(s)} {term_text(p)} {term_text(o)} .\n" for s, p, o, _ in sorted(new))
                name = term_text(graph)
                operations.append(f"DROP SILENT GRAPH {name} ;\nINSERT DATA {{ GRAPH {name} {{\n{lines}}} }}")
                if not is_derived(graph) and derived_of(graph) not in graphs:
                    operations.append(f"DROP SILENT GRAPH {term_text(derived_of(graph))}")
            changes.append(Change(graph, action, len(new)))
        if operations:
            try:
                self._engine.update(" ;\n".join(operations))
                self._engine.flush()
            except (OSError, RuntimeError) as error:
                raise StoreError(f"the store can't be written to: {error}") from None
        return [change for change in changes if not is_derived(change.graph)]

    def select(self, query: str) -> list[Row]:
        """The rows of a SELECT query; see `Store.select`."""
        try:
            solutions = self._engine.query(query)
        except SyntaxError as error:
            raise QueryError(f"not a SPARQL query: {error}") from None
        if not isinstance(solutions, ox.QuerySolutions):
            raise QueryError("a SELECT query is needed here")
        names = [variable.value for variable in solutions.variables]
        terms = Terms()
        return [
            {
                name: from_ox(value) if value.__class__ is ox.Literal else terms[value]
                for name, value in zip(names, solution, strict=True)
                if value is not None
            }
            for solution in solutions
        ]

    def quads(self, graph: Iri | None = None) -> Iterator[Quad]:
        """The quads of one graph, or of all but the derived ones, in no particular order.

        Raises StoreError where triples stand outside any named graph, which only other programs write.
        """
        names: list[ox.NamedNode | ox.DefaultGraph]
        names = [ox.NamedNode(graph)] if graph else [ox.DefaultGraph(), *map(ox.NamedNode, self.graphs())]
        terms: Any = Terms()
        for name in names:
            for quad in self._engine.quads_for_pattern(None, None, None, name):
                yield Quad(terms[quad.subject], terms[quad.predicate], terms[quad.object], terms[name])

    def values(
        self, subjects: Iterable[Iri], predicates: Collection[Iri], graph: Iri | None = None
    ) -> Iterator[tuple[Iri, Term]]:
        """The values of predicates that graphs, or one of them, give to subjects, each with its subject.

        It finds what a query with a pattern in `GRAPH` finds, in half the time where there are few: nothing is planned.
        """
        name = ox.NamedNode(graph) if graph else None
        wanted = [ox.NamedNode(predicate) for predicate in predicates]
        for subject in subjects:
            node = ox.NamedNode(subject)
            for predicate in wanted:
                for quad in self._engine.quads_for_pattern(node, predicate, None, name):
                    yield subject, from_ox(quad.object)

    def engine_quads(self, graph: Iri) -> Iterator[ox.Quad]:
        """The quads of one graph as the engine's own values."""
        return self._engine.quads_for_pattern(None, None, None, ox.NamedNode(graph))

    def dump(self) -> bytes:
        """All but the derived graphs as N-Quads."""
        if len(self.graphs()) == len(self.graphs(derived=True)):
            return self._engine.dump(format=ox.RdfFormat.N_QUADS) or b""
        return super().dump()

    def compact(self) -> None:
        """Put the files of a store on disk in order: after large loads, reading it takes a fraction of the time."""
        self._engine.optimize()
        self._engine.flush()

    def snapshot(self, folder: Path) -> None:
        """Make a copy of a store on disk in a new folder; it shares the files, so it takes neither time nor room."""
        self._engine.backup(str(folder))

    def graphs(self, derived: bool = False) -> list[Iri]:
        """The names of all graphs, sorted; those of derived graphs only where they are asked for."""
        names = (Iri(name.value) for name in self._engine.named_graphs())
        return sorted(name for name in names if derived or not is_derived(name))

    def count(self, graph: Iri) -> int:
        """How many quads a graph holds."""
        (row,) = self.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {term_text(graph)} {{ ?s ?p ?o }} }}")
        assert isinstance(row["n"], Literal)
        return int(row["n"].value)


def is_store(path: Path) -> bool:
    """Whether there is a store on disk at a path.

    >>> is_store(Path("nowhere"))
    False
    """
    return os.path.isfile(path / "CURRENT")


def _opened(path: Path, engine: Callable[[str], ox.Store]) -> ox.Store:
    if not os.path.lexists(path):
        raise StoreError(f"there is no store at {path}", f"make one with  kg load FILE --store {path}")
    if not is_store(path):
        raise StoreError(f"{path} is not a store", "name the folder of one; kg load FILE --store FOLDER makes it")
    try:
        return engine(str(path))
    except (OSError, RuntimeError, ValueError) as error:
        if _IN_USE.search(str(error)):
            raise StoreError(
                f"another process is writing to the store at {path}", "try again when it is done"
            ) from None
        text = str(error)
        if text.startswith("IO error: "):  # as RocksDB puts it: what it was doing, to which file, and the system's word
            hint = "get the right to do so, or name another store" if "denied" in text else None
            what = "read" if engine is ox.Store.read_only else "written to"
            raise StoreError(f"the store at {path} can't be {what}: {text.rpartition(': ')[2].lower()}", hint) from None
        raise StoreError(f"the store at {path} can't be opened: {text}") from None


def as_kept(graph: Iri, quads: Iterable[Quad]) -> set[Quad]:
    """Quads as the engine gives them back, which rewrites numbers (1.50 to 1.5)."""
    scratch = Embedded.memory()
    scratch.load_quads(quads)
    if others := set(scratch.graphs()) - {graph}:
        raise ValueError(f"quads of {min(others)} can't stand in the graph {graph}")
    return set(scratch.quads(graph))


def _build(path: Path, graphs: Mapping[Iri, Iterable[Quad]]) -> list[Change]:
    """Make a store in a place that is free or an empty folder."""
    import shutil

    beside = path.with_name(f".{path.name}-{os.urandom(4).hex()}{UNFINISHED}")
    new_parents = [parent for parent in path.parents if not os.path.exists(parent)]
    try:
        if os.path.lexists(path) and not (path.is_dir() and not any(path.iterdir()) and path != Path.cwd()):
            raise StoreError(f"{path} exists and is not a store", "name a folder that does not exist yet")
        kept = {graph: as_kept(graph, quads) for graph, quads in sorted(graphs.items())}
        path.parent.mkdir(parents=True, exist_ok=True)
        clear_away(path)
        beside.mkdir()
        with Embedded(ox.Store(str(beside))) as store:
            store.load_quads(quad for quads in kept.values() for quad in quads)
            store._engine.flush()
        beside.rename(path)
    except BaseException as error:
        shutil.rmtree(beside, ignore_errors=True)
        for parent in new_parents:
            if parent.is_dir() and not any(parent.iterdir()):
                parent.rmdir()
        if isinstance(error, OSError | RuntimeError | UnicodeError):
            raise StoreError(f"no store can be made at {path}: {getattr(error, 'strerror', None) or error}") from None
        raise
    changes = {graph: Change(graph, "added" if quads else "unchanged", len(quads)) for graph, quads in kept.items()}
    return [change for graph, change in changes.items() if not is_derived(graph)]


def clear_away(path: Path) -> None:
    """Remove stores beside a place that were never finished, unless a process is still at work on them."""
    import shutil
    from glob import escape

    for left in path.parent.glob(f".{escape(path.name)}-*{UNFINISHED}*"):
        if (left / "LOCK").is_file():
            try:
                ox.Store(str(left))
            except (OSError, RuntimeError) as error:
                if _IN_USE.search(str(error)):
                    continue
            claimed = left.with_name(f"{left.name}.gone")
            left.rename(claimed)  # so that a process that is just about to move it into place fails as a whole
            shutil.rmtree(claimed)
