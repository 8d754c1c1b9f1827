"""What is denied, disputed, planned or undated never looks like a fact."""

import pytest
from playwright.sync_api import Page

from kg.network import co_presence

from .conftest import SCREENSHOTS, SECOND, Open, heads
from .sample import disputed, synthetic

pytestmark = pytest.mark.browser

SUMMIT = "event/summit"


def met(page: Page) -> dict[str, str]:
    """Whom the panel says somebody met, with how often."""
    section = page.locator("#panel section", has=page.locator("h3", has_text="Met"))
    rows = [row.inner_text().split("\n") for row in section.locator("li").all()]
    return dict(rows)


def marked(page: Page, name: str) -> str:
    """The classes and signs of somebody's mark in the rows."""
    dot = page.locator(f"#rows .column[data-id='{SUMMIT}'] .dot[data-id='{name}']")
    return f"{dot.locator('.mark').get_attribute('class')} {dot.text_content()}"


@pytest.mark.parametrize("who", ["anna-bell", "joao-cruz", "li-wen", "max-roy", "ned-ash", "una-oak", "pia-elm"])
def test_the_panel_names_whom_somebody_met_by_the_rule_of_the_network(open_page: Open, quarrel: str, who: str) -> None:
    """Nobody of a cancelled or announced meeting, no colleague, no own country, nobody hoped for or denied."""
    found = met(open_page(quarrel, f"#selected=person/{who}").page)
    graph = co_presence(disputed()[0])
    person = f"person/{who}"
    expected = {graph.nodes[other]["label"] for other in graph[person]} if person in graph else set()
    assert set(found) == expected
    assert all(times == "1 meeting" for times in found.values())


def test_the_panel_counts_as_the_network_does(open_page: Open, talks: str, sixty: str) -> None:
    assert set(met(open_page(talks, "#selected=person/hakan-fidan").page)) == {"Rustem Umerov", "Vladimir Medinsky"}
    graph = co_presence(synthetic(60, 120))
    busiest = max(graph, key=lambda node: len(graph[node]))
    found = met(open_page(sixty, f"#selected={busiest}").page)
    assert found
    for name, times in found.items():
        other = next(node for node in graph[busiest] if graph.nodes[node]["label"] == name)
        assert times.split()[0] == str(graph.edges[busiest, other]["count"])


def test_denied_attendance_is_struck_through_and_hoped_for_hollow_and_the_legend_says_so(
    open_page: Open, quarrel: str
) -> None:
    page = open_page(quarrel).page
    assert "denied" in marked(page, "person/ned-ash")
    assert "unsure" not in marked(page, "person/ned-ash")
    assert "unsure" in marked(page, "person/una-oak")
    shapes = [
        page.get_attribute(f".column[data-id='{SUMMIT}'] .dot[data-id='person/{name}'] .mark", "d") or ""
        for name in ("ned-ash", "joao-cruz")
    ]
    assert shapes[0].startswith(shapes[1])
    assert shapes[0] != shapes[1]
    legend = page.locator("#rows-legend li").all_inner_texts()
    assert {"denied or negative", "planned or hoped for"} <= {text.strip() for text in legend}


def test_nobody_denied_or_hoped_for_is_joined_by_the_bar_of_a_meeting_that_was_held(
    open_page: Open, quarrel: str
) -> None:
    page = open_page(quarrel).page
    column = f".column[data-id='{SUMMIT}']"
    bar = page.locator(f"{column} .bar").bounding_box()
    absent = page.locator(f"{column} .dot[data-id='person/una-oak'] .mark").bounding_box()
    assert bar
    assert absent
    assert page.locator(f"{column} .bar").count() == 1
    firm = [page.locator(f"{column} .dot[data-id='person/{name}'] .mark").bounding_box() for name in ("li-wen",)]
    assert all(box and bar["y"] <= box["y"] <= bar["y"] + bar["height"] for box in firm)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_disputed_attendance_and_roles_bear_an_asterisk(open_page: Open, quarrel: str, width: int, scheme: str) -> None:
    page = open_page(quarrel, width=width, height=844, color_scheme=scheme).page
    if width > 640:
        starred = [name for name in ("anna-bell", "joao-cruz", "li-wen") if "*" in marked(page, f"person/{name}")]
        assert starred == ["joao-cruz", "li-wen"]
    else:
        notes = page.locator("#rows .card li", has_text="sources differ").all_inner_texts()
        assert {note.split("\n")[0] for note in notes} == {"Joao Cruz", "Li Wen"}
    assert "* sources differ" in " ".join(page.inner_text("#rows-legend").split())
    page.screenshot(path=SCREENSHOTS / f"quarrel-{width}-{scheme}.png")
    page.evaluate(f"location.hash = 'selected={SUMMIT}'")
    page.wait_for_selector("#panel .people")
    assert page.locator("#panel .people li", has_text="* sources differ").count() == 2


