"""Who met whom, where and when, on a large store: derived edges beside plain SPARQL, sqlite, rdflib and kglab.

    python bench/questions.py [EVENTS ... | FILE]

Makes a table with that many meetings (92,000), or takes an ICEWS table of yours, and imports it into a store on disk.
Each side then has the questions to itself in a process of its own; given are medians of seven warm runs, of fewer where
ten seconds were over before. All sides have to give the same rows, or the script fails.

- kg: `Graph.dates` and `Graph.counterparts` on the store, from names to values in Python.
- SPARQL: the query that one would write, on the same store by the same engine, from identifiers to rows.
- sqlite: a table and indexes made for nothing but these questions (`bench/floor.py`), from names to rows.
- rdflib, kglab: the same triples in memory and the same query, without `GRAPH`, as there is only one graph; the queries
  are worded so that rdflib answers them at its best. kglab is no part of any extra: `pip install kglab`, if you want it
  measured. Above 100,000 events they are not run; if a smaller size was measured before, its figures stand there
  instead, marked with an asterisk.

The last line measures whole processes: a question from the start of Python to the end, beside `kg --help`.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

from floor import Asked, bounds, build, choose, floor_questions
from making import raw_table
from measuring import alone, amount, columns, into_rdflib, median, ratio

DEFAULT, MOST_IN_MEMORY = 92_000, 100_000
Row = tuple[str, str]
Timed = tuple[float, list[Row]]
"""Milliseconds and the sorted rows: a label and a day, or a name and a number."""
SIDES = ("kg", "SPARQL", "sqlite", "rdflib", "kglab")

PREFIXES = """PREFIX kg: <https://w3id.org/parley/ontology#>
PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX modality: <https://w3id.org/parley/codes/modality/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
ATTENDS = "?event ^kg:event/(kg:participant|kg:represents) <{}> .\n  "
DATED = """?report kg:event ?event ; kg:date ?date ;
    sem:hasEarliestBeginTimeStamp ?earliest ; sem:hasLatestEndTimeStamp ?latest .
  ?event skos:prefLabel ?label .
  """
RANGE = 'FILTER (?latest >= "{}"^^xsd:date && ?earliest <= "{}"^^xsd:date)'
MET = """?mine kg:participant <{who}> ; kg:event ?event ; kg:modality modality:asserted .
  ?theirs kg:event ?event ; kg:participant ?other .
  ?other skos:prefLabel ?name .
  FILTER (?other != <{who}>)"""


def plain_queries(asked: Asked, name: Callable[[str], str], place: Callable[[str], str], graph: bool) -> dict[str, str]:
    """The queries that one would write, of identifiers, in a named graph or in the only one."""

    def query(head: str, body: str, end: str = "") -> str:
        inner = f"GRAPH ?g {{\n  {body}\n}}" if graph else body
        return f"{PREFIXES}SELECT {head} WHERE {{ {inner} }} {end}"

    def dates(body: str) -> str:
        return query("DISTINCT ?event ?label ?date", body)

    def span(edtf: str) -> str:
        return RANGE.format(*bounds(edtf))

    two = "".join(ATTENDS.format(name(who)) for who in (asked.one, asked.other))
    counts = query(
        "?name (COUNT(DISTINCT ?event) AS ?count)", MET.format(who=name(asked.person)), "GROUP BY ?other ?name"
    )
    found = {
        "two, in a month": dates(two + DATED + span(asked.month)),
        "two, in a year": dates(two + DATED + span(asked.year)),
        "one's counterparts": counts,
        "everyone, in a month": dates(DATED + span(asked.month)),
        "everyone, on a day": dates(DATED + span(asked.day)),
    }
    if asked.place:
        found["one city"] = dates(
            f"?place kg:within* <{place(asked.place)}> .\n  ?report kg:place ?place .\n  " + DATED
        )
    return found


