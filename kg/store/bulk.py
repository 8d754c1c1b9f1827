"""Loading more than fits in memory: into a copy of the store, which takes its place when it is complete.

The engine's bulk loader is fast but not atomic. So it never works on the store that people ask: it works on a snapshot
beside it (which shares its files and takes no time), and the two change places in one step at the end. A process that
is killed at any moment leaves the store as it was; what it left beside is cleared away by the next one.
"""

import ctypes
import fcntl
import os
import shutil
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import IO, Protocol, cast

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.embedded import UNFINISHED, Store, clear_away, is_store
from kg.terms import Iri

_EXCHANGE, _HERE = 2, -100


class Stream(Protocol):
    """Bytes to be read from the beginning to the end."""

    def read(self, size: int = -1, /) -> bytes:
        """Read some bytes, none at the end."""


def bulk_load(path: Path, nquads: Stream, replaced: Collection[Iri]) -> None:
    """Load N-Quads from a stream into the store on disk at `path`, in place of the graphs `replaced`, all or nothing.

    The store is made where there is none. It may be read meanwhile, but not written to. Raises StoreError where it is
    in use or can't be written to, or the stream is not N-Quads; then nothing has changed.
    """
    path = Path(os.path.realpath(path))
    beside = path.with_name(f".{path.name}-{token_hex(4)}{UNFINISHED}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        clear_away(path)
        if not is_store(path):
            if path.exists() and (not path.is_dir() or any(path.iterdir())):
                raise StoreError(f"{path} exists and is not a store", "name a folder that does not exist yet")
            _fill(beside, nquads, ())
            beside.rename(path)
            return
        with Store.open_for_writing(path) as store:
            store.snapshot(beside)
            _fill(beside, nquads, replaced)
            state = (path / "CURRENT").read_bytes()
        with _locked(path):
            if (path / "CURRENT").read_bytes() != state:
                raise StoreError(f"another process has just written to the store at {path}", "load once more")
            _exchange(beside, path)
    except (OSError, RuntimeError, SyntaxError, ValueError) as error:
        raise StoreError(f"the store at {path} can't be loaded: {getattr(error, 'strerror', None) or error}") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _fill(folder: Path, nquads: Stream, replaced: Collection[Iri]) -> None:
    with Store(ox.Store(str(folder))) as store:  # which lets go of the folder even while an error is on its way
        for graph in replaced:
            store._engine.remove_graph(ox.NamedNode(graph))
        store._engine.bulk_load(cast(IO[bytes], nquads), format=ox.RdfFormat.N_QUADS)
        store._engine.flush()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Keep other writers out of a store that no engine holds: an engine in a folder that moves would go astray."""
    with (path / "LOCK").open("r+b") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StoreError(f"another process is writing to the store at {path}", "load once more") from None
        yield


def _exchange(one: Path, other: Path) -> None:
    """Let two folders change places: in one step on Linux, elsewhere in three."""
    if sys.platform == "linux":
        library = ctypes.CDLL(None, use_errno=True)
        if library.renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
            return
    aside = other.with_name(f"{one.name}.old")
    other.rename(aside)
    one.rename(other)
    aside.rename(one)
