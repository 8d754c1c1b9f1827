"""What the page shows in a real browser, without network."""

import json
import re
from typing import Any

import networkx
import pytest
from attrs import evolve
from playwright.sync_api import expect

from kg.dates import parse, possibly_in
from kg.network import network
from kg.page import render
from kg.vocab import MEETING_KINDS

from .conftest import SCREENSHOTS, SECOND, Open, drawn, heads
from .sample import hostile, istanbul, synthetic

pytestmark = pytest.mark.browser


def test_opens_without_network_in_standards_mode_with_one_heading(open_page: Open, talks: str) -> None:
    page = open_page(talks).page
    assert page.evaluate("document.compatMode") == "CSS1Compat"
    assert page.locator("h1").all_inner_texts() == ["The Istanbul talks"]
    assert page.title() == "The Istanbul talks"
    assert page.get_attribute("html", "lang") == "en"


def test_rows_are_in_order_of_time_with_everybody_named_in_full(open_page: Open, talks: str) -> None:
    page = open_page(talks).page
    assert page.locator("#rows .date").all_text_contents() == ["16 May 2025", "2 June 2025", "about June 2025"]
    names = page.locator("#rows .name.actor .name-text").all_text_contents()
    assert set(names) == {"Vladimir Medinsky", "Russia", "Rustem Umerov", "Ukraine", "Hakan Fidan", "Türkiye"}
    assert page.locator("#rows .head.status-announced").count() == 1
    clipped = page.evaluate(
        """() => [...document.querySelectorAll("#rows .grid > svg text")].filter(text => {
          const svg = text.ownerSVGElement.getBoundingClientRect(), box = text.getBoundingClientRect();
          return box.left < svg.left - 1 || box.right > svg.right + 1 || box.bottom > svg.bottom + 1;
        }).map(text => text.textContent)"""
    )
    assert clipped == []


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=\"document.title='owned'\">",
        "</script><script>document.title='owned'</script>",
        "<a href=\"javascript:document.title='owned'\">href</a>",
        "__proto__",
        "\u202eמילה\u0000\ud800\u2028{{7*7}}",
    ],
)
def test_hostile_text_is_shown_hovered_clicked_and_searched_as_text(open_page: Open, text: str) -> None:
    meetings, statements = istanbul()
    url = "javascript:document.title='owned'"
    page = open_page(
        render(
            [hostile(meeting, text, url) for meeting in meetings],
            [hostile(statement, text, url) for statement in statements],
            title="Title",
        )
    ).page
    for spot in ("#rows .head", "#rows .name.actor", "#rows .dot.context"):
        page.locator(spot).first.hover(force=True)
        page.locator(spot).first.click(force=True)
    page.fill("#search", text[:20])
    page.press("#search", "ArrowDown")
    page.press("#search", "Enter")
    assert page.locator("#panel h2").is_visible()
    page.evaluate(f"location.hash = 'selected={SECOND}'")
    page.wait_for_selector("#panel blockquote")
    assert page.locator("#panel a").count() == 0
    page.click("#tab-graph")
    assert drawn(page) > 5
    page.mouse.move(400, 400)
    page.mouse.click(400, 400)
    assert page.title() == "Title"
    assert page.locator("img, iframe, object, embed, main script, aside script").count() == 0


