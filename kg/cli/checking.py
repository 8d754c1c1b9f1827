"""The command that checks facts."""

from pathlib import Path

import click

from kg.check import Problem
from kg.check import check as problems_in
from kg.cli.options import announced, files_argument, note, store_option
from kg.cli.output import format_option, put
from kg.table import Answers


@click.command()
@files_argument
@store_option
@format_option
def check(files: tuple[Path, ...], store: str | None, form: str) -> None:
    """Find what is wrong with facts.

    Runs the shapes of the ontology and the rules that shapes can't express: tenures that overlap, an end before its
    beginning, a head who is not a member, an event without evidence. Exits with 1 where there is a violation; warnings
    alone are no failure.

    \b
    Example:
      kg check talks.yaml people.yaml
    """
    checked = announced(files, store)
    found = problems_in(checked.store.quads(), checked.inputs.lines if checked.inputs else {})
    violations = sum(problem.severity == "violation" for problem in found)
    if form != "table":
        put(Answers(Problem, found), form)
    else:
        for problem in found:
            colour = "red" if problem.severity == "violation" else "yellow"
            click.echo(f"{click.style(problem.severity, fg=colour)}: {problem}")
    note(f"{_counted(violations, 'violation')}, {_counted(len(found) - violations, 'warning')} in {checked.name}")
    if violations:
        click.get_current_context().exit(1)


def _counted(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"
