"""Who takes part in a meeting by the words around its verb or noun: beside a subject, between, on the telephone."""

from datetime import date

import pytest

from kg.extract.gate import Gate
from kg.extract.gazetteer import Gazetteer
from kg.extract.rules import propose

GAZETTEER = Gazetteer()
WEDNESDAY = date(2025, 6, 4)
AMES, BIRD, COLE = (
    "Spanish Foreign Minister Ada Ames",
    "Norwegian Prime Minister Ben Bird",
    "Iraqi Foreign Minister Carl Cole",
)


def told(text: str) -> dict[str, dict[str, set[str]]]:
    """The events of a text with what is said of each, as far as the evidence gate lets it through."""
    found: dict[str, dict[str, set[str]]] = {}
    for claim in Gate(text, WEDNESDAY, GAZETTEER.forms).judge(propose(text, WEDNESDAY, GAZETTEER)).claims:
        if claim.kind == "event":
            found.setdefault(claim.subject, {}).setdefault(claim.predicate, set()).add(claim.object)
    return found


def meetings(text: str) -> list[set[str]]:
    """Who takes part in each event of a text."""
    return [each["participant"] for each in told(text).values() if "participant" in each]


@pytest.mark.parametrize(
    "text",
    [
        f"{AMES} and a delegation of lawmakers met with {BIRD} in Oslo on Monday.",
        f"{AMES}, together with other officials, met {BIRD} in Oslo on Monday.",
        f"The talks between {AMES}, who took over in May, and {BIRD} were held in Oslo on Monday.",
        f"The meeting of {AMES} with {BIRD} was held in Oslo on Monday.",
        f"{AMES} held on Monday in Oslo a meeting with {BIRD}.",
        f"A private meeting between {AMES} and {BIRD} took place in Oslo on Monday.",
        f"{AMES} and {BIRD} held talks for just over two hours in Oslo on Monday.",
        f"The harvest was good, with {AMES} meeting {BIRD} in Oslo on Monday.",
    ],
)
def test_those_whom_the_words_around_a_meeting_name_took_part(text: str) -> None:
    event = told(text)["talks:1"]
    assert event["participant"] == {"Ada Ames", "Ben Bird"}
    assert (event["date"], event["city"]) == ({"2025-06-02"}, {"Oslo"})


@pytest.mark.parametrize("verb", ["received a phone call from", "received on Monday a phone call from"])
def test_a_telephone_call_that_somebody_receives_is_a_call(verb: str) -> None:
    event = told(f"{AMES} {verb} {BIRD} on Monday.")["call:1"]
    assert event["participant"] == {"Ada Ames", "Ben Bird"}


def test_a_war_between_two_countries_is_no_meeting_of_theirs() -> None:
    text = f"{AMES} and {BIRD} met in Oslo on Monday. They extended their talks to the war between Sudan and Egypt."
    assert meetings(text) == [{"Ada Ames", "Ben Bird"}]


def test_those_met_in_a_series_of_talks_met_one_by_one() -> None:
    text = (
        f"{AMES} held in Oslo on Monday a series of bilateral talks with several ministers. "
        f"Ames discussed trade with {BIRD} and {COLE}."
    )
    assert sorted(map(sorted, meetings(text))) == [["Ada Ames", "Ben Bird"], ["Ada Ames", "Carl Cole"]]


def test_the_minister_of_a_spokesman_was_there_without_a_name() -> None:
    text = "Ben Bird, Egypt's spokesman, said the foreign ministers of Egypt and Sudan met in Riga on Monday."
    assert meetings(text) == [{"Egypt", "Sudan"}]


def test_whom_somebody_calls_on_is_who_the_sentence_began_with() -> None:
    text = f"{BIRD} praised trade. Bird said this when {AMES} paid a courtesy call on him in Oslo on Monday."
    assert meetings(text) == [{"Ada Ames", "Ben Bird"}]


def test_her_before_a_noun_is_nobody() -> None:
    text = f"{BIRD} praised trade. {AMES} met her ministers in Oslo on Monday."
    assert all("Ben Bird" not in each for each in meetings(text))


def test_a_diplomat_is_whoever_the_sentence_before_was_about() -> None:
    text = f"{AMES} met {BIRD} in Oslo on Monday. The diplomat also met {COLE}."
    assert meetings(text) == [{"Ada Ames", "Ben Bird"}, {"Ada Ames", "Carl Cole"}]


def test_he_is_not_the_first_of_a_list_of_guests() -> None:
    text = (
        f"{AMES} met {BIRD} in Oslo on Monday. Also attending the meeting were Senators Dan Dole, Eve East and Fay Fox."
        f" She later met {COLE} in Bergen on Tuesday."
    )
    assert {"Ada Ames", "Carl Cole"} in meetings(text)


def test_all_of_a_side_attended_with_whose_aides_they_are() -> None:
    text = (
        f"{AMES} met {BIRD} in Oslo on Monday. On the Norwegian side, Bird's adviser Dan Dole, Norwegian Ambassador to "
        "Spain Eve East and Bird's chief of staff Fay Fox attended."
    )
    assert meetings(text) == [{"Ada Ames", "Ben Bird", "Dan Dole", "Eve East", "Fay Fox"}]


def test_a_meeting_followed_up_took_place() -> None:
    text = (
        f"{AMES} and {BIRD} met in Oslo on Monday. The encounter was a follow-up to the previous gathering in Riga "
        "on 2 May."
    )
    assert [each["status"] for each in told(text).values()] == [{"held"}, {"held"}]