def test_inline_script_is_refused_by_the_policy(open_page: Open, talks: str) -> None:
    opened = open_page(talks)
    opened.page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "document.title = 'owned'";
          document.body.append(script);
        }"""
    )
    assert opened.page.title() == "The Istanbul talks"
    assert opened.complaints
    assert all("Content Security Policy" in complaint for complaint in opened.complaints)
    opened.complaints.clear()


def test_two_loads_put_the_nodes_at_the_same_places(open_page: Open, talks: str) -> None:
    pictures = []
    for _ in range(2):
        page = open_page(talks, "#view=graph").page
        drawn(page)
        pictures.append(page.locator("#graph canvas").screenshot())
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize(
    ("since", "until"), [("2017-01-01", "2017-12-31"), ("2020-06-15", "2020-06-15"), ("", "2016-02-10")]
)
def test_a_range_shows_the_events_that_the_data_has_there(open_page: Open, sixty: str, since: str, until: str) -> None:
    address = "#" + "&".join(f"{key}={value}" for key, value in (("from", since), ("until", until)) if value)
    page = open_page(sixty, address).page
    bounds = {key: value for key, value in (("since", since), ("until", until)) if value}
    inside = {m.id for m in synthetic(60, 120) if m.date and possibly_in(m.date, **bounds)}
    assert set(heads(page)) == inside
    page.click("#tab-graph")
    events = [m for m in synthetic(60, 120) if m.id in inside]
    assert drawn(page) == len(network(events)) <= 300 or len(network(events)) > 300


def test_brushing_and_double_click_choose_and_reset_the_range(open_page: Open, sixty: str) -> None:
    page = open_page(sixty).page
    box = page.locator(".strip-svg").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 20, steps=4)
    page.mouse.up()
    state = dict(part.split("=") for part in page.evaluate("location.hash.slice(1)").split("&"))
    inside = {m.id for m in synthetic(60, 120) if m.date and possibly_in(m.date, state["from"], state["until"])}
    assert 0 < len(inside) < 30
    assert set(heads(page)) == inside
    page.mouse.dblclick(box["x"] + box["width"] * 0.8, box["y"] + 20)
    assert page.evaluate("location.hash") == ""
    assert len(heads(page)) == 60


def test_playing_moves_the_end_of_the_range_until_all_is_shown(open_page: Open, talks: str) -> None:
    page = open_page(talks).page
    page.click("#play")
    assert heads(page) == ["event/istanbul-talks-2025-05-16"]
    expect(page.locator("#rows .head")).to_have_count(3, timeout=8000)
    expect(page.locator("#play")).to_have_text("Play", timeout=8000)


@pytest.mark.parametrize("hops", [1, 2])
@pytest.mark.parametrize("start", ["person/rustem-umerov", SECOND, "city/istanbul"])
def test_surroundings_are_those_of_networkx(open_page: Open, talks: str, start: str, hops: int) -> None:
    page = open_page(talks, f"#view=graph&focus={start}&hops={hops}").page
    expected = networkx.ego_graph(network(istanbul()[0]), start, radius=hops)
    assert drawn(page) == len(expected)


def test_switching_off_a_kind_in_the_legend_removes_its_nodes(open_page: Open, talks: str) -> None:
    page = open_page(talks, "#view=graph").page
    kinds = list(dict(network(istanbul()[0]).nodes(data="kind")).values())
    assert drawn(page) == len(kinds)
    page.evaluate("document.querySelector('#graph').removeAttribute('data-drawn')")
    page.click("[data-kind=delegation]")
    assert drawn(page) == len(kinds) - kinds.count("delegation")
    assert page.get_attribute("[data-kind=delegation]", "aria-pressed") == "false"


def test_search_ignores_case_and_accents_and_dims_the_rest(open_page: Open, talks: str) -> None:
    page = open_page(talks).page
    page.fill("#search", "CIRAGAN pal")
    assert page.locator("#hits [role=option]").first.inner_text().startswith("Çırağan Palace")
    dim = page.eval_on_selector_all("#rows .head.dim", "all => all.map(one => one.dataset.id)")
    assert dim == ["event/istanbul-talks-2025-05-16", "event/istanbul-talks-round-3"]
    page.fill("#search", "")
    assert page.locator("#rows .dim").count() == 0


def test_filters_show_the_meetings_that_have_the_value(open_page: Open, sixty: str) -> None:
    page = open_page(sixty).page
    page.select_option("#filters [aria-label=status]", "cancelled")
    assert set(heads(page)) == {m.id for m in synthetic(60, 120) if m.status == "cancelled"}
    page.select_option("#filters [aria-label=place]", "Oslo")
    expected = {m.id for m in synthetic(60, 120) if m.status == "cancelled" and m.place and m.place.city == "Oslo"}
    assert set(heads(page)) == expected
    page.click("#filters button")
    assert len(heads(page)) == 60


def test_the_address_restores_range_search_selection_and_view(open_page: Open, talks: str) -> None:
    address = f"#view=graph&from=2025-05-20&until=2025-06-10&query=Fidan&selected={SECOND.replace('/', '%2F')}"
    page = open_page(talks, address).page
    assert page.get_attribute("#tab-graph", "aria-selected") == "true"
    assert page.input_value("#search") == "Fidan"
    assert page.inner_text("#panel h2") == "Second Istanbul round"
    assert page.inner_text("#range") == "20 May 2025 – 10 Jun 2025"
    assert page.evaluate("location.hash") == address


def test_a_page_opens_as_it_was_made_to_unless_its_address_says_otherwise(open_page: Open) -> None:
    html = render(*istanbul(), title="x", opening=f"view=graph&focus={SECOND}&hops=1")
    page = open_page(html).page
    assert drawn(page) == len(networkx.ego_graph(network(istanbul()[0]), SECOND, radius=1))
    assert len(heads(open_page(html, "#view=rows").page)) == 3


@pytest.mark.parametrize(
    "address", ["#view=x&from=yesterday&until=9999-99-99", "#selected=nobody&focus=__proto__&hops=9", "#%E0%A4%A"]
)
def test_a_senseless_address_shows_everything(open_page: Open, talks: str, address: str) -> None:
    page = open_page(talks, address).page
    assert len(heads(page)) == 3
    assert page.locator("#panel").is_hidden()


def test_the_panel_shows_date_participants_quotes_sources_and_disagreement(open_page: Open, talks: str) -> None:
    page = open_page(talks).page
    page.click(f"#rows .head[data-id='{SECOND}']")
    panel = page.inner_text("#panel")
    meeting = next(m for m in istanbul()[0] if m.id == SECOND)
    for participant in meeting.participants:
        assert participant.name in panel
        assert participant.capacity is None or participant.capacity in panel
    for source in meeting.sources:
        assert source.title
        assert source.title in panel
        for evidence in source.evidence:
            assert all(quote in panel for quote in evidence.quotes)
            assert all(f"characters {start}–{end}" in panel for start, end in evidence.spans)
            assert evidence.inference is None or evidence.inference in panel
    sides = page.locator("#panel .side").all_inner_texts()
    assert [side.split("\n")[0] for side in sides] == ["2 June 2025", "3 June 2025"]
    for statement in istanbul()[1]:
        assert statement.summary in panel
    links = page.eval_on_selector_all("#panel a", "all => all.map(one => [one.href, one.rel])")
    assert {url for url, _ in links} == {"https://news.example/istanbul-talks", "https://wire.example/2"}
    assert all("noopener" in rel for _, rel in links)


def test_everything_can_be_done_with_the_keyboard(open_page: Open, talks: str) -> None:
    page = open_page(talks).page
    page.keyboard.press("/")
    page.keyboard.type("umerov")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "Rustem Umerov"
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    page.focus("#rows .head[tabindex='0']")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "Second Istanbul round"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.id") == SECOND
    page.focus("[data-edge=until]")
    page.keyboard.press("Home")
    assert heads(page) == ["event/istanbul-talks-2025-05-16"]
    page.keyboard.press("End")
    assert len(heads(page)) == 3
    page.focus("#tab-rows")
    page.keyboard.press("ArrowRight")
    assert page.get_attribute("#tab-graph", "aria-selected") == "true"


def test_focus_is_visible(open_page: Open, talks: str) -> None:
    page = open_page(talks).page
    page.focus("#search")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.focus("#rows .head")
    page.keyboard.press("ArrowRight")
    width = page.evaluate("parseFloat(getComputedStyle(document.activeElement.querySelector('.hit')).strokeWidth)")
    assert width >= 2


CONTRAST = """() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const linear = value => value <= .03928 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => [r, g, b].map(value => linear(value / 255))
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const ground = element => {
    for (let one = element; one; one = one.parentElement) {
      const colour = parts(getComputedStyle(one).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
    const box = element.getBoundingClientRect();
    if (!own || !box.width || element.closest("script, style, title, option, :disabled")) continue;
    const style = getComputedStyle(element);
    const [a, b] = [light(parts(element.ownerSVGElement ? style.fill : style.color)), light(ground(element))];
    const contrast = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (contrast < 4.5) found.push([element.textContent.slice(0, 40), contrast]);
    if (parseFloat(style.fontSize) < 11) found.push([element.textContent.slice(0, 40), style.fontSize]);
  }
  return found;
}"""
"""Text with too little contrast against what lies behind it, or smaller than 11 pixels."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_text_is_legible_and_nothing_scrolls_sideways(
    open_page: Open, talks: str, scheme: str, width: int, height: int
) -> None:
    page = open_page(talks, width=width, height=height, color_scheme=scheme).page
    SCREENSHOTS.mkdir(exist_ok=True)
    for address in ("#", f"#selected={SECOND}", "#view=table", "#view=graph"):
        page.evaluate(f"location.hash = '{address}'")
        page.wait_for_timeout(60)
        assert page.evaluate(CONTRAST) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        name = re.sub(r"\W+", "-", address).strip("-") or "rows"
        page.screenshot(path=SCREENSHOTS / f"talks-{name}-{scheme}-{width}.png")


