"""What is told of meetings across sentences, and what only sounds like one."""

from datetime import date

import pytest

from kg.extract.gazetteer import Gazetteer
from kg.extract.rules import propose

AMES = "Spanish President Ada Ames"
BIRD = "Norwegian Prime Minister Ben Bird"
FRIDAY = date(2025, 6, 6)
GAZETTEER = Gazetteer()

Told = dict[str, dict[str, set[str]]]


def told(text: str) -> Told:
    found: Told = {}
    for claim in propose(text, FRIDAY, GAZETTEER):
        if claim.kind == "event":
            found.setdefault(claim.subject, {}).setdefault(claim.predicate, set()).add(claim.object)
    return found


def who(text: str) -> list[set[str]]:
    return [said.get("participant", set()) for said in told(text).values()]


def test_a_pronoun_behind_and_is_no_second_object_and_its_day_no_second_meeting() -> None:
    found = told(f"{AMES} conferred with {BIRD} on Monday in Oslo, and she is expected in Rome on Sunday.")
    assert found["talks:1"]["participant"] == {"Ada Ames", "Ben Bird"}
    assert (found["talks:1"]["date"], found["talks:1"]["city"]) == ({"2025-06-02"}, {"Oslo"})
    assert "talks:2" not in found


def test_what_it_is_told_behind_a_meeting_is_not_the_meeting_again() -> None:
    text = f"{AMES} received {BIRD} in Oslo on Monday, and it is on the list for the summit in Rome next month."
    assert [said["city"] for said in told(text).values() if "talks" in said["kind"]] == [{"Oslo"}]


def test_he_is_not_the_owner_of_an_office() -> None:
    text = f"{AMES} and {BIRD} are rivals. Ames's envoy, Carl Cole, flew north. On Monday he met {BIRD} in Oslo."
    assert {"Carl Cole", "Ben Bird"} in who(text)


def test_teams_are_told_with_their_heads() -> None:
    text = "A Spanish delegation led by Ada Ames and a seven-man team from Norway under Ben Bird met in Oslo on Monday."
    assert {"Spain", "Norway"} <= who(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        f"{AMES} was in Oslo on Monday. Ames and {BIRD} have never met.",
        f"{AMES} briefed {BIRD} on the negotiations with Iraq.",
        f"Both governments spoke on Monday. A visit to Oslo by {AMES} was discussed.",
        f"{AMES} attended a parade in Oslo on Monday, where {BIRD} sang.",
        "The ministers instructed the foreign ministers of Spain and Norway to convene the River Commission in Oslo.",
    ],
)
def test_topics_parades_and_bodies_are_no_meetings(text: str) -> None:
    assert not [event for event in told(text) if event.startswith(("talks", "visit"))]


def test_a_rumour_that_is_brushed_aside_is_denied() -> None:
    found = told(f"{AMES} brushed aside speculation that she had met {BIRD} in Oslo on Monday.")
    assert found["talks:1"]["status"] == {"denied"}


def test_what_was_denied_and_is_told_again_as_a_report_did_not_take_place() -> None:
    text = (
        f"A spokesman denied that {AMES} had met {BIRD} in Rome on Monday. "
        "A newspaper wrote that the two leaders had talked for 20 minutes at the Grand hotel."
    )
    assert [said["status"] for said in told(text).values()] == [{"denied"}]


def test_the_mediator_of_a_treaty_is_none_of_the_meeting() -> None:
    text = f"{AMES} met {BIRD} in Oslo on Monday. A 1960 treaty brokered by the World Bank divides the rivers."
    assert not [claim for claim in propose(text, FRIDAY, GAZETTEER) if "mediator" in claim.object]


def test_a_document_may_be_written_with_a_capital() -> None:
    text = f"{AMES} and {BIRD} today signed in Oslo an Agreement on the Rivers."
    assert told(text)["signing:1"]["participant"] == {"Ada Ames", "Ben Bird"}


def test_a_pact_signed_after_talks_has_their_day_and_place() -> None:
    found = told(f"{AMES} and {BIRD} signed a Declaration after their first summit in Oslo on Monday.")
    assert (found["signing:1"]["date"], found["signing:1"]["city"]) == ({"2025-06-02"}, {"Oslo"})


def test_a_house_in_a_city_is_not_the_city() -> None:
    text = f"{AMES} met {BIRD} at Tulip House in Oslo on Monday."
    assert told(text)["talks:1"]["city"] == {"Oslo"}


def test_a_working_group_session_is_a_round() -> None:
    text = "Spain and Norway wrapped up their third working group session in Oslo on Monday."
    assert told(text)["talks:1"]["round"] == {"3"}


def test_whoever_took_part_in_the_meeting_did_so_in_the_one_told_first() -> None:
    text = (
        f"{AMES} met {BIRD} in Oslo on Monday. They praised the harvest. They looked back on their meeting in Rome in "
        "May 2024. Carl Cole, Spain's ambassador to Norway, also took part in the meeting."
    )
    assert "Carl Cole" in told(text)["talks:1"]["participant"]


def test_a_conference_of_long_ago_is_no_earlier_round() -> None:
    text = (
        f"{AMES} met {BIRD} in Oslo on Monday. Ames last travelled to Italy in 2019 for a climate conference in Rome."
    )
    assert all(not said.get("participant", set()) & {"Norway", "Ben Bird"} for said in list(told(text).values())[1:])
