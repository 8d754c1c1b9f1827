"""Facts made of claims, and applying them to a graph that knows more."""

from attrs import evolve
from extract.invented import ARTICLE, FOLLOW_UP, about_article, about_follow_up, claim

from kg import model as m
from kg.dates import parse
from kg.extract.accepting import accepted
from kg.extract.applying import Matcher
from kg.extract.build import Built, build
from kg.extract.contradicting import disputes, other_holders, two_heads
from kg.extract.copies import copies
from kg.extract.document import Document
from kg.extract.gazetteer import Gazetteer
from kg.extract.judgements import Judgement, Judgements
from kg.extract.keeping import carried_over, key_of
from kg.extract.merging import merged
from kg.extract.things import Things
from kg.facts import read_text, write_facts
from kg.names import Entry
from kg.quads import to_quads
from kg.store import Embedded
from kg.vocab import REVIEWS

COUNTRIES = [Entry(f"country/{name.lower()}", name, "country", (name,)) for name in ("Norland", "Sudria")]
DOCUMENT = Document(name="wire", text=ARTICLE, published=parse("2025-06-02"))
LATER = Document(name="paper", text=FOLLOW_UP, published=parse("2025-06-03"))


def things(*more: Entry, judgements: Judgements | None = None) -> Things:
    known = [*COUNTRIES, *more]
    return Things(Gazetteer(known), known, judgements)


def built(*more: Entry) -> Built:
    return build(DOCUMENT, about_article(), things(*more))


def event(facts: m.Facts, kind: str) -> m.Event:
    return next(event for event in facts.events if event.kind == kind)


def test_every_claim_becomes_part_of_a_fact() -> None:
    result = built()
    assert result.unused == ()
    assert {claim for claims in result.support.values() for claim in claims} == set(about_article())


def test_an_event_has_its_report_delegations_and_participants_each_with_its_spans() -> None:
    talks = event(built().facts, "talks")
    (report,) = talks.reports
    assert (report.date, report.place, report.status) == (parse("2025-06-02"), "city/riverton", "held")
    assert talks.round == 2
    assert {each.key: each.represents for each in talks.delegations} == {
        "norland": ("country/norland",),
        "sudria": ("country/sudria",),
    }
    ada = next(part for part in talks.participations if part.who == "person/ada-ames")
    assert (ada.roles, ada.delegation, ada.capacity) == (("head",), "norland", "post/norland-foreign-minister")
    (evidence,) = ada.evidence
    assert next(ARTICLE[span.start : span.end] for span in evidence.spans).startswith("Foreign Minister Ada Ames")
    assert all(part.evidence for part in talks.participations)
    assert {found.field for found in report.evidence} == {"date", "place", "status"}


def test_a_post_is_seen_on_the_day_of_publication_and_gets_no_bounds() -> None:
    tenure = next(each for each in built().facts.tenures if each.person == "person/ada-ames")
    assert (tenure.begin, tenure.end, tenure.seen) == (None, None, (parse("2025-06-02"),))
    undated = build(evolve(DOCUMENT, published=None), about_article(), things())
    assert undated.facts.tenures[0].seen == ()


def test_a_strike_has_its_sides_and_weapons() -> None:
    strike = event(built().facts, "strike")
    assert {part.who: part.roles for part in strike.participations} == {
        "country/norland": ("target",),
        "country/sudria": ("attacker",),
    }
    assert [(weapon.what, weapon.count) for weapon in strike.weapons] == [("drones", 472)]
    assert strike.reports[0].date == parse("2025-06-01/2025-06-02")


def test_a_statement_keeps_who_says_it_and_its_polarity() -> None:
    (said,) = built().facts.statements
    assert (said.speakers, said.act, said.polarity) == (("person/ada-ames",), "stated", "negative")


def test_the_facts_survive_a_file_and_all_of_them_can_wait_for_review() -> None:
    result = built()
    reviews = dict.fromkeys(result.support, "pending")
    text = write_facts(result.facts, reviews=reviews)
    read = read_text(text, accept=REVIEWS)
    assert read.facts == (result.facts,)
    assert {fact for fact, review in read.reviews.items() if review == "pending"} == set(reviews)
    assert read_text(text).facts[0].events == ()


def test_the_same_claims_give_the_same_facts_in_any_order() -> None:
    backwards = build(DOCUMENT, reversed(about_article()), things())
    assert {each.id for each in backwards.facts.things} == {each.id for each in built().facts.things}
    assert build(DOCUMENT, about_article(), things()) == built()


