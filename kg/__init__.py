"""Parley: who met whom, where and when, and who says so.

>>> import kg
>>> g = kg.demo()
>>> for meeting in g.meetings(who="Umerov"):
...     print(meeting.date, meeting.place)
2 June 2025 Çırağan Palace, Istanbul, Türkiye
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.errors import KgError
    from kg.graph import Graph, demo, load, open_store

    __version__: str

__all__ = ["Graph", "KgError", "__version__", "demo", "load", "open_store"]


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for, so that starting stays fast."""
    if name == "__version__":
        from importlib.metadata import version

        return version("parley-kg")
    if name == "KgError":
        from kg.errors import KgError

        return KgError
    if name in __all__:
        from kg import graph

        return getattr(graph, name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
