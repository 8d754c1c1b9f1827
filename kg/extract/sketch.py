"""What a text is recognised by without keeping it: hashes of its runs of three words, the smallest of them.

Case, punctuation and line ends do not count, so that of a text in which a day, a masthead or a few words were changed
nearly all runs stay. A sketch says nothing else of the text: it can't be read back.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from zlib import crc32

from attrs import frozen

from kg.facts.kinds import SKETCH

_RUN = 3
_KEPT = 64
_BYTES = 3
_WORD = re.compile(r"\w+")


@frozen
class Sketch:
    """How many different runs a text has, and the smallest of their hashes.

    >>> one, other = (sketch_of(f"Ada Ames met Ben Jones in Oslo on {day}, said the minister.") for day in (1, 2))
    >>> Sketch.read(str(one)) == one, one.overlap(one), round(one.overlap(other), 2)
    (True, 1.0, 0.7)
    """

    runs: int
    hashes: frozenset[int]

    @classmethod
    def read(cls, written: str) -> "Sketch | None":
        """A sketch as `str` writes it, None where it is none."""
        if not re.fullmatch(SKETCH.form, written):
            return None
        runs, _, kept = written.partition(".")
        try:
            data = urlsafe_b64decode(kept)
        except ValueError:
            return None
        starts = range(0, len(data) - _BYTES + 1, _BYTES)
        return cls(int(runs), frozenset(int.from_bytes(data[start : start + _BYTES]) for start in starts))

    def __str__(self) -> str:
        """The sketch in letters, at most 266."""
        data = b"".join(value.to_bytes(_BYTES) for value in sorted(self.hashes))
        return f"{self.runs}.{urlsafe_b64encode(data).decode()}"

    def overlap(self, other: "Sketch") -> float:
        """Which part of the shorter text's runs stands in the other text too, as far as the kept hashes tell."""
        smallest = sorted(self.hashes | other.hashes)[: max(_KEPT, min(len(self.hashes), len(other.hashes)))]
        shared = sum(value in self.hashes and value in other.hashes for value in smallest)
        alike = shared / len(smallest) if smallest else 0
        return min(1.0, alike * (self.runs + other.runs) / (1 + alike) / max(1, min(self.runs, other.runs)))


@lru_cache(maxsize=4)
def sketch_of(text: str) -> Sketch:
    """The sketch of a text.

    >>> sketch_of("").runs, sketch_of("One two, three FOUR") == sketch_of("one two three four")
    (1, True)
    """
    words = [match[0] for match in _WORD.finditer(text.casefold())]
    runs = {" ".join(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1))}
    hashes = sorted({crc32(run.encode()) >> (32 - 8 * _BYTES) for run in runs})
    return Sketch(len(runs), frozenset(hashes[:_KEPT]))
