"""The network of who met whom that measures are computed on, with face to face kept apart from being there too."""

from collections.abc import Iterable
from itertools import combinations
from typing import TYPE_CHECKING

from kg.query.gathering import Gathering

if TYPE_CHECKING:
    import networkx

MOST_PAIRED = 200
"""Meetings of more participants make no edges: each would weigh less than 0.005, and there would be n² of them."""


def paired(gatherings: Iterable[Gathering]) -> list[Gathering]:
    """The meetings that are small enough to say something of those who were there."""
    return [gathering for gathering in gatherings if len(gathering.present) <= MOST_PAIRED]


def contacts(gatherings: Iterable[Gathering]) -> "networkx.Graph[str]":
    """Who met whom: an edge for every two who were at the same meeting as counterparts, as in `kg.network.co_presence`.

    Edges have `weight`, the sum over the meetings of 1/(n-1) where n took part, `length`, which is 1/weight, and
    `events`, a list of identifiers. Nodes and edges come in the same order on every run.
    """
    import networkx

    graph: networkx.Graph[str] = networkx.Graph()
    for gathering in paired(gatherings):
        present = sorted(gathering.present)
        graph.add_nodes_from(present)
        for one, other in combinations(present, 2):
            if gathering.faced(one, other):
                if not graph.has_edge(one, other):
                    graph.add_edge(one, other, weight=0.0, events=[])
                edge = graph.edges[one, other]
                edge["weight"] += 1 / (len(present) - 1)
                edge["events"].append(gathering.id)
    for _, _, edge in graph.edges(data=True):
        edge["length"] = 1 / edge["weight"]
    return graph
