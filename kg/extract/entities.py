"""What is known of the people, places and posts of facts, as far as it tells whether two of them are the same."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from attrs import evolve, field, frozen

from kg import model as m
from kg.extract.judgements import Judgements
from kg.extract.offices import office
from kg.names import keys

Office = tuple[frozenset[str], str]
"""A post as it can be compared: the words of its title, and whose it is."""


@frozen
class Entity:
    """A thing under every name that sources give it, with whom it acted for and where it lies.

    `sources` are the files or graphs that tell of it, `stored` says that the store has it, `words` are those of a
    source that speak of it, `events` those it took part in.
    """

    id: str
    names: tuple[str, ...]
    offices: frozenset[Office] = frozenset()
    sides: frozenset[str] = frozenset()
    within: str | None = None
    events: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    stored: bool = False
    words: str = ""
    keys: tuple[tuple[str, ...], ...] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "keys", tuple(dict.fromkeys(tuple(keys(name)) for name in self.names)))

    @property
    def type(self) -> str:
        """The kind of thing."""
        return m.type_of(self.id)

    def with_(self, other: "Entity") -> "Entity":
        """One thing out of two that are the same."""
        return evolve(
            self,
            names=tuple(dict.fromkeys((*self.names, *other.names))),
            offices=self.offices | other.offices,
            sides=self.sides | other.sides,
            within=self.within or other.within,
            events=self.events | other.events,
            sources=self.sources | other.sources,
            stored=self.stored or other.stored,
            words=self.words or other.words,
        )


Entities = Mapping[str, Entity]
Words = Callable[[str], str]
"""Gives the words that a fact rests on, by its id."""


def entities(facts: Iterable[tuple[str, m.Facts, Words]], judgements: Judgements) -> dict[str, Entity]:
    """The things of facts by id, those that were judged the same as one; each facts with what its source is called.

    >>> ada = m.Facts(m.Source("source/s"), things=[m.Person("person/ada", "Ada Ames")])
    >>> list(entities([("s", ada, lambda fact: "")], Judgements()))
    ['person/ada']
    """
    found: dict[str, Entity] = {}
    for name, each, words in facts:
        for entity in _of_facts(name, each, words, judgements):
            known = found.get(entity.id)
            found[entity.id] = known.with_(entity) if known else entity
    return found


def _of_facts(name: str, facts: m.Facts, words: Words, judgements: Judgements) -> Iterator[Entity]:
    """The things of one file's facts."""
    same = judgements.canonical
    sides: dict[str, set[str]] = defaultdict(set)
    posts: dict[str, set[str]] = defaultdict(set)
    events: dict[str, set[str]] = defaultdict(set)
    told: dict[str, str] = {}
    short = m.slug(facts.id)
    for tenure in facts.tenures:
        posts[tenure.person].add(tenure.post)
        told.setdefault(tenure.person, tenure.id)
        told.setdefault(tenure.post, tenure.id)
    for event in facts.events:
        key = m.slug(event.id)
        for part in event.participations:
            events[part.who].add(event.id)
            told.setdefault(part.who, f"participation/{key}/{short}/{part.key}")
            if part.capacity:
                posts[part.who].add(part.capacity)
            represented = (each.represents for each in event.delegations if each.key == part.delegation)
            sides[part.who].update(*represented)
        for report in event.reports:
            if report.place:
                told.setdefault(report.place, f"report/{key}/{short}#place")
    for statement in facts.statements:
        for speaker in statement.speakers:
            told.setdefault(speaker, statement.id)
    things = {thing.id: thing for thing in facts.things}
    for thing in facts.things:
        held = [things[post] for post in posts[thing.id] if post in things]
        own = [thing] if isinstance(thing, m.Post) else [post for post in held if isinstance(post, m.Post)]
        yield Entity(
            same(thing.id),
            tuple(dict.fromkeys((thing.name, *(each.text for each in (*thing.names, *thing.aliases))))),
            frozenset(office_of(post, judgements) for post in own),
            frozenset(map(same, {*sides[thing.id], *(post.of for post in own if post.of)})),
            same(within) if (within := getattr(thing, "within", None)) else None,
            frozenset(map(same, events[thing.id])),
            frozenset([name]),
            words=words(told[thing.id]) if thing.id in told else "",
        )


def office_of(post: m.Post, judgements: Judgements) -> Office:
    """A post as it can be compared."""
    return office(post.name), judgements.canonical(post.of) if post.of else ""
