"""A sentence in which everything recognised is folded into one sign, so that rules can be short patterns.

"Turkish Foreign Minister Hakan Fidan met his Syrian counterpart in Ankara" becomes "P met T in C", where each letter
stands for one code point of a private plane that leads back to the mention and to the exact offsets in the text.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from re import Match, Pattern

from attrs import define, field

from kg.model import Span

SORTS = "NJOPQCRVDETGAUKM"
"""N country, J demonym, O organisation or group, P person, Q name of an unknown sort, C city, R region, V venue,
D date, E words for an event, T office without a name, G those who act for somebody, A several actors, U pronoun or
"both sides", K document, M capital that may stand for its country."""

_BASE = 0xF0000
_ROOM = 0x1000
_FOREIGN = re.compile(f"[{chr(_BASE)}-{chr(0x10FFFF)}]")
_MACRO = re.compile(r"\{([A-Z]+)\}")


@define(kw_only=True)
class Mention:
    """Something recognised: its sort, where it stands, what it is called in full, and whom it is about.

    `members` are the actors of a group (A, U) or the owners of an office or delegation (T, G); `resolving` are words
    elsewhere that say who is meant.
    """

    sort: str
    span: Span
    name: str = ""
    type: str = ""
    title: str = ""
    edtf: str = ""
    note: str = ""
    members: "tuple[Mention, ...]" = ()
    resolving: tuple[Span, ...] = ()
    relative: bool = False
    words: str = ""


@define
class Line:
    """A sentence: its words, its folded text, and the way back to the offsets of the source."""

    span: Span
    words: str
    text: str
    starts: list[int]
    ends: list[int]
    mentions: list[Mention] = field(factory=list)
    headline: bool = False
    paragraph: int = 0

    @classmethod
    def of(cls, text: str, span: Span) -> "Line":
        """The line of a sentence; signs of the private plane in the source are read as noise."""
        words = _FOREIGN.sub("\ufffd", text[span.start : span.end])
        return cls(span, words, words, list(range(span.start, span.end)), list(range(span.start + 1, span.end + 1)))

    def span_of(self, start: int, end: int) -> Span:
        """The offsets in the source of a stretch of the folded text."""
        return Span(self.starts[start], self.ends[end - 1])

    def span_of_match(self, match: Match[str], group: str | int = 0) -> Span:
        """The offsets in the source of a group of a match."""
        return self.span_of(*match.span(group))

    def at(self, sign: str) -> Mention:
        """The mention that a sign stands for."""
        return self.mentions[(ord(sign) - _BASE) % _ROOM]

    def signs(self, text: str) -> list[Mention]:
        """The mentions in a stretch of folded text, in order."""
        return [self.at(sign) for sign in text if is_sign(sign)]

    def source(self, start: int, end: int) -> str:
        """A stretch of the folded text as the source has it."""
        span = self.span_of(start, end)
        return self.words[span.start - self.span.start : span.end - self.span.start]

    def fold(self, found: Iterator[tuple[int, int, Mention]]) -> None:
        """Put one sign in the place of each stretch; stretches come in order and do not overlap."""
        stretches = list(found)
        if not stretches:
            return
        texts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for start, end, mention in stretches:
            if start < done or start >= end or len(self.mentions) >= _ROOM:
                continue
            texts += self.text[done:start], chr(_BASE + SORTS.index(mention.sort) * _ROOM + len(self.mentions))
            starts += [*self.starts[done:start], self.starts[start]]
            ends += [*self.ends[done:start], self.ends[end - 1]]
            self.mentions.append(mention)
            done = end
        self.text = "".join([*texts, self.text[done:]])
        self.starts = [*starts, *self.starts[done:]]
        self.ends = [*ends, *self.ends[done:]]

    def fold_matches(self, regex: Pattern[str], make: Callable[[Match[str]], Mention | None]) -> None:
        """Fold what a pattern finds, where `make` gives a mention; a group named `it` is folded, or else all."""
        whole = "it" not in regex.groupindex

        def found() -> Iterator[tuple[int, int, Mention]]:
            for match in regex.finditer(self.text):
                mention = make(match)
                if mention is not None:
                    start, end = match.span(0 if whole else "it")
                    yield start, end, mention

        self.fold(found())

    def refresh(self) -> None:
        """Write the signs anew after mentions have changed their sort."""
        self.text = "".join(
            chr(_BASE + SORTS.index(self.at(sign).sort) * _ROOM + (ord(sign) - _BASE) % _ROOM)
            if is_sign(sign)
            else sign
            for sign in self.text
        )

    def plain(self) -> str:
        """The folded text with letters for signs, for looking at.

        >>> line = Line.of("Ada left.", Span(0, 9))
        >>> line.fold(iter([(0, 3, Mention(sort="P", span=Span(0, 3), name="Ada"))]))
        >>> line.plain()
        '<P> left.'
        """
        return "".join(f"<{sort_of(sign)}>" if is_sign(sign) else sign for sign in self.text)


def is_sign(character: str) -> bool:
    """Whether a character of folded text stands for a mention."""
    return ord(character) >= _BASE


def sort_of(sign: str) -> str:
    """The letter of `SORTS` that a sign belongs to."""
    return SORTS[(ord(sign) - _BASE) // _ROOM]


@cache
def signs(sorts: str) -> str:
    """The character class for some sorts.

    >>> re.match(signs("P"), chr(0xF0000 + 3 * 0x1000)) is not None
    True
    """
    first = (_BASE + SORTS.index(sort) * _ROOM for sort in sorts)
    return "[" + "".join(f"{chr(start)}-{chr(start + _ROOM - 1)}" for start in first) + "]"


def expand(pattern: str, macros: dict[str, str] | None = None) -> str:
    """A pattern with `{NJ}` written out as the class of those sorts, and other `{NAME}` as macros say."""
    for _ in range(5):
        pattern = _MACRO.sub(
            lambda match: (
                (macros or {}).get(match[1]) or (signs(match[1]) if set(match[1]) <= set(SORTS) else match[0])
            ),
            pattern,
        )
    return pattern
