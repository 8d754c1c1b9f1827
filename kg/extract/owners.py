"""Whose an office is where its own words do not say: "Foreign Minister Ada Ames" in a text about Spain's talks."""

from collections.abc import Callable

from kg.extract.homes import HOME, MOST, ONLY, Homes
from kg.extract.line import Line, Mention, is_sign, sort_of
from kg.extract.people import Office, Person
from kg.extract.reading import Reading
from kg.extract.sides import BACK, members_of, same_office, sides_of
from kg.extract.taking_up import take_up
from kg.extract.title_words import one_of

_IN_ORDER = "in the order in which the countries are named"


def settle(read: Reading, teams: dict[str, Mention]) -> None:
    """Say whose each office is that the text names without its country or organisation.

    Each way is tried for all people before the next, the surest first. A way with an inference is a guess, whose claims
    are of tier B. Nobody gets an owner where a way leaves a choice.
    """
    for name, side in teams.items():
        person = read.people.find(name)
        if person is not None and person.acts_for is None:
            person.side = side
    take_up(read)
    settling = _Settling(read, teams)
    for inference, way in settling.ways() * 2:  # who is known by the last way can help with the first
        for person, office in settling.open():
            owner = way(person, office)
            callers = settling.callers(office)
            if inference and owner is not None and not settling.likely(office, owner):
                continue
            if owner is not None and (not inference or not callers or owner.name in callers):
                office.owner, office.inference = owner, inference
                office.guessed = bool(inference)


