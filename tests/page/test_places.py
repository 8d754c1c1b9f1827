"""Where they meet: the view of places."""

from collections import Counter

import pytest
from playwright.sync_api import Page

from kg.page import render

from .conftest import SCREENSHOTS, Open, heads
from .sample import istanbul, synthetic

pytestmark = pytest.mark.browser


def rows(page: Page) -> list[tuple[str, str, list[str]]]:
    """Level, name and the other cells of every row."""
    found = page.eval_on_selector_all(
        "#places tbody tr",
        "all => all.map(row => [row.className, row.cells[0].querySelector('[data-place], span').textContent,"
        "[...row.cells].slice(1).map(cell => cell.innerText.trim())])",
    )
    return [(level, name, cells) for level, name, cells in found]


def test_venue_city_and_country_are_counted_with_first_and_last_date(open_page: Open, talks: str) -> None:
    page = open_page(talks, "#view=places").page
    assert rows(page) == [
        ("level-0", "Türkiye", ["3 (1 under way, 1 announced)", "16 May 2025", "about June 2025"]),
        ("level-1", "Istanbul", ["3 (1 under way, 1 announced)", "16 May 2025", "about June 2025"]),
        ("level-2", "Çırağan Palace", ["1 (1 under way)", "2 June 2025", "2 June 2025"]),
    ]
    assert "41.04° N, 29.02° E" in page.inner_text("#places")
    assert page.inner_text("#status").startswith("Showing places of 3 of 3 meetings")
    for width, scheme in ((1280, "light"), (390, "dark")):
        shot = open_page(talks, "#view=places", width=width, color_scheme=scheme).page
        assert shot.evaluate("document.documentElement.scrollWidth") <= width
        shot.screenshot(path=SCREENSHOTS / f"places-{width}-{scheme}.png")


def test_counts_are_those_of_the_data_and_follow_range_and_search(open_page: Open, sixty: str) -> None:
    page = open_page(sixty, "#view=places").page
    expected = Counter(meeting.place.name for meeting in synthetic(60, 120) if meeting.place)
    counts = {name: int(cells[0].split(" (")[0]) for level, name, cells in rows(page) if level == "level-1"}
    assert counts == expected
    assert [name for level, name, _ in rows(page) if level == "level-0"] == ["country not given"]
    page.evaluate("location.hash = 'view=places&until=2015-12-31'")
    page.wait_for_function("document.querySelector('#status').textContent.includes(' of 60 meetings')")
    assert sum(int(cells[0].split(" (")[0]) for level, _, cells in rows(page) if level == "level-0") < 12
    page.evaluate("location.hash = 'view=places&query=oslo'")
    page.wait_for_timeout(50)
    assert [name for level, name, _ in rows(page) if level == "level-1"] == ["Oslo"]


def test_choosing_a_place_shows_its_meetings_only_and_choosing_it_again_all(open_page: Open, sixty: str) -> None:
    page = open_page(sixty, "#view=places").page
    page.click("[data-place=Oslo]")
    page.click("#tab-rows")
    inside = {meeting.id for meeting in synthetic(60, 120) if meeting.place and meeting.place.name == "Oslo"}
    assert set(heads(page)) == inside
    page.click("#tab-places")
    page.click("[data-place=Oslo]")
    assert len(rows(page)) > 5


def test_meetings_without_a_place_are_counted(open_page: Open) -> None:
    strikes = [meeting for meeting in istanbul()[0] if meeting.place is None]
    assert "3 meetings without a place." in open_page(render(strikes, [], title="x"), "#view=places").page.inner_text(
        "#places"
    )
