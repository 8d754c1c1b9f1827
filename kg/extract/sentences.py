"""Sentences of a text, as spans: bounded work for any text, whatever it is made of."""

import re
from collections.abc import Callable
from functools import cache

from kg.extract.words import entries, words
from kg.model import Span

LONGEST = 1500
"""Sentences of more characters are cut at a space: nobody writes them, and every later step stays linear."""

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]{0,3}(?=\s)|[\u3002\uff01\uff1f]")
_WORD_BEFORE = re.compile(r"[^\s\"'“”\u2018’(\[«]{0,20}\Z")
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)? \w{3,9}|\w{3,9}\.? \d{1,2}|\d{1,2}\.\d{1,2}\.\d{4})(?:,? \d{4})?"
_DATELINE = re.compile(
    r"(?:(?:\d{1,2} \w{3,9}|\w{3,9} \d{1,2}),? \d{4},? (?=[^\W\d_a-z]))?(?:"  # the day may stand first
    r"(?P<place>[^\W\d_a-z][\w.'’/ ,-]{1,60}?),?\s"
    rf"(?:\((?P<agency>[^()\n]{{2,40}})\),?(?: {_DAY}\.?)?\s?)?[—–-]{{1,2}}\s"
    r"|(?P<slashed>[^\W\d_a-z][\w.'’ ,-]{1,60}?)\s/[^/\s][^/\n]{1,30}/(?:[.:]|\s?[—–-]{1,2})?(?!\S)"
    r"|(?P<place2>[^\W\d_a-z][\w.'’/ ,-]{1,60}?)(?: \[[^\[\]\n]{2,30}\])?,?\s(?:\w{3,9}\.? \d{1,2}\s)?"
    r"\([^()\n]{2,60}\)(?::?\s|[—–-]{1,2})"
    r"|(?P<place3>[^\W\d_a-z]{3,20}(?:[ -][^\W\d_a-z]{2,20}){0,3}(?:, [^\W\d_]+(?: [^\W\d_]+)?)?):\s"
    r"|(?P<place4>[^\W\d_a-z][\w'’ -]{1,40}(?:, [^\W\d_][\w ]{1,30})?"
    rf", {_DAY})(?:, [^\W\d_a-z]{{3,12}})?[.:]?(?!\S| [a-z])"
    r"|[Bb]y (?:\w+ )?[^\W\d_]+, (?P<byline>[^\W\d_a-z][\w'’-]{1,20}(?: [^\W\d_a-z][\w'’-]{1,20}){0,2})$"
    r"|(?P<place5>[^\W\d_a-z][\w'’ -]{1,40}, [^\W\d_a-z][\w'’ -]{1,30})$"
    r"|(?P<place6>[^\W\d_a-z][\w'’-]{1,20}(?: [^\W\d_a-z][\w'’-]{1,20}){0,2}):\s"
    r"|(?P<alone>[^\W\d_a-z]{3,20}(?:[ -][^\W\d_a-z]{2,20}){0,2})\.?$)"
)
_IN_DATELINE = re.compile(
    r"(?:^|[\r\n])[^\W\d_a-z][^\Wa-z]+(?: [^\Wa-z]+){0,3}, (?:[A-Z][a-z]{0,4}\.){1,3} [—–_-]{1,2} \Z", re.ASCII
)
_SUBHEAD = 70
"""A line so short, without a full stop, is a heading."""
_GROUPS = ("place", "slashed", "place2", "place3", "place4", "byline", "place5", "place6", "alone")


@cache
def _abbreviations(language: str) -> frozenset[str]:
    return frozenset(word.lower() for word in words(language, "names", "abbreviations"))


@cache
def _months(language: str) -> frozenset[str]:
    return frozenset(name for names in entries(language, "dates")["months"].values() for name in names.split())


