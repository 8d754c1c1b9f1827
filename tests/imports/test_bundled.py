"""The bundled travels."""

from contextlib import closing
from pathlib import Path

import pytest
from importing import quads_from

from kg.imports.bundled import travels, unpack
from kg.imports.run import run
from kg.imports.travel import Travel
from kg.resources import resource
from kg.store import open_store


def test_they_are_small_and_say_where_they_are_from_and_under_which_licence() -> None:
    folder = resource("data", "travels")
    assert sum(path.stat().st_size for path in folder.iterdir()) < 300_000
    assert "CC0" in (folder / "LICENSE.md").read_text(encoding="utf-8")
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert "HistoryAtState/travels), commit 3170c77" in readme
    assert "HistoryAtState/pocom), commit 44d2226" in readme


def test_every_row_is_accounted_for_and_nothing_is_rejected(tmp_path: Path) -> None:
    quads, summary, rejected = quads_from(Travel(), unpack(tmp_path))
    assert (summary.rows, summary.events, summary.merged, summary.not_meetings) == (2932, 1637, 1, 1294)
    assert rejected == []
    assert {quad.graph.short for quad in quads} == {"source/travel-historyatstate"}


@pytest.mark.slow
def test_they_are_what_an_import_of_the_archive_gives(tmp_path: Path) -> None:
    run("travel", unpack(tmp_path), tmp_path / "store")
    with closing(open_store(tmp_path / "store")) as store:
        assert set(store.quads()) == set(travels().quads())
