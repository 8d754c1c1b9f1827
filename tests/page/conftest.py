"""A headless browser that reaches no network, and the pages it opens."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import define, field
from playwright.sync_api import Browser, Page, sync_playwright

from kg.page import render

from .sample import istanbul, synthetic

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium from KG_CHROMIUM or the path; the tests fail where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("KG_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    assert path, "no Chromium: install one, or name it in KG_CHROMIUM"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The checkers that package.json names, installed beside it once."""
    folder = Path(__file__).parent
    if not (folder / "node_modules").exists():
        npm = shutil.which("npm")
        assert npm, "no npm: install Node.js, whose checkers these tests use"
        subprocess.run([npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=folder, check=True)
    return folder / "node_modules"


@pytest.fixture(scope="session")
def talks() -> str:
    """The page of the Istanbul talks."""
    return render(*istanbul(), title="The Istanbul talks", notes=["Two sources."])


@pytest.fixture(scope="session")
def sixty() -> str:
    """A page of sixty invented meetings."""
    return render(synthetic(60, 120), [], title="Sixty meetings")


@pytest.fixture(scope="session")
def many() -> str:
    """A page of as many invented meetings as one holds."""
    return render(synthetic(1500, 200), [], title="Many")


def heads(page: Page) -> list[str]:
    """The identifiers of the columns that the rows show."""
    found: list[str] = page.eval_on_selector_all("#rows .head", "all => all.map(one => one.dataset.id)")
    return found


def drawn(page: Page) -> int:
    """How many nodes the graph draws, once it has."""
    page.wait_for_selector("#graph[data-drawn]")
    return int(page.get_attribute("#graph", "data-drawn") or 0)


@define
class Opened:
    """A page in the browser with everything it asked for and complained about."""

    page: Page
    requests: list[str] = field(factory=list)
    complaints: list[str] = field(factory=list)


Open = Callable[..., Opened]
SECOND = "event/istanbul-talks-2025-06-02"
SCREENSHOTS = Path(__file__).parents[2] / "screenshots"


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Write a document to a file and open it, without network; at the end nothing must have been complained about."""
    contexts = []
    opened: list[Opened] = []

    def open_(html: str, address: str = "", width: int = 1280, height: int = 800, **options: object) -> Opened:
        context = browser.new_context(viewport={"width": width, "height": height}, offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        seen = Opened(page)
        opened.append(seen)
        page.on("request", lambda request: seen.requests.append(request.url))
        page.on("console", lambda message: seen.complaints.append(message.text) if message.type != "log" else None)
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on("dialog", lambda dialog: seen.complaints.append(f"dialog: {dialog.message}"))
        file = tmp_path / "page.html"
        file.write_text(html, encoding="utf-8")
        page.goto(file.as_uri() + address)
        page.wait_for_selector("html[data-ready]", timeout=10_000)
        return seen

    yield open_
    for seen in opened:
        assert seen.complaints == []
        assert [url for url in seen.requests if not url.startswith(("file:", "data:", "blob:"))] == []
    for context in contexts:
        context.close()
