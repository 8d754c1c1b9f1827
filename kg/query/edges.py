"""Asking the derived edges of a store (see `kg.derived`) instead of searching it, where all its graphs have theirs."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter

from attrs import frozen

from kg.dates import FIRST_DAY, LAST_DAY, possibly_in
from kg.derived import LAYOUT, LISTS, LISTS_MEETING, SHARED, months, name_node
from kg.listings import Dated, date_of
from kg.names import keys
from kg.query.asking import ask, identifiers
from kg.store import Embedded, Store
from kg.terms import XSD, Iri, Literal, Term
from kg.value import Value
from kg.vocab import MEETING_KINDS

MOST_NODES = 6_000
"""A question that would name more nodes searches instead."""
_EVER = 12 * 9999
Values = dict[str, Sequence[Iri] | Sequence[Literal] | Sequence[tuple[Iri, Literal]]]


@frozen(eq=False, repr=False)
class EdgeSpan(Value):
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


Row = tuple[Dated, str, str]
"""An event on one of its dates, with what it is called: nothing where lists do not say."""


@frozen(eq=False, repr=False)
class Listed:
    """Events that edges list in a range: `rows` by date and event, each once.

    `doubtful` are the events, with what they are called, of which some source gives bounds that are those of no date,
    so that only the source can tell.
    """

    rows: list[Row]
    doubtful: dict[str, str]


def in_range(
    store: Store, span: EdgeSpan, conditions: Sequence[Sequence[str]], first: str, last: str, kinds: Collection[str]
) -> Listed | None:
    """The events of some kinds that are possibly between two days and fit all conditions; None where it is too much.

    A condition is the heads of nodes, such as `entity/person/ada`, of which one has to list the event; without any,
    all events fit.
    """
    begin, end = max(first, span.first), min(last, span.last)
    wanted = conditions or [["all"]]
    spans = {head: _spans(head, begin, end) for head in {head.partition("/")[0] for heads in wanted for head in heads}}
    nodes = [{f"{head}/{span}" for head in heads for span in spans[head.partition("/")[0]]} for heads in wanted]
    if sum(map(len, nodes)) > MOST_NODES:
        return None
    pages = _pages(store, sorted(set().union(*nodes)), set(kinds) <= set(MEETING_KINDS))
    texts = [_texts(page for node in some for page in pages.get(node, ())) for some in nodes]
    shortest, *more = sorted(texts, key=lambda some: sum(map(len, some)))
    lines: Collection[str] = _lines(shortest)
    for longer in more:
        left = set(lines)
        lines = set().union(*(left.intersection(text.split("\n")) for text in longer))
    return _sorted_out(lines, first, last, frozenset(kinds))


def _sorted_out(lines: Iterable[str], first: str, last: str, kinds: frozenset[str]) -> Listed:
    """What the lines of lists say of events of some kinds that are possibly between two days."""
    rows: list[Row] = []
    doubtful: list[tuple[str, str]] = []
    dates = _Dates(first, last)
    for line in lines:
        when, kind, event, label = line.split(" ", 3)
        if kind in kinds:
            dated = dates[when]
            if dated:
                rows.append((dated, event, label))
            elif dated is None:
                doubtful.append((event, label))
    rows.sort()
    if doubtful or len({event for _, event, _ in rows}) < len(rows):
        labels: dict[str, str] = {}
        for event, label in (*doubtful, *((event, label) for _, event, label in rows)):
            labels[event] = min(label, labels.get(event, label))
        rows = [(dated, event, labels[event]) for (dated, event), _ in groupby(rows, key=itemgetter(0, 1))]
        return Listed(rows, {event: labels[event] for event, _ in doubtful})
    return Listed(rows, {})


class _Dates(dict[str, "Dated | tuple[()] | None"]):
    """Dates by their text, which many lines share; None where only a source can tell, empty for those out of range."""

    def __init__(self, first: str, last: str) -> None:
        self.first, self.last = first, last

    def __missing__(self, when: str) -> "Dated | tuple[()] | None":
        dated = date_of(when)
        inside = dated is None or possibly_in(dated[1], self.first, self.last)
        self[when] = found = dated if inside else ()
        return found


def _spans(head: str, first: str, last: str) -> list[str]:
    """The spans of time by which nodes whose names so begin list what is possibly between two days."""
    if first > last:
        return ["wide"]
    if head == "place":
        return [*(f"{year:04d}" for year in range(int(first[:4]), int(last[:4]) + 1)), "wide"]
    return [*months(first, last, _EVER), "wide", *(_days(first, last) if head == "all" else ())]


def _days(first: str, last: str) -> list[str]:
    """The days from the first to the last as far as a question can name them."""
    one = date.fromisoformat(first)
    number = (date.fromisoformat(last) - one).days + 1
    return [(one + timedelta(passed)).isoformat() for passed in range(min(number, MOST_NODES + 1))]


def _pages(store: Store, nodes: Iterable[str], meetings: bool = False, shared: bool = False) -> dict[str, list[Term]]:
    """What nodes list, pages or things, by node: only meetings, only what several graphs tell together, or all."""
    named = {name_node(node): node for node in nodes}
    listed: Iterable[tuple[Iri, Term]]
    if isinstance(store, Embedded):
        predicates = (LISTS_MEETING,) if meetings else (LISTS_MEETING, LISTS)
        listed = store.values(named, predicates, SHARED if shared else None)
    else:
        given = ["meetings" if meetings else "events", *(["shared"] if shared else [])]
        listed = ((Iri(row["node"]), row["page"]) for row in ask(store, "listed", {"node": named}, given))
    found: dict[str, list[Term]] = defaultdict(list)
    for node, page in listed:
        found[named[node]].append(page)
    return found


def _texts(pages: Iterable[Term]) -> list[str]:
    """The texts of pages, sorted, so that the lines of all are as good as sorted."""
    return sorted(page.value for page in pages if isinstance(page, Literal))


def _lines(texts: Iterable[str]) -> list[str]:
    """The lines of texts, in their order."""
    return [line for text in texts for line in text.split("\n")]


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
        [line for line in _lines(_texts(pages[node])) if line.partition(" ")[0] not in sharing]
        + _lines(_texts(together.get(node, ())))
        for node in nodes
    )
    met: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        event, *others = line.split()
        for other in others:
            met[other].add(event)
    return met, sorted(set(crowds))
