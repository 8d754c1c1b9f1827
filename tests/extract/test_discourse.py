"""Whom words without a name mean."""

from datetime import date

import pytest

from kg.extract.discourse import alike
from kg.extract.gazetteer import Gazetteer
from kg.extract.rules import propose

GAZETTEER = Gazetteer()
AMES, BIRD = "Kenyan Foreign Minister Ada Ames", "Iraqi President Ben Bird"


def met(text: str) -> list[set[str]]:
    """Who takes part in each meeting of a text."""
    found: dict[str, set[str]] = {}
    for claim in propose(text, date(2025, 6, 4), GAZETTEER):
        if claim.kind == "event" and claim.predicate == "participant":
            found.setdefault(claim.subject, set()).add(claim.object)
    return list(found.values())


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (f"{AMES} left. Kenya's top diplomat met {BIRD} in Oslo on Monday.", {"Ada Ames", "Ben Bird"}),
        (f"{BIRD} left. The Iraqi leader met {AMES} in Oslo on Monday.", {"Ada Ames", "Ben Bird"}),
        (f"Ada Ames, Secretary General of NATO, left. The NATO chief met {BIRD} on Monday.", {"Ada Ames", "Ben Bird"}),
        (
            f"{AMES} met her Chadian counterpart in Oslo on Monday. Chad's Foreign Minister Carl Cole smiled.",
            {"Ada Ames", "Carl Cole"},
        ),
        (
            f"Kenya's foreign minister met {BIRD} in Oslo on Monday. Ada Ames said that she was glad.",
            {"Ada Ames", "Ben Bird"},
        ),
        (
            f"Ada Ames, Secretary General of NATO, spoke. The Secretary General of NATO went to Oslo. She met {BIRD}.",
            {"Ada Ames", "Ben Bird"},
        ),
    ],
)
def test_an_office_means_whoever_holds_it(text: str, who: set[str]) -> None:
    assert who in met(text)


@pytest.mark.parametrize(
    "text",
    [
        f"Spanish President Ada Ames came. The visiting president met {BIRD} in Oslo on Monday.",
        f"Saudi Crown Prince Ada Ames came. {BIRD} met the Crown Prince in Jeddah on Monday.",
    ],
)
def test_a_title_with_a_word_before_it_means_its_holder(text: str) -> None:
    assert {"Ada Ames", "Ben Bird"} in met(text)


def test_the_government_of_a_president_is_that_of_the_country() -> None:
    events = met(
        "Spanish President Ada Ames left. Norway hosted talks between the Ames government and Chad in Oslo on Monday."
    )
    assert events == [{"Norway", "Spain", "Chad"}]


def test_vague_titles_fit_some_offices_only() -> None:
    assert alike("leader", "President")
    assert not alike("leader", "Foreign Minister")
    assert not alike("top diplomat", "Defence Minister")


def test_a_pronoun_in_each_of_many_sentences_is_followed_back_in_bounded_work() -> None:
    assert met("She met Ben Bird in the hall. " * 1000) == []
    assert {"Ada Ames", "Ben Bird"} in met(f"{AMES} came. " + "She smiled. " * 1000 + f"She met {BIRD} in Oslo.")
