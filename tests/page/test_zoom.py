"""Many meetings in the rows: zoom, sticky names and heads, more on request."""

import pytest
from playwright.sync_api import Page

from kg.page import render

from .conftest import SCREENSHOTS, Open, heads
from .sample import synthetic

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def hundreds() -> str:
    return render(synthetic(300, 150), [], title="Three hundred meetings")


def column(page: Page) -> int:
    """How wide a column is, in pixels."""
    return int(page.get_attribute("#rows .grid", "data-column") or 0)


def under(page: Page, x: float) -> str:
    """The column below a point of the screen."""
    found: str = page.evaluate("x => document.elementFromPoint(x, 180).closest('[data-id]').dataset.id", x)
    return found


def test_buttons_keys_and_wheel_make_columns_narrower_and_wider(open_page: Open, hundreds: str) -> None:
    page = open_page(hundreds).page
    widths = [column(page)]
    page.click("[data-zoom='-1']")
    widths.append(column(page))
    assert page.evaluate("document.activeElement.dataset.zoom") == "-1"
    page.keyboard.press("-")
    widths.append(column(page))
    page.mouse.move(700, 400)
    page.keyboard.down("Control")
    page.mouse.wheel(0, 100)
    page.wait_for_function(f"Number(document.querySelector('#rows .grid').dataset.column) < {widths[-1]}")
    widths.append(column(page))
    page.mouse.wheel(0, -100)
    page.wait_for_function(f"Number(document.querySelector('#rows .grid').dataset.column) > {widths[-1]}")
    page.keyboard.up("Control")
    page.keyboard.press("+")
    assert widths == sorted(widths, reverse=True)
    assert column(page) == widths[1]
    page.fill("#search", "a-b+c")
    assert column(page) == widths[1]


def test_zooming_with_the_wheel_keeps_what_is_below_the_pointer(open_page: Open, hundreds: str) -> None:
    page = open_page(hundreds).page
    page.evaluate("document.querySelector('#rows').scrollLeft = 5000")
    page.mouse.move(706, 400)
    before, width = under(page, 706), column(page)
    page.keyboard.down("Control")
    for _ in range(3):
        page.mouse.wheel(0, 100)
        page.wait_for_function(f"Number(document.querySelector('#rows .grid').dataset.column) != {width}")
        width = column(page)
    assert under(page, 706) == before


def test_three_hundred_meetings_are_shown_on_request_with_dates_upright_names_and_heads_in_view(
    open_page: Open, hundreds: str
) -> None:
    page = open_page(hundreds).page
    assert len(heads(page)) == 150
    page.click("#more")
    assert len(heads(page)) == 300
    assert page.inner_text("#showing").startswith("Showing 300 of 300 meetings")
    assert page.locator("#more").count() == 0
    for _ in range(8):
        page.keyboard.press("-")
    assert column(page) == 20
    page.evaluate("document.querySelector('#rows').scrollTo(3000, 300)")
    names, dates = page.locator("#rows .names").bounding_box(), page.locator("#rows .heads").bounding_box()
    rows = page.locator("#rows").bounding_box()
    assert names
    assert dates
    assert rows
    assert names["x"] == rows["x"]
    assert dates["y"] == rows["y"]
    visible = page.eval_on_selector_all(
        "#rows .upright",
        "all => all.map(one => one.getBoundingClientRect()).filter(box => box.left > 160 && box.right < 1280)"
        ".map(box => [box.top, box.bottom])",
    )
    assert len(visible) > 50
    assert all(rows["y"] <= top and bottom <= dates["y"] + dates["height"] for top, bottom in visible)
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / "three-hundred.png")


def test_more_never_exceeds_what_a_browser_draws_without_trouble(open_page: Open, many: str) -> None:
    page = open_page(many).page
    for _ in range(2):
        page.click("#more")
    assert len(heads(page)) == 600
    assert page.locator("#more").count() == 0
    assert page.locator("#rows .head, #rows .name").count() <= 1000
    page.click("#tab-graph")
    page.wait_for_selector("#graph[data-drawn]")
    assert int(page.get_attribute("#graph", "data-drawn") or 0) <= 1000
