"""Who is who and who held which office, from all files of HistoryAtState at hand, read before the trips are.

A person is one person in travels, visits and pocom: the three use the same short names. Two exceptions are known: a
few people have a second short name (`SAME`), and in older copies that of a President stands for a later bearer of his
name, so that whoever would have been younger than `YOUNGEST` is somebody else.

An office is held from the day it was entered on, or where only appointment and end are on record, from the appointment,
to its end. Whoever was appointed but is not on record as having started or ended never held it. Where no end is given,
nobody can tell how long it lasted; such an office counts on a day only for a traveller whose trip names it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

from kg import model as m
from kg.dates import LAST_DAY, Date, parse, possibly_in
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

TITLES: Final = {"president": "President of the United States", "secretary": "Secretary of State"}
"""What the roles are called that trips name, for want of a file of offices."""

OFFICES: Final = ("principal", "chief", "president")
"""Kinds of record that tell of somebody's time in an office."""

_ROLES = {"President": "president", "Secretary": "secretary", "Secretary of State": "secretary"}

_ALSO: Final = {"country/russia": ("Soviet Union", "U.S.S.R.")}

_BODIES: Final = {
    "african-union": "African Union",
    "european-union": "European Union",
    "nato": "NATO",
    "united-nations": "United Nations",
}


@frozen
class Office:
    """Somebody's time in an office, with the bounds on record."""

    person: str
    post: str
    begin: Date
    end: Date | None

    def on(self, when: Date) -> bool:
        """Whether it may have lasted on some day of a date."""
        return possibly_in(when, self.begin.earliest, self.end.latest if self.end else LAST_DAY)


def country(key: str, label: str = "") -> m.Country | m.Organisation:
    """The country (or body) that HistoryAtState means by an identifier or, where it has none, by a name.

    A country that is no more has an identifier of its own, but the Soviet Union is counted as Russia there.

    >>> country("turkey").id, country("korea-south").name, country("czechoslovakia", "Czechoslovakia").id
    ('country/turkiye', 'South Korea', 'country/czechoslovakia')
    """
    if key in _BODIES:
        return m.Organisation(f"organisation/travel-{key}", _BODIES[key])
    words = key.replace("-", " ")
    names = (_COUNTRIES.get(key, ""), words, words.replace("saint ", "st. "), label)
    known = next((found for name in names if name and (found := countries.by_name(name))), None)
    if known:
        also = tuple(m.Name(name, "en") for name in _ALSO.get(known.id, ()))
        return evolve(known, aliases=(*known.aliases, *also)) if also else known
    name = label if slugify(label) == slugify(key) or not key else _capitals(words)
    return m.Country(f"country/{slugify(key or label)}", name)


def post_id(name: str) -> str:
    """The identifier of a post from HistoryAtState's name for it.

    >>> post_id("secretary")
    'post/travel-secretary'
    """
    return f"post/travel-{slugify(name)}"


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
    """People, posts and offices of all files in some folders; people go by the last part of their identifier."""

    def __init__(self, paths: Iterable[Path]) -> None:
        """Read the files; what can't be read of them is told when their rows are."""
        self.people: dict[str, m.Person] = {}
        self.posts: dict[str, m.Post] = {}
        self._offices: dict[str, list[Office]] = defaultdict(list)
        self._holders: dict[str, list[Office]] = defaultdict(list)
        self._born: dict[str, int] = {}
        self._called: dict[str, str] = {}
        self._roles: dict[str, str] = {}
        told: list[Record] = []
        for file in dict.fromkeys(file for path in paths for file in files(path)):
            with suppress(Unreadable):
                for record in records(file):
                    self._learn(record)
                    if record.kind in OFFICES:
                        told.append(record)
        for record in told:
            if office := self.office(record):
                self._offices[office.person].append(office)
                self._holders[office.post].append(office)

    def _learn(self, record: Record) -> None:
        if record.kind == "role":
            self._roles[record["id"]] = record["names/singular"]
        elif record.kind == "person" and record["id"]:
            key = slugify(record["id"])
            parts = (record["persName/forename"], record["persName/surname"], record["persName/genName"])
            full = " ".join(filter(None, parts)) or record["id"]
            name = record["persName/altname"] or full
            self.people[key] = m.Person(f"person/{key}", name, aliases=(m.Name(full, "en"),) if full != name else ())
            if re.fullmatch(r"[0-9]{4}", record["birth"]):
                self._born[key] = int(record["birth"])
        elif key := record["@who"] or (record["id"] if record.kind == "president" else ""):
            self._called.setdefault(key, record["name"] or key)

    def identify(self, key: str, role: str, when: Date) -> m.Person:
        """The person whom a short name means in a role on a date."""
        slug = slugify(SAME.get(key, key))
        if slug in self.people and int(when.latest[:4]) >= self._born.get(slug, 0) + YOUNGEST:
            return self.people[slug]
        if slug in self.people:
            slug = slugify(f"{slug} {role}")
        return self.people.setdefault(slug, m.Person(f"person/{slug}", self._called.get(key, key)))

    def office(self, record: Record) -> Office | None:
        """The time in office that a record tells of, None where nobody is on record as having held it."""
        if record.kind == "president":
            begin, end = day(record["took-office-date"]), day(record["left-office-date"])
            who, role = record["id"], "president"
            post, title = role, TITLES[role]
        else:
            started, appointed, end = (day(record[f"{step}/date"]) for step in ("started", "appointed", "ended"))
            begin = started or (appointed if end else None)
            who, role = record["person-id"], "official"
            post, title = self._post(record)
        if begin is None or not (who and post) or (end and end.latest < begin.earliest):
            return None
        post = post_id(post)
        self.posts.setdefault(post, m.Post(post, title, of=HOME))
        return Office(m.slug(self.identify(who, role, begin).id), post, begin, end)

    def _post(self, record: Record) -> tuple[str, str]:
        """The short name and the title of the post of a principal officer or chief of mission."""
        role, head = record["role-title-id"], record.head
        if head.get("names/singular") and role in ("", head.get("id")):
            return head.get("id", ""), head["names/singular"]
        title = self._roles.get(role) or _capitals(role.replace("-", " "))
        if "territory-id" not in head:
            return role, title
        where = record["contemporary-territory-id"] or head["territory-id"]
        return f"{role} {where}", f"{title} to {country(where).name}"

    def held(self, person: str, when: Date, role: str) -> list[m.Post]:
        """The posts that somebody held on some day of a date, first the one that the trip names by a role.

        Where no office of that name is on record for the person at all, the trip's word for it is taken.
        """
        named = post_id(role)
        offices = self._offices.get(person, ())
        found = {office.post for office in offices if office.on(when) and (office.end or office.post == named)}
        if role and all(office.post != named for office in offices):
            found.add(named)
            self.posts.setdefault(named, m.Post(named, TITLES.get(role) or _capitals(role), of=HOME))
        return [self.posts[post] for post in sorted(found, key=lambda post: (post != named, post))]

    def holder(self, title: str, name: str, when: Date) -> tuple[m.Person, m.Post] | None:
        """The American of a surname who held the office of a title on a date, and the office, if there is just one."""
        post = post_id(_ROLES.get(title, ""))
        held = {office.person for office in self._holders.get(post, ()) if office.on(when)}
        found = [self.people[person] for person in held if f" {self.people[person].name}".endswith(f" {name}")]
        return (found[0], self.posts[post]) if len(found) == 1 else None
