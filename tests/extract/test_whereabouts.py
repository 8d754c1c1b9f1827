"""The day and the city of a meeting from the words around it, as far as the evidence gate lets them through."""

from datetime import date

import pytest

from kg.extract.gate import Gate
from kg.extract.gazetteer import Gazetteer
from kg.extract.rules import propose

GAZETTEER = Gazetteer()
TUESDAY = date(2019, 6, 4)
AMES, BIRD = "Spanish Foreign Minister Ada Ames", "Norwegian Foreign Minister Ben Bird"
COLE = "Norwegian King Carl Cole"
MET = f"{AMES} met {BIRD} on Monday."
Told = dict[str, dict[str, set[str]]]


def told(text: str) -> Told:
    """The events of a text with what is said of each."""
    found: Told = {}
    for claim in Gate(text, TUESDAY, GAZETTEER.forms).judge(propose(text, TUESDAY, GAZETTEER)).claims:
        if claim.kind == "event":
            found.setdefault(claim.subject, {}).setdefault(claim.predicate, set()).add(claim.object)
    return found


def when_and_where(event: dict[str, set[str]]) -> tuple[str, str]:
    """The day and the city of an event, "-" for what is not told."""
    return (event.get("date") or {"-"}).pop(), (event.get("city") or {"-"}).pop()


@pytest.mark.parametrize(
    "line",
    [
        "Oslo /WIRE/. ",
        "OSLO, June 4. /WIRE/. ",
        "Oslo, June 4 /WIRE/ - ",
        "Oslo (FN), June 4 – ",
        "Oslo, June 4: ",
        "Oslo, 4th June 2019: ",
        "Oslo. 4 June. ",
        "Oslo, 04.06.2019. /WIRE/. ",
        "Oslo [Norway], June 4 (FN): ",
        "OSLO, (FN)-",
        "OSLO, June 4, NORWIRE. ",
        "JUNE 4, 2019, OSLO – ",
        "4 June 2019, Oslo – ",
        "OSLO\n\n",
    ],
)
def test_a_dateline_of_any_agency_gives_the_city(line: str) -> None:
    assert when_and_where(told(line + MET)["talks:1"]) == ("2019-06-03", "Oslo")


@pytest.mark.parametrize("line", ["OSLO/ROME, June 4 (FN) - ", "BREAKING NEWS\n\n", "World News – "])
def test_what_names_no_city_or_two_gives_none(line: str) -> None:
    assert when_and_where(told(line + MET)["talks:1"]) == ("2019-06-03", "-")


def test_a_dateline_gives_the_city_in_the_country_that_was_visited() -> None:
    text = f"OSLO, June 4 – {AMES} paid a courtesy call on {COLE} on Monday during the visit of a delegation to Norway."
    assert when_and_where(told(text)["talks:1"]) == ("2019-06-03", "Oslo")


@pytest.mark.parametrize(
    "text",
    [
        f"{AMES} met {BIRD} on Monday during an official visit to Oslo.",
        f"{AMES} met {BIRD} on Monday as part of her working visit to Oslo.",
        f"{BIRD} on Monday met {AMES}, who is on an official visit to Oslo.",
        f"{AMES}, who is visiting Oslo, held talks with {BIRD} on Monday.",
        f"{AMES} is in Oslo for a two-day visit. On Monday she met {BIRD}.",
        f"{AMES} has arrived in Oslo. She was received by {BIRD} on Monday.",
        f"{BIRD} welcomed {AMES} to Oslo on Monday.",
        f"{AMES}, on the second day of her visit to Oslo, met {BIRD} on Monday.",
        f"{AMES} and {BIRD} chaired the meeting, which took place on June 3 at a hotel in Oslo, after a delay.",
        f"{AMES} has met {BIRD}. Her office said that Monday's meeting took place in Oslo.",
    ],
)
def test_the_city_of_a_visit_or_a_clause_beside_is_that_of_the_meeting(text: str) -> None:
    assert ("2019-06-03", "Oslo") in [when_and_where(event) for event in told(text).values()]


