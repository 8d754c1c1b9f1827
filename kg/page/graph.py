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
from collections.abc import Collection, Sequence
from importlib.resources import files
from typing import Any

import networkx

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


def drawing(meetings: Sequence[Meeting], focus: str = "") -> dict[str, Any]:
    """Nodes, edges and options for vis-network, with the colour and shape of each kind; of many nodes `PLACED`.

    With a `focus`, the identifier of a node, what is at most two steps away from it comes first, and `around` says
    where it lies when nothing else is drawn.

    >>> drawn = drawing([Meeting("event/a", "talks", "First round")])
    >>> drawn["nodes"][0]["id"], drawn["options"]["physics"]["enabled"]
    ('event/a', False)
    """
    from pyvis.network import Network  # slow to import, and needed only for a page

    graph = network(meetings)
    near = networkx.ego_graph(graph, focus, radius=2).nodes if focus in graph else ()
    graph = _part(graph, _first(graph, near))
    placed = positions(graph)
    beside = positions(_part(graph, [node for node in graph if node in near]))
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
        "focus": focus,
        "around": {node: [round(x), round(y)] for node, (x, y) in beside.items()},
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


def _first(graph: Graph, near: Collection[str]) -> list[str]:
    """Choose the nodes to place, in graph order: the latest events, those `near` before others, and who was there."""
    if len(graph) <= PLACED:
        return list(graph)
    events = [node for node in graph if graph.nodes[node]["kind"] == "event"][::-1]
    chosen: set[str] = set()
    for event in sorted(events, key=lambda event: event not in near):
        chosen.update([event, *graph[event]][: PLACED - len(chosen)])
    return [node for node in graph if node in chosen]


def _part(graph: Graph, nodes: Sequence[str]) -> Graph:
    """The graph of some nodes in this order; the subgraphs of networkx have the order of a set."""
    part: Graph = networkx.Graph()
    part.add_nodes_from((node, graph.nodes[node]) for node in nodes)
    part.add_edges_from(edge for edge in graph.edges(data=True) if edge[0] in part and edge[1] in part)
    return part


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
