"""The statements of an RDF file by subject and predicate, as reading SEM and schema.org needs them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, TypeVar
from urllib.parse import unquote

from attrs import field, frozen

from kg.imports.meeting import LONGEST_NAME
from kg.model import Name
from kg.nodes import TYPE
from kg.terms import RDFS, SEM, SKOS, Iri, Literal, Quad, Term, iri

N = TypeVar("N", bound=str)
SCHEMA: Final = "https://schema.org/"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
OWL: Final = "http://www.w3.org/2002/07/owl#"

NAMES: Final = (SKOS + "prefLabel", RDFS + "label", SCHEMA + "name", SCHEMA + "headline", FOAF + "name")
OTHER_NAMES: Final = (SKOS + "altLabel", SCHEMA + "alternateName")
_SAME: Final = (SCHEMA + "sameAs", OWL + "sameAs", SKOS + "exactMatch")
_KINDS: Final = (
    TYPE,
    SCHEMA + "additionalType",
    *(SEM + name for name in ("eventType", "actorType", "placeType")),
)

_SCHEMA = re.compile(r"https?://(?:www\.)?schema\.org/")
_LOCAL = re.compile(r"[^/#:]*[/#:]*\Z")


def schema(iri: str) -> str:
    """An IRI of schema.org as it is written today, any other as it is.

    >>> schema("http://schema.org/Event"), schema("urn:a")
    ('https://schema.org/Event', 'urn:a')
    """
    return _SCHEMA.sub(SCHEMA, iri, count=1) if _SCHEMA.match(iri) else iri


def local_name(iri: str) -> str:
    """The last part of an IRI, in words.

    >>> local_name("http://dbpedia.org/resource/Angela_Merkel"), local_name("https://example.org/people#ada")
    ('Angela Merkel', 'ada')
    """
    found = _LOCAL.search(iri)
    return unquote(found[0] if found else "").strip("/#:").replace("_", " ").strip()


@frozen
class Labels:
    """What a node is called: one main name in English or else in another language, the main ones in others, the rest.

    Names of other languages are main names too, one for each language; a further one is an alias.
    """

    name: str
    names: tuple[Name, ...] = ()
    aliases: tuple[Name, ...] = ()


@frozen
class Notes:
    """How often something could not be read, with an example of each."""

    counts: Counter[str] = field(factory=Counter)
    examples: dict[str, str] = field(factory=dict)

    def add(self, what: str, example: str = "") -> None:
        """Count something, named in the singular."""
        self.counts[what] += 1
        self.examples.setdefault(what, example)


class Statements:
    """The statements of a file, whatever named graph they stand in; addresses of schema.org are brought to one form.

    `blank` is what the IRIs of nodes begin with that have none of their own.
    """

    def __init__(self, quads: Iterable[Quad], blank: str = "urn:blank:") -> None:
        self.blank = blank
        self._by_subject: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, value, _ in quads:
            known = self._by_subject[subject][schema(predicate)]
            if value not in known[-1:]:
                known.append(value)

    def subjects(self) -> list[str]:
        """Everything that is described, sorted."""
        return sorted(self._by_subject)

    def get(self, node: Term, *predicates: str) -> list[Term]:
        """The values of predicates, those of the first one first, of each in order."""
        found: Mapping[str, list[Term]] = self._by_subject.get(node, {}) if isinstance(node, str) else {}
        values = [value for predicate in predicates if predicate in found for value in sorted(found[predicate])]
        return list(dict.fromkeys(values)) if len(values) > 1 else values

    def text(self, node: Term, *predicates: str) -> str:
        """The first text among the values of predicates, empty where there is none."""
        return next((v.value.strip() for v in self.get(node, *predicates) if isinstance(v, Literal)), "")

    def inverse(self, *predicates: str) -> dict[str, list[Iri]]:
        """By value, the nodes that have it as a value of a predicate."""
        found: dict[str, list[Iri]] = defaultdict(list)
        for subject in self.subjects():
            for value in self.get(Iri(subject), *predicates):
                if isinstance(value, Iri):
                    found[value].append(Iri(subject))
        return found

    def types(self, node: Term) -> list[str]:
        """The IRIs of a node's types, also those that SEM and schema.org give by properties of their own."""
        return [schema(value) for value in self.get(node, *_KINDS) if isinstance(value, Iri)]

    def kinds(self, node: Term) -> set[str]:
        """The last parts of the IRIs of a node's types."""
        return {local_name(kind) for kind in self.types(node)}

    def is_blank(self, node: str) -> bool:
        """Whether a node has no IRI of its own."""
        return node.startswith(self.blank)

    def same(self, node: Iri) -> tuple[str, ...]:
        """The IRIs of a node here and elsewhere, its own first."""
        values = (v if isinstance(v, Iri) else v.value.strip() for v in self.get(node, *_SAME))
        return tuple(dict.fromkeys(value for value in (node, *values) if not self.is_blank(value) and _is_iri(value)))

    def labels(self, node: Iri) -> Labels | None:
        """What a node is called; of one without any name the last part of its IRI. None where it has neither.

        >>> labelled = Quad(Iri("urn:x:ada"), Iri(SCHEMA + "name"), Literal("Ada"), Iri("urn:g"))
        >>> Statements([labelled]).labels(Iri("urn:x:ada")).name
        'Ada'
        """
        main = self._names(node, NAMES)
        if not main:
            local = "" if self.is_blank(node) else local_name(node)[:LONGEST_NAME]
            return Labels(local, (), self._names(node, OTHER_NAMES)) if is_name(local) else None
        name = min(main, key=lambda name: (name.language != "en", name.language[:3] != "en-", name.language))
        by_language: dict[str, Name] = {"en": name}
        for other in main:
            by_language.setdefault(other.language, other)
        names = {other for other in by_language.values() if other.language != "en" and other != Name(name.text)}
        aliases = {*main, *self._names(node, OTHER_NAMES)} - names - {name}
        return Labels(name.text, tuple(names), tuple(aliases))

    def _names(self, node: Iri, predicates: Iterable[str]) -> tuple[Name, ...]:
        values = (value for value in self.get(node, *predicates) if isinstance(value, Literal))
        names = (Name(" ".join(value.value.split()), value.language.lower()) for value in values)
        return tuple(dict.fromkeys(name for name in names if is_name(name.text)))


def is_name(text: str) -> bool:
    """Whether a text can be a name: it holds a letter or digit, and is not too long.

    >>> is_name("Ada"), is_name("?"), is_name("a" * 1000)
    (True, False, False)
    """
    return len(text) <= LONGEST_NAME and any(map(str.isalnum, text))


def _is_iri(text: str) -> bool:
    if "://" not in text and not text.startswith("urn:"):
        return False
    try:
        iri(text)
    except ValueError:
        return False
    return True


def closing(links: Mapping[N, N]) -> set[N]:
    """The nodes whose link leads back to themselves, one for every ring, so that without their links there is none.

    >>> sorted(closing({"a": "b", "b": "a", "c": "a"}))
    ['b']
    """
    found: set[N] = set()
    done: set[N] = set()
    for node in sorted(links):
        path: dict[N, None] = {}
        while node in links and node not in done and node not in path:
            path[node] = None
            node = links[node]
        if node in path:
            found.add(next(reversed(path)))
        done.update(path)
    return found
