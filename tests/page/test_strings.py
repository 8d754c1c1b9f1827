"""The big list of naughty strings through every field of the page."""

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from kg.answers import Meeting, StatementMade
from kg.page import render

from .conftest import Open, drawn
from .sample import hostile, istanbul

pytestmark = pytest.mark.browser

STRINGS: list[str] = json.loads((Path(__file__).parents[1] / "data" / "blns.json").read_text(encoding="utf-8"))


def own(value: Any, suffix: str) -> Any:
    """The same answer with identifiers of its own, so that nothing of it is shared with another."""
    names = {name: f"{getattr(value, name)}{suffix}" for name in ("id", "delegation_id") if getattr(value, name, None)}
    return evolve(value, **names)


def answers(texts: list[str]) -> tuple[list[Meeting], list[StatementMade]]:
    """An event and a statement for every text, with the text in every field."""
    second, statement = istanbul()[0][4], istanbul()[1][1]
    meetings, statements = [], []
    for index, text in enumerate(texts):
        suffix = f"-{index}"
        meeting = evolve(
            own(second, suffix),
            place=own(second.place, suffix),
            participants=tuple(own(participant, suffix) for participant in second.participants),
            delegations=tuple(own(delegation, suffix) for delegation in second.delegations),
            sources=tuple(own(source, suffix) for source in second.sources),
        )
        meetings.append(hostile(meeting, text, text))
        statements.append(hostile(evolve(statement, id=f"statement/{index}", about=(meeting.id,)), text, text))
    return meetings, statements


OPEN_EVERY_PANEL = """() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const wrong = [];
  history.replaceState = () => {}; // the browser slows down pages that change their address often
  document.body.hidden = true; // laying out all of it at every step takes most of the time
  for (const event of data.events) {
    document.querySelector(`#view-table [data-id="${event.id}"] .choose`).click();
    const panel = document.querySelector("#panel");
    const shown = [...panel.querySelectorAll("h2, blockquote, .people .choose, .document h4, .value, .source-name")];
    const text = event.label || "";
    if (shown.length < 8 || shown.some(one => !one.textContent.includes(text))) wrong.push(event.id);
    if (panel.querySelector("script, img, iframe, object, embed, style, [onerror], [src]")) wrong.push(event.id);
    if ([...panel.querySelectorAll("a")].some(one => !/^https?:$/.test(one.protocol))) wrong.push(event.id);
  }
  document.body.hidden = false;
  return wrong;
}"""

SEARCH_EVERYTHING = """() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const search = document.querySelector("#search");
  search.focus();
  let found = 0;
  for (const event of data.events.filter((_, index) => index % 20 === 0)) {
    search.value = (event.label || "").slice(0, 30);
    search.dispatchEvent(new Event("input"));
    if (document.querySelector("#hits [role=option]")) found++;
  }
  search.value = "";
  search.dispatchEvent(new Event("input"));
  return found;
}"""


def test_every_string_is_shown_and_searched_as_it_is_in_every_view(open_page: Open) -> None:
    half = len(STRINGS) // 2
    for texts in (STRINGS[:half], STRINGS[half:]):
        page = open_page(render(*answers(texts), title="Strings"), "#view=table").page
        assert page.evaluate(OPEN_EVERY_PANEL) == []
        page.keyboard.press("Escape")
        page.click("#tab-places")
        assert page.locator("#places tbody tr").count() > 20
        page.click("#tab-graph")
        assert drawn(page) > 100
        page.click("#tab-rows")
        assert page.locator("#rows .head").count() == 150
        assert page.evaluate(SEARCH_EVERYTHING) > len(texts) // 20 // 2
        assert page.title() == "Strings"
        assert page.locator("script").count() == 3
        assert page.locator("img, iframe, object, embed, link, style >> nth=1").count() == 0
