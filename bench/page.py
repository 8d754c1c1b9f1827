"""How fast the page opens and moves, beside a page as pyvis writes it and one that shows the same network by sigma.js.

    (cd tests/page && npm ci)
    python bench/page.py [SECONDS] [EVENTS ...]

Needs the packages of the extra `test`, Node.js and Chromium (KG_CHROMIUM, or the one on the path). EVENTS are 300,
10,000 and 100,000 unless given. Every page opens without network in a browser of 1280 by 800 pixels that draws by
software. "ready" is from the navigation until it can be used; frames are counted while the mouse drags the graph, and
while the rows scroll. After SECONDS (60) without a drawing the measurement gives up.

- The page holds the latest events and draws up to 300 nodes of them, as it says; "made" includes its layout.
- pyvis gets 100, 300 and 1000 nodes of the network of such events, with the options that it comes with: the browser
  lays them out before they can be used.
- sigma.js draws the whole network of the events, from a page as one writes it by hand: graphology, points at given
  places (at random: no time goes into a layout), names and colours by kind.
"""

import json
import os
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, TimeoutError, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "page"))

from sample import synthetic

from kg.network import network
from kg.page import render

EVENTS = (300, 10_000, 100_000)
NODES = (100, 300, 1000)
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
OPTIONS += ["--enable-unsafe-swiftshader"]  # WebGL, which sigma.js needs, by software
MODULES = Path(__file__).parents[1] / "tests" / "page" / "node_modules"
READY = "html[data-ready=true]"
FRAMES = """() => { window.frames_ = 0; window.counting = true;
  const count = () => { if (window.counting) { window.frames_++; requestAnimationFrame(count); } };
  requestAnimationFrame(count); }"""


def opened(browser: Browser, path: Path, seconds: float) -> tuple[Page, float | None]:
    """A page and the seconds until it was ready, or None if it was not in time."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True).new_page()
    page.set_default_timeout(seconds * 1000)
    start = time.perf_counter()
    try:
        page.goto(path.as_uri(), wait_until="commit")
        page.wait_for_selector(READY, state="attached")
    except TimeoutError:
        return page, None
    return page, time.perf_counter() - start


def frames_per_second(page: Page, act: str) -> float:
    """Frames a second while the mouse drags or the wheel turns for some two seconds."""
    page.mouse.move(640, 450)
    page.evaluate(FRAMES)
    start = time.perf_counter()
    if act == "drag":
        page.mouse.down()
    turn = 0
    while time.perf_counter() - start < 2:
        turn += 1
        if act == "drag":
            page.mouse.move(640 + 8 * (turn % 40 - 20), 450 + 4 * (turn % 20 - 10))
        else:
            page.mouse.wheel(60 if turn % 80 < 40 else -60, 0)
    frames = page.evaluate("() => { window.counting = false; return window.frames_; }")
    seconds = time.perf_counter() - start
    if act == "drag":
        page.mouse.up()
    return float(frames / seconds)


def ours(browser: Browser, folder: Path, count: int, seconds: float) -> list[str]:
    """Make a page of some events and measure it."""
    meetings = synthetic(count, 400)
    start = time.perf_counter()
    html = render(meetings, [], title=f"{count:,} events")
    made = time.perf_counter() - start
    path = folder / f"{count}.html"
    path.write_text(html, encoding="utf-8")
    page, ready = opened(browser, path, seconds)
    rows = frames_per_second(page, "wheel")
    start = time.perf_counter()
    page.click("#tab-graph")
    page.wait_for_selector("#graph[data-drawn]")
    drawn = time.perf_counter() - start
    graph = frames_per_second(page, "drag")
    page.context.close()
    assert ready is not None
    cells = [f"page, {count:,} events", f"{made:.1f}", f"{path.stat().st_size / 1e6:.2f}", f"{ready:.2f}"]
    return [*cells, f"{rows:.0f}", f"{drawn:.2f}", f"{graph:.0f}"]


def stock(browser: Browser, folder: Path, nodes: int, seconds: float) -> list[str]:
    """Let pyvis write a page of some nodes with its own template, options and layout, and measure it."""
    from pyvis.network import Network

    graph = network(synthetic(nodes, 400))
    graph = graph.subgraph(list(graph)[:nodes])
    start = time.perf_counter()
    net = Network(cdn_resources="in_line")
    for node, label in graph.nodes(data="label"):
        net.add_node(node, label=label)
    for one, other in graph.edges():
        net.add_edge(one, other)
    html = net.generate_html()
    made = time.perf_counter() - start
    signal = 'network.once("afterDrawing", () => { document.documentElement.dataset.ready = "true"; }); return network;'
    assert "return network;" in html
    path = folder / f"pyvis-{nodes}.html"
    path.write_text(html.replace("return network;", signal), encoding="utf-8")
    page, ready = opened(browser, path, seconds)
    rate = moving(page, ready)
    page.context.close()
    cells = [f"pyvis, {nodes:,} nodes", f"{made:.1f}", f"{path.stat().st_size / 1e6:.2f}"]
    return [*cells, timed(ready, seconds), "–", "–", rate]


SIGMA = """<!doctype html><html lang="en"><meta charset="utf-8"><title>sigma.js</title>
<style>html, body, #box {{ margin: 0; height: 100% }}</style><div id="box"></div>
<script>{graphology}</script><script>{sigma}</script><script type="application/json" id="data">{data}</script>
<script>
  const {{ nodes, edges }} = JSON.parse(document.getElementById("data").textContent);
  const graph = new graphology.Graph({{ multi: true }});
  for (const [id, label, color, x, y] of nodes) graph.addNode(id, {{ label, color, x, y, size: 4 }});
  for (const [one, other] of edges) graph.addEdge(one, other);
  new Sigma(graph, document.getElementById("box"));  // draws at once
  const ready = () => {{ document.documentElement.dataset.ready = "true"; }};
  requestAnimationFrame(() => requestAnimationFrame(ready));
