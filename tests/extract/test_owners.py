from datetime import date

import pytest

from kg.extract import owners, scenes
from kg.extract.gazetteer import Gazetteer
from kg.extract.reading import read

GAZETTEER = Gazetteer()


def whose(text: str) -> dict[str, tuple[str, str]]:
    """Whose the first office of everybody is, and how that was inferred."""
    found = read(text, date(2025, 6, 2), GAZETTEER)
    owners.settle(found, scenes.teams(scenes.told(found)))
    return {
        person.name: (office.owner.name if office.owner else "", office.inference)
        for person in found.people.all.values()
        for office in person.offices[:1]
    }


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("The prime minister of Greece hosted Turkey's president. Prime Minister Ada Ames smiled.", "Greece"),
        ("Sudan and Egypt met. The Sudanese delegation included Finance Minister Ada Ames.", "Sudan"),
        ("In Brasília, Trade Secretary Ada Ames said the tariff was lawful.", "Brazil"),
        ("Spanish President Ben Bird met Foreign Minister Ada Ames in Ankara.", "Türkiye"),
        ("Spanish President Ben Bird held talks in Almaty with Energy Minister Ada Ames.", "Kazakhstan"),
        ("The Spanish government said so, Foreign Minister Ada Ames told reporters.", "Spain"),
        ("Here in Washington, Secretary of State Ada Ames left.", "United States"),
        ("The United Nations is calm. Secretary-General Ada Ames left.", "United Nations"),
        ("The Danish government denied it. “No,” said the government's spokesman, Ada Ames.", "Denmark"),
        ("President Ben Bird of Spain and his envoy, Ada Ames, left.", "Spain"),
        ("Spanish President Ben Bird's special representative, Ada Ames, left.", "Spain"),
        ("Ministry of Foreign Affairs of Chile\n\nMinister Ada Ames met Bolivian Foreign Minister Ben Bird.", "Chile"),
        ("The ELN was calm. It was led by the group's commander, Ada Ames.", "ELN"),
        ("Iraq and Spain met. “We agree,” said the country's president, Ada Ames.", ""),
        ("The Iraqi president spoke. The country's foreign minister, Ada Ames, did not.", "Iraq"),
        ("The foreign ministers of Sudan and Egypt met. Foreign Minister Ada Ames met Egyptian colleagues.", ""),
        (
            "The foreign ministers of Sudan and Egypt met. "
            "Foreign Minister Ada Ames received Egyptian Foreign Minister Ben Bird.",
            "Sudan",
        ),
        ("Prime Minister Ada Ames had a meeting with Spanish King Ben Bird in Hanoi. Vietnam was content.", "Vietnam"),
        ("Foreign Minister Ada Ames met Spanish King Ben Bird in Vienna. Spain was content.", ""),
        ("Iraqi and Spanish envoys met. Foreign Minister Ada Ames and Spanish King Ben Bird talked.", "Iraq"),
        ("Spanish King Ben Bird met President Ada Ames at the White House. The U.S. was calm.", "United States"),
        ("The Spanish government denied it. “No,” spokesman Ada Ames told reporters.", "Spain"),
        ("Spanish King Ben Bird left. He was accompanied by Foreign Minister Ada Ames.", "Spain"),
        ("Source: United States Department of State\n\nSpokesperson Ada Ames left.", "United States"),
        ("The Iraqi president met Spain's king. He saw Iraq. Iraq is big. Iraq won. Chairman Ada Ames left.", ""),
        ("Iraq helps Oman. Oil Minister Ada Ames thanked Omani Minister Ben Bird. Iraq is big.", "Iraq"),
        ("President Ada Ames received Omani Ambassador to Iraq Ben Bird. Iraq was calm.", "Iraq"),
        ("Iraq and Oman talked. Foreign Minister Ada Ames visited Iraq.", ""),
        ("President Ada Ames spoke of Norway. Norway was glad. Norway has a king.", ""),
        ("The Omani foreign minister praised the policy of Prime Minister Ada Ames.", ""),
        ("Ada Ames left. Ben Bird arrived in Iraq on Monday and held talks with Prime Minister Ada Ames.", "Iraq"),
        ("EMBASSY OF DENMARK\n\nPrime Minister Ada Ames informed the diplomats.", ""),
        ("OTTAWA, June 2 (Wire) - Prime Minister Ada Ames rang Mexican President Ben Bird. Canada agreed.", "Canada"),
    ],
)
def test_an_office_without_a_country_is_that_of_whom_the_text_speaks(text: str, owner: str) -> None:
    assert whose(text)["Ada Ames"][0] == owner


def test_their_ministers_are_in_the_order_of_the_countries() -> None:
    found = whose("Sudan and Egypt agreed on Monday. Their foreign ministers, Ada Ames and Ben Bird, left.")
    assert (found["Ada Ames"][0], found["Ben Bird"][0]) == ("Sudan", "Egypt")
    found = whose("He hosted the leaders of Sudan and Egypt. President Ada Ames and King Ben Bird left.")
    assert (found["Ada Ames"][0], found["Ben Bird"][0]) == ("Sudan", "Egypt")


@pytest.mark.parametrize(
    "text",
    [
        "A Ugandan daily had reported that Interior Minister Ada Ames left.",
        "Foreign Minister Ada Ames left.",
        "Sudan, Egypt and Kenya agreed. Foreign Minister Ada Ames left.",
    ],
)
def test_nothing_is_guessed_where_the_text_leaves_a_choice(text: str) -> None:
    assert whose(text)["Ada Ames"][0] == ""


def test_an_office_told_without_a_name_is_taken_up_by_who_is_named_next() -> None:
    found = whose("Spain's foreign minister went to Oslo. Ada Ames said that Ames was content. Ames left.")
    assert found["Ada Ames"] == ("Spain", "an office named in the sentence before")
    both = whose("The foreign ministers of Sudan and Egypt met. Sudan's Ada Ames and Egypt's Ben Bird shook hands.")
    assert (both["Ada Ames"][0], both["Ben Bird"][0]) == ("Sudan", "Egypt")
    assert whose("Spain's foreign minister, Ada Ames, left. Ben Bird said that Bird stayed. Bird left.") == {
        "Ada Ames": ("Spain", "")
    }


def test_what_is_inferred_says_how() -> None:
    assert whose("Spanish Foreign Minister Ada Ames left.")["Ada Ames"] == ("Spain", "")
    assert whose("Here in Washington, Secretary of State Ada Ames left.")["Ada Ames"][1].startswith("only one country")


def test_a_foreign_secretary_is_not_given_a_country_that_has_none() -> None:
    assert whose("Mr Pineau, the French Foreign Minister, and Mr Ada Ames, the Foreign Secretary, left.") == {
        "Pineau": ("France", ""),
        "Ada Ames": ("", ""),
    }


def test_a_country_that_only_its_places_name_is_weighed_as_well() -> None:
    """Canada stands here by Ottawa alone, and may be the prime minister's."""
    text = (
        "Prime Minister Ada Ames spoke with President of Mexico Ben Bird\n\nMay 30, 2025\nOttawa, Ontario\n\n"
        "Today, Prime Minister Ada Ames spoke by telephone with the President of Mexico, Ben Bird. On May 4, President "
        "Cole had an audience with the Emperor and paid a courtesy call on DEE Dan, Speaker of the House of "
        "Representatives."
    )
    assert whose(text)["Ben Bird"][0] == "Mexico"
