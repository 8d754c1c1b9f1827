"""Every mention of a meeting in a text: who, when, where and how certain, before mentions of one meeting are merged."""

import re
from functools import cache
from re import Match, Pattern

from attrs import frozen

from kg.extract import phrases
from kg.extract.clauses import Encounter, Frame, described, status
from kg.extract.clauses import patterns as clause_patterns
from kg.extract.discourse import Actor, Discourse
from kg.extract.grammar import grammar
from kg.extract.line import Line, Mention, expand, is_sign, sort_of
from kg.extract.words import entries

ROLES = ("host", "visitor", "mediator", "signatory")
_ACTING = ("who", "with", "with2", "host", "visitor", "signatory")


@frozen
class _Rule:
    rule: str
    kind: str
    only: str
    status: str
    elided: bool
    pattern: Pattern[str]


def find(discourse: Discourse) -> list[Encounter]:
    """The meetings that each sentence mentions, in order."""
    found: list[Encounter] = []
    for index, line in enumerate(discourse.reading.lines):
        found.extend(_in_line(line, index, discourse))
    return found


def _in_line(line: Line, index: int, discourse: Discourse) -> list[Encounter]:
    taken: list[tuple[int, int]] = []
    matches: list[tuple[int, _Rule, Match[str]]] = []
    for rule in _rules(discourse.reading.language):
        for match in rule.pattern.finditer(line.text):
            core = _core(match), match.end()
            if not any(start < core[1] and core[0] < end for start, end in taken):
                taken.append(core)
                matches.append((match.start(), rule, match))
    made: list[Encounter] = []
    for _, rule, match in sorted(matches, key=lambda each: each[0]):
        for encounter in _encounters(line, index, rule, match, discourse):
            _inside_visit(encounter, made)
            made.append(encounter)
            discourse.note(tuple(encounter.actors), index)
    if all(len(encounter.actors) < 2 for encounter in made):
        _note(line, index, discourse)
    return made


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
    for place, sign in enumerate(line.text):
        if is_sign(sign):
            mention = line.at(sign)
            if mention.sort == "A" or (mention.sort in "GT" and len(mention.members) > 1):
                if "G" not in {sort_of(each) for each in line.text[:place] if is_sign(each)}:
                    discourse.note(discourse.actors(mention, index, place), index)
                return
    people = {line.at(sign).name: line.at(sign) for sign in line.text if is_sign(sign) and sort_of(sign) == "P"}
    if len(people) == 2:
        discourse.note(tuple(discourse.actors(each, index, 0)[0] for each in people.values()), index)


def _core(match: Match[str]) -> int:
    """Where the trigger begins: behind the first actor, if there is one."""
    for group in ("aux", "lead"):
        if group in match.re.groupindex and match[group] is not None:
            return match.end(group)
    return match.start()


def _encounters(line: Line, index: int, rule: _Rule, match: Match[str], discourse: Discourse) -> list[Encounter]:
    language = discourse.reading.language
    words = match.groupdict()
    event = line.at(words["event"]) if words.get("event") else None
    said = phrases.occasion(event, language) if event is not None else None
    kind = said.kind if said is not None and rule.kind == "talks" else rule.kind
    if not kind or (rule.only and (said is None or said.kind != rule.only)):
        return []
    encounter = Encounter(
        kind=kind,
        rule=rule.rule,
        line=index,
        span=line.span_of_match(match),
        core=line.span_of(_core(match), match.end()),
        headline=line.headline,
        event=event,
    )
    if said is not None:
        encounter.number, encounter.which, encounter.definite = said.number, said.which, said.definite
    _actors(line, index, match, encounter, discourse, rule.elided)
    patterns = clause_patterns(language)
    start = max((found.end() for found in patterns["boundary"].finditer(line.text, 0, match.start())), default=0)
    stop = patterns["boundary"].search(line.text, match.end())
    while stop is not None and event is not None and "aux" not in words and patterns["relative"].match(stop[0]):
        stop = patterns["boundary"].search(line.text, stop.end())
    end = stop.start() if stop else len(line.text)
    if event is not None and "aux" not in words:
        end = next((i for i in range(match.end(), end) if is_sign(line.text[i]) and sort_of(line.text[i]) == "E"), end)
    frame = Frame(line, match, start, end, _core(match), patterns, grammar(language))
    status(frame, encounter)
    encounter.status = rule.status or encounter.status
    if encounter.status == "denied" and frame.patterns["refusal"].search(words.get("aux") or ""):
        return []
    return described(frame, encounter, discourse)


def _actors(
    line: Line, index: int, match: Match[str], encounter: Encounter, discourse: Discourse, elided: bool
) -> None:
    """Note who takes part: the actors of the match, and the sentence's subject where the verb has none of its own."""
    words = match.groupdict()
    for group in _ACTING:
        for offset, sign in enumerate(words.get(group) or ""):
            if not is_sign(sign):
                continue
            for actor in discourse.actors(line.at(sign), index, match.start(group) + offset):
                if actor.name not in {known.name for known in encounter.actors}:
                    encounter.actors.append(actor)
                if group in ROLES:
                    encounter.roles.append((group, actor))
    owner = encounter.event.note if encounter.event is not None else ""
    words_of = grammar(discourse.reading.language)
    if words_of["whose"].search(owner) and encounter.event is not None:
        place = line.text.find(chr_of(line, encounter.event))
        several = next((sign for sign in line.text[:place] if is_sign(sign) and sort_of(sign) == "A"), None)
        whose = Mention(
            sort="U", span=encounter.event.span, note="pair" if words_of["their"].search(owner) else "one", words="they"
        )
        known = {actor.name for actor in encounter.actors}
        whose = line.at(several) if several is not None and words_of["their"].search(owner) else whose
        more = [actor for actor in discourse.actors(whose, index, place) if actor.name not in known]
        encounter.actors = [*more, *encounter.actors]
        if encounter.kind == "visit":
            encounter.roles += [("visitor", actor) for actor in more]
    if (elided or encounter.rule == "talks-with") and encounter.actors:
        subject = next(
            (
                place
                for place, sign in enumerate(line.text[: match.start()])
                if is_sign(sign) and sort_of(sign) in "PTGAU"
            ),
            None,
        )
        if subject is not None:
            found = discourse.actors(line.at(line.text[subject]), index, subject)
            named = {actor.name for actor in encounter.actors}
            encounter.actors = [
                *[actor for actor in found if actor.name not in named],
                *encounter.actors,
            ]
    if encounter.rule == "accompanied":
        encounter.definite = True
    if encounter.event is not None and not encounter.actors:
        owners = {member.name: member for member in encounter.event.members if member.sort in "NJO"}
        if len(owners) > 1:  # "US-Iran talks"
            span = encounter.event.span
            encounter.actors = [Actor(name, owner.type, span) for name, owner in owners.items()]


def chr_of(line: Line, mention: Mention) -> str:
    """The sign that stands for a mention in its line."""
    return next(sign for sign in line.text if is_sign(sign) and line.at(sign) is mention)


@cache
def _rules(language: str) -> tuple[_Rule, ...]:
    raw = entries(language, "meetings")
    return tuple(
        _Rule(
            each["rule"],
            each["kind"],
            each.get("only", ""),
            each.get("status", ""),
            "subject" in each,
            re.compile(expand(each["pattern"], raw["macros"])),
        )
        for each in raw["rules"]
    )
