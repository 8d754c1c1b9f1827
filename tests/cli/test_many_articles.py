"""Many articles: one run, a cache, a report, copies, and one event of ten articles."""

import json
import os
import signal
from pathlib import Path

import pytest
from cli.conftest import Run
from click.testing import CliRunner

from kg.cli import cli
from kg.extract.reviewing import Desk

TALKS = "Norwegian Foreign Minister {eide} met Turkish Foreign Minister {fidan} in {city} on {day} June 2025.\n"
MORE = [
    "Grain was the main subject.",
    "The meeting had been planned for weeks, an official said.",
    "Neither took questions afterwards.",
    "A dinner followed at the town hall.",
    "It was the first such meeting this year.",
    "Snow delayed both aeroplanes.",
    "A joint declaration is not expected.",
    "Trade between the two has grown by a third.",
    "Journalists waited outside in the rain.",
    "Both will be at the United Nations in autumn.",
]


def article(number: int, city: str = "Oslo", day: int = 2, eide: str = "Espen Barth Eide") -> str:
    """One of many articles about one meeting, each in words of its own."""
    others = [MORE[(number + step) % len(MORE)] for step in (0, 3, 5)]
    told = TALKS.format(city=city, day=day, eide=eide, fidan="Hakan Fidan")
    return "\n\n".join([f"Report {number}", told, *others]) + "\n"


@pytest.fixture
def ten(folder: Path) -> Path:
    """Ten articles about one meeting; one has another city, one another day, one is a copy."""
    articles = folder / "articles"
    articles.mkdir()
    for number in range(10):
        (articles / f"a{number}.txt").write_text(article(number))
    (articles / "a8.txt").write_text(article(8, city="Bergen"))
    (articles / "a9.txt").write_text(f"{article(0)}\n")
    return articles


def extracted(run: Run, *more: str, status: int = 0) -> list[dict[str, object]]:
    """The report of a run."""
    done = run("extract", "articles", "--published", "2025-06-03", "-o", "facts", "--json", *more, status=status)
    rows: list[dict[str, object]] = json.loads(done.stdout)
    return rows


def test_a_report_says_what_came_of_each_article(run: Run, ten: Path) -> None:
    (ten / "scan.txt").write_bytes(b"%PDF-1.4")
    rows = {str(row["article"]): row for row in extracted(run, status=1)}
    assert len(rows) == 11
    assert "is a PDF" in str(rows["articles/scan.txt"]["failed"])
    first = rows["articles/a0.txt"]
    assert (first["facts_file"], first["unchanged"], first["copy_of"], first["failed"]) == (
        "facts/a0.yaml",
        False,
        None,
        None,
    )
    assert isinstance(first["facts"], int)
    assert first["facts"] == first["pending"]
    assert str(rows["articles/a9.txt"]["copy_of"]).startswith("source/a0-")
    (ten / "scan.txt").unlink()
    done = run("extract", "articles", "--published", "2025-06-03", "-o", "facts")
    assert done.stdout.splitlines()[0].split() == ["article", "facts", "pending", "refused", "of", "told"]
    assert "10 articles, 1 of them a copy, 10 unchanged: " in done.stderr


def test_only_what_is_new_is_read_the_second_time(run: Run, ten: Path) -> None:
    extracted(run)
    before = {path: path.stat().st_mtime_ns for path in Path("facts").iterdir()}
    (ten / "a3.txt").write_text(article(3, day=1))
    (ten / "b.txt").write_text("It rained all day in the whole of Norway, and nobody met anybody.\n")
    rows = extracted(run)
    assert [row["article"] for row in rows if not row["unchanged"]] == ["articles/a3.txt", "articles/b.txt"]
    touched = {path.name for path in Path("facts").iterdir() if before.get(path) != path.stat().st_mtime_ns}
    assert touched == {"a3.yaml", "a3.claims.json", "b.yaml", "b.claims.json"}
    assert not any(row["unchanged"] for row in extracted(run, "--again"))


def test_a_missing_date_is_told_in_the_report_and_nobody_is_asked(run: Run, ten: Path) -> None:
    rows = json.loads(run("extract", "articles", "-o", "facts", "--json").stdout)
    assert rows[0]["warnings"] == ["no date of publication"]


