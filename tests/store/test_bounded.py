import http.server
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store.stores import update

from kg.errors import QueryError
from kg.inputs import bundled
from kg.store import Embedded, Store, bounded
from kg.store.bounded import refuse_dataset, refuse_service, run
from kg.terms import PREFIXES, RDF, XSD, Iri, Literal, Quad, iri

G = Iri("urn:g")
ADDRESS = "<http://127.0.0.1:9/>"
CLAUSE = f"SERVICE {ADDRESS} {{ ?x ?y ?z }}"


def store_of(*values: Iri | Literal) -> Store:
    store = Embedded.memory()
    store.load_quads(Quad(Iri("urn:s"), Iri(f"urn:p{n:03}"), value, G) for n, value in enumerate(values))
    return store


def column(query: str, store: Store | Path) -> list[object]:
    return [row[0] for row in run(query, store).rows]


# --- answers --------------------------------------------------------------------------------------------------------


def test_select_gives_columns_and_rows_over_all_graphs_together():
    store = store_of(Literal("a"))
    store.load_quads([Quad(Iri("urn:s"), Iri("urn:q"), Literal("b"), Iri("urn:h"))])
    result = run("SELECT ?o ?none { ?s ?p ?o } ORDER BY ?o", store)
    assert result == bounded.Result(("o", "none"), (("a", None), ("b", None)))
    assert column("SELECT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g", store) == ["urn:g", "urn:h"]


def test_ask_gives_a_truth():
    assert run("ASK { <urn:s> ?p 'a' }", store_of(Literal("a"))).truth is True
    assert run("ASK { <urn:s> ?p 'b' }", store_of(Literal("a"))).truth is False


