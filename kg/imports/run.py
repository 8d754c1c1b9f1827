"""An import from the file to the store: staging, then quads from a second process straight into the bulk loader.

Reading and mapping run in a process of their own and hide behind the engine, which takes longer. Until the store has
changed places with its loaded copy nothing is changed; staging stays on disk, so that an import that was stopped goes
on where it was.
"""

import csv
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from importlib import import_module
from itertools import chain
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory
from threading import Thread

from kg import model as m
from kg.collecting import no_cycles
from kg.derived import Told
from kg.deriving import Deriver, shared_anew
from kg.errors import KgError
from kg.imports.frame import Importer, Staging, Summary, nodes_of
from kg.store import Embedded, Place
from kg.store.bulk import bulk_load
from kg.terms import iri, node_lines, nquads

IMPORTERS = {
    "icews": ("kg.imports.icews", "Icews"),
    "gdelt": ("kg.imports.gdelt", "Gdelt"),
    "travel": ("kg.imports.travel", "Travel"),
    "csv": ("kg.imports.table", "Table"),
}
"""Every kind of table with the class that reads it."""

_BLOCK, _BLOCKS = 1 << 20, 64
"""How many characters are passed on at once, and how many such blocks may wait for the engine."""

Tick = Callable[[int, int], None]


def importer(name: str, paths: Sequence[Path] = (), mapping: Path | None = None) -> Importer:
    """The importer of a kind of table; travels look people up in all the paths, csv needs a mapping.

    Raises FactsError with all that is wrong in the mapping, KgError where there is none.

    >>> importer("icews").name
    'icews'
    """
    if name != "csv":
        module, kind = IMPORTERS[name]
        made: Importer = getattr(import_module(module), kind)(*(paths if name == "travel" else ()))
        return made
    from kg.imports.table import Table
    from kg.imports.table_reader import read_mapping

    if mapping is None:
        raise KgError("a table of your own needs a mapping", "kg import csv FILE --map MAPPING.yaml")
    return Table(read_mapping(mapping))


def run(
    name: str,
    path: Path,
    store: Place,
    *,
    beside: Sequence[Path] = (),
    mapping: Path | None = None,
    tick: Tick = lambda _, __: None,
) -> Summary:
    """Import one file, or folder, of a kind of table into a store, on disk all or nothing; see `kg.store.bulk`.

    What the same file said before is replaced, its derived edges as well. `mapping` says what the columns of a `csv`
    table hold. `tick` is told the byte offset and the number of rows now and then. Rejected rows go to
    `STORE.rejects-FILE.tsv` beside the store, or to `kg.rejects-FILE.tsv` here where an engine keeps the store. Raises
    KgError on a file that is not such a table.
    """
    beside_it = store if isinstance(store, Path) else Path("kg")
    beside_it.parent.mkdir(parents=True, exist_ok=True)

    def place(told: str) -> Path:
        return beside_it.with_name(f".{beside_it.name}-import-{told}.sqlite")

    with _staged(name, path, beside, mapping, place, tick) as (source, staging, nquads):
        graph = iri(source.id)
        bulk_load(store, nquads, [graph], lambda loaded: shared_anew(loaded, graph))
        write_refusals(staging, beside_it.with_name(f"{beside_it.name}.rejects-{source.id.partition('/')[2]}.tsv"))
        return staging.summary()


def read_table(
    name: str, path: Path, *, beside: Sequence[Path] = (), mapping: Path | None = None
) -> tuple[Embedded, Summary]:
    """Import one file, or folder, of a kind of table into a store in memory; gives what became of its rows as well.

    Raises KgError on a file that is not such a table.
    """
    store = Embedded.memory()
    with (
        TemporaryDirectory(prefix="kg-") as folder,
        _staged(name, path, beside, mapping, Path(folder).joinpath, lambda _, __: None) as (source, staging, nquads),
    ):
        store.load_stream(nquads)
        store.replace(shared_anew(store, iri(source.id)))
        return store, staging.summary()


@contextmanager
def _staged(
    name: str, path: Path, beside: Sequence[Path], mapping: Path | None, place: Callable[[str], Path], tick: Tick
) -> Iterator[tuple[m.Source, Staging, "_Whole"]]:
    """A table with its rows staged, and what they become as N-Quads; what is staged goes when that was of use.

    `place` says where rows are staged, from what tells one table from another.
    """
    if not path.exists():
        raise KgError(f"there is no file {path}", f"name a file for kg import {name}")
    reader = importer(name, (path, *beside), mapping)
    staged = place(_fingerprint(name, path, mapping))
    task = {
        "name": name,
        "path": str(path),
        "beside": [str(other) for other in beside],
        "mapping": str(mapping) if mapping else None,
        "staged": str(staged),
    }
    with _mapping() as child:  # which starts while the rows are read
        try:
            staging = Staging(staged)
            staging.fill(reader, path, tick)
        except KgError:
            _remove(staged)  # there is nothing to go on with: it is the file that has to change
            raise
        except sqlite3.Error as error:
            told = f"{staged.parent} can't be written to: {error}"
            raise KgError(told, "name a store elsewhere, or make room") from None
        yield reader.source(path), staging, _Whole(child, task)
    staging.database.close()
    _remove(staged)


