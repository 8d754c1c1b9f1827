"""What a person may make of a claim: the words of the text, not others that say something else."""

import re
from collections.abc import Iterable
from itertools import islice

from attrs import evolve

from kg.extract.claims import PREDICATES, Claim
from kg.extract.gate import Gate, Passed
from kg.extract.grammar import grammar
from kg.extract.sentences import dateline, sentences
from kg.extract.triggers import verbs
from kg.extract.words import entries, pattern
from kg.model import Span
from kg.names import fold

_LINES_OF_DATELINE = 12
_IN_FREE_WORDS = {("statement", predicate) for predicate in PREDICATES["statement"]} | {
    ("proposal", "aim"),
    ("proposal", "provision"),
    ("event", "purpose"),
    ("event", "outcome"),
    ("event", "series"),
    ("strike", "target"),
    ("strike", "weapon"),
}
"""The claims whose object is in the words of the text."""


def not_in_text(claim: Claim, quotes: str, language: str = "en", act: bool = True) -> str:
    """Why the words that an edited claim rests on do not bear its object; empty if they do.

    The object of a statement and the like has to be in words that stand there in this order, and none that denies may
    be left out between them or, unless the claim is a denial, before them. For a kind of event there has to be a word,
    and with ``act`` for what is done by saying something a verb.

    >>> said = Claim(kind="statement", subject="Ada", predicate="stated", object="they give up", spans=(), rule="r")
    >>> not_in_text(said, "Ada said they would not give up")
    'it leaves out "not"'
    >>> kind = Claim(kind="event", subject="talks:1", predicate="kind", object="summit", spans=(), rule="r")
    >>> not_in_text(kind, "met")
    'no word for a summit is in the words'
    """
    if act and claim.kind == "statement":
        verb = entries(language, "statements")["verbs"].get(claim.predicate)
        if verb and not re.search(rf"\b(?:{verb})\b", quotes):
            return f'no verb for "{claim.predicate}" is in the words'
    if (claim.kind, claim.predicate) in _IN_FREE_WORDS:
        return _other_words(claim, quotes, language)
    if (claim.kind, claim.predicate) == ("event", "kind") and not _bears(claim.object, quotes, language):
        return f"no word for a {claim.object[:40]} is in the words"
    return ""


def judged(gate: Gate, claim: Claim) -> Passed:
    """What the gate says of an edited claim, with as little as it needs to resolve whom or when it means.

    A date may also follow from the sentences that its words stand in, or from the dateline.
    """
    ways = [evolve(claim, resolving=()), claim]
    if claim.predicate == "date":
        said = evolve(claim, resolving=(), inference="")
        around = (evolve(said, resolving=(span,)) for span in _around(gate.text, claim.spans, gate.language))
        ways = [said, *around, *ways]
    return next((found for way in ways if not (found := gate.judge([way])).refused), gate.judge([claim]))


def _around(text: str, spans: Iterable[Span], language: str) -> list[Span]:
    """The sentences of spans, and the dateline."""
    own = [
        each for each in sentences(text, language) for span in spans if each.start < span.end and span.start < each.end
    ]
    lines = (Span(*match.span()) for match in islice(re.finditer(r"[^\n]+", text[:3000]), _LINES_OF_DATELINE))
    return [*dict.fromkeys((*own, *(place[0] for line in lines if (place := dateline(text, line)))))]


def _other_words(claim: Claim, quotes: str, language: str) -> str:
    there = [(match.start(), match.end()) for match in re.finditer(r"\w+(?:['’]\w+)?", quotes)]
    folded = [fold(quotes[start:end]) for start, end in there]
    wanted = re.findall(r"\w+(?:['’]\w+)?", claim.object)
    best = f'"{claim.object[:60]}" is not in the words of the text'
    starts = [number for number, word in enumerate(folded) if wanted and word == fold(wanted[0])]
    for first in starts:
        places, at = [], first
        for word in map(fold, wanted):
            if word not in folded[at:]:
                break
            places.append(folded.index(word, at))
            at = places[-1] + 1
        if len(places) < len(wanted):
            best = f'"{wanted[len(places)][:40]}" does not stand there behind the words before it'
            continue
        left_out = "".join(" " + quotes[slice(*there[n])] for n in range(places[0], places[-1]) if n not in places)
        denying = claim.polarity == "negative" or claim.predicate == "rejected"
        before = "" if denying else quotes[: there[places[0]][0]]
        denial = pattern(language, "gate", "denial")
        if not (found := denial.search(left_out) or denial.search(before)):
            return ""
        best = f'it leaves out "{found[0].strip()[:40]}"'
    return best


def _bears(kind: str, quotes: str, language: str) -> bool:
    """Whether a noun or verb for a kind of event is in words."""
    nouns = entries(language, "phrases")["EVENT_KINDS"].get(kind, "").split()
    if any(re.search(rf"\b{re.escape(noun)}s?\b", quotes, re.IGNORECASE) for noun in nouns):
        return True
    if kind == "call" and grammar(language)["phone"].search(quotes):
        return True
    return any(rule.kind == kind and rule.pattern.search(quotes) for rule in verbs(language))
