"""Importing an event table, beside what the engine alone and rdflib need for the same quads.

    python bench/tables.py [EVENTS ... | FILE] [--runs N]

Makes a table with that many meetings (20,000), or takes an ICEWS table of yours. Every measurement runs in a process of
its own; given are medians of some runs (3), in turns. Memory is the most that all processes of a side hold at once,
looked up in /proc (Linux).

- kg import: from the table to a store on disk with the derived edges.
- bulk_load: the engine's own loader, from N-Quads of all that is then in the store, derived edges included, to disk.
- rdflib has no derived edges to make, and nothing of its own that keeps a graph on disk. "built" takes the quads from
  kg's reading of the table and adds them one by one, with terms made for each triple, as one does in rdflib; with
  "terms remembered" equal ones are made once. "and written" writes those as N-Triples as well, which is the least that
  keeps them. "parsed" reads them from a file. Above 100,000 events rdflib is left out.
- kg in memory: from the table to a store in memory, where there are no derived edges.
"""

import argparse
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from making import raw_table
from measuring import alone, amount, columns, into_rdflib, measured, ratio

MOST_IN_MEMORY = 100_000


def import_table(folder: Path, table: Path) -> None:
    from kg.imports.run import run

    run("icews", table, folder / "store")


def bulk_load(folder: Path) -> None:
    import pyoxigraph as ox

    store = ox.Store(str(folder / "bulk"))
    store.bulk_load(path=str(folder / "all.nq"), format=ox.RdfFormat.N_QUADS)
    store.flush()


def quads(folder: Path, table: Path) -> Iterator[Any]:
    """The quads of a table, without derived edges."""
    from kg import model as m
    from kg.imports.frame import Staging
    from kg.imports.icews import Icews
    from kg.quads import describe

    importer, staged = Icews(), folder / "staged.sqlite"
    staged.unlink(missing_ok=True)
    staging = Staging(staged)
    staging.fill(importer, table, lambda _, __: None)
    source, known = importer.source(table), set[str]()
    for key, rows in staging.events():
        built = importer.build(source, key, rows)
        sources, things = ([v for v in values if v.id not in known] for values in (built.sources, built.things))
        facts = m.Facts(source, sources=sources, things=things, events=built.events)
        yield from (quad for quad in describe(facts) if quad.subject != quad.graph or not known)
        known.update(value.id for value in (*sources, *things))


def in_memory(table: Path) -> Any:
    from kg.imports.run import read_table

    return read_table("icews", table)


def rdflib_built(folder: Path, table: Path, remember: bool = False) -> Any:
    import rdflib

    return into_rdflib(quads(folder, table), rdflib.Graph(), remember)


def rdflib_written(folder: Path, table: Path) -> Any:
    graph = rdflib_built(folder, table, remember=True)
    graph.serialize(folder / "rdflib.nt", format="nt11", encoding="utf-8")
    return graph


def rdflib_parsed(folder: Path) -> Any:
    import rdflib

    return rdflib.Graph().parse(folder / "own.nt", format="nt11")


def write_quads(folder: Path) -> tuple[int, int]:
    """Write all that is in the store, and all but the derived edges; returns how many quads these are."""
    from kg.store import Embedded
    from kg.store.base import is_derived
    from kg.terms import nquads

    counts = {True: 0, False: 0}
    with (
        Embedded.open(folder / "store") as store,
        (folder / "all.nq").open("w", encoding="utf-8") as everything,
        (folder / "own.nt").open("w", encoding="utf-8") as own,
    ):
        for graph in store.graphs(derived=True):
            for quad in store.quads(graph):
                line = nquads([quad])
                everything.write(line)
                counts[is_derived(graph)] += 1
                if not is_derived(graph):
                    own.write(line.replace(f" <{quad.graph}> .\n", " .\n"))
    return counts[False], counts[True]


def measure(folder: Path, table: Path, runs: int) -> None:
    """Measure all sides of one table and print them."""
    rows = sum(1 for _ in table.open("rb"))
    alone(import_table, folder, table)
    own, derived = alone(write_quads, folder)
    events = alone(count_events, folder)
    steps: dict[str, tuple[Callable[..., Any], tuple[Any, ...]]] = {
        "kg import": (import_table, (folder, table)),
        "bulk_load": (bulk_load, (folder,)),
        "kg in memory": (in_memory, (table,)),
    }
    if events <= MOST_IN_MEMORY:
        steps["rdflib, built"] = (rdflib_built, (folder, table))
        steps["rdflib, built, terms remembered"] = (rdflib_built, (folder, table, True))
        steps["rdflib, built and written"] = (rdflib_written, (folder, table))
        steps["rdflib, parsed"] = (rdflib_parsed, (folder,))
    taken: dict[str, list[tuple[float, float]]] = {step: [] for step in steps}
    for run in range(runs):
        for step, (take, given) in steps.items():
            if run and take in (rdflib_built, rdflib_written, rdflib_parsed):
                continue  # takes minutes; what it needs hardly differs from run to run
            for left in ("store", "bulk"):
                shutil.rmtree(folder / left, ignore_errors=True)
            taken[step].append(measured(take, *given))
    found = {step: tuple(map(statistics.median, zip(*times, strict=True))) for step, times in taken.items()}
    print(f"{table.name}: {rows:,} rows, {events:,} events, {own:,} quads and {derived:,} derived")
    each = f"{(own + derived) / events:.1f} quads an event, {derived / events:.1f} of them derived"
    print(f"{each}; medians of {runs}, rdflib once\n")
    lines = [["", "s", "MB", "kg import's time", "its memory", "kg in memory's time", "its memory"]]
    for step, (seconds, megabytes) in found.items():
        shares = [
            ratio(found[ours][kind], (seconds, megabytes)[kind])
            for ours in ("kg import", "kg in memory")
            for kind in (0, 1)
        ]
        lines.append([step, amount(seconds), amount(megabytes), *shares])
    print(columns(lines))


def count_events(folder: Path) -> int:
    import kg

    (count,) = (row.count for row in kg.open_store(folder / "store").stats() if row.what == "event")
    return int(count)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("given", nargs="*", default=["20000"], metavar="EVENTS|FILE")
    options.add_argument("--runs", type=int, default=3)
    chosen = options.parse_args()
    for given in chosen.given:
        with tempfile.TemporaryDirectory() as name:
            folder, table = Path(name), Path(given)
            if given.isdigit():
                table = folder / "events.tab"
                raw_table(table, int(given))
            measure(folder, table, chosen.runs)
            print(flush=True)


if __name__ == "__main__":
    main()