def by_kg(folder: Path, asked: Asked) -> dict[str, Timed]:
    import kg

    g = kg.open_store(folder / "store")
    assert g.reading.edge_span is not None, "the store has no derived edges"
    two = [asked.one, asked.other]
    questions: dict[str, Callable[[], Iterable[Any]]] = {
        "two, in a month": lambda: g.dates(who=two, since=asked.month, until=asked.month),
        "two, in a year": lambda: g.dates(who=two, since=asked.year, until=asked.year),
        "one's counterparts": lambda: g.counterparts(asked.person),
        "everyone, in a month": lambda: g.dates(since=asked.month, until=asked.month),
        "everyone, on a day": lambda: g.dates(since=asked.day, until=asked.day),
    }
    if asked.place:
        questions["one city"] = lambda: g.dates(where=asked.place)

    def row(answer: Any) -> Row:
        return (answer.label, answer.date.edtf) if hasattr(answer, "date") else (answer.name, str(answer.count))

    return {name: timed(question, row) for name, question in questions.items()}


def timed(question: Callable[[], Iterable[Any]], row: Callable[[Any], Row]) -> Timed:
    milliseconds, answer = median(question)
    return milliseconds, sorted(map(row, answer))


def identifiers(folder: Path, asked: Asked) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """The IRIs of names and places, which the queries are given."""
    import kg
    from kg.terms import iri

    reading = kg.open_store(folder / "store").reading
    return lambda name: iri(reading.actor(name)), lambda name: iri(reading.place(name))


def by_sparql(folder: Path, asked: Asked) -> dict[str, Timed]:
    import kg

    store = kg.open_store(folder / "store").reading.store

    def row(found: Any) -> Row:
        values = [found[name].value for name in (("name", "count") if "name" in found else ("label", "date"))]
        return values[0], values[1]

    queries = plain_queries(asked, *identifiers(folder, asked), graph=True)
    return {name: timed(lambda query=query: store.select(query), row) for name, query in queries.items()}


def by_sqlite(folder: Path, asked: Asked) -> dict[str, Timed]:
    import sqlite3

    base = sqlite3.connect(folder / "floor.db")
    return {
        name: timed(
            lambda query=query, values=values: base.execute(query, values).fetchall(), lambda row: (row[0], str(row[1]))
        )
        for name, query, values in floor_questions(asked)
    }


def by_rdflib(folder: Path, asked: Asked, by_kglab: bool) -> dict[str, Timed]:
    """rdflib's answers, or those of kglab around the same graph."""
    import rdflib

    import kg

    graph = into_rdflib(kg.open_store(folder / "store").reading.store.quads(), rdflib.Graph())
    queries = plain_queries(asked, *identifiers(folder, asked), graph=False)
    ask: Callable[[str], Iterable[Any]] = graph.query
    if by_kglab:
        import kglab

        ask = kglab.KnowledgeGraph(import_graph=graph).query
    return {
        name: timed(lambda query=query: list(ask(query)), lambda row: (str(row[-2]), str(row[-1])))
        for name, query in queries.items()
    }


def load(folder: Path, table: Path) -> int:
    """Import a table into a store, and into the database of the floor; returns the number of events."""
    from kg.imports.run import run

    summary = run("icews", table, folder / "store")
    events = build(table, folder / "floor.db")
    assert events == summary.events, f"{summary.events} events in the store, {events} in sqlite"
    return summary.events


def processes(folder: Path, asked: Asked) -> str:
    """Whole processes beside `kg --help`."""
    who = ["--who", asked.one, "--with", asked.other, "--since", asked.month, "--until", asked.month]
    store = ["--store", str(folder / "store"), "--json"]
    commands = {"kg --help": ["--help"], "kg dates": ["dates", *who, *store], "kg meetings": ["meetings", *who, *store]}
    start = [sys.executable, "-m", "kg"]
    times = {
        name: median(lambda command=command: subprocess.run([*start, *command], check=True, capture_output=True))[0]
        for name, command in commands.items()
    }
    shown = [f"{name} {amount(took)} ms" for name, took in times.items()]
    ratios = [f"{ratio(times[name], times['kg --help'])} of the first" for name in ("kg dates", "kg meetings")]
    return "whole processes, two in a month: " + ", ".join(
        [shown[0], *(f"{took} ({times_})" for took, times_ in zip(shown[1:], ratios, strict=True))]
    )


