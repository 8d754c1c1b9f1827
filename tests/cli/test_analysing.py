"""The commands that measure, on an invented world and the bundled talks."""

import json
import shlex

import pytest
from cli.conftest import NOTE, Run
from query.world import TALES

COMMANDS = [
    ["brokers", "Northland", "Southland"],
    ["mediators"],
    ["communities"],
    ["first-meeting", "Ada", "Cleo"],
    ["gaps"],
    ["activity"],
]


def test_brokers(run: Run, world: str) -> None:
    assert run("brokers", "Northland", "Southland", world).stdout == (
        "who         type    share of paths  weight  direct with first  co-present with first  direct with second  "
        "co-present with second\n"
        "Dora Dune   person  1               0.5     1                  0                      1                   0\n"
        "Finn Glass  person  0.5             0       1                  0                      0                   0\n"
    )


def test_mediators(run: Run, world: str) -> None:
    assert run("mediators", "--between", "Northland", world).stdout == (
        "who        type    as        between    events  first            last\n"
        "Dora Dune  person  mediator  Northland  1       10 January 2030  10 January 2030\n"
    )
    result = run("mediators", *["--between", "Ada"] * 3, world, status=2)
    assert "Give --between once or twice." in result.stderr


def test_communities(run: Run, world: str) -> None:
    found = json.loads(run("communities", world, "--json").stdout)
    assert [(one["number"], one["size"], [member["name"] for member in one["members"]]) for one in found] == [
        (1, 3, ["Ada Alder", "Cleo Cedar", "Dora Dune"]),
        (2, 2, ["Bo Birch", "Finn Glass"]),
    ]
    assert found[1]["events"] == ["event/quiet-call"]


def test_first_meeting(run: Run, world: str) -> None:
    assert run("first-meeting", "Northland", "Cleo", world).stdout == (
        "meeting  contact  date             event    place                          sources\n"
        "first    direct   10 January 2030  Round 1  Harbour, Eastmark              wire\n"
        "last     direct   1 March 2030     Round 2  Glass Hall, Harbour, Eastmark  wire\n"
    )


def test_gaps(run: Run, world: str) -> None:
    assert run("gaps", "--series", "Harbour talks", world).stdout == (
        "days  after                     before                 perhaps between\n"
        "50    10 January 2030: Round 1  1 March 2030: Round 2\n"
    )


def test_activity(run: Run, world: str) -> None:
    assert run("activity", world, "--format", "csv").stdout.splitlines() == [
        "period,certain,possible",
        "2030-01,1,1",
        "2030-02,0,1",
        "2030-03,1,1",
        "date unknown,0,1",
    ]
    assert run("activity", "--by", "year", "--who", "Ada", world).stdout.splitlines()[1].split() == ["2030", "2", "2"]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_every_command_answers_in_every_form_and_names_the_events(run: Run, world: str, command: list[str]) -> None:
    found = json.loads(run(*command, world, "--json").stdout)
    events = {event.id for event in TALES.events}
    assert found
    assert all(set(_events(answer)) & events for answer in found)
    for form in ("jsonl", "csv", "markdown"):
        assert run(*command, world, "--format", form).stdout


def _events(value: object) -> list[str]:
    """Every event that an answer names, however deep."""
    if isinstance(value, dict):
        return [event for item in value.values() for event in _events(item)]
    if isinstance(value, list):
        return [event for item in value for event in _events(item)]
    return [value] if isinstance(value, str) and value.startswith("event/") else []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_the_help_has_an_example_that_runs_on_the_bundled_talks(run: Run, command: list[str]) -> None:
    shown = run(command[0], "--help").stdout
    examples = [line.strip() for line in shown.partition("Example:")[2].splitlines() if line.strip().startswith("kg ")]
    assert examples
    for example in examples:
        assert run(*shlex.split(example)[1:]).stderr.startswith(NOTE)


@pytest.mark.parametrize(
    "command",
    [[*command, "--since", "2040"] for command in COMMANDS if command[0] != "first-meeting"]
    + [["first-meeting", "Ada", "Bo"]],
    ids=lambda command: command[0],
)
def test_where_nobody_met_there_is_no_answer_and_no_error(run: Run, world: str, command: list[str]) -> None:
    result = run(*command, world)
    assert (result.stdout, result.stderr) == ("", "nothing found\n")
    assert run(*command, world, "--json").stdout == "[]\n"


@pytest.mark.parametrize("command", ["brokers", "first-meeting"])
def test_unknown_names_and_the_same_one_twice_are_clear_errors(run: Run, world: str, command: str) -> None:
    assert 'is called "Nobody"' in run(command, "Ada", "Nobody", world, status=1).stderr
    assert "are both person/ada" in run(command, "Ada", "person/ada", world, status=1).stderr
