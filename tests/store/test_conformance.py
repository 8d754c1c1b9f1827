"""Every kind of store holds and answers the same: a folder, Oxigraph and Virtuoso, the latter two really running."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from cli.conftest import SECOND, TALKS
from click.testing import CliRunner, Result
from store.servers import ROWS_AT_MOST
from store.stores import update

from kg.cli import cli
from kg.errors import KgError, QueryError, StoreError
from kg.graph import Graph
from kg.inputs import bundled, read
from kg.query import Reading
from kg.store import DERIVED, Change, Embedded, Place, Store, derived_of, open_store
from kg.store import load as load_into
from kg.store.bounded import run
from kg.store.bulk import bulk_load
from kg.store.embedded import as_kept
from kg.store.endpoint import Endpoint
from kg.store.engines import engines
from kg.store.wire import Reply, Wire
from kg.terms import EDTF, KG, RDF, XSD, Iri, Literal, Quad, nquads

pytestmark = pytest.mark.server

A, B = Iri("urn:graph:a"), Iri("https://example.org/граф/b")
QUERIES = sorted(path for folder in ("queries", "rules") for path in Path("kg", folder).glob("*.rq"))


def quad(number: object, graph: Iri = A) -> Quad:
    return Quad(Iri(f"urn:s{number}"), Iri("urn:p"), Literal(str(number)), graph)


def about(*values: Literal | Iri) -> list[Quad]:
    return [Quad(Iri(f"urn:s{n:04}"), Iri("urn:p"), value, A) for n, value in enumerate(values)]


def content(place: Place) -> list[Quad]:
    with open_store(place) as store:
        return sorted(store.quads())


@pytest.fixture
def talks() -> dict[Iri, list[Quad]]:
    memory = bundled()
    return {graph: list(memory.quads(graph)) for graph in memory.graphs()}


# --- loading ----------------------------------------------------------------------------------------------------------


def test_the_bundled_talks_are_held_quad_by_quad_and_loading_them_again_changes_nothing(place: Place, talks) -> None:
    assert {change.action for change in update(place, talks)} == {"added"}
    assert {change.action for change in update(place, talks)} == {"unchanged"}
    assert content(place) == sorted(bundled().quads())
    with open_store(place) as store:
        assert store.graphs() == sorted(talks)
        assert {graph: store.count(graph) for graph in talks} == {graph: len(quads) for graph, quads in talks.items()}
        assert store.counts_by(Iri(KG + "source")) == bundled().counts_by(Iri(KG + "source"))
        assert sorted(store.dump().splitlines()) == sorted(bundled().dump().splitlines())
        assert (store.notes, store.unfinished) == ((), ())


def test_a_changed_graph_is_replaced_and_the_others_stay(place: Place) -> None:
    update(place, {A: [quad(1), quad(2)], B: [quad(3, B)]})
    assert update(place, {A: [quad(2), quad(4)]}) == [Change(A, "replaced", 2)]
    assert content(place) == sorted([quad(2), quad(4), quad(3, B)])
    assert update(place, {A: []}) == [Change(A, "removed", 0)]
    assert update(place, {A: []}) == [Change(A, "unchanged", 0)]
    with open_store(place, writing=True) as store:
        assert store.graphs() == [B]
        assert (store.replace({B: ()}), store.graphs()) == ([Change(B, "removed", 0)], [])


def test_the_graphs_to_load_may_depend_on_what_is_there(place: Place) -> None:
    update(place, {A: [quad(1)]})
    load_into(place, lambda store: {B: [one._replace(graph=B) for one in store.quads(A)]})
    assert content(place) == sorted([quad(1), quad(1, B)])


def test_derived_graphs_are_asked_by_name_alone_and_go_with_what_they_are_derived_from(place: Place) -> None:
    edges = derived_of(A)
    update(place, {A: [quad(1)], edges: [quad(2, edges)], B: [quad(3, B)]})
    with open_store(place) as store:
        assert store.graphs() == [B, A]
        assert store.graphs(derived=True) == [B, edges, A]
        assert sorted(store.quads()) == sorted([quad(1), quad(3, B)])
        assert sorted(store.quads(edges)) == [quad(2, edges)]
        assert store.count(edges) == 1
        assert store.select(f"SELECT ?s WHERE {{ GRAPH <{edges}> {{ ?s ?p ?o }} }}") == [{"s": "urn:s2"}]
        assert b"derived" not in store.dump()
        assert store.counts_by(Iri("urn:p")) == {Literal("1"): 1, Literal("3"): 1}
    assert update(place, {A: [quad(1)], edges: [quad(4, edges)]}) == [Change(A, "unchanged", 1)]
    with open_store(place) as store:
        assert list(store.quads(edges)) == [quad(4, edges)]
    update(place, {A: [quad(5)]})
    with open_store(place) as store:
        assert store.graphs(derived=True) == [B, A]
    update(place, {A: [quad(6)], edges: [quad(6, edges)]})
    with open_store(place, writing=True) as store:
        store.replace({A: ()})
        assert store.graphs(derived=True) == [B]


def test_a_stream_takes_the_place_of_graphs(place: Place) -> None:
    update(place, {A: [quad(1)], derived_of(A): [quad(1, derived_of(A))], B: [quad(2, B)]})
    lines = nquads([quad(3), quad(3), quad(4), quad(5, derived_of(A))]).encode()
    bulk_load(place, [lines], [A])
    with open_store(place) as store:
        assert sorted(store.quads()) == sorted([quad(3), quad(4), quad(2, B)])
        assert list(store.quads(derived_of(A))) == [quad(5, derived_of(A))]
    bulk_load(place, [], [A])
    assert content(place) == [quad(2, B)]
    with open_store(place) as store:
        assert store.graphs(derived=True) == [B]


def test_a_stream_that_is_no_nquads_changes_nothing(place: Place) -> None:
    update(place, {A: [quad(1)]})
    with pytest.raises(StoreError, match="loaded"):
        bulk_load(place, [nquads([quad(2)]).encode() + b'<urn:a> <urn:b> "unfinished'], [A])
    assert content(place) == [quad(1)]


def batches_of(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every engine be sent so many triples at a time."""
    for name, known in list(engines().items()):
        monkeypatch.setitem(engines(), name, evolve(known, batch=number))


