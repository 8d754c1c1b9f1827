"""Whose an office is where its own words do not say: "Foreign Minister Ada Ames" in a text about Spain's talks."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property

from kg.extract.discourse import alike
from kg.extract.grammar import grammar
from kg.extract.line import Line, Mention, is_sign, sort_of
from kg.extract.people import Office, Person
from kg.extract.reading import Reading
from kg.extract.words import entries

_ONLY = "only one country or organisation calls an office so"
_IN_ORDER = "in the order in which the countries are named"
_BACK = 12
"""How many sentences back an office without a name ("the Spanish president") is looked for."""


def settle(read: Reading, teams: dict[str, Mention]) -> None:
    """Say whose each office is that the text names without its country or organisation.

    Each way is tried for all people before the next, the surest first. A way with an inference is a guess, whose claims
    are of tier B. Nobody gets an owner where a way leaves a choice.
    """
    for name, side in teams.items():
        person = read.people.find(name)
        if person is not None and person.acts_for is None:
            person.side = side
    settling = _Settling(read, teams)
    for inference, way in settling.ways():
        for person, office in settling.open():
            owner = way(person, office)
            callers = settling.callers(office)
            if owner is not None and (not inference or not callers or owner.name in callers):
                office.owner, office.inference = owner, inference
                office.guessed = bool(inference)


class _Settling:
    def __init__(self, read: Reading, teams: dict[str, Mention]) -> None:
        self.read, self.teams = read, teams
        self.known = grammar(read.language)
        self.only = entries(read.language, "titles")["only"]
        self.places: dict[int, tuple[int, int]] = {}
        for index, line in enumerate(read.lines):
            for place, sign in enumerate(line.text):
                if is_sign(sign):
                    for mention in (line.at(sign), *_members(line.at(sign))):
                        self.places.setdefault(mention.span.start, (index, place))

    def ways(self) -> tuple[tuple[str, Callable[[Person, Office], Mention | None]], ...]:
        """How an owner is found, each with what a claim says of it, the surest way first."""
        return (
            ("", lambda person, office: person.acts_for),
            ("", lambda person, office: self.teams.get(person.name)),
            ("", self._of_person),
            ("", self._of_city),
            ("in the order in which the two sides are named", self._of_pair),
            ("the country or organisation from which the text is", self._of_ministry),
            ("the government named before", self._of_government),
            ("an office named before without its holder", self._named_before),
            (_IN_ORDER, self._named_together),
            ("the person named before in the same list", self._before_in_list),
            ("the person who is accompanied", self._beside),
            (_ONLY, self._only),
            ("the place where they are", self._placed),
            ("the only country named before in the sentence", self._near),
            ("the host in the city of the dateline", self._hosting),
            ("the other of two sides", self._other_side),
            ("the country from which the text is written", self._home),
            ("", lambda person, office: person.acts_for),
        )

    def open(self) -> Iterator[tuple[Person, Office]]:
        """The offices whose owner is not known yet."""
        people = list(self.read.people.all.values())
        return ((person, office) for person in people for office in person.offices if office.owner is None)

    def _at(self, office: Office) -> tuple[Line, int, int]:
        """The line of an office, its number and the place of its sign."""
        index, place = self.places.get(office.span.start, (0, 0))
        return self.read.lines[index], index, place

    def _of_person(self, person: Person, office: Office) -> Mention | None:
        """For "President Ames's envoy" the country for which the president acts."""
        line, _, place = self._at(office)
        match = self.known["of_person"].search(line.text[:place])
        of = self.read.people.find(line.at(match["it"]).name) if match is not None else None
        return of.acts_for if of is not None else None

    def _of_city(self, person: Person, office: Office) -> Mention | None:
        """The city of a mayor: that of the dateline, or else the only one of the sentence."""
        if not self.known["city_head"].search(office.title):
            return None
        line, _, _ = self._at(office)
        cities = {each.name: each for each in line.mentions if each.sort == "C"}
        return self.read.here or (next(iter(cities.values())) if len(cities) == 1 else None)

    def _of_ministry(self, person: Person, office: Office) -> Mention | None:
        """For ministers the country whose ministry the text is from, for others the organisation that issued it."""
        issuer = self.read.ministry
        if issuer is None:
            return None
        own = self.known["of_body_office" if issuer.sort == "O" else "minister"]
        return issuer if own.search(office.title) else None

    def _of_government(self, person: Person, office: Office) -> Mention | None:
        """For "the government's spokesman" the country whose government was named last, and so for a ministry's."""
        line, index, place = self._at(office)
        said = self.known["government"].search(office.title) or self.known["of_government"].search(line.text[:place])
        if said is None:
            return None
        body = "ministry" if "ministry" in said[0].lower() else "government"
        for number in range(index, max(-1, index - _BACK), -1):
            line = self.read.lines[number]
            for sign in reversed(line.text[:place] if number == index else line.text):
                if is_sign(sign) and sort_of(sign) == "G" and body in line.at(sign).words.lower():
                    countries = [each for each in line.at(sign).members if each.sort in "NJ"]
                    return countries[0] if len(countries) == 1 else None
        return None

    def _of_pair(self, person: Person, office: Office) -> Mention | None:
        """The first or second of the two countries named together last before "their ministers, A and B"."""
        if len(office.pair) != 2:
            return None
        _, index, place = self._at(office)
        for number in range(index, max(-1, index - _BACK), -1):
            line = self.read.lines[number]
            found: dict[str, Mention] = {}
            for sign in line.text[:place] if number == index else line.text:
                if is_sign(sign):
                    for mention in _sides(line.at(sign), self.read):
                        found.setdefault(mention.name, mention)
            if len(found) == 2:
                order = [name for name in self._first if name in found]
                return found[order[office.pair.index(person.name)]]
        return None

    def _named_before(self, person: Person, office: Office) -> Mention | None:
        """Whose office of that title was named before without its holder, if it was one country's only."""
        _, index, place = self._at(office)
        found: dict[str, Mention] = {}
        for number in range(max(0, index - _BACK), index + 1):
            line = self.read.lines[number]
            for sign in line.text[:place] if number == index else line.text:
                if is_sign(sign) and sort_of(sign) == "T":
                    mention = line.at(sign)
                    if len(mention.members) == 1 and mention.note == "office" and _same(mention.title, office.title):
                        found[mention.members[0].name] = mention.members[0]
        held = {
            each.owner.name
            for other in self.read.people.all.values()
            for each in other.offices
            if other is not person and each.owner is not None and _same(office.title, each.title)
        }
        return next(iter(found.values())) if len(found) == 1 and not held & set(found) else None

    def _named_together(self, person: Person, office: Office) -> Mention | None:
        """Behind "the leaders of Spain and Norway", those who are named in the next sentence, in the same order."""
        line, index, place = self._at(office)
        if not is_sign(line.text[place]) or index == 0:
            return None
        members = _members(line.at(line.text[place]))
        people = [self.read.people.find(each.name) for each in members]
        bare = [
            each is not None
            and len(each.offices) == 1
            and (each.offices[0].owner is None or each.offices[0].inference == _IN_ORDER)
            for each in people
        ]
        before = self.read.lines[index - 1].mentions
        groups = [
            each
            for each in before
            if len(each.members) > 1
            and (each.note == "offices" if each.sort == "T" else self.known["leaders"].search(each.title))
        ]
        if len(groups) != 1 or len(groups[0].members) != len(members) or not all(bare):
            return None
        return next((of for of, each in zip(groups[0].members, members, strict=True) if each.span == office.span), None)

    def _before_in_list(self, person: Person, office: Office) -> Mention | None:
        line, _, place = self._at(office)
        if not is_sign(line.text[place]):
            return None
        before: Mention | None = None
        for member in _members(line.at(line.text[place])):
            if member.span == office.span:
                return before
            found = self.read.people.find(member.name) if member.sort == "P" else None
            side = found.acts_for if found else member
            before = side if side is not None and side.sort in "NJO" else before
        return None

    def _beside(self, person: Person, office: Office) -> Mention | None:
        """For who accompanies somebody, the country for which that person acts."""
        line, _, place = self._at(office)
        match = self.known["accompanied"].search(line.text[:place])
        of = self.read.people.find(line.at(match["it"]).name) if match is not None else None
        return of.acts_for if of is not None else None

    def _placed(self, person: Person, office: Office) -> Mention | None:
        """The country of the place behind somebody, of "In Oslo," before, or where somebody foreign meets them."""
        line, _, place = self._at(office)
        before, behind = line.text[:place], line.text[place + 1 :]
        found = self.known["in_city"].search(behind) or self.known["where_city"].search(before)
        found = found or self.known["place_first"].search(before) or self.known["met_in"].search(before)
        found = found or self.known["gone_to"].search(before)
        country = self._land(line.at(found["it"])) if found is not None else None
        if found is None or country is None:
            return None
        sides = self._sides_in(line, before)
        return country if country.name not in sides and (sides or found.re is not self.known["met_in"]) else None

    def _sides_in(self, line: Line, text: str) -> set[str]:
        """The countries and organisations for which somebody acts who is named in a stretch of a sentence."""
        return {side.name for sign in text if is_sign(sign) for side in _acting(line.at(sign), self.read)}

    def _land(self, place: Mention) -> Mention | None:
        """The country in which a city lies, where the text names it if it does."""
        unnamed = Mention(sort="N", span=place.span, name=place.note, type="country")
        return self._first.get(place.note, unnamed) if place.note else None

    def _near(self, person: Person, office: Office) -> Mention | None:
        """The only country named before in the sentence, but for places and newspapers."""
        line, _, place = self._at(office)
        found: dict[str, Mention] = {}
        for number, sign in enumerate(line.text[:place]):
            if is_sign(sign):
                mention = line.at(sign)
                press = self.known["press"].match(line.text, number + 1) is not None
                if mention.sort == "A":
                    found.update({each.name: each for each in mention.members if each.sort == "N"})
                if mention.sort in "NJ" and not press and not self.known["in_place"].search(line.text[:number]):
                    found[mention.name] = mention
                elif mention.sort in "GT" or (mention.sort == "P" and self._speaks(line, number)):
                    found.update({owner.name: owner for owner in _sides(mention, self.read)})
        return next(iter(found.values())) if len(found) == 1 else None

    def _speaks(self, line: Line, place: int) -> bool:
        """Whether a spokesman stands at a place of a sentence, or somebody who says what follows."""
        spokesman = self.known["spokesman"].search(line.at(line.text[place]).title)
        return spokesman is not None or self.known["speaks"].match(line.text, place + 1) is not None

    def callers(self, office: Office) -> tuple[str, ...]:
        """The countries and organisations that alone call an office so, or nothing."""
        title = office.title.lower()
        only = self.only.get(title) or next((of for part, of in self.only.items() if f" {part}" in f" {title}"), ())
        return (only,) if isinstance(only, str) else tuple(only)

    def _only(self, person: Person, office: Office) -> Mention | None:
        """Whoever alone calls an office so, if the text speaks of one of them."""
        callers = self.callers(office)
        named = [self._first[name] for name in callers if name in self._first]
        for line in self.read.lines if callers and not named else ():
            for mention in line.mentions:
                if mention.sort == "C" and mention.note in callers:
                    return self._land(mention)
        return named[0] if len(named) == 1 else None

    @cached_property
    def _first(self) -> dict[str, Mention]:
        """The countries and organisations of the text by name, where each is named first, in this order."""
        named = (line.at(sign) for line in self.read.lines for sign in line.text if is_sign(sign))
        found: dict[str, Mention] = {}
        for mention in named:
            for side in _sides(mention, self.read):
                found.setdefault(side.name, side)
        return found

    @cached_property
    def _weights(self) -> list[tuple[str, int]]:
        """The countries and organisations of the text with how often each is named, the most named first."""
        named = (line.at(sign) for line in self.read.lines for sign in line.text if is_sign(sign))
        return Counter(side.name for mention in named for side in _sides(mention, self.read)).most_common()

    @cached_property
    def _two(self) -> tuple[str, ...]:
        """The two sides of a text about two."""
        weights = self._weights
        rest = weights[2][1] if len(weights) > 2 else 0
        return (weights[0][0], weights[1][0]) if len(weights) > 1 and weights[1][1] >= max(2, 2 * rest) else ()

    def _other_side(self, person: Person, office: Office) -> Mention | None:
        """In a text about two sides, the one whose people do not stand beside: who is met, or has a counterpart."""
        line, _, place = self._at(office)
        if len(self._two) != 2:
            return None
        mention = line.at(line.text[place]) if is_sign(line.text[place]) else None
        rest = [each for each in _members(mention) if each.span != office.span] if mention is not None else []
        beside = {side.name for each in rest for side in _acting(each, self.read)}
        if not beside and self.known["met"].search(line.text[:place]):
            beside = self._sides_in(line, line.text[:place])
        others = [name for name in self._two if name not in beside]
        other = self._first[others[0]] if len(others) == 1 and beside else None
        return other if other is not None and other.span.start < office.span.start else None

    def _hosting(self, person: Person, office: Office) -> Mention | None:
        """The country of the dateline's city for who receives somebody there."""
        line, _, place = self._at(office)
        here = self.read.places.get(line.paragraph) or self.read.here
        receives = self.known["receives"].match(line.text, place + 1) is not None
        return self._land(here) if receives and here is not None else None

    def _home(self, person: Person, office: Office) -> Mention | None:
        """The country from which the text is written, unless somebody of that country meets the person."""
        line, _, place = self._at(office)
        met = self.known["met"].search(line.text[:place])
        beside = self._sides_in(line, line.text[:place])
        item = self.read.places.get(line.paragraph)
        if item is not None:
            land = self._land(item)
            return land if land is not None and land.name not in beside else None
        return None if self._from is None or (met and (not beside or self._from.name in beside)) else self._from

    @cached_property
    def _from(self) -> Mention | None:
        """Where a text is written: where its first people hold offices that only one country or organisation has.

        Or else by the ministry at its head, or in the city that stands above it, or in that of its dateline. A country
        whose officials are named with their country is not where a text with a dateline is at home.
        """
        first = sorted(self.read.people.all.values(), key=lambda person: person.span.start)[:3]
        for office in (office for person in first for office in person.offices if office.inference == _ONLY):
            return office.owner
        if self.read.ministry is not None:
            return self.read.ministry if self.read.ministry.sort == "N" else None
        theirs = {
            office.owner.name
            for person in self.read.people.all.values()
            for office in person.offices
            if office.owner is not None and not office.inference
        }
        here = self.read.here
        if here is None or not here.note or self.known["seats"].search(here.name):
            return None
        paragraphs = Counter(line.paragraph for line in self.read.lines)
        if any(place is here and paragraphs[number] == 1 for number, place in self.read.places.items()):
            return self._land(here)
        named = here.note in {name for name, _ in self._weights[:3]}
        open_ = sum(1 for _ in self.open())
        return self._land(here) if here.note not in theirs and (named or (theirs and open_ > 1)) else None


def _members(mention: Mention) -> tuple[Mention, ...]:
    return mention.members if mention.sort == "A" else (mention,)


def _sides(mention: Mention, read: Reading) -> Iterator[Mention]:
    """The countries and organisations that a mention names or acts for."""
    if mention.sort in "NJO":
        yield mention
    elif mention.sort in "AGT":
        for member in mention.members:
            yield from _sides(member, read)
    elif mention.sort == "P":
        person = read.people.find(mention.name)
        if person is not None and person.acts_for is not None:
            yield person.acts_for


def _acting(mention: Mention, read: Reading) -> Iterator[Mention]:
    """The sides for which a mention's people act."""
    if mention.sort in "PAGTN" and mention.note != "capital":
        yield from _sides(mention, read)


def _same(title: str, office: str) -> bool:
    """Whether "the Spanish president" can be the president named later, not the vice president."""
    return alike(title, office) and re.sub(r"\W", "", title.lower())[:3] == re.sub(r"\W", "", office.lower())[:3]
