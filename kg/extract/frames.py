"""Verbs and nouns that say that people meet, with whoever their sentence makes take part."""

from attrs import evolve

from kg.extract import triggers
from kg.extract.line import Line, sort_of
from kg.extract.surroundings import Frame, Surroundings, is_event, places_in
from kg.extract.syntax import first, patterns, subject
from kg.extract.triggers import Rule

_MOST = 40
"""So many verbs and so many nouns of a sentence are looked at."""


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
    nouns = [place for place, sign in enumerate(line.text) if is_event(sign)]
    for place in nouns[:_MOST]:
        if place not in reader.taken and not _quoted(line.text, place):
            found.append(reader.noun(triggers.noun(language), place))
    return sorted(found, key=lambda frame: frame.core)


def _quoted(text: str, place: int) -> bool:
    """Whether a place stands inside a quotation."""
    before = text[:place]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


class _Reader(Surroundings):
    """Reads the frames of one line."""

    def verb(self, rule: Rule, start: int, end: int) -> Frame | None:
        """The frame of a verb; None where nobody does it."""
        frame = Frame(line=self.line, rule=rule, start=start, core=start, end=end, verb=self.line.text[start:end])
        inside = [place for place in range(start, end) if is_event(self.line.text[place])]
        if inside:  # "paid a visit"
            self._event(frame, inside[0])
        if not getattr(self, f"_{rule.frame.replace('-', '_')}")(frame):
            return None
        self._name(frame)
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
        beside = self.known["with_side"].match(self.line.text, place + 1) is not None  # "talks with the envoys"
        alone = len(frame.who) == 1 and (beside or not self._plural(frame.who[0][1]))
        occasion = not frame.who and self.known["occasioned"].search(self.line.text[:place][-40:]) is not None
        occasion = occasion and self.known["coming"].search(frame.event.words if frame.event else "") is None
        told = any(role == "told" for role, _ in frame.who)  # "the talks that the envoys held"
        frame.who = [("" if role == "told" else role, each) for role, each in frame.who]
        doer = first(self.line, place, self.known) if (alone and owner is None and not told) or occasion else None
        if doer is not None and self.known["brokered"].search(self.line.text, doer, place):
            between = self.known["between"].search(self.line.text, doer, place)
            doer = between.start("it") if between is not None else None
        if doer is not None and occasion and self._definite_pronoun(frame, doer):
            doer = None
        if doer is not None and (alone or self._plural(doer)):
            frame.add("", [doer])
            frame.start = place
        elif not frame.who and (between := self.known["between_behind"].match(self.line.text, frame.end)):
            frame.add("", places_in(self.line, between))
        elif (alone and not told) or not frame.who:
            self._sentence_about(frame)
        self._name(frame)
        self._search(frame, "companions", "")
        return frame

    def _definite_pronoun(self, frame: Frame, place: int) -> bool:
        """Whether "they agreed during the talks": the talks say who, not the pronoun."""
        definite = frame.event is not None and frame.event.note in ("the", "this", "these")
        return definite and sort_of(self.line.text[place]) == "U"

    def _sentence_about(self, frame: Frame) -> None:
        """Let whom a sentence is about that opens with a meeting take part: "In talks with the king, she said"."""
        line, place = self.line, self._main(frame)
        if place is None or self.known["not_there" if frame.who else "once_met"].match(line.text[: frame.end]):
            return
        if frame.who or (self._plural(place) and not self._definite_pronoun(frame, place)):
            end = frame.end
            frame.add("", [place])
            frame.end, frame.behind = end, True

    def _journey(self, frame: Frame) -> Frame:
        """A visit with whoever makes it: "a trip by the king to Oslo", "is in Oslo on a visit"."""
        found = self.known["by_whom"].match(self.line.text, frame.end)
        doer = None if found is not None or frame.who else subject(self.line, frame.core, self.known)
        place = self.known["place"].match(self.line.text, found.end() if found is not None else frame.end)
        frame.who = [("visitor", each) for _, each in frame.who]
        if found is not None:
            frame.add("visitor", places_in(self.line, found))
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
        return doers and (met or (self._several(frame) and not self._thing(verb)))

    def _thing(self, end: int) -> bool:
        """Whether a thing is the object, as in "met their targets"."""
        return self.known["thing"].match(self.line.text, end) is not None

    def _gather(self, frame: Frame) -> bool:
        """Several subjects meet, or one with somebody; not who convenes a body."""
        if self.known["body_behind"].match(self.line.text, frame.end):
            return False
        met = self._doer(frame, "") and (self._search(frame, "with", "") or self._several(frame))
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
        return met or self._several(frame)

    def _hold(self, frame: Frame) -> bool:
        """The subject takes part in a meeting that is the object."""
        if self._at(frame, "object", match=True) is not True:
            return False
        self._doer(frame, "")
        self._sides(frame)
        frame.who = [("" if role == "told" else role, each) for role, each in frame.who]
        return True

    def _address(self, frame: Frame) -> bool:
        """The subject says something to the object at a meeting: "thanked the king during their talks"."""
        found = self.known["direct"].match(self.line.text, frame.end)
        if found is None or sort_of(found["it"][0]) not in "PTQA" or not self._doer(frame, ""):
            return False
        if not frame.add("", places_in(self.line, found)):
            return False
        audience = self.known["audience"].search(self.line.text, frame.end, self._right(frame, "boundary"))
        if audience is not None and self.known["topic"].search(self.line.text[: audience.start("it")][-60:]):
            return False  # "briefed the king on the talks"
        if not self._at(frame, "audience"):
            return False
        self._sides(frame)
        return True

    def _discuss(self, frame: Frame) -> bool:
        """The subject speaks with somebody about something, or several people do."""
        if self.line.text[: frame.core].endswith(" to ") or not self._doer(frame, ""):
            return False
        self._at(frame, "audience")
        return self._search(frame, "with_person", "") or (self._several(frame) and not frame.elided)

    def _receive(self, frame: Frame) -> bool:
        """The subject is the host of the object."""
        found = self.known["direct"].match(self.line.text, frame.end)
        if found is None or sort_of(found["it"][0]) in "NOJ":  # "welcomed the US announcement"
            return False
        return self._doer(frame, "host") and self._direct(frame, "") and self._at(frame, "occasion") in (True, False)

    def _convene(self, frame: Frame) -> bool:
        """The subject is the host of several people or offices."""
        found = self.known["direct"].match(self.line.text, frame.end)
        several = found is not None and sort_of(found["it"][0]) in "TA" and self._plural(found.start("it"))
        return several and self._doer(frame, "host") and self._direct(frame, "")

    def _host(self, frame: Frame) -> bool:
        """The subject is the host of a meeting."""
        if self.line.text[: frame.core].endswith(" for "):  # "thanked the king for hosting the talks"
            return False
        if self._at(frame, "object", match=True) is not True or not self._doer(frame, "host"):
            return False
        self._sides(frame)
        frame.who = [("" if role == "told" else role, each) for role, each in frame.who]
        guests = self.known["guests_of"].match(self.line.text, frame.end)  # "hosted a dinner for the king"
        return frame.add("", places_in(self.line, guests)) if guests is not None else True

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
        if self._at(frame, "object", match=True):
            self._search(frame, "with_person", "")
        elif self.known["no_meeting"].match(self.line.text, frame.end):  # "attended a parade"
            return False
        elif frame.verb.startswith("join") and self._direct(frame, ""):  # "joined the king for talks"
            self._at(frame, "occasion")
        return self._doer(frame, "")

    def _inverted(self, frame: Frame) -> bool:
        """Those named behind "taking part were" take part in a meeting told before."""
        found = self.known["row"].match(self.line.text, frame.end)
        return found is not None and frame.add("", places_in(self.line, found))

    def _behind(self, frame: Frame) -> bool:
        """Subject and object both stand behind the verb, as in a German sentence that begins with a day."""
        doers = self._direct(frame, "")
        return doers and (self._direct(frame, "") or self._search(frame, "with", "") or self._plural(frame.who[0][1]))

    def _opening(self, frame: Frame) -> bool:
        """Object and, behind a comma, subject of a sentence that begins "Meeting with the king in Oslo, she said"."""
        met = self._direct(frame, "")
        found = self.known["main"].match(self.line.text, frame.end) if met else None
        end = frame.end
        if found is None or not frame.add("", [found.start("it")]):
            return False
        frame.end, frame.behind = end, True
        return True

    def _accompany(self, frame: Frame) -> bool:
        """The objects take part beside the subject in a meeting told before."""
        return self._doer(frame, "") and self._direct(frame, "")

    def _bring(self, frame: Frame) -> bool:
        """The objects meet each other; the subject is a meeting, or somebody who mediates."""
        before = self.line.text[: frame.core]
        for place in range(len(before) - 1, max(-1, len(before) - 60), -1):
            if is_event(before[place]):
                self._event(frame, place)
                frame.start = place
                break
        return self._direct(frame, "")

    def _call_on(self, frame: Frame) -> bool:
        """The subject visits the object; "called on Spain to open the border" is none."""
        found = self.known["direct"].match(self.line.text, frame.end)
        if found is None or sort_of(found["it"][0]) not in "PTQU" or self.line.text.startswith(" to ", found.end()):
            return False
        return self._doer(frame, "") and frame.add("", places_in(self.line, found))

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
