"""Asking the derived edges of a store (see `kg.derived`) instead of searching it, where all its graphs have theirs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from attrs import frozen

from kg.dates import FIRST_DAY, LAST_DAY
from kg.derived import LAYOUT, SHARED, SHARING, months, name_node, others
from kg.names import keys
from kg.query.asking import Row, ask, identifiers
from kg.store import Store
from kg.store.base import DERIVED
from kg.terms import CODES, XSD, Iri, Literal, iri
from kg.vocab import EVENT_KINDS, MEETING_KINDS

MOST_NODES = 6_000
"""A question that would name more nodes searches instead."""
Values = dict[str, Sequence[Iri] | Sequence[Literal] | Sequence[tuple[Iri, Literal, Literal]]]


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
    """Events that edges list in a range, each with the spans that list it.

    Those that are in it, those of which only their dates can tell, and the labels where they were asked for.
    """

    sure: dict[str, list[str]]
    doubtful: dict[str, list[str]]
    labels: dict[str, str]


def in_range(
    store: Store,
    span: EdgeSpan,
    conditions: Sequence[Iterable[str]],
    first: str,
    last: str,
    kinds: Sequence[str],
    labels: bool = False,
) -> Listed | None:
    """The events of some kinds that are possibly between two days and fit all conditions; None where it is too much.

    A condition is the heads of nodes, such as `entity/person/ada`, of which one has to list the event; without any,
    all events fit.
    """
    every = [list(heads) for heads in conditions] or [["all"]]
    whole, partly = _spans(max(first, span.first), min(last, span.last), first, last)
    if sum(map(len, every)) * (len(whole) + len(partly)) > MOST_NODES:
        return None
    found = Listed({}, {}, {})
    for spans, events in ((whole, found.sure), (partly, found.doubtful)):
        for row in _ask(store, every, spans, kinds, labels):
            event, listing = Iri(row["event"]).short, row["spans"]
            if isinstance(listing, Literal):
                known = found.sure if event in found.sure else events
                known[event] = sorted({*known.get(event, ()), *listing.value.split()})
            if isinstance(label := row.get("label"), Literal):
                found.labels[event] = min(label.value, found.labels.get(event, label.value))
    return found


def _spans(first: str, last: str, since: str, until: str) -> tuple[list[str], list[str]]:
    """The spans that lie in a range, and those that do so only in part; `first` and `last` are what of it there is."""
    if first > last:
        return [], ["wide"]
    one = date.fromisoformat(first)
    number = (date.fromisoformat(last) - one).days + 1
    days = [(one + timedelta(passed)).isoformat() for passed in range(min(number, MOST_NODES))]
    touched = months(first, last, MOST_NODES)
    inside = [month for month in touched if since <= f"{month}-01" and f"{month}-31" <= _end(until)]
    return [*days, *inside], [*(month for month in touched if month not in inside), "wide"]


def _end(until: str) -> str:
    """A day as it compares with the 31st of its month: the last day of a month is as late as that."""
    following = date.fromisoformat(until) + timedelta(1) if until < LAST_DAY else None
    return until if following and following.day != 1 else f"{until[:7]}-31"


def _ask(
    store: Store, conditions: Sequence[Sequence[str]], spans: Sequence[str], kinds: Sequence[str], labels: bool = False
) -> list[Row]:
    if not spans or not all(conditions):
        return []
    given = ["meetings" if set(kinds) <= set(MEETING_KINDS) else "events"]
    given += [] if set(kinds) in (set(MEETING_KINDS), set(EVENT_KINDS)) else ["kind"]
    given += ["label"] if labels else []
    values: Values = {
        "kind": [Iri(f"{CODES}kind/{kind}") for kind in kinds],
        "(?node ?condition ?span)": [
            (Iri(f"{DERIVED}{head}/{span}"), Literal(str(number)), Literal(span))
            for number, heads in enumerate(conditions)
            for head in heads
            for span in spans
        ],
        "count": [Literal(str(len(conditions)), XSD + "integer")],
    }
    return ask(store, "listed", values, given)


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
    """Everybody whom somebody met with the meetings, and the meetings that are too large for pairs."""
    crowds = identifiers(_ask(store, [["crowd"]], [one], MEETING_KINDS), "event")
    sharing = {quad.object for quad in store.quads(SHARED) if quad.subject == SHARING}
    met: dict[str, set[str]] = {}
    for row in ask(store, "met", {"node": [iri(f"derived/met/{one}")]}):
        events = row["events"].value.split() if isinstance(row["events"], Literal) else []
        counted = events if row["g"] == SHARED or not sharing else [event for event in events if event not in sharing]
        if counted:
            met.setdefault(others(Iri(row["pair"]), one), set()).update(Iri(event).short for event in counted)
    return met, crowds