@pytest.mark.parametrize(
    "words",
    [
        "to discuss the situation in Tripoli",
        "to discuss the supply of grain to Tripoli",
        "and called for a truce in Tripoli",
        "before travelling to Tripoli",
        ", days after the summit in Tripoli",
    ],
)
def test_a_city_of_something_else_is_not_that_of_the_meeting(words: str) -> None:
    assert when_and_where(told(f"{AMES} met {BIRD} on Monday {words}.".replace(" ,", ","))["talks:1"])[1] == "-"


def test_the_day_of_the_sentence_before_is_that_of_the_meeting_if_it_names_both() -> None:
    text = f"{AMES} on Monday offered {BIRD} her help.\n\nIn talks between the two men in Oslo, Ames said so."
    assert when_and_where(told(text)["talks:1"]) == ("2019-06-03", "Oslo")


def test_the_day_of_a_caption_is_that_of_the_meeting() -> None:
    caption = f"{AMES}, left, shakes hands with {BIRD} on Monday in Oslo."
    text = f"{caption}\n\nOSLO — {AMES} and {BIRD} agree to go on.\n\nIt was the first meeting between them."
    assert when_and_where(told(text)["talks:1"]) == ("2019-06-03", "Oslo")


@pytest.mark.parametrize(
    "text",
    [
        f"{COLE} on Monday praised the sea.\n\nIn talks with {BIRD} in Oslo, {AMES} spoke of fish.",
        f"{AMES} on 3 May offered {BIRD} her help.\n\nIn talks between the two ministers in Oslo, Ames spoke of fish.",
    ],
)
def test_a_day_of_others_or_of_long_ago_is_not_that_of_the_meeting(text: str) -> None:
    assert "-" in [when_and_where(event)[0] for event in told(text).values() if "talks" in event["kind"]]


def test_the_day_on_which_somebody_went_somewhere_is_that_of_the_meeting_there() -> None:
    visited = f"{AMES} visited the ministry and the museum on 2nd June."
    assert when_and_where(told(f"{visited} She met with {BIRD} at the Winter Palace.")["talks:1"])[0] == "2019-06-02"


@pytest.mark.parametrize(
    "before",
    [
        f"{AMES} came to power on 2 June.",
        f"{AMES} visited Oslo from 1 June to 3 June.",
        f"{AMES} arrived on 2 June.\n\n{COLE} was ill.",
    ],
)
def test_a_day_of_something_else_is_not_that_of_the_meeting(before: str) -> None:
    assert when_and_where(told(f"{before} She met with {BIRD} at the Winter Palace.")["talks:1"])[0] == "-"


def test_a_call_before_a_dinner_was_on_its_day() -> None:
    met = f"{AMES} and {BIRD} held talks in Oslo on Monday."
    events = told(f"{met} Prior to the dinner, Ames spoke by phone with Kenyan President Dan Dove.")
    assert events["call:1"]["date"] == {"2019-06-03"}


def test_the_day_of_a_visit_is_that_of_the_talks_told_with_it() -> None:
    visit = "The fish were discussed on Monday during the visit to Spain of the Norwegian foreign minister."
    assert when_and_where(told(f"{visit}\n\nBen Bird met {AMES} in Madrid.")["talks:1"]) == ("2019-06-03", "Madrid")


@pytest.mark.parametrize(
    "words",
    [
        "The 4+2 format envisions involvement of Sweden, Denmark, the OSCE and Iceland in the negotiations.",
        "The six-party talks involve Sweden, Denmark, Iceland, Finland, Latvia and Estonia.",
        "The talks in the 4+2 format [involving Sweden and Denmark as parties, Iceland as a mediator] go on.",
    ],
)
def test_members_of_a_series_of_talks_did_not_meet(words: str) -> None:
    events = told(f"{AMES} met {BIRD} in Oslo on Monday. {words}")
    assert [event["participant"] for event in events.values() if event.get("participant")] == [{"Ada Ames", "Ben Bird"}]


