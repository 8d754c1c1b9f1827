"""Numbers in running text, whether in figures or in words, each in one way of writing."""

import re
from collections.abc import Iterator
from functools import cache

from attrs import frozen

from kg.extract.words import entries

_TOKEN = re.compile(r"\d[\d.,'\u2019\u00a0\u202f]*\d|\d|[^\W\d_]+")
_GROUPED = re.compile(r"\d{1,3}(?:([.,'\u2019\u00a0\u202f])\d{3})(?:\1\d{3})*")
_ROMAN = re.compile(r"(?=[XVI]{2,6}\Z|[VX]\Z)X{0,3}(?:IX|IV|V?I{0,3})")
_BESIDE = re.compile(r"[\s\u00a0-]{1,3}")


@frozen
class Number:
    """A number that stands in a text: where, its value in figures, and whether it is written in words."""

    start: int
    end: int
    value: str
    in_words: bool


@frozen
class _Counting:
    values: dict[str, int]
    multipliers: dict[str, int]
    between: frozenset[str]


def numbers_in(text: str, language: str = "en") -> set[str]:
    """The values of all numbers of a text; Roman numerals count as well.

    >>> sorted(numbers_in("The sixth round freed forty-six of 1,200 and 2.5 million tonnes; Geneva II failed."))
    ['1200', '2', '2500000', '46', '6']
    """
    values = {number.value for number in numbers(text, language)}
    return values | {str(_roman(match[0])) for match in re.finditer(r"\b[XVI]{1,6}\b", text) if _ROMAN.match(match[0])}


def numbers(text: str, language: str = "en") -> Iterator[Number]:
    """The numbers of a text in order, those of several words as one.

    >>> [number.value for number in numbers("one hundred and twenty of 3 thousand in two three-day talks, 10,5 %")]
    ['120', '3000', '2', '3', '10.5']
    """
    known = _counting(language)
    current: Number | None = None
    reach, skipped = 0, False  # where the words of a number end, and whether an "and" is the last of them
    for match in _TOKEN.finditer(text):
        word = match[0].casefold()
        if current is not None and _BESIDE.fullmatch(text, reach, match.start()):
            if word in known.between and not skipped:
                reach, skipped = match.end(), True
                continue
            if (joined := _joined(current, word, match.end(), known, skipped)) is not None:
                current, reach, skipped = joined, match.end(), False
                continue
        if current is not None:
            yield current
        current, reach, skipped = _begun(match, word, known), match.end(), False
    if current is not None:
        yield current


def _begun(match: re.Match[str], word: str, known: _Counting) -> Number | None:
    """The number that a word begins, if it does."""
    if word[0].isdigit():
        return Number(*match.span(), _figures(word), False)
    value = known.values.get(word, known.multipliers.get(word))
    return None if value is None else Number(*match.span(), str(value), True)


def _joined(current: Number, word: str, end: int, known: _Counting, skipped: bool) -> Number | None:
    """A number together with the next word, None where that one begins another."""
    if (factor := known.multipliers.get(word)) is not None and not skipped:
        return Number(current.start, end, _times(current.value, factor), current.in_words)
    value = known.values.get(word)
    if value is None or not current.in_words or not current.value.isdigit() or not value:
        return None
    before = int(current.value)
    after_hundred = before >= 100 and before % 100 == 0 and value < 100
    after_ten = not skipped and before % 100 in range(20, 100, 10) and value < 10
    return Number(current.start, end, str(before + value), True) if after_hundred or after_ten else None


def _times(value: str, factor: int) -> str:
    """A number in figures times a power of ten.

    >>> _times("2.5", 1000), _times("34", 100)
    ('2500', '3400')
    """
    whole, _, part = value.partition(".")
    if "." in part or not (whole + part).isdigit():
        return f"{value}*{factor}"
    zeros = len(str(factor)) - 1
    digits = whole + part[:zeros].ljust(zeros, "0")
    rest = part[zeros:].rstrip("0")
    return (digits.lstrip("0") or "0") + (f".{rest}" if rest else "")


def _figures(number: str) -> str:
    """Figures without the marks between thousands, with a full stop before decimals.

    >>> [_figures(each) for each in ("1,200", "1.200.000", "2,5", "1,234.50", "007")]
    ['1200', '1200000', '2.5', '1234.5', '7']
    """
    if _GROUPED.fullmatch(number):
        number = re.sub(r"\D", "", number)
    marks = [sign for sign in number if not sign.isdigit()]
    if len(set(marks)) == 2 and marks.count(marks[-1]) == 1:
        number = number.replace(marks[0], "")
        marks = marks[-1:]
    if len(marks) == 1 and marks[0] in ".,":
        whole, part = number.split(marks[0])
        number = f"{whole.lstrip('0') or '0'}.{part.rstrip('0')}".rstrip(".")
    return number if marks else number.lstrip("0") or "0"


def _roman(numeral: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[sign] for sign in numeral]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))


@cache
def _counting(language: str) -> _Counting:
    content = entries(language, "gate")
    return _Counting(content["numbers"], content["multipliers"], frozenset(content["between_numbers"].split()))
