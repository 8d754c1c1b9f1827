"""Who is meant: "he", "the minister", "both sides", "the Turkish foreign minister", from what stood before."""

import re
from bisect import bisect_right
from collections import Counter
from functools import cache

from attrs import define, evolve, field, frozen

from kg.extract.gate_persons import QUOTED
from kg.extract.grammar import grammar
from kg.extract.line import Line, Mention, is_sign, sort_of
from kg.extract.reading import Reading
from kg.model import Span

_BACK = 50
"""How many groups of actors back "both sides" can mean."""


@frozen
class Actor:
    """Somebody who takes part: the name in full, the words here, and the words elsewhere that say who it is.

    `weak` marks a country that is named by an office only ("the Turkish foreign minister"): once the person is known,
    the country gives way. `body` marks a country that acts through a delegation; `owned` are the words that name the
    owner.
    """

    name: str
    type: str
    span: Span
    resolving: tuple[Span, ...] = ()
    owner: str = ""
    weak: bool = False
    body: bool = False
    owned: tuple[Span, ...] = ()

    @property
    def side(self) -> str:
        """The country or organisation that the actor is or acts for, or else its own name."""
        return self.owner or self.name


@define
class Discourse:
    """What has been spoken of so far in a text."""

    reading: Reading
    groups: list[tuple[int, tuple[Actor, ...]]] = field(factory=list)
    met: list[tuple[Actor, ...]] = field(factory=list)
    planned: set[int] = field(factory=set)
    firsts: list[Actor | None] = field(factory=list)

    def actors(self, mention: Mention, index: int, position: int) -> tuple[Actor, ...]:
        """Whom a mention in a line means; nobody where that cannot be told.

        `index` is the number of the line and `position` the place in its folded text where the mention stands.
        """
        match mention.sort:
            case "P":
                return (self._person(mention),)
            case "N" | "O" | "J":
                return (Actor(mention.name, mention.type or "organisation", mention.span, mention.resolving),)
            case "Q":
                return (Actor(mention.name, "person", mention.span),)
            case "A":
                found = [actor for member in mention.members for actor in self.actors(member, index, position)]
                return tuple({actor.name: actor for actor in found}.values())
            case "G":
                owners = filter(None, (self._owner(owner) for owner in _once(mention.members)))
                return tuple(Actor(each.name, each.type, mention.span, each.resolving, body=True) for each in owners)
            case "T":
                return self._office(mention, index, position)
            case "U":
                return self._pronoun(mention, index, position)
        return ()

    def _person(self, mention: Mention) -> Actor:
        person = self.reading.people.find(mention.name)
        owner = person.owner if person else ""
        offices = [office for office in person.offices if office.owner is not None] if person else []
        owned = tuple(office.owner.span for office in offices[:1] if office.owner is not None)
        return Actor(mention.name, "person", mention.span, mention.resolving, owner, owned=owned)

    def _owner(self, mention: Mention) -> Mention | None:
        """Whose a delegation or government is; of "the Ames government" the country for which Ames acts."""
        if mention.sort != "P":
            return mention
        person = self.reading.people.find(mention.name)
        return person.acts_for if person is not None else None

    def _office(self, mention: Mention, index: int, position: int) -> tuple[Actor, ...]:
        """The people who hold an office of some countries, or the countries where nobody is named with it.

        "His Iranian counterpart" is whoever holds there what somebody named before in the sentence holds here.
        """
        titles = {mention.title.lower().removesuffix("s")}
        counterpart = grammar(self.reading.language)["counterparts"].search(mention.title) is not None
        if counterpart:
            titles = self._offices_before(index, position)
        found: list[Actor] = []
        for owner in self._sender(mention, index, position) or _once(mention.members):
            if mention.note == "offices" and owner.name in self.reading.stood_for:
                people = self.reading.stood_for[owner.name].values()
                found += (evolve(self._person(each), span=mention.span, resolving=(each.span,)) for each in people)
                continue
            holders = [
                person
                for person in self.reading.people.all.values()
                for office in person.offices
                if office.owner is not None and office.owner.name == owner.name
                if any(alike(title, office.title) for title in titles)
            ]
            sure = [each for each in holders if any(not held.guessed for held in each.offices)]
            holders = sure if len({each.name for each in sure}) == 1 else holders
            if not holders and counterpart:  # "his Iraqi counterpart", if just one person acts for Iraq
                holders = [each for each in self.reading.people.all.values() if each.owner == owner.name]
            if len({person.name for person in holders}) == 1:
                person = holders[0]
                found.append(Actor(person.name, "person", mention.span, (person.span,), owner.name))
            elif (named := self._named_next(mention, index)) is not None:
                found.append(Actor(named.name, "person", mention.span, (named.span,), owner.name))
            else:
                found.append(Actor(owner.name, owner.type, mention.span, weak=True))
        return tuple(found)

    def _sender(self, mention: Mention, index: int, position: int) -> list[Mention]:
        """The body before an envoy, whose envoy that is: "the UN Yemen envoy"."""
        line = self.reading.lines[index]
        before = line.text[:position].removesuffix(" ").removesuffix("'s").removesuffix("’s")[-1:]
        envoy = grammar(self.reading.language)["envoy"].search(mention.title) is not None
        return [line.at(before)] if envoy and before and is_sign(before) and sort_of(before) == "O" else []

    def _named_next(self, mention: Mention, index: int) -> Mention | None:
        """Whom the next sentence begins with, where a sentence begins with an office and that person has none.

        "Spain's foreign minister met the king on Monday. Ada Ames said ..."
        """
        lines = self.reading.lines[index : index + 2]
        if (
            len(lines) < 2
            or lines[0].headline
            or lines[1].paragraph - lines[0].paragraph > 1
            or len(mention.members) > 1
        ):
            return None
        opening = [line.at(line.text[0]) if line.text and is_sign(line.text[0]) else None for line in lines]
        named = opening[1]
        if opening[0] is not mention or named is None or named.sort not in "PQ" or mention.title.endswith("s"):
            return None
        person = self.reading.people.find(named.name)
        return named if person is None or not (person.offices or person.owner) else None

    def _offices_before(self, index: int, position: int) -> set[str]:
        """The offices of those who are named in a line before a place."""
        line = self.reading.lines[index]
        found: set[str] = set()
        for mention in line.signs(line.text[:position]):
            if mention.sort in "TU" and mention.title:
                found.add(mention.title.lower().removesuffix("s"))
            person = self.reading.people.find(mention.name) if mention.sort == "P" else None
            found |= {office.title.lower() for office in person.offices} if person is not None else set()
        return found

    def _pronoun(self, mention: Mention, index: int, position: int) -> tuple[Actor, ...]:
        words = mention.words.lower()
        if mention.note == "pair" or mention.note == "offices":
            return self._several(words, mention, index, position)
        if grammar(self.reading.language)["him"].search(words):
            person = self._other(index, position)
        else:
            person = self._called(mention.title, index, position)
        return (evolve(person, span=mention.span),) if person is not None else ()

    def _several(self, words: str, mention: Mention, index: int, position: int) -> tuple[Actor, ...]:
        """Whom "both sides", "the two ministers" or "they" means: those named together last who can be called so."""
        known = grammar(self.reading.language)
        wanted = 3 if known["three"].search(words) else 2
        end = bisect_right(self.groups, index, key=lambda each: each[0])
        earlier = [group for _, group in self.groups[max(0, end - _BACK) : end]]
        if known["planned"].search(self.reading.lines[index].text) is None:  # plans of others are not looked back on
            earlier = [group for group in earlier if id(group) not in self.planned] or earlier
        earlier += self._named_before(index, position)
        bodies = [group for group in earlier if sum(actor.type != "person" for actor in group) >= 2]
        if known["states"].search(words):
            pair = bodies[-1] if bodies else _owners(earlier[-1] if earlier else ())
        elif known["sides"].search(words):
            met = [group for group in self.met[-_BACK:] if sum(actor.type != "person" for actor in group) >= 2]
            pair = met[-1] if met else bodies[-1] if bodies else _owners(earlier[-1] if earlier else ())
            pair = tuple(actor for actor in pair if actor.type != "person")
        elif (office := known["offices"].search(words)) is not None:
            title = mention.title.lower().removesuffix("s") or office["it"]
            pair = next((group for group in reversed(earlier) if self._all_hold(group, title)), ())
        else:
            pair = earlier[-1] if earlier else ()
        if not pair and (known["states"].search(words) or known["sides"].search(words)):
            pair = self._main_bodies(index)
        many = len(pair) > 3 and (not known["they"].search(words) or all(actor.type != "person" for actor in pair))
        if len(pair) < wanted or many:
            return ()
        return tuple(evolve(actor, span=mention.span, resolving=(*actor.resolving, actor.span)) for actor in pair)

    def _named_before(self, index: int, position: int) -> list[tuple[Actor, ...]]:
        """Those named together before a place in a line: a list, or just two people."""
        line = self.reading.lines[index]
        people: dict[str, Actor] = {}
        for place, sign in enumerate(line.text[:position]):
            if is_sign(sign) and line.at(sign).sort == "A":
                return [self.actors(line.at(sign), index, place)]
            if is_sign(sign) and line.at(sign).sort == "P":
                people.setdefault(line.at(sign).name, self._person(line.at(sign)))
        return [tuple(people.values())] if len(people) == 2 else []

    def _main_bodies(self, index: int) -> tuple[Actor, ...]:
        """The two countries or bodies that a text has spoken of most so far, if no third comes near them."""
        counts: Counter[str] = Counter()
        found: dict[str, Mention] = {}
        for line in self.reading.lines[max(0, index - 20) : index + 1]:
            for sign in line.text:
                mention = line.at(sign) if is_sign(sign) else None
                if mention is not None and mention.sort in "NJOGTA":
                    bodies = [each for each in (mention.members or (mention,)) if each.sort in "NJO"]
                    counts.update({each.name for each in bodies})
                    for each in bodies:
                        found.setdefault(each.name, each)
        first = counts.most_common(3)
        if len(first) < 2 or first[1][1] < 2 or (len(first) > 2 and first[2][1] >= first[1][1]):
            return ()
        return tuple(Actor(name, found[name].type, found[name].span) for name, _ in first[:2])

    def _all_hold(self, group: tuple[Actor, ...], title: str) -> bool:
        """Whether everybody in a group holds an office that is called so."""
        people = [self.reading.people.find(actor.name) for actor in group]
        return all(
            person is not None and any(alike(title, office.title) for office in person.offices) for person in people
        )

    def _called(self, title: str, index: int, position: int) -> Actor | None:
        """Whom "he", "the minister" or "the diplomat" means; a diplomat is whoever the last sentence was about."""
        known = self._titled(title, index, position) if title else None
        vague = title.lower() == "diplomat" and known is None
        return self._subject(index, position) if vague or not title else known

    def _titled(self, title: str, index: int, position: int) -> Actor | None:
        """The person spoken of last whose office is called so."""
        own = self.reading.ministry
        if title[:1].isupper() and own is not None:
            for person in self.reading.people.all.values():
                if person.owner in ("", own.name) and any(alike(title, office.title) for office in person.offices):
                    return Actor(person.name, "person", person.span, (person.span,), own.name)
        lesser = grammar(self.reading.language)["lesser"]
        second: Actor | None = None
        for number in range(index, max(-1, index - 12), -1):
            line = self.reading.lines[number]
            text = line.text[:position] if number == index else line.text
            people = _people(line, text)
            for mention in reversed(people) if number == index else people:  # whom a sentence is about comes first
                found = self.reading.people.find(mention.name)
                held = [office for office in found.offices if alike(title, office.title)] if found else []
                if found and held:
                    actor = Actor(found.name, "person", mention.span, (mention.span, found.span), found.owner)
                    if not all(lesser.search(office.title) for office in held) or lesser.search(title):
                        return actor
                    second = second or actor
        return second

    def _other(self, index: int, position: int) -> Actor | None:
        """Whom "him" means behind a verb: whoever is not its subject but the sentence or the last began with."""
        people = [place for place in range(position) if is_sign(self.reading.lines[index].text[place])]
        people = [place for place in people if sort_of(self.reading.lines[index].text[place]) in "PU"]
        doer = self._first_in(index, people[-1], position) if people else None
        for found in (self._first(index, position), *(self._subject(index - back, 0) for back in (0, 1))):
            if found is not None and doer is not None and found.name != doer.name:
                return found
        return None

    def _subject(self, index: int, position: int) -> Actor | None:
        """Whom "he" or "she" means: the first person of the sentence so far, or of the sentence before."""
        here = self._first(index, position)
        if here is not None:
            return here
        while len(self.firsts) < index:  # in order, so that "he" in every sentence leads back only one step
            number = len(self.firsts)
            self.firsts.append(self._first(number, len(self.reading.lines[number].text)))
        return next((found for found in self.firsts[max(0, index - 3) : index][::-1] if found is not None), None)

    def _first(self, index: int, position: int) -> Actor | None:
        """The first person of a line before a place, also as "he" or "the minister"; none in "Also present were"."""
        inverted = grammar(self.reading.language)["inverted"].match(self.reading.lines[index].text)
        return None if inverted else self._first_in(index, 0, position)

    def _first_in(self, index: int, start: int, position: int) -> Actor | None:
        """The first person of a line between two places."""
        line = self.reading.lines[index]
        owner: Actor | None = None
        for place, sign in enumerate(_outside_quotes(line.text, position)):
            if place < start or not is_sign(sign) or sort_of(sign) not in "PUAT":
                continue
            mention = line.at(sign)
            if mention.sort == "P" and line.text.startswith(("'s ", "’s "), place + 1):  # "Ames's envoy, Bird, said he"
                owner = owner or self._person(mention)
                continue
            if mention.sort == "T":
                held = self._office(mention, index, place)
                if len(held) == 1 and held[0].type == "person":
                    return held[0]
                continue
            if mention.sort == "U":
                if mention.note not in ("one", "office"):
                    continue
                return self._called(mention.title, index, place)
            people = [each for each in (mention.members or (mention,)) if each.sort == "P"]
            if len(mention.members) > 1 and grammar(self.reading.language)["guests"].search(line.text[:place]):
                return None
            if people:
                actor = self._person(people[0])
                return evolve(actor, resolving=(people[0].span, *actor.resolving))
        return evolve(owner, resolving=(owner.span, *owner.resolving)) if owner is not None else None

    def note(self, actors: tuple[Actor, ...], index: int, met: bool = False, planned: bool = False) -> None:
        """Remember that several actors were named together in a line, as those of a meeting or plan or not."""
        if len(actors) >= 2:
            self.groups.append((index, actors))
            if met:
                self.met.append(actors)
            if planned:
                self.planned.add(id(actors))


