"""kg review."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.conftest import Run
from cli.test_extracting import article
from click.testing import CliRunner
from extract.invented import ARTICLE, FOLLOW_UP

from kg.cli import cli
from kg.extract.reviewing import Desk, Review
from kg.extract.sheet import sheet
from kg.facts import read_files

__all__ = ["article"]


@pytest.fixture
def facts(run: Run, article: str) -> str:
    """A facts file in which everything is pending."""
    run("extract", article, "--published", "2025-06-02", "-o", "wire.yaml")
    return "wire.yaml"


def opened(path: str) -> Review:
    """The only file of a desk."""
    (file,) = Desk.open([Path(path)]).files
    return file


def answered(path: str, keys: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a person sees who types keys."""
    monkeypatch.setattr("kg.cli.reviewing.asks", lambda: True)
    result = CliRunner().invoke(cli, ["review", path], input=keys, prog_name="kg")
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
    assert "Ada Ames stated: Norland will not give up the river [not so]\n    [B] statement/wire-" in listed
    assert "    [[Ames said Norland would not give up the river]].\n" in listed
    assert "    Jones is expected to visit Lakeside [[in July]].\n" in listed


def test_keys_accept_reject_skip_undo_and_quit(facts: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = opened(facts).pending()[:2]
    answered(facts, "aq", monkeypatch)
    assert opened(facts).reviews[first] == "accepted"
    answered(facts, "ruq", monkeypatch)
    assert opened(facts).reviews[second] == "pending"
    shown = answered(facts, "sq", monkeypatch)
    assert shown.count(second) >= 1
    assert opened(facts).reviews[second] == "pending"
    assert "there is nothing to undo" in answered(facts, "uq", monkeypatch)
    assert answered(facts, "taq", monkeypatch).endswith("22 accepted, 0 rejected, 0 pending\n")


def test_an_accepted_part_brings_its_event_and_a_rejected_event_its_parts(run: Run, facts: str) -> None:
    review = opened(facts)
    head = next(fact for fact in review.pending() if fact.startswith("participation/talks") and "ada" in fact)
    run("review", facts, "--accept", head)
    after = opened(facts).reviews
    talks = next(fact for fact in after if fact.startswith("event/talks"))
    assert after[talks] == "accepted"
    assert {fact for fact, decided in after.items() if decided == "accepted"} >= {head, talks}
    assert {
        decided for fact, decided in after.items() if fact.startswith("delegation/") and fact.endswith("/norland")
    } == {"accepted"}
    run("review", facts, "--reject", talks)
    after = opened(facts).reviews
    assert {after[fact] for fact in after if "/talks-" in fact} == {"rejected"}
    assert run("review", facts, "--reset", head).exit_code == 0


def test_decisions_can_be_made_in_an_editor_too(run: Run, facts: str) -> None:
    path = Path(facts)
    path.write_text("# mine\n" + path.read_text().replace("review: pending", "review: accepted", 1))
    assert run("review", facts).stdout == "22 accepted, 0 rejected, 0 pending\n"
    run("review", facts, "--reject", next(iter(opened(facts).reviews)))
    assert path.read_text().startswith("# mine\n")
    assert read_files([path]).rejected > 0


def edited(facts: str, keys: str, monkeypatch: pytest.MonkeyPatch, change: Callable[[str], str | None]) -> str:
    """What a person sees who edits in an editor."""
    monkeypatch.setenv("EDITOR", "some-editor")
    monkeypatch.setattr("click.edit", lambda text, **_: change(text))
    return answered(facts, keys, monkeypatch)


def test_e_edits_in_an_editor_through_the_evidence_gate_and_u_takes_it_back(
    run: Run, facts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Path(facts).read_bytes()
    statement = next(fact for fact in opened(facts).reviews if fact.startswith("statement/"))
    run("review", facts, "--accept-tier", "A")
    accepted = Path(facts).read_bytes()

    def change(form: str) -> str:
        return form.replace("object: Norland will not", "object: Norland would not")

    shown = edited(facts, "eq", monkeypatch, change)
    assert "Ada Ames stated: Norland would not give up the river [not so]" in shown
    assert "accepted as you changed it" in shown
    assert shown.endswith("22 accepted, 0 rejected, 0 pending\n")
    assert statement not in opened(facts).reviews
    run("review", facts, "--reset", next(fact for fact in opened(facts).reviews if fact.startswith("statement/")))
    edited(
        facts, "euq", monkeypatch, lambda form: form.replace("object: Norland would not", "object: Norland will not")
    )
    assert "Norland would not give up" in Path(facts).read_text()
    assert before != accepted


def test_an_edit_that_the_gate_refuses_changes_nothing_and_can_be_made_again(
    facts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Path(facts).read_bytes()
    shown = edited(facts, "en\nq", monkeypatch, lambda form: form.replace("object: talks", "object: summit meal"))
    assert "the edit is refused" in shown or "was changed" in shown
    shown = edited(facts, "en\nq", monkeypatch, lambda form: "$(touch x)\n" + form)
    assert "line 1 of the form can't be read: $(touch x)" in shown
    assert "nothing was changed" in edited(facts, "eq", monkeypatch, lambda form: None)
    assert "nothing was changed" in edited(facts, "eq", monkeypatch, lambda form: "")
    assert "far too long" in edited(facts, "en\nq", monkeypatch, lambda form: "#" * 200_000)
    assert Path(facts).read_bytes() == before
    assert sorted(path.name for path in Path().iterdir() if path.name == "x") == []


def test_a_real_editor_is_run_on_a_file_and_its_failure_is_told(facts: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("editor.py").write_text(
        "import sys\npath = sys.argv[1]\ntext = open(path).read().replace('object: talks', 'object: summit')\n"
        "open(path, 'w').write(text)\n"
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} editor.py")
    assert "accepted as you changed it" in answered(facts, "eq", monkeypatch)
    assert next(event.kind for event in opened(facts).facts.events if event.round) == "summit"
    monkeypatch.setenv("EDITOR", "no-such-editor-here")
    assert "set EDITOR to a program" in answered(facts, "en\nq", monkeypatch)


def test_without_an_editor_it_asks_line_by_line(facts: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
    assert "accepted as you changed it" in answered(facts, "e\nsummit\n" + "\n" * 8 + "q", monkeypatch)
    assert "nothing was changed" in answered(facts, "e" + "\n" * 8 + "q", monkeypatch)


def test_a_script_edits_by_the_id_of_the_fact(run: Run, facts: str) -> None:
    place = next(fact for fact in opened(facts).reviews if fact.startswith("report/talks") and fact.endswith("#place"))
    done = run("review", facts, "--edit", place, "Lakeside", status=1)
    assert 'the edit is refused: the name "Lakeside" is not in the words' in done.stderr
    event = next(fact for fact in opened(facts).reviews if fact.startswith("event/talks"))
    run("review", facts, "--edit", event, "summit")
    assert "kind: summit" in Path(facts).read_text()
    assert "there is no fact event/x" in run("review", facts, "--edit", "event/x", "a", status=1).stderr


def test_w_accepts_the_whole_event(facts: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answered(facts, "wq", monkeypatch)
    accepted = {fact for fact, review in opened(facts).reviews.items() if review == "accepted"}
    talks = next(fact for fact in accepted if fact.startswith("event/talks")).removeprefix("event/")
    assert accepted == {fact for fact in opened(facts).reviews if f"/{talks}" in fact}


def test_a_folder_is_reviewed_in_one_go_and_undone_across_files(
    run: Run, article: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "articles").mkdir()
    (folder / "articles" / "a.txt").write_text(ARTICLE)
    (folder / "articles" / "b.txt").write_text(FOLLOW_UP)
    run("extract", "articles", "--published", "2025-06-02", "-o", "facts")
    before = {path: path.read_bytes() for path in (folder / "facts").iterdir()}
    assert "pending in 2 files; this one is of Norland and Sudria resume" in answered("facts", "q", monkeypatch)
    assert "0 accepted" in answered("facts", "tuq", monkeypatch)
    assert {path: path.read_bytes() for path in (folder / "facts").iterdir()} == before
    assert ", 0 pending" in run("review", "facts", "--accept-tier", "C").stdout
    fact = next(iter(opened("facts/b.yaml").reviews))
    assert " 0 rejected" not in run("review", "facts", "--reject", fact).stdout
    assert "has no fact event/none" in run("review", "facts", "--reject", "event/none", status=1).stderr


def test_a_page_is_written_and_its_decisions_are_taken_in_all_or_none(run: Run, facts: str) -> None:
    assert "open it in a browser" in run("review", facts, "--page", "review.html").stderr
    page = Path("review.html").read_bytes()
    assert page.startswith(b"<!doctype html>")
    run("review", facts, "--page", "review.html")
    assert Path("review.html").read_bytes() == page
    (data,) = sheet(Desk.open([Path(facts)]))
    first, second = (fact["id"] for fact in data["facts"][:2])

    def saved(decisions: dict[str, str]) -> str:
        part = {"source": data["source"], "content": data["content"], "decisions": decisions}
        text = json.dumps({"kind": "kg review decisions", "version": 1, "files": [part]})
        Path("decisions.json").write_text(text)
        return "decisions.json"

    assert run("review", facts, "--decisions", saved({first: "accepted"})).stdout.startswith("1 accepted")
    before = Path(facts).read_bytes()
    bad = saved({second: "rejected", "event/none": "accepted"})
    assert 'decides about "event/none"' in run("review", facts, "--decisions", bad, status=1).stderr
    assert Path(facts).read_bytes() == before


def test_what_rules_are_sure_of_is_accepted_at_once(run: Run, facts: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shares = {"event": 0.97, "post": 0.9}
    monkeypatch.setattr("kg.extract.reviewing.confidence", lambda claim: shares.get(claim.kind))
    run("review", facts, "--accept-confidence", "0.95")
    accepted = {fact for fact, review in opened(facts).reviews.items() if review == "accepted"}
    assert not [fact for fact in accepted if fact.startswith(("tenure/", "statement/"))]
    assert [fact for fact in accepted if fact.startswith("event/talks")]
    run("review", facts, "--accept-tier", "A", "--accept-confidence", "0.9")
    assert [fact for fact, review in opened(facts).reviews.items() if review == "accepted" and "tenure" in fact]


def test_judgements_are_made_taken_back_and_survive_extraction(run: Run, facts: str) -> None:
    run("review", facts, "--same", "person/ben-jones=person/benjamin-jones")
    run("extract", "wire.txt", "--published", "2025-06-02", "-o", facts)
    assert "benjamin-jones: {name: Ben Jones}" in Path(facts).read_text()
    run("review", facts, "--forget", "person/ben-jones=person/benjamin-jones")
    run("extract", "wire.txt", "--published", "2025-06-02", "-o", facts)
    assert "benjamin-jones" not in Path(facts).read_text()
    assert "can't be judged" in run("review", facts, "--same", "person/a=city/b", status=1).stderr


def test_a_fact_and_a_file_that_are_not_there_are_named(run: Run, facts: str, folder: Path) -> None:
    assert "has no fact event/x" in run("review", facts, "--accept", "event/x", status=1).stderr
    assert "there is no such file or folder" in run("review", "nowhere", status=1).stderr


def test_a_facts_file_without_a_record_can_be_reviewed_too(run: Run, facts: str, folder: Path) -> None:
    (folder / "wire.claims.json").unlink()
    assert run("review", facts, "--accept-tier", "C").stdout == "22 accepted, 0 rejected, 0 pending\n"
    (folder / "wire.claims.json").write_text("{")
    assert "wire.claims.json is broken" in run("review", facts, status=1).stderr