class _Settling(Homes):
    """The ways to find an office's owner, the surest first."""

    def ways(self) -> tuple[tuple[str, Callable[[Person, Office], Mention | None]], ...]:
        """How an owner is found, each with what a claim says of it, the surest way first."""
        return (
            ("", self._of_other_office),
            ("", lambda person, office: self.teams.get(person.name)),
            ("", self._of_person),
            ("", self._of_city),
            ("", self._of_noun),
            ("in the order in which the two sides are named", self._of_pair),
            ("the country or organisation from which the text is", self._of_ministry),
            ("the government named before", self._of_government),
            ("an office named before without its holder", self._named_before),
            ("the one of several offices named before that nobody else holds", self._left),
            (_IN_ORDER, self._named_together),
            ("the person named before in the same list", self._before_in_list),
            ("the person who is accompanied", self._beside),
            (ONLY, self._only),
            ("the body that speaks before", self._speaking),
            ("the place where they are", self._placed),
            ("the only country named before in the sentence", self._near),
            ("the host in the city of the dateline", self._hosting),
            ("the other of two sides", self._other_side),
            (HOME, self._home),
            (MOST, self._most),
            ("", self._of_other_office),
        )

    def _of_other_office(self, person: Person, office: Office) -> Mention | None:
        """For whom somebody acts in another office, but the bloc that a minister chairs has no ministers."""
        owner = person.acts_for
        body = owner is not None and owner.type == "organisation" and self.known["state_minister"].search(office.title)
        return None if body else owner

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
        if issuer is None or (self._embassy and not self.known["embassy"].match(office.title)):
            return None
        own = self.known["of_body_office" if issuer.sort == "O" else "minister"]
        return issuer if own.search(office.title) else None

    def _of_government(self, person: Person, office: Office) -> Mention | None:
        """For "the government's spokesman" the country whose government was named last, and so for a ministry's."""
        line, index, place = self._at(office)
        said = self.known["government"].search(f"{office.title} {office.whose}") or self.known["of_government"].search(
            line.text[:place]
        )
        if said is None:
            return None
        body = "ministry" if "ministry" in said[0].lower() else "government"
        for number in range(index, max(-1, index - BACK), -1):
            line = self.read.lines[number]
            for sign in reversed(line.text[:place] if number == index else line.text):
                if is_sign(sign) and sort_of(sign) == "G" and body in line.at(sign).words.lower():
                    countries = [each for each in line.at(sign).members if each.sort in "NJ"]
                    return countries[0] if len(countries) == 1 else None
        return None

    def _of_noun(self, person: Person, office: Office) -> Mention | None:
        """For "the country's president" the country, for "the group's spokesman" the body that is named last."""
        noun = self.known["own_noun"].search(office.whose)
        if noun is None:
            return None
        sorts = "NJ" if noun["land"] else "O"
        for mention in self._before(office):
            sides = [each for each in sides_of(mention, self.read) if each.sort in sorts]
            if sides:
                return sides[0] if len(sides) == 1 else None
        return None

    def _of_pair(self, person: Person, office: Office) -> Mention | None:
        """The first or second of the two countries named together last before "their ministers, A and B"."""
        if len(office.pair) != 2:
            return None
        _, index, place = self._at(office)
        for number in range(index, max(-1, index - BACK), -1):
            line = self.read.lines[number]
            found: dict[str, Mention] = {}
            for sign in line.text[:place] if number == index else line.text:
                if is_sign(sign):
                    for mention in sides_of(line.at(sign), self.read):
                        found.setdefault(mention.name, mention)

            if len(found) == 2 and (office.whose or not self._two or set(self._two) == set(found)):
                order = [name for name in self._first if name in found]
                at = [place for place, name in enumerate(office.pair) if person.name.endswith(name)]
                return found[order[at[0]]] if at else None
        return None

    def _named_before(self, person: Person, office: Office) -> Mention | None:
        """Whose office of that title was named before without its holder, if it was one country's only."""
        _, index, place = self._at(office)
        found: dict[str, Mention] = {}
        for number in range(max(0, index - BACK), index + 1):
            line = self.read.lines[number]
            for sign in line.text[:place] if number == index else line.text:
                if is_sign(sign) and sort_of(sign) == "T":
                    mention = line.at(sign)
                    if (
                        len(mention.members) == 1
                        and mention.note == "office"
                        and not self.known["of_more"].match(line.text, line.text.index(sign) + 1)
                        and same_office(mention.title, office.title)
                    ):
                        found[mention.members[0].name] = mention.members[0]
        held = self._holding(person, office)
        return next(iter(found.values())) if len(found) == 1 and not held & set(found) else None

    def _left(self, person: Person, office: Office) -> Mention | None:
        """Behind "the ministers of Spain and Norway" and the minister of the one, the other for the other minister."""
        for mention in self._before(office):
            if mention.note == "offices" and mention.sort == "T" and same_office(office.title, one_of(mention.title)):
                left = [each for each in mention.members if each.name not in self._holding(person, office)]
                return left[0] if len(left) == 1 and len(mention.members) > 1 else None
        return None

    def _named_together(self, person: Person, office: Office) -> Mention | None:
        """Behind "the leaders of Spain and Norway", those who are named in the next sentence, in the same order."""
        line, index, place = self._at(office)
        if not is_sign(line.text[place]) or index == 0:
            return None
        members = members_of(line.at(line.text[place]))
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
        for member in members_of(line.at(line.text[place])):
            if member.span == office.span:
                return before
            found = self.read.people.find(member.name) if member.sort == "P" else None
            side = found.acts_for if found else member
            before = side if side is not None and side.sort in "NJO" else before
        return None

    def _beside(self, person: Person, office: Office) -> Mention | None:
        """For who accompanies somebody, the country for which that person acts."""
        line, index, place = self._at(office)
        match = self.known["accompanied"].search(line.text[:place])
        if match is None:
            return None
        beside = self._acting(index, line.at(match["it"]))
        return beside[0] if len(beside) == 1 else None

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
                if mention.sort in "NJ" and not press and not self._in_place(line, number, mention):
                    found[mention.name] = mention
                elif mention.sort == "T" and self.known["to_others"].match(line.text, number + 1):
                    found.setdefault("", mention)  # an office of one country that has to do with one of another
                elif mention.sort in "GT" or (mention.sort == "P" and self._speaks(line, number)):
                    found.update({owner.name: owner for owner in sides_of(mention, self.read)})
        lands = [each for each in found.values() if each.type == "country"]
        if len(found) > 1 and len(lands) == 1 and self.known["state_office"].search(office.title):
            return lands[0]
        return next(iter(found.values())) if len(found) == 1 and "" not in found else None

    def _in_place(self, line: Line, place: int, mention: Mention) -> bool:
        """Whether a country is only where something is: "in Spain", "to the United States"."""
        before = line.text[:place]
        if line.text[place + 1 : place + 2] == "-":
            return False  # "in U.S.-Mexican relations"
        found = self.known["in_place"].search(before) or (mention.sort == "N" and self.known["in_land"].search(before))
        return bool(found)

    def _speaking(self, person: Person, office: Office) -> Mention | None:
        """For a spokesman the body or country that is named last before, in the sentence or the one before."""
        if not self.known["spokesman"].search(office.title):
            return None
        body = next((each for each in self._before(office, 2) if each.sort == "G"), None)
        sides = list(sides_of(body, self.read)) if body is not None else []
        return sides[0] if len(sides) == 1 else None

    def _speaks(self, line: Line, place: int) -> bool:
        """Whether a spokesman stands at a place of a sentence, or somebody who says what follows."""
        spokesman = self.known["spokesman"].search(line.at(line.text[place]).title)
        return spokesman is not None or self.known["speaks"].match(line.text, place + 1) is not None

    def _only(self, person: Person, office: Office) -> Mention | None:
        """Whoever alone calls an office so, if the text speaks of one of them."""
        callers = self.callers(office)
        named = [self._first[name] for name in callers if name in self._first]
        for line in self.read.lines if callers and not named else ():
            for mention in line.mentions:
                if mention.sort == "C" and mention.note in callers:
                    return self._land(mention)
        named = [each for each in named if each.name in self._two] if len(named) > 1 else named
        return named[0] if len(named) == 1 else None
