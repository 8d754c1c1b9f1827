"""The graph on narrow screens and beside the panel."""

import pytest
from playwright.sync_api import Page

from .conftest import SCREENSHOTS, Open, drawn

pytestmark = pytest.mark.browser


def letters(page: Page) -> list[tuple[float, float]]:
    """Left and right edge of the ink in the graph's canvas, in pixels, row by row where there is any."""
    found: list[tuple[float, float]] = page.evaluate(
        """() => {
          const canvas = document.querySelector("#graph canvas"), scale = canvas.width / canvas.clientWidth;
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          let [left, right] = [canvas.width, 0];
          for (let i = 3; i < data.length; i += 4) if (data[i]) {
            const x = ((i - 3) / 4) % canvas.width;
            left = Math.min(left, x); right = Math.max(right, x);
          }
          return [[left / scale, right / scale]];
        }"""
    )
    return found


def test_on_a_phone_the_graph_is_as_wide_as_the_screen_with_legible_names(open_page: Open, talks: str) -> None:
    page = open_page(talks, "#view=graph", width=390, height=844).page
    assert drawn(page) == 20
    ((left, right),) = letters(page)
    assert left > 1
    assert right < 389
    assert right - left > 250
    with page.expect_download() as saved:
        page.click("#save-svg")
    assert 'font-size="12"' in saved.value.path().read_text(encoding="utf-8")


def test_the_column_that_was_chosen_stays_in_view_beside_the_panel(open_page: Open, sixty: str) -> None:
    page = open_page(sixty).page
    box = page.locator("#rows .head").last.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 20)
    panel, head = page.locator("#panel").bounding_box(), page.locator("#rows .head").last.bounding_box()
    assert panel
    assert head
    assert head["x"] + head["width"] <= panel["x"] + 1


def test_the_node_that_was_chosen_is_brought_into_view(open_page: Open, talks: str) -> None:
    page = open_page(talks, "#view=graph").page
    drawn(page)
    page.mouse.move(10, 300)
    for _ in range(20):
        page.mouse.wheel(0, -300)
    page.fill("#search", "Fidan")
    page.press("#search", "Enter")
    page.wait_for_function("document.querySelector('#graph canvas').clientWidth < 900")
    page.wait_for_timeout(100)
    middle = page.evaluate(
        """() => {
          const canvas = document.querySelector("#graph canvas");
          return [...canvas.getContext("2d").getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data];
        }"""
    )
    assert middle == [0, 114, 178, 255]  # the colour of a person


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_most_of_a_large_graph_takes_most_of_the_room(open_page: Open, many: str, width: int, height: int) -> None:
    page = open_page(many, "#view=graph", width=width, height=height).page
    drawn(page)
    page.screenshot(path=SCREENSHOTS / f"graph-many-{width}.png")
    columns = page.evaluate(
        """() => {
          const canvas = document.querySelector("#graph canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const found = [];
          for (let i = 0; i < data.length / 4; i++)
            if (data[i * 4 + 3] > 200) found.push((i % canvas.width) / canvas.width);
          return found.sort((a, b) => a - b);
        }"""
    )
    least, most = columns[len(columns) // 20], columns[len(columns) * 19 // 20]
    assert most - least > 0.45
