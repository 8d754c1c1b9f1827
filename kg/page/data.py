"""What the page's script is given: the answers as plain data, each thing once, nothing empty."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from kg.answers import Cited, Conflict, Meeting, Participant, StatementMade
from kg.collecting import no_cycles
from kg.dates import Date, in_time
from kg.names import fold
from kg.network import sides, took_place
from kg.page.words import places
from kg.table import json_names, plain, show
from kg.value import Value
from kg.vocab import MEETING_KINDS

HELD = 1500
"""How many events the page holds at most, so that it stays below 3 MB and opens at once."""


def held(meetings: Iterable[Meeting], focus: str = "") -> list[Meeting]:
    """Put events in time order by the middle of their dates, undated ones last, and keep the latest `HELD`.

    Those that have to do with `focus`, the identifier of an event or of what belongs to events, go before others.

    >>> [meeting.id for meeting in held([Meeting("event/b", "talks", "B"), Meeting("event/a", "talks", "A")])]
    ['event/a', 'event/b']
    """
    ordered = sorted(meetings, key=in_order)
    if not focus or len(ordered) <= HELD:
        return ordered[-HELD:]
    near = [_concerns(meeting, focus) for meeting in ordered]
    latest = sorted(range(len(ordered)), key=lambda index: (near[index], index))[-HELD:]
    return [ordered[index] for index in sorted(latest)]


def _concerns(meeting: Meeting, thing: str) -> bool:
    """Whether an event is the thing, or the thing took part in it, was a delegation at it or its place."""
    beside = {one.id for one in meeting.participants} | {one.id for one in meeting.delegations}
    return thing in beside | {one.id for one in places(meeting)} | {meeting.id}


def in_order(answer: Meeting | StatementMade) -> tuple[bool, int, str]:
    """A key that sorts by `kg.dates.in_time`.

    >>> in_order(Meeting("event/a", "talks", "A"))
    (True, 0, 'event/a')
    """
    return *in_time(answer.date), answer.id


@no_cycles()
def page_data(
    meetings: Sequence[Meeting], statements: Sequence[StatementMade], names: Mapping[str, Sequence[str]] | None = None
) -> dict[str, Any]:
    """Events and statements as JSON data, with the things and sources they name in tables of their own.

    `things` maps the identifier of an actor or place to its name and type, `sources` that of a source to its title,
    publisher, date, address and the source that it repeats if it does (`syndicated_from`). Events and statements refer
    to both by identifier and keep the fields of `Meeting` and `StatementMade`; a field that is null, false or empty is
    left out. `meetingKinds` are the kinds that count as meetings. `names` are further names of things, by identifier.

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
    located = places(meeting)
    for participant in meeting.participants:
        if participant.id not in things:
            things[participant.id] = {"name": participant.name, "type": participant.type}
    for place in located:
        if place.id not in things:
            things[place.id] = _compact({name: value for name, value in _fields(place).items() if name != "id"})
    cited = tuple(source.id for source in meeting.sources)
    delegations = {delegation.id: delegation.name for delegation in meeting.delegations}
    present, disputed = sides(meeting), _disputed(meeting)
    event = _fields(meeting)
    event["participants"] = [
        _participant(one, cited, delegations, sorted(present.get(one.id, ())), one.name in disputed)
        for one in meeting.participants
    ]
    event["delegations"] = [
        {"id": one.id, "name": one.name, "represents": one.represents, "heads": one.heads}
        for one in meeting.delegations
    ]
    event["place"] = meeting.place.id if meeting.place else None
    event["took_place"] = took_place(meeting)
    event["other_places"] = [place.id for place in located[1 if meeting.place else 0 :]]
    event["documents"] = [
        _fields(document) | {"sources": [_cited(source, sources) for source in document.sources]}
        for document in meeting.documents
    ]
    event["sources"] = [_cited(source, sources) for source in meeting.sources]
    # what the only source says is what the event says
    several = meeting.reports if len(meeting.reports) > 1 else ()
    event["reports"] = [_fields(said) | {"place": show(said.place)} for said in several]
    whole = {place.name: str(place) for place in located} if meeting.conflicts else {}
    event["conflicts"] = [_conflict(conflict, whole) for conflict in meeting.conflicts]
    compact: dict[str, Any] = _compact(event)
    return compact


def _fields(value: Value) -> dict[str, Any]:
    """The fields of an answer that are there, by the names that they have in JSON."""
    kind: Any = type(value)
    return {
        name: there
        for name, attribute, _ in json_names(kind)
        if (there := getattr(value, attribute)) or there == "" or there == 0
    }


def _conflict(conflict: Conflict, whole: Mapping[str, str]) -> dict[str, Any]:
    """A conflict; where it is about the place, with what lies around every place."""
    names = whole if conflict.field == "place" else {}
    return _fields(conflict) | {
        "values": [_fields(one) | {"value": names.get(one.value, one.value)} for one in conflict.values]
    }


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


def _participant(
    one: Participant, cited: tuple[str, ...], delegations: Mapping[str, str], on: list[str], disputed: bool
) -> dict[str, Any]:
    """Name a participant by identifier, without what the event or the tables say already."""
    usual = {
        "name": one.name,
        "type": one.type,
        "modality": "asserted",
        "roles": (one.role,),
        "sources": cited,
        "delegation": delegations.get(one.delegation_id or ""),
    }
    told = {name: value for name, value in _fields(one).items() if name not in usual or usual[name] != value}
    told["sides"] = on if on != [*filter(None, [one.delegation_id])] else []
    told["disputed"] = disputed
    return told


def _statement(statement: StatementMade, sources: dict[str, Any]) -> dict[str, Any]:
    said = _fields(statement) | {"sources": [_cited(source, sources) for source in statement.sources]}
    compact: dict[str, Any] = _compact(said)
    return compact


def _cited(source: Cited, sources: dict[str, Any]) -> dict[str, Any]:
    """Name a source by identifier, with the evidence it gives here; what is known of the source goes into `sources`."""
    known = sources.setdefault(source.id, {})
    for name in ("title", "publisher", "published", "url", "kind", "syndicated_from"):
        if value := getattr(source, name):
            known[name] = value
    quote = source.quote if not any(evidence.quotes for evidence in source.evidence) else None
    return {"id": source.id, "quote": quote, "evidence": source.evidence}


_NEEDED = ("label", "summary", "name", "field", "value", "what", "text")
"""Fields that the script relies on, even where they are empty."""


def _compact(value: Any) -> Any:
    """A value as JSON data without nulls, false, and lists, objects and texts that are empty."""
    kind = type(value)
    if kind is str or value is None:
        return value
    if kind is Date:
        return dict(_date(value))
    if kind is tuple or kind is list:
        return [_compact(item) for item in value]
    if isinstance(value, Value):
        value = _fields(value)
    elif kind is not dict:
        return value
    found = {}
    for name, item in value.items():
        if item or (item == 0 and item is not False) or (item == "" and name in _NEEDED):
            told = _compact(item)
            if told != {}:
                found[name] = told
    return found


@lru_cache(maxsize=1 << 14)
def _date(date: Date) -> dict[str, Any]:
    return {name: value for name, value in plain(date).items() if value}
