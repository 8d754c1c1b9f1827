"""The places of a trip from the one text that travel tables have for them.

Commas separate places: "Tel Aviv, Jerusalem" are two. What stands in brackets is the region of the place before it:
"Halifax (Nova Scotia)". Two short lists in `kg.imports.travel_words` settle the rest: names that hold a comma
themselves ("Mexico, D.F."), and regions. A region is one as a place of its own, too ("Bermuda"); it takes in the place
before it only where that is known to lie there: "Halifax, Nova Scotia" is one place, "London, Cornwall" are two.
"""

import re

from attrs import evolve, frozen

from kg import model as m
from kg.imports import travel_words as w
from kg.imports.frame import slugify

_PIECE = re.compile(r"(?P<name>[^()]*+)(?:\((?P<region>[^()]*)\))?")
_COMMA = re.compile(r",(?![^()]*\))")
_VENUE = re.compile(rf"\b(?:{'|'.join(map(re.escape, w.VENUES))})\b|^Camp ")
_REGION = re.compile(r"\b(?:Islands?|Peninsula|Archipelago)$")


@frozen
class Stop:
    """A place that somebody stayed at: what it is, and the region it lies in, if the table names one."""

    place: m.Place
    region: m.Place | None = None


def stops(locale: str, country: str) -> tuple[Stop, ...]:
    """The places that a text names in a country, in order and without repetition; none where it names none.

    >>> [stop.place.id for stop in stops("Tel Aviv, Jerusalem", "country/israel")]
    ['city/travel-israel-tel-aviv', 'city/travel-israel-jerusalem']
    >>> [stop] = stops("Halifax (Nova Scotia)", "country/canada")
    >>> stop.place.within, stop.region.name
    ('region/travel-canada-nova-scotia', 'Nova Scotia')
    """
    for written, name in w.ONE_PLACE.items():
        locale = locale.replace(written, name)
    found: list[Stop] = []
    for piece in _COMMA.split(locale):
        matched = _PIECE.match(piece)
        name = matched["name"].strip() if matched else ""
        region = (matched["region"] or "").strip() if matched else ""
        if not any(map(str.isalnum, name)):
            continue
        if found and found[-1].region is None and found[-1].place.name in w.REGIONS.get(name, ()):
            found[-1] = _within(found[-1].place, name, country)
            continue
        place = _place(_kind(name), name, country)
        found.append(_within(place, region, country) if any(map(str.isalnum, region)) else Stop(place))
    return tuple({stop.place.id: stop for stop in found}.values())


def _kind(name: str) -> str:
    if name in w.REGIONS or _REGION.search(name):
        return "region"
    return "venue" if _VENUE.search(name) else "city"


def _place(kind: str, name: str, country: str) -> m.Place:
    written = next((old for old, new in w.ONE_PLACE.items() if new == name), None)
    aliases = (m.Name(written, "en"),) if written else ()
    return m.Place(f"{kind}/travel-{slugify(f'{m.slug(country)} {name}')}", name, aliases=aliases, within=country)


def _within(place: m.Place, region: str, country: str) -> Stop:
    around = _place("region", region, country)
    return Stop(evolve(place, within=around.id), around)
