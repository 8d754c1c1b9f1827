"""Lists of people with what they are beside their names: "flanked by A, head of mission, B (Norway) and C, an aide".

Whose titles stand behind the names is told before offices are read (`behind`), so that none is taken for that of the
next name. Offices that are known are folded with their names; what is left, words of no title, brackets, semicolons,
would end every other list, and is passed over here (`read`).
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, zip_longest
from re import Match, Pattern

from attrs import evolve, frozen

from kg.extract.line import Line, Mention, expand, sort_of
from kg.extract.names import is_name
from kg.extract.title_patterns import macros, patterns
from kg.extract.words import entries, words

_MOST, _LISTS = 40, 10
"""So many people are in a list, and so many lists in a sentence."""


@frozen
class _Item:
    """Somebody in a list: how far the words reach, where the names stand, and what stands between it and the last."""

    start: int
    end: int
    places: tuple[int, ...]
    before: str

    @property
    def place(self) -> int:
        """Where the first name stands."""
        return self.places[0]


def behind(line: Line, language: str) -> list[tuple[int, int]]:
    """The stretches of names with titles behind them in lists that begin so, where no other title stands before.

    >>> from kg.model import Span
    >>> text = "He met Ada Ames, head of the ABC, Ben Bird, director of the ABC, and Carl Cole."
    >>> [text[start:end] for start, end in behind(Line.of(text, Span(0, len(text))), "en")]
    ['Ada Ames, head of the ABC', 'Ben Bird, director of the ABC']
    """
    row, found = _patterns(language)["row"], []
    for start, _ in _starts(line, language):
        match = row.match(line.text, start)
        while (
            match is not None and _titled(match["title"], language) and _named(match["name"], match["next"], language)
        ):
            found.append(match.span("it"))
            match = row.match(line.text, match.end())
    return sorted(set(found))


def _named(name: str, following: str, language: str) -> bool:
    """Whether two names are whole names of people."""
    ranks = set(words(language, "names", "ranks"))
    for each in (name, following):
        parts = [part for part in each.split() if part.rstrip(".") not in ranks]
        if len(parts) < 2 or not is_name(parts, language):
            return False
    return True


def read(line: Line, language: str) -> None:
    """Fold the lists of people of a sentence that have more between the names than other rules read.

    >>> from kg.extract.gazetteer import Gazetteer
    >>> from kg.extract.reading import read as read_text
    >>> text = "He was flanked by Ada Ames, head of the ABC, Dr Ben Bird (ABC) and Carl Cole, an old hand at this."
    >>> read_text(text, None, Gazetteer()).lines[0].plain()
    '<U> was flanked by <A>, an old hand at this.'
    """
    if line.headline:
        return

    def found() -> Iterator[tuple[int, int, Mention]]:
        done = 0
        for start, part in _starts(line, language):
            people = _people(line, start, part, language) if start >= done else []
            if people:
                members = (line.at(line.text[place]) for each in people for place in each.places)
                every = tuple(chain.from_iterable(each.members or (each,) for each in members))
                start, done = _with_body(line, people[0].start, people[-1].end, language)
                yield start, done, Mention(sort="A", span=line.span_of(start, done), members=every)

    line.fold(found())


def is_entry(text: str, language: str) -> bool:
    """Whether a line is one of a list, with a dash or number at its head.

    >>> is_entry("- Ada Ames, state secretary", "en"), is_entry("Ada Ames, state secretary", "en")
    (True, False)
    """
    return _patterns(language)["entry"].match(text) is not None


def listed(lines: list[Line], language: str) -> Iterator[tuple[int, Mention, Mention]]:
    """Whoever stands in a line of their own below a line that names a side: number of the line, side and person."""
    known = _patterns(language)
    side: Mention | None = None
    for index, line in enumerate(lines):
        header = known["header"].match(line.text)
        entry = known["entry"].match(line.text)
        person = known["item"].match(line.text, entry.end()) if entry is not None else None
        if person is not None and side is not None:
            yield index, side, line.at(person["it"])
        elif person is None:
            side = line.at(header["body"]) if header is not None else None


def stood_for(lines: Iterable[Line]) -> dict[str, dict[str, Mention]]:
    """The bodies for which people in lists stand, each with these: "the mediators of the Union, A and B"."""
    found: dict[str, dict[str, Mention]] = {}
    for line in lines:
        for people in (each for each in line.mentions if each.sort == "A"):
            first = min(each.span.start for each in people.members)
            for body in line.mentions:
                if body.sort == "O" and people.span.start <= body.span.start and body.span.end <= first:
                    found.setdefault(body.name, {}).update({each.name: each for each in people.members})
    return found


def _starts(line: Line, language: str) -> list[tuple[int, str]]:
    """Where lists can begin, each what it is: "subject" of the sentence, "object", "aside" in commas, of a "side"."""
    known, text = _patterns(language), line.text
    found = [(match.end(), "subject") for match in known["begins"].finditer(text)]
    for match in known["opens"].finditer(text):
        aside = known["in_commas"].search(text, max(0, match.start() - 12), match.start()) is not None
        side = known["on_side"].match(match[0]) is not None
        found.append((match.end(), "aside" if aside else "side" if side else "object"))
    return sorted(found)[:_LISTS]


def _with_body(line: Line, start: int, end: int, language: str) -> tuple[int, int]:
    """The stretch of a list with the body for which its people stand: "the co-chairs of the group (A and B)"."""
    body = _patterns(language)["stand_for"].search(line.text, max(0, start - 80), start)
    bracket = body is not None and body[0].endswith("(")
    if body is None or (bracket and line.text[end : end + 1] != ")"):
        return start, end
    return body.start(), end + bracket


def _people(line: Line, start: int, part: str, language: str) -> list[_Item]:
    """The items of a list that begins at a place; none where other rules read the list, or it is none."""
    known, text = _patterns(language), line.text
    found: list[_Item] = []
    place = last = start
    begin: int | None = None  # "their aides, A and B"
    titled = apart = False
    plain = known["stand_for"].search(text, max(0, start - 80), start) is None
    while len(found) < _MOST:
        match = known["item"].match(text, place)
        if match is not None and not _governed(line, match.start("it"), match["lead"], language):
            before = text[found[-1].end : place] if found else ""
            apart = apart or ";" in before
            found.append(_item(line, match, before, language))
            found[0] = evolve(found[0], start=begin) if begin is not None else found[0]
            plain = plain and not match["lead"] and found[-1].end == match.end("it")
            place = last = found[-1].end
            titled = False
        else:
            title = known["unnamed"].match(text, place) or known["title"].match(text, place)
            if title is None or not (titled or known["described"].match(title[0]) or _titled(title[0], language)):
                break
            begin = place if not found and known["described"].match(title[0]) else begin
            place = last = title.end()
            plain, titled = False, True
        if apart and ";" in text[place:] and (rest := known["aside"].match(text, place)) is not None:
            place = last = rest.end()
        between = known["parts"].match(text, place)
        if between is None:
            break
        place = between.end()
    people = [each for each, after in zip_longest(found, found[1:]) if not _is_office(line, each, after, language)]
    plain, found = plain and len(people) == len(found), people
    verb = known["verb"].match(text, last)
    if part == "subject":
        found = found if verb is not None else []
    elif verb is not None and part != "side" and not (part == "aside" and verb[0].startswith(",")):
        found = found[:-1]
    several = sum(len(each.places) for each in found) > 1 or any(
        len(line.at(text[each.place]).members) > 1 for each in found
    )
    return found if several and not (plain and (len(found) < 2 or known["last"].match(found[-1].before))) else []


def _is_office(line: Line, item: _Item, after: _Item | None, language: str) -> bool:
    """Whether a name is an office of whoever stands behind it: "Harbour Master, Mr Ames"."""
    if after is None or sort_of(line.text[item.place]) != "Q" or after.before != ", ":
        return False
    return _patterns(language)["ranked"].match(line.source(after.start, after.end)) is not None


def _item(line: Line, match: Match[str], before: str, language: str) -> _Item:
    """Somebody in a list, up to where the title behind the name ends, with whom else it names.

    "A, head of office, the envoy for rivers B": where offices were read, "the envoy" went to A.
    """
    place, start = match.start("it"), match.start() if match["lead"] else match.start("it")
    mention = line.at(line.text[place])
    name = next((span for span in mention.resolving if mention.span.start <= span.start < mention.span.end), None)
    behind = name is not None and name.end < mention.span.end
    more = _patterns(language)["more"].match(line.text, match.end()) if behind else None
    if more is None:
        return _Item(start, match.end(), (place,), before)
    return _Item(start, more.end(), (place, more.start("next")) if more["next"] else (place,), before)


def _governed(line: Line, place: int, lead: str, language: str) -> bool:
    """Whether somebody belongs to the title of another: "adviser to President Ames", not "aide to the king, Mr A"."""
    mention = line.at(line.text[place])
    named = next((span.start for span in mention.resolving if span.start >= mention.span.start), mention.span.start)
    if lead.endswith(("'s ", "’s ")) and named > mention.span.start:  # "Ames's adviser Bird"
        return False
    return _patterns(language)["governed"].search(lead) is not None and ", " not in line.source(place, place + 1)


def _titled(text: str, language: str) -> bool:
    return patterns(language).head.search(text) is not None


@cache
def _patterns(language: str) -> dict[str, Pattern[str]]:
    raw = entries(language, "attendance")
    made = {**macros(language), **raw["macros"]}
    return {name: re.compile(expand(pattern, made)) for name, pattern in raw.items() if isinstance(pattern, str)}
