"""What event tables share: actors from their names, and a meeting of two of them as the model has it."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from attrs import frozen

from kg import model as m
from kg.dates import Date, parse
from kg.errors import printable
from kg.imports import countries
from kg.imports.cameo import MEETINGS, Meeting
from kg.imports.frame import Built, event_id, slugify
from kg.vocab import words

LONGEST_NAME = 300
"""How many characters the name of an actor may have."""

_BODIES = frozenset(
    """academy administration affairs agency airlines airport airways alliance army assemblies assembly association
    authority bank battalion board borders branch brigade brigades bureau business cabinet center centre chamber
    clergy club coalition college command commission committee company concern confederation conference congress
    cooperation corp corporation corps council court courts delegation democracy department duma embassy emirate
    exchange federation force forces forum foundation front fund government governments group guard haram
    hospital house industry initiative institute institution intelligence interpol judiciary klan league
    legislature media military militia ministery ministry mission monastery monitor motors movement naval navy
    network news newspaper observatory office opposition orchestra organisation organization organizations
    parliament parties party patrol platform police politburo post press qaeda radio reserve resistance sayyaf
    school secretariat sena senate service services society staff state syndicate taliban television times
    tribunal troop tv union university watch yard""".split()
)
"""Head nouns of the names of bodies."""

_STARTS = frozenset("agence associated daily international national northern republic the un united".split())
"""First words of names that are not those of people."""

_REGIONS = frozenset("africa america asia balkans caribbean east europe gulf pacific".split())
"""Last words of the names of parts of the world."""

_CUT = re.compile(r" (?:of|in|on|for|to|against|without|with|from) ")


def is_body(name: str) -> bool:
    """Whether a name is that of a body rather than of people: its head noun says so, the last before "of" or the like.

    >>> [is_body(name) for name in ("Ministry of Tourism", "Head of Government", "UN Security Council", "Lawmaker")]
    [True, False, True, False]
    """
    lower = name.lower()
    head = _CUT.split(lower, maxsplit=1)[0].replace("/", " ").split()
    return bool(head) and head[-1] in _BODIES


def is_named_body(name: str) -> bool:
    """Whether a name that no country bears is that of a body rather than of one person.

    A person's name has several words, does not begin with a word such as "united" and has no head noun of a body.

    >>> [is_named_body(name) for name in ("Gazprom", "United Russia", "Angela Merkel")]
    [True, True, False]
    """
    parts = name.lower().split()
    return len(parts) < 2 or parts[0] in _STARTS or is_body(name)


def is_region(name: str) -> bool:
    """Whether a name is that of a part of the world, so of a group of countries.

    >>> is_region("Middle East"), is_region("Embassy in Africa")
    (True, False)
    """
    parts = name.lower().split()
    return 0 < len(parts) < 3 and parts[-1] in _REGIONS


@frozen
class Actor:
    """Somebody who takes part: as a thing, with the country it belongs to and whether it can act for that."""

    thing: m.Thing
    country: m.Country | None = None
    of_state: bool = False


@frozen
class Told:
    """What one source says of a meeting: when and where it is."""

    source: m.Source
    date: Date
    place: str | None = None


def label(meeting: Meeting, names: Sequence[str | None]) -> str:
    """A meeting in a few words, from the names of actor and recipient as far as they are known.

    >>> label(MEETINGS["042"], ["Wilbur Ross", "China"]), label(MEETINGS["036"], ["Iran", None])
    ('Visit of Wilbur Ross to China', 'Announced talks of Iran')
    """
    one, other = names
    what = words(meeting.kind) if meeting.status == "held" else f"{words(meeting.status)} {words(meeting.kind)}"
    before, between = {"visit": ("of", " to "), "mediation": ("by", " for "), "signing": ("by", " and ")}.get(
        meeting.kind, ("of", " and ")
    )
    if meeting.roles[0] != meeting.roles[1] and not one:
        before = between.strip()
    return f"{what.capitalize()} {before} {between.join(name for name in (one, other) if name)}"


def meet(importer: str, key: str, code: str, actors: Sequence[Actor | None], told: Sequence[Told]) -> Built:
    """The meeting that a code tells of, of an actor and a recipient of whom at least one is known.

    An actor of state acts for its country unless the other one belongs to the same country. Every source says the same
    of who came. The places that sources name are left to the caller.
    """
    meeting = MEETINGS[code]
    known = [(actor, role) for actor, role in zip(actors, meeting.roles, strict=True) if actor]
    domestic = len(known) > 1 and len({actor.country and actor.country.id for actor, _ in known}) == 1
    things: dict[str, m.Thing] = {}
    roles: dict[str, list[str]] = {}
    represented: dict[str, m.Country] = {}
    for actor, role in known:
        things[actor.thing.id] = actor.thing
        roles.setdefault(actor.thing.id, []).append(role)
        if actor.of_state and actor.country and not domestic:
            represented[actor.thing.id] = things[actor.country.id] = actor.country
    modality = "planned" if meeting.status == "announced" else "asserted"
    participations = [
        m.Participation(
            key=m.slug(who),
            source=said.source.id,
            who=who,
            roles=tuple(taken),
            delegation=m.slug(represented[who].id) if who in represented else None,
            presence=meeting.presence,
            modality=modality,
        )
        for said in told
        for who, taken in roles.items()
    ]
    event = m.Event(
        event_id(importer, key),
        meeting.kind,
        label(meeting, [actor.thing.name if actor else None for actor in actors]),
        reports=tuple(m.Report(said.source.id, said.date, said.place, meeting.status) for said in told),
        delegations=tuple(
            m.Delegation(m.slug(country.id), told[0].source.id, (country.id,))
            for country in {country.id: country for country in represented.values()}.values()
        ),
        participations=tuple(participations),
    )
    return Built((event,), tuple(things.values()), tuple(said.source for said in told))


def table(importer: str, path: Path) -> m.Source:
    """A file of events as a source.

    >>> table("icews", Path("Events 2018.tab")).id
    'source/icews-events-2018-tab'
    """
    title = printable(path.name)
    return m.Source(f"source/{importer}-{slugify(title)}", "dataset", title)


day = lru_cache(maxsize=4096)(parse)
"""`kg.dates.parse`, remembering the days it has read."""


@lru_cache(maxsize=4096)
def coordinate(text: str, most: int) -> float | None:
    """A coordinate in degrees from minus `most` to `most`; None where the text is empty. Raises ValueError.

    >>> coordinate("-33.9", 90), coordinate("", 90)
    (-33.9, None)
    """
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = most + 1.0
    if not -most <= value <= most:
        raise ValueError(f"a coordinate that is no number from -{most} to {most}")
    return value


def country_named(name: str) -> m.Country | None:
    """The country of a name that a table calls a country; one that no code list has gets an identifier from its name.

    >>> country_named("Abkhazia").id, country_named("")
    ('country/abkhazia', None)
    """
    if not name:
        return None
    return countries.by_name(name) or m.Country(f"country/{slugify(name)}", name)
