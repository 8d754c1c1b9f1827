"""Who stands between two camps."""

from collections import defaultdict
from typing import TYPE_CHECKING

from attrs import field, frozen

from kg import model as m
from kg.errors import KgError, quoted
from kg.measures import Broker
from kg.query.asking import ask, identifiers
from kg.query.contacts import contacts, paired
from kg.query.gathering import Gathering, gatherings
from kg.query.known import Known
from kg.query.people import two
from kg.query.reading import Reading, Selection
from kg.table import Answers
from kg.terms import iri

if TYPE_CHECKING:
    import networkx

MOST_STARTS = 50
"""From how many members of a camp paths are followed: those with most weight, which is what takes the time."""


@frozen
class _Ties:
    """The events at which somebody met a camp: face to face, or merely by being there too."""

    direct: list[str] = field(factory=list)
    present: list[str] = field(factory=list)


def brokers(reading: Reading, first: str, second: str, selection: Selection | None = None) -> Answers[Broker]:
    """Who stands between two camps, at the meetings of a selection: whoever met both first, then by share of paths.

    A camp is what a name means, the members of a group, and whoever stands for them: took part for them in a delegation
    or a post, or ever held a post of theirs. Who stands for both is in neither. Paths go along the network of who met
    whom, where an edge is as long as its weight is small; what the camps' own members told each other is left aside.
    They are followed from at most `MOST_STARTS` members of the smaller camp. Raises KgError where the camps are the
    same, or one is part of the other.
    """
    one, other = two(reading, first, second)
    whole, whole_other = _camp(reading, one), _camp(reading, other)
    camps = (whole - whole_other, whole_other - whole)
    for name, camp, parts in ((first, camps[0], other), (second, camps[1], one)):
        if not camp:
            raise KgError(f"everybody who stands for {quoted(name)} stands for {parts} too", "name two different camps")
    found = paired(gatherings(reading, selection))
    ties = tuple(_ties(found, camp, camps[0] | camps[1]) for camp in camps)
    graph = contacts(found)
    weights = tuple(_weights(graph, camp) for camp in camps)
    shares = _shares(graph, *camps)
    reached = {who for who in graph if shares.get(who) or all(who in tied for tied in ties)} - camps[0] - camps[1]
    known = Known(reading.store)
    known.learn(reached)
    answers = [
        Broker(
            who,
            known.name(who),
            m.type_of(who),
            shares.get(who, 0.0),
            min(weights[0][who], weights[1][who]),
            weights[0][who],
            weights[1][who],
            *(tuple(events) for tied in ties for events in (tied[who].direct, tied[who].present)),
        )
        for who in reached
    ]
    return Answers(Broker, sorted(answers, key=lambda b: (not b.met_both, -b.share, -b.weight, b.name, b.id)))


def _camp(reading: Reading, actor: str) -> set[str]:
    """Everybody who belongs to a camp: itself, the members of groups in it, and who stands for any of them."""
    camp, ring = {actor}, {actor}
    while ring:
        found = identifiers(ask(reading.store, "camp", {"camp": [iri(one) for one in sorted(ring)]}), "who")
        ring = {who for who in found if who not in camp and m.type_of(who) != "person"}
        camp.update(found)
    return camp


def _ties(found: list[Gathering], camp: set[str], camps: set[str]) -> defaultdict[str, _Ties]:
    """The ties of everybody outside the camps to one camp."""
    ties: defaultdict[str, _Ties] = defaultdict(_Ties)
    for gathering in found:
        there = gathering.present.keys() & camp
        for who in gathering.present.keys() - camps if there else ():
            if gathering.direct((who,), there):
                ties[who].direct.append(gathering.id)
            elif gathering.met((who,), there):
                ties[who].present.append(gathering.id)
    return ties


def _weights(graph: "networkx.Graph[str]", camp: set[str]) -> defaultdict[str, float]:
    """The weight of everybody's meetings with members of a camp."""
    weights: defaultdict[str, float] = defaultdict(float)
    for who in sorted(camp & graph.nodes):
        for other, edge in graph.adj[who].items():
            weights[other] += edge["weight"]
    return defaultdict(float, {who: round(weight, 6) for who, weight in weights.items()})


def _shares(graph: "networkx.Graph[str]", camp: set[str], other: set[str]) -> dict[str, float]:
    """For everybody the share of the shortest paths between members of two camps that run through them."""
    from networkx import betweenness_centrality_subset

    apart = graph.copy()
    apart.remove_edges_from([(one, two) for one in camp & graph.nodes for two in graph.adj[one] if two in other])
    smaller, larger = sorted((sorted(side & graph.nodes) for side in (camp, other)), key=len)
    starts = sorted(smaller, key=lambda who: (-apart.degree(who, weight="weight"), who))[:MOST_STARTS]
    if not starts or not larger:
        return {}
    # networkx halves the values of undirected graphs, as if every pair were counted from both its ends
    halves = betweenness_centrality_subset(apart, starts, larger, weight="length")
    return {who: round(2 * half / (len(starts) * len(larger)), 6) for who, half in halves.items() if half}
