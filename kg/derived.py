"""Edges that make lookups fast, derived from what the graphs say: who attended what, who met whom, when and where.

An edge leads from a node whose IRI anybody can compute to what a question looks for, so that it names what it wants
instead of searching:

- `derived/all/SPAN`, `derived/entity/WHO/SPAN` and `derived/place/PLACE/SPAN` list the events of a span of time: all,
  those that somebody attends (a post counts as somebody), those at a place. A span is every month that a date touches
  (for places every year), or `wide` where these are too many; for `all` it is the day where the date is one.
- `derived/met/A` lists the meetings at which A faced others as `EVENT OTHER OTHER ...`, and `derived/crowd/A` the
  events that are too large for that.
- `derived/name/WORD` and `derived/whole/NAME` lead to what has a word, or a whole name, by the key of `kg.names`.

Lists of events are texts, pages of the lines of `kg.listings`: they hold all that an answer shows, so that a hundred
events need one lookup, and a graph grows by a few statements for many events. All is plain RDF with one predicate for
meetings (`kg:listsMeeting`) and one for all else (`kg:lists`), so that every engine gains. The edges of a graph stand
in a graph of their own, which is replaced together with it and says so (`kg:edgeLayout`); those that no single graph
can tell stand in `derived/_shared`. They are left out of exports.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from kg.store.base import DERIVED
from kg.terms import KG, Iri, Literal, Quad, iri

LAYOUT = "2"
"""Which form of edges a graph has; a later version of the project that draws others up ignores these."""
MOST_MONTHS = 24
MOST_PAIRED = 40
"""Of meetings of more participants no list says who faced whom: n of them would make n² of these."""

SHARED, SHARING = iri("derived/_shared"), iri("derived/_sharing")
"""The graph of what no graph can tell alone, and the node that lists those events, which count nowhere else."""
LISTS, LISTS_MEETING = Iri(f"{KG}lists"), Iri(f"{KG}listsMeeting")
EDGE_LAYOUT, FIRST, LAST = Iri(f"{KG}edgeLayout"), Iri(f"{KG}firstDay"), Iri(f"{KG}lastDay")


def lines_of(page: Quad) -> Iterator[tuple[str, Iri, str, Iri]]:
    """The lines of a page of a list: its node below `derived/`, its predicate, the line and the event it is about.

    >>> from kg.listings import Entry
    >>> page = Literal(Entry(None, "talks", "event/istanbul-2", "Second talks").line)
    >>> [(node, event.short) for node, _, _, event in lines_of(Quad(Iri(f"{DERIVED}all/wide"), LISTS, page, SHARED))]
    [('all/wide', 'event/istanbul-2')]
    """
    node = page.subject.removeprefix(DERIVED)
    if isinstance(page.object, Literal) and page.predicate in (LISTS, LISTS_MEETING):
        for line in page.object.value.split("\n"):
            yield node, page.predicate, line, iri(line.split(" ", 3)[0 if node.startswith(("met/", "crowd/")) else 2])


def months(earliest: str, latest: str, most: int = MOST_MONTHS) -> list[str]:
    """The months between two days as `YYYY-MM`; none where they are more than `most`.

    >>> months("2024-12-31", "2025-01-01")
    ['2024-12', '2025-01']
    """
    if earliest[:7] == latest[:7]:
        return [earliest[:7]]
    first, last = (int(day[:4]) * 12 + int(day[5:7]) - 1 for day in (earliest, latest))
    if last - first >= most:
        return []
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, last + 1)]


def years(spans: Iterable[str]) -> list[str]:
    """The years of months; what is no month stays.

    >>> years(["2024-12", "2025-01", "2025-02", "wide"])
    ['2024', '2025', 'wide']
    """
    return list(dict.fromkeys(span if span == "wide" else span[:4] for span in spans))


def faced(one: str, other: str, present: Mapping[str, Collection[str]]) -> bool:
    """Whether two who were present did not stand on one side: in one delegation, or one acting for the other.

    `present` gives for everybody themselves, their delegations and whom they acted for.

    >>> faced("person/ada", "country/x", {"person/ada": {"person/ada", "country/x"}, "country/x": {"country/x"}})
    False
    """
    common = set(present[one]).intersection(present[other])
    return not any(thing in (one, other) or thing.startswith("delegation/") for thing in common)


def name_node(head: str) -> Iri:
    """The node of a list or of a key of names, which can hold letters of any script.

    >>> name_node("name/umerov").short
    'derived/name/umerov'
    """
    if not head.isascii():
        from urllib.parse import quote  # few keys need it

        head = quote(head)
    return Iri(DERIVED + head)
