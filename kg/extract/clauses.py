"""The time, place, status and purpose of a meeting, from the clause that mentions it."""

import re
from datetime import date, timedelta
from re import Pattern

from attrs import define, evolve, field

from kg.extract.discourse import Actor, Discourse
from kg.extract.frames import Frame
from kg.extract.grammar import grammar
from kg.extract.line import Line, Mention, is_sign, sort_of
from kg.extract.stretches import COUNTED, first_day
from kg.extract.syntax import patterns
from kg.extract.words import table
from kg.model import Span


@define(frozen=True)
class Value:
    """A value that a text gives with the words for it and what was concluded."""

    text: str
    span: Span
    resolving: tuple[Span, ...] = ()
    inference: str = ""


DETAILS = ("date", "city", "venue", "country", "purpose", "outcome", "mode")


@define(kw_only=True)
class Details:
    """When and where a meeting is, what for, what came of it, how far it had come, and which of a series it is."""

    kind: str
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


@define(kw_only=True)
class Encounter(Details):
    """One mention of a meeting.

    `plural` marks several at once ("the first two rounds"), `apart` one told with another that came before or after it,
    `same_place` one that was where the main meeting is; `phase` is "starts" or "ends" where only that is told;
    `inferred` one that was taken for a previous one without a word for it;
    `other_day` one told as days before or after another; `session` a part of a meeting.
    """

    rule: str
    frame: str
    line: int
    span: Span
    core: Span
    headline: bool = False
    actors: list[Actor] = field(factory=list)
    roles: list[tuple[str, Actor]] = field(factory=list)
    definite: bool = False
    plural: bool = False
    apart: bool = False
    same_place: bool = False
    phase: str = ""
    inferred: bool = False
    other_day: bool = False
    session: bool = False
    event: Mention | None = None


@define
class _Clause:
    """The stretch of a sentence around a frame in which its time and place stand."""

    frame: Frame
    start: int
    end: int
    language: str

    @property
    def line(self) -> Line:
        return self.frame.line

    @property
    def stretch(self) -> tuple[str, int, int]:
        return self.line.text, self.start, self.end

    def signs(self, sort: str, start: int, end: int) -> list[int]:
        """The places of the signs of one sort."""
        text = self.line.text
        return [i for i in range(start, end) if is_sign(text[i]) and self.line.at(text[i]).sort == sort]

    def nearest(self, places: list[int]) -> int | None:
        """The first place behind the verb or noun, or else the last before it."""
        behind = [place for place in places if place >= self.frame.core]
        return behind[0] if behind else places[-1] if places else None


def described(frame: Frame, encounter: Encounter, discourse: Discourse) -> list[Encounter]:
    """The encounter with its time, place and status; several where the clause names several days or places."""
    clause = _clause(frame, discourse.reading.language)
    known = patterns(clause.language)
    _status(clause, encounter)
    line, stretch = clause.line, (clause.line.text, 0, clause.end)
    reported = {found.end() - 1 for found in known["reported"].finditer(*stretch)}
    under_way = encounter.status == "under-way"
    blocked = reported | {
        found.end() - 1
        for found in known["blocked"].finditer(*stretch)
        if not (encounter.kind == "signing" and found.start() >= frame.core)
        and not (under_way and known["since"].search(line.text[: found.end() - 1][-12:]))
    }
    blocked |= {
        found.end() - 1 for found in known["of_office"].finditer(line.text) if frame.core not in range(*found.span())
    }
    every = [i for i in clause.signs("D", 0, len(clause.line.text)) if i not in blocked]
    every = [i for i in every if clause.line.at(clause.line.text[i]).edtf]
    dates = [i for i in every if clause.start <= i < clause.end]
    own = known["with_day"].search(clause.line.text[: frame.core])
    dates = [own.start("it")] if own is not None and own.start("it") in every else dates
    cities = [found.start("it") for found in known["city"].finditer(*clause.stretch)]
    if frame.place is not None and sort_of(clause.line.text[frame.place]) == "C":
        cities = sorted({frame.place, *cities})
    occasioned = known["occasioned"].search(clause.line.text[: frame.core][-40:]) is not None
    if not dates and occasioned and encounter.status in ("held", "under-way") and not encounter.which:
        before = [i for i in clause.signs("D", 0, frame.core) if line.at(line.text[i]).edtf]
        dates = before if len(before) == 1 else dates
    _date(clause, encounter, dates)
    if encounter.date is None and (when := known["when"].search(line.text, 0, clause.start)):
        day_before = line.at(when["when"])
        encounter.date = _dated(day_before) if day_before.edtf else None
    published = discourse.reading.published
    if encounter.date is not None and published is not None:
        _in_time(encounter, encounter.date, published)
    _place(clause, encounter, cities, discourse)
    _content(clause, encounter)
    return _split(clause, encounter, dates, cities)


