"""The page in a notebook: in a frame that keeps it apart, and the notebook of the examples."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import KgError
from kg.page import Page

from .conftest import SECOND, Open

NOTEBOOK = Path(__file__).parents[2] / "examples" / "notebook.ipynb"


def test_saving_writes_utf8(tmp_path: Path, talks: str) -> None:
    path = Page(talks).save(tmp_path / "talks.html")
    assert path.read_bytes() == talks.encode("utf-8")


def test_saving_replaces_a_page_and_nothing_else(tmp_path: Path, talks: str) -> None:
    Page(talks).save(tmp_path / "talks.html")
    Page(talks).save(tmp_path / "talks.html")
    (tmp_path / "notes.html").write_text("<!doctype html><p>my notes")
    with pytest.raises(KgError, match="no page that kg wrote"):
        Page(talks).save(tmp_path / "notes.html")
    assert (tmp_path / "notes.html").read_text() == "<!doctype html><p>my notes"


@pytest.mark.browser
def test_the_frame_shows_the_page_and_keeps_it_apart(open_page: Open, talks: str) -> None:
    host = f'<!doctype html><html data-ready="true"><title>Notebook</title><h1>Notebook</h1>{Page(talks)._repr_html_()}'
    page = open_page(host).page
    assert page.locator("iframe").bounding_box()["height"] == 640  # type: ignore[index]
    assert page.get_attribute("iframe", "title") == "The Istanbul talks"
    inside = page.frame_locator("iframe")
    inside.locator(f"#rows .head[data-id='{SECOND}']").click()
    assert inside.locator("#panel h2").inner_text() == "Second Istanbul round"
    inside.locator("#tab-graph").click()
    inside.locator("#graph[data-drawn]").wait_for()
    with page.expect_download() as saved:
        inside.locator("#save-svg").click()
    assert saved.value.suggested_filename == "the-istanbul-talks-graph.svg"
    frame = page.frames[1]
    reached = "(() => { try { return parent.document.title } catch (error) { return error.name } })()"
    assert frame.evaluate(reached) == "SecurityError"


def test_the_example_runs_and_ends_with_the_page() -> None:
    notebook: dict[str, Any] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert notebook["nbformat"] == 4
    names: dict[str, Any] = {}
    value: Any = None
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        assert cell["outputs"] == []
        assert cell["execution_count"] is None
        *lines, last = "".join(cell["source"]).strip().split("\n")
        exec("\n".join(lines), names)
        value = eval(last, names)
        assert value is not None
    assert isinstance(value, Page)
    assert "Second round" in value.html
