"""Words for actors and meetings that name nobody: offices, delegations, pairs, pronouns, lists, "the second round"."""

import re
from functools import cache
from re import Match, Pattern

from attrs import frozen

from kg.extract.grammar import grammar
from kg.extract.line import Line, Mention, expand, is_sign, signs
from kg.extract.words import entries

_OWNER = re.compile(rf"\([^()]*\)|{signs('NJO')}['’]s (?={signs('PQ')})")
"""Whose somebody in a list is: "Ames (Spain)", "Spain's Ames"."""


@frozen
class Occasion:
    """What words for a meeting say of it: its kind, its number in a series, and which one is meant."""

    kind: str
    number: int | None
    which: str
    definite: bool
    plural: bool


def read(line: Line, language: str) -> None:
    """Fold offices, delegations, pronouns, lists of actors, documents and words for meetings, in this order."""
    patterns = _patterns(language)
    for name in ("bodies_of", "bodies"):
        line.fold_matches(patterns[name], lambda match: _body(line, match))
    line.fold_matches(patterns["titles"], lambda match: _office(line, match))
    line.fold_matches(patterns["pair"], lambda match: _pronoun(line, match, "pair"))
    line.fold_matches(patterns["pronoun"], lambda match: _pronoun(line, match, "pronoun"))
    if patterns["nouns"].search(line.text) is not None:
        line.fold_matches(patterns["event"], lambda match: _occasion(line, match, language))
    line.fold_matches(patterns["document"], lambda match: _document(line, match))
    line.fold_matches(patterns["list"], lambda match: _list(line, match))


def _body(line: Line, match: Match[str]) -> Mention:
    return Mention(
        sort="G",
        span=line.span_of_match(match),
        members=tuple(line.signs(match["owners"])),
        words=match[0],
        title=match["body"],
    )


def _office(line: Line, match: Match[str]) -> Mention | None:
    owners = line.signs((match["of"] or "") + (match["owners"] or ""))
    determined = (match["det"] or "").strip().lower() in ("the", "both", "their", "his", "her")
    if not owners and not determined:
        return None
    return Mention(
        sort="T" if owners else "U",
        span=line.span_of_match(match),
        members=tuple(owners),
        title=match["title"],
        note="office" if not match["title"].lower().endswith("s") else "offices",
        words=match[0],
    )


def _pronoun(line: Line, match: Match[str], name: str) -> Mention:
    word = match[0].lower()
    note = "pair" if name == "pair" or word in ("they", "them") else "one"
    title = (match.groupdict().get("title") or "") if note == "one" else ""
    return Mention(sort="U", span=line.span_of_match(match), note=note, title=title, words=match[0])


def _list(line: Line, match: Match[str]) -> Mention:
    return Mention(sort="A", span=line.span_of_match(match), members=tuple(line.signs(re.sub(_OWNER, "", match[0]))))


def _document(line: Line, match: Match[str]) -> Mention | None:
    if not (match["det"] or match["owner"]):
        return None
    owner = line.signs(match["owner"] or "")
    return Mention(sort="K", span=line.span_of_match(match), members=tuple(owner), title=match["noun"], words=match[0])


def _occasion(line: Line, match: Match[str], language: str) -> Mention | None:
    adjectives = match["adj"] or ""
    owned = line.text[: match.start()][-3:].rstrip().endswith(("'s", "’s", "s'", "s’"))
    verbs = entries(language, "phrases")["verbs"].split()
    between = line.text.startswith(" between ", match.end())
    if not (match["det"] or adjectives or owned or between) and match["noun"].lower() in verbs:
        return None
    return Mention(
        sort="E",
        span=line.span_of_match(match),
        members=tuple(each for each in line.signs(adjectives) if each.sort != "C"),
        name=next((each.name for each in line.signs(adjectives) if each.sort == "C"), ""),
        words="".join("#" if is_sign(sign) else sign for sign in match[0]).lower(),
        title=match["noun"].lower(),
        note=(match["det"] or "").strip().lower(),
    )


def occasion(mention: Mention, language: str) -> Occasion:
    """What the words of a mention of sort E say.

    >>> from kg.model import Span
    >>> words = Mention(sort="E", span=Span(0, 1), words="the second round of talks", title="round", note="the")
    >>> occasion(words, "en")
    Occasion(kind='talks', number=2, which='', definite=True, plural=False)
    """
    content = entries(language, "phrases")
    found = set(re.findall(r"[\w-]+", mention.words))
    noun = mention.title
    kinds = {word: kind for kind, nouns in content["EVENT_KINDS"].items() for word in nouns.split()}
    last = noun.split()[-1]
    summit = "summit" in noun.split()[:-1]
    kind = "summit" if summit else kinds.get(last) or kinds.get(last.removesuffix("s")) or "talks"
    if grammar(language)["phone"].search(mention.words):
        kind = "call"
    elif kind == "call" and last.startswith("conversation"):
        kind = "talks"
    if kind == "mediation" and last.startswith("mission"):
        kind = ""
    counted = grammar(language)["counted"].search(mention.words) is not None
    number = next((value for word, value in content["ordinals"].items() if word in found), None)
    if number is None:
        digits = re.search(r"\b([0-9]{1,2})(?:st|nd|rd|th)\b", mention.words)
        number = int(digits[1]) if digits else None
    which = next((name for name in ("previous", "next", "current") if found & set(content[name].split())), "")
    number = number if counted else None
    definite = mention.note in ("the", "this", "these", "those", "their", "his", "her", "its")
    return Occasion(kind, number, which, definite, last.endswith("s") and last not in ("talks", "discussions"))


@cache
def _patterns(language: str) -> dict[str, Pattern[str]]:
    raw = entries(language, "phrases")
    names = ("titles", "bodies", "bodies_of", "pair", "pronoun", "list", "event", "document")
    found = {name: re.compile(expand(raw[name], raw["macros"])) for name in names}
    return found | {"nouns": re.compile(f"(?i){raw['macros']['NOUN']}")}
