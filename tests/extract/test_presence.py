"""Who of those whom a text names was there, and which meetings a text only tells again."""

from datetime import date

import pytest

from kg.extract.rules import propose

PUBLISHED = date(2025, 6, 4)


def told(text: str) -> list[tuple[str, str, list[str]]]:
    """The meetings of a text: status, date and who took part."""
    found: dict[str, tuple[dict[str, str], list[str]]] = {}
    for claim in propose(text, PUBLISHED):
        if claim.kind == "event":
            values, people = found.setdefault(claim.subject, ({}, []))
            if claim.predicate == "participant":
                people.append(claim.object)
            else:
                values[claim.predicate] = claim.object
    return [(values.get("status", ""), values.get("date", ""), sorted(people)) for values, people in found.values()]


def test_a_meeting_told_again_without_day_and_place_is_no_second_one() -> None:
    """What is known less well goes to the first telling, also where it names the sides instead of their people."""
    text = (
        "Spanish President Ada Ames met Norwegian Prime Minister Ben Bird in Oslo on Monday.\n"
        "Spain and Norway held talks on fish, officials said."
    )
    (only,) = told(text)
    assert only[1] == "2025-06-02"
    assert {"Ada Ames", "Ben Bird"} <= set(only[2])


def test_another_meeting_of_the_same_people_stays() -> None:
    """Words such as "recalled" tell of another time."""
    text = (
        "Spanish President Ada Ames met Norwegian Prime Minister Ben Bird in Oslo on Monday.\n"
        "Ames recalled her meeting with Bird in Madrid in May."
    )
    assert len(told(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Spain and Norway have held talks on fish.",
        "The Spain-Norway talks in Oslo ended.",
        "The Spain-Norway talks ended.",
    ],
)
def test_talks_of_countries_without_day_and_place_are_a_process(text: str) -> None:
    """Countries that talk, not told when and where, are no meeting."""
    assert told(text) == []


def test_countries_met_where_day_and_place_are_told() -> None:
    """With both told, countries have met."""
    assert told("Spain and Norway held talks in Oslo on Monday.") == [("held", "2025-06-02", ["Norway", "Spain"])]


def test_the_host_country_of_two_people_did_not_meet_them() -> None:
    """A country that hosts people of two others is no participant of its own."""
    text = (
        "Spanish President Ada Ames met Iraqi Prime Minister Ben Bird in Oslo on Monday.\n"
        "Norway hosted the meeting in Oslo."
    )
    assert [people for _, _, people in told(text)] == [["Ada Ames", "Ben Bird"]]


def test_bilateral_meetings_with_several_are_one_for_each() -> None:
    """Those whom somebody met in bilateral meetings did not meet each other."""
    text = (
        "Spanish President Ada Ames held bilateral meetings with Iraqi Prime Minister Ben Bird "
        "and Kenyan President Carl Cole in Oslo on Monday."
    )
    assert sorted(people for _, _, people in told(text)) == [["Ada Ames", "Ben Bird"], ["Ada Ames", "Carl Cole"]]


def test_talks_before_which_somebody_left_are_to_come() -> None:
    """What follows "before resuming" has not been held."""
    text = (
        "Spanish President Ada Ames met Norwegian Prime Minister Ben Bird in Oslo on Monday.\n"
        "Ames said she would see the king before resuming the negotiations in Oslo on Friday."
    )
    assert [each for each in told(text) if each[0] == "held"] == [("held", "2025-06-02", ["Ada Ames", "Ben Bird"])]


def test_whose_request_brought_a_session_did_not_attend_by_that() -> None:
    """Who asked for a session is not said to have been there."""
    text = "The Harbour Council held a special session at the request of Spain and Norway in Oslo on Monday."
    assert all("Spain" not in people for _, _, people in told(text))


def test_he_is_not_the_first_of_those_who_were_also_present() -> None:
    """A sentence that only lists who else was there does not change whom "he" means."""
    text = (
        "Spanish President Carl Ames met Norwegian Prime Minister Ben Bird in Oslo on Monday. "
        "Also attending the meeting were Dan Dahl and Eve Ek. "
        "He also met Iraqi Foreign Minister Fay Fox in Oslo on Monday."
    )
    assert ["Carl Ames", "Fay Fox"] in [people for _, _, people in told(text)]


def test_a_meeting_told_twice_with_one_day_and_city_is_one() -> None:
    """A country whose person was there is no third one who met, though both tellings have day and city."""
    text = (
        "Spain's king spoke after meeting with Iraqi Prime Minister Ben Bird in Oslo on Monday.\n"
        "King Carl Cole of Spain met Bird in Oslo on Monday."
    )
    assert [people for _, _, people in told(text)] == [["Ben Bird", "Carl Cole"]]