def test_what_the_graph_calls_exactly_so_keeps_its_id_and_what_is_only_like_it_does_not() -> None:
    exact = built(Entry("person/q1", "A. Ames", "person", ("A. Ames", "Ada AMES")))
    assert "person/q1" in {each.id for each in exact.facts.things}
    alike = built(Entry("person/q1", "Ada Amis", "person", ("Ada Amis",)))
    assert "person/ada-ames" in {each.id for each in alike.facts.things}
    two = [Entry(f"person/q{number}", "Ada Ames", "person", ("Ada Ames",)) for number in (1, 2)]
    assert "person/ada-ames" in {each.id for each in built(*two).facts.things}


def test_a_judgement_says_who_is_the_same_and_who_never_is() -> None:
    merged = Judgements([Judgement("same", "person/ada-ames", "person/q1")])
    facts = build(DOCUMENT, about_article(), things(judgements=merged)).facts
    assert "person/q1" in {each.id for each in facts.things}
    apart = Judgements([Judgement("different", "person/ada-ames", "person/q1")])
    entry = Entry("person/q1", "Ada Ames", "person", ("Ada Ames",))
    facts = build(DOCUMENT, about_article(), things(entry, judgements=apart)).facts
    assert "person/ada-ames" in {each.id for each in facts.things}


def test_what_says_nothing_that_could_be_kept_is_given_back_with_the_reason() -> None:
    claims = [
        claim(ARTICLE, "event", "talks:9", "kind", "talks", "talks"),
        claim(ARTICLE, "event", "talks:1", "participant", "both sides", "talks"),
        claim(ARTICLE, "event", "nothing", "participant", "Norland", "Norland"),
        claim(ARTICLE, "post", "Ada Ames", "holds", "envoy@Norland", "Ada Ames", modality="planned"),
    ]
    result = build(DOCUMENT, claims, things())
    assert [why for _, why in result.unused] == [
        "it names nobody",
        "it is about no event",
        "the post is not held, or not yet",
        "the event has neither participants nor date nor place",
    ]
    assert result.facts.events == ()


def test_who_did_not_come_is_told_so() -> None:
    stayed = claim(ARTICLE, "event", "talks:1", "participant", "Cora Ash", "talks", polarity="negative")
    facts = build(DOCUMENT, [*about_article(), stayed], things()).facts
    (part,) = [part for part in event(facts, "talks").participations if part.who == "person/cora-ash"]
    assert part.modality == "denied"


def test_what_is_only_planned_is_announced() -> None:
    visit = event(built().facts, "visit")
    assert visit.reports[0].status is None
    kind = claim(ARTICLE, "event", "visit:1", "kind", "visit", "Jones is expected to visit", modality="planned")
    visit = event(build(DOCUMENT, [*about_article(), kind], things()).facts, "visit")
    assert visit.reports[0].status == "announced"


# --- reviews ----------------------------------------------------------------------------------------------------------


def test_a_decision_is_carried_over_if_all_that_the_fact_says_was_decided() -> None:
    result = built()
    assert set(carried_over(result, {}).values()) == {"pending"}
    decided = {key_of(claim): "accepted" for claims in result.support.values() for claim in claims}
    assert set(carried_over(result, decided).values()) == {"accepted"}
    place = next(claim for claim in about_article() if claim.predicate == "city")
    decided[key_of(place)] = "rejected"
    reviews = carried_over(result, decided)
    assert [fact.partition("#")[2] for fact, review in reviews.items() if review == "rejected"] == ["place"] * 1
    known = {key: review for key, review in decided.items() if key != key_of(about_article()[0])}
    assert "pending" in carried_over(result, known).values()


def test_a_decision_does_not_depend_on_how_many_events_were_found_before() -> None:
    one = about_article()[0]
    assert key_of(one) == key_of(evolve(one, subject="talks:7"))
    assert key_of(one) != key_of(evolve(one, object="summit"))


def test_what_is_not_accepted_is_left_out_with_what_points_to_it() -> None:
    result = built()
    talks = event(result.facts, "talks")
    reviews = dict.fromkeys(result.support, "accepted")
    reviews[f"delegation/{m.slug(talks.id)}/norland"] = "rejected"
    reviews[next(fact for fact in reviews if fact.startswith("tenure/") and "ada" in fact)] = "rejected"
    reviews[f"report/{m.slug(talks.id)}/{m.slug(result.facts.id)}#date"] = "pending"
    reviews[event(result.facts, "visit").id] = "rejected"
    facts = accepted(result.facts, reviews)
    talks = event(facts, "talks")
    ada = next(part for part in talks.participations if part.who == "person/ada-ames")
    assert (ada.delegation, ada.capacity) == (None, None)
    assert talks.reports[0].date is None
    assert "city/lakeside" not in {each.id for each in facts.things}
    assert read_text(write_facts(facts)).facts == (facts,)


