"""The labels of the graph: of one legible size, on each other nowhere, and enough of them."""

from typing import Any

import pytest
from playwright.sync_api import Page

from .conftest import SCREENSHOTS, Open, drawn

pytestmark = pytest.mark.browser


def labels(page: Page) -> int:
    """How many labels the graph shows."""
    return int(page.get_attribute("#graph", "data-labels") or 0)


def drawings(page: Page, act: Any) -> list[tuple[str, float, float, float, float]]:
    """The lines that are written into the graph while something is done: text, left, top, right, bottom on screen."""
    page.evaluate(
        """() => {
          window.written = [];
          const write = CanvasRenderingContext2D.prototype.fillText;
          window.unwatch = () => { CanvasRenderingContext2D.prototype.fillText = write; };
          CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
            const at = this.getTransform(), ratio = this.canvas.width / this.canvas.clientWidth;
            const size = parseFloat(this.font) * at.d / ratio, wide = this.measureText(text).width * at.a / ratio;
            const point = at.transformPoint({ x, y });
            const [left, top] = [point.x / ratio - wide / 2, point.y / ratio];
            window.written.push([text, left, top, left + wide, top + size]);
            return write.call(this, text, x, y);
          };
        }"""
    )
    act()
    page.wait_for_timeout(300)
    found: list[tuple[str, float, float, float, float]] = page.evaluate("(window.unwatch(), window.written)")
    last = max((index for index, each in enumerate(found) if each[0] == found[0][0]), default=0)
    return found[last:] if found else []


def nudge(page: Page) -> Any:
    """Zoom out a little."""
    page.mouse.move(640, 400)
    return lambda: page.mouse.wheel(0, 60)


@pytest.mark.parametrize("pages", ["sixty", "many"])
def test_labels_of_a_large_graph_are_legible_and_never_on_each_other(
    open_page: Open, request: pytest.FixtureRequest, pages: str
) -> None:
    page = open_page(request.getfixturevalue(pages), "#view=graph").page
    drawn(page)
    assert labels(page) > 30
    page.screenshot(path=SCREENSHOTS / f"graph-labels-{pages}.png")
    lines = drawings(page, nudge(page))
    assert len(lines) > 30
    assert all(bottom - top >= 12.5 for _, _, top, _, bottom in lines)
    for index, (text, left, top, right, bottom) in enumerate(lines):
        for other, left2, top2, right2, bottom2 in lines[index + 1 :]:
            apart = right <= left2 + 1 or right2 <= left + 1 or bottom <= top2 + 3 or bottom2 <= top + 3
            assert apart, (text, other)


def test_all_nodes_of_a_small_graph_have_their_label(open_page: Open, talks: str) -> None:
    page = open_page(talks, "#view=graph").page
    assert labels(page) == drawn(page)


def test_nearer_by_there_are_more_labels(open_page: Open, many: str) -> None:
    page = open_page(many, "#view=graph").page
    drawn(page)
    page.mouse.move(640, 400)
    for _ in range(4):
        page.mouse.wheel(0, -300)
    page.wait_for_timeout(300)
    lines = drawings(page, lambda: page.mouse.wheel(0, -30))
    assert lines
    assert all(bottom - top <= 18 for _, _, top, _, bottom in lines)


def test_what_the_search_finds_is_labelled_and_nothing_else(open_page: Open, many: str) -> None:
    page = open_page(many, "#view=graph").page
    drawn(page)
    lines = drawings(page, lambda: page.fill("#search", "Karim Aydin"))
    texts = " ".join(line[0] for line in lines)
    assert "Karim Aydin" in texts
    assert "Elif Bauer" not in texts


def test_a_click_on_a_label_chooses_its_node(open_page: Open, talks: str) -> None:
    page = open_page(talks, "#view=graph").page
    drawn(page)
    lines = drawings(page, nudge(page))
    box = page.locator("#graph").bounding_box()
    assert box
    (left, top, right, bottom) = next(line[1:] for line in lines if line[0] == "Rustem Umerov")
    page.mouse.click(box["x"] + (left + right) / 2, box["y"] + (top + bottom) / 2)
    assert page.inner_text("#panel h2") == "Rustem Umerov"


@pytest.mark.parametrize("width", [1280, 1600])
def test_the_graph_takes_the_height_of_its_room_too(open_page: Open, sixty: str, width: int) -> None:
    page = open_page(sixty, "#view=graph", width=width, height=800).page
    drawn(page)
    lines = drawings(page, nudge(page))
    tall = max(line[4] for line in lines) - min(line[2] for line in lines)
    assert tall > 0.6 * page.evaluate("document.querySelector('#graph').clientHeight")
