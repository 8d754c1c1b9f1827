"""When something was: events with their dates and nothing else, which is quick on a large store."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kg.dates import Date, parse, possibly_in
from kg.days import EventDate
from kg.errors import DateError
from kg.query.asking import asked_of, event_entries
from kg.query.reading import Reading, Selection, resolved, selected
from kg.store import Store
from kg.table import Answers
from kg.terms import Iri, Literal, iri

if TYPE_CHECKING:
    from kg.query.edges import Listed, Row


def dates(reading: Reading, selection: Selection) -> Answers[EventDate]:
    """The dates that sources give the events of a selection, in time order, without those that are not in its range.

    On a store with derived edges all of it comes from these alone. What is undated is not there.
    """
    selection.bounds()  # a range that is none is told of before a name that is unknown
    listed = None
    if (selection.dated or selection.who or selection.where) and not selection.certain and not selection.undated:
        listed = resolved(reading, selection).by_edges(reading)
    if listed is None:
        events = selected(reading, selection)
        rows = _rows(dates_told(reading.store, events), dict.fromkeys(events, ""), selection)
    else:
        rows = _made_sure(reading.store, listed, selection) if listed.doubtful else listed.rows
    names: dict[str, str] = {}
    if nameless := {event for _, event, label in rows if not label}:
        names = {entry.id: entry.label for entry in event_entries(reading.store, sorted(nameless))}
    found = [EventDate(event, label or names.get(event, event), date) for (_, date), event, label in rows]
    return Answers(EventDate, found)


def _made_sure(store: Store, listed: "Listed", selection: Selection) -> "list[Row]":
    """The rows that edges list, with those of the doubtful as their sources give them."""
    told = dates_told(store, sorted(listed.doubtful))
    return sorted([*(row for row in listed.rows if row[1] not in told), *_rows(told, listed.doubtful, selection)])


def _rows(told: Mapping[str, Iterable[Date]], labels: Mapping[str, str], selection: Selection) -> "list[Row]":
    """The dates of events that are possibly in the range, in their order, with what the events are called."""
    first, last = selection.bounds()
    return sorted(
        ((date.order, date), event, labels[event])
        for event, dates in told.items()
        for date in dates
        if possibly_in(date, first, last)
    )


def dates_told(store: Store, events: Iterable[str]) -> dict[str, set[Date]]:
    """All dates that sources give each of some events; what is no date is left out."""
    found: dict[str, set[Date]] = defaultdict(set)
    for row in asked_of(store, "reports", ["event"], list(map(iri, events)), ["among"]):
        if isinstance(day := row.get("date"), Literal):
            try:
                found[Iri(row["event"]).short].add(parse(day.value, "within" in row))
            except DateError:
                continue
    return found