def test_things_that_nothing_ever_referred_to_stay() -> None:
    registry = m.Facts(m.Registry("registry/people"), things=[m.Person("person/ada", "Ada")])
    assert accepted(registry, {}) == registry


# --- applying ---------------------------------------------------------------------------------------------------------


def store_with(*facts: m.Facts) -> Embedded:
    store = Embedded.memory()
    store.load_quads(quad for each in facts for quad in to_quads(each))
    return store


def follow_up(*judgements: Judgement) -> m.Facts:
    return build(LATER, about_follow_up(), things()).facts


def test_the_same_meeting_in_another_article_becomes_the_same_event() -> None:
    facts, matches = Matcher(store_with(built().facts), Judgements()).match(follow_up())
    assert [match.same_as for match in matches] == [event(built().facts, "talks").id]
    assert "person/ada-ames, person/ben-jones" in matches[0].why
    assert facts.events[0].id == matches[0].same_as
    assert facts.events[0].label is None


def test_what_the_articles_say_differently_stands_side_by_side_as_a_conflict() -> None:
    other = claim(FOLLOW_UP, "event", "talks:1", "city", "Lakeside", "Lakeside")
    later = build(LATER, [*about_follow_up(), other], things()).facts
    talks = event(built().facts, "talks")
    facts, _ = Matcher(store_with(built().facts), Judgements([Judgement("same", later.events[0].id, talks.id)])).match(
        later
    )
    found = disputes(store_with(built().facts), [facts])
    assert [(dispute.about, dispute.field) for dispute in found] == [(talks.id, "place")]


def test_two_new_articles_about_one_meeting_become_one_event_too() -> None:
    matcher = Matcher(Embedded.memory(), Judgements())
    first, none = matcher.match(built().facts)
    second, matches = matcher.match(follow_up())
    assert none == []
    assert matches[0].same_as == event(first, "talks").id == second.events[0].id


def test_another_place_another_day_other_people_or_a_judgement_keep_meetings_apart() -> None:
    store = store_with(built().facts)
    base = about_follow_up()
    elsewhere = [*base, claim(FOLLOW_UP, "event", "talks:1", "city", "Lakeside", "Lakeside")]
    later = [evolve(each, object="2025-06-03") if each.predicate == "date" else each for each in base]
    others = [evolve(each, object=f"Cora {each.object}") if each.predicate == "participant" else each for each in base]
    for claims in (elsewhere, later, others):
        assert Matcher(store, Judgements()).match(build(LATER, claims, things()).facts)[1] == []
    new = follow_up().events[0].id
    apart = Judgements([Judgement("different", new, event(built().facts, "talks").id)])
    assert Matcher(store, apart).match(follow_up())[1] == []
    assert Matcher(store, Judgements(), [new]).match(follow_up())[1] == []


def test_an_article_applied_again_keeps_the_event_that_others_tell_of() -> None:
    first, _ = Matcher(Embedded.memory(), Judgements()).match(built().facts)
    second, _ = Matcher(store_with(first), Judgements()).match(follow_up())
    again, matches = Matcher(store_with(first, second), Judgements()).match(built().facts)
    assert event(again, "talks").id == event(first, "talks").id
    assert matches == []


def test_the_same_round_with_another_date_is_the_same_event_and_another_round_is_not() -> None:
    series = claim(ARTICLE, "event", "talks:1", "series", "Norland talks", "talks")
    first = build(DOCUMENT, [*about_article(), series], things()).facts
    text = "The second round of talks of Norland was held on June 4, the third on June 2."
    rows = [("participant", "Norland", "Norland"), ("series", "Norland talks", "talks"), ("round", "2", "second round")]
    claims = [claim(text, "event", "talks:1", *row) for row in rows]
    dated = [*claims, claim(text, "event", "talks:1", "date", "2025-06-04", "June 4")]
    document = Document(name="late", text=text)
    facts, matches = Matcher(store_with(first), Judgements()).match(build(document, dated, things()).facts)
    assert [match.why for match in matches] == ["both are number 2 of series/norland-talks"]
    assert [dispute.field for dispute in disputes(store_with(first), [facts])] == ["date"]
    third = [evolve(each, object="3") if each.predicate == "round" else each for each in claims]
    third.append(claim(text, "event", "talks:1", "date", "2025-06-02", "June 2"))
    assert Matcher(store_with(first), Judgements()).match(build(document, third, things()).facts)[1] == []


