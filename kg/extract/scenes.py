"""What is told around a meeting: delegations with heads and members, and who mediates, hosts, opens or watches."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from re import Match, Pattern

from attrs import define, field, frozen

from kg.extract.claims import Claim
from kg.extract.clauses import Encounter
from kg.extract.discourse import Actor, Discourse
from kg.extract.grammar import grammar
from kg.extract.line import Line, Mention, expand, is_sign, sort_of
from kg.extract.meetings import Meeting
from kg.extract.people import People
from kg.extract.phrases import occasion
from kg.extract.reading import Reading
from kg.extract.words import entries
from kg.model import Span

_BACK = 50
"""How many meetings before and after a sentence it can speak of."""


@frozen
class _Rule:
    rule: str
    role: str
    pattern: Pattern[str]


@define
class Delegations:
    """The claims about delegations, and for whom each of their people acts."""

    claims: list[Claim] = field(factory=list)
    owners: dict[str, Mention] = field(factory=dict)
    said: set[str] = field(factory=set)


def at_hand(meetings: list[Meeting], index: int, side: str = "") -> Meeting | None:
    """The meeting that a sentence speaks of: the one told last before it, of those that took place if there is one.

    With a `side`, a meeting in which it takes part is preferred.
    """
    end = bisect_right(meetings, index, key=lambda meeting: meeting.mentions[0].line)
    near = meetings[max(0, end - _BACK) : end + _BACK]
    told = [meeting for meeting in near if meeting.kind in ("talks", "summit", "mediation")]
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


def delegations(discourse: Discourse, meetings: list[Meeting]) -> Delegations:
    """Whom delegations represent, who heads them and who belongs to them, in the order of the text."""
    made = Delegations()
    _represented(made, meetings)
    last: tuple[Meeting, Mention, Span] | None = None
    for index, line in enumerate(discourse.reading.lines):
        matches = [
            (match, rule)
            for rule in _rules("delegations", discourse.reading.language)
            for match in rule.pattern.finditer(line.text)
        ]
        for match, rule in sorted(matches, key=lambda each: each[0].start()):
            body = line.at(match["body"]) if match.groupdict().get("body") else None
            if body is not None:
                owners = body.members if body.sort == "G" else (body,)
                if len(owners) != 1 or (
                    body.sort == "G" and not grammar(discourse.reading.language)["teams"].search(body.title)
                ):
                    continue
                meeting = at_hand(meetings, index, owners[0].name)
                last = (meeting, owners[0], body.span) if meeting is not None else None
                for person in _members(line, match, ("head", "members")):
                    made.owners.setdefault(person.name, owners[0])
            if last is None:
                continue
            meeting, owner, span = last
            _told(made, discourse, line, index, match, rule, meeting, owner, span)
    return made


def _represented(made: Delegations, meetings: list[Meeting]) -> None:
    """A delegation for each side that takes part through one."""
    for meeting in meetings:
        for actor, encounter in meeting.actors.values():
            words = encounter.event.words if encounter.event else ""
            if actor.body and meeting.status in ("held", "under-way") and not meeting.which and "troops" not in words:
                _represent(made, meeting, actor.name, actor.span, actor.resolving, encounter.rule)


def _represent(
    made: Delegations, meeting: Meeting, side: str, span: Span, resolving: tuple[Span, ...], rule: str
) -> None:
    subject = f"delegation:{meeting.subject}:{side}"
    if subject not in made.said:
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


def _told(
    made: Delegations,
    discourse: Discourse,
    line: Line,
    index: int,
    match: Match[str],
    rule: _Rule,
    meeting: Meeting,
    owner: Mention,
    span: Span,
) -> None:
    _represent(made, meeting, owner.name, span, (owner.span,) if owner.span != span else (), rule.rule)
    for group, predicate in (("head", "head"), ("members", "member")):
        for mention in _members(line, match, (group,)):
            subject = f"delegation:{meeting.subject}:{owner.name}"
            if (subject + mention.name) in made.said:
                continue
            made.said.add(subject + mention.name)
            made.owners.setdefault(mention.name, owner)
            here = Span(min(line.span_of_match(match).start, mention.span.start), mention.span.end)
            made.claims.append(
                Claim(
                    kind="delegation",
                    subject=subject,
                    predicate=predicate,
                    object=mention.name,
                    spans=(here,),
                    resolving=tuple(dict.fromkeys((span, owner.span, *mention.resolving))),
                    rule=rule.rule,
                )
            )


def _members(line: Line, match: Match[str], groups: tuple[str, ...]) -> list[Mention]:
    found: list[Mention] = []
    for group in groups:
        for sign in match.groupdict().get(group) or "":
            if is_sign(sign):
                mention = line.at(sign)
                found += [each for each in (mention.members or (mention,)) if each.sort in "PQ"]
    return found


def roles(discourse: Discourse, meetings: list[Meeting]) -> Iterator[Claim]:
    """Who mediates, hosts, opens or watches the meeting at hand, beside those whom the meeting's own words name so."""
    said: set[tuple[str, str]] = {
        (name, f"{role}@{meeting.subject}") for meeting in meetings for role, name in meeting.roles
    }
    by_line = told_in(meetings)
    for index, line in enumerate(discourse.reading.lines):
        for rule in _rules("roles", discourse.reading.language):
            for match in rule.pattern.finditer(line.text):
                here = [meeting for meeting in by_line.get(index, ()) if meeting.kind != "call"]
                deal = grammar(discourse.reading.language)["deal"].search(line.text[: match.start()]) is not None
                if not here and (deal or _other_round(line, discourse.reading.language)):
                    continue
                for group in ("it", "it2"):
                    sign = match.groupdict().get(group)
                    if not sign:
                        continue
                    for actor in discourse.actors(line.at(sign), index, match.start(group)):
                        meeting = here[0] if here else at_hand(meetings, index)
                        if meeting is not None and (meeting.mentions[0].line > index or elsewhere(line, meeting)):
                            continue
                        if meeting is None or (actor.name, f"{rule.role}@{meeting.subject}") in said:
                            continue
                        if (
                            rule.role in ("mediator", "observer")
                            and actor.name in meeting.actors
                            and len(meeting.actors) < 3
                        ):
                            continue
                        said.add((actor.name, f"{rule.role}@{meeting.subject}"))
                        yield _role(line, match, rule, meeting, actor, discourse.reading.language)