Measured = dict[str, dict[str, Timed]]
"""By side and question."""


def measure(folder: Path, table: Path) -> tuple[int, Asked, Measured]:
    """Import a table, ask all sides, and compare their rows."""
    events = alone(load, folder, table)
    asked = choose(folder / "floor.db")
    sides: dict[str, tuple[Any, ...]] = {"kg": (by_kg,), "SPARQL": (by_sparql,), "sqlite": (by_sqlite,)}
    if events <= MOST_IN_MEMORY:
        sides["rdflib"] = (by_rdflib, False)
        if find_spec("kglab"):
            sides["kglab"] = (by_rdflib, True)
    found: Measured = {}
    for side, (take, *more) in sides.items():
        print(f"asking {side}", file=sys.stderr)
        found[side] = alone(take, folder, asked, *more)
    for side, answers in found.items():
        for name, (_, rows) in answers.items():
            compare(name, side, rows, found["sqlite"][name][1])
    return events, asked, found


def compare(name: str, side: str, rows: list[Row], floor: list[Row]) -> None:
    """Fail where the rows of a side are not those of sqlite."""
    if rows != floor:
        more, fewer = sorted(set(rows) - set(floor))[:3], sorted(set(floor) - set(rows))[:3]
        sys.exit(f"{name}: {side} has {len(rows)} rows, sqlite {len(floor)}; only {side}: {more}, only sqlite: {fewer}")


def table_of(found: Measured, before: Measured) -> str:
    """Milliseconds and ratios, those of a smaller size marked where a side was not run."""
    heads = ["", "rows", *(f"{side}, ms" for side in SIDES), "SPARQL/kg", "kg/sqlite", "rdflib/kg", "kglab/kg"]
    lines = [heads]
    for name, (own, rows) in found["kg"].items():
        times = {side: answers[name][0] for side, answers in found.items()}
        earlier = {side: answers[name][0] for side, answers in before.items() if side not in times}
        mark = {side: "*" if side in earlier else "" for side in SIDES}
        times |= earlier
        line = [name, f"{len(rows):,}", *(amount(times.get(side)) + mark[side] for side in SIDES)]
        line += [ratio(times["SPARQL"], own), ratio(own, times["sqlite"])]
        line += [ratio(times.get(side), own) + mark[side] for side in ("rdflib", "kglab")]
        lines.append(line)
    return columns(lines)


def growth(sizes: list[int], measurements: list[Measured]) -> str:
    """How the answers and the time of kg grow from one size to the next."""
    lines = [["growth", *(f"{one:,} to {other:,}: rows  kg" for one, other in pairwise(sizes))]]
    for name in measurements[0]["kg"]:
        cells = []
        for one, other in pairwise(measurements):
            (before, few), (after, many) = one["kg"][name], other["kg"][name]
            cells.append(f"{ratio(len(many), len(few))}  {ratio(after, before)}")
        lines.append([name, *cells])
    return columns(lines)


def main() -> None:
    given = sys.argv[1:] or [str(DEFAULT)]
    if not find_spec("kglab"):
        print("kglab is not installed and left out (pip install kglab)\n")
    sizes: list[int] = []
    measurements: list[Measured] = []
    for size in given:
        with tempfile.TemporaryDirectory() as name:
            folder, table = Path(name), Path(size)
            if size.isdigit():
                table = folder / "events.tab"
                raw_table(table, int(size))
            events, asked, found = measure(folder, table)
            before = measurements[-1] if measurements else {}
            print(f"{table.name}: {events:,} events in a store on disk; all sides gave the same rows")
            print(f"two: {asked.one}, {asked.other}; {asked.month}, {asked.year}, {asked.day}")
            print(f"one: {asked.person}; city: {asked.place or 'the table has none'}\n")
            print(table_of(found, before))
            if events > MOST_IN_MEMORY:
                print("rdflib and kglab are not run at this size" + ("; * at the size before" if before else ""))
            print(f"\n{processes(folder, asked)}\n", flush=True)
            sizes.append(events)
            measurements.append({**before, **found})
    if len(sizes) > 1:
        print(growth(sizes, measurements))


if __name__ == "__main__":
    main()
