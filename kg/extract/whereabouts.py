"""When and where meetings were of which no clause tells it: by datelines, by the headline, by what was told beside."""

from collections.abc import Iterator
from datetime import date

from attrs import evolve

from kg.extract.clause import Value
from kg.extract.discourse import Discourse
from kg.extract.grammar import grammar
from kg.extract.line import Line, Mention, is_sign, sort_of
from kg.extract.merged import DONE, Meeting, dates_agree, days_between
from kg.extract.reading import Reading
from kg.extract.reports import city_of_house, city_told_with_it, day_of_close, day_of_live_blog
from kg.extract.syntax import is_actor, patterns
from kg.model import Span

_IN_PERSON = ("talks", "summit", "signing", "mediation")
_LEAD = 6
"""So many lines open a text, in which what is told in a row is one piece of news."""
_BEFORE = 12
"""So many headlines, bylines and captions may stand before a text."""
_ENDS = (".", "”", '"')
_LONG_AGO = 14
"""A day so many days before publication, told late in a text, is of what the news followed."""
_RECENT = 7
"""A day so many days before publication is that of the news, not of something looked back on."""


def complete(meetings: list[Meeting], discourse: Discourse) -> None:
    """Give meetings the day and place that follow from the text around them."""
    _in_section(meetings, discourse)
    _not_long_ago(meetings, discourse.reading)
    day_of_live_blog(meetings, discourse.reading)
    city_told_with_it(meetings, discourse.reading)
    _in_dateline(meetings[:3], discourse)
    for meeting, before in _undated(meetings):
        if meeting.kind == "call":
            meeting.date = _day_of_meeting(meeting, before)
        elif meeting.kind in _IN_PERSON:
            close = day_of_close(meeting, discourse.reading)
            meeting.date = _day_before(meeting, discourse) or close or _day_of_visit(meeting, before)
    _beside_main(meetings, discourse.reading)
    for meeting, before in _undated(meetings):
        if meeting.kind in _IN_PERSON or (meeting.kind == "call" and not _told_again(meeting, before)):
            meeting.date = _day_told_next(meeting, before, discourse.reading) or _day_of_news(meeting, discourse)
    _on_named_day(meetings, discourse.reading)
    _at_home(meetings, discourse.reading)
    city_of_house(meetings, discourse.reading)


def _not_long_ago(meetings: list[Meeting], read: Reading) -> None:
    """Take from the news that a text opens with a day of long before publication, which a later sentence tells.

    That is the day of an earlier round, as in "The talks went on in Oslo. Ames, who first met Bird on 8 July, ...".
    """
    for meeting in meetings[:1]:
        first, day = meeting.mentions[0], meeting.date
        if (
            day is None
            or read.published is None
            or meeting.status not in DONE
            or meeting.which
            or first.date is not None
        ):
            continue
        told = next((each.line for each in meeting.mentions if each.date is not None), first.line)
        old = (read.published - date.fromisoformat(day.text[:10])).days if len(day.text) >= 10 else _LONG_AGO
        if _lead(read) >= first.line and told - first.line > 2 and old >= _LONG_AGO:
            meeting.date = None


def _lead(read: Reading) -> int:
    """The number of the line with which the text itself begins, behind headlines and bylines."""
    told = (number for number, line in enumerate(read.lines[:_BEFORE]) if line.words[-1:] in _ENDS)
    return next((number for number in told if not read.lines[number].headline), 0)


def _undated(meetings: list[Meeting]) -> Iterator[tuple[Meeting, list[Meeting]]]:
    """Meetings that took place without a day of their own, each with those told before it."""
    for number, meeting in enumerate(meetings):
        told_apart = meeting.which or meeting.mentions[0].other_day
        if meeting.date is None and meeting.status in DONE and not told_apart:
            yield meeting, meetings[:number]


