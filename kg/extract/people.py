"""The people of a text: their names in full, their offices, and who a surname means."""

import re
from collections.abc import Iterable

from attrs import define, field

from kg.extract.gazetteer import Gazetteer
from kg.extract.line import Mention
from kg.extract.words import words
from kg.model import Span

_INITIALS = re.compile(r"(?:[^\W\d_]\. ?){1,3}")
_SON_OF = ("bin", "ibn", "bint", "binti")


@define(kw_only=True)
class Office:
    """An office as the text words it, whose it is, and the words that say so.

    `pair` holds both names where an office of two sides is told of two people ("their ministers, A and B");
    `whose` are words such as "his" and "the group's" in front of the title.
    """

    title: str
    owner: Mention | None
    span: Span
    rule: str
    paragraph: int = 0
    guessed: bool = False
    inference: str = ""
    resolving: tuple[Span, ...] = ()
    pair: tuple[str, ...] = ()
    whose: str = ""


@define
class Person:
    """Somebody named: where the name stands in full first, the offices held, and the side if only that is said."""

    name: str
    span: Span
    offices: list[Office] = field(factory=list)
    side: Mention | None = None

    def hold(self, office: Office) -> None:
        """Note an office unless it says nothing new, as "President Ames" behind "Ada Ames, president of Spain"."""
        words_ = set(office.title.lower().split())
        for known in self.offices:
            held = set(known.title.lower().split())
            if known.owner is not None and (words_ == held or (office.owner is None and words_ <= held)):
                return
            if known.owner is None and office.owner is None and words_ <= held:
                return
        self.offices = [
            known for known in self.offices if known.owner is not None or not set(known.title.lower().split()) <= words_
        ]
        self.offices.append(office)

    @property
    def acts_for(self) -> Mention | None:
        """The country or organisation that the person acts for, as the text names it, or None."""
        return next((office.owner for office in self.offices if office.owner is not None), self.side)

    @property
    def owner(self) -> str:
        """The name of the country or organisation that the person acts for, or an empty text."""
        return self.acts_for.name if self.acts_for is not None else ""


def nearly(one: str, other: str) -> bool:
    """Whether two names are the same but for case, hyphens, and a letter more, less, changed or swapped in a word.

    >>> nearly("Ada Bayramov", "Ada Baryamov"), nearly("Abdel-Aty", "Abdel aty"), nearly("Kim Jong-un", "Kim Jong-il")
    (True, True, False)
    """
    first, second = (name.lower().replace("-", " ").split() for name in (one, other))
    return len(first) == len(second) and all(map(_one_slip, first, second))


def _one_slip(one: str, other: str) -> bool:
    """Whether two words are the same but for one slip, which short words are too short for."""
    if one == other:
        return True
    if min(len(one), len(other)) < 5:
        return False
    start = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    one, other = one[start:], other[start:]
    return (
        one[1:] == other[1:] or one[1:] == other or one == other[1:] or (one[1::-1], one[2:]) == (other[:2], other[2:])
    )


def _share(held: list[Office], offices: list[Office]) -> bool:
    """Whether two people have an office in common, as far as its country or organisation is known."""
    return any(
        one.title.lower() == two.title.lower()
        and (one.owner is None or two.owner is None or one.owner.name == two.owner.name)
        for one in held
        for two in offices
    )


