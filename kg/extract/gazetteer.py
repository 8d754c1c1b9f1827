"""The names that are known before a text is read: those of the user's own graph, then a reviewed table.

The table (`words/LANGUAGE/countries.tsv`, `organisations.tsv`, `places.tsv`) holds countries with their demonyms,
capitals and metonyms, the main organisations and groups, and cities, regions and venues where diplomats meet.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from attrs import frozen

from kg.extract.words import split, table
from kg.names import Entry
from kg.store import Store

LONGEST = 8
"""Names of more words are not looked for."""

_TOKEN = re.compile(r"(?<=[A-Z]\.)[A-Z](?![^\W_])|[^\W_]+(?:[-'’](?![A-Z]\.[A-Z])[^\W_]+)*|\.(?=\w)|[&+]")
_ARTICLE = re.compile(r"(?:El|Al|el|al)[ -](?=[A-Z])")
_POSSESSIVE = re.compile(r"['’]s?\Z")


@frozen
class Known:
    """What a name means: the thing's name in full, its type, how the name stands for it, and where it lies.

    `form` is "name", "adjective" (a demonym), "capital" (a city that may stand for its country) or "metonym". For a
    capital `name` is the city and `within` its country.
    """

    name: str
    type: str
    form: str = "name"
    within: str = ""
    id: str = ""


class Gazetteer:
    """Known names, found in a text by their words; the user's own names win over the table's.

    >>> gazetteer = Gazetteer([Entry("person/ada", "Ada Ames", "person", ("Ada Ames", "A. Ames"))])
    >>> text = "Ada Ames met Britain’s envoy in Khartoum."
    >>> [(text[start:end], known.name, known.form) for start, end, known in gazetteer.find(text)]
    [('Ada Ames', 'Ada Ames', 'name'), ('Britain', 'United Kingdom', 'name'), ('Khartoum', 'Khartoum', 'capital')]
    >>> sorted(gazetteer.forms("Malta"))
    ['Auberge de Castille', 'Castille', 'Malta', 'Maltese', 'Valletta']
    """

    def __init__(self, entries: Iterable[Entry] = (), language: str = "en") -> None:
        self.language = language
        self._names: dict[tuple[str, ...], Known] = {}
        self._longest: dict[str, int] = {}
        self._forms: dict[str, set[str]] = {}
        for name, known in _from_graph(entries):
            self._add(name, known)
        for name, known in _from_table(language):
            for spelling in spellings(name):
                self._add(spelling, known)

    def _add(self, name: str, known: Known) -> None:
        key = _key(name)
        written = name[:1].isupper() or known.form == "adjective"  # demonyms are small in German
        if not key or len(key) > LONGEST or (len(key) == 1 and (len(key[0]) < 2 or not written)):
            return
        current = self._names.setdefault(key, known)
        if not current.id and known.id and current.type == known.type:
            self._names[key] = known
        self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))
        for owner in {known.name, known.within if known.form == "capital" else known.name}:
            self._forms.setdefault(owner, {owner}).add(name)

    def extended(self, more: Iterable[tuple[str, Known]]) -> "Gazetteer":
        """A gazetteer with more names, which give way to those that are known."""
        other = Gazetteer.__new__(Gazetteer)
        other.language, other._names, other._longest = self.language, dict(self._names), dict(self._longest)
        other._forms = {name: set(forms) for name, forms in self._forms.items()}
        for name, known in more:
            other._add(name, known)
        return other

    def find(self, text: str) -> Iterator[tuple[int, int, Known]]:
        """Every known name in a text, longest first, none inside another, with its offsets."""
        found = list(_TOKEN.finditer(text))
        parts = [_POSSESSIVE.sub("", match[0]).replace("’", "'") for match in found]
        index = 0
        while index < len(found):
            step = 1
            for length in range(min(self._longest.get(parts[index], 0), len(parts) - index), 0, -1):
                last, word = found[index + length - 1], parts[index + length - 1]
                head, _, tail = word.partition("-")
                if length > 1 and tail.islower():
                    word = head  # "the United States-led talks"
                known = self._names.get((*parts[index : index + length - 1], word))
                if known is not None and _together(text, found[index : index + length]):
                    end = last.start() + len(word)
                    stop = "." in parts[index : index + length] and text[end : end + 1] == "."
                    yield found[index].start(), end + stop, known
                    step = length
                    break
            else:
                yield from self._joined(parts[index], found[index].start())
            index += step

    def _joined(self, word: str, start: int) -> Iterator[tuple[int, int, Known]]:
        """The names in "US-led" and "India-China": the first part, and the others if all are names or one is small."""
        parts = word.split("-")
        known = [self._names.get((part,)) for part in parts]
        if len(parts) > 1 and known[0] is not None and (all(known) or (len(parts) == 2 and parts[1].islower())):
            for part, each in zip(parts, known, strict=True):
                if each is not None:
                    yield start, start + len(part), each
                start += len(part) + 1

    def get(self, name: str) -> Known | None:
        """What a name means, or None.

        >>> Gazetteer().get("U.S.").name
        'United States'
        """
        return self._names.get(_key(name))

    def forms(self, name: str) -> frozenset[str]:
        """Every word that a text may use for a thing: names, demonyms, capitals and metonyms of a country."""
        known = self.get(name)
        return frozenset(self._forms.get(name) or self._forms.get(known.name if known else name) or {name})


def tokens(name: str) -> list[str]:
    """The words by which a name is looked up; full stops inside are kept, apostrophes made straight.

    >>> tokens("U.S."), tokens("N’Djamena")
    (['U', '.', 'S'], ["N'Djamena"])
    """
    return [match[0].replace("’", "'") for match in _TOKEN.finditer(name)]


def _key(name: str) -> tuple[str, ...]:
    """The words of a name without possessive endings, as a text's words are looked up."""
    return tuple(_POSSESSIVE.sub("", word) for word in tokens(name))


