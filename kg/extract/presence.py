"""Who of those whom a text names with a meeting was there, and which meetings are one that the text tells again."""

from kg.extract.clause import DETAILS
from kg.extract.discourse import Actor
from kg.extract.grammar import grammar
from kg.extract.line import Line
from kg.extract.merged import DONE, Meeting, dates_agree
from kg.extract.reading import Reading
from kg.extract.syntax import patterns

_SITTING = ("talks", "summit", "visit", "mediation")
"""The kinds of meeting that a text may call one the other."""
_DIRECT = ("meet", "hold", "gather", "see", "speak")
"""The frames in which somebody is the one whom others met."""


def once(meetings: list[Meeting], lines: list[Line], language: str) -> list[Meeting]:
    """The meetings, each once: what a text tells again without a day or without a place goes to the first telling.

    Where only countries or bodies are named, and not when and where, talks are a process, and no meeting.
    """
    kept = list(meetings)
    for meeting in meetings:
        first = next((other for other in kept if _told_again(meeting, other, lines, language)), None)
        if first is not None:
            _join(first, meeting)
            kept.remove(meeting)
    return [meeting for meeting in kept if not (_process(meeting) or _planned(meeting, kept))]


def _planned(meeting: Meeting, meetings: list[Meeting]) -> bool:
    """Whether a headline alone tells a meeting as held ("Ames meets Bird") that the text tells as a plan or denies."""
    if meeting.status not in DONE or not meeting.actors or not all(each.headline for each in meeting.mentions):
        return False
    told = (each for each in meetings if each.status not in DONE and not all(one.headline for one in each.mentions))
    return any(all(_in(actor, each) for actor, _ in meeting.actors.values()) for each in told)


def _told_again(meeting: Meeting, first: Meeting, lines: list[Line], language: str) -> bool:
    """Whether a meeting of which less is known is another one with the same people, or with the sides they act for."""
    if meeting is first or meeting.status not in DONE or first.status not in DONE or meeting.which or first.which:
        return False
    if meeting.kind != first.kind and not {meeting.kind, first.kind} <= set(_SITTING):
        return False
    if _known(meeting) >= _known(first) or not _agree(meeting, first):
        return False
    earlier = patterns(language)["another_time"]
    if any(each.other_day or each.apart or each.plural for each in meeting.mentions):
        return False
    if any(earlier.search(lines[each.line].words) for each in meeting.mentions):
        return False
    here = [_in(actor, first) for actor, _ in meeting.actors.values()]
    return None not in here and len({first.actors[name][0].side for name in here if name}) > 1


def _known(meeting: Meeting) -> int:
    """How well it is known when and where a meeting was, and who was there."""
    people = sum(actor.type == "person" for actor, _ in meeting.actors.values())
    return 10 * sum(value is not None for value in (meeting.date, meeting.city)) + people


def _agree(again: Meeting, first: Meeting) -> bool:
    """Whether day and city can be those of one meeting, or are the same where both are told."""
    here, there = again.city, first.city
    if again.date is not None and here is not None and (first.date is None or again.date.text != first.date.text):
        return False
    return dates_agree(again.date, first.date) and (here is None or there is None or here.text == there.text)


def _in(actor: Actor, meeting: Meeting) -> str | None:
    """Who of a meeting an actor is: the same, or for a country or body one who acts for it."""
    if actor.name in meeting.actors:
        return actor.name
    if actor.type == "person":
        return None
    return next((name for name, (each, _) in meeting.actors.items() if each.owner == actor.name), None)


def _join(first: Meeting, again: Meeting) -> None:
    """Let a meeting have what its second telling says."""
    for name, told in again.told.items():
        if name in first.actors:
            first.told.setdefault(name, []).extend(told)
    for key, values in again.values.items():
        first.values.setdefault(key, []).extend(values)
    for detail in DETAILS:
        if getattr(first, detail) is None:
            setattr(first, detail, getattr(again, detail))
    first.mentions += again.mentions


