"""An invented article and claims about it, with spans found by their words."""

from typing import Any

from kg.extract.claims import Claim
from kg.model import Span

ARTICLE = """Norland and Sudria resume talks in Riverton
RIVERTON, June 2 (Wire) — Delegations of Norland and Sudria met in Riverton on Monday for a second round of talks.
Foreign Minister Ada Ames of Norland led the Norlandic team. Sudria was represented by Ben Jones, its defence minister.
Ames said Norland would not give up the river. Jones is expected to visit Lakeside in July.
Earlier, Sudria launched 472 drones at Norland overnight.
"""
FOLLOW_UP = """Sudria says talks went well
Ben Jones of Sudria and Ada Ames of Norland met in Lakeside on June 2, a Sudrian paper wrote.
"""


def claim(text: str, kind: str, subject: str, predicate: str, object_: str, *quotes: str, **more: Any) -> Claim:
    """A claim whose spans are where its quotes stand first."""
    spans = tuple(Span(text.index(quote), text.index(quote) + len(quote)) for quote in quotes)
    return Claim(
        **{"rule": "invented", **more}, kind=kind, subject=subject, predicate=predicate, object=object_, spans=spans
    )


def about_article() -> list[Claim]:
    """What a perfect reader takes out of `ARTICLE`."""
    met = "Delegations of Norland and Sudria met in Riverton on Monday"
    led = "Foreign Minister Ada Ames of Norland led the Norlandic team"
    for_sudria = "Sudria was represented by Ben Jones, its defence minister"
    rows: list[tuple[Any, ...]] = [
        ("event", "talks:1", "kind", "talks", met),
        ("event", "talks:1", "participant", "Norland", met),
        ("event", "talks:1", "participant", "Sudria", met),
        ("event", "talks:1", "date", "2025-06-02", met),
        ("event", "talks:1", "city", "Riverton", met),
        ("event", "talks:1", "round", "2", "second round"),
        ("event", "talks:1", "status", "held", met),
        ("delegation", "delegation:talks:1:Norland", "represents", "Norland", met),
        ("delegation", "delegation:talks:1:Norland", "head", "Ada Ames", led),
        ("delegation", "delegation:talks:1:Sudria", "head", "Ben Jones", for_sudria),
        ("post", "Ada Ames", "holds", "Foreign Minister@Norland", led),
        ("post", "Ben Jones", "holds", "defence minister@Sudria", for_sudria),
        ("event", "visit:1", "participant", "Ben Jones", "Jones is expected to visit Lakeside"),
        ("event", "visit:1", "city", "Lakeside", "Jones is expected to visit Lakeside"),
        ("event", "visit:1", "date", "2025-07", "in July"),
        ("strike", "strike:1", "attacker", "Sudria", "Sudria launched 472 drones at Norland"),
        ("strike", "strike:1", "target-country", "Norland", "Sudria launched 472 drones at Norland"),
        ("strike", "strike:1", "weapon", "472 drones", "472 drones"),
        ("strike", "strike:1", "date", "2025-06-01/2025-06-02", "overnight"),
    ]
    found = [claim(ARTICLE, *row) for row in rows]
    said = "Ames said Norland would not give up the river"
    summary = "Norland will not give up the river"
    return [*found, claim(ARTICLE, "statement", "Ada Ames", "stated", summary, said, polarity="negative", tier="B")]


def about_follow_up() -> list[Claim]:
    """What a perfect reader takes out of `FOLLOW_UP`."""
    met = "Ben Jones of Sudria and Ada Ames of Norland met in Lakeside on June 2"
    rows = [
        ("event", "talks:1", "kind", "talks", met),
        ("event", "talks:1", "participant", "Ada Ames", met),
        ("event", "talks:1", "participant", "Ben Jones", met),
        ("event", "talks:1", "date", "2025-06-02", met),
    ]
    return [claim(FOLLOW_UP, *row) for row in rows]
