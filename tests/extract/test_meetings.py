"""Which mentions are one meeting, and where and when it was."""

from datetime import date

import pytest

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
    """The events of a text with what is said of each."""
    found: Told = {}
    for claim in propose(text, WEDNESDAY, GAZETTEER):
        if claim.kind == "event":
            found.setdefault(claim.subject, {}).setdefault(claim.predicate, set()).add(claim.object)
    return found


def test_the_meeting_at_a_venue_is_the_one_told_before() -> None:
    events = told(f"{AMES} met {BIRD} in Oslo on Monday. The meeting at the Winter Palace lasted an hour.")
    assert list(events) == ["talks:1"]
    assert events["talks:1"]["venue"] == {"Winter Palace"}


def test_a_meeting_without_a_place_is_in_the_city_of_the_dateline() -> None:
    assert told(f"MADRID, June 2 (Wire) - {AMES} received {BIRD} on Monday.")["talks:1"]["city"] == {"Madrid"}


def test_a_meeting_without_a_day_is_on_that_of_the_dateline() -> None:
    assert told(f"MADRID, June 2 (Wire) - {AMES} received {BIRD}.")["talks:1"]["date"] == {"2025-06-02"}


@pytest.mark.parametrize("line", ["OSLO, June 2", "Oslo, 2 June 2025.", "June 2, 2025\nOslo, Norway"])
def test_a_dateline_may_stand_alone(line: str) -> None:
    event = told(f"Ames sees Bird\n\n{line}\n\n{AMES} met {BIRD}.")["talks:1"]
    assert (event["city"], event["date"]) == ({"Oslo"}, {"2025-06-02"})


def test_a_meeting_that_only_the_headline_tells_has_the_day_and_place_of_the_first_sentence() -> None:
    events = told(
        "Sudan and Egypt hold talks on river\n\n"
        "Kenyan envoy Carl Cole shuttled between two rooms of a hotel in Oslo on Monday to find words for both."
    )
    assert (events["talks:1"]["city"], events["talks:1"]["date"]) == ({"Oslo"}, {"2025-06-02"})


def test_first_and_last_day_make_a_stretch() -> None:
    events = told(
        "Sudan and Egypt wrapped up talks in Cairo on Wednesday. The session had opened on Monday at the Nile Palace."
    )
    assert events["talks:1"]["date"] == {"2025-06-02/2025-06-04"}


def test_items_of_a_digest_are_in_the_city_they_begin_with() -> None:
    assert told(f"Notes of the week\n\n• Oslo. {AMES} met {BIRD} on Monday.")["talks:1"]["city"] == {"Oslo"}


def test_several_meetings_of_one_person_share_the_day_they_are_told_with() -> None:
    events = told(f"{AMES} held several meetings in Oslo on Monday. She met first with {BIRD}. She then met {COLE}.")
    days = [event["date"] for event in events.values() if len(event["participant"]) == 2]
    assert days == [{"2025-06-02"}, {"2025-06-02"}]


def test_a_call_is_in_no_city() -> None:
    assert "city" not in told(f"MADRID, June 2 (Wire) - {AMES} spoke by phone with {BIRD} on Monday.")["call:1"]


def test_who_meets_somebody_else_on_the_same_day_does_so_in_the_same_city() -> None:
    events = told(f"{AMES} met {BIRD} in Oslo on Monday. Ames also met {COLE}.")
    assert events["talks:2"]["participant"] == {"Ada Ames", "Carl Cole"}
    assert (events["talks:2"]["city"], events["talks:2"]["date"]) == ({"Oslo"}, {"2025-06-02"})


def test_what_came_before_the_talks_is_another_meeting() -> None:
    events = told(
        f"Sudan and Egypt held talks in Cairo on Monday. Before the talks began, {AMES} and {BIRD} met for an hour."
    )
    assert events["talks:2"]["participant"] == {"Ada Ames", "Ben Bird"}
    assert events["talks:1"]["participant"] == {"Sudan", "Egypt"}


def test_a_round_with_a_lower_number_is_an_earlier_one_of_the_same_sides() -> None:
    events = told(
        "Sudan and Egypt held a third round of talks in Cairo on Monday. "
        "The second round was held in Khartoum on May 5."
    )
    assert events["talks:2"]["participant"] == {"Sudan", "Egypt"}
    assert events["talks:1"]["continues"] == {"talks:2"}


def test_two_rounds_with_two_days_are_two_meetings() -> None:
    events = told(
        "Sudan and Egypt held talks in Cairo on Monday. "
        "The first two rounds, on May 5 and May 9, were in the same hotel."
    )
    days = {day for event in events.values() for day in event["date"]}
    assert days == {"2025-06-02", "2025-05-05", "2025-05-09"}
    assert {city for event in events.values() for city in event["city"]} == {"Cairo"}


