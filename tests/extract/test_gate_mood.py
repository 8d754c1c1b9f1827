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
    "text",
    [
        "Sudria brushed aside speculation that Ada Ames had met Jones.",
        "Sudria denied that a team led by Gen. Ada Ames, its chief of staff, had met Jones in May.",
        "Sudria dismissed as baseless reports that Gen. Ben Jones, its long-serving chief of staff, had met Ada Ames.",
        "Sudria denied that Ada Ames had also made a secret stop there.",
        "Reports that Ada Ames would receive Jones have been denied by her office.",
        "Reports of a meeting between Ada Ames and Jones were wrong.",
        "A meeting between Mr. Jones and Ada Ames, reported as set for May, was denied by her office.",
        "A meeting between Jones and Ada Ames was ruled out.",
        "Sudria ruled out any further meeting with Ada Ames.",
        "Ada Ames, who did not attend the talks, conferred with Jones.",
    ],
)
def test_a_denial_before_or_behind_a_meeting_denies_it(text: str) -> None:
    met = claim(text, "event", "talks:1", "participant", "Ada Ames", text)
    assert Gate(text, None).why_not(met).startswith("the words deny something")
    assert Gate(text, None).why_not(evolve(met, polarity="negative")) == ""
    assert Gate(text, None).why_not(evolve(met, predicate="status", object="denied")) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Ada Ames met Jones after reports of a raid by Sudria were published.",
        "Ada Ames met Jones in Riverton, and reports that the dam had burst were denied.",
        "Talks with Ada Ames opened and Jones was denied a visa.",
        "Sudria denied reports that its dam had leaked for a month, as Ada Ames and her aides had met Jones.",
        "Sudria brushed aside a complaint and Ada Ames met Jones.",
        "Ada Ames told the meeting that war was not ruled out.",
        "Ada Ames ruled out a raid when she met Jones.",
        "Ada Ames of Norland, which is not a party to the talks, conferred with Jones.",
    ],
)
def test_what_denies_something_else_does_not_deny_a_meeting(text: str) -> None:
    met = claim(text, "event", "talks:1", "participant", "Ada Ames", text)
    assert Gate(text, None).why_not(met) == ""


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
