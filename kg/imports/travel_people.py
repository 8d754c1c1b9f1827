"""Who is who and who held which office, from all files of HistoryAtState at hand, read before the trips are.

A person is one person in travels, visits and pocom: the three use the same short names. Two exceptions are known: a
few have a second one (`SAME`), and in older copies the short name of a later bearer of a name stands for a President; so
a traveller who would have been younger than `YOUNGEST` is somebody else.

An office is held from the day it was entered on, or where only appointment and end are on record, from the appointment,
to its end. Whoever was appointed but is not on record as having started or ended never held it. Where no end is given,
nobody can tell how long it lasted; such an office counts on a day only for a traveller whose trip names it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from attrs import frozen

from kg import model as m
from kg.dates import Date, parse, possibly_in
from kg.errors import DateError
from kg.imports import countries
from kg.imports.frame import slugify
from kg.imports.travel_xml import Record, Unreadable, files, records

SAME: Final = {
    "blinken-antony": "blinken-antony-j",
    "bush-george-h-w": "bush-george-herbert-walker",
    "buren-martin-van": "van-buren-martin",
}
"""Second short names of people, with the first."""

YOUNGEST: Final = 20
"""How many years after birth somebody can hold an office or travel for it at the earliest."""

HOME: Final = "country/united-states"

_COUNTRIES: Final = {
    "bosnia-herzegovina": "Bosnia and Herzegovina",
    "congo-brazzaville": "Republic of the Congo",
    "congo-democratic-republic": "Democratic Republic of the Congo",
    "congo-kinshasa": "Democratic Republic of the Congo",
    "congo-republic": "Republic of the Congo",
    "cote-divoire": "Ivory Coast",
    "korea-north": "North Korea",
    "korea-south": "South Korea",
    "macedonia": "North Macedonia",
    "palestinian-authority": "Palestine",
    "swaziland": "Eswatini",
    "tanzania-united-republic": "Tanzania",
}
"""HistoryAtState's identifiers of countries that are not their names in `kg.imports.countries`."""

_BODIES: Final = {
    "african-union": "African Union",
    "european-union": "European Union",
    "nato": "NATO",
    "united-nations": "United Nations",
}


@frozen
class Office:
    """Somebody's time in an office, with the bounds on record."""

    key: str
    person: str
    post: str
    begin: Date
    end: Date | None


def country(key: str, label: str = "") -> m.Country | m.Organisation:
    """The country (or body) that HistoryAtState means by an identifier or, where it has none, by a name.

    A country that is no more has an identifier of its own, but the Soviet Union is counted as Russia there.

    >>> country("turkey").id, country("korea-south").name, country("czechoslovakia", "Czechoslovakia").id
    ('country/turkiye', 'South Korea', 'country/czechoslovakia')
    """
    if key in _BODIES:
        return m.Organisation(f"organisation/{key}", _BODIES[key])
    words = key.replace("-", " ")
    names = (_COUNTRIES.get(key, ""), words, words.replace("saint ", "st. "), label)
    known = next((found for name in names if name and (found := countries.by_name(name))), None)
    if known:
        return known
    name = label if slugify(label) == slugify(key) or not key else _capitals(words)
    return m.Country(f"country/{slugify(key or label)}", name)


def _capitals(words: str) -> str:
    small = ("and", "of", "the", "to", "for", "in")
    return " ".join(word if word in small else word.capitalize() for word in words.split())


def day(text: str) -> Date | None:
    """A date of a table, None where there is none or it is no date.

    >>> day("1977-02-15").edtf, day(""), day("1977-02-30")
    ('1977-02-15', None, None)
    """
    try:
        return parse(text) if text else None
    except DateError:
        return None