def _in_section(meetings: list[Meeting], discourse: Discourse) -> None:
    """Put what the items of a digest tell in the city that each begins with, as in "Oslo. The king received..."."""
    read = discourse.reading
    for meeting in meetings if read.places else ():
        place = read.places.get(read.lines[meeting.mentions[0].line].paragraph)
        if place is not None and meeting.city is None and meeting.country is None and meeting.kind != "call":
            meeting.city = Value(place.name, place.span, (), "the place that the section begins with")


def _in_dateline(meetings: list[Meeting], discourse: Discourse) -> None:
    """Give the meeting that a text opens with the city and the day of the dateline, where it names none itself."""
    read = discourse.reading
    for meeting in meetings:
        if (
            meeting.status in DONE
            and not meeting.which
            and meeting.kind in ("talks", "summit", "signing", "call", "mediation")
        ):
            paragraph = read.lines[meeting.mentions[0].line].paragraph
            early = paragraph <= 3 or (read.here is not None and paragraph - _paragraph_of(read.here.span, read) <= 1)
            if not early or len(meeting.sides) < 2:
                return
            _in_lead(meeting, read)
            if read.here is not None and _open_to(meeting, read.here.note):
                meeting.city = Value(read.here.name, read.here.span, (), "the place of the dateline")
            if read.day is not None and meeting.date is None and len(read.day.edtf) == 10:
                meeting.date = Value(read.day.edtf, read.day.span, (), read.day.note or "the day of the dateline")
            return


def _day_before(meeting: Meeting, discourse: Discourse) -> Value | None:
    """The day of a sentence right before that names two of those who met, or in which one of them went somewhere.

    So the day of "Ames on Monday assured Bird of her support. In talks in Oslo, Ames told Bird ..." is that Monday,
    also where that sentence is a caption, and that of "Ames visited the palace on Monday. She met Bird".
    """
    read, first = discourse.reading, meeting.mentions[0]
    told = first.frame == "noun" or first.definite
    for number in range(first.line - 1, max(-1, first.line - 4), -1):
        line = read.lines[number]
        signs = [line.at(sign) for sign in line.text if is_sign(sign)]
        named = {each.name for mention in signs for each in (mention.members or (mention,)) if each.sort in "PNO"}
        days = [mention for mention in signs if mention.sort == "D"]
        both = told and len(named & set(meeting.actors)) > 1
        next_to = number == first.line - 1 and line.paragraph == read.lines[first.line].paragraph
        if not days or not (both or (next_to and _goer(line, number, discourse) & set(meeting.actors))):
            continue
        day = _of_news(days, read)
        return Value(day.edtf, day.span, (), "the day of the sentence before") if day is not None else None
    return None


def _on_named_day(meetings: list[Meeting], read: Reading) -> None:
    """Count "earlier in the day" from the last day named before, not from publication."""
    for meeting in meetings:
        first = meeting.mentions[0]
        said = meeting.date.span if meeting.date is not None else first.span
        line = read.lines[first.line]
        words = line.words[max(0, said.start - line.span.start) :][: said.end - said.start]
        if meeting.date is None or patterns(read.language)["in_the_day"].search(words) is None:
            continue
        signs = [(near, sign) for near in read.lines[max(0, first.line - 2) : first.line + 1] for sign in near.text]
        days = [near.at(sign) for near, sign in signs if is_sign(sign) and sort_of(sign) == "D"]
        days = [day for day in days if day.span.end < said.start and _recent(day, read)]
        if days:
            meeting.date = Value(days[-1].edtf, days[-1].span, (), "the day named before")


