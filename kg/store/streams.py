"""N-Quads as streams: written while they are read, and cut into the pieces that an engine takes at once."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Protocol

from kg.terms import Quad, nquads

FIRST_PIECE, LARGEST_PIECE = 1 << 22, 1 << 27
"""How many bytes an engine is given at once: few at first, so that it begins to write while more are being made."""


class Stream(Protocol):
    """Bytes to be read from the beginning to the end."""

    def read(self, size: int = -1, /) -> bytes:
        """Read some bytes, none at the end."""


class Written:
    """Quads as a stream of N-Quads, written as it is read.

    >>> from kg.terms import Iri
    >>> Written([Quad(Iri("urn:a"), Iri("urn:b"), Iri("urn:c"), Iri("urn:g"))]).read(9)
    b'<urn:a> <'
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._quads = iter(quads)
        self._rest = b""

    def read(self, size: int = -1, /) -> bytes:
        """Read some bytes, none at the end."""
        while size < 0 or len(self._rest) < size:
            more = nquads(islice(self._quads, 1000)).encode()
            if not more:
                break
            self._rest += more
        size = len(self._rest) if size < 0 else size
        found, self._rest = self._rest[:size], self._rest[size:]
        return found


class Piece:
    """The next lines of a stream, some bytes long, and what has already been read of what comes after them."""

    def __init__(self, stream: Stream, size: int, begun: bytes = b"") -> None:
        self._stream, self._left = stream, size
        self.rest, self.is_last = begun, False

    def read(self, size: int = -1, /) -> bytes:
        """Read some bytes, none at the end."""
        if self._left <= 0:
            return b""
        begun = self.rest or self._stream.read(size)
        self.is_last = not begun
        end = len(begun) if size < 0 else size
        if self._left <= min(end, len(begun)):
            end = begun.find(b"\n", self._left - 1, end) + 1 or end
        data, self.rest = begun[:end], begun[end:]
        self._left -= len(data)
        if self._left <= 0 and not data.endswith(b"\n"):
            self._left = 1  # the line goes on
        return data


def pieces(stream: Stream) -> Iterator[Piece]:
    """A stream in pieces of whole lines, of which each has to be read to its end before the next.

    >>> from kg.terms import Iri
    >>> quads = [Quad(Iri("urn:a"), Iri("urn:b"), Iri("urn:c"), Iri("urn:g"))]
    >>> b"".join(piece.read() for piece in pieces(Written(quads)))
    b'<urn:a> <urn:b> <urn:c> <urn:g> .\\n'
    """
    size = FIRST_PIECE
    piece = Piece(stream, size)
    yield piece
    while not piece.is_last:
        size = min(2 * size, LARGEST_PIECE)
        piece = Piece(stream, size, piece.rest)
        yield piece
