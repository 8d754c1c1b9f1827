"""Files that users give, facts or RDF, as named graphs of quads."""

import os
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from attrs import frozen

from kg.errors import KgError
from kg.resources import resource
from kg.store import Store, parse
from kg.terms import Iri, Quad, iri

FACTS_SUFFIXES = (".yaml", ".yml")
RDF_SUFFIXES = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nt": "ntriples",
    ".nq": "nquads",
    ".rdf": "rdfxml",
    ".jsonld": "jsonld",
}


_SUFFIXES = (*FACTS_SUFFIXES, *RDF_SUFFIXES)


@frozen
class Inputs:
    """What files hold: quads by named graph, facts left out by review, and in which file and line each thing stands."""

    graphs: Mapping[Iri, list[Quad]]
    pending: int
    rejected: int
    lines: Mapping[str, tuple[str, int]]

    def quads(self) -> list[Quad]:
        """The quads of all graphs."""
        return [quad for graph in sorted(self.graphs) for quad in self.graphs[graph]]


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The facts and RDF files that paths name, those of a folder and the folders below it in order, each once.

    In folders, hidden files and what is no ordinary file are passed over. Raises KgError on a path that is not there, a
    folder without such files, and a file of another kind.
    """
    kinds = ", ".join(_SUFFIXES)
    found: list[Path] = []
    for path in paths:
        if os.path.isdir(path):
            inside = list(_inside(path))
            if not inside:
                raise KgError(f"the folder {path} holds no facts or RDF file", f"their names end in {kinds}")
            found += inside
        elif not os.path.exists(path):
            raise KgError(f"there is no file {path}", "name a facts file, an RDF file or a folder of them")
        elif path.suffix.lower() not in _SUFFIXES:
            raise KgError(f"{path} is neither a facts file nor RDF by its name", f"the name has to end in {kinds}")
        elif not os.path.isfile(path):
            raise KgError(f"{path} is no ordinary file", "name a facts file, an RDF file or a folder of them")
        else:
            found.append(path)
    return list({os.path.realpath(path): path for path in reversed(found)}.values())[::-1]


def _inside(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(place, name) for name in sorted(names) if not name.startswith(".")):
            if path.suffix.lower() in _SUFFIXES and os.path.isfile(path):
                yield path


def read(paths: Iterable[Path], known: Collection[str] = ()) -> Inputs:
    """Facts files, RDF files and folders of them as named graphs.

    `known` are identifiers that facts may refer to without defining them. Raises FactsError with every problem of all
    facts files, StoreError on RDF that is not valid, KgError on paths that are not there.

    >>> from kg.resources import resource
    >>> inputs = read([resource("data")])
    >>> [graph.short for graph in inputs.graphs if "istanbul" in graph]
    ['source/istanbul-talks-2025-06-02']
    """
    files = files_in(paths)
    facts_files = [path for path in files if path.suffix.lower() in FACTS_SUFFIXES]
    graphs: dict[Iri, list[Quad]] = defaultdict(list)
    pending = rejected = 0
    lines: Mapping[str, tuple[str, int]] = {}
    if facts_files:
        from kg.facts.read import read_files
        from kg.triples import to_quads

        result = read_files(facts_files, known)
        pending, rejected, lines = result.pending, result.rejected, result.lines
        for facts in result.facts:
            graphs[iri(facts.id)] = to_quads(facts)
    for path in files:
        if path not in facts_files:
            for quad in _rdf(path):
                graphs[quad.graph].append(quad)
    return Inputs(dict(graphs), pending, rejected, lines)


def bundled() -> Store:
    """The bundled Istanbul talks in memory.

    They are read from `data/talks.nq`, the N-Quads of the facts files in `data/talks`, which saves reading YAML at
    every start; a test keeps the two equal. `kg export -f nquads data/talks -o data/talks.nq` writes it anew.

    >>> len(bundled().graphs())
    4
    """
    store = Store.memory()
    store.load_file(resource("data", "talks.nq"))
    return store


def _rdf(path: Path) -> list[Quad]:
    slug = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "file"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise KgError(f"{path} can't be read: {error.strerror}") from None
    try:
        return parse(data, RDF_SUFFIXES[path.suffix.lower()], iri(f"source/{slug}"))
    except KgError as error:
        raise KgError(f"{path}: {error}") from None
