"""Meetings as GraphML, GEXF with time, and CSV."""

import io
import re
from collections.abc import Sequence

from kg.answers import Meeting
from kg.export import MEETING_FORMATS
from kg.export.xml import only_xml
from kg.table import plain

CSV_COLUMNS = (
    "event",
    "kind",
    "label",
    "date",
    "earliest",
    "latest",
    "status",
    "series",
    "round",
    "place",
    "city",
    "country",
    "participant",
    "name",
    "type",
    "role",
    "delegation",
    "capacity",
    "modality",
    "sources",
    "conflicts",
)


def write_meetings(meetings: Sequence[Meeting], form: str) -> bytes:
    """Meetings in one of `kg.export.MEETING_FORMATS`.

    GraphML and GEXF hold the network of events, people and places with the attributes of `kg.network.network`; GEXF
    adds `start` and `end` to events and their edges, the first and last possible day, open where the date is open; a
    character that XML can't hold becomes U+FFFD. CSV has one row a participation with the columns of `CSV_COLUMNS`; an
    event without participants has one row. Its last column holds all that sources disagree about of the event.

    >>> write_meetings([Meeting("event/call", "call", "Call")], "csv").decode().splitlines()[1]
    'event/call,call,Call,,,,,,,,,,,,,,,,,,'
    """
    if form not in MEETING_FORMATS:
        raise ValueError(f"no format is called {form!r}: choose one of {', '.join(MEETING_FORMATS)}")
    return {"graphml": _graphml, "gexf": _gexf, "csv": _csv}[form](meetings)


def _graphml(meetings: Sequence[Meeting]) -> bytes:
    import networkx

    from kg.network import network

    buffer = io.BytesIO()
    networkx.write_graphml_xml(network(meetings), buffer)  # the other writer, by lxml, refuses what only_xml replaces
    return only_xml(buffer.getvalue())


def _gexf(meetings: Sequence[Meeting]) -> bytes:
    import networkx

    from kg.network import network

    graph = network(meetings)
    graph.graph.update(mode="dynamic", timeformat="date")
    extents = {meeting.id: _extent(meeting) for meeting in meetings}
    for node, data in graph.nodes(data=True):
        data.update(extents.get(node, {}))
    for *_, data in graph.edges(data=True):
        data.update(extents.get(data.get("event", ""), {}))
    buffer = io.BytesIO()
    networkx.write_gexf(graph, buffer)
    return only_xml(re.sub(rb' lastmodifieddate="[^"]*"', b"", buffer.getvalue(), count=1))


def _extent(meeting: Meeting) -> dict[str, str]:
    date = plain(meeting.date) or {}
    return {name: date[bound] for name, bound in (("start", "earliest"), ("end", "latest")) if date.get(bound)}


def _csv(meetings: Sequence[Meeting]) -> bytes:
    from kg.table import as_csv

    rows = []
    for meeting in meetings:
        date = plain(meeting.date) or {}
        place = meeting.place
        event = (
            meeting.id,
            meeting.kind,
            meeting.label,
            date.get("edtf"),
            date.get("earliest"),
            date.get("latest"),
            meeting.status,
            meeting.series,
            meeting.round,
            place and place.name,
            place and place.city,
            place and place.country,
        )
        sources = " ".join(source.id for source in meeting.sources)
        people: list[tuple[str | None, ...]] = [
            (p.id, p.name, p.type, p.role, p.delegation, p.capacity, p.modality, " ".join(p.sources) or sources)
            for p in meeting.participants
        ]
        conflicts = "; ".join(map(str, meeting.conflicts))
        rows += [(*event, *person, conflicts) for person in people or [(*[None] * 7, sources)]]
    return as_csv(CSV_COLUMNS, [["" if cell is None else str(cell) for cell in row] for row in rows]).encode()
