"""Which round continues which."""

from datetime import date

from kg.extract.rules import propose


def _continued(text: str) -> set[tuple[str, str]]:
    dates = {claim.subject: claim.object for claim in propose(text, date(2025, 6, 20)) if claim.predicate == "date"}
    told = [claim for claim in propose(text, date(2025, 6, 20)) if claim.predicate == "continues"]
    return {(dates.get(claim.subject, ""), dates.get(claim.object, "")) for claim in told}


def test_a_next_round_continues_the_main_one() -> None:
    """The round that is to come follows the one that the text is about."""
    text = "Sudan and Egypt held talks in Cairo on June 16. The next round is to be held in Oslo on June 30."
    assert _continued(text) == {("2025-06-30", "2025-06-16")}


def test_earlier_rounds_are_put_in_the_order_of_their_days() -> None:
    """The main round follows the last of them, and that the one before."""
    text = (
        "Sudan and Egypt held talks in Cairo on June 16. The previous round was held in Oslo on May 5. "
        "An earlier round was held in Riga on April 7."
    )
    assert _continued(text) == {("2025-06-16", "2025-05-05"), ("2025-05-05", "2025-04-07")}


def test_a_round_of_others_is_not_continued() -> None:
    """Who met somebody else before is no earlier round of this meeting."""
    text = (
        "Sudanese Foreign Minister Ada Ames met Egyptian Foreign Minister Ben Bird in Cairo on June 16. "
        "Ames last met Norwegian Foreign Minister Eva Ek in Oslo on May 5."
    )
    assert _continued(text) == set()
