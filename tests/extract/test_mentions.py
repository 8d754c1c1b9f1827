from datetime import date

import pytest

from kg.extract.gazetteer import Gazetteer
from kg.extract.reading import read
from kg.names import Entry

GAZETTEER = Gazetteer()


def folded(text: str) -> str:
    return " ".join(line.plain() for line in read(text, date(2025, 6, 2), GAZETTEER).lines)


def people(text: str, gazetteer: Gazetteer = GAZETTEER) -> dict[str, list[str]]:
    found = read(text, date(2025, 6, 2), gazetteer).people.all.values()
    return {p.name: [f"{o.title}@{o.owner.name if o.owner else ''}" for o in p.offices] for p in found}


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("Turkish Foreign Minister Hakan Fidan left.", "Hakan Fidan", "Foreign Minister@Türkiye"),
        ("Hakan Fidan, Türkiye’s foreign minister, left.", "Hakan Fidan", "foreign minister@Türkiye"),
        ("Foreign Minister of Pakistan Ishaq Dar left.", "Ishaq Dar", "Foreign Minister@Pakistan"),
        ("Kaja Kallas, the EU's foreign policy chief, left.", "Kaja Kallas", "foreign policy chief@European Union"),
        ("Kremlin aide Vladimir Medinsky left.", "Vladimir Medinsky", "aide@Russia"),
        (
            "Ms Ada Ames, Minister for Foreign Affairs and Trade of Ireland, left.",
            "Ada Ames",
            "Minister for Foreign Affairs and Trade@Ireland",
        ),
        (
            "The Minister of Foreign Affairs of Norway, Ms Ada Ames, left.",
            "Ada Ames",
            "Minister of Foreign Affairs@Norway",
        ),
        ("President Celil Ersoy of Turkey left.", "Celil Ersoy", "President@Türkiye"),
        ("Libyan Prime Minister Abdul Hamid al-Dbeibah left.", "Abdul Hamid al-Dbeibah", "Prime Minister@Libya"),
        ("Saudi Crown Prince Mohammed bin Salman left.", "Mohammed bin Salman", "Crown Prince@Saudi Arabia"),
        ("Irish Deputy Prime Minister Seán O’Brien left.", "Seán O’Brien", "Deputy Prime Minister@Ireland"),
        ("Israeli Defense Minister Israel Katz left.", "Israel Katz", "Defense Minister@Israel"),
        ("Rodrigo Ames (Foreign Minister of Peru) left.", "Rodrigo Ames", "Foreign Minister@Peru"),
        ("Afghan acting Foreign Minister Amir Khan left.", "Amir Khan", "acting Foreign Minister@Afghanistan"),
        ("The Ambassador of Kenya to Ethiopia, Halima Duale, left.", "Halima Duale", "Ambassador to Ethiopia@Kenya"),
    ],
)
def test_an_office_is_read_in_every_order_of_words(text: str, name: str, office: str) -> None:
    assert people(text) == {name: [office]}


@pytest.mark.parametrize(
    "text",
    [
        "Former Turkish Foreign Minister Ada Ames left.",
        "Turkey's Prime Minister-designate Ada Ames left.",
        "Ada Ames, the former president of Spain, left.",
        "Turkish ex-minister Ada Ames left.",
    ],
)
def test_nobody_holds_an_office_that_is_past_or_to_come(text: str) -> None:
    assert people(text) == {"Ada Ames": []}


def test_a_counterpart_has_the_title_but_the_other_country() -> None:
    found = people("Turkish Foreign Minister Hakan Fidan met his German counterpart Anna Berg.")
    assert found["Anna Berg"] == ["Foreign Minister@Germany"]


def test_several_ministers_are_paired_with_their_countries() -> None:
    found = people("The foreign ministers of Sudan and Egypt, Idris Nour and Hatem Sabry, left.")
    assert found == {"Idris Nour": ["foreign minister@Sudan"], "Hatem Sabry": ["foreign minister@Egypt"]}


def test_the_users_own_graph_gives_the_full_name() -> None:
    known = Gazetteer([Entry("person/ames", "Ada Ames", "person", ("Ada Ames", "Lady Ames of Riverton"))])
    assert "Ada Ames" in people("President Ada Ames left.", known)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("They met in Kyiv.", "<U> met in <C>."),
        ("Kyiv acknowledged the loss.", "<N> acknowledged the loss."),
        ("They flew from Moscow to Kyiv.", "<U> flew from <C> to <C>."),
        ("They met at the Kremlin in Moscow.", "<U> met at the <V> in <C>."),
        ("They met in Bahir Dar.", "<U> met in <C>."),
        ("The Republic of Kenya agreed.", "<N> agreed."),
        ("The Cubans agreed.", "The <N> agreed."),
    ],
)
def test_a_capital_is_a_city_behind_a_preposition_and_else_its_country(text: str, meant: str) -> None:
    assert folded(text) == meant


def test_a_surname_leads_back_to_the_person() -> None:
    reading = read("Spanish President Ada van der Ames left. Van der Ames returned. Ames slept.", None, GAZETTEER)
    names = [mention.name for line in reading.lines for mention in line.mentions if mention.sort == "P"]
    assert set(names) == {"Ada van der Ames"}


def test_a_shared_surname_means_nobody() -> None:
    text = "Spanish President Ada Ames met Spanish Foreign Minister Ben Ames. Ames slept."
    assert "<P>" not in [line.plain() for line in read(text, None, GAZETTEER).lines][-1]


def test_signs_in_the_text_are_noise_and_offsets_stay_exact() -> None:
    text = "\U000f3000 Turkish Foreign Minister Hakan Fidan \U000f0001 left \u202eCairo."
    for line in read(text, None, GAZETTEER).lines:
        for mention in line.mentions:
            assert text[mention.span.start : mention.span.end].strip()
    assert people(text) == {"Hakan Fidan": ["Foreign Minister@Türkiye"]}