def test_a_copy_of_what_was_read_or_stored_before_counts_as_one_source(run: Run, ten: Path, folder: Path) -> None:
    extracted(run)
    run("apply", "facts", "--accept-pending", "--yes")
    later = folder / "later"
    later.mkdir()
    (later / "paper.txt").write_text(f"By our own staff\n\n{article(1)}")
    done = run("extract", "later", "--published", "2025-06-09", "-o", "facts", "--json")
    assert json.loads(done.stdout)[0]["copy_of"].startswith("source/a1-")
    (later / "paper.txt").write_text(article(2))
    done = run("extract", "later", "--published", "2025-06-09", "-o", "elsewhere", "--json")
    assert json.loads(done.stdout)[0]["copy_of"].startswith("source/a2-")


def test_a_fact_is_decided_in_the_copies_of_its_article_too_and_undone_with_them(run: Run, ten: Path) -> None:
    extracted(run)
    desk = Desk.open([Path("facts")])
    original, copy = (file for file in desk.files if file.path.stem in ("a0", "a9"))
    before = [path.read_bytes() for path in sorted(Path("facts").iterdir())]
    for event in original.facts.events:
        desk.decide(dict.fromkeys(original.whole(event.id), "accepted"))
    assert set(copy.reviews.values()) >= {"accepted"}
    decided = sum(review == "accepted" for review in copy.reviews.values())
    assert decided == sum(review == "accepted" for review in original.reviews.values())
    assert sum(file.reviews != dict.fromkeys(file.reviews, "pending") for file in desk.files) == 2
    while desk.undo():
        pass
    assert [path.read_bytes() for path in sorted(Path("facts").iterdir())] == before


def test_one_meeting_in_ten_articles_is_one_event_with_ten_sources_and_its_disagreement_visible(
    run: Run, ten: Path
) -> None:
    extracted(run)
    applied = run("apply", "facts", "--accept-pending", "--yes")
    assert applied.stdout.count("same       event/") == 8
    perhaps = applied.stderr.split("perhaps one event: ")[1]
    assert "both on 2 June 2025, the places differ" in perhaps
    pair = perhaps.partition("(--same ")[2].partition(" makes")[0]
    run("apply", "facts", "--accept-pending", "--yes", "--same", pair)
    (talks,) = json.loads(run("meetings", "--json").stdout)
    assert len(talks["sources"]) == 10
    (conflict,) = json.loads(run("conflicts", "--json").stdout)
    assert conflict["field"] == "place"
    assert [len(value["sources"]) for value in conflict["values"]] == [8, 1]  # a copy is no voice of its own


def test_the_rule_decides_which_value_stands_first_and_copies_count_once(run: Run, folder: Path) -> None:
    articles = folder / "articles"
    articles.mkdir()
    texts = {"a": article(0, "Bergen"), "b": article(0, "Bergen") + "\n", "c": article(1), "d": article(2)}
    for name, text in texts.items():
        (articles / f"{name}.txt").write_text(text)
    for name, day, kind in (("a", 3, "article"), ("b", 3, "article"), ("c", 4, "article"), ("d", 5, "readout")):
        said = ("--published", f"2025-06-0{day}", "--kind", kind)
        run("extract", f"articles/{name}.txt", *said, "-o", f"facts/{name}.yaml")
    run("extract", "articles/a.txt", "articles/b.txt", "--published", "2025-06-03", "-o", "facts")
    done = run("apply", "facts", "--accept-pending", "--yes")
    pair = done.stderr.partition("(--same ")[2].partition(" makes")[0]
    run("apply", "facts", "--accept-pending", "--yes", "--same", pair)

    def city(rule: str) -> str:
        (talks,) = json.loads(run("meetings", "--json", "--rule", rule).stdout)
        found: str = talks["place"]["city"]
        return found

    assert {rule: city(rule) for rule in ("most-sources", "earliest", "most-official")} == {
        "most-sources": "Oslo",
        "earliest": "Bergen",
        "most-official": "Oslo",
    }


def asked(monkeypatch: pytest.MonkeyPatch, answers: str) -> str:
    """What a person sees who answers the questions of kg apply."""
    monkeypatch.setattr("kg.cli.applying.asks", lambda: True)
    result = CliRunner().invoke(cli, ["apply", "facts", "--accept-pending"], input=answers, prog_name="kg")
    assert result.exit_code == 0, result.output
    return result.output


