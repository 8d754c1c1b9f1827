"""In which language a text is, as far as the data files know any."""

import re
from collections import Counter
from functools import cache

from kg.extract.words import begun, words

_LOOKED_AT = 5_000
_FEWEST = 20
"""Of fewer words nothing can be told."""
_SHARE = 0.15
"""Such a share of a text are the common words of its language, at the least; others use hardly any of them."""

DEFAULT = "en"
NAMES = {"en": "English", "de": "German"}


def language_of(text: str, declared: str | None = None) -> str | None:
    """The language that a text is in, None where it is none with data files; a very short text is taken for English.

    Where its words leave that open, the one that a page says it is in counts (``declared``, as in HTML).

    >>> language_of(4 * "the talks of the two and of all the others ")
    'en'
    >>> language_of(4 * "die Gespräche und das Treffen mit der Ministerin "), language_of(9 * "les ministres se sont ")
    ('de', None)
    """
    found = Counter(re.findall(r"[^\W\d_]+", text[:_LOOKED_AT].lower()))
    total = sum(found.values())
    if total < _FEWEST:
        return DEFAULT
    shares = {language: sum(found[word] for word in _common(language)) / total for language in begun()}
    best = max(shares, key=lambda language: shares[language])
    said = (declared or "").lower().partition("-")[0]
    if shares[best] < _SHARE:
        return said if shares.get(said, 0) >= _SHARE / 2 else None
    return best


def unusual(language: str | None) -> str:
    """What to say of a text that is not in the language which the rules know best.

    >>> unusual("de"), unusual(None)
    ('the rules know German a little', 'this seems to be a language that the rules do not know, and is read as English')
    """
    if language is None:
        return f"this seems to be a language that the rules do not know, and is read as {NAMES[DEFAULT]}"
    return f"the rules know {NAMES.get(language, language)} a little"


@cache
def _common(language: str) -> frozenset[str]:
    """The common words of a language that no other one has, without those that stand in names of any language."""
    others = {word for other in begun() if other != language for word in _words(other)}
    return frozenset(_words(language) - others - {"a"})


def _words(language: str) -> set[str]:
    return set(words(language, "language", "common")) - set(words(language, "names", "particles"))
