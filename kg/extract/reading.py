"""A text read into lines: every sentence with its people, places, dates and words for meetings folded."""

import re
from collections import Counter
from datetime import date

from attrs import define, field

from kg.extract import attendance, dates, mentions, phrases, titles
from kg.extract.gazetteer import Gazetteer
from kg.extract.hearsay import instructions, orders, within
from kg.extract.line import Line, Mention, is_sign, sort_of
from kg.extract.people import People
from kg.extract.sentences import dateline, sentences
from kg.model import Span

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_LONGEST, _LINES = 100_000, 1_000
"""How much of a text is searched for the last names of people without an office."""
_LABEL = re.compile(r"[^\W\d_a-z][^\W\d_a-z.' ]{1,30}: (?=\S)")
"""Who speaks in a transcript: capitals and a colon."""


@define
class Reading:
    """The lines of a text, its people, the city and the day of its dateline, and whose ministry issued it.

    `places` are the cities that stand alone as a sentence, by the number of the paragraph; `stood_for` are bodies with
    the people whom the text names as those who stand for them.
    """

    lines: list[Line]
    people: People
    language: str
    published: date | None
    here: Mention | None = None
    day: Mention | None = None
    ministry: Mention | None = None
    places: dict[int, Mention] = field(factory=dict)
    stood_for: dict[str, dict[str, Mention]] = field(factory=dict)


def read(text: str, published: date | None, gazetteer: Gazetteer) -> Reading:
    """Read a text in two passes: people with their offices first, then whoever is called by a part of the name.

    >>> reading = read("Ada Ames, president of Spain, met Ben Bird, the Iraqi envoy. Ames left.", None, Gazetteer())
    >>> [line.plain() for line in reading.lines]
    ['<P>, met <P>.', '<P> left.']
    """
    language = gazetteer.language
    gazetteer = mentions.local(text, gazetteer)
    people = People(gazetteer)
    reading = Reading([], people, language, published)
    before: Line | None = None
    paragraph = 0
    void = instructions(text, language)
    told = (span for span in sentences(text, language) if not within(span.start, void))
    for index, span in enumerate(span for span in told if not orders(text[span.start : span.end], language)):
        start = before.span.end if before else 0
        paragraph += "\n" in text[start : span.start]
        opening = dateline(text, span, lambda name: _type_of(name, gazetteer)) if index < 12 else None
        if opening is not None:
            reading.here = reading.here or _place(text, opening[0], gazetteer)
            reading.day = reading.day or _day(text, Span(opening[0].start, opening[1]), published, language)
            span = Span(opening[1], span.end) if opening[1] < span.end else span
        label = _LABEL.match(text, span.start, min(span.end, span.start + 40))
        if label is not None and label.end() < span.end:
            span = Span(label.end(), span.end)
        line = Line.of(text, span)
        line.paragraph = paragraph
        line.headline = _is_headline(line.words) and not attendance.is_entry(line.words, language)
        mentions.known(line, gazetteer)
        for mention in line.mentions:
            if mention.sort == "P":
                people.add(mention.name, mention.span)
        mentions.dated(line, _today(reading, published), language)
        if index < 10 and len(line.text.strip(" .")) == 1 and is_sign(line.text[0]) and sort_of(line.text[0]) == "D":
            reading.day = reading.day or line.at(line.text[0])  # a line of its own
        if (place := mentions.place_line(line, language)) is not None:
            reading.places[paragraph] = place
            reading.here = reading.here or (place if index < 8 else None)
        titles.read(line, people, before, language)
        if index < 3 and reading.ministry is None and (source := _ministry(text, line, gazetteer)) is not None:
            reading.ministry = source
        before = line
        reading.lines.append(line)
    people.settle()
    _in_full(text, reading.lines, mentions.letters(text, gazetteer))
    _called_again(text, reading)
    names = people.names()
    for line in reading.lines:
        mentions.called(line, names, language)
        mentions.named(line, language)
        for name, span, side in mentions.owned(line, language):
            people.add(name, span).side = side
        attendance.read(line, language)
        phrases.read(line, language)
    reading.stood_for = attendance.stood_for(reading.lines)
    return reading


def _today(reading: Reading, published: date | None) -> date | None:
    """From when a text counts its days: the day of the dateline where it stands shortly before publication."""
    day = reading.day.edtf if reading.day is not None else ""
    if published is None or len(day) != 10:
        return published
    written = date.fromisoformat(day)
    return written if 0 <= (published - written).days <= 3 else published


def _type_of(name: str, gazetteer: Gazetteer) -> str:
    """The type of what a name means, also one in capitals, or nothing."""
    known = gazetteer.get(name.title()) or gazetteer.get(name)
    if known is not None and known.form == "city-state":
        return "city"
    return known.type if known is not None else ""


