"""Who takes part in a meeting with which a sentence opens, and in what people say to each other at one."""

from datetime import date

import pytest

from kg.extract.gate import Gate
from kg.extract.gazetteer import Gazetteer
from kg.extract.rules import propose

GAZETTEER = Gazetteer()
WEDNESDAY = date(2025, 6, 4)
AMES, BIRD, COLE = (
    "Spanish President Ada Ames",
    "Norwegian Prime Minister Ben Bird",
    "Kenyan Foreign Minister Carl Cole",
)
Told = dict[str, dict[str, set[str]]]


def told(text: str) -> Told:
    """The events of a text with what is said of each, as far as the evidence gate lets it through."""
    found: Told = {}
    for claim in Gate(text, WEDNESDAY, GAZETTEER.forms).judge(propose(text, WEDNESDAY, GAZETTEER)).claims:
        if claim.kind == "event":
            found.setdefault(claim.subject, {}).setdefault(claim.predicate, set()).add(claim.object)
    return found


@pytest.mark.parametrize(
    "text",
    [
        f"During her talks with {BIRD} in Oslo on Monday, {AMES} said that trade was up.",
        f"During a meeting in Oslo on Monday, {AMES} and {BIRD} spoke of trade.",
        f"Following talks with {BIRD} in Oslo on Monday, {AMES} said that trade was up.",
        f"After meeting {BIRD} in Oslo on Monday, {AMES} said that trade was up.",
        f"{AMES} thanked {BIRD} during a meeting in Oslo on Monday.",
        f"{AMES} told {BIRD} at their talks in Oslo on Monday that trade was up.",
        f"{AMES} discussed trade with {BIRD} in Oslo on Monday.",
        f"{AMES} and {BIRD} discussed trade in Oslo on Monday.",
        f"{AMES} said in Oslo after talks with {BIRD} on Monday that trade was up.",
    ],
)
def test_who_speaks_at_a_meeting_takes_part_in_it(text: str) -> None:
    event = told(text)["talks:1"]
    assert event["participant"] == {"Ada Ames", "Ben Bird"}
    assert (event["date"], event["city"], event["status"]) == ({"2025-06-02"}, {"Oslo"}, {"held"})


def test_the_one_a_pronoun_means_is_not_the_one_just_met() -> None:
    events = told(f"{AMES} was tired. During talks with {BIRD} in Oslo on Monday, she said that trade was up.")
    assert events["talks:1"]["participant"] == {"Ada Ames", "Ben Bird"}


@pytest.mark.parametrize(
    "text",
    [
        f"Ahead of talks with {BIRD} in Oslo, {AMES} said that trade was up.",
        f"{AMES} arrived in Oslo on Monday ahead of talks with {BIRD} on trade.",
    ],
)
def test_a_meeting_ahead_has_not_been_held(text: str) -> None:
    held = [event for event in told(text).values() if event["status"] == {"held"} and "talks" in event["kind"]]
    assert held == []


def test_a_spokesman_was_not_at_the_talks_he_tells_of() -> None:
    events = told(
        f"After talks with {BIRD} in Oslo on Monday, Spanish government spokesman Dan Dole said trade was up."
    )
    assert "Dan Dole" not in events.get("talks:1", {}).get("participant", set())


@pytest.mark.parametrize(
    "text",
    [
        f"{AMES} discussed the war in Khartoum with {BIRD}.",
        f"{AMES} and {BIRD} are to discuss trade.",
        f"{AMES} and {BIRD} welcomed the Kenyan announcement on Monday.",
        f"{AMES} has not met {BIRD} since May.",
        f"{AMES} and {BIRD} went to Oslo to discuss trade.",
    ],
)
def test_talk_without_a_day_or_place_and_plans_are_no_meeting_that_was_held(text: str) -> None:
    assert [
        name for name, event in told(text).items() if event["kind"] == {"talks"} and event["status"] == {"held"}
    ] == []


def test_what_people_discuss_is_not_where_they_are() -> None:
    events = told(f"{AMES} and {BIRD} discussed the situation in Khartoum on Monday.")
    assert "city" not in events["talks:1"]


def test_a_call_of_which_they_speak_again_is_one_call() -> None:
    events = told(
        f"In a phone call on Monday, {AMES} and {BIRD} discussed trade. The two leaders discussed the harvest."
    )
    assert list(events) == ["call:1"]


def test_whom_somebody_met_one_by_one_did_not_meet_each_other() -> None:
    events = told(f"{AMES} met separately with {BIRD} and {COLE} in Oslo on Monday.")
    assert [event["participant"] for event in events.values()] == [{"Ada Ames", "Ben Bird"}, {"Ada Ames", "Carl Cole"}]


def test_who_was_brought_together_is_told_before() -> None:
    events = told(
        f"{AMES} received {BIRD} and {COLE} in Madrid one after the other on Monday. She then brought them together."
    )
    assert {"Ben Bird", "Carl Cole"} in [event["participant"] for event in events.values()]
