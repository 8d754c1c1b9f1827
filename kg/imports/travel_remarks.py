"""People named in the prose of travel tables, each by a stated title and a name.

What is read is cautious: a list behind "met with" whose members are a title, known to `kg.imports.travel_words`, and a
capitalised name, as in "Met with Prime Minister Rabin, Soviet Foreign Minister Gromyko and King Hussein of Jordan". An
adjective or a body before the title, or a country behind the name, says whom somebody acts for; where neither stands,
nobody can tell (most, but not all, belong to the host). A member of the list that is no such pair, such as "the Foreign
Ministers of Egypt and Israel" or "senior officials", is left out and counted, and the list ends where a verb or a
clause goes on.
"""

import re
from collections.abc import Iterable

from attrs import frozen

from kg.imports import countries
from kg.imports import travel_words as w

LONGEST = 20_000
"""How many characters of a remark are read."""
LONGEST_NAME = 100
"""How many characters a name may have."""


@frozen
class Named:
    """Somebody named in prose: title and name as they stand there, and the country or body acted for where stated."""

    title: str
    name: str
    country: str = ""
    body: str = ""


@frozen
class Clause:
    """One "met with": who is named by title and name, and how many members of the list could not be read."""

    people: tuple[Named, ...]
    unread: int


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


_LETTER = r"[^\W\d_]"
_OFFICE = (
    rf"(?:{_any(w.RANKS)}[ -]){{0,3}}"
    rf"(?:{_any(w.PORTFOLIOS)}(?: and {_any(w.PORTFOLIOS)})?(?: Affairs| Relations)? (?:Minister|Secretary)"
    rf"|{_any(w.TITLES)})"
    rf"(?:[- ](?:elect|designate))?(?:,? (?:of|for) {_any(w.FIELDS)}){{0,2}}(?!\w)"
)
_OF = rf"(?:(?P<country{{0}}>{_any(w.ADJECTIVES)})|(?P<body{{0}}>{_any(w.BODIES)}))(?:’s|'s)? "
_TITLE = rf"{_OFFICE}(?:(?: and |/)(?:{_any(w.BODIES)} )?{_OFFICE})?"
_WORD = (
    rf"(?:(?:[ld]['’]|al-|el-)?(?=[^\W\d_a-z])(?:St\.|{_LETTER}\.(?:-?{_LETTER}\.)*+|{_LETTER}+(?:['’-]{_LETTER}+)*+))"
)
_NAME = rf"{_WORD}(?: (?:{_any(w.PARTICLES)}(?: {_any(w.PARTICLES)})? )?{_WORD})*+"
_SMALL = rf"(?:{_any(w.PARTICLES)} ){{0,2}}"
_PERSON = re.compile(
    rf"(?:the )?(?:(?:His|Her) (?:Majesty|Excellency|Royal Highness|Highness|Holiness) )?(?:{_OF.format(1)})?"
    rf"(?P<title>{_TITLE}) (?:{_any(w.HONORIFICS)} )*(?P<name>{_SMALL}{_NAME})"
)
_BEHIND = re.compile(r" of (?:the )?(?P<name>[A-Z][\w.’'-]*(?: [\w.’'-]+){0,6})")
_SEPARATOR = re.compile(
    r",? (?:and|as well as|along with)(?: also)?(?: with)? |, (?:with )?|; (?:and )?(?:also )?with "
)
_UNREAD = re.compile(
    r"(?:the|other|several|senior|various|leading|representatives|members|officials|leaders|[A-Z0-9])"
    r"[^,;.]*?(?=,| and |[;.]|$)"
)
_GOES_ON = re.compile(
    r" (?:about|after|at|before|by|concerning|during|en|for|from|in|on|regarding|to|while|who|with)\b|['’]s\b"
    rf"| of (?:.* )?{_OFFICE}"
)
_MET = re.compile(r"\b[Mm]et (?:also )?with ")
_TITLED = re.compile(rf"\b(?:{_OFFICE})")


def clauses(text: str) -> list[Clause]:
    """Every "met with" of a text.

    >>> [clause] = clauses("Met with Prime Minister Rabin, King Hussein of Jordan and senior officials; went home.")
    >>> [(one.title, one.name, one.country) for one in clause.people], clause.unread
    ([('Prime Minister', 'Rabin', ''), ('King', 'Hussein', 'Jordan')], 1)
    """
    text = text[:LONGEST]
    return [_clause(text, found.end()) for found in _MET.finditer(text)]


def visitors(text: str) -> tuple[Named, ...]:
    """The people that a text names if it names nothing else; none if any part of it can't be read.

    >>> [(one.title, one.name) for one in visitors("President-elect Calderon Guardia")], visitors("Dr. and Mrs. Who")
    ([('President-elect', 'Calderon Guardia')], ())
    """
    text = text[:LONGEST]
    people, unread, end = _listed(text, 0)
    return () if unread or end < len(text) else tuple(people)


def _clause(text: str, at: int) -> Clause:
    people, unread, _ = _listed(text, at)
    return Clause(tuple(dict.fromkeys(people)), unread)


def _listed(text: str, at: int) -> tuple[list[Named], int, int]:
    """The members of a list that starts at a place, how many can't be read, and where the list ends."""
    people: list[Named] = []
    unread = 0
    while True:
        found = _person(text, at)
        if found:
            person, end = found
            people.append(person)
        elif skipped := _UNREAD.match(text, at):
            unread += 1
            end = skipped.end()
            if _GOES_ON.search(skipped[0]):
                return people, unread, end
        else:
            return people, unread + (not people and not unread), at
        separator = _SEPARATOR.match(text, end)
        if separator is None:
            return people, unread, end
        at = separator.end()


def _person(text: str, at: int) -> tuple[Named, int] | None:
    """A title and a name at a place, and where they end."""
    found = _PERSON.match(text, at)
    if found is None:
        return None
    name, end = found["name"], found.end()
    words = name.split(" ")
    for index, word in enumerate(words):
        if word in w.MONTHS and index:
            end -= len(" ".join(words[index:])) + 1
            name = " ".join(words[:index])
            break
    swallowed = any(inside.end() < len(name) for inside in _TITLED.finditer(name))
    if swallowed or len(name) > LONGEST_NAME or name in w.MONTHS or name.endswith(("'s", "’s")):
        return None
    country = w.ADJECTIVES.get(found["country1"] or "", "")
    body = w.BODIES.get(found["body1"] or "", "")
    if text.startswith(" of ", end):
        country, end = _country_behind(text, end)
        if not country:
            return None
    return Named(found["title"], name, country, body), end


def _country_behind(text: str, at: int) -> tuple[str, int]:
    """The country of an "of" behind a name and where it ends; an empty name where it is none."""
    found = _BEHIND.match(text, at)
    name = found["name"] if found else ""
    while name and not countries.by_name(name.rstrip(".")):
        name = name.rpartition(" ")[0]
    name = name if countries.by_name(name) else name.rstrip(".")
    return name, at + len(" of ") + text[at:].startswith(" of the ") * len("the ") + len(name)