def _on_errand(frame: Frame, known: dict[str, Pattern[str]]) -> bool:
    """Whether an infinitive says for what somebody came, as in "stopped in Oslo to meet the king"."""
    place = min((place for _, place in frame.who), default=frame.core)
    before = frame.line.text[place : frame.core]
    return known["came"].search(before) is not None and known["status_announced"].search(before) is None


def _in_time(encounter: Encounter, when: Value, published: date) -> None:
    """What lies ahead of publication has not taken place ("meets on Thursday"), what is long past is not under way."""
    from kg.dates import parse

    days = parse(when.text)
    if encounter.status in ("held", "under-way") and days.earliest > published.isoformat():
        encounter.status = "announced"
    elif encounter.status == "under-way" and days.latest < (published - timedelta(30)).isoformat():
        encounter.status = "held"


def _clause(frame: Frame, language: str) -> _Clause:
    """From the boundary before the subject to the one behind the last object; other nouns for meetings bound it too."""
    text, known = frame.line.text, patterns(language)
    before = (found.end() for found in known["boundary"].finditer(text, 0, frame.start + 1))
    start = max((end for end in before if end <= frame.start), default=0)
    stop = known["boundary"].search(text, frame.end)
    while stop is not None and frame.rule.frame == "noun" and known["relative"].match(text, stop.start()):
        stop = known["boundary"].search(text, stop.end())
    end = stop.start() if stop is not None else len(text)
    noun = frame.rule.frame == "noun"
    if (noun and known["opening"].match(text[: frame.core])) or (known["subordinate"].match(text) and not start):
        end = text.find(",", frame.end, end) if text.find(",", frame.end, end) > 0 else end
    elif noun and text[: frame.core].strip() and (comma := known["after_noun"].search(text, frame.end, end)):
        end = comma.start()
    others = (i for i in range(frame.end, end) if noun and is_sign(text[i]) and sort_of(text[i]) == "E")
    return _Clause(frame, start, next(others, end), language)


def _content(clause: _Clause, encounter: Encounter) -> None:
    """What the meeting is for, what came of it, and whether the parties faced each other."""
    line, known, core = clause.line, patterns(clause.language), clause.frame.core
    purpose = known["purpose"].search(line.text, core, clause.end)
    if purpose is not None:
        encounter.purpose = Value(line.source(*purpose.span("it")), line.span_of_match(purpose, "it"))
    outcome = known["outcome"].search(line.text, core)
    if outcome is not None and encounter.status in ("held", "under-way"):
        encounter.outcome = Value(line.source(*outcome.span("it")), line.span_of_match(outcome, "it"))
    direct = known["direct_mode"].search(encounter.event.words) if encounter.event is not None else None
    if direct is not None and encounter.event is not None:
        face_to_face = grammar(clause.language)["face_to_face"].search(direct[0]) is not None
        encounter.mode = Value("direct" if face_to_face else "indirect", encounter.event.span)


def _split(clause: _Clause, encounter: Encounter, dates: list[int], cities: list[int]) -> list[Encounter]:
    """Two meetings for "in Oslo on 9 May and in Rome on 11 May", and for "rounds on 9 May and 11 May"."""
    line, core = clause.line, clause.frame.core
    dates = [i for i in dates if i >= core]
    cities = [i for i in cities if i >= core]
    pairs: list[tuple[int, int]] = []
    told = sorted([*dates, *cities])
    pairwise = [{told[i], told[i + 1]} for i in range(0, len(told) - 1, 2)]
    if len(dates) == len(cities) > 1 and all({d, c} in pairwise for d, c in zip(dates, cities, strict=True)):
        pairs = list(zip(cities, dates, strict=True))
    both = [] if pairs else _two_days(clause, encounter, dates)
    if both:
        return both
    split = []
    for city, day in pairs:
        when = line.at(line.text[day])
        place = line.at(line.text[city])
        span = Span(min(when.span.start, encounter.span.start), max(when.span.end, encounter.span.start))
        split.append(
            evolve(
                encounter,
                actors=list(encounter.actors),
                roles=list(encounter.roles),
                date=_dated(when),
                city=Value(place.name, place.span),
                span=span,
            )
        )
    return split or [encounter]


