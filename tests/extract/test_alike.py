"""Who may be the same, and facts in which the same are one."""

import random
import time

from kg import model as m
from kg.extract.alike import REASONS, Suggestion, suggestions
from kg.extract.entities import Entity, entities, office_of
from kg.extract.judgements import Judgement, Judgements
from kg.extract.merging import merged
from kg.extract.offices import office

SOURCE = m.Source("source/s")


def person(slug: str, *names: str, **more: object) -> Entity:
    return Entity(f"person/{slug}", names, **{"sources": frozenset("s"), **more})  # type: ignore[arg-type]


def post(title: str, of: str = "country/norland") -> tuple[frozenset[str], str]:
    return office_of(m.Post("post/x", title, of=of), Judgements())


def suggested(*found: Entity, judgements: Judgements | None = None) -> list[Suggestion]:
    return suggestions({each.id: each for each in found}, judgements or Judgements())


def reasons(*found: Entity) -> list[tuple[str, ...]]:
    return [each.reasons for each in suggested(*found)]


def test_one_name_in_two_spellings_or_scripts_is_suggested() -> None:
    assert reasons(person("a", "Rustem Umerov"), person("b", "Rustem Umierov")) == [("same-name",)]
    assert reasons(person("a", "Рустем Умєров"), person("b", "Rustem Umerov")) == [("same-name",)]
    assert reasons(person("a", "Rustem Umerov"), person("b", "Ada Ames")) == []


def test_an_alias_is_suggested_and_said() -> None:
    (found,) = suggested(person("a", "Bo Lee", "The Envoy"), person("b", "The Envoy"))
    assert (found.main, found.why) == ("alias", "both go by The Envoy")


def test_a_surname_alone_says_nothing_and_with_a_post_or_side_it_does() -> None:
    assert reasons(person("a", "Eide"), person("b", "Espen Eide")) == []
    minister = frozenset([post("Foreign Minister")])
    same = frozenset([post("Minister of Foreign Affairs")])
    assert reasons(person("a", "Eide", offices=minister), person("b", "Espen Eide", offices=same)) == [("same-post",)]
    sides = frozenset(["country/norland"])
    assert reasons(person("a", "Eide", sides=sides), person("b", "Espen Eide", sides=sides)) == [("same-side",)]
    assert reasons(person("a", "E. Eide", sides=sides), person("b", "Espen Eide", sides=sides))[0][0] == "same-side"
    assert reasons(person("a", "Ada Eide", sides=sides), person("b", "Espen Eide", sides=sides)) == []


def test_likeness_is_only_ever_one_reason_among_those_who_act_for_the_same() -> None:
    sides = frozenset(["country/norland"])
    (found,) = suggested(person("a", "Rustam Umerov", sides=sides), person("b", "Rustem Umerov", sides=sides))
    assert found.main == "same-side"
    assert "alike by 92 of 100" in found.why
    assert reasons(person("a", "Rustam Umarov", sides=sides), person("b", "Rustem Umerov")) == []


def test_who_sat_beside_somebody_at_one_event_is_somebody_else() -> None:
    more = {"sides": frozenset(["country/norland"]), "events": frozenset(["event/e"])}
    assert reasons(person("a", "Rustam Umerov", **more), person("b", "Rustem Umerov", **more)) == []


def test_two_titles_of_one_office_are_suggested_and_of_two_countries_are_not() -> None:
    def entity(slug: str, title: str, of: str = "country/norland") -> Entity:
        return Entity(f"post/{slug}", (title,), frozenset([post(title, of)]), sources=frozenset("s"))

    (found,) = suggested(entity("a", "Defense Minister"), entity("b", "Minister of Defence"))
    assert found.reasons == ("same-office",)
    assert reasons(entity("a", "Defence Minister"), entity("b", "Defence Minister", "country/sudria")) == []
    assert reasons(entity("a", "Defence Minister"), entity("b", "Deputy Defence Minister")) == []


def test_offices_are_compared_without_spelling_order_and_small_words() -> None:
    same = [
        ("Minister of Foreign Affairs", "Foreign Minister"),
        ("Minister for Foreign Affairs", "foreign affairs minister"),
        ("Premier", "Prime Minister"),
        ("Foreign Secretary", "Foreign Minister"),
    ]
    assert all(office(one) == office(other) for one, other in same)
    assert office("Minister of Foreign and European Affairs") != office("Foreign Minister")
    assert office("Special Envoy") != office("Envoy")


def test_the_id_of_the_store_stays_then_that_of_most_sources_then_the_fullest_name() -> None:
    def staying(one: Entity, other: Entity) -> str:
        (found,) = suggested(one, other)
        return found.other.id

    known = person("q1", "Rustem Umerov", stored=True, sources=frozenset())
    assert staying(person("a", "Rustem Umierov", sources=frozenset("abc")), known) == "person/q1"
    assert staying(person("a", "Rustem Umierov", sources=frozenset("ab")), person("b", "Rustem Umerov")) == "person/a"
    minister = frozenset([post("Foreign Minister")])
    assert staying(person("z", "Eide", offices=minister), person("b", "Espen Eide", offices=minister)) == "person/b"


def test_of_things_that_only_the_store_tells_of_nothing_is_asked() -> None:
    one, other = (person(slug, "Rustem Umerov", stored=True, sources=frozenset()) for slug in "ab")
    assert suggested(one, other) == []


