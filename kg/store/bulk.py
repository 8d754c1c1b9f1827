"""Loading more than fits in memory: into a copy of the store, which takes its place when it is complete.

The engine's bulk loader is fast but not atomic. So it never works on the store that people ask: it works on a copy
beside it, and the two change places in one step at the end. A process that is killed at any moment leaves the store as
it was; what it left beside is cleared away by the next one.

The copy is a snapshot, which shares the store's files and takes no time, without the graphs to be replaced; but taking
a graph out costs the engine about three times what it costs to write as many quads anew. So where the graphs to be
replaced are a good part of the store, the copy is made from the other graphs instead.
"""

import ctypes
import fcntl
import os
import shutil
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.base import GraphsOf, derived_of
from kg.store.embedded import UNFINISHED, Embedded, clear_away, is_store
from kg.store.pieces import Piece
from kg.store.places import is_address
from kg.terms import Iri

CHEAPER = 3
"""How many other quads may be written anew for each that would have to be taken out."""
_EXCHANGE, _HERE = 2, -100


def bulk_load(
    place: Path | str, nquads: Iterable[Piece], replaced: Collection[Iri], finish: GraphsOf = lambda _: {}
) -> None:
    """Load N-Quads in pieces into a store, in place of the graphs `replaced` and of what was derived from them.

    `finish` sees the store as it is with them, and gives small graphs to put in before the loading is done.

    `place` is the folder of a store on disk, which is made where there is none, or the address of an engine. A store on
    disk is loaded all or nothing; it may be read meanwhile, but not written to. An engine is loaded graph by graph, see
    `kg.store.endpoint`; before anything is sent, all pieces have been read and found to be N-Quads. Raises
    StoreError where the store is in use or can't be written to, or a piece is not N-Quads; then nothing has changed.
    """
    if is_address(place):
        from kg.store.endpoint import Endpoint

        with Endpoint.open(str(place), writing=True) as engine, _staged(nquads) as staged:
            engine.put(staged, replaced)
            engine.replace(finish(engine))
    else:
        _load(Path(os.path.realpath(place)), nquads, {*replaced, *map(derived_of, replaced)}, finish)


@contextmanager
def _staged(nquads: Iterable[Piece]) -> Iterator[Embedded]:
    """What pieces hold, each quad once, in a store on disk that is gone afterwards."""
    with TemporaryDirectory(prefix="kg-") as folder, Embedded(ox.Store(folder)) as store:
        try:
            store.load_pieces(nquads)
        except (OSError, RuntimeError, SyntaxError, ValueError) as error:
            raise StoreError(f"nothing can be loaded: {getattr(error, 'strerror', None) or error}") from None
        yield store


def _load(path: Path, nquads: Iterable[Piece], replaced: Collection[Iri], finish: GraphsOf) -> None:
    beside = path.with_name(f".{path.name}-{token_hex(4)}{UNFINISHED}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        clear_away(path)
        if not is_store(path):
            if path.exists() and (not path.is_dir() or any(path.iterdir())):
                raise StoreError(f"{path} exists and is not a store", "name a folder that does not exist yet")
            _fill(beside, nquads, finish)
            if is_store(path):
                raise StoreError(f"another process has just made the store at {path}", "load once more")
            beside.rename(path)
            return
        with Embedded.open_for_writing(path) as store:
            others = [graph for graph in store.graphs(derived=True) if graph not in replaced]
            going = sum(map(store.count, replaced))
            if len(store._engine) - going <= CHEAPER * going:
                _fill(beside, nquads, finish, others=map(store.engine_quads, others))
            else:
                store.snapshot(beside)
                _fill(beside, nquads, finish, removed=replaced)
            state = (path / "CURRENT").read_bytes()
        with _locked(path):
            if (path / "CURRENT").read_bytes() != state:
                raise StoreError(f"another process has just written to the store at {path}", "load once more")
            _exchange(beside, path)
    except (OSError, RuntimeError, SyntaxError, ValueError) as error:
        raise StoreError(f"the store at {path} can't be loaded: {getattr(error, 'strerror', None) or error}") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _fill(
    folder: Path,
    nquads: Iterable[Piece],
    finish: GraphsOf,
    removed: Iterable[Iri] = (),
    others: Iterable[Iterable[ox.Quad]] = (),
) -> None:
    with Embedded(ox.Store(str(folder))) as store:  # which lets go of the folder even while an error is on its way
        for graph in removed:
            store._engine.remove_graph(ox.NamedNode(graph))
        for quads in others:
            store._engine.bulk_extend(quads)
        store.load_pieces(nquads)
        store.replace(finish(store))
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
