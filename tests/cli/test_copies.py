"""Copies of articles and people of one name, from kg extract to kg apply, and the questions about them."""

import json
from pathlib import Path

import pytest
from cli.conftest import Run
from cli.test_many_articles import article
from click.testing import CliRunner

from kg.cli import cli
from kg.extract.judgements import read_judgements
from kg.extract.reviewing import Desk

WIRE = """CAIRO, June 3 (Reuters) - Egyptian Foreign Minister Badr Abdelatty met Turkish Foreign Minister Hakan Fidan \
in Cairo on Monday to discuss the truce.

Abdelatty said Egypt would keep working with Qatar and the United States to reach a lasting truce.

Fidan said trade between the two countries had doubled in a year and would double again.

Both said that they would meet again in the autumn, with the ministers of trade and of transport beside them.
"""
CHANGED = WIRE.replace("on Monday", "on 2 June").replace("Fidan said trade", "Fidan, 2 June, said trade")
CHANGED = f"The Daily Mirror\n\n{CHANGED}"
BANDA = {
    "1": "LUSAKA, May 5 - Zambian Finance Minister John Banda met Kenyan Foreign Minister Musalia Mudavadi in Lusaka "
    "on 5 May 2025.\n\nBanda said Zambia would sign the trade agreement before the end of the year.\n",
    "2": "LILONGWE - Malawian Health Minister John Banda met Tanzanian Health Minister Ummy Mwalimu in Lilongwe "
    "on 7 May 2025.\n\nBanda said Malawi would open two new hospitals near the border.\n",
}
PAIR = ("person/john-banda-malawi", "person/john-banda")


@pytest.fixture
def wire(folder: Path) -> Path:
    """A report, and the same in another paper that changed the day, the masthead and a few words."""
    for name, text in (("1", WIRE), ("3", CHANGED)):
        (folder / f"{name}.txt").write_text(text)
    return folder


@pytest.fixture
def banda(run: Run, folder: Path) -> str:
    """The facts of two reports on two ministers of one name."""
    (folder / "texts").mkdir()
    for name, text in BANDA.items():
        (folder / "texts" / f"{name}.txt").write_text(text)
    run("extract", "texts", "--published", "2025-05-08", "-o", "facts")
    return "facts"


def answered(keys: str, monkeypatch: pytest.MonkeyPatch, *arguments: str, status: int = 0) -> str:
    """What a person sees who types keys."""
    for command in ("applying", "merging"):
        monkeypatch.setattr(f"kg.cli.{command}.asks", lambda: True)
    result = CliRunner().invoke(cli, arguments, input=keys, prog_name="kg")
    assert result.exit_code == status, result.output
    return result.output


def extracted(run: Run, name: str, output: str = "") -> str:
    """What kg extract says of a report."""
    return run("extract", f"{name}.txt", "--published", "2025-06-03", "-o", output or f"facts/{name}.yaml").stdout


def test_a_copy_is_found_beside_the_first_one_though_words_were_changed(run: Run, wire: Path) -> None:
    extracted(run, "1")
    assert "a copy of source/1-" in extracted(run, "3")


def test_a_store_recognises_a_changed_copy_without_any_text(run: Run, wire: Path) -> None:
    extracted(run, "1")
    run("apply", "facts", "--accept-pending", "--yes")
    (wire / "1.txt").unlink()
    assert "a copy of source/1-" in extracted(run, "3", "elsewhere/3.yaml")


def test_who_decides_about_a_fact_hears_that_its_copy_is_decided_too(run: Run, wire: Path) -> None:
    extracted(run, "1")
    extracted(run, "3")
    fact = next(each for each in Desk.open([Path("facts/1.yaml")]).files[0].reviews if each.startswith("statement/"))
    done = run("review", "facts", "--accept", fact)
    assert "decided too in what repeats it: The Daily Mirror" in done.stderr


