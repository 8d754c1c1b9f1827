"""The people of a text: their names in full, their offices, and who a surname means."""

from collections.abc import Iterable

from attrs import define, field

from kg.extract.gazetteer import Gazetteer
from kg.extract.line import Mention
from kg.extract.words import words
from kg.model import Span


@define(kw_only=True)
class Office:
    """An office as the text words it, whose it is, and the words that say so."""

    title: str
    owner: Mention | None
    span: Span
    rule: str
    paragraph: int = 0
    guessed: bool = False
    resolving: tuple[Span, ...] = ()


@define
class Person:
    """Somebody named, with where the name stands in full first, and the offices held."""

    name: str
    span: Span
    offices: list[Office] = field(factory=list)

    def hold(self, office: Office | None) -> None:
        """Note an office unless it says nothing new, as "President Ames" behind "Ada Ames, president of Spain"."""
        if office is None or (self.offices and office.owner is None):
            return
        alike = [known for known in self.offices if known.title.lower() == office.title.lower()]
        if any(known.owner is not None for known in alike):
            return
        self.offices = [known for known in self.offices if known not in alike and known.owner is not None]
        self.offices.append(office)

    @property
    def owner(self) -> str:
        """The country or organisation that the person acts for, or an empty text."""
        return next((office.owner.name for office in self.offices if office.owner is not None), "")


class People:
    """Everybody named in a text; names and surnames lead to one person or, where two share one, to nobody.

    >>> people = People(Gazetteer())
    >>> _ = people.add("Abdel Fattah al-Sisi", Span(0, 20)), people.add("Wang Yi", Span(30, 37))
    >>> people.find("al-Sisi").name, people.find("Sisi").name, people.find("Wang").name, people.find("Fattah").name
    ('Abdel Fattah al-Sisi', 'Abdel Fattah al-Sisi', 'Wang Yi', 'Abdel Fattah al-Sisi')
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._particles = frozenset(words(gazetteer.language, "names", "particles"))
        self.all: dict[str, Person] = {}
        self._parts: dict[str, list[Person]] = {}
        self._pending: list[tuple[Mention, Office | None]] = []

    def add(self, name: str, span: Span) -> Person:
        """The person of a name in full; a new one where the name is new."""
        known = self._gazetteer.get(name)
        name = known.name if known is not None and known.type == "person" else name
        person = self.all.get(name)
        if person is None:
            person = self.all[name] = Person(name, span)
            for part in self._keys(name):
                self._parts.setdefault(part, []).append(person)
        return person

    def meet(self, mention: Mention, office: Office | None) -> None:
        """Note a mention with its office; a name of one word waits until the names in full are known (`settle`)."""
        if " " in mention.name or mention.name in self.all:
            person = self.add(mention.name, mention.resolving[0])
            mention.name = person.name
            person.hold(office)
        else:
            self._pending.append((mention, office))

    def settle(self) -> None:
        """Give each name of one word the person in full, or make it a person where the text has no more of it."""
        for mention, office in self._pending:
            person = self.find(mention.name) or self.add(mention.name, mention.resolving[0])
            mention.name = person.name
            if person.span not in mention.resolving:
                mention.resolving = (person.span, *mention.resolving)
            person.hold(office)
        self._pending = []

    def _keys(self, name: str) -> list[str]:
        """The words by which a name can be called again: each word, with and without its particle."""
        found = name.split()
        bare = [part for word in found for part in self._without_particle(word)]
        return list(dict.fromkeys([*found, *bare, " ".join(found[-2:])]))

    def _without_particle(self, word: str) -> Iterable[str]:
        head, hyphen, tail = word.partition("-")
        if hyphen and head.lower() in self._particles:
            yield tail

    def find(self, name: str) -> Person | None:
        """Who is meant by a name or a part of one, if just one person can be.

        The last word of a name counts more than the others.
        """
        if name in self.all:
            return self.all[name]
        found = self._parts.get(name, [])
        if len(found) > 1:
            found = [person for person in found if person.name.endswith(name)] or []
        if not found and " " in name:
            words_ = name.split()
            found = [person for person in self._parts.get(words_[-1], []) if set(words_) <= set(person.name.split())]
        return found[0] if len(found) == 1 else None

    def names(self) -> dict[str, Person]:
        """Every word of a name that leads to one person, for looking names up in a text."""
        found: dict[str, Person] = {}
        for part in (*self.all, *self._parts):
            if part not in self._particles and part[:1].isupper() | (part.partition("-")[0] in self._particles):
                person = self.find(part)
                if person is not None and len(part) > 1:
                    found[part] = person
        return found
