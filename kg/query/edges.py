"""Asking the derived edges of a store (see `kg.derived`) instead of searching it, where all its graphs have theirs."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from attrs import frozen

from kg.dates import FIRST_DAY, LAST_DAY, Date, possibly_in
from kg.derived import LAYOUT, SHARED, months, name_node, years
from kg.listings import Entry
from kg.names import keys
from kg.query.asking import ask, identifiers
from kg.store import Store
from kg.terms import XSD, Iri, Literal, Term
from kg.vocab import MEETING_KINDS

MOST_NODES = 6_000
"""A question that would name more nodes searches instead."""
Values = dict[str, Sequence[Iri] | Sequence[Literal] | Sequence[tuple[Iri, Literal]]]


@frozen
class EdgeSpan:
    """The first and the last day that the edges of a store span; the days of no event where there are none."""

    first: str
    last: str


def edge_span(store: Store) -> EdgeSpan | None:
    """The days that the derived edges of a store span, None where a graph lacks its edges or has those of another form.

    >>> from kg.store import Embedded
    >>> edge_span(Embedded.memory())
    EdgeSpan(first='9999-12-31', last='0001-01-01')
    """
    graphs = set(store.graphs())
    rows = [row for row in ask(store, "edges") if row["layout"] == Literal(LAYOUT)] if graphs else []
    if graphs and not graphs | {SHARED} <= {row["graph"] for row in rows}:
        return None
    days = [
        (first.value, last.value) for row in rows if (first := _text(row, "first")) and (last := _text(row, "last"))
    ]
    return EdgeSpan(
        min((first for first, _ in days), default=LAST_DAY), max((last for _, last in days), default=FIRST_DAY)
    )


def _text(row: Mapping[str, Iri | Literal], name: str) -> Literal | None:
    found = row.get(name)
    return found if isinstance(found, Literal) else None


@frozen
class Listed:
    """Events that edges list in a range: their dates in it, what they are called, and of which only a source can tell.

    `doubtful` are the events of which some source gives bounds that are those of no date.
    """

    dates: dict[str, set[Date]]
    labels: dict[str, str]
    doubtful: set[str]


def in_range(
    store: Store, span: EdgeSpan, conditions: Sequence[Iterable[str]], first: str, last: str, kinds: Collection[str]
) -> Listed | None:
    """The events of some kinds that are possibly between two days and fit all conditions; None where it is too much.

    A condition is the heads of nodes, such as `entity/person/ada`, of which one has to list the event; without any,
    all events fit.
    """
    begin, end = max(first, span.first), min(last, span.last)
    touched = [*_months(begin, end), "wide"]
    spans = {
        "all": [*touched, *_days(begin, end)] if not conditions else [],
        "entity": touched,
        "place": years(touched),
    }
    nodes = [
        {f"{head}/{span}" for head in heads for span in spans[head.partition("/")[0]]}
        for heads in conditions or [["all"]]
    ]
    if sum(map(len, nodes)) > MOST_NODES:
        return None
    pages = _pages(store, sorted(set().union(*nodes)), set(kinds) <= set(MEETING_KINDS))
    shortest, *more = sorted(([page for node in some for page in pages.get(node, ())] for some in nodes), key=len)
    lines = set(_lines(shortest))
    for longer in more:
        lines = {line for line in _lines(longer) if line in lines}
    found = Listed({}, {}, set())
    for entry in map(Entry.read, lines):
        if entry.kind not in kinds or (entry.date and not possibly_in(entry.date, first, last)):
            continue
        if entry.date is None:
            found.doubtful.add(entry.event)
        else:
            found.dates.setdefault(entry.event, set()).add(entry.date)
        found.labels[entry.event] = min(entry.label, found.labels.get(entry.event, entry.label))
    return found


def _months(first: str, last: str) -> list[str]:
    return months(first, last, MOST_NODES) if first <= last else []


def _days(first: str, last: str) -> list[str]:
    """The days from the first to the last as far as a question can name them."""
    if first > last:
        return []
    one = date.fromisoformat(first)
    number = (date.fromisoformat(last) - one).days + 1
    return [(one + timedelta(passed)).isoformat() for passed in range(min(number, MOST_NODES + 1))]


def _pages(store: Store, nodes: Iterable[str], meetings: bool = False, shared: bool = False) -> dict[str, list[Term]]:
    """What nodes list, pages or things, by node: only meetings, only what several graphs tell together, or all."""
    named = {name_node(node): node for node in nodes}
    found: dict[str, list[Term]] = defaultdict(list)
    for row in ask(
        store, "listed", {"node": named}, ["meetings" if meetings else "events", *(["shared"] if shared else [])]
    ):
        found[named[Iri(row["node"])]].append(row["page"])
    return found


def _lines(pages: Iterable[Term]) -> Iterator[str]:
    """The lines of pages."""
    return (line for page in pages if isinstance(page, Literal) for line in page.value.split("\n"))


def named(store: Store, name: str) -> list[str]:
    """What may be meant by a name: has its words among the keys of its names, or it as a whole, or as identifier."""
    words = keys(name)
    values: Values = {
        "count": [Literal(str(len(set(words))), XSD + "integer")],
        "word": [name_node(f"name/{word}") for word in dict.fromkeys(words)],
        "whole": [name_node(f"whole/{''.join(words)}")],
    }
    return identifiers(ask(store, "named", values), "thing") if words else []


def counterparts(store: Store, one: str) -> tuple[dict[str, set[str]], list[str]]:
    """Everybody whom somebody met with the meetings, and the meetings that are too large to tell by edges.

    Of events that several graphs tell of, only what these tell together counts.
    """
    nodes = [f"met/{one}", f"crowd/{one}"]
    pages = _pages(store, [*nodes, "_sharing"])
    sharing = {Iri(event).short for event in pages["_sharing"]}
    together = _pages(store, nodes, shared=True) if sharing else {}
    lines, crowds = (
        {line for line in _lines(pages[node]) if line.partition(" ")[0] not in sharing}
        | set(_lines(together.get(node, ())))
        for node in nodes
    )
    met: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        event, *others = line.split()
        for other in others:
            met[other].add(event)
    return met, sorted(crowds)