def test_on_a_phone_every_meeting_is_a_card_with_everybody(open_page: Open, talks: str) -> None:
    page = open_page(talks, width=390, height=844).page
    cards = page.locator("#rows .card").all_inner_texts()
    assert [card.split("\n")[0] for card in cards] == ["16 May 2025", "2 June 2025", "about June 2025"]
    for participant in next(m for m in istanbul()[0] if m.id == SECOND).participants:
        assert participant.name in cards[1]


def test_the_context_track_can_be_switched_off(open_page: Open, talks: str) -> None:
    page = open_page(talks).page
    assert page.locator("#rows .dot.context").count() == 6
    page.click("#rows-legend input")
    assert page.locator("#rows .dot.context").count() == 0
    assert page.evaluate("location.hash") == "#context=false"


def test_printing_keeps_rows_legend_and_table(open_page: Open, talks: str) -> None:
    page = open_page(talks).page
    page.emulate_media(media="print")
    assert [
        page.locator(part).is_visible() for part in ("#rows", "#rows-legend", "#view-table", "#strip", "#toolbar")
    ] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_many_meetings_open_cut_and_say_so(open_page: Open, many: str) -> None:
    page = open_page(many).page
    assert page.inner_text("#status").startswith("Showing 150 of 1,500 meetings")
    assert len(heads(page)) == 150
    page.click("#tab-graph")
    assert drawn(page) <= 300
    assert re.match(r"Showing 300 of [\d,]+ nodes", page.inner_text("#status"))


