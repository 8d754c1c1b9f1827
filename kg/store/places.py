"""Where a store is: a folder, or the address of an engine that others run."""

import re
from pathlib import Path

from kg.store.base import Change, GraphsOf, Store
from kg.store.embedded import Embedded

Place = Path | str
"""A folder, or an address such as `oxigraph+http://localhost:7878`."""
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def is_address(place: Place) -> bool:
    """Whether a place is the address of an engine, and no folder.

    >>> is_address("https://example.org/sparql"), is_address(".kg")
    (True, False)
    """
    return isinstance(place, str) and _ADDRESS.match(place) is not None


def open_store(place: Place, writing: bool = False) -> Store:
    """The store at a place, for reading only unless it says `writing`.

    A store on disk shows what was there when it was opened, and only one process may write to it, until it closes it.
    Raises StoreError where there is none or it can't be had.
    """
    if is_address(place):
        from kg.store.endpoint import Endpoint

        return Endpoint.open(str(place), writing)
    return Embedded.open_for_writing(Path(place)) if writing else Embedded.open(Path(place))


def load(place: Place, graphs_of: GraphsOf) -> list[Change]:
    """Put graphs into the store at a place, each in place of what stood under its name; equal ones are left alone.

    `graphs_of` sees the store as it is, an empty one where there is none, and gives the graphs; on disk nobody else can
    write in between. A store on disk is made where there is none, and it is loaded all or nothing. An engine is loaded
    graph by graph, see `kg.store.endpoint`. A graph without quads is taken out. Raises StoreError where the place is
    taken by something else, the store is in use, or a term can't be written; then nothing has changed.
    """
    if is_address(place):
        with open_store(place, writing=True) as store:
            return store.replace(graphs_of(store))
    return Embedded.load(Path(place), graphs_of)
