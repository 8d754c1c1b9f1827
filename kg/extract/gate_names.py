"""Whether names stand in words: in full, in a form that is known to stand for them, or with all their parts."""

import re
from collections.abc import Callable, Collection, Sequence
from functools import cache, lru_cache

from kg.extract.words import entries
from kg.model import Span
from kg.names import keys

Forms = Callable[[str], Collection[str]]
"""Gives every word that a text may use for a thing, such as demonyms and the capital of a country."""

_BETWEEN = 1
"""So many other words may stand between the words of a name."""
_PROPER = re.compile(r"[^\W\d_][\w'’.-]*")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s?(?!\w)")


class NameWords:
    """The words of one text's spans, and the names in them.

    >>> forms = {"Türkiye": ("Türkiye", "Turkish")}
    >>> names = NameWords("the Turkish and Sudanese ministers", lambda name: forms.get(name, (name,)), "en")
    >>> spoken = names.words((Span(0, 34),))
    >>> names.has_name("Türkiye", spoken), names.has_name("Sudan", spoken), names.has_name("Oman", spoken)
    (True, True, False)
    """

    def __init__(self, text: str, forms: Forms | None, language: str) -> None:
        self.text, self.forms = text, forms
        content = entries(language, "gate")
        self._small = frozenset(content["small"].split())
        self._apart = frozenset(("|", *name_keys(content["between_numbers"])))
        self._short = {word: tuple(meaning.split()) for word, meaning in content["short"].items()}
        self.words = lru_cache(maxsize=4096)(self._words_of)

    def _words_of(self, spans: tuple[Span, ...]) -> tuple[str, ...]:
        """The words of spans as they are compared; "|" stands before each span, so that no name crosses over."""
        found: list[str] = []
        for span in spans:
            found += ["|", *name_keys(self.text[span.start : span.end])]
        return tuple(found)

    def has_name(self, name: str, spoken: Sequence[str]) -> bool:
        """Whether a name is in the words: in one of its forms, or with all of its words beside each other."""
        for form in (name, *(self.forms(name) if self.forms else ())):
            wanted = _keys(form)
            if wanted and _contains(spoken, wanted):
                return True
        wanted = tuple(word for word in _keys(name) if word not in self._small)
        if len(wanted) == 1 and len(wanted[0]) > 4 and (self.forms is None or len(self.forms(name)) == 1):
            # nobody has told the demonym of a place that no table knows
            endings = {word.removeprefix(wanted[0]) for word in spoken if word.startswith(wanted[0])}
            return any(len(ending) < 4 for ending in endings)
        return bool(wanted) and self._beside(wanted, spoken)

    def _beside(self, wanted: Sequence[str], spoken: Sequence[str]) -> bool:
        """Whether all words of a name stand beside each other, in any order: those of two people make no third."""
        if len(wanted) == 1:
            return self.has_word(wanted[0], spoken)
        width = len(wanted) + _BETWEEN
        for place in (place for place, word in enumerate(spoken) if self.has_word(wanted[0], (word,))):
            for start in range(max(0, place - width + 1), place + 1):
                near = spoken[start : start + width]
                if not self._apart.intersection(near) and all(self.has_word(word, near) for word in wanted):
                    return True
        return False

    def has_word(self, word: str, spoken: Sequence[str]) -> bool:
        """Whether a word is there, in the plural or singular, written short or in full; small words always are."""
        if word in spoken or word in self._small:
            return True
        forms = {f"{word}s", f"{word}es", word.removesuffix("s")}
        return any(each in forms or word in self._short.get(each, ()) for each in spoken)


def name_keys(text: str) -> list[str]:
    """The words of a text as names are compared, without possessive endings, which are no part of a name.

    >>> name_keys("Ada’s aides' tea")
    ['ada', 'aides', 'tea']
    """
    return keys(_POSSESSIVE.sub("", text))


def proper_names(text: str) -> list[str]:
    """The words of free text that are written as names: with a capital, and not because a sentence begins.

    >>> proper_names("The river stays with Norland. Nobody asked I or Ada.")
    ['Norland', 'Ada']
    """
    found = []
    for match in _PROPER.finditer(text):
        before = text[: match.start()].rstrip("\"'“”\u2018’ (")
        if match[0][0].isupper() and before and before[-1] not in ".!?:" and match[0] not in ("I", "A"):
            found.append(match[0].rstrip(".'’-"))
    return found


@cache
def _keys(name: str) -> tuple[str, ...]:
    return tuple(name_keys(name))


def _contains(spoken: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether words follow each other in a text; a plural of the last counts."""
    length, last = len(wanted), wanted[-1]
    endings = {last, f"{last}s"}
    return any(
        spoken[end] in endings and tuple(spoken[end - length + 1 : end]) == tuple(wanted[:-1])
        for end in range(length - 1, len(spoken))
    )
