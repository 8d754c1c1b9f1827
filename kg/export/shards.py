"""A whole graph as shards for an engine's own bulk loader: `kg export -f shards`.

The store is read as it was at the beginning, by several processes. As none of them holds more than a few quads, memory
does not grow with the store. What comes out depends on what the store holds alone, not on the number of processes.
"""

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from attrs import asdict

from kg.errors import KgError, StoreError
from kg.shards import Manifest, Shard, ShardWriter, unfinished, verify, write_manifest
from kg.store.bulk import bulk_load
from kg.store.embedded import Embedded
from kg.store.parts import Part, Stretch, at_rest, parts
from kg.store.pieces import pieces
from kg.terms import Quad
from kg.workers import cores, serve, spread

__all__ = ["Manifest", "Shard", "verify", "write_shards"]

QUADS_A_SHARD: Final = 2_000_000
"""How many quads a shard has at most, where nobody says how many shards there shall be."""
MOST_SHARDS: Final = 10_000


def write_shards(
    source: Path | Iterable[Quad],
    folder: Path,
    shards: int | None = None,
    processes: int | None = None,
    tick: Callable[[int, int], None] = lambda _, __: None,
) -> Manifest:
    """Write a store on disk, or any quads, as shards of equal length into a folder, all or nothing.

    Derived graphs are left out. `tick` is told now and then how many quads are written, and how many there are. Raises
    KgError where the folder holds something else or can't be written to, StoreError where the store can't be read.
    """
    if shards is not None and not 0 < shards <= MOST_SHARDS:
        raise KgError(f"{shards} shards can't be written", f"choose a number from 1 to {MOST_SHARDS:,}")
    with unfinished(folder) as new:
        with _at_rest(source, new / "store") as store:
            with Embedded.open(store) as opened:
                found = parts(opened)
            done: list[Shard] = []
            total = sum(part.quads for part in found)
            for said in spread(__name__, _tasks(store, new, found, shards, processes or cores())):
                done.append(Shard(**said))
                tick(sum(shard.quads for shard in done), total)
        shutil.rmtree(new / "store", ignore_errors=True)
        graphs: Counter[str] = Counter()
        for part in found:
            graphs[part.graph] += part.quads
        return write_manifest(new, done, graphs)


@contextmanager
def _at_rest(source: Path | Iterable[Quad], copy: Path) -> Iterator[Path]:
    """A store on disk with what the source holds now."""
    if isinstance(source, Path):
        with at_rest(source, copy) as store:
            yield store
    else:
        bulk_load(copy, pieces(source), ())
        yield copy


def _tasks(store: Path, folder: Path, found: Sequence[Part], shards: int | None, processes: int) -> list[Any]:
    """What each process has to do: some shards that follow each other."""
    total = sum(part.quads for part in found)
    count = shards or max(1, -(-total // QUADS_A_SHARD))
    cuts = [total * number // count for number in range(count + 1)]
    at_work = min(processes, count)
    turns = [count * number // at_work for number in range(at_work + 1)]
    shared = {
        "store": str(store),
        "folder": str(folder),
        "parts": [(part.graph, part.predicate, part.quads) for part in found],
    }
    return [{**shared, "first": first, "cuts": cuts[first : end + 1]} for first, end in pairwise(turns)]


def _write(task: Any) -> Iterator[Any]:
    """Write the shards of one process, one after the other."""
    cuts = task["cuts"]
    with Embedded.open(Path(task["store"])) as store:
        stretch = Stretch(store, [Part(*part) for part in task["parts"]], cuts[0])
        for number, (start, stop) in enumerate(pairwise(cuts), task["first"]):
            with ShardWriter(Path(task["folder"]), number) as writer:
                stretch.write(stop - start, writer)
            if writer.quads != stop - start:
                raise StoreError("the store has changed while it was read", "export it once more")
            yield asdict(writer.shard)


if __name__ == "__main__":
    serve(_write)
