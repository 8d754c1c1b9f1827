"""Who keeps company with whom."""

from collections import defaultdict
from typing import TYPE_CHECKING

from kg import model as m
from kg.measures import Community, Member
from kg.query.contacts import contacts
from kg.query.gathering import gatherings
from kg.query.known import Known
from kg.query.reading import Reading, Selection
from kg.table import Answers

if TYPE_CHECKING:
    import networkx


def communities(reading: Reading, selection: Selection | None = None) -> Answers[Community]:
    """Communities among those who met at the meetings of a selection, the largest first.

    By the method of Louvain (Blondel and others, 2008) on the network of who met whom, weighted by 1/(n-1); the same
    graph gives the same communities on every run. Who met nobody is in none.
    """
    graph = contacts(gatherings(reading, selection))
    graph.remove_nodes_from([who for who in list(graph) if not graph.degree(who)])
    if not graph:
        return Answers(Community, ())
    groups, modularity = _divided(graph)
    community = {who: number for number, group in enumerate(groups) for who in group}
    inner: dict[str, float] = defaultdict(float)
    outer: dict[int, float] = defaultdict(float)
    events: dict[int, set[str]] = defaultdict(set)
    for one, other, edge in graph.edges(data=True):
        if community[one] == community[other]:
            inner[one] += edge["weight"]
            inner[other] += edge["weight"]
            events[community[one]].update(edge["events"])
        else:
            outer[community[one]] += edge["weight"]
            outer[community[other]] += edge["weight"]
    known = Known(reading.store)
    known.learn(graph)
    answers = []
    for number, group in enumerate(groups):
        members = [Member(who, known.name(who), m.type_of(who), round(inner[who], 6)) for who in group]
        answers.append(
            Community(
                number + 1,
                len(members),
                tuple(sorted(members, key=lambda member: (-member.weight, member.name, member.id))),
                round(sum(inner[who] for who in group) / 2, 6),
                round(outer[number], 6),
                tuple(sorted(events[number])),
                modularity,
            )
        )
    return Answers(Community, answers)


def _divided(graph: "networkx.Graph[str]") -> tuple[list[list[str]], float]:
    """The communities of a graph, each sorted, and their modularity.

    Nodes are numbered first: the order of sets of text differs from run to run, that of numbers does not.
    """
    import networkx

    names = sorted(graph)
    number = {who: index for index, who in enumerate(names)}
    plain: networkx.Graph[int] = networkx.Graph()
    plain.add_nodes_from(range(len(names)))
    plain.add_weighted_edges_from(
        sorted((*sorted((number[one], number[other])), edge["weight"]) for one, other, edge in graph.edges(data=True))
    )
    found = networkx.community.louvain_communities(plain, seed=1)
    groups = sorted(
        (sorted(names[index] for index in group) for group in found), key=lambda group: (-len(group), group)
    )
    modularity = networkx.community.modularity(plain, [{number[who] for who in group} for group in groups])
    return groups, round(modularity, 6)
