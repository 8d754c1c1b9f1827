"""Writing: Turtle beside rdflib's serialiser, and the page's data beside rdflib and pyvis by hand.

    python bench/output.py [TRIPLES] [EVENTS ...]

Imports made-up meetings (see `bench/making.py`) until they have 560,000 triples, and writes them as Turtle; both texts
have to hold the same triples. Page data are made of 5,000, 10,000 and 20,000 meetings of the same table. Every side has
a process of its own; given are medians of seven runs (of three for the page), of fewer where ten seconds were over
before. rdflib's serialiser and pyvis run once.

- "answers" is `Graph.meetings`, once; "data" what the page is given of them, which are the latest 1,500 events;
  "data of all" what it would be given without that limit; "page" `kg.page.render`, which lays out the graph as well.
- rdflib and pyvis by hand: SPARQL over the triples of the 1,000 events for who took part in what, networkx, `from_nx`
  and `generate_html`; the most at which pyvis is bearable.
"""

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from making import raw_table
from measuring import alone, amount, columns, into_rdflib, median, ratio

TRIPLES, EVENTS, BY_HAND = 560_000, (5_000, 10_000, 20_000), 1_000
TRIPLES_AN_EVENT = 36.5
TAKING_PART = """PREFIX kg: <https://w3id.org/parley/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?event ?what ?who ?name WHERE {
  ?part kg:event ?event ; kg:participant ?who . ?event skos:prefLabel ?what . ?who skos:prefLabel ?name
}"""


def load(folder: Path, events: int) -> None:
    from kg.imports.run import run

    folder.mkdir(parents=True, exist_ok=True)
    raw_table(folder / "events.tab", events)
    run("icews", folder / "events.tab", folder / "store")


def by_kg(folder: Path) -> tuple[float, int]:
    """Milliseconds to write the graph as Turtle, from quads, and how many there are; keeps the text."""
    import kg
    from kg.export.rdf import write_rdf

    quads = kg.open_store(folder / "store").quads()
    milliseconds, text = median(lambda: write_rdf(quads, "turtle"))
    (folder / "kg.ttl").write_bytes(text)
    return milliseconds, len(quads)


def by_rdflib(folder: Path) -> float:
    """Milliseconds of rdflib's serialiser, from a graph in memory with the same prefixes; keeps the text."""
    import rdflib

    import kg
    from kg.terms import PREFIXES

    graph = into_rdflib(kg.open_store(folder / "store").quads(), rdflib.Graph())
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, override=True, replace=True)
    start = time.perf_counter()
    text = graph.serialize(format="turtle", encoding="utf-8")
    milliseconds = (time.perf_counter() - start) * 1000
    (folder / "rdflib.ttl").write_bytes(text)
    return milliseconds


def triples(path: Path) -> Any:
    import pyoxigraph as ox

    return {quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)}


def same(folder: Path) -> tuple[int, bool]:
    """How many triples the text of kg has, and whether that of rdflib has the same."""
    own = triples(folder / "kg.ttl")
    return len(own), own == triples(folder / "rdflib.ttl")


def page(folder: Path, events: int) -> tuple[float, float, float, float]:
    """Milliseconds to ask for the meetings, to make page data of those held and of all, and to make the page."""
    import kg
    from kg.page import render
    from kg.page.data import held, page_data

    load(folder, events)
    g = kg.open_store(folder / "store")
    start = time.perf_counter()
    meetings = g.meetings()
    asked = (time.perf_counter() - start) * 1000
    assert len(meetings) == events
    few, everything = (median(lambda ask=ask: page_data(ask(meetings), []))[0] for ask in (held, list))
    return asked, few, everything, median(lambda: render(meetings, [], title="Page"), 3)[0]


def by_hand(folder: Path) -> tuple[float, int]:
    """Milliseconds from triples in rdflib to the text of a page of pyvis, and how many nodes it has."""
    import networkx
    import rdflib
    from pyvis.network import Network

    import kg

    graph = into_rdflib(kg.open_store(folder / "store").quads(), rdflib.Graph())
    start = time.perf_counter()
    drawn = networkx.Graph()
    for event, what, who, name in graph.query(TAKING_PART):
        drawn.add_node(str(event), label=str(what))
        drawn.add_node(str(who), label=str(name))
        drawn.add_edge(str(event), str(who))
    net = Network(cdn_resources="in_line")
    net.from_nx(drawn)
    assert net.generate_html()
    return (time.perf_counter() - start) * 1000, len(drawn)


def turtle(folder: Path, wanted: int) -> None:
    alone(load, folder, round(wanted / TRIPLES_AN_EVENT))
    own, quads = alone(by_kg, folder)
    other = alone(by_rdflib, folder)
    count, equal = alone(same, folder)
    if not equal:
        sys.exit("the two texts do not hold the same triples")
    lines = [["Turtle", "ms", "of kg's time"], ["kg", amount(own), ratio(own, own)]]
    lines.append(["rdflib", amount(other), ratio(other, own)])
    print(f"{quads:,} quads, {count:,} triples, the same in both texts\n\n{columns(lines)}\n", flush=True)


def pages(folder: Path, sizes: list[int]) -> None:
    found = {size: alone(page, folder / str(size), size) for size in sizes}
    lines = [["page", "answers, ms", "data, ms", "data of all, ms", "µs an event", "page, ms"]]
    for size, (asked, few, everything, whole) in found.items():
        cells = map(amount, (asked, few, everything, everything * 1000 / size, whole))
        lines.append([f"kg, {size:,} events", *cells])
    (size, *_) = sizes
    less = min(BY_HAND, size)
    alone(load, folder / "few", less)
    taken, nodes = alone(by_hand, folder / "few")
    lines.append(
        [f"rdflib and pyvis, {less:,} events, {nodes:,} nodes", "", "", "", amount(taken * 1000 / less), amount(taken)]
    )
    print(columns(lines))


def main() -> None:
    given = [int(count.replace(",", "")) for count in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as name:
        turtle(Path(name) / "turtle", given[0] if given else TRIPLES)
        pages(Path(name), given[1:] or list(EVENTS))


if __name__ == "__main__":
    main()
