"""Take the picture of the page that the README shows: `python examples/picture.py [FILE.png]`.

Needs the packages of the extra `test` and Chromium (KG_CHROMIUM, or the one on the path).
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import kg

OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def main() -> None:
    picture = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).with_name("talks.png"))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = kg.demo().page("The Istanbul talks of 2025").save(Path(folder) / "talks.html")
        chromium = os.environ.get("KG_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(page_file.as_uri())
        page.wait_for_function("document.documentElement.dataset.ready === 'true'")
        page.screenshot(path=picture)
        browser.close()
    print(f"{picture.name} written")


if __name__ == "__main__":
    main()
