"""The facts files that come with the project."""

import json
from pathlib import Path

import pytest
from attrs import fields, has

from kg.facts import Read, read_files
from kg.facts.write import write_facts
from kg.model import Evidence, Facts, Span

ROOT = Path(__file__).parents[2]
GOLD = json.loads((ROOT / "tests/data/gold-spans.json").read_text())
SECOND = ROOT / "tests/data/second-source.yaml"


@pytest.fixture(scope="module")
def bundled() -> Read:
    return read_files([ROOT / "data"])


@pytest.fixture(scope="module")
def article(bundled: Read) -> Facts:
    return next(facts for facts in bundled.facts if facts.id == "source/istanbul-talks-2025-06-02")


def spans(value: object) -> set[Span]:
    if isinstance(value, tuple):
        return {span for item in value for span in spans(item)}
    if isinstance(value, Evidence):
        return set(value.spans)
    kind = type(value)
    return {span for field in fields(kind) for span in spans(getattr(value, field.name))} if has(kind) else set()


def test_nothing_in_them_waits_for_review(bundled: Read) -> None:
    assert (bundled.pending, bundled.rejected) == (0, 0)
    assert [facts.id for facts in bundled.facts] == [
        "source/istanbul-talks-2025-06-02",
        "registry/people",
        "registry/places",
        "registry/posts",
    ]


def test_every_core_and_detail_fact_of_the_gold_has_its_very_span_as_evidence(article: Facts) -> None:
    found = spans(article)
    missing = [fact["id"] for fact in GOLD if fact["tier"] in "AB" and Span(fact["start"], fact["end"]) not in found]
    assert len(GOLD) == 70
    assert missing == []


def test_evidence_lies_within_the_text_and_the_text_is_the_gold_one(article: Facts) -> None:
    assert max(span.end for span in spans(article)) <= 3681
    assert getattr(article.origin, "sha256", "").startswith("0bd6ae5c")


def test_the_two_rounds_follow_each_other(article: Facts) -> None:
    first, second = (event for event in article.events if event.series)
    assert (first.round, second.round, second.continues) == (1, 2, first.id)
    assert [str(event.reports[0].date) for event in (first, second)] == ["16 May 2025", "2 June 2025"]
    assert [event.reports[0].place for event in (first, second)] == ["city/istanbul", "venue/ciragan-palace"]
    assert {part.who: part.roles for part in second.participations if part.who.startswith("person/")} == {
        "person/rustem-umerov": ("head",),
        "person/vladimir-medinsky": ("head",),
        "person/hakan-fidan": ("opened",),
    }


def test_two_claims_about_two_memoranda_stand_against_each_other(article: Facts) -> None:
    claims = {
        statement.speakers: (statement.claim.subject, statement.polarity)
        for statement in article.statements
        if statement.claim and statement.claim.predicate == "received-by"
    }
    assert claims == {
        ("person/vladimir-medinsky",): ("document/ukraine-memorandum", "affirmative"),
        ("country/ukraine",): ("document/russia-memorandum", "negative"),
    }


def test_posts_are_only_seen_and_have_no_invented_bounds(article: Facts) -> None:
    assert len(article.tenures) == 4
    assert all(tenure.begin is None and tenure.end is None and len(tenure.seen) == 1 for tenure in article.tenures)


def test_lines_say_where_each_id_stands(bundled: Read) -> None:
    article = "istanbul-talks-2025-06-02"
    for id_, needle in {
        "person/rustem-umerov": "rustem-umerov:",
        "event/istanbul-talks-2": "istanbul-talks-2:",
        f"report/istanbul-talks-2/{article}": "istanbul-talks-2:",
        f"report/istanbul-talks-2/{article}#date": "date: {value: 2025-06-02",
        "event/istanbul-talks-2#continues": "continues:",
        "delegation/istanbul-talks-2/russia": "russia: {represents",
        f"participation/istanbul-talks-2/{article}/hakan-fidan": "hakan-fidan: {role: opened",
        f"target/strike-ukraine-2025-06-01/{article}/bases": "bases:",
        f"weapon/strike-russia-2025-06-02/{article}/drones": "drones:",
        f"provision/ukraine-memorandum/{article}/front-line": "front-line:",
        f"tenure/{article}/putin-president": "putin-president:",
        f"statement/{article}/drone-record": "drone-record:",
        "document/russia-memorandum#aim": "aim: {value: An outline",
    }.items():
        file, line = bundled.lines[id_]
        assert Path(file).read_text(encoding="utf-8").splitlines()[line - 1].strip().startswith(needle)


def test_the_second_source_contradicts_the_first_about_the_date_and_one_head() -> None:
    both = read_files([ROOT / "data", SECOND])
    told = [event for facts in both.facts for event in facts.events if event.id == "event/istanbul-talks-2"]
    assert [event.reports[0].date.edtf for event in told if event.reports[0].date] == ["2025-06-02", "2025-06-03"]
    heads = [part.who for event in told for part in event.participations if part.delegation == "russia"]
    assert heads == ["person/vladimir-medinsky", "person/example-person"]


def test_the_second_source_is_enough_for_a_store_that_knows_the_rest(bundled: Read) -> None:
    assert read_files([SECOND], known=bundled.lines).facts[0].events[0].round == 2


def test_the_second_source_points_into_its_own_text() -> None:
    from hashlib import sha256

    text = (ROOT / "tests/data/second-source.txt").read_bytes()
    source = read_files([ROOT / "data", SECOND]).facts[-1]
    assert getattr(source.origin, "sha256", None) == sha256(text).hexdigest()
    assert getattr(source.origin, "length", None) == len(text.decode())
    quotes = {text.decode()[span.start : span.end] for span in spans(source)}
    assert {"on Tuesday, 3 June", "The Russian team was led by Example Person"} <= quotes


def test_writing_and_reading_them_again_gives_equal_facts(bundled: Read) -> None:
    for facts in bundled.facts:
        assert write_facts(facts, known=bundled.lines)
