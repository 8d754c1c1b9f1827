"""The pictures that the page saves."""

import base64
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kg.page import render

from .conftest import SCREENSHOTS, Open
from .sample import hostile, istanbul

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"


def saved(page: Page, ending: str, folder: Path) -> Path:
    """Press the button and keep what the browser downloads."""
    with page.expect_download() as given:
        page.click(f"#save-{ending}")
    path = folder / given.value.suggested_filename
    given.value.save_as(path)
    return path


COLOURS = """async url => {
  const image = new Image(); image.src = url; await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  const pen = canvas.getContext("2d"); pen.drawImage(image, 0, 0);
  const seen = new Map();
  const data = new Uint32Array(pen.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  for (const pixel of data) seen.set(pixel, (seen.get(pixel) || 0) + 1);
  return [canvas.width, canvas.height, seen.size, Math.max(...seen.values()) / data.length];
}"""
"""Width, height, number of colours, and the share of the most frequent one."""


@pytest.mark.parametrize("view", ["rows", "graph", "places"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_saved_drawing_stands_alone_and_a_saved_image_is_not_blank(
    open_page: Open, browser: Browser, talks: str, tmp_path: Path, view: str, width: int
) -> None:
    page = open_page(talks, f"#view={view}", width=width, height=844).page
    drawing, image = saved(page, "svg", tmp_path), saved(page, "png", tmp_path)
    assert drawing.name == f"the-istanbul-talks-{view}.svg"
    tree = ElementTree.fromstring(drawing.read_text(encoding="utf-8"))
    assert {element.tag.removeprefix(SVG) for element in tree.iter()} <= set(
        "svg g rect text tspan path line circle title".split()
    )
    names = {name for element in tree.iter() for name in element.attrib}
    assert not [name for name in names if name in ("class", "style", "href") or name.startswith(("on", "data-"))]
    text = " ".join("".join(element.itertext()) for element in tree.iter(f"{SVG}text"))
    people = ("Vladimir Medinsky", "Rustem Umerov")
    for part in ("The Istanbul talks", "Showing", "Istanbul", *(people if view != "places" else ("Natural Earth",))):
        assert part in text
    if (view, width) == ("rows", 1280):
        shown = page.locator("#rows .names circle").count()
        assert len([element for element in tree.iter(f"{SVG}circle") if element.get("r") == "4"]) == shown == 6
    blank = browser.new_page()
    try:
        for path, kind, least in ((drawing, "svg+xml", 500), (image, "png", 1000)):
            url = f"data:image/{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"
            wide, tall, colours, most = blank.evaluate(COLOURS, url)
            assert wide >= least
            assert tall >= 300
            assert colours > (50 if view != "places" else 20)
            assert most < 0.99
    finally:
        blank.close()
    SCREENSHOTS.mkdir(exist_ok=True)
    (SCREENSHOTS / f"saved-{view}-{width}.png").write_bytes(image.read_bytes())


def test_a_drawing_of_hostile_text_is_valid_and_shows_it_as_text(open_page: Open, tmp_path: Path) -> None:
    text = "</svg><script>alert(1)</script>\x00\ud800\ufffe&amp;"
    meetings, statements = istanbul()
    page = open_page(
        render(
            [hostile(meeting, text) for meeting in meetings],
            [hostile(said, text) for said in statements],
            title=text,
        )
    ).page
    for view in ("rows", "graph", "places"):
        page.click(f"#tab-{view}")
        tree = ElementTree.fromstring(saved(page, "svg", tmp_path).read_text(encoding="utf-8"))
        assert not list(tree.iter(f"{SVG}script"))
        assert "</svg><script>" in "".join(tree.itertext())


def test_what_is_no_drawing_is_not_offered_as_one(open_page: Open, talks: str) -> None:
    page = open_page(talks, "#view=table").page
    assert page.locator("#save-png").is_hidden()
    page.click("#tab-rows")
    assert page.locator("#save-png").is_visible()
