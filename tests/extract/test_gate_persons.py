"""Whose words and whose post: a name offered from elsewhere does not outweigh the one that stands there."""

import pytest
from attrs import evolve
from extract.invented import claim

from kg.extract.gate import Gate
from kg.model import Span

TEXT = (
    "Ada Ames, the foreign minister of Norland, met Ben Jones, the envoy of Sudria. Jones said the river was full. "
    "It rained. It snowed. Wind rose. Night fell. She said the talks went well.\n"
    "The foreign minister called for calm."
)
BEN, ADA = (Span(TEXT.index(name), TEXT.index(name) + len(name)) for name in ("Ben Jones", "Ada Ames"))


def test_words_next_to_a_speaker_are_his() -> None:
    said = claim(TEXT, "statement", "Ben Jones", "stated", "the river was full", "the river was full")
    assert Gate(TEXT, None).why_not(evolve(said, resolving=(BEN,))) == ""
    assert Gate(TEXT, None).why_not(evolve(said, subject="Ada Ames", resolving=(ADA,))) == (
        'somebody else speaks in the words ("Jones")'
    )


def test_a_pronoun_does_not_reach_far_and_an_office_does() -> None:
    said = claim(TEXT, "statement", "Ada Ames", "stated", "the talks went well", "She said the talks went well")
    assert Gate(TEXT, None).why_not(evolve(said, resolving=(ADA,))) == 'nobody called "Ada Ames" stands near the words'
    calm = claim(TEXT, "statement", "Ada Ames", "called-for", "calm", "The foreign minister called for calm")
    assert Gate(TEXT, None).why_not(evolve(calm, resolving=(ADA,))) == 'nobody called "Ada Ames" stands near the words'
    text = TEXT.replace("The foreign minister called", "The Foreign Minister called")
    calm = claim(text, "statement", "Ada Ames", "called-for", "calm", "The Foreign Minister called for calm")
    assert Gate(text, None).why_not(evolve(calm, resolving=(ADA,))) == ""


@pytest.mark.parametrize(("who", "place", "right"), [("Ada Ames", ADA, True), ("Ben Jones", BEN, False)])
def test_a_post_is_held_by_the_one_named_with_it(who: str, place: Span, right: bool) -> None:
    post = claim(TEXT, "post", who, "holds", "foreign minister@Norland", "Ada Ames, the foreign minister of Norland")
    reason = Gate(TEXT, None).why_not(evolve(post, resolving=(place,)))
    assert reason == ("" if right else 'somebody else holds the post in the words ("Ames")')