def test_many_quads_arrive_in_several_requests(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    batches_of(1000, monkeypatch)
    quads = [quad(n) for n in range(4500)]
    bulk_load(place, [nquads(quads).encode()], [A])
    with open_store(place) as store:
        assert store.count(A) == len(quads)
        rows = store.select("SELECT ?s WHERE { GRAPH ?g { ?s ?p ?o } FILTER (STRENDS(STR(?o), '77')) } ORDER BY ?s")
        assert [row["s"] for row in rows] == sorted(q.subject for q in quads if q.object.value.endswith("77"))


TEXTS = ["a\r\nb\tc", "\\u0041", "\\", '"""', "} ;\nDROP ALL", "\x00\x0b\x7f", "\u2028", "👩‍👩‍👧", f" <{A}> .\n", ""]
TEXTS += ["GRAPH ?g { ?s ?p ?o }", "Çırağan Київ", "e\u0301", "\ufeffb", "\ufffe", "\x85", "\r", " both ", "x" * 5000]


def test_awkward_terms_come_back_as_they_were_and_count_as_unchanged(place: Place) -> None:
    values: list[Literal | Iri] = [Literal(text) for text in TEXTS]
    values += [Literal(text, RDF + "langString", tag) for text in TEXTS for tag in ("uk", "zh-hant-tw")]
    values += [Literal(text, EDTF) for text in ("2025-06~", "2025/..", "-0044-03-15")]
    values += [Literal("x", "https://example.org/тип"), Literal("<b>x</b>", RDF + "XMLLiteral")]
    values += [
        Iri(f"https://example.org/{end}") for end in ("%C3%A7", "ç/Київ", "a'b(c)", "?q=1&r=2#f", "😀", "y" * 1000)
    ]
    quads = about(*values)
    update(place, {A: quads})
    assert content(place) == sorted(quads)
    assert update(place, {A: quads}) == [Change(A, "unchanged", len(quads))]
    assert update(place, {A: [*quads, quad("more")]}) == [Change(A, "replaced", len(quads) + 1)]


def test_what_engines_rewrite_counts_as_unchanged(place: Place) -> None:
    written = [("1.50", "decimal"), ("01", "integer"), ("1", "boolean"), ("true", "boolean"), ("false", "boolean")]
    written += [("2025-06-02T00:00:00+00:00", "dateTime"), ("2025-06-02T12:00:00.5+03:00", "dateTime")]
    written += [("41.0351", "decimal"), ("100.0", "decimal"), ("-5", "integer"), ("7", "nonNegativeInteger")]
    quads = about(*(Literal(text, XSD + kind) for text, kind in written), Literal("x", RDF + "langString", "zh-Hant"))
    update(place, {A: quads})
    assert update(place, {A: quads}) == [Change(A, "unchanged", len(quads))]
    assert content(place)[3].object == content(place)[2].object == Literal("true", XSD + "boolean")


def refusal(place: Place, graphs: dict[Iri, list[Quad]]) -> str:
    """Why graphs are not loaded; nothing where they are."""
    try:
        update(place, graphs)
    except StoreError as error:
        return str(error)
    return ""


ODD = [("-0044-03-15", "date"), ("2025-02-31", "date"), ("0000-01-01", "date"), ("10000-01-01", "date"), ("x", "date")]
ODD += [
    ("0001-01-01", "date"),
    ("9999-12-31", "date"),
    ("2025-06-02-00:00", "date"),
    ("-0044", "gYear"),
    ("9" * 30, "integer"),
]
ODD += [
    ("2147483648", "integer"),
    ("abc", "integer"),
    ("1e3", "double"),
    ("0.30000000000000004", "double"),
    ("NaN", "double"),
]
ODD += [
    ("3.1415927", "float"),
    ("0." + "1" * 20, "decimal"),
    ("P1D", "duration"),
    ("yes", "boolean"),
    ("2025-02-31T00:00:00", "dateTime"),
]


@pytest.mark.parametrize(("text", "kind"), ODD)
def test_an_odd_value_comes_back_with_its_meaning_or_is_refused_and_nothing_is_changed(
    place: Place, text: str, kind: str
) -> None:
    update(place, {B: [quad(1, B)]})
    quads = about(Literal(text, XSD + kind))
    refused = refusal(place, {A: quads, B: []})
    memory = Embedded.memory()
    memory.load_quads([quad(1, B)] if refused else quads)
    with open_store(place) as store:
        assert as_kept(A, store.quads(A)) | as_kept(B, store.quads(B)) == set(memory.quads())
    assert not refused or f'does not keep "{text}" as {kind}' in refused


@pytest.mark.parametrize("value", [Iri("urn:" + "y" * 3000), Literal("x" * 200_000)])
def test_a_term_too_long_for_an_engine_is_refused_or_kept_whole(place: Place, value: Iri | Literal) -> None:
    refused = refusal(place, {A: about(value)})
    assert content(place) == ([] if refused else about(value))
    assert not refused or "as long as" in refused


def test_a_term_that_is_none_changes_nothing(place: Place) -> None:
    update(place, {A: [quad(1)]})
    for wrong in (Iri("x> <urn:y"), Literal("x", RDF + "langString", 'en" .'), Literal("\ud83d")):
        with pytest.raises(StoreError, match="can't be written in RDF"):
            update(place, {A: [quad(2)], B: [Quad(Iri("urn:s"), Iri("urn:p"), wrong, B)]})
    assert content(place) == [quad(1)]


# --- asking -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def loaded(place: Place) -> tuple[Graph, Graph]:
    """A graph of the talks, told by two sources, in a store of every kind and in memory."""
    inputs = read([Path(TALKS), Path(SECOND)])
    update(place, inputs.graphs)
    memory = Embedded.memory()
    memory.load_quads(inputs.quads())
    return Graph(Reading(open_store(place))), Graph(Reading(memory))


def comparable(rows: list[dict[str, object]]) -> list[str]:
    return sorted(str(sorted(row.items())) for row in rows)


def test_every_query_and_rule_that_is_shipped_gives_the_same_rows(loaded: tuple[Graph, Graph]) -> None:
    assert len(QUERIES) > 20
    store, memory = (graph.reading.store for graph in loaded)
    for path in QUERIES:
        text = path.read_text(encoding="utf-8")
        assert comparable(store.select(text)) == comparable(memory.select(text)), path.name


QUESTIONS: dict[str, Callable[[Graph], object]] = {
    "meetings": lambda g: g.meetings(),
    "meetings of one": lambda g: g.meetings(who="Umerov"),
    "meetings of two in a month": lambda g: g.meetings(who=["Türkiye", "Ukraine"], since="2025-06", until="2025-06"),
    "meetings certainly in a year": lambda g: g.meetings(since="2025", until="2025", certain=True),
    "meetings at a place": lambda g: g.meetings(where="Istanbul"),
    "timeline": lambda g: g.timeline(),
    "venues": lambda g: g.venues(),
    "event": lambda g: g.event("istanbul-talks-2"),
    "statements": lambda g: g.statements(),
    "statements of one": lambda g: g.statements(who="Ukraine"),
    "person": lambda g: g.person("Umerov"),
    "posts": lambda g: g.posts(),
    "posts of one on a day": lambda g: g.posts(who="Fidan", on="2025-06-02"),
    "counterparts": lambda g: g.counterparts("Umerov"),
    "delegations": lambda g: g.delegations(),
    "compare": lambda g: g.compare("istanbul-talks-1", "istanbul-talks-2"),
    "path": lambda g: g.path("Umerov", "Fidan"),
    "never met": lambda g: g.never_met("Umerov", "Medinsky"),
    "conflicts": lambda g: g.conflicts(),
    "sources": lambda g: g.sources(),
    "stats": lambda g: g.stats(),
    "quads": lambda g: g.quads(),
    "page": lambda g: g.page().html,
}


def test_every_question_is_answered_alike(loaded: tuple[Graph, Graph]) -> None:
    store, memory = loaded
    for name, question in QUESTIONS.items():
        assert question(store) == question(memory), name


def test_a_long_answer_is_whole_and_in_order(place: Place) -> None:
    quads = [quad(f"{n:05}") for n in range(ROWS_AT_MOST * 3 + 7)]
    update(place, {A: quads, B: [one._replace(graph=B) for one in quads]})
    with open_store(place) as store:
        text = "# all\nPREFIX x: <urn:>\nSELECT DISTINCT ?s ?o WHERE { GRAPH ?g { ?s x:p ?o } } ORDER BY ?s"
        assert [row["s"] for row in store.select(text)] == [one.subject for one in quads]
        assert len(store.select("SELECT ?g ?s WHERE { GRAPH ?g { ?s ?p ?o } }")) == 2 * len(quads)
        assert sorted(store.quads(A)) == quads


def test_a_long_list_of_things_is_asked_for_in_full(place: Place) -> None:
    quads = [quad(f"{n:04}") for n in range(0, 6000, 3)]
    update(place, {A: quads})
    things = " ".join(f"<urn:s{n:04}>" for n in range(6000, 0, -1)) + " <urn:s0000>"
    any_of = f"VALUES ?s {{ {things} }}"
    both = f"{{ {any_of} GRAPH ?g {{ ?s ?p ?o }} }} UNION {{ {any_of} GRAPH ?h {{ ?s <urn:p> '0003' }} }}"
    text = f"SELECT DISTINCT ?s WHERE {{ {both} }} ORDER BY ?s"
    with open_store(place) as store:
        assert [row["s"] for row in store.select(text)] == [one.subject for one in quads]


def test_what_is_no_select_query_is_refused(place: Place) -> None:
    update(place, {A: [quad(1)]})
    with open_store(place) as store:
        for text in ("SELECT * {", "ASK {}"):
            with pytest.raises(KgError):
                store.select(text)


# --- queries of the user's own ----------------------------------------------------------------------------------------


def asked(store: Store, query: str, seconds: float = 20) -> object:
    result = run(query, store, seconds=seconds)
    return result.truth if result.truth is not None else result.triples or sorted(map(str, result.rows))


def test_a_query_sees_all_graphs_together_and_none_that_is_derived(place: Place) -> None:
    update(place, {A: [quad(1)], B: [quad(2, B)], derived_of(A): [quad(3, derived_of(A))]})
    with open_store(place) as store:
        assert asked(store, "SELECT ?s { ?s <urn:p> ?o }") == ["('urn:s1',)", "('urn:s2',)"]
        assert asked(store, "SELECT ?g { GRAPH ?g { ?s <urn:p> ?o } }") == [f"('{B}',)", f"('{A}',)"]
        assert asked(store, "ASK { <urn:s3> ?p ?o }") is False
        assert asked(store, "ASK { <urn:s2> ?p ?o }") is True
        assert "urn:s1" in str(asked(store, "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <urn:graph:a> { ?s ?p ?o } }"))


def test_a_query_knows_the_usual_prefixes_and_keeps_the_sort_of_values(loaded: tuple[Graph, Graph]) -> None:
    query = "SELECT ?name ?round { ?e a kg:Event ; skos:prefLabel ?name ; kg:round ?round } ORDER BY ?name"
    store, memory = loaded
    assert store.query(query) == memory.query(query)
    assert memory.query(query).rows


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE would send the query to another server"),
        ("SELECT * FROM <urn:graph:a> { ?s ?p ?o }", "FROM has no effect here"),
        ("INSERT DATA { GRAPH <urn:graph:c> { <urn:a> <urn:b> 1 } }", "kg query only reads"),
        ("PREFIX x: <urn:> DROP ALL", "kg query only reads"),
        ('define get:soft "soft" SELECT * { ?s ?p ?o }', "not a SPARQL query"),
        ("ASK {} ; DROP ALL", "not a SPARQL query"),
        ("SELECT", "not a SPARQL query"),
    ],
)
def test_a_query_that_may_not_run_is_refused_and_nothing_is_changed(place: Place, query: str, message: str) -> None:
    update(place, {A: [quad(1)]})
    with open_store(place) as store, pytest.raises(QueryError, match=message):
        run(query, store)
    assert content(place) == [quad(1)]