def _two_days(clause: _Clause, encounter: Encounter, dates: list[int]) -> list[Encounter]:
    """Two meetings for "the rounds on 9 May and 11 May"."""
    date = encounter.date
    if not encounter.plural or date is None or date.text.count("/") != 1 or ".." in date.text:
        return []
    if (
        " and "
        not in clause.line.words[date.span.start - clause.line.span.start : date.span.end - clause.line.span.start]
    ):
        return []
    days = [Value(day, date.span, inference=date.inference) for day in date.text.split("/")]
    return [evolve(encounter, actors=list(encounter.actors), roles=[], date=day, number=None) for day in days[::-1]]


def _dated(mention: Mention) -> Value:
    return Value(mention.edtf, mention.span, inference=mention.note)


def _date(clause: _Clause, encounter: Encounter, dates: list[int]) -> None:
    """The date behind the verb that stands nearest, or else the one before it; two days in a row are an interval."""
    line = clause.line
    chosen = clause.nearest(dates)
    new = patterns(clause.language)["new_date"].search(line.text, clause.frame.core)
    if encounter.status == "postponed" and new is not None:
        chosen = new.end() - 1 if line.at(new[0][-1]).edtf else chosen
    if chosen is None:
        return
    value = _dated(line.at(line.text[chosen]))
    known = patterns(clause.language)
    if encounter.status == "under-way" and "/" not in value.text and known["since"].search(line.text[:chosen][-12:]):
        value = Value(f"{value.text}/..", value.span, inference=value.inference)
    following = next((i for i in dates if i > chosen), None)
    if following is not None and line.text[chosen + 1 : following] in (" and ", " and on ", " to ", " to on "):
        other = line.at(line.text[following])
        if "/" not in value.text + other.edtf and value.text < other.edtf:
            both = Span(value.span.start, other.span.end)
            value = Value(f"{value.text}/{other.edtf}", both, inference=value.inference)
    if following is not None and line.text[chosen + 1 : following] in (", ", ", on ", " on ") and "/" in value.text:
        value = _dated(line.at(line.text[following]))  # "last week, on 11 June"
    begun, first, last = first_day(value.text, line.source(clause.start, clause.end), clause.language)
    if begun and encounter.status in ("held", "under-way"):
        start = line.span_of(clause.start, clause.end).start
        said = Span(start + first, start + last)
        value = Value(f"{begun}/{value.text}", value.span, (said,), COUNTED)
    encounter.date = value


def _place(clause: _Clause, encounter: Encounter, cities: list[int], discourse: Discourse) -> None:
    line, frame, known = clause.line, clause.frame, patterns(clause.language)
    here = discourse.reading.here
    spots: dict[int, Value] = {}
    for i in cities:
        spots[i] = Value(line.at(line.text[i]).name, line.at(line.text[i]).span)
    for word in known["capital"].finditer(*clause.stretch):
        if city := _capital(line.at(word["it"] or word["it2"]), clause, discourse):
            spots[word.start()] = Value(city.name, line.span_of_match(word), (city.span,), "the capital of the country")
    for word in known["here"].finditer(*clause.stretch):
        if here is not None:
            spots[word.start()] = Value(here.name, line.span_of_match(word), (here.span,), "the place of the dateline")
    chosen = clause.nearest(sorted(spots))
    place = line.at(line.text[frame.place]) if frame.place is not None else None
    if place is not None and place.sort == "C":
        encounter.city = Value(place.name, place.span)
    elif place is not None and place.sort == "N":
        _country(encounter, place)
    elif chosen is not None:
        encounter.city = spots[chosen]
    elif encounter.event is not None and (name := _city_of(encounter.event)):
        encounter.city = Value(name, encounter.event.span)
    elif where := known["where"].search(line.text, 0, clause.start):
        encounter.city = Value(line.at(where["it"]).name, line.at(where["it"]).span)
        when = where["when"] or where.groupdict().get("before")
        if encounter.date is None and when and line.at(when).edtf:
            encounter.date = _dated(line.at(when))
    elif known["there"].search(*clause.stretch):
        there = known["there"].search(*clause.stretch)
        earlier = _last_city(discourse, encounter.line)
        if earlier is not None and there is not None:
            encounter.city = Value(earlier.name, line.span_of_match(there), (earlier.span,), "the place named before")
    if before := known["where_venue"].search(line.text, 0, clause.start):
        encounter.venue = Value(line.at(before[0][0]).name, line.at(before[0][0]).span)
    elif venue := known["venue"].search(*clause.stretch):
        encounter.venue = Value(line.at(venue["it"]).name, line.at(venue["it"]).span)
    country = known["country"].search(line.text, frame.core, clause.end)
    if encounter.city is None and encounter.country is None and country is not None:
        _country(encounter, line.at(country["it"]))


