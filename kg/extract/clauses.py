"""The time, place, status and purpose of a meeting, from the clause that mentions it."""

import re
from functools import cache
from re import Match, Pattern

from attrs import define, evolve, field, frozen

from kg.extract.discourse import Actor, Discourse
from kg.extract.line import Line, Mention, expand, is_sign, sort_of
from kg.extract.words import entries
from kg.model import Span


@frozen
class Value:
    """A value that a text gives with the words for it and what was concluded."""

    text: str
    span: Span
    resolving: tuple[Span, ...] = ()
    inference: str = ""


@define(kw_only=True)
class Encounter:
    """One mention of a meeting."""

    kind: str
    rule: str
    line: int
    span: Span
    core: Span
    headline: bool = False
    actors: list[Actor] = field(factory=list)
    roles: list[tuple[str, Actor]] = field(factory=list)
    date: Value | None = None
    city: Value | None = None
    venue: Value | None = None
    country: Value | None = None
    purpose: Value | None = None
    outcome: Value | None = None
    mode: Value | None = None
    status: str = "held"
    number: int | None = None
    which: str = ""
    definite: bool = False
    event: Mention | None = None


@frozen
class Frame:
    """Where a match stands: its line, the stretch of its clause, and where the trigger begins."""

    line: Line
    match: Match[str]
    start: int
    end: int
    core: int
    patterns: dict[str, Pattern[str]]
    small: dict[str, Pattern[str]]

    def signs(self, sort: str) -> list[int]:
        """The places of the signs of one sort in the clause."""
        text = self.line.text
        return [i for i in range(self.start, self.end) if is_sign(text[i]) and self.line.at(text[i]).sort == sort]

    def nearest(self, places: list[int]) -> int | None:
        """The first place behind the trigger, or else the last before it."""
        behind = [place for place in places if place >= self.core]
        return behind[0] if behind else places[-1] if places else None


def described(frame: Frame, encounter: Encounter, discourse: Discourse) -> list[Encounter]:
    """The encounter with its time and place; two of them where the clause names two places with their dates."""
    line, patterns = frame.line, frame.patterns
    blocked = {
        found.end() - 1
        for name in ("reported", "blocked")
        for found in patterns[name].finditer(line.text, 0, frame.end)
        if not (name == "blocked" and found.start() >= frame.core and encounter.kind == "signing")
    }
    dates = [i for i in frame.signs("D") if i not in blocked and line.at(line.text[i]).edtf]
    cities = [found.start("it") for found in patterns["city"].finditer(line.text, frame.start, frame.end)]
    for group in ("place", "where"):
        sign = frame.match.groupdict().get(group) or ""
        if sign and is_sign(sign[-1]) and line.at(sign[-1]).sort == "C":
            cities = sorted({frame.match.end(group) - 1, *cities})
    _date(frame, encounter, dates)
    _place(frame, encounter, cities, discourse)
    _content(frame, encounter)
    return _split(frame, encounter, dates, cities)


def _content(frame: Frame, encounter: Encounter) -> None:
    """What the meeting is for, what came of it, and whether the parties faced each other."""
    line, patterns = frame.line, frame.patterns
    purpose = patterns["purpose"].search(line.text, frame.core, frame.end)
    if purpose is not None:
        encounter.purpose = Value(line.source(*purpose.span("it")), line.span_of_match(purpose, "it"))
    outcome = patterns["outcome"].search(line.text, frame.core)
    if outcome is not None and encounter.status in ("held", "under-way"):
        encounter.outcome = Value(line.source(*outcome.span("it")), line.span_of_match(outcome, "it"))
    direct = patterns["direct"].search(encounter.event.words) if encounter.event is not None else None
    if direct is not None and encounter.event is not None:
        code = "direct" if direct[0] in ("direct", "face-to-face") else "indirect"
        encounter.mode = Value(code, encounter.event.span)


def _split(frame: Frame, encounter: Encounter, dates: list[int], cities: list[int]) -> list[Encounter]:
    """Two meetings for "in Oslo on 9 May and in Rome on 11 May"."""
    line = frame.line
    dates = [i for i in dates if i >= frame.core]
    cities = [i for i in cities if i >= frame.core]
    if len(dates) != 2 or len(cities) != 2 or not cities[0] < dates[0] < cities[1] < dates[1]:
        return [encounter]
    both = []
    for city, day in zip(cities, dates, strict=True):
        place, when = line.at(line.text[city]), line.at(line.text[day])
        span = Span(min(place.span.start, encounter.span.start), max(place.span.end, when.span.end))
        both.append(
            evolve(
                encounter,
                actors=list(encounter.actors),
                roles=list(encounter.roles),
                date=_dated(when),
                city=Value(place.name, place.span),
                span=span,
            )
        )
    return both


def _dated(mention: Mention) -> Value:
    return Value(mention.edtf, mention.span, inference=mention.note)