def test_a_hit_that_was_cut_opens_its_surroundings(open_page: Open, many: str) -> None:
    page = open_page(many).page
    first: dict[str, Any] = json.loads(page.inner_text("#data"))["events"][0]
    assert first["id"] not in heads(page)
    page.fill("#search", first["label"])
    page.press("#search", "Enter")
    assert page.inner_text("#panel h2") == first["label"]
    assert first["id"] in heads(page)


@pytest.mark.parametrize(("place", "kind"), [(0, "place"), (1, "actor")])
def test_folded_rows_unfold(open_page: Open, sixty: str, place: int, kind: str) -> None:
    page = open_page(sixty).page
    more = page.locator("#rows .name.more").nth(place)
    before = page.locator(f"#rows .name.{kind}").count()
    assert re.fullmatch(r"\+\d+ others?", more.locator("text").text_content() or "")
    more.click()
    assert page.locator(f"#rows .name.{kind}").count() > before
    page.locator("#rows .name.more", has_text="fewer").first.click()
    assert page.locator(f"#rows .name.{kind}").count() == before


def test_a_folded_row_joins_those_it_stands_for_to_the_others_of_their_meetings(open_page: Open, many: str) -> None:
    """Everybody at the same meeting is on its bar, those without a row of their own as one mark with their number."""
    page = open_page(many).page
    there = {meeting.id: len(meeting.participants) for meeting in synthetic(1500, 200)}
    drawn_there = page.eval_on_selector_all(
        "#rows .column",
        """all => all.map((one) => [one.dataset.id, one.querySelectorAll(".dot:not([data-id^=city])").length
          + [...one.querySelectorAll(".also")].reduce((sum, also) => sum + Number(also.textContent), 0)])""",
    )
    assert page.locator("#rows .name.more").count() > 1
    assert page.locator("#rows .also").count() > 0
    assert drawn_there == [[event, there[event]] for event, _ in drawn_there]


