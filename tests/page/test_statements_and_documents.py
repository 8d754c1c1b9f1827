"""Statements without a date and the documents of an event, as the page shows them."""

import re

import pytest
from playwright.sync_api import Page

from kg.page import render

from .conftest import SECOND, Open
from .sample import istanbul

pytestmark = pytest.mark.browser

UNDATED = "statement/mediator"
NOT_GIVEN = "date not given"


def marks(page: Page) -> dict[str, str]:
    """The classes of every mark in the lanes, by identifier."""
    found: dict[str, str] = page.eval_on_selector_all(
        "#rows .dot.context", "all => Object.fromEntries(all.map(one => [one.dataset.id, one.getAttribute('class')]))"
    )
    return found


def test_an_undated_statement_is_hollow_beside_its_event_and_said_to_have_no_date(open_page: Open, talks: str) -> None:
    page = open_page(talks).page
    assert [name for name, classes in marks(page).items() if "undated" in classes] == [UNDATED]
    fills = [
        page.eval_on_selector(f"#rows [data-id='{name}'] .mark", "mark => getComputedStyle(mark).fill")
        for name in (UNDATED, "statement/memorandum-received")
    ]
    assert fills[0] != fills[1]
    mark = page.locator(f"#rows [data-id='{UNDATED}']")
    assert NOT_GIVEN in (mark.get_attribute("aria-label") or "")
    assert (mark.locator("title").text_content() or "").startswith(NOT_GIVEN)
    assert NOT_GIVEN in page.inner_text("#rows-legend")
    mark.click(force=True)
    assert page.inner_text("#panel .when").strip() == NOT_GIVEN
    assert "2 June" not in page.inner_text("#panel .when")


def test_on_a_phone_an_undated_statement_follows_its_event_without_a_date(open_page: Open, talks: str) -> None:
    page = open_page(talks, width=390, height=844).page
    items = page.eval_on_selector_all("#rows .cards > li", "all => all.map(one => one.dataset.id)")
    assert items.index(UNDATED) == items.index(SECOND) + 1
    assert page.inner_text(f"#rows .aside[data-id='{UNDATED}'] .quiet") == NOT_GIVEN


def test_undated_statements_do_not_change_the_strip(open_page: Open) -> None:
    meetings, statements = istanbul()
    dated = [statement for statement in statements if statement.date]
    bars = [
        open_page(render(meetings, said, title="x")).page.inner_html("#strip-chart") for said in (statements, dated)
    ]
    assert bars[0] == bars[1]


def test_the_panel_shows_documents_with_their_provisions_and_search_finds_them(open_page: Open, talks: str) -> None:
    page = open_page(talks, f"#selected={SECOND}").page
    panel = page.inner_text("#panel")
    document = next(document for meeting in istanbul()[0] for document in meeting.documents)
    assert all(
        text in panel for text in (document.label, *document.by, document.aim or "", document.known_through or "")
    )
    assert "proposal, delivered" in panel
    assert page.locator("#panel .document ol li").all_inner_texts() == [p.text for p in document.provisions]
    page.fill("#search", "thirty days")
    assert re.search("Second Istanbul round", page.inner_text("#hits"))


def test_opening_and_closing_the_panel_leaves_the_rows_as_they_are(open_page: Open, sixty: str) -> None:
    page = open_page(sixty).page
    page.evaluate("document.querySelector('#rows').scrollTo(700, 60)")
    page.evaluate("window.before = document.querySelector('#rows .grid')")
    box = page.locator("#rows .head >> nth=12").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 20)
    place = "[document.querySelector('#rows').scrollLeft, document.querySelector('#rows').scrollTop]"
    assert page.locator("#panel").is_visible()
    assert page.evaluate(place) == [700, 60]
    page.keyboard.press("Escape")
    assert page.evaluate(place) == [700, 60]
    assert page.evaluate("window.before === document.querySelector('#rows .grid')")


def test_rules_reach_the_right_edge_with_few_meetings_also_after_the_panel_was_open(
    open_page: Open, talks: str
) -> None:
    page = open_page(talks, f"#from=2025-05-16&until=2025-05-17&selected={SECOND}").page
    page.keyboard.press("Escape")
    right = (
        "Math.max(...[...document.querySelectorAll('#rows .body .rule')].map(one => one.getBoundingClientRect().right))"
    )
    assert page.evaluate(right) >= 1279


@pytest.mark.parametrize(
    ("address", "labels"),
    [
        ("&until=2025-05-20", ["First Istanbul round", "Prisoner exchange agreed in the first round"]),
        ("&status=announced", ["Third round, date not settled"]),
        ("&query=bombers", ["Ukrainian long-range strikes on air bases"]),
    ],
)
def test_the_table_follows_range_filters_and_search(
    open_page: Open, talks: str, address: str, labels: list[str]
) -> None:
    page = open_page(talks, f"#view=table{address}").page
    assert page.locator("#view-table tbody td:nth-child(3)").all_inner_texts() == labels
    assert page.inner_text("#status").startswith(f"Showing {len(labels)} of 6 events")
    page.fill("#search", "no such thing")
    assert page.locator("#view-table tbody tr").count() == 0