def _day_of_news(meeting: Meeting, discourse: Discourse) -> Value | None:
    """The last day named before in the first sentences of a text, where one of those who met begins that sentence.

    So the day of "Ames said on Monday that fish is good. ... Meeting with Bird in Oslo, Ames said ..." is that Monday.
    """
    read, first = discourse.reading, meeting.mentions[0]
    past = patterns(read.language)["pluperfect"].search(read.lines[first.line].words) is not None
    elsewhere = first.event is not None and first.event.name  # "his Oslo talks with Bird"
    if past or elsewhere or len(meeting.actors) < 2 or first.line >= max(_lead(read), 1) + _LEAD - 1:
        return None
    seen: set[str] = set()
    for number in range(first.line - 1, -1, -1):
        line = read.lines[number]
        days = [line.at(sign) for sign in line.text if is_sign(sign) and sort_of(sign) == "D"]
        day = _of_news(days, read)
        seen |= {each.edtf for each in days if _recent(each, read)}
        if len(seen) > 1:
            return None
        if day is not None and _about(line, number, meeting, discourse):
            return Value(day.edtf, day.span, (), "the day of the news")
    return None


def _about(line: Line, number: int, meeting: Meeting, discourse: Discourse) -> bool:
    """Whether a line with this number begins with one of those who met, by name, office or pronoun."""
    words = grammar(discourse.reading.language)
    found = words["subject"].match(line.text) or words["subject_office"].match(line.text)
    if patterns(discourse.reading.language)["took_office"].search(line.words) is not None:
        return False
    first = next((line.at(sign).name for sign in line.text if is_sign(sign) and sort_of(sign) == "P"), "")
    if found is None:  # "With the talks in trouble, Ames returned on Monday"
        return first in meeting.actors
    actors = discourse.actors(line.at(line.text[found.start("it")]), number, found.start("it"))
    people = {actor.owner for actor, _ in meeting.actors.values() if actor.type == "person"}
    return any(each.name in meeting.actors or (each.weak and each.side in people) for each in actors)


def _of_news(days: list[Mention], read: Reading) -> Mention | None:
    """The one day shortly before publication that a sentence names."""
    recent = {day.edtf: day for day in days if _recent(day, read)}
    return next(iter(recent.values())) if len(recent) == 1 else None


def _recent(day: Mention, read: Reading) -> bool:
    """Whether a date is a day shortly before publication."""
    if read.published is None or len(day.edtf) != 10:
        return False
    return 0 <= (read.published - date.fromisoformat(day.edtf)).days < _RECENT


def _goer(line: Line, number: int, discourse: Discourse) -> set[str]:
    """Who goes somewhere in a line with this number, as in "Ames visited the palace"."""
    came = patterns(discourse.reading.language)["came"].search(line.text)
    places = [place for place in range(came.start()) if is_actor(line.text[place])] if came is not None else []
    return {actor.name for place in places[-1:] for actor in discourse.actors(line.at(line.text[place]), number, place)}


def _day_of_visit(meeting: Meeting, before: list[Meeting]) -> Value | None:
    """The day of a visit told right before, if those who met are its people or the host and a person not yet known."""
    visit = next((known for known in before[::-1] if known.kind == "visit" and known.status in DONE), None)
    if visit is None or visit.date is None or visit.country is None or not _some_days(visit.date):
        return None
    hosts = {actor.owner for actor, _ in meeting.actors.values() if actor.name not in visit.actors}
    if set(visit.actors) & set(meeting.actors) and visit.country.text in hosts:
        return evolve(visit.date, inference="the days of the visit told before")
    near = len(visit.date.text) == 10 and 0 < meeting.mentions[0].line - visit.mentions[-1].line <= 2
    unknown = any(actor.type == "person" and not actor.owner for actor, _ in meeting.actors.values())
    if not near or visit.country.text not in meeting.sides or not (unknown or visit.sides & meeting.sides):
        return None
    return evolve(visit.date, inference="the day of the visit told before")


def _some_days(when: Value) -> bool:
    """Whether a date is a day, or a few days in a row."""
    first, _, last = when.text.partition("/")
    if len(first) != 10 or len(last) not in (0, 10):
        return False
    return not last or (date.fromisoformat(last) - date.fromisoformat(first)).days < _RECENT


