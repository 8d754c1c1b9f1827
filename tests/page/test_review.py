"""The page on which somebody reviews facts, in a real browser without network."""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.page.review import SCRIPTS, render

from .conftest import SCREENSHOTS, Opened, new_page
from .test_checkers import check_types

pytestmark = pytest.mark.browser

HOSTILE = "</script><img src=x onerror=\"document.title='owned'\">\u202e{{7*7}}"


def fact(number: int, **more: Any) -> dict[str, Any]:
    text = f"Sentence {number} says that 𝔸da Ames met Ben Jones in Riverton."
    start = text.index("𝔸da")
    return {
        "id": f"participation/talks-x/wire/{number}",
        "says": [f"Ada Ames took part {number}"],
        "tier": "A",
        "kind": "participation",
        "rule": "met-with",
        "confidence": 0.93,
        "about": "Talks in Riverton",
        "review": "pending",
        "passages": [{"text": text, "marks": [[start, start + 22]]}],
        "needs": ["event/talks-x"],
        "parts": [],
        **more,
    }


def sheet(number: int = 1, facts: int = 4, **more: Any) -> dict[str, Any]:
    parts = [fact(n) for n in range(facts)]
    event = fact(99, id="event/talks-x", kind="event", needs=[], parts=[each["id"] for each in parts])
    tenure = fact(98, id="tenure/wire/ada", kind="tenure", tier="B", confidence=None, about="", needs=[])
    return {
        "source": f"source/wire-{number}",
        "content": "0123456789abcdef",
        "name": f"Ministers meet in Riverton ({number})",
        "publisher": "Wire",
        "published": "2 June 2025",
        "facts": [event, *parts, tenure],
        **more,
    }


Open = Any


