"""In which house people met."""

from datetime import date

import pytest

from kg.extract.rules import propose

MET = "Sudanese Foreign Minister Ada Ames met Egyptian Foreign Minister Ben Bird"


def _venues(text: str) -> set[str]:
    told = propose(text, date(2025, 6, 20))
    return {claim.object for claim in told if claim.kind == "event" and claim.predicate == "venue"}


@pytest.mark.parametrize(
    ("where", "venue"),
    [
        ("at the Foreign Ministry in Cairo", "Foreign Ministry"),
        ("at the presidential palace in Cairo", "presidential palace"),
        ("at a naval base in Cairo", "naval base"),
        ("at Jasmine House in Cairo", "Jasmine House"),
        ("at the headquarters of the African Union in Addis Ababa", "headquarters of the African Union"),
    ],
)
def test_a_common_word_for_a_house_is_a_venue(where: str, venue: str) -> None:
    """A ministry, a palace or a base is told without its article."""
    assert _venues(f"{MET} {where} on Monday.") == {venue}


def test_the_only_house_of_a_text_is_that_of_its_main_meeting() -> None:
    """A sentence without a meeting names it."""
    text = f"{MET} in Cairo on Monday. Ames told reporters on the steps of the Palace Hotel that it was late."
    assert _venues(f"{text} She smiled at the Jasmine Palace.") <= {"Palace Hotel", "Jasmine Palace"}
    assert _venues(f"{MET} in Cairo on Monday. She later spoke to reporters at the Jasmine Palace.") == {
        "Jasmine Palace"
    }


@pytest.mark.parametrize("aside", ["a fellow at the Nile Institute", "a source at the Jasmine Palace"])
def test_where_somebody_works_is_no_venue(aside: str) -> None:
    """Whoever comments on a meeting does not say where it was."""
    assert _venues(f"{MET} in Cairo on Monday. It was time, said {aside}.") == set()