def _told_again(call: Meeting, before: list[Meeting]) -> bool:
    """Whether people who "spoke" are those who met, as the text has told."""
    return any(each.status in DONE and call.actors.keys() <= each.actors.keys() for each in before)


def _day_told_next(meeting: Meeting, before: list[Meeting], read: Reading) -> Value | None:
    """The day of the meeting told right before with one of the same people, as in "Ames then met Cole"."""
    first = meeting.mentions[0]
    last = next((each for each in before[::-1] if each.status in DONE), None)
    if last is None or last.which or last.date is None or len(last.date.text) != 10:
        return None
    near = any(0 <= first.line - each.line <= 2 for each in last.mentions)
    if not near or not set(meeting.actors) & set(last.actors):
        return None
    if patterns(read.language)["told_next"].search(read.lines[first.line].text) is None:
        return None
    return evolve(last.date, inference=last.date.inference or "the day of the meeting told before")


def _day_of_meeting(call: Meeting, before: list[Meeting]) -> Value | None:
    """The day of a meeting before or after which one of its people telephoned: "Before the dinner, she phoned"."""
    first = call.mentions[0]
    main = next((each for each in before[::-1] if each.status in DONE and set(each.actors) & set(call.actors)), None)
    if not first.apart or first.frame == "noun" or main is None or main.date is None or len(main.date.text) != 10:
        return None
    return evolve(main.date, inference=main.date.inference or "the day of the meeting told with it")


def _open_to(meeting: Meeting, country: str) -> bool:
    """Whether a city of a country can be where a meeting was of which the text tells no city."""
    nowhere = meeting.city is None and meeting.kind != "call"
    return nowhere and (meeting.country is None or meeting.country.text == country)


def _paragraph_of(span: Span, read: Reading) -> int:
    """The number of the paragraph that a dateline opens."""
    return next((line.paragraph for line in read.lines[:20] if line.span.end > span.start), 0)


def _beside_main(meetings: list[Meeting], read: Reading) -> None:
    """Put meetings without a place where the main one or the one told before is, on the same day with the same people.

    What was on its sidelines or "in the same palace" was there as well.
    """
    main = next((each for each in meetings if each.status in DONE and not each.which and each.city), None)
    if main is None or main.kind == "call":
        return
    known = patterns(read.language)
    for number, meeting in enumerate(meetings):
        nowhere = meeting.city is None and meeting.country is None and meeting.kind in ("talks", "signing", "summit")
        if main.date is not None and _in_one_city(meeting, main):
            meeting.date = evolve(main.date, inference=main.date.inference or "the day of the main meeting")
        if meeting is main or not nowhere:
            continue
        if known["earlier"].match(read.lines[meeting.mentions[0].line].text) and meeting.mentions[0].date is None:
            continue
        same = any(each.same_place for each in meeting.mentions)
        before = meetings[number - 1] if number else main
        beside = before if before.city and meeting.span.start - before.mentions[-1].span.end < 400 else main
        for other in (main, beside):
            near = meeting.date is None or (other.date is not None and dates_agree(meeting.date, other.date))
            if meeting.date is not None and other.date is not None and other.status == "under-way":
                near = near or meeting.date.text >= other.date.text
            done = meeting.status in DONE and not meeting.which
            if meeting.date is not None and other.date is not None:  # the day before or after, with the same people
                near = near or (
                    abs(days_between(other.date, meeting.date)) <= 1 and bool(set(meeting.actors) & set(other.actors))
                )
            if beside.kind == "visit" and other is beside and meeting.date and other.date:
                near = near or 0 <= days_between(other.date, meeting.date) <= 3
            if other.kind == "visit":
                near = (near or _follows(meeting, other)) and not _goes_on(meeting, other)
            shared = meeting.sides & other.sides or _people_of_it(meeting, other)
            if other.city is None or not (same or (near and done and shared)):
                continue
            meeting.city = evolve(other.city, inference="the place of the meeting told with it")
            told_apart = same or any(each.other_day for each in meeting.mentions)
            told_apart = told_apart or (other.kind == "visit" and other.date is not None and "/" in other.date.text)
            if meeting.date is None and other.date is not None and not told_apart:
                meeting.date = evolve(other.date, inference=other.date.inference or "the day of the main meeting")
            break


