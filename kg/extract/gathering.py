"""Whom the facts of files and a store tell of, side by side, so that it can be asked who is the same."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from attrs import evolve

from kg import model as m
from kg.errors import KgError, listed
from kg.extract.alike import Suggestion, suggestions
from kg.extract.entities import Entity, Words, entities, office_of
from kg.extract.judgements import Judgement, Judgements, Wish, read_judgements
from kg.extract.namesakes import Countries, apart, countries_in
from kg.extract.reviewing import Review
from kg.extract.splitting import made_ids, others, split
from kg.extract.stored import Stored, words
from kg.store import Store


class Everybody:
    """The people, places and posts of files under review and of a store; asked again after every judgement.

    >>> Everybody([]).suggestions(Judgements())
    []
    """

    def __init__(self, reviews: Iterable[Review], store: Store | None = None) -> None:
        self.reviews = tuple(reviews)
        self._stored = None if store is None else Stored(store)

    @cached_property
    def _told(self) -> list[tuple[str, m.Facts, Words]]:
        """What the files say apart from what was rejected, as it was when it was first asked for."""
        return [(review.name, review.left(), review.words) for review in self.reviews]

    @cached_property
    def _known(self) -> Collection[str]:
        """The ids of all as long as nothing is judged."""
        return {*self.all(Judgements()), *made_ids(facts for _, facts, _ in self._told)}

    @cached_property
    def _countries(self) -> Countries:
        """The countries that people of these names act for by what the store has from other sources."""
        return {} if self._stored is None else countries_in(self._stored.store, [facts for _, facts, _ in self._told])

    def check(self, id_: str) -> None:
        """Raise KgError where neither the files nor the store have a thing of an id; it knows the nearest ids."""
        known = {*self._known, *(self._stored.ids if self._stored else ())}
        if id_ not in known and m.type_of(id_) in m.THINGS:
            near = get_close_matches(id_, sorted(known), 3)
            raise KgError(
                f"nothing here has the id {id_}", f"nearest are {listed(near, 'and')}" if near else "see kg merges"
            )

    def suggestions(self, judgements: Judgements) -> list[Suggestion]:
        """The pairs that may be the same, the surest first."""
        found = suggestions(self.all(judgements), judgements)
        told = self._apart(judgements)
        people = {thing.id for _, facts, _ in told for thing in facts.things if thing.type == "person"}
        stored = {} if self._stored is None else self._stored.named(sorted(people & {*self._stored.ids}))
        return [*found, *others(told, stored, judgements)]

    def _apart(self, judgements: Judgements) -> list[tuple[str, m.Facts, Words]]:
        """What the files say, with ids of their own for people who share a name and are two."""
        own = [split(each, judgements) for _, each, _ in self._told]
        facts, _ = apart(own, judgements, self._countries)
        return [(name, each, say) for each, (name, _, say) in zip(facts, self._told, strict=True)]

    def all(self, judgements: Judgements) -> dict[str, Entity]:
        """Everything that the files tell of, and of the store what may be the same as something of that."""
        found = entities(self._apart(judgements), judgements)
        if self._stored is None:
            return found
        same = judgements.canonical
        known: dict[str, Entity] = {}

        def learn(entity: Entity) -> None:
            known[entity.id] = known[entity.id].with_(entity) if entity.id in known else entity

        near = self._stored.near(found.keys(), {word for each in found.values() for word in words(each)})
        held = self._stored.held(each.id for each in near if each.type == "person")
        for each in near:
            offices = frozenset(office_of(post, judgements) for post in held.get(each.id, ()))
            sides = frozenset(of for _, of in offices if of)
            learn(evolve(each, id=same(each.id), offices=offices, sides=sides))
        for post in self._stored.posts({of for each in found.values() for _, of in each.offices if of}):
            learn(Entity(same(post.id), (post.name,), frozenset([office_of(post, judgements)]), stored=True))
        for id_, entity in known.items():
            found[id_] = evolve(entity.with_(found[id_]), sources=found[id_].sources) if id_ in found else entity
        return found


class Merges:
    """The decisions about who is the same, in their file; each is written at once, and can be undone."""

    def __init__(self, path: Path, everybody: Everybody) -> None:
        self.path, self.everybody = path, everybody
        self.judgements = read_judgements(path)
        self._before: list[Judgements] = []

    @property
    def decided(self) -> int:
        """How many judgements were made here and not undone."""
        return len(set(self.judgements.made) - set(self._before[0].made)) if self._before else 0

    def open(self) -> list[Suggestion]:
        """The suggestions that nobody has decided about, the surest first."""
        return self.everybody.suggestions(self.judgements)

    def decide(self, made: Iterable[Judgement], taken_back: Iterable[tuple[str, str]] = ()) -> int:
        """Take decisions and take others back, all or none; gives how many judgements changed."""
        new = self.judgements
        for pair in taken_back:
            new = new.without(*pair)
        for judgement in made:
            new = new.plus(judgement)
        return self._keep(new)

    def accept(self, reasons: Collection[str]) -> int:
        """Judge all to be the same that are suggested for some reasons; gives how many pairs that were.

        After every round is asked again, since who is one with another may be one with a third.
        """
        done, new = 0, self.judgements
        while True:
            found = [each for each in self.everybody.suggestions(new) if set(each.reasons) & set(reasons)]
            before = done
            for each in found:
                if not new.same(each.one.id, each.other.id) and not new.differ(each.one.id, each.other.id):
                    new, done = new.plus(each.judgement("same")), done + 1
            if done == before:
                break
        self._keep(new)
        return done

    def take(self, wishes: Iterable[Wish]) -> list[str]:
        """Take what was decided about pairs on a page; gives what was not taken and why.

        That is what was judged otherwise since the page was written, or contradicts other judgements. Raises KgError
        where neither the files nor the store have a thing.
        """
        new, refused = self.judgements, []
        for wish in sorted(wishes, key=lambda wish: wish.verdict != ""):
            now = new.verdict(wish.one, wish.other)
            if now == wish.verdict:
                continue
            if now != wish.before:
                what = f"judged {now}" if now else "left open again"
                refused.append(f"{wish.one} and {wish.other} were {what} since the page was written")
                continue
            if not now:
                self.everybody.check(wish.one)
                self.everybody.check(wish.other)
            try:
                new = new.plus(wish.judgement) if wish.verdict else new.without(wish.one, wish.other)
            except KgError as error:
                refused.append(str(error))
        self._keep(new)
        return refused

    def _keep(self, new: Judgements) -> int:
        """Write judgements where they are others than before; gives how many changed."""
        changed = len(set(new.made) ^ set(self.judgements.made))
        if changed:
            new.write(self.path)
            self._before.append(self.judgements)
            self.judgements = new
        return changed

    def undo(self) -> bool:
        """Take the last decision back; False where there is none."""
        if not self._before:
            return False
        self.judgements = self._before.pop()
        self.judgements.write(self.path)
        return True
