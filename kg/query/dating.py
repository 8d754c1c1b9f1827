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

    On a store with derived edges the dates of single days come from these alone. What is undated is not there.
    """
    first, last = selection.bounds()
    found = None
    if selection.dated and not selection.certain and not selection.undated:
        found = resolved(reading, selection).by_edges(reading, labels=True)
    if found is None:
        events = selected(reading, selection)
        labels = {entry.id: entry.label for entry in event_entries(reading.store, events)}
        told = _told(reading.store, events)
    else:
        vague = {event for event, spans in found.sure.items() if any(len(span) < len("2025-06-02") for span in spans)}
        told = {event: set(map(parse, spans)) for event, spans in found.sure.items() if event not in vague}
        told |= _told(reading.store, [*vague, *found.doubtful])
        labels = found.labels
    rows = [
        EventDate(event, labels.get(event, event), date)
        for event, days in told.items()
        for date in days
        if not selection.dated or possibly_in(date, first, last)
    ]
    return Answers(EventDate, sorted(rows, key=lambda row: (row.date, row.id)))


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