def _together(text: str, found: Sequence[re.Match[str]]) -> bool:
    """Whether words stand beside each other with nothing but a space, a full stop or a hyphen between them."""
    return all(
        text[one.end() : other.start()] in ("", " ", ". ", ".", "\u00a0", ", ") for one, other in pairwise(found)
    )


def spellings(name: str) -> tuple[str, ...]:
    """How a name of the table is also written: without accents, and an Arabic article in four ways.

    >>> spellings("São Paulo"), spellings("El Fasher")
    (('São Paulo', 'Sao Paulo'), ('El Fasher', 'El-Fasher', 'el-Fasher', 'Al-Fasher', 'al-Fasher'))
    """
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    article = _ARTICLE.match(name)
    others = [f"{each}{name[article.end() :]}" for each in ("El-", "el-", "Al-", "al-")] if article else []
    return tuple(dict.fromkeys((name, plain, *others)))


def from_store(store: Store, language: str = "en") -> Gazetteer:
    """The gazetteer of a graph: everybody and every place in it, then the table."""
    from kg.query.asking import entries

    return Gazetteer(entries(store), language)


def _from_graph(entries: Iterable[Entry]) -> Iterator[tuple[str, Known]]:
    """The names of a graph's things; countries are called as the table calls them, so that the demonyms fit."""
    for entry in entries:
        if entry.type in ("person", "country", "organisation", "group", "venue", "city", "region"):
            label = _main_names().get(entry.label, entry.label) if entry.type == "country" else entry.label
            for name in dict.fromkeys((entry.label, *entry.names)):
                yield name, Known(label, entry.type, id=entry.id)


@cache
def _main_names() -> dict[str, str]:
    return {name: known.name for name, known in _from_table("en") if known.type == "country" and known.form == "name"}


def _from_table(language: str) -> Iterator[tuple[str, Known]]:
    for name, others, adjectives, capitals, metonyms in table(language, "countries"):
        state = name in split(capitals)  # a city and a state at once
        for each in (name, *split(others)):
            yield each, Known(name, "country", "city-state" if state else "name")
        for each in split(adjectives):
            yield each, Known(name, "country", "adjective")
            if each[-1].islower() and not each.endswith(("s", "sh", "ch", "ese", "ss")) and each != name:
                yield f"{each}s", Known(name, "country", "people")
        for each in split(metonyms):
            yield each, Known(name, "country", "metonym")
        for each in split(capitals):
            short = next((other for other in split(capitals) if each.startswith(f"{other},")), each)
            yield each, Known(short, "city", "capital", name)  # "Washington, D.C." is Washington
    for name, type_, others, adjectives in table(language, "organisations"):
        for each in (name, *split(others), *split(adjectives)):
            yield each, Known(name, type_)
    for names, type_, country in table(language, "places"):
        for each in split(names):
            name, _, adjective = each.partition("=")
            yield name, Known(name, type_, within=country)
            if adjective:
                yield adjective, Known(name, type_, "adjective", country)
