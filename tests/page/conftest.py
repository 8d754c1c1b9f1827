"""A headless browser that reaches no network, and the pages it opens."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import define, field
from playwright.sync_api import Browser, Page, sync_playwright

from kg.page import render

from .sample import disputed, istanbul, synthetic

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
    """The packages that package.json names, installed beside it once."""
    folder = Path(__file__).parent
    with (folder / ".install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several workers may come here at once
        done, wanted = folder / "node_modules" / ".package-lock.json", folder / "package-lock.json"
        if not done.exists() or done.stat().st_mtime < wanted.stat().st_mtime:  # npm writes the former last
            npm = shutil.which("npm")
            assert npm, "no npm: install Node.js, whose checkers these tests use"
            subprocess.run([npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=folder, check=True)
    return folder / "node_modules"


@pytest.fixture(scope="session")
def talks() -> str:
    """The page of the Istanbul talks."""
    return render(*istanbul(), title="The Istanbul talks", notes=["Two sources."])


@pytest.fixture(scope="session")
def quarrel() -> str:
    """The page of meetings that sources tell differently."""
    return render(*disputed(), title="Quarrel", names={"person/li-wen": ("李文", "Вэнь Ли", "Leo the Elder")})


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


@pytest.fixture(scope="session")
def idle(browser: Browser) -> dict[str, list[Opened]]:
    """Pages that no test uses now, by size and options: a new page takes longer than what most tests do with it."""
    return {}


def new_page(browser: Browser, width: int, height: int, options: dict[str, Any]) -> Opened:
    """A page without network that notes what it asks for and complains about."""
    context = browser.new_context(viewport={"width": width, "height": height}, offline=True, **options)
    seen = Opened(context.new_page())
    seen.page.on("request", lambda request: seen.requests.append(request.url))
    seen.page.on("console", lambda message: seen.complaints.append(message.text) if message.type != "log" else None)
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    seen.page.on("dialog", lambda dialog: seen.complaints.append(f"dialog: {dialog.message}"))
    return seen


@pytest.fixture
def open_page(browser: Browser, idle: dict[str, list[Opened]], tmp_path: Path) -> Iterator[Open]:
    """Write a document to a file and open it, without network; at the end nothing must have been complained about."""
    opened: list[tuple[str, Opened]] = []

    def open_(html: str, address: str = "", width: int = 1280, height: int = 800, **options: Any) -> Opened:
        key = f"{width} {height} {sorted(options.items())}"
        free = idle.get(key)
        seen = free.pop() if free else new_page(browser, width, height, options)
        opened.append((key, seen))
        file = tmp_path / "page.html"
        file.write_text(html, encoding="utf-8")
        seen.page.goto(file.as_uri() + address)
        seen.page.wait_for_selector("html[data-ready]", timeout=10_000)
        return seen

    yield open_
    complaints = [complaint for _, seen in opened for complaint in seen.complaints]
    requests = [url for _, seen in opened for url in seen.requests]
    for key, seen in opened:
        seen.page.goto("about:blank")
        seen.page.emulate_media(media="null")
        for key_held in ("Control", "Shift", "Alt", "Meta"):
            seen.page.keyboard.up(key_held)
        seen.requests.clear()
        seen.complaints.clear()
        idle.setdefault(key, []).append(seen)
    assert complaints == []
    assert [url for url in requests if not url.startswith(("file:", "data:", "blob:"))] == []
