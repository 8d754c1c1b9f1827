"""What the page's script is given: the answers as plain data, each thing once, nothing empty."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from kg.answers import Cited, Meeting, StatementMade
from kg.dates import FIRST_DAY, LAST_DAY
from kg.table import plain
from kg.vocab import MEETING_KINDS

HELD = 1500
"""How many events the page holds at most, so that it stays below 3 MB and opens at once."""


def held(meetings: Iterable[Meeting]) -> list[Meeting]:
    """Put events in time order by the middle of their dates, undated ones last, and keep the latest `HELD`.

    >>> [meeting.id for meeting in held([Meeting("event/b", "talks", "B"), Meeting("event/a", "talks", "A")])]
    ['event/a', 'event/b']
    """
    ordered = sorted(meetings, key=_when)
    return ordered[-HELD:]


def _when(meeting: Meeting) -> tuple[bool, int, str]:
    """By the middle of the date, so that "about June" comes after 2 June; where one end is open, by the other."""
    when = meeting.date
    days = [when.earliest, when.latest] if when else []
    known = [date.fromisoformat(day).toordinal() for day in days if day not in (FIRST_DAY, LAST_DAY)]
    return not known, sum(known) * 2 // max(len(known), 1), meeting.id


def page_data(meetings: Sequence[Meeting], statements: Sequence[StatementMade]) -> dict[str, Any]:
    """Events and statements as JSON data, with the things and sources they name in tables of their own.

    `things` maps the identifier of an actor or place to its name and type, `sources` that of a source to its title,
    publisher, date and address. Events and statements refer to both by identifier and keep the fields of `Meeting` and
    `StatementMade`; a field that is null, false or empty is left out. `meetingKinds` are the kinds that count as
    meetings.
    """
    things: dict[str, dict[str, Any]] = {}
    sources: dict[str, dict[str, Any]] = {}
    events = [_event(meeting, things, sources) for meeting in meetings]
    said = [_statement(statement, sources) for statement in statements]
    return {
        "meetingKinds": list(MEETING_KINDS),
        "things": things,
        "sources": sources,
        "events": events,
        "statements": said,
    }


def _event(meeting: Meeting, things: dict[str, Any], sources: dict[str, Any]) -> dict[str, Any]:
    for participant in meeting.participants:
        things.setdefault(participant.id, {"name": participant.name, "type": participant.type})
    if meeting.place:
        place = plain(meeting.place)
        known = {name: place[name] for name in ("name", "type", "city", "country", "latitude", "longitude")}
        things.setdefault(meeting.place.id, _compact(known))
    event = plain(meeting)
    cited = [source.id for source in meeting.sources]
    delegations = {delegation.id: delegation.name for delegation in meeting.delegations}
    event["participants"] = [_participant(given, cited, delegations) for given in event["participants"]]
    event["delegations"] = [
        {name: given[name] for name in ("id", "name", "represents", "heads")} for given in event["delegations"]
    ]
    event["place"] = meeting.place.id if meeting.place else None
    event["documents"] = [
        plain(document) | {"sources": [_cited(source, sources) for source in document.sources]}
        for document in meeting.documents
    ]
    event["sources"] = [_cited(source, sources) for source in meeting.sources]
    if len(meeting.reports) < 2:
        del event["reports"]  # what the only source says is what the event says
    compact: dict[str, Any] = _compact(event)
    return compact


def _participant(given: dict[str, Any], cited: list[str], delegations: dict[str, str]) -> dict[str, Any]:
    """Name a participant by identifier, without what the event or the tables say already."""
    said = {
        "name": given["name"],
        "type": given["type"],
        "modality": "asserted",
        "roles": [given["role"]],
        "sources": cited,
        "delegation": delegations.get(given["delegation_id"]),
    }
    return {name: value for name, value in given.items() if name not in said or said[name] != value}


def _statement(statement: StatementMade, sources: dict[str, Any]) -> dict[str, Any]:
    said = plain(statement)
    said["sources"] = [_cited(source, sources) for source in statement.sources]
    compact: dict[str, Any] = _compact(said)
    return compact


def _cited(source: Cited, sources: dict[str, Any]) -> dict[str, Any]:
    """Name a source by identifier, with the evidence it gives here; what is known of the source goes into `sources`."""
    known = _compact(
        {
            "title": source.title,
            "publisher": source.publisher,
            "published": source.published,
            "url": source.url,
            "kind": source.kind,
        }
    )
    sources.setdefault(source.id, {}).update(known)
    quote = source.quote if not any(evidence.quotes for evidence in source.evidence) else None
    return {"id": source.id, "quote": quote, "evidence": plain(source.evidence)}


_NEEDED = ("label", "summary", "name", "field", "value", "what", "text")
"""Fields that the script relies on, even where they are empty."""


def _compact(value: Any) -> Any:
    """Leave out nulls, false, and lists, objects and texts that are empty."""
    if isinstance(value, dict):
        inner = {name: _compact(item) for name, item in value.items()}
        return {name: item for name, item in inner.items() if _tells(item) or (item == "" and name in _NEEDED)}
    if isinstance(value, list):
        return [_compact(item) for item in value]
    return value


def _tells(item: Any) -> bool:
    return item not in (None, "", [], {}) and item is not False
