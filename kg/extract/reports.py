"""The day and city of meetings that a report tells apart from them: live blogs, the close of talks, a house at home."""

from datetime import date, timedelta

from kg.extract.clause import Value
from kg.extract.line import is_sign, sort_of
from kg.extract.merged import DONE, Meeting
from kg.extract.numbers import numbers
from kg.extract.reading import Reading
from kg.extract.stretches import COUNTED
from kg.extract.syntax import patterns
from kg.extract.words import table
from kg.model import Span

_ENTRIES = 3
"""So many lines that begin with a time of day make a text a live blog."""
_LOOKED_AT = 300
"""So many lines are searched for them."""
_NEAR = 7
"""So many days before publication something is told as news."""
_LONGEST = 31
_IN_PERSON = ("talks", "summit", "signing", "mediation")


def day_of_live_blog(meetings: list[Meeting], read: Reading) -> None:
    """Give what a live blog tells as having just ended or begun the day of the blog, where its words name that day."""
    known = patterns(read.language)
    if "clock" not in known or read.published is None:
        return
    lines = read.lines[:_LOOKED_AT]
    if sum(known["clock"].match(line.words) is not None for line in lines) < _ENTRIES:
        return
    day = next((each for line in lines for each in line.mentions if each.edtf == read.published.isoformat()), None)
    for meeting in meetings:
        apart = meeting.which or any(each.other_day for each in meeting.mentions)
        fresh = any(known["just_now"].search(read.lines[each.line].words) for each in meeting.mentions[:4])
        if day is not None and meeting.date is None and meeting.status in DONE and not apart and fresh:
            meeting.date = Value(day.edtf, day.span, (), "the day of the live report")


def day_of_close(meeting: Meeting, read: Reading) -> Value | None:
    """The days of talks at whose close something was said: "both said on Friday after two days of talks. A met B"."""
    known, first = patterns(read.language), meeting.mentions[0]
    if "close_of_talks" not in known or first.which or meeting.kind not in _IN_PERSON:
        return None
    for line in read.lines[max(0, first.line - 3) : first.line]:
        found = known["close_of_talks"].search(line.words)
        days = {line.at(sign).edtf: line.at(sign) for sign in line.text if is_sign(sign) and sort_of(sign) == "D"}
        if found is None or len(days) != 1 or read.published is None:
            continue
        last, mention = next(iter(days.items()))
        if len(last) != 10 or not 0 <= (read.published - date.fromisoformat(last)).days < _NEAR:
            continue
        told = [int(each.value) for each in numbers(found["count"] or "one", read.language) if each.value.isdigit()]
        if not told or not 0 < told[0] <= _LONGEST:
            continue
        count = told[0]
        begun = date.fromisoformat(last) - timedelta(count - 1)
        text = last if count == 1 else f"{begun.isoformat()}/{last}"
        said = (Span(line.span.start + found.start(), line.span.start + found.end()),) if count > 1 else ()
        return Value(text, mention.span, said, COUNTED if count > 1 else "the day on which the talks ended")
    return None


def city_of_house(meetings: list[Meeting], read: Reading) -> None:
    """Put what was in a ministry or palace of the host, told from its capital in these days, in that capital."""
    known, here = patterns(read.language), read.here
    if "official_house" not in known or here is None or not is_capital(here.name, here.note, read.language):
        return
    for meeting in meetings:
        first = meeting.mentions[0]
        nowhere = meeting.city is None and meeting.country is None and meeting.kind in _IN_PERSON
        if not nowhere or meeting.status not in DONE or meeting.which or here.note not in meeting.sides:
            continue
        if meeting.date is None or len(meeting.date.text) != 10 or read.published is None:
            continue
        if not 0 <= (read.published - date.fromisoformat(meeting.date.text)).days < _NEAR:
            continue
        if known["official_house"].search(read.lines[first.line].words) is not None:
            meeting.city = Value(here.name, here.span, (), "the place of the dateline, in the host's house")


def city_told_with_it(meetings: list[Meeting], read: Reading) -> None:
    """Put a meeting in the city that stands behind its house or in the name of the forum on whose sidelines it was.

    So in "at State House, Entebbe", "at State House Nairobi" and "on the sidelines of the Antalya Diplomacy Forum".
    """
    known = patterns(read.language)
    for meeting in meetings if "forum" in known else ():
        if meeting.city is not None or meeting.country is not None or meeting.kind not in (*_IN_PERSON, "visit"):
            continue
        for told in meeting.mentions:
            line, house = read.lines[told.line], told.venue
            if house is not None and told.kind != "visit":
                offset = house.span.end - line.span.start
                inner = house.span.start - line.span.start + house.text.rfind(", ") if ", " in house.text else offset
                found = known["behind_house"].match(line.words, inner) or known["behind_house"].match(
                    line.words, offset
                )
            else:
                found = known["forum"].search(line.words)
            name = found["it"] if found is not None else ""
            city = read.people.gazetteer.get(name) if name else None
            if found is not None and city is not None and city.type == "city":
                start = line.span.start + found.start("it")
                meeting.city = Value(city.name, Span(start, start + len(name)), (), "the city that stands with it")
                break


def is_capital(city: str, country: str, language: str) -> bool:
    """Whether a city is a capital of a country.

    >>> is_capital("Oslo", "Norway", "en"), is_capital("Bergen", "Norway", "en")
    (True, False)
    """
    rows = (row for row in table(language, "countries") if row[0] == country)
    return any(city in row[3].split(";") for row in rows)
