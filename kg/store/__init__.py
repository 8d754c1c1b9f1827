"""Where quads are kept and asked: in memory, on disk in a folder, or by an engine that is reached over HTTP.

Only this room knows the engines. `Store` is their one interface, `Embedded` and `kg.store.endpoint.Endpoint` are its
two implementations, and a place (a folder or an address) says which one.
"""

from kg.store.base import DERIVED, Change, Store, derived_of, is_derived
from kg.store.embedded import Embedded, is_store
from kg.store.places import Place, is_address, load, open_store
from kg.store.syntax import FORMATS, parse, serialize

__all__ = [
    "DERIVED",
    "FORMATS",
    "Change",
    "Embedded",
    "Place",
    "Store",
    "derived_of",
    "is_address",
    "is_derived",
    "is_store",
    "load",
    "open_store",
    "parse",
    "serialize",
]
