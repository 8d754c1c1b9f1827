"""The command line as a whole: help, errors, streams, where facts come from, completion."""

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from cli.conftest import NOTE, TALKS, Run

import kg
from kg import model as m
from kg.cli import COMMANDS, cli
from kg.quads import to_quads
from kg.terms import nquads

NAMES = [name for section in COMMANDS.values() for name in section]
TEXTS = {name: text for section in COMMANDS.values() for name, (_, text) in section.items()}


def command(name: str) -> click.Command:
    found = cli.get_command(click.Context(cli), name)
    assert found is not None
    return found


def start(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[bytes]:
    """Run `kg` as a process of its own, with settings as environment variables."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KG_")} | settings
    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments], cwd=folder, env=environment, capture_output=True, timeout=60
    )


class TestHelp:
    @pytest.mark.parametrize("name", NAMES)
    def test_the_line_in_the_list_is_the_first_of_the_help(self, name: str) -> None:
        assert (command(name).help or "").splitlines()[0] == TEXTS[name]

    @pytest.mark.parametrize("name", NAMES)
    def test_every_option_is_explained(self, name: str) -> None:
        for parameter in command(name).params:
            assert not isinstance(parameter, click.Option) or parameter.help, parameter.name

    @pytest.mark.parametrize("name", NAMES)
    def test_every_question_takes_a_store_files_and_a_form(self, name: str) -> None:
        taken = {parameter.name for parameter in command(name).params}
        if name not in ("demo", "completion", "review"):
            assert "store" in taken
        if TEXTS[name] in {text for _, text in COMMANDS["Ask"].values()} or name == "check":
            assert {"files", "form"} <= taken

    @pytest.mark.parametrize("name", ["", *NAMES])
    def test_every_line_of_the_example_runs(self, folder: Path, name: str) -> None:
        help_text = (command(name).help if name else cli.help) or ""
        lines = help_text.partition("Example:")[2].strip().splitlines()
        assert lines, "every help has an example"
        talks = Path(TALKS)
        (folder / "talks.yaml").write_bytes((talks / "istanbul-talks-2025-06-02.yaml").read_bytes())
        (folder / "people.yaml").write_text(
            "registry: {id: all}\n"
            + "".join(
                (talks / f"{kind}.yaml").read_text(encoding="utf-8").partition("\n\n")[2]
                for kind in ("people", "places", "posts")
            ),
            encoding="utf-8",
        )
        (folder / "events.2018.tab").write_text("Ada Okoro\tConsult\tBo Lindqvist\t2018-06-01\n")
        trips = folder / "travels" / "secretary-travels"
        trips.mkdir(parents=True)
        trips.joinpath("a.xml").write_text(
            "<trips><trip><id>1</id><start-date>1977-02-15</start-date><end-date>1977-02-16</end-date>"
            '<country id="utopia">Utopia</country><locale>Amaurot</locale></trip></trips>'.replace(
                "<trip>", '<trip who="okoro-ada">'
            )
        )
        (folder / "pocom").mkdir()
        (folder / "pocom" / "b.xml").write_bytes(trips.joinpath("a.xml").read_bytes())
        (folder / "meetings.csv").write_text("Day,Who\n2031-04-04,Ada Okoro\n")
        (folder / "mapping.yaml").write_text("date: Day\nkind: talks\nparticipants: [{name: Who}]\n")
        (folder / ".config" / "fish" / "completions").mkdir(parents=True)
        (folder / "kg").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m kg "$@"\n', encoding="utf-8")
        (folder / "kg").chmod(0o755)
        environment = os.environ | {"HOME": str(folder), "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
        (folder / "articles").mkdir()
        for path in ("article.txt", "articles/a.txt"):
            (folder / path).write_text("Norwegian Foreign Minister Ada Ames met Ben Bird in Oslo on Monday.\n")
        (folder / "decisions.json").write_text('{"kind": "kg review decisions", "version": 1, "files": []}')
        if name in ("review", "merges", "apply"):
            for call in (["article.txt", "-o", "facts.yaml"], ["articles", "-o", "facts"]):
                subprocess.run(["kg", "extract", *call], cwd=folder, env=environment, check=True)
        if name in ("remove", "derive", "compact"):
            subprocess.run(["kg", "load", "talks.yaml", "people.yaml"], cwd=folder, env=environment, check=True)
        for line in lines:
            done = subprocess.run(line.strip(), shell=True, cwd=folder, env=environment, capture_output=True, text=True)
            assert done.returncode == 0, f"{line}: {done.stderr}"

    def test_the_list_shows_every_command_in_its_section(self, run: Run) -> None:
        text = run("--help").stdout
        for section, commands in COMMANDS.items():
            assert f"\n{section}:\n" in text
            for name, (_, short) in commands.items():
                assert re.search(rf"^  {name} +{re.escape(short)}$", text, re.MULTILINE)

    def test_version(self, run: Run) -> None:
        assert run("--version").stdout == f"kg {kg.__version__}\n"

    def test_without_a_command_the_help_goes_to_stderr_with_status_2(self, run: Run) -> None:
        result = run(status=2)
        assert result.stdout == ""
        assert result.stderr.startswith("Usage: kg [OPTIONS] COMMAND [ARGS]...\n")


class TestErrors:
    @pytest.mark.parametrize(
        ("arguments", "last"),
        [
            (["meeting"], "Error: No such command 'meeting'. Did you mean meetings?"),
            (["xyzzy"], "Error: No such command 'xyzzy'. kg --help lists the commands."),
            (["meetings", "--kind", "chat"], None),
            (["event"], "Error: Missing argument 'EVENT'."),
            (
                ["meetings", TALKS, "--store", "x"],
                "Error: Give files or --store, not both: kg load FILE --store PATH puts files into a store.",
            ),
        ],
    )
    def test_wrong_usage_is_status_2(self, run: Run, arguments: list[str], last: str | None) -> None:
        result = run(*arguments, status=2)
        assert result.stdout == ""
        assert last is None or result.stderr.splitlines()[-1] == last

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (
                ["meetings", "gone.yaml"],
                "there is no file gone.yaml: name a facts file, an RDF file or a folder of them",
            ),
            (["meetings", "--store", "gone"], "there is no store at gone: make one with  kg load FILE --store gone"),
            (["query", "gone.rq"], "there is no file gone.rq: name the file of the query, or - for standard input"),
            (["meetings", "--text-dir", "gone"], "gone is not a folder: name the folder that holds the texts"),
            (["view", "-o", "."], ". is a folder: name a file in it"),
            (["check", "."], "the folder . holds no facts or RDF file: their names end in .yaml, .yml"),
        ],
    )
    def test_wrong_input_is_status_1_and_says_what_is_right(self, run: Run, arguments: list[str], message: str) -> None:
        result = run(*arguments, status=1)
        assert result.stdout == ""
        assert result.stderr.removeprefix(NOTE).startswith(f"Error: {message}")

    def test_a_name_from_a_stranger_is_printed_harmlessly(self, run: Run) -> None:
        result = run("person", "\x1b[2J\u202e", status=1)
        assert r'"\x1b[2J\u202e"' in result.stderr
        result = run("meetings", "\x1b[2J.yaml", status=1)
        assert "\x1b" not in result.stderr

    def test_a_fault_of_the_program_is_a_message_and_a_traceback_only_for_who_asks(self, folder: Path) -> None:
        code = (
            "import kg.query.holdings as h, kg.cli\n"
            "def broken(*_): raise ZeroDivisionError('oops')\n"
            "h.stats = broken\n"
            "kg.cli.main()"
        )
        for debug, traceback in (({}, False), ({"KG_DEBUG": "1"}, True)):
            done = subprocess.run(
                [sys.executable, "-c", code, "stats"],
                cwd=folder,
                env=os.environ | debug,
                capture_output=True,
                text=True,
            )
            assert done.returncode == 1
            assert ("Traceback" in done.stderr) is traceback
            if not traceback:
                assert done.stderr.endswith(
                    "Error: this is a fault in Parley, please report it: "
                    "ZeroDivisionError: oops (KG_DEBUG=1 shows where)\n"
                )


class TestStreams:
    def test_names_in_any_script_come_out_as_utf_8_in_the_c_locale(self, folder: Path) -> None:
        plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
        assert "Çırağan Palace" in start(folder, "venues", **plain).stdout.decode("utf-8")

    def test_an_encoding_without_a_letter_escapes_it(self, folder: Path) -> None:
        done = start(folder, "venues", PYTHONIOENCODING="latin-1")
        assert (done.returncode, b"\xc7\\u0131ra\\u011fan Palace" in done.stdout) == (0, True)

    @pytest.mark.parametrize("command", ["timeline --json", "export -f nquads", "conflicts --json", "stats"])
    def test_a_reader_that_leaves_early_is_no_error(self, folder: Path, command: str) -> None:
        kg_ = f"{shlex.quote(sys.executable)} -m kg {command}"
        line = f"{{ sleep 1; {kg_} 2>err; echo $? >status; }} | true"
        subprocess.run(line, shell=True, cwd=folder, capture_output=True)
        assert (folder / "status").read_text() == "0\n"
        assert (folder / "err").read_text() == NOTE

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
    def test_a_full_disk_is_an_error_that_names_stdout(self, folder: Path) -> None:
        line = f"{shlex.quote(sys.executable)} -m kg timeline >/dev/full"
        done = subprocess.run(line, shell=True, cwd=folder, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (1, f"{NOTE}Error: stdout: No space left on device\n")

    def test_a_closed_stdout_is_no_error(self, folder: Path) -> None:
        line = f"{shlex.quote(sys.executable)} -m kg venues >&-"
        done = subprocess.run(line, shell=True, cwd=folder, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, NOTE)

    def test_control_c_stops_without_a_traceback(self, folder: Path) -> None:
        (folder / "slow.rq").write_text("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
        process = subprocess.Popen(
            [sys.executable, "-m", "kg", "query", "slow.rq"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        time.sleep(1.0)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
        assert process.returncode == 1
        assert errors.decode() == f"{NOTE}\nAborted!\n"


class TestOrigin:
    """Files, else --store or KG_STORE, else .kg here, else the bundled talks."""

    def ids(self, result: object) -> list[str]:
        return [line.split("  ")[0] for line in result.stdout.splitlines()[1:]]  # type: ignore[attr-defined]

    def test_nothing_given_means_the_bundled_talks_and_a_note(self, run: Run) -> None:
        result = run("sources")
        assert (self.ids(result), result.stderr) == (["source/istanbul-talks-2025-06-02"], NOTE)

    def test_a_store_made_by_load_is_used_later(self, run: Run, world: str) -> None:
        run("load", world)
        result = run("sources")
        assert (self.ids(result), result.stderr) == (["source/wire"], "")

    def test_the_environment_names_a_store_and_beats_the_one_in_the_folder(
        self, run: Run, world: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run("load", TALKS)
        run("load", world, "--store", "other")
        monkeypatch.setenv("KG_STORE", "other")
        assert self.ids(run("sources")) == ["source/wire"]
        assert self.ids(run("sources", "--store", ".kg")) == ["source/istanbul-talks-2025-06-02"]

    def test_files_beat_the_environment(self, run: Run, world: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KG_STORE", "gone")
        assert self.ids(run("sources", world)) == ["source/wire"]
        assert run("sources", status=1).stderr.startswith("Error: there is no store at gone")

    def test_files_and_folders_may_be_mixed(self, run: Run, world: str) -> None:
        assert self.ids(run("sources", TALKS, world)) == ["source/istanbul-talks-2025-06-02", "source/wire"]

    def test_an_address_is_not_taken_for_a_folder(self, run: Run) -> None:
        result = run("sources", "--store", "blazegraph+https://example.org/sparql", status=1)
        assert result.stderr.startswith(
            'Error: no engine is called "blazegraph": write one of oxigraph+http://localhost:7878, '
        )
        assert result.stderr.count("\n") == 1


class TestCompletion:
    def complete(self, folder: Path, line: str, **settings: str) -> list[str]:
        words = shlex.split(line)
        number = len(words) - (not line.endswith(" "))
        done = start(folder, _KG_COMPLETE="bash_complete", COMP_WORDS=line.strip(), COMP_CWORD=str(number), **settings)
        assert done.stderr == b""
        return [entry.partition(",")[2] for entry in done.stdout.decode().split()]

    def test_commands_options_and_codes(self, folder: Path) -> None:
        assert self.complete(folder, "kg ti") == ["timeline"]
        assert self.complete(folder, "kg meetings --wh") == ["--who", "--where"]
        assert self.complete(folder, "kg meetings --kind s") == ["summit", "signing", "statement", "strike"]

    def test_people_places_and_events_by_any_word_of_any_name(self, folder: Path) -> None:
        assert self.complete(folder, "kg meetings --who ume") == ["rustem-umerov"]
        assert self.complete(folder, "kg person Умер") == ["rustem-umerov"]
        assert self.complete(folder, "kg meetings --where cira") == ["ciragan-palace"]
        assert self.complete(folder, "kg event second") == ["istanbul-talks-2"]
        assert "istanbul" not in self.complete(folder, "kg meetings --who ")

    def test_names_come_from_what_the_command_would_read(self, run: Run, folder: Path, world: str) -> None:
        run("load", world, "--store", "s")
        assert self.complete(folder, "kg person --store s ada") == ["ada"]
        assert self.complete(folder, "kg person ada", KG_STORE="s") == ["ada"]
        assert self.complete(folder, "kg person ada") == []
        assert self.complete(folder, "kg person --store gone ada") == []

    def test_an_identifier_that_a_shell_might_run_is_not_offered(self, folder: Path) -> None:
        people = [m.Person("person/a$(x)", "Eve"), m.Person("person/eva", "Eva")]
        graph = nquads(to_quads(m.Facts(m.Registry("registry/evil"), things=people)))
        (folder / "evil.nq").write_text(graph, encoding="utf-8")
        assert start(folder, "load", "evil.nq").returncode == 0
        assert self.complete(folder, "kg person e") == ["eva"]

    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_each_shell_gets_a_script(self, run: Run, shell: str) -> None:
        script = run("completion", shell).stdout
        assert f"_KG_COMPLETE={shell}_complete" in script
        assert "kg" in script
