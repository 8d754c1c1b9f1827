"""The facts of a source as frozen values, without RDF, files or display.

An identifier is a compact string `type/slug` such as `person/rustem-umerov`. It is chosen once and never follows a
label. Tuples whose order carries no meaning are kept sorted, so that equal facts are equal values.

Every value that a source vouches for names that source and carries its evidence: spans of the source's text, and
where the words alone do not say it, the inference that was made.
"""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

import attrs
from attrs import frozen

from kg.dates import Date
from kg.value import Value
from kg.vocab import ROLES


def _in_order(values: Iterable[Any], key: Callable[[Any], Any] | None = None) -> tuple[Any, ...]:
    found = values if type(values) is tuple else tuple(values)
    return found if len(found) < 2 else tuple(sorted(found, key=key))  # most have one or none


def _sorted(values: Iterable[Any]) -> tuple[Any, ...]:
    return _in_order(values if type(values) is tuple and len(values) < 2 else tuple(set(values)))


def _by_key(values: Iterable[Any]) -> tuple[Any, ...]:
    return _in_order(values, attrgetter("key"))


def _by_id(values: Iterable[Any]) -> tuple[Any, ...]:
    return _in_order(values, attrgetter("id"))


def _by_source(values: Iterable[Any]) -> tuple[Any, ...]:
    return _in_order(values, attrgetter("source"))


def role_rank(role: str) -> int:
    """The place of a role in `kg.vocab.ROLES`: the lower the weightier; an unknown one comes last.

    >>> role_rank("head") < role_rank("member")
    True
    """
    return ROLES.index(role) if role in ROLES else len(ROLES)


def by_role(roles: Iterable[str]) -> tuple[str, ...]:
    """Roles without repetition, the main one first.

    >>> by_role(["member", "head", "member"])
    ('head', 'member')
    """
    return _in_order(set(roles), lambda role: (role_rank(role), role))


def slug(identifier: str) -> str:
    """The part of an identifier behind its type.

    >>> slug("person/rustem-umerov")
    'rustem-umerov'
    """
    return identifier.partition("/")[2]


def type_of(identifier: str) -> str:
    """The type that an identifier names.

    >>> type_of("person/rustem-umerov")
    'person'
    """
    return identifier.partition("/")[0]


@frozen(order=True)
class Span:
    """A stretch of a source's text in Unicode code points, half-open: `text[start:end]`."""

    start: int
    end: int


@frozen(order=True)
class Evidence:
    """Where in its source's text a fact stands.

    `field` names the one value that the spans support where a thing has several (`date`, `place`, ...); it is empty
    where they support the thing as a whole. `inference` says what was concluded from the spans, if they do not say it
    in so many words.
    """

    field: str = ""
    spans: tuple[Span, ...] = attrs.field(default=(), converter=_sorted)
    inference: str = ""


Evidences = tuple[Evidence, ...]


@frozen(order=True)
class Name:
    """A name in a language (BCP 47 tag in lower case, empty where it belongs to none)."""

    text: str
    language: str = ""


@frozen(eq=False, repr=False)
class Thing(Value):
    """What every named thing has: an identifier, a name in English, other names, and identifiers elsewhere.

    `names` are the main names in other languages, `aliases` other names it goes by, `same_as` IRIs of the same thing
    in other collections.
    """

    id: str
    name: str
    names: tuple[Name, ...] = attrs.field(default=(), converter=_sorted, kw_only=True)
    aliases: tuple[Name, ...] = attrs.field(default=(), converter=_sorted, kw_only=True)
    same_as: tuple[str, ...] = attrs.field(default=(), converter=_sorted, kw_only=True)

    @property
    def type(self) -> str:
        """The kind of thing: the first part of the identifier."""
        return type_of(self.id)


@frozen(eq=False, repr=False)
class Person(Thing):
    """A human being."""


@frozen(eq=False, repr=False)
class Country(Thing):
    """A state: something that can take part, be represented, and be a place."""

    latitude: float | None = None
    longitude: float | None = None


