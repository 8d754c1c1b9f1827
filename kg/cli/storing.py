"""The commands that change a store."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from kg.cli.options import note, notes, store_option, store_place, waiting
from kg.deriving import all_edges, shared_anew, with_derived
from kg.errors import AmbiguousName, KgError, printable
from kg.inputs import read
from kg.names import Entry, NameIndex
from kg.query import Reading, stats
from kg.query.asking import ask, identifiers
from kg.store import Embedded, Store, is_derived, open_store
from kg.store import load as load_into
from kg.store.bulk import bulk_load
from kg.store.pieces import pieces
from kg.terms import Iri, Quad


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@store_option
def load(files: tuple[Path, ...], store: str | None) -> None:
    """Put facts and RDF files into a store.

    Facts files (.yaml), Turtle, TriG, N-Triples, N-Quads, RDF/XML and JSON-LD, or folders of them. What is loaded again
    takes the place of what the same source said before; all files are loaded or none. Without --store the store is
    .kg in this folder, which later commands here use. An engine at an address is loaded source by source: what is not
    complete when loading breaks off is left out of answers until it is loaded again or removed.

    RDF that follows SEM or schema.org, and holds no facts of our own, is read into facts beside what it says itself;
    stderr tells what could not be read.

    \b
    Example:
      kg load talks.yaml people.yaml
    """
    place = store_place(store or None)

    def graphs_of(opened: Store) -> Mapping[Iri, Iterable[Quad]]:
        notes(opened)
        inputs = read(files, identifiers(ask(opened, "identifiers"), "thing"))
        waiting(inputs)
        return with_derived(opened, inputs.graphs)

    for change in load_into(place, graphs_of):
        click.echo(printable(f"{change.action:9}  {change.graph.short}  {change.quads} quads"))
    note(f"in {place}")


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
    place = store_place(store or None)
    with open_store(place) as opened:
        notes(opened)
        graphs = {graph.short: graph for graph in (*opened.graphs(), *opened.unfinished)}
        named = [source] if source in graphs else [short for short in graphs if short.partition("/")[2] == source]
        if len(named) > 1:
            raise AmbiguousName(source, [(short, short.partition("/")[0]) for short in named])
        if not named:
            raise NameIndex(Entry(short, short, "source", ()) for short in graphs).unknown(source, what="source")
        graph = graphs[named[0]]
        count = opened.count(graph)
    bulk_load(place, pieces(()), [graph], lambda left: shared_anew(left, graph))
    click.echo(printable(f"removed    {named[0]}  {count} quads"))
    note(f"from {place}")


@click.command()
@store_option
def derive(store: str | None) -> None:
    """Draw up anew the derived edges that make a large store fast.

    kg load, import and remove keep them in step. This is for a store that something else has written to, or that an
    earlier version has made: until then it is searched, which gives the same answers later.

    \b
    Example:
      kg derive
    """
    place = store_place(store or None)
    with open_store(place) as opened:
        notes(opened)
        events = sum(count.count for count in stats(Reading(opened)) if count.what == "event")
        old = [graph for graph in opened.graphs(derived=True) if is_derived(graph)]
        with click.progressbar(length=events, hidden=not sys.stderr.isatty(), file=sys.stderr) as bar:
            edges = all_edges(opened, lambda done: bar.update(done - bar.pos))
            bulk_load(place, pieces(edges), old)
    note(f"in {place}")


@click.command()
@store_option
def compact(store: str | None) -> None:
    """Put a store on disk in order, which makes it quicker to read.

    Worth it after the import of a large table, when each look into the store has to go through many files. Nothing
    that the store says changes, and nothing is lost if it is stopped. It needs as much room on the disk as the store
    takes. An engine at an address does this by itself.

    \b
    Example:
      kg compact
    """
    place = store_place(store or None)
    if not isinstance(place, Path):
        raise KgError("an engine at an address keeps itself in order", "name the folder of a store on disk")
    with Embedded.open_for_writing(place) as opened:
        note("putting the store in order")
        opened.compact()
    note(f"in {place}")
