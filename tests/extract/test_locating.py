"""Where a meeting was, by the sentence that tells it."""

from datetime import date

import pytest

from kg.extract.gazetteer import Gazetteer
from kg.extract.rules import propose

GAZETTEER = Gazetteer()
AMES, BIRD = "Spanish President Ada Ames", "Norwegian Prime Minister Ben Bird"


def cities(text: str) -> list[str]:
    """The cities of the meetings of a text, each once."""
    claims = propose(text, date(2025, 6, 4), GAZETTEER)
    assert any(claim.predicate == "participant" for claim in claims)
    return sorted({claim.object for claim in claims if claim.kind == "event" and claim.predicate == "city"})


@pytest.mark.parametrize(
    ("text", "city"),
    [
        (f"The envoy of the embassy of Kenya in Abuja, Dan Dole, met {AMES} on Monday.", None),
        (f"{AMES} met {BIRD} on Monday to speed up the supply of grain to Khartoum.", None),
        (f"In Oslo on Monday, {AMES} met {BIRD}.", "Oslo"),
        (f"{AMES}, visiting Oslo, met {BIRD} on Monday.", "Oslo"),
        (f"{AMES} met {BIRD} on Monday at a hotel in the Black Sea resort of Sochi.", "Sochi"),
        (f"{AMES} held a phone call with {BIRD} on Monday about the supply of grain to Khartoum.", None),
        (f"{AMES} and {BIRD} held Khartoum-based talks on Monday.", "Khartoum"),
    ],
)
def test_a_city_is_that_of_the_meeting_only_where_the_sentence_puts_it_there(text: str, city: str | None) -> None:
    assert cities(text) == ([city] if city else [])
