"""An import from the file to the store: staging, then quads from a second process straight into the bulk loader.

Reading and mapping run in a process of their own and hide behind the engine, which takes longer. Until the store has
changed places with its loaded copy nothing is changed; staging stays on disk, so that an import that was stopped goes
on where it was.
"""

import csv
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from glob import escape
from hashlib import sha256
from importlib import import_module
from itertools import chain, count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from kg import model as m
from kg.collecting import no_cycles
from kg.deriving import Deriver, shared_anew
from kg.errors import KgError
from kg.imports.frame import COMMIT_ROWS, Importer, Staging, Summary, lines_of
from kg.store import Embedded, Place
from kg.store.bulk import bulk_load
from kg.store.pieces import FIRST, IN_MEMORY, LARGEST, next_size
from kg.terms import iri, nquads

IMPORTERS = {
    "icews": ("kg.imports.icews", "Icews"),
    "gdelt": ("kg.imports.gdelt", "Gdelt"),
    "travel": ("kg.imports.travel", "Travel"),
    "csv": ("kg.imports.table", "Table"),
}
"""Every kind of table with the class that reads it."""

AHEAD = 2
"""How many pieces may wait for the engine before another one is begun."""
READING, LISTED = 0.1, 0.1
"""Which part of an import is reading the table, and how much longer the derived edges make its N-Quads, about."""
Tick = Callable[[float], None]


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
    tick: Tick = lambda _: None,
) -> Summary:
    """Import one file, or folder, of a kind of table into a store, on disk all or nothing; see `kg.store.bulk`.

    What the same file said before is replaced, its derived edges as well. `mapping` says what the columns of a `csv`
    table hold. `tick` is told now and then which part is done, from 0 to 1. Rejected rows go to
    `STORE.rejects-FILE.tsv` beside the store, or to `kg.rejects-FILE.tsv` here where an engine keeps the store. Raises
    KgError on a file that is not such a table.
    """
    beside_it = store if isinstance(store, Path) else Path("kg")
    beside_it.parent.mkdir(parents=True, exist_ok=True)

    def place(told: str) -> Path:
        return beside_it.with_name(f".{beside_it.name}-import-{told}.sqlite")

    with _staged(name, path, beside, mapping, place, tick=tick) as (source, staging, nquads):
        graph = iri(source.id)
        bulk_load(store, nquads, [graph], lambda loaded: shared_anew(loaded, graph))
        write_refusals(staging, beside_it.with_name(f"{beside_it.name}.rejects-{source.id.partition('/')[2]}.tsv"))
        return staging.summary()


def read_table(
    name: str, path: Path, *, beside: Sequence[Path] = (), mapping: Path | None = None
) -> tuple[Embedded, Summary]:
    """Import one file, or folder, of a kind of table into a store in memory; gives what became of its rows as well.

    As with everything in memory there are no derived edges. Raises KgError on a file that is not such a table.
    """
    store = Embedded.memory()
    with (
        TemporaryDirectory(prefix="kg-") as folder,
        _staged(name, path, beside, mapping, Path(folder).joinpath, on_disk=False) as (_, staging, nquads),
    ):
        store.load_pieces(nquads)
        return store, staging.summary()


@contextmanager
def _staged(
    name: str,
    path: Path,
    beside: Sequence[Path],
    mapping: Path | None,
    place: Callable[[str], Path],
    *,
    on_disk: bool = True,
    tick: Tick = lambda _: None,
) -> Iterator[tuple[m.Source, Staging, Iterator[Path]]]:
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
        "on_disk": on_disk,
    }
    with _mapping() as child:  # which starts while the rows are read
        try:
            staging = Staging(staged)
            size = max(path.stat().st_size, 1)
            staging.fill(reader, path, lambda offset, _: tick(READING * min(offset / size, 1)))
        except KgError:
            _remove(staged)  # there is nothing to go on with: it is the file that has to change
            raise
        except sqlite3.Error as error:
            told = f"{staged.parent} can't be written to: {error}"
            raise KgError(told, "name a store elsewhere, or make room") from None
        with TemporaryDirectory(prefix=f"{staged.name}-", dir=staged.parent) as folder:
            yield reader.source(path), staging, _pieces(child, {**task, "folder": folder}, tick)
    staging.database.close()
    _remove(staged)


def _remove(staged: Path) -> None:
    for left in (staged, *(staged.with_name(staged.name + end) for end in ("-wal", "-shm"))):
        left.unlink(missing_ok=True)
    for folder in staged.parent.glob(f"{escape(staged.name)}-*"):  # of an import that was killed
        shutil.rmtree(folder, ignore_errors=True)


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
            with suppress(BrokenPipeError):
                end.close()


def _pieces(child: "subprocess.Popen[bytes]", task: object, tick: Tick) -> Iterator[Path]:
    """The files that a process writes for a task, each when it is there; fails where the process fails."""
    stdin = child.stdin
    assert stdin is not None and child.stdout is not None and child.stderr is not None

    def tell(line: str) -> None:
        with suppress(BrokenPipeError):  # it has ended; its exit code is looked at below
            stdin.write(f"{line}\n".encode())
            stdin.flush()

    tell(json.dumps(task))
    for line in child.stdout:
        part, _, piece = line.decode().removesuffix("\n").partition(" ")
        yield Path(piece)
        tell("taken")
        tick(READING + (1 - READING) * float(part))
    if child.wait() != 0:
        reason = child.stderr.read().decode(errors="replace").strip().splitlines()
        raise KgError(f"the import broke off: {reason[-1] if reason else 'the process was ended'}")


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
    task = json.loads(sys.stdin.readline())
    path = Path(task["path"])
    mapping = Path(task["mapping"]) if task["mapping"] else None
    reader = importer(task["name"], (path, *map(Path, task["beside"])), mapping)
    staging = Staging(Path(task["staged"]))
    summary = Summary()
    source = reader.source(path)
    deriver = Deriver(iri(source.id)) if task["on_disk"] else None
    written = _written(lines_of(reader, source, staging, summary), deriver)
    bounds = (FIRST, LARGEST) if task["on_disk"] else (IN_MEMORY, IN_MEMORY)
    total, length, text = max(1, staging.staged()) * (1 + LISTED * bool(deriver)), 0, next(written)
    for number in count():
        if number > AHEAD:
            sys.stdin.readline()  # until the one before the last was taken
        piece, end = Path(task["folder"], f"{number}.nq"), length + next_size(length, summary.rows / total, *bounds)
        with piece.open("w", encoding="utf-8", newline="\n") as file:
            while text and length < end:
                length += file.write(text)
                text = next(written, "")
        print(summary.rows / total if text else 1, piece, flush=True)
        if not text:
            break
    staging.keep(summary)


def _written(told: Iterator[tuple[m.Facts, str]], deriver: Deriver | None) -> Iterator[str]:
    """The N-Quads of what is told, with the derived edges where somebody derives them."""
    for facts, lines in told:
        yield lines + nquads(deriver.of_values(facts)) if deriver else lines
    seal = deriver.seal() if deriver else iter(())
    while text := nquads(islice(seal, COMMIT_ROWS)):
        yield text


if __name__ == "__main__":
    _child()
