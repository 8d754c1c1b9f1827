"""Where a meeting was, from the clause that mentions it."""

import re
from re import Match

from kg.extract.clause import Clause, Encounter, Value, dated
from kg.extract.discourse import Discourse
from kg.extract.line import Line, Mention, is_sign, sort_of
from kg.extract.reports import is_capital
from kg.extract.surroundings import Frame
from kg.extract.syntax import patterns
from kg.extract.words import table


def cities_in(clause: Clause) -> list[int]:
    """Where in a sentence the cities stand in which the meeting may have been."""
    frame, line, known = clause.frame, clause.line, patterns(clause.language)
    cities = [found.start("it") for found in known["city"].finditer(*clause.stretch) if _is_there(found, clause)]
    cities = [i for i in cities if not known["house_in"].search(line.text[max(0, i - 4) : i + 6])]
    if frame.rule.frame == "discuss":  # "the war in Oslo" is what they spoke about
        then = known["then_and_there"]
        cities = [i for i in cities if i < frame.core or then.search(line.text, max(0, i - 9), i + 12)]
    if frame.place is not None and sort_of(line.text[frame.place]) == "C":
        cities = sorted({frame.place, *cities})
    return cities


def _is_there(found: Match[str], clause: Clause) -> bool:
    """Whether a city is where the meeting was: behind the verb or noun, or where a sentence or its subject begins.

    Not so in "the ambassador to Oslo met", nor in "sent aid to Oslo" but for somebody who goes there.
    """
    text, core, known = clause.line.text, clause.frame.core, patterns(clause.language)
    if known["towards"].match(found[0]) and clause.frame.rule.kind != "visit" and clause.frame.rule.frame != "noun":
        if clause.frame.rule.frame == "receive" and found.start() == clause.frame.end + 1:
            return True  # "welcomed the king to Oslo"
        visit = known["on_visit"].search(text, max(0, found.start() - 80), found.start())
        return visit is not None and known["journey"].search(clause.line.at(visit["it"]).title) is not None
    place = found.start("it")
    if known["thing_in"].search(text, max(0, place - 60), place) is not None:  # "the war in Oslo"
        return known["then_and_there"].search(text, found.start(), found.end() + 10) is not None
    if found.start("it") >= core:
        return True
    near = max(clause.start, found.start() - 200)
    start = max((each.start() for each in known["segment"].finditer(text, near, found.start())), default=near)
    return known["placing"].match(text[start : found.start("it")]) is not None


def locate(clause: Clause, encounter: Encounter, cities: list[int], discourse: Discourse) -> None:
    """Note the city, venue or country of a meeting; `cities` are the places that `cities_in` found."""
    line, frame, known = clause.line, clause.frame, patterns(clause.language)
    here = discourse.reading.here
    spots: dict[int, Value] = {}
    for i in cities:
        spots[i] = Value(line.at(line.text[i]).name, line.at(line.text[i]).span)
    for word in known["capital"].finditer(*clause.stretch):
        if word.groupdict().get("bare"):
            if here is not None and is_capital(here.name, here.note, clause.language):
                words = line.span_of_match(word)
                spots[word.start()] = Value(here.name, words, (here.span,), "the capital of the dateline")
        elif city := _capital(line.at(word["it"] or word["it2"]), clause, discourse):
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
            encounter.date = dated(line.at(when))
    elif guest := next((each for each in known["guest"].finditer(line.text) if _takes_part(frame, each)), None):
        encounter.city = Value(line.at(guest["it"]).name, line.at(guest["it"]).span)
    elif said := known["said_there"].search(line.text, 0, frame.core):
        encounter.city = Value(line.at(said["it"]).name, line.at(said["it"]).span)
    elif known["there"].search(*clause.stretch):
        there = known["there"].search(*clause.stretch)
        earlier = _last_city(discourse, encounter.line)
        if earlier is not None and there is not None:
            encounter.city = Value(earlier.name, line.span_of_match(there), (earlier.span,), "the place named before")
    encounter.venue = _venue(clause)
    country = known["country"].search(line.text, frame.core, clause.end)
    if encounter.city is None and encounter.country is None and country is not None:
        _country(encounter, line.at(country["it"]))


def _venue(clause: Clause) -> Value | None:
    """The house in which a meeting was: one of a name that the text or a list knows, or "the foreign ministry"."""
    line, known = clause.line, patterns(clause.language)
    found = known["where_venue"].search(line.text, 0, clause.start)
    found = found or known["venue"].search(*clause.stretch)
    if found is not None:
        place = found.start("it")
        before = known["house_before_name"].search(line.text, 0, place)
        more = known["house_word"].match(line.text, place + 1)
        start, end = before.start() if before else place, more.end() if more else place + 1
        mention = line.at(line.text[place])
        return _house(line, start, end) if before or more else Value(mention.name, mention.span)
    found = known["named_house"].search(*clause.stretch) or known["house_before"].search(*clause.stretch)
    return _house(line, *found.span("it")) if found is not None else None


def _house(line: Line, start: int, end: int) -> Value:
    """The words for a house without their article."""
    name = re.sub(r" \([^()]*\)$", "", " ".join(line.source(start, end).split()))
    return Value(re.sub(r"^(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) ", "", name), line.span_of(start, end))


def _takes_part(frame: Frame, match: Match[str]) -> bool:
    """Whether whom a match is about takes part in the meeting."""
    return match.start("who") in {place for _, place in frame.who}


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


def _capital(owner: Mention, clause: Clause, discourse: Discourse) -> Mention | None:
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
