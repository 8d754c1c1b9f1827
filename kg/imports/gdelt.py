"""GDELT event exports: 57 columns (1.0, to March 2013), 58 (1.0, daily, with a URL) and 61 (2.0).

Rows of the same two actors, day, place and code are one event, and so are mirrored rows of it and the two sides of a
visit. Each URL is a source, published on the day on which GDELT found the event; the event's own day is kept as it
stands, however many years before it lies. A row without URL has the day's findings of GDELT as its source. How often an
event is mentioned is not kept, as the model has no field for it.

Actors. GDELT does not say which of its actors are people. Somebody whose code is only that of a country is the country,
whatever the name (`LONDON` is the United Kingdom there), and so is a government under its country's name. Others are
told apart by name and code: an organisation where the code says that it is one (IGO, NGO, multinational company, known
group) or the name's head noun does, else a group of unnamed people. Government, military, legislature, judiciary,
intelligence and police act for their country.

Places are those of the action, by GDELT's feature identifiers; countries by their FIPS codes.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from string import capwords

from kg import model as m
from kg.errors import DateError, quoted
from kg.imports import cameo, countries, lines, meeting
from kg.imports.frame import Built, NotMeeting, Raw, Rejected, Staged, slugify

_WIDTHS = (57, 58, 61)
_ROLES = {
    "AGR": "agriculture",
    "BUS": "business",
    "COP": "police",
    "CRM": "criminals",
    "CVL": "civilians",
    "DEV": "development",
    "EDU": "education",
    "ELI": "elite",
    "ENV": "environment",
    "GOV": "government",
    "HLH": "health",
    "HRI": "human rights",
    "IGO": "intergovernmental",
    "IMG": "international militants",
    "INS": "insurgents",
    "JUD": "judiciary",
    "LAB": "labour",
    "LEG": "legislature",
    "MED": "media",
    "MIL": "military",
    "MNC": "multinational company",
    "MOD": "moderates",
    "NGM": "non-governmental movement",
    "NGO": "non-governmental",
    "OPP": "opposition",
    "PTY": "party",
    "RAD": "radicals",
    "REB": "rebels",
    "REF": "refugees",
    "SEP": "separatists",
    "SET": "settlers",
    "SPY": "intelligence",
    "UAF": "unaligned armed forces",
}
"""CAMEO's types of actors in words."""

_STATE = frozenset("COP GOV JUD LEG MIL SPY".split())
_BODIES = frozenset("IGO MNC NGM NGO".split())
_SMALL_WORDS = frozenset("and for in of on the to".split())
_ADDRESS = re.compile(r"https?://(?:[^/@\s]*@)?(?:www\.)?([^\s/:?#<>\"{}|\\^`]+)[^\s<>\"{}|\\^`]*", re.ASCII | re.I)


class Gdelt:
    """The importer of GDELT event exports."""

    name = "gdelt"

    def source(self, path: Path) -> m.Source:
        """The file as a source; its identifier names the graph."""
        return meeting.table(self.name, path)

    def rows(self, path: Path, start: int) -> Iterator[Raw]:
        """The rows of a file, plain, gzip or zip, from a byte offset on; see `kg.imports.lines.rows`."""
        return lines.rows(path, start, "a GDELT event export", _WIDTHS, "GLOBALEVENTID")

    def stage(self, raw: Raw) -> Staged | Rejected | NotMeeting:
        """What a row means: a meeting under its key, something else, or why it can't be used."""
        if raw.cells is None:
            return Rejected(raw.fault)
        found = cameo.meaning(raw.cells[26])
        if not isinstance(found, cameo.Meeting):
            return found
        try:
            return _staged(raw.cells)
        except DateError as error:
            return Rejected(str(error))
        except ValueError as error:
            return Rejected(error.args[0])

    def build(self, source: m.Source, key: str, rows: Sequence[tuple[int, tuple[str, ...]]]) -> Built:
        """The meeting that the rows of one key tell of, with every mention as a source."""
        cells = rows[0][1]
        code, date = cells[:2]
        actors = [_actor(*side) if any(side) else None for side in (cells[2:7], cells[7:12])]
        places = _places(*cells[12:18])
        sources = {found.id: found for _, row in reversed(rows) for found in [_mention(row[19], row[18])]}
        at = places[0].id if places else None
        told = [meeting.Told(found, meeting.day(date), at) for _, found in sorted(sources.items())]
        built = meeting.meet(self.name, key, code, actors, told)
        return Built(built.events, (*built.things, *places), built.sources)


