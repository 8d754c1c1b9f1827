"""For whom people act around an office, and which countries and organisations a text is about."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from kg.extract.discourse import alike
from kg.extract.grammar import grammar
from kg.extract.line import Line, Mention, is_sign
from kg.extract.people import Office, Person
from kg.extract.reading import Reading
from kg.extract.words import entries
from kg.model import Span

BACK = 12
"""How many sentences back an office without a name ("the Spanish president") is looked for."""


class Sides:
    """A text that was read, asked what stands around an office and which sides it names.

    `teams` are the sides of those who are told to be in a delegation, by their names.

    >>> from kg.extract.gazetteer import Gazetteer
    >>> from kg.extract.reading import read
    >>> text = "Spain and Iraq met. Spain was calm. Iraq was not. Spanish President Ada Ames left."
    >>> Sides(read(text, None, Gazetteer()), {})._two
    ('Spain', 'Iraq')
    """

    def __init__(self, read: Reading, teams: dict[str, Mention]) -> None:
        self.read, self.teams = read, teams
        self.known = grammar(read.language)
        self.only = entries(read.language, "titles")["only"]
        self.without = entries(read.language, "titles")["without"]
        self.places: dict[int, tuple[int, int]] = {}
        for index, line in enumerate(read.lines):
            for place, sign in enumerate(line.text):
                if is_sign(sign):
                    for mention in (line.at(sign), *members_of(line.at(sign))):
                        self.places.setdefault(mention.span.start, (index, place))

    def open(self) -> Iterator[tuple[Person, Office]]:
        """The offices whose owner is not known yet."""
        people = list(self.read.people.all.values())
        return ((person, office) for person in people for office in person.offices if office.owner is None)

    def _at(self, office: Office) -> tuple[Line, int, int]:
        """The line of an office, its number and the place of its sign."""
        index, place = self.places.get(office.span.start, (0, 0))
        return self.read.lines[index], index, place

    def _before(self, office: Office, back: int = BACK) -> Iterator[Mention]:
        """The mentions before an office in so many sentences, the last first; those of its own list one by one."""
        line, index, place = self._at(office)
        if is_sign(line.text[place]):
            own = [each for each in members_of(line.at(line.text[place])) if each.span.end <= office.span.start]
            yield from reversed(own)
        for number in range(index, max(-1, index - back), -1):
            line = self.read.lines[number]
            for sign in reversed(line.text[:place] if number == index else line.text):
                if is_sign(sign):
                    yield line.at(sign)

    def _sides_in(self, index: int, text: str) -> set[str]:
        """The countries and organisations for which somebody acts who is named in a stretch of a sentence."""
        line = self.read.lines[index]
        return {side.name for sign in text if is_sign(sign) for side in self._acting(index, line.at(sign))}

    def _acting(self, index: int, mention: Mention) -> list[Mention]:
        """The sides for which a mention of a sentence acts; "he" is who is named first in the sentence before."""
        if mention.sort != "U" or mention.note != "one":
            return list(acting_for(mention, self.read))
        for number in range(index, max(-1, index - 4), -1):
            line = self.read.lines[number]
            subject = self.known["subject"].match(line.text)
            if subject is None or line.at(subject["it"]).span.start > mention.span.start:
                return []
            if line.at(subject["it"]).sort == "P":
                return list(acting_for(line.at(subject["it"]), self.read))
        return []

    def _land(self, place: Mention) -> Mention | None:
        """The country in which a city lies, where the text names it if it does."""
        return self._named(place.note, place.span) if place.note else None

    def _named(self, country: str, span: Span) -> Mention:
        """Where a country is named first in the text, or the words that stand for it."""
        return self._first.get(country, Mention(sort="N", span=span, name=country, type="country"))

    def callers(self, office: Office) -> tuple[str, ...]:
        """The countries and organisations that alone call an office so, or nothing."""
        title = office.title.lower()
        only = self.only.get(title) or next((of for part, of in self.only.items() if f" {part}" in f" {title}"), ())
        return (only,) if isinstance(only, str) else tuple(only)

    @cached_property
    def _first(self) -> dict[str, Mention]:
        """The countries and organisations of the text by name, where each is named first, in this order."""
        named = (line.at(sign) for line in self.read.lines for sign in line.text if is_sign(sign))
        found: dict[str, Mention] = {}
        for mention in named:
            for side in sides_of(mention, self.read):
                found.setdefault(side.name, side)
        return found

    @cached_property
    def _weights(self) -> list[tuple[str, int]]:
        """The countries and organisations of the text with how often each is named, the most named first."""
        named = (line.at(sign) for line in self.read.lines for sign in line.text if is_sign(sign))
        return Counter(side.name for mention in named for side in sides_of(mention, self.read)).most_common()

    @cached_property
    def _two(self) -> tuple[str, ...]:
        """The two sides of a text about two."""
        weights = self._weights
        rest = weights[2][1] if len(weights) > 2 else 0
        return (weights[0][0], weights[1][0]) if len(weights) > 1 and weights[1][1] >= max(2, 2 * rest) else ()


def members_of(mention: Mention) -> tuple[Mention, ...]:
    """Those whom a list names, or the one who is mentioned alone.

    >>> one = Mention(sort="P", span=Span(0, 3), name="Ada")
    >>> len(members_of(Mention(sort="A", span=Span(0, 9), members=(one, one)))), len(members_of(one))
    (2, 1)
    """
    return mention.members if mention.sort == "A" else (mention,)


def sides_of(mention: Mention, read: Reading) -> Iterator[Mention]:
    """The countries and organisations that a mention names or acts for."""
    if mention.sort in "NJO":
        yield mention
    elif mention.sort in "AGT":
        for member in mention.members:
            yield from sides_of(member, read)
    elif mention.sort == "P":
        person = read.people.find(mention.name)
        if person is not None and person.acts_for is not None:
            yield person.acts_for


def acting_for(mention: Mention, read: Reading) -> Iterator[Mention]:
    """The sides for which the people of a mention act."""
    if mention.sort in "PAGTN" and mention.note != "capital":
        yield from sides_of(mention, read)


def same_office(title: str, office: str) -> bool:
    """Whether "the Spanish president" can be the president named later, not the vice president."""
    return alike(title, office) and re.sub(r"\W", "", title.lower())[:3] == re.sub(r"\W", "", office.lower())[:3]
