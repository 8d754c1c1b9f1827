"""Every mention of a meeting in a text: who, when, where and how certain, before mentions of one meeting are merged."""

from re import Match

from attrs import evolve

from kg.extract import phrases
from kg.extract.clause import Encounter
from kg.extract.clauses import described
from kg.extract.discourse import Actor, Discourse
from kg.extract.frames import frames
from kg.extract.grammar import grammar
from kg.extract.hearsay import rumour
from kg.extract.line import Line, Mention, is_sign, sort_of
from kg.extract.surroundings import Frame
from kg.extract.syntax import patterns

JOINING = ("join", "accompany", "lead", "inverted")
SAYING_KIND = ("noun", "hold", "meet", "host", "receive", "join", "address", "discuss")
"""The frames in which the noun says what kind of meeting it is, not the verb."""


def find(discourse: Discourse) -> list[Encounter]:
    """The meetings that each sentence mentions, in order."""
    found: list[Encounter] = []
    for index, line in enumerate(discourse.reading.lines):
        if not rumour(line.words, discourse.reading.language):
            found.extend(_in_line(line, index, discourse))
    return found


def _in_line(line: Line, index: int, discourse: Discourse) -> list[Encounter]:
    made: list[Encounter] = []
    known = patterns(discourse.reading.language)
    nouns = [place for place, sign in enumerate(line.text) if is_sign(sign) and sort_of(sign) == "E"]
    for frame in frames(line, discourse.reading.language):
        for encounter in _encounters(frame, index, discourse):
            if _on_visit(encounter, frame, made, discourse):
                continue
            _inside_visit(encounter, made)
            encounter.apart = any(known["apart"].search(line.text[:other]) for other in nouns if other < frame.core)
            if frame.rule.frame == "noun" and made and known["long_apart"].search(line.text[: frame.core]):
                encounter.apart = True  # "met on Friday, days after the summit in Oslo"
                early = encounter.date is not None and encounter.date.span.start < encounter.core.start
                encounter.date = None if early else encounter.date
            made.append(encounter)
            if encounter.frame not in JOINING:
                done = encounter.status in ("held", "under-way")
                ahead = not done and encounter.status != "denied"
                discourse.note(encounter.together or tuple(encounter.actors), index, met=done, planned=ahead)
    if all(len(encounter.actors) < 2 for encounter in made):
        _note(line, index, discourse)
    return made


def _on_visit(encounter: Encounter, frame: Frame, before: list[Encounter], discourse: Discourse) -> bool:
    """Let whoever a visitor is to see where he goes take part in the visit: "will fly to Oslo, where she will meet"."""
    visit = before[-1] if before else None
    known = patterns(discourse.reading.language)
    if visit is None or visit.kind != "visit" or visit.status != encounter.status or encounter.kind != "talks":
        return False
    names = {actor.name for actor in visit.actors}
    if encounter.status in ("held", "under-way"):
        return False
    if encounter.date is not None and visit.date is not None and encounter.date.text != visit.date.text:
        return False
    where = known["where_behind"].search(frame.line.text, 0, frame.core) is not None
    if not where or not names & {actor.name for actor in encounter.actors}:
        return False
    visit.actors += [actor for actor in encounter.actors if actor.name not in names]
    return True


def _inside_visit(encounter: Encounter, before: list[Encounter]) -> None:
    """Give talks told in one sentence with a visit of the same person the visit's city and day."""
    for visit in before if len(before) == 1 else ():
        names = {actor.name for actor in visit.actors} & {actor.name for actor in encounter.actors}
        nowhere = encounter.city is None and encounter.venue is None and encounter.country is None
        alike = visit.kind == "visit" and encounter.kind == "talks" and visit.status == encounter.status
        if names and alike and nowhere:
            encounter.city, encounter.country = visit.city, visit.country
            encounter.date = encounter.date or visit.date


def _note(line: Line, index: int, discourse: Discourse) -> None:
    """Remember who is named together in a sentence without a meeting: a list, or just two people."""
    known = patterns(discourse.reading.language)
    for place, sign in enumerate(line.text):
        if is_sign(sign):
            mention = line.at(sign)
            if mention.sort == "A" or (mention.sort in "GT" and len(mention.members) > 1):
                if "G" not in {sort_of(each) for each in line.text[:place] if is_sign(each)}:
                    discourse.note(discourse.actors(mention, index, place), index)
                return
    people = {line.at(sign).name: line.at(sign) for sign in line.text if is_sign(sign) and sort_of(sign) == "P"}
    if len(people) == 2 and not known["owner_of"].search(line.text):  # "Ames's envoy, Bird": not the two
        discourse.note(tuple(discourse.actors(each, index, 0)[0] for each in people.values()), index)


