"""People of one name and one country who are not one person: a reviewer says so, and each gets an id.

Ids are made of names, so two of one name have one id, and what tells them apart is the post in which a source names
them, else the source itself. Somebody who was judged to be another than `person/x` goes by an id that has that added:
`different person/x-norland-envoy person/x` makes another person of whoever is named so in that post, and with the
name of a source in place of the post's of whoever that source names so.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from attrs import field, frozen

from kg import model as m
from kg.errors import listed
from kg.extract.accepting import renamed
from kg.extract.alike import Suggestion
from kg.extract.entities import Entity, Office, Words, office_of
from kg.extract.judgements import Judgements
from kg.extract.namesakes import with_country as beside

REASON = "other-post"


def split(facts: m.Facts, judgements: Judgements) -> m.Facts:
    """The facts with ids of their own for those who were judged to be others than whom they share a name with.

    >>> from kg.extract.judgements import Judgement
    >>> held = m.Tenure("tenure/s/x", "source/s", "person/x", "post/norland-envoy")
    >>> facts = m.Facts(m.Source("source/s"), things=[m.Person("person/x", "X")], tenures=[held])
    >>> judged = Judgements([Judgement("different", "person/x-norland-envoy", "person/x")])
    >>> split(facts, judged).tenures[0].person
    'person/x-norland-envoy'
    """
    if not any(each.verdict == "different" for each in judgements.made):
        return facts
    ids = {}
    for person, posts in posts_in(facts).items():
        made = [new for new in _ids(person, posts, facts.id) if judgements.verdict(new, person) == "different"]
        if made:
            ids[person] = made[0]
    return renamed(facts, ids) if ids else facts


def made_ids(facts: Iterable[m.Facts]) -> set[str]:
    """The ids that people of facts would have if they were judged to be others than whom they share a name with."""
    return {new for each in facts for person, posts in posts_in(each).items() for new in _ids(person, posts, each.id)}


def posts_in(facts: m.Facts) -> dict[str, list[str]]:
    """The people of facts with the posts in which these name them."""
    found: dict[str, set[str]] = {thing.id: set() for thing in facts.things if thing.type == "person"}
    for tenure in facts.tenures:
        found.get(tenure.person, set()).add(tenure.post)
    for event in facts.events:
        for part in event.participations:
            if part.capacity:
                found.get(part.who, set()).add(part.capacity)
    return {person: sorted(posts) for person, posts in found.items()}


def _ids(person: str, posts: Iterable[str], source: str) -> Iterator[str]:
    yield from (beside(person, mark) for mark in (*posts, source))


@frozen
class _Group:
    """The sources that name somebody in posts which may be one office."""

    posts: Mapping[str, m.Post]
    offices: frozenset[Office]
    sources: Collection[str] = ()
    words: str = ""
    stored: bool = field(default=False, kw_only=True)

    def title(self) -> str:
        return listed(sorted({post.name for post in self.posts.values()}), "and")

    def with_(self, other: "_Group") -> "_Group":
        return _Group(
            {**self.posts, **other.posts},
            self.offices | other.offices,
            (*self.sources, *other.sources),
            self.words or other.words,
            stored=self.stored or other.stored,
        )


def others(
    told: Iterable[tuple[str, m.Facts, Words]],
    stored: Mapping[str, Mapping[str, Iterable[m.Post]]],
    judgements: Judgements,
) -> Iterator[Suggestion]:
    """Those of one id whom sources name in different posts of one country, so that they may be two.

    ``stored`` are the posts in which a store's sources name people; what it has of the same sources does not count.
    """
    told = list(told)
    own = {facts.id for _, facts, _ in told}
    groups: dict[str, list[_Group]] = {}
    names: dict[str, str] = {}
    for name, facts, words in told:
        things = {thing.id: thing for thing in facts.things}
        tenures = {(tenure.person, tenure.post): tenure.id for tenure in facts.tenures}
        for person, ids in posts_in(facts).items():
            posts = {id_: post for id_ in ids if isinstance(post := things.get(id_), m.Post)}
            if posts:
                names.setdefault(person, things[person].name)
                said = next((words(tenures[person, id_]) for id_ in posts if (person, id_) in tenures), "")
                offices = frozenset(office_of(post, judgements) for post in posts.values())
                groups.setdefault(person, []).append(_Group(posts, offices, (name,), said))
    for person, found in sorted(groups.items()):
        for source, named in stored.get(person, {}).items():
            if source not in own:
                offices = frozenset(office_of(post, judgements) for post in named)
                found.append(_Group({post.id: post for post in named}, offices, stored=True))
        # who stands in the store keeps the id, else whom most sources mean
        main, *rest = sorted(_joined(found), key=lambda group: (not group.stored, -len(group.sources)))
        for group in rest:
            country = {of for _, of in main.offices} & {of for _, of in group.offices}
            new = beside(person, min(group.posts))
            if country and not group.stored and not judgements.verdict(new, person):
                yield Suggestion(
                    _entity(new, names[person], group),
                    _entity(person, names[person], main),
                    (REASON,),
                    f"{names[person]} is {group.title()} here, {main.title()} there",
                )


def _entity(id_: str, name: str, group: _Group) -> Entity:
    return Entity(
        id_,
        (name,),
        group.offices,
        sources=frozenset(group.sources),
        stored=group.stored,
        words=group.words,
    )


def _joined(groups: Iterable[_Group]) -> list[_Group]:
    """The groups, those that share an office as one."""
    done: list[_Group] = []
    for group in groups:
        near = [each for each in done if _share(each.offices, group.offices)]
        done = [each for each in done if each not in near]
        for each in near:
            group = each.with_(group)
        done.append(group)
    return done


def _share(one: Iterable[Office], other: Iterable[Office]) -> bool:
    """Whether two have an office in common, perhaps less fully said by one of them."""
    return any(of == whose and (a <= b or b <= a) for a, of in one for b, whose in other)