def test_at_a_terminal_every_match_is_asked_with_its_evidence_and_the_answers_are_kept(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = folder / "articles"
    articles.mkdir()
    for number, city in ((0, "Oslo"), (1, "Oslo"), (2, "Bergen")):
        (articles / f"a{number}.txt").write_text(article(number, city))
    extracted(run)
    shown = asked(monkeypatch, "nny" + "n" * 5)
    assert "one event: both on 2 June 2025, in city/oslo, with " in shown
    assert "perhaps one event: both on 2 June 2025, the places differ" in shown
    assert "talks · 2 June 2025 · city/oslo" in shown
    assert "       “Norwegian Foreign Minister Espen Barth Eide met Turkish Foreign Minister" in shown
    judged = (folder / "facts" / "judgements.tsv").read_text()
    assert judged.count("different\tevent/") >= 1
    assert judged.count("same\tevent/") == 1
    assert "y n a q ?" not in asked(monkeypatch, "")
    assert len(json.loads(run("meetings", "--json").stdout)) == 2


def test_at_a_terminal_all_that_is_sure_can_be_taken_at_once(
    run: Run, ten: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extracted(run)
    shown = asked(monkeypatch, "?a")
    assert "keys: y one event, n two events, a all that is sure from here on" in shown
    assert shown.count("y n a q ?") == 2
    assert shown.count("same       event/") == 8
    assert not Path("facts/judgements.tsv").exists()


def test_articles_that_place_one_name_in_two_countries_are_reviewed_and_applied_together(
    run: Run, folder: Path
) -> None:
    articles = folder / "articles"
    articles.mkdir()
    for name, country, who in (("a", "Chile", "Ada Ames"), ("b", "Spain", "Cora Ash")):
        text = f"Norwegian Foreign Minister {who} met Ben Bird in Fictionville, {country}, on 2 June 2025.\n"
        (articles / f"{name}.txt").write_text(text)
    extracted(run)
    for name, old in (("a", "chile"), ("b", "spain")):
        assert f"fictionville: {{name: Fictionville, in: {old}}}" in Path(f"facts/{name}.yaml").read_text()
    assert "0 accepted" in run("review", "facts").stdout
    done = run("apply", "facts", "--accept-pending", "--yes")
    assert "it is city/fictionville-spain now" in done.stderr
    found = json.loads(run("meetings", "--json").stdout)
    assert {each["place"]["country"] for each in found} == {"Chile", "Spain"}


def test_one_source_in_two_files_is_refused_with_both_names(run: Run, ten: Path) -> None:
    extracted(run)
    for ending in (".yaml", ".claims.json"):
        Path(f"facts/again{ending}").write_bytes(Path(f"facts/a1{ending}").read_bytes())
    done = run("apply", "facts", "--accept-pending", status=1)
    assert "is in facts/a1.yaml and in facts/again.yaml: take one of the two away" in done.stderr


def test_ctrl_c_leaves_whole_files_and_the_next_run_goes_on(
    run: Run, ten: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.cli import extracting

    real, calls = extracting.write_extraction, []

    def interrupted(*arguments: object, **more: object) -> object:
        calls.append(arguments)
        if len(calls) == 4:
            os.kill(os.getpid(), signal.SIGINT)
        return real(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(extracting, "write_extraction", interrupted)
    done = run("extract", "articles", "--published", "2025-06-03", "-o", "facts", status=1)
    assert "stopped with 7 of 10 texts to read; run it again to go on from here" in done.stderr
    assert len(done.stdout.splitlines()) == 4
    assert len(list(Path("facts").glob("*.yaml"))) == len(list(Path("facts").glob("*.claims.json")))
    assert not list(Path("facts").glob("*unfinished*"))
    monkeypatch.setattr(extracting, "write_extraction", real)
    assert sum(bool(row["unchanged"]) for row in extracted(run)) >= 3


def test_a_file_where_the_folder_should_be_is_told(run: Run, ten: Path) -> None:
    Path("facts").write_text("x")
    done = run("extract", "articles", "-o", "facts", status=1)
    assert "facts is no folder: give a folder, or for a single text a file that ends in .yaml" in done.stderr
