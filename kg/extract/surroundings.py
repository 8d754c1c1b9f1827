"""What stands around a verb or noun for a meeting in its sentence: who does it, whom it has beside, what it is for."""

from re import Match, Pattern

from attrs import define, field

from kg.extract.line import Line, Mention, is_sign, sort_of
from kg.extract.syntax import governed, is_actor, subject
from kg.extract.triggers import Rule


@define(kw_only=True)
class Frame:
    """A verb or noun for a meeting in its sentence.

    `start` to `end` reach from the subject to the last object, `core` is where the verb or noun begins, `gap` are the
    words between subject and verb. `who` are the places of those who take part, with their role or an empty text;
    `joined` marks those as guests of a meeting told before,
    `behind` a frame whose sentence says only after it whom it is about ("After talks in Oslo, the king said").
    """

    line: Line
    rule: Rule
    start: int
    core: int
    end: int
    verb: str = ""
    gap: str = ""
    who: list[tuple[str, int]] = field(factory=list)
    event: Mention | None = None
    place: int | None = None
    elided: bool = False
    joined: bool = False
    behind: bool = False

    def add(self, role: str, places: list[int]) -> bool:
        """Let the actors at some places take part, if there are any."""
        known = {place for _, place in self.who}
        self.who += [(role, place) for place in places if place not in known]
        self.start = min([self.start, *places])
        self.end = max([self.end, *(place + 1 for place in places)])
        return bool(places)


