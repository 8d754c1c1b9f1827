"""The commands that draw and export."""

from itertools import groupby
from pathlib import Path
from typing import Any

import click

from kg import query
from kg.cli.completing import actors
from kg.cli.options import (
    announced,
    missing_texts,
    note,
    opened,
    selection,
    selection_options,
    store_place,
    where_option,
)
from kg.cli.output import escaped, on_terminal, put
from kg.errors import KgError, listed, quoted
from kg.export import MEETING_FORMATS, RDF_FORMATS
from kg.files import check_page, check_same, write_file
from kg.query import Selection
from kg.vocab import EVENT_KINDS

FORMATS = {**RDF_FORMATS, **MEETING_FORMATS}
SHARDS = "shards"
DEMOS = {"talks": "The Istanbul talks of 2025", "travels": "Travels of American Secretaries of State"}
"""The titles of the bundled data's pages."""
DEMO_ROWS = 20
"""How many rows of the travels the demo prints."""
SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=".",
    help="The folder for the page and the Turtle; made if it is not there.  [default: this folder]",
)
@click.option(
    "--data",
    type=click.Choice(list(DEMOS)),
    default="talks",
    show_default=True,
    help="The Istanbul talks, or the travels of American Secretaries of State.",
)
@click.option("--store", metavar="PATH", help="A store to put the data into as well, for other commands.")
def demo(output: Path, data: str, store: str | None) -> None:
    """The bundled talks or travels: table, page and Turtle.

    Prints the timeline of the talks of May and June 2025 and writes talks.html, an interactive page that works offline,
    and talks.ttl. With --data travels it does so for the travels of American Secretaries of State from 1866 to 1996
    and the officials whom they met, from public data of the Office of the Historian; the table then has the last 20.
    What stands in the place of these files is not replaced unless it is a page or Turtle that this wrote.

    \b
    Example:
      kg demo -o talks
      kg demo --data travels --store travels.kg
    """
    from kg.export.rdf import write_rdf
    from kg.graph import demo as bundled

    place = store_place(store) if store else None
    page, turtle = output / f"{data}.html", output / f"{data}.ttl"
    check_page(page)
    if data == "travels":
        note("importing the travels of 130 years and drawing them takes some seconds")
    graph = bundled(data)
    found = graph.timeline()
    quads = graph.quads()
    written = write_rdf(quads, "turtle")
    check_same(turtle, written)
    put(found if data == "talks" else found[-DEMO_ROWS:], "table")
    if data != "talks":
        note(f"the last {DEMO_ROWS} of {len(found):,} entries")
    output.mkdir(parents=True, exist_ok=True)
    graph.page(DEMOS[data]).save(page)
    write_file(turtle, written)
    note(f"written: {page} (open it in a browser) and {turtle}")
    if place:
        from kg.store import load

        graphs = {name: list(same) for name, same in groupby(quads, key=lambda quad: quad.graph)}
        load(place, lambda _: graphs)
        who = "Kissinger" if data == "travels" else "Umerov"
        note(f"in {place}: ask with  kg meetings --who {who} --store {place}")
    elif data == "travels":
        note("to ask more of them, keep them:  kg demo --data travels --store travels.kg")


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default="meetings.html",
    show_default=True,
    help="The file to write.",
)
@click.option("--title", default="Who met whom", show_default=True, help="The heading of the page.")
@click.option(
    "--lang", "language", default="en", show_default=True, help="The language of the page's own words: de, en or tr."
)
@click.option(
    "--focus", metavar="NAME", shell_complete=actors, help="Open with the graph around somebody, two steps wide."
)
@click.option("--open", "open_", is_flag=True, help="Open the page in the browser.")
@selection_options
@where_option
def view(output: Path, title: str, language: str, focus: str | None, open_: bool, **options: Any) -> None:
    """Write an interactive page that works offline.

    One HTML file with who met whom in rows, as a graph, over time, and the evidence for each fact. It asks the network
    for nothing. With --text-dir it holds the quotes, too.

    \b
    Example:
      kg view -o talks.html --since 2025-05
      kg view -o talks.html --focus Umerov --lang tr
    """
    chosen = selection(options, EVENT_KINDS)
    check_page(output)
    from kg.graph import Graph
    from kg.page import HELD

    graph = Graph(opened(**options))
    opening = f"view=graph&focus={graph.reading.actor(focus)}&hops=2" if focus is not None else ""
    page = graph.page(
        title,
        who=chosen.who,
        where=chosen.where,
        since=chosen.since,
        until=chosen.until,
        kind=chosen.kinds,
        certain=chosen.certain,
        language=language,
        opening=opening,
    )
    page.save(output)
    found = page.total or 0
    if not (found or graph.statements(who=chosen.who, since=chosen.since, until=chosen.until, certain=chosen.certain)):
        note("nothing found for this selection; the page is empty")
    if found > HELD:
        which = "the latest" if focus is None else f"those of {quoted(focus)}, then the latest,"
        note(f"the page holds {which} {HELD:,} of {found:,} events: narrow it with --since, --who or --where")
    missing_texts(graph.reading)
    note(f"written: {output}")
    if open_:
        click.launch(output.resolve().as_uri())


