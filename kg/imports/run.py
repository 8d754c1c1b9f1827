"""An import from the file to the store: staging, then quads from a second process straight into the bulk loader.

Reading and mapping run in a process of their own and hide behind the engine, which takes longer. Until the store has
changed places with its loaded copy nothing is changed; staging stays on disk, so that an import that was stopped goes
on where it was.
"""

import csv
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from hashlib import sha256
from importlib import import_module
from itertools import chain
from pathlib import Path

from kg.collecting import no_cycles
from kg.deriving import Deriver, shared_anew
from kg.errors import KgError
from kg.imports.frame import Importer, Staging, Summary, quads_of
from kg.store import Place
from kg.store.bulk import bulk_load
from kg.terms import iri, nquads

IMPORTERS = {
    "icews": ("kg.imports.icews", "Icews"),
    "gdelt": ("kg.imports.gdelt", "Gdelt"),
    "travel": ("kg.imports.travel", "Travel"),
    "csv": ("kg.imports.table", "Table"),
}
"""Every kind of table with the class that reads it."""

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
    if not path.exists():
        raise KgError(f"there is no file {path}", f"name a file for kg import {name}")
    reader = importer(name, (path, *beside), mapping)
    source = reader.source(path)
    graph = iri(source.id)
    beside_it = store if isinstance(store, Path) else Path("kg")
    beside_it.parent.mkdir(parents=True, exist_ok=True)
    staged = beside_it.with_name(f".{beside_it.name}-import-{_fingerprint(name, path, mapping)}.sqlite")
    try:
        staging = Staging(staged)
        staging.fill(reader, path, tick)
    except KgError:
        _remove(staged)  # there is nothing to go on with: it is the file that has to change
        raise
    except sqlite3.Error as error:
        raise KgError(f"{staged.parent} can't be written to: {error}", "name a store elsewhere, or make room") from None
    task = {
        "name": name,
        "path": str(path),
        "beside": [str(other) for other in beside],
        "mapping": str(mapping) if mapping else None,
        "staged": str(staged),
    }
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "kg.imports.run"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdin is not None and child.stdout is not None and child.stderr is not None
    try:
        child.stdin.write(json.dumps(task).encode())
        child.stdin.close()
        bulk_load(store, _Whole(child), [graph], lambda loaded: shared_anew(loaded, graph))
    finally:
        child.kill()
        child.wait()
        child.stdout.close()
        child.stderr.close()
    summary = staging.summary()
    write_refusals(staging, beside_it.with_name(f"{beside_it.name}.rejects-{source.id.partition('/')[2]}.tsv"))
    staging.database.close()
    _remove(staged)
    return summary


def _remove(staged: Path) -> None:
    for left in (staged, *(staged.with_name(staged.name + end) for end in ("-wal", "-shm"))):
        left.unlink(missing_ok=True)


class _Whole:
    """The output of a child process as a stream that fails where the child failed, instead of ending early."""

    def __init__(self, child: "subprocess.Popen[bytes]") -> None:
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


@no_cycles()
def _child() -> None:
    task = json.load(sys.stdin)
    path = Path(task["path"])
    mapping = Path(task["mapping"]) if task["mapping"] else None
    reader = importer(task["name"], (path, *map(Path, task["beside"])), mapping)
    staging = Staging(Path(task["staged"]))
    summary = Summary()
    source = reader.source(path)
    deriver = Deriver(iri(source.id))
    for quads in quads_of(reader, source, staging, summary):
        sys.stdout.write(nquads(quads))
        sys.stdout.write(nquads(deriver.of(quads)))
    sys.stdout.write(nquads(deriver.seal()))
    staging.keep(summary)
    sys.stdout.flush()


if __name__ == "__main__":
    _child()
