"""Event tables of the shape that ICEWS has, for all measurements: the same ones for the same arguments.

    python bench/making.py EVENTS FILE [short]

Ten years, 2,000 actors and 400 cities, of which few are in most of the news: the n-th is named in proportion to
1/n^0.8, so that the first is an actor in one event of ten, as in the real tables. Events of one code that both sides
share stand in two mirrored rows, visits mostly in the row of the visitor and that of the host, and three of five rows
are no meetings. The raw form of 20 columns is written, or the short one of four. Names of countries are real, all
others are invented.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import accumulate, chain
from pathlib import Path

from kg.imports import countries

FIRST, DAYS = date(2005, 1, 1), 3652
HEADING = (
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|"
    "Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude"
).split("|")
RELATIONS = {
    "036": "Express intent to meet or negotiate",
    "040": "Consult",
    "041": "Discuss by telephone",
    "042": "Make a visit",
    "043": "Host a visit",
    "044": "Meet at a 'third' location",
    "045": "Mediate",
    "046": "Engage in negotiation",
    "057": "Sign formal agreement",
    "010": "Make statement",
    "051": "Praise or endorse",
    "111": "Criticize or denounce",
    "112": "Accuse",
    "173": "Arrest, detain, or charge with legal action",
    "190": "Use conventional military force",
}
MEETINGS = {"040": 36, "036": 20, "042": 19, "046": 10, "057": 5, "041": 5, "045": 3, "044": 2}
"""The codes of meetings with their share of all events, in per cent."""
OTHERS = ("010", "051", "111", "112", "173", "190")
SIDED = ("042", "045")

GIVEN = (
    "Abena Boris Chidi Davit Elif Farid Greta Hana Igor Jana Karim Lena Murat Nadia Omar Petra Quang Rosa Samir Tuva"
)
GIVEN += " Ulrik Vera Wanda Xenia Yusuf Zofia Amira Bruno Celia Dario Emre Fatou Goran Helga Ilias Joana Kofi Laila"
FAMILY = "Aydin Bauer Conti Dvorak Eriksen Ferrari Georgiou Haddad Ivanov Jansen Kovacs Lopez Meyer Novak Okoro Petrov"
FAMILY += (
    " Quist Rossi Silva Tanaka Ueda Varga Weber Xu Yilmaz Zhang Almeida Bianchi Castro Diallo Ekberg Farouk Gruber"
)
OFFICES = ("Foreign Affairs", "Ministry of Trade", "Military", "Head of Government", "Police")
BEGINNINGS = "Al Bel Cor Dar El Fal Gor Hal Il Jar Kel Lor Mar Nor Ost Par Quel Ros Sal Tor Ul Var Wel Yor Zan".split()
ENDINGS = "akh ambra ant avik eda elin enza erra ibad iga inov ira ovo ulia umi".split()

Actor = tuple[str, str, str]
"""Name, sectors and country."""
Place = tuple[str, str, str, str, str, str]
"""City, district, province, country, latitude and longitude."""


def states() -> list[str]:
    """The names of countries and territories."""
    lines = Path(countries.__file__).with_name("countries.tsv").read_text(encoding="utf-8").splitlines()
    return [line.partition("\t")[0] for line in lines[1:]]


def actors(chance: random.Random) -> list[Actor]:
    """Countries, their offices, people and a few bodies of many countries, the most talked about first."""
    lands = states()
    chance.shuffle(lands)
    people = [f"{given} {family}" for given in GIVEN.split() for family in FAMILY.split()]
    chance.shuffle(people)
    found: list[Actor] = [("United Nations", "International Government,Government", "NA")]
    for number, country in enumerate(lands):
        found.append((country, "Government", country))
        for office in OFFICES[: 1 + number % 3]:
            found.append((f"{office} ({country})", "Executive,Government", country))
        found.append((f"Citizen ({country})", "General Population / Civilian / Social", country))
    for number, person in enumerate(people):
        sectors = ("Executive,Government", "Government,Parties", "Business", "NA")[number % 4]
        found.append((person, sectors, lands[number * number % len(lands)]))
    # each keeps its neighbourhood, so that countries stay mostly before people, but not all of them
    ranked = sorted(enumerate(found[:2000]), key=lambda item: item[0] * chance.lognormvariate(0, 1))
    return [actor for _, actor in ranked]


def places(chance: random.Random) -> list[Place]:
    """Cities, most of them in a province, some in a district of it."""
    names = [f"{one}{other}" for one in BEGINNINGS for other in ENDINGS]
    lands = states()
    chance.shuffle(names)
    chance.shuffle(lands)
    found = []
    for number, city in enumerate(names):
        country = lands[number * number // len(names) % len(lands)]
        province = f"Province of {city}" if number % 4 else "NA"
        district = f"District of {city}" if number % 4 == 2 else "NA"
        at = f"{chance.uniform(-60, 70):.4f}", f"{chance.uniform(-180, 180):.4f}"
        found.append((city, district, province, country, *at))
    return found


def often_first(items: Sequence[Actor] | Sequence[Place]) -> list[float]:
    """How often, added up, each item is named."""
    return list(accumulate(1 / rank**0.8 for rank in range(1, len(items) + 1)))


def rows(events: int, seed: int = 1) -> Iterator[list[str]]:
    """The rows of a raw table with that many meetings, without the heading."""
    chance = random.Random(seed)
    people, cities = actors(chance), places(chance)
    anybody = partial(chance.choices, people, cum_weights=often_first(people), k=2)
    anywhere = partial(chance.choices, cities, cum_weights=often_first(cities))
    days = [f"{FIRST + timedelta(number)}" for number in range(DAYS)]
    codes, shares = list(MEETINGS), list(accumulate(MEETINGS.values()))
    publishers = [f"{given} News" for given in GIVEN.split()]
    number = 0

    def row(one: Actor, code: str, other: Actor, day: str, told: tuple[str, str, str], where: Place) -> list[str]:
        nonlocal number
        number += 1
        return [str(number), day, *one, RELATIONS[code], code, "1.0", *other, *told, *where]

    for event in range(events):
        (one, other), code, day = anybody(), chance.choices(codes, cum_weights=shares)[0], chance.choice(days)
        if one == other:
            other = people[0] if one != people[0] else people[1]
        told = str(40_000_000 + event // 2), str(1 + event % 2), chance.choice(publishers)
        kind, where = chance.random(), anywhere()[0]
        if kind < 0.3:  # only the country is known, or nothing is
            where = ("NA", "NA", "NA", where[3] if kind < 0.2 else "NA", "NA", "NA")
        less = ("NA", "NA", *where[2:4], "NA", "NA") if kind > 0.95 else where
        yield row(one, code, other, day, told, where)
        if code not in SIDED or (code == "042" and chance.random() < 0.9):
            yield row(other, "043" if code == "042" else code, one, day, told, less)
        for _ in range(chance.choice((2, 3, 3))):
            (one, other), code = anybody(), chance.choice(OTHERS)
            yield row(one, code, other, day, told, where)


def raw_table(path: Path, events: int) -> None:
    """Write a table of 20 columns that tells of some meetings."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines("\t".join(cells) + "\n" for cells in chain([HEADING], rows(events)))


def short_table(path: Path, events: int) -> None:
    """Write the same rows as a table of four columns: subject, relation, object and date."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines("\t".join((cells[2], cells[5], cells[8], cells[1])) + "\n" for cells in rows(events))


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    make = short_table if sys.argv[3:] == ["short"] else raw_table
    make(Path(sys.argv[2]), int(sys.argv[1]))