@pytest.mark.parametrize("query", ["CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "DESCRIBE <urn:s>"])
def test_construct_and_describe_give_turtle(query: str):
    result = run(query, store_of(Literal("Їжак")))
    assert result.rows == ()
    (triple,) = ox.parse((result.triples or "").encode(), format=ox.RdfFormat.TURTLE)
    assert triple.object.value == "Їжак"


def test_the_usual_prefixes_need_no_declaration():
    assert run("SELECT ?name { person:rustem-umerov skos:prefLabel ?name }", bundled()).rows
    assert column("SELECT ?k { ?e a kg:Event ; kg:kind ?k } ORDER BY ?k LIMIT 1", bundled())[0].startswith("https://")


def test_values_keep_their_sort():
    typed = [
        ("7", "integer", 7),
        ("1.5", "decimal", 1.5),
        ("1e3", "double", 1000.0),
        ("true", "boolean", True),
        ("false", "boolean", False),
        ("INF", "double", "INF"),
        ("NaN", "float", "NaN"),
        ("many", "integer", "many"),
        ("9" * 5000, "integer", "9" * 5000),
        ("2025-06-02", "date", "2025-06-02"),
    ]
    values = [Literal(text, XSD + kind) for text, kind, _ in typed]
    values += [
        Literal("Çırağan 👩‍👩‍👧 \u202e\x00\n"),
        Literal("так", RDF + "langString", "uk"),
        iri("person/ada"),
        Iri("urn:x"),
    ]
    values += [Literal("1", "https://example.org/other#integer")]
    wanted = [value for *_, value in typed]
    wanted += ["Çırağan 👩‍👩‍👧 \u202e\x00\n", "так", "person/ada", "urn:x", "1"]
    assert column("SELECT ?o { ?s ?p ?o } ORDER BY ?p", store_of(*values)) == wanted


def test_blank_nodes_and_triples_inside_triples_are_shown_as_text():
    (row,) = run("SELECT (BNODE('x') AS ?b) (TRIPLE(<urn:s>, <urn:p>, 1) AS ?t) {}", Embedded.memory()).rows
    assert row[0].startswith("urn:blank:")
    assert row[1].startswith("<urn:s> <urn:p>")


def test_too_many_rows_are_cut_and_the_result_says_so():
    fifty = " ".join(map(str, range(50)))
    result = run(f"SELECT * {{ VALUES ?a {{ {fifty} }} VALUES ?b {{ {fifty} }} VALUES ?c {{ {fifty} }} }}", store_of())
    assert len(result.rows) == bounded.MOST_ROWS
    assert result.cut
    assert not run("SELECT * { VALUES ?a { 1 2 } }", store_of()).cut


def test_a_store_on_disk_gives_the_same_answers_while_another_process_writes(tmp_path: Path):
    memory = bundled()
    update(tmp_path / "s", {name: memory.quads(name) for name in memory.graphs()})
    query = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"
    with Embedded.open_for_writing(tmp_path / "s") as writer:
        assert run(query, tmp_path / "s") == run(query, memory)
        assert writer.graphs() == memory.graphs()


def test_a_folder_without_a_store_says_so(tmp_path: Path):
    with pytest.raises(QueryError, match=r"there is no store at .*: make one with"):
        run("ASK {}", tmp_path / "missing")


# --- refusals -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "place"), [("SELECT * {", "1:11"), ("SELECT *\n{ ?s ?p }", "2:"), ("nonsense", "1:"), ("", "1:1")]
)
def test_what_is_not_sparql_is_refused_with_the_place(query: str, place: str):
    with pytest.raises(QueryError, match=f"not a SPARQL query: error at {place}"):
        run(query, Embedded.memory())


@pytest.mark.parametrize(
    "change",
    [
        "PREFIX ex: <urn:> # INSERT?\nBASE <urn:x>\nwith <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "INSERT DATA { <urn:a> <urn:b> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/>",
        "DROP ALL",
        "CLEAR ALL",
    ],
)
def test_updates_are_refused(change: str, tmp_path: Path):
    update(tmp_path / "s", {G: [Quad(Iri("urn:s"), Iri("urn:p"), Literal("x"), G)]})
    with pytest.raises(QueryError, match=r"^kg query only reads: write SELECT, ASK, CONSTRUCT or DESCRIBE$"):
        run(change, tmp_path / "s")
    assert run("ASK { ?s ?p ?o }", tmp_path / "s").truth


@pytest.mark.parametrize("query", ["ASK {} ; DROP ALL", "SELECT * { INSERT }", "INSERTED"])
def test_what_only_looks_like_an_update_in_part_is_no_sparql(query: str):
    with pytest.raises(QueryError, match="not a SPARQL query: error at 1:"):
        run(query, Embedded.memory())


@pytest.mark.parametrize("query", ["SELECT * {", f"ASK {{ FILTER({'x' * 5000}) }}", "SELECT *\n{ ?s a\n\n"])
def test_a_parsers_message_is_one_short_line(query: str):
    with pytest.raises(QueryError, match=r"^not a SPARQL query: error at [14]:\d+") as caught:
        run(query, Embedded.memory())
    assert len(caught.value.message.splitlines()) == 1
    assert len(caught.value.message) <= 220


CALLS = [
    f"SELECT * {{ {CLAUSE} }}",
    f"SELECT * {{ service silent {ADDRESS} {{}} }}",
    f"SELECT * {{ SeRvIcE\nSiLeNt\t{ADDRESS}{{}} }}",
    f"SELECT * {{SERVICE{ADDRESS}{{}}}}",
    f"SELECT * {{SERVICESILENT{ADDRESS}{{}}}}",
    f"SELECT * {{ SERVICE # comment {{\n # more\r SILENT # x\n{ADDRESS} # y {{ z\n {{}} }}",
    f"SELECT * {{ # comment\r{CLAUSE} }}",
    "SELECT * { ?a ?b ?c . SERVICE ?c { ?x ?y ?z } }",
    "SELECT * { SERVICE $c{} }",
    "PREFIX ex: <http://127.0.0.1:9/> SELECT * { SERVICE ex:{ ?x ?y ?z } }",
    "PREFIX ex: <http://127.0.0.1:9/> SELECT * { SERVICE ex:a\\,b%20c{ ?x ?y ?z } }",
    "PREFIX ex: <http://127.0.0.1:9/> SELECT * { SERVICEex:a{ ?x ?y ?z } }",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:{ ?x ?y ?z } }",
    "PREFIX SERVICE: <http://127.0.0.1:9/> SELECT * { SERVICE:{ ?x ?y ?z } }",
    f"PREFIX ex: <urn:> SELECT * {{ ?a ?b ex:.{CLAUSE} }}",
    f"SELECT * {{ ?a ?b 1{CLAUSE} }}",
    f"SELECT * {{ ?a ?b true{CLAUSE} }}",
    f"SELECT * {{ ?a ?b 'x'{CLAUSE} }}",
    f"SELECT * {{ ?a ?b 'x'@en.{CLAUSE} }}",
    f"SELECT * {{ ?a ?b []{CLAUSE} }}",
    f"SELECT * {{ ?a ?b ?c FILTER(?c<'>'){CLAUSE} #'\n }}",
    f"SELECT * {{ ?a ?b ?c FILTER(?c<?b){CLAUSE} #>\n }}",
    f"SELECT * {{ ?a ?b <http://x/'>.{CLAUSE} #'\n }}",
    f"SELECT * {{ ?a ?b '''x''' . {CLAUSE} #'''\n }}",
    f"SELECT * {{ ?a ?b '\\'' . {CLAUSE} #'\n }}",
    f"SELECT * {{ FILTER EXISTS {{ {CLAUSE} }} }}",
    f"SELECT * {{ FILTER NOT EXISTS {{ {CLAUSE} }} }}",
    f"SELECT * {{ {{ SELECT * {{ OPTIONAL {{ {CLAUSE} }} }} }} UNION {{}} }}",
    f"SELECT * {{ ?a ?b ?c LATERAL {{ {CLAUSE} }} }}",
    f"SELECT * {{ GRAPH ?g {{ {CLAUSE} }} MINUS {{ {CLAUSE} }} }}",
    f"ASK {{ {CLAUSE} }}",
    f"CONSTRUCT WHERE {{ {CLAUSE} }}",
    f"DESCRIBE * {{ {CLAUSE} }}",
]


@pytest.mark.parametrize("query", CALLS)
def test_service_is_refused_however_it_is_written(query: str):
    with pytest.raises(QueryError, match="SERVICE would send the query to another server"):
        refuse_service(query)


def test_run_refuses_service():
    with pytest.raises(QueryError, match=r"SERVICE would send .* another server: ask only what is in this graph"):
        run(CALLS[0], Embedded.memory())


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service ?x { ?service a ?x }",
        "SELECT $service { $service ?service ?x }",
        "PREFIX ex: <urn:> SELECT * { ?x ex:service ?y { ?x a ?y } }",
        "PREFIX ex: <urn:> SELECT * { ?x a ex:my-service.SERVICE ; ex:service 1 }",
        "PREFIX service: <urn:> SELECT * { ?x service:of ?y }",
        'SELECT * { ?x ?y "SERVICE" }',
        "SELECT * { ?x ?y '''the SERVICE <http://x/>''' }",
        "SELECT * { ?x ?y <http://x/SERVICE> { ?x ?y ?z } }",
        "SELECT * { ?x <http://service.example/a> ?y } # no SERVICE\n",
        "# SERVICE\nSELECT ?x { ?x ?y ?z }",
        "SELECT * { VALUES ?service { 1 2 } }",
        "SELECT (COUNT(*) AS ?service) WHERE { ?x a ?y }",
    ],
)
def test_what_is_only_called_service_passes(query: str):
    assert run(query, Embedded.memory()).rows is not None


