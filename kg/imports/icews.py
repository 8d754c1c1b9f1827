"""ICEWS event data: the raw form of 20 columns, and the form of four, subject, relation, object and date.

Mirrored rows of one event, and the two sides of a visit, are one event: in the raw form when they stand in the same
story (visits) or sentence (all others), in the other form when they are of the same day. An unpaired row is an event.
The day is the one that the table gives; of an intention to meet it is the day of the announcement, as no other is
known. Without a story the file itself is the source.

Actors. A name that a country bears is that country. Of the others the table does not say whether they are people: its
sectors tell what somebody belongs to, so that a politician and his party can have the same ones. The name decides, in
both forms alike: `Kind (Country)` is a group of unnamed people, or an organisation where the head noun is a body's; a
part of the world is a group; any other name is a person's unless it is one word, or its head noun or first word is a
body's. "Unspecified Actor" is null.

An actor acts for its country in the raw form when its sectors hold Government and no international body, in the other
form when it is a kind of state body or official with the country in brackets.

Rows of one event can give different places: then the place is the narrowest that all of them lie in.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from kg import model as m
from kg.errors import DateError
from kg.imports import cameo, countries, lines, meeting
from kg.imports.frame import Built, NotMeeting, Raw, Rejected, Staged, slugify

_RAW, _SHORT = 20, 4
_NULL = frozenset(("", "NA", "Unspecified Actor", "Unidentified State Actor"))
_OFFICIALS = frozenset(
    """affairs ambassador army cabinet congress defense diplomat embassy envoy government governor intelligence
    legislature military minister ministers ministery ministry navy naval parliament police president royal
    secretariat senate state treasury""".split()
)
_KIND = re.compile(r"(.*) \((.*)\)")


class Icews:
    """The importer of ICEWS tables."""

    name = "icews"

    def source(self, path: Path) -> m.Source:
        """The file as a source; its identifier names the graph."""
        return meeting.table(self.name, path)

    def rows(self, path: Path, start: int) -> Iterator[Raw]:
        """The rows of a file, plain, gzip or zip, from a byte offset on; see `kg.imports.lines.rows`."""
        return lines.rows(path, start, "an ICEWS table", (_SHORT, _RAW), "Event ID")

    def stage(self, raw: Raw) -> Staged | Rejected | NotMeeting:
        """What a row means: a meeting under its key, something else, or why it can't be used."""
        if raw.cells is None:
            return Rejected(raw.fault)
        short = len(raw.cells) == _SHORT
        found = cameo.relation_meaning(raw.cells[1]) if short else cameo.meaning(raw.cells[6])
        if not isinstance(found, cameo.Meeting):
            return found
        try:
            return _staged_short(raw.cells) if short else _staged(raw.cells)
        except DateError as error:
            return Rejected(str(error))
        except ValueError as error:
            return Rejected(error.args[0])

    def build(self, source: m.Source, key: str, rows: Sequence[tuple[int, tuple[str, ...]]]) -> Built:
        """The meeting that the rows of one key tell of."""
        cells = rows[0][1]
        code, date, story, publisher = cells[0], cells[1], cells[8], cells[10]
        actors = [_actor(*side) if side[0] else None for side in (cells[2:5], cells[5:8])]
        told_by = source
        if story:
            sentences = sorted({row[9] for _, row in rows if row[9]}, key=lambda number: (len(number), number))
            told_by = _sentences(story, tuple(sentences), publisher)
        chains = [_chain(row[11:15]) for _, row in rows]
        agreed = _agreed(chains)
        at = next((row[15:17] for (_, row), chain in zip(rows, chains, strict=True) if chain == agreed), ("", ""))
        places = _places(agreed, *at)
        told = meeting.Told(told_by, meeting.day(date), places[-1].id if places else None)
        built = meeting.meet(self.name, key, code, actors, [told])
        return Built(built.events, (*built.things, *places), (told_by,) if story else ())


def _staged(cells: tuple[str, ...]) -> Staged | Rejected:
    """A row of the raw form as a staged one."""
    cells = tuple(["" if cell in _NULL else cell for cell in map(str.strip, cells)])
    _, date, one, one_sectors, one_country, _, code, _, other, other_sectors, other_country = cells[:11]
    story, sentence, publisher, city, district, province, country, latitude, longitude = cells[11:]
    meeting.coordinate(latitude, 90)
    meeting.coordinate(longitude, 180)
    sides = {
        one: (one, one_country, _acts_for_state(one_sectors)),
        other: (other, other_country, _acts_for_state(other_sectors)),
    }
    place = (country, province, district, city, latitude, longitude)
    return _keyed(code, date, one, other, sides, (story, sentence, publisher, *place))


