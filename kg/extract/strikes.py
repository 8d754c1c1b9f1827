"""Attacks and exchanges of prisoners: who, against what, with what, when, and what it followed."""

import re
from collections.abc import Iterator
from functools import cache
from re import Match, Pattern
from typing import Any

from attrs import define, evolve, field

from kg.extract.claims import Claim
from kg.extract.discourse import Discourse
from kg.extract.grammar import grammar
from kg.extract.line import Line, Mention, expand, is_sign, sort_of
from kg.extract.meetings import Meeting
from kg.extract.scenes import at_hand, elsewhere, told_in
from kg.extract.words import entries
from kg.model import Span


@define
class Strike:
    """An attack that one or two sentences tell of: its claims but for the subject, by predicate and object."""

    attacker: str
    line: int
    target: str = ""
    claims: dict[tuple[str, str], Claim] = field(factory=dict)

    def add(
        self, predicate: str, object_: str, spans: tuple[Span, ...], rule: str, tier: str = "A", **more: Any
    ) -> None:
        """Note a claim, the first of its predicate and object."""
        claim = Claim(
            kind="strike", subject="", predicate=predicate, object=object_, spans=spans, rule=rule, tier=tier, **more
        )
        self.claims.setdefault((predicate, object_), claim)

    def has(self, predicate: str) -> str:
        """The object of a claim, or an empty text."""
        return next((object_ for known, object_ in self.claims if known == predicate), "")


def strikes(discourse: Discourse) -> Iterator[Claim]:
    """The claims about attacks, numbered in the order of the text."""
    found: list[Strike] = []
    patterns = _patterns(discourse.reading.language)
    for index, line in enumerate(discourse.reading.lines):
        if line.headline:
            continue
        taken = -1
        for rule, pattern in patterns["attacks"]:
            for match in pattern.finditer(line.text):
                if match.start() < taken:
                    continue
                taken = match.end()
                _attack(line, index, rule, match, found, patterns)
    for number, strike in enumerate(found, 1):
        for (predicate, object_), claim in strike.claims.items():
            if predicate == "responds-to":
                object_ = f"strike:{object_}"
            yield evolve(claim, subject=f"strike:{number}", object=object_)


def _attack(
    line: Line, index: int, rule: str, match: Match[str], found: list[Strike], patterns: dict[str, Any]
) -> None:
    who = match["attacker"] or _blamed(line, match, patterns)
    body = line.at(who) if who else None
    owners = ({owner.name for owner in body.members} or {body.name}) if body is not None else {""}
    if len(owners) != 1:
        return
    attacker = owners.pop()
    before = found[-1] if found else None
    same = before is not None and before.attacker == attacker and index - before.line <= 1
    date = _date(line, match)
    if rule == "attack-on" and (
        date is None or not _placed(line, match, patterns) or (before and index - before.line < 2)
    ):
        return  # "the attack on the plan"
    if same and before is not None and date is not None and before.has("date") not in ("", date.edtf):
        same = False
    strike = before if same and before is not None else Strike(attacker, index)
    if not same:
        found.append(strike)
    strike.line = index
    whole = line.span_of(match.start(), match.end())
    span = line.span_of(match.start(), match.end("rest") if match["rest"] is None else match.start("rest"))
    if attacker:
        strike.add("attacker", attacker, (whole,), rule)
    words = match.groupdict()
    if words.get("weapon"):
        weapon = " ".join(line.source(*match.span("weapon")).split())
        strike.add("weapon", weapon, (line.span_of_match(match, "weapon"),), rule, "A" if weapon[0].isdigit() else "B")
    elif body is not None and body.sort == "G" and (arms := patterns["weapon"].search(body.words)):
        strike.add("weapon", arms["it"], (span,), rule, "B")
    if words.get("target"):
        target = _plain_target(line, match)
        if target and not target.lower().startswith("target"):
            strike.add("target", target, (_joined(line.span_of_match(match, "target"), span),), rule)
    if date is not None and date.edtf:
        strike.add("date", date.edtf, (_joined(date.span, whole),), rule, inference=date.note)
    _places(line, match, strike, attacker, rule, patterns)
    if patterns["retaliation"].search(line.text) and len(found) > 1:
        other = next((n for n in range(len(found) - 1, 0, -1) if found[n - 1].attacker != attacker), None)
        if other is not None:
            where = patterns["retaliation"].search(line.text)
            strike.add("responds-to", str(other), (_joined(line.span_of_match(where), span),), rule, "B")


def _blamed(line: Line, match: Match[str], patterns: dict[str, Any]) -> str | None:
    """Whom the rest of a sentence names as the attacker: "for which Spain blames Norway"."""
    found = patterns["blamed"].search(line.text, match.end("target" if "target" in match.re.groupindex else 0))
    return next((found[name] for name in ("it", "it2", "it3") if found[name]), None) if found is not None else None


def _placed(line: Line, match: Match[str], patterns: dict[str, Any]) -> bool:
    """Whether a place stands behind what was attacked, or in it."""
    start, end = match.start("target"), match.end()
    return any(is_sign(sign) and sort_of(sign) in "CRN" for sign in line.text[start:end])


