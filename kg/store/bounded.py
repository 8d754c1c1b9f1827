"""Running a stranger's query in a child process that is bounded in time and memory and has no network.

A query can't be stopped from within the process that runs it, so the child is killed when its time is up. It opens the
store for reading only, limits its own memory and processor time, and moves into a network namespace of its own where
the system allows it. SERVICE is refused beforehand.
"""

import ctypes
import json
import os
import re
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from attrs import frozen

from kg.errors import QueryError
from kg.store.embedded import Store
from kg.store.syntax import from_ox
from kg.terms import PREFIXES, Iri

SECONDS = 30
MEGABYTES = 2048
MOST_ROWS = 100_000
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_SKIPPED = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|<[^<>\"{}|^`\\\s]*>"
    r"|#[^\n]*"
    r"|[?$]\w+"
    r"|[\w.-]*:[\w.:%-]*",
    re.DOTALL,
)


@frozen
class Result:
    """What a query gave: `columns` and `rows` of a SELECT, `truth` of an ASK, `triples` (Turtle) of a CONSTRUCT.

    `cut` says that there were more than `MOST_ROWS` rows.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    truth: bool | None = None
    triples: str | None = None
    cut: bool = False


def run(query: str, store: Store | Path, *, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> Result:
    """The result of a query over all graphs together, from a store in memory or the folder of one on disk.

    The prefixes of `kg.terms.PREFIXES` need not be declared. Raises QueryError where the query is not SPARQL, asks for
    SERVICE, changes data, or exceeds its time or memory.

    >>> run("ASK { ?s ?p ?o }", Store.memory()).truth
    False
    """
    if re.search(r"\bSERVICE\b", _SKIPPED.sub(" ", query), re.IGNORECASE):
        raise QueryError("SERVICE would send the query to another server", "ask only what is in this graph")
    task = {"query": query, "megabytes": megabytes, "seconds": int(seconds) + 1}
    data = b""
    if isinstance(store, Path):
        task["path"] = str(store)
    else:
        data = store.dump()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "kg.store.bounded"],
            input=json.dumps(task).encode() + b"\n" + data,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise QueryError(f"the query took more than {seconds:g} seconds", "narrow it or add a LIMIT") from None
    if done.returncode != 0:
        raise QueryError("the query needed too much memory or time", "narrow it or add a LIMIT")
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise QueryError(answer["error"])
    return Result(
        tuple(answer.get("columns", ())),
        tuple(tuple(row) for row in answer.get("rows", ())),
        answer.get("truth"),
        answer.get("triples"),
        answer.get("cut", False),
    )


def _plain(term: object) -> Any:
    """A term as JSON: numbers and truth values as such, an identifier in its short form, else the text."""
    if term is None:
        return None
    value = from_ox(term)
    if isinstance(value, Iri):
        return value.short
    kind = value.datatype.rpartition("#")[2]
    if kind == "boolean":
        return value.value == "true"
    if kind == "integer":
        return int(value.value)
    if kind in ("decimal", "double", "float"):
        return float(value.value)
    return value.value


def _bound(megabytes: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    unshare = getattr(ctypes.CDLL(None, use_errno=True), "unshare", None)
    if unshare is not None and unshare(_NEW_NETWORK) != 0:
        unshare(_NEW_USER | _NEW_NETWORK)


def _evaluate(engine: ox.Store, query: str) -> dict[str, Any]:
    try:
        found = engine.query(query, use_default_graph_as_union=True, prefixes=PREFIXES)
    except SyntaxError as error:
        return {"error": f"not a SPARQL query: {error}"}
    if isinstance(found, ox.QueryBoolean):
        return {"truth": bool(found)}
    if isinstance(found, ox.QueryTriples):
        turtle = ox.serialize(dict.fromkeys(found), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""
        return {"triples": turtle.decode()}
    rows: list[list[Any]] = []
    cut = False
    for solution in found:
        if len(rows) == MOST_ROWS:
            cut = True
            break
        rows.append([_plain(term) for term in solution])
    return {"columns": [variable.value for variable in found.variables], "rows": rows, "cut": cut}


def _child() -> None:
    task = json.loads(sys.stdin.buffer.readline())
    _bound(task["megabytes"], task["seconds"])
    if "path" in task:
        engine = ox.Store.read_only(task["path"])
    else:
        engine = ox.Store()
        engine.bulk_load(sys.stdin.buffer, format=ox.RdfFormat.N_QUADS)
    sys.stdout.write(json.dumps(_evaluate(engine, task["query"])))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    _child()