def test_what_was_judged_is_not_asked_again_and_what_follows_from_others_is_not_asked_at_all() -> None:
    three = [person(slug, name) for slug, name in (("a", "Ada Ames"), ("b", "ADA Ames"), ("c", "Ada AMES"))]
    assert len(suggested(*three)) == 2
    apart = Judgements([Judgement("different", "person/a", "person/b")])
    assert {frozenset(("person/a", "person/b"))} & {each.pair for each in suggested(*three, judgements=apart)} == set()


def test_places_are_suggested_where_one_name_is_part_of_the_other_in_one_city() -> None:
    def venue(slug: str, name: str, city: str | None = "city/x") -> Entity:
        return Entity(f"venue/{slug}", (name,), within=city, sources=frozenset("s"))

    assert reasons(venue("a", "Ciragan Palace"), venue("b", "Çırağan Palace Hotel")) == [("same-words",)]
    assert reasons(venue("a", "Ciragan Palace"), venue("b", "Çırağan Palace Hotel", "city/y")) == []


def test_every_reason_has_words() -> None:
    assert all(REASONS.values())


def test_thousands_of_people_take_seconds_at_most() -> None:
    chance = random.Random(1)
    syllables = "ba ke li mo nu ra se ti vo za".split()
    names = ["".join(chance.choices(syllables, k=3)).title() for _ in range(900)]
    found = [
        person(str(n), f"{chance.choice(names)} {chance.choice(names)}", sides=frozenset([f"country/{n % 40}"]))
        for n in range(4000)
    ]
    start = time.perf_counter()
    suggested(*found)
    assert time.perf_counter() - start < 10


# --- merging ----------------------------------------------------------------------------------------------------------


def meeting(*parts: m.Participation) -> m.Event:
    return m.Event("event/e", "talks", participations=parts)


def part(key: str, who: str, start: int, **more: object) -> m.Participation:
    evidence = [m.Evidence("", [m.Span(start, start + 1)])]
    return m.Participation(key, SOURCE.id, who, evidence=evidence, **more)  # type: ignore[arg-type]


SAME = Judgements([Judgement("same", "person/umierov", "person/umerov")])


def test_the_same_in_one_event_takes_part_once_with_the_evidence_and_the_more_telling_role_of_both() -> None:
    facts = m.Facts(
        SOURCE,
        things=[m.Person("person/umierov", "R. Umierov"), m.Person("person/umerov", "Rustem Umerov")],
        events=[
            meeting(
                part("umerov", "person/umerov", 0, delegation="x"),
                part("umierov", "person/umierov", 5, roles=["head"], modality="planned"),
            )
        ],
        tenures=[
            m.Tenure("tenure/s/a", SOURCE.id, "person/umerov", "post/p", evidence=[m.Evidence("", [m.Span(1, 2)])]),
            m.Tenure("tenure/s/b", SOURCE.id, "person/umierov", "post/p", evidence=[m.Evidence("", [m.Span(3, 4)])]),
        ],
    )
    one = merged(facts, SAME)
    (thing,) = one.things
    assert (thing.name, [alias.text for alias in thing.aliases]) == ("Rustem Umerov", ["R. Umierov"])
    (there,) = one.events[0].participations
    assert (there.roles, there.delegation, there.modality) == (("head",), "x", "asserted")
    assert there.evidence[0].spans == (m.Span(0, 1), m.Span(5, 6))
    (held,) = one.tenures
    assert held.evidence[0].spans == (m.Span(1, 2), m.Span(3, 4))


def test_facts_without_anybody_who_was_judged_stay_as_they_are() -> None:
    facts = m.Facts(SOURCE, things=[m.Person("person/ada", "Ada")])
    assert merged(facts, SAME) is facts


def test_the_name_that_an_id_has_elsewhere_is_taken_over_and_the_own_one_stays_as_an_alias() -> None:
    facts = m.Facts(SOURCE, things=[m.Person("person/umierov", "Umierov")])
    (thing,) = merged(facts, SAME, {"person/umerov": "Rustem Umerov"}).things
    assert (thing.id, thing.name, thing.aliases) == ("person/umerov", "Rustem Umerov", (m.Name("Umierov"),))
    (nameless,) = merged(facts, SAME).things
    assert (nameless.id, nameless.name, nameless.aliases) == ("person/umerov", "Umierov", ())


def test_a_post_follows_the_country_that_it_is_of() -> None:
    facts = m.Facts(SOURCE, things=[m.Country("country/a", "A"), m.Post("post/p", "Envoy", of="country/a")])
    one = merged(facts, Judgements([Judgement("same", "country/a", "country/b")]))
    assert next(thing.of for thing in one.things if isinstance(thing, m.Post)) == "country/b"


def test_entities_know_their_posts_sides_events_and_words() -> None:
    facts = m.Facts(
        SOURCE,
        things=[
            m.Person("person/ada", "Ada Ames"),
            m.Post("post/p", "Envoy", of="country/a"),
            m.Country("country/a", "A"),
        ],
        events=[meeting(part("ada", "person/ada", 0, capacity="post/p"))],
    )
    found = entities([("s", facts, lambda fact: f"words of {fact}")], Judgements())["person/ada"]
    assert found.offices == {(frozenset(["envoi"]), "country/a")}
    assert (found.sides, found.events) == ({"country/a"}, {"event/e"})
    assert found.words == "words of participation/e/s/ada"
