"""Answers on stdout: a coloured table in a terminal, plain text in a pipe, or JSON, CSV and Markdown."""

import json
import sys
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from kg.errors import printable
from kg.table import Answers, as_csv

F = TypeVar("F", bound=Callable[..., Any])
FORMATS = ("table", "json", "jsonl", "csv", "markdown")
_STYLES = {"date": "cyan", "kind": "magenta", "status": "yellow", "sources": "dim", "name": "bold", "event": "bold"}


def format_option(function: F) -> F:
    """In which form the answer is printed."""
    for decorate in (
        click.option("--json", "form", flag_value="json", help="Short for --format json."),
        click.option(
            "--format",
            "form",
            type=click.Choice(FORMATS),
            default="table",
            show_default=True,
            help="The form of the answer.",
        ),
    ):
        function = decorate(function)
    return function


def put(answers: Answers[Any], form: str) -> None:
    """Print answers in one of `FORMATS`."""
    if form == "json":
        put_json(answers.to_dicts())
    elif form == "jsonl":
        for value in answers.to_dicts():
            click.echo(json.dumps(value, ensure_ascii=False))
    else:
        put_rows(answers.columns, answers.rows(), form)


def put_json(data: Any) -> None:
    """Print JSON, indented."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def put_card(card: Sequence[tuple[str, str]]) -> None:
    """Print the parts of one answer under each other, each behind its name; an empty part is left out."""
    width = max(len(name) for name, _ in card)
    for name, text in card:
        for index, line in enumerate(text.splitlines()):
            head = (name if index == 0 else "").ljust(width)
            click.echo(f"{click.style(head, bold=True)}  {printable(line)}".rstrip())


def put_rows(columns: Sequence[str], rows: Sequence[Sequence[str]], form: str) -> None:
    """Print rows of text as a table, CSV or Markdown."""
    if form == "csv":
        click.echo(as_csv(columns, rows), nl=False)
        return
    safe = [[printable(cell) for cell in row] for row in rows]
    if form == "markdown":
        click.echo(_markdown(columns, safe))
    elif sys.stdout.isatty():
        _rich_table(columns, safe)
    else:
        widths = [max(len(row[i]) for row in (columns, *safe)) for i in range(len(columns))]
        for row in (columns, *safe):
            click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _markdown(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    def cell(text: str) -> str:
        for char in "\\|`*_<>[]":
            text = text.replace(char, "\\" + char)
        return text

    lines = [columns, ["---"] * len(columns), *([cell(text) for text in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _rich_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column, style=_STYLES.get(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)
