"""The commands that draw and export."""

from pathlib import Path
from typing import Any

import click

from kg import query
from kg.cli.completing import actors
from kg.cli.options import missing_texts, note, opened, selection, selection_options, where_option
from kg.cli.output import escaped, on_terminal, put
from kg.errors import KgError, listed
from kg.export import MEETING_FORMATS, RDF_FORMATS
from kg.files import write_file
from kg.query import Selection
from kg.query.reading import selected
from kg.vocab import EVENT_KINDS

FORMATS = {**RDF_FORMATS, **MEETING_FORMATS}
SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=".",
    help="The folder for talks.html and talks.ttl; made if it is not there.  [default: this folder]",
)
def demo(output: Path) -> None:
    """The bundled Istanbul talks: table, page and Turtle.

    Prints the timeline of the talks of May and June 2025 and writes talks.html, an interactive page that works offline,
    and talks.ttl.

    \b
    Example:
      kg demo -o talks
    """
    from kg.export.rdf import write_rdf
    from kg.graph import demo as bundled

    graph = bundled()
    put(graph.timeline(), "table")
    output.mkdir(parents=True, exist_ok=True)
    graph.page("The Istanbul talks of 2025").save(output / "talks.html")
    write_file(output / "talks.ttl", write_rdf(graph.quads(), "turtle"))
    note(f"written: {output / 'talks.html'} (open it in a browser) and {output / 'talks.ttl'}")


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
    from kg.graph import Graph
    from kg.page import HELD

    graph = Graph(opened(**options))
    opening = f"view=graph&focus={graph.reading.actor(focus)}&hops=2" if focus is not None else ""
    found = len(selected(graph.reading, chosen))
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
    if found > HELD:
        note(f"the page holds the latest {HELD:,} of {found:,} events: narrow it with --since, --who or --where")
    missing_texts(graph.reading)
    note(f"written: {output}")
    if open_:
        click.launch(output.resolve().as_uri())


@click.command()
@click.option("-f", "--format", "form", type=click.Choice(list(FORMATS)), help="[default: by the ending of the file]")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, allow_dash=True), default="-", help="The file, - for stdout."
)
@selection_options
@where_option
def export(form: str | None, output: Path, **options: Any) -> None:
    """Write the graph in another format.

    The RDF formats hold the whole graph; TriG, N-Quads and JSON-LD keep sources apart, Turtle, N-Triples and RDF/XML
    flatten them. GraphML, GEXF and CSV hold the meetings that --who, --where and the other options choose.

    \b
    Example:
      kg export -f trig -o talks.trig
      kg export --who Ukraine -o talks.gexf
    """
    form = form or next((name for name, ending in FORMATS.items() if ending == output.suffix.lower()), None)
    if form is None:
        raise click.UsageError(f"Name the format with -f, or a file that ends in {listed(list(FORMATS.values()))}.")
    chosen = selection(options)
    if form in RDF_FORMATS and chosen != Selection():
        raise KgError(f"{form} holds the whole graph", f"choose {listed(list(MEETING_FORMATS))} for a selection")
    reading = opened(**options)
    if form in RDF_FORMATS:
        from kg.export.rdf import write_rdf

        data = write_rdf(list(reading.store.quads()), form)
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
