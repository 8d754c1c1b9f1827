"""Questions as functions: each runs a query file of `kg/queries` and returns answers, never text to print."""

from kg.query.events import compare, conflicts, delegations, event, meetings, timeline, venues
from kg.query.holdings import sources, stats
from kg.query.people import counterparts, never_met, path, person, posts
from kg.query.reading import Reading, Selection
from kg.query.statements import statements

__all__ = [
    "Reading",
    "Selection",
    "compare",
    "conflicts",
    "counterparts",
    "delegations",
    "event",
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
