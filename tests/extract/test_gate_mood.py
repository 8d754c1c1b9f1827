"""Whether words deny or plan what a claim tells."""

import pytest
from attrs import evolve
from extract.invented import claim

from kg.extract.gate import Gate


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [
        ("The talks were held in Riverton.", "held", ""),
        ("The talks were called off.", "held", "the words say that it was not held"),
        ("The talks will open on Friday.", "held", "the words only plan it"),
        ("Norland denied that the talks had taken place.", "held", "the words deny something"),
        ("Norland denied a leak, as the talks opened.", "held", ""),
        ("The talks were held in Riverton.", "cancelled", "the words do not say that it was cancelled"),
        ("The talks were held in Riverton.", "announced", "the words tell it as done"),
        ("The talks will open on Friday.", "announced", ""),
        ("The talks, due on Friday, have been put off.", "postponed", ""),
        ("They have not held talks since May.", "held", ""),
    ],
)
def test_a_status_has_to_fit_its_words(text: str, status: str, reason: str) -> None:
    start = text.find("the talks") if "the talks" in text else 0
    told = claim(text, "event", "talks:1", "status", status, text[start:])
    assert Gate(text, None).why_not(told).startswith(reason)
    assert bool(Gate(text, None).why_not(told)) == bool(reason)


@pytest.mark.parametrize(
    ("text", "words", "modality"),
    [
        ("The ministers of Norland will meet on Friday.", "The ministers of Norland", "planned"),
        ("Norland, whose king will abdicate, met Sudria.", "Norland", "asserted"),
        ("Norland met Sudria, and they will meet again.", "Norland met Sudria", "asserted"),
        ("Norland hopes to meet Sudria.", "Norland", "hoped"),
    ],
)
def test_the_clause_around_the_words_tells_whether_it_is_planned(text: str, words: str, modality: str) -> None:
    met = claim(text, "event", "talks:1", "participant", "Norland", words)
    assert Gate(text, None).judge([met]).claims[0].modality == modality


def test_what_is_rejected_beside_a_statement_denies_nothing_of_it() -> None:
    text = "Ada Ames stressed the need for talks and rejected any war."
    told = claim(text, "statement", "Ada Ames", "emphasised", "the need for talks", text)
    assert Gate(text, None).why_not(told) == ""
    assert "deny" in Gate(text, None).why_not(evolve(told, object="any war"))
