"""kg merges: who is the same."""

import json
import re
from pathlib import Path

import pytest
from cli.conftest import Run
from click.testing import CliRunner

from kg.cli import cli
from kg.extract.judgements import read_judgements

PEOPLE = "registry: {id: people}\npeople: {q1: {name: Rustem Umerov}, q2: {name: Cora Ash}}\n"


def written(name: str, person: str, post: str, day: str = "2025-06-02") -> None:
    """A facts file in which somebody holds a post and takes part in talks."""
    slug, office = (text.lower().replace(" ", "-") for text in (person, post))
    Path("facts").mkdir(exist_ok=True)
    Path("facts", f"{name}.yaml").write_text(
        f"""source: {{id: {name}}}
people:
  {slug}: {{name: {person}}}
  ada-ames: {{name: Ada Ames}}
countries: {{ukraine: {{name: Ukraine}}}}
cities: {{oslo: {{name: Oslo}}}}
posts: {{ukraine-{office}: {{title: {post}, of: ukraine}}}}
events:
  talks-{name}:
    kind: talks
    date: {day}
    place: oslo
    status: held
    participants:
      {slug}: {{capacity: ukraine-{office}}}
      ada-ames: {{}}
"""
    )


@pytest.fixture
def facts(folder: Path) -> str:
    """A folder of facts in which one minister has three spellings and his post three titles."""
    written("a", "Rustem Umerov", "Defense Minister")
    written("b", "Rustem Umierov", "Defence Minister")
    written("c", "Umerov", "Minister of Defence")
    return "facts"


