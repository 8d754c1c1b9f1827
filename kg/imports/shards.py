"""Tables straight to shards, without a store: `kg import … --shards`, for more rows than one machine's store takes.

Several processes work in three steps, each of which waits for the one before. First every process reads the tables and
says of its share of the rows what they mean; rows of one event go to the same heap, by a hash of the event. Then the
heaps become quads, event by event, and shards. What several events share, things and sources, goes to heaps by a hash
of its own, and these become shards at last, each thing once. So no quad stands in two shards, and all together are what
`kg import` into a store gives. The heaps are on disk; memory does not grow with the tables, but for the identifiers of
the things of one heap. What comes out does not depend on the number of processes.
"""

import json
import os
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, TextIO
from zlib import crc32

from attrs import asdict, mutable

from kg import model as m
from kg.errors import KgError, quoted
from kg.imports.frame import NO_EVENT, Importer, Rejected, Staged, Staging, Summary, event_lines, meaning
from kg.imports.run import importer, write_refusals
from kg.quads import to_lines
from kg.shards import Shard, ShardWriter, unfinished, write_manifest
from kg.terms import iri
from kg.workers import cores, serve, spread

BYTES_A_HEAP: Final = 32_000_000
"""How much of the tables goes to one heap, about."""
FEWEST_HEAPS: Final = 4
MOST_HEAPS: Final = 200
"""So that a process need not have more files open than any system lets it."""
BLOCK: Final = 500
"""How many rows a process takes at once."""
_TICKS = 20_000
_STEPS: Final = {"read": (0.0, 0.35), "build": (0.35, 0.95), "share": (0.95, 1.0)}

Rows = Sequence[tuple[int, tuple[str, ...]]]


def import_shards(
    name: str,
    paths: Sequence[Path],
    folder: Path,
    *,
    mapping: Path | None = None,
    processes: int | None = None,
    tick: Callable[[float], None] = lambda _: None,
) -> list[Summary]:
    """Turn tables of one kind into shards in a folder, all or nothing; gives what became of each table's rows.

    `mapping` says what the columns of a `csv` table hold. `tick` is told now and then which part of the work is done,
    from 0 to 1. Rejected rows go to `FOLDER.rejects-TABLE.tsv` beside the folder. What was stopped begins anew. Raises
    KgError on a file that is not such a table, two of the same name, and a folder that holds something else.
    """
    for path in paths:
        if not path.exists():
            raise KgError(f"there is no file {path}", f"name a file for kg import {name}")
    sources = _sources(importer(name, paths, mapping), paths)
    place = Path(os.path.realpath(folder))
    with unfinished(folder) as new:
        work = new / "work"
        work.mkdir()
        task = {
            "name": name,
            "paths": [str(path) for path in paths],
            "mapping": str(mapping) if mapping else None,
            "folder": str(new),
            "heaps": _heaps(paths),
            "processes": processes or cores(),
        }
        sums = [Summary() for _ in paths]
        counts: Counter[str] = Counter()
        shards: list[Shard] = []
        for step in _STEPS:
            for said in _said(step, task, tick):
                for number, found in said["files"].items():
                    _add(sums[int(number)], found)
                    counts[sources[int(number)].id] += found["quads"]
                shards += (Shard(**shard) for shard in said["shards"])
        for number, (source, total) in enumerate(zip(sources, sums, strict=True)):
            total.reasons = dict(sorted(total.reasons.items(), key=lambda item: (-item[1], item[0])))
            staging = Staging(work / f"refused-{number}.sqlite")
            for file in sorted(work.glob(f"refused-{number}-*.jsonl")):
                for line, reason, cells in _lines(file):
                    staging.reject([(line, tuple(cells))], reason)
            write_refusals(staging, place.with_name(f"{place.name}.rejects-{m.slug(source.id)}.tsv"))
            staging.database.close()
        shutil.rmtree(work)
        write_manifest(new, shards, {iri(identifier): quads for identifier, quads in counts.items()})
    return sums