@frozen(eq=False, repr=False)
class Organisation(Thing):
    """A body that can take part or be represented, such as a ministry or the United Nations."""


@frozen(eq=False, repr=False)
class Group(Thing):
    """A named set of countries, organisations or people, expanded only on request."""

    members: tuple[str, ...] = attrs.field(default=(), converter=_sorted)


@frozen(eq=False, repr=False)
class Place(Thing):
    """A venue, city or region (the type stands in the identifier) and the place it lies in.

    Coordinates are WGS 84 degrees.
    """

    within: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@frozen(eq=False, repr=False)
class Post(Thing):
    """An office (its name is the title) of a country or organisation, apart from whoever holds it."""

    of: str | None = None


@frozen(eq=False, repr=False)
class Series(Thing):
    """A series of events, such as rounds of talks."""


THINGS: dict[str, type[Thing]] = {
    "person": Person,
    "country": Country,
    "organisation": Organisation,
    "group": Group,
    "venue": Place,
    "city": Place,
    "region": Place,
    "post": Post,
    "series": Series,
}
"""The value of every type of thing."""


@frozen(eq=False, repr=False)
class Source(Value):
    """What facts were taken from.

    `published` is the date of publication, `sha256` the hash of the text's UTF-8 bytes and `length` its number of
    Unicode code points, `sketch` what copies of it are recognised by (see `kg.extract.sketch`). A source that repeats
    another names it in `syndicated_from` and counts as one with it.
    """

    id: str
    kind: str = "article"
    title: str | None = None
    publisher: str | None = None
    published: Date | None = None
    url: str | None = None
    language: str | None = None
    sha256: str | None = None
    length: int | None = None
    syndicated_from: str | None = None
    sketch: str | None = None


@frozen(eq=False, repr=False)
class Registry(Value):
    """A shared file of reference data: people, places, posts."""

    id: str
    title: str | None = None


@frozen(eq=False, repr=False)
class Report(Value):
    """What one source says of an event as a whole: when, where, how far it had come, what came of it."""

    source: str
    date: Date | None = None
    place: str | None = None
    status: str | None = None
    purpose: str | None = None
    directness: str | None = None
    outcome: str | None = None
    evidence: Evidences = attrs.field(default=(), converter=_sorted)


@frozen(eq=False, repr=False)
class Delegation(Value):
    """Those who act for somebody at one event; its head and members are the participations that name it.

    `key` is unique within the event.
    """

    key: str
    source: str
    represents: tuple[str, ...] = attrs.field(default=(), converter=_sorted)
    name: str | None = None
    evidence: Evidences = attrs.field(default=(), converter=_sorted)


@frozen(eq=False, repr=False)
class Participation(Value):
    """Who took part in an event, in which roles, for which delegation and in which capacity, says one source.

    `key` is unique within event and source; `roles` stand in the order of `kg.vocab.ROLES`, the main one first;
    `delegation` is the key of a delegation at the same event; `capacity` is a post; `days` limits it to a part of the
    event.
    """

    key: str
    source: str
    who: str
    roles: tuple[str, ...] = attrs.field(default=("member",), converter=by_role)
    delegation: str | None = None
    capacity: str | None = None
    presence: str | None = None
    modality: str = "asserted"
    days: Date | None = None
    evidence: Evidences = attrs.field(default=(), converter=_sorted)


@frozen(eq=False, repr=False)
class Target(Value):
    """What a strike was aimed at, says one source; `place` is where it lies and `holds` what is kept there."""

    key: str
    source: str
    what: str
    place: str | None = None
    holds: str | None = None
    evidence: Evidences = attrs.field(default=(), converter=_sorted)


@frozen(eq=False, repr=False)
class Weapon(Value):
    """What a strike was carried out with, and how many of them (None: not said), says one source."""

    key: str
    source: str
    what: str
    count: int | None = None
    evidence: Evidences = attrs.field(default=(), converter=_sorted)


