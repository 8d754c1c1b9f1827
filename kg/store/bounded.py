"""Running a stranger's query in a child process that is bounded in time and memory and has no network.

A query can't be stopped from within the process that runs it, so the child is killed when its time is up. It opens the
store for reading only, limits its own memory and processor time, and moves into a network namespace of its own where
the system allows it. SERVICE is refused beforehand, so that nothing depends on that. It ends when its parent does.

Proven on Linux. On macOS the time is bounded and SERVICE refused, but there are no network namespaces, the system may
not keep to the limit of memory, and a child whose parent was killed lives on for up to a second. Windows has no such
limits: there `run` raises QueryError.
"""

import ctypes
import json
import math
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from attrs import frozen

from kg.errors import KgError, QueryError
from kg.store.base import Store
from kg.store.embedded import Embedded
from kg.store.syntax import from_ox
from kg.terms import PREFIXES, XSD, Iri

SECONDS = 30
MEGABYTES = 2048
MOST_ROWS = 100_000
LARGEST_ANSWER = 100_000_000
"""How many characters an answer may have, written as JSON."""

_LONGEST = 24 * 3600
_LONGEST_REASON = 200
_SIGNAL_OF_PARENTS_DEATH = 1
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_NUMBERS = {XSD + "integer": int, XSD + "decimal": float, XSD + "double": float, XSD + "float": float}
_CHILD = "import sys; sys.path.append(sys.argv[1]); from kg.store.bounded import _child; _child()"
_SPACE = r"(?:\s|#[^\r\n]*[\r\n])+"
_GAP = rf"(?:{_SPACE})?"
_SERVICE = re.compile(
    r":[\w:]+(?:(?:-+|\.)[\w:]+)*"  # the part of a prefixed name behind the colon: passed over
    rf"|(?<![?$])(?P<service>SERVICE{_GAP}(?:SILENT{_GAP})?"
    rf"(?:[?$][^\s{{}}<>]+|<[^<>]*>|[^\s{{}}<>]*:[^\s{{}}]*){_GAP}\{{)",
    re.IGNORECASE,
)
"""A SERVICE clause wherever it stands, even in a comment or a string.

Telling code from strings and comments the way the engine does is what a hostile query would get around; a clause has to
look like this, so it is looked for in the plain text. Variables and prefixed names that are called service may pass.
"""

_LITERAL = "|".join(
    [
        *(rf"{quote}(?:[^\\]|\\.)*?{quote}" for quote in ('"""', "'''")),
        *(rf"{quote}(?:[^{quote}\\\r\n]|\\.)*{quote}" for quote in "\"'"),
    ]
)
_FROM = re.compile(
    rf"{_LITERAL}|<[^<>\"{{}}|^`\\\x00-\x20]*>|#[^\r\n]*|[?$@][\w-]+|[\w.-]*:(?:[\w:.%-]|\\.)*"
    rf"|(?P<dataset>FROM(?:{_GAP}(?:NAMED{_GAP})?<|{_SPACE}(?:NAMED{_SPACE})?[^\s<>{{}}]*:))|[\w.-]+",
    re.IGNORECASE | re.DOTALL,
)
"""A clause that names the dataset, or what such words may stand in: strings, IRIs, comments, variables, names."""
_UPDATE = re.compile(
    rf"{_GAP}(?:(?:PREFIX|BASE)\b[^<]*<[^>]*>{_GAP})*"
    r"(?:INSERT|DELETE|WITH|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY)\b",
    re.IGNORECASE,
)
"""How a text begins that changes data."""


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
    """The result of a query over all graphs together, from an open store or the folder of one on disk.

    The prefixes of `kg.terms.PREFIXES` need not be declared. In rows, numbers and truth values are Python's, an
    identifier of the project has its short form, and everything else is text. An engine over HTTP answers itself, but
    the text is read here first. Raises QueryError where the query is not SPARQL, asks for SERVICE or names a dataset
    (FROM), changes data, or exceeds its time or memory.

    >>> run("ASK { ?s ?p ?o }", Embedded.memory()).truth
    False
    """
    if isinstance(store, Path | Embedded):
        data, path = (b"", str(store)) if isinstance(store, Path) else (store.dump(), None)
        answer = _in_child({"query": query, "path": path}, data, seconds, megabytes)
        return Result(
            tuple(answer.get("columns", ())),
            tuple(tuple(row) for row in answer.get("rows", ())),
            answer.get("truth"),
            answer.get("triples"),
            answer.get("cut", False),
        )
    from kg.store.elsewhere import run_elsewhere

    return run_elsewhere(query, store, seconds, form_of(query, seconds=seconds, megabytes=megabytes))


