"""The map of the places: coastlines in the page, a circle for every city, all of it without network."""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from kg.answers import Located, Meeting
from kg.dates import parse
from kg.page import outlines, render

from .conftest import SCREENSHOTS, Open, heads
from .sample import disputed, istanbul, synthetic

CITIES = (
    ("Geneva", "Switzerland", 46.2, 6.15, 9),
    ("Vienna", "Austria", 48.2, 16.37, 5),
    ("Doha", "Qatar", 25.29, 51.53, 4),
    ("Singapore", "Singapore", 1.3, 103.8, 1),
    ("Suva", "Fiji", -18.1, 178.4, 1),
    ("Apia", "Samoa", -13.8, -171.8, 1),
    ("Atlantis", None, None, None, 2),
)


def meetings(*cities: str, status: str = "held") -> list[Meeting]:
    """As many meetings in each of the cities as `CITIES` says."""
    found = []
    for name, country, latitude, longitude, count in CITIES:
        place = Located(f"city/{name.lower()}", name, "city", name, country, latitude, longitude)
        for number in range(count if name in cities else 0):
            identifier = f"event/{name.lower()}-{number}"
            found.append(Meeting(identifier, "talks", identifier, parse(f"20{10 + number}"), status, place=place))
    return found


def page_of(*cities: str, **more: Any) -> str:
    return render(meetings(*cities, **more), [], title="Map")


def spots(page: Page) -> dict[str, tuple[float, float, float]]:
    """Centre and radius, in pixels of the map, of every circle by name."""
    found = page.eval_on_selector_all(
        "#places .spot",
        "all => all.map(one => [one.dataset.spot, ...['cx', 'cy', 'r'].map(name => +one.querySelector('.at')"
        ".getAttribute(name))])",
    )
    return {name: (x, y, radius) for name, x, y, radius in found}


# --- what the page carries -------------------------------------------------------------------------------------------


