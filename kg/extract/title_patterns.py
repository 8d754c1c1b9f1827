"""The patterns of offices and names, made from the word lists and `titles.yaml` of a language."""

import re
from collections.abc import Iterable
from functools import cache
from re import Pattern

from attrs import frozen

from kg.extract.line import expand
from kg.extract.mentions import UPPER, WORD
from kg.extract.names import spaced, title_words
from kg.extract.words import entries, words


@frozen
class Rule:
    """A pattern with the name by which claims say what proposed them."""

    rule: str
    pattern: Pattern[str]


@frozen
class TitlePatterns:
    """What is looked for: a word that ends a title, one office with one name, offices with several, a bare name."""

    head: Pattern[str]
    single: tuple[Rule, ...]
    plural: tuple[Rule, ...]
    sides: tuple[Rule, ...]
    shared: tuple[Rule, ...]
    name: Pattern[str]
    office: Pattern[str]
    second: Pattern[str]


@cache
def patterns(language: str) -> TitlePatterns:
    """The patterns of a language.

    >>> [found[0] for found in patterns("en").name.finditer("they met Abdel Fattah al-Sisi of Egypt")]
    ['Abdel Fattah al-Sisi', 'Egypt']
    """
    made = macros(language)
    raw = entries(language, "titles")

    def rules(key: str) -> tuple[Rule, ...]:
        return tuple(Rule(each.get("rule", ""), re.compile(expand(each["pattern"], made))) for each in raw[key])

    ends = f"{_any_of(language, 'heads')}|counterpart|colleague|opposite number|homologue"
    head = re.compile(rf"(?:(?i:{ends}|secretarie)s?|{_any_of(language, 'short_titles')})(?!\w)")
    return TitlePatterns(
        head=head,
        single=rules("patterns"),
        plural=rules("plural"),
        sides=rules("sides"),
        shared=rules("shared"),
        name=re.compile(expand("{NAME}", made)),
        office=re.compile(expand(r"(?<!\w){TITLE}", made)),
        second=re.compile(expand(raw["second"], made)),
    )


