"""A stream in pieces holds the same lines, none cut, however it is read."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store import Embedded, streams
from kg.store.streams import Written, pieces
from kg.terms import Iri, Literal, Quad, nquads

QUADS = [Quad(Iri("urn:a"), Iri("urn:b"), Literal("x" * number), Iri("urn:g")) for number in range(60)]


@given(st.integers(1, 500), st.integers(1, 300), st.lists(st.binary(max_size=40).map(lambda b: b.replace(b"\n", b""))))
def test_pieces_are_whole_lines_and_nothing_is_lost(first: int, size: int, lines: list[bytes]) -> None:
    content = b"".join(line + b"\n" for line in lines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streams, "FIRST_PIECE", first)
        found = []
        for piece in pieces(io.BytesIO(content)):
            read = []
            while data := piece.read(size):
                assert len(data) <= size
                read.append(data)
            found.append(b"".join(read))
    assert b"".join(found) == content
    assert all(piece.endswith(b"\n") for piece in found if piece)


def test_a_last_line_without_an_end_is_read_as_well() -> None:
    assert b"".join(piece.read() for piece in pieces(io.BytesIO(b"one\ntwo"))) == b"one\ntwo"


def test_many_pieces_make_the_same_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "FIRST_PIECE", 100)
    monkeypatch.setattr(streams, "LARGEST_PIECE", 300)
    store = Embedded.memory()
    store.load_stream(Written(QUADS))
    assert sorted(store.quads(Iri("urn:g"))) == sorted(QUADS)


@given(st.integers(1, 4000))
def test_written_quads_are_read_in_any_portions(size: int) -> None:
    stream, read = Written(QUADS), []
    while data := stream.read(size):
        read.append(data)
    assert b"".join(read) == nquads(QUADS).encode()