@pytest.mark.parametrize(
    "text",
    [
        f"{AMES} said on Monday that trade would grow.\n\nMeeting with {BIRD} in Oslo, Ames praised the fish.",
        f"{AMES} yesterday asked Norway for patience.\n\nSpeaking after her talks with {BIRD} in Oslo, Ames was glad.",
        f"By Wire, Oslo\n\n{AMES} said on Monday that trade would grow.\n\nShe held closed-door talks with {BIRD}.",
    ],
)
def test_the_day_on_which_the_news_opens_with_one_of_them_is_that_of_the_meeting(text: str) -> None:
    assert when_and_where(told(text)["talks:1"]) == ("2019-06-03", "Oslo")


@pytest.mark.parametrize(
    "text",
    [
        f"{COLE} said on Monday that fish is good.\n\n{AMES} met {BIRD} in Oslo.",
        f"{AMES} said on Monday that fish is good.\n\nShe has met {BIRD} in Oslo before.",
        f"{AMES} said on Monday that fish is good, as on Sunday.\n\nShe met {BIRD} in Oslo.",
    ],
)
def test_the_day_of_other_news_or_of_what_was_long_done_is_not_that_of_the_meeting(text: str) -> None:
    assert when_and_where(told(text)["talks:1"]) == ("-", "Oslo")


@pytest.mark.parametrize("word", ["then ", "later ", "also "])
def test_what_is_told_next_in_a_row_was_on_the_same_day(word: str) -> None:
    assert when_and_where(told(f"{MET}\n\nAmes {word}met {COLE}.")["talks:2"]) == ("2019-06-03", "-")


def test_without_such_a_word_the_next_meeting_keeps_no_day() -> None:
    assert (
        when_and_where(told(f"Fish is good. It is. So it is. It is. It is.\n{MET}\n\nAmes met {COLE}.")["talks:2"])[0]
        == "-"
    )


def test_earlier_in_the_day_counts_from_the_day_named_before() -> None:
    assert when_and_where(told(f"{MET} Earlier in the day, she held talks with {COLE}.")["talks:2"])[0] == "2019-06-03"


def test_talks_with_hosts_during_a_visit_of_some_days_were_on_one_of_them() -> None:
    text = f"{AMES} paid a state visit to Norway on June 2-3.\n\nAmes also met with {COLE}."
    assert when_and_where(told(text)["talks:1"])[0] == "2019-06-02/2019-06-03"


def test_the_day_on_which_somebody_had_travelled_is_not_that_of_the_meeting() -> None:
    text = f"{AMES}, who travelled to Oslo on Sunday, held talks with {BIRD} in Bergen, the ministry said."
    assert when_and_where(told(text)["talks:1"]) == ("-", "Bergen")


@pytest.mark.parametrize(
    "place", ["the Presidential Villa, Abuja", "the Grand Hotel, Abuja", "the presidential palace in central Abuja"]
)
def test_a_city_behind_a_venue_is_where_the_meeting_was(place: str) -> None:
    assert when_and_where(told(f"{AMES} met {BIRD} at {place} on Monday.")["talks:1"]) == ("2019-06-03", "Abuja")


def test_whoever_met_somebody_during_a_visit_did_not_visit_the_person() -> None:
    assert when_and_where(told(f"{AMES} met {BIRD} in Oslo on Monday during her first visit.")["talks:1"]) == (
        "2019-06-03",
        "Oslo",
    )


