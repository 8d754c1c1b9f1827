"""Trips and visits of HistoryAtState as events, with the parts that their places and remarks tell of."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from attrs import field, frozen

from kg import model as m
from kg.dates import Date, parse
from kg.errors import listed
from kg.imports.frame import Built, slugify
from kg.imports.travel_people import People, country, post_id
from kg.imports.travel_places import Stop, stops
from kg.imports.travel_remarks import Named, clauses, visitors
from kg.imports.travel_words import PARTICLES

_NOT_YET = re.compile(r"\b[Vv]isit made as [\w ]+-(?:elect|designate)\b")
_NUMERAL = re.compile(r"[IVX]+")


@frozen
class Stay:
    """A visit's identifier, who reports it, when it was, and the remarks on it."""

    id: str
    source: str
    when: Date
    texts: tuple[str, ...]

    @property
    def within(self) -> Date:
        """Some time in the stay; the day itself if it lasted for one."""
        return parse(self.when.edtf, within="/" in self.when.edtf)


@frozen
class Guest:
    """Somebody who takes part, in which posts, and whom that brings with it."""

    person: m.Person
    posts: tuple[m.Post, ...] = ()
    title: str = ""
    acts_for: m.Thing | None = None

    @property
    def words(self) -> str:
        """Title and name."""
        return f"{self.title} {self.person.name}".strip()

    @property
    def things(self) -> tuple[m.Thing, ...]:
        """Everything that is named."""
        return (self.person, *self.posts, *((self.acts_for,) if self.acts_for else ()))


@frozen
class Events:
    """Makes events of trips and visits; counts in `notes` what could be read of the remarks."""

    people: People
    notes: Counter[str] = field(factory=Counter)

    def trip(self, stay: Stay, row: dict[str, str]) -> Built:
        """The visit of an American abroad."""
        person = self.people.identify(row["who"], row["role"], stay.when)
        role = "" if any(map(_NOT_YET.search, stay.texts)) else row["role"]
        guest = Guest(person, tuple(self.people.held(m.slug(person.id), stay.when, role)))
        host = country(row["country-id"], row["country"])
        return self._visit(stay, [guest], country("united-states"), host, stops(row["locale"], host.id))

    def visit(self, stay: Stay, row: dict[str, str]) -> Built:
        """The visit of a foreign leader to the United States."""
        home = country(row["country-id"], row["country"])
        guests = [self._foreigner(named, home, home) for named in visitors(row["visitor"])]
        if not guests:
            self.notes["visitors without a known title"] += 1
            guests = [Guest(_person(row["visitor"], home))]
        return self._visit(stay, guests, home, country("united-states"), ())

    def _visit(
        self, stay: Stay, guests: Sequence[Guest], home: m.Thing, host: m.Thing, places: Sequence[Stop]
    ) -> Built:
        where = places[0].place.id if len(places) == 1 else host.id if isinstance(host, m.Country) else None
        to = listed([stop.place.name for stop in places] or [host.name], "and")
        names = listed([guest.words for guest in guests], "and")
        delegation = m.Delegation(m.slug(home.id), stay.source, (home.id,))
        visit = m.Event(
            stay.id,
            "visit",
            f"Visit of {names} to {to}",
            reports=(m.Report(stay.source, stay.when, where, "held", " ".join(stay.texts) or None),),
            delegations=(delegation,),
            participations=(
                *_taking_part(stay, guests, "visitor", delegation.key, "in-person"),
                m.Participation(m.slug(host.id), stay.source, host.id, ("host",)),
            ),
        )
        things: list[m.Thing] = [home, host, *(thing for guest in guests for thing in guest.things)]
        things += [thing for stop in places for thing in (stop.place, stop.region) if thing]
        parts = [self._stop(stay, guests, names, stop, number) for number, stop in enumerate(places, 1)]
        if len(parts) < 2:
            parts = []
        for met in self._met(stay, guests, host):
            number = len(parts) + 1
            parts.append(_talks(stay, f"{stay.id}-{number}", guests, names, met, where))
            things += [thing for guest in met for thing in guest.things]
        return Built((visit, *parts), tuple({thing.id: thing for thing in things}.values()))

    def _stop(self, stay: Stay, guests: Sequence[Guest], names: str, stop: Stop, number: int) -> m.Event:
        return m.Event(
            f"{stay.id}-{number}",
            "visit",
            f"Visit of {names} to {stop.place.name}",
            part_of=stay.id,
            reports=(m.Report(stay.source, stay.within, stop.place.id, "held"),),
            participations=tuple(_taking_part(stay, guests, "visitor")),
        )

    def _met(self, stay: Stay, guests: Sequence[Guest], host: m.Thing) -> list[tuple[Guest, ...]]:
        """Whom the remarks name, one group for every "met with"."""
        found: dict[frozenset[str], tuple[Guest, ...]] = {}
        ours = {guest.person.id for guest in guests}
        for text in stay.texts:
            read = clauses(text)
            self.notes["remarks with a meeting"] += bool(read)
            self.notes["remarks with a meeting of somebody named"] += any(clause.people for clause in read)
            self.notes["people named"] += sum(len(clause.people) for clause in read)
            self.notes["members of lists not read"] += sum(clause.unread for clause in read)
            for clause in read:
                met = {guest.person.id: guest for guest in (self._named(n, host, stay.when) for n in clause.people)}
                if others := tuple(guest for who, guest in met.items() if who not in ours):
                    found.setdefault(frozenset(guest.person.id for guest in others), others)
        return list(found.values())

    def _named(self, named: Named, host: m.Thing, when: Date) -> Guest:
        """Somebody named in remarks: an American by surname and date, else a foreigner."""
        acts_for = _acts_for(named)
        american = acts_for is None or acts_for.id == country("united-states").id
        if american and (known := self.people.holder(named.title, named.name, when)):
            return Guest(known[0], (known[1],), named.title, country("united-states"))
        return self._foreigner(named, acts_for, host)

    def _foreigner(self, named: Named, acts_for: m.Thing | None, host: m.Thing) -> Guest:
        scope = country("holy-see") if named.title == "Pope" else acts_for or host
        person = _person(named.name, scope)
        short = post_id(f"{_scope(acts_for) if acts_for else ''} {named.title}")
        post = m.Post(short, named.title, of=acts_for.id if acts_for else None)
        return Guest(person, (post,), named.title, acts_for)


