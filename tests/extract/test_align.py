"""Finding quotes in a text."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.align import MOST_PLACES, Aligner, fold
from kg.model import Span

TEXTS = st.text(alphabet=st.sampled_from("abAB é\u0301\u200f\u200b“”\"'’–-….\n\t1ß\ufb01क\u093fİ"), max_size=60)


@given(TEXTS)
def test_a_folded_text_maps_back_in_order_and_covers_what_it_shows(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert folded.starts == sorted(folded.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))


@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(TEXTS, st.data())
def test_every_part_of_a_text_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = text[start:end]
    found = Aligner(text).find(quote)
    if quote.strip():
        assert Span(start, end) in found or len(found) == MOST_PLACES


@given(TEXTS, st.data())
def test_what_is_found_has_the_folded_words_of_the_quote(text: str, data: st.DataObject) -> None:
    quote = data.draw(TEXTS)
    for span in Aligner(text).find(quote):
        there = fold(text[span.start : span.end]).text.strip()
        assert there.casefold() == fold(quote).text.strip().casefold() or quote == text[span.start : span.end]


@given(st.text(alphabet="abcdeé ", min_size=1, max_size=40).filter(str.strip))
def test_the_same_words_written_otherwise_are_found(text: str) -> None:
    other = unicodedata.normalize("NFD", f"\u200f{text}\u200b").replace(" ", " \u00a0\n")
    assert len(Aligner(f"x {text} y").find(other)) >= 1


def test_quotes_dashes_space_and_dots_may_be_written_otherwise() -> None:
    text = "He said: “We met –  and\nagreed…” in the end."
    (found,) = Aligner(text).find('"we met - and agreed..."')
    assert text[found.start : found.end] == "“We met –  and\nagreed…”"


def test_other_words_are_not_found_however_alike_they_are() -> None:
    aligner = Aligner("472 drones were launched by Sudria at Norland.")
    assert aligner.find("427 drones were launched by Sudria at Norland.") == []
    assert aligner.find("472 drones ... at Norland.") == []
    assert aligner.find("472 Drones") == []
    assert Aligner("the ﬁrst").find("the first") == []


def test_several_places_are_all_given() -> None:
    assert len(Aligner("He left. He left.").find("He left")) == 2


def test_nothing_and_too_much_are_not_looked_for() -> None:
    assert Aligner("a b").find(" ") == []
    assert Aligner("a" * 5000).find("a" * 4000) == []
    assert len(Aligner("a" * 5000).find("a")) == MOST_PLACES
