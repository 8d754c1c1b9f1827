"""Who of those whom a text names with a meeting was there, and which meetings are one that the text tells again."""

from kg.extract.clause import DETAILS
from kg.extract.discourse import Actor
from kg.extract.line import Line
from kg.extract.merged import DONE, Meeting, dates_agree
from kg.extract.syntax import patterns

_SITTING = ("talks", "summit", "visit", "mediation")
"""The kinds of meeting that a text may call one the other."""


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
    return [meeting for meeting in kept if not _process(meeting)]


def _told_again(meeting: Meeting, first: Meeting, lines: list[Line], language: str) -> bool:
    """Whether a meeting of which less is known is another one with the same people, or with the sides they act for."""
    if meeting is first or meeting.status not in DONE or first.status not in DONE or meeting.which or first.which:
        return False
    if meeting.kind != first.kind and not {meeting.kind, first.kind} <= set(_SITTING):
        return False
    if _known(meeting) >= _known(first) or (meeting.date and meeting.city) or not _agree(meeting, first):
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


def _agree(one: Meeting, other: Meeting) -> bool:
    here, there = one.city, other.city
    return dates_agree(one.date, other.date) and (here is None or there is None or here.text == there.text)


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
    when, where = meeting.date is not None, bool(meeting.city or meeting.venue or meeting.country)
    enough = where or (when and len(meeting.actors) == 2)  # a row of countries without a place is what was spoken of
    told = (when and where) if all(each.frame == "noun" for each in meeting.mentions) else enough
    return meeting.status in DONE and not told and bodies and len(meeting.actors) > 1


def people_only(meeting: Meeting, lines: list[Line]) -> None:
    """Leave countries and bodies out where people of two sides met, unless the sentence that tells it first has them.

    A country that hosted them is where they were, and what later sentences add is mostly what was talked about.
    """
    people = [actor for actor, _ in meeting.actors.values() if actor.type == "person"]
    sides = {actor.side for actor in people}
    if len(sides) < 2:
        return
    first = next((each.line for each in meeting.mentions if each.actors and not each.headline), -1)
    for name, (actor, told) in list(meeting.actors.items()):
        lines_of = {each.line for _, each in meeting.told.get(name, [(actor, told)])}
        title = actor.weak and (told.headline or (lines_of == {0} and not lines[0].words.endswith((".", "!", "?"))))
        beside = ("host", name) in meeting.roles or (min(lines_of) > first and told.frame == "noun")
        if actor.type != "person" and name not in sides and (beside or title):
            del meeting.actors[name]
