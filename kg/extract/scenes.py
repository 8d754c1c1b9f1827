"""What is told around a meeting: delegations with heads and members, and who mediates, hosts, opens or watches."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from re import Match, Pattern

from attrs import define, evolve, field, frozen

from kg.extract import attendance
from kg.extract.claims import Claim
from kg.extract.discourse import Actor, Discourse
from kg.extract.grammar import grammar
from kg.extract.line import Line, Mention, expand, is_sign, sort_of
from kg.extract.meetings import Meeting
from kg.extract.phrases import occasion
from kg.extract.reading import Reading
from kg.extract.syntax import patterns
from kg.extract.words import entries
from kg.model import Span

_MOST_PLACES = 3
"""Of so many places that name a delegation a claim keeps the words."""
_BACK = 50
"""How many meetings before and after a sentence it can speak of."""


@frozen
class _Rule:
    rule: str
    role: str
    pattern: Pattern[str]


@frozen
class Told:
    """Words that say who heads or belongs to the delegation of `owner`, whose own words stand at `body`."""

    line: int
    rule: str
    span: Span
    owner: Mention
    body: Span
    heads: tuple[Mention, ...]
    members: tuple[Mention, ...]


@define
class _Delegations:
    claims: list[Claim] = field(factory=list)
    said: set[str] = field(factory=set)


def at_hand(meetings: list[Meeting], index: int, side: str = "") -> Meeting | None:
    """The meeting that a sentence speaks of: the one told last before it, of those that took place if there is one.

    With a `side`, a meeting in which it takes part is preferred.
    """
    end = bisect_right(meetings, index, key=lambda meeting: meeting.mentions[0].line)
    near = meetings[max(0, end - _BACK) : end + _BACK]
    kinds = ("talks", "summit", "mediation")
    told = [meeting for meeting in near if meeting.kind in kinds and meeting.which != "previous"]
    earlier = [meeting for meeting in told if meeting.mentions[0].line <= index] or told
    done = [meeting for meeting in told if meeting.status in ("held", "under-way") and not meeting.which]
    choices = [
        [meeting for meeting in earlier if side and side in meeting.sides and meeting in done],
        [meeting for meeting in done if side and side in meeting.sides],
        [meeting for meeting in earlier if side and side in meeting.sides and not meeting.which],
        [meeting for meeting in earlier if meeting in done],
        earlier,
    ]
    return next((found[-1] for found in choices if found), None)


def told_in(meetings: list[Meeting]) -> dict[int, list[Meeting]]:
    """The meetings that each line mentions."""
    found: dict[int, list[Meeting]] = {}
    for meeting in meetings:
        for number in dict.fromkeys(mention.line for mention in meeting.mentions):
            found.setdefault(number, []).append(meeting)
    return found


def told(read: Reading) -> list[Told]:
    """Every place where a text says who heads or belongs to a delegation, in order."""
    found: list[Told] = []
    last: tuple[Mention, Span] | None = None
    for index, line in enumerate(read.lines):
        matches = [
            (match, rule) for rule in _rules("delegations", read.language) for match in rule.pattern.finditer(line.text)
        ]
        for match, rule in sorted(matches, key=lambda each: each[0].start()):
            words = match.groupdict()
            heads, members = _members(line, words.get("head")), _members(line, words.get("members"))
            where = line.span_of_match(match)
            for leader in _members(line, words.get("each")):
                found += [
                    Told(index, rule.rule, where, owner, leader.span, (leader,), ()) for owner in _owners(leader, read)
                ]
            if words.get("whole"):
                first, *rest = line.at(words["whole"]).members
                if first.sort == "N" and all(each.sort in "PQ" for each in rest):
                    found.append(Told(index, rule.rule, where, first, first.span, (), tuple(rest)))
            elif words.get("leader"):
                leader = line.at(words["leader"])
                owner = next(iter(_owners(leader, read)), None)
                last = (owner, leader.span) if owner is not None else None
                heads = (leader,) if words.get("team") else heads
                members = tuple(each for each in members if owner is not None and _may_act_for(each, owner, read))
            elif words.get("body"):
                body = line.at(words["body"])
                owners = _owners(body, read)
                if len(owners) != 1:
                    continue
                last = owners[0], body.span
            elif words.get("which"):
                party = _party(read, words["which"])
                last = (party, where) if party is not None else None
            elif words.get("its"):
                subject = _subject(read, index, match.start())
                last = (subject, subject.span) if subject is not None else None
            if last is not None and (heads or members):
                found.append(Told(index, rule.rule, where, *last, heads, members))
    for index, body, member in attendance.listed(read.lines, read.language):
        for owner in _owners(body, read)[:1]:
            found.append(Told(index, "listed", member.span, owner, body.span, (), (member,)))
    return found


def _may_act_for(mention: Mention, owner: Mention, read: Reading) -> bool:
    """Whether nothing says that somebody acts for another than an owner."""
    person = read.people.find(mention.name)
    return person is None or person.owner in ("", owner.name)


def _owners(body: Mention, read: Reading) -> tuple[Mention, ...]:
    """Whose delegation some words mean: a country's, or that of the country for which somebody acts."""
    if body.sort == "P":
        person = read.people.find(body.name)
        return (person.acts_for,) if person is not None and person.acts_for is not None else ()
    if body.sort == "T":
        return body.members
    if body.sort == "G":
        return body.members if grammar(read.language)["teams"].search(body.title) else ()
    return (body,)


