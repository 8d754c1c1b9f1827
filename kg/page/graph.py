"""The one place that touches pyvis: it supplies nodes, edges, options and the drawing library, and nothing else.

pyvis itself writes pages that fetch style sheets, run script from titles and headings, and need seconds for a layout.
So its templates are not used. What it is given here avoids its other traps:

- no `title`: one with "href" in it turns the titles of all nodes into HTML. Names live in the panel instead
- no `group` without a shape: `add_node` writes `shape="dot"` over the shape of the group
- a label is never empty: `add_node` would show the identifier in its place
- every identifier once: a second node of the same name is ignored without a word
- edges are appended to the list: `add_edge` looks through all edges every time
"""

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from kg.answers import Meeting
from kg.network import Graph, network, positions

PLACED = 1000
"""How many nodes get a position at most; the page never draws more."""

KINDS: dict[str, tuple[str, str]] = {
    "event": ("dot", "#E69F00"),
    "person": ("square", "#0072B2"),
    "country": ("hexagon", "#009E73"),
    "organisation": ("triangle", "#CC79A7"),
    "group": ("star", "#F0E442"),
    "delegation": ("diamond", "#56B4E9"),
    "place": ("triangleDown", "#D55E00"),
}
"""Shape and colour (Okabe and Ito's) of each kind of node."""

SIZES = {"event": 15, "delegation": 10, "place": 12}


def drawing(meetings: Sequence[Meeting]) -> dict[str, Any]:
    """Nodes, edges and options for vis-network, with the colour and shape of each kind; of many nodes `PLACED`.

    >>> drawn = drawing([Meeting("event/a", "talks", "First round")])
    >>> drawn["nodes"][0]["id"], drawn["options"]["physics"]["enabled"]
    ('event/a', False)
    """
    from pyvis.network import Network  # slow to import, and needed only for a page

    graph = network(meetings)
    graph = graph.subgraph(_first(graph)).copy()
    placed = positions(graph)
    net = Network()
    for node in graph:
        kind = graph.nodes[node]["kind"]
        x, y = placed[node]
        label = wrapped(graph.nodes[node]["label"]) or node
        shape = KINDS[kind][0]
        net.add_node(node, label=label, shape=shape, group=kind, x=round(x), y=round(y), size=SIZES.get(kind, 11))
    for one, other, edge in graph.edges(data=True):
        drawn: dict[str, Any] = {"from": one, "to": other}
        if edge.get("modality", "asserted") != "asserted":
            drawn["dashes"] = True
        net.edges.append(drawn)
    return {
        "nodes": net.nodes,
        "edges": net.edges,
        "options": _options(net),
        "kinds": {kind: {"shape": shape, "colour": colour} for kind, (shape, colour) in KINDS.items()},
    }


def _options(net: Any) -> dict[str, Any]:
    """Take the options of pyvis with physics off, straight edges and one style for each kind."""
    options: dict[str, Any] = json.loads(net.options.to_json())
    del options["configure"]
    options["physics"] = {"enabled": False}
    options["layout"] = {"improvedLayout": False}
    options["edges"] = {"smooth": False, "width": 1.2, "hoverWidth": 0, "selectionWidth": 1}
    options["interaction"] |= {"hover": True, "tooltipDelay": 100000}
    options["groups"] = {kind: {"shape": shape, "color": colour} for kind, (shape, colour) in KINDS.items()}
    options["nodes"] = {"borderWidth": 1.5, "font": {"size": 15, "multi": False}}
    return options


def _first(graph: Graph) -> list[str]:
    """Choose the nodes to place, in graph order: the latest events, the busiest actors, delegations."""
    if len(graph) <= PLACED:
        return list(graph)
    events = [node for node in graph if graph.nodes[node]["kind"] == "event"][-PLACED // 3 :]
    others = [node for node in graph if graph.nodes[node]["kind"] not in ("event", "delegation")]
    others.sort(key=lambda node: -graph.degree[node])
    delegations = [node for event in reversed(events) for node in graph[event]]
    delegations = [node for node in delegations if graph.nodes[node]["kind"] == "delegation"]
    chosen = set([*events, *others[: PLACED // 3], *delegations, *others][:PLACED])
    return [node for node in graph if node in chosen]


def wrapped(label: str, width: int = 20, lines: int = 2) -> str:
    """Break a label into lines of at most `width` letters; what does not fit becomes an ellipsis.

    >>> wrapped("Ukrainian long-range strikes on several air bases").split(chr(10))
    ['Ukrainian long-range', 'strikes on several…']
    """
    done: list[str] = []
    for word in label.split():
        if done and len(done[-1]) + 1 + len(word) <= width:
            done[-1] += f" {word}"
        else:
            done.append(word)
    short = [line if len(line) <= width + 4 else f"{line[: width + 3]}…" for line in done[:lines]]
    if len(done) > lines:
        short[-1] = short[-1].rstrip("…") + "…"
    return "\n".join(short)


def library() -> str:
    """Read vis-network 9.1.2 as pyvis brings it, without the reference to its source map."""
    script = files("pyvis").joinpath("templates/lib/vis-9.1.2/vis-network.min.js").read_text(encoding="utf-8")
    return script.replace("//# sourceMappingURL=vis-network.min.js.map", "")
