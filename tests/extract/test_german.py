"""German: a language that is files alone, and only a beginning."""

from datetime import date
from typing import Any

import pytest

from kg.extract.dates import find
from kg.extract.gazetteer import Gazetteer
from kg.extract.languages import language_of
from kg.extract.rules import propose
from kg.extract.words import entries

MONDAY = date(2025, 6, 9)
NAMES = Gazetteer(language="de")


def examples() -> list[Any]:
    """The rules of the German files; those of sides are tried by what they change."""
    found = []
    for name, keys in {"titles": ("patterns", "plural"), "meetings": ("rules",)}.items():
        found += [pytest.param(rule, id=rule["rule"]) for key in keys for rule in entries("de", name)[key]]
    return found


@pytest.mark.parametrize("rule", examples())
def test_a_rule_finds_its_positive_example_and_leaves_its_negative_one_alone(rule: dict[str, str]) -> None:
    used, unused = ({claim.rule for claim in propose(rule[name], MONDAY, NAMES)} for name in ("positive", "negative"))
    assert rule["rule"] in used
    assert rule["rule"] not in unused


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("am Montag", "2025-06-09"),
        ("am 10. März", "2025-03-10"),
        ("im Februar", "2025-02"),
        ("gestern,", "2025-06-08"),
        ("am Wochenende", "2025-06-07/2025-06-08"),
        ("vor drei Tagen", "2025-06-06"),
    ],
)
def test_days_and_months_are_read(words: str, meant: str) -> None:
    assert [when.edtf for when in find(f"Sie trafen sich {words} in Wien.", MONDAY, "de")] == [meant]


def test_demonyms_are_known_in_every_case() -> None:
    for ending in ("e", "er", "en", "es", "em"):
        (found,) = NAMES.find(f"das türkisch{ending} Ministerium")
        assert found[2].name == "Türkei"


def test_what_a_language_lacks_never_fits() -> None:
    assert entries("de", "strikes").keys() == entries("en", "strikes").keys()
    assert propose("Russland griff am Montag Kiew mit 20 Drohnen an.", MONDAY, NAMES) == []


def test_a_text_is_taken_for_the_language_it_is_in() -> None:
    assert language_of("Die Minister trafen sich am Montag in Wien, und der Kanzler empfing sie mit " * 3) == "de"
    assert language_of("Los ministros se reunieron el lunes en la capital de su país con los enviados " * 3) is None
    assert language_of("Ada met Ben.") == "en"
