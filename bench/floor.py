"""The floor: a table made for nothing but these questions, indexed in sqlite, read from the event table on its own.

It shares no code with the importer but the names of countries, and comes to the same answers; see `kg.imports.icews`
for what the rows of an ICEWS table mean. It also picks what is asked: those who met most, and when they did.
"""

import sqlite3
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations, takewhile
from pathlib import Path

from kg.imports import countries
from kg.imports.cameo import MEETING_RELATIONS

NULL = ("", "NA", "Unspecified Actor", "Unidentified State Actor")
LABELS = {
    "036": ("Announced talks", "of", " and "),
    "040": ("Talks", "of", " and "),
    "041": ("Call", "of", " and "),
    "042": ("Visit", "of", " to "),
    "044": ("Talks", "of", " and "),
    "045": ("Mediation", "by", " for "),
    "046": ("Talks", "of", " and "),
    "057": ("Signing", "by", " and "),
}
SIDED = ("042", "045")
TABLES = """
CREATE TABLE actor (id INTEGER PRIMARY KEY, name TEXT UNIQUE, sure INTEGER, person INTEGER);
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, chain TEXT UNIQUE);
CREATE TABLE event (id INTEGER PRIMARY KEY, day TEXT, label TEXT);
CREATE TABLE together (one INTEGER, other INTEGER, day TEXT, event INTEGER);
CREATE TABLE met (one INTEGER, other INTEGER);
CREATE TABLE at (place INTEGER, day TEXT, event INTEGER);
"""
INDEXES = """
CREATE INDEX by_day ON event (day, label);
CREATE INDEX by_pair ON together (one, other, day, event);
CREATE INDEX by_one ON met (one, other);
CREATE INDEX by_place ON at (place, day, event);
CREATE INDEX by_name ON place (name);
ANALYZE;
"""
_WHO = "(SELECT id FROM actor WHERE name = ?)"
PAIR = f"""SELECT label, event.day FROM together JOIN event ON event.id = event
    WHERE one = {_WHO} AND other = {_WHO} AND together.day BETWEEN ? AND ?"""
COUNTERPARTS = f"""SELECT name, count FROM actor JOIN
    (SELECT other, count(*) AS count FROM met WHERE one = {_WHO} GROUP BY other) ON id = other"""
RANGE = "SELECT label, day FROM event WHERE day BETWEEN ? AND ?"
PLACE = """SELECT label, event.day FROM at JOIN event ON event.id = event
    WHERE place = (SELECT id FROM place WHERE name = ?)"""


@dataclass(frozen=True)
class Asked:
    """What the questions are about: names, a year, a month and a day, and a place where the table has any."""

    one: str
    other: str
    person: str
    year: str
    month: str
    day: str
    place: str | None


@dataclass
class Event:
    """What the rows of one meeting say: the two sides as name, country and acting for that, and where it was."""

    code: str
    day: str
    sides: list[tuple[str, str, bool]]
    chains: list[tuple[str, ...]]


def country(name: str) -> str:
    """The name of a country as everybody writes it, of others the name itself."""
    known = countries.by_name(name)
    return known.name if known else name


def events(path: Path) -> Iterable[Event]:
    """The meetings of a table of twenty or four columns, each once."""
    found: dict[tuple[str, ...], Event] = {}
    with path.open(encoding="utf-8") as file:
        for line in file:
            cells = ["" if cell in NULL else cell for cell in map(str.strip, line.rstrip("\n").split("\t"))]
            if len(cells) == 20:
                _, day, *one, _, code, _ = cells[:8]
                other, told, where = cells[8:11], cells[11:14], cells[14:18]
            elif len(cells) == 4:
                one, other = [cells[0], "", ""], [cells[2], "", ""]
                day, code, told, where = cells[3], MEETING_RELATIONS.get(cells[1].lower(), ""), ["", "", ""], [""] * 4
            else:
                continue
            if code not in MEETING_RELATIONS.values() or not (one[0] or other[0]) or not is_day(day):
                continue
            if code == "043":
                code, one, other = "042", other, one
            elif code not in SIDED and other[0] < one[0]:
                one, other = other, one
            key = (day, code, told[0], "" if code == "042" else told[1], one[0], other[0])
            sides = [(country(name), country(of), acts(sectors)) for name, sectors, of in (one, other)]
            event = found.setdefault(key, Event(code, day, sides, []))
            levels = (country(where[3]), *(f"in {name}" * bool(name) for name in where[2:0:-1]), where[0])
            event.chains.append(tuple(filter(None, levels)))
    return found.values()


def is_day(text: str) -> bool:
    try:
        return str(date.fromisoformat(text)) == text
    except ValueError:
        return False


def acts(sectors: str) -> bool:
    """Whether somebody of these sectors acts for a state."""
    return "Government" in sectors.split(",") and "International Government" not in sectors


