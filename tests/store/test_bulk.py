"""Loading in bulk is all or nothing, whatever happens on the way."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from store.stores import update

from kg.errors import StoreError
from kg.store import Embedded, derived_of
from kg.store.bulk import bulk_load
from kg.terms import Iri, Literal, Quad, nquads

A, B = Iri("urn:graph:a"), Iri("urn:graph:b")


def quad(number: int, graph: Iri = A) -> Quad:
    return Quad(Iri(f"urn:s{number}"), Iri("urn:p"), Literal(str(number)), graph)


def stream(*quads: Quad) -> list[bytes]:
    return [nquads([quad]).encode() for quad in quads]


def content(path: Path) -> set[Quad]:
    with Embedded.open(path) as store:
        return set(store.quads())


def beside(path: Path) -> list[str]:
    return sorted(other.name for other in path.parent.iterdir() if other != path)


def test_a_store_is_made_where_there_is_none(tmp_path: Path) -> None:
    bulk_load(tmp_path / "s", stream(quad(1), quad(2, B)), [A])
    assert content(tmp_path / "s") == {quad(1), quad(2, B)}
    assert beside(tmp_path / "s") == []


def test_named_graphs_are_replaced_and_the_others_stay(tmp_path: Path) -> None:
    update(tmp_path / "s", {A: [quad(1)], B: [quad(2, B)]})
    bulk_load(tmp_path / "s", stream(quad(3)), [A])
    assert content(tmp_path / "s") == {quad(3), quad(2, B)}
    assert beside(tmp_path / "s") == []


@pytest.mark.parametrize("others", [0, 1, 3, 4, 50])
def test_both_ways_to_make_the_copy_replace_alike(tmp_path: Path, others: int) -> None:
    kept = [quad(number, B) for number in range(others)]
    update(tmp_path / "s", {A: [quad(1)], B: kept})
    update(tmp_path / "s", {derived_of(A): [quad(9, derived_of(A))]})
    bulk_load(tmp_path / "s", stream(quad(3)), [A])
    assert content(tmp_path / "s") == {quad(3), *kept}
    update(tmp_path / "s", {A: [quad(4)]})
    assert content(tmp_path / "s") == {quad(4), *kept}
    assert beside(tmp_path / "s") == []
    with Embedded.open(tmp_path / "s") as store:
        assert store.graphs(derived=True) == ([A, B] if others else [A])


def test_the_store_can_be_written_to_and_loaded_again_afterwards(tmp_path: Path) -> None:
    for number in range(4):
        bulk_load(tmp_path / "s", stream(quad(number)), [A])
        update(tmp_path / "s", {B: [quad(number, B)]})
    assert content(tmp_path / "s") == {quad(3), quad(3, B)}


@pytest.mark.parametrize("bad", [b"no quad", b'<urn:a> <urn:b> "c" <urn:g> .\n<urn:a> <urn:b> "unfinished'])
def test_what_is_not_nquads_changes_nothing(tmp_path: Path, bad: bytes) -> None:
    update(tmp_path / "s", {A: [quad(1)]})
    with pytest.raises(StoreError, match="can't be loaded"):
        bulk_load(tmp_path / "s", [bad], [A])
    assert content(tmp_path / "s") == {quad(1)}
    assert beside(tmp_path / "s") == []


def test_a_stream_that_fails_changes_nothing(tmp_path: Path) -> None:
    def failing() -> Iterator[bytes]:
        yield nquads([quad(2)]).encode()
        raise OSError("the line is cut")

    update(tmp_path / "s", {A: [quad(1)]})
    with pytest.raises(StoreError, match="the line is cut"):
        bulk_load(tmp_path / "s", failing(), [A])
    assert content(tmp_path / "s") == {quad(1)}


def test_a_store_that_another_process_writes_to_is_left_alone(tmp_path: Path) -> None:
    update(tmp_path / "s", {A: [quad(1)]})
    with Embedded.open_for_writing(tmp_path / "s"), pytest.raises(StoreError, match="another process is writing"):
        bulk_load(tmp_path / "s", stream(quad(2)), [A])
    assert content(tmp_path / "s") == {quad(1)}


def test_a_folder_that_is_no_store_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "letter.txt").write_text("dear")
    with pytest.raises(StoreError, match="is not a store"):
        bulk_load(tmp_path / "s", stream(quad(2)), [A])
    assert (tmp_path / "s" / "letter.txt").read_text() == "dear"


SLOW = """
import sys
from pathlib import Path
from kg.store.bulk import bulk_load
from kg.terms import Iri

def slow():
    yield b"".join(b'<urn:new%d> <urn:p> "x" <urn:graph:a> .\\n' % n for n in range(20000))
    print("loading", flush=True)
    import time
    time.sleep(60)

bulk_load(Path(sys.argv[1]), slow(), [Iri("urn:graph:a")])
"""


@pytest.mark.parametrize("others", [0, 50])
def test_a_killed_load_leaves_the_store_as_it_was_and_the_next_one_clears_up(tmp_path: Path, others: int) -> None:
    kept = [quad(number, B) for number in range(others)]
    update(tmp_path / "s", {A: [quad(1)], B: kept})
    child = subprocess.Popen([sys.executable, "-c", SLOW, str(tmp_path / "s")], stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"loading\n"
    time.sleep(0.1)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert content(tmp_path / "s") == {quad(1), *kept}
    assert len(beside(tmp_path / "s")) == 1
    bulk_load(tmp_path / "s", stream(quad(2)), [A])
    assert content(tmp_path / "s") == {quad(2), *kept}
    assert beside(tmp_path / "s") == []