@pytest.mark.parametrize(
    "query", [f"SELECT * {{ \\u0053ERVICE {ADDRESS} {{}} }}", f"SELECT * {{ ſERVICE {ADDRESS} {{}} }}"]
)
def test_service_in_disguise_is_no_sparql(query: str):
    with pytest.raises(QueryError):
        run(query, Embedded.memory())


PIECES = r"""' " ''' < > # \ \u0027 . ; : ex: ex:a ?a 1 ( ) { } _:b @en ^^ - %20 true [] SERVICE <urn:x> a ª FILTER("""
HIDING = st.lists(st.sampled_from([*PIECES.split(), '""" ', "?a ?b ", "\n", "\r", " "]), max_size=7).map("".join)


@settings(max_examples=400, deadline=None)
@given(HIDING, st.sampled_from(["", "ex:a", "<urn:s>", ":", "?z"]), HIDING)
def test_no_query_that_the_engine_takes_for_a_call_passes(before: str, joint: str, after: str):
    engine = ox.Store()
    engine.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("x")))
    query = f"SELECT * {{ {before}SERVICE{joint or ADDRESS}{{}} {after} }}"
    try:
        list(engine.query(query, prefixes={"ex": "http://127.0.0.1:9/", "": "http://127.0.0.1:9/"}))
    except SyntaxError:
        return
    except (OSError, RuntimeError, ValueError):
        pass  # it went out, and nobody was there
    else:
        return  # it did not go out
    with pytest.raises(QueryError):
        refuse_service(query)


