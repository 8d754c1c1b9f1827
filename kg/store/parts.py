"""A store as one sequence of N-Quads, always in the same order, of which every process can write a stretch.

Most of the time that it takes to write a store goes into looking up its terms. Here several processes do that at the
same time, and none of them holds more than a few quads. The order is that of graphs and predicates, and within them the
engine's own, which follows from the terms alone and not from when they were added.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Final, Protocol, cast

import pyoxigraph as ox
from attrs import frozen

from kg.errors import StoreError
from kg.store.base import is_derived
from kg.store.embedded import Embedded
from kg.store.syntax import from_ox, to_ox
from kg.terms import Iri, Literal, term_text

SPLIT: Final = 100_000
"""How many quads a graph may have to be read as a whole; the predicates of a larger one are read one by one."""


@frozen
class Part:
    """Quads that are read together: those of a graph, or those of one predicate in it."""

    graph: Iri
    predicate: Iri | None
    quads: int


@contextmanager
def at_rest(path: Path, copy: Path) -> Iterator[Path]:
    """A store on disk that does not change in the block, whoever writes to the one at `path`: a snapshot at `copy`.

    Where none can be made, because the files may not be linked to or somebody is just writing, it is the store itself.
    Raises StoreError at the end where that has changed meanwhile, and at the beginning where it is none.
    """
    before = _state(path)
    try:
        with Embedded.open(path) as store:
            store.snapshot(copy)
        for log in path.glob("*.log"):  # a snapshot of a store that is only read lacks what is not flushed
            shutil.copyfile(log, copy / log.name)
        still = copy if _state(path) == before else path
    except (OSError, RuntimeError):
        still = path
    yield still
    if still == path and _state(path) != before:
        raise StoreError("the store has changed while it was read", "try again when nobody writes to it")


def _state(path: Path) -> list[tuple[str, int]]:
    """The files of a store and their sizes, which change with everything that is written."""
    files = [file for kind in ("CURRENT", "MANIFEST-*", "*.sst", "*.log") for file in path.glob(kind)]
    return sorted((file.name, file.stat().st_size) for file in files)


def parts(store: Embedded) -> list[Part]:
    """The parts of a store on disk, in order; derived graphs are left out.

    Raises StoreError where triples stand outside any named graph.
    """
    outside = store._engine.quads_for_pattern(None, None, None, ox.DefaultGraph())
    for quad in islice(outside, 1):
        from_ox(quad.graph_name)  # which says what is wrong
    found: list[Part] = []
    for graph, quads in _counted(store, "?g", "GRAPH ?g { ?s ?p ?o }"):
        if is_derived(graph):
            continue
        if quads <= SPLIT:
            found.append(Part(graph, None, quads))
            continue
        inside = f"GRAPH {term_text(graph)} {{ ?s ?p ?o }}"
        found += [Part(graph, predicate, number) for predicate, number in _counted(store, "?p", inside)]
    return found


def _counted(store: Embedded, variable: str, pattern: str) -> list[tuple[Iri, int]]:
    """How many quads a pattern finds of each value of a variable, by value."""
    rows = store.select(f"SELECT {variable} (COUNT(*) AS ?quads) WHERE {{ {pattern} }} GROUP BY {variable}")
    name = variable.removeprefix("?")
    return sorted((Iri(row[name]), int(row["quads"].value)) for row in rows if isinstance(row["quads"], Literal))


class Writable(Protocol):
    """Something that bytes can be written to."""

    def write(self, data: bytes, /) -> int:
        """Write some bytes."""

    def flush(self) -> None:
        """Make sure that they are written."""


class Stretch:
    """The quads of the parts of a store from a number on; they can be written piece by piece."""

    def __init__(self, store: Embedded, of: Sequence[Part], start: int) -> None:
        """Go to the first quad; within a part that takes as long as reading those before."""
        self._quads = _from(store, of, start)

    def write(self, count: int, file: Writable) -> None:
        """Write the next quads as N-Quads, fewer where the store ends. Raises StoreError on what RDF 1.1 has not."""
        ox.serialize(islice(self._quads, count), cast(IO[bytes], file), format=ox.RdfFormat.N_QUADS)


def _from(store: Embedded, of: Sequence[Part], start: int) -> Iterator[ox.Quad]:
    for part in of:
        if start >= part.quads:
            start -= part.quads
            continue
        predicate = None if part.predicate is None else ox.NamedNode(part.predicate)
        found = store._engine.quads_for_pattern(None, predicate, None, ox.NamedNode(part.graph))
        for quad in islice(found, start, None):
            subject, value = quad.subject, quad.object
            if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
                yield quad
            else:  # a blank node would be another one in every file
                named = ox.NamedNode(str(from_ox(subject)))
                yield ox.Quad(named, quad.predicate, to_ox(from_ox(value)), quad.graph_name)
        start = 0
