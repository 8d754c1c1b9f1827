"""Tables straight to shards: the same quads and the same account of every row as an import into a store."""

import gzip
import os
import random
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from importing import quads_from
from tables import gdelt, icews, icews_raw

from kg.cli import cli
from kg.errors import FactsError, KgError
from kg.imports import shards as at_work
from kg.imports.frame import Summary
from kg.imports.run import importer, run
from kg.imports.shards import import_shards
from kg.shards import verify
from kg.store import Embedded
from kg.terms import nquads

MAPPING = """\
key: [No]
date: {column: Day, format: "%d.%m.%Y"}
kind: {column: Type, values: {Besuch: visit, Intern: ignore}}
place: {city: Town, country: State}
participants: [{name: Minister, role: head, delegation: State, capacity: Office}, {name: Guests, split: ";"}]
source: {title: Headline, url: Link}
"""
TRIP = """<trip who="doe-{n}" role="secretary"><id>{n}</id><role>secretary</role><name>Doe {n}</name>
<start-date>1977-02-{day:02}</start-date><end-date>1977-02-{day:02}</end-date><country id="sweden">Sweden</country>
<locale>{town}</locale><remarks>Met with Prime Minister Bo Lindqvist {n}.</remarks></trip>
"""
OFFICE = """<principal><id>{n}</id><person-id>doe-{n}</person-id><role-title-id>secretary</role-title-id>
<started><date>1976-01-0{n}</date></started><ended><date>1978-01-01</date></ended></principal>
"""


def csv(folder: Path) -> Path:
    """A table of one's own with cells of several lines; some rows contradict each other."""
    chance = random.Random(4)
    path = folder / "meetings.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("No;Day;Type;Town;State;Minister;Office;Guests;Headline;Link\n")
        for n in range(1500):
            kind = ("Besuch", "Besuch", "Intern", "Wanderung")[n % 4]
            day = f"{1 + n % 9:02}.06.2025" if n % 50 else "heute"
            guests = f'"Bo {n % 7};\nCy {n % 5}"'
            file.write(f"{chance.randrange(700)};{day};{kind};Town {n % 3};Sweden;Ada {n % 9};Minister;{guests};")
            file.write(f"News {n % 8};https://example.org/{n % 11}\n")
    return path


def travel(folder: Path) -> Path:
    """A folder of two files, in which lines count anew."""
    path = folder / "travels"
    path.mkdir()
    for name, start in (("a", 0), ("b", 3)):
        towns = ("Lund", "Lund and Malmö", "Malmö")
        trips = "".join(TRIP.format(n=n, day=n % 5 + 1, town=towns[n % 3]) for n in range(start, start + 9))
        (path / f"{name}.xml").write_text(f"<trips>{trips}</trips>", encoding="utf-8")
    (path / "c.xml").write_text("<principals>" + "".join(OFFICE.format(n=n) for n in (1, 2, 3)) + "</principals>")
    (path / "d.xml").write_text("<trips>broken")
    return path


TABLES = {"icews": icews, "icews raw": icews_raw, "gdelt": gdelt, "csv": csv, "travel": travel}


