"""Answers on stdout: a coloured table in a terminal, plain text in a pipe, or JSON, CSV and Markdown."""

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any

import click

from kg.errors import printable
from kg.table import Answers, as_csv, card_lines

FORMATS = ("table", "json", "jsonl", "csv", "markdown")
_LEAST = 12
_STYLES = {"date": "cyan", "kind": "magenta", "status": "yellow", "sources": "dim", "name": "bold", "event": "bold"}


def format_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """In which form the answer is printed; the command gets it as `form`."""

    @wraps(function)
    def with_form(*arguments: Any, json_: bool, form: str, **options: Any) -> Any:
        given = click.get_current_context().get_parameter_source("form") is click.core.ParameterSource.COMMANDLINE
        if json_ and given and form != "json":
            raise click.UsageError(f"Give --json or --format {form}, not both.")
        return function(*arguments, form="json" if json_ else form, **options)

    for decorate in (
        click.option("--json", "json_", is_flag=True, help="Short for --format json."),
        click.option(
            "--format",
            "form",
            type=click.Choice(FORMATS),
            default="table",
            show_default=True,
            help="The form of the answer.",
        ),
    ):
        with_form = decorate(with_form)
    return with_form


def put(answers: Answers[Any], form: str) -> None:
    """Print answers in one of `FORMATS`."""
    if form == "json":
        put_json(answers.to_dicts())
    elif form == "jsonl":
        put_json_lines(answers.to_dicts())
    else:
        put_rows(answers.columns, answers.rows(), form)


def put_json(data: Any) -> None:
    """Print JSON, indented."""
    click.echo(escaped(json.dumps(data, ensure_ascii=False, indent=2)))


def put_json_lines(data: Iterable[Any]) -> None:
    """Print JSON, one value a line."""
    for value in data:
        click.echo(escaped(json.dumps(value, ensure_ascii=False)))


def on_terminal() -> bool:
    """Whether stdout is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def escaped(text: str) -> str:
    r"""JSON or Turtle with every character that could steer a terminal written as the escape that both know.

    >>> escaped('{"name": "\x9b2J"}')
    '{"name": "\\u009b2J"}'
    """

    def harmless(match: re.Match[str]) -> str:
        harmless = match[0].isprintable() or match[0] == "\r\n"
        return match[0] if harmless else json.dumps(match[0])[1:-1]

    return re.sub(r"\r\n|[^ -~\n\t]", harmless, text)


def put_card(card: Sequence[tuple[str, str]]) -> None:
    """Print the parts of one answer under each other, each behind its name; an empty part is left out."""
    for head, line in card_lines(card):
        click.echo(f"{click.style(head, bold=True)}  {printable(line)}".rstrip())


def put_rows(columns: Sequence[str], rows: Sequence[Sequence[str]], form: str) -> None:
    """Print rows of text as a table, CSV or Markdown."""
    if form == "csv":
        safe = [["\n".join(map(printable, cell.split("\n"))) for cell in row] for row in rows]
        click.echo(as_csv(columns, safe), nl=False)
        return
    columns = [printable(column) for column in columns]
    safe = [[printable(cell) for cell in row] for row in rows]
    if form == "markdown":
        click.echo(_markdown(columns, safe))
    elif on_terminal():
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

    lines = [
        [cell(column) for column in columns],
        ["---"] * len(columns),
        *([cell(text) for text in row] for row in rows),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _fitted(wanted: Sequence[int], words: Sequence[int], room: int) -> list[int]:
    """Widths of columns in a table of at most `room` characters, or none where they would be too narrow to read.

    A column of at most `_LEAST` characters is not wrapped, another gets as many or its longest word; what is left goes
    where it saves the most lines.

    >>> _fitted([10, 100], [10, 8], 60)
    [10, 45]
    """
    widths = [whole if whole <= _LEAST else min(word, _LEAST) for whole, word in zip(wanted, words, strict=True)]
    room -= 3 * len(widths) - 1
    while sum(widths) < room and widths != list(wanted):
        narrowest = max(range(len(widths)), key=lambda i: -(-wanted[i] // widths[i]) if widths[i] < wanted[i] else 0)
        widths[narrowest] += 1
    return widths if sum(widths) <= room else []


def _rich_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(color_system=None) if "NO_COLOR" in os.environ else Console()
    lengths = [[cell_len(row[i]) for row in (columns, *rows)] for i in range(len(columns))]
    words = [[cell_len(word) for row in (columns, *rows) for word in row[i].split()] for i in range(len(columns))]
    widths = _fitted([max(found) for found in lengths], [max(found, default=1) for found in words], console.width)
    if not widths:
        for row in rows:
            put_card(list(zip(columns, row, strict=True)))
            click.echo()
        return
    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for column, width in zip(columns, widths, strict=True):
        table.add_column(Text(column), style=_STYLES.get(column), overflow="fold", width=width)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)