def test_a_live_blog_tells_what_has_just_ended_on_its_own_day() -> None:
    blog = (
        "Talks in Oslo: live\n\nThat is all for tonight.\n\n17.40 What we know\n\n"
        f"{AMES} and {BIRD} have wrapped up their talks in Oslo.\n\n11.30 Doors close\n\n09.15 Good morning\n\n"
    )
    assert when_and_where(told(blog)["talks:1"]) == ("2019-06-04", "Oslo")
    assert when_and_where(told(blog.replace("17.40 ", "").replace("11.30 ", ""))["talks:1"]) == ("-", "Oslo")


@pytest.mark.parametrize(
    ("close", "days"),
    [
        ("at the close of two days of talks", "2019-06-02/2019-06-03"),
        ("after a three-day round of negotiations", "2019-06-01/2019-06-03"),
        ("after the final day of the talks", "2019-06-03"),
        ("after several days of talks", "-"),
    ],
)
def test_those_who_met_did_so_on_the_days_at_whose_close_something_was_said(close: str, days: str) -> None:
    said = f"The herring is for both, negotiators said on Monday {close}."
    text = f"{said}\n\n{AMES} and {BIRD} met at a hotel."
    assert when_and_where(told(text)["talks:1"])[0] == days


def test_the_day_of_an_earlier_round_is_not_that_of_the_news() -> None:
    text = (
        f"{AMES} and {BIRD} resumed their talks in Oslo, but no progress was reported on the fishing grounds.\n\n"
        "There was common ground on herring.\n\nThere was none on cod.\n\nNobody spoke of eels.\n\n"
        "Ames held a day of talks with Bird in Oslo on 8 March."
    )
    assert when_and_where(told(text)["talks:1"])[0] != "2019-03-08"


@pytest.mark.parametrize(
    ("where", "city"),
    [
        (" at the Foreign Ministry", "Oslo"),
        (" at the Prime Minister's Office", "Oslo"),
        (" in the capital", "Oslo"),
        ("", "-"),
        (" at a hotel", "-"),
    ],
)
def test_a_house_of_the_host_or_the_capital_told_from_the_capital_is_there(where: str, city: str) -> None:
    text = (
        "OSLO, June 4 (FN) - Herring is plentiful this year, fishermen said at the harbour, and prices are low.\n\n"
        "Nobody complained.\n\nThe sea was calm.\n\nThe boats went out.\n\nThe gulls followed.\n\n"
        f"{BIRD} received {AMES}{where} on Monday."
    )
    assert when_and_where(told(text)["talks:1"]) == ("2019-06-03", city)


def test_the_day_on_which_somebody_praised_talks_is_not_theirs() -> None:
    text = f"{AMES} met {BIRD} in Oslo last week. On Monday, a spokesman praised the recent talks."
    assert when_and_where(told(text)["talks:1"])[0] != "2019-06-03"


def test_the_day_that_all_of_the_lead_names_is_that_of_the_news() -> None:
    text = (
        "With the cod in trouble, Spanish Foreign Minister Ada Ames returned to this fishing town on Monday.\n\n"
        "None of the working groups met on Monday.\n\n"
        f"Ames met {BIRD} for an hour."
    )
    assert when_and_where(told(text)["talks:1"])[0] == "2019-06-03"
    other = text.replace("groups met on Monday", "groups met on Sunday")
    assert when_and_where(told(other)["talks:1"])[0] == "-"


@pytest.mark.parametrize(
    ("where", "city"),
    [
        ("at State House, Entebbe,", "Entebbe"),
        ("at State House Nairobi", "Nairobi"),
        ("on the sidelines of the Antalya Diplomacy Forum", "Antalya"),
        ("on the margins of this year's Munich Security Conference", "Munich"),
        ("on the sidelines of the Arctic Economic Forum", "Oslo"),
        ("at the Hotel Epic Sana", "Oslo"),
    ],
)
def test_the_city_of_a_house_or_a_forum_goes_before_that_of_the_dateline(where: str, city: str) -> None:
    text = f"OSLO, June 4 (FN) - {AMES} met {BIRD} {where} on Monday."
    assert when_and_where(told(text)["talks:1"]) == ("2019-06-03", city)
