"""Two meetings side by side in the page."""

import pytest
from attrs import evolve
from playwright.sync_api import Page

from kg.answers import Meeting
from kg.page import render

from .conftest import SCREENSHOTS, SECOND, Open
from .sample import istanbul, person

pytestmark = pytest.mark.browser

THIRD = "event/istanbul-talks-round-3"


def compared(page: Page) -> dict[str, list[str]]:
    """The rows of the comparison: change, first, second, by field."""
    rows = page.eval_on_selector_all(
        "#panel .compared tbody tr", "all => all.map(row => [...row.cells].map(cell => cell.innerText))"
    )
    return {head.split("\n")[0]: [head.split("\n")[1], first, second] for head, first, second in rows}


def people(page: Page) -> dict[str, list[str]]:
    """The names below each heading of the comparison."""
    sections = page.locator("#panel section").all()
    return {
        section.locator("h3").inner_text().rsplit(" (", 1)[0]: section.locator("li .choose").all_inner_texts()
        for section in sections
    }


def test_two_meetings_stand_side_by_side_the_earlier_first(open_page: Open, talks: str) -> None:
    page = open_page(talks).page
    page.click(f"#rows .head[data-id='{THIRD}']")
    page.select_option("#panel select", SECOND)
    assert page.locator("#panel thead .choose").all_inner_texts() == [
        "Second Istanbul round",
        "Third round, date not settled",
    ]
    rows = compared(page)
    assert rows["Date"] == ["changed", "2 June 2025", "about June 2025"]
    assert rows["Place"] == ["changed", "Çırağan Palace, Istanbul, Türkiye", "Istanbul, Türkiye"]
    assert rows["Status"] == ["changed", "under way", "announced"]
    assert rows["Head for Ukraine"] == ["same", "Rustem Umerov", "Rustem Umerov"]
    assert "Outcome" not in rows
    assert page.locator("#rows .head.selected").count() == 2
    page.screenshot(path=SCREENSHOTS / "compared.png")


def changed_talks() -> list[Meeting]:
    """Two rounds: one stays, two in another post or role, one leaves, one comes."""
    _, second = (meeting for meeting in istanbul()[0] if meeting.kind == "talks" and meeting.status != "announced")
    before = (
        person("Ada", "member"),
        person("Bo", "member", None, "envoy"),
        person("Cy", "member"),
        person("Di", "host"),
    )
    after = (
        person("Ada", "member", None, "aide"),
        person("Bo", "member", None, "minister"),
        person("Cy", "head"),
        person("Eve", "member"),
        person("Di", "host", modality="denied"),
    )
    return [
        evolve(
            second, id="event/a", participants=before, delegations=(), status="held", outcome="They agreed to meet."
        ),
        evolve(second, id="event/b", participants=after, delegations=(), status="held"),
    ]


def test_who_stayed_came_left_and_changed(open_page: Open) -> None:
    page = open_page(render(changed_talks(), [], title="x"), "#selected=event/a&compare=event/b").page
    assert people(page) == {
        "At both, in another role or post": ["Bo", "Cy"],
        "At both": ["Ada"],
        "Came: named only at the second": ["Eve"],
        "Left: named only at the first": ["Di"],
    }
    assert "envoy, member → minister, member" in page.inner_text("#panel")
    assert compared(page)["Outcome"] == ["not known of both", "They agreed to meet.", "–"]


def test_the_address_keeps_the_comparison_and_choosing_something_else_ends_it(open_page: Open, talks: str) -> None:
    page = open_page(talks, f"#selected={SECOND}&compare={THIRD}", width=390, height=844).page
    assert page.locator("#panel .compared").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert "compare=" in page.evaluate("location.hash")
    page.locator("#panel li .choose").first.click()
    assert page.locator("#panel .compared").count() == 0
    assert "compare=" not in page.evaluate("location.hash")
