"""What is loaded in pieces is what would have been loaded at once."""

from pathlib import Path

import pytest

from kg.store import Embedded
from kg.store import pieces as module
from kg.store.pieces import pieces
from kg.terms import Iri, Literal, Quad, nquads

QUADS = [Quad(Iri("urn:a"), Iri("urn:b"), Literal("x" * number), Iri("urn:g")) for number in range(60)]


def test_pieces_are_whole_lines_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_QUADS", 7)
    found = list(pieces(QUADS))
    assert len(found) == 9
    assert b"".join(found) == nquads(QUADS).encode()
    assert all(piece.endswith(b"\n") for piece in found)
    assert list(pieces([])) == []


def test_many_pieces_of_both_kinds_make_the_same_store_and_files_are_gone(tmp_path: Path) -> None:
    given: list[bytes | Path] = [nquads([quad]).encode() for quad in QUADS[:30]]
    for number, quad in enumerate(QUADS[20:]):
        path = tmp_path / f"{number}.nq"
        path.write_text(nquads([quad]))
        given.append(path)
    store = Embedded.memory()
    store.load_pieces(given)
    assert sorted(store.quads(Iri("urn:g"))) == sorted(QUADS)
    assert list(tmp_path.iterdir()) == []


def test_what_fails_in_a_piece_or_in_their_making_is_raised() -> None:
    def broken() -> "list[bytes]":
        raise OSError("the disk is gone")

    with pytest.raises(SyntaxError):
        Embedded.memory().load_pieces([*pieces(QUADS), b"nonsense\n", *pieces(QUADS)])
    with pytest.raises(OSError, match="the disk is gone"):
        Embedded.memory().load_pieces(piece for _ in range(2) for piece in broken())