</script>"""
COLOURS = {"event": "#e69f00", "person": "#0072b2", "country": "#009e73", "delegation": "#56b4e9"}


def by_sigma(browser: Browser, folder: Path, count: int, seconds: float) -> list[str]:
    """Write a page that shows the whole network of some events by sigma.js, and measure it."""
    meetings = synthetic(count, 400)
    start = time.perf_counter()
    graph = network(meetings)
    chance = random.Random(1)
    nodes = [
        (node, data["label"], COLOURS.get(data["kind"], "#d55e00"), chance.random(), chance.random())
        for node, data in graph.nodes(data=True)
    ]
    libraries = {
        "graphology": MODULES / "graphology" / "dist" / "graphology.umd.min.js",
        "sigma": MODULES / "sigma" / "dist" / "sigma.min.js",
    }
    code = {name: path.read_text(encoding="utf-8") for name, path in libraries.items()}
    data = json.dumps({"nodes": nodes, "edges": list(graph.edges())}, separators=(",", ":"))
    path = folder / f"sigma-{count}.html"
    path.write_text(SIGMA.format(data=data.replace("<", "\\u003c"), **code), encoding="utf-8")
    made = time.perf_counter() - start
    page, ready = opened(browser, path, seconds)
    rate = moving(page, ready)
    page.context.close()
    cells = [f"sigma.js, {count:,} events, {len(nodes):,} nodes", f"{made:.1f}", f"{path.stat().st_size / 1e6:.2f}"]
    return [*cells, timed(ready, seconds), "–", "–", rate]


def timed(ready: float | None, seconds: float) -> str:
    return f"{ready:.2f}" if ready is not None else f"> {seconds:.0f}"


def moving(page: Page, ready: float | None) -> str:
    """Frames a second while the graph is dragged; a dash where it never came or no longer answers."""
    if ready is None:
        return "–"
    try:
        return f"{frames_per_second(page, 'drag'):.1f}"
    except (Error, TimeoutError):
        return "–"


def ratios(table: dict[str, list[str]]) -> None:
    """Print how much longer the others take to be ready, and how many times the frames the page draws, by size."""
    for name, cells in table.items():
        if name.startswith("page"):
            continue
        size = int(name.split(",")[1].split()[0]) if name.startswith("pyvis") else None
        own = next((v for k, v in table.items() if k.startswith("page") and k.split(", ")[1] in name), None)
        own = own or (next(iter(table.values())) if size else None)
        if own is None:
            continue
        least = cells[3].startswith(">")
        slower = float(cells[3].strip("> ")) / float(own[3])
        smoother = f", {float(own[6]) / max(float(cells[6]), 0.1):.1f} times the frames" if cells[6] != "–" else ""
        print(f"{own[0]} against {name}: ready {'more than ' if least else ''}{slower:.1f} times as fast{smoother}")


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60
    events = [int(count.replace(",", "")) for count in sys.argv[2:]] or EVENTS
    if not (MODULES / "sigma").exists():
        sys.exit("sigma.js is not installed: run (cd tests/page && npm ci)")
    chromium = os.environ.get("KG_CHROMIUM") or shutil.which("chromium")
    heads = ["", "made (s)", "size (MB)", "ready (s)", "rows (fps)", "graph (s)", "graph (fps)"]
    table: dict[str, list[str]] = {}

    def line(cells: list[str]) -> None:
        print("".join(f"{cell:<12}" if index else f"{cell:<46}" for index, cell in enumerate(cells)), flush=True)

    line(heads)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        for measure, sizes in ((ours, events), (stock, NODES), (by_sigma, events)):
            for size in sizes:
                browser = playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
                cells = measure(browser, Path(folder), size, seconds)
                browser.close()
                table[cells[0]] = cells
                line(cells)
    ratios(table)


if __name__ == "__main__":
    main()
