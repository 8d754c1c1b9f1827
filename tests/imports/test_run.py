"""An import is whole or not at all, can be stopped and gone on with, and loses no row silently."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import cli
from kg.errors import KgError
from kg.graph import open_store
from kg.imports import frame
from kg.imports.frame import Staging
from kg.imports.run import run
from kg.store import Embedded
from kg.terms import Quad, iri

RELATIONS = ("Make a visit", "Consult", "Make statement", "Fly to the moon")


def table(folder: Path, rows: int, name: str = "events.txt") -> Path:
    """A table of four columns; a row in four is a visit, one a consultation, one no meeting, one can't be used."""
    path = folder / name
    lines = (f"Ada {n} Okoro\t{RELATIONS[n % 4]}\tBo Lindqvist\t2018-06-{n % 28 + 1:02d}\n" for n in range(rows))
    path.write_text("".join(lines), encoding="utf-8")
    return path


def quads(store: Path) -> set[Quad]:
    with Embedded.open(store) as opened:
        return set(opened.quads())


def test_every_row_is_accounted_for_and_the_events_can_be_asked(tmp_path: Path) -> None:
    summary = run("icews", table(tmp_path, 40), tmp_path / "s")
    assert (summary.rows, summary.events, summary.rejected, summary.not_meetings) == (40, 20, 10, 10)
    assert summary.adds_up()
    found = open_store(tmp_path / "s").meetings(who="Ada 4 Okoro")
    assert [(meeting.kind, str(meeting.date)) for meeting in found] == [("visit", "5 June 2018")]


def test_a_table_without_any_meeting_is_imported_as_a_source(tmp_path: Path) -> None:
    path = tmp_path / "events.txt"
    path.write_text("Ada Okoro\tMake statement\tBo Lindqvist\t2018-06-01\n")
    summary = run("icews", path, tmp_path / "s")
    assert (summary.rows, summary.events, summary.not_meetings) == (1, 0, 1)
    assert {quad.subject.short for quad in quads(tmp_path / "s")} == {"source/icews-events-txt"}


def test_rejected_rows_stand_in_a_file_with_line_and_reason(tmp_path: Path) -> None:
    run("icews", table(tmp_path, 8), tmp_path / "s")
    (rejects,) = tmp_path.glob("s.rejects-*.tsv")
    head, first, second = rejects.read_text(encoding="utf-8").splitlines()
    assert head == "line\treason\trow"
    assert first.startswith("4\t")
    assert "Fly to the moon" in first
    assert second.startswith("8\t")


def test_importing_twice_changes_nothing_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path = table(tmp_path, 40)
    run("icews", path, tmp_path / "s")
    before = quads(tmp_path / "s")
    run("icews", path, tmp_path / "s")
    assert quads(tmp_path / "s") == before
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".")) == []


def test_a_changed_file_replaces_what_it_said_and_nothing_else(tmp_path: Path) -> None:
    run("icews", table(tmp_path, 8), tmp_path / "s")
    run("icews", table(tmp_path, 8, "other.txt"), tmp_path / "s")
    run("icews", table(tmp_path, 4), tmp_path / "s")
    with Embedded.open(tmp_path / "s") as store:
        events = "SELECT ?e WHERE { GRAPH ?g { ?e a <https://w3id.org/parley/ontology#Event> } FILTER(?g = <%s>) }"
        counts = [len(store.select(events % graph)) for graph in store.graphs()]
        assert sorted(zip(counts, (graph.short for graph in store.graphs()), strict=True)) == [
            (2, "source/icews-events-txt"),
            (4, "source/icews-other-txt"),
        ]


def test_an_import_that_was_stopped_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame, "COMMIT_ROWS", 100)
    path = table(tmp_path, 250)
    seen: list[float] = []

    def stop(part: float) -> None:
        seen.append(part)
        if len(seen) == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run("icews", path, tmp_path / "s", tick=stop)
    assert not (tmp_path / "s").exists()
    summary = run("icews", path, tmp_path / "s", tick=stop)
    assert seen == [pytest.approx(part, abs=0.002) for part in (0.04, 0.08, 0.1, 1)]
    assert (summary.rows, summary.events) == (250, 126)


def test_a_file_that_changed_meanwhile_is_read_from_the_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame, "COMMIT_ROWS", 100)
    path = table(tmp_path, 250)

    def stop(part: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run("icews", path, tmp_path / "s", tick=stop)
    assert run("icews", table(tmp_path, 12), tmp_path / "s").rows == 12


@pytest.mark.slow
@pytest.mark.parametrize("wait", [0.2, 0.6, 1.2])
def test_a_killed_import_leaves_the_store_as_before(tmp_path: Path, wait: float) -> None:
    run("icews", table(tmp_path, 8, "first.txt"), tmp_path / "s")
    before, path = quads(tmp_path / "s"), table(tmp_path, 10_000)
    code = f"from pathlib import Path; from kg.imports.run import run; run('icews', Path({str(path)!r}), Path('s'))"
    child = subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, start_new_session=True)
    time.sleep(wait)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    assert quads(tmp_path / "s") == before or iri("source/icews-events-txt") in Embedded.open(tmp_path / "s").graphs()
    assert run("icews", path, tmp_path / "s").events == 5_000


def test_what_is_no_table_is_refused_and_makes_no_store(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("")
    with pytest.raises(KgError):
        run("icews", tmp_path / "letter.txt", tmp_path / "s")
    with pytest.raises(KgError, match="there is no file"):
        run("icews", tmp_path / "none.txt", tmp_path / "s")
    assert not (tmp_path / "s").exists()


def test_a_child_that_fails_fails_the_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoil(self: Staging, *_: object) -> None:
        self.database.execute("INSERT INTO staged VALUES ('key', 1, 'no cells')")
        self.database.commit()

    monkeypatch.setattr(Staging, "fill", spoil)
    with pytest.raises(KgError, match=r"the import broke off: .*JSONDecodeError"):
        run("icews", table(tmp_path, 8), tmp_path / "s")
    assert not (tmp_path / "s").exists()


def test_the_command_prints_the_summary_and_the_reasons(tmp_path: Path) -> None:
    path = table(tmp_path, 8)
    done = CliRunner().invoke(cli, ["import", "icews", str(path), "--store", str(tmp_path / "s")])
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[0] == f"{path}: 8 rows, 4 events, 0 merged, 2 rejected, 2 not meetings"
    assert sorted(line.split()[0] for line in lines[1:]) == ["2", "2"]


def test_a_file_that_is_no_table_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "events.txt"
    path.write_bytes(b"")
    with pytest.raises(KgError):
        run("icews", path, tmp_path / "s")
    assert sorted(tmp_path.iterdir()) == [path]


def test_a_place_that_can_not_be_written_to_is_said_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> Staging:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr("kg.imports.run.Staging", refuse)
    with pytest.raises(KgError, match="can't be written to: unable to open database file"):
        run("icews", table(tmp_path, 4), tmp_path / "s")
