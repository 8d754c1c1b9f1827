"""Questions as functions: each runs a query file of `kg/queries` and returns answers, never text to print.

A function's module is imported when the function is asked for, so that one question does not pay for all.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.query.beginning import first_meeting
    from kg.query.brokering import brokers
    from kg.query.clustering import communities
    from kg.query.comparing import compare, conflicts, delegations, venues
    from kg.query.counting import activity
    from kg.query.dating import dates
    from kg.query.events import event, meetings, timeline
    from kg.query.holdings import sources, stats
    from kg.query.limiting import latest
    from kg.query.mediating import mediators
    from kg.query.offices import posts
    from kg.query.pausing import gaps
    from kg.query.people import counterparts, never_met, path, person
    from kg.query.reading import Reading, Selection
    from kg.query.saying import statements

_HOMES = {
    "beginning": ("first_meeting",),
    "brokering": ("brokers",),
    "clustering": ("communities",),
    "comparing": ("compare", "conflicts", "delegations", "venues"),
    "counting": ("activity",),
    "dating": ("dates",),
    "events": ("event", "meetings", "timeline"),
    "holdings": ("sources", "stats"),
    "limiting": ("latest",),
    "mediating": ("mediators",),
    "offices": ("posts",),
    "pausing": ("gaps",),
    "people": ("counterparts", "never_met", "path", "person"),
    "reading": ("Reading", "Selection"),
    "saying": ("statements",),
}

__all__ = [
    "Reading",
    "Selection",
    "activity",
    "brokers",
    "communities",
    "compare",
    "conflicts",
    "counterparts",
    "dates",
    "delegations",
    "event",
    "first_meeting",
    "gaps",
    "latest",
    "mediators",
    "meetings",
    "never_met",
    "path",
    "person",
    "posts",
    "sources",
    "statements",
    "stats",
    "timeline",
    "venues",
]


def __getattr__(name: str) -> Any:
    """Import a question."""
    if name not in __all__:
        raise AttributeError(f"module 'kg.query' has no attribute {name!r}")
    home = next(home for home, names in _HOMES.items() if name in names)
    return getattr(import_module(f"kg.query.{home}"), name)