def _staged(cells: tuple[str, ...]) -> Staged | Rejected:
    """A row as a staged one, under the key that it shares with the rows of the same event."""
    cells = tuple(map(str.strip, cells))
    date = _day(cells[1])
    if len(cells) == 61:
        kind, full_name, country, division, _, latitude, longitude, feature, found, url = cells[51:]
    else:
        kind, full_name, country, division, latitude, longitude, feature, found = cells[49:57]
        url = cells[57] if len(cells) == 58 else ""
    meeting.coordinate(latitude, 90)
    meeting.coordinate(longitude, 180)
    one, other = _side(cells[5:15]), _side(cells[15:25])
    if not (any(one) or any(other)):
        return Rejected("no actor")
    if max(map(len, (*one, *other, full_name))) > meeting.LONGEST_NAME:
        return Rejected(f"a name is longer than {meeting.LONGEST_NAME} characters")
    sides = {"\t".join(side[:2]): side for side in (one, other)}
    code, first, second = cameo.in_order(cells[26], *("\t".join(side[:2]) for side in (one, other)))
    place = (kind, full_name, country, feature or division, latitude, longitude) if full_name else ("",) * 6
    key = "\t".join((date, code, first, second, place[2], place[3] or full_name))
    return Staged(key, (code, date, *sides[first], *sides[second], *place, _day(found[:8]), url))


@lru_cache(maxsize=4096)
def _day(text: str) -> str:
    """A day written as YYYYMMDD as its EDTF literal. Raises DateError."""
    if len(text) != 8 or not text.isdecimal() or not text.isascii():
        raise DateError(f"{quoted(text)} is not a day", "write YYYYMMDD")
    return meeting.day(f"{text[:4]}-{text[4:6]}-{text[6:]}").edtf


@lru_cache(maxsize=1 << 14)
def _side(cells: tuple[str, ...]) -> tuple[str, str, str, str, str]:
    """Code, name, country, known group and types of an actor; of a country itself its code alone."""
    code, name, country, group = cells[:4]
    types = [kind for kind in cells[7:10] if kind]
    known = countries.by_alpha3(country)
    if known and (code == country or (types == ["GOV"] and not group and countries.by_name(name) == known)):
        return country, "", country, "", ""
    return code, name, country, group, " ".join(types)


@lru_cache(maxsize=1 << 16)
def _actor(code: str, name: str, country: str, group: str, types: str) -> meeting.Actor:
    """An actor of a code and a name; see the module for what becomes of it."""
    known = countries.by_alpha3(country)
    if known and code == country and not name:
        return meeting.Actor(known, known)
    kinds = types.split()
    said = ", ".join([*([known.name] if known else []), *(_ROLES.get(kind, kind) for kind in kinds)])
    title = _title(name) or code
    label = f"{title} ({said})" if said and said.casefold() != title.casefold() else title
    slug = slugify(f"{name} {code}")
    thing: m.Thing
    if group or not _BODIES.isdisjoint(kinds) or meeting.is_body(name):
        thing = m.Organisation(f"organisation/gdelt-{slug}", label)
    else:
        thing = m.Group(f"group/gdelt-{slug}", label)
    return meeting.Actor(thing, known, not _STATE.isdisjoint(kinds))


def _title(name: str) -> str:
    """A name in capitals the way names are written."""
    first, *others = capwords(name).split() or [""]
    return " ".join([first, *(word.lower() if word.lower() in _SMALL_WORDS else word for word in others)])


@lru_cache(maxsize=1 << 14)
def _places(
    kind: str, full_name: str, country: str, feature: str, latitude: str, longitude: str
) -> tuple[m.Thing, ...]:
    """The place of an action and the country it lies in, narrowest first."""
    if not full_name:
        return ()
    known = countries.by_fips(country)
    if kind == "1" and known:
        return (known,)
    within = (known,) if known else ()
    place = m.Place(
        f"{'city' if kind in ('3', '4') else 'region'}/gdelt-{slugify(f'{country} {feature or full_name}')}",
        full_name.partition(",")[0],
        within=known.id if known else None,
        latitude=meeting.coordinate(latitude, 90),
        longitude=meeting.coordinate(longitude, 180),
    )
    return place, *within


def _mention(url: str, found: str) -> m.Source:
    """Where an event is mentioned, as a source; `found` is the day on which GDELT found it."""
    published = meeting.day(found)
    if not url:
        return m.Source(f"source/gdelt-found-{found}", "dataset", f"GDELT events found on {found}", published=published)
    identifier = f"source/gdelt-{sha256(url.encode()).hexdigest()[:16]}"
    match = _ADDRESS.fullmatch(url)
    if match is None:
        return m.Source(identifier, title=url, published=published)
    return m.Source(identifier, publisher=match[1].lower(), published=published, url=url)
