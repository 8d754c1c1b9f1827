"""The coastlines of the map in the page: how `land.json` is made from Natural Earth, by hand and once.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m kg.page.outlines package/land-110m.json

Natural Earth is in the public domain. Only land is drawn, no borders: the page takes no side on whose land it is.
"""

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from kg.files import write_file

UNITS = 10
"""Units of the outlines in a degree."""

ABOUT = {
    "title": "Land of the earth at 1:110 million, Natural Earth 4.1",
    "licence": "public domain (https://www.naturalearthdata.com/about/terms-of-use/)",
    "made": "by kg/page/outlines.py from land-110m.json of the npm package world-atlas 2.0.2",
    "package": "ISC licence, Copyright 2013-2019 Michael Bostock",
    "grid": "degrees of longitude, and of latitude towards the south, times the units",
    "units": UNITS,
}
"""What stands beside the outlines in the file."""

Point = tuple[float, float]


def rings(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """Unfold the rings of the object `land` of a quantised TopoJSON file: longitude and latitude in degrees.

    A ring that crosses the 180th meridian goes on beyond it, and one around a pole is closed along the pole, so that
    copies of the land that lie 360 degrees apart join.

    >>> square = {"scale": [1, 1], "translate": [178, 0]}
    >>> land = {"geometries": [{"type": "Polygon", "arcs": [[0]]}]}
    >>> [*rings({"transform": square, "arcs": [[[0, 0], [4, 0], [0, 4], [-4, -4]]], "objects": {"land": land}})]
    [[(178, 0), (182, 0), (182, 4), (178, 0)]]
    """
    (x_scale, y_scale), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        arcs.append([(left + (x := x + dx) * x_scale, bottom + (y := y + dy) * y_scale) for dx, dy in deltas])
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        for ring in (ring for polygon in polygons for ring in polygon):
            points: list[Point] = []
            for arc in ring:
                points += arcs[arc][1 if points else 0 :] if arc >= 0 else arcs[~arc][::-1][1 if points else 0 :]
            yield _unfolded(points)


def _unfolded(points: list[Point]) -> list[Point]:
    unfolded = points[:1]
    for x, y in points[1:]:
        turn = round((unfolded[-1][0] - x) / 360) * 360
        unfolded.append((x + turn, y))
    if abs(unfolded[-1][0] - unfolded[0][0]) > 180:
        pole = -90 if unfolded[0][1] < 0 else 90
        unfolded += [(unfolded[-1][0], pole), (unfolded[0][0], pole)]
    middle = (min(x for x, _ in unfolded) + max(x for x, _ in unfolded)) / 2
    return [(x - round(middle / 360) * 360, y) for x, y in unfolded]


def outlines(topology: dict[str, Any]) -> str:
    """Write the rings as data of an SVG path, on a grid of `UNITS` per degree; a ring that is a dot there is left out.

    >>> land = {"geometries": [{"type": "Polygon", "arcs": [[0]]}]}
    >>> square = {"scale": [1, 1], "translate": [10, 40]}
    >>> outlines({"transform": square, "arcs": [[[0, 0], [2, 0], [0, -1], [-2, 1]]], "objects": {"land": land}})
    'M100-400h20v10z'
    """
    parts = []
    for ring in rings(topology):
        grid = [(round(x * UNITS), round(-y * UNITS)) for x, y in ring]
        points = [point for index, point in enumerate(grid) if index == 0 or point != grid[index - 1]]
        if points[-1] == points[0]:
            points.pop()
        if len(points) > 2:
            parts.append(_path(points))
    return "".join(parts)


def _path(points: list[tuple[int, int]]) -> str:
    text = f"M{_pair(*points[0])}"
    for (x, y), (next_x, next_y) in pairwise(points):
        dx, dy = next_x - x, next_y - y
        text += f"h{dx}" if dy == 0 else f"v{dy}" if dx == 0 else f"l{_pair(dx, dy)}"
    return f"{text}z"


def _pair(x: int, y: int) -> str:
    return f"{x}{y}" if y < 0 else f"{x} {y}"


def main() -> None:
    """Read the file that is named and write `land.json` beside this one."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    text = json.dumps(ABOUT | {"path": outlines(topology)}, indent=1, ensure_ascii=False)
    write_file(Path(__file__).with_name("land.json"), f"{text}\n".encode())


if __name__ == "__main__":
    main()
