"""Verbs and nouns that say that people meet, with whoever their sentence makes take part."""

from re import Match, Pattern

from attrs import define, evolve, field

from kg.extract import triggers
from kg.extract.line import Line, Mention, is_sign, sort_of
from kg.extract.syntax import first, is_actor, patterns, subject
from kg.extract.triggers import Rule

_MOST = 40
"""So many verbs and so many nouns of a sentence are looked at."""


@define(kw_only=True)
class Frame:
    """A verb or noun for a meeting in its sentence.

    `start` to `end` reach from the subject to the last object, `core` is where the verb or noun begins, `gap` are the
    words between subject and verb. `who` are the places of those who take part, with their role or an empty text;
    `joined` marks those as guests of a meeting told before.
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

    def add(self, role: str, places: list[int]) -> bool:
        """Let the actors at some places take part, if there are any."""
        known = {place for _, place in self.who}
        self.who += [(role, place) for place in places if place not in known]
        self.start = min([self.start, *places])
        self.end = max([self.end, *(place + 1 for place in places)])
        return bool(places)


def frames(line: Line, language: str) -> list[Frame]:
    """The frames of a sentence in the order of their verbs and nouns, each stretch of it in one frame."""
    found: list[Frame] = []
    known = patterns(language)
    if known["sport"].search(line.text) is not None or known["conditional"].match(line.text) is not None:
        return []
    reader = _Reader(line, known)
    verbs = sorted(
        ((*match.span(), number, rule) for number, rule in enumerate(triggers.verbs(language))
         for match in rule.pattern.finditer(line.text)),
        key=lambda each: (each[0], each[2]),
    )  # fmt: skip
    done = -1
    for start, end, _, rule in verbs[:_MOST]:
        if start >= done and start not in reader.taken and not _quoted(line.text, start):
            frame = reader.verb(rule, start, end)
            if frame is not None:
                found.append(frame)
                done = end
    nouns = [place for place, sign in enumerate(line.text) if _is_event(sign)]
    for place in nouns[:_MOST]:
        if place not in reader.taken and not _quoted(line.text, place):
            found.append(reader.noun(triggers.noun(language), place))
    return sorted(found, key=lambda frame: frame.core)


def _quoted(text: str, place: int) -> bool:
    """Whether a place stands inside a quotation."""
    before = text[:place]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


class _Reader:
    """Reads the frames of one line; `taken` are the places that belong to a frame already."""

    def __init__(self, line: Line, known: dict[str, Pattern[str]]) -> None:
        self.line, self.known = line, known
        self.taken: set[int] = set()

    def verb(self, rule: Rule, start: int, end: int) -> Frame | None:
        """The frame of a verb; None where nobody does it."""
        frame = Frame(line=self.line, rule=rule, start=start, core=start, end=end, verb=self.line.text[start:end])
        inside = [place for place in range(start, end) if _is_event(self.line.text[place])]
        if inside:  # "paid a visit"
            self._event(frame, inside[0])
        if not getattr(self, f"_{rule.frame.replace('-', '_')}")(frame):
            return None
        self._search(frame, "companions", "")
        return frame

    def noun(self, rule: Rule, place: int) -> Frame:
        """The frame of a noun for a meeting, with those whom "between", "of", "with" or an owner names."""
        frame = Frame(line=self.line, rule=rule, start=place, core=place, end=place + 1)
        self._event(frame, place)
        owner = self.known["owned"].search(self.line.text[:place][-30:])
        if owner is not None:
            frame.add("", [place - len(self.line.text[:place][-30:]) + owner.start("it")])
        if frame.event is not None and self.known["journey"].search(frame.event.title):
            return self._journey(frame)
        self._sides(frame)
        alone = len(frame.who) == 1 and not self._plural(frame.who[0][1])
        occasion = not frame.who and self.known["occasioned"].search(self.line.text[:place][-40:]) is not None
        occasion = occasion and self.known["coming"].search(frame.event.words if frame.event else "") is None
        told = any(role == "told" for role, _ in frame.who)  # "the talks that the envoys held"
        frame.who = [("" if role == "told" else role, each) for role, each in frame.who]
        doer = first(self.line, place, self.known) if (alone and owner is None and not told) or occasion else None
        if doer is not None and self.known["brokered"].search(self.line.text, doer, place):
            between = self.known["between"].search(self.line.text, doer, place)
            doer = between.start("it") if between is not None else None
        if doer is not None and (alone or self._plural(doer)):
            frame.add("", [doer])
            frame.start = place
        self._search(frame, "companions", "")
        return frame

    def _journey(self, frame: Frame) -> Frame:
        """A visit with whoever makes it: "a trip by the king to Oslo", "is in Oslo on a visit"."""
        found = self.known["by_whom"].match(self.line.text, frame.end)
        doer = None if found is not None or frame.who else subject(self.line, frame.core, self.known)
        place = self.known["place"].match(self.line.text, found.end() if found is not None else frame.end)
        frame.who = [("visitor", each) for _, each in frame.who]
        if found is not None:
            frame.add("visitor", _places(self.line, found))
        elif doer is not None and not doer.elided:
            frame.add("visitor", [doer.place])
        if place is not None and " to " in place[0]:
            frame.place, frame.end = place.start("it"), place.end()
        return frame

    # --- verbs, by the frame they have --------------------------------------------------------------------------------

    def _meet(self, frame: Frame) -> bool:
        """Subject and object, or several subjects, meet each other."""
        verb = frame.end
        doers = self._doer(frame, "")
        met = self._direct(frame, "") or self._search(frame, "with", "")
        self._at(frame, "occasion")
        return doers and (met or (self._plural(frame.who[0][1]) and not self._thing(verb)))

    def _thing(self, end: int) -> bool:
        """Whether a thing is the object, as in "met their targets"."""
        return self.known["thing"].match(self.line.text, end) is not None

    def _gather(self, frame: Frame) -> bool:
        """Several subjects meet, or one with somebody."""
        met = self._doer(frame, "") and (self._search(frame, "with", "") or self._plural(frame.who[0][1]))
        self._at(frame, "occasion")
        return met

    def _see(self, frame: Frame) -> bool:
        """Subject and direct object meet each other."""
        return self._doer(frame, "") and self._direct(frame, "") and self._at(frame, "occasion") is not None

    def _speak(self, frame: Frame) -> bool:
        """Subject and whoever they speak with."""
        if not self._doer(frame, ""):
            return False
        met = self._search(frame, "with", "") or self._search(frame, "to_whom", "")
        return met or self._plural(frame.who[0][1])

    def _hold(self, frame: Frame) -> bool:
        """The subject takes part in a meeting that is the object."""
        if self._at(frame, "object", match=True) is not True:
            return False
        self._doer(frame, "")
        self._sides(frame)
        frame.who = [("" if role == "told" else role, each) for role, each in frame.who]
        return True

    def _receive(self, frame: Frame) -> bool:
        """The subject is the host of the object."""
        return self._doer(frame, "host") and self._direct(frame, "") and self._at(frame, "occasion") in (True, False)

    def _convene(self, frame: Frame) -> bool:
        """The subject is the host of several people or offices."""
        found = self.known["direct"].match(self.line.text, frame.end)
        several = found is not None and sort_of(found["it"][0]) in "TA" and self._plural(found.start("it"))
        return several and self._doer(frame, "host") and self._direct(frame, "")

    def _host(self, frame: Frame) -> bool:
        """The subject is the host of a meeting."""
        if self._at(frame, "object", match=True) is not True or not self._doer(frame, "host"):
            return False
        self._sides(frame)
        frame.who = [("" if role == "told" else role, each) for role, each in frame.who]
        return True

    def _lead(self, frame: Frame) -> bool:
        """The subject takes part at the head of a delegation."""
        led = self.known["led"].match(self.line.text, frame.end)
        if led is None:
            return False
        frame.end = led.end()
        self._at(frame, "occasion")
        return self._doer(frame, "")

    def _hosted_by(self, frame: Frame) -> bool:
        """The subject is received by the host."""
        if not self._doer(frame, "") or not self._search(frame, "by", "host"):
            return False
        self._at(frame, "occasion")
        return True

    def _join(self, frame: Frame) -> bool:
        """The subject takes part in a meeting told before."""
        self._at(frame, "object", match=True)
        return self._doer(frame, "")

    def _inverted(self, frame: Frame) -> bool:
        """Those named behind "taking part were" take part in a meeting told before."""
        found = self.known["row"].match(self.line.text, frame.end)
        return found is not None and frame.add("", _places(self.line, found))

    def _behind(self, frame: Frame) -> bool:
        """Subject and object both stand behind the verb, as in a German sentence that begins with a day."""
        doers = self._direct(frame, "")
        return doers and (self._direct(frame, "") or self._search(frame, "with", "") or self._plural(frame.who[0][1]))

    def _accompany(self, frame: Frame) -> bool:
        """The objects take part beside the subject in a meeting told before."""
        return self._doer(frame, "") and self._direct(frame, "")

    def _bring(self, frame: Frame) -> bool:
        """The objects meet each other; the subject is a meeting, or somebody who mediates."""
        before = self.line.text[: frame.core]
        for place in range(len(before) - 1, max(-1, len(before) - 60), -1):
            if _is_event(before[place]):
                self._event(frame, place)
                frame.start = place
                break
        return self._direct(frame, "")

    def _call_on(self, frame: Frame) -> bool:
        """The subject visits the object; "called on Spain to open the border" is none."""
        found = self.known["direct"].match(self.line.text, frame.end)
        if found is None or sort_of(found["it"][0]) not in "PTQ" or self.line.text.startswith(" to ", found.end()):
            return False
        return self._doer(frame, "") and frame.add("", _places(self.line, found))

    def _go(self, frame: Frame) -> bool:
        """The subject visits a place, and perhaps somebody there."""
        if frame.event is not None and self.known["journey"].search(frame.event.title) is None:
            return False
        place = self.known["place"].match(self.line.text, frame.end)
        here = self.known["here_behind"].match(self.line.text, frame.end)
        if (place is None and here is None) or not self._doer(frame, "visitor"):
            return False
        if place is not None:
            frame.place = place.start("it")
            frame.end = place.end()
        together = self.known["purposes"].match(self.line.text, frame.end)
        if together is not None and self._plural(frame.who[0][1]):  # "came to Oslo for talks"
            self._event(frame, together.start("it"))
            frame.end, frame.who = together.end(), [("", each) for _, each in frame.who]
            frame.rule = evolve(frame.rule, kind="talks", frame="meet")
            return True
        errand = self.known["errand"].search(self.line.text, frame.end, self._right(frame, "errand_end"))
        if errand is not None:
            frame.add("", [errand.start("it")])
            frame.who = [("", each) for _, each in frame.who]  # who comes to see somebody is one of two who meet
            self.taken.update(range(errand.start(), errand.end()))
        return True

    def _invite(self, frame: Frame) -> bool:
        """The subject invites the object to a place."""
        found = self.known["invited"].match(self.line.text, frame.end)
        if found is None:
            return False
        frame.add("visitor", [found.start("it")])
        frame.place, frame.end = found.start("place"), found.end()
        self.taken.update(range(found.start(), found.end()))
        return True

    def _sign(self, frame: Frame) -> bool:
        """The subject signs a document."""
        found = self.known["document"].match(self.line.text, frame.end)
        if found is None:
            return False
        frame.end = found.end()
        return self._doer(frame, "signatory")

    def _signed_by(self, frame: Frame) -> bool:
        """A document is signed by somebody, or just signed."""
        return self._search(frame, "by", "signatory")

    # --- what a verb or noun has around it ----------------------------------------------------------------------------

    def _doer(self, frame: Frame, role: str) -> bool:
        found = subject(self.line, frame.core, self.known)
        if found is None:
            return False
        core, end = frame.start, frame.end
        owner = self.known["owner"].search(self.line.text[: found.place][-12:])
        shared = [found.place - len(owner[0])] if owner is not None else []  # "Norway and Spain's government"
        beside = self.known["beside"].search(self.line.text[: found.place][-12:])
        if beside is not None:  # "he and the envoy"
            shared.append(found.place - len(self.line.text[: found.place][-12:]) + beside.start("it"))
        frame.add(role, [*shared, found.place])
        frame.gap, frame.elided = found.gap, found.elided
        if found.elided:
            frame.start = core
        frame.end = max(end, frame.end)
        return True

    def _direct(self, frame: Frame, role: str) -> bool:
        found = self.known["direct"].match(self.line.text, frame.end)
        return found is not None and frame.add(role, _places(self.line, found))

    def _search(self, frame: Frame, name: str, role: str) -> bool:
        found = self.known[name].search(self.line.text, frame.end, self._right(frame, "boundary"))
        return found is not None and frame.add(role, _places(self.line, found))

    def _right(self, frame: Frame, name: str) -> int:
        stop = self.known[name].search(self.line.text, frame.end)
        return stop.start() if stop is not None else len(self.line.text)

    def _sides(self, frame: Frame) -> None:
        """Those whom "between", "of", "with" or "attended by" names behind a noun."""
        start, limit = frame.end, self._right(frame, "boundary")
        for name in ("sides", "attended", "with_side"):
            found = self.known[name].match(self.line.text, start, len(self.line.text) if name == "attended" else limit)
            if found is not None and not (name == "sides" and self._owns(found)):
                frame.joined = not frame.who and name == "attended" and bool(found["it"])
                frame.add("told" if name == "attended" else "", _places(self.line, found))
                start = found.end() if name == "attended" else start

    def _owns(self, found: Match[str]) -> bool:
        """Whether "of" names an owner ("the talks of Oslo"), not people or delegations who meet."""
        start = found.start("it")
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


def _is_event(character: str) -> bool:
    return is_sign(character) and sort_of(character) == "E"


def _places(line: Line, match: Match[str]) -> list[int]:
    group = "it" if match["it"] else "it2"
    return [place for place in range(*match.span(group)) if is_actor(line.text[place])]
