"""People, bodies and places of SEM and schema.org.

What somebody or something is, is told by the last part of the IRIs of its types (`ACTORS`, `PLACES`). Where they do not
tell, an actor is a country if a code list has its name, a body if its name is one of those of bodies, else a person; a
place is a country likewise, a venue if it lies in a city, else a city. Countries get the identifier that all tables
give them; other things one from their IRI, or from their name where they have none.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any, Final

from attrs import evolve

from kg import model as m
from kg.imports import countries
from kg.imports.frame import slugify
from kg.imports.meeting import coordinate, country_named, is_named_body
from kg.imports.semantic_statements import SCHEMA, Labels, Notes, Statements, closing, is_name, local_name
from kg.terms import GEO, Iri, Literal, Term
from kg.vocab import PLACE_TYPES

ACTORS: Final = {
    "person": frozenset("Person Politician OfficeHolder Diplomat".split()),
    "country": frozenset("Country Nation".split()),
    "organisation": frozenset(
        """Organization Organisation GovernmentOrganization GovernmentAgency InternationalOrganization NGO Corporation
        PoliticalParty NewsMediaOrganization EducationalOrganization""".split()
    ),
    "group": frozenset(["Group"]),
}
"""What types make an actor."""

PLACES: Final = {
    "country": ACTORS["country"],
    "city": frozenset("City Town Village Settlement Municipality PopulatedPlace".split()),
    "region": frozenset("State Province Region AdministrativeArea AdministrativeRegion Continent".split()),
}
"""What types make a place; any other type of schema.org but Place itself makes a venue."""

_VAGUE = frozenset(SCHEMA + name for name in ("Thing", "Place"))
_OUTER = (SCHEMA + "containedInPlace", SCHEMA + "containedIn")


class Things:
    """The people, bodies and places of a file, each made once; `made` holds them by identifier."""

    def __init__(self, statements: Statements, notes: Notes) -> None:
        self.made: dict[str, m.Thing] = {}
        self._statements, self._notes = statements, notes
        self._actors: dict[Term, str | None] = {}
        self._places: dict[Term, str | None] = {}
        self._outer = self._containers()

    def _add(self, thing: m.Thing) -> str:
        """Keep a thing; what is said of one in several places is taken together."""
        known = self.made.get(thing.id)
        if known is None:
            self.made[thing.id] = thing
            return thing.id
        names = {name.language: name for name in (*thing.names, *known.names)}
        aliases = {*known.aliases, *thing.aliases, *known.names, *thing.names, m.Name(thing.name)} - set(names.values())
        aliases -= {m.Name(known.name)}
        together = evolve(known, names=names.values(), aliases=aliases, same_as=(*known.same_as, *thing.same_as))
        if isinstance(thing, (m.Place, m.Country)) and isinstance(together, (m.Place, m.Country)):
            together = evolve(
                together,
                latitude=thing.latitude if together.latitude is None else together.latitude,
                longitude=thing.longitude if together.longitude is None else together.longitude,
            )
        self.made[thing.id] = together
        return thing.id

    def identifier(self, kind: str, node: Iri, name: str) -> str:
        """The identifier of a node: from its IRI, of a blank one from an IRI that it shares, or else from its name."""
        same = self._statements.same(node)
        if not same:
            return f"{kind}/rdf-{slugify(name)}"
        return f"{kind}/{slugify(local_name(same[0]))}-{sha256(same[0].encode()).hexdigest()[:8]}"

    # --- who takes part -----------------------------------------------------------------------------------------------

    def actor(self, term: Term) -> str | None:
        """The identifier of an actor, a node or a name; None, and a note, where it has no name."""
        if term not in self._actors:
            self._actors[term] = self._actor(term)
        return self._actors[term]

    def _actor(self, term: Term) -> str | None:
        node, labels = self._named(term)
        if labels is None:
            self._notes.add("actor without a name")
            return None
        kinds = self._statements.kinds(node)
        kind = next((kind for kind, types in ACTORS.items() if kinds & types), None)
        if kind is None:
            body = is_named_body(labels.name)
            kind = "country" if _country(labels) else "organisation" if body else "person"
        if kind == "country":
            return self._country(node, labels)
        return self._add(m.THINGS[kind](self.identifier(kind, node, labels.name), **self._described(node, labels)))

    def _named(self, term: Term) -> tuple[Iri, Labels | None]:
        """A node with what it is called; a literal is the name of a node without an IRI."""
        if isinstance(term, Iri):
            return term, self._statements.labels(term)
        text = " ".join(term.value.split())
        return Iri(self._statements.blank), Labels(text) if is_name(text) else None

    def _described(self, node: Iri, labels: Labels) -> dict[str, Any]:
        same = self._statements.same(node)
        return {"name": labels.name, "names": labels.names, "aliases": labels.aliases, "same_as": same}

    def _country(self, node: Iri, labels: Labels) -> str:
        known = _country(labels) or country_named(labels.name)
        assert known is not None
        had = {known.name, *(alias.text for alias in known.aliases)}
        new = [name for name in (m.Name(labels.name), *labels.aliases) if name.text not in had]
        latitude, longitude = self._coordinates(node)
        aliases, same = (*known.aliases, *new), self._statements.same(node)
        described = evolve(known, names=labels.names, aliases=aliases, same_as=same)
        return self._add(evolve(described, latitude=latitude, longitude=longitude))

    def series(self, node: Iri) -> str | None:
        """The identifier of a series of events; None where it has no name."""
        labels = self._statements.labels(node)
        if labels is None:
            return None
        return self._add(m.Series(self.identifier("series", node, labels.name), **self._described(node, labels)))

    # --- where --------------------------------------------------------------------------------------------------------

    def place(self, term: Term) -> str | None:
        """The identifier of a place, a node or a text such as "Istanbul, Türkiye"; None where it has no name."""
        chain: list[Term] = []
        while term not in self._places:
            chain.append(term)
            outer = self._outer.get(term) if isinstance(term, Iri) else None
            if outer is None:
                break
            term = outer
        around = self._places.get(term)
        for inner in reversed(chain):
            around = self._places[inner] = self._place(inner, around)
        return around

    def chain(self, place: str) -> list[str]:
        """A place and what it lies in, from the inside out."""
        found = [place]
        while around := getattr(self.made[found[-1]], "within", None):
            found.append(around)
        return found

    def _containers(self) -> dict[Iri, Term]:
        """What every place lies in, the narrowest where there are several; no place lies in itself."""
        contained = self._statements.inverse(SCHEMA + "containsPlace")
        found: dict[Iri, Term] = {}
        for subject in map(Iri, self._statements.subjects()):
            around = [*self._statements.get(subject, *_OUTER), *contained.get(subject, ())]
            if around:
                found[subject] = min(around, key=lambda place: PLACE_TYPES.index(self._kind(place) or "city"))
        for node in closing({node: outer for node, outer in found.items() if isinstance(outer, Iri)}):
            self._notes.add("place that lies in itself", node)
            del found[node]
        return found

    def _kind(self, place: Term) -> str | None:
        """What a place is by its types alone."""
        types = self._statements.types(place)
        kinds = {local_name(kind) for kind in types}
        if found := next((kind for kind, names in PLACES.items() if kinds & names), None):
            return found
        return "venue" if any(kind.startswith(SCHEMA) and kind not in _VAGUE for kind in types) else None

    def _place(self, term: Term, around: str | None) -> str | None:
        if isinstance(term, Literal):
            return self._from_text(term.value)
        if around is None:
            addresses = [*self._statements.get(term, SCHEMA + "address"), term]
            around = next(filter(None, map(self._address, addresses)), None)
        _, labels = self._named(term)
        if self._statements.kinds(term) & {"VirtualLocation", "PostalAddress"}:
            return around
        if labels is None:
            if around is None:
                self._notes.add("place without a name")
            return around
        kind = self._kind(term)
        if kind == "country" or (kind is None and around is None and _country(labels)):
            return self._country(term, labels)
        if kind is None and around and m.type_of(around) == "city" and self.made[around].name == labels.name:
            return around
        kind = kind or ("venue" if around and m.type_of(around) in ("city", "venue") else "city")
        latitude, longitude = self._coordinates(term)
        identifier = self.identifier(kind, term, f"{m.slug(around or '')} {labels.name}")
        described = self._described(term, labels)
        return self._add(m.Place(identifier, **described, within=around, latitude=latitude, longitude=longitude))

    def _address(self, node: Term) -> str | None:
        """The narrowest of country, region and city of a postal address."""
        names = [self._text(node, SCHEMA + f"address{part}") for part in ("Country", "Region", "Locality")]
        if not any(names):
            return None
        country = countries.by_alpha2(names[0]) or countries.by_alpha3(names[0]) or country_named(names[0])
        return self._nested(country, list(zip(("region", "city"), names[1:], strict=True)))

    def _text(self, node: Term, predicate: str) -> str:
        """A text, or the name of a node."""
        labels = [self._named(value)[1] for value in self._statements.get(node, predicate)]
        return next((label.name for label in labels if label), "")

    def _from_text(self, text: str) -> str | None:
        """A place from its names behind each other, the narrowest first, the last one that of a country if known."""
        *rest, last = [" ".join(part.split()) for part in text.split(",")]
        country = countries.by_name(last)
        *venue, city = rest if country and rest else [""] if country else [", ".join([*rest, last])]
        found = self._nested(country, [("city", city), ("venue", ", ".join(venue))])
        if found is None:
            self._notes.add("place without a name")
        return found

    def _nested(self, country: m.Country | None, parts: Sequence[tuple[str, str]]) -> str | None:
        """Places by name in each other, the widest first; gives the narrowest."""
        around = self._add(country) if country else None
        for kind, name in parts:
            if is_name(name):
                path = f"{m.slug(around or '')} {name}"
                around = self._add(m.Place(f"{kind}/rdf-{slugify(path)}", name, within=around))
        return around

    def _coordinates(self, node: Iri) -> tuple[float | None, float | None]:
        """Latitude and longitude, of the place itself or its GeoCoordinates; neither where one is missing or none."""
        for where in (*self._statements.get(node, SCHEMA + "geo"), node):
            pair = list(self._degrees(where))
            if all(pair):
                try:
                    return coordinate(pair[0], 90), coordinate(pair[1], 180)
                except ValueError:
                    self._notes.add("coordinates that are none", f"{pair[0]}, {pair[1]}"[:50])
        return None, None

    def _degrees(self, where: Term) -> Iterator[str]:
        for ours, theirs in (("latitude", "lat"), ("longitude", "long")):
            yield self._statements.text(where, SCHEMA + ours, GEO + theirs)


def _country(labels: Labels) -> m.Country | None:
    """The country of a code list that bears one of the names."""
    names = (labels.name, *(name.text for name in (*labels.names, *labels.aliases)))
    return next(filter(None, map(countries.by_name, names)), None)