class Surroundings:
    """Reads what stands around the verbs and nouns of a line; `taken` are the places that belong to a frame already."""

    def __init__(self, line: Line, known: dict[str, Pattern[str]]) -> None:
        self.line, self.known = line, known
        self.taken: set[int] = set()

    def _doer(self, frame: Frame, role: str) -> bool:
        found = subject(self.line, frame.core, self.known)
        if found is None:
            return self._doer_behind(frame, role)
        core, end = frame.start, frame.end
        owner = self.known["owner"].search(self.line.text[: found.place][-12:])
        shared = [found.place - len(owner[0])] if owner is not None else []  # "Norway and Spain's government"
        beside = self.known["beside"].search(self.line.text, max(0, found.place - 40), found.place)
        if beside is not None and not governed(self.line.text, beside.start("it"), self.known):  # "he and the envoy"
            shared.append(beside.start("it"))
        team = self.known["beside_team"].search(self.line.text[: found.place][-120:])
        if team is not None:  # "a delegation led by the envoy and a team under the general"
            shared.append(found.place - len(self.line.text[: found.place][-120:]) + team.start("it"))
        behind = self.known["with_companions"].match(self.line.text, found.place + 1, frame.core)
        before = self.known["companions_before"].search(self.line.text, 0, found.place)
        for beside in (behind, before):
            shared += places_in(self.line, beside) if beside is not None else []
        frame.add(role, [*shared, found.place])
        self._name(frame)
        frame.gap, frame.elided = found.gap, found.elided
        if found.elided:
            frame.start = core
        frame.end = max(end, frame.end)
        return True

    def _name(self, frame: Frame) -> None:
        """Let those whom the text names as a body or as some of it take part: "a delegation led by the king"."""
        for role, place in list(frame.who):
            body = self.line.at(self.line.text[place])
            found = self.known["named_behind"].match(self.line.text, place + 1) if body.sort in "GTU" else None
            people = range(*found.span()) if found is not None else ()
            frame.add(role, [i for i in people if is_actor(self.line.text[i]) and sort_of(self.line.text[i]) in "PQA"])

    def _doer_behind(self, frame: Frame, role: str) -> bool:
        """Let whom a sentence is about that opens with a verb do it: "After meeting the king, the envoy said"."""
        gerund = self.known["gerund"].match(self.line.text, frame.core) is not None
        place = self._main(frame) if gerund else None
        if place is None:
            return False
        end = frame.end
        frame.add(role, [place])
        frame.end, frame.behind = end, True
        return True

    def _main(self, frame: Frame) -> int | None:
        """Where whom a sentence is about stands behind its opening: "During talks in Oslo, the king said"."""
        if self.known["opening"].match(self.line.text[: frame.core]) is None:
            return None
        found = self.known["main"].match(self.line.text, frame.end)
        return found.start("it") if found is not None else None

    def _direct(self, frame: Frame, role: str) -> bool:
        found = self.known["direct"].match(self.line.text, frame.end)
        return found is not None and frame.add(role, self._objects(found))

    def _search(self, frame: Frame, name: str, role: str) -> bool:
        found = self.known[name].search(self.line.text, frame.end, self._right(frame, "boundary"))
        return found is not None and frame.add(role, self._objects(found))

    def _objects(self, found: Match[str]) -> list[int]:
        """The places of those who can be objects: not "he" in "met the king, and he left"."""
        places = places_in(self.line, found)
        nominative = self.known["nominative"]
        return [each for each in places if not nominative.match(self.line.at(self.line.text[each]).words)]

    def _right(self, frame: Frame, name: str) -> int:
        stop = self.known[name].search(self.line.text, frame.end)
        return stop.start() if stop is not None else len(self.line.text)

    def _sides(self, frame: Frame) -> None:
        """Those whom "between", "of", "with" or "attended by" names behind a noun."""
        start, limit = frame.end, self._right(frame, "boundary")
        apart = self.known["between_apart"].match(self.line.text, start)
        for name in ("sides", "attended", "with_side"):
            found = self.known[name].match(self.line.text, start, len(self.line.text) if name == "attended" else limit)
            if found is not None and not (name == "sides" and self._owns(found)):
                frame.joined = not frame.who and name == "attended" and bool(found["it"])
                frame.add("told" if name == "attended" else "", places_in(self.line, found))
                start = found.end() if name == "attended" else start
        if apart is not None:  # "between Ames, who came on Monday, and the envoy"
            frame.add("", [apart.start("it"), apart.start("it2")])

    def _owns(self, found: Match[str]) -> bool:
        """Whether "of" names an owner ("the talks of Oslo"), not people or delegations who meet."""
        start = found.start("it")
        if " with " in found["it"]:  # "the meeting of the king with the envoy"
            return False
        return " of " in self.line.text[:start][-8:] and sort_of(self.line.text[start]) not in "TGAU"

    def _at(self, frame: Frame, name: str, match: bool = False) -> bool:
        """Find the meeting that is the verb's object or occasion; whether there is one."""
        find = self.known[name].match if match else self.known[name].search
        found = find(self.line.text, frame.end, self._right(frame, "boundary"))
        if found is None:
            return False
        self._event(frame, found.start("it"))
        frame.end = max(frame.end, found.end())
        return True

    def _event(self, frame: Frame, place: int) -> None:
        frame.event = self.line.at(self.line.text[place])
        self.taken.add(place)

    def _several(self, frame: Frame) -> bool:
        """Whether several do what a verb says, where only its subject is known so far."""
        return len(frame.who) > 1 or self._plural(frame.who[0][1])

    def _plural(self, place: int) -> bool:
        """Whether several are named at a place."""
        mention = self.line.at(self.line.text[place])
        if self.known["coordinated"].search(self.line.text[:place][-12:]):
            return True
        return (
            mention.sort == "A"
            or len(mention.members) > 1
            or mention.note in ("pair", "offices")
            or (mention.sort == "T" and mention.title.lower().endswith("s"))
        )


def is_event(character: str) -> bool:
    """Whether a character of folded text stands for words for a meeting."""
    return is_sign(character) and sort_of(character) == "E"


def places_in(line: Line, match: Match[str]) -> list[int]:
    """The places of those who can act in the group `it` of a match, or `it2`."""
    group = "it" if match["it"] else "it2"
    return [place for place in range(*match.span(group)) if is_actor(line.text[place])]
