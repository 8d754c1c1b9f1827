"""What checkers from elsewhere find in the page: axe-core for accessibility, TypeScript for the types of the script."""

import shutil
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from kg.page import SCRIPTS

from .conftest import SECOND, Open
from .sample import istanbul

pytestmark = pytest.mark.browser

STATES = (
    "",
    f"selected={SECOND}",
    f"selected={SECOND}&compare={istanbul()[0][0].id}",
    "selected=person/rustem-umerov&query=umerov",
    "view=graph&focus=city/istanbul",
    "view=places",
    "view=table",
)


@pytest.mark.parametrize(
    "options",
    [
        {"width": 1280, "height": 800, "color_scheme": "light"},
        {"width": 1280, "height": 800, "color_scheme": "dark"},
        {"width": 390, "height": 844, "color_scheme": "light"},
    ],
    ids=["light", "dark", "phone"],
)
def test_axe_finds_nothing_serious_in_any_state(
    open_page: Open, talks: str, node_modules: Path, options: dict[str, Any]
) -> None:
    page = open_page(talks, **options, reduced_motion="reduce").page
    page.evaluate((node_modules / "axe-core/axe.min.js").read_text(encoding="utf-8"))
    found = []
    for state in STATES:
        page.evaluate(f"location.hash = '{state}'")
        page.wait_for_timeout(60)
        if "query" in state:
            page.focus("#search")
        results = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert results["testEngine"]["name"] == "axe-core"
        found += [
            (state, violation["id"], violation["nodes"][0]["html"][:200], violation["nodes"][0]["failureSummary"])
            for violation in results["violations"]
            if violation["impact"] in ("serious", "critical")
        ]
    assert found == []


def check_types(node_modules: Path, folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Let TypeScript check a script as strictly as it can."""
    node = shutil.which("node")
    assert node, "no Node.js: these tests use it"
    (folder / "page.js").write_text(script, encoding="utf-8")
    (folder / "vis.d.ts").write_text("declare const vis: any;\n", encoding="utf-8")
    command = [node, node_modules / "typescript/bin/tsc", "--noEmit", "--strict", "--allowJs", "--checkJs"]
    options = ["--target", "es2022", "--lib", "es2023,dom,dom.iterable", "page.js", "vis.d.ts"]
    return subprocess.run([*command, *options], cwd=folder, capture_output=True, text=True)


def test_the_types_of_the_script_hold(node_modules: Path, tmp_path: Path) -> None:
    parts = [files("kg.page").joinpath(name).read_text(encoding="utf-8") for name in SCRIPTS]
    done = check_types(node_modules, tmp_path, "\n".join(parts))
    assert (done.stdout, done.returncode) == ("", 0)
    broken = check_types(node_modules, tmp_path, "/** @param {string} id */ const find = (id) => id; find(7);")
    assert "TS2345" in broken.stdout


def test_every_script_beside_the_page_is_part_of_it() -> None:
    there = {entry.name for entry in files("kg.page").iterdir() if entry.name.endswith(".js")}
    assert there == set(SCRIPTS)
