"""Helpers for the tests of importers of event tables."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import mkdtemp

from kg import model as m
from kg.imports.frame import Importer, Staging, Summary, lines_of
from kg.store import Embedded
from kg.terms import Quad
from kg.triples import from_quads

Refusals = list[tuple[int, str, tuple[str, ...]]]


def quads_of(importer: Importer, source: m.Source, staging: Staging, summary: Summary) -> Iterator[Quad]:
    """The quads of a staged file, sorted."""
    store = Embedded.memory()
    store.load_pieces([lines.encode() for _, lines in lines_of(importer, source, staging, summary)])
    yield from sorted(store.quads())


def quads_from(importer: Importer, path: Path) -> tuple[list[Quad], Summary, Refusals]:
    """The quads of a file, what became of its rows, and the rejected ones."""
    staging = Staging(Path(mkdtemp(dir=path.parent)) / "staged")
    with closing(staging.database):
        staging.fill(importer, path, lambda offset, rows: None)
        summary = Summary()
        quads = list(quads_of(importer, importer.source(path), staging, summary))
        assert summary.adds_up()
        return quads, summary, list(staging.refusals())


def imported(importer: Importer, path: Path) -> tuple[m.Facts, Summary, list[tuple[int, str]]]:
    """What a file says once its quads are read back, what became of its rows, and line and reason of the rejected."""
    quads, summary, refusals = quads_from(importer, path)
    (facts,) = from_quads(quads)
    return facts, summary, [(line, reason) for line, reason, _ in refusals]
