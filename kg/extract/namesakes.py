"""People of one name who act for different countries: they are not one person until somebody says so.

Ids are made of names. Whoever is minister of one country in one text and of another country in another text is most
likely somebody else, so the second one's id gets the country's name added. People of whom no country is known, and
those who act for bodies that are no country, are taken for one as before.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from attrs import evolve

from kg import model as m
from kg.extract.accepting import renamed
from kg.extract.judgements import Judgements
from kg.facts.kinds import LONGEST_SLUG
from kg.query.asking import asked_of, describe, identifiers
from kg.query.told import tell
from kg.store import Store
from kg.terms import iri

Countries = Mapping[str, frozenset[str]]
"""The countries that people act for, by the people's ids."""


def apart(
    facts: Iterable[m.Facts], judgements: Judgements, stored: Countries | None = None
) -> tuple[list[m.Facts], list[str]]:
    """Facts in which people of one id who act for different countries have ids of their own, and what was told apart.

    ``stored`` are those of a store, which come first, then the facts in their order.

    >>> def told(source: str, country: str) -> m.Facts:
    ...     post = m.Post(f"post/{country}-minister", "Minister", of=f"country/{country}")
    ...     held = m.Tenure(f"tenure/{source}/a", f"source/{source}", "person/john-banda", post.id)
    ...     return m.Facts(m.Source(f"source/{source}"), things=[m.Person("person/john-banda", "John Banda"), post],
    ...                    tenures=[held])
    >>> found, notes = apart([told("a", "zambia"), told("b", "malawi")], Judgements())
    >>> [thing.id for each in found for thing in each.things if thing.type == "person"]
    ['person/john-banda', 'person/john-banda-malawi']
    """
    same = judgements.canonical
    known: dict[str, set[str]] = {id_: {*countries} for id_, countries in (stored or {}).items()}
    found: list[m.Facts] = []
    notes: list[str] = []
    for each in facts:
        ids: dict[str, str] = {}
        for person, acts_for in countries_of([each]).items():
            own = frozenset(map(same, acts_for))
            new = _id_of(person, own, known, judgements)
            if new != person:
                ids[person] = new
                there = ", ".join(sorted(known.get(same(person), ()))) or "another country"
                notes.append(f"{person} of {each.id} acts for {min(own)}, not {there}: it is {new} here")
            known.setdefault(same(new), set()).update(own)
        found.append(renamed(each, ids) if ids else each)
    return found, notes


def countries_in(store: Store, facts: Iterable[m.Facts]) -> Countries:
    """The countries that a store says the people of facts and their namesakes act for.

    What the same sources said before counts only for ids that were made here, so that these stay.
    """
    listed = list(facts)
    if not store.graphs():
        return {}
    made = {with_country(who, country) for who, own in countries_of(listed).items() for country in own}
    people = made | {thing.id for each in listed for thing in each.things if thing.type == "person"}
    iris = [iri(person) for person in sorted(people)]
    rows = asked_of(store, "posts", ["person"], iris, ["person"])
    told = describe(store, identifiers(rows, "tenure"))
    events = identifiers(asked_of(store, "capacities", ["person"], iris, ["person"]), "event")
    told += [m.Facts(m.Source(graph), events=[event]) for each in tell(store, events) for graph, event in each.versions]
    posts = {tenure.post for each in told for tenure in each.tenures}
    posts |= {part.capacity for each in told for event in each.events for part in event.participations if part.capacity}
    things = [thing for each in describe(store, posts) for thing in each.things]
    own = {each.id for each in listed}
    found = countries_of(evolve(each, things=things) for each in told if each.id not in own)
    before = countries_of(evolve(each, things=things) for each in told if each.id in own)
    found |= {person: countries for person, countries in before.items() if person in made}
    return {person: countries for person, countries in found.items() if person in people}


def countries_of(facts: Iterable[m.Facts]) -> dict[str, frozenset[str]]:
    """The countries that people act for: those of the posts they hold, else those of their delegations."""
    posts: dict[str, set[str]] = defaultdict(set)
    sides: dict[str, set[str]] = defaultdict(set)
    for each in facts:
        owners = {thing.id: thing.of for thing in each.things if isinstance(thing, m.Post)}
        held = [(tenure.person, tenure.post) for tenure in each.tenures]
        for event in each.events:
            acting = {delegation.key: delegation.represents for delegation in event.delegations}
            held += [(part.who, part.capacity) for part in event.participations if part.capacity]
            for part in event.participations:
                sides[part.who].update(acting.get(part.delegation or "", ()))
        for person, post in held:
            if owner := owners.get(post):
                posts[person].add(owner)
    found = {}
    for person in {*posts, *sides}:
        countries = {id_ for id_ in posts.get(person) or sides[person] if m.type_of(id_) == "country"}
        if m.type_of(person) == "person" and countries and posts.get(person, countries) <= countries:
            found[person] = frozenset(countries)
    return dict(sorted(found.items()))


def _id_of(person: str, own: frozenset[str], known: Mapping[str, set[str]], judgements: Judgements) -> str:
    """The id of somebody who acts for some countries, as others of that id act for these or others."""
    there = known.get(judgements.canonical(person), own)
    suffixed = [with_country(person, country) for country in sorted(own)]
    if any(judgements.same(new, person) for new in suffixed):
        return person
    if told := [new for new in suffixed if judgements.canonical(new) in known]:
        return told[0]
    return person if there & own else suffixed[0]


def with_country(person: str, country: str) -> str:
    """The id of somebody with a country's name added.

    >>> with_country("person/john-banda", "country/malawi")
    'person/john-banda-malawi'
    """
    suffix = f"-{m.slug(country)}"
    return f"person/{m.slug(person)[: LONGEST_SLUG - len(suffix)].rstrip('-')}{suffix}"


def namesakes(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two people of one name act for different countries, as far as both are known.

    >>> namesakes(["country/zambia"], ["country/malawi"]), namesakes(["country/zambia"], [])
    (True, False)
    """
    first, second = ({id_ for id_ in sides if m.type_of(id_) == "country"} for sides in (one, other))
    return bool(first and second and not first & second)