def _remove(staged: Path) -> None:
    for left in (staged, *(staged.with_name(staged.name + end) for end in ("-wal", "-shm"))):
        left.unlink(missing_ok=True)


@contextmanager
def _mapping() -> Iterator["subprocess.Popen[bytes]"]:
    """A process that waits for a task and then turns staged rows into N-Quads; it ends with the block."""
    pipe = subprocess.PIPE
    child = subprocess.Popen([sys.executable, "-P", "-m", "kg.imports.run"], stdin=pipe, stdout=pipe, stderr=pipe)
    assert child.stdin is not None and child.stdout is not None and child.stderr is not None
    try:
        yield child
    finally:
        child.kill()
        child.wait()
        for end in (child.stdin, child.stdout, child.stderr):
            end.close()


class _Whole:
    """The output of a child process as a stream that fails where the child failed, instead of ending early."""

    def __init__(self, child: "subprocess.Popen[bytes]", task: object) -> None:
        assert child.stdin is not None
        child.stdin.write(json.dumps(task).encode())
        child.stdin.close()
        self._child = child

    def read(self, size: int = -1) -> bytes:
        """Read on; at the end make sure that the child has said everything."""
        assert self._child.stdout is not None and self._child.stderr is not None
        data = self._child.stdout.read(size)
        if not data and self._child.wait() != 0:
            reason = self._child.stderr.read().decode(errors="replace").strip().splitlines()
            raise KgError(f"the import broke off: {reason[-1] if reason else 'the process was ended'}")
        return data


def _fingerprint(name: str, path: Path, mapping: Path | None) -> str:
    """What tells a file, or all files of a folder, and a mapping from what they were at another time."""
    files = [path, *sorted(path.rglob("*"))] if path.is_dir() else [path]
    states = [(str(file.resolve()), file.stat()) for file in (*files, *((mapping,) if mapping else ()))]
    content = "\n".join(f"{file} {state.st_size} {state.st_mtime_ns}" for file, state in states)
    return sha256(f"{name}\n{content}".encode()).hexdigest()[:16]


def write_refusals(staging: Staging, path: Path) -> None:
    """Write the rejected rows with line and reason to a file; none where there are none."""
    path.unlink(missing_ok=True)
    rows = staging.refusals()
    first = next(rows, None)
    if first is None:
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t")
        writer.writerow(("line", "reason", "row"))
        for line, reason, cells in chain((first,), rows):
            writer.writerow((line, reason, *cells))


class _Output:
    """Standard output that takes some megabytes in advance while nobody reads it: a thread of its own writes them."""

    def __init__(self) -> None:
        self._held: list[str] = []
        self._length = 0
        self._waiting: Queue[bytes] = Queue(_BLOCKS)
        self._thread = Thread(target=self._pass_on, daemon=True)
        self._thread.start()

    def write(self, text: str) -> None:
        """Write some text at once or later."""
        self._held.append(text)
        self._length += len(text)
        if self._length >= _BLOCK:
            self._put()

    def close(self) -> None:
        """Write what is left, and wait until all is read."""
        self._put()
        self._waiting.put(b"")
        self._thread.join()

    def _put(self) -> None:
        self._waiting.put("".join(self._held).encode())
        self._held.clear()
        self._length = 0

    def _pass_on(self) -> None:
        try:
            while block := self._waiting.get():
                sys.stdout.buffer.write(block)
            sys.stdout.buffer.flush()
        except BrokenPipeError:  # nobody is there any more
            os._exit(1)


@no_cycles()
def _child() -> None:
    task = json.load(sys.stdin)
    path = Path(task["path"])
    mapping = Path(task["mapping"]) if task["mapping"] else None
    reader = importer(task["name"], (path, *map(Path, task["beside"])), mapping)
    staging = Staging(Path(task["staged"]))
    summary = Summary()
    source = reader.source(path)
    graph = iri(source.id)
    deriver, output = Deriver(graph), _Output()
    for nodes in nodes_of(reader, source, staging, summary):
        told = Told()
        told.add_nodes(nodes, graph)
        output.write(node_lines(nodes, graph))
        output.write(nquads(deriver.of(told)))
    output.write(nquads(deriver.seal()))
    staging.keep(summary)
    output.close()


if __name__ == "__main__":
    _child()