def sentences(text: str, language: str = "en") -> list[Span]:
    """The sentences of a text in order; a line break always ends one, so headlines need no full stop.

    >>> text = "Talks on Feb. 28\\nMr. Ames met the U.S. envoy. “It went well.” He left."
    >>> [text[span.start : span.end] for span in sentences(text)]
    ['Talks on Feb. 28', 'Mr. Ames met the U.S. envoy.', '“It went well.”', 'He left.']
    """
    found: list[Span] = []
    for line in _LINE.finditer(text):
        start = line.start()
        for end in _END.finditer(text, line.start(), line.end()):
            if not text[start : end.start()].isdigit() and _ends_sentence(text, end.start(), end.end(), language):
                found.extend(_pieces(text, start, end.end()))
                start = end.end()
        found.extend(_pieces(text, start, line.end()))
    return found


def _ends_sentence(text: str, mark: int, end: int, language: str) -> bool:
    """Whether the mark at a place ends a sentence: not behind an abbreviation or initial, nor before a small letter."""
    following = text[end : end + 12].lstrip().lstrip("\"'“\u2018«([")
    if not following:
        return True
    if following[0].islower() or _IN_DATELINE.search(text, max(0, mark - 40), end + 3):
        return False
    if text[mark] != "." or text[mark : mark + 2] in ("..", ".”"):
        return True
    before = _WORD_BEFORE.search(text, max(0, mark - 20), mark)
    word = before[0] if before else ""
    initials = all(len(part) == 1 and part.isupper() for part in word.split("."))
    if initials and word.lower() not in _abbreviations(language):
        return False
    if word.isdigit() and len(word) < 3 and following.split(maxsplit=1)[0].lower().rstrip(".,") in _months(language):
        return False  # "am 10. März"
    if word.lower() not in _abbreviations(language):
        return True
    return "." in word and following.split(maxsplit=1)[0].lower() in words(language, "names", "sentence_starters")


def _pieces(text: str, start: int, end: int) -> list[Span]:
    """A sentence without the space around it, cut where it is longer than `LONGEST`."""
    found = []
    while True:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end - start <= LONGEST:
            break
        cut = text.rfind(" ", start + 1, start + LONGEST)
        cut = start + LONGEST if cut <= start else cut
        found.append(Span(start, cut))
        start = cut
    return [*found, Span(start, end)] if end > start else found


def dateline(text: str, span: Span, type_of: Callable[[str], str] = lambda name: "") -> tuple[Span, int] | None:
    """The place and date of a dateline and where the sentence behind it begins.

    A dateline is in capitals, has an agency in brackets or between strokes, or begins with what `type_of` knows; it
    may be a line alone. Before a colon it is in capitals or a city.

    >>> text = "GENEVA, March 3 (Example Wire) — Talks began."
    >>> place, start = dateline(text, Span(0, len(text)))
    >>> text[place.start : place.end], text[start:]
    ('GENEVA, March 3', 'Talks began.')
    """
    match = _DATELINE.match(text, span.start, min(span.end, span.start + 120))
    if match is None:
        return None
    group = next(name for name in _GROUPS if match[name])
    place = match[group]
    head = place.split(",")[0]
    if group == "place5" and (len(place.split()) > 3 or not type_of(head)):
        return None
    wire = match["agency"] or ""
    if wire and not type_of(head) and type_of(wire.split(",")[0]):  # "Foreign Affairs (OSLO, 3 May) – "
        return Span(match.start("agency"), match.end("agency")), match.end()
    if (group in ("place6", "alone", "byline") and type_of(head) != "city") or (
        group == "place3" and type_of(head) == "country"
    ):
        return None
    behind = text[match.end() : span.end].rstrip()
    if group == "place6" and len(behind) < _SUBHEAD and behind[-1:] not in '.!?”"':  # "Oslo: no meeting today"
        return None
    if " " in head and not type_of(head) and type_of(head.split()[-1].capitalize()) == "country":  # "TODAY NORWAY"
        return None
    capitals = head.isupper() and len(head) > 2 and (group != "place3" or "," in place)
    if not (capitals or type_of(head) or ((match["agency"] or match["slashed"]) and len(head.split()) < 4)):
        return None
    return Span(*match.span(group)), match.end()