class People:
    """People, posts and offices of all files in some folders."""

    def __init__(self, paths: Iterable[Path]) -> None:
        """Read the files; what can't be read of them is told when their rows are."""
        self.people: dict[str, m.Person] = {}
        self.posts: dict[str, m.Post] = {}
        self.offices: dict[str, list[Office]] = defaultdict(list)
        self.holders: dict[str, list[Office]] = defaultdict(list)
        self._born: dict[str, int] = {}
        self._called: dict[str, str] = {}
        self._roles: dict[str, str] = {}
        kept: list[Record] = []
        for file in dict.fromkeys(file for path in paths for file in files(path)):
            try:
                for record in records(file):
                    self._learn(record, kept)
            except Unreadable:
                continue
        for record in kept:
            if office := self.office(record):
                self._add(office)
        for named in (self._called, {SAME.get(key, key): name for key, name in self._called.items()}):
            for key, name in named.items():
                self.people.setdefault(key, m.Person(f"person/{slugify(key)}", name))

    def _learn(self, record: Record, kept: list[Record]) -> None:
        if record.kind == "person" and record["id"]:
            self._person(record)
        elif record.kind == "role":
            self._roles[record["id"]] = record["names/singular"]
        elif record.kind in ("principal", "chief", "president"):
            kept.append(Record(record.line, record.kind, record.texts, record.head))
        if record.kind in ("president", "trip"):
            self._called.setdefault(record["@who"] or record["id"], record["name"])

    def _person(self, record: Record) -> None:
        key = record["id"]
        parts = (record["persName/forename"], record["persName/surname"], record["persName/genName"])
        full = " ".join(filter(None, parts)) or key
        name = record["persName/altname"] or full
        aliases = (m.Name(full, "en"),) if full != name else ()
        self.people[key] = m.Person(f"person/{slugify(key)}", name, aliases=aliases)
        if re.fullmatch(r"[0-9]{4}", record["birth"]):
            self._born[key] = int(record["birth"])

    def _add(self, office: Office) -> None:
        if all(office.key != other.key for other in self.offices[office.person]):
            self.offices[office.person].append(office)
            self.holders[office.post].append(office)

    def identify(self, key: str, role: str, when: Date, name: str = "") -> m.Person:
        """The person whom a short name means in a role on a date."""
        key = SAME.get(key, key)
        known = self.people.get(key)
        if known and int(when.latest[:4]) < self._born.get(key, 0) + YOUNGEST:
            return m.Person(f"person/{slugify(f'{key} {role}')}", self._called.get(key, name) or known.name)
        return known or m.Person(f"person/{slugify(key)}", name or key)

    def office(self, record: Record) -> Office | None:
        """The time in office that a record tells of, None where nobody is on record as having held it."""
        if record.kind == "president":
            begin, end = day(record["took-office-date"]), day(record["left-office-date"])
            key, who, post = f"president-{record['@n'] or record['id']}", record["id"], "president"
            title = "President of the United States"
        else:
            started, appointed, end = (day(record[f"{step}/date"]) for step in ("started", "appointed", "ended"))
            begin = started or (appointed if end else None)
            key, who = record["id"], record["person-id"]
            post, title = self._title(record)
        if begin is None or not who or not post or (end and end.latest < begin.earliest):
            return None
        role = "president" if record.kind == "president" else "official"
        person = self.identify(who, role, begin, record["name"])
        self.people.setdefault(m.slug(person.id), person)
        post = f"post/{slugify(f'travel {post}')}"
        self.posts.setdefault(post, m.Post(post, title, of=HOME))
        return Office(key or f"{who}-{post}-{begin.edtf}", m.slug(person.id), post, begin, end)

    def _title(self, record: Record) -> tuple[str, str]:
        role, place = record["role-title-id"], record.head.get("territory-id", "")
        if record.head.get("names/singular") and role in ("", record.head.get("id")):
            return record.head.get("id", ""), record.head["names/singular"]
        title = self._roles.get(role) or _capitals(role.replace("-", " "))
        where = record["contemporary-territory-id"] or place
        return (f"{role} {where}", f"{title} to {country(where).name}") if place else (role, title)

    def held(self, person: str, when: Date, role: str) -> list[m.Post]:
        """The posts that somebody held on some day of a date, the one that the trip names first.

        Where no office of that name is on record for the person at all, the trip's word for it is taken.
        """
        named = f"post/{slugify(f'travel {role}')}"
        offices = self.offices.get(person, [])
        found = [
            office.post
            for office in offices
            if possibly_in(when, office.begin.earliest, office.end.latest if office.end else "9999-12-31")
            and (office.end or office.post == named)
        ]
        if role and all(office.post != named for office in offices):
            found.append(named)
        ordered = sorted(dict.fromkeys(found), key=lambda post: (post != named, post))
        return [self.posts.get(post) or m.Post(post, _TITLES.get(role) or _capitals(role), of=HOME) for post in ordered]

    def holder(self, title: str, name: str, when: Date) -> m.Person | None:
        """The one American of a surname who held an office on a date, if there is just one."""
        role = {"President": "president", "Secretary": "secretary", "Secretary of State": "secretary"}.get(title, "")
        found = {
            office.person
            for office in self.holders.get(f"post/travel-{role}", ())
            if possibly_in(when, office.begin.earliest, office.end.latest if office.end else "9999-12-31")
            and f" {self.people[office.person].name}".endswith(f" {name}")
        }
        return self.people[found.pop()] if len(found) == 1 else None


_TITLES = {"president": "President of the United States", "secretary": "Secretary of State"}
