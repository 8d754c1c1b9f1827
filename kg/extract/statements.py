"""Who says what: the speaker, the act, and the words, with whether it is denied or hoped for."""

import re
from collections.abc import Iterator
from functools import cache
from re import Match, Pattern

from attrs import frozen

from kg.extract.claims import Claim
from kg.extract.discourse import Actor, Discourse
from kg.extract.line import Line, expand
from kg.extract.words import entries
from kg.model import Span

_OPENING = "\"“'\u2018"
_BEFORE = ("quote-before", "quote-before-single")
"""The rules for what is said in quotes before the verb."""
_QUOTED = re.compile(r"""^(?:["“](?P<it>[^"“”]{3,})["”]?|['\u2018](?P<it2>[^"“”]{3,})['’])[.,]?$""")


@frozen
class _Rule:
    rule: str
    act: str
    shared: bool
    pattern: Pattern[str]


@frozen
class _Language:
    rules: tuple[_Rule, ...]
    acts: dict[str, str]
    negative: Pattern[str]
    hoped: Pattern[str]
    trigger: Pattern[str]


def find(discourse: Discourse) -> Iterator[Claim]:
    """The statements of a text in order, each stretch of words once."""
    known = _language(discourse.reading.language)
    for index, line in enumerate(discourse.reading.lines):
        if line.headline or known.trigger.search(line.text) is None:
            continue
        taken: list[tuple[int, int]] = []
        verbs: set[int] = set()
        for rule in known.rules:
            for match in rule.pattern.finditer(line.text):
                where = match.span("what")
                verb = max((match.start(name) for name in rule.pattern.groupindex if name[:4] == "verb"), default=-1)
                if verb in verbs and line.text[where[0]] not in _OPENING:
                    continue  # what "he told reporters" speaks of stands in quotes before it
                verbs |= {verb} if rule.rule in _BEFORE and verb >= 0 else set()
                if rule.shared or not any(start < where[1] and where[0] < end for start, end in taken):
                    claims = list(_claims(line, index, rule, match, discourse, known))
                    taken += [where] if claims else []
                    yield from claims


def _claims(
    line: Line, index: int, rule: _Rule, match: Match[str], discourse: Discourse, known: _Language
) -> Iterator[Claim]:
    words = match.groupdict()
    verb = words.get("verb") or words.get("verb2") or ""
    act = rule.act or known.acts.get(verb.split()[0] if verb.split()[:1] and verb not in known.acts else verb, "stated")
    group = "who" if words.get("who") else "who2"
    speaker = line.at(words[group][0])
    if speaker.sort == "A":
        return
    start, end = match.span("what")
    said = line.source(start, end).strip()
    where = line.span_of(start, end)
    if (quoted := _QUOTED.match(said)) is not None:
        first, last = quoted.span("it" if quoted["it"] else "it2")
        said, where = said[first:last].rstrip(".,"), Span(where.start + first, where.start + last)
    inside = line.text[: match.start()]
    if rule.rule not in _BEFORE and (inside.count('"') % 2 or inside.count("“") > inside.count("”")):
        return
    if verb in ("called on", "calls on", "appealed to", "urged", "urges") and " to " not in said:
        return
    if len(said) < 8 or len(said.split()) < 3 or not discourse.actors(speaker, index, match.start(group)):
        return
    span = line.span_of_match(match)
    negative = known.negative.search(said.lower()) is not None and act != "rejected"
    for actor in discourse.actors(speaker, index, match.start(group)):
        yield Claim(
            kind="statement",
            subject=actor.name,
            predicate=act,
            object=said,
            spans=(Span(min(span.start, where.start), max(span.end, where.end)),),
            resolving=_resolving(actor, span),
            polarity="negative" if negative else "affirmative",
            modality="hoped" if known.hoped.search(said.lower()) else "asserted",
            rule=rule.rule,
            tier="B",
        )


def _resolving(actor: Actor, span: Span) -> tuple[Span, ...]:
    outside = (
        each for each in (actor.span, *actor.resolving) if not (span.start <= each.start and each.end <= span.end)
    )
    return tuple(dict.fromkeys(outside))


@cache
def _language(language: str) -> _Language:
    raw = entries(language, "statements")
    acts = {verb: act for act, verbs in raw["verbs"].items() for verb in verbs.split("|")}
    acts |= raw["participles"]
    verbs = "|".join(
        sorted((re.escape(verb) for verbs in raw["verbs"].values() for verb in verbs.split("|")), key=len, reverse=True)
    )
    macros = {**raw["macros"], "VERB": f"(?:{verbs})", "REST": raw["rest"]}
    rules = tuple(
        _Rule(each["rule"], each.get("act", ""), each.get("shared", False), re.compile(expand(each["pattern"], macros)))
        for each in raw["rules"]
    )
    trigger = re.compile(rf"\b(?:{verbs}|told|tells|{'|'.join(raw['participles'])}|calls?|According)\b")
    return _Language(rules, acts, re.compile(raw["negative"]), re.compile(raw["hoped"]), trigger)