def _city_of(event: Mention) -> str:
    """The city in "the Geneva talks"; one capital alone is no side."""
    capitals = [member for member in event.members if member.sort == "N"]
    alone = len(event.members) == len(capitals) == 1 and capitals[0].note == "capital"
    return event.name or (capitals[0].words if alone else "")


def _country(encounter: Encounter, mention: Mention) -> None:
    """Note the country where it was, unless it takes part; of a city that is a state, the city."""
    if mention.words == mention.name:
        encounter.city = Value(mention.name, mention.span)
    elif mention.name not in {actor.name for actor in encounter.actors} or encounter.kind == "visit":
        encounter.country = Value(mention.name, mention.span)


def _capital(owner: Mention, clause: _Clause, discourse: Discourse) -> Mention | None:
    """Where the text names the capital of a country."""
    capitals = next((row[3].split(";") for row in table(clause.language, "countries") if row[0] == owner.name), [])
    lines = discourse.reading.lines[:200]
    found = (line.at(sign) for line in lines for sign in line.text if is_sign(sign) and sort_of(sign) in "CNE")
    named = [mention for mention in found if mention.sort == "C" and mention.name in capitals]
    here = discourse.reading.here
    named = [here, *named] if here is not None and here.name in capitals else named
    return named[0] if named else None


def _last_city(discourse: Discourse, index: int) -> Mention | None:
    for number in range(index - 1, max(-1, index - 3), -1):
        line = discourse.reading.lines[number]
        found = [line.at(sign) for sign in line.text if is_sign(sign) and line.at(sign).sort == "C"]
        if found:
            return found[-1]
    return None


def _status(clause: _Clause, encounter: Encounter) -> None:
    """How far the meeting had come: what the small words before the verb and behind the noun say."""
    frame, line, known = clause.frame, clause.line, patterns(clause.language)
    gap = re.sub(r", [^,]{1,150},", " ", frame.gap)
    event = encounter.event.words if encounter.event is not None else ""
    trigger = line.text[frame.core : frame.end]
    if known["last"].search(gap) or known["last"].search(line.text[: frame.core][-6:]):
        encounter.which = "previous"
    tail = ""
    if frame.rule.frame == "noun":
        gap = line.text[max(clause.start, frame.core - 60) : frame.core]
        gap = gap if known["leads_to"].search(gap) else ""
        tail = line.text[frame.end : min(clause.end, frame.end + 80)]
        tail = tail[: known["tail"].match(tail).end()]  # type: ignore[union-attr]
    governing = line.text[: frame.core][-28:] if frame.rule.frame == "noun" else ""
    end = len(line.text) if known["first_of_all"].match(line.text[: frame.core]) else clause.end
    whole = f"{governing} {line.text[frame.start : end]}"
    said = " ".join(f"{gap} {trigger} {tail}".split())
    denied = known["denied_before"].search(line.text[: frame.start][-80:]) or known["status_denied"].search(gap)
    if denied or event.startswith("no "):
        encounter.status = "denied"
    elif known["status_postponed"].search(whole):
        encounter.status = "postponed"
    elif known["status_cancelled"].search(whole):
        encounter.status = "cancelled"
    elif known["counterfactual"].search(gap):
        put_off = known["status_postponed"].search(line.text, frame.end) is not None
        encounter.status = "postponed" if put_off else "cancelled"
    elif known["status_announced"].search(f"{gap} {frame.verb} {event} {tail}") or (
        known["infinitive"].search(gap) and not (frame.elided and _on_errand(frame, known))
    ):
        encounter.status = "announced"
    elif known["status_under-way"].search(said):
        encounter.status = "under-way"
    encounter.status = frame.rule.status or encounter.status
    encounter.phase = next((phase for phase in ("starts", "ends") if known[phase].search(said)), "")
