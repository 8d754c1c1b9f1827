"""N-Quads in pieces of whole lines, as an engine's bulk loader takes them one beside the other.

A piece is text as bytes, or a file that is gone once it was loaded. The text has to be such as `kg.terms` writes it:
without blank nodes, of which each piece would have its own, and with IRIs that have been found to be some.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from kg.terms import Quad, nquads

Piece = bytes | Path

FIRST, LARGEST = 1 << 22, 1 << 26
"""How many bytes a piece has at first, so that an engine can begin early, and at most."""
_QUADS = 20_000


def sizes() -> Iterator[int]:
    """How many bytes each piece should have, the next one twice as many as the one before.

    >>> [size >> 20 for size in islice(sizes(), 7)]
    [4, 8, 16, 32, 64, 64, 64]
    """
    size = FIRST
    while True:
        yield size
        size = min(2 * size, LARGEST)


def pieces(quads: Iterable[Quad]) -> Iterator[bytes]:
    """Quads as pieces of N-Quads.

    >>> from kg.terms import Iri
    >>> list(pieces([Quad(Iri("urn:a"), Iri("urn:b"), Iri("urn:c"), Iri("urn:g"))]))
    [b'<urn:a> <urn:b> <urn:c> <urn:g> .\\n']
    """
    left = iter(quads)
    while piece := nquads(islice(left, _QUADS)).encode():
        yield piece
