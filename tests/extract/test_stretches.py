"""Meetings of several days, and days that are not a meeting's."""

from datetime import date

import pytest

from kg.extract.gate import Gate
from kg.extract.gazetteer import Gazetteer
from kg.extract.rules import propose
from kg.extract.stretches import lasted

GAZETTEER = Gazetteer()
SATURDAY = date(2025, 6, 7)
AMES, BIRD = "Spanish Foreign Minister Ada Ames", "Norwegian Foreign Minister Ben Bird"


def dates(text: str) -> list[str]:
    passed = Gate(text, SATURDAY, GAZETTEER.forms).judge(propose(text, SATURDAY, GAZETTEER))
    return [claim.object for claim in passed.claims if claim.predicate == "date"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"{AMES} met {BIRD} for a second day in Oslo on Thursday.", "2025-06-04/2025-06-05"),
        (f"{AMES} met {BIRD} in Oslo for a third straight day on Thursday.", "2025-06-03/2025-06-05"),
        (f"{AMES} and {BIRD} concluded a two-day summit in Oslo on Friday.", "2025-06-05/2025-06-06"),
        (f"{AMES} and {BIRD} on Friday concluded a two-day summit in Oslo.", "2025-06-05/2025-06-06"),
        (f"Two days of talks between {AMES} and {BIRD} ended in Oslo on Monday.", "2025-06-01/2025-06-02"),
    ],
)
def test_the_days_before_the_last_one_are_counted(text: str, wanted: str) -> None:
    assert dates(text) == [wanted]


def test_the_day_on_which_it_opened_does_not_narrow_the_days_counted() -> None:
    text = f"{AMES} met {BIRD} in Oslo for a third day on Thursday.\n\nThe talks opened on Tuesday behind closed doors."
    assert dates(text) == ["2025-06-03/2025-06-05"]


@pytest.mark.parametrize(
    "aside",
    [
        "appointed in January 2024",
        "who took office in March 2023",
        "who was elected in May 2024",
        "in office since May 2024",
    ],
)
def test_the_day_of_an_appointment_is_not_that_of_the_meeting(aside: str) -> None:
    assert dates(f"{AMES}, {aside}, also held talks with {BIRD} in Oslo.") == []
    assert dates(f"{AMES}, {aside}, also held talks with {BIRD} in Oslo on Thursday.") == ["2025-06-05"]


def test_a_day_in_another_aside_is_still_that_of_the_meeting() -> None:
    assert dates(f"{AMES}, who met {BIRD} in Oslo on Thursday, left for Madrid.") == ["2025-06-05"]


@pytest.mark.parametrize("order", [1, -1])
def test_a_delegation_of_another_paragraph_does_not_join_a_meeting_without_its_side(order: int) -> None:
    paragraphs = [
        "An Egyptian delegation led by Omer Bolat toured the trade fair in Ankara.",
        f"{AMES} met {BIRD} in Oslo.",
    ]
    claims = propose("\n\n".join(paragraphs[::order]), SATURDAY, GAZETTEER)
    assert [claim for claim in claims if claim.kind == "delegation"] == []


def test_a_delegation_told_before_a_meeting_does_not_join_it_even_if_its_side_does() -> None:
    text = f"A Spanish delegation led by Omer Bolat toured the trade fair in Ankara.\n\n{AMES} met {BIRD} in Oslo."
    assert [claim for claim in propose(text, SATURDAY, GAZETTEER) if claim.kind == "delegation"] == []


@pytest.mark.parametrize(
    ("words", "inference", "language", "whole"),
    [
        ("for a third straight day Thursday", "", "en", True),
        ("on Monday and Tuesday", "", "en", True),
        ("on Monday, Monday's talks", "", "en", False),
        ("Monday Thursday", "from its first day to its last", "en", True),
        ("this week", "", "en", False),
        ("over the weekend", "the weekday before; counted back from the last of its days", "en", True),
        ("am Montag und Dienstag", "", "de", True),
        ("am Wochenende", "", "de", False),
        ("3–5 March", "", "en", True),
        ("", "", "en", False),
    ],
)
def test_days_that_are_named_or_counted_are_all_of_a_meeting_and_a_weekend_is_not(
    words: str, inference: str, language: str, whole: bool
) -> None:
    assert lasted(words, inference, language) == whole
