"""Servers that lie, stall, flood and redirect: each gets a clear error, in time, and never credentials."""

import http.server
import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from store.stores import update

import kg
from kg.cli import cli
from kg.errors import KgError, QueryError, StoreError
from kg.store import endpoint, wire
from kg.store.bounded import run
from kg.store.endpoint import Endpoint
from kg.terms import Iri, Literal, Quad

pytestmark = pytest.mark.server

JSON = "application/sparql-results+json"
A = Iri("urn:graph:a")
Handler = http.server.BaseHTTPRequestHandler
Reply = Callable[[Handler, str], None]


def rows(*found: dict[str, str], names: tuple[str, ...] = ("s",)) -> bytes:
    bindings = [{name: {"type": "uri", "value": value} for name, value in row.items()} for row in found]
    return json.dumps({"head": {"vars": names}, "results": {"bindings": bindings}}).encode()


def number(value: object) -> bytes:
    bindings = [{"n": {"type": "literal", "value": str(value)}}]
    return json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": bindings}}).encode()


def send(handler: Handler, body: bytes, kind: str = JSON, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    handler.send_header("content-type", kind)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    if "content_length" not in headers:
        handler.send_header("content-length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


class Stub:
    """A server that says what a test tells it to, and remembers what it was asked."""

    def __init__(self) -> None:
        self.reply: Reply = lambda handler, body: send(handler, rows())
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.name = "Oxigraph/0"

    def address(self, engine: str = "oxigraph") -> str:
        return f"{engine}+http://127.0.0.1:{self.port}".removeprefix("+")


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stub]:
    found = Stub()
    for name in ("KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", "/dev/null")

    class Answers(Handler):
        def version_string(self) -> str:
            return found.name

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
            found.asked.append((self.path, body, {key.lower(): value for key, value in self.headers.items()}))
            try:
                found.reply(self, body)
            except OSError:
                self.close_connection = True  # the other side has hung up

        do_GET = do_POST

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    found.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


def select(stub: Stub, query: str = "SELECT ?s WHERE { GRAPH ?g { ?s ?p ?o } }") -> list[dict[str, object]]:
    with Endpoint.open(stub.address()) as store:
        store._unfinished = frozenset()
        return store.select(query)


def test_rows_are_read_and_the_usual_headers_sent(stub: Stub) -> None:
    stub.reply = lambda handler, body: send(handler, rows({"s": "urn:a"}, {}))
    assert select(stub) == [{"s": "urn:a"}, {}]
    ((path, body, headers),) = stub.asked
    assert (path, body.startswith("query=SELECT+%3Fs")) == ("/query", True)
    assert (headers["accept"], headers["accept-encoding"]) == (JSON, "identity")
    assert "authorization" not in headers


WHOLE = rows({"s": "urn:a"}, {"s": "urn:b"})
LIES: dict[str, tuple[Reply, str]] = {
    "cut JSON": (lambda h, _: send(h, WHOLE[:-2]), "answers with what is no whole result: .*: ask again"),
    "cut within a row": (lambda h, _: send(h, WHOLE[:70]), "is no whole result"),
    "more after the end": (lambda h, _: send(h, WHOLE + b"}"), "is no whole result"),
    "less than announced": (lambda h, _: send(h, WHOLE, content_length="9999"), "broke off: "),
    "cut chunks": (
        lambda h, _: send(h, b'5\r\n{"hea\r\n', transfer_encoding="chunked", content_length="0"),
        "broke off|no whole result",
    ),
    "a truth": (lambda h, _: send(h, b'{"boolean": true}'), "a SELECT query is needed here"),
    "nothing": (lambda h, _: send(h, b""), "is no whole result"),
    "a page": (lambda h, _: send(h, b"<html>", "text/html"), 'answers with "text/html" in place of application/sparql'),
    "a page that says it is JSON": (lambda h, _: send(h, b"<html>"), "is no whole result"),
    "no kind": (lambda h, _: send(h, WHOLE, ""), 'answers with "nothing"'),
    "deep": (lambda h, _: send(h, b'{"head":' + b"[" * 200_000), "is no whole result"),
    "not an IRI": (lambda h, _: send(h, rows({"s": "no iri"})), "is no whole result"),
    "another variable": (lambda h, _: send(h, rows({"x": "urn:a"})), "is no whole result"),
    "compressed": (lambda h, _: send(h, b"\x1f\x8b", content_encoding="gzip"), "in a compressed form"),
    "a redirect": (
        lambda h, _: send(h, b"", status=307, location="http://127.0.0.1:9/x"),
        'sends you on to "http://127.0.0.1:9/x": give that address if you trust it',
    ),
    "a redirect to nowhere": (
        lambda h, _: send(h, b"", status=307, location="http://127.0.0.1:9/\x1b[2J"),
        "broke off: Invalid URL in location header",
    ),
    "an error": (
        lambda h, _: send(h, b"<b>no\x1b[2J</b> memory" + b"x" * 9999, status=500),
        r"fails \(500\): no\\x1b\[2J",
    ),
    "no reason": (lambda h, _: send(h, b"", status=503), r"fails \(503\): it does not say why"),
    "a ban": (lambda h, _: send(h, b"", status=403), r"does not allow that \(403\): set KG_STORE_USER"),
    "not found": (lambda h, _: send(h, b"", status=404), "there is nothing at http://127.0.0.1:[0-9]+/query: mend"),
    "no HTTP": (lambda h, _: h.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n") and None, "broke off: "),
    "endless head": (lambda h, _: h.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 50_000) and None, "broke off: "),
}


@pytest.mark.parametrize("name", LIES)
def test_a_reply_that_is_no_whole_answer_is_a_clear_error(stub: Stub, name: str) -> None:
    stub.reply, message = LIES[name]
    with pytest.raises(KgError, match=message) as caught:
        select(stub)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 800
    assert len(stub.asked) == 1


def drip(handler: Handler, _: str) -> None:
    for byte in b"HTTP/1.1 200 OK\r\n":
        handler.wfile.write(bytes([byte]))
        time.sleep(0.2)


def trickle(handler: Handler, _: str) -> None:
    send(handler, b"", content_length="100000")
    for _i in range(100):
        handler.wfile.write(b" ")
        time.sleep(0.05)


@pytest.mark.parametrize(("reply", "message"), [(drip, "has not answered within 0.5"), (trickle, "takes too long")])
def test_a_slow_server_is_given_up(stub: Stub, reply: Reply, message: str) -> None:
    stub.reply = reply
    begun = time.monotonic()
    with Endpoint.open(stub.address()) as store, pytest.raises(StoreError, match=message):
        store._reply("SELECT * {}", JSON, seconds=0.5).read()
    assert time.monotonic() - begun < 5


def test_a_flood_is_cut_off(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    def flood(handler: Handler, _: str) -> None:
        send(handler, b'{"head":{"vars":["s"]},"results":{"bindings":[', content_length=str(10**12))
        while True:
            handler.wfile.write(b'{"s":{"type":"uri","value":"urn:a"}},' * 1000)

    stub.reply = flood
    monkeypatch.setattr(endpoint, "LARGEST", 1_000_000)
    monkeypatch.setattr(Endpoint._reply, "__kwdefaults__", {**Endpoint._reply.__kwdefaults__, "most": 1_000_000})
    with pytest.raises(StoreError, match="answers with more than 1,000,000 bytes: narrow the question"):
        select(stub)


def test_nobody_there_and_no_such_host_are_clear_errors() -> None:
    for address in ("oxigraph+http://127.0.0.1:9", "http://127.0.0.1:9/sparql", "http://nowhere.invalid"):
        with pytest.raises(StoreError, match=r"can't be reached: .*: is it running\?"):
            Endpoint.open(address).select("SELECT * {}")
        result = CliRunner().invoke(cli, ["meetings", "--store", address])
        assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
        assert result.stderr.startswith(f"Error: {address} can't be reached: ")


# --- counting ---------------------------------------------------------------------------------------------------------


def test_where_answers_may_be_cut_a_long_one_is_counted(stub: Stub) -> None:
    many = [{"s": f"urn:{n}"} for n in range(150)]
    pages: list[str] = []

    def reply(handler: Handler, body: str) -> None:
        if "COUNT" in body:
            send(handler, number(200))
        elif "OFFSET" in body:
            pages.append(body)
            send(handler, rows(*many[:50]))
        else:
            send(handler, rows(*many))

    stub.reply = reply
    with Endpoint.open(stub.address("graphdb")) as store:
        store._unfinished = frozenset()
        with pytest.raises(StoreError, match="answers with 100 of 200 rows: ask again"):
            store.select("SELECT ?s WHERE { GRAPH ?g { ?s ?p ?o } }")
    assert len(pages) == 2


@pytest.mark.parametrize("said", ["many", "-1", "", "9" * 30])
def test_a_count_that_is_no_number_is_refused(stub: Stub, said: str) -> None:
    stub.reply = lambda handler, body: send(handler, number(said))
    with Endpoint.open(stub.address()) as store:
        store._unfinished = frozenset()
        with pytest.raises(StoreError, match="does not answer with a number where it should count"):
            store.count(A)


@pytest.mark.parametrize("total", [1, 3])
def test_a_graph_that_comes_in_part_or_with_more_is_refused(stub: Stub, total: int) -> None:
    two = [{"s": "urn:a", "p": "urn:p", "o": "urn:x"}, {"s": "urn:b", "p": "urn:p", "o": "urn:x"}]
    answers = {"COUNT": number(total), "%3Fs+%3Fp+%3Fo+WHERE": rows(*two, names=("s", "p", "o"))}
    stub.reply = lambda handler, body: send(handler, next((a for w, a in answers.items() if w in body), rows()))
    with Endpoint.open(stub.address()) as store, pytest.raises(StoreError, match=f"gives 2 of {total} triples of urn"):
        list(store.quads(A))


def test_a_part_of_an_answer_that_says_so_is_an_error(stub: Stub) -> None:
    stub.reply = lambda handler, body: send(handler, rows(), x_sql_state="S1TAT")
    with Endpoint.open(stub.address("virtuoso")) as store, pytest.raises(QueryError, match="gave a part of the answer"):
        store.graphs()


# --- credentials and changes ------------------------------------------------------------------------------------------


def test_credentials_go_to_the_server_that_was_named_and_not_where_it_sends_one(
    stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_STORE_USER", "ada")
    monkeypatch.setenv("KG_STORE_PASSWORD", "hunter2")
    stub.reply = lambda handler, body: send(
        handler, b"", status=302, location=f"http://localhost:{stub.port}/elsewhere"
    )
    with pytest.raises(StoreError, match="sends you on") as caught:
        select(stub)
    assert "hunter2" not in str(caught.value)
    assert [(path, "authorization" in headers) for path, _, headers in stub.asked] == [("/query", True)]


def test_a_token_is_sent_as_one(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE_TOKEN", "t0ken")
    select(stub)
    assert stub.asked[0][2]["authorization"] == "Bearer t0ken"


@pytest.mark.parametrize(
    "challenge", ["Digest", 'Digest realm="x", nonce="y", algorithm=ROT13', "Basic", "", "Digest \xff"]
)
def test_a_challenge_that_makes_no_sense_is_a_clear_error(
    stub: Stub, monkeypatch: pytest.MonkeyPatch, challenge: str
) -> None:
    monkeypatch.setenv("KG_STORE_USER", "ada")
    monkeypatch.setenv("KG_STORE_PASSWORD", "hunter2")

    def reply(handler: Handler, body: str) -> None:
        if "update=" in body:
            send(handler, b"", status=401, www_authenticate=challenge)
        else:
            send(handler, number(0) if "COUNT" in body else rows())

    stub.reply = reply
    with pytest.raises(StoreError) as caught:
        update(stub.address("virtuoso"), {A: [Quad(Iri("urn:s"), Iri("urn:p"), Literal("x"), A)]})
    assert "hunter2" not in str(caught.value)


def test_an_engine_without_a_graph_store_gets_small_insertions(stub: Stub) -> None:
    sent: list[str] = []

    def reply(handler: Handler, body: str) -> None:
        sent.append(body)
        arrived = sum(text.count("urn%3Ap") for text in sent if "INSERT" in text)
        send(handler, number(arrived) if "COUNT" in body else rows())

    stub.reply = reply
    quads = [Quad(Iri(f"urn:s{n}"), Iri("urn:p"), Literal("x"), A) for n in range(1200)]
    update(stub.address("qlever"), {A: quads})
    assert [text.count("urn%3Ap") for text in sent if "urn%3Ap" in text] == [500, 500, 200]
    assert [("unfinished" in text and ("INSERT" in text or "DELETE" in text)) for text in sent].count(True) == 2


def test_a_query_of_ones_own_goes_to_the_engine_with_its_prefixes_and_a_bound(stub: Stub) -> None:
    stub.reply = lambda handler, body: send(handler, rows())
    with Endpoint.open(stub.address("graphdb")) as store:
        run("SELECT ?s { ?s a kg:Event }", store, seconds=7)
    assert "timeout=7" in stub.asked[-1][1]
    assert "PREFIX+kg%3A" in stub.asked[-1][1]
    asked = len(stub.asked)
    with Endpoint.open(stub.address()) as store, pytest.raises(QueryError, match="only reads"):
        run("DROP ALL", store)
    assert len(stub.asked) == asked, "nothing is sent that only looks like a query"


# --- which engine -----------------------------------------------------------------------------------------------------


def test_an_engine_that_is_not_recognised_gets_the_known_ones(stub: Stub) -> None:
    stub.name = "Apache/2.4 \x1b[2J"
    with pytest.raises(
        StoreError, match=r"does not say which engine it is \(\"Apache/2.4 .*\): write one of oxigraph\+http"
    ):
        Endpoint.open(stub.address(""))
    stub.name = "Oxigraph/0.5"
    with Endpoint.open(stub.address("")) as store:
        assert (store.engine.name, store.notes) == ("oxigraph", ())


def test_an_engine_that_is_not_tested_says_so(stub: Stub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    note = "Apache Jena Fuseki is not among the engines that are tested: compare what it answers"
    result = CliRunner().invoke(cli, ["sources", "--json", "--store", stub.address("fuseki")])
    assert (result.exit_code, result.stdout, result.stderr) == (0, "[]\n", f"{note}\n")
    with pytest.warns(UserWarning, match=note):
        graph = kg.open_store(stub.address("fuseki"))
    assert list(graph.sources()) == []


def test_a_store_that_nobody_closes_hangs_up_by_itself(stub: Stub) -> None:
    store = Endpoint.open(stub.address())
    store.graphs()
    finalizer = store._wire._hang_up
    del store
    assert not finalizer.alive
    assert wire.LARGEST >= 100_000_000


@pytest.mark.parametrize(
    ("query", "body", "message"),
    [
        ("ASK {}", rows(), "where it is a matter of yes or no"),
        ("SELECT * {}", b'{"boolean": true}', "where it is a matter of yes or no"),
        ("SELECT * {}", WHOLE[:-1], "no whole result"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", WHOLE, "in place of application/n-triples"),
    ],
)
def test_a_query_of_ones_own_gets_what_it_asks_for_or_an_error(
    stub: Stub, query: str, body: bytes, message: str
) -> None:
    stub.reply = lambda handler, asked: send(handler, body if "GRAPH" not in asked else rows())
    with Endpoint.open(stub.address()) as store, pytest.raises(StoreError, match=message):
        run(query, store)
