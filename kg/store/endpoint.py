"""A store that an engine keeps, asked and loaded over SPARQL 1.1 Protocol, Update and Graph Store.

Nothing that an engine says is taken on trust: answers are parsed strictly, long ones are counted and asked for page by
page where a server may cut them, and every graph is counted after loading.

Loading is not atomic there. So before a graph is touched a journal, itself a graph, says that it is unfinished, and
what was derived from it goes. The mark goes when as many triples have arrived as were sent. Meanwhile, or when loading
broke off, the graph is left out of all answers: half a source is no source. Loading again completes it. Graphs that
loading had not come to stay as they were. Nothing keeps two programs from loading the same graph at once.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Final, Self
from typing import Literal as OneOf

import pyoxigraph as ox

from kg.errors import QueryError, StoreError, listed, quoted
from kg.store.base import DERIVED, Change, Row, Store, derived_of, in_order, is_derived
from kg.store.embedded import Embedded, as_kept
from kg.store.engines import Address, Engine, credentials, engines, known_engines, read_address
from kg.store.hiding import counted, in_order_of, in_parts, is_distinct, never_alone, pages, without
from kg.store.keeping import refuse_unkept
from kg.store.syntax import from_ox
from kg.store.wire import LARGEST, SECONDS, Reply, Wire
from kg.terms import KG, XSD, Iri, Literal, Quad, Term, term_text

JOURNAL: Final = Iri(DERIVED + "journal")
"""The graph that names the graphs whose loading is not finished."""
_MARK = f"<{KG}unfinished>"
_GRAPHS = 'SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } FILTER (CONTAINS(STR(?g), ":")) }'
RESULTS: Final = "application/sparql-results+json"
_WRONG = (OSError, SyntaxError, ValueError, StoreError)
_LOADING = 600.0
_LAST = {"connection": "close"}
"""What goes with a change: one that is refused can leave what follows it on the connection in disorder."""
_SUSPICIOUS = 100
"""From how many rows on an answer is counted where the server may cut it."""
_COMPARED = 50_000
"""Up to how many quads a graph is read back to see whether it has changed at all."""


class Endpoint(Store):
    """Quads in named graphs, kept by an engine at an address.

    `Endpoint.open("oxigraph+http://localhost:7878")` opens one. What was unfinished is asked once, when it is first
    needed: a program that lives long and wants to see what others have loaded opens the store again.
    """

    def __init__(self, wire: Wire, engine: Engine) -> None:
        self.engine = engine
        self._wire = wire
        self._unfinished: frozenset[Iri] | None = None

    @classmethod
    def open(cls, text: str, writing: bool = False) -> Self:
        """The store at an address. Nothing is sent yet, but where the engine has to be found out.

        Raises StoreError on an address that is none, holds a password or is of no known engine.
        """
        address = read_address(text)
        engine = address.engine or _recognised(address)
        address = address.of(engine)
        return cls(Wire(address, credentials(address)), engine)

    def close(self) -> None:
        """Hang up."""
        self._wire.close()

    @property
    def notes(self) -> tuple[str, ...]:
        """That the engine is not one that the tests run with, and which graphs are left out."""
        found = []
        if not self.engine.verified:
            found.append(f"{self.engine.title} is not among the engines that are tested: compare what it answers")
        if self.unfinished:
            names = listed([graph.short for graph in self.unfinished], "and")
            found.append(f"left out, since loading was not finished: {names}; load again, or discard with kg remove")
        return tuple(found)

    @property
    def unfinished(self) -> tuple[Iri, ...]:
        """The graphs whose loading broke off or goes on."""
        return tuple(sorted(graph for graph in self._marked() if not is_derived(graph)))

    # --- asking ---------------------------------------------------------------------------------------------------

    def select(self, query: str) -> list[Row]:
        """The rows of a SELECT query; see `Store.select`. Unfinished graphs are passed over."""
        query = without(query, self._passed_over())
        parts = in_parts(query, self.engine.most_values) if self.engine.most_values else [query]
        rows = [row for part in parts for row in self._select(part if self.engine.lone_values else never_alone(part))]
        if is_distinct(query) and (self.engine.repeats or len(parts) > 1):
            rows = unique(rows)
        return rows if len(parts) == 1 else in_order_of(query, rows)

    def quads(self, graph: Iri | None = None) -> Iterator[Quad]:
        """The quads of one graph, or of all but the derived ones; none of an unfinished one."""
        for name in self.graphs() if graph is None else [graph]:
            if name not in self._marked():
                yield from self._quads(name, self._count(name))

    def graphs(self, derived: bool = False) -> list[Iri]:
        """The names of all graphs, sorted, save unfinished and the engine's own; of derived ones only where asked."""
        left_out = self._passed_over()
        found = (row["g"] for row in self._select(_GRAPHS))
        names = {name for name in found if isinstance(name, Iri) and name not in left_out and name != JOURNAL}
        return sorted(name for name in names if derived or not is_derived(name))

    def count(self, graph: Iri) -> int:
        """How many quads a graph holds; none if it is unfinished."""
        return 0 if graph in self._marked() else self._count(graph)

    def ask(self, query: str, kind: str, seconds: float, most: int) -> Reply:
        """The reply to any query over all graphs together, as `kind` of content."""
        hidden = any(is_derived(graph) for graph in self.graphs(derived=True)) or self._passed_over()
        names: list[str] = list(self.graphs()) if hidden else []
        dataset = {"default-graph-uri": names or ["urn:none"], "named-graph-uri": names or ["urn:none"]}
        more = dataset if hidden else dict(self.engine.union)
        return self._reply(query, kind, more=more, seconds=seconds, most=most)

    def broken(self, reply: Reply, error: Exception) -> StoreError:
        """What to say of a reply that ended early or is no SPARQL result."""
        reply.close()
        if reply.failure is not None:
            return StoreError(*reply.failure)
        reason = str(error).partition("\n")[0][:200]
        return StoreError(f"{self._wire.address.shown} answers with what is no whole result: {reason}", "ask again")

    def _select(self, query: str) -> list[Row]:
        names, found = self._rows(query)
        rows = list(found)
        if self.engine.may_cut and len(rows) >= _SUSPICIOUS and (total := self._number(counted(query))) > len(rows):
            size = min(len(rows), self.engine.page)
            rows = [row for page in pages(query, names, size, total) for row in self._rows(page)[1]]
            if len(rows) != total:
                raise StoreError(f"{self._wire.address.shown} answers with {len(rows)} of {total} rows", "ask again")
        return rows

    def _quads(self, graph: Iri, total: int) -> Iterator[Quad]:
        query = f"SELECT ?s ?p ?o WHERE {{ GRAPH {term_text(graph)} {{ ?s ?p ?o }} }}"
        size = self.engine.page
        texts: Iterable[str] = [query]
        if self.engine.may_cut and total >= _SUSPICIOUS:
            size = min(size, len(list(self._rows(f"{query} LIMIT {size}")[1])))
            texts = pages(query, ["s", "p", "o"], size, total)
        number = 0
        for text in texts:
            for row in self._rows(text, whole=False)[1]:
                number += 1
                yield Quad(Iri(row["s"]), Iri(row["p"]), row["o"], graph)
        if number != total:
            raise StoreError(f"{self._wire.address.shown} gives {number} of {total} triples of {graph.short}")

    def _count(self, graph: Iri) -> int:
        return self._number(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {term_text(graph)} {{ ?s ?p ?o }} }}")

    def _number(self, query: str) -> int:
        rows = list(self._rows(query)[1])
        value = rows[0].get("n") if len(rows) == 1 else None
        if not isinstance(value, Literal) or not value.value.isdecimal() or len(value.value) > 18:
            raise StoreError(f"{self._wire.address.shown} does not answer with a number where it should count")
        return int(value.value)

    def _rows(self, query: str, whole: bool = True) -> tuple[list[str], Iterator[Row]]:
        """The variables of an answer, and its rows, which are read as they are asked for."""
        reply = self._reply(query, RESULTS, whole=whole, most=LARGEST if whole else None)
        try:
            found = ox.parse_query_results(reply, format=ox.QueryResultsFormat.JSON)  # type: ignore[arg-type]
        except _WRONG as error:
            raise self.broken(reply, error) from None
        if not isinstance(found, ox.QuerySolutions):
            reply.close()
            raise QueryError("a SELECT query is needed here")
        return [variable.value for variable in found.variables], self._read(found, reply)

    def _read(self, found: ox.QuerySolutions, reply: Reply) -> Iterator[Row]:
        names = [variable.value for variable in found.variables]
        try:
            for solution in found:
                yield {name: _term(term) for name, term in zip(names, solution, strict=True) if term is not None}
        except _WRONG as error:
            raise self.broken(reply, error) from None
        finally:
            del found  # which may not be let go of in another thread, as one would that kept an error's traceback
            reply.close()

    def _reply(
        self,
        query: str,
        kind: str,
        *,
        more: Mapping[str, str | list[str]] | None = None,
        seconds: float = SECONDS,
        most: int | None = LARGEST,
        whole: bool = True,
    ) -> Reply:
        form = {"query": query, **(more or {}), **self.engine.bound(seconds)}
        reply = self._wire.send(
            "POST",
            self.engine.query,
            form=form,
            headers={"accept": kind},
            signed=not self.engine.open,
            seconds=seconds,
            most=most,
            whole=whole,
        )
        if self.engine.partial and self.engine.partial in reply.headers:
            reply.close()
            raise QueryError(f"{self._wire.address.shown} took too long and gave a part of the answer", "narrow it")
        if reply.kind not in (kind, "application/json" if kind == RESULTS else kind):
            reply.close()
            raise StoreError(
                f"{self._wire.address.shown} answers with {quoted(reply.kind or 'nothing')} in place of {kind}",
                "is this the address of its SPARQL queries?",
            )
        return reply

    # --- changing -------------------------------------------------------------------------------------------------

    def replace(self, graphs: Mapping[Iri, Iterable[Quad]]) -> list[Change]:
        """Put each graph in place of what stood under its name; see `Store.replace` and the head of this module."""
        with Embedded.memory() as staged:
            staged.load_quads(quad for graph in in_order(graphs) for quad in graphs[graph])
            if others := set(staged.graphs(derived=True)) - graphs.keys():
                raise ValueError(f"quads of {min(others)} can't stand in another graph")
            return self.put(staged, graphs)

    def put(self, staged: Embedded, replaced: Collection[Iri]) -> list[Change]:
        """Put the graphs of another store, and nothing in place of those of `replaced` that it does not have."""
        names = {*replaced, *staged.graphs(derived=True)}
        changes = []
        for graph in names:
            refuse_unkept(self.engine, staged.engine_quads(graph))
        for graph in in_order(names):
            wanted, found = staged.count(graph), self._count(graph)
            action: OneOf["added", "replaced", "unchanged", "removed"] = "unchanged"
            if graph in self._marked() or not self._same(graph, staged, wanted, found):
                action = "added" if not found else "replaced" if wanted else "removed"
                self._put(graph, staged, wanted)
            changes.append(Change(graph, action, wanted))
        return [change for change in changes if not is_derived(change.graph)]

    def _same(self, graph: Iri, staged: Embedded, wanted: int, found: int) -> bool:
        if wanted != found or wanted > _COMPARED:
            return wanted == found == 0
        return as_kept(graph, self._quads(graph, found)) == set(staged.quads(graph))

    def _put(self, graph: Iri, staged: Embedded, wanted: int) -> None:
        name, mark = term_text(graph), f"GRAPH {term_text(JOURNAL)} {{ {term_text(graph)} {_MARK}"
        self._update(f"INSERT DATA {{ {mark} true }} }}")
        self._unfinished = self._marked() | {graph}
        if not is_derived(graph):
            self._update(f"DROP SILENT GRAPH {term_text(derived_of(graph))}")
        self._update(f"DROP SILENT GRAPH {name}")
        quads = staged.engine_quads(graph)
        while batch := list(islice(quads, self.engine.insert if self.engine.graphs is None else self.engine.batch)):
            lines = ox.serialize((quad.triple for quad in batch), format=ox.RdfFormat.N_TRIPLES) or b""
            if self.engine.graphs is None:
                self._update(f"INSERT DATA {{ GRAPH {name} {{\n{lines.decode()}}} }}")
            else:
                self._wire.send(
                    "POST",
                    self.engine.graphs,
                    content=lines,
                    parameters={"graph": graph},
                    headers={**_LAST, "content-type": "application/n-triples"},
                    seconds=_LOADING,
                ).close()
        if (arrived := self._count(graph)) != wanted:
            raise StoreError(
                f"{self._wire.address.shown} holds {arrived} triples of {graph.short} where {wanted} were sent",
                "the graph is marked as unfinished and left out of answers: load again, or discard it with kg remove",
            )
        self._update(f"DELETE WHERE {{ {mark} ?any }} }}")
        self._unfinished -= {graph}

    def _update(self, text: str) -> None:
        self._wire.send("POST", self.engine.update, form={"update": text}, headers=_LAST, seconds=_LOADING).close()

    def _marked(self) -> frozenset[Iri]:
        """Every graph that the journal names."""
        if self._unfinished is None:
            rows = self._select(f"SELECT ?g WHERE {{ GRAPH {term_text(JOURNAL)} {{ ?g {_MARK} ?any }} }}")
            self._unfinished = frozenset(row["g"] for row in rows if isinstance(row["g"], Iri))
        return self._unfinished

    def _passed_over(self) -> list[Iri]:
        """What questions are not to see: unfinished graphs, the journal where it names some, the engine's own."""
        marked = self._marked()
        return sorted({*marked, *([JOURNAL] if marked else []), *map(Iri, self.engine.system)})


def unique(rows: Iterable[Row]) -> list[Row]:
    """Rows in their order, each once.

    >>> unique([{"s": Iri("urn:a")}, {}, {"s": Iri("urn:a")}])
    [{'s': 'urn:a'}, {}]
    """
    return list({frozenset(row.items()): row for row in rows}.values())


def _term(term: object) -> Term:
    """A term as the embedded engine would give it: a truth value in letters."""
    found = from_ox(term)
    if isinstance(found, Literal) and found.datatype == XSD + "boolean" and found.value in ("0", "1"):
        return found._replace(value="true" if found.value == "1" else "false")
    return found


def _recognised(address: Address) -> Engine:
    """The engine at an address that does not say which one it is."""
    wire = Wire(address)
    try:
        reply = wire.send(
            "GET", "", parameters={"query": "ASK {}"}, headers={"accept": RESULTS}, signed=False, seconds=20
        )
        said = reply.headers.get("server", "")
        reply.close()
    finally:
        wire.close()
    for engine in engines().values():
        if engine.server and engine.server in said:
            return engine
    raise StoreError(f"{address.shown} does not say which engine it is ({quoted(said or 'no name')})", known_engines())
