"""One id for one thing: what files and a store call by one id though it is not the same is told apart.

Ids are made of names, and there is a Santiago in Chile and one in Spain, a presidential palace in every capital.
"""

from collections.abc import Iterable
from typing import Any

from attrs import evolve

from kg import model as m
from kg.extract.accepting import renamed
from kg.facts.kinds import LONGEST_SLUG
from kg.names import fold
from kg.query.asking import describe
from kg.store import Store

_ORDER = ("country", "region", "city", "venue", "organisation", "group", "person", "post", "series")
"""The types of thing, those that others lie in or belong to first."""


def settled(facts: Iterable[m.Facts], store: Store | None = None) -> tuple[list[m.Facts], list[str]]:
    """Facts in which an id means one thing, and what was told apart.

    A place that lies in another city or country than the one of that id before it, and a post of another body, gets an
    id with the name of that added. A name that is more than another spelling becomes an alias. What the store says
    comes first, then the facts in their order.

    >>> def told(source: str, country: str) -> m.Facts:
    ...     things = [m.Place("city/santiago", "Santiago", within=country), m.Country(country, "C")]
    ...     return m.Facts(m.Source(source), things=things)
    >>> found, notes = settled([told("source/a", "country/chile"), told("source/b", "country/spain")])
    >>> [thing.id for each in found for thing in each.things if thing.type == "city"]
    ['city/santiago', 'city/santiago-spain']
    """
    listed = list(facts)
    known = _in_store(store, listed) if store is not None and store.graphs() else {}
    settled_: list[m.Facts] = []
    notes: list[str] = []
    for each in listed:
        for type_ in _ORDER:
            for thing in each.things:
                if thing.type == type_ and (first := known.get(thing.id)) and (new := _other(thing, first)):
                    notes.append(
                        f"{thing.id} of {each.id} is in {_around(thing)}, not {_around(first)}: it is {new} now"
                    )
                    each = renamed(each, {thing.id: new})
        each = evolve(each, things=[_as_known(thing, known.get(thing.id)) for thing in each.things])
        for thing in each.things:
            known.setdefault(thing.id, thing)
        settled_.append(each)
    return settled_, notes


def _in_store(store: Store, facts: list[m.Facts]) -> dict[str, m.Thing]:
    """The things of facts as a store has them from other sources."""
    own = {each.id for each in facts}
    found: dict[str, m.Thing] = {}
    for told in describe(store, {thing.id for each in facts for thing in each.things}):
        for thing in told.things if told.id not in own else ():
            if thing.id not in found or _around(found[thing.id]) is None:
                found[thing.id] = thing
    return found


def _other(thing: m.Thing, first: m.Thing) -> str | None:
    """The id that a thing needs because it is another than the first one of its id; None where it may be that."""
    here, there = _around(thing), _around(first)
    if here is None or there is None or here == there or m.type_of(here) != m.type_of(there):
        return None
    suffix = f"-{m.slug(here)}"
    return f"{thing.type}/{m.slug(thing.id)[: LONGEST_SLUG - len(suffix)]}{suffix}"


def _around(thing: m.Thing) -> str | None:
    """Where a place lies, or whose a post is."""
    found: str | None = getattr(thing, "within", None) or getattr(thing, "of", None)
    return found


def _as_known(thing: m.Thing, first: m.Thing | None) -> m.Thing:
    """A thing under the name, and in the place, that it had before."""
    if first is None:
        return thing
    values: dict[str, Any] = {
        name: getattr(first, name)
        for name in ("within", "of")
        if getattr(first, name, None) is not None and getattr(thing, name, None) is not None
    }
    thing = evolve(thing, **values)
    if fold(thing.name) == fold(first.name):
        return thing
    return evolve(thing, name=first.name, aliases=(*thing.aliases, m.Name(thing.name)))
