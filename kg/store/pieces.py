"""N-Quads in pieces of whole lines, as an engine's bulk loader takes them one beside the other.

A piece is text as bytes, or a file that is gone once it was loaded. The text has to be such as `kg.terms` writes it:
without blank nodes, of which each piece would have its own, and with IRIs that have been found to be some.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from kg.terms import Quad, nquads

Piece = bytes | Path

FIRST, LARGEST = 1 << 24, 1 << 27
"""How many bytes a piece has at first, so that an engine can begin early, and at most; on disk each makes files."""
IN_MEMORY = 1 << 22
"""How many bytes all pieces for an engine in memory have."""
_QUADS = 20_000


def next_size(written: int, part: float, first: int = FIRST, largest: int = LARGEST) -> int:
    """How many bytes the next piece should have, where so many have been written, which are a part of all.

    As many as all before, so that the engine never waits, but at most half of what is left, so that none is long at
    work when all others are done.

    >>> [next_size(written << 20, part) >> 20 for written, part in ((0, 0), (8, 0.1), (500, 0.5), (990, 0.99))]
    [16, 16, 128, 16]
    """
    left = written / part - written if part else 0.0
    return max(first, min(largest, written, int(left / 2)))


def pieces(quads: Iterable[Quad]) -> Iterator[bytes]:
    """Quads as pieces of N-Quads.

    >>> from kg.terms import Iri
    >>> list(pieces([Quad(Iri("urn:a"), Iri("urn:b"), Iri("urn:c"), Iri("urn:g"))]))
    [b'<urn:a> <urn:b> <urn:c> <urn:g> .\\n']
    """
    left = iter(quads)
    while piece := nquads(islice(left, _QUADS)).encode():
        yield piece
