"""The page in other languages: every word there, dates as exact as they are, names that run from right to left."""

import html
import json
import re
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from attrs import evolve

from kg import vocab
from kg.answers import Meeting, StatementMade
from kg.dates import parse
from kg.page import languages, render
from kg.page.words import date_text

from .conftest import SCREENSHOTS, SECOND, Open
from .sample import disputed, istanbul, person

WORDS: dict[str, dict[str, Any]] = json.loads(files("kg.page").joinpath("words.json").read_text(encoding="utf-8"))


def slots(words: Any, path: str = "") -> dict[str, list[str] | int]:
    """Every word by its path, with the names of the values that are put into it."""
    if isinstance(words, dict):
        return {name: value for key, inner in words.items() for name, value in slots(inner, f"{path}/{key}").items()}
    return {path: len(words) if isinstance(words, list) else sorted(re.findall(r"\{\w+\}", words))}


def test_german_and_turkish_are_there() -> None:
    assert languages() == ("de", "en", "tr")


@pytest.mark.parametrize("language", [language for language in WORDS if language != "en"])
def test_every_language_has_every_word_with_the_same_values(language: str) -> None:
    """English has no words for dates of its own: they are those of every answer."""
    dates = {name: words for name, words in WORDS["de"].items() if name in ("dates", "season", "calendar")}
    assert len(dates) == 3
    assert slots(WORDS[language]) == slots(WORDS["en"] | dates)


DATES = {
    "2025-06-02": ("2. Juni 2025", "2 Haziran 2025"),
    "2025-06": ("Juni 2025", "Haziran 2025"),
    "2025": ("2025", "2025"),
    "0033": ("33", "33"),
    "2025-06~": ("etwa Juni 2025", "Haziran 2025 dolayı"),
    "2025?": ("2025 (unsicher)", "2025 (belirsiz)"),
    "2025-06-02%": ("etwa 2. Juni 2025 (unsicher)", "2 Haziran 2025 dolayı (belirsiz)"),
    "2025-21": ("Frühjahr 2025", "2025 ilkbaharı"),
    "202X": ("2020–2029", "2020–2029"),
    "19XX": ("1900–1999", "1900–1999"),
    "2025-XX": ("in einem Monat des Jahres 2025", "2025 yılında bir ay"),
    "2025-06-XX": ("an einem Tag im Juni 2025", "Haziran 2025 içinde bir gün"),
    "2025-XX-XX": ("an einem Tag im Jahr 2025", "2025 yılında bir gün"),
    "2025-06-01/2025-06-02": ("1.–2. Juni 2025", "1–2 Haziran 2025"),
    "2014/2015": ("2014 – 2015", "2014 – 2015"),
    "2025-06-02/..": ("ab 2. Juni 2025", "2 Haziran 2025 başlangıçlı"),
    "/2025-06": ("bis Juni 2025 (Beginn unbekannt)", "Haziran 2025 bitişli (başlangıcı bilinmiyor)"),
    "2025-05~/2025-06-11": ("etwa Mai 2025 – 11. Juni 2025", "Mayıs 2025 dolayı – 11 Haziran 2025"),
}


@pytest.mark.parametrize(("place", "language"), [(0, "de"), (1, "tr")])
def test_dates_keep_their_precision_in_the_language_of_the_page(place: int, language: str) -> None:
    words = WORDS[language]
    assert {edtf: date_text(words, parse(edtf)) for edtf in DATES} == {
        edtf: texts[place] for edtf, texts in DATES.items()
    }
    within = date_text(words, parse("2025-06-01/2025-06-02", within=True))
    assert within == ("irgendwann im Zeitraum 1.–2. Juni 2025", "1–2 Haziran 2025 içinde bir zaman")[place]
    assert date_text(words, None) == ("Datum nicht genannt", "tarih verilmemiş")[place]


def table(document: str) -> list[list[str]]:
    """The cells of the table that the document has without script."""
    rows = re.findall(r"<tr>(.*?)</tr>", document.partition("<tbody>")[2].partition("</tbody>")[0], re.DOTALL)
    return [[html.unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)] for row in rows]


@pytest.mark.browser
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("answers", [istanbul, disputed], ids=["talks", "quarrel"])
def test_the_table_says_the_same_with_and_without_script(
    open_page: Open, answers: Callable[[], tuple[list[Meeting], list[StatementMade]]], language: str
) -> None:
    document = render(*answers(), title="x", language=language)
    page = open_page(document, "#view=table").page
    rows = page.eval_on_selector_all(
        "#view-table tbody tr", "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
    )
    assert len(rows) > 4
    assert sorted(rows) == sorted(table(document))


