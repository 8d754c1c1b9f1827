"""The command that runs a query of the user's own."""

import json
from pathlib import Path
from typing import TextIO

import click

from kg.cli.options import DEFAULT_STORE, files_argument, note, opened, store_option, store_path
from kg.cli.output import format_option, put_json, put_rows
from kg.store.bounded import SECONDS, run


@click.command()
@click.argument("query", metavar="FILE|-", type=click.File("r", encoding="utf-8"))
@files_argument
@store_option
@click.option(
    "--timeout", type=click.FloatRange(min=0.1), default=SECONDS, show_default=True, help="Seconds after which to stop."
)
@format_option
def query(query: TextIO, files: tuple[Path, ...], store: str | None, timeout: float, form: str) -> None:
    """Run a SPARQL query of your own.

    The query stands in a file or comes from standard input (-). It sees all named graphs together, and GRAPH tells them
    apart; the usual prefixes (kg:, skos:, sem:, person: and so on) need not be declared. It runs in a process of its own
    with bounded time and memory and without network. CONSTRUCT and DESCRIBE print Turtle.

    \b
    Example:
      echo 'SELECT ?name { ?who a kg:Person ; skos:prefLabel ?name }' | kg query -
    """
    text = query.read()
    if not files and (store or DEFAULT_STORE.exists()):
        place = store_path(store) if store else DEFAULT_STORE
        opened(files, store)
        result = run(text, place, seconds=timeout)
    else:
        result = run(text, opened(files, store).reading.store, seconds=timeout)
    if result.triples is not None:
        click.echo(result.triples, nl=False)
    elif result.truth is not None:
        click.echo("true" if result.truth else "false")
    elif form in ("json", "jsonl"):
        rows = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
        if form == "json":
            put_json(rows)
        else:
            for row in rows:
                click.echo(json.dumps(row, ensure_ascii=False))
    else:
        put_rows(result.columns, [["" if cell is None else str(cell) for cell in row] for row in result.rows], form)
    if result.cut:
        note(f"only the first {len(result.rows)} rows are shown")