def _party(read: Reading, word: str) -> Mention | None:
    """Whom "the rebels" or "the government" means: the only organisation or the only country that has a side."""
    government = grammar(read.language)["government"].search(word) is not None
    counts: dict[str, list[Mention]] = {}
    for line in read.lines:
        for mention in line.mentions:
            for side in mention.members if mention.sort == "G" else (mention,):
                if side.sort == ("J" if government and mention.sort == "G" else "N" if government else "O"):
                    counts.setdefault(side.name, []).append(side)
    ordered = sorted(counts.values(), key=len, reverse=True)
    clear = len(ordered) == 1 or (len(ordered) > 1 and len(ordered[0]) > 2 * len(ordered[1]))
    return ordered[0][0] if clear else None


def _subject(read: Reading, index: int, end: int) -> Mention | None:
    """Whom "its" means: the first country or organisation of the sentence so far, or of the sentence before."""
    for line, text in ((read.lines[index], read.lines[index].text[:end]), (read.lines[index - 1], None)):
        for sign in line.text if text is None else text:
            if is_sign(sign) and sort_of(sign) in "NO":
                return line.at(sign)
    return None


def teams(told: list[Told]) -> dict[str, Mention]:
    """For whom the people act whom a text places in a delegation."""
    found: dict[str, Mention] = {}
    for each in told:
        for person in (*each.heads, *each.members):
            found.setdefault(person.name, each.owner)
    return found


def delegations(discourse: Discourse, meetings: list[Meeting], told: list[Told]) -> list[Claim]:
    """Whom delegations represent, who heads them and who belongs to them."""
    made = _Delegations()
    _represented(made, meetings)
    for each in sorted(told, key=lambda each: not each.heads):
        line = discourse.reading.lines[each.line]
        words = line.words[each.span.start - line.span.start : each.span.end - line.span.start]
        planned = grammar(discourse.reading.language)["planned"].search(words) is not None
        near = [meeting for meeting in meetings if planned == (meeting.status not in ("held", "under-way"))]
        meeting = at_hand(near or (meetings if planned else []), each.line, each.owner.name)
        if meeting is not None and not _of_another(each, meeting, discourse.reading):
            _belong(made, each, meeting, discourse.reading)
    return made.claims


