"""Claims in words, and how often their rules were right."""

from pathlib import Path

import pytest

from kg.extract import confidence as measured
from kg.extract.claims import PREDICATES, Claim
from kg.extract.confidence import FEWEST, confidence
from kg.extract.wording import _SAID, wording
from kg.model import Span


def claim(kind: str, predicate: str, object_: str = "Oslo", rule: str = "r", **more: str) -> Claim:
    return Claim(
        kind=kind, subject="talks:1", predicate=predicate, object=object_, spans=(Span(0, 1),), rule=rule, **more
    )


@pytest.mark.parametrize(
    ("kind", "predicate"), [(kind, each) for kind, all_ in PREDICATES.items() for each in all_ if kind != "statement"]
)
def test_every_claim_has_words_of_its_own(kind: str, predicate: str) -> None:
    assert f"{kind} {predicate}" in _SAID
    assert "{" not in wording(claim(kind, predicate), "Talks in Oslo")


def test_dates_are_words_and_what_is_only_planned_or_denied_is_said() -> None:
    assert wording(claim("event", "date", "2025-06-02"), "Talks") == "Talks was on 2 June 2025"
    assert wording(claim("event", "date", "soon"), "Talks") == "Talks was on soon"
    assert wording(claim("event", "city", modality="planned", polarity="negative"), "Talks").endswith(
        "[planned, not so]"
    )
    assert wording(claim("role", "role", "host@talks:1"), "Talks") == "talks:1 was host at Talks"


def test_what_a_claim_says_is_never_taken_for_a_template() -> None:
    assert wording(claim("event", "city", "{event.__class__}"), "{0}") == "{0} was in {event.__class__}"


def test_the_table_of_measurements_is_sound() -> None:
    lines = Path(str(measured.__file__)).with_suffix(".tsv").read_text().splitlines()
    assert lines[0].split("\t") == ["what", "name", "right", "wrong"]
    rows = [line.split("\t") for line in lines[1:]]
    assert {what for what, *_ in rows} == {"rule", "claim"}
    assert all(int(right) >= 0 and int(wrong) >= 0 for _, _, right, wrong in rows)
    known = {f"{kind} {each}" for kind, all_ in PREDICATES.items() for each in all_}
    assert {name for what, name, *_ in rows if what == "claim"} <= known


def test_a_rule_that_was_seen_too_seldom_counts_as_its_kind_of_claim_does(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {("rule", "often"): (9, 1), ("rule", "once"): (0, 1), ("claim", "event city"): (3 * FEWEST, FEWEST)}
    monkeypatch.setattr(measured, "_measured", lambda: table)
    assert confidence(claim("event", "city", rule="often")) == 0.9
    assert confidence(claim("event", "city", rule="once")) == 0.75
    assert confidence(claim("event", "venue", rule="once")) is None
