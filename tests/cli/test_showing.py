"""kg demo, view, export."""

import csv
import io
import json
from pathlib import Path

import pytest
from cli.conftest import NOTE, Run

from kg import model as m
from kg.dates import parse as parse_date
from kg.export import MEETING_FORMATS, RDF_FORMATS
from kg.imports import bundled
from kg.quads import to_quads
from kg.store import Embedded, parse
from kg.terms import Iri


def test_demo_prints_the_timeline_and_writes_page_and_turtle(run: Run, folder: Path) -> None:
    result = run("demo", "-o", "new/out")
    assert result.stdout == run("timeline").stdout
    out = folder / "new" / "out"
    assert sorted(path.name for path in out.iterdir()) == ["talks.html", "talks.ttl"]
    assert result.stderr == "written: new/out/talks.html (open it in a browser) and new/out/talks.ttl\n"
    assert parse((out / "talks.ttl").read_bytes(), "turtle", Iri("urn:g"))


@pytest.mark.parametrize("name", ["talks.html", "talks.ttl"])
def test_demo_replaces_what_it_wrote_and_nothing_else(run: Run, folder: Path, name: str) -> None:
    run("demo")
    run("demo")
    Path(name).write_text("mine")
    other = next(Path(each) for each in ("talks.html", "talks.ttl") if each != name)
    other.unlink()
    assert f"{name} is there" in run("demo", status=1).stderr
    assert (Path(name).read_text(), other.exists()) == ("mine", False)


def test_demo_is_the_same_on_every_run(run: Run, folder: Path) -> None:
    for name in ("a", "b"):
        run("demo", "-o", name)
    for name in ("talks.html", "talks.ttl"):
        assert (folder / "a" / name).read_bytes() == (folder / "b" / name).read_bytes()


def test_demo_keeps_its_data_in_a_store_for_other_commands(run: Run, folder: Path) -> None:
    result = run("demo", "--store", "kept")
    assert "in kept: ask with  kg meetings --who Umerov --store kept\n" in result.stderr
    assert run("timeline", "--store", "kept").stdout == run("timeline").stdout


def test_demo_shows_the_end_of_the_travels(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events = [
        m.Event(f"event/e{n:02}", "visit", f"Visit {n}", reports=[m.Report("source/t", parse_date(f"19{n + 10}"))])
        for n in range(25)
    ]
    store = Embedded.memory()
    store.load_quads(to_quads(m.Facts(m.Source("source/t", "dataset"), events=events)))
    monkeypatch.setattr(bundled, "travels", lambda: store)
    result = run("demo", "--data", "travels", "-o", "out", "--store", "kept")
    assert len(result.stdout.splitlines()) == 21
    assert "Visit 24" in result.stdout
    assert "the last 20 of 25 entries\n" in result.stderr
    assert result.stderr.endswith("in kept: ask with  kg meetings --who Kissinger --store kept\n")
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["travels.html", "travels.ttl"]
    assert "Travels of American Secretaries of State" in (folder / "out" / "travels.html").read_text(encoding="utf-8")
    assert "Visit 0" in run("timeline", "--store", "kept").stdout


@pytest.mark.slow
def test_demo_shows_the_real_travels(run: Run, folder: Path) -> None:
    result = run("demo", "--data", "travels", "--store", "kept")
    assert "Warren Christopher" in result.stdout
    met = json.loads(run("meetings", "--who", "Kissinger", "--with", "Brezhnev", "--store", "kept", "--json").stdout)
    assert any(meeting["kind"] == "talks" and meeting["place"]["name"] == "Moscow" for meeting in met)


def test_view_writes_a_page_of_the_selection(run: Run, folder: Path, world: str) -> None:
    result = run("view", "--who", "Cleo", "-o", "page.html", "--title", "Cleo & <co>", world)
    assert (result.stdout, result.stderr) == ("", "written: page.html\n")
    page = (folder / "page.html").read_text(encoding="utf-8")
    assert "Cleo &amp; &lt;co&gt;" in page
    assert "Quiet call" not in page


def test_view_says_that_nothing_was_found(run: Run, folder: Path, world: str) -> None:
    nothing = "nothing found for this selection; the page is empty\nwritten: page.html\n"
    assert run("view", "--since", "2999", "-o", "page.html", world).stderr == nothing
    assert (folder / "page.html").exists()


def test_view_of_more_events_than_a_page_holds_keeps_those_of_the_focus(
    run: Run, folder: Path, world: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.page.HELD", 1)
    monkeypatch.setattr("kg.page.data.HELD", 1)
    for name, focus in (("all.html", []), ("focused.html", ["--focus", "Cleo Cedar"])):
        result = run("view", "-o", name, *focus, world)
        kept = 'those of "Cleo Cedar", then the latest,' if focus else "the latest"
        assert f"the page holds {kept} 1 of 6 events" in result.stderr
    first, second = ((folder / name).read_text(encoding="utf-8") for name in ("all.html", "focused.html"))
    assert '"label":"Round 2"' not in first
    assert '"label":"Round 2"' in second


class TestExport:
    @pytest.mark.parametrize(("form", "ending"), {**RDF_FORMATS, **MEETING_FORMATS}.items())
    def test_the_ending_names_the_format_and_stdout_gives_the_same(
        self, run: Run, folder: Path, world: str, form: str, ending: str
    ) -> None:
        assert run("export", "-o", f"out{ending}", world).stderr == f"written: out{ending}\n"
        assert run("export", "-f", form, world).stdout_bytes == (folder / f"out{ending}").read_bytes()

    def test_an_unknown_ending_is_wrong_usage(self, run: Run) -> None:
        assert "Name the format with -f, or a file that ends in .ttl," in run("export", "-o", "x.doc", status=2).stderr

    def test_a_selection_of_the_whole_graph_is_an_error(self, run: Run) -> None:
        assert run("export", "-f", "turtle", "--who", "Umerov", status=1).stderr == (
            "Error: turtle holds the whole graph: choose graphml, gexf or csv for a selection\n"
        )

    def test_a_selection_of_meetings(self, run: Run, world: str) -> None:
        rows = list(csv.DictReader(io.StringIO(run("export", "-f", "csv", "--who", "Bo", world).stdout)))
        assert {row["event"] for row in rows} == {"event/round-2", "event/quiet-call"}

    def test_a_folder_that_is_not_there_is_an_error(self, run: Run) -> None:
        result = run("export", "-o", "gone/x.ttl", status=1)
        assert result.stderr == f"{NOTE}Error: gone/x.ttl can't be written: No such file or directory\n"

    def test_what_was_exported_can_be_asked_again(self, run: Run, world: str) -> None:
        for ending in (".nq", ".trig", ".jsonld"):
            run("export", "-o", f"again{ending}", world)
            asked = json.loads(run("meetings", f"again{ending}", "--json").stdout)
            assert asked == json.loads(run("meetings", world, "--json").stdout)
