"""People of one name: when they are told apart, and when not."""

import pytest

from kg import model as m
from kg.extract.judgements import Judgement, Judgements
from kg.extract.namesakes import apart, countries_in
from kg.quads import to_quads
from kg.store import Embedded

JOHN = "person/john-banda"


def told(source: str, *owners: str, side: str = "") -> m.Facts:
    """Facts in which somebody holds posts of countries or bodies, or is in a delegation."""
    posts = [m.Post(f"post/{m.slug(owner)}-minister", "Minister", of=owner) for owner in owners]
    held = [m.Tenure(f"tenure/{source}/{i}", f"source/{source}", JOHN, post.id) for i, post in enumerate(posts)]
    part = m.Participation("john", f"source/{source}", JOHN, delegation="d" if side else None)
    delegations = [m.Delegation("d", f"source/{source}", [side])] if side else []
    event = m.Event(f"event/{source}", "talks", participations=[part], delegations=delegations)
    return m.Facts(
        m.Source(f"source/{source}"), things=[m.Person(JOHN, "John Banda"), *posts], tenures=held, events=[event]
    )


def ids(*facts: m.Facts, judgements: Judgements | None = None) -> list[str]:
    found, _ = apart(facts, judgements or Judgements())
    return [part.who for each in found for event in each.events for part in event.participations]


@pytest.mark.parametrize(
    "other",
    [
        told("b"),
        told("b", "organisation/united-nations"),
        told("b", "country/zambia"),
        told("b", "country/zambia", "country/malawi"),
        told("b", "organisation/united-nations", side="country/malawi"),
    ],
)
def test_who_may_be_one_stays_one(other: m.Facts) -> None:
    assert ids(told("a", "country/zambia"), other) == [JOHN, JOHN]


def test_a_third_text_goes_with_the_one_of_its_country_and_an_unknown_one_with_the_first() -> None:
    texts = told("a", "country/zambia"), told("b", side="country/malawi"), told("c", "country/malawi"), told("d")
    assert ids(*texts) == [JOHN, f"{JOHN}-malawi", f"{JOHN}-malawi", JOHN]
    assert ids(*texts, judgements=Judgements([Judgement("same", f"{JOHN}-malawi", JOHN)])) == [JOHN] * 4


def test_the_store_comes_first_apart_from_what_the_same_source_said() -> None:
    store = Embedded.memory()
    store.load_quads(to_quads(told("a", "country/zambia")))
    store.load_quads(to_quads(told("c", side="country/zambia")))
    assert countries_in(store, [told("b", "country/malawi")]) == {JOHN: {"country/zambia"}}
    new = told("b", "country/malawi")
    assert apart([new], Judgements(), countries_in(store, [new]))[1] == [
        f"{JOHN} of source/b acts for country/malawi, not country/zambia: it is {JOHN}-malawi here"
    ]
    alone = Embedded.memory()
    alone.load_quads(to_quads(told("a", "country/zambia")))
    assert countries_in(alone, [told("a", "country/malawi")]) == {}
