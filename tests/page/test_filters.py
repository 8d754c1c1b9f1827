"""The filters on a narrow screen: folded away behind a button that says how many are set."""

import pytest

from .conftest import Open

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


def test_on_a_phone_filters_unfold_at_a_button_in_two_columns(open_page: Open, sixty: str) -> None:
    page = open_page(sixty, **PHONE).page
    opener = page.locator("#more-filters")
    assert page.locator("#filters").is_hidden()
    assert (opener.inner_text(), opener.get_attribute("aria-expanded")) == ("Filters", "false")
    opener.focus()
    page.keyboard.press("Enter")
    assert opener.get_attribute("aria-expanded") == "true"
    boxes = [each.bounding_box() for each in page.locator("#filters select").all()]
    assert len({round(box["x"]) for box in boxes if box}) == 2
    assert all(box and box["width"] > 160 and box["height"] >= 40 for box in boxes)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.select_option("select[aria-label=kind]", "call")
    page.select_option("select[aria-label=place]", "Geneva")
    assert page.locator("#filters").is_visible()
    assert opener.inner_text() == "Filters (2)"
    opener.click()
    assert page.locator("#filters").is_hidden()


def test_a_filter_that_the_address_sets_is_told_while_folded(open_page: Open, sixty: str) -> None:
    assert open_page(sixty, "#status=held", **PHONE).page.inner_text("#more-filters") == "Filters (1)"


def test_on_a_wide_screen_filters_stand_there(open_page: Open, sixty: str) -> None:
    page = open_page(sixty).page
    assert page.locator("#more-filters").is_hidden()
    assert page.locator("#filters select").count() == 5


def test_without_filters_there_is_no_button(open_page: Open) -> None:
    from kg.page import render

    assert open_page(render([], [], title="Empty"), **PHONE).page.locator("#more-filters").is_hidden()
