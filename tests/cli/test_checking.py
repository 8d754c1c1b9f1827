"""kg check."""

import json
from pathlib import Path

from cli.conftest import NOTE, Run

WRONG = """\
source: {id: wire, published: 2030-03-02}
people:
  ada: {name: Ada Alder}
events:
  talks: {kind: talks, label: Talks, participants: {ada: {role: head}}}
"""


def test_the_bundled_talks_have_no_problem(run: Run) -> None:
    result = run("check")
    assert (result.stdout, result.stderr) == ("", NOTE + "0 violations, 0 warnings in the bundled talks\n")


def test_a_violation_names_file_line_and_thing_and_is_status_1(run: Run, folder: Path) -> None:
    (folder / "wrong.yaml").write_text(WRONG, encoding="utf-8")
    result = run("check", "wrong.yaml", status=1)
    assert "violation: wrong.yaml:5: participation/talks/wire/ada: " in result.stdout
    assert result.stderr.startswith("1 violation, ")
    assert result.stderr.endswith(" in wrong.yaml\n")
    found = json.loads(run("check", "wrong.yaml", "--json", status=1).stdout)
    (problem,) = [each for each in found if each["severity"] == "violation"]
    assert (problem["file"], problem["line"]) == ("wrong.yaml", 5)


def test_every_form_goes_to_stdout(run: Run, folder: Path) -> None:
    (folder / "wrong.yaml").write_text(WRONG, encoding="utf-8")
    for form, first in (("csv", "file,line,"), ("markdown", "| file | line |"), ("jsonl", '{"thing": ')):
        assert run("check", "wrong.yaml", "--format", form, status=1).stdout.startswith(first)
