"""How fast the page opens and moves with 300, 10,000 and 100,000 events, beside a page as pyvis writes it.

    python bench/page.py [SECONDS]

Needs the packages of the extra `test` and Chromium (KG_CHROMIUM, or the one on the path). Every page opens without
network in a browser of 1280 by 800 pixels. "ready" is from the navigation until it can be used; frames are counted
while the mouse drags the graph, and while the rows scroll. pyvis gets 100, 300 and 1000 nodes of the
network of such events, with the options it comes with; after SECONDS (60) without a drawing the measurement gives up.
"""

import os
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
READY = "document.documentElement.dataset.ready === 'true'"
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
        page.wait_for_function(READY, polling=20)
    except (Error, TimeoutError):
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
    graph_rate = f"{frames_per_second(page, 'drag'):.0f}" if ready is not None else "–"
    page.context.close()
    cells = [f"pyvis, {nodes:,} nodes", f"{made:.1f}", f"{path.stat().st_size / 1e6:.2f}"]
    return [*cells, f"{ready:.2f}" if ready is not None else f"> {seconds:.0f}", "–", "–", graph_rate]


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60
    chromium = os.environ.get("KG_CHROMIUM") or shutil.which("chromium")
    heads = ["", "made (s)", "size (MB)", "ready (s)", "rows (fps)", "graph (s)", "graph (fps)"]
    print("".join(f"{head:<13}" if index else f"{head:<24}" for index, head in enumerate(heads)))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
        for measure, sizes in ((ours, EVENTS), (stock, NODES)):
            for size in sizes:
                cells = measure(browser, Path(folder), size, seconds)
                print("".join(f"{c:<13}" if i else f"{c:<24}" for i, c in enumerate(cells)), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
