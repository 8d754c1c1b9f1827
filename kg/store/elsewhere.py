"""Running a stranger's query on an engine over HTTP, bounded in time and size on both sides."""

import re

import pyoxigraph as ox
from attrs import evolve

from kg.errors import QueryError, StoreError
from kg.store.base import Store
from kg.store.bounded import LARGEST_ANSWER, MOST_ROWS, Result, table_of, turtle_of
from kg.store.endpoint import RESULTS, Endpoint
from kg.store.wire import Reply
from kg.terms import PREFIXES

_TRIPLES = "application/n-triples"
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
_NAME = re.compile(r"(?<![\w?$:-])([A-Za-z][\w.-]*):")


def run_elsewhere(query: str, store: Store, seconds: float, form: str) -> Result:
    """The result of a query of a form that `kg.store.bounded.form_of` told, from the engine that keeps a store.

    Raises QueryError where it takes longer, StoreError where the engine fails.
    """
    if not isinstance(store, Endpoint):
        raise QueryError("a store of this kind can't be asked")
    reply = store.ask(with_prefixes(query), _TRIPLES if form == "triples" else RESULTS, seconds, LARGEST_ANSWER)
    cut = store.engine.cut is not None and store.engine.cut in reply.headers
    try:
        answer = _read(reply, form)
    except (OSError, SyntaxError, ValueError, StoreError) as error:
        raise store.broken(reply, error) from None
    finally:
        reply.close()
    return evolve(answer, cut=cut or len(answer.rows) == MOST_ROWS)


def _read(reply: Reply, form: str) -> Result:
    if form == "triples":
        return Result(triples=turtle_of(ox.parse(reply, format=ox.RdfFormat.N_TRIPLES)))  # type: ignore[arg-type]
    table = table_of(ox.parse_query_results(reply, format=ox.QueryResultsFormat.JSON))  # type: ignore[arg-type]
    if (form == "truth") != ("truth" in table):
        raise ValueError("rows where it is a matter of yes or no, or the other way round")
    return Result(tuple(table.get("columns", ())), tuple(map(tuple, table.get("rows", ()))), table.get("truth"))


def with_prefixes(query: str) -> str:
    """A query with those of the usual prefixes declared that it uses and does not declare.

    >>> with_prefixes("ASK { ?s a kg:Event }")
    'PREFIX kg: <https://w3id.org/parley/ontology#>\\nASK { ?s a kg:Event }'
    """
    missing = {*_NAME.findall(query)} - {*_DECLARED.findall(query)}
    lines = [f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in PREFIXES if name in missing]
    return "".join(lines) + query
