"""Derived edges are the same whether they are drawn up during an import, at a load, or all anew; and never shown."""

from pathlib import Path

import pytest
from query.world import event, part, source
from tables import icews, icews_raw

import kg
from kg import model as m
from kg.cli import cli
from kg.deriving import all_edges, with_derived
from kg.imports.run import run
from kg.quads import to_quads
from kg.query import Reading
from kg.store import DERIVED, Embedded, Store, load
from kg.terms import Quad, iri
from kg.triples import from_quads


def edges(store: Store) -> set[Quad]:
    return {quad for graph in store.graphs(derived=True) if graph.startswith(DERIVED) for quad in store.quads(graph)}


def small(folder: Path) -> Path:
    """A table of ten meetings."""
    path = folder / "small.txt"
    path.write_text("".join(f"Ada {n % 4} Okoro\tConsult\tBo Berg\t2018-06-{n + 1:02}\n" for n in range(10)))
    return path


@pytest.mark.parametrize("table", [icews, icews_raw])
def test_an_import_derives_what_would_be_derived_anew(tmp_path: Path, table: object) -> None:
    run("icews", table(tmp_path), tmp_path / "s")  # type: ignore[operator]
    with Embedded.open(tmp_path / "s") as store:
        assert Reading(store).edge_span
        assert edges(store) == set(all_edges(store))


def test_an_import_shares_events_with_what_was_there_before_and_comes_after(tmp_path: Path) -> None:
    path = small(tmp_path)
    run("icews", path, tmp_path / "s")
    with Embedded.open(tmp_path / "s") as store:
        (facts,) = from_quads(quad for quad in store.quads() if "/registry/" not in quad.graph)
    told = facts.events[0]
    origin = source("wire")
    report = event(told.id.partition("/")[2], origin, part("finn"), kind=told.kind, date="2031-01-01")
    load(tmp_path / "s", lambda old: with_derived(old, {iri(origin.id): to_quads(m.Facts(origin, events=[report]))}))
    for again in (False, True):
        if again:
            run("icews", path, tmp_path / "s")
        with Embedded.open(tmp_path / "s") as store:
            assert edges(store) == set(all_edges(store))
        graph = kg.open_store(tmp_path / "s")
        assert [row.id for row in graph.dates(since="2031", until="2031")] == [told.id]
        assert told.id in [row.id for row in graph.dates(since="2018-06", until="2018-06")]


def test_edges_are_neither_counted_nor_exported_nor_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("icews", small(tmp_path), tmp_path / "s")
    store = str(tmp_path / "s")
    for command in (["export", "-f", "nquads"], ["stats"], ["sources"]):
        assert cli.main([*command, "--store", store], standalone_mode=False) in (None, 0)
        assert "derived" not in capsys.readouterr().out
    with Embedded.open(tmp_path / "s") as opened:
        assert b"/id/derived/" not in opened.dump()
        assert not any(graph.startswith(DERIVED) for graph in opened.graphs())


def test_one_command_draws_them_up_anew(tmp_path: Path) -> None:
    run("icews", small(tmp_path), tmp_path / "s")
    with Embedded.open_for_writing(tmp_path / "s") as store:
        before = edges(store)
        for graph in store.graphs(derived=True):
            if graph.startswith(DERIVED):
                store.replace({graph: ()})
        assert Reading(store).edge_span is None
    cli.main(["derive", "--store", str(tmp_path / "s")], standalone_mode=False)
    with Embedded.open(tmp_path / "s") as store:
        assert edges(store) == before


def test_removing_a_source_keeps_the_edges_of_the_others_in_step(tmp_path: Path) -> None:
    one, other = source("one"), source("other")
    for origin, date in ((one, "2030-05-05"), (other, "2030-06-06")):
        told = event("talks", origin, part("ada"), part("bo"), date=date)
        quads = to_quads(m.Facts(origin, events=[told]))
        load(tmp_path / "s", lambda old, origin=origin, quads=quads: with_derived(old, {iri(origin.id): quads}))
    cli.main(["remove", "source/other", "--store", str(tmp_path / "s")], standalone_mode=False)
    with Embedded.open(tmp_path / "s") as store:
        assert Reading(store).edge_span
        assert edges(store) == set(all_edges(store))
    graph = kg.open_store(tmp_path / "s")
    assert [row.date.edtf for row in graph.dates(since="2030", until="2030")] == ["2030-05-05"]