def _process(meeting: Meeting) -> bool:
    """Whether countries or bodies are said to have talked, neither when nor where; a noun for it has to have both."""
    bodies = all(actor.type != "person" for actor, _ in meeting.actors.values())
    day = meeting.date is not None and len(meeting.date.text) >= 10
    city = meeting.city if meeting.city is not None and (day or not meeting.city.inference) else None
    when, where = meeting.date is not None, bool(city or meeting.venue or meeting.country)
    month = meeting.date is not None and len(meeting.date.text) > 4  # "talks that began in 1980"
    enough = where or (month and len(meeting.actors) == 2)  # a row of countries without a place is what was spoken of
    earlier = day and any(each.which for each in meeting.mentions)  # "the previous round, held on May 16"
    told = (when and where) or earlier if all(each.frame == "noun" for each in meeting.mentions) else enough
    return meeting.status in DONE and not told and bodies and len(meeting.actors) > 1


CROWD = 4
"""How many countries and bodies may stand beside people who met before those that are told later count as not there."""


def people_only(meeting: Meeting, reading: Reading) -> None:
    """Leave countries and bodies out beside people of other sides whom they are not told to have met.

    A country that hosted them is where they were, what later sentences add is mostly what was talked about, and a body
    of which the text names people was there in these, whoever they were. What remains are delegations and offices of
    which nobody is named, and bodies that somebody met ("met the rebels").
    """
    people = [actor for actor, _ in meeting.actors.values() if actor.type == "person"]
    sides = {actor.side for actor in people}
    crowd = len(sides) > 1 and len(meeting.actors) - len(people) > CROWD
    first = next((each.line for each in meeting.mentions if each.actors and not each.headline), -1)
    for name, (actor, told) in list(meeting.actors.items()):
        if actor.type == "person" or not sides - {name}:
            continue
        every = meeting.told.get(name, [(actor, told)])
        lines_of = {each.line for _, each in every}
        opening = reading.lines[0].words
        title = actor.weak and (told.headline or (lines_of == {0} and not opening.endswith((".", "!", "?"))))
        later = min(lines_of) > first
        if crowd and later:  # "the group of friends is composed of ...", who had a meeting of their own
            del meeting.actors[name]
            continue
        beside = ("host", name) in meeting.roles or (later and told.frame == "noun")
        if name not in sides and ((len(sides) > 1 and (beside or title)) or not _met_people(meeting, name, reading)):
            del meeting.actors[name]


def _met_people(meeting: Meeting, name: str, reading: Reading) -> bool:
    """Whether a country or body is told as one whose people, who are not named, others met."""
    every = meeting.told.get(name, [meeting.actors[name]])
    if any(len({each.side for each in told.actors if _sent(each)}) > 1 for actor, told in every if _sent(actor)):
        return True  # "envoys of Spain and Iraq met": people who are named led them
    sides = {actor.side for actor, _ in meeting.actors.values() if actor.type == "person"}
    if any(each.name in sides for _, told in every for each in told.actors if each.type != "person"):
        return True  # "Spain and Iraq met", and the Spanish minister was there
    people = {each: told for each, (actor, told) in meeting.actors.items() if actor.type == "person"}
    helpers = {who for role, who in meeting.roles if role in ("host", "mediator")}
    helpers |= {each for each, told in people.items() if told.frame in ("lead", "accompany")}
    if people.keys() <= helpers:  # "Ames hosted Spain and Iraq"
        return True
    spokes = grammar(reading.language)["spokesman"]
    for person in reading.people.all.values():
        if person.owner == name and not any(spokes.search(office.title) for office in person.offices):
            return False
    met = any(len({each.side for each in told.actors if each.type != "person"}) > 1 for _, told in every)
    if met or any(_sent(actor) for actor, _ in every):
        return True
    return all(actor.type != "country" for actor, _ in every) and any(each.frame in _DIRECT for _, each in every)


def _sent(actor: Actor) -> bool:
    """Whether a country or body is told by its delegation, government or an office."""
    return actor.weak or actor.body