def agreed(chains: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The narrowest place if it lies in all others, else the narrowest that all lie in."""
    longest = max(chains, key=len)
    if all(longest[: len(chain)] == chain for chain in chains):
        return longest
    return tuple(level[0] for level in takewhile(lambda level: len(set(level)) == 1, zip(*chains, strict=False)))


def label(event: Event) -> str:
    what, before, between = LABELS[event.code]
    names = [side[0] for side in event.sides]
    if event.code in SIDED and not names[0]:
        before = between.strip()
    return f"{what} {before} {between.join(filter(None, names))}"


def present(event: Event) -> tuple[list[str], list[str]]:
    """Who took part, and for which countries."""
    known = [side for side in event.sides if side[0]]
    home = [name if countries.by_name(name) else of for name, of, _ in known]
    domestic = len(known) == 2 and home[0] == home[1]
    names = list(dict.fromkeys(name for name, _, _ in known))
    abroad = [of for name, of, acting in known if acting and of and not domestic and not countries.by_name(name)]
    return names, list(dict.fromkeys(of for of in abroad if of not in names))


def build(table: Path, place: Path) -> int:
    """Make the database of a table and return how many events it holds."""
    base = sqlite3.connect(place)
    base.executescript(TABLES)
    actors: dict[str, int] = {}
    places: dict[tuple[str, ...], int] = {}
    short = 0
    number = 0
    together, met, at, all_events = [], [], [], []
    for number, event in enumerate(events(table), 1):
        all_events.append((number, event.day, label(event)))
        took_part, states = present(event)
        short += not any(event.chains)
        ids = [actors.setdefault(name, len(actors)) for name in (*took_part, *states)]
        for one, other in combinations(ids, 2):
            together += [(one, other, event.day, number), (other, one, event.day, number)]
        if event.code != "036" and len(took_part) == 2:
            met += [(ids[0], ids[1]), (ids[1], ids[0])]
        chain = agreed(event.chains)
        at += [(places.setdefault(chain[:depth], len(places)), event.day, number) for depth in range(1, len(chain) + 1)]
    whole = short < number  # without places and sectors, nobody knows who acts for a country
    base.executemany("INSERT INTO event VALUES (?, ?, ?)", all_events)
    base.executemany("INSERT INTO together VALUES (?, ?, ?, ?)", together)
    base.executemany("INSERT INTO met VALUES (?, ?)", met)
    base.executemany("INSERT INTO at VALUES (?, ?, ?)", at)
    base.executemany(
        "INSERT INTO actor VALUES (?, ?, ?, ?)",
        ((i, name, whole or not countries.by_name(name), person(name)) for name, i in actors.items()),
    )
    base.executemany(
        "INSERT INTO place VALUES (?, ?, ?)", ((i, chain[-1], "\t".join(chain)) for chain, i in places.items())
    )
    base.executescript(INDEXES)
    base.commit()
    base.close()
    return number


def person(name: str) -> bool:
    """Whether a name is surely a person's: two words, and no word that bodies are called by."""
    from kg.imports.meeting import is_named_body, is_region

    bare = "(" not in name and not countries.by_name(name) and not is_region(name)
    return bare and len(name.split()) == 2 and not is_named_body(name)


def choose(place: Path) -> Asked:
    """Those two who met most, when they did, the person who met most, and a city that is often told of."""
    base = sqlite3.connect(place)

    def first(query: str, *values: object) -> tuple[str, ...]:
        found: tuple[str, ...] = next(iter(base.execute(query, values)), ())
        return found

    one, other, who, whom = first(
        """SELECT a.name, b.name, one, other FROM met JOIN actor a ON a.id = one JOIN actor b ON b.id = other
        WHERE one < other AND a.sure AND b.sure GROUP BY one, other ORDER BY count(*) DESC, a.name, b.name LIMIT 1"""
    )
    most = "SELECT substr(day, 1, {}) AS span FROM together WHERE one = ? AND other = ? AND day LIKE ? || '%'"
    most += " GROUP BY span ORDER BY count(*) DESC, span LIMIT 1"
    (year,) = first(most.format(4), who, whom, "")
    (month,) = first(most.format(7), who, whom, year)
    (day,) = first(most.format(10), who, whom, month)
    (met,) = first("SELECT name FROM met JOIN actor ON id = one WHERE person GROUP BY one ORDER BY count(*) DESC, name")
    city = first(
        """SELECT name FROM at JOIN place ON id = place WHERE instr(chain, char(9)) AND name NOT LIKE 'in %'
        AND name NOT IN (SELECT replace(name, 'in ', '') FROM place GROUP BY 1 HAVING count(*) > 1)
        GROUP BY place ORDER BY count(*) DESC, name LIMIT 1 OFFSET 20"""
    )
    base.close()
    return Asked(one, other, met, year, month, day, city[0] if city else None)


def bounds(span: str) -> tuple[str, str]:
    """The first and the last day of a year, a month or a day."""
    first, last = (span + "-01-01"[len(span) - 4 :]), span + "-12-31"[len(span) - 4 :]
    if len(span) == 7:
        last = f"{span}-{monthrange(int(span[:4]), int(span[5:]))[1]}"
    return first, last


def floor_questions(asked: Asked) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every question with its query and values."""
    pair = (asked.one, asked.other)
    yield "two, in a month", PAIR, (*pair, *bounds(asked.month))
    yield "two, in a year", PAIR, (*pair, *bounds(asked.year))
    yield "one's counterparts", COUNTERPARTS, (asked.person,)
    yield "everyone, in a month", RANGE, bounds(asked.month)
    yield "everyone, on a day", RANGE, bounds(asked.day)
    if asked.place:
        yield "one city", PLACE, (asked.place,)