@pytest.mark.parametrize(
    ("words", "status", "day"),
    [
        ("The trip was called off.", "cancelled", "2025-06-06"),
        ("The trip has been postponed to June 20.", "postponed", "2025-06-20"),
    ],
)
def test_a_plan_that_is_called_off_or_put_off_stays_one_event(words: str, status: str, day: str) -> None:
    events = told(f"{AMES} was due to visit Oslo on Friday. {words}")
    assert list(events) == ["visit:1"]
    assert (events["visit:1"]["status"], events["visit:1"]["date"]) == ({status}, {day})


def test_what_lies_ahead_has_not_taken_place() -> None:
    assert told(f"{AMES} meets {BIRD} in Oslo on Friday.")["talks:1"]["status"] == {"announced"}


def test_the_two_sides_are_those_who_met() -> None:
    events = told(
        "Sudan and Egypt held talks in Cairo on Monday. Kenya and Chad sent flowers. "
        "The two sides are to meet again in Khartoum on June 20."
    )
    assert events["talks:2"]["participant"] == {"Sudan", "Egypt"}


def test_the_capital_of_a_country_is_its_city() -> None:
    text = f"Meeting in Oslo\n\n{AMES} met {BIRD} in the Norwegian capital on Monday."
    assert told(text)["talks:1"]["city"] == {"Oslo"}


def test_negotiations_of_the_same_day_are_the_meeting_told_before() -> None:
    events = told(
        "Sudanese and Egyptian delegations gathered in Cairo on Monday. "
        "Sudan would answer in the course of Monday's negotiations. The outcome of Monday's negotiations is uncertain."
    )
    assert [subject for subject in events if subject.startswith("talks:")] == ["talks:1"]


def test_people_take_the_place_of_the_offices_that_met() -> None:
    events = told(
        "The foreign ministers of Sudan and Egypt met in Cairo on Monday. "
        "Foreign Minister Ada Ames met her Egyptian counterpart Ben Bird at a guest house."
    )
    assert [event["participant"] for event in events.values()] == [{"Ada Ames", "Ben Bird"}]


def test_people_of_whom_nothing_is_known_met_where_their_bodies_did() -> None:
    events = told("Kenya and Chad held talks in Oslo on Monday. Dan Dole, the head of mission, met with Ada Bird.")
    assert {event["city"].pop() for event in events.values()} == {"Oslo"}


def test_a_courtesy_call_may_be_called_a_visit() -> None:
    events = told(f"{BIRD} has paid a courtesy call on {AMES}. During the visit on Monday, trade came up.")
    assert [(event["kind"], event["date"]) for event in events.values()] == [({"talks"}, {"2025-06-02"})]


def test_another_round_that_was_held_is_the_one_told() -> None:
    events = told(
        "Sudan and Egypt held talks in Cairo on Monday. Sudan's delegation has held another round of talks with Egypt."
    )
    assert list(events) == ["talks:1"]


def test_a_meeting_that_people_recall_was_before() -> None:
    events = told(
        f"{AMES} met {BIRD} in Oslo on Monday and recalled their meeting in Rome in May.\nThe meeting was long."
    )
    assert (events["talks:1"]["city"], events["talks:2"]["city"]) == ({"Oslo"}, {"Rome"})


@pytest.mark.parametrize(
    ("line", "city"),
    [
        ("Khartoum: ", "Khartoum"),
        ("Nile Foreign Affairs (KHARTOUM, 2 June 2025) – ", "Khartoum"),
        ("Sudan: ", None),
        ("MADRID (Long Wire Service / Other Wire - 2nd June, 2025) ", "Madrid"),
    ],
)
def test_a_dateline_has_many_forms(line: str, city: str | None) -> None:
    event = told(f"{line}{AMES} received {BIRD} on Monday.")["talks:1"]
    assert event.get("city") == ({city} if city else None)


def test_days_are_counted_from_that_of_the_dateline() -> None:
    event = told(f"MADRID, June 2 (Wire) - {AMES} received {BIRD} here today.")["talks:1"]
    assert (event["date"], event["city"]) == ({"2025-06-02"}, {"Madrid"})


@pytest.mark.parametrize(
    ("words", "stretch"),
    [
        ("from Tuesday to Thursday last week", "2025-05-27/2025-05-29"),
        ("from Thursday to Tuesday", "2025-05-29/2025-06-03"),
        ("from Tuesday to Thursday", "2025-05-27/2025-05-29"),
    ],
)
def test_weekdays_of_a_stretch_follow_each_other(words: str, stretch: str) -> None:
    assert told(f"Sudan and Egypt held unusual talks in Cairo {words}.")["talks:1"]["date"] == {stretch}


