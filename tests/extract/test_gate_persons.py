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


def test_the_items_of_a_list_are_said_by_whoever_heads_it() -> None:
    items = "".join(f"{number}. Agreed on point {number}.\n\n" for number in range(1, 6))
    text = f"Ada Ames and Ben Jones met.\n\nThe ministers:\n\n{items}6. Rejected the dam.\n"
    said = claim(text, "statement", "Ada Ames", "rejected", "the dam", "Rejected the dam", resolving=(Span(0, 8),))
    assert Gate(text, None).why_not(said) == ""
    far = 'nobody called "Ada Ames" stands near the words'
    others = f"Ada Ames.\n{'It rained. ' * 5}\n{text.replace('Ada Ames', 'Eve Eames')}"
    for wrong in (text.replace("ministers:", "ministers."), text.replace("6. R", "R"), others):
        said = claim(wrong, "statement", "Ada Ames", "rejected", "the dam", "Rejected the dam", resolving=(Span(0, 8),))
        assert Gate(wrong, None).why_not(said) == far
    own = text.replace("6. Rejected", "6. Jones rejected")
    said = claim(own, "statement", "Ada Ames", "rejected", "the dam", "Jones rejected the dam", resolving=(Span(0, 8),))
    assert Gate(own, None).why_not(said) == 'somebody else speaks in the words ("Jones")'
