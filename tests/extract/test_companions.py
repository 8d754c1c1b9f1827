"""Who was there beside those whom a sentence is about, and who a delegation or "officials" are where names follow."""

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
    "Danish Foreign Minister Carl Cole",
)
ALL = {"Ada Ames", "Ben Bird", "Carl Cole"}


def meetings(text: str) -> list[set[str]]:
    """Who takes part in each event of a text, as far as the evidence gate lets it through."""
    found: dict[str, set[str]] = {}
    for claim in Gate(text, WEDNESDAY, GAZETTEER.forms).judge(propose(text, WEDNESDAY, GAZETTEER)).claims:
        if claim.kind == "event" and claim.predicate == "participant":
            found.setdefault(claim.subject, set()).add(claim.object)
    return list(found.values())


@pytest.mark.parametrize(
    "text",
    [
        f"{AMES} met Norwegian government officials, including Prime Minister Ben Bird, in Oslo on Monday.",
        f"{AMES} held talks with senior Norwegian officials, among them Prime Minister Ben Bird, in Oslo on Monday.",
        f"{AMES} met in Oslo on Monday with a delegation of Norwegian lawmakers led by Ben Bird.",
        f"A Norwegian delegation headed by Prime Minister Ben Bird was received by {AMES} in Madrid on Monday.",
        f"The Spanish team, led by President Ada Ames, and the Norwegian team, led by {BIRD}, met in Oslo on Monday.",
    ],
)
def test_those_named_behind_a_body_are_who_met(text: str) -> None:
    assert any({"Ada Ames", "Ben Bird"} <= each for each in meetings(text))


@pytest.mark.parametrize(
    "text",
    [
        f"{AMES}, accompanied by Foreign Minister Carl Cole, met {BIRD} in Oslo on Monday.",
        f"{AMES}, flanked by Foreign Minister Carl Cole, was welcomed in Oslo on Monday by {BIRD}.",
        f"Accompanied by Foreign Minister Carl Cole, {AMES} met {BIRD} in Oslo on Monday.",
        f"{AMES} joined {BIRD} and {COLE} for talks in Oslo on Monday.",
        f"{AMES}, {BIRD} and {COLE} on Monday had a tripartite meeting in Oslo.",
        f"Taking part in the talks in Oslo on Monday were {AMES}, {BIRD} and {COLE}.",
    ],
)
def test_whoever_is_beside_those_who_meet_takes_part(text: str) -> None:
    assert ALL in meetings(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{AMES} met first with {BIRD} and then with {COLE} in Oslo on Monday.",
        f"{AMES} held meetings on Monday with {BIRD} and, separately, with {COLE} in Oslo.",
        f"{AMES} met {BIRD}, then held talks with {COLE} in Oslo on Monday.",
        f"{AMES} called {BIRD} and {COLE} separately on Monday.",
    ],
)
def test_whom_somebody_meets_one_after_the_other_do_not_meet_each_other(text: str) -> None:
    assert sorted(map(sorted, meetings(text))) == [["Ada Ames", "Ben Bird"], ["Ada Ames", "Carl Cole"]]


@pytest.mark.parametrize(
    "text",
    [
        f"{AMES} had her first face-to-face with {BIRD} in Oslo on Monday.",
        f"{AMES} came face to face with {BIRD} in Oslo on Monday.",
        f"{AMES} paid a call on {BIRD} in Oslo on Monday.",
        f"{BIRD} hosted a dinner for {AMES} in Oslo on Monday.",
        f"{BIRD} played host to {AMES} in Oslo on Monday.",
        f"{AMES} arrived in Oslo on Monday and was met by {BIRD} for talks.",
        f"{AMES} sat across the table from {BIRD} in Oslo on Monday.",
        f"{BIRD} got on the telephone with {AMES} on Monday.",
        f"{AMES} had called {BIRD} by telephone on Monday.",
        f"The talks in Oslo on Monday were led by {AMES} and {BIRD}.",
        "Talks brokered by UN envoy Dan Dell between President Ada Ames of Spain and Prime Minister Ben Bird of Norway "
        "were held in Oslo on Monday.",
        f"Norwegian Ambassador Ben Bird presented his credentials to {AMES} in Madrid on Monday.",
        f"{AMES} bade farewell to the outgoing Norwegian ambassador, Ben Bird, in Madrid on Monday.",
    ],
)
def test_other_words_say_that_two_people_met(text: str) -> None:
    assert {"Ada Ames", "Ben Bird"} in meetings(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{AMES} called {BIRD} a liar in Oslo on Monday.",
        f"{AMES} accepted the criticism of {BIRD} in Oslo on Monday.",
        f"Norwegian officials, unlike {BIRD}, praised {AMES} in Oslo on Monday.",
    ],
)
def test_words_alike_say_nothing_of_a_meeting(text: str) -> None:
    assert not any({"Ada Ames", "Ben Bird"} <= each for each in meetings(text))
