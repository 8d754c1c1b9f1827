"""Two people of one name and one country: a reviewer can say that they are two."""

import pytest

from kg import model as m
from kg.errors import KgError
from kg.extract.alike import Suggestion
from kg.extract.judgements import Judgement, Judgements
from kg.extract.splitting import made_ids, others, split

JOHN = "person/john-banda"
ENVOY = f"{JOHN}-zambia-envoy"


def told(source: str, *titles: str, of: str = "country/zambia") -> m.Facts:
    """Facts in which somebody holds posts of a country, was at talks and spoke."""
    posts = [m.Post(f"post/{m.slug(of)}-{title.lower().replace(' ', '-')}", title, of=of) for title in titles]
    held = [m.Tenure(f"tenure/{source}/{post.id[5:]}", f"source/{source}", JOHN, post.id) for post in posts]
    event = m.Event(f"event/{source}", "talks", participations=[m.Participation("john", f"source/{source}", JOHN)])
    said = m.Statement(f"statement/{source}/a", f"source/{source}", "Rain is near", [JOHN])
    things = [m.Person(JOHN, "John Banda"), *posts]
    return m.Facts(m.Source(f"source/{source}"), things=things, tenures=held, events=[event], statements=[said])


def suggested(*facts: m.Facts, held: tuple[m.Post, ...] = (), judgements: Judgements | None = None) -> list[Suggestion]:
    named = [(each.id, each, lambda fact: f"words of {fact}") for each in facts]
    stored = {"source/old": held, "source/a": [m.Post("post/zambia-cook", "Cook", of="country/zambia")]} if held else {}
    return list(others(named, {JOHN: stored}, judgements or Judgements()))


def test_two_offices_of_one_country_are_asked_about_with_the_words_of_both() -> None:
    (found,) = suggested(told("a", "Foreign Minister"), told("b", "Envoy"), told("c", "Minister"))
    assert (found.one.id, found.other.id, found.main) == (ENVOY, JOHN, "other-post")
    assert found.why == "John Banda is Envoy here, Foreign Minister and Minister there"
    assert (found.one.words, found.one.sources) == ("words of tenure/b/zambia-envoy", {"source/b"})
    assert found.other.sources == {"source/a", "source/c"}


@pytest.mark.parametrize(
    "other",
    [
        told("b", "Minister of Foreign Affairs"),
        told("b"),
        told("b", "Foreign Minister", "Envoy"),
        told("b", "Envoy", of="organisation/united-nations"),
    ],
)
def test_one_office_an_unknown_one_a_shared_one_or_another_body_are_no_question(other: m.Facts) -> None:
    assert suggested(told("a", "Foreign Minister"), other) == []


def test_who_holds_a_post_in_the_store_is_the_one_who_keeps_the_id() -> None:
    stored = m.Post("post/zambia-foreign-minister", "Foreign Minister", of="country/zambia")
    (found,) = suggested(told("a", "Envoy"), told("b", "Envoy"), held=(stored,))
    assert (found.one.id, found.other.stored, found.why) == (
        ENVOY,
        True,
        "John Banda is Envoy here, Foreign Minister there",  # not what the store has of the same sources
    )


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_what_was_judged_is_not_asked_again(verdict: str) -> None:
    judged = Judgements([Judgement(verdict, ENVOY, JOHN)])
    assert suggested(told("a", "Foreign Minister"), told("b", "Envoy"), judgements=judged) == []


def test_who_was_judged_to_be_another_has_an_id_of_their_own_wherever_that_post_is_named() -> None:
    judged = Judgements([Judgement("different", JOHN, ENVOY)])
    for source in "bc":
        facts = split(told(source, "Envoy"), judged)
        assert {part.who for event in facts.events for part in event.participations} == {ENVOY}
        assert [*facts.statements[0].speakers, facts.tenures[0].person, facts.things[0].id] == [ENVOY] * 3
    minister = told("a", "Foreign Minister")
    assert split(minister, judged) == minister
    assert split(told("b", "Envoy"), judged.without(JOHN, ENVOY)) == told("b", "Envoy")


def test_a_source_can_be_named_where_no_post_tells_them_apart() -> None:
    judged = Judgements([Judgement("different", f"{JOHN}-b", JOHN)])
    assert [split(told(each, "Envoy"), judged).things[0].id for each in "ab"] == [JOHN, f"{JOHN}-b"]
    assert made_ids([told("b", "Envoy")]) == {ENVOY, f"{JOHN}-b"}


def test_each_can_still_be_the_same_as_others_and_both_as_one_third_are_refused() -> None:
    judged = Judgements([Judgement("different", ENVOY, JOHN)])
    judged = judged.plus(Judgement("same", JOHN, "person/j-banda"))
    assert judged.canonical(ENVOY) == ENVOY
    with pytest.raises(KgError, match="were judged different"):
        judged.plus(Judgement("same", ENVOY, "person/j-banda"))