def test_without_script_the_table_speaks_the_language_of_the_page() -> None:
    rows = {row[2]: row for row in table(render(*istanbul(), title="x", language="de"))}
    second = rows["Second Istanbul round"]
    assert (second[0], second[1], second[5]) == ("2. Juni 2025 *", "Gespräche", "im Gange")
    assert "Rustem Umerov, defence minister of Ukraine (Leitung)" in second[4]
    assert rows["Kyiv has not yet received the Russian draft."][5] == "verneint"
    assert "irgendwann im Zeitraum" in rows["Prisoner exchange agreed in the first round"][0]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["place", "attendance of Li Wen", "head of the delegation of Sudland", "did not take part"]),
        ("de", ["Ort", "Teilnahme von Li Wen", "Leitung der Delegation von Sudland", "nahm nicht teil"]),
        ("tr", ["yer", "Li Wen: katılımı", "Sudland: heyet başkanı", "katılmadı"]),
    ],
)
def test_what_sources_disagree_about_is_named_in_the_language_of_the_page(
    open_page: Open, language: str, expected: list[str]
) -> None:
    page = open_page(render(*disputed(), title="x", language=language), "#selected=event/summit").page
    assert page.locator("#panel .conflict h4").all_inner_texts() == expected[:3]
    values = page.locator("#panel .conflict .value").all_inner_texts()
    assert values[:2] == ["Lake House, Sorrow, Estmark", "Town Hall, Glee, Sudland"]
    assert values[3] == expected[3]


ENGLISH = (
    "meeting|showing|search|date|place|status|source|head|member|held|under way|day|june|any|play|close|evidence|rows"
)


@pytest.mark.browser
@pytest.mark.parametrize("language", ["de", "tr"])
def test_the_page_speaks_its_language_in_every_view(open_page: Open, language: str) -> None:
    meetings, statements = istanbul()
    page = open_page(render(meetings, statements, title="Istanbul 2025", language=language)).page
    assert page.get_attribute("html", "lang") == language
    foreign = """() => [...document.querySelectorAll(
      '#status, .tabs, .strip, dt, h3, caption, th, .kicker, .when, .tools button,' +
      ' .toolbar option[value=""], #rows-legend, .date, .chip-text, .group-name, .lane-name'
      )].filter(one => one.getBoundingClientRect().width).map(one => one.textContent)"""
    for address in (
        "view=rows",
        f"selected={SECOND}",
        f"selected={SECOND}&compare={meetings[0].id}",
        "view=graph",
        "view=places",
        "view=table",
    ):
        page.evaluate(f"location.hash = '{address}'")
        page.wait_for_timeout(60)
        texts = page.evaluate(foreign)
        assert len(texts) > 2
        assert [text for text in texts if re.search(rf"\b({ENGLISH})s?\b", text, re.IGNORECASE)] == []
        page.screenshot(path=SCREENSHOTS / f"language-{language}-{re.sub(r'[^a-z]+', '-', address)}.png")


@pytest.mark.browser
def test_names_from_right_to_left_keep_to_themselves(open_page: Open) -> None:
    name = "عباس عراقچي"
    meeting = evolve(istanbul()[0][4], participants=(person(name, "head"), person("Ada", "member")), delegations=())
    page = open_page(render([meeting], [], title=name), f"#selected={SECOND}").page
    assert page.eval_on_selector("h1", "one => getComputedStyle(one).direction") == "rtl"
    row = page.locator("#rows .name.actor", has_text=name).locator("text")
    assert row.evaluate("one => getComputedStyle(one).unicodeBidi") == "plaintext"
    button = page.locator("#panel .people .choose", has_text=name)
    assert button.evaluate("one => [getComputedStyle(one).direction, getComputedStyle(one).unicodeBidi]") == [
        "rtl",
        "isolate",
    ]
    page.click("#tab-table")
    assert page.locator("#view-table bdi", has_text=name).count() == 1


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("kind", vocab.EVENT_KINDS),
        ("role", vocab.ROLES),
        ("statusWord", vocab.STATUSES),
        ("act", vocab.ACTS),
        ("documentKind", vocab.DOCUMENT_KINDS),
        ("documentStatus", vocab.DOCUMENT_STATUSES),
        ("presence", vocab.PRESENCES),
        ("directness", vocab.DIRECTNESS),
    ],
)
def test_every_code_has_a_word(words: str, codes: tuple[str, ...]) -> None:
    assert set(WORDS["en"][words]) == set(codes)
