"""The measurements of bench/ run: every script comes to its table, and makes the same tables of events each time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from documented import ROOT


def printed(script: str, *arguments: str) -> str:
    """What a script prints."""
    command = [sys.executable, str(ROOT / "bench" / script), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=600)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_the_same_table_is_made_every_time_and_its_rows_add_up(tmp_path: Path) -> None:
    from kg.imports.run import run

    for name in ("one.tab", "two.tab"):
        printed("making.py", "300", str(tmp_path / name))
    table = tmp_path / "one.tab"
    assert table.read_bytes() == (tmp_path / "two.tab").read_bytes()
    summary = run("icews", table, tmp_path / "store")
    assert summary.events == 300
    assert summary.merged > 0
    assert summary.not_meetings > 300
    assert summary.rejected == 0
    assert summary.adds_up()


@pytest.mark.slow
def test_all_sides_give_the_same_rows_at_several_sizes() -> None:
    shown = printed("questions.py", "100", "200")
    assert shown.count("all sides gave the same rows") == 2
    assert "everyone, in a month" in shown
    assert "kg --help" in shown
    assert "growth" in shown


@pytest.mark.slow
def test_a_table_of_four_columns_has_the_same_rows_on_all_sides(tmp_path: Path) -> None:
    """It says neither places nor, by sectors, who acts for a country."""
    table = tmp_path / "short.txt"
    printed("making.py", "150", str(table), "short")
    shown = printed("questions.py", str(table))
    assert "all sides gave the same rows" in shown
    assert "city: the table has none" in shown


@pytest.mark.slow
def test_an_import_is_measured_beside_the_loader_and_rdflib() -> None:
    shown = printed("tables.py", "200", "--runs", "1")
    for side in (
        "kg import",
        "bulk_load",
        "rdflib, built, terms remembered",
        "rdflib, built and written",
        "rdflib, parsed",
    ):
        assert side in shown


@pytest.mark.slow
def test_turtle_holds_the_same_triples_as_that_of_rdflib() -> None:
    shown = printed("output.py", "4000", "30", "60")
    assert "the same in both texts" in shown
    assert "rdflib and pyvis" in shown


@pytest.mark.slow
def test_the_start_of_commands_is_measured() -> None:
    assert "kg --help / bare click" in printed("start.py", "1")


@pytest.mark.server
@pytest.mark.slow
def test_shards_are_measured() -> None:
    assert "store to shards, 1 process" in printed("shards.py", "300", "1")


def test_articles_are_read_at_a_rate_that_is_told() -> None:
    shown = printed("articles.py", "3", "6")
    assert shown.count(" a second") == 2
    assert "is the last rate to the first" in shown