def test_a_country_does_not_meet_people_where_its_own_are_named() -> None:
    """Whoever acted for it is named elsewhere in the text, so that the country itself met nobody."""
    text = (
        "Iraqi Prime Minister Ben Bird met Spanish officials in Oslo on Monday.\n"
        "Spanish Foreign Minister Ada Ames praised the harvest."
    )
    assert all("Spain" not in people for _, _, people in told(text))


def test_a_delegation_of_which_nobody_is_named_met_somebody() -> None:
    """Where the text names nobody of it, the country stands for its delegation."""
    text = "Iraqi Prime Minister Ben Bird met a Spanish delegation in Oslo on Monday."
    assert [people for _, _, people in told(text)] == [["Ben Bird", "Spain"]]


def test_two_delegations_met_though_some_of_their_people_are_named() -> None:
    """Delegations told together met each other; those who are named led them."""
    text = (
        "Envoys of Spain and Iraq met in Oslo on Monday. Norwegian Foreign Minister Carl Cole hosted the talks.\n"
        "Spanish Foreign Minister Ada Ames praised the harvest."
    )
    ((_, _, people),) = told(text)
    assert {"Spain", "Iraq"} <= set(people)


def test_talks_that_began_in_a_year_are_a_process() -> None:
    """Of countries alone, a year without a place tells of no meeting."""
    assert told("Spain and Norway began talks on the border in 1980.") == []


@pytest.mark.parametrize("plan", ["will meet", "is to meet", "denied that she had met"])
def test_a_headline_does_not_make_a_plan_a_meeting(plan: str) -> None:
    """What a headline tells in the present is held only if the text does not tell it as a plan or denies it."""
    text = (
        "Ames Meets Bird In Oslo\n\n"
        f"Spanish President Ada Ames {plan} Norwegian Prime Minister Ben Bird in Oslo on Friday, officials said.\n"
    )
    assert all(status not in ("held", "under-way") for status, _, _ in told(text))


def test_those_who_were_met_one_by_one_did_not_telephone() -> None:
    """ "After speaking with both" tells again of meetings that the text told one by one."""
    text = (
        "President Carl Cole of Kenya met separately with Spanish President Ada Ames on Monday and then sat down with "
        "Norwegian Prime Minister Ben Bird.\nAfter speaking with Ames and Bird, Cole flew home."
    )
    assert sorted(people for _, _, people in told(text)) == [["Ada Ames", "Carl Cole"], ["Ben Bird", "Carl Cole"]]


def test_talks_that_will_be_held_with_somebody_taking_part_lie_ahead() -> None:
    """Words behind the two sides tell the status, whoever is named after them."""
    text = (
        "Talks between Spanish President Ada Ames and Norwegian Prime Minister Ben Bird will be held in Oslo on "
        "Wednesday, with the participation of Kenyan President Carl Cole."
    )
    assert [status for status, _, _ in told(text)] == ["announced"]


def test_who_is_thanked_for_hosting_is_not_the_one_who_thanks() -> None:
    """Whoever thanks a host for hosting a meeting is not its host."""
    text = (
        "Spanish President Ada Ames thanked Norway for hosting the meeting, where officials of the United Nations and "
        "of the European Union were present."
    )
    assert all("Ada Ames" not in people for _, _, people in told(text))


def test_bringing_people_together_that_can_be_done_has_not_been() -> None:
    """What somebody says can be done is no meeting."""
    text = (
        "Spanish President Ada Ames and Norwegian Prime Minister Ben Bird disagree on fish. "
        "Kenya said that it can bring them together."
    )
    assert all(status not in ("held", "under-way") for status, _, _ in told(text))


def test_countries_of_which_nobody_is_named_were_there_beside_their_guest() -> None:
    """A third one who joined them does not take their place."""
    text = "Spain and Iraq met in Oslo on Monday. They were joined by Norwegian ambassador Carl Cole."
    ((_, _, people),) = told(text)
    assert {"Spain", "Iraq"} <= set(people)


def test_a_row_of_countries_told_later_did_not_sit_at_the_table_of_those_who_met() -> None:
    """The members of a body are not those who came to a meeting that the text told before."""
    text = (
        "Spanish Foreign Minister Ada Ames and Norwegian Foreign Minister Ben Bird met in Oslo on Monday.\n\n"
        "On Monday the envoy Carl Cole chaired the first meeting of the Group of Friends. The Group of Friends is "
        "composed of Argentina, Brazil, Canada, Ecuador, Jamaica, Mexico and Japan, which participated in the meeting "
        "as an observer."
    )
    for _, _, people in told(text):
        assert not ({"Ada Ames", "Ben Bird"} & set(people) and {"Brazil", "Canada"} & set(people))


def test_a_previous_round_with_its_day_is_told_though_its_city_is_not() -> None:
    """Two delegations meet; the round before has a day of its own and no place."""
    text = (
        "Delegations of Spain and Norway met in Oslo on Monday. The previous round of talks, held on May 16, led to an "
        "exchange of letters."
    )
    assert ("held", "2025-05-16") in [(status, day) for status, day, _ in told(text)]
