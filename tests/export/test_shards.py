"""A store as shards: nothing is lost, nothing is there twice, and the same store gives the same bytes."""

import gzip
import random
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

import kg
from kg.cli import cli
from kg.errors import KgError, StoreError
from kg.export.shards import verify, write_shards
from kg.store import Embedded, parts
from kg.terms import ID, Iri, Literal, Quad

LINES = [
    *(f'<urn:s{n}> <urn:p{n % 5}> "text {n}" <urn:g{n % 3}> .' for n in range(300)),
    *(f"<urn:s{n}> <urn:q> <urn:o{n}> <urn:g0> ." for n in range(100)),
    r'<urn:s> <urn:p0> "line\nend \"<urn:x> .\"" <urn:g1> .',
]


def store(folder: Path, lines: Iterable[str] = LINES, at_once: int = 1000) -> Path:
    found, engine = list(lines), ox.Store(str(folder))
    for start in range(0, len(found), at_once):
        engine.bulk_load("\n".join(found[start : start + at_once]).encode(), format=ox.RdfFormat.N_QUADS)
    return folder


def lines_of(folder: Path) -> list[str]:
    """The lines of all shards, as they come."""
    files = sorted(folder.glob("part-*.nq.gz"))
    return [line for file in files for line in gzip.decompress(file.read_bytes()).decode().splitlines()]


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "SPLIT", 120)  # so that one graph is read predicate by predicate


@pytest.mark.parametrize("shards", [1, 2, 7, 500])
def test_all_shards_together_are_the_store_and_of_equal_length(tmp_path: Path, shards: int) -> None:
    manifest = write_shards(store(tmp_path / "store"), tmp_path / "out", shards, 2)
    assert sorted(lines_of(tmp_path / "out")) == sorted(LINES)
    assert verify(tmp_path / "out") == manifest
    assert dict(manifest.graphs) == {"urn:g0": 200, "urn:g1": 101, "urn:g2": 100}
    counts = [file.quads for file in manifest.files]
    assert (len(counts), sum(counts)) == (shards, len(LINES))
    assert max(counts) - min(counts) <= 1


def test_the_bytes_depend_neither_on_the_processes_nor_on_how_the_store_came_about(tmp_path: Path) -> None:
    mixed = list(LINES)
    random.Random(1).shuffle(mixed)
    first = store(tmp_path / "one")
    other = store(tmp_path / "other", mixed, at_once=90)
    for number, (source, processes) in enumerate([(first, 1), (first, 3), (other, 2)]):
        write_shards(source, tmp_path / f"out{number}", 4, processes)
    quads = [
        Quad(Iri(q.subject.value), Iri(q.predicate.value), value, Iri(q.graph_name.value))
        for q in ox.parse("\n".join(mixed), format=ox.RdfFormat.N_QUADS)
        for value in [Literal(q.object.value) if isinstance(q.object, ox.Literal) else Iri(q.object.value)]
    ]
    write_shards(quads, tmp_path / "out3", 4)
    assert content(tmp_path / "out0") == content(tmp_path / "out1") == content(tmp_path / "out2")
    assert content(tmp_path / "out0") == content(tmp_path / "out3")
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_derived_graphs_stay_at_home(tmp_path: Path) -> None:
    derived = f"<urn:a> <urn:b> <urn:c> <{ID}derived/source/wire> ."
    write_shards(store(tmp_path / "store", [*LINES, derived]), tmp_path / "out")
    assert sorted(lines_of(tmp_path / "out")) == sorted(LINES)


def test_progress_ends_at_the_number_of_quads(tmp_path: Path) -> None:
    ticks: list[tuple[int, int]] = []
    write_shards(store(tmp_path / "store"), tmp_path / "out", 5, 2, lambda done, all_: ticks.append((done, all_)))
    assert len(ticks) == 5
    assert ticks == sorted(ticks)
    assert ticks[-1] == (len(LINES), len(LINES))


def test_an_empty_store_makes_one_empty_shard(tmp_path: Path) -> None:
    manifest = write_shards([], tmp_path / "out")
    assert [file.quads for file in manifest.files] == [0]
    assert verify(tmp_path / "out") == manifest


def test_the_bundled_talks_come_back_from_their_shards(tmp_path: Path) -> None:
    quads = kg.demo().quads()
    write_shards(iter(quads), tmp_path / "out", 3)
    engine = ox.Store()
    for file in sorted((tmp_path / "out").glob("part-*.nq.gz")):
        engine.bulk_load(gzip.decompress(file.read_bytes()), format=ox.RdfFormat.N_QUADS)
    assert len(engine) == len(set(quads))