@pytest.mark.parametrize("narrower", [False, True])
def test_dates_break_between_words_only(open_page: Open, narrower: bool) -> None:
    meetings = [
        evolve(meeting, date=parse("1996-10-12/1996-11-14", within=True)) if place % 2 else meeting
        for place, meeting in enumerate(synthetic(30, 40))
    ]
    page = open_page(render(meetings, [], title="Reisen", language="de")).page
    if narrower:
        page.click('[data-zoom="-1"]')
    lines = page.eval_on_selector_all("#rows .head .date tspan", "all => all.map(one => one.textContent)")
    words = {word for line in lines for word in line.split()}
    assert bool(words) is not narrower, "where they have no room they stand upright"
    whole = r"\d+\.?(–\d+\.)?|–|irgendwann|im|Zeitraum|etwa|[A-Z][a-zä]+|\S*…"
    assert [word for word in words if not re.fullmatch(whole, word)] == []
    assert not words & {"irgendwa", "nn"}


def test_who_when_and_where_are_in_sight_at_once(open_page: Open, talks: str) -> None:
    """At 1280 by 800 pixels nothing has to be scrolled: dates, venues and everybody stand above the legend."""
    page = open_page(talks).page
    box = page.evaluate("(({top, bottom}) => [top, bottom])(document.querySelector('#rows').getBoundingClientRect())")
    spots = page.eval_on_selector_all(
        "#rows :is(.head, .name.place, .name.actor)",
        "all => all.map(one => [one.dataset.id, ...['top', 'bottom'].map(side => one.getBoundingClientRect()[side])])",
    )
    assert len(spots) == 3 + 2 + 6
    assert [spot for spot in spots if spot[1] < box[0] or spot[2] > box[1] + 1] == []
    order = [spot[0].split("/")[0] for spot in sorted(spots, key=lambda spot: spot[1])]
    assert order[:5] == ["event"] * 3 + ["city", "venue"], "venues stand right below the heads"


def test_narrow_heads_name_the_city(open_page: Open, sixty: str) -> None:
    page = open_page(sixty).page
    cities = {meeting.id: meeting.place.name for meeting in synthetic(60, 120) if meeting.place}
    named = page.eval_on_selector_all(
        "#rows .head", "all => all.map(one => [one.dataset.id, one.querySelector('.head-place').textContent])"
    )
    assert dict(named) == cities


def test_a_country_that_is_a_party_heads_the_rows_of_its_delegation(open_page: Open, talks: str) -> None:
    page = open_page(talks).page
    assert page.locator("#rows .name.heading .name-text").all_text_contents() == ["Russia", "Ukraine"]
    page.locator("#rows .name.heading").first.click()
    assert page.inner_text("#panel h2") == "Russia"


def test_only_other_events_become_columns_where_there_is_no_meeting(open_page: Open) -> None:
    strikes = [m for m in istanbul()[0] if m.kind not in MEETING_KINDS]
    assert len(heads(open_page(render(strikes, [], title="Strikes")).page)) == 3


def test_an_empty_answer_says_so(open_page: Open) -> None:
    assert "Nothing here" in open_page(render([], [], title="Nothing")).page.inner_text("#rows")
