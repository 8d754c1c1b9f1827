"""When two titles name one office, by a table of a language (`words/LANGUAGE/posts.yaml`)."""

from functools import cache

from attrs import frozen

from kg.extract.words import entries
from kg.names import keys


@frozen
class _Table:
    small: frozenset[str]
    spelt: dict[str, str]
    called: dict[frozenset[str], frozenset[str]]


def office(title: str, language: str = "en") -> frozenset[str]:
    """What stays of a title when spelling, order and small words are taken away; equal for two names of one office.

    >>> office("Minister of Foreign Affairs") == office("Foreign Minister")
    True
    >>> office("defense minister") == office("Minister for Defence"), office("deputy premier") == office("Premier")
    (True, False)
    """
    table = _table(language)
    words = _words(title, table.small, table.spelt)
    return table.called.get(words, words)


def _words(title: str, small: frozenset[str], spelt: dict[str, str]) -> frozenset[str]:
    return frozenset(spelt.get(word, word) for word in keys(title) if word not in small)


@cache
def _table(language: str) -> _Table:
    data = entries(language, "posts")
    small = frozenset(keys(data["small"]))
    spelt = {keys(one)[0]: keys(other)[0] for one, other in data["spelt"].items()}
    called = {_words(one, small, spelt): _words(other, small, spelt) for one, other in data["called"].items()}
    return _Table(small, spelt, called)