def _encounters(frame: Frame, index: int, discourse: Discourse) -> list[Encounter]:
    language, line = discourse.reading.language, frame.line
    known = patterns(language)
    said = phrases.occasion(frame.event, language) if frame.event is not None else None
    kind = frame.rule.kind
    if said is not None and kind == "talks" and frame.rule.frame in SAYING_KIND:
        kind = said.kind
        place = next((i for i, sign in enumerate(line.text) if is_sign(sign) and line.at(sign) is frame.event), 0)
        if kind == "visit" and frame.rule.frame != "noun" and known["in_the_course"].search(line.text[:place][-30:]):
            kind = frame.rule.kind  # "met the king during a visit"
    if kind == "talks" and known["by_phone"].search(line.text, frame.core, frame.end + 30):
        kind = "call"
    if frame.rule.frame == "noun" and frame.event is not None and known["its"].match(frame.event.note):
        return []
    if frame.rule.frame == "noun" and known["format"].search(line.text[: frame.core + 60]):
        return []
    if not kind or (frame.rule.frame == "noun" and known["unreal"].search(line.text[: frame.core][-60:])):
        return []
    encounter = Encounter(
        kind=kind,
        rule=frame.rule.rule,
        frame="join" if frame.joined else frame.rule.frame,
        line=index,
        span=line.span_of(frame.start, frame.end),
        core=line.span_of(frame.core, frame.end),
        headline=line.headline or _heads_text(line, index, discourse),
        event=frame.event,
    )
    encounter.other_day = known["other_day"].search(line.text) is not None
    of_a_day = frame.event is not None and known["with_day"].search(line.text[: frame.core]) is not None
    encounter.same_place = known["same_place"].search(line.text) is not None
    if said is not None and frame.event is not None:
        encounter.session = known["part"].match(frame.event.title) is not None
        encounter.number, encounter.which, encounter.definite = said.number, said.which, said.definite or of_a_day
        encounter.plural = said.plural or known["series"].search(line.text, frame.core, frame.end) is not None
    _actors(frame, index, encounter, discourse)
    found = described(frame, encounter, discourse)
    if encounter.which == "next" and encounter.status in ("held", "under-way"):
        encounter.which = ""  # "held another round"
    if encounter.frame == "noun" and _yet_to_come(frame, known["yet_to_come"].search(line.text[: frame.core])):
        for each in found:
            each.status = "announced"
    if encounter.status == "announced" and known["again"].search(line.text[frame.core : frame.end + 8]):
        encounter.which = encounter.which or "next"
    if encounter.status in ("held", "under-way") and frame.rule.frame != "noun" and known["negated"].search(frame.gap):
        return []  # "have not met since May"
    if encounter.status == "denied" and (frame.rule.frame in JOINING or known["refusal"].search(frame.gap)):
        return []
    nowhen = encounter.date is None and encounter.city is None
    if encounter.status == "denied" and nowhen and known["never"].search(frame.gap):
        return []  # "the two men have never met"
    if frame.rule.frame == "noun" and _spoken_of(frame, nowhen, discourse):
        return []
    if frame.rule.frame != "noun" and known["nth_time"].search(line.text[: frame.start]):
        encounter.definite = True  # "it was the third time that they had met"
    if encounter.frame == "speak" and not grammar(language)["phone"].search(line.text):
        in_person = known["in_person"].search(line.text, frame.core) is not None
        for each in found:
            each.kind = "talks" if each.city or each.venue or in_person else each.kind
    separate = said is not None and said.plural and known["each_apart"].search(frame.event.words if frame.event else "")
    if separate or known["one_by_one"].search(line.text, max(0, frame.start), min(len(line.text), frame.end + 30)):
        found = [pair for each in found for pair in one_by_one(each, line.span_of(frame.core, frame.end).start)]
    for each in found:
        if each.kind == "call":  # "spoke by telephone about the aid to Oslo"
            each.city = each.venue = None
    stayed = encounter.kind == "visit" and known["negated"].search(frame.gap) is not None
    if stayed or (encounter.kind == "visit" and _at_home(encounter, frame)):
        return []
    if encounter.frame in ("receive", "hosted-by") and known["airport"].search(line.text):
        for each in found:
            each.kind, each.roles = "visit", []
    return found