def test_talks_that_follow_something_do_not_have_its_day() -> None:
    events = told(
        "Sudan and Egypt began talks in Cairo on Monday. The talks in Cairo follow a week of clashes this month."
    )
    assert events["talks:1"]["date"] == {"2025-06-02"}


def test_sides_that_are_back_at_the_table_meet() -> None:
    events = told("Sudan and Egypt returned to the negotiating table in Cairo on Monday.")
    assert events["talks:1"]["participant"] == {"Sudan", "Egypt"}


def test_whoever_receives_at_home_does_so_where_the_main_meeting_was() -> None:
    events = told(
        "Sudan and Egypt held talks in Madrid on Monday.\n"
        f"{AMES} received {COLE} on Tuesday.\n{BIRD} received {COLE} on Tuesday."
    )
    assert [event.get("city") for event in events.values()] == [{"Madrid"}, {"Madrid"}, None]


def test_a_meeting_in_the_same_city_with_the_same_people_was_on_the_same_day() -> None:
    events = told(f"{AMES} met {BIRD} in Oslo on Monday. She also met {COLE} at a hotel in Oslo.")
    assert {day for event in events.values() for day in event["date"]} == {"2025-06-02"}


def test_what_somebody_will_do_after_a_journey_lies_ahead() -> None:
    events = told(f"{AMES} will travel to Oslo on Friday, lay a wreath and meet {BIRD}.")
    assert {status for event in events.values() for status in event["status"]} == {"announced"}


def test_a_call_told_with_its_hour_has_its_day() -> None:
    event = told(f"{AMES} welcomed the meeting in a phone call with {BIRD}, late on Monday, her office said.")["call:1"]
    assert event["date"] == {"2025-06-02"}


@pytest.mark.parametrize(
    "text",
    [
        f"A delegation led by {AMES} met {BIRD} in Oslo on Monday.",
        f"{BIRD} received a delegation led by {AMES} in Oslo on Monday.",
        f"A meeting took place in Oslo on Monday between {AMES} and {BIRD}.",
        f"{AMES} shakes hands with {BIRD} in Oslo on Monday.",
        f"{AMES} attended a meeting with {BIRD} in Oslo on Monday.",
        "Spain's Ada Ames and Norway's Ben Bird held talks in Oslo on Monday.",
    ],
)
def test_who_met_is_told_in_many_ways(text: str) -> None:
    event = told(text)["talks:1"]
    assert (event["participant"], event["city"]) == ({"Ada Ames", "Ben Bird"}, {"Oslo"})


def test_whom_somebody_called_was_on_the_phone() -> None:
    assert list(told(f"{AMES} called {BIRD} on Monday to discuss trade.")) == ["call:1"]
    assert told(f"{AMES} called {BIRD} a liar on Monday.") == {}


def people(text: str) -> list[set[str]]:
    """Who takes part in each event of a text."""
    return [said.get("participant", set()) for said in told(text).values()]


def test_their_meeting_does_not_add_the_countries_of_those_who_met() -> None:
    text = (
        f"{AMES} met {BIRD} in Oslo on Monday. They spoke of the treaty between Spain and Norway. "
        "The treaty binds Spain and Norway. At the end of their meeting, she thanked him."
    )
    assert people(text) == [{"Ada Ames", "Ben Bird"}]


def test_talking_of_people_who_met_is_no_call() -> None:
    text = f'{AMES} met {BIRD} in Oslo on Monday. Asked about a deal, Ames said: "They are still talking."'
    assert list(told(text)) == ["talks:1"]


def test_a_call_of_people_who_also_met_is_kept() -> None:
    found = told(f"{AMES} met {BIRD} in Oslo on Monday. Ames later spoke by phone with Bird.")
    assert sorted(event.partition(":")[0] for event in found) == ["call", "talks"]


def test_the_envoy_of_a_body_for_a_country_acts_for_the_body() -> None:
    assert people("The UN Yemen envoy met Houthi officials in Oslo on Monday.") == [{"United Nations", "Houthis"}]
    assert people("Yemen's envoy met Houthi officials in Oslo on Monday.") == [{"Yemen", "Houthis"}]


def test_an_earlier_meeting_without_a_place_is_not_put_where_the_main_one_was() -> None:
    text = f"{AMES} met {BIRD} in Oslo on Monday. Earlier, Ames met {COLE}."
    assert told(text)["talks:2"].get("city") is None


def test_meetings_of_a_visitor_abroad_are_not_in_the_city_of_the_dateline() -> None:
    text = f"MADRID, June 2 (Wire) - {AMES} had several meetings in Norway on Monday. Ames held a meeting with {COLE}."
    assert all("Madrid" not in said.get("city", set()) for said in told(text).values())
