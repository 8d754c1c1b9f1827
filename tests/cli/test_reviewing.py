"""kg review."""

from pathlib import Path

import pytest
from cli.conftest import Run
from cli.test_extracting import article
from click.testing import CliRunner

from kg.cli import cli
from kg.extract.reviewing import Review
from kg.facts import read_files

__all__ = ["article"]


@pytest.fixture
def facts(run: Run, article: str) -> str:
    """A facts file in which everything is pending."""
    run("extract", article, "--published", "2025-06-02", "-o", "wire.yaml")
    return "wire.yaml"


def answered(path: str, keys: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a person sees who types keys."""
    monkeypatch.setattr("kg.cli.reviewing._asks", lambda: True)
    result = CliRunner().invoke(cli, ["review", path], input="\n".join(keys) + "\n", prog_name="kg")
    assert result.exit_code == 0, result.output
    return result.output


def test_the_counts_say_how_far_a_review_is(run: Run, facts: str) -> None:
    assert run("review", facts).stdout == "0 accepted, 0 rejected, 22 pending\n"


def test_a_tier_is_accepted_at_once(run: Run, facts: str) -> None:
    assert run("review", facts, "--accept-tier", "A").stdout == "21 accepted, 0 rejected, 1 pending\n"
    assert run("review", facts, "--accept-tier", "B").stdout == "22 accepted, 0 rejected, 0 pending\n"
    assert "review" not in Path(facts).read_text()
    run("apply", facts)


def test_a_fact_is_shown_in_its_sentence_with_its_words_marked(run: Run, facts: str) -> None:
    listed = run("review", facts, "--list").stdout
    assert "[A] statement" not in listed
    assert "[B] statement/wire-" in listed
    assert "    statement: Ada Ames | stated | Norland will not give up the river" in listed
    assert "    [[Ames said Norland would not give up the river]].\n" in listed
    assert "    Jones is expected to visit Lakeside [[in July]].\n" in listed


def test_keys_accept_reject_skip_undo_and_quit(facts: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = Review.open(Path(facts)).pending()[:2]
    answered(facts, "aq", monkeypatch)
    assert Review.open(Path(facts)).reviews[first] == "accepted"
    answered(facts, "ruq", monkeypatch)
    assert Review.open(Path(facts)).reviews[second] == "pending"
    shown = answered(facts, "sq", monkeypatch)
    assert shown.count(second) >= 1
    assert Review.open(Path(facts)).reviews[second] == "pending"
    assert "there is nothing to undo" in answered(facts, "uq", monkeypatch)
    assert answered(facts, "ta", monkeypatch).endswith("22 accepted, 0 rejected, 0 pending\n")


def test_an_accepted_part_brings_its_event_and_a_rejected_event_its_parts(run: Run, facts: str) -> None:
    review = Review.open(Path(facts))
    head = next(fact for fact in review.pending() if fact.startswith("participation/talks") and "ada" in fact)
    run("review", facts, "--accept", head)
    after = Review.open(Path(facts)).reviews
    talks = next(fact for fact in after if fact.startswith("event/talks"))
    assert after[talks] == "accepted"
    assert {fact for fact, decided in after.items() if decided == "accepted"} >= {head, talks}
    assert {
        decided for fact, decided in after.items() if fact.startswith("delegation/") and fact.endswith("/norland")
    } == {"accepted"}
    run("review", facts, "--reject", talks)
    after = Review.open(Path(facts)).reviews
    assert {after[fact] for fact in after if "/talks-" in fact} == {"rejected"}
    assert run("review", facts, "--reset", head).exit_code == 0


def test_decisions_can_be_made_in_an_editor_too(run: Run, facts: str) -> None:
    path = Path(facts)
    path.write_text("# mine\n" + path.read_text().replace("review: pending", "review: accepted", 1))
    assert run("review", facts).stdout == "22 accepted, 0 rejected, 0 pending\n"
    run("review", facts, "--reject", next(iter(Review.open(path).reviews)))
    assert path.read_text().startswith("# mine\n")
    assert read_files([path]).rejected > 0


def test_judgements_are_made_taken_back_and_survive_extraction(run: Run, facts: str) -> None:
    run("review", facts, "--same", "person/ben-jones=person/benjamin-jones")
    run("extract", "wire.txt", "--published", "2025-06-02", "-o", facts)
    assert "benjamin-jones: {name: Ben Jones}" in Path(facts).read_text()
    run("review", facts, "--forget", "person/ben-jones=person/benjamin-jones")
    run("extract", "wire.txt", "--published", "2025-06-02", "-o", facts)
    assert "benjamin-jones" not in Path(facts).read_text()
    assert "can't be judged" in run("review", facts, "--same", "person/a=city/b", status=1).stderr


def test_a_fact_that_is_not_there_and_a_folder_are_refused(run: Run, facts: str, folder: Path) -> None:
    assert "has no fact event/x" in run("review", facts, "--accept", "event/x", status=1).stderr
    assert "is a folder" in run("review", str(folder), status=1).stderr


def test_a_facts_file_without_a_record_can_be_reviewed_too(run: Run, facts: str, folder: Path) -> None:
    (folder / "wire.claims.json").unlink()
    assert run("review", facts, "--accept-tier", "C").stdout == "22 accepted, 0 rejected, 0 pending\n"
    (folder / "wire.claims.json").write_text("{")
    assert "wire.claims.json is broken" in run("review", facts, status=1).stderr