DATASETS = [
    "SELECT * FROM <urn:g> { ?s ?p ?o }",
    "SELECT * from named <urn:g> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT *FROM<urn:g>{}",
    "SELECT (1 AS ?x)FROM\n# c\nNAMED# <urn:h>\r<urn:g>{}",
    "ASK FROM<urn:g> FROM NAMED<urn:h> {}",
    "PREFIX ex: <urn:> SELECT * FROM ex:g {}",
    "PREFIX ex: <urn:> SELECT * FROM NAMED ex: {}",
    "PREFIX from: <urn:> SELECT * FROM from:g {}",
    "PREFIX : <urn:> SELECT * FROM :g {}",
    "SELECT ((1<2) AS ?x) FROM <urn:g> { FILTER(2>1) }",
    "SELECT ('it''s' AS ?x) FROM <urn:g> {}",
    "SELECT ('#' AS ?x) FROM <urn:g> {}",
    "SELECT (<urn:#'> AS ?x) FROM <urn:g> {}",
    "# it's\nSELECT * FROM <urn:g> {} # it's",
    "SELECT ('''a'b''' AS ?x) FROM <urn:g> {}",
    "SELECT ('\\'' AS ?x) FROM <urn:g> { ?s ?p '' }",
    "DESCRIBE <urn:s>FROM<urn:g>",
    "CONSTRUCT { ?s ?p ?o } FROM <urn:g> WHERE { ?s ?p ?o }",
    "CONSTRUCT FROM <urn:g> WHERE { ?s ?p ?o }",
]


@pytest.mark.parametrize("query", DATASETS)
def test_a_dataset_of_the_querys_own_is_refused_rather_than_passed_over(query: str):
    with pytest.raises(QueryError, match=r"FROM has no effect here: a query sees all graphs: write GRAPH <...>"):
        refuse_dataset(query)


def test_run_refuses_a_dataset():
    with pytest.raises(QueryError, match="FROM has no effect here"):
        run(DATASETS[0], Embedded.memory())


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?from { ?from <urn:p> $from }",
        "SELECT * { ?s ?p 'a letter FROM <urn:g>' }",
        'SELECT * { ?s ?p """a "letter" FROM NAMED <urn:g>""" }',
        "SELECT * { ?s ?p 'it\\'s FROM <urn:g>' }",
        "# SELECT * FROM <urn:g>\nSELECT * { ?s ?p ?o } # FROM ex:g",
        "SELECT * { ?s <urn:FROM> <urn:o> ; <urn:x#FROM> <urn:o> }",
        "PREFIX from: <urn:> SELECT * { ?s from:p <urn:o> ; from: from:from }",
        "PREFIX ex: <urn:> SELECT * { ?s ex:from <urn:o> ; ex:a.from <urn:o> ; ex:a-from ex:from }",
        "SELECT * { _:from <urn:p> 'x'@from }",
    ],
)
def test_what_only_says_from_passes(query: str):
    assert run(query, Embedded.memory()).rows is not None


def test_a_long_query_is_looked_through_in_no_time():
    start = time.monotonic()
    for text in ("a.-" * 200_000, "'" * 200_000, '"""' * 200_000, "FROM " * 100_000, "FROM#" * 100_000, "<" * 200_000):
        refuse_dataset(f"SELECT * {{ {text} }}")
    assert time.monotonic() - start < 5


# --- bounds ---------------------------------------------------------------------------------------------------------

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"


def test_a_query_that_never_ends_is_stopped_when_its_time_is_up(tmp_path: Path):
    start = time.monotonic()
    with pytest.raises(QueryError, match=r"the query took more than 0\.8 seconds: narrow it or add a LIMIT"):
        run(CROSS, bundled(), seconds=0.8)
    assert time.monotonic() - start < 2.5


ENDLESS = f"from kg.inputs import bundled; from kg.store.bounded import run; run({CROSS!r}, bundled(), seconds=60)"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL])
def test_a_query_ends_with_the_process_that_asked_it(ending: signal.Signals):
    with subprocess.Popen([sys.executable, "-c", ENDLESS]) as asking:
        children = Path(f"/proc/{asking.pid}/task/{asking.pid}/children")
        wait_for(lambda: children.read_text() and processor_time(int(children.read_text())) > 1.0)
        child = int(children.read_text())
        asking.send_signal(ending)
    wait_for(lambda: not is_running(child))


def wait_for(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def is_running(process: int) -> bool:
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    return False


def processor_time(process: int) -> float:
    user = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11]
    return int(user) / os.sysconf("SC_CLK_TCK")