def land_of(document: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', document, re.DOTALL)
    assert found
    return json.loads(found[1]).get("land")


def test_coastlines_are_small_and_come_only_where_some_place_has_coordinates() -> None:
    assert land_of(page_of("Atlantis")) is None
    assert land_of(render(synthetic(5, 60), [], title="x")) is None
    land = land_of(page_of("Atlantis", "Doha"))
    assert set(land) == {"units", "path"}
    assert 20_000 < len(json.dumps(land)) < 60_000


def test_origin_and_licence_stand_beside_the_coastlines() -> None:
    about = json.loads(files("kg.page").joinpath("land.json").read_text(encoding="utf-8"))
    assert "Natural Earth" in about["title"]
    assert about["licence"].startswith("public domain")


@pytest.mark.browser
def test_coastlines_are_what_the_script_makes_of_natural_earth(node_modules: Path) -> None:
    topology = json.loads((node_modules / "world-atlas" / "land-110m.json").read_text(encoding="utf-8"))
    kept = json.loads(files("kg.page").joinpath("land.json").read_text(encoding="utf-8"))
    assert outlines.outlines(topology) == kept["path"]


# --- what the browser shows ------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_every_city_has_a_circle_where_it_lies_as_large_as_it_has_meetings(open_page: Open) -> None:
    page = open_page(page_of("Geneva", "Vienna", "Doha", "Singapore"), "#view=places").page
    found = spots(page)
    assert list(found) == ["Geneva", "Vienna", "Doha", "Singapore"]
    radii = [radius for _, _, radius in found.values()]
    assert radii == sorted(radii, reverse=True)
    assert (found["Geneva"][2] / found["Doha"][2]) ** 2 == pytest.approx(9 / 4)
    west_to_east = sorted(found, key=lambda name: found[name][0])
    north_to_south = sorted(found, key=lambda name: found[name][1])
    assert west_to_east == ["Geneva", "Vienna", "Doha", "Singapore"]
    assert north_to_south == ["Vienna", "Geneva", "Doha", "Singapore"]
    width, height = page.evaluate(
        "(one => ['width', 'height'].map(side => +one.getAttribute(side)))(document.querySelector('.map'))"
    )
    assert all(0 < x < width and 0 < y < height for x, y, _ in found.values())


@pytest.mark.browser
def test_circles_lie_on_land_where_their_cities_do(open_page: Open) -> None:
    """Asked of the browser itself: whether the point is inside the outline of the land that it drew."""
    page = open_page(page_of("Geneva", "Vienna", "Singapore", "Suva"), "#view=places").page
    inside = """([x, y]) => [...document.querySelectorAll('.map .land')].some(land => {
      const point = new DOMPoint(x, y).matrixTransform(land.transform.baseVal.consolidate().matrix.inverse());
      return land.isPointInFill(point);
    })"""
    found = spots(page)
    assert [name for name in ("Geneva", "Vienna") if not page.evaluate(inside, found[name][:2])] == []
    (x, y, _), (other_x, other_y, _) = found["Suva"], found["Singapore"]
    coral_sea = [x - (x - other_x) * 0.12, y + (y - other_y) * 0.05]
    assert not page.evaluate(inside, coral_sea)


@pytest.mark.browser
def test_neighbours_on_both_sides_of_the_date_line_are_drawn_as_neighbours(open_page: Open) -> None:
    found = spots(open_page(page_of("Suva", "Apia"), "#view=places").page)
    assert 0 < found["Apia"][0] - found["Suva"][0] < 900


@pytest.mark.browser
def test_one_city_alone_is_shown_with_what_lies_around_it(open_page: Open) -> None:
    page = open_page(page_of("Vienna"), "#view=places").page
    (x, y, _) = spots(page)["Vienna"]
    assert (x, y) == pytest.approx((450, 162), abs=2)
    seen = page.eval_on_selector(".map .land", "one => one.transform.baseVal.consolidate().matrix.d")
    assert 324 / (seen * 10) == pytest.approx(14, abs=0.1), "degrees from the top of the map to its bottom"


@pytest.mark.browser
def test_places_that_have_no_coordinates_are_counted_in_words(open_page: Open) -> None:
    page = open_page(page_of("Vienna", "Atlantis"), "#view=places").page
    assert list(spots(page)) == ["Vienna"]
    assert "Not on the map, for want of coordinates: 1 place." in page.inner_text("#places-legend")
    assert page.locator("#places th", has_text="Atlantis").count() > 0
    page = open_page(page_of("Atlantis"), "#view=places").page
    assert page.locator(".map, #places-legend").count() == 0


@pytest.mark.browser
def test_a_venue_counts_at_its_city_and_a_place_that_sources_give_instead_at_its_own(open_page: Open) -> None:
    page = open_page(render(*istanbul(), title="x"), "#view=places").page
    assert list(spots(page)) == ["Istanbul"]
    title = page.get_attribute(".spot", "aria-label") or ""
    assert title == "Istanbul, Türkiye: 3 meetings (1 under way, 1 announced); Çırağan Palace"
    page = open_page(render(*disputed(), title="x"), "#view=places").page
    assert (page.get_attribute(".spot", "aria-label") or "").endswith("Town Hall; sources differ")
    assert page.locator(".map-label").all_text_contents() == ["Glee 1 *"]


@pytest.mark.browser
def test_a_circle_chooses_its_city_and_chosen_again_shows_all(open_page: Open) -> None:
    page = open_page(page_of("Geneva", "Vienna", "Doha"), "#view=places").page
    page.click(".spot[data-spot=Vienna]")
    assert page.evaluate("location.hash") == "#view=places&place=Vienna"
    assert page.get_attribute(".spot[data-spot=Vienna]", "aria-pressed") == "true"
    page.click("#tab-rows")
    assert len(heads(page)) == 5
    page.click("#tab-places")
    page.click(".spot[data-spot=Vienna]")
    assert len(spots(page)) == 3


@pytest.mark.browser
def test_the_map_is_worked_by_keys_and_keeps_the_focus(open_page: Open) -> None:
    page = open_page(page_of("Geneva", "Vienna", "Doha"), "#view=places").page
    stops = page.eval_on_selector_all(".spot", "all => all.filter(one => one.tabIndex === 0).length")
    assert stops == 1, "one stop of the tab key, then arrows"
    page.focus(".spot[data-spot=Geneva]")
    page.keyboard.press("ArrowRight")
    here = "document.activeElement.dataset.spot"
    assert page.evaluate(here) == "Vienna"
    page.keyboard.press("Enter")
    assert "place=Vienna" in page.evaluate("location.hash")
    assert page.evaluate(here) == "Vienna"
    page.keyboard.press(" ")
    assert "place" not in page.evaluate("location.hash.replace('view=places', '')")
    assert page.evaluate(here) == "Vienna"


@pytest.mark.browser
def test_cities_where_nothing_took_place_are_drawn_apart_and_said_to_be(open_page: Open) -> None:
    page = open_page(page_of("Vienna", status="announced"), "#view=places").page
    assert page.locator(".spot.untaken").count() == 1
    assert "none took place" in page.inner_text("#places-legend")
    page = open_page(page_of("Vienna"), "#view=places").page
    assert page.locator(".untaken").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")], ids=lambda value: str(value)
)
def test_the_map_fits_every_screen_and_labels_keep_clear_of_each_other(
    open_page: Open, width: int, scheme: str
) -> None:
    page = open_page(
        page_of(*[name for name, *_ in CITIES]), "#view=places", width=width, height=844, color_scheme=scheme
    ).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = page.eval_on_selector_all(
        ".map-label",
        "all => all.map(one => { const {x, y, width, height} = one.getBBox(); return [x, y, width, height]; })",
    )
    assert len(boxes) >= 4
    touching = [
        (one, other)
        for index, one in enumerate(boxes)
        for other in boxes[index + 1 :]
        if one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] + 3 < other[1] + other[3]
        and other[1] + 3 < one[1] + one[3]
    ]
    assert touching == []
    page.screenshot(path=SCREENSHOTS / f"map-{width}-{scheme}.png")


@pytest.mark.browser
def test_on_paper_the_map_stands_with_its_table(open_page: Open) -> None:
    page = open_page(page_of("Geneva", "Doha"), "#view=places").page
    page.emulate_media(media="print")
    assert page.locator(".map").is_visible()
    assert page.locator("#places table").is_visible()