@pytest.mark.parametrize("together", [True, False])
def test_what_a_copy_repeats_is_told_once_and_nobody_is_asked(
    run: Run, wire: Path, together: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    extracted(run, "1")
    if not together:
        run("apply", "facts", "--accept-pending", "--yes")
    extracted(run, "3")
    shown = answered("", monkeypatch, "apply", "facts" if together else "facts/3.yaml", "--accept-pending")
    assert "keys:" not in shown
    assert "is a copy of source/1-" in shown
    meetings = json.loads(run("meetings", "--json").stdout)
    assert [len(meeting["sources"]) for meeting in meetings] == [2] * len({each["label"] for each in meetings})
    said = [row["summary"] for row in json.loads(run("statements", "--json").stdout)]
    assert len(said) == len(set(said)) == 2


def test_namesakes_of_two_countries_are_two_people_until_somebody_says_that_they_are_one(run: Run, banda: str) -> None:
    done = run("apply", banda, "--accept-pending", "--yes")
    assert "acts for country/malawi, not country/zambia: it is person/john-banda-malawi here" in done.stderr
    posts = {row["person_id"]: row["title"] for row in json.loads(run("posts", "--json").stdout)}
    assert posts[PAIR[1]] == "Finance Minister"
    assert posts[PAIR[0]] == "Health Minister"
    (row,) = json.loads(run("merges", banda, "--json").stdout)
    assert (row["one"]["id"], row["other"]["id"], row["reasons"]) == (*PAIR, ["namesakes"])
    assert row["why"] == "John Banda acts for Malawi, John Banda acts for Zambia"
    run("merges", banda, "--accept", "same-name")
    assert len(json.loads(run("merges", banda, "--json").stdout)) == 1


@pytest.mark.parametrize("pair", [PAIR, PAIR[::-1]])
def test_namesakes_become_one_or_stay_two_as_they_were_judged(run: Run, banda: str, pair: tuple[str, str]) -> None:
    run("merges", banda, "--different", "=".join(pair))
    assert json.loads(run("merges", banda, "--json").stdout) == []
    run("apply", banda, "--accept-pending", "--yes")
    people = {row["person_id"] for row in json.loads(run("posts", "--json").stdout)}
    assert {*PAIR} <= people
    run("merges", banda, "--forget", "=".join(pair), "--same", "=".join(pair))
    run("apply", banda, "--accept-pending", "--yes")
    people = {row["person_id"] for row in json.loads(run("posts", "--json").stdout)}
    assert {*PAIR} & people == {pair[1]}


def test_the_ids_of_namesakes_do_not_depend_on_what_is_applied_again(run: Run, banda: str) -> None:
    run("apply", "facts/2.yaml", "--accept-pending", "--yes")
    run("apply", "facts/1.yaml", "--accept-pending", "--yes")
    again = run("apply", banda, "--accept-pending", "--yes").stdout
    assert again.count("unchanged") == 2


def test_judgements_about_ids_that_nothing_has_are_refused(run: Run, banda: str) -> None:
    for option in ("--different", "--same"):
        done = run("merges", banda, option, "person/john-banda=person/nobody", status=1)
        assert "nothing here has the id person/nobody" in done.stderr


def test_who_stops_answering_hears_that_nothing_was_loaded_and_the_answers_are_kept(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("texts").mkdir()
    for number in range(3):
        Path("texts", f"{number}.txt").write_text(article(number))
    run("extract", "texts", "--published", "2025-06-03", "-o", "facts")
    shown = answered("nq", monkeypatch, "apply", "facts", "--accept-pending", status=1)
    assert "nothing was put into the store; 1 answer is kept in facts/judgements.tsv" in shown
    assert not Path(".kg").exists()
    assert [each.verdict for each in read_judgements(Path("facts/judgements.tsv")).made] == ["different"]

    def interrupted(_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.cli.applying.press", interrupted)
    assert "nothing was put into the store\n" in answered(
        "", monkeypatch, "apply", "facts", "--accept-pending", status=1
    )


def test_after_the_last_pair_the_result_is_shown_and_can_be_undone(banda: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = answered("yuq", monkeypatch, "merges", banda)
    assert "no pair is left to decide about: 1 judgement is in facts/judgements.tsv" in shown
    assert read_judgements(Path("facts/judgements.tsv")).made == ()
    assert "0 judgements are in facts/judgements.tsv, 1 skipped" in answered("sq", monkeypatch, "merges", banda)
    answered("", monkeypatch, "merges", banda)


def test_a_name_without_an_ending_is_a_folder_for_facts(run: Run, wire: Path) -> None:
    assert extracted(run, "1", "cc").startswith("cc/1.yaml  ")
    assert "a copy of source/1-" in extracted(run, "3", "cc")
    assert extracted(run, "3", "cc/other.yml").startswith("cc/other.yml  ")


def test_two_heads_of_a_delegation_are_told_once(run: Run, folder: Path) -> None:
    for name, head in (("a", "Ada Ames"), ("b", "Ben Bird")):
        slug = head.lower().replace(" ", "-")
        Path(f"{name}.yaml").write_text(
            f"source: {{id: {name}}}\npeople: {{{slug}: {{name: {head}}}}}\ncountries: {{ukraine: {{name: Ukraine}}}}\n"
            "events:\n  talks-x:\n    kind: talks\n    date: 2025-06-02\n"
            "    delegations: {ukraine: {represents: ukraine}}\n"
            f"    participants:\n      {slug}: {{delegation: ukraine, role: head}}\n"
        )
    done = run("apply", "a.yaml", "b.yaml", "--yes")
    assert done.stdout.count("head of the delegation of") == 1


def without_sketch(path: str) -> None:
    """Make a facts file one of before sketches were kept."""
    text = Path(path).read_text()
    Path(path).write_text("".join(line for line in text.splitlines(keepends=True) if "sketch:" not in line))


def test_a_copy_of_what_has_no_sketch_is_found_by_its_facts(run: Run, wire: Path) -> None:
    (wire / "4.txt").write_text(f"The Evening Post, Thursday\n\n{WIRE}")
    extracted(run, "1")
    without_sketch("facts/1.yaml")
    run("apply", "facts", "--accept-pending", "--yes")
    (wire / "1.txt").unlink()
    assert "a copy of" not in extracted(run, "4", "elsewhere/4.yaml")
    before = json.loads(run("statements", "--json").stdout)
    done = run("apply", "elsewhere/4.yaml", "--accept-pending", "--yes").stdout
    (first,) = [each["id"] for each in json.loads(run("sources", "--json").stdout) if each["id"].startswith("source/1")]
    assert f"repeats {first}: its facts rest on the same words" in done
    assert {each["syndicated_from"] for each in json.loads(run("sources", "--json").stdout)} == {None, first}
    assert json.loads(run("statements", "--json").stdout) == before
    assert "(+1 copy)" in run("meetings").stdout
    assert run("apply", "elsewhere/4.yaml", "--accept-pending", "--yes").stdout.splitlines()[-1].startswith("unchanged")
    run("apply", "facts", "--accept-pending", "--yes")  # the original does not become a copy of its copy
    assert {each["syndicated_from"] for each in json.loads(run("sources", "--json").stdout)} == {None, first}


def test_two_who_tell_of_one_meeting_in_their_own_words_are_no_copies(run: Run, wire: Path) -> None:
    (wire / "5.txt").write_text(
        "ANKARA, June 3 (Anadolu) - Turkish Foreign Minister Hakan Fidan and his Egyptian counterpart Badr Abdelatty "
        "held talks in Cairo on Monday.\n\nFidan said that the two had spoken of Gaza and of gas in the sea.\n\n"
        "Abdelatty called on all sides to keep to the truce and to let the lorries pass at Rafah.\n\n"
        "Fidan flew home on Monday evening, and Abdelatty left for Amman with a delegation of traders.\n"
    )
    extracted(run, "1")
    without_sketch("facts/1.yaml")
    extracted(run, "5", "elsewhere/5.yaml")
    done = run("apply", "facts", "elsewhere", "--accept-pending", "--yes").stdout
    assert "same  " in done
    assert "copy  " not in done


def test_copies_are_reviewed_after_their_articles_whatever_their_names(run: Run, wire: Path) -> None:
    extracted(run, "1")
    (wire / "0.txt").write_text(CHANGED)
    assert "a copy of source/1-" in extracted(run, "0")
    assert [file.path.stem for file in Desk.open([Path("facts")]).files] == ["1", "0"]
    assert "source/1-" in next(iter(Desk.open([Path("facts")]).pending()))[0].facts.id


def test_what_was_published_first_gives_an_event_its_id_and_label_whatever_the_files_are_called(
    run: Run, folder: Path
) -> None:
    text = "Norwegian Foreign Minister Ada Ames met Spanish Foreign Minister Ben Bird in Oslo on 2 June 2025{}.\n\n{}\n"
    (folder / "z.txt").write_text(text.format("", "Snow fell on the harbour all day long, and boats stayed in."))
    (folder / "a.txt").write_text(text.format(", with Spanish Ambassador Cora Cole", "Nobody took a question."))
    for name, day in (("z", "2025-06-03"), ("a", "2025-06-05")):
        run("extract", f"{name}.txt", "--published", day, "-o", f"facts/{name}.yaml")
    run("apply", "facts", "--accept-pending", "--yes")
    (talks,) = json.loads(run("meetings", "--json").stdout)
    first = Desk.open([Path("facts/z.yaml")]).files[0].facts.events[0]
    assert (talks["id"], talks["label"]) == (first.id, first.label)
    assert len(talks["sources"]) == 2
