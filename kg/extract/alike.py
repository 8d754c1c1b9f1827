"""Who may be the same: pairs of things with what speaks for it, for a person to decide.

Likeness of names is a reason to look, never to decide: it is said beside the others and comes last.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from itertools import combinations

from attrs import frozen

from kg.errors import listed
from kg.extract.entities import Entity, Office
from kg.extract.judgements import Judgement, Judgements
from kg.extract.namesakes import namesakes
from kg.names import keys

REASONS = {
    "same-name": "one name but for its spelling",
    "alias": "a name of one is another name of the other",
    "same-office": "two titles of one office",
    "same-post": "one surname and one post",
    "same-side": "one surname and one country or body",
    "same-words": "one name is part of the other",
    "alike": "names that look alike",
    "namesakes": "one name, and different countries",
    "other-post": "one name and one country, and different posts",
}
"""Every reason with what it means, the strongest first."""

STRONG = ("same-name", "alias", "same-office", "same-post")
"""The reasons for which two are one more often than not."""

ALIKE = 88
"""Names are alike from so many of 100 on, by rapidfuzz's `token_sort_ratio` of what `kg.names.fold` makes of them."""
_LARGEST = 400
"""In a group of more that share a country, names are not compared by likeness."""
_PLACES = ("venue", "city", "region")
_BODIES = ("organisation", "group", "series", *_PLACES)


@frozen
class Suggestion:
    """That one thing may be another, for which reasons; the other is the one whose id would stay."""

    one: Entity
    other: Entity
    reasons: tuple[str, ...]
    why: str

    @property
    def pair(self) -> frozenset[str]:
        """The two ids in no order."""
        return frozenset((self.one.id, self.other.id))

    @property
    def main(self) -> str:
        """The strongest reason."""
        return self.reasons[0]

    def judgement(self, verdict: str) -> Judgement:
        """The suggestion as it was decided."""
        return Judgement(verdict, self.one.id, self.other.id, self.why)

    def record(self) -> dict[str, object]:
        """The suggestion as JSON."""
        return {
            name: {"id": each.id, "names": list(each.names), "stored": each.stored, "sources": sorted(each.sources)}
            for name, each in (("one", self.one), ("other", self.other))
        } | {"reasons": list(self.reasons), "why": self.why}


def suggestions(found: Mapping[str, Entity], judgements: Judgements) -> list[Suggestion]:
    """The pairs that may be the same and were not judged yet, the surest first.

    Of two things that the store has no pair is made. Who took part in one event beside another is not the other, unless
    both have one name.

    >>> ada = [Entity(f"person/{name}", (f"{name} Ames",), sources=frozenset("a")) for name in ("Ada", "ADA")]
    >>> [found] = suggestions({each.id: each for each in ada}, Judgements())
    >>> found.reasons, found.why
    (('same-name',), 'ADA Ames and Ada Ames are one name')
    """
    pairs: dict[frozenset[str], list[tuple[str, str]]] = {}
    for reason, one, other, why in _Reasons(found).all():
        if not one.sources and not other.sources:
            continue
        if judgements.differ(one.id, other.id) or judgements.same(one.id, other.id):
            continue
        if reason not in ("same-name", "alias", "same-office", "namesakes") and one.events & other.events:
            continue
        pairs.setdefault(frozenset((one.id, other.id)), []).append((reason, why))
    made: list[Suggestion] = []
    for pair, whys in pairs.items():
        one, other = sorted((found[id_] for id_ in sorted(pair, reverse=True)), key=_staying)
        codes = sorted({reason for reason, _ in whys}, key=list(REASONS).index)
        texts = dict.fromkeys(why for _, why in sorted(whys, key=lambda each: list(REASONS).index(each[0])))
        made.append(Suggestion(one, other, tuple(codes), "; ".join(texts)))
    return sorted(_linked(made), key=lambda each: (list(REASONS).index(each.main), each.other.id, each.one.id))