def test_a_post_that_somebody_else_held_that_day_is_told() -> None:
    source, post = (
        m.Source("source/old"),
        m.Post("post/norland-foreign-minister", "Foreign Minister", of="country/norland"),
    )
    person = m.Person("person/cora-ash", "Cora Ash")
    held = m.Tenure("tenure/old/a", source.id, person.id, post.id, begin=parse("2020"), end=parse("2026"))
    store = store_with(m.Facts(source, things=[person, post], tenures=[held]))
    assert other_holders(store, [built().facts]) == [
        "post/norland-foreign-minister on 2 June 2025: person/ada-ames here, person/cora-ash in the graph"
    ]
    assert other_holders(Embedded.memory(), [built().facts]) == []


def test_two_heads_of_one_delegation_are_told_and_a_judgement_that_they_are_one_ends_it() -> None:
    first, later = built().facts, follow_up()
    talks = event(first, "talks")
    (mine,) = [each for each in talks.delegations if each.key == "norland"]
    rival = m.Participation("cora-ash", later.id, "person/cora-ash", ["head"], delegation="norland")
    told = evolve(
        event(later, "talks"), id=talks.id, delegations=[evolve(mine, source=later.id)], participations=[rival]
    )
    other = evolve(later, events=[told], things=[*later.things, m.Person("person/cora-ash", "Cora Ash")])
    (line,) = two_heads(store_with(first), [other])
    assert line.startswith(f"head of the delegation of country/norland at {talks.id}: person/ada-ames (wire-")
    assert " / person/cora-ash (paper-" in line
    same = Judgements([Judgement("same", "person/cora-ash", "person/ada-ames")])
    assert two_heads(store_with(first), [merged(other, same)]) == []
    assert two_heads(Embedded.memory(), [first]) == []


# --- copies -----------------------------------------------------------------------------------------------------------


def test_a_copy_names_the_one_that_was_published_first() -> None:
    early = Document(name="early", text=ARTICLE * 3, published=parse("2025-06-01"))
    copy = Document(
        name="copy", text=f"Agency report\n{(ARTICLE * 3).replace(' ', '  ')}", published=parse("2025-06-02")
    )
    other = Document(name="other", text=FOLLOW_UP)
    found = copies([copy, other, early])
    assert [document.copy_of for document in found] == [early.source.id, None, None]
    assert found[0].source.syndicated_from == early.source.id


def test_an_article_that_only_quotes_another_is_no_copy() -> None:
    long = Document(name="long", text=ARTICLE + " ".join(f"word{number}" for number in range(200)))
    assert [document.copy_of for document in copies([Document(name="a", text=ARTICLE), long])] == [None, None]


def two_meetings(source: str, *with_whom: str) -> m.Facts:
    """Facts in which the minister of one country met somebody of another on one day in one city, once for each name."""
    posts = [m.Post(f"post/{country}-envoy", "Envoy", of=f"country/{country}") for country in ("norland", "sudria")]
    people = [m.Person(f"person/{name}", name) for name in ("ada", *with_whom)]
    report = m.Report(f"source/{source}", date=parse("2025-06-02"), place="city/riverton", status="held")

    def part(name: str, post: str) -> m.Participation:
        return m.Participation(name, f"source/{source}", f"person/{name}", capacity=post)

    events = [
        m.Event(
            f"event/ada-{name}-{source}",
            "talks",
            reports=[report],
            participations=[part("ada", posts[0].id), part(name, posts[1].id)],
        )
        for name in with_whom
    ]
    things = [*people, *posts, m.Place("city/riverton", "Riverton")]
    return m.Facts(m.Source(f"source/{source}"), things=things, events=events)


def test_two_meetings_of_one_day_that_an_article_tells_apart_stay_apart_whatever_was_judged() -> None:
    wire, paper = two_meetings("wire", "ben", "cora"), two_meetings("paper", "ben")
    judged = Judgements([Judgement("same", paper.events[0].id, wire.events[0].id)])
    matcher = Matcher(Embedded.memory(), judged)
    matcher.learn_judged([wire, paper])
    assert matcher.match(wire)[1] == []
    assert [match.same_as for match in matcher.match(paper)[1]] == [wire.events[0].id]


def test_where_each_names_somebody_else_a_person_is_asked() -> None:
    first, second = two_meetings("wire", "ben"), two_meetings("paper", "cora")
    matcher = Matcher(store_with(first), Judgements())
    assert matcher.match(second)[1] == []
    (found,) = matcher.perhaps
    assert (found.same_as, found.sure) == (first.events[0].id, False)
    assert "each with somebody else" in found.why
    asked = Matcher(store_with(first), Judgements(), decide=lambda match: not match.sure)
    assert [match.same_as for match in asked.match(second)[1]] == [first.events[0].id]