def _of_another(told: Told, meeting: Meeting, read: Reading) -> bool:
    """Whether a delegation was elsewhere: told in a paragraph before the meeting's, or behind it and no side there."""
    here, first = read.lines[told.line].paragraph, read.lines[meeting.mentions[0].line].paragraph
    if any(mention.line == told.line for mention in meeting.mentions):
        return False
    return first > here or (first < here and len(meeting.sides) > 1 and told.owner.name not in meeting.sides)


def _represented(made: _Delegations, meetings: list[Meeting]) -> None:
    """A delegation for each side that takes part through one."""
    for meeting in meetings:
        told = (each for name, first in meeting.actors.items() for each in meeting.told.get(name, [first]))
        for actor, encounter in told:
            words = encounter.event.words if encounter.event else ""
            if actor.body and meeting.status in ("held", "under-way") and not meeting.which and "troops" not in words:
                _represent(made, meeting, actor.name, actor.span, actor.resolving, encounter.rule)


def _represent(
    made: _Delegations, meeting: Meeting, side: str, span: Span, resolving: tuple[Span, ...], rule: str
) -> None:
    subject = f"delegation:{meeting.subject}:{side}"
    known = next((place for place, each in enumerate(made.claims) if each.subject == subject), None)
    if known is not None:
        claim = made.claims[known]
        if span not in claim.spans and len(claim.spans) < _MOST_PLACES:
            made.claims[known] = evolve(claim, spans=(*claim.spans, span))
    else:
        made.said.add(subject)
        made.claims.append(
            Claim(
                kind="delegation",
                subject=subject,
                predicate="represents",
                object=side,
                spans=(span,),
                resolving=resolving,
                rule=rule,
            )
        )


def _belong(made: _Delegations, told: Told, meeting: Meeting, read: Reading) -> None:
    owner, body = told.owner, told.body
    whole = (owner.span, *owner.resolving)
    _represent(made, meeting, owner.name, body, tuple(span for span in whole if span != body), told.rule)
    subject = f"delegation:{meeting.subject}:{owner.name}"
    for mention in (*told.heads, *told.members):
        if (subject + mention.name) in made.said:
            continue
        made.said.add(subject + mention.name)
        here = Span(min(told.span.start, mention.span.start), mention.span.end)
        made.claims.append(
            Claim(
                kind="delegation",
                subject=subject,
                predicate="head" if mention in told.heads or _heads_by_office(mention, read) else "member",
                object=mention.name,
                spans=(here,),
                resolving=tuple(dict.fromkeys((body, *whole, *mention.resolving))),
                rule=told.rule,
            )
        )


def _heads_by_office(mention: Mention, read: Reading) -> bool:
    """Whether somebody is called a chief negotiator."""
    person = read.people.find(mention.name)
    pattern = grammar(read.language)["heads_team"]
    return person is not None and any(pattern.search(office.title) for office in person.offices)


def _members(line: Line, signs: str | None) -> tuple[Mention, ...]:
    found = (line.at(sign) for sign in signs or "" if is_sign(sign))
    return tuple(each for mention in found for each in (mention.members or (mention,)) if each.sort in "PQ")