def test_where_the_system_has_no_such_signal_the_parent_is_watched(monkeypatch: pytest.MonkeyPatch):
    parents, ended = iter([7, 7, 1]), []
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    bounded._watch(7)
    assert ended == [1]


def test_a_query_that_needs_too_much_memory_is_stopped():
    store = store_of(*(Literal(str(n)) for n in range(400)))
    query = "SELECT (GROUP_CONCAT(CONCAT(?c, ?f, ?i, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx')) AS ?x) "
    with pytest.raises(QueryError, match="the query needed too much memory"):
        run(query + "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", store, megabytes=300)


def test_an_answer_that_is_too_large_is_refused():
    store = store_of(*(Literal("x" * 1000) for _ in range(400)))
    with pytest.raises(QueryError, match=r"the answer is too large|too much memory"):
        run("SELECT ?c ?f { ?a ?b ?c . ?d ?e ?f }", store)


def test_nesting_too_deep_for_the_engine_is_refused():
    with pytest.raises(QueryError):
        run("SELECT * " + "{" * 100_000 + "}" * 100_000, Embedded.memory())


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf"), 1e9])
def test_a_time_that_is_none_is_refused(seconds: float):
    with pytest.raises(QueryError, match="give it more than 0 and at most 86400"):
        run("ASK {}", Embedded.memory(), seconds=seconds)


def test_a_query_that_fails_says_why():
    with pytest.raises(QueryError, match="the query can't be answered"):
        run("SELECT * { FILTER(<urn:unknown-function>(1)) }", Embedded.memory())


def test_other_systems_get_a_clear_error(monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as patched:
        patched.setattr(os, "name", "nt")
        with pytest.raises(QueryError, match="can't be bounded on this system: run it on Linux or macOS"):
            run("ASK {}", Embedded.memory())


def test_files_in_the_current_folder_are_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("json", "ctypes", "attrs", "attr", "kg", "pyoxigraph", "resource"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'run')!r}, 'w')")
    monkeypatch.chdir(tmp_path)
    assert run("ASK {}", Embedded.memory()).truth
    assert not (tmp_path / "run").exists()


# --- no network -----------------------------------------------------------------------------------------------------


class Server(http.server.ThreadingHTTPServer):
    """Counts the requests it gets, of any kind."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        super().__init__(("127.0.0.1", 0), Handler)


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Server)
        self.server.requests.append(self.path)
        self.send_error(404)

    do_GET = do_POST

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


EVALUATE = """
import json, sys
import pyoxigraph as ox
from kg.store import Embedded
from kg.store.bounded import _bound, _evaluate
if sys.argv[2] == "bound":
    _bound(2048, 10)
print(json.dumps(_evaluate(Embedded.memory(), sys.argv[1], False)))
"""


def evaluated(query: str, bound: str) -> str:
    done = subprocess.run([sys.executable, "-c", EVALUATE, query, bound], capture_output=True, text=True, check=True)
    return json.loads(done.stdout).get("error", "")


def can_unshare() -> bool:
    code = "from kg.store.bounded import _bound; _bound(2048, 10); import socket; print(socket.if_nameindex())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip() == "[(1, 'lo')]" and len(socket.if_nameindex()) > 1


@pytest.mark.parametrize("silent", ["", "SILENT "])
def test_even_a_service_that_slipped_through_reaches_nobody(server: Server, silent: str):
    query = f"SELECT * {{ SERVICE {silent}<http://127.0.0.1:{server.server_port}/> {{ ?s ?p ?o }} }}"
    evaluated(query, "free")
    assert server.requests == ["/"], "without the bounds it does reach the server"
    if not can_unshare():
        assert "CI" not in os.environ, "CI has to prove that a query has no network"
        pytest.skip("this system does not let a process have a network namespace of its own")
    error = evaluated(query, "bound")
    assert server.requests == ["/"]
    assert silent or "unreachable" in error.lower()


def test_the_names_of_from_and_graph_are_not_fetched(server: Server):
    address = f"http://127.0.0.1:{server.server_port}/"
    for query in (f"SELECT * FROM <{address}> {{ ?s ?p ?o }}", f"SELECT * {{ GRAPH <{address}> {{ ?s ?p ?o }} }}"):
        assert evaluated(query, "free") == ""
    assert server.requests == []


def test_the_prefixes_offered_are_the_projects():
    assert PREFIXES["kg"] == "https://w3id.org/parley/ontology#"
