"""The command that runs a query of the user's own."""

import re
import sys
from pathlib import Path

import click

from kg.cli.options import announced, files_argument, note, store_option
from kg.cli.output import escaped, format_option, put_json, put_json_lines, put_rows
from kg.errors import QueryError
from kg.store.bounded import SECONDS, run
from kg.terms import PREFIXES

_NAMES = re.compile(r"<[^<>\s]*>|\"[^\"\n]*\"|'[^'\n]*'|#[^\n]*|(?<![\w?$.-])(?P<prefix>[A-Za-z][\w.-]*):")
_PLACE = re.compile(r"error at (?P<line>[0-9]+):(?P<column>[0-9]+)(?=:)")
_DECLARED = re.compile(r"\bPREFIX\s+(?P<prefix>[\w.-]*):", re.IGNORECASE)


def _explained(text: str, error: QueryError) -> QueryError:
    """The error with its place in words, and in plain words where a prefix is not declared."""
    declared = {*PREFIXES, "_", *(match["prefix"] for match in _DECLARED.finditer(text))}
    for match in _NAMES.finditer(text) if error.message.startswith("not a SPARQL query") else ():
        if match["prefix"] and match["prefix"] not in declared:
            line, column = text.count("\n", 0, match.start()) + 1, match.start() - text.rfind("\n", 0, match.start())
            where = f"line {line}, column {column}"
            hint = f"begin the query with PREFIX {match['prefix']}: <...>, or mend the name"
            return QueryError(f"not a SPARQL query: at {where} the prefix {match['prefix']}: is not declared", hint)
    if place := _PLACE.search(error.message):
        where = f"at line {place['line']}, column {place['column']}"
        return QueryError(f"{error.message[: place.start()]}{where}{error.message[place.end() :]}", error.hint)
    return error


@click.command()
@click.argument("query", metavar="FILE|-", type=click.Path(path_type=Path, allow_dash=True))
@files_argument
@store_option
@click.option(
    "--timeout", type=click.FloatRange(min=0.1), default=SECONDS, show_default=True, help="Seconds after which to stop."
)
@format_option
def query(query: Path, files: tuple[Path, ...], store: str | None, timeout: float, form: str) -> None:
    """Run a SPARQL query of your own.

    The query stands in a file or comes from standard input (-). It sees all named graphs together, and GRAPH tells them
    apart; the usual prefixes (kg:, skos:, sem:, person: and so on) need not be declared. It runs in a process of its
    own, with bounded time and memory and without network; where the store is an engine's, that runs it, and time and
    size are bounded here. CONSTRUCT and DESCRIBE print Turtle.

    \b
    Example:
      echo 'SELECT ?name { ?who a kg:Person ; skos:prefLabel ?name }' | kg query -
    """
    if str(query) != "-" and not query.exists():
        raise QueryError(f"there is no file {query}", "name the file of the query, or - for standard input")
    try:
        text = (sys.stdin.buffer.read() if str(query) == "-" else query.read_bytes()).decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError(f"the query is not UTF-8 from byte {error.start} on", "save it as UTF-8") from None
    found = announced(files, store)
    try:
        result = run(text, found.folder or found.store, seconds=timeout)
    except QueryError as error:
        raise _explained(text, error) from None
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
