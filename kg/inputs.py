"""Files that users give, facts or RDF, as named graphs of quads."""

import os
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from attrs import frozen

from kg.errors import KgError, StoreError, listed, quoted
from kg.resources import resource
from kg.store import Embedded, Store, parse
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

BUNDLED = ("talks", "travels")
"""The data that comes with the program: the Istanbul talks, and the travels of American Secretaries of State."""
_SUFFIXES = (*FACTS_SUFFIXES, *RDF_SUFFIXES)


@frozen
class Inputs:
    """What files hold: quads by named graph, facts left out by review, and in which file and line each thing stands.

    `notes` say how many events of SEM and schema.org were read, where not all could be, and what else could not.
    """

    graphs: Mapping[Iri, list[Quad]]
    pending: int
    rejected: int
    lines: Mapping[str, tuple[str, int]]
    notes: tuple[str, ...] = ()

    def quads(self) -> list[Quad]:
        """The quads of all graphs."""
        return [quad for graph in sorted(self.graphs) for quad in self.graphs[graph]]


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The facts and RDF files that paths name, those of a folder and the folders below it in order, each once.

    In folders, hidden files and what is no ordinary file are passed over. Raises KgError on a path that is not there, a
    folder without such files, and a file of another kind.
    """
    kinds = ", ".join(_SUFFIXES)
    found: dict[str, Path] = {}

    def add(path: Path) -> None:
        found.setdefault(os.path.realpath(path), path)

    for path in paths:
        if os.path.isdir(path):
            inside = list(_inside(path))
            if not inside:
                raise KgError(f"the folder {path} holds no facts or RDF file", f"their names end in {kinds}")
            for file in inside:
                add(file)
        elif not os.path.exists(path):
            raise KgError(f"there is no file {path}", "name a facts file, an RDF file or a folder of them")
        elif path.suffix.lower() not in _SUFFIXES:
            raise KgError(f"{path} is neither a facts file nor RDF by its name", f"the name has to end in {kinds}")
        elif not os.path.isfile(path):
            raise KgError(f"{path} is no ordinary file", "name a facts file, an RDF file or a folder of them")
        else:
            add(path)
    return list(found.values())


def _inside(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(place, name) for name in sorted(names) if not name.startswith(".")):
            if path.suffix.lower() in _SUFFIXES and os.path.isfile(path):
                yield path


def read(paths: Iterable[Path], known: Collection[str] = ()) -> Inputs:
    """Facts files, RDF files and folders of them as named graphs.

    What an RDF file says outside any named graph goes to the graph of `graph_of`: the same file gets the same one
    again, another file another one, and a file that has moved counts as another. Beside events of SEM and schema.org
    there stands what they say in our own terms; see `kg.imports.semantic`. `known` are identifiers that facts
    may refer to without defining them. Raises FactsError with every problem of all facts files, StoreError on RDF that
    is not valid, KgError on paths that are not there.

    >>> from kg.resources import resource
    >>> inputs = read([resource("data")])
    >>> [graph.short for graph in inputs.graphs if "istanbul" in graph]
    ['source/istanbul-talks-2025-06-02']
    """
    files = files_in(paths)
    facts_files = [path for path in files if path.suffix.lower() in FACTS_SUFFIXES]
    graphs: dict[Iri, set[Quad]] = defaultdict(set)
    pending = rejected = 0
    notes: list[str] = []
    lines: Mapping[str, tuple[str, int]] = {}
    if facts_files:
        from kg.facts.read import read_files
        from kg.quads import to_quads

        result = read_files(facts_files, known)
        pending, rejected, lines = result.pending, result.rejected, result.lines
        for facts in result.facts:
            graphs[iri(facts.id)].update(to_quads(facts))
    if len(facts_files) < len(files):
        from kg.imports.semantic import translate
    for path in files:
        if path not in facts_files:
            graph = graph_of(path)
            syntax = RDF_SUFFIXES[path.suffix.lower()]
            if syntax not in ("trig", "nquads", "jsonld"):
                graphs.setdefault(graph, set())  # even where it says nothing any more
            quads = _rdf(path, syntax, graph)
            translation = translate(quads, graph, path.name)
            notes += translation.notes
            for quad in (*quads, *translation.quads):
                graphs[quad.graph].add(quad)
    return Inputs({graph: sorted(quads) for graph, quads in graphs.items()}, pending, rejected, lines, tuple(notes))


def bundled(data: str = "talks") -> Store:
    """One of the bundled sets of data, `BUNDLED`, in memory.

    The talks are read from `data/talks.nq`, the N-Quads of the facts files in `data/talks`, which saves reading YAML at
    every start; a test keeps the two equal. `kg export -f nquads data/talks -o data/talks.nq` writes it anew. The
    travels are imported from an archive of their XML, which takes some seconds. Raises KgError on other data.

    >>> len(bundled().graphs())
    4
    """
    if data not in BUNDLED:
        raise KgError(f"no data called {quoted(data)} is bundled", f"choose {listed(BUNDLED)}")
    if data != "talks":
        from kg.imports.bundled import travels

        return travels()
    store = Embedded.memory()
    store.load_file(resource("data", "talks.nq"))
    return store


def graph_of(path: Path) -> Iri:
    """The graph of what an RDF file says outside any named graph: its name, and a hash of where it lies.

    >>> graph_of(Path("/here/Talks.ttl")).short
    'file/talks-d16571e0'
    """
    from hashlib import sha256

    name = path.stem
    if not name.isascii():
        from anyascii import anyascii  # heavy, and few names need it

        name = anyascii(name)
    slug = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-") or "file"
    return iri(f"file/{slug}-{sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:8]}")


def _rdf(path: Path, syntax: str, graph: Iri) -> list[Quad]:
    from kg.imports.semantic import with_context

    try:
        data = path.read_bytes()
        return parse(with_context(data) if syntax == "jsonld" else data, syntax, graph)
    except OSError as error:
        raise KgError(f"{path} can't be read: {error.strerror}") from None
    except StoreError as error:
        raise StoreError(f"{path}: {error.message}", error.hint) from None