def _staged_short(cells: tuple[str, ...]) -> Staged | Rejected:
    """A row of the form of four columns as a staged one."""
    one, relation, other, date = ("" if cell in _NULL else cell for cell in map(str.strip, cells))
    return _keyed(cameo.code_of(relation), date, one, other, {name: _side(name) for name in (one, other)}, ("",) * 9)


def _keyed(
    code: str, date: str, one: str, other: str, sides: dict[str, tuple[str, str, str]], rest: tuple[str, ...]
) -> Staged | Rejected:
    """A row under the key that it shares with the rows of the same event."""
    meeting.day(date)
    if not (one or other):
        return Rejected("no actor")
    if max(len(one), len(other)) > meeting.LONGEST_NAME:
        return Rejected(f"an actor's name is longer than {meeting.LONGEST_NAME} characters")
    code, first, second = cameo.in_order(code, one, other)
    story, sentence = rest[:2]
    key = "\t".join((date, code, story, "" if code == "042" else sentence, first, second))
    return Staged(key, (code, date, *sides[first], *sides[second], *rest))


@lru_cache(maxsize=4096)
def _acts_for_state(sectors: str) -> str:
    """Whether sectors are those of a state's government and of no international body, as a mark."""
    return "state" if "Government" in sectors.split(",") and "International Government" not in sectors else ""


@lru_cache(maxsize=1 << 16)
def _side(name: str) -> tuple[str, str, str]:
    """What the form of four columns lets be known of an actor: name, country and whether it acts for that."""
    match = _KIND.fullmatch(name)
    if match is None or countries.by_name(match[2]) is None:
        return name, "", ""
    officials = not _OFFICIALS.isdisjoint(match[1].lower().replace("/", " ").split())
    return name, match[2], "state" if officials else ""


@lru_cache(maxsize=1 << 16)
def _actor(name: str, country: str, of_state: str) -> meeting.Actor:
    """An actor of a name; see the module for how its type is decided."""
    itself = countries.by_name(name)
    if itself:
        return meeting.Actor(itself, itself)
    slug, match = slugify(name), _KIND.fullmatch(name)
    thing: m.Thing
    if meeting.is_region(name) or (match and not meeting.is_body(match[1])):
        thing = m.Group(f"group/icews-{slug}", name)
    elif match or meeting.is_named_body(name):
        thing = m.Organisation(f"organisation/icews-{slug}", name)
    else:
        thing = m.Person(f"person/icews-{slug}", name)
    return meeting.Actor(thing, meeting.country_named(country), bool(of_state))


def _sentences(story: str, sentences: tuple[str, ...], publisher: str) -> m.Source:
    """The sentences of a story as a source."""
    title = f"Story {story}"
    if sentences:
        title += f", sentence{'s' if len(sentences) > 1 else ''} {' and '.join(sentences)}"
    return m.Source(f"source/icews-{slugify(' '.join((story, *sentences)))}", title=title, publisher=publisher or None)


Chain = tuple[tuple[str, str], ...]
"""Places from a country down to the narrowest one, each with its type and name."""


@lru_cache(maxsize=1 << 14)
def _chain(names: tuple[str, ...]) -> Chain:
    return tuple(
        (kind, name) for kind, name in zip(("country", "region", "region", "city"), names, strict=True) if name
    )


def _agreed(chains: Sequence[Chain]) -> Chain:
    """The narrowest place that lies in all the others, else the narrowest that all of them lie in."""
    narrowest = max(chains, key=len)
    if all(narrowest[: len(chain)] == chain for chain in chains):
        return narrowest
    same = takewhile(lambda level: len(set(level)) == 1, zip(*chains, strict=False))
    return tuple(level[0] for level in same)


@lru_cache(maxsize=1 << 14)
def _places(chain: Chain, latitude: str, longitude: str) -> tuple[m.Thing, ...]:
    """The places of a chain; the coordinates are those of the last one and kept where it is a city."""
    places: list[m.Thing] = []
    for depth, (kind, name) in enumerate(chain, 1):
        if kind == "country" and (country := meeting.country_named(name)):
            places.append(country)
            continue
        identifier = f"{kind}/icews-{slugify(' '.join(name for _, name in chain[:depth]))}"
        within = places[-1].id if places else None
        if kind == "city":
            at = meeting.coordinate(latitude, 90), meeting.coordinate(longitude, 180)
            places.append(m.Place(identifier, name, within=within, latitude=at[0], longitude=at[1]))
        else:
            places.append(m.Place(identifier, name, within=within))
    return tuple(places)