def test_a_query_without_end_is_given_up(place: Place) -> None:
    update(place, {A: [quad(n) for n in range(300)]})
    apart = "STR(?a) != STR(?l) && STR(?c) != STR(?f)"
    text = f"SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER ({apart}) }}"
    with open_store(place) as store, pytest.raises(KgError, match="narrow"):
        run(text, store, seconds=1.5)


# --- unfinished graphs, which only engines over HTTP have -------------------------------------------------------------


class Broken(Exception):
    pass


@pytest.fixture
def breaking(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Breaks the connection off before the nth request that sends triples."""
    whole = Wire.send

    def after(number: int) -> None:
        left = [number]

        def send(self: Wire, *arguments: object, **more: object) -> Reply:
            if more.get("content"):
                left[0] -= 1
                if left[0] < 0:
                    raise Broken
            return whole(self, *arguments, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(Wire, "send", send if number >= 0 else whole)

    return after


def interrupted(place: str, breaking: Callable[[int], None], monkeypatch: pytest.MonkeyPatch) -> dict[Iri, list[Quad]]:
    """Load a small graph, then a large one that breaks off half way."""
    update(place, {A: [quad("old")], derived_of(A): [quad(1, derived_of(A))], B: [quad(1, B)]})
    batches_of(200, monkeypatch)
    graphs = {A: [quad(n) for n in range(250)], derived_of(A): [quad(2, derived_of(A))]}
    breaking(1)
    with pytest.raises(Broken):
        update(place, graphs)
    breaking(-1)
    return graphs


def test_a_graph_whose_loading_broke_off_is_in_no_answer_until_it_is_loaded_again(
    engine: str, breaking: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    graphs = interrupted(engine, breaking, monkeypatch)
    with open_store(engine) as store:
        assert store.unfinished == (A,)
        assert store.notes == (
            "left out, since loading was not finished: urn:graph:a; load again, or discard with kg remove",
        )
        assert store.graphs(derived=True) == [B]
        assert sorted(store.quads()) == [quad(1, B)]
        assert (store.count(A), list(store.quads(A))) == (0, [])
        for text in (
            "SELECT ?s WHERE { GRAPH ?g { ?s <urn:p> ?o } }",
            "SELECT ?s WHERE { VALUES ?s { <urn:s0> <urn:s1> } GRAPH ?g { ?s ?p ?o } }",
            "SELECT ?s WHERE { { GRAPH ?g { ?s <urn:p> ?o } } UNION { GRAPH <urn:graph:a> { ?s <urn:p> ?x } } }",
            "SELECT ?s WHERE { GRAPH ?g { ?s <urn:p> ?o } OPTIONAL { GRAPH ?h { ?s <urn:p> ?p } } }",
        ):
            assert store.select(text) == [{"s": "urn:s1"}], text
        absent = "SELECT ?s WHERE { GRAPH ?g { ?s <urn:p> ?o } FILTER NOT EXISTS { GRAPH ?h { ?s <urn:p> '0' } } }"
        assert store.select(absent) == [{"s": "urn:s1"}]
        assert store.counts_by(Iri("urn:p")) == {Literal("1"): 1}
        assert asked(store, "SELECT ?s { ?s ?p ?o }") == ["('urn:s1',)"]
    assert update(engine, graphs) == [Change(A, "replaced", 250)]
    with open_store(engine) as store:
        assert (store.unfinished, store.notes) == ((), ())
        assert store.graphs(derived=True) == [B, derived_of(A), A]
        assert store.count(A) == 250
        assert list(store.quads(derived_of(A))) == [quad(2, derived_of(A))]


def test_a_graph_whose_loading_broke_off_can_be_discarded(
    engine: str, breaking: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupted(engine, breaking, monkeypatch)
    result = CliRunner().invoke(cli, ["remove", "urn:graph:a", "--store", engine])
    assert result.exit_code == 0, result.output
    with open_store(engine) as store:
        assert (store.unfinished, store.graphs()) == ((), [B])
        assert derived_of(A) not in store.graphs(derived=True)


def test_a_graph_that_arrives_in_part_is_a_failure(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Wire.send

    def send(self: Wire, *arguments: object, **more: object) -> Reply:
        if isinstance(lines := more.get("content"), bytes):
            more["content"] = b"".join(lines.splitlines(keepends=True)[:-1])
        return whole(self, *arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Wire, "send", send)
    with pytest.raises(
        StoreError, match=r"holds 2 triples of urn:graph:a where 3 were sent: the graph is marked as unf"
    ):
        update(engine, {A: [quad(1), quad(2), quad(3)]})
    with open_store(engine) as store:
        assert store.unfinished == (A,)


def test_the_engine_of_a_plain_address_is_found_out(engine: str) -> None:
    name, _, plain = engine.partition("+")
    update(engine, {A: [quad(1)]})
    for end in {"oxigraph": ("", "/", "/query"), "virtuoso": ("/sparql", "/sparql/")}[name]:
        with Endpoint.open(plain + end) as store:
            assert store.engine.name == name
            assert list(store.quads()) == [quad(1)]


def test_a_wrong_password_is_a_clear_error(empty: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    place = empty("virtuoso")
    monkeypatch.setenv("KG_STORE_PASSWORD", "wrong-secret")
    with pytest.raises(StoreError, match=r"does not allow that \(401\): set KG_STORE_USER") as caught:
        update(place, {A: [quad(1)]})
    assert "wrong-secret" not in str(caught.value)
    monkeypatch.delenv("KG_STORE_USER")
    monkeypatch.delenv("KG_STORE_PASSWORD")
    monkeypatch.setenv("NETRC", "/dev/null")
    with pytest.raises(StoreError, match=r"does not allow that \(401\)"):
        update(place, {A: [quad(1)]})
    assert content(place) == []


# --- commands ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def kg(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_STORE", str(place))

    def invoke(*arguments: str, status: int = 0, **more: str) -> Result:
        result = CliRunner().invoke(cli, list(arguments), prog_name="kg", **more)  # type: ignore[arg-type]
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == status, result.output
        return result

    return invoke


ANSWERS = [
    ["meetings", "--json"],
    ["meetings", "--who", "Umerov", "--since", "2025-06", "--json"],
    ["person", "umerov"],
    ["posts", "--json"],
    ["timeline"],
    ["venues"],
    ["delegations", "--json"],
    ["compare", "istanbul-talks-1", "istanbul-talks-2"],
    ["path", "Umerov", "Fidan"],
    ["never-met", "Umerov", "Medinsky"],
    ["conflicts"],
    ["sources", "--json"],
    ["statements"],
    ["stats"],
    ["check"],
    ["export", "-f", "nquads"],
    ["export", "-f", "gexf"],
]


def test_commands_say_the_same_over_every_store(kg: Callable[..., Result], place: Place) -> None:
    assert [line.split()[0] for line in kg("load", TALKS, SECOND).stdout.splitlines()] == ["added"] * 5
    assert [line.split()[0] for line in kg("load", TALKS).stdout.splitlines()] == ["unchanged"] * 4
    for arguments in ANSWERS:
        found, wanted = kg(*arguments), CliRunner().invoke(cli, [*arguments, TALKS, SECOND], prog_name="kg")
        assert (found.stdout, found.exit_code) == (wanted.stdout, wanted.exit_code), arguments
    query = "SELECT ?name { ?e a kg:Event ; skos:prefLabel ?name } ORDER BY ?name"
    assert kg("query", "-", input=query).stdout.startswith("name\n")
    assert json.loads(kg("query", "-", "--json", input="SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").stdout)[0]["n"] > 1000
    assert "only reads" in kg("query", "-", input="DROP ALL", status=1).stderr
    kg("view", "-o", "page.html")
    assert kg("remove", "second-source").stdout.startswith("removed    source/second-source  ")
    assert "second-source" not in kg("sources").stdout
    assert "no source is called" in kg("remove", "second-source", status=1).stderr
    assert DERIVED not in kg("export", "-f", "nquads").stdout


def test_tables_are_imported_into_every_store(kg: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "mapping.yaml").write_text("date: Day\nkind: talks\nparticipants: [{name: Who}, {name: Whom}]\n")
    rows = [f"2031-04-{n % 28 + 1:02},Ada Okoro,Envoy {n}\n" for n in range(60)]
    (tmp_path / "meetings.csv").write_text("Day,Who,Whom\n" + "".join(rows))
    for _ in range(2):
        assert "60 rows, 60 events" in kg("import", "csv", "meetings.csv", "--map", "mapping.yaml").stdout
        found = json.loads(kg("meetings", "--who", "Ada Okoro", "--since", "2031-04-03", "--json").stdout)
        assert len(found) == sum(row >= "2031-04-03" for row in rows)
    kg("load", TALKS)
    assert len(json.loads(kg("meetings", "--who", "Envoy 7", "--json").stdout)) == 1
    assert len(json.loads(kg("meetings", "--who", "Umerov", "--json").stdout)) == 1