def form_of(query: str, *, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> str:
    """What a query asks for: `rows`, `truth` or `triples`. Raises QueryError where it is not one that `run` would run.

    >>> form_of("ASK { ?s ?p ?o }")
    'truth'
    """
    form: str = _in_child({"query": query, "form": True}, b"", seconds, megabytes)["form"]
    return form


def _in_child(task: dict[str, Any], data: bytes, seconds: float, megabytes: int) -> dict[str, Any]:
    if os.name != "posix":
        raise QueryError("a query of one's own can't be bounded on this system", "run it on Linux or macOS")
    if not 0 < seconds <= _LONGEST:
        raise QueryError(f"a query can't run for {seconds:g} seconds", f"give it more than 0 and at most {_LONGEST}")
    task |= {"megabytes": megabytes, "seconds": math.ceil(seconds) + 1, "parent": os.getpid()}
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", _CHILD, str(Path(__file__).parents[2])],
            input=json.dumps(task).encode() + b"\n" + data,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise QueryError(f"the query took more than {seconds:g} seconds", "narrow it or add a LIMIT") from None
    if done.returncode < 0:
        raise QueryError("the query needed too much memory or time", "narrow it or add a LIMIT")
    if done.returncode > 0:
        raise QueryError(f"the query failed: {done.stderr.decode(errors='replace').strip().rpartition(chr(10))[2]}")
    answer: dict[str, Any] = json.loads(done.stdout)
    if "error" in answer:
        raise QueryError(answer["error"], answer.get("hint"))
    return answer


def refuse_service(query: str) -> None:
    """Raise QueryError where a query has a SERVICE clause.

    >>> refuse_service("SELECT ?service { ?service a ex:service }")
    """
    if any(match["service"] for match in _SERVICE.finditer(query)):
        raise QueryError("SERVICE would send the query to another server", "ask only what is in this graph")


def refuse_dataset(query: str) -> None:
    """Raise QueryError where a query says FROM or FROM NAMED, since it always sees all graphs.

    >>> refuse_dataset("SELECT ?from { ?from ?to 'FROM <urn:a>' }")
    """
    if any(match["dataset"] for match in _FROM.finditer(query)):
        raise QueryError(
            "FROM has no effect here: a query sees all graphs", "write GRAPH <...> { ... } to ask only one"
        )


def _plain(term: object) -> Any:
    """A term as JSON: numbers and truth values as such, an identifier in its short form, else the text."""
    if term is None:
        return None
    if isinstance(term, ox.Triple):
        return str(term)
    if isinstance(term, ox.Literal):
        kind, text = term.datatype.value, term.value
        if kind == XSD + "boolean" and text in ("true", "false"):
            return text == "true"
        with suppress(ValueError):
            if kind in _NUMBERS and math.isfinite(number := _NUMBERS[kind](text)):
                return number
        return text
    return Iri(str(from_ox(term))).short


def _bound(megabytes: int, seconds: int) -> None:
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, megabytes << 20),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (limit, limit))
    unshare = getattr(ctypes.CDLL(None, use_errno=True), "unshare", None)
    if unshare is not None and unshare(_NEW_NETWORK) != 0:
        unshare(_NEW_USER | _NEW_NETWORK)


def _end_with(parent: int) -> None:
    """See to it that this process ends when the one that started it does, however that comes about."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(_SIGNAL_OF_PARENTS_DEATH, signal.SIGKILL)  # after the change of namespace, which would take it back
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    if os.getppid() != parent:
        os._exit(1)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _short(error: Exception) -> str:
    """The first line of an error's message, or as much of it as one can take in."""
    line = str(error).partition("\n")[0]
    return line if len(line) <= _LONGEST_REASON else f"{line[: _LONGEST_REASON - 2].rstrip()} …"


def table_of(found: ox.QuerySolutions | ox.QueryBoolean) -> dict[str, Any]:
    """A truth, or rows with their columns and whether there were more, as JSON."""
    if isinstance(found, ox.QueryBoolean):
        return {"truth": bool(found)}
    columns = [variable.value for variable in found.variables]
    rows: list[list[Any]] = []
    try:
        for solution in found:
            if len(rows) == MOST_ROWS:
                return {"columns": columns, "rows": rows, "cut": True}
            rows.append([_plain(term) for term in solution])
    finally:
        del found  # which an error's traceback would keep, to be let go of in another thread, where that fails
    return {"columns": columns, "rows": rows, "cut": False}


def turtle_of(triples: Iterable[ox.Triple]) -> str:
    """Triples as Turtle, each once."""
    return (ox.serialize(dict.fromkeys(triples), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode()


def _evaluate(store: Embedded, query: str, only_form: bool) -> dict[str, Any]:
    shown, every = store.graphs(), store.graphs(derived=True)
    names: list[Any] | None = [ox.NamedNode(name) for name in shown] if len(shown) < len(every) else None
    try:
        found = store._engine.query(
            query,
            use_default_graph_as_union=names is None,
            default_graph=names,
            named_graphs=names,
            prefixes=PREFIXES,
        )
        if only_form:
            return {"form": {ox.QueryBoolean: "truth", ox.QueryTriples: "triples"}.get(type(found), "rows")}
        return {"triples": turtle_of(found)} if isinstance(found, ox.QueryTriples) else table_of(found)
    except SyntaxError as error:
        if _UPDATE.match(query):
            return {"error": "kg query only reads", "hint": "write SELECT, ASK, CONSTRUCT or DESCRIBE"}
        return {"error": f"not a SPARQL query: {_short(error)}"}
    except (OSError, RuntimeError, ValueError) as error:
        return {"error": f"the query can't be answered: {_short(error)}"}


def _answer(task: dict[str, Any]) -> str:
    """What the child writes for a task that it reads from standard input."""
    refuse_service(task["query"])
    refuse_dataset(task["query"])
    if task.get("path"):
        store = Embedded.open(Path(task["path"]))
    else:
        store = Embedded.memory()
        store._engine.bulk_load(sys.stdin.buffer, format=ox.RdfFormat.N_QUADS)
    text = json.dumps(_evaluate(store, task["query"], task.get("form", False)))
    if len(text) > LARGEST_ANSWER:
        raise QueryError("the answer is too large", "narrow it or add a LIMIT")
    return text


def _child() -> None:
    task = json.loads(sys.stdin.buffer.readline())
    _bound(task["megabytes"], task["seconds"])
    _end_with(task["parent"])
    try:
        text = _answer(task)
    except MemoryError:
        text = json.dumps({"error": "the query needed too much memory", "hint": "narrow it or add a LIMIT"})
    except KgError as error:
        text = json.dumps({"error": error.message, "hint": error.hint})
    sys.stdout.write(text)
    sys.stdout.flush()
    os._exit(0)
