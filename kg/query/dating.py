"""When something was: events with their dates and nothing else, which is quick on a large store."""

from collections import defaultdict
from collections.abc import Iterable

from kg.dates import Date, parse, possibly_in
from kg.errors import DateError
from kg.findings import EventDate
from kg.query.asking import asked_of, event_entries
from kg.query.reading import Reading, Selection, resolved, selected
from kg.store import Store
from kg.table import Answers
from kg.terms import Iri, Literal, iri


def dates(reading: Reading, selection: Selection) -> Answers[EventDate]:
    """The dates that sources give the events of a selection, in time order, without those that are not in its range.

    On a store with derived edges all of it comes from these alone. What is undated is not there.
    """
    first, last = selection.bounds()
    found = None
    if (selection.dated or selection.who or selection.where) and not selection.certain and not selection.undated:
        found = resolved(reading, selection).by_edges(reading)
    if found is None:
        events = selected(reading, selection)
        labels = {entry.id: entry.label for entry in event_entries(reading.store, events)}
        told = _told(reading.store, events)
    else:
        told, labels = found.dates | _told(reading.store, sorted(found.doubtful)), found.labels
        nameless = [event for event in told if not labels[event]]
        labels = labels | {entry.id: entry.label for entry in event_entries(reading.store, nameless)}
    rows = [
        EventDate(event, labels.get(event, event), date)
        for event, days in told.items()
        for date in days
        if not selection.dated or possibly_in(date, first, last)
    ]
    return Answers(EventDate, sorted(rows, key=lambda row: (*row.date.order, row.id)))


def _told(store: Store, events: Iterable[str]) -> dict[str, set[Date]]:
    """All dates that sources give events; what is no date is left out."""
    found: dict[str, set[Date]] = defaultdict(set)
    for row in asked_of(store, "reports", ["event"], list(map(iri, events)), ["among"]):
        if isinstance(day := row.get("date"), Literal):
            try:
                found[Iri(row["event"]).short].add(parse(day.value, "within" in row))
            except DateError:
                continue
    return found
