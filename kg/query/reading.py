"""A store opened for asking, and the events that a question is about."""

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import field, frozen

from kg.dates import FIRST_DAY, LAST_DAY, lower_bound, upper_bound
from kg.errors import DateError, KgError, listed, quoted
from kg.names import ANYTHING, NameIndex
from kg.query.asking import ask, entries, find_event, identifiers, labels, places_in, posts_of
from kg.store import Store, is_derived
from kg.terms import CODES, ID, XSD, Iri, Literal, iri
from kg.value import Value
from kg.vocab import ACTOR_TYPES, EVENT_KINDS, MEETING_KINDS, PLACE_TYPES, RESOLUTION_RULES

if TYPE_CHECKING:
    from kg.query.edges import EdgeSpan, Listed
    from kg.texts import Texts

DEFAULT_RULE = RESOLUTION_RULES[0]
Values = dict[str, list[Iri] | list[Literal] | list[tuple[Literal, ...]] | list[tuple[Iri, ...]]]


@frozen(slots=False, eq=False, repr=False)
class Reading:
    """A store to ask, with the article texts at hand for quotes and the rule that picks among sources.

    `rule` is one of `kg.vocab.RESOLUTION_RULES`.
    """

    store: Store
    texts: "Texts | None" = None
    rule: str = field(default=DEFAULT_RULE)

    @rule.validator
    def _known_rule(self, _: object, rule: str) -> None:
        if rule not in RESOLUTION_RULES:
            raise KgError(f"no rule is called {quoted(rule)}", f"choose {listed(RESOLUTION_RULES)}")

    @cached_property
    def names(self) -> NameIndex:
        """Everybody and every place by name."""
        return NameIndex(entries(self.store))

    @cached_property
    def edge_span(self) -> "EdgeSpan | None":
        """The days that the derived edges of the store span, None where it has to be searched instead."""
        if not any(map(is_derived, self.store.graphs(derived=True))):
            return None
        from kg.query.edges import edge_span  # which costs a small store time to no end

        return edge_span(self.store)

    def actor(self, name: str) -> str:
        """The identifier of the person, country, organisation or group that a name means.

        Raises UnknownName or AmbiguousName.
        """
        return self._named(name, ACTOR_TYPES, ANYTHING)

    def place(self, name: str) -> str:
        """The identifier of the venue, city, region or country that a name means."""
        return self._named(name, PLACE_TYPES, "venue, city, region or country")

    def _named(self, name: str, types: Collection[str], what: str) -> str:
        """What a name means; where edges lead to all that can be meant by its whole words, only these are looked at."""
        if (name, what) not in self._meant:
            self._meant[name, what] = self._find(name, types, what)
        return self._meant[name, what]

    @cached_property
    def _meant(self) -> dict[tuple[str, str], str]:
        return {}

    def _find(self, name: str, types: Collection[str], what: str) -> str:
        if self.edge_span and "names" not in self.__dict__:
            from kg.query.edges import named

            things = {name.strip().removeprefix(ID), *named(self.store, name)}
            found = NameIndex(entries(self.store, things)).match(name, types, prefixes=False)
            if found:
                return found.id
        return self.names.find(name, types, what).id

    def labels(self, things: Collection[str]) -> dict[str, str]:
        """What things are called; what has been looked up once is remembered."""
        if missing := [thing for thing in things if thing not in self._labels]:
            self._labels.update(labels(self.store, missing))
        return {thing: self._labels[thing] for thing in things}

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {}

    def posts(self, bodies: Iterable[str]) -> dict[str, list[str]]:
        """The posts of countries, organisations and groups that have any; remembered as well."""
        if missing := [body for body in bodies if body not in self._posts]:
            self._posts.update(dict.fromkeys(missing, ()), **posts_of(self.store, missing))
        return {body: posts for body in bodies if (posts := list(self._posts[body]))}

    @cached_property
    def _posts(self) -> dict[str, Sequence[str]]:
        return {}

    def within(self, place: str) -> list[str]:
        """A place and all places that lie in it; remembered as well."""
        if place not in self._within:
            self._within[place] = places_in(self.store, place)
        return self._within[place]

    @cached_property
    def _within(self) -> dict[str, list[str]]:
        return {}

    def event(self, name: str) -> str:
        """The identifier of the event that an id or an unambiguous label means."""
        return find_event(self.store, name)


_NARROW = frozenset(("who", "place", "speaker", "about"))
"""Conditions of query files that leave few answers."""