def changing(engine: ox.Store) -> Callable[[int, int], None]:
    """What takes a graph out of a store as soon as the first shard is written."""
    return lambda done, total: engine.update("DROP SILENT GRAPH <urn:g0>") if done < total else None


@pytest.mark.parametrize("flush", [True, False])
def test_the_store_is_written_as_it_was_at_the_beginning(tmp_path: Path, flush: bool) -> None:
    path = store(tmp_path / "store")
    engine = ox.Store(str(path))
    engine.update('INSERT DATA { GRAPH <urn:g2> { <urn:late> <urn:p> "late" } }')
    if flush:
        engine.flush()
    write_shards(path, tmp_path / "out", 4, 2, changing(engine))
    assert sorted(lines_of(tmp_path / "out")) == sorted([*LINES, '<urn:late> <urn:p> "late" <urn:g2> .'])
    assert not list(engine.quads_for_pattern(None, None, None, ox.NamedNode("urn:g0")))


def test_without_a_snapshot_a_store_that_changes_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object) -> None:
        raise OSError("Operation not permitted")

    monkeypatch.setattr(Embedded, "snapshot", forbidden)
    path = store(tmp_path / "store")
    write_shards(path, tmp_path / "out", 4, 2)
    assert sorted(lines_of(tmp_path / "out")) == sorted(LINES)
    before = content(tmp_path / "out")
    with pytest.raises(StoreError, match="has changed while it was read"):
        write_shards(path, tmp_path / "out", 4, 2, changing(ox.Store(str(path))))
    assert content(tmp_path / "out") == before


def test_blank_nodes_of_other_programs_are_named_as_in_the_other_formats(tmp_path: Path) -> None:
    write_shards(store(tmp_path / "store", ["_:b <urn:p> _:c <urn:g> ."]), tmp_path / "out")
    (line,) = lines_of(tmp_path / "out")
    assert line.startswith("<urn:blank:")
    assert line.count("<urn:blank:") == 2


@pytest.mark.parametrize(
    "line", ["<urn:a> <urn:b> <urn:c> .", "<urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> <urn:g> ."]
)
def test_what_no_shard_can_hold_is_refused_and_leaves_nothing(tmp_path: Path, line: str) -> None:
    with pytest.raises(KgError):
        write_shards(store(tmp_path / "store", [line]), tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_there_has_to_be_a_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        write_shards(tmp_path / "none", tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("shards", [0, -1, 1_000_000_000])
def test_a_number_of_shards_that_makes_no_sense_is_refused(tmp_path: Path, shards: int) -> None:
    with pytest.raises(KgError, match="choose a number"):
        write_shards([], tmp_path / "out", shards)


class TestCommand:
    def test_a_folder_of_shards_is_written_and_stderr_says_so(self, tmp_path: Path) -> None:
        path = store(tmp_path / "store")
        done = CliRunner().invoke(
            cli, ["export", "-f", "shards", "-o", str(tmp_path / "out"), "--shards", "3", "--store", str(path)]
        )
        assert (done.exit_code, done.stdout) == (0, "")
        assert done.stderr == f"written: 401 quads in 3 shards in {tmp_path / 'out'}\n"
        assert verify(tmp_path / "out").quads == 401

    def test_files_give_the_bytes_that_a_store_of_them_gives(self, tmp_path: Path) -> None:
        (tmp_path / "all.nq").write_text("\n".join(LINES) + "\n")
        store(tmp_path / "store")
        for name, source in (("one", [str(tmp_path / "all.nq")]), ("other", ["--store", str(tmp_path / "store")])):
            done = CliRunner().invoke(cli, ["export", "-f", "shards", "-o", str(tmp_path / name), *source])
            assert done.exit_code == 0, done.output
        assert content(tmp_path / "one") == content(tmp_path / "other")

    @pytest.mark.parametrize(
        ("options", "code", "message"),
        [
            (["-f", "shards"], 2, "Shards need a folder: name it with -o."),
            (["-f", "trig", "--shards", "3"], 2, "--shards goes with -f shards."),
            (["-f", "shards", "--shards", "0"], 2, "--shards"),
            (["-f", "shards", "-o", "out", "--who", "Umerov"], 1, "shards hold the whole graph"),
            (["-f", "shards", "-o", "."], 1, "is the folder you are in"),
        ],
    )
    def test_what_makes_no_sense_is_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], code: int, message: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        done = CliRunner().invoke(cli, ["export", *options])
        assert (done.exit_code, list(tmp_path.iterdir())) == (code, [])
        assert message in done.stderr
