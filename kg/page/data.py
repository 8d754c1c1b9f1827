"""What the page's script is given: the answers as plain data, each thing once, nothing empty."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from kg.answers import Cited, Meeting, StatementMade
from kg.dates import FIRST_DAY, LAST_DAY
from kg.names import fold
from kg.network import sides, took_place
from kg.page.words import places
from kg.table import plain, show
from kg.vocab import MEETING_KINDS

HELD = 1500
"""How many events the page holds at most, so that it stays below 3 MB and opens at once."""


def held(meetings: Iterable[Meeting], focus: str = "") -> list[Meeting]:
    """Put events in time order by the middle of their dates, undated ones last, and keep the latest `HELD`.

    Those that have to do with `focus`, the identifier of an event or of what belongs to events, go before others.

    >>> [meeting.id for meeting in held([Meeting("event/b", "talks", "B"), Meeting("event/a", "talks", "A")])]
    ['event/a', 'event/b']
    """
    ordered = sorted(meetings, key=in_time)
    if not focus or len(ordered) <= HELD:
        return ordered[-HELD:]
    near = [_concerns(meeting, focus) for meeting in ordered]
    latest = sorted(range(len(ordered)), key=lambda index: (near[index], index))[-HELD:]
    return [ordered[index] for index in sorted(latest)]


def _concerns(meeting: Meeting, thing: str) -> bool:
    """Whether an event is the thing, or the thing took part in it, was a delegation at it or its place."""
    beside = {one.id for one in meeting.participants} | {one.id for one in meeting.delegations}
    return thing in beside | {one.id for one in places(meeting)} | {meeting.id}


def in_time(answer: Meeting | StatementMade) -> tuple[bool, int, str]:
    """A key that sorts by the middle of the date, so that "about June" comes after 2 June; undated answers come last.

    Where one end of the date is open, the other decides.

    >>> in_time(Meeting("event/a", "talks", "A"))
    (True, 0, 'event/a')
    """
    when = answer.date
    days = [when.earliest, when.latest] if when else []
    known = [date.fromisoformat(day).toordinal() for day in days if day not in (FIRST_DAY, LAST_DAY)]
    return not known, sum(known) * 2 // max(len(known), 1), answer.id


def page_data(
    meetings: Sequence[Meeting], statements: Sequence[StatementMade], names: Mapping[str, Sequence[str]] | None = None
) -> dict[str, Any]:
    """Events and statements as JSON data, with the things and sources they name in tables of their own.

    `things` maps the identifier of an actor or place to its name and type, `sources` that of a source to its title,
    publisher, date and address. Events and statements refer to both by identifier and keep the fields of `Meeting` and
    `StatementMade`; a field that is null, false or empty is left out. `meetingKinds` are the kinds that count as
    meetings. `names` are further names of things, by identifier.

    What the script would otherwise have to work out is given too: of an event whether it brought people together
    (`took_place`) and the places that other sources give (`other_places`); of a participant the delegations that keep
    them from meeting somebody (`sides`, see `kg.network.sides`; left out where it is their own) and whether sources
    disagree about their part (`disputed`); of a thing the names it is found by in Latin letters (`key`).
    """
    things: dict[str, dict[str, Any]] = {}
    sources: dict[str, dict[str, Any]] = {}
    events = [_event(meeting, things, sources) for meeting in meetings]
    said = [_statement(statement, sources) for statement in statements]
    for identifier, thing in things.items():
        others = [name for name in (names or {}).get(identifier, ()) if name != thing["name"]]
        key = " ".join(dict.fromkeys(fold(name) for name in [thing["name"], *others]))
        thing |= {"names": others} if others else {}
        thing |= {"key": key} if key != thing["name"].lower() else {}
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
    for place in places(meeting):
        things.setdefault(place.id, _compact({name: value for name, value in plain(place).items() if name != "id"}))
    event = plain(meeting)
    cited = [source.id for source in meeting.sources]
    delegations = {delegation.id: delegation.name for delegation in meeting.delegations}
    event["participants"] = [_participant(given, cited, delegations) for given in event["participants"]]
    present, disputed = sides(meeting), _disputed(meeting)
    for given, participant in zip(event["participants"], meeting.participants, strict=True):
        on = sorted(present.get(participant.id, ()))
        given |= {"sides": on} if on != [*filter(None, [participant.delegation_id])] and on else {}
        given |= {"disputed": True} if participant.name in disputed else {}
    event["delegations"] = [
        {name: given[name] for name in ("id", "name", "represents", "heads")} for given in event["delegations"]
    ]
    event["place"] = meeting.place.id if meeting.place else None
    event["took_place"] = took_place(meeting)
    event["other_places"] = [place.id for place in places(meeting)[1 if meeting.place else 0 :]]
    event["documents"] = [
        plain(document) | {"sources": [_cited(source, sources) for source in document.sources]}
        for document in meeting.documents
    ]
    event["sources"] = [_cited(source, sources) for source in meeting.sources]
    if len(meeting.reports) < 2:
        del event["reports"]  # what the only source says is what the event says
    for report, said in zip(event.get("reports", ()), meeting.reports, strict=False):
        report["place"] = show(said.place)
    located = {place.name: str(place) for place in places(meeting)}
    for conflict in event["conflicts"]:
        for variant in conflict["values"] if conflict["field"] == "place" else ():
            variant["value"] = located.get(variant["value"], variant["value"])
    compact: dict[str, Any] = _compact(event)
    return compact


def _disputed(meeting: Meeting) -> set[str]:
    """Names of those on whose attendance, delegation, presence, role or being the head sources disagree."""
    found = set()
    for conflict in meeting.conflicts:
        about, _, name = conflict.field.partition(" of ")
        if about in ("attendance", "delegation", "presence", "role"):
            found.add(name)
        elif about == "head":
            found.update(variant.value for variant in conflict.values)
    return found


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
