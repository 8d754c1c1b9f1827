"""A store opened for asking, and the events that a question is about."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from attrs import field, frozen

from kg.dates import FIRST_DAY, LAST_DAY, lower_bound, upper_bound
from kg.errors import DateError, KgError, listed, quoted
from kg.names import NameIndex
from kg.query.asking import ask, find_actor, find_event, find_place, identifiers, name_index, places_in
from kg.query.tenures import by_tenure
from kg.store import Store
from kg.terms import CODES, XSD, Iri, Literal, iri
from kg.texts import Texts
from kg.vocab import EVENT_KINDS, MEETING_KINDS, RESOLUTION_RULES

DEFAULT_RULE = RESOLUTION_RULES[0]
Values = dict[str, list[Iri] | list[Literal] | list[tuple[Literal, ...]] | list[tuple[Iri, ...]]]


@frozen(slots=False)
class Reading:
    """A store to ask, with the article texts at hand for quotes and the rule that picks among sources.

    `rule` is one of `kg.vocab.RESOLUTION_RULES`.
    """

    store: Store
    texts: Texts | None = None
    rule: str = field(default=DEFAULT_RULE)

    @rule.validator
    def _known_rule(self, _: object, rule: str) -> None:
        if rule not in RESOLUTION_RULES:
            raise KgError(f"no rule is called {quoted(rule)}", f"choose {listed(RESOLUTION_RULES)}")

    @cached_property
    def names(self) -> NameIndex:
        """Everybody and every place by name."""
        return name_index(self.store)

    def actor(self, name: str) -> str:
        """The identifier of the person, country, organisation or group that a name means.

        Raises UnknownName or AmbiguousName.
        """
        return find_actor(self.names, name)

    def place(self, name: str) -> str:
        """The identifier of the venue, city, region or country that a name means."""
        return find_place(self.names, name)

    def event(self, name: str) -> str:
        """The identifier of the event that an id or an unambiguous label means."""
        return find_event(self.store, name)


_NARROW = frozenset(("who", "place", "speaker", "about"))
"""Conditions of query files that leave few answers."""


@frozen(kw_only=True)
class Selection:
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
        if _NARROW.intersection(given) or self.undated:
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
    unknown = [kind for kind in selection.kinds if kind not in EVENT_KINDS]
    if unknown:
        raise KgError(f"no kind of event is called {quoted(unknown[0])}", f"choose {listed(EVENT_KINDS)}")
    values: Values = {"kind": codes("kind", selection.kinds)}
    given = ["kind"]
    if selection.who:
        actors = sorted({reading.actor(name) for name in selection.who})
        values |= {"who": list(map(iri, actors)), "whoCount": [Literal(str(len(actors)), XSD + "integer")]}
        pairs = by_tenure(reading.store, actors)
        values["(?who ?event)"] = [tuple(map(iri, pair)) for pair in pairs]
        given.append("who")
    if selection.where is not None:
        values["place"] = [iri(place) for place in places_in(reading.store, reading.place(selection.where))]
        given.append("place")
    return selection.narrow(reading.store, "meetings", "event", values, given)