@cache
def macros(language: str) -> dict[str, str]:
    """The parts of patterns that are made from the lists: TITLE, NAME, RANKS, PAST and those of `titles.yaml`."""
    particles = _any_of(language, "particles")
    particle = spaced(language)
    inner, behind = (rf"{_any_of(language, key)}\.?" for key in ("in_names", "behind_names"))
    free = f"{_any_of(language, 'never_names')}|{one_of(f'{word}s' for word in title_words(language))}"
    heads = rf"(?:(?i:{_any_of(language, 'heads')})|{_any_of(language, 'short_titles')})"
    portfolio = rf"(?i:(?:{_any_of(language, 'portfolios')})(?![\w-]))"
    joined = r"(?:(?<!(?i:committee) )(?<!(?i:council) )(?<!(?i:commission) )(?<!(?i:assembly) )and )?"
    small = rf"(?:(?:(?i:{_any_of(language, 'modifiers')})|{portfolio})[ -]{joined})"
    modifier = rf"(?:{small}|{WORD}[ -])"
    boards = one_of((*words(language, "names", "organisation_words"), *words(language, "names", "boards")))
    part = rf"(?:{portfolio}|(?:{boards}|[A-Z]{{3,6}})(?![\w-]))"
    unit = rf"(?:(?:{WORD}(?:(?<=s)['’])?|{{JR}})(?: and)? ){{0,3}}?{part}"
    alone = r"(?! (?i:minister|secretary)(?!\w))"  # "Minister of Education and Oil Minister"
    more = rf"(?:,? and |, | & | of the | of | for the | for | )(?:{{J}} )?{part}{alone}|,? and {WORD} {part}{alone}"
    words_of = rf"(?>{unit}(?:{more}){{0,7}})"
    tail = rf"(?:(?: of the | of | and | for the | for | ){WORD}){{0,6}}(?=[,.;)]| \(|\Z)"
    body_of = rf"{words_of} (?:for|on|of) (?:the )?{WORD}{tail}"
    bodies = rf"(?:[a-z]+ ){{0,3}}?(?:{_any_of(language, 'bodies')})(?![\w-])"
    own_office = rf"(?:{WORD} ){{0,2}}Office(?: (?:of|for) (?:the )?(?:{WORD}|{{NR}}))?"
    owned = rf"(?:{WORD} ){{0,2}}(?:{WORD}|[a-z]+)['’]s? (?:{bodies}|{own_office})"
    of_office = (
        rf"(?i:office) of (?:the )?{modifier}{{0,3}}{heads}(?![\w’'])(?: (?:of|for) (?:the )?{words_of}(?![\w-]))?"
    )
    long = (
        rf"(?!(?i:state) {WORD})(?:{WORD})(?:(?: of the | of | and | for the | for | & | ){WORD}){{0,7}}(?=[,.;)]|\Z)"
    )
    spoken_for = "(?=(?:[a-z]+ )?(?i:spokes|rep))"
    office_of_state = rf"(?:Department|Ministry|Office) (?:of|for) (?:{WORD} (?:and )?){{1,4}}?{spoken_for}"
    future = rf"(?:-(?i:{_any_of(language, 'future')}))?"
    return {
        **entries(language, "titles")["macros"],
        "WORD": WORD,
        "NAME": rf"(?:(?:[{UPPER}]\. ?){{0,3}}|(?:(?:[B-HJ-Z]|A(?= [A-Z] )) ){{0,3}}){WORD}"
        rf"(?: {inner}(?= )| {behind}(?!\w)| (?:[{UPPER}]\.){{1,3}}(?= )| {particle}{{0,2}}{WORD}"
        rf"| (?:{particles})-{WORD}){{0,5}}(?:,? {behind}(?!\w))?",
        "NAMES": "{RANKS}{NAME}{LAND}(?:, {RANKS}{NAME}{LAND}){0,6},? and {RANKS}{NAME}{LAND}",
        "LAND": r"(?: \((?:the )?{N}\))?",
        "PARTICLED": rf"{particle}{{1,2}}{WORD}",
        "FREE": rf"(?!(?:{free})(?!\w))",
        "RANKS": rf"(?:(?:{_any_of(language, 'ranks')})\.? ){{0,4}}(?:\((?:res|ret|retd)\.?\) )?",
        "RANK": rf"(?:{_any_of(language, 'ranks')})(?!\w)",
        "SURERANKS": rf"(?:(?:{_any_of(language, 'sure_ranks')})\.? )(?:(?:{_any_of(language, 'ranks')})\.? ){{0,3}}",
        "PAST": rf"(?i:(?:then-|(?:{_any_of(language, 'past')})[ -]))",
        "BODIES": bodies,
        "HEAD": heads,
        "SMALL": small,
        "TITLES": rf"{modifier}{{0,5}}(?:{heads}s|(?i:(?:under-?)?secretaries))(?!\w)",
        "TITLE": rf"(?:(?i:{_any_of(language, 'units')})['’]s |{office_of_state})?{modifier}{{0,5}}{heads}"
        rf"(?: and {small}{{0,3}}{heads})?(?![\w’']|-[{UPPER}])(?<!\.){future}"
        rf"(?:(?: in charge)? (?:of|for) (?:the |an? )?"
        rf"(?:{of_office}|{body_of}|{words_of}(?![\w-])|{owned}|{bodies}|{long})"
        rf"(?:(?: and | [–—-] ){small}{{0,3}}{heads}(?![\w’'-])(?: (?:of|for) (?:the )?{words_of}(?![\w-]))?)?"
        rf"|, (?:Federal |State )?Ministry (?:of|for) (?:the )?{words_of}(?=, ))?",
    }


@cache
def _any_of(language: str, key: str) -> str:
    return one_of(words(language, "names", key))


def one_of(listed: Iterable[str]) -> str:
    """A pattern for the longest of some words, with what they begin with in common written once, which is faster.

    >>> one_of(["chair", "chairman", "king"])
    '(?:chair(?:man)?|king)'
    """
    branches: dict[str, list[str]] = {}
    for word in sorted(set(listed)):
        branches.setdefault(word[:1], []).append(word[1:])
    parts = []
    for first, rests in branches.items():
        while first and len({rest[:1] for rest in rests}) == 1 and rests[0]:
            first, rests = first + rests[0][0], [rest[1:] for rest in rests]
        if first:
            parts.append(re.escape(first) + (one_of(rests) if any(rests) else ""))
    whole = "|".join(parts)
    if "" in branches:
        return f"(?:{whole})?" if parts else ""
    return f"(?:{whole})" if len(parts) > 1 else whole
