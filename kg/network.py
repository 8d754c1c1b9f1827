"""Answers as networkx graphs: who took part in what, who met whom, and where to draw them.

Every attribute is a str, int, float or bool, and one that is not known is left out, so that the GraphML and GEXF
writers of networkx accept the graphs. Nodes and edges come in the order of the meetings, the same on every run.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeAlias

import networkx

from kg.answers import Meeting, Participant
from kg.dates import Date
from kg.vocab import ACTOR_TYPES, MEETING_KINDS

Graph: TypeAlias = "networkx.Graph[str]"
Point = tuple[float, float]

TOOK_PART = ("asserted", "planned")
"""Modalities of a participation that count as taking part; hoped and denied ones are kept apart."""


def network(meetings: Iterable[Meeting]) -> Graph:
    """Events and those who took part as one two-mode graph; a node's name is the identifier of the thing.

    Attributes of every node: `kind` (event, person, country, organisation, group, place or delegation) and `label`.
    Further attributes by kind:

    - event: `type` (talks, summit, ...), `status`, `series`, `round`, `outcome`, and of its date `edtf`, `date` (in
      words), `begin_earliest`, `begin_latest`, `end_earliest`, `end_latest` (YYYY-MM-DD), `qualified`, `within`
    - place: `type` (venue, city, region), `city`, `country`, `latitude`, `longitude`; a country
      that an event was held in is of kind country, and has them too
    - delegation: `represents` (names joined by commas), `event`

    Edges and their attributes; `relation` is one of

    - `participated`, from actor to event: `role`, `roles` (joined by spaces), `capacity`, `presence`, `modality`
    - `member of`, from actor to delegation, with `role` and `capacity`; `took part`, from delegation to event
    - `represents`, from delegation to country, organisation or group, where that is itself among the participants
    - `held at`, from event to place

    Every edge has `event` (an identifier) and `sources` (identifiers joined by spaces). Two relations between the same
    two nodes, such as a country that took part in an event on its soil, share an edge whose `relation` joins them with
    a semicolon.

    >>> from kg.answers import Participant
    >>> graph = network([Meeting("event/call", "call", "Call", participants=(
    ...     Participant("person/ada", "Ada", "person", "member", ("member",)),))])
    >>> graph.nodes["person/ada"]["kind"], graph.edges["person/ada", "event/call"]["relation"]
    ('person', 'participated')
    """
    graph: Graph = networkx.Graph()
    meetings = list(meetings)
    by_name = {
        participant.name: participant.id
        for meeting in meetings
        for participant in meeting.participants
        if participant.type != "person"
    }
    for meeting in meetings:
        _add_node(
            graph,
            meeting.id,
            kind="event",
            label=meeting.label,
            type=meeting.kind,
            status=meeting.status,
            series=meeting.series,
            round=meeting.round,
            outcome=meeting.outcome,
            **_bounds(meeting.date),
        )
        cited = " ".join(source.id for source in meeting.sources)
        for delegation in meeting.delegations:
            _add_node(
                graph,
                delegation.id,
                kind="delegation",
                label=delegation.name,
                represents=", ".join(delegation.represents),
                event=meeting.id,
            )
            sources = " ".join(source.id for source in delegation.sources) or cited
            _add_edge(graph, delegation.id, meeting.id, relation="took part", event=meeting.id, sources=sources)
            for name in delegation.represents:
                if name in by_name:
                    represented = by_name[name]
                    _add_node(graph, represented, kind=_type(represented), label=name)
                    _add_edge(graph, delegation.id, represented, "represents", event=meeting.id, sources=sources)
        for participant in meeting.participants:
            _add_participant(graph, meeting, participant, cited)
        if meeting.place:
            place = meeting.place
            _add_node(
                graph,
                place.id,
                kind="country" if place.type == "country" else "place",
                label=place.name,
                type=place.type,
                city=place.city,
                country=place.country,
                latitude=place.latitude,
                longitude=place.longitude,
            )
            _add_edge(graph, meeting.id, place.id, relation="held at", event=meeting.id, sources=cited)
    return graph


def _add_participant(graph: Graph, meeting: Meeting, participant: Participant, cited: str) -> None:
    _add_node(graph, participant.id, kind=participant.type, label=participant.name)
    sources = " ".join(participant.sources) or cited
    _add_edge(
        graph,
        participant.id,
        meeting.id,
        relation="participated",
        event=meeting.id,
        sources=sources,
        role=participant.role,
        roles=" ".join(participant.roles),
        capacity=participant.capacity,
        presence=participant.presence,
        modality=participant.modality,
    )
    if participant.delegation_id:
        _add_node(graph, participant.delegation_id, kind="delegation", label=participant.delegation, event=meeting.id)
        _add_edge(
            graph,
            participant.id,
            participant.delegation_id,
            relation="member of",
            event=meeting.id,
            sources=sources,
            role=participant.role,
            capacity=participant.capacity,
        )


def co_presence(meetings: Iterable[Meeting], types: Sequence[str] = ACTOR_TYPES) -> Graph:
    """Who met whom: an edge for every two that took part in the same meeting.

    Only kinds of event that are meetings count, and only participations that are asserted or planned, not those hoped
    for or denied; an event that was cancelled, postponed or denied brings nobody together. `types` are the types of
    participant to keep (person, country, organisation, group).

    Nodes have `kind` and `label`. Edges have `count` (how many meetings), `events` (their identifiers joined by
    spaces) and `weight`, the sum over those meetings of 1/(n-1) where n took part: a summit of twenty is not worth 190
    friendships. Somebody who met nobody is a node without edges.

    >>> from kg.answers import Participant
    >>> who = [Participant(f"person/{name}", name, "person", "member", ("member",)) for name in ("ada", "bob", "cleo")]
    >>> graph = co_presence([Meeting("event/a", "talks", "A", participants=tuple(who))])
    >>> graph.edges["person/ada", "person/bob"]
    {'weight': 0.5, 'count': 1, 'events': 'event/a'}
    """
    graph: Graph = networkx.Graph()
    for meeting in meetings:
        if meeting.kind not in MEETING_KINDS or meeting.status in ("cancelled", "postponed", "denied"):
            continue
        present = [p for p in meeting.participants if p.type in types and p.modality in TOOK_PART]
        for participant in present:
            _add_node(graph, participant.id, kind=participant.type, label=participant.name)
        ids = list(dict.fromkeys(participant.id for participant in present))
        for one, other in combinations(ids, 2):
            if not graph.has_edge(one, other):
                graph.add_edge(one, other, weight=0.0, count=0, events="")
            edge = graph.edges[one, other]
            edge["weight"] += 1 / (len(ids) - 1)
            edge["count"] += 1
            edge["events"] = f"{edge['events']} {meeting.id}".strip()
    return graph


def _type(identifier: str) -> str:
    return identifier.partition("/")[0]


def _bounds(date: Date | None) -> dict[str, str | bool]:
    if date is None:
        return {}
    return {
        "edtf": date.edtf,
        "date": date.text,
        "begin_earliest": date.begin_earliest,
        "begin_latest": date.begin_latest,
        "end_earliest": date.end_earliest,
        "end_latest": date.end_latest,
        "qualified": date.qualified,
        "within": date.within,
    }


def _add_node(graph: Graph, node: str, **attributes: str | float | bool | None) -> None:
    """Add a node, or what is not yet known of it: the first that an answer says of a thing stays."""
    known = {name: value for name, value in attributes.items() if value is not None}
    graph.add_node(node, **{**known, **graph.nodes.get(node, {})})


def _add_edge(graph: Graph, one: str, other: str, relation: str, **attributes: str | None) -> None:
    known = {name: value for name, value in attributes.items() if value is not None}
    if graph.has_edge(one, other):
        edge = graph.edges[one, other]
        relations = dict.fromkeys([*edge["relation"].split("; "), relation])
        known = {**known, **edge, "relation": "; ".join(relations)}
    else:
        known = {"relation": relation, **known}
    graph.add_edge(one, other, **known)


# --- where to draw the nodes -----------------------------------------------------------------------------------------
#
# The layouts of networkx need numpy, whose last bits depend on the processor, and a layout amplifies last bits. Plain
# float arithmetic gives the same picture on every machine, and 300 nodes take well under a second.

EDGE = 130.0
"""The length that edges tend to, in pixels at zoom 1."""
BUSIEST = 300
"""How many nodes of a connected part repel and attract each other; the rest go between their neighbours."""
ROUNDS = 70


def positions(graph: Graph, seed: int = 1) -> dict[str, Point]:
    """Where to draw the nodes: x and y in pixels, about the origin, the same on every run and every machine.

    Forces after Fruchterman and Reingold (1991) place the busiest nodes; every other node goes to the middle of its
    neighbours. Then labels, read from the attribute `label`, are pushed apart until they no longer overlap, as far as
    some rounds bring them, and the connected parts are packed side by side.

    >>> placed = positions(networkx.path_graph(["a", "b", "c"]))
    >>> placed == positions(networkx.path_graph(["a", "b", "c"])), len(set(placed.values()))
    (True, 3)
    """
    rank = {node: index for index, node in enumerate(graph)}
    parts = [sorted(part, key=rank.__getitem__) for part in networkx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), rank[part[0]]))
    sizes = {node: _label_size(graph.nodes[node].get("label", node)) for node in graph}
    return _packed([_spread(_landscape(_balanced(graph, part, seed)), sizes) for part in parts], sizes)


def _label_size(label: str) -> Point:
    """Width and height that a node takes with its label below, in pixels; labels are wrapped at some 20 letters."""
    longest = min(len(label), 20)
    return max(40.0, longest * 7.8) + 16.0, 60.0 + 20.0 * (len(label) > 20)


def _balanced(graph: Graph, nodes: list[str], seed: int) -> dict[str, list[float]]:
    """Positions of a connected part at which all nodes repel each other and edges pull: far from exact, but clear."""
    chance = random.Random(seed)
    busiest = sorted(nodes, key=lambda node: -graph.degree[node])[:BUSIEST]
    side = EDGE * len(busiest) ** 0.5 / 2
    at = {node: [chance.uniform(-side, side), chance.uniform(-side, side)] for node in busiest}
    points = list(at.values())
    pulls = [(at[one], at[other]) for one, other in graph.edges(busiest) if one in at and other in at and one != other]
    for turn in range(ROUNDS):
        moves = {id(point): [-0.02 * EDGE * point[0] / side, -0.02 * EDGE * point[1] / side] for point in points}
        for index, one in enumerate(points):
            x, y = one
            fx, fy = 0.0, 0.0
            for other in points[:index]:
                dx, dy = x - other[0], y - other[1]
                push = EDGE * EDGE / (dx * dx + dy * dy + 1e-6)
                fx += dx * push
                fy += dy * push
                move = moves[id(other)]
                move[0] -= dx * push
                move[1] -= dy * push
            moves[id(one)][0] += fx
            moves[id(one)][1] += fy
        for one, other in pulls:
            dx, dy = one[0] - other[0], one[1] - other[1]
            pull = (dx * dx + dy * dy) ** 0.5 / EDGE
            for point, sign in ((one, -1), (other, 1)):
                moves[id(point)][0] += sign * dx * pull
                moves[id(point)][1] += sign * dy * pull
        longest = side * 0.2 * (1 - turn / ROUNDS)
        for point in points:
            dx, dy = moves[id(point)]
            step = longest / max(longest, (dx * dx + dy * dy) ** 0.5)
            point[0] += dx * step
            point[1] += dy * step
    for node in nodes:
        if node not in at:
            beside = [at[other] for other in graph[node] if other in at] or [[0.0, 0.0]]
            shift = (chance.uniform(-EDGE, EDGE) / 3, chance.uniform(-EDGE, EDGE) / 3)
            at[node] = [sum(p[axis] for p in beside) / len(beside) + shift[axis] for axis in (0, 1)]
    return at


def _landscape(at: dict[str, list[float]]) -> dict[str, list[float]]:
    """Turn the longer way of a drawing to the horizontal, and widen it: labels are wide, and so are screens."""
    middle = [sum(point[axis] for point in at.values()) / len(at) for axis in (0, 1)]
    points = {node: (x - middle[0], y - middle[1]) for node, (x, y) in at.items()}
    xx, yy, xy = (sum(p[a] * p[b] for p in points.values()) for a, b in ((0, 0), (1, 1), (0, 1)))
    half = (xx - yy) / 2
    along = [half + (half * half + xy * xy) ** 0.5, xy]
    size = (along[0] ** 2 + along[1] ** 2) ** 0.5
    cos, sin = (along[0] / size, along[1] / size) if size else (1.0, 0.0)
    return {node: [1.5 * (cos * x + sin * y), 0.75 * (cos * y - sin * x)] for node, (x, y) in points.items()}


def _spread(at: dict[str, list[float]], sizes: Mapping[str, Point]) -> dict[str, list[float]]:
    """Scale so that there is just room for all labels, then push apart those that overlap, by the shortest way."""
    wide, tall = (max(p[axis] for p in at.values()) - min(p[axis] for p in at.values()) for axis in (0, 1))
    needed = 1.9 * sum(width * height for width, height in (sizes[node] for node in at))
    grow = max(0.3, (needed / max(wide * tall, EDGE * EDGE)) ** 0.5)
    at = {node: [x * grow, y * grow] for node, (x, y) in at.items()}
    widest = max(sizes[node][0] for node in at)
    tallest = max(sizes[node][1] for node in at)
    for _ in range(60):
        moved = False
        for one, other in _near(at, widest, tallest):
            dx, dy = at[other][0] - at[one][0], at[other][1] - at[one][1]
            over_x = (sizes[one][0] + sizes[other][0]) / 2 - abs(dx)
            over_y = (sizes[one][1] + sizes[other][1]) / 2 - abs(dy)
            if over_x > 0.5 and over_y > 0.5:
                moved = True
                axis, push = (0, over_x / 2) if over_x < over_y else (1, over_y / 2)
                push = push if (dx, dy)[axis] >= 0 else -push
                at[one][axis] -= push
                at[other][axis] += push
        if not moved:
            break
    return at


def _near(at: Mapping[str, list[float]], width: float, height: float) -> Iterator[tuple[str, str]]:
    """Pairs of nodes at most a cell of a grid away from each other."""
    cells: dict[tuple[int, int], list[str]] = {}
    for node, (x, y) in at.items():
        cells.setdefault((int(x // width), int(y // height)), []).append(node)
    for (column, row), nodes in cells.items():
        yield from combinations(nodes, 2)
        for beside in ((1, 0), (-1, 1), (0, 1), (1, 1)):
            for other in cells.get((column + beside[0], row + beside[1]), ()):
                for node in nodes:
                    yield node, other


def _packed(parts: list[dict[str, list[float]]], sizes: Mapping[str, Point]) -> dict[str, Point]:
    """Put the connected parts on shelves, largest first, and centre the whole."""
    boxes = []
    for part in parts:
        left = min(x - sizes[node][0] / 2 for node, (x, _) in part.items())
        top = min(y - sizes[node][1] / 2 for node, (_, y) in part.items())
        right = max(x + sizes[node][0] / 2 for node, (x, _) in part.items())
        bottom = max(y + sizes[node][1] / 2 for node, (_, y) in part.items())
        boxes.append((part, left, top, right - left + 40.0, bottom - top + 40.0))
    shelf = max([(1.6 * sum(w * h for *_, w, h in boxes)) ** 0.5, *(w for *_, w, _ in boxes)], default=0.0)
    placed: dict[str, Point] = {}
    x = y = tall = wide = 0.0
    for part, left, top, width, height in boxes:
        if x and x + width > shelf:
            x, y, tall = 0.0, y + tall, 0.0
        for node, (px, py) in part.items():
            placed[node] = (px - left + x, py - top + y)
        x, tall = x + width, max(tall, height)
        wide = max(wide, x)
    return {node: (round(px - wide / 2, 1), round(py - (y + tall) / 2, 1)) for node, (px, py) in placed.items()}
