import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from store.stores import update

from kg.errors import QueryError, StoreError
from kg.inputs import bundled
from kg.store import Change, Embedded
from kg.store.embedded import is_store
from kg.store.syntax import Terms
from kg.terms import EDTF, RDF, XSD, Iri, Literal, Quad

A, B = Iri("urn:graph:a"), Iri("urn:graph:b")


def quad(number: object, graph: Iri = A) -> Quad:
    return Quad(Iri(f"urn:s{number}"), Iri("urn:p"), Literal(str(number)), graph)


def content(path: Path) -> list[Quad]:
    with Embedded.open(path) as store:
        return sorted(store.quads())


def python(code: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


# --- loading --------------------------------------------------------------------------------------------------------


def test_a_new_store_holds_what_it_was_given_and_nothing_lies_beside_it(tmp_path: Path):
    path = tmp_path / "new" / "store"
    changes = update(path, {B: [quad(2, B)], A: [quad(1), quad(1)]})
    assert changes == [Change(A, "added", 1), Change(B, "added", 1)]
    assert content(path) == [quad(1), quad(2, B)]
    assert os.listdir(path.parent) == ["store"]
    assert is_store(path)


def test_loading_twice_changes_nothing(tmp_path: Path):
    graphs = {A: [quad(1)], B: [quad(2, B)]}
    update(tmp_path / "s", graphs)
    assert update(tmp_path / "s", graphs) == [Change(A, "unchanged", 1), Change(B, "unchanged", 1)]


def test_a_changed_graph_is_replaced_and_the_others_stay(tmp_path: Path):
    update(tmp_path / "s", {A: [quad(1), quad(2)], B: [quad(3, B)]})
    assert update(tmp_path / "s", {A: [quad(2), quad(4)]}) == [Change(A, "replaced", 2)]
    assert content(tmp_path / "s") == [quad(2), quad(3, B), quad(4)]


def test_a_graph_that_says_nothing_any_more_is_gone(tmp_path: Path):
    update(tmp_path / "s", {A: [quad(1)], B: [quad(2, B)]})
    assert update(tmp_path / "s", {A: []}) == [Change(A, "removed", 0)]
    assert update(tmp_path / "s", {A: []}) == [Change(A, "unchanged", 0)]
    with Embedded.open(tmp_path / "s") as store:
        assert store.graphs() == [B]


def test_numbers_that_the_engine_rewrites_count_as_unchanged(tmp_path: Path):
    written = [("1.50", "decimal"), ("01", "integer"), ("1", "boolean"), ("2025-06-02T00:00:00+00:00", "dateTime")]
    quads = [Quad(Iri("urn:s"), Iri("urn:p"), Literal(text, XSD + kind), A) for text, kind in written]
    update(tmp_path / "s", {A: quads})
    assert update(tmp_path / "s", {A: quads}) == [Change(A, "unchanged", 4)]
    same = [Quad(Iri("urn:s"), Iri("urn:p"), Literal(text, XSD + "decimal"), B) for text in ("1.5", "1.50")]
    assert update(tmp_path / "s", {B: same}) == [Change(B, "added", 1)]


def test_memory_and_disk_hold_and_answer_the_same(tmp_path: Path):
    memory = bundled()
    graphs = {name: list(memory.quads(name)) for name in memory.graphs()}
    update(tmp_path / "s", graphs)
    replaced = Embedded.memory()
    replaced.replace(graphs)
    query = "SELECT ?s ?o WHERE { GRAPH ?g { ?s a ?o } } ORDER BY ?s ?o"
    with Embedded.open(tmp_path / "s") as disk:
        for store in (disk, replaced):
            assert store.graphs() == memory.graphs()
            assert sorted(store.quads()) == sorted(memory.quads())
            assert store.select(query) == memory.select(query)
            assert [store.count(name) for name in graphs] == [len(quads) for quads in graphs.values()]
    assert sorted(memory.dump().splitlines()) == sorted(replaced.dump().splitlines())


def test_awkward_text_is_kept_by_first_load_and_by_replacing(tmp_path: Path):
    texts = ["a\r\nb\tc", "\\u0041", "\\", '"""', "} ;\nDROP ALL", "\x00\x0b\x7f", "\u2028", "👩‍👩‍👧", f" <{A}> .\n"]
    quads = [
        Quad(Iri("urn:s"), Iri("urn:p"), literal, A)
        for text in texts
        for literal in (Literal(text), Literal(text, RDF + "langString", "uk"), Literal(text, EDTF))
    ]
    update(tmp_path / "s", {A: quads, B: [quad(1, B)]})
    assert content(tmp_path / "s") == sorted([*quads, quad(1, B)])
    update(tmp_path / "s", {A: [quad(1)]})
    assert update(tmp_path / "s", {A: quads}) == [Change(A, "replaced", len(quads))]
    assert content(tmp_path / "s") == sorted([*quads, quad(1, B)])


def test_quads_are_counted_by_what_their_things_name():
    p, source = Iri("urn:p"), Iri("urn:source")
    one, other, name = Iri("urn:s1"), Iri("urn:s2"), Literal("Wire")
    store = Embedded.memory()
    store.load_quads([quad(1), quad(1, B), quad(3), Quad(one, source, name, A), Quad(other, source, A, B)])
    store.load_quads([Quad(other, p, one, B), Quad(other, p, other, A)])
    assert store.counts_by(source) == {name: 2, A: 2}
    assert store.counts_by(Iri("urn:nothing")) == {}


def test_a_term_that_several_quads_have_is_one_object_and_more_terms_than_are_held_come_too(monkeypatch):
    quads = {Quad(Iri(f"urn:{i % 3}"), Iri("urn:p"), Literal(f"{i}"), Iri("urn:g")) for i in range(9)}
    store = Embedded.memory()
    store.load_quads(quads)
    assert len({id(quad.predicate) for quad in list(store.quads())}) == 1
    monkeypatch.setattr(Terms, "HELD", 2)
    assert set(store.quads()) == quads
    rows = store.select("SELECT ?o WHERE { GRAPH ?g { ?s ?p ?o } }")
    assert sorted(row["o"].value for row in rows) == [f"{i}" for i in range(9)]


def test_a_graph_is_taken_out(tmp_path: Path):
    update(tmp_path / "s", {A: [quad(1), quad(2)], B: [quad(3, B)]})
    with Embedded.open_for_writing(tmp_path / "s") as store:
        assert store.replace({A: ()}) == [Change(A, "removed", 0)]
        assert store.replace({A: ()}) == [Change(A, "unchanged", 0)]
    assert content(tmp_path / "s") == [quad(3, B)]


# --- failures -------------------------------------------------------------------------------------------------------

BAD = {
    "iri": Quad(Iri("urn:s"), Iri("urn:p"), Iri("x> <urn:y"), B),
    "iri the engine refuses": Quad(Iri("urn:s"), Iri("urn:p"), Iri("urn:a%zz"), B),
    "language": Quad(Iri("urn:s"), Iri("urn:p"), Literal("x", RDF + "langString", 'en" .'), B),
    "surrogate": Quad(Iri("urn:s"), Iri("urn:p"), Literal("\ud83d"), B),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("there", [False, True])
def test_a_bad_term_in_the_second_graph_leaves_everything_as_it_was(tmp_path: Path, name: str, there: bool):
    if there:
        update(tmp_path / "s", {A: [quad(1)]})
    with pytest.raises(StoreError, match="can't be written in RDF"):
        update(tmp_path / "s", {A: [quad(2)], B: [BAD[name]]})
    assert os.listdir(tmp_path) == (["s"] if there else [])
    if there:
        assert content(tmp_path / "s") == [quad(1)]
        update(tmp_path / "s", {A: [quad(3)]})


def broken() -> Iterator[Quad]:
    yield quad(2, B)
    raise RuntimeError("out of paper")


@pytest.mark.parametrize("there", [False, True])
def test_quads_that_fail_to_come_leave_everything_as_it_was(tmp_path: Path, there: bool):
    if there:
        update(tmp_path / "s", {A: [quad(1)]})
    with pytest.raises((RuntimeError, StoreError), match="out of paper"):
        update(tmp_path / "deep" / "er" if not there else tmp_path / "s", {A: [quad(2)], B: broken()})
    assert os.listdir(tmp_path) == (["s"] if there else [])
    if there:
        assert content(tmp_path / "s") == [quad(1)]


def test_in_memory_too_a_bad_term_changes_nothing():
    store = Embedded.memory()
    store.load_quads([quad(1)])
    with pytest.raises(StoreError, match="can't be written in RDF"):
        store.replace({A: [quad(2)], B: [BAD["iri"]]})
    with pytest.raises(StoreError, match="can't be written in RDF"):
        store.load_quads([quad(3), BAD["iri the engine refuses"]])
    assert list(store.quads()) == [quad(1)]


def test_quads_of_another_graph_are_refused(tmp_path: Path):
    with pytest.raises(ValueError, match="can't stand in the graph"):
        update(tmp_path / "s", {A: [quad(1, B)]})
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("place", ["/proc/nowhere/s", "/dev/null/s", "x" * 300])
def test_a_place_that_cannot_be_written_to_gets_a_clear_error(tmp_path: Path, place: str):
    with pytest.raises(StoreError, match="no store can be made at"):
        update(tmp_path / place, {A: [quad(1)]})
    assert os.listdir(tmp_path) == []


def test_a_place_that_something_else_takes_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "file").write_text("mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "mine.txt").write_text("mine")
    (tmp_path / "empty").mkdir()
    for name in ("file", "folder"):
        with pytest.raises(StoreError, match="exists and is not a store: name a folder that does not exist yet"):
            update(tmp_path / name, {A: [quad(1)]})
    monkeypatch.chdir(tmp_path / "empty")
    with pytest.raises(StoreError, match="exists and is not a store"):
        update(Path("."), {A: [quad(1)]})
    assert sorted(os.listdir(tmp_path)) == ["empty", "file", "folder"]
    assert os.listdir(tmp_path / "folder") == ["mine.txt"]


def test_an_empty_folder_and_a_link_to_where_nothing_is_can_become_a_store(tmp_path: Path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "target")
    for name in ("empty", "link"):
        update(tmp_path / name, {A: [quad(1)]})
        assert content(tmp_path / name) == [quad(1)]
    assert (tmp_path / "link").is_symlink()


def test_a_new_store_has_the_permissions_that_other_new_folders_have(tmp_path: Path):
    (tmp_path / "folder").mkdir()
    update(tmp_path / "s", {A: [quad(1)]})
    assert (tmp_path / "s").stat().st_mode == (tmp_path / "folder").stat().st_mode


@pytest.mark.parametrize("opening", [Embedded.open, Embedded.open_for_writing])
def test_what_is_no_store_is_not_opened(tmp_path: Path, opening):
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "CURRENT").write_text("nonsense\n")
    with pytest.raises(StoreError, match=r"there is no store at .*missing: make one with  kg load FILE --store "):
        opening(tmp_path / "missing")
    for name in ("file", "folder"):
        with pytest.raises(StoreError, match=f"{name} is not a store: name the folder of one"):
            opening(tmp_path / name)
    with pytest.raises(StoreError, match="can't be opened: Corruption"):
        opening(tmp_path / "broken")
    with pytest.raises(StoreError, match="there is no store at"):
        opening(tmp_path / ("x" * 300))


# --- other processes ------------------------------------------------------------------------------------------------

HOLD = """
import sys, time
from pathlib import Path
from kg.store import Embedded
store = Embedded.open_for_writing(Path(sys.argv[1]))
print("open", flush=True)
time.sleep(60)
"""

UPDATE = """
import sys, time
from pathlib import Path
from kg.store import Embedded, embedded, load
from kg.terms import Iri, Literal, Quad

graph = Iri("urn:graph:a")
def stop(*_, **__):
    print("there", flush=True)
    time.sleep(60)
if sys.argv[2] == "build":
    embedded.as_kept = lambda graph, quads: set(quads)
    Embedded.load_quads = stop
elif sys.argv[2] == "move":
    Path.rename = stop
quads = [Quad(Iri(f"urn:s{n}"), Iri("urn:p"), Literal(str(n)), graph) for n in range(5000)]
load(Path(sys.argv[1]), lambda _: {graph: quads})
"""


def killed(code: str, *arguments: object) -> None:
    process = python(code, *arguments)
    assert process.stdout is not None
    line = process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    _, errors = process.communicate()
    assert line == "there\n", errors


@pytest.mark.parametrize("moment", ["build", "move"])
def test_a_process_killed_while_it_builds_a_store_leaves_none_and_the_next_clears_up(tmp_path: Path, moment: str):
    killed(UPDATE, tmp_path / "s", moment)
    assert not (tmp_path / "s").exists()
    (left,) = tmp_path.iterdir()
    assert left.name.endswith(".unfinished")
    update(tmp_path / "s", {A: [quad(1)]})
    assert os.listdir(tmp_path) == ["s"]
    assert content(tmp_path / "s") == [quad(1)]


def test_a_process_killed_at_any_moment_of_an_update_leaves_the_old_or_the_new_graph(tmp_path: Path):
    old, new = [quad(n) for n in range(3)], 5000
    update(tmp_path / "s", {A: old})
    for wait in (0.15, 0.18, 0.21, 0.25, 0.3):
        process = python(UPDATE, tmp_path / "s", "update")
        time.sleep(wait)
        process.kill()
        process.communicate()
        found = content(tmp_path / "s")
        assert found == old or len(found) == new
        assert os.listdir(tmp_path) == ["s"]
    update(tmp_path / "s", {A: [quad(1)]})


def test_a_store_that_is_being_built_by_a_living_process_is_not_cleared_away(tmp_path: Path):
    process = python(UPDATE, tmp_path / "s", "build")
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "there\n"
        update(tmp_path / "s", {A: [quad(1)]})
        assert len(os.listdir(tmp_path)) == 2
    finally:
        process.kill()
        process.communicate()


def test_a_store_that_another_process_writes_to_says_so_and_can_be_read(tmp_path: Path):
    update(tmp_path / "s", {A: [quad(1)]})
    process = python(HOLD, tmp_path / "s")
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        for attempt in (lambda: update(tmp_path / "s", {A: []}), lambda: Embedded.open_for_writing(tmp_path / "s")):
            with pytest.raises(
                StoreError, match=r"another process is writing to the store at .*: try again when it is"
            ):
                attempt()
        assert content(tmp_path / "s") == [quad(1)]
    finally:
        process.kill()
        process.communicate()
    update(tmp_path / "s", {A: [quad(2)]})


@pytest.fixture
def without_rights() -> Iterator[Path]:
    """A folder for a store, below which this process has lost the right to write when the test begins to use it."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, ".kg")
        update(place, {A: [quad(1)]})
        for path in (place, *place.iterdir()):
            path.chmod(0o555 if path.is_dir() else 0o444)
        Path(folder).chmod(0o555)
        before = os.geteuid()
        if before == 0:
            os.seteuid(65534)  # root may write anywhere
        yield place
        os.seteuid(before)
        for path in (Path(folder), place):
            path.chmod(0o700)


def test_a_store_that_one_may_not_write_to_can_be_read_and_else_says_so(without_rights: Path):
    assert Embedded.open(without_rights).count(A) == 1
    message = (
        r"the store at .*\.kg can't be written to: permission denied: get the right to do so, or name another store"
    )
    with pytest.raises(StoreError, match=message):
        update(without_rights, {A: []})
    with pytest.raises(StoreError, match=r"no store can be made at .*: Permission denied"):
        update(without_rights.with_name("new"), {A: [quad(1)]})


def test_a_store_that_one_may_not_read_says_so(without_rights: Path):
    owner = os.geteuid()
    os.seteuid(os.getuid())
    next(without_rights.glob("MANIFEST-*")).chmod(0)
    os.seteuid(owner)
    with pytest.raises(StoreError, match=r"the store at .*\.kg can't be read: permission denied: get the right"):
        Embedded.open(without_rights)


def test_a_failed_update_lets_go_of_the_store_at_once(tmp_path: Path):
    update(tmp_path / "s", {A: [quad(1)]})
    try:
        update(tmp_path / "s", {B: [BAD["iri"]]})
    except StoreError:
        assert update(tmp_path / "s", {A: [quad(2)]}) == [Change(A, "replaced", 1)]


def test_a_reader_keeps_what_it_saw_while_another_writes(tmp_path: Path):
    update(tmp_path / "s", {A: [quad(1)]})
    with Embedded.open(tmp_path / "s") as reader:
        update(tmp_path / "s", {A: [quad(2)], B: [quad(3, B)]})
        assert list(reader.quads()) == [quad(1)]
        assert reader.graphs() == [A]
    assert content(tmp_path / "s") == [quad(2), quad(3, B)]


# --- asking ---------------------------------------------------------------------------------------------------------


def test_rows_leave_out_what_is_unbound():
    store = Embedded.memory()
    store.load_quads([quad(1)])
    query = "SELECT ?s ?x ?o WHERE { GRAPH ?g { ?s ?p ?o OPTIONAL { ?s <urn:none> ?x } } }"
    assert store.select(query) == [{"s": "urn:s1", "o": Literal("1")}]


@pytest.mark.parametrize(
    ("query", "message"),
    [("SELECT * {", "not a SPARQL query: error at 1:11"), ("ASK {}", "a SELECT query is needed here")],
)
def test_what_is_no_select_query_is_refused(query: str, message: str):
    with pytest.raises(QueryError, match=message):
        Embedded.memory().select(query)


def test_a_file_that_is_not_nquads_is_refused(tmp_path: Path):
    (tmp_path / "a.nq").write_text("nonsense")
    for name in ("a.nq", "missing.nq"):
        with pytest.raises(StoreError, match=f"{name} can't be read as N-Quads"):
            Embedded.memory().load_file(tmp_path / name)


def test_a_store_made_elsewhere_with_triples_outside_graphs_says_so(tmp_path: Path):
    engine = ox.Store(str(tmp_path / "s"))
    engine.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("x")))
    engine.flush()
    del engine
    with pytest.raises(StoreError, match="triples outside any named graph"):
        content(tmp_path / "s")


def test_values_are_found_in_all_graphs_or_in_one():
    store = Embedded.memory()
    other = Quad(Iri("urn:s1"), Iri("urn:q"), Iri("urn:o"), B)
    store.load_quads([quad(1), quad(2), quad(1, B), other])
    s, found = Iri("urn:s1"), Literal("1")
    assert list(store.values([s], [Iri("urn:p")])) == [(s, found), (s, found)]
    assert list(store.values([s, Iri("urn:none")], [Iri("urn:q"), Iri("urn:p")], B)) == [(s, Iri("urn:o")), (s, found)]
