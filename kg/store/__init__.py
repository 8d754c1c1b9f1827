"""Where quads are kept and asked: in memory, or on disk in a folder. Only this room knows the engine."""

from kg.store.embedded import Change, Store, is_store
from kg.store.syntax import FORMATS, parse, serialize

__all__ = ["FORMATS", "Change", "Store", "is_store", "parse", "serialize"]
