"""Edges that make lookups fast, derived from facts: who attended what, who met whom, what happened where, by month.

Each is one triple from a bucket to an event. A bucket's IRI says whom or what it is about and in which month, so that a
question names the buckets it wants instead of searching: `entity/A/2010-05`, `pair/A/B/2010-05` (A before B),
`place/P/2010-05` and `all/2010-05`. An uncertain date falls in every month that it touches; a missing one, and one that
touches more than `MOST_MONTHS`, falls in the month `undated`, which every question looks into as well.

The edges of a graph stand in a graph of their own, `derived/` and the graph's identifier, which is replaced together
with it and names its months (`kg:month`). They repeat what the facts say and are left out of exports.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from kg import model as m
from kg.dates import Date
from kg.terms import ID, Iri
from kg.triples import kg
from kg.vocab import ACTOR_TYPES

MOST_MONTHS = 24
MOST_PAIRED = 40
"""Events of more participants get no pair buckets (n participants would make n² of them); entity buckets find them."""

DERIVED = "derived/"
ATTENDED, MET, HAPPENED = kg("attended"), kg("met"), kg("happened")


def derived_graph(graph: Iri) -> Iri:
    """The name of the graph that holds the edges derived from a graph.

    >>> derived_graph(iri("source/wire")).short
    'derived/source/wire'
    """
    return Iri(f"{ID}{DERIVED}{graph.short}")


def is_derived(graph: Iri) -> bool:
    """Whether a graph holds derived edges.

    >>> is_derived(derived_graph(iri("source/wire")))
    True
    """
    return graph.short.startswith(DERIVED)


def months(date: Date) -> list[str]:
    """The months that a date touches, as `YYYY-MM`, or `["undated"]` where they are too many.

    >>> from kg.dates import parse
    >>> months(parse("2025-05-30/2025-06-02")), months(parse("2025-06-02/.."))
    (['2025-05', '2025-06'], ['undated'])
    """
    first, last = _month(date.earliest), _month(date.latest)
    if last - first >= MOST_MONTHS:
        return ["undated"]
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, last + 1)]


def _month(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7]) - 1


def buckets(event: m.Event, around: Mapping[str, Iterable[str]], of: Mapping[str, str]) -> Iterator[tuple[str, Iri]]:
    """The buckets that an event belongs in, each with the predicate that leads to the event.

    `around` gives the places around a place, `of` the country or organisation of a post.

    >>> from kg.dates import parse
    >>> talks = m.Event("event/talks", "talks", reports=[m.Report("source/wire", parse("2025-06-02"), "city/riverton")])
    >>> [bucket for bucket, _ in buckets(talks, {}, {})]
    ['all/2025-06', 'place/city/riverton/2025-06']
    """
    found = sorted({month for report in event.reports for month in _months_of(report)})
    places = sorted({outer for r in event.reports if r.place for outer in (r.place, *around.get(r.place, ()))})
    present = sorted(_present(event, of))
    pairs = combinations(present, 2) if len(present) <= MOST_PAIRED else ()
    heads = [("all", HAPPENED)]
    heads += [(f"place/{place}", HAPPENED) for place in places]
    heads += [(f"entity/{actor}", ATTENDED) for actor in present]
    heads += [(f"pair/{one}/{other}", MET) for one, other in pairs]
    for head, predicate in heads:
        for month in found:
            yield f"{head}/{month}", predicate


def _months_of(report: m.Report) -> list[str]:
    return months(report.date) if report.date else ["undated"]


def _present(event: m.Event, of: Mapping[str, str]) -> set[str]:
    """All who take part: themselves, through a delegation that represents them, or in a post of theirs."""
    represents: dict[str, set[str]] = defaultdict(set)
    for delegation in event.delegations:
        represents[delegation.key].update(delegation.represents)
    found: set[str] = set()
    for part in event.participations:
        if part.modality != "denied":
            found.add(part.who)
            found |= represents.get(part.delegation or "", set())
            if part.capacity and part.capacity in of:
                found.add(of[part.capacity])
    return {actor for actor in found if m.type_of(actor) in ACTOR_TYPES}