def _in_full(text: str, lines: list[Line], letters: dict[str, tuple[str, Span]]) -> None:
    """Let "the Front" and letters lead back to where a body is named in full, and call it as the text does there.

    The name of the table stays, but where it is shorter: letters in place of a name that the text has.
    """
    for mention in (mention for line in lines for mention in line.mentions if letters and mention.sort == "N"):
        _, said = letters.get(text[mention.span.start : mention.span.end], ("", mention.span))
        mention.resolving = mention.resolving if said == mention.span else (said,)
    bodies = [mention for line in lines for mention in line.mentions if mention.sort == "O"]
    full: dict[str, Mention] = {}
    for mention in bodies:
        words = text[mention.span.start : mention.span.end].partition(" (")[0]
        longest = full.get(mention.name)
        longer = words.count(" ") > (text[longest.span.start : longest.span.end].count(" ") if longest else 0)
        if words == mention.name:
            full.setdefault(mention.name, mention)
        elif words[:1].isupper() and " " not in mention.name and longer:
            full[mention.name] = mention
    for mention in bodies:
        whole = full.get(mention.name)
        if whole is not None and whole is not mention and whole.span != mention.span:
            mention.resolving = (whole.span,)
    for name, whole in full.items():
        words = text[whole.span.start : whole.span.end].partition(" (")[0]
        for mention in bodies if " " not in name and " " in words else ():
            mention.name = words if mention.name == name else mention.name


def _called_again(text: str, reading: Reading) -> None:
    """Take for people also those without an office whose last name stands alone elsewhere in the text."""
    words = Counter(_WORD.findall(text[:_LONGEST]))
    for line in reading.lines[:_LINES]:
        for name, span in mentions.bare(line, reading.language):
            last = name.split()[-1]
            if words[last] > 1 and reading.people.find(last) is None:
                found = text[:_LONGEST]
                if found.count(last) > found.count(name):
                    reading.people.add(name, span)


def _day(text: str, span: Span, published: date | None, language: str) -> Mention | None:
    """The day of a dateline."""
    for when in dates.find(text[span.start : span.end], published, language):
        if when.edtf:
            where = Span(span.start + when.start, span.start + when.end)
            return Mention(sort="D", span=where, edtf=when.edtf, note=when.inference)
    return None


def _place(text: str, span: Span, gazetteer: Gazetteer) -> Mention | None:
    """The city of a dateline, in small letters; of "The Kremlin, Moscow" the second, of "OSLO/ROME" neither."""
    parts = text[span.start : span.end].split(", ")
    if "/" in parts[0]:
        return None
    first, second = gazetteer.get(parts[0]), gazetteer.get(parts[1]) if len(parts) == 2 else None
    if second is not None and second.type == "city" and (first is None or first.form == "metonym"):
        span = Span(span.end - len(parts[1]), span.end)
    words = text[span.start : span.end].split(",")[0].strip()
    name = " ".join(word.capitalize() if word.isupper() else word for word in words.split())
    known = gazetteer.get(words) or gazetteer.get(name)
    end = span.start + len(words)
    country = known.within if known else ""
    if not country and "," in text[span.start : span.end]:
        behind = gazetteer.get(text[span.start : span.end].split(",")[1].strip())
        country = behind.name if behind is not None and behind.type == "country" else ""
    name = known.name if known is not None and known.type in ("city", "country") else name
    return Mention(sort="C", span=Span(span.start, end), name=name, type="city", note=country)


def _ministry(text: str, line: Line, gazetteer: Gazetteer) -> Mention | None:
    """The country whose ministry issued a text, as its head says, also in capitals."""
    name = line.words.title()
    if line.words.isupper() and len(name) == len(line.words):
        line = Line.of(text[: line.span.start] + name, line.span)
        line.text = line.text.replace(" Of ", " of ").replace(" The ", " the ").replace(" For ", " for ")
        mentions.known(line, gazetteer)
    return mentions.ministry(line, gazetteer.language)


def _is_headline(words: str) -> bool:
    """Whether most words of a line without a full stop begin with a capital, or all letters are capitals."""
    found = _WORD.findall(words)
    if len(found) < 3 or words.rstrip(" \"”’'")[-1:] in ".!?":
        return words.isupper() and len(found) > 3
    capitals = sum(word[0].isupper() for word in found if len(word) > 3)
    long = sum(len(word) > 3 for word in found)
    return words.isupper() or (long > 2 and capitals >= 0.75 * long)


def actors(line: Line) -> list[Mention]:
    """The mentions of a line that can act, in order, groups taken apart."""
    found: list[Mention] = []
    for sign in line.text:
        if is_sign(sign) and sort_of(sign) in "PTNGOQA":
            mention = line.at(sign)
            found.extend(mention.members if mention.sort == "A" else [mention])
    return found
