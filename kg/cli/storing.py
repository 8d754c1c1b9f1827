"""The commands that change a store."""

from pathlib import Path

import click

from kg.cli.options import DEFAULT_STORE, note, store_option, store_path, waiting
from kg.errors import AmbiguousName, printable
from kg.inputs import read
from kg.names import Entry, NameIndex
from kg.query.asking import ask, identifiers
from kg.store import Store, is_store


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@store_option
def load(files: tuple[Path, ...], store: str | None) -> None:
    """Put facts and RDF files into a store.

    Facts files (.yaml), Turtle, TriG, N-Triples, N-Quads, RDF/XML and JSON-LD, or folders of them. What is loaded again
    takes the place of what the same source said before; all files are loaded or none. Without --store the store is
    .kg in this folder, which later commands here use.

    \b
    Example:
      kg load talks.yaml people.yaml
    """
    path = store_path(store) if store else DEFAULT_STORE
    known: list[str] = []
    if is_store(path):
        known = identifiers(ask(Store.open(path), "identifiers"), "thing")
    inputs = read(files, known)
    waiting(inputs)
    for change in Store.update(path, inputs.graphs):
        click.echo(printable(f"{change.action:9}  {change.graph.short}  {change.quads} quads"))
    note(f"in {path}")


@click.command()
@click.argument("source")
@store_option
def remove(source: str, store: str | None) -> None:
    """Take a source out of a store.

    SOURCE is a source's or registry's id, as kg load and kg sources show it. Loading its file again brings it back.

    \b
    Example:
      kg remove source/istanbul-talks-2025-06-02
    """
    path = store_path(store) if store else DEFAULT_STORE
    with Store.open_for_writing(path) as opened:
        graphs = {graph.short: graph for graph in opened.graphs()}
        named = [source] if source in graphs else [short for short in graphs if short.partition("/")[2] == source]
        if len(named) > 1:
            raise AmbiguousName(source, [(short, short.partition("/")[0]) for short in named])
        if not named:
            raise NameIndex(Entry(short, short, "source", ()) for short in graphs).unknown(source, what="source")
        click.echo(printable(f"removed    {named[0]}  {opened.remove(graphs[named[0]])} quads"))
    note(f"from {path}")
