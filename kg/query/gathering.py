"""Meetings that took place with little more than who was there and when: what measures over many meetings need.

A measure goes through all meetings of a graph, so they are fetched by four plain queries and put together here, a tenth
of the work that whole answers take.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property, lru_cache
from itertools import islice, product
from sys import intern

from attrs import field, frozen

from kg import model as m
from kg.answers import TOOK_PLACE
from kg.dates import Date, parse
from kg.derived import faced
from kg.errors import DateError
from kg.query.asking import Row, ask
from kg.query.extent import finest
from kg.query.reading import Reading, Selection, selected
from kg.query.tenures import held_at
from kg.terms import Iri, Literal, iri

FACE_TO_FACE = 3
"""How many sides at most meet face to face: two parties and a third that brings them together."""
_LONGEST_SEARCH = 10_000
"""Pairs that are looked at on one side of a table for two who are no colleagues; there are as good as never any."""


@frozen(slots=False, eq=False)
class Gathering:
    """A meeting that took place.

    `dates` are those that sources give, without what only says another less finely. `present` has everybody who took
    part for a fact, each with themselves, their delegations and whom they acted for; `roles` what they were there.
    A delegation of which nobody is named is present through whom it represents. `indirect` is whether a source says
    that the parties did not face each other.
    """

    id: str
    kind: str
    label: str
    series: frozenset[str]
    dates: tuple[Date, ...]
    indirect: bool
    present: dict[str, set[str]]
    roles: Mapping[str, set[str]]

    @cached_property
    def sides(self) -> dict[str, str]:
        """For everybody present the name of their side, which colleagues and those they act for share."""
        above: dict[str, str] = {}

        def top(thing: str) -> str:
            while (higher := above.get(thing, thing)) != thing:
                above[thing] = above.get(higher, higher)
                thing = higher
            return thing

        for who, on in self.present.items():
            for thing in on:
                if thing in self.present or m.type_of(thing) == "delegation":
                    one, other = sorted((top(who), top(thing)))
                    above[other] = one
        return {who: top(who) for who in self.present}

    @cached_property
    def few(self) -> bool:
        """Whether so few sides met that they faced each other; those who only observed do not count."""
        return len({side for who, side in self.sides.items() if not self.observed(who)}) <= FACE_TO_FACE

    def observed(self, who: str) -> bool:
        """Whether somebody was there as no more than an observer."""
        return self.roles.get(who) == {"observer"}

    def standing(self, actor: str) -> list[str]:
        """Who was present for somebody: they themselves, and those who acted for them."""
        return [who for who, on in self.present.items() if actor in on]

    def faced(self, one: str, other: str) -> bool:
        """Whether two who were present met as counterparts."""
        return one != other and faced(one, other, self.present)

    def met(self, some: Collection[str], others: Collection[str]) -> bool:
        """Whether one of some who were present met one of others as a counterpart, not as a colleague."""
        if not some or not others:
            return False
        if len({self.sides[who] for who in (*some, *others)}) > 1:
            return True
        pairs = islice(product(some, others), _LONGEST_SEARCH)
        return any(self.faced(one, other) for one, other in pairs)

    def direct(self, some: Iterable[str], others: Iterable[str]) -> bool:
        """Whether one of some met one of others face to face: few sides met, and the two did more than observe.

        At an indirect meeting only whoever went between the parties faced them.
        """
        if not self.few:
            return False
        some, others = ([who for who in group if not self.observed(who)] for group in (some, others))
        if not self.indirect:
            return self.met(some, others)
        return self.met(self._between(some), others) or self.met(some, self._between(others))

    def _between(self, some: Iterable[str]) -> list[str]:
        return [who for who in some if not self.roles[who].isdisjoint(("mediator", "host"))]


def gatherings(reading: Reading, selection: Selection | None = None, actors: Collection[str] = ()) -> list[Gathering]:
    """The meetings of a selection that took place, in order of their identifiers.

    An event took place where a source says held or under way, or none gives a status. Only participation that a source
    asserts counts, of those whom the selection names too. Countries and bodies among these and among `actors`
    are present also through whoever certainly held a post of theirs on the day.
    """
    selection = selection or Selection()
    asked = [reading.actor(name) for name in selection.who]
    events = selected(reading, selection) if selection != Selection(kinds=selection.kinds) else None
    if events == []:
        return []
    found = _fetched(reading, events, tuple(selection.kinds))
    for actor, event, holder in held_at(reading.store, sorted({*asked, *actors})):
        if event in found and holder in found[event].present:
            found[event].present[holder].add(actor)
    return [one for _, one in sorted(found.items()) if all(one.standing(actor) for actor in asked)]


def _fetched(reading: Reading, events: list[str] | None, kinds: Collection[str]) -> dict[str, Gathering]:
    store, given = reading.store, ("all",) if events is None else ("among",)
    values = {"event": list(map(iri, events or ()))}
    identities = _identities(ask(store, "occasions", values, given), kinds)
    reports = _reported(ask(store, "reports", values, given))
    acting = ask(store, "acting", values, given)
    presences = _present(ask(store, "presences", values, given), acting)
    found = {}
    for event, (kind, label, series) in identities.items():
        told = reports.get(event, _Told())
        if not told.statuses or not told.statuses.isdisjoint(TOOK_PLACE):
            present = presences.get(event, _Presence())
            dates = finest(told.dates)
            found[event] = Gathering(event, kind, label, series, dates, told.indirect, present.who, present.roles)
    return found


def _short(row: Row, variable: str) -> str:
    """The identifier that a row binds to a variable; the same text is kept once, however many rows have it."""
    return intern(str(Iri(row[variable]).short))


def _code(row: Row, variable: str) -> str:
    return intern(Iri(row[variable]).rpartition("/")[2])


def _identities(rows: Iterable[Row], kinds: Collection[str]) -> dict[str, tuple[str, str, frozenset[str]]]:
    """Kind, label and series of every event of some kinds."""
    found: dict[str, tuple[str, str, frozenset[str]]] = {}
    for row in rows:
        event, kind = _short(row, "event"), _code(row, "kind")
        if kind in kinds:
            label = label.value if isinstance(label := row.get("label"), Literal) else event
            series = frozenset([_short(row, "series")] if "series" in row else ())
            before = found.get(event, (kind, label, series))
            found[event] = (min(kind, before[0]), min(label, before[1]), series | before[2])
    return found


@frozen
class _Told:
    """What the sources of one event say of it."""

    statuses: set[str] = field(factory=set)
    dates: list[Date] = field(factory=list)
    directness: set[str] = field(factory=set)

    @property
    def indirect(self) -> bool:
        return "indirect" in self.directness


def _reported(rows: Iterable[Row]) -> dict[str, _Told]:
    found: dict[str, _Told] = defaultdict(_Told)
    for row in rows:
        told = found[_short(row, "event")]
        if "status" in row:
            told.statuses.add(_code(row, "status"))
        if "directness" in row:
            told.directness.add(_code(row, "directness"))
        if isinstance(day := row.get("date"), Literal) and (date := _date(day.value, "within" in row)):
            told.dates.append(date)
    return found


@lru_cache(maxsize=100_000)
def _date(text: str, within: bool) -> Date | None:
    """A date; None where it is in no calendar, since RDF comes from strangers."""
    try:
        return parse(text, within)
    except DateError:
        return None


@frozen
class _Presence:
    """Who was present at one event, with whom they stood, and in which roles; `named` are delegations with members."""

    who: dict[str, set[str]] = field(factory=dict)
    roles: dict[str, set[str]] = field(factory=dict)
    named: set[str] = field(factory=set)

    def add(self, who: str) -> set[str]:
        """Note that somebody was present; returns with whom they stood, to be added to."""
        self.roles.setdefault(who, set())
        return self.who.setdefault(who, {who})


def _present(rows: Iterable[Row], acting: Iterable[Row]) -> dict[str, _Presence]:
    principals: dict[str, set[str]] = defaultdict(set)
    for row in acting:
        principals[_short(row, "acting")].add(_short(row, "principal"))
    found: dict[str, _Presence] = defaultdict(_Presence)
    for row in rows:
        presence, who = found[_short(row, "event")], _short(row, "who")
        if "delegation" in row:
            presence.named.add(_short(row, "delegation"))
        if _code(row, "modality") == "asserted":
            on = presence.add(who)
            on.update(*(principals.get(_short(row, name), ()) for name in ("delegation", "capacity") if name in row))
            on.update([_short(row, "delegation")] if "delegation" in row else ())
            presence.roles[who].update([_code(row, "role")] if "role" in row else ())
    for row in acting:
        if "event" in row and _short(row, "acting") not in found[_short(row, "event")].named:
            found[_short(row, "event")].add(_short(row, "principal")).add(_short(row, "acting"))
    return found