@pytest.fixture
def review(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open a page of sheets; at the end nothing was complained about and nothing but the file was asked for."""
    opened: list[Opened] = []

    def open_(
        *sheets: dict[str, Any], width: int = 1280, height: int = 800, pairs: list[Any] | None = None, **options: Any
    ) -> Page:
        seen = new_page(browser, width, height, options)
        opened.append(seen)
        file = tmp_path / "review.html"
        file.write_text(render(sheets, "Review of articles", pairs or []), encoding="utf-8")
        seen.page.goto(file.as_uri())
        seen.page.wait_for_selector("html[data-ready]", timeout=10_000)
        return seen.page

    yield open_
    complaints = [complaint for seen in opened for complaint in seen.complaints]
    requests = [url for seen in opened for url in seen.requests]
    for seen in opened:
        seen.page.context.close()
    assert complaints == []
    assert [url for url in requests if not url.startswith(("file:", "blob:"))] == []


def pair(number: int, **more: Any) -> dict[str, Any]:
    def side(name: str) -> dict[str, Any]:
        id_ = f"person/{name.lower()}-{number}"
        return {"id": id_, "names": [f"{name} {number}"], "stored": False, "files": 2, "words": f"envoy {name}"}

    one, other = side("Umierov"), side("Umerov")
    return {
        "one": one,
        "other": other,
        "reason": "names that look alike",
        "why": f"{number} of 100",
        "verdict": "",
        "together": True,
        **more,
    }


def saved(page: Page, by: str = "") -> dict[str, Any]:
    """The decisions about facts that the page saves, by its button or a key."""
    return {each["source"]: each["decisions"] for each in all_saved(page, by)["files"]}


def all_saved(page: Page, by: str = "") -> dict[str, Any]:
    """What the page saves, by its button or a key."""
    with page.expect_download() as download:
        page.keyboard.press(by) if by else page.click("#save")
    assert download.value.suggested_filename == "decisions.json"
    data = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert (data["kind"], data["version"]) == ("kg review decisions", 1)
    found: dict[str, Any] = data
    return found


def test_every_fact_stands_with_its_sentence_and_its_words_marked(review: Open) -> None:
    page = review(sheet())
    assert page.locator(".fact").count() == 6
    assert page.locator(".fact mark").first.inner_text() == "𝔸da Ames met Ben Jones"
    assert page.locator("h1").all_inner_texts() == ["Review of articles"]
    assert page.locator("h3").all_inner_texts() == ["Talks in Riverton", "Posts, statements and others"]
    assert page.evaluate("document.compatMode") == "CSS1Compat"
    assert page.inner_text("#status") == "0 accepted, 0 rejected, 6 pending; 6 of 6 shown"


def test_a_whole_review_goes_by_keys_alone(review: Open) -> None:
    page = review(sheet())
    for key in ("j", "j", "a", "r", "k", "k", "r"):
        page.keyboard.press(key)
    assert page.inner_text("#status").startswith("1 accepted, 2 rejected, 3 pending")
    page.keyboard.press("u")
    assert saved(page, "d") == {
        "source/wire-1": {
            "event/talks-x": "accepted",
            "participation/talks-x/wire/0": "accepted",
            "participation/talks-x/wire/1": "rejected",
        }
    }


def test_who_accepts_a_part_accepts_its_event_and_who_rejects_an_event_rejects_its_parts(review: Open) -> None:
    page = review(sheet())
    page.locator(".fact", has_text="took part 2").get_by_role("button", name="Accept").click()
    assert page.inner_text("#status").startswith("2 accepted, 0 rejected")
    page.locator(".fact").first.get_by_role("button", name="Reject").click()
    assert page.inner_text("#status").startswith("0 accepted, 5 rejected, 1 pending")
    page.click("#undo")
    page.click("#undo")
    assert page.inner_text("#status").startswith("0 accepted, 0 rejected, 6 pending")
    assert page.is_disabled("#save")
    page.locator(".fact").first.focus()
    page.keyboard.press("w")
    assert page.inner_text("#status").startswith("5 accepted, 0 rejected, 1 pending")
    assert len(saved(page)["source/wire-1"]) == 5


def test_filters_choose_what_is_shown_and_accepted_at_once(review: Open) -> None:
    page = review(sheet(1), sheet(2))
    page.select_option("#file", label="Ministers meet in Riverton (2)")
    page.select_option("#tier", "A")
    page.select_option("#confidence", "0.9")
    assert page.locator(".fact").count() == 5
    page.select_option("#kind", "event")
    assert page.locator(".fact").count() == 1
    page.select_option("#kind", "")
    page.fill("#search", "sentence 3")
    assert page.locator(".fact").count() == 1
    assert page.inner_text("#accept-shown") == "Accept shown (1)"
    page.click("#accept-shown")
    page.fill("#search", "")
    assert page.locator(".fact").count() == 3
    page.click("#reject-shown")
    decided = saved(page)
    assert list(decided) == ["source/wire-2"]
    assert sorted(decided["source/wire-2"].values()) == ["accepted"] * 2 + ["rejected"] * 3
    page.fill("#search", "nowhere")
    expect(page.locator("#none")).to_be_visible()


def test_what_was_decided_stays_in_sight_until_the_filter_changes(review: Open) -> None:
    page = review(sheet())
    page.locator(".fact").nth(5).get_by_role("button", name="Accept").click()
    assert page.locator(".fact").count() == 6
    page.select_option("#review", "accepted")
    assert page.locator(".fact").count() == 1
    page.locator(".fact").get_by_role("button", name="Accept").click()
    assert page.inner_text("#status").startswith("0 accepted")


def test_what_was_decided_before_is_not_saved_again(review: Open) -> None:
    page = review(sheet(facts=1, name="x") | {"facts": [fact(0, review="accepted"), fact(1)]})
    assert page.locator(".fact").count() == 1
    page.locator(".fact").get_by_role("button", name="Reject").click()
    assert saved(page) == {"source/wire-1": {"participation/talks-x/wire/1": "rejected"}}


def test_who_is_the_same_is_decided_beside_the_facts(review: Open) -> None:
    page = review(sheet(), pairs=[pair(1), pair(2), pair(3, reason="one name", together=False)])
    assert page.inner_text("#show-pairs") == "Who is the same (3 open)"
    page.click("#show-pairs")
    first = page.locator(".pair").first
    for said in ("Umierov 1", "Umerov 1", "person/umierov-1", "envoy Umerov", "in 2 of the files", "1 of 100"):
        assert said in first.inner_text()
    assert page.locator("h3").all_inner_texts() == ["names that look alike", "one name"]
    first.get_by_role("button", name="Not the same").click()
    page.locator(".pair").nth(2).get_by_role("button", name="The same", exact=True).click()
    assert page.inner_text("#status") == "1 the same, 1 not the same, 1 open; 3 of 3 shown"
    page.click("#undo")
    page.click("#show-facts")
    page.locator(".fact").first.get_by_role("button", name="Accept").click()
    data = all_saved(page)
    assert data["files"][0]["decisions"] == {"event/talks-x": "accepted"}
    assert data["pairs"] == [
        {
            "one": "person/umierov-1",
            "other": "person/umerov-1",
            "verdict": "different",
            "before": "",
            "reason": "1 of 100",
        }
    ]


def test_pairs_go_by_keys_and_all_of_a_reason_at_once_and_back(review: Open) -> None:
    page = review(pairs=[pair(1), pair(2, verdict="different", together=False), pair(3)])
    for key in ("j", "y", "p"):
        page.keyboard.press(key)
    assert page.inner_text("#status").startswith("1 the same, 0 not the same, 2 open")
    page.keyboard.press("u")
    page.keyboard.press("u")
    page.get_by_role("button", name="All 2 are the same").click()
    assert page.inner_text("#status").startswith("2 the same, 1 not the same, 0 open")
    assert [each["verdict"] for each in all_saved(page, "d")["pairs"]] == ["same", "same"]
    page.locator(".pair").nth(1).get_by_role("button", name="Not the same").click()
    (found,) = [each for each in all_saved(page)["pairs"] if each["before"]]
    assert (found["verdict"], found["before"]) == ("", "different")


def test_keys_about_pairs_do_nothing_to_facts(review: Open) -> None:
    page = review(sheet(), pairs=[pair(1)])
    for key in ("j", "y", "n", "m", "j", "a", "w", "r"):
        page.keyboard.press(key)
    assert page.inner_text("#status").startswith("0 the same, 0 not the same, 1 open")
    page.keyboard.press("m")
    assert page.inner_text("#status").startswith("0 accepted, 0 rejected, 6 pending")


def test_without_pairs_nothing_is_said_of_them(review: Open) -> None:
    assert review(sheet()).locator("#turn").is_hidden()


def test_hundreds_of_pairs_can_all_be_reached(review: Open) -> None:
    page = review(pairs=[pair(number) for number in range(450)])
    assert page.locator(".pair").count() == 200
    page.click("#more")
    page.click("#more")
    assert page.locator(".pair").count() == 450
    page.fill("#search", "umierov 449")
    assert page.locator(".pair").count() == 1


def test_hostile_text_is_text(review: Open) -> None:
    hostile = fact(0, id=HOSTILE, says=[HOSTILE], about=HOSTILE, rule=HOSTILE, kind=HOSTILE)
    hostile["passages"] = [{"text": HOSTILE, "marks": [[0, 5]]}]
    side = {"id": HOSTILE, "names": [HOSTILE], "stored": True, "files": 1, "words": HOSTILE}
    two = pair(1, one=side, other=side, why=HOSTILE, reason=HOSTILE)
    page = review(sheet(facts=0, name=HOSTILE, publisher=HOSTILE) | {"facts": [hostile, fact(1)]}, pairs=[two, two])
    page.keyboard.press("m")
    assert page.locator("img, main script, iframe").count() == 0
    page.keyboard.press("m")
    for key in ("j", "a"):
        page.keyboard.press(key)
    page.select_option("#review", "")
    page.fill("#search", "</script>")
    assert page.locator(".fact").count() == 1
    assert page.locator("img, main script, iframe").count() == 0
    assert page.title() == "Review of articles"
    (decided,) = saved(page).values()
    assert len(decided) == 1


def test_thousands_of_facts_open_at_once_and_all_can_be_reached(review: Open) -> None:
    sheets = [sheet(number, facts=28) for number in range(200)]
    page = review(*sheets)
    assert page.evaluate("performance.now()") < 5000
    assert page.locator(".fact").count() == 200
    assert page.inner_text("#accept-shown") == "Accept shown (6000)"
    page.click("#more")
    assert page.locator(".fact").count() == 400
    page.click("#accept-shown")
    assert page.inner_text("#status").startswith("6000 accepted")
    assert sum(map(len, saved(page).values())) == 6000


@pytest.mark.parametrize(
    "options",
    [
        {"width": 1280, "height": 800, "color_scheme": "light"},
        {"width": 1280, "height": 800, "color_scheme": "dark"},
        {"width": 390, "height": 844, "color_scheme": "light"},
    ],
    ids=["light", "dark", "phone"],
)
def test_axe_finds_nothing_serious_and_nothing_scrolls_sideways(
    review: Open, node_modules: Path, options: dict[str, Any]
) -> None:
    page = review(sheet(), pairs=[pair(1), pair(2)], **options)
    page.keyboard.press("m")
    page.keyboard.press("j")
    page.keyboard.press("y")
    if options["width"] > 400:
        page.click("#keys")
    check(page, node_modules, options, "pairs")
    if options["width"] > 400:
        page.click("#keys")
    page.keyboard.press("m")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.press("r")
    if options["width"] > 400:
        page.click("#keys")
    check(page, node_modules, options, "review")


def check(page: Page, node_modules: Path, options: dict[str, Any], name: str) -> None:
    """Look for what axe calls serious, and for scrolling sideways; keep a picture."""
    assert page.evaluate("document.documentElement.scrollWidth") <= options["width"]
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}-{options['width']}-{options['color_scheme']}.png")
    page.evaluate((node_modules / "axe-core/axe.min.js").read_text(encoding="utf-8"))
    results = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [
        (violation["id"], violation["nodes"][0]["html"][:200], violation["nodes"][0]["failureSummary"])
        for violation in results["violations"]
        if violation["impact"] in ("serious", "critical")
    ] == []


def test_the_types_of_the_script_hold(node_modules: Path, tmp_path: Path) -> None:
    parts = [files("kg.page").joinpath(name).read_text(encoding="utf-8") for name in SCRIPTS]
    done = check_types(node_modules, tmp_path, "\n".join(parts))
    assert (done.stdout, done.returncode) == ("", 0)