class People:
    """Everybody named in a text; names and surnames lead to one person or, where two share one, to nobody.

    >>> people = People(Gazetteer())
    >>> _ = people.add("Abdel Fattah al-Sisi", Span(0, 20)), people.add("Wang Yi", Span(30, 37))
    >>> people.find("al-Sisi").name, people.find("Sisi").name, people.find("Wang").name, people.find("Fattah").name
    ('Abdel Fattah al-Sisi', 'Abdel Fattah al-Sisi', 'Wang Yi', 'Abdel Fattah al-Sisi')
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._particles = frozenset(words(gazetteer.language, "names", "particles"))
        self.all: dict[str, Person] = {}
        self._parts: dict[str, list[Person]] = {}
        self._pending: list[tuple[Mention, list[Office], Mention | None]] = []

    def add(self, name: str, span: Span) -> Person:
        """The person of a name in full; a new one where the name is new."""
        known = self.gazetteer.get(name)
        name = known.name if known is not None and known.type == "person" else name
        person = self.all.get(name) or self._of_initials(name)
        if person is None:
            person = self.all[name] = Person(name, span)
            for part in self._keys(name):
                self._parts.setdefault(part, []).append(person)
        return person

    def _of_initials(self, name: str) -> Person | None:
        """Who is meant by a name with initials, if one person of that last name begins with them."""
        initials = _INITIALS.match(name)
        last = self._parts.get(name[initials.end() :], []) if initials is not None else []
        return last[0] if len(last) == 1 and last[0].name[0] == name[0] and "." not in last[0].name else None

    def meet(self, mention: Mention, offices: list[Office], side: Mention | None = None) -> None:
        """Note a mention with its offices; a name of one word waits until the names in full are known (`settle`)."""
        if " " in mention.name or mention.name in self.all:
            person = self._misspelt(mention.name, offices) or self.add(mention.name, mention.resolving[0])
            if person.span not in mention.resolving and person.name != mention.name:
                mention.resolving = (person.span, *mention.resolving)
            self._met(person, mention, offices, side)
        else:
            self._pending.append((mention, offices, side))

    def _misspelt(self, name: str, offices: list[Office]) -> Person | None:
        """Who is meant by a name that differs in a letter or two from that of the only holder of the same office."""
        if name in self.all:
            return None
        found = [
            person
            for person in self.all.values()
            if nearly(person.name, name) and (person.name.lower() == name.lower() or _share(person.offices, offices))
        ]
        return found[0] if len(found) == 1 else None

    def _in_office(self, name: str, offices: list[Office]) -> Person | None:
        """Who of several with one last name holds an office: "President Ames" where a mayor is called Ames too."""
        found = [each for each in self._parts.get(name, []) if each.name.endswith(name)]
        found = [each for each in found if _share(each.offices, offices)]
        return found[0] if len(found) == 1 else None

    def _met(self, person: Person, mention: Mention, offices: list[Office], side: Mention | None) -> None:
        mention.name = person.name
        person.side = person.side or side
        for office in offices:
            person.hold(office)

    def waiting(self, name: str) -> Person | None:
        """What is known of somebody whose name of one word waits, as of "Mr Ames, the Spanish king"."""
        found = [each for each in self._pending if each[0].name == name and each[1]]
        return Person(name, found[0][0].span, list(found[0][1])) if found else None

    def settle(self) -> None:
        """Give each name of one word the person in full, or make it a person where the text has no more of it."""
        for mention, offices, side in self._pending:
            person = self.find(mention.name) or self._in_office(mention.name, offices)
            person = person or self.add(mention.name, mention.resolving[0])
            if person.span not in mention.resolving:
                mention.resolving = (person.span, *mention.resolving)
            self._met(person, mention, offices, side)
        self._pending = []

    def _keys(self, name: str) -> list[str]:
        """The words by which a name can be called again: each word, also without its particle or its second half."""
        found = name.split()
        fathers = {found[place + 1] for place in range(1, len(found) - 1) if found[place].lower() in _SON_OF}
        found = [word for word in found if word not in fathers]  # nobody is called by the father's name alone
        bare = [part for word in found for part in self._without_particle(word)]
        return list(dict.fromkeys([*found, *bare, " ".join(name.split()[-2:])]))

    def _without_particle(self, word: str) -> Iterable[str]:
        head, hyphen, tail = word.partition("-")
        if hyphen and head.lower() in self._particles:
            yield tail
        elif hyphen and len(head) > 3:
            yield head

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

    def last_named(self, name: str) -> Person | None:
        """Who is called by the last word of a name alone, if just one person with an office can be."""
        found = [person for person in self._parts.get(name, []) if person.name.endswith(name) and person.offices]
        return found[0] if len(found) == 1 else self.waiting(name)

    def names(self) -> dict[str, Person]:
        """Every word of a name that leads to one person, for looking names up in a text."""
        found: dict[str, Person] = {}
        for part in (*self.all, *self._parts):
            if part.lower() not in self._particles and part[:1].isupper() | (part.partition("-")[0] in self._particles):
                person = self.find(part)
                if person is not None and len(part) > 1:
                    found[part] = person
        return found
