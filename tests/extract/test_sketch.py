"""Sketches: what a text is recognised by without keeping it."""

from itertools import combinations

import pytest
from documented import ROOT

from kg.extract.copies import ALIKE
from kg.extract.sketch import Sketch, sketch_of

TEXTS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "bench/extraction/dev").glob("*.txt"))]


def test_articles_that_are_no_copies_are_far_from_it() -> None:
    sketches = [sketch_of(text) for text in TEXTS]
    assert len(sketches) >= 70
    assert max(one.overlap(other) for one, other in combinations(sketches, 2)) < 0.2


def test_a_masthead_and_six_changed_words_leave_a_copy_one() -> None:
    for text in TEXTS:
        words = text.split()
        for number in range(6):
            words[(number * 2 + 1) * len(words) // 12] = f"changed {number}"
        copy = f"The Daily Paper, by our own staff\n\n{' '.join(words)}"
        assert sketch_of(text).overlap(sketch_of(copy)) >= ALIKE


@pytest.mark.parametrize("text", ["", "one", *TEXTS[:3], "word " * 5000])
def test_what_is_written_is_read_again(text: str) -> None:
    assert Sketch.read(str(sketch_of(text))) == sketch_of(text)
    assert len(str(sketch_of(text))) <= 266


@pytest.mark.parametrize(
    "written", ["", "x", "5.", "5.abcde", "0.abcd", "5.\u00e9\u00e9\u00e9\u00e9", "9" * 50 + ".abcd"]
)
def test_what_is_no_sketch_is_told(written: str) -> None:
    assert Sketch.read(written) is None
