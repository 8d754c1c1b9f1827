"""A folder of shards: whole or not there, never in place of something else, and what it holds can be checked."""

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest

from kg.errors import KgError
from kg.shards import MANIFEST, ShardWriter, read_manifest, unfinished, verify, write_manifest

LINES = [f'<urn:s{n}> <urn:p> "a <urn:x> b {n}" <urn:g{n % 2}> .\n'.encode() for n in range(20)]


def written(folder: Path, lines: list[bytes] = LINES) -> Path:
    """A folder of two shards."""
    with unfinished(folder) as new:
        shards = []
        for number in range(2):
            with ShardWriter(new, number) as writer:
                for line in lines[number::2]:
                    writer.write(line[:7])
                    writer.write(line[7:])
            shards.append(writer.shard)
        write_manifest(new, shards[::-1], {"urn:g1": len(lines[1::2]), "urn:g0": len(lines[::2]), "urn:g2": 0})
    return folder


def changed(folder: Path, **values: Any) -> None:
    content = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps({**content, **values}))


def test_the_manifest_says_what_the_files_hold(tmp_path: Path) -> None:
    manifest = verify(written(tmp_path / "out"))
    assert (manifest.quads, dict(manifest.graphs)) == (20, {"urn:g0": 10, "urn:g1": 10})
    assert [(file.name, file.quads) for file in manifest.files] == [("part-00000.nq.gz", 10), ("part-00001.nq.gz", 10)]
    assert gzip.decompress((tmp_path / "out" / "part-00001.nq.gz").read_bytes()) == b"".join(LINES[1::2])
    assert sorted(os.listdir(tmp_path)) == ["out"]


def test_the_same_quads_give_the_same_bytes_whenever_they_are_written(tmp_path: Path) -> None:
    one, other = written(tmp_path / "one"), written(tmp_path / "other")
    assert {p.name: p.read_bytes() for p in one.iterdir()} == {p.name: p.read_bytes() for p in other.iterdir()}
    assert (one / "part-00000.nq.gz").read_bytes()[4:8] == bytes(4)


def test_a_block_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), unfinished(tmp_path / "out"):
        raise ZeroDivisionError
    assert os.listdir(tmp_path) == []


def test_shards_give_way_to_new_ones_and_stay_where_these_fail(tmp_path: Path) -> None:
    folder = written(tmp_path / "out")
    with pytest.raises(ZeroDivisionError), unfinished(folder):
        raise ZeroDivisionError
    assert verify(folder).quads == 20
    assert verify(written(folder, LINES[:6])).quads == 6
    assert sorted(os.listdir(tmp_path)) == ["out"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert verify(written(tmp_path / "out")).quads == 20


@pytest.mark.parametrize("name", ["letter.txt", "part-00007.nq.gz", "manifest.json", ".hidden"])
def test_a_folder_that_holds_something_else_is_refused_and_kept(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "out"
    if name != MANIFEST:
        written(folder)
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("{}")
    with pytest.raises(KgError, match="holds something else"):
        written(folder)
    assert (folder / name).read_text() == "{}"
    assert os.listdir(tmp_path) == ["out"]


def test_a_file_and_the_folder_one_is_in_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KgError, match="is no folder"):
        written(tmp_path / "file")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(KgError, match="is the folder you are in"):
        written(Path("."))


def test_what_a_process_that_was_killed_has_left_is_cleared_away_and_no_one_elses(tmp_path: Path) -> None:
    left = tmp_path / ".out-00000000.unfinished"
    left.mkdir()
    (left / "part-00000.nq.gz").write_bytes(b"half")
    with unfinished(tmp_path / "out") as at_work:
        assert not left.exists()
        written(tmp_path / "out")
        assert at_work.exists()
    assert os.listdir(tmp_path) == ["out"]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda folder: (folder / "part-00000.nq.gz").unlink(), "can't be read"),
        (lambda folder: (folder / "part-00000.nq.gz").write_bytes(b""), "has 0 bytes"),
        (lambda folder: (folder / "part-00002.nq.gz").write_bytes(b""), "is not in the manifest"),
        (lambda folder: (folder / MANIFEST).unlink(), "can't be read"),
        (lambda folder: (folder / MANIFEST).write_text("{"), "is not JSON"),
        (lambda folder: (folder / MANIFEST).write_text("[" * 100_000), "is not JSON"),
        (lambda folder: (folder / MANIFEST).write_text("[]"), "is not the manifest"),
        (lambda folder: changed(folder, version=2), "another version"),
        (lambda folder: changed(folder, quads=21), "does not hold together"),
        (lambda folder: changed(folder, files=None), "does not hold together"),
        (lambda folder: changed(folder, graphs={"urn:g0": 21, "urn:g1": -1}), "does not hold together"),
        (lambda folder: changed(folder, graphs={"urn:g0": 9, "urn:g1": 11}), r"<urn:g0> has 10 quads: 9 by the"),
    ],
)
def test_whatever_does_not_fit_the_manifest_is_found(tmp_path: Path, spoil: Any, message: str) -> None:
    folder = written(tmp_path / "out")
    spoil(folder)
    with pytest.raises(KgError, match=message):
        verify(folder)


def test_a_flipped_byte_is_found(tmp_path: Path) -> None:
    path = written(tmp_path / "out") / "part-00001.nq.gz"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(KgError, match="another SHA-256"):
        verify(tmp_path / "out")


def test_a_manifest_of_a_stranger_names_no_file_elsewhere(tmp_path: Path) -> None:
    folder = written(tmp_path / "out")
    files = json.loads((folder / MANIFEST).read_text())["files"]
    for name in ("../out/part-00000.nq.gz", "/etc/passwd", "part-00000.nq.gz\n", files[1]["name"]):
        changed(folder, files=[{**files[0], "name": name}, files[1]])
        with pytest.raises(KgError, match="does not hold together"):
            read_manifest(folder)


@pytest.mark.parametrize("content", [b"<urn:s> <urn:p> <urn:o> .\n", b"\n", b"x", b"not a quad at all .\n"])
def test_lines_that_are_no_quads_are_found(tmp_path: Path, content: bytes) -> None:
    with unfinished(tmp_path / "out") as new:
        with ShardWriter(new, 0) as writer:
            writer.write(content)
        write_manifest(new, [writer.shard], {"urn:g": writer.shard.quads})
    with pytest.raises(KgError, match=r"is no quad|has 0 quads|has 1 quads"):
        verify(tmp_path / "out")
