"""kg review."""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.conftest import Run
from cli.test_extracting import article
from click.testing import CliRunner
from extract.invented import ARTICLE, FOLLOW_UP

from kg.cli import cli
from kg.cli.deciding import _marked
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
    done = run("review", facts, "--accept-tier", "A")
    assert done.stdout == "20 accepted, 0 rejected, 2 pending\n"
    assert "1 of tier A left pending: measured confidence below 0.8" in done.stderr
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
    assert answered(facts, "taaaq", monkeypatch).endswith("22 accepted, 0 rejected, 0 pending\n")


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
    run("review", facts, "--accept-tier", "C")
    run("review", facts, "--reset", statement)
    accepted = Path(facts).read_bytes()

    def change(form: str) -> str:
        return form.replace("object: Norland will not give up the river", "object: Norland would not give up")

    shown = edited(facts, "eq", monkeypatch, change)
    assert "Ada Ames stated: Norland would not give up [not so]" in shown
    assert "accepted as you changed it" in shown
    assert shown.endswith("22 accepted, 0 rejected, 0 pending\n")
    assert statement not in opened(facts).reviews
    run("review", facts, "--reset", next(fact for fact in opened(facts).reviews if fact.startswith("statement/")))
    edited(facts, "euq", monkeypatch, lambda form: form.replace("would not give up\n", "would not give up the river\n"))
    assert "Norland would not give up\n" in Path(facts).read_text()
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
        "import sys\npath = sys.argv[1]\ntext = open(path).read()\n"
        "old, new = 'words: Delegations of Norland and Sudria met', 'words: Norland and Sudria resume talks'\n"
        "text = text.replace(old, new, 1)\n"
        "text = text.replace(' in Riverton on Monday', ' in Riverton', 1)\n"
        "open(path, 'w').write(text)\n"
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} editor.py")
    shown = answered(facts, "eq", monkeypatch)
    assert "accepted as you changed it" in shown
    assert "[[Norland and Sudria resume talks in Riverton]]" in shown
    monkeypatch.setenv("EDITOR", "no-such-editor-here")
    assert "set EDITOR to a program" in answered(facts, "en\nq", monkeypatch)