def _joined(one: Span, other: Span) -> Span:
    """The stretch from the first to the last of two spans of a sentence."""
    return Span(min(one.start, other.start), max(one.end, other.end))


def _plain_target(line: Line, match: Match[str]) -> str:
    text = line.source(*match.span("target"))
    return " ".join(text.split())


def _places(line: Line, match: Match[str], strike: Strike, attacker: str, rule: str, patterns: dict[str, Any]) -> None:
    start = match.start("rest") if match["rest"] else match.end()
    tail = max(match.start(), match.end("attacker"))
    span = line.span_of(match.start(), start)
    for place in patterns["country"].finditer(line.text, tail, match.end()):
        group = next(name for name in ("it", "it2", "it3") if place[name])
        mention = line.at(place[group])
        if mention.name != attacker:
            strike.add("target-country", mention.name, (_joined(line.span_of_match(place), span),), rule)
            break
    region = patterns["region"].search(line.text, min(start, tail), match.end())
    if region is not None:
        mention = line.at(region["it"])
        strike.add("target-region", mention.name, (_joined(line.span_of_match(region), span),), rule)


def _date(line: Line, match: Match[str]) -> Mention | None:
    """The date in the attack's own clause, or the only one of the sentence."""
    inside = [line.at(sign) for sign in match[0] if is_sign(sign) and sort_of(sign) == "D"]
    if inside:
        return inside[0]
    every = [line.at(sign) for sign in line.text if is_sign(sign) and sort_of(sign) == "D"]
    return every[0] if len(every) == 1 else None


def exchanges(discourse: Discourse, meetings: list[Meeting]) -> Iterator[Claim]:
    """The claims about exchanges of prisoners; parties that are not named are those of the meeting at hand."""
    patterns = _patterns(discourse.reading.language)
    by_line, number = told_in(meetings), 0
    for index, line in enumerate(discourse.reading.lines):
        match, rule = next(
            ((match, rule) for rule, pattern in patterns["exchanges"] if (match := pattern.search(line.text))),
            (None, ""),
        )
        if match is None or line.headline:
            continue
        here = by_line.get(index, [])
        result = patterns["results"].search(line.text)
        meeting = here[0] if here else at_hand(meetings, index)
        span = line.span_of_match(match)
        claims, tier = [], "A"
        if match.groupdict().get("party"):
            actors = discourse.actors(line.at(match["party"]), index, match.start("party"))
            parties = [(actor.side, actor.span, actor.resolving) for actor in actors]
        elif meeting is not None:
            tier = "B"  # the parties are not named
            parties = [(actor.side, span, (actor.span, *actor.resolving)) for actor, _ in meeting.actors.values()]
            parties = [each for each in parties if (each[0], "mediator") not in {(n, r) for r, n in meeting.roles}]
        else:
            parties = []
        if len({name for name, _, _ in parties}) != 2:
            continue
        number += 1
        subject = f"prisoner-exchange:{number}"
        planned = grammar(discourse.reading.language)["planned"].search(line.text) is not None
        modality = "planned" if planned else "asserted"
        for name in dict.fromkeys(name for name, _, _ in parties):
            _, where, resolving = next(each for each in parties if each[0] == name)
            spans = (Span(min(span.start, where.start), max(span.end, where.end)),)
            claims.append(
                _exchange(subject, "party", name, spans, rule, resolving=resolving, modality=modality, tier=tier)
            )
        date = _date(line, match) if result is None or not here else _date_behind(line, match)
        if date is not None and date.edtf and not (here and here[0].which == "previous" and result is not None):
            claims.append(
                _exchange(
                    subject, "date", date.edtf, (date.span,), rule, inference=date.note, modality=modality, tier=tier
                )
            )
        if result is not None and meeting is not None and not elsewhere(line, meeting):
            claims.append(
                _exchange(subject, "results-from", meeting.subject, (line.span_of_match(result),), rule, tier=tier)
            )
        yield from claims


def _date_behind(line: Line, match: Match[str]) -> Mention | None:
    after = [line.at(sign) for sign in line.text[match.end() :][:12] if is_sign(sign) and sort_of(sign) == "D"]
    return after[0] if after else None


def _exchange(subject: str, predicate: str, object_: str, spans: tuple[Span, ...], rule: str, **more: Any) -> Claim:
    return Claim(kind="exchange", subject=subject, predicate=predicate, object=object_, spans=spans, rule=rule, **more)


@cache
def _patterns(language: str) -> dict[str, Any]:
    raw = entries(language, "strikes")
    macros = raw["macros"]

    def rules(key: str) -> tuple[tuple[str, Pattern[str]], ...]:
        return tuple((each["rule"], re.compile(expand(each["pattern"], macros))) for each in raw[key])

    places = {name: re.compile(expand(pattern)) for name, pattern in raw["places"].items()}
    return {
        "attacks": rules("attacks"),
        "exchanges": rules("exchanges"),
        "results": re.compile(expand(raw["results"])),
        **places,
    }
