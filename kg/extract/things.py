"""The people, countries, places and posts that claims name, as entries with ids.

An id that the user's graph has for exactly that name is used again; all others are made from the name. Nothing is
linked by likeness: who is the same in spite of another name is a judgement (`kg.extract.judgements`).
"""

import re
from collections.abc import Collection, Iterable
from hashlib import sha256

from attrs import evolve

from kg import model as m
from kg.extract.document import printable_line
from kg.extract.gazetteer import Gazetteer
from kg.extract.judgements import Judgements
from kg.facts.kinds import as_slug
from kg.names import Entry, fold
from kg.vocab import ACTOR_TYPES, PLACE_TYPES

_BODY = re.compile(
    r"\b(?:ministry|union|council|organi[sz]ation|committee|army|forces|government|party|movement|agency|"
    r"commission|bank|league|front|court|parliament|office|nations|association|authority|department|delegation|"
    r"secretariat|alliance|congress|senate|assembly|company|group|envoys|officials|bureau|fund|forum)\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"(?=.*[A-Z].*[A-Z0-9])[A-Z0-9+&-]{2,8}")
_LONGEST_NAME = 150


class Things:
    """Gives names their ids, and keeps an entry for each.

    ``entries`` are the things of the user's graph.

    >>> things = Things(Gazetteer(), [Entry("person/ames", "Ada Ames", "person", ("Ada Ames", "Lady Ames"))])
    >>> things.actor("Lady Ames"), things.actor("Türkiye"), things.actor("Ben Jones"), things.place("city", "Ankara")
    ('person/ames', 'country/turkiye', 'person/ben-jones', 'city/ankara')
    >>> [(entry.name, getattr(entry, "within", None)) for entry in things.entries()]
    [('Ankara', 'country/turkiye'), ('Türkiye', None), ('Ada Ames', None), ('Ben Jones', None)]
    """

    def __init__(
        self, gazetteer: Gazetteer, entries: Iterable[Entry] = (), judgements: Judgements | None = None
    ) -> None:
        self.gazetteer = gazetteer
        self._judgements = judgements or Judgements()
        self._labels = {}
        self._known: dict[tuple[str, str], set[str]] = {}
        for entry in entries:
            self._labels[entry.id] = entry.label
            for name in {entry.label, *entry.names}:
                self._known.setdefault((entry.type, fold(name)), set()).add(entry.id)
        self._found: dict[str, m.Thing] = {}
        self._people: set[str] = set()

    def fresh(self) -> "Things":
        """The same names known, no entries yet: what another document starts with."""
        other = Things(self.gazetteer, (), self._judgements)
        other._labels, other._known = self._labels, self._known
        return other

    def with_entries(self, more: Collection[m.Thing]) -> "Things":
        """The same names known and those of more things, whose ids are used again; no entries yet."""
        other = self.fresh()
        other._labels = {**self._labels, **{thing.id: thing.name for thing in more}}
        other._known = {key: set(ids) for key, ids in self._known.items()}
        for thing in more:
            for name in (thing.name, *(each.text for each in (*thing.names, *thing.aliases))):
                other._known.setdefault((thing.type, fold(name)), set()).add(thing.id)
        return other

    def entries(self) -> list[m.Thing]:
        """The entries of all names so far."""
        return sorted(self._found.values(), key=lambda thing: thing.id)

    def entry(self, id_: str) -> m.Thing:
        """The entry of an id that was given."""
        return self._found[id_]

    def is_person(self, name: str) -> None:
        """Learn that a name is a person's, since it holds a post or heads a delegation."""
        self._people.add(fold(name))

    def actor(self, name: str) -> str | None:
        """The id of whoever a name means; None where it is no name, such as "both sides"."""
        name = printable_line(name)
        if not name or len(name) > _LONGEST_NAME or not _is_name(name):
            return None
        known = self.gazetteer.get(name)
        if known and known.type == "city" and known.form == "capital" and fold(name) not in self._people:
            return self._thing("country", known.within)
        if known and known.type in ACTOR_TYPES and not (known.type != "person" and fold(name) in self._people):
            return self._thing(known.type, known.name)
        for type_ in ACTOR_TYPES:
            if self._known.get((type_, fold(name))):
                return self._thing(type_, name)
        if fold(name) in self._people:
            return self._thing("person", name)
        if re.fullmatch(r"[A-Z]{1,4}-?\d{1,2}\+?", name):
            return self._thing("group", name)
        if _BODY.search(name) or _ACRONYM.fullmatch(name):
            return self._thing("organisation", name)
        common = any(word.islower() and len(word) > 3 for word in name.split()[1:])
        return self._thing("group" if common else "person", name)

    def place(self, type_: str, name: str, within: str | None = None) -> str | None:
        """The id of a venue, city, region or country, and where it lies if that is said or known."""
        name = printable_line(name)
        if not name or len(name) > _LONGEST_NAME or type_ not in PLACE_TYPES or not _is_name(name):
            return None
        known = self.gazetteer.get(name)
        if known and known.type == type_:
            name = known.name
            if known.within and within is None and type_ != "country":
                within = self._thing("country", known.within)
        id_ = self._thing(type_, name)
        if within and within != id_ and type_ != "country":
            self.lies_in(id_, within)
        return id_

    def lies_in(self, inner: str, outer: str) -> None:
        """Note where a place lies, unless that is known more narrowly."""
        place = self._found[inner]
        if isinstance(place, m.Place) and (place.within is None or _wider(place.within, outer)):
            self._found[inner] = evolve(place, within=outer)

    def post(self, title: str, of: str) -> tuple[str, str | None]:
        """The id of a post, and of whom it serves (None where that is not said).

        >>> Things(Gazetteer()).post("Mayor", "Boston")
        ('post/boston-mayor', 'organisation/boston')
        """
        title = printable_line(title)[:_LONGEST_NAME]
        whose = self.actor(of) if of.strip() else None
        if whose and m.type_of(whose) == "person":  # a city or region, whose officials serve what governs it
            whose = self._thing("organisation", printable_line(of)) if fold(of) not in self._people else None
        key = "-".join(part for part in (m.slug(whose) if whose else "", _slug(title)) if part)[:118].strip("-")
        id_ = f"post/{key}"
        self._found.setdefault(id_, m.Post(id_, title, of=whose))
        return id_, whose

    def series(self, name: str) -> str:
        """The id of a series of events."""
        return self._thing("series", printable_line(name)[:_LONGEST_NAME])

    def _thing(self, type_: str, name: str) -> str:
        ids = self._known.get((type_, fold(name)), ())
        minted = f"{type_}/{_slug(name)}"
        linked = next(iter(ids)) if len(ids) == 1 else minted
        if linked != minted and self._judgements.differ(minted, linked):
            linked = minted
        id_ = self._judgements.canonical(linked)
        if m.type_of(id_) != type_:
            id_ = linked
        label = self._labels.get(id_, name)
        entry = self._found.get(id_)
        if entry is None:
            self._found[id_] = entry = m.THINGS[type_](id_, label)
        other = m.Name(name, "")
        if fold(name) != fold(entry.name) and other not in entry.aliases:
            self._found[id_] = evolve(entry, aliases=(*entry.aliases, other))
        return id_


def _is_name(name: str) -> bool:
    """Whether a word begins like a name's: with a capital, a digit, or a letter of a script without capitals."""
    first = (word[0] for word in re.split(r"[\s'’-]+", name) if word)
    return any(char.isupper() or char.isdigit() or (char.isalpha() and not char.islower()) for char in first)


def _slug(name: str) -> str:
    """The part of an id for a name, made of its hash where no Latin letter can be had."""
    return as_slug(name)[:80].strip("-") or f"x-{sha256(name.encode()).hexdigest()[:8]}"


def _wider(known: str, new: str) -> bool:
    """Whether what is known is wider than what is said now."""
    return PLACE_TYPES.index(m.type_of(known)) > PLACE_TYPES.index(m.type_of(new))
