"""The command that runs a query of the user's own."""

from pathlib import Path
from typing import BinaryIO

import click

from kg.cli.options import announced, files_argument, note, store_option
from kg.cli.output import escaped, format_option, put_json, put_json_lines, put_rows
from kg.errors import QueryError
from kg.store.bounded import SECONDS, run


@click.command()
@click.argument("query", metavar="FILE|-", type=click.File("rb"))
@files_argument
@store_option
@click.option(
    "--timeout", type=click.FloatRange(min=0.1), default=SECONDS, show_default=True, help="Seconds after which to stop."
)
@format_option
def query(query: BinaryIO, files: tuple[Path, ...], store: str | None, timeout: float, form: str) -> None:
    """Run a SPARQL query of your own.

    The query stands in a file or comes from standard input (-). It sees all named graphs together, and GRAPH tells them
    apart; the usual prefixes (kg:, skos:, sem:, person: and so on) need not be declared. It runs in a process of its
    own, with bounded time and memory and without network. CONSTRUCT and DESCRIBE print Turtle.

    \b
    Example:
      echo 'SELECT ?name { ?who a kg:Person ; skos:prefLabel ?name }' | kg query -
    """
    try:
        text = query.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError(f"the query is not UTF-8 from byte {error.start} on", "save it as UTF-8") from None
    found = announced(files, store)
    result = run(text, found.folder or found.store, seconds=timeout)
    if result.triples is not None:
        click.echo(escaped(result.triples), nl=False)
    elif result.truth is not None:
        click.echo("true" if result.truth else "false")
    elif form in ("json", "jsonl"):
        rows = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
        (put_json if form == "json" else put_json_lines)(rows)
    else:
        put_rows(result.columns, [["" if cell is None else str(cell) for cell in row] for row in result.rows], form)
    if result.cut:
        note(f"only the first {len(result.rows)} rows are shown")