def _outside_quotes(text: str, end: int) -> str:
    """A text up to a place with blanks for what is quoted: whom a speaker names is not the one who speaks."""
    return QUOTED.sub(lambda match: " " * len(match[0]), text[:end])


def _owners(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    found = {
        actor.side: Actor(actor.side, "country", actor.span, (*actor.resolving, *actor.owned))
        for actor in actors
        if actor.owner
    }
    return tuple(found.values())


def _once(mentions: tuple[Mention, ...]) -> list[Mention]:
    return list({mention.name: mention for mention in mentions}.values())


def _people(line: Line, text: str) -> list[Mention]:
    found: list[Mention] = []
    for sign in text:
        if is_sign(sign) and sort_of(sign) in "PA":
            mention = line.at(sign)
            found += [each for each in (mention.members or (mention,)) if each.sort == "P"]
    return found


def alike(title: str, office: str) -> bool:
    """Whether a title used again can mean an office: its last words, in either spelling, or a synonym.

    >>> alike("minister", "Foreign Minister"), alike("defense minister", "Minister of Defence"), alike("king", "Emir")
    (True, True, False)
    """
    wanted, held = _plain(title), _plain(office)
    vague = next((held_by for called, held_by in _VAGUE.items() if wanted.endswith(called)), None)
    if vague is not None and vague.search(held) is not None:
        return True
    return held.endswith(wanted) or set(wanted.split()) <= set(held.split())


_VAGUE = {
    "top diplomat": re.compile(r"\bforeign (?:minister|secretary)\b|^secretary of state$"),
    "leader": re.compile(r"^(?:president|prime minister|chancellor|king|emir|supreme leader|party leader)$"),
    "chief": re.compile(r"^(?:secretary[- ]general|president|director[- ]general|high representative|head)$"),
    "head of state": re.compile(r"^(?:president|king|queen|emir|sultan)$"),
    "head of government": re.compile(r"^(?:prime minister|chancellor)$"),
}
"""What a text calls those who hold some offices when it speaks of them again."""


@cache
def _plain(title: str) -> str:
    words = title.lower().replace("defense", "defence").replace("advisor", "adviser")
    words = re.sub(r"\b(?:premier|pm)\b", "prime minister", words)
    words = re.sub(r"\bfm\b", "foreign minister", words)
    words = re.sub(r"\b(?:out-?going|incoming|visiting|acting|special|new) (?=\w)", "", words)
    words = re.sub(r"ies\b", "y", words)
    match = re.fullmatch(r"minister (?:of|for) (?:the )?(\w+)(?: affairs)?(.*)", words)
    return f"{match[1]} minister" if match else words