def _sources(reader: Importer, paths: Sequence[Path]) -> list[m.Source]:
    """The tables as sources; two of the same name would be one."""
    found: dict[str, Path] = {}
    sources = [reader.source(path) for path in paths]
    for path, source in zip(paths, sources, strict=True):
        if source.id in found:
            raise KgError(
                f"{quoted(str(found[source.id]))} and {quoted(str(path))} would have the same graph",
                "name each table once, and give different tables different names",
            )
        found[source.id] = path
    return sources


def _heaps(paths: Iterable[Path]) -> int:
    """How many heaps tables make, by their sizes alone."""
    files = [file for path in paths for file in (path.rglob("*") if path.is_dir() else [path]) if file.is_file()]
    packed = (".gz", ".zip")
    size = sum(file.stat().st_size * (10 if file.suffix.lower() in packed else 1) for file in files)
    return min(MOST_HEAPS, max(FEWEST_HEAPS, -(-size // BYTES_A_HEAP)))


def _said(step: str, task: dict[str, Any], tick: Callable[[float], None]) -> Iterator[dict[str, Any]]:
    """What the processes of a step say when they are done; on the way they say how far they are."""
    begin, end = _STEPS[step]
    done: dict[int, float] = defaultdict(float)
    tasks = [{**task, "step": step, "process": number} for number in range(task["processes"])]
    for said in spread(__name__, tasks):
        if "part" in said:
            done[said["process"]] = said["part"]
            tick(begin + (end - begin) * sum(done.values()) / len(tasks))
        else:
            yield said
    tick(end)


def _add(total: Summary, found: dict[str, Any]) -> None:
    """Add what a process has counted."""
    for name in ("rows", "events", "merged", "rejected", "not_meetings"):
        setattr(total, name, getattr(total, name) + found[name])
    total.reasons = dict(Counter(total.reasons) + Counter(found["reasons"]))


# --- one process ------------------------------------------------------------------------------------------------------


@mutable
class _Counts(Summary):
    """What a process counts of a table."""

    quads: int = 0

    def refuse(self, reason: str, rows: int, *, elsewhere: bool) -> None:
        """Count rows that are rejected, or tell of something else."""
        self.reasons[reason] = self.reasons.get(reason, 0) + rows
        if elsewhere:
            self.not_meetings += rows
        else:
            self.rejected += rows


class _Work:
    """The share that one process has in a step."""

    def __init__(self, task: dict[str, Any]) -> None:
        self.paths = [Path(path) for path in task["paths"]]
        self.reader = importer(task["name"], self.paths, Path(task["mapping"]) if task["mapping"] else None)
        self.sources = [self.reader.source(path) for path in self.paths]
        self.folder = Path(task["folder"])
        self.heaps, self.processes, self.process = task["heaps"], task["processes"], task["process"]
        self.counts: dict[int, _Counts] = defaultdict(_Counts)
        self.shards: list[Shard] = []
        self._open: dict[str, TextIO] = {}
        self.mine = range(self.process, self.heaps, self.processes)

    def heap(self, number: int, key: str) -> int:
        """The heap of an event or thing of a table."""
        return crc32(f"{number} {key}".encode()) % int(self.heaps)

    def put(self, heap: str, value: Any) -> None:
        """Put a value on a heap; each process has a file of its own for it."""
        if heap not in self._open:
            if len(self._open) > MOST_HEAPS:
                self._open.pop(next(iter(self._open))).close()
            path = self.folder / "work" / f"{heap}-{self.process}.jsonl"
            self._open[heap] = path.open("a", encoding="utf-8", newline="\n")
        json.dump(value, self._open[heap], ensure_ascii=False, separators=(",", ":"))
        self._open[heap].write("\n")

    def done(self) -> dict[str, Any]:
        """What is to be said at the end."""
        for file in self._open.values():
            file.close()
        return {
            "files": {number: asdict(counts) for number, counts in self.counts.items()},
            "shards": [asdict(shard) for shard in self.shards],
        }

    def part(self, part: float) -> dict[str, Any]:
        """How far the process is."""
        return {"process": self.process, "part": part}

    def taken(self, heap: str) -> Iterator[Any]:
        """The values of a heap, which is gone then."""
        for path in sorted((self.folder / "work").glob(f"{heap}-*.jsonl")):
            yield from _lines(path)
            path.unlink()

    def refuse(self, number: int, rows: Rows, reason: str) -> None:
        """Reject rows of a table."""
        self.counts[number].refuse(reason, len(rows), elsewhere=False)
        for line, cells in rows:
            self.put(f"refused-{number}", (line, reason, cells))

    # --- the steps ----------------------------------------------------------------------------------------------------

    def read(self) -> Iterator[dict[str, Any]]:
        """Say of every row in the share of this process what it means."""
        for number, path in enumerate(self.paths):
            counts = self.counts[number]
            size = max(1, path.stat().st_size)
            for row, raw in enumerate(self.reader.rows(path, 0)):
                if row % _TICKS == 0:
                    yield self.part((number + min(1, raw.offset / size)) / len(self.paths))
                if (row // BLOCK + number) % self.processes != self.process:
                    continue
                counts.rows += 1
                found = meaning(self.reader, raw)
                if isinstance(found, Staged):
                    heap = self.heap(number, found.key)
                    self.put(f"staged-{heap}", (f"{number:08}\t{found.key}", raw.line, found.cells))
                elif isinstance(found, Rejected):
                    self.refuse(number, [(raw.line, raw.cells or (raw.text,))], found.reason)
                else:
                    counts.refuse(found.reason, 1, elsewhere=True)

    def build(self) -> Iterator[dict[str, Any]]:
        """Turn the rows on the heaps of this process into quads, event by event."""
        if self.process == 0:
            for number, source in enumerate(self.sources):
                self._share(number, source.id, "", "".join(to_lines(m.Facts(source)).values()))
        for done, heap in enumerate(self.mine):
            yield self.part(done / len(self.mine))
            path = self.folder / "work" / f"heap-{heap}.sqlite"
            staging = Staging(path)
            rows = (
                (key, line, json.dumps(cells, ensure_ascii=False)) for key, line, cells in self.taken(f"staged-{heap}")
            )
            staging.database.executemany("INSERT INTO staged VALUES (?, ?, ?)", rows)
            staging.database.commit()
            with ShardWriter(self.folder, heap) as writer:
                self._build(staging, writer)
            self.shards.append(writer.shard)
            staging.database.close()
            path.unlink()

    def _build(self, staging: Staging, writer: ShardWriter) -> None:
        known: dict[int, set[str]] = defaultdict(set)
        for numbered, rows in staging.events():
            table, _, key = numbered.partition("\t")
            number = int(table)
            counts = self.counts[number]
            try:
                found = event_lines(self.reader, self.sources[number], key, rows, known[number])
            except ValueError as error:
                self.refuse(number, rows, str(error))
                continue
            if found.facts.events:
                counts.events += 1
                counts.merged += len(rows) - 1
            else:
                counts.refuse(NO_EVENT, len(rows), elsewhere=True)
            before = writer.quads
            writer.write(found.own.encode())
            counts.quads += writer.quads - before
            for identifier, lines in found.shared.items():
                self._share(number, identifier, key, lines)
            known[number].update(found.shared)

    def _share(self, number: int, identifier: str, key: str, text: str) -> None:
        """Put a thing or source on the heap of its own."""
        self.put(f"shared-{self.heap(number, identifier)}", (number, identifier, key, text))

    def share(self) -> Iterator[dict[str, Any]]:
        """Write the things and sources on the heaps of this process, each as the first event describes it."""
        for done, heap in enumerate(self.mine):
            yield self.part(done / len(self.mine))
            first: dict[tuple[int, str], tuple[str, str]] = {}
            for number, identifier, key, text in self.taken(f"shared-{heap}"):
                if (other := first.get((number, identifier))) is None or key < other[0]:
                    first[number, identifier] = key, text
            with ShardWriter(self.folder, self.heaps + heap) as writer:
                for (number, _), (_, text) in sorted(first.items()):
                    before = writer.quads
                    writer.write(text.encode())
                    self.counts[number].quads += writer.quads - before
            self.shards.append(writer.shard)


def _lines(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _work(task: dict[str, Any]) -> Iterator[dict[str, Any]]:
    work = _Work(task)
    yield from getattr(work, task["step"])()
    yield work.done()


if __name__ == "__main__":
    serve(_work)
