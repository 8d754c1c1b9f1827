"""Where to draw the nodes of a graph.

The layouts of networkx need numpy, whose last bits depend on the processor, and a layout amplifies last bits. Plain
float arithmetic gives the same picture on every machine; some hundred nodes take a second or two.
"""

import random
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TypeAlias

import networkx

Graph: TypeAlias = "networkx.Graph[str]"
Point = tuple[float, float]
Places = dict[str, list[float]]

EDGE = 130.0
"""The length that edges tend to, in pixels at zoom 1."""
BUSIEST = 300
"""How many nodes of a connected part repel and attract each other; the rest go between their neighbours."""
ROUNDS = 70
MOST = 0.9
"""The share of nodes in a large part whose distance from its middle stays as the forces left it."""
SMALL = 60
"""Up to how many nodes several starts are tried, and the one with the fewest crossings of edges taken."""


def positions(graph: Graph, seed: int = 1) -> dict[str, Point]:
    """Where to draw the nodes: x and y in pixels, about the origin, the same on every run and every machine.

    Forces after Fruchterman and Reingold (1991) place the busiest nodes; every other node goes to the middle of its
    neighbours. Of a small graph several drawings are made, and the one with the fewest crossings is taken. Then
    labels, read from the attribute `label`, are pushed apart until they no longer overlap, as far as some rounds bring
    them, and the connected parts are packed side by side.

    >>> placed = positions(networkx.path_graph(["a", "b", "c"]))
    >>> placed == positions(networkx.path_graph(["a", "b", "c"])), len(set(placed.values()))
    (True, 3)
    """
    rank = {node: index for index, node in enumerate(graph)}
    parts = [sorted(part, key=rank.__getitem__) for part in networkx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), rank[part[0]]))
    sizes = {node: _label_size(graph.nodes[node].get("label", node)) for node in graph}
    return _packed([_clearest(graph, part, seed, sizes) for part in parts], sizes)


def _label_size(label: str) -> Point:
    """Width and height that a node takes with its label below, in pixels; labels are wrapped at some 20 letters."""
    longest = min(len(label), 20)
    return max(40.0, longest * 7.8) + 16.0, 60.0 + 20.0 * (len(label) > 20)


def _clearest(graph: Graph, nodes: list[str], seed: int, sizes: Mapping[str, Point]) -> Places:
    """Positions of a connected part; of a small one the best of several."""
    starts = range(seed, seed + (8 if len(nodes) <= SMALL else 1))
    tries = [_spread(_landscape(_balanced(graph, nodes, start)), sizes) for start in starts]
    return min(tries, key=lambda at: _crossings(graph, at)) if len(tries) > 1 else tries[0]


def _crossings(graph: Graph, at: Places) -> int:
    """How many pairs of edges cross."""

    def side(one: list[float], other: list[float], point: list[float]) -> float:
        return (other[0] - one[0]) * (point[1] - one[1]) - (other[1] - one[1]) * (point[0] - one[0])

    pairs = combinations([(at[one], at[other]) for one, other in graph.edges(at)], 2)
    return sum(side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0 for (a, b), (c, d) in pairs)


def _balanced(graph: Graph, nodes: list[str], seed: int) -> Places:
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
            step = longest / max(0.01 * EDGE, (dx * dx + dy * dy) ** 0.5)
            point[0] += dx * step
            point[1] += dy * step
    for node in nodes:
        if node not in at:
            beside = [at[other] for other in graph[node] if other in at] or [[0.0, 0.0]]
            shift = (chance.uniform(-EDGE, EDGE) / 3, chance.uniform(-EDGE, EDGE) / 3)
            at[node] = [sum(p[axis] for p in beside) / len(beside) + shift[axis] for axis in (0, 1)]
    return _gathered(at) if len(at) > SMALL else at


def _gathered(at: Places) -> Places:
    """Pull in what lies far out, so that the few do not make the many small: to less than twice the reach of most."""
    middle = [sorted(point[axis] for point in at.values())[len(at) // 2] for axis in (0, 1)]
    far = {node: ((x - middle[0]) ** 2 + (y - middle[1]) ** 2) ** 0.5 for node, (x, y) in at.items()}
    reach = sorted(far.values())[int(len(at) * MOST)]
    shrink = {node: reach * (2 - reach / away) / away if away > reach else 1.0 for node, away in far.items()}
    mx, my = middle
    return {node: [mx + (x - mx) * shrink[node], my + (y - my) * shrink[node]] for node, (x, y) in at.items()}


def _landscape(at: Places) -> Places:
    """Turn the longer way of a drawing to the horizontal, and widen it: labels are wide, and so are screens."""
    middle = [sum(point[axis] for point in at.values()) / len(at) for axis in (0, 1)]
    points = {node: (x - middle[0], y - middle[1]) for node, (x, y) in at.items()}
    xx, yy, xy = (sum(p[a] * p[b] for p in points.values()) for a, b in ((0, 0), (1, 1), (0, 1)))
    half = (xx - yy) / 2
    along = [half + (half * half + xy * xy) ** 0.5, xy]
    size = (along[0] ** 2 + along[1] ** 2) ** 0.5
    cos, sin = (along[0] / size, along[1] / size) if size else (1.0, 0.0)
    return {node: [1.5 * (cos * x + sin * y), 0.75 * (cos * y - sin * x)] for node, (x, y) in points.items()}


def _spread(at: Places, sizes: Mapping[str, Point]) -> Places:
    """Scale so that there is just room for all labels, then push apart those that overlap, by the shortest way."""
    wide, tall = (max(p[axis] for p in at.values()) - min(p[axis] for p in at.values()) for axis in (0, 1))
    needed = (1.9 if len(at) <= SMALL else 3.0) * sum(width * height for width, height in (sizes[node] for node in at))
    grow = max(0.3, (needed / max(wide * tall, EDGE * EDGE)) ** 0.5)
    at = {node: [x * grow, y * grow] for node, (x, y) in at.items()}
    widest = max(sizes[node][0] for node in at)
    tallest = max(sizes[node][1] for node in at)
    for _ in range(60):
        moved = False
        for one, other in _near(at, widest, tallest):
            # Labels hang below their nodes, so that the middle of a box lies lower, the more lines it has.
            dx = at[other][0] - at[one][0]
            dy = at[other][1] - at[one][1] + (sizes[other][1] - sizes[one][1]) / 2
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


def _packed(parts: list[Places], sizes: Mapping[str, Point]) -> dict[str, Point]:
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