def roles(discourse: Discourse, meetings: list[Meeting]) -> Iterator[Claim]:
    """Who mediates, hosts, opens or watches the meeting at hand, beside those whom the meeting's own words name so.

    Who chairs a meeting is its host in the own country, and elsewhere a mediator.
    """
    said: set[tuple[str, str]] = {
        (name, f"{role}@{meeting.subject}") for meeting in meetings for role, name in meeting.roles
    }
    language = discourse.reading.language
    countries = {mention.name: mention.note for line in discourse.reading.lines for mention in line.mentions}
    by_line = told_in(meetings)
    for index, line in enumerate(discourse.reading.lines):
        here = next((meeting for meeting in by_line.get(index, ()) if meeting.kind != "call"), None)
        for rule in _rules("roles", language):
            for match in rule.pattern.finditer(line.text):
                deal = grammar(language)["deal"].search(line.text[: match.start()]) is not None
                series = patterns(language)["format"].search(line.text, 0, match.start())
                if series is not None and series[0].startswith(("[", "(")):
                    continue  # "the format [involving Spain as a mediator]"
                meeting = here or at_hand(meetings, index)
                if meeting is None or meeting.mentions[0].line > index or elsewhere(line, meeting):
                    continue
                if here is not None and _beside(line, match, index, here):
                    continue
                if rule.rule == "invitation-of" and meeting.kind == "visit":
                    continue  # who invites a visitor need not have met him yet
                if here is None and (deal or _other_round(line, language)):
                    continue
                for actor in _cast(discourse, line, index, match):
                    role = rule.role
                    if role == "chair":
                        city = countries.get(meeting.city.text, "") if meeting.city is not None else ""
                        role = "host" if actor.side == city else "mediator"
                    party = actor.name in meeting.actors and len(meeting.actors) < 3
                    key = (actor.name, f"{role}@{meeting.subject}")
                    if (role in ("mediator", "observer") and party) or key in said:
                        continue
                    said.add(key)
                    yield _role(line, match, rule.rule, role, meeting, actor, language)


def _cast(discourse: Discourse, line: Line, index: int, match: Match[str]) -> Iterator[Actor]:
    """Who has the role that a match tells: groups whose names begin with `it`, if `as` is an office of mediators."""
    found = match.groupdict()
    mediators = grammar(discourse.reading.language)["mediators"]
    if found.get("as") is None or mediators.search(line.at(found["as"]).title):
        for group, sign in found.items():
            if sign and group.startswith("it"):
                yield from discourse.actors(line.at(sign), index, match.start(group))


def _beside(line: Line, match: Match[str], index: int, meeting: Meeting) -> bool:
    """Whether the words for a meeting next to a role are of another one: "met two days before talks, mediated by A"."""
    events = [place for place, sign in enumerate(line.text) if is_sign(sign) and sort_of(sign) == "E"]
    own = [each.event.span for each in meeting.mentions if each.line == index and each.event is not None]
    near = [place for place in events if place < match.start() and not line.text[place + 1 : match.start()].strip(" ,")]
    return bool(own) and any(line.at(line.text[place]).span not in own for place in near)


def elsewhere(line: Line, meeting: Meeting) -> bool:
    """Whether a sentence speaks of "the Oslo meeting" and the meeting was not in Oslo."""
    events = [line.at(sign) for sign in line.text if is_sign(sign) and sort_of(sign) == "E"]
    return any(event.name and (meeting.city is None or meeting.city.text != event.name) for event in events)


def _other_round(line: Line, language: str) -> bool:
    """Whether a sentence speaks of a previous or next round, which is not the meeting at hand."""
    if grammar(language)["numbered_one"].search(line.text):
        return True
    events = [line.at(sign) for sign in line.text if is_sign(sign) and sort_of(sign) == "E"]
    return any(occasion(event, language).which in ("previous", "next") for event in events)


def _role(line: Line, match: Match[str], rule: str, role: str, meeting: Meeting, actor: Actor, language: str) -> Claim:
    span = line.span_of_match(match)
    hoped = grammar(language)["hoped"].search(line.source(*match.span())) is not None
    planned = meeting.status in ("announced", "postponed", "cancelled")
    return Claim(
        kind="role",
        subject=actor.name,
        predicate="role",
        object=f"{role}@{meeting.subject}",
        spans=(Span(min(span.start, actor.span.start), max(span.end, actor.span.end)),),
        resolving=tuple(each for each in actor.resolving if each != actor.span),
        rule=rule,
        modality="hoped" if hoped else "planned" if planned else "asserted",
    )


@cache
def _rules(name: str, language: str) -> tuple[_Rule, ...]:
    return tuple(
        _Rule(each["rule"], each.get("role", ""), re.compile(expand(each["pattern"])))
        for each in entries(language, name)["rules"]
    )