@frozen(kw_only=True, eq=False, repr=False)
class Selection(Value):
    """Which events a question is about; what is not given does not narrow it.

    All of `who` must take part. `where` is a place or one around it. `since` and `until` are EDTF dates of which the
    first and the last day count. An event that is only possibly in the range is in, unless `certain`; one that no
    source dates is in no range. `undated` asks for those instead of for a range.
    """

    who: Sequence[str] = ()
    where: str | None = None
    since: str | None = None
    until: str | None = None
    kinds: Sequence[str] = MEETING_KINDS
    certain: bool = False
    undated: bool = False

    @property
    def dated(self) -> bool:
        """Whether the range narrows the answer."""
        return self.since is not None or self.until is not None or self.certain

    def bounds(self) -> tuple[str, str]:
        """The first and the last day of the range. Raises DateError on dates that are none or are reversed."""
        first = lower_bound(self.since) if self.since is not None else FIRST_DAY
        last = upper_bound(self.until) if self.until is not None else LAST_DAY
        if first > last:
            raise DateError(f"the range ends ({last}) before it begins ({first})", "swap the two")
        return first, last

    def among(self, store: Store, found: "Listed") -> list[str]:
        """The identifiers of the events that edges list in the range; the doubtful are looked at one by one."""
        dated = {event for _, event, _ in found.rows}
        sure = set() if self.certain else dated - found.doubtful.keys()
        looked_at = sorted((dated | found.doubtful.keys()) - sure)
        values: Values = {"event": list(map(iri, looked_at))}
        return sorted({*sure, *(self.narrow(store, "meetings", "event", values, ["among"]) if looked_at else ())})

    def narrow(self, store: Store, query: str, variable: str, values: Values, given: Sequence[str]) -> list[str]:
        """The identifiers that a query file gives for the range, or, if `undated`, those that are in no range.

        Where a question names somebody or a place, the range is asked of their events alone: an engine that began with
        the range would go through all that happened.
        """

        def found(values: Values, *conditions: str, first: str = FIRST_DAY, last: str = LAST_DAY) -> list[str]:
            days = tuple(Literal(day, XSD + "date") for day in (first, last))
            return identifiers(ask(store, query, {**values, "(?since ?until)": [days]}, conditions), variable)

        first, last = self.bounds()
        if not self.dated and not self.undated:
            return found(values, *given)
        if "among" not in given and (_NARROW.intersection(given) or self.undated):
            everything = found(values, *given)
            values, given = {variable: list(map(iri, everything))}, ["among"]
            if not everything:
                return []
        if self.undated:
            dated = set(found(values, *given, "range"))
            return [one for one in everything if one not in dated]
        return found(values, *given, "range", *(["certain"] if self.certain else []), first=first, last=last)


def codes(scheme: str, values: Iterable[str]) -> list[Iri]:
    """Entries of a code list as IRIs.

    >>> codes("kind", ["talks"])
    ['https://w3id.org/parley/codes/kind/talks']
    """
    return [Iri(f"{CODES}{scheme}/{value}") for value in values]


def selected(reading: Reading, selection: Selection) -> list[str]:
    """The identifiers of the events that a selection means. Raises UnknownName, AmbiguousName, DateError, KgError."""
    asked = resolved(reading, selection)
    found = asked.by_edges(reading) if selection.dated and not selection.undated else None
    if found is not None:
        return selection.among(reading.store, found)
    return selection.narrow(reading.store, "meetings", "event", asked.values, asked.given)


@frozen(eq=False, repr=False)
class Resolved:
    """A selection with its names found: actors with their posts, places, and who attends which event by a tenure."""

    selection: Selection
    actors: list[str]
    posts: dict[str, list[str]]
    places: list[str]
    by_tenure: list[tuple[str, str]]

    @property
    def values(self) -> Values:
        """The parameters of the query file of meetings."""
        return {
            "kind": codes("kind", self.selection.kinds),
            "who": list(map(iri, self.actors)),
            "whoCount": [Literal(str(len(self.actors)), XSD + "integer")],
            "(?who ?event)": [tuple(map(iri, pair)) for pair in self.by_tenure],
            "place": list(map(iri, self.places)),
        }

    @property
    def given(self) -> list[str]:
        """The conditions that the selection sets."""
        return ["kind", *(["who"] if self.actors else []), *(["place"] if self.places else [])]

    def by_edges(self, reading: Reading) -> "Listed | None":
        """What derived edges list in the range, None where they can't tell or that would be too much."""
        if self.by_tenure or reading.edge_span is None:
            return None
        from kg.query.edges import in_range

        conditions = [[f"entity/{one}" for one in (actor, *self.posts.get(actor, ()))] for actor in self.actors]
        conditions += [[f"place/{place}" for place in self.places]] if self.places else []
        bounds = self.selection.bounds()
        return in_range(reading.store, reading.edge_span, conditions, *bounds, self.selection.kinds)


def resolved(reading: Reading, selection: Selection) -> Resolved:
    """A selection with its names found. Raises UnknownName, AmbiguousName, KgError."""
    unknown = [kind for kind in selection.kinds if kind not in EVENT_KINDS]
    if unknown:
        raise KgError(f"no kind of event is called {quoted(unknown[0])}", f"choose {listed(EVENT_KINDS)}")
    actors = sorted({reading.actor(name) for name in selection.who})
    places = reading.within(reading.place(selection.where)) if selection.where is not None else []
    posts = reading.posts(actors)
    tenures: list[tuple[str, str]] = []
    if posts:
        from kg.query.tenures import by_tenure  # most people and bodies of a table have none

        tenures = by_tenure(reading.store, posts)
    return Resolved(selection, actors, posts, places, tenures)
