"""The people, places and posts of a store, as far as it has to be known whether they are the same as those of files."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from kg import model as m
from kg.extract.entities import Entity
from kg.query.asking import asked_of, describe, entries, identifiers, posts_of
from kg.query.told import tell
from kg.store import Store
from kg.terms import iri

Word = tuple[str, str]
"""A type of thing and the last word of a name, as `kg.names.keys` has it."""


class Stored:
    """A store that is asked once for the names of all, and once for the posts of each.

    >>> from kg.store import Embedded
    >>> Stored(Embedded.memory()).near({"person/ada"}, {("person", "ames")})
    []
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._by_id: dict[str, Entity] = {}
        self._by_word: dict[Word, set[str]] = defaultdict(set)
        for entry in entries(store) if store.graphs() else ():
            names = tuple(dict.fromkeys((entry.label, *entry.names)))
            entity = Entity(entry.id, names, stored=True)
            self._by_id[entry.id] = entity
            for word in words(entity):
                self._by_word[word].add(entry.id)
        self._named: dict[str, dict[str, list[m.Post]]] = {}
        self._posts: dict[str, list[m.Post]] = {}

    @property
    def ids(self) -> Collection[str]:
        """The ids of everybody and every place."""
        return self._by_id.keys()

    def near(self, ids: Collection[str], spoken: Iterable[Word]) -> list[Entity]:
        """The things of some ids, and those whose names end in some words."""
        found = {id_ for word in spoken for id_ in self._by_word.get(word, ())} | (self._by_id.keys() & set(ids))
        return [self._by_id[id_] for id_ in sorted(found)]

    def held(self, people: Iterable[str]) -> dict[str, list[m.Post]]:
        """The posts that people hold or took part in something in."""
        named = self.named(people)
        return {
            person: [*{post.id: post for some in by.values() for post in some}.values()] for person, by in named.items()
        }

    def named(self, people: Iterable[str]) -> dict[str, dict[str, list[m.Post]]]:
        """The posts in which sources name people, by the ids of these and of those."""
        wanted = dict.fromkeys(person for person in people if person not in self._named)
        iris = [iri(person) for person in wanted]
        rows = asked_of(self.store, "posts", ["person"], iris, ["person"])
        told = describe(self.store, identifiers(rows, "tenure"))
        held = {(tenure.person, facts.id, tenure.post) for facts in told for tenure in facts.tenures}
        events = identifiers(asked_of(self.store, "capacities", ["person"], iris, ["person"]), "event")
        for event in tell(self.store, events):
            for graph, version in event.versions:
                held |= {(part.who, graph, part.capacity) for part in version.participations if part.capacity}
        posts = self._described({post for _, _, post in held})
        self._named |= {person: {} for person in wanted}
        for person, source, post in sorted(held):
            if person in wanted and post in posts:
                self._named[person].setdefault(source, []).append(posts[post])
        return self._named

    def posts(self, bodies: Iterable[str]) -> list[m.Post]:
        """The posts of countries and bodies."""
        bodies = sorted(bodies)
        wanted = [body for body in bodies if body not in self._posts]
        ids = posts_of(self.store, wanted)
        known = self._described({post for some in ids.values() for post in some})
        self._posts |= {body: [known[post] for post in ids.get(body, ()) if post in known] for body in wanted}
        return [post for body in bodies for post in self._posts[body]]

    def _described(self, ids: Iterable[str]) -> dict[str, m.Post]:
        things = (thing for facts in describe(self.store, ids) for thing in facts.things)
        return {thing.id: thing for thing in things if isinstance(thing, m.Post)}


def words(entity: Entity) -> set[Word]:
    """The last words of the names of a thing.

    >>> words(Entity("person/ada", ("Ada Ames", "Lady Ames")))
    {('person', 'ames')}
    """
    return {(entity.type, key[-1]) for key in entity.keys if key}
