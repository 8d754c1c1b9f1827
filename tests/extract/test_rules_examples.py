"""Every rule of the data files finds its positive example and leaves its negative one alone."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.extract import words
from kg.extract.gazetteer import Gazetteer
from kg.extract.rules import propose

FOLDER = Path(words.__file__).parent / "en"
MONDAY = date(2025, 6, 9)
GAZETTEER = Gazetteer()


def examples() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for key, rules in content.items():
            if isinstance(rules, list) and rules and isinstance(rules[0], dict) and "rule" in rules[0]:
                found += [pytest.param(rule, id=f"{path.stem}-{key}-{rule['rule']}") for rule in rules]
    return found


def used(text: str) -> set[str]:
    return {claim.rule for claim in propose(text, MONDAY, GAZETTEER)}


@pytest.mark.parametrize("rule", examples())
def test_a_rule_finds_its_positive_example(rule: dict[str, str]) -> None:
    assert rule["rule"] in used(rule["positive"])


@pytest.mark.parametrize("rule", examples())
def test_a_rule_leaves_its_negative_example_alone(rule: dict[str, str]) -> None:
    assert rule["rule"] not in used(rule["negative"])