def _linked(made: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """The suggestions without those that follow from others which are as strong."""
    of: dict[str, str] = {}

    def root(id_: str) -> str:
        while id_ in of:
            id_ = of[id_]
        return id_

    order = list(REASONS)
    for each in sorted(
        made,
        key=lambda each: (
            order.index(each.main),
            *(-value for value in _staying(each.other)),
            each.other.id,
            each.one.id,
        ),
    ):
        one, other = root(each.one.id), root(each.other.id)
        if one != other or each.main not in STRONG:
            yield each
        if one != other and each.main in STRONG:
            of[one] = other


def _staying(entity: Entity) -> tuple[bool, int, int]:
    """What stands last is the id that stays: the store's, the one most sources tell of, the fullest name."""
    return entity.stored, len(entity.sources), max(map(len, entity.keys), default=0)


Reason = tuple[str, Entity, Entity, str]


class _Reasons:
    """What speaks for any two things being the same."""

    def __init__(self, found: Mapping[str, Entity]) -> None:
        self.found = found

    def all(self) -> Iterator[Reason]:
        """Every reason of every pair."""
        found = list(self.found.values())
        for one, other in _within(found, lambda each: {(each.type, "".join(key)) for key in each.keys if key}):
            if one.type == "person" and namesakes(one.sides, other.sides):
                why = sorted(f"{each.names[0]} acts for {self._sides(each)}" for each in (one, other))
                yield "namesakes", one, other, ", ".join(why)
            elif one.type != "post":
                yield self._named(one, other)
        for one, other in _within(found, lambda each: each.offices if each.type == "post" else ()):
            whose = self._of(one.offices & other.offices)
            yield "same-office", one, other, f"{_both(one, other)} are one office{whose}"
        people = [each for each in found if each.type == "person"]
        yield from self._surnames(people)
        yield from self._alike(people)
        bodies = [each for each in found if each.type in _BODIES]
        for one, other in _within(bodies, lambda each: {(each.type, key[0]) for key in each.keys if key}):
            if _part(one, other) and (one.type not in _PLACES or _near(one, other)):
                yield "same-words", one, other, f"one of {_both(one, other)} is part of the other"

    def _named(self, one: Entity, other: Entity) -> Reason:
        if "".join(one.keys[0]) == "".join(other.keys[0]):
            return "same-name", one, other, f"{_both(one, other)} are one name"
        shared = {"".join(key) for key in one.keys} & {"".join(key) for key in other.keys}
        name = next(name for name in one.names if "".join(keys(name)) in shared)
        return "alias", one, other, f"both go by {name}"

    def _surnames(self, people: list[Entity]) -> Iterator[Reason]:
        def groups(each: Entity) -> Iterator[Hashable]:
            for key in each.keys:
                for which in (*each.offices, *each.sides):
                    if key:
                        yield key[-1], which

        for one, other in _within(people, groups):
            if offices := one.offices & other.offices:
                title = self._title(min(offices, key=lambda office: (office[1], sorted(office[0]))))
                yield "same-post", one, other, f"{_both(one, other)} are both {title}{self._of(offices)}"
            elif _part(one, other) or _initials(one, other) or _likeness(one, other) >= ALIKE:
                side = self._name(min(one.sides & other.sides))
                yield "same-side", one, other, f"{_both(one, other)} both act for {side}"

    def _alike(self, people: list[Entity]) -> Iterator[Reason]:
        sizes: dict[str, int] = defaultdict(int)
        for each in people:
            for side in each.sides:
                sizes[side] += 1
        for one, other in _within(people, lambda each: {side for side in each.sides if sizes[side] <= _LARGEST}):
            if ALIKE <= (score := _likeness(one, other)) < 100:
                yield "alike", one, other, f"the names are alike by {score} of 100"

    def _of(self, offices: Iterable[Office]) -> str:
        whose = min((of for _, of in offices), default="")
        return f" of {self._name(whose)}" if whose else ""

    def _title(self, office: Office) -> str:
        """How an office is called where somebody holds it, else the words by which it was compared."""
        posts = (each for each in self.found.values() if each.type == "post" and office in each.offices)
        return next((post.names[0] for post in posts), " ".join(sorted(office[0])))

    def _sides(self, person: Entity) -> str:
        return listed([self._name(side) for side in sorted(person.sides)], "and")

    def _name(self, id_: str) -> str:
        return self.found[id_].names[0] if id_ in self.found else id_


def _within(found: Iterable[Entity], groups: Callable[[Entity], Iterable[Hashable]]) -> Iterator[tuple[Entity, Entity]]:
    """Every pair of things in one group, once."""
    members: dict[Hashable, dict[str, Entity]] = defaultdict(dict)
    for each in found:
        for group in groups(each):
            members[group][each.id] = each
    seen: set[tuple[str, str]] = set()
    for group_members in members.values():
        for one, other in combinations(group_members.values(), 2):
            if (one.id, other.id) not in seen and (other.id, one.id) not in seen:
                seen.add((one.id, other.id))
                yield one, other


def _both(one: Entity, other: Entity) -> str:
    first, second = sorted((one.names[0], other.names[0]))
    return f"{first} and {second}"


def _likeness(one: Entity, other: Entity) -> int:
    from rapidfuzz.fuzz import token_sort_ratio

    return round(max((token_sort_ratio(" ".join(a), " ".join(b)) for a in one.keys for b in other.keys), default=0))


def _part(one: Entity, other: Entity) -> bool:
    """Whether all words of a name of one are in a name of the other."""
    return any(set(a) < set(b) or set(b) < set(a) for a in one.keys for b in other.keys if a and b)


def _initials(one: Entity, other: Entity) -> bool:
    """Whether two names are one with and without its first name written out."""
    return any(
        a[-1] == b[-1] and a[0][0] == b[0][0] and 1 in (len(a[0]), len(b[0]))
        for a in one.keys
        for b in other.keys
        if len(a) > 1 and len(b) > 1
    )


def _near(one: Entity, other: Entity) -> bool:
    """Whether two places may lie in one place."""
    return one.within == other.within or None in (one.within, other.within)