def answered(keys: str, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    """What a person sees who types keys."""
    monkeypatch.setattr("kg.cli.merging.asks", lambda: True)
    result = CliRunner().invoke(cli, ["merges", *arguments], input=keys, prog_name="kg")
    assert result.exit_code == 0, result.output
    return result.output


def test_pairs_are_listed_with_what_speaks_for_them(run: Run, facts: str) -> None:
    head, first, *more = run("merges", facts).stdout.splitlines()
    assert head.split() == ["reason", "id", "other", "id", "why"]
    assert first.split("  ")[0] == "same-name"
    assert "Rustem Umerov and Rustem Umierov are one name; " in first
    assert "Rustem Umerov and Rustem Umierov are both Defense Minister of Ukraine" in first
    assert len(more) == 3
    rows = json.loads(run("merges", facts, "--json").stdout)
    assert [row["reasons"][0] for row in rows] == ["same-name", "same-office", "same-office", "same-post"]
    assert (rows[0]["one"]["names"], rows[0]["other"]["names"]) == (["Rustem Umierov"], ["Rustem Umerov"])


def test_all_of_a_reason_are_accepted_at_once_and_nothing_else(run: Run, facts: str, folder: Path) -> None:
    done = run("merges", facts, "--accept", "same-office")
    assert "2 judgements in facts/judgements.tsv" in done.stderr
    assert {each.one.partition("/")[0] for each in read_judgements(folder / "facts" / "judgements.tsv").made} == {
        "post"
    }
    assert run("merges", facts, "--accept", "same-name", "--accept", "same-post").stdout == ""
    assert "nobody is left" in run("merges", facts).stderr


def test_one_person_in_three_spellings_is_one_in_the_store_and_one_meeting_in_three_articles_one_event(
    run: Run, facts: str
) -> None:
    apart = run("apply", facts, "--yes")
    assert "pairs of names may be one" in apart.stderr
    assert len(json.loads(run("posts", "--who", "Ukraine", "--json").stdout)) == 3
    run("merges", facts, "--accept", "same-name", "--accept", "same-office", "--accept", "same-post")
    assert "may be one" not in run("apply", facts, "--yes").stderr
    (post,) = json.loads(run("posts", "--who", "Ukraine", "--json").stdout)
    assert {post["person"], *[source["id"] for source in post["sources"]]} == {
        "Rustem Umerov",
        "source/a",
        "source/b",
        "source/c",
    }
    (talks,) = json.loads(run("meetings", "--json").stdout)
    assert len(talks["sources"]) == 3
    assert [each["name"] for each in talks["participants"]] == ["Ada Ames", "Rustem Umerov"]


def test_the_store_s_own_ids_stay(run: Run, facts: str, folder: Path) -> None:
    (folder / "people.yaml").write_text(PEOPLE)
    run("load", "people.yaml")
    run("merges", facts, "--accept", "same-name")
    judged = read_judgements(folder / "facts" / "judgements.tsv")
    assert {judged.canonical(f"person/rustem-{name}") for name in ("umerov", "umierov")} == {"person/q1"}
    run("apply", facts, "--yes")
    assert "person/q1" in {
        part["id"] for talks in json.loads(run("meetings", "--json").stdout) for part in talks["participants"]
    }


def test_the_posts_that_the_store_knows_of_people_speak_for_a_pair_too(run: Run, folder: Path) -> None:
    (folder / "people.yaml").write_text(
        "source: {id: old}\npeople: {q9: {name: Rustem E. Umerov}}\ncountries: {ukraine: {name: Ukraine}}\n"
        "posts: {ukr-mod: {title: Minister of Defence, of: ukraine}}\n"
        "tenures: {a: {person: q9, post: ukr-mod, from: 2023}}\n"
    )
    run("load", "people.yaml")
    written("c", "Umerov", "Defence Minister")
    rows = json.loads(run("merges", "facts", "--json").stdout)
    assert [(row["one"]["id"], row["other"]["id"], row["reasons"]) for row in rows] == [
        ("post/ukraine-defence-minister", "post/ukr-mod", ["same-office"]),
        ("person/umerov", "person/q9", ["same-post"]),
    ]
    assert rows[1]["other"]["stored"] is True
    run("merges", "facts", "--accept", "same-office", "--accept", "same-post")
    run("apply", "facts", "--yes")
    (post,) = json.loads(run("posts", "--who", "Ukraine", "--json").stdout)
    assert (post["person"], post["title"]) == ("Rustem E. Umerov", "Minister of Defence")


def test_keys_say_the_same_not_the_same_all_of_a_reason_skip_undo_and_quit(
    facts: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "facts" / "judgements.tsv"
    shown = answered("yuq", monkeypatch, facts)
    assert "because Rustem Umerov and Rustem Umierov are one name" in shown
    assert "as one they are person/rustem-um" in shown
    assert read_judgements(path).made == ()
    answered("nq", monkeypatch, facts)
    assert [each.verdict for each in read_judgements(path).made] == ["different"]
    assert "one name" not in answered("sssq", monkeypatch, facts).partition("because")[0]
    answered("tq", monkeypatch, facts)
    assert [each.verdict for each in read_judgements(path).made] == ["different", "same", "same"]
    assert "there is nothing to undo" in answered("uq", monkeypatch, facts)


def test_judgements_are_given_as_options_and_contradictions_refused(run: Run, facts: str) -> None:
    run("merges", facts, "--different", "person/rustem-umierov=person/rustem-umerov")
    done = run("merges", facts, "--same", "person/rustem-umierov=person/rustem-umerov", "--json")
    assert [
        row["one"]["id"] for row in json.loads(done.stdout) if row["one"]["id"].startswith("person/rustem-um")
    ] == []
    run("merges", facts, "--forget", "person/rustem-umierov=person/rustem-umerov")
    assert "nothing was decided" in run("merges", facts, "--forget", "person/a=person/b", status=1).stderr
    done = run("merges", facts, "--same", "person/rustem-umierof=person/rustem-umerov", status=1)
    assert "nothing here has the id person/rustem-umierof: nearest are person/rustem-umierov" in done.stderr
    assert "can't be judged" in run("merges", facts, "--same", "person/ada-ames=city/b", status=1).stderr


def test_a_judgement_survives_extraction(run: Run, facts: str, folder: Path) -> None:
    run("merges", facts, "--accept", "same-name")
    before = (folder / "facts" / "judgements.tsv").read_text()
    (folder / "a.txt").write_text("It rained.\n")
    run("extract", "a.txt", "--published", "2025-06-02", "-o", "facts/d.yaml")
    assert (folder / "facts" / "judgements.tsv").read_text() == before


@pytest.fixture
def namesakes(folder: Path) -> str:
    """A folder of facts in which two of one name and country are told of under one id."""
    written("a", "Ivan Koval", "Defence Minister", "2025-06-02")
    written("b", "Ivan Koval", "Ambassador", "2025-06-12")
    written("c", "Ivan Koval", "Ambassador", "2025-06-22")
    return "facts"


SPLIT, KEPT = "person/ivan-koval-ukraine-defence-minister", "person/ivan-koval"


def met(run: Run) -> set[str]:
    """Who of them met whom."""
    answers = json.loads(run("meetings", "--json").stdout)
    return {each["id"] for answer in answers for each in answer["participants"] if "koval" in each["id"]}


def test_two_of_one_name_and_country_are_asked_about_and_told_apart(
    run: Run, namesakes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert SPLIT in run("merges", namesakes).stdout
    run("apply", namesakes, "--yes")
    assert met(run) == {KEPT}
    assert "Ivan Koval is Defence Minister here, Ambassador there" in answered("nq", monkeypatch, namesakes)
    assert SPLIT not in run("merges", namesakes).stdout
    run("apply", namesakes, "--yes")
    assert met(run) == {SPLIT, KEPT}
    posts = {(each["person_id"], each["title"]) for each in json.loads(run("posts", "--json").stdout)}
    assert posts == {(SPLIT, "Defence Minister"), (KEPT, "Ambassador")}
    run("merges", namesakes, "--forget", f"{SPLIT}={KEPT}")
    run("apply", namesakes, "--yes")
    assert met(run) == {KEPT}


def test_a_namesake_can_be_named_by_post_or_source_though_nobody_has_that_id_yet(run: Run, namesakes: str) -> None:
    run("merges", namesakes, "--different", f"{KEPT}={KEPT}-c")
    run("merges", namesakes, "--different", f"{SPLIT}={KEPT}")
    run("apply", namesakes, "--yes")
    assert met(run) == {SPLIT, KEPT, f"{KEPT}-c"}
    assert "nothing here has the id" in run("merges", namesakes, "--different", f"{KEPT}={KEPT}-x", status=1).stderr


def test_what_the_review_page_says_of_pairs_is_taken_in(run: Run, facts: str) -> None:
    run("review", facts, "--page", "review.html")
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', Path("review.html").read_text())
    assert data
    pairs = json.loads(data[1])["pairs"]
    assert {pair["reason"] for pair in pairs} >= {"one name but for its spelling", "two titles of one office"}
    (name,) = [pair for pair in pairs if pair["reason"] == "one name but for its spelling"]
    wish = {"one": name["one"]["id"], "other": name["other"]["id"], "verdict": "same", "before": "", "reason": "x"}
    saved = {"kind": "kg review decisions", "version": 1, "files": [], "pairs": [wish]}
    Path("decisions.json").write_text(json.dumps(saved))
    assert "who is the same is in facts/judgements.tsv" in run("review", facts, "--decisions", "decisions.json").stderr
    assert read_judgements(Path("facts/judgements.tsv")).same(wish["one"], wish["other"])
    Path("decisions.json").write_text(json.dumps(saved | {"pairs": [wish | {"verdict": "different"}]}))
    told = run("review", facts, "--decisions", "decisions.json", status=1).stderr
    assert f"not taken: {wish['one']} and {wish['other']} were judged same since the page was written" in told