def lines_of(folder: Path) -> Counter[str]:
    files = folder.glob("part-*.nq.gz")
    return Counter(line for file in files for line in gzip.decompress(file.read_bytes()).decode().splitlines())


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("table", TABLES)
def test_quads_and_account_are_those_of_an_import_by_one_process(
    table: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = table.partition(" ")[0]
    path = TABLES[table](tmp_path)
    mapping = tmp_path / "map.yaml" if name == "csv" else None
    if mapping:
        mapping.write_text(MAPPING)
    quads, summary, refusals = quads_from(importer(name, [path], mapping), path)
    (found,) = import_shards(name, [path], tmp_path / "out", mapping=mapping, processes=3)
    lines = lines_of(tmp_path / "out")
    assert lines == Counter(nquads(quads).splitlines())
    assert (found, list(found.reasons)) == (summary, list(summary.reasons))
    assert found.adds_up()
    assert found.events > 5
    manifest = verify(tmp_path / "out")
    assert manifest.quads == len(set(lines))
    assert all(file.quads for file in manifest.files[:4])
    rejects = list(tmp_path.glob("out.rejects-*.tsv"))
    assert len(rejects) == bool(refusals)
    if refusals:
        assert len(rejects[0].read_text(encoding="utf-8").splitlines()) > found.rejected
    import_shards(name, [path], tmp_path / "alone", mapping=mapping, processes=1)
    assert content(tmp_path / "alone") == content(tmp_path / "out")


def test_all_shards_loaded_make_the_store_that_an_import_makes(tmp_path: Path) -> None:
    path = icews_raw(tmp_path)
    run("icews", path, tmp_path / "store")
    import_shards("icews", [path], tmp_path / "out")
    engine = ox.Store()
    for file in sorted((tmp_path / "out").glob("part-*.nq.gz")):
        engine.bulk_load(gzip.decompress(file.read_bytes()), format=ox.RdfFormat.N_QUADS)
    with Embedded.open(tmp_path / "store") as store:
        assert set(Embedded(engine).quads()) == set(store.quads())


def test_rejected_rows_stand_beside_the_folder_as_beside_a_store(tmp_path: Path) -> None:
    path = icews(tmp_path)
    run("icews", path, tmp_path / "store")
    import_shards("icews", [path], tmp_path / "out")
    (one,), (other,) = tmp_path.glob("store.rejects-*.tsv"), tmp_path.glob("out.rejects-*.tsv")
    assert one.read_bytes() == other.read_bytes()


def test_several_tables_make_one_folder_and_keep_their_graphs_apart(tmp_path: Path) -> None:
    first = icews(tmp_path)
    other = tmp_path / "other.txt"
    other.write_bytes(b"".join(first.read_bytes().splitlines(keepends=True)[:900]))
    summaries = import_shards("icews", [first, other], tmp_path / "out", processes=2)
    assert [summary.rows for summary in summaries] == [3001, 900]
    expected = [quads_from(importer("icews"), path)[0] for path in (first, other)]
    assert lines_of(tmp_path / "out") == Counter(nquads([*expected[0], *expected[1]]).splitlines())
    assert sorted(verify(tmp_path / "out").graphs.values()) == sorted(map(len, expected))


def test_more_heaps_make_more_shards_of_the_same_quads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = icews(tmp_path)
    import_shards("icews", [path], tmp_path / "few")
    monkeypatch.setattr(at_work, "BYTES_A_HEAP", 10_000)
    import_shards("icews", [path], tmp_path / "many")
    assert len(verify(tmp_path / "many").files) > len(verify(tmp_path / "few").files) == 8
    assert lines_of(tmp_path / "many") == lines_of(tmp_path / "few")


def test_progress_grows_from_nothing_to_all(tmp_path: Path) -> None:
    seen: list[float] = []
    import_shards("icews", [icews(tmp_path)], tmp_path / "out", processes=2, tick=seen.append)
    assert seen == sorted(seen)
    assert 0 <= seen[0] < seen[-1] == 1


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["none.txt"], "there is no file"),
        (["letter.txt"], "is empty"),
        (["events.txt", "./events.txt"], "would have the same graph"),
        (["events.txt", "letter.txt"], "is empty"),
    ],
)
def test_what_is_no_table_is_refused_and_leaves_nothing(tmp_path: Path, names: list[str], message: str) -> None:
    icews(tmp_path)
    (tmp_path / "letter.txt").write_text("")
    before = sorted(os.listdir(tmp_path))
    with pytest.raises(KgError, match=message):
        import_shards("icews", [tmp_path / name for name in names], tmp_path / "out")
    assert sorted(os.listdir(tmp_path)) == before


def test_a_folder_that_holds_something_else_is_kept(tmp_path: Path) -> None:
    path = icews(tmp_path)
    with pytest.raises(KgError, match="holds something else"):
        import_shards("icews", [path], tmp_path)
    assert os.listdir(tmp_path) == ["events.txt"]


def test_a_mapping_that_is_wrong_is_explained(tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text("kind: nothing")
    with pytest.raises(FactsError):
        import_shards("csv", [csv(tmp_path)], tmp_path / "out", mapping=tmp_path / "map.yaml")


def test_the_command_writes_shards_and_prints_the_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_STORE", str(tmp_path / "store"))
    path = icews(tmp_path)
    done = CliRunner().invoke(cli, ["import", "icews", str(path), "--shards", "out", "--processes", "2"])
    assert done.exit_code == 0, done.output
    summary = quads_from(importer("icews"), path)[1]
    assert done.stdout.splitlines()[0] == (
        f"{path}: 3001 rows, {summary.events} events, {summary.merged} merged, "
        f"{summary.rejected} rejected, {summary.not_meetings} not meetings"
    )
    assert isinstance(summary, Summary)
    assert verify(tmp_path / "out").quads > summary.events
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("options", [["--shards", "out", "--store", "s"], ["--processes", "2"]])
def test_options_that_contradict_each_other_are_wrong_usage(tmp_path: Path, options: list[str]) -> None:
    done = CliRunner().invoke(cli, ["import", "icews", str(icews(tmp_path)), *options])
    assert done.exit_code == 2
    assert "--shards" in done.stderr
