"""The offline proposer: claims from a text by rules and names alone, without a model and without a network."""

import re
from collections.abc import Iterator
from datetime import date

from kg.dates import Date
from kg.extract import encounters, meetings, owners, proposals, reading, scenes, statements, strikes, telling
from kg.extract.claims import Claim
from kg.extract.discourse import Discourse
from kg.extract.document import LONGEST_READ
from kg.extract.gazetteer import Gazetteer
from kg.extract.line import Mention, expand
from kg.extract.people import Office, Person
from kg.extract.reading import Reading
from kg.model import Span

_CITY_AND_COUNTRY = re.compile(expand("{C}, {N}(?=[,.;]|$)"))


def propose(text: str, published: Date | date | None = None, gazetteer: Gazetteer | None = None) -> list[Claim]:
    """The claims that the rules read in a text, each once, in the order of their subjects.

    Without a day of publication only dates that name their year are resolved. The gazetteer holds the names known
    before; without one it is the built-in table.

    >>> text = "Spanish President Ada Ames met Norway's king, Ben Bird, in Oslo on Monday."
    >>> for claim in propose(text, date(2025, 6, 4)):
    ...     if claim.kind == "event":
    ...         print(claim.subject, claim.predicate, claim.object)
    talks:1 kind talks
    talks:1 status held
    talks:1 participant Ada Ames
    talks:1 participant Ben Bird
    talks:1 date 2025-06-02
    talks:1 city Oslo
    """
    gazetteer = gazetteer if gazetteer is not None else Gazetteer()
    read = reading.read(text[:LONGEST_READ], _day(published), gazetteer)
    return list(dict.fromkeys(_claims(read)))


def _claims(read: Reading) -> Iterator[Claim]:
    told = scenes.told(read)
    owners.settle(read, scenes.teams(told))
    told = scenes.told(read)
    discourse = Discourse(read)
    met = encounters.find(discourse)
    found = meetings.gather(met, discourse)
    yield from telling.claims(found, read.lines)
    yield from scenes.delegations(discourse, found, told)
    yield from scenes.roles(discourse, found)
    yield from _posts(read)
    yield from _places(read)
    yield from strikes.strikes(discourse)
    yield from strikes.exchanges(discourse, found)
    yield from proposals.find(discourse)
    yield from statements.find(discourse)


def _posts(read: Reading) -> Iterator[Claim]:
    """The office that each person holds, where it is known whose office it is."""
    for person in read.people.all.values():
        for office in person.offices:
            if office.owner is not None:
                yield Claim(
                    kind="post",
                    subject=person.name,
                    predicate="holds",
                    object=f"{office.title}@{office.owner.name}",
                    spans=(office.span,),
                    resolving=_elsewhere(office, office.owner, person),
                    inference=office.inference,
                    rule=office.rule,
                    tier="B" if office.guessed else "A",
                )


def _elsewhere(office: Office, owner: Mention, person: Person) -> tuple[Span, ...]:
    """The words that say whose an office is or who holds it, where they are not those of the office."""
    spans = dict.fromkeys((owner.span, *owner.resolving, person.span, *office.resolving))
    return tuple(span for span in spans if not _inside(span, office.span))


def _places(read: Reading) -> Iterator[Claim]:
    """The country of a city that is named with it, as in "Samarkand, Uzbekistan"."""
    for line in read.lines:
        for match in _CITY_AND_COUNTRY.finditer(line.text):
            city, country = line.signs(match[0])
            yield Claim(
                kind="place",
                subject=city.name,
                predicate="country",
                object=country.name,
                spans=(line.span_of_match(match),),
                rule="city-and-country",
            )


def _inside(span: Span, other: Span) -> bool:
    return span.start >= other.start and span.end <= other.end


def _day(published: Date | date | None) -> date | None:
    """The day of publication, or None where only a month or a year is known."""
    if isinstance(published, Date):
        whole = published.earliest == published.latest and not published.qualified
        return date.fromisoformat(published.earliest) if whole else None
    return published
