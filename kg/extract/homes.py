"""Whose an office is by the place where its holder is, and by the country that a text is about or from."""

import re
from collections import Counter
from functools import cached_property

from kg.extract.line import Mention, is_sign
from kg.extract.people import Office, Person
from kg.extract.sides import Sides, acting_for, members_of, same_office, sides_of

ONLY = "only one country or organisation calls an office so"
HOME = "the country from which the text is written"
MOST = "the country of which the text speaks most"


class Homes(Sides):
    """The ways to find an office's country that go by places, and by both sides of a text."""

    def _placed(self, person: Person, office: Office) -> Mention | None:
        """The country of the place behind somebody, of "In Oslo," before, or where somebody foreign meets them."""
        line, index, place = self._at(office)
        before, behind = line.text[:place], line.text[place + 1 :]
        found = self.known["in_city"].search(behind) or self.known["where_city"].search(before)
        found = found or self.known["place_first"].search(before) or self.known["met_in"].search(before)
        found = found or self.known["gone_to"].search(before)
        seat = self.known["at_seat"].match(behind) if self.known["met"].search(before) else None
        if seat is not None and (venue := line.at(seat["it"])).note == "metonym":
            return self._first.get(venue.words)
        if found is None:
            return self._meeting_at_home(index, behind)
        there = line.at(found["it"])
        country = self._first.get(there.name) if there.sort == "N" else self._land(there)
        if country is None:
            return None
        sides = self._sides_in(index, before[: found.start()] if there.sort == "N" else before)
        return country if country.name not in sides and (sides or found.re is not self.known["met_in"]) else None

    def _meeting_at_home(self, index: int, behind: str) -> Mention | None:
        """The country of the city where somebody meets who is foreign there, if the text is about that country."""
        found = self.known["meets_in"].match(behind)
        city = self.read.lines[index].at(found["it"]) if found is not None else None
        country = self._land(city) if city is not None and not self.known["seats"].search(city.name) else None
        if found is None or country is None:
            return None
        sides = self._sides_in(index, behind[: found.end()])
        about = self._two or tuple(name for name, _ in self._weights[:3])
        return country if sides and country.name not in sides and country.name in about else None

    def _other_side(self, person: Person, office: Office) -> Mention | None:
        """In a text about two sides, the one whose people do not stand beside: who is met, or has a counterpart."""
        line, index, place = self._at(office)
        mention = line.at(line.text[place]) if is_sign(line.text[place]) else None
        rest = [each for each in members_of(mention) if each.span != office.span] if mention is not None else []
        beside = {side.name for each in rest for side in acting_for(each, self.read)}
        if not beside and self.known["met"].search(line.text[:place]):
            acting = [self._sides_in(index, sign) for sign in line.text[:place] if is_sign(sign)]
            beside = next((sides for sides in reversed(acting) if sides), set())
        elif not beside and (met := self.known["meets"].match(line.text[place + 1 :])):
            beside = self._sides_in(index, line.text[place + 1 :][met.end() - 1 :][:1])
        others = [name for name in self._two or self._two_before(office, beside) if name not in beside]
        if index and others and (before := self.read.lines[index - 1]).paragraph == line.paragraph:
            third = self._sides_in(index - 1, "".join(sign for sign in before.text if is_sign(sign)))
            if third and not third & {*others, *beside}:
                return None  # the talk is of somebody else
        other = self._first.get(others[0]) if len(others) == 1 and beside else None
        if other is None or other.span.start >= office.span.start:
            return None
        known = {side.name for each in self.read.people.all.values() if (side := each.acts_for) is not None}
        return other if other.type == "country" or other.name in known else None

    def _two_before(self, office: Office, beside: set[str]) -> tuple[str, ...]:
        """The two sides of the group that is named last before, if one of them stands beside an office."""
        for mention in self._before(office):
            sides = {side.name for side in sides_of(mention, self.read)} if mention.sort in "AGT" else set()
            if len(sides) == 2 and mention.span.end < office.span.start:
                return tuple(sides) if sides & beside else ()
        return ()

    def _hosting(self, person: Person, office: Office) -> Mention | None:
        """The country of the dateline's city for who receives somebody there."""
        line, index, place = self._at(office)
        here = self.read.places.get(line.paragraph) or self.read.here or self._first_city
        receives = self.known["receives"].match(line.text, place + 1) is not None
        country = self._land(here) if receives and here is not None else None
        return country if country is None or country.name not in self._sides_in(index, line.text[place + 1 :]) else None

    @cached_property
    def _first_city(self) -> Mention | None:
        """The only city in the first sentences of a text."""
        cities = {each.name: each for line in self.read.lines[:3] for each in line.mentions if each.sort == "C"}
        return next(iter(cities.values())) if len(cities) == 1 else None

    def _home(self, person: Person, office: Office) -> Mention | None:
        """The country from which the text is written, unless somebody of that country meets the person."""
        line, index, place = self._at(office)
        met = self.known["met"].search(line.text[:place])
        beside = self._sides_in(index, line.text[:place])
        item = self.read.places.get(line.paragraph)
        if item is not None:
            land = self._land(item)
            return land if land is not None and land.name not in beside else None
        return None if self._from is None or (met and (not beside or self._from.name in beside)) else self._from

    def _most(self, person: Person, office: Office) -> Mention | None:
        """Of the countries that can be theirs, that for a president or minister which the text names by far the most.

        Theirs is no country that has somebody else in that office, whom they meet, or where they travel.
        """
        if self.known["home_office"].search(office.title) is None:
            return None
        other = self._elsewhere(person, office)
        if len(home := self._at_home(person)) == 1:
            return self._first.get(min(home)) if not home & other else None
        most = self._clear(office, other | self._with_officials(person), 2) or self._clear(office, other, 3)
        here = self.read.here
        if most is None or here is None or here.note in ("", most.name, *other):
            return most
        return most if not self._embassy and self.known["seats"].search(here.name) else None

    def _clear(self, office: Office, other: set[str], times: int) -> Mention | None:
        """The country but for some that a text names so many times as often as the next one."""
        body = self.known["of_body_office"].search(office.title) is not None
        first = self._first
        lands = [each for each in self._weights if body or each[0] not in first or first[each[0]].type == "country"]
        (name, count), (_, second) = [*(each for each in lands if each[0] not in other), ("", 0), ("", 0)][:2]
        most = self._first.get(name)
        clear = count >= max(2, times * second, 0.75 * (lands[0][1] if lands else 0))
        return most if most is not None and most.type == "country" and clear and self.likely(office, most) else None

    def _elsewhere(self, person: Person, office: Office) -> set[str]:
        """The countries that have somebody else in an office, or whom its holder meets, or where the holder travels."""
        line, index, place = self._at(office)
        behind = line.text[place + 1 :]
        gone = [line.at(match["it"]) for match in self.known["goes_to"].finditer(behind)]
        other = self._holding(person, office) | {each.name for each in gone} | {each.note for each in gone}
        for each in line.mentions:
            if each.sort == "T" and self.known["counterparts"].search(each.title):
                other |= {of.name for of in each.members}
        if self.known["met"].search(line.text[:place]):
            other |= self._sides_in(index, line.text[:place])
        elif met := self.known["meets"].match(behind):
            other |= self._sides_in(index, behind[met.end() - 1 :])
        return other

    def _with_officials(self, person: Person) -> set[str]:
        """The countries with whose names the text names officials: most reports leave that out for their own."""
        return {
            each.owner.name
            for someone in self.read.people.all.values()
            for each in someone.offices
            if someone is not person
            and each.owner is not None
            and not each.guessed
            and self.known["of_state"].search(each.title) is not None
        }

    def _at_home(self, person: Person) -> set[str]:
        """The countries of people who were found by that, or for whoever a text names first where ambassadors are sent.

        Reports about courtesy calls begin with the host, who is named without a country.
        """
        everybody = [each for person in self.read.people.all.values() for each in person.offices]
        found = {each.owner.name for each in everybody if each.owner is not None and each.inference in (HOME, MOST)}
        sent = [match["to"] for each in everybody if (match := self.known["sent_to"].search(each.title)) is not None]
        first = all(person.span.start <= each.span.start for each in self.read.people.all.values())
        return found or {name for name in self._first if first and name in sent}

    def likely(self, office: Office, owner: Mention) -> bool:
        """Whether an office can be that of whom it is guessed to be: a region has no minister, a country no chair."""
        if owner.type in ("region", "city"):
            return self.known["city_head"].search(office.title) is not None
        if owner.type == "organisation" and self.known["state_minister"].search(office.title) is not None:
            return any(word in owner.name for word in ("Government", "Authority", "Administration"))
        title = re.sub(r"^(?:deputy|vice|acting|interim) ", "", office.title.lower())
        if owner.type == "country" and owner.name in self.without.get(title, ()):
            return False
        return owner.type != "country" or self.known["of_no_country"].search(office.title) is None

    def _holding(self, person: Person, office: Office) -> set[str]:
        """The countries and organisations that have somebody else in an office."""
        return {
            each.owner.name
            for other in self.read.people.all.values()
            for each in other.offices
            if other is not person and each.owner is not None and same_office(office.title, each.title)
        }

    @cached_property
    def _embassy(self) -> bool:
        """Whether a text is from an embassy, which writes about the country where it is."""
        return any(self.known["embassy"].match(line.words) for line in self.read.lines[:3])

    @cached_property
    def _from(self) -> Mention | None:
        """Where a text is written: where its first people hold offices that only one country or organisation has.

        Or else by the ministry at its head, or in the city that stands above it, or in that of its dateline. A country
        whose officials are named with their country is not where a text with a dateline is at home.
        """
        first = sorted(self.read.people.all.values(), key=lambda person: person.span.start)[:3]
        for office in (office for person in first for office in person.offices if office.inference == ONLY):
            return office.owner
        if self.read.ministry is not None and not self._embassy:
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
        alone = (number for number, place in self.read.places.items() if place.span.start == here.span.start)
        if any(paragraphs[number] == 1 for number in alone) and here.note in [name for name, _ in self._weights[:2]]:
            return self._land(here)
        named = here.note in {name for name, _ in self._weights[:3]}
        open_ = sum(1 for _ in self.open())
        return self._land(here) if here.note not in theirs and (named or (theirs and open_ > 1)) else None
