"""Finding the thing that a person means by a name.

Names are compared by a key that forgets what writers differ in: case, accents, script, punctuation, and the common
ways of romanising Russian and Ukrainian. `fold` makes the key, `NameIndex` looks things up by it.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property, lru_cache

from attrs import frozen

from kg.errors import AmbiguousName, UnknownName

ID_BASE = "https://w3id.org/parley/id/"
"""What an id such as ``person/rustem-umerov`` follows in a full IRI."""

LONGEST_NAME = 1000
"""How many characters of a name count: a longer query finds nothing, of a longer known name only the start is kept."""

ANYTHING = "person, country, organisation or group"
"""What ``find`` says it looks for unless told otherwise."""

_SHORTEST_PREFIX = 3
_LONGEST_TYPO = 64
_NEAR = 0.7
_SUGGESTIONS = 3
_JOINERS = str.maketrans(dict.fromkeys(".'`\"\u2018\u2019\u201b\u02bc\u02b9\u2032"))
_WORD = re.compile(r"[^\W_]+")
_ROMANISED = re.compile(r"[xyj]|ie|ii")
_UKRAINIAN = frozenset("іїєґІЇЄҐ")


@frozen
class Entry:
    """One thing that can be looked up: its id, the label to show, its type, and every label and alias it has.

    >>> Entry("person/rustem-umerov", "Rustem Umerov", "person", ("Rustem Umerov", "Рустем Умєров")).type
    'person'
    """

    id: str
    label: str
    type: str
    names: tuple[str, ...]


def fold(text: str) -> str:
    """Reduce a name to the key by which names are compared: lower-case words of Latin letters and digits.

    Other scripts are transliterated, accents and the dots of initials dropped, other punctuation becomes a space. Then
    these spellings of one sound count as the same, in every word:

    - ``y`` and ``i``, also doubled, and a ``j`` that ends a longer word after a vowel: Medinskiy, Medinskij, Medinsky
    - ``ie``, ``ye``, and ``je`` after the first letter, as ``e``: Umierov, Yermak, Umjerov
    - ``x`` and ``ks``: Alexei, Aleksey
    - the Cyrillic ghe as ``h`` in words that another letter shows to be Ukrainian, such as Сибіга

    It is not a search for similar names: Peter and Pyotr, Kyiv and Kiev stay apart and need an alias. Only the first
    `LONGEST_NAME` characters count.

    >>> fold("Ümerov") == fold("UMEROV") == fold("Умеров") == fold("Умєров")
    True
    >>> fold("Мединский") == fold("Medinskiy") == fold("Medinsky")
    True
    >>> fold("U.S."), fold("Weiß, Łukasz"), fold("İstanbul"), fold("?!")
    ('us', 'weiss lukasz', 'istanbul', '')
    """
    return " ".join(keys(text))


def keys(text: str) -> list[str]:
    """The keys of the words of a name, in their order; see `fold`.

    >>> keys("Rustem UMEROV")
    ['rustem', 'umerov']
    """
    return [_romanise(word) for word in _words(text)]


class NameIndex:
    """Things by id, name and alias.

    The last segment of an id (``rustem-umerov``) counts as a name too. Of two entries with one id the first gives label
    and type, and both give names.

    >>> index = NameIndex([
    ...     Entry("person/rustem-umerov", "Rustem Umerov", "person", ("Rustem Umerov", "Рустем Умєров")),
    ...     Entry("city/istanbul", "Istanbul", "city", ("Istanbul", "İstanbul")),
    ... ])
    >>> index.find("umerov").label, index.find("city/istanbul", types=["city"]).label
    ('Rustem Umerov', 'Istanbul')
    >>> index.find("Umerof")
    Traceback (most recent call last):
    kg.errors.UnknownName: no person, country, organisation or group is called "Umerof": did you mean Rustem Umerov?
    >>> index.find("Istanbul", types=["person"], what="person")
    Traceback (most recent call last):
    kg.errors.UnknownName: "Istanbul" is a city, not a person
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Index the entries, which takes about a second for 100,000 names."""
        self._entries: dict[str, Entry] = {}
        self._segments: dict[str, list[Entry]] = {}
        self._owners: list[Entry] = []
        self._words: list[tuple[str, ...]] = []
        self._whole: dict[str, list[int]] = {}
        self._holders: dict[str, list[int]] = {}
        for entry in entries:
            owner = self._entries.setdefault(entry.id, entry)
            segment = entry.id.rpartition("/")[2]
            if owner is entry:
                self._segments.setdefault(segment, []).append(entry)
            for name in dict.fromkeys((entry.label, *entry.names, segment)):
                self._add(owner, _words(name))

    def _add(self, owner: Entry, words: tuple[str, ...]) -> None:
        """Index one name of an entry."""
        number = len(self._owners)
        self._owners.append(owner)
        self._words.append(words)
        keys = [_romanise(word) for word in words]
        self._whole.setdefault("".join(keys), []).append(number)
        for key in set(keys):
            self._holders.setdefault(key, []).append(number)

    def find(self, name: str, types: Collection[str] | None = None, what: str = ANYTHING) -> Entry:
        """Find the one thing that a name means, among those of some types.

        What decides is the first of these that anything fits: the id (``person/rustem-umerov``, the full IRI, or
        ``rustem-umerov``); a whole name or alias; all words of the query in one name; each word of the query, if it has
        three letters or more, as the start of a word of one name. Where several things fit alike, those that are spelt
        like the query without any rule of romanisation win. ``what`` puts in words what is looked for.

        Raises `AmbiguousName` when several things fit, `UnknownName` when nothing does. That error then knows the
        nearest names, or of what types the things are that bear the name without being of a wanted type.
        """
        if found := self.match(name, types):
            return found
        others = next((found for found in self._steps(name, None, prefixes=False) if found), [])
        if others:
            raise UnknownName(name, (), what, sorted({entry.type for entry in others}))
        raise self.unknown(name, types, what)

    def match(self, name: str, types: Collection[str] | None = None, prefixes: bool = True) -> Entry | None:
        """The one thing that `find` finds, or None; without `prefixes` words count only as wholes.

        Raises AmbiguousName when several things fit.
        """
        for found in self._steps(name, types, prefixes):
            if len(found) > 1:
                raise AmbiguousName(name, sorted((entry.id, entry.label) for entry in found))
            if found:
                return found[0]
        return None

    def unknown(self, name: str, types: Collection[str] | None = None, what: str = ANYTHING) -> UnknownName:
        """Say that nothing is called by a name: with what it begins or nearly is, else with what else there is.

        >>> index = NameIndex([Entry("city/istanbul", "Istanbul", "city", ())])
        >>> print(index.unknown("Constantinople", ["city"], "city"))
        no city is called "Constantinople": known are Istanbul
        """
        near = self._nearest(name, types)
        known = sorted({entry.label for entry in _of_types(self._entries.values(), types)}) if not near else None
        return UnknownName(name, near, what, known=known)

    def _steps(self, name: str, types: Collection[str] | None, prefixes: bool = True) -> Iterator[list[Entry]]:
        """Yield what fits a name and is of some types, from the strictest way of fitting to the loosest."""
        if len(name) > LONGEST_NAME:
            return
        id_ = name.strip().removeprefix(ID_BASE)
        yield _of_types([self._entries[id_]] if id_ in self._entries else [], types)
        # A segment of one bare word is a name like any other; a hyphenated one is meant as an id.
        yield _of_types(self._segments.get(id_, []) if "-" in id_ else [], types)
        words = _words(name)
        if not words:
            return
        keys = [_romanise(word) for word in words]
        yield self._settle(self._whole.get("".join(keys), ()), words, types)
        yield self._settle(_common([self._holders.get(key, ()) for key in keys]), words, types)
        if prefixes:
            yield self._settle(_common([self._starting(key) for key in keys]), words, types)

    def _settle(self, numbers: Iterable[int], words: tuple[str, ...], types: Collection[str] | None) -> list[Entry]:
        """Turn numbers of names into entries of some types, preferring the names that hold the very words asked for."""
        wanted = set(words)
        fitting = [number for number in numbers if types is None or self._owners[number].type in types]
        literal = [number for number in fitting if wanted <= set(self._words[number])]
        return list({self._owners[number].id: self._owners[number] for number in literal or fitting}.values())

    def _starting(self, key: str) -> Collection[int]:
        """Give the names that hold a word, or a word starting with it if it is long enough to tell."""
        found = set(self._holders.get(key, ()))
        if len(key) >= _SHORTEST_PREFIX:
            for place in range(bisect_left(self._sorted_keys, key), len(self._sorted_keys)):
                if not self._sorted_keys[place].startswith(key):
                    break
                found.update(self._holders[self._sorted_keys[place]])
        return found

    @cached_property
    def _sorted_keys(self) -> list[str]:
        return sorted(self._holders)

    def _nearest(self, name: str, types: Collection[str] | None) -> tuple[str, ...]:
        """Give labels of things whose id begins like the query, else whose name or a word of it is near, or shared."""
        begun = name.strip().removeprefix(ID_BASE).casefold()
        starting = {
            entry.label
            for entry in _of_types(self._entries.values(), types)
            if begun and any(id_.startswith(begun) for id_ in (entry.id, entry.id.rpartition("/")[2]))
        }
        if starting:
            return tuple(sorted(starting)[:_SUGGESTIONS])
        words = fold(name).split()
        key = "".join(words)
        if not 0 < len(key) <= _LONGEST_TYPO:
            return ()
        found = [(score, names[k]) for names in (self._whole, self._holders) for k, score in _alike(key, names)]
        shared = {word for word in words if len(word) >= _SHORTEST_PREFIX and word in self._holders}
        found += [(_NEAR * len(word) / len(key), self._holders[word]) for word in shared]
        scores: dict[str, float] = {}
        for score, numbers in found:
            for owner in (self._owners[number] for number in numbers):
                if types is None or owner.type in types:
                    scores[owner.label] = max(score, scores.get(owner.label, 0))
        return tuple(sorted(scores, key=lambda label: (-scores[label], label))[:_SUGGESTIONS])


def _of_types(entries: Iterable[Entry], types: Collection[str] | None) -> list[Entry]:
    """Keep the entries of some types; None keeps all."""
    return [entry for entry in entries if types is None or entry.type in types]


def _alike(key: str, others: Iterable[str]) -> Iterator[tuple[str, float]]:
    """Yield the keys that look like a key, with how much they do: from 0 to 1, the same."""
    from difflib import SequenceMatcher  # needed for unknown names only

    matcher = SequenceMatcher(b=key, autojunk=False)
    shortest, longest = len(key) * _NEAR / (2 - _NEAR), len(key) * (2 - _NEAR) / _NEAR
    for other in others:
        if shortest <= len(other) <= longest:
            matcher.set_seq1(other)
            if matcher.quick_ratio() >= _NEAR and (score := matcher.ratio()) >= _NEAR:
                yield other, score


def _common(groups: list[Collection[int]]) -> list[int]:
    """Give the numbers that are in every group, in order."""
    first, *rest = sorted(groups, key=len)
    return sorted(set(first).intersection(*rest))


def _words(text: str) -> tuple[str, ...]:
    """Split a name into lower-case words of Latin letters and digits, as far as its script can be transliterated."""
    text = text[:LONGEST_NAME]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        text = _latin(text) or text
    return tuple(_WORD.findall(text.translate(_JOINERS).casefold()))


def _latin(text: str) -> str:
    """Transliterate a text of any script; empty where that leaves no letter or digit."""
    from anyascii import anyascii  # heavy, and most names never need it

    ukrainian = [
        word if _UKRAINIAN.isdisjoint(word) else word.translate({0x433: "h", 0x413: "H"}) for word in text.split()
    ]
    latin = anyascii(" ".join(ukrainian))
    return latin if _WORD.search(latin) else ""


@lru_cache(maxsize=65536)
def _romanise(word: str) -> str:
    """Bring a Latin word to one spelling; the rules stand at `fold`."""
    if not _ROMANISED.search(word):
        return word
    word = re.sub(r"(?<=..[aeiouy])j$", "i", word.replace("x", "ks")).replace("y", "i")
    return re.sub(r"(?:i|(?<=.)j)+e", "e", re.sub(r"i{2,}", "i", word))