def _yet_to_come(frame: Frame, before: Match[str] | None) -> bool:
    """Whether a meeting was to follow what is told: "left before resuming talks", "ahead of a third round"."""
    indefinite = frame.event is not None and frame.event.note in ("a", "an", "another")
    return before is not None and (indefinite or before["gerund"] is not None)


def one_by_one(encounter: Encounter, core: int) -> list[Encounter]:
    """A meeting for each of those whom somebody met one by one, as in "met separately with the king and the emir"."""
    doers = [actor for actor in encounter.actors if actor.span.start < core]
    met = [actor for actor in encounter.actors if actor.span.start >= core]
    if not doers or not met or len(encounter.actors) < 3 or min(len(doers), len(met)) > 1:
        return [encounter]
    names = [{one.name, other.name} for one in doers for other in met]
    return [
        evolve(
            encounter,
            actors=[actor for actor in encounter.actors if actor.name in pair],
            roles=[(role, actor) for role, actor in encounter.roles if actor.name in pair],
            together=tuple(doers if len(doers) > len(met) else met),
        )
        for pair in names
    ]


def _heads_text(line: Line, index: int, discourse: Discourse) -> bool:
    """Whether a line is a text's headline in small letters: the first, without a full stop, a paragraph of its own."""
    after = discourse.reading.lines[1:2]
    return index == 0 and line.words[-1:].isalnum() and bool(after) and after[0].paragraph > line.paragraph


def _spoken_of(frame: Frame, nowhen: bool, discourse: Discourse) -> bool:
    """Whether a noun names what people spoke of: "briefed him on the talks", "a visit to Oslo was discussed"."""
    known, text = patterns(discourse.reading.language), frame.line.text
    if known["mooted"].match(text, frame.end):
        return True
    return nowhen and known["topic"].search(text[: frame.core][-60:]) is not None


def _at_home(encounter: Encounter, frame: Frame) -> bool:
    """Whether somebody goes to a place in the own country, as after a journey."""
    place = frame.line.at(frame.line.text[frame.place]) if frame.place is not None else None
    lands = {place.name, place.note} if place is not None else set()
    return bool(encounter.actors) and encounter.actors[0].side in lands


def _speaks_for_others(actor: Actor, discourse: Discourse) -> bool:
    """Whether somebody is a spokesperson, who tells of talks without having been there."""
    person = discourse.reading.people.find(actor.name) if actor.type == "person" else None
    pattern = grammar(discourse.reading.language)["spokesman"]
    return person is not None and any(pattern.search(office.title) for office in person.offices)


def _actors(frame: Frame, index: int, encounter: Encounter, discourse: Discourse) -> None:
    """Note who takes part: those of the frame, the owners of "their talks", and those of "US-Iran talks"."""
    line = frame.line
    for role, place in sorted(frame.who, key=lambda each: each[1]):
        before = min(place, frame.core) if frame.behind else place  # whoever a pronoun means stands before
        for actor in discourse.actors(line.at(line.text[place]), index, before):
            if frame.behind and place > frame.core and _speaks_for_others(actor, discourse):
                continue
            if actor.name not in {known.name for known in encounter.actors}:
                encounter.actors.append(actor)
            if role:
                encounter.roles.append((role, actor))
    if frame.rule.frame in JOINING or (
        frame.rule.frame == "signed-by" and patterns(discourse.reading.language)["the_document"].match(line.text)
    ):
        encounter.definite = True
    if encounter.event is None or frame.behind:
        return
    owner, words = encounter.event.note, grammar(discourse.reading.language)
    if words["whose"].search(owner):
        place = next(i for i, sign in enumerate(line.text) if is_sign(sign) and line.at(sign) is encounter.event)
        several = words["their"].search(owner) is not None
        together = next((sign for sign in line.text[:place] if is_sign(sign) and sort_of(sign) == "A"), None)
        whose = Mention(sort="U", span=encounter.event.span, note="pair" if several else "one", words="they")
        whose = line.at(together) if together is not None and several else whose
        more = [
            actor
            for actor in discourse.actors(whose, index, place)
            if actor.name not in {known.name for known in encounter.actors}
        ]
        encounter.actors = [*more, *encounter.actors]
        if encounter.kind == "visit":
            encounter.roles += [("visitor", actor) for actor in more]
    if not encounter.actors:
        owners = {member.name: member for member in encounter.event.members if member.sort in "NJO"}
        if len(owners) > 1:  # "US-Iran talks"
            span = encounter.event.span
            encounter.actors = [Actor(name, each.type, span) for name, each in owners.items()]