def _date(frame: Frame, encounter: Encounter, dates: list[int]) -> None:
    """The date behind the trigger that stands nearest, or else the one before it; two days in a row are an interval."""
    line = frame.line
    chosen = frame.nearest(dates)
    if encounter.status == "postponed" and (new := frame.patterns["new_date"].search(line.text, frame.core)):
        chosen = new.end() - 1 if line.at(new[0][-1]).edtf else chosen
    if chosen is None:
        return
    value = _dated(line.at(line.text[chosen]))
    following = next((i for i in dates if i > chosen), None)
    if following is not None and line.text[chosen + 1 : following] in (" and ", " and on ", " to ", " to on "):
        other = line.at(line.text[following])
        if "/" not in value.text + other.edtf and value.text < other.edtf:
            both = Span(value.span.start, other.span.end)
            value = Value(f"{value.text}/{other.edtf}", both, inference=value.inference)
    encounter.date = value


def _place(frame: Frame, encounter: Encounter, cities: list[int], discourse: Discourse) -> None:
    line, patterns = frame.line, frame.patterns
    stretch = line.text, frame.start, frame.end
    chosen = frame.nearest(cities)
    if chosen is not None:
        city = line.at(line.text[chosen])
        encounter.city = Value(city.name, city.span)
    elif (word := patterns["here"].search(*stretch)) and discourse.reading.here is not None:
        here = discourse.reading.here
        encounter.city = Value(here.name, line.span_of_match(word), (here.span,), "the place of the dateline")
    elif encounter.event is not None and encounter.event.name:
        encounter.city = Value(encounter.event.name, encounter.event.span)
    elif where := patterns["where"].search(line.text, 0, frame.start):
        encounter.city = Value(line.at(where["it"]).name, line.at(where["it"]).span)
        if encounter.date is None and where["when"] and line.at(where["when"]).edtf:
            encounter.date = _dated(line.at(where["when"]))
    elif word := patterns["there"].search(*stretch):
        earlier = _last_city(discourse, encounter.line)
        if earlier is not None:
            encounter.city = Value(earlier.name, line.span_of_match(word), (earlier.span,), "the place named before")
    if before := patterns["where_venue"].search(line.text, 0, frame.start):
        encounter.venue = Value(line.at(before[0][0]).name, line.at(before[0][0]).span)
    elif venue := patterns["venue"].search(*stretch):
        encounter.venue = Value(line.at(venue["it"]).name, line.at(venue["it"]).span)
    country = patterns["country"].search(line.text, frame.core, frame.end)
    place = frame.match.groupdict().get("place") or ""
    if encounter.city is None and place and is_sign(place[-1]) and sort_of(place[-1]) == "N":
        encounter.country = Value(line.at(place[-1]).name, line.at(place[-1]).span)
        return
    if encounter.city is None and country is not None:
        mention = line.at(country["it"])
        if mention.words == mention.name:  # a city-state
            encounter.city = Value(mention.name, mention.span)
        elif mention.name not in {actor.name for actor in encounter.actors}:
            encounter.country = Value(mention.name, mention.span)


def _last_city(discourse: Discourse, index: int) -> Mention | None:
    for number in range(index - 1, max(-1, index - 3), -1):
        line = discourse.reading.lines[number]
        found = [line.at(sign) for sign in line.text if is_sign(sign) and line.at(sign).sort == "C"]
        if found:
            return found[-1]
    return None


def status(frame: Frame, encounter: Encounter) -> None:
    """How far the meeting had come: what the small words before the verb and behind the match say."""
    line, match, patterns, known = frame.line, frame.match, frame.patterns, frame.small
    words = match.groupdict()
    aux = " ".join((words.get("aux") or "").split())
    before = line.text[max(frame.start, match.start() - 50) : match.start()]
    if not known["leads_to"].search(before):
        before = ""
    if known["last"].search(aux):
        encounter.which = "previous"
    trigger = line.text[frame.core : match.end()]
    whole = line.text[match.start() : frame.end]
    event = encounter.event.words if encounter.event is not None else ""
    behind = re.match(r"[,]?( [a-z]+){1,3}", line.text[match.end() : match.end() + 30]) if event else None
    ahead = behind[0] if behind is not None else ""
    earlier = line.text[max(0, match.start() - 60) : match.start()]
    denied = patterns["denied_before"].search(earlier) or patterns["status_denied"].search(aux)
    if denied or event[:3] == "no ":
        encounter.status = "denied"
    elif patterns["status_cancelled"].search(whole):
        encounter.status = "cancelled"
    elif patterns["status_postponed"].search(whole):
        encounter.status = "postponed"
    elif patterns["status_announced"].search(f"{before} {aux}{trigger}{ahead}") or patterns["status_announced"].search(
        event
    ):
        encounter.status = "announced"
    elif patterns["status_under-way"].search(f"{aux}{trigger}"):
        encounter.status = "under-way"


@cache
def patterns(language: str) -> dict[str, Pattern[str]]:
    """The patterns of `clauses.yaml`, those of statuses under `status_NAME`."""
    raw = entries(language, "clauses")
    found = {name: re.compile(expand(pattern)) for name, pattern in raw.items() if isinstance(pattern, str)}
    return found | {f"status_{name}": re.compile(pattern) for name, pattern in raw["status"].items()}