def _acts_for(named: Named) -> m.Thing | None:
    if named.country:
        return country("", named.country)
    return m.Organisation(f"organisation/travel-{slugify(named.body)}", named.body) if named.body else None


def _scope(thing: m.Thing) -> str:
    return m.slug(thing.id).removeprefix("travel-")


def _person(name: str, scope: m.Thing) -> m.Person:
    """A foreigner of a name: one person everywhere if it has several words, else one in each country."""
    words = [word for word in name.split() if word.lower() not in PARTICLES and not _NUMERAL.fullmatch(word)]
    one = name if len(words) > 1 else f"{_scope(scope)} {name}"
    return m.Person(f"person/travel-{slugify(one)}", name)


def _taking_part(
    stay: Stay, guests: Iterable[Guest], role: str, delegation: str | None = None, presence: str | None = None
) -> list[m.Participation]:
    """The participation of people, one for each post they hold."""
    return [
        m.Participation(
            m.slug(guest.person.id) + (f"-{m.slug(post.id)}" if number and post else ""),
            stay.source,
            guest.person.id,
            (role,),
            delegation,
            post.id if post else None,
            presence,
        )
        for guest in guests
        for number, post in enumerate(guest.posts or (None,))
    ]


def _talks(
    stay: Stay, identifier: str, guests: Sequence[Guest], names: str, met: Sequence[Guest], where: str | None
) -> m.Event:
    return m.Event(
        identifier,
        "talks",
        f"Talks of {names} with {listed([guest.words for guest in met], 'and')}",
        part_of=stay.id,
        reports=(m.Report(stay.source, stay.within, where, "held"),),
        participations=tuple(_taking_part(stay, [*guests, *met], "party")),
    )
