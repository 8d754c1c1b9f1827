"""A store as one sequence of quads: every stretch of it can be written alone, and all together are the store."""

from io import BytesIO
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.store import Embedded, parts
from kg.store.parts import Part, Stretch, at_rest
from kg.terms import ID, Iri

LINES = [f'<urn:s{n}> <urn:p{n % 2}> "text {n}" <urn:g{n % 3}> .\n' for n in range(30)]


def store(folder: Path) -> Path:
    derived = f"<urn:a> <urn:b> <urn:c> <{ID}derived/source/wire> .\n"
    engine = ox.Store(str(folder))
    engine.bulk_load("".join([*LINES, derived]).encode(), format=ox.RdfFormat.N_QUADS)
    engine.flush()
    return folder


def lines(path: Path, of: list[Part], start: int, count: int) -> list[str]:
    file = BytesIO()
    with Embedded.open(path) as opened:
        Stretch(opened, of, start).write(count, file)
    return file.getvalue().decode().splitlines(keepends=True)


@pytest.mark.parametrize(("split", "found"), [(10, [("urn:g0", None), ("urn:g1", None), ("urn:g2", None)]), (9, None)])
def test_large_graphs_are_taken_predicate_by_predicate_and_derived_ones_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, split: int, found: list[tuple[str, None]] | None
) -> None:
    monkeypatch.setattr(parts, "SPLIT", split)
    with Embedded.open(store(tmp_path / "store")) as opened:
        of = parts.parts(opened)
    each = [(f"urn:g{graph}", f"urn:p{predicate}") for graph in range(3) for predicate in range(2)]
    assert [(part.graph, part.predicate) for part in of] == (found or each)
    assert sum(part.quads for part in of) == len(LINES)


@pytest.mark.parametrize("split", [5, 1000])
@pytest.mark.parametrize("length", [1, 4, 7, 30])
def test_stretches_that_follow_each_other_are_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, split: int, length: int
) -> None:
    monkeypatch.setattr(parts, "SPLIT", split)
    path = store(tmp_path / "store")
    with Embedded.open(path) as opened:
        of = parts.parts(opened)
    pieces = [lines(path, of, start, length) for start in range(0, 30, length)]
    assert [len(piece) for piece in pieces[:-1]] == [length] * (len(pieces) - 1)
    whole = [line for piece in pieces for line in piece]
    assert whole == lines(path, of, 0, 30)
    assert sorted(whole) == sorted(LINES)


def test_a_store_at_rest_is_a_copy_that_nobody_changes(tmp_path: Path) -> None:
    path = store(tmp_path / "store")
    with at_rest(path, tmp_path / "copy") as still:
        ox.Store(str(path)).update("DROP GRAPH <urn:g0>")
        with Embedded.open(still) as opened:
            assert still == tmp_path / "copy"
            assert opened.count(Iri("urn:g0")) == 10