@click.command()
@click.option(
    "-f", "--format", "form", type=click.Choice([*FORMATS, SHARDS]), help="[default: by the ending of the file]"
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    default="-",
    help="The file, - for stdout; for shards a folder.",
)
@click.option(
    "--shards",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many shards to write.  [default: one for every 2 million quads]",
)
@selection_options
@where_option
def export(form: str | None, output: Path, shards: int | None, **options: Any) -> None:
    """Write the graph in another format.

    The RDF formats hold the whole graph; TriG, N-Quads and JSON-LD keep sources apart, Turtle, N-Triples and RDF/XML
    flatten them. GraphML, GEXF and CSV hold the meetings that --who, --where and the other options choose.

    Shards are for engines that load more than one machine holds: a folder of N-Quads in gzip files of equal length,
    written by several processes, and manifest.json with the counts and SHA-256 of all files.

    \b
    Example:
      kg export -f trig -o talks.trig
      kg export -f shards -o FOLDER --shards 16
      kg export --who Ukraine -o talks.gexf
    """
    form = form or next((name for name, ending in FORMATS.items() if ending == output.suffix.lower()), None)
    if form is None:
        raise click.UsageError(f"Name the format with -f, or a file that ends in {listed(list(FORMATS.values()))}.")
    chosen = selection(options)
    if form not in MEETING_FORMATS and chosen != Selection():
        whole = f"{form} holds" if form in RDF_FORMATS else "shards hold"
        raise KgError(f"{whole} the whole graph", f"choose {listed(list(MEETING_FORMATS))} for a selection")
    if form == SHARDS:
        _export_shards(output, shards, options["files"], options["store"])
        return
    if shards is not None:
        raise click.UsageError("--shards goes with -f shards.")
    reading = opened(**options)
    if form in RDF_FORMATS:
        from kg.export.rdf import write_rdf

        data = write_rdf(reading.store.quads(), form)
    else:
        from kg.export.meetings import write_meetings

        data = write_meetings(query.meetings(reading, chosen), form)
    if str(output) == "-":
        if on_terminal():
            data = escaped(data.decode("utf-8")).encode("utf-8")
        with click.open_file("-", "wb") as file:
            file.write(data)
    else:
        write_file(output, data)
        note(f"written: {output}")


def _export_shards(folder: Path, shards: int | None, files: tuple[Path, ...], store: str | None) -> None:
    """Write shards into a folder, with a bar where somebody looks on."""
    import sys

    from kg.export.shards import write_shards

    if str(folder) == "-":
        raise click.UsageError("Shards need a folder: name it with -o.")
    found = announced(files, store)
    with found.store, click.progressbar(length=0, hidden=not sys.stderr.isatty(), file=sys.stderr) as bar:

        def advance(done: int, quads: int) -> None:
            bar.length = quads
            bar.update(done - bar.pos)

        manifest = write_shards(found.folder or found.store.quads(), folder, shards, tick=advance)
    number = len(manifest.files)
    note(f"written: {manifest.quads:,} quads in {number} shard{'s' if number > 1 else ''} in {folder}")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the completion script of a shell.

    \b
    Example:
      kg completion bash >> ~/.bashrc
      kg completion zsh >> ~/.zshrc
      kg completion fish > ~/.config/fish/completions/kg.fish
    """
    from click.shell_completion import get_completion_class

    from kg.cli import cli

    found = get_completion_class(shell)
    if found is None:
        raise KgError(f"no completion for {shell}", f"choose {listed(SHELLS)}")
    click.echo(found(cli, {}, "kg", "_KG_COMPLETE").source())
