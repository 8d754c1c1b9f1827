"""Every form of answer is safe to print and to open, whoever wrote the names in it."""

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cli.conftest import Run
from query.world import event, part

from kg import model as m
from kg.cli.output import escaped
from kg.quads import to_quads
from kg.terms import nquads

EVIL = "Ada\x1b[2J\x9b31m\u202e|*_`<b>[x](y)\\ =1+1 \x07\r\nx"
STEERING = ("\x1b", "\x9b", "\u202e", "\x07", "\r")


@pytest.fixture
def hostile(folder: Path) -> str:
    """A graph whose every name and text is an attack on terminals, spreadsheets and Markdown."""
    source = m.Source("source/evil", title=EVIL, publisher=EVIL)
    facts = m.Facts(
        source,
        things=[m.Person("person/ada", EVIL), m.Person("person/bo", '=HYPERLINK("x")'), m.Place("city/c", EVIL)],
        events=[event("a", source, part("ada"), part("bo"), place="city/c", label=EVIL, outcome=EVIL)],
        statements=[m.Statement("statement/evil/s", source.id, EVIL, ["person/ada"])],
    )
    path = folder / "evil.nq"
    path.write_text(nquads(to_quads(facts)), encoding="utf-8")
    return str(path)


COMMANDS = [
    ["meetings"],
    ["timeline"],
    ["event", "a"],
    ["person", "bo"],
    ["statements"],
    ["sources"],
    ["path", "ada", "bo"],
    ["query", "query.rq"],
]


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "markdown"])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_no_name_can_steer_a_terminal(run: Run, folder: Path, hostile: str, command: list[str], form: str) -> None:
    (folder / "query.rq").write_text("SELECT ?name { ?who skos:prefLabel ?name }", encoding="utf-8")
    result = run(*command, hostile, "--format", form)
    output = result.stdout_bytes.decode().replace("\r\n", "\n") + result.stderr
    assert "Ada" in output
    for char in STEERING:
        assert char not in output, ascii(char)


@pytest.mark.parametrize("query", ["CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "DESCRIBE person:ada"])
def test_turtle_of_a_query_is_escaped_and_stays_turtle(run: Run, folder: Path, hostile: str, query: str) -> None:
    from kg.store import parse
    from kg.terms import Iri

    (folder / "query.rq").write_text(query, encoding="utf-8")
    output = run("query", "query.rq", hostile).stdout
    assert not any(char in output for char in STEERING)
    values = {getattr(quad.object, "value", None) for quad in parse(output, "turtle", Iri("urn:g"))}
    assert EVIL in values


def test_json_gives_back_the_very_characters(run: Run, hostile: str) -> None:
    (meeting,) = json.loads(run("meetings", hostile, "--json").stdout)
    assert (meeting["label"], meeting["outcome"]) == (EVIL, EVIL)


def test_a_formula_in_a_csv_cell_is_text(run: Run, hostile: str) -> None:
    rows = list(csv.reader(io.StringIO(run("path", "bo", "ada", hostile, "--format", "csv").stdout)))
    assert rows[1][0] == '\'=HYPERLINK("x")'


def test_markdown_stays_one_table_row_without_markup(run: Run, hostile: str) -> None:
    lines = run("path", "ada", "bo", hostile, "--format", "markdown").stdout.splitlines()
    assert len(lines) == 3
    assert r"\|\*\_\`\<b\>\[x\](y)\\" in lines[2]


def test_escaping_keeps_what_prints_and_covers_what_does_not() -> None:
    assert escaped("Çırağan Київ 東京 🙂\n") == "Çırağan Київ 東京 🙂\n"
    assert json.loads(escaped(json.dumps("\U000e0001\ud800\x7f", ensure_ascii=False))) == "\U000e0001\ud800\x7f"
    assert escaped("\U000e0001\x7f") == "\\udb40\\udc01\\u007f"


def in_terminal(folder: Path, *arguments: str, columns: int = 100, **settings: str) -> str:
    """What a command writes to a terminal of so many columns."""
    master, slave = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "KG_STORE")}
    environment |= {"COLUMNS": str(columns), "TERM": "xterm-256color", **settings}
    command = [sys.executable, "-m", "kg", *arguments]
    with subprocess.Popen(command, stdout=slave, stderr=subprocess.DEVNULL, cwd=folder, env=environment) as process:
        os.close(slave)
        output = b""
        while chunk := _read(master):
            output += chunk
    os.close(master)
    assert process.returncode == 0
    return re.sub("\r+\n", "\n", output.decode())


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # the other end is closed
        return b""


class TestTerminal:
    def test_a_table_has_colours_and_not_a_single_escape_with_no_color(self, folder: Path, world: str) -> None:
        assert "\x1b[36m" in in_terminal(folder, "venues", world) + in_terminal(folder, "meetings", world, columns=200)
        for command in (["meetings"], ["event", "round-1"], ["check"]):
            assert "\x1b" not in in_terminal(folder, *command, world, columns=200, NO_COLOR="1"), command

    def test_words_and_dates_stay_whole_where_there_is_room(self, folder: Path, world: str) -> None:
        lines = in_terminal(folder, "meetings", world, columns=100, NO_COLOR="1").splitlines()
        assert max(map(len, lines)) <= 100
        cells = {cell for line in lines for cell in line.strip().split("  ")}
        assert {"visit", "summit", "held", "cancelled", "Round 1"} <= {cell.strip() for cell in cells}
        assert not any(word in cells for word in ("cancelle", "Februar", "Minist"))

    def test_where_a_table_would_be_too_narrow_each_answer_is_a_block(self, folder: Path, world: str) -> None:
        assert in_terminal(folder, "meetings", "--who", "Bo", "--who", "Finn", world, columns=50, NO_COLOR="1") == (
            "date          date unknown\n"
            "kind          call\n"
            "event         Quiet call\n"
            "participants  Bo Birch (member); Finn Glass (member)\n"
            "sources       wire\n"
            "\n"
        )

    def test_hostile_names_are_as_harmless_as_in_a_pipe(self, folder: Path, hostile: str) -> None:
        for columns in (40, 300):
            output = in_terminal(folder, "meetings", hostile, columns=columns, NO_COLOR="1")
            assert "Ada" in output
            assert not any(char in output for char in STEERING)

    @pytest.mark.parametrize("form", ["nquads", "trig", "jsonld", "csv"])
    def test_an_export_to_a_terminal_is_escaped_too(self, folder: Path, hostile: str, form: str) -> None:
        output = in_terminal(folder, "export", "-f", form, hostile)
        assert not any(char in output for char in STEERING)