def test_denied_and_negative_statements_are_marked_in_lanes_panel_list_and_table(open_page: Open, quarrel: str) -> None:
    page = open_page(quarrel).page
    for name, sign in (("statement/no-handshake", "denied"), ("statement/not-there", "negative")):
        assert "denied" in (page.get_attribute(f"#rows [data-id='{name}']", "class") or "")
        assert sign in (page.get_attribute(f"#rows [data-id='{name}']", "aria-label") or "")
        page.evaluate(f"location.hash = 'selected={name}'")
        page.wait_for_selector(f"#panel .kicker .pill.warns:text-is('{sign}')")
    page.evaluate("location.hash = 'selected=person/anna-bell'")
    page.wait_for_selector("#panel .statements .pill.warns:text-is('denied')")
    page.click("#tab-table")
    assert page.inner_text("tr[data-id='statement/not-there'] td:nth-child(6)") == "negative"
    assert page.inner_text("tr[data-id='statement/no-handshake'] td:nth-child(6)") == "denied"
    phone = open_page(quarrel, width=390, height=844).page
    assert "(denied)" in phone.inner_text(".aside[data-id='statement/no-handshake']")


def test_undated_statements_without_an_event_have_a_lane_and_are_counted(open_page: Open, quarrel: str) -> None:
    page = open_page(quarrel).page
    assert page.locator("#rows .lane-name").all_text_contents() == ["Statements", "Date not given"]
    lane = page.locator("#rows .dot[data-id='statement/not-there']")
    box = lane.bounding_box()
    assert box
    assert 0 < box["x"] < 1280
    assert ", 2 of 2 statements" in page.inner_text("#showing")
    page.evaluate("location.hash = 'from=2033-01-01'")
    page.wait_for_function("document.querySelector('#showing').textContent.includes(', 1 of 2 statements')")
    assert lane.count() == 0
    page.evaluate("location.hash = 'view=table'")
    page.wait_for_function("document.querySelector('#showing').textContent.includes('3 events, 2 of 2 statements')")


@pytest.mark.parametrize("place", ["Lake House", "Town Hall"])
def test_a_place_that_any_source_gives_counts_in_every_view(open_page: Open, quarrel: str, place: str) -> None:
    page = open_page(quarrel, "#view=places").page
    row = page.locator("#places tr", has=page.locator(f"[data-place='{place}']"))
    assert "* sources differ" in row.inner_text()
    assert row.locator("td").first.inner_text().strip() == "1"
    page.click(f"[data-place='{place}']")
    page.click("#tab-rows")
    assert heads(page) == [SUMMIT]
    name = page.locator("#rows .name.place", has_text=place).get_attribute("data-id") or ""
    assert "*" in marked(page, name)
    page.locator(f"#rows .name[data-id='{name}']").click()
    assert "Summit at the lake" in page.inner_text("#panel")


def test_the_head_of_a_column_names_the_place(open_page: Open, talks: str) -> None:
    page = open_page(talks).page
    found = page.locator(f".head[data-id='{SECOND}'] .head-place").all_text_contents()
    assert found == ["Çırağan Palace, Istanbul"]
    box = page.locator(".head .head-place").first.bounding_box()
    assert box
    assert box["y"] < 400