def test_without_an_editor_it_asks_line_by_line(run: Run, facts: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
    run("review", facts, "--accept-tier", "C")
    run("review", facts, "--reset", next(fact for fact in opened(facts).reviews if fact.startswith("statement/")))
    answer = "e\nNorland would not give up\n" + "\n" * 8 + "q"
    assert "accepted as you changed it" in answered(facts, answer, monkeypatch)
    run("review", facts, "--reset", next(fact for fact in opened(facts).reviews if fact.startswith("statement/")))
    assert "nothing was changed" in answered(facts, "e" + "\n" * 8 + "q", monkeypatch)


def test_a_script_edits_by_the_id_of_the_fact(run: Run, facts: str) -> None:
    place = next(fact for fact in opened(facts).reviews if fact.startswith("report/talks") and fact.endswith("#place"))
    done = run("review", facts, "--edit", place, "Lakeside", status=1)
    assert 'the edit is refused: the name "Lakeside" is not in the words' in done.stderr
    event = next(fact for fact in opened(facts).reviews if fact.startswith("event/talks"))
    refused = run("review", facts, "--edit", event, "summit", status=1).stderr
    assert "the edit is refused: no word for a summit is in the words" in refused
    said = next(fact for fact in opened(facts).reviews if fact.startswith("statement/"))
    refused = run("review", facts, "--edit", said, "Norland would give up the river", status=1).stderr
    assert 'the edit is refused: it leaves out "not"' in refused
    run("review", facts, "--edit", said, "Norland would not give up")
    assert "summary: Norland would not give up\n" in Path(facts).read_text()
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
    monkeypatch.setattr("kg.extract.reviewed.confidence", lambda claim: shares.get(claim.kind))
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


# --- changed by hand --------------------------------------------------------------------------------------------------


def by_hand(facts: str) -> str:
    """The fact in whose place somebody writes another day by hand, after all was accepted."""
    path = Path(facts)
    text = path.read_text()
    changed, number = re.subn(r"(date|value): 2025-07\b", r"\1: 2025-09", text)
    assert number == 1
    path.write_text(changed)
    return next(fact for fact in opened(facts).reviews if fact.startswith("report/visit") and fact.endswith("#date"))


def test_what_is_changed_by_hand_is_shown_as_the_file_has_it_and_waits_for_a_decision(run: Run, facts: str) -> None:
    run("review", facts, "--accept-tier", "C")
    fact = by_hand(facts)
    listed = run("review", facts, "--list")
    assert f"date: September 2025\n    [C] {fact}\n" in listed.stdout
    assert "July 2025" not in listed.stdout
    assert "changed by hand since it was extracted, and the file now says this; accept it as it is" in listed.stderr
    assert listed.stdout.endswith("21 accepted, 0 rejected, 1 pending\n")
    run("review", facts, "--page", "review.html")
    page = Path("review.html").read_text()
    assert "date: September 2025" in page
    assert "changed by hand" in page
    bulk = run("review", facts, "--accept-tier", "C")
    assert f"1 changed by hand left pending: {fact}" in bulk.stderr


def test_what_is_changed_by_hand_is_not_applied_until_it_is_accepted_as_it_is(run: Run, facts: str) -> None:
    run("review", facts, "--accept-tier", "C")
    fact = by_hand(facts)
    refused = run("apply", facts, "--accept-pending", "--yes", status=1).stderr
    assert f"1 fact is changed by hand since the extraction: {fact}" in refused
    assert f"--accept {fact}" in refused
    assert json.loads(run("meetings", "--json").stdout) == []
    run("review", facts, "--accept", fact)
    run("apply", facts, "--yes")
    assert run("meetings", "--json", "--kind", "visit").stdout.count("2025-09") > 0
    Path(facts).write_text(Path(facts).read_text().replace(": 2025-09", ": 2025-10"))
    assert "changed by hand" in run("apply", facts, "--yes", status=1).stderr


def test_a_name_changed_by_hand_is_seen_in_all_facts_that_name_the_person(run: Run, facts: str) -> None:
    run("review", facts, "--accept-tier", "C")
    Path(facts).write_text(Path(facts).read_text().replace("name: Ada Ames", "name: Cora Ash"))
    listed = run("review", facts, "--list").stdout
    assert "Ada Ames stated" not in listed
    assert "who: Cora Ash\n" in listed
    assert "speakers: Cora Ash\n" in listed
    refused = run("apply", facts, "--accept-pending", "--yes", status=1).stderr
    assert "are changed by hand since the extraction" in refused


def test_a_fact_changed_by_hand_can_be_rejected(run: Run, facts: str) -> None:
    run("review", facts, "--accept-tier", "C")
    run("review", facts, "--reject", by_hand(facts))
    run("apply", facts, "--yes")
    assert "2025-09" not in run("meetings", "--json", "--kind", "visit").stdout


# --- several people, other files --------------------------------------------------------------------------------------


def test_a_page_replaces_no_file_that_is_not_such_a_page(run: Run, facts: str) -> None:
    for name in (facts, "wire.txt"):
        before = Path(name).read_bytes()
        for command in (("review", facts, "--page", name), ("view", "-o", name)):
            assert f"{name} is there, and no page that kg wrote" in run(*command, status=1).stderr
            assert Path(name).read_bytes() == before
    Path("other.html").write_text("<!doctype html><title>mine</title>")
    assert "no page that kg wrote" in run("view", "-o", "other.html", status=1).stderr
    run("view", "-o", "page.html")
    run("review", facts, "--page", "page.html")
    run("view", "-o", "page.html")


def test_two_people_decide_about_one_file_and_neither_wipes_the_other(facts: str) -> None:
    one, other = Desk.open([Path(facts)]), Desk.open([Path(facts)])
    said = [fact for fact in opened(facts).reviews if fact.startswith(("statement/", "tenure/"))]
    one.decide({said[0]: "accepted"})
    other.decide({said[1]: "rejected"})
    assert [opened(facts).reviews[fact] for fact in said[:2]] == ["accepted", "rejected"]
    assert not other.overtaken()
    one.decide({said[1]: "accepted", said[2]: "accepted"})
    assert one.overtaken() == [f"{said[1]} was made rejected by somebody else since it was read, and stays so"]
    assert [opened(facts).reviews[fact] for fact in said[:3]] == ["accepted", "rejected", "accepted"]
    assert one.undo()
    assert [opened(facts).reviews[fact] for fact in said[:3]] == ["accepted", "rejected", "pending"]


def test_what_somebody_else_edited_since_is_not_decided(run: Run, facts: str) -> None:
    desk = Desk.open([Path(facts)])
    said = next(fact for fact in opened(facts).reviews if fact.startswith("statement/"))
    run("review", facts, "--edit", said, "Norland would not give up")
    before = Path(facts).read_bytes()
    desk.decide({said: "rejected"})
    assert desk.overtaken() == [f"{said} was taken away by somebody else since it was read, and stays so"]
    assert Path(facts).read_bytes() == before


def test_an_article_that_changed_does_not_keep_the_others_from_being_reviewed(run: Run, folder: Path) -> None:
    (folder / "articles").mkdir()
    for name in "ab":
        (folder / "articles" / f"{name}.txt").write_text(f"{ARTICLE}{name}\n")
    run("extract", "articles", "--published", "2025-06-02", "-o", "facts")
    (folder / "articles" / "a.txt").write_text("other words")
    listed = run("review", "facts", "--list", status=1)
    assert "left out: " in listed.stderr
    assert "a.txt has changed since" in listed.stderr
    assert "/wire" not in listed.stderr
    assert listed.stdout.endswith("0 accepted, 0 rejected, 1 pending\n")


# --- what is said -----------------------------------------------------------------------------------------------------


def test_the_end_of_what_is_typed_quits(facts: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert answered(facts, "", monkeypatch).endswith("0 accepted, 0 rejected, 22 pending\n")

    def ended(echo: bool = False) -> str:
        raise EOFError

    monkeypatch.setattr("click.getchar", ended)
    assert answered(facts, "", monkeypatch).endswith("0 accepted, 0 rejected, 22 pending\n")
    monkeypatch.setattr("kg.cli.applying.asks", lambda: True)
    monkeypatch.setattr("kg.cli.merging.asks", lambda: True)
    for command in (["apply", facts, "--accept-pending"], ["merges", facts]):
        result = CliRunner().invoke(cli, command, prog_name="kg")
        assert "fault" not in result.output


def test_what_was_skipped_is_still_pending_and_said_to_be(facts: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "2 facts are skipped, still pending" in answered(facts, "ssq", monkeypatch)
    assert "skipped" not in answered(facts, "suq", monkeypatch).partition("q quit")[2]


def test_without_colour_the_words_stand_in_brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" in _marked("met")
    monkeypatch.setenv("NO_COLOR", "1")
    assert _marked("met") == "[[met]]"


def test_a_missing_record_is_named(run: Run, facts: str) -> None:
    Path("wire.claims.json").unlink()
    listed = run("review", facts, "--list")
    assert "no claim of it is known, as wire.claims.json is not beside the facts" in listed.stderr
    assert "summary: Norland will not give up the river\n" in listed.stdout
