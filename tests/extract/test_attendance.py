"""Lists of people at meetings: with titles before and behind the names, in brackets, in lines of their own."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.extract.attendance import behind, is_entry
from kg.extract.gate import Gate
from kg.extract.gazetteer import Gazetteer
from kg.extract.line import Line
from kg.extract.rules import propose
from kg.model import Span

GAZETTEER = Gazetteer()
TABLE = yaml.safe_load(Path(__file__).with_name("attendance.yaml").read_text(encoding="utf-8"))
MET = TABLE["met"] + " "


def there(text: str) -> set[str]:
    """Who took part in the first meeting of a text, in its delegations or otherwise."""
    gate = Gate(text, date(2025, 6, 4), GAZETTEER.forms)
    claims = [each for each in propose(text, date(2025, 6, 4), GAZETTEER) if not gate.why_not(each)]
    claims = [each for each in claims if ":1" in f"{each.subject}@{each.object}"]
    found = {each.object for each in claims if each.predicate in ("participant", "head", "member")}
    return found | {each.subject for each in claims if each.kind == "role"}


def teams(text: str) -> dict[str, set[str]]:
    """Who is in the delegation of whom."""
    found: dict[str, set[str]] = {}
    gate = Gate(text, date(2025, 6, 4), GAZETTEER.forms)
    for each in propose(text, date(2025, 6, 4), GAZETTEER):
        assert not gate.why_not(each)
        if each.kind == "delegation" and each.predicate in ("head", "member"):
            found.setdefault(each.subject.rpartition(":")[2], set()).add(each.object)
    return found


def lists(key: str) -> list[Any]:
    """The texts of the table that say something of a kind, with what they say."""
    return [
        pytest.param(before(each) + each["text"], each[key], id=name)
        for name, each in TABLE["lists"].items()
        if key in each
    ]


def before(each: dict[str, Any]) -> str:
    """What stands before a text."""
    return f"{TABLE[each['before']]} " if "before" in each else ""


@pytest.mark.parametrize(("text", "people"), lists("there"))
def test_all_in_a_list_took_part_and_nobody_else(text: str, people: list[str]) -> None:
    assert there(text) - {"Norway", "Sudan"} == set(people)


@pytest.mark.parametrize(("text", "members"), lists("teams"))
def test_a_list_says_whose_delegation_its_people_are_in(text: str, members: dict[str, list[str]]) -> None:
    assert teams(text) == {side: set(people) for side, people in members.items()}


def test_an_escort_of_another_country_is_in_no_delegation_of_the_first() -> None:
    text = MET + "Moen was accompanied by Kenyan Foreign Minister Paul Otieno and Nils Dahl, head of the Nile desk."
    assert teams(text) == {"Norway": {"Nils Dahl"}}


def test_titles_behind_names_go_to_the_names_before_them() -> None:
    text = "He met Ada Ames, head of the ABC, Ben Bird, director of the ABC, and Carl Cole."
    line = Line.of(text, Span(0, len(text)))
    found = [text[start:end] for start, end in behind(line, "en")]
    assert found == ["Ada Ames, head of the ABC", "Ben Bird, director of the ABC"]


def test_titles_before_names_stay_with_the_names_behind_them() -> None:
    text = "He met the envoy, Ada Ames, the director, Ben Bird, and the king, Carl Cole."
    assert behind(Line.of(text, Span(0, len(text))), "en") == []


@pytest.mark.parametrize(("text", "expected"), [("- Ada Ames", True), ("1. Ada Ames", True), ("Ada Ames", False)])
def test_a_dash_or_number_opens_a_line_of_a_list(text: str, expected: bool) -> None:
    assert is_entry(text, "en") is expected


def test_letters_behind_a_government_call_its_country() -> None:
    text = "The Sudanese government (GSD) and Norway held talks in Oslo on Monday. The GSD team was led by Idris Nour."
    assert teams(text) == {"Sudan": {"Idris Nour"}}
