"""Offices that a sentence speaks of without a name and whose holder the next one names."""

from collections.abc import Iterator
from itertools import pairwise

from kg.extract.grammar import grammar
from kg.extract.line import Line, Mention
from kg.extract.people import Office, Person
from kg.extract.reading import Reading
from kg.extract.sides import members_of, same_office
from kg.extract.title_words import one_of
from kg.model import Span


def take_up(read: Reading) -> None:
    """Give the office that a sentence speaks of without a name to whoever is named first in the next one.

    Of "the ministers of Spain and Norway" those have it who are named with one of these countries right behind.
    """
    counterpart = grammar(read.language)["counterpart"]
    for line, following in pairwise(read.lines):
        found = [each for each in line.mentions if each.sort == "T" and not counterpart.search(each.title)]
        subject = grammar(read.language)["subject_office"].match(line.text)
        for person in _named_in(following, read) if found else ():
            several = [each for each in found if len(each.members) > 1]
            alone = [] if subject is None or subject["it"] is None else [line.at(subject["it"])]
            for mention in several if person.side is not None else [each for each in alone if len(each.members) == 1]:
                owners = [each for each in mention.members if person.side is None or each.name == person.side.name]
                title = one_of(mention.title) if len(mention.members) > 1 else mention.title
                if owners and not _held(title, owners[0], read):
                    office = Office(
                        title=title,
                        owner=owners[0],
                        span=Span(mention.span.start, person.span.end),
                        rule="office-before-name",
                    )
                    office.guessed, office.inference = True, "an office named in the sentence before"
                    person.offices.append(office)


def _named_in(line: Line, read: Reading) -> Iterator[Person]:
    """The people without an office whom a sentence names for the first time, where it begins or with their country."""
    for match in grammar(read.language)["named_first"].finditer(line.text):
        for mention in members_of(line.at(match["it"])):
            person = read.people.find(mention.name) if mention.sort == "P" else None
            first = person is not None and line.span.start <= person.span.start < line.span.end
            if person is not None and first and not person.offices and (person.side is not None or match.start() == 0):
                yield person


def _held(title: str, owner: Mention, read: Reading) -> bool:
    """Whether somebody is known to hold an office."""
    offices = (office for person in read.people.all.values() for office in person.offices)
    return any(
        each.owner is not None and each.owner.name == owner.name and same_office(title, each.title) for each in offices
    )