def _follows(meeting: Meeting, visit: Meeting) -> bool:
    """Whether a meeting is told right behind a visit without a day: "He is in Oslo on a visit. On Monday he met"."""
    return visit.date is None and 0 < meeting.mentions[0].line - visit.mentions[-1].line <= 1


def _goes_on(meeting: Meeting, visit: Meeting) -> bool:
    """Whether a visit is told behind a meeting in its sentence, as in "met the king before travelling to Oslo"."""
    return visit.mentions[0].line == meeting.mentions[0].line and visit.span.start > meeting.span.start


def _in_one_city(meeting: Meeting, main: Meeting) -> bool:
    """Whether a meeting without a day was in the city of the main one, with one of its people, and not before it."""
    here = meeting.city is not None and main.city is not None and meeting.city.text == main.city.text
    told_apart = meeting.which or any(each.other_day for each in meeting.mentions)
    undated = meeting.date is None and meeting.status in DONE and not told_apart
    return here and undated and bool(set(meeting.actors) & set(main.actors))


def _at_home(meetings: list[Meeting], read: Reading) -> None:
    """Put whoever somebody received at home in these days in the city of the own country where the main meeting was."""
    main = next((known for known in meetings if known.status in DONE and not known.which and known.city), None)
    if main is None or main.city is None or main.date is None:
        return
    cities = {mention.name: mention.note for line in read.lines for mention in line.mentions if mention.sort == "C"}
    for meeting in meetings:
        nowhere = meeting.city is None and meeting.country is None and meeting.kind == "talks" and not meeting.which
        hosts = {actor.side for (role, _), (actor, _) in meeting.roles.items() if role == "host"}
        if not nowhere or meeting.status not in DONE or cities.get(main.city.text, "") not in hosts:
            continue
        near = meeting.date is not None and (
            dates_agree(meeting.date, main.date) or abs(days_between(main.date, meeting.date)) <= 2
        )
        if near:
            meeting.city = evolve(main.city, inference="the place of the main meeting, in the host's country")


def _people_of_it(meeting: Meeting, other: Meeting) -> bool:
    """Whether people of whom nothing else is known met right behind a meeting of countries or bodies."""
    unknown = all(actor.type == "person" and not actor.owner for actor, _ in meeting.actors.values())
    bodies = all(actor.type != "person" for actor, _ in other.actors.values())
    near = 0 < meeting.mentions[0].line - other.mentions[0].line <= 4
    return near and unknown and bodies and meeting.date is None


def _in_lead(meeting: Meeting, read: Reading) -> None:
    """Give a meeting of which only the headline tells the one day and city of the first sentence behind it."""
    if not all(each.line == 0 or each.headline for each in meeting.mentions[:1]) or len(read.lines) < 2:
        return
    line = next((line for line in read.lines[1:8] if not line.headline and len(line.words) > 60), None)
    signs = [line.at(sign) for sign in line.text if is_sign(sign)] if line is not None else []
    days = [mention for mention in signs if mention.sort == "D" and mention.edtf]
    cities = {mention.name: mention for mention in signs if mention.sort == "C"}
    if meeting.date is None and len(days) == 1:
        meeting.date = Value(days[0].edtf, days[0].span, (), days[0].note or "the day of the first sentence")
    if meeting.city is None and meeting.country is None and len(cities) == 1 and meeting.kind != "call":
        name, mention = next(iter(cities.items()))
        meeting.city = Value(name, mention.span, (), "the place of the first sentence")