@frozen(eq=False, repr=False)
class Event(Value):
    """An event as the sources of one file tell it.

    Its identity (id, kind, label, series, round) is settled once for all files; the rest is what each source says.
    `continues`, `part_of`, `precedes`, `responds_to` and `results_from` name other events.
    """

    id: str
    kind: str
    label: str | None = None
    series: str | None = None
    round: int | None = None
    part_of: str | None = None
    continues: str | None = None
    precedes: str | None = None
    responds_to: str | None = None
    results_from: str | None = None
    reports: tuple[Report, ...] = attrs.field(default=(), converter=_by_source)
    delegations: tuple[Delegation, ...] = attrs.field(default=(), converter=_by_key)
    participations: tuple[Participation, ...] = attrs.field(default=(), converter=_by_key)
    targets: tuple[Target, ...] = attrs.field(default=(), converter=_by_key)
    weapons: tuple[Weapon, ...] = attrs.field(default=(), converter=_by_key)
    evidence: Evidences = attrs.field(default=(), converter=_sorted)


@frozen(eq=False, repr=False)
class Tenure(Value):
    """A person in a post: from one date to another where known, or only seen in it on some dates."""

    id: str
    source: str
    person: str
    post: str
    begin: Date | None = None
    end: Date | None = None
    seen: tuple[Date, ...] = attrs.field(default=(), converter=_sorted)
    evidence: Evidences = attrs.field(default=(), converter=_sorted)


@frozen(eq=False, repr=False)
class Provision(Value):
    """One point of a document, in the words of whoever wrote the facts; `number` gives its place in the list."""

    key: str
    number: int
    text: str
    evidence: Evidences = attrs.field(default=(), converter=_sorted)


@frozen(eq=False, repr=False)
class Document(Value):
    """A proposal, agreement or letter as one source tells of it.

    `by` are its authors, `event` the event it belongs to, `known_through` how the source knows its text.
    """

    id: str
    source: str
    kind: str
    label: str
    by: tuple[str, ...] = attrs.field(default=(), converter=_sorted)
    event: str | None = None
    status: str | None = None
    aim: str | None = None
    known_through: str | None = None
    provisions: tuple[Provision, ...] = attrs.field(default=(), converter=_by_key)
    evidence: Evidences = attrs.field(default=(), converter=_sorted)


@frozen(eq=False, repr=False)
class Claim(Value):
    """The content of a statement in a form that can be compared: subject, predicate, object."""

    subject: str
    predicate: str
    object: str


@frozen(eq=False, repr=False)
class Statement(Value):
    """Who says what, according to one source.

    Without speakers the source itself says it. `summary` is in the words of whoever wrote the facts; `about` names
    what it is about, `event` the event it was made at or speaks of.
    """

    id: str
    source: str
    summary: str
    speakers: tuple[str, ...] = attrs.field(default=(), converter=_sorted)
    act: str = "stated"
    modality: str = "asserted"
    polarity: str = "affirmative"
    date: Date | None = None
    event: str | None = None
    about: tuple[str, ...] = attrs.field(default=(), converter=_sorted)
    claim: Claim | None = None
    evidence: Evidences = attrs.field(default=(), converter=_sorted)


@frozen(eq=False, repr=False)
class Facts(Value):
    """Everything one file says: the content of one named graph.

    >>> facts = Facts(Registry("registry/people"), things=[Person("person/ada", "Ada")])
    >>> facts.id, [thing.name for thing in facts.things]
    ('registry/people', ['Ada'])
    """

    origin: Source | Registry
    sources: tuple[Source, ...] = attrs.field(default=(), converter=_by_id)
    things: tuple[Thing, ...] = attrs.field(default=(), converter=_by_id)
    events: tuple[Event, ...] = attrs.field(default=(), converter=_by_id)
    tenures: tuple[Tenure, ...] = attrs.field(default=(), converter=_by_id)
    documents: tuple[Document, ...] = attrs.field(default=(), converter=_by_id)
    statements: tuple[Statement, ...] = attrs.field(default=(), converter=_by_id)

    @property
    def id(self) -> str:
        """The identifier of the file's source or registry, which also names its graph."""
        return self.origin.id
