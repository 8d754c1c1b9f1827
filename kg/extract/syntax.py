"""Who does what in a folded sentence: the subject of a verb, its object, and whom "with" or "between" adds."""

import re
from functools import cache
from re import Pattern

from attrs import frozen

from kg.extract.line import Line, expand, is_sign, signs, sort_of
from kg.extract.words import entries

ACTING = "PTNGOQAU"
"""The sorts of mentions that can act."""
_NEAR, _TRIES = 250, 8
"""So many characters and so many actors before a verb its subject is looked for."""


@frozen
class Subject:
    """Where the subject of a verb stands, the words between the two, and whether it stands in another clause."""

    place: int
    gap: str
    elided: bool = False


def subject(line: Line, verb: int, known: dict[str, Pattern[str]]) -> Subject | None:
    """The subject of the verb at a place: the nearest actor with nothing but small words and asides between.

    Where the verb shares the subject of the one before ("flew north and met"), the first actor of the sentence.
    """
    text = line.text
    for place in _actors(text, max(0, verb - _NEAR), verb)[: -_TRIES - 1 : -1]:
        gap = text[place + 1 : verb]
        if "," in gap and len(gap) > 2 and known["gerund"].match(text, verb):  # ", meeting the envoy"
            continue
        if known["after_object"].fullmatch(gap):  # "met the king, then held talks": not the king
            continue
        absolute = gap == " " and known["absolute"].search(text, max(0, place - 12), place) is not None
        if absolute and known["gerund"].match(text, verb):  # ", with the king meeting the envoy"
            return Subject(place, gap)
        relative = known["whose"].match(gap) is not None
        aside = "," in gap and known["aside"].search(text[:place][-150:]) is not None
        if (relative or not (aside or governed(text, place, known))) and known["gap"].fullmatch(gap):
            return Subject(place, gap)
    shared = known["shared"].search(text, max(0, verb - 90), verb)
    main = _speaker(line, shared.start(), known) if shared is not None else None
    if shared is None or main is None or known["intruder"].search(text, main, shared.start()):
        return None
    return Subject(main, text[shared.start() : verb], True)


def _speaker(line: Line, end: int, known: dict[str, Pattern[str]]) -> int | None:
    """Who speaks right before a place ("Ames said in Oslo after ..."), else the first actor of the sentence."""
    said = known["attributed"].search(line.text, max(0, end - 160), end)
    return said.start("it") if said is not None else first(line, end, known)


def first(line: Line, end: int, known: dict[str, Pattern[str]]) -> int | None:
    """The first actor of a sentence before a place, that no preposition governs; a clause of its own counts first."""
    breaks = [0, *(match.end() for match in known["break"].finditer(line.text, 0, end))]
    actors = _actors(line.text, 0, end)
    for start in reversed(breaks) if actors else ():
        for place in actors:
            if place >= start and not governed(line.text, place, known):
                return place
    return None


def _actors(text: str, start: int, end: int) -> list[int]:
    """The places of those who can act in a stretch of folded text."""
    return [match.start() for match in _actor().finditer(text, start, end)]


@cache
def _actor() -> Pattern[str]:
    return re.compile(signs(ACTING))


def is_actor(character: str) -> bool:
    """Whether a character of folded text stands for somebody who can act."""
    return is_sign(character) and sort_of(character) in ACTING


def governed(text: str, place: int, known: dict[str, Pattern[str]]) -> bool:
    """Whether an actor is the object of a preposition or owns what stands behind; not in "officials from A and B"."""
    if sort_of(text[place]) in "AU" and known["groups_from"].search(text[:place][-40:]):
        return False
    if sort_of(text[place]) == "O" and known["body_of"].search(text[:place][-80:]):
        return True
    if known["led_by"].search(text[:place][-80:]):  # "a delegation led by the king met"
        return False
    return (
        known["governed"].search(text[:place][-40:]) is not None
        or known["possessive"].match(text, place + 1) is not None
    )


@cache
def patterns(language: str) -> dict[str, Pattern[str]]:
    """The patterns of `clauses.yaml`, those of statuses under `status_NAME`."""
    raw = entries(language, "clauses")
    macros = raw["macros"]
    found = {name: re.compile(expand(pattern, macros)) for name, pattern in raw.items() if isinstance(pattern, str)}
    return found | {f"status_{name}": re.compile(pattern) for name, pattern in raw["status"].items()}
