"""Who takes part in what, by the verb or noun of a sentence."""

from datetime import date

import pytest

from kg.extract.frames import frames
from kg.extract.gazetteer import Gazetteer
from kg.extract.reading import read

GAZETTEER = Gazetteer()
AMES, BIRD, COLE = (
    "Spanish President Ada Ames",
    "Norwegian Prime Minister Ben Bird",
    "Kenyan Foreign Minister Carl Cole",
)


def who(text: str) -> list[tuple[str, list[str]]]:
    """The rule of each frame of a sentence with those who take part, roles before a colon."""
    line = read(text, date(2025, 6, 4), GAZETTEER).lines[-1]
    found = []
    for frame in frames(line, "en"):
        names = []
        for role, place in frame.who:
            mention = line.at(line.text[place])
            whole = [member.name for member in mention.members or (mention,)]
            names += [f"{role}:{name}" if role else name for name in whole]
        found.append((frame.rule.rule, names))
    return found


@pytest.mark.parametrize(
    "text",
    [
        f"{AMES} met {BIRD} in Oslo.",
        f"{AMES}, who took office in May, met {BIRD} in Oslo.",
        f"{AMES} will, diplomats hope, soon meet with {BIRD} in Oslo.",
        f"On Monday {AMES} sat down in the Norwegian capital with {BIRD}.",
        f"{AMES} flew north on Monday and met {BIRD}.",
        f"{AMES} (Spain) conferred in Oslo on Monday with {BIRD}.",
    ],
)
def test_subject_and_object_meet_whatever_stands_between(text: str) -> None:
    assert ("met", ["Ada Ames", "Ben Bird"]) in who(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{AMES} held a warm exchange with {BIRD} in Oslo.", ("exchanged", ["Ada Ames", "Ben Bird"])),
        (f"{AMES} had an exchange of views with {BIRD} in Oslo.", ("exchanged", ["Ada Ames", "Ben Bird"])),
        (f"Meeting with {BIRD} in Oslo, {AMES} praised the harvest.", ("opening-with", ["Ben Bird", "Ada Ames"])),
        (f"{AMES} and {BIRD} held a closed door meeting in Oslo.", ("held", ["Ada Ames", "Ben Bird"])),
        (f"{AMES} was among the attendees of the dinner.", ("joined", ["Ada Ames"])),
        (f"The meeting was attended from the Spanish side by {AMES}.", ("attended-by", ["Ada Ames"])),
        (f"The reception was also attended by {AMES} and {BIRD}.", ("attended-by", ["Ada Ames", "Ben Bird"])),
    ],
)
def test_exchanges_openings_and_those_present_are_read(text: str, expected: tuple[str, list[str]]) -> None:
    assert expected in who(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{AMES} had an exchange of prisoners with {BIRD} in mind.",
        f"Meeting deadlines is hard, {AMES} said of {BIRD}.",
        f"The hospital was attended by {AMES} and {BIRD}.",
    ],
)
def test_other_exchanges_openings_and_attendance_are_no_meetings(text: str) -> None:
    assert who(text) == []


def test_whom_a_preposition_governs_is_no_subject() -> None:
    assert who(f"{AMES}, a friend of {COLE}, met {BIRD} in Oslo.") == [("met", ["Ada Ames", "Ben Bird"])]


def test_the_owner_of_an_aide_is_no_subject() -> None:
    assert who(f"{AMES}'s cook met {BIRD} in Oslo.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{AMES} received {BIRD} in Madrid.", ("hosted", ["host:Ada Ames", "Ben Bird"])),
        (f"{BIRD} was received by {AMES} in Madrid.", ("received-by", ["Ben Bird", "host:Ada Ames"])),
        ("Norway hosted talks between Sudan and Egypt.", ("hosted-talks", ["host:Norway", "Sudan", "Egypt"])),
        (f"{AMES} flew to Oslo on Monday.", ("visited", ["visitor:Ada Ames"])),
        (f"{AMES} flew to Oslo to meet {BIRD}.", ("visited", ["Ada Ames", "Ben Bird"])),
        (f"{AMES} and {BIRD} signed a treaty in Oslo.", ("signed", ["signatory:Ada Ames", "signatory:Ben Bird"])),
    ],
)
def test_hosts_visitors_and_signatories_have_their_roles(text: str, expected: tuple[str, list[str]]) -> None:
    assert who(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Talks between Sudan and Egypt opened in Cairo.",
        "Talks on the use of the river between Sudan and Egypt opened in Cairo.",
        "A meeting in Cairo of the foreign ministers of Sudan and Egypt was short.",
        "Sudan and Egypt agreed on a truce after talks in Cairo.",
    ],
)
def test_a_noun_names_its_sides(text: str) -> None:
    assert who(text) == [("occasion", ["Sudan", "Egypt"])]


def test_those_who_join_are_counted_in() -> None:
    assert who(f"{AMES} hosted {BIRD} in Madrid, joined by ministers including {COLE}.") == [
        ("hosted", ["host:Ada Ames", "Ben Bird", "Carl Cole"])
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Spain met Norway in the semi-final of the football cup.",
        f"“{AMES} met {BIRD} in Oslo,” the poster read.",
        f"{AMES} met expectations in Oslo.",
        "The harvest of Spain met the demands of Norway.",
        "Sudan and Egypt met their targets in Cairo.",
        f"{AMES} called on Norway to open the border.",
    ],
)
def test_sport_quotations_and_things_are_no_meetings(text: str) -> None:
    assert who(text) == []


def test_a_clause_with_its_own_subject_is_not_mixed_with_another() -> None:
    assert ("met", ["Ada Ames", "Ben Bird"]) in who(f"{COLE} said that {AMES} had met {BIRD} in Oslo.")
