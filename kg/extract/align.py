"""Where a quote stands in a text: exactly, or as close as writing the same words otherwise allows.

What may differ is the writing only: composed or decomposed letters, kinds of quotation mark and dash, runs of space,
invisible signs, "..." for "…", and the case of the first letter. Words may not: nothing is found by being similar.
"""

import re
import unicodedata

from attrs import frozen

from kg.model import Span

LONGEST_QUOTE = 2000
"""Longer quotes are not looked for: nobody quotes that much for one fact."""
MOST_PLACES = 100
"""So many places of one quote are told apart; finding more changes nothing."""

_QUOTES = dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u02b9\u00b4`", "'") | dict.fromkeys(
    "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'
)
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
_INVISIBLE = dict.fromkeys(
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad", ""
)
_SAME = _QUOTES | _DASHES | _INVISIBLE | {"\u2026": "..."}
_MOST_MARKS = 32
_SPACE = re.compile(r"\s+")


@frozen
class Folded:
    """A text in one way of writing, and for every sign of it the place in the text that it comes from.

    `starts[i]` and `ends[i]` bound what became the sign `text[i]`.
    """

    text: str
    starts: list[int]
    ends: list[int]


def fold(text: str) -> Folded:
    """Bring a text to one way of writing.

    >>> fold("“Cafe\\u0301” –  yes…").text
    '"Café" - yes...'
    """
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    place, length = 0, len(text)
    while place < length:
        char = text[place]
        end = place + 1
        if char.isspace():
            space = _SPACE.match(text, place)
            end = space.end() if space else end
            same = " "
            if signs and signs[-1] == " ":  # a sign that is not shown stood between two runs
                ends[-1] = end
                place = end
                continue
        elif char < "\u0080" and (end == length or text[end] < "\u0080"):
            same = _SAME.get(char, char)
        else:
            end = _with_marks(text, end)
            shown = "".join(sign for sign in text[place:end] if sign not in _INVISIBLE)
            same = "".join(_SAME.get(sign, sign) for sign in unicodedata.normalize("NFC", shown))
        for sign in same:
            signs.append(sign)
            starts.append(place)
            ends.append(end)
        place = end
    return Folded("".join(signs), starts, ends)


def _with_marks(text: str, end: int) -> int:
    """Where the marks end that belong to the letter before a place, at most a few dozen."""
    limit = min(len(text), end + _MOST_MARKS)
    ahead = end
    while ahead < limit and (unicodedata.combining(text[ahead]) or text[ahead] in _INVISIBLE):
        ahead += 1
        if unicodedata.combining(text[ahead - 1]):
            end = ahead
    return end


class Aligner:
    """Finds quotes in one text, which is folded once and only if a quote does not stand in it as it is.

    >>> aligner = Aligner("“We met,” he said. We left.")
    >>> aligner.find('"we met,"'), aligner.find("We"), aligner.find("we  left")
    ([Span(start=0, end=9)], [Span(start=1, end=3), Span(start=19, end=21)], [Span(start=19, end=26)])
    >>> aligner.find("We meet")
    []
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded: Folded | None = None

    def find(self, quote: str) -> list[Span]:
        """Every place where a quote stands, at most `MOST_PLACES`; several mean that a person has to decide."""
        if not quote.strip() or len(quote) > LONGEST_QUOTE:
            return []
        exact = _places(self.text, quote)
        if exact:
            return [Span(start, start + len(quote)) for start in exact]
        if self._folded is None:
            self._folded = fold(self.text)
        folded, wanted = self._folded, fold(quote).text.strip()
        if not wanted:
            return []
        places = _places(folded.text, wanted)
        if not places and (other := _first_letter_swapped(wanted)):
            places = _places(folded.text, other)
        found = []
        for start in places:
            end = start + len(wanted)
            cut = start > 0 and folded.starts[start - 1] == folded.starts[start]
            if not cut and (end == len(folded.text) or folded.starts[end] != folded.starts[end - 1]):
                found.append(Span(folded.starts[start], folded.ends[end - 1]))
        return found


def _first_letter_swapped(text: str) -> str:
    """A text whose first letter is a capital instead of a small one or the other way round; empty if it has none."""
    at = next((place for place, char in enumerate(text) if char.isalnum()), None)
    if at is None or len(text[at].swapcase()) > 1 or text[at].swapcase() == text[at]:
        return ""
    return text[:at] + text[at].swapcase() + text[at + 1 :]


def _places(text: str, wanted: str) -> list[int]:
    """Where a text holds another, from left to right, overlapping places included."""
    found: list[int] = []
    start = text.find(wanted)
    while start >= 0 and len(found) < MOST_PLACES:
        found.append(start)
        start = text.find(wanted, start + 1)
    return found