def elsewhere(line: Line, meeting: Meeting) -> bool:
    """Whether a sentence speaks of "the Oslo meeting" and the meeting was not in Oslo."""
    events = [line.at(sign) for sign in line.text if is_sign(sign) and sort_of(sign) == "E"]
    return any(event.name and (meeting.city is None or meeting.city.text != event.name) for event in events)


def _other_round(line: Line, language: str) -> bool:
    """Whether a sentence speaks of a previous or next round, which is not the meeting at hand."""
    events = [line.at(sign) for sign in line.text if is_sign(sign) and sort_of(sign) == "E"]
    return any(occasion(event, language).which in ("previous", "next") for event in events)


def _role(line: Line, match: Match[str], rule: _Rule, meeting: Meeting, actor: Actor, language: str) -> Claim:
    span = line.span_of_match(match)
    hoped = grammar(language)["hoped"].search(line.source(*match.span())) is not None
    planned = meeting.status in ("announced", "postponed", "cancelled")
    return Claim(
        kind="role",
        subject=actor.name,
        predicate="role",
        object=f"{rule.role}@{meeting.subject}",
        spans=(Span(min(span.start, actor.span.start), max(span.end, actor.span.end)),),
        resolving=tuple(each for each in actor.resolving if each != actor.span),
        rule=rule.rule,
        modality="hoped" if hoped else "planned" if planned else "asserted",
    )


def companions(made: Delegations, met: list[Encounter], people: People) -> None:
    """Let those who accompany somebody act for the same country."""
    for encounter in met:
        if encounter.rule == "accompanied" and encounter.actors:
            leader = people.find(encounter.actors[0].name)
            owner = next((office.owner for office in leader.offices if office.owner), None) if leader else None
            if owner is not None:
                for actor in encounter.actors[1:]:
                    made.owners.setdefault(actor.name, owner)


def own(people: People, lines: list[Line], owners: dict[str, Mention], read: Reading) -> None:
    """Say whose each office is that the text names without its country.

    In this order: the delegation a person belongs to, for ministers the country whose ministry the text is from, the
    person named before in the same list, the capital named beside, the one country named before in the sentence, and
    for offices that only one country has, that one if the text speaks of it; a mayor is that of the dateline's city.
    """
    for person in people.all.values():
        for office in person.offices:
            if office.owner is None and person.name in owners:
                office.owner = owners[person.name]
    known = grammar(read.language)
    if read.ministry is not None:
        for person in people.all.values():
            for office in person.offices:
                if office.owner is None and known["minister"].search(office.title):
                    office.owner, office.guessed = read.ministry, True
    for line in lines:
        for place, sign in enumerate(line.text):
            if is_sign(sign) and line.at(sign).sort in "PA":
                _own_here(people, line, place, line.at(sign), known)
    only = entries(read.language, "titles")["only"]
    for person in people.all.values():
        for office in person.offices:
            if office.owner is None and office.title.lower() in only:
                office.owner = _first(lines, only[office.title.lower()])
            if office.owner is None and known["city_head"].search(office.title):
                office.owner = read.here


def _first(lines: list[Line], country: str) -> Mention | None:
    """Where a text names a country first."""
    found = (line.at(sign) for line in lines for sign in line.text if is_sign(sign))
    owners = (each for mention in found for each in (mention, *mention.members))
    return next((mention for mention in owners if mention.sort in "NJ" and mention.name == country), None)


def _own_here(people: People, line: Line, place: int, mention: Mention, known: dict[str, Pattern[str]]) -> None:
    members = mention.members or (mention,)
    before: Mention | None = None
    for member in members:
        person = people.find(member.name) if member.sort == "P" else None
        if person is None:
            continue
        for office in person.offices:
            if office.owner is None and office.span == member.span:
                office.owner = before or _near(people, line, place, member, known)
            before = office.owner or before


def _near(people: People, line: Line, place: int, member: Mention, known: dict[str, Pattern[str]]) -> Mention | None:
    """The country of the capital right behind somebody, or the only country named before in the sentence."""
    behind = known["in_city"].search(line.text[place + 1 :]) or known["where_city"].search(line.text[:place])
    if behind is not None and line.at(behind["it"]).note:
        city = line.at(behind["it"])
        return Mention(sort="N", span=city.span, name=city.note, type="country")
    found: dict[str, Mention] = {}
    for sign in line.text[:place]:
        if is_sign(sign):
            mention = line.at(sign)
            if mention.sort in "NJ" and not known["in_place"].search(line.text[: line.text.index(sign)]):
                found[mention.name] = mention
            elif mention.sort in "GT":
                found.update({owner.name: owner for owner in mention.members})
            elif mention.sort == "P" and known["spokesman"].search(mention.title):
                person = people.find(mention.name)
                for office in person.offices if person else ():
                    if office.owner is not None:
                        found[office.owner.name] = office.owner
    return next(iter(found.values())) if len(found) == 1 else None


@cache
def _rules(name: str, language: str) -> tuple[_Rule, ...]:
    return tuple(
        _Rule(each["rule"], each.get("role", ""), re.compile(expand(each["pattern"])))
        for each in entries(language, name)["rules"]
    )
