"""Posts, cards, chains of meetings and go-betweens."""

import pytest
from query.world import PEOPLE, TALES, WIRE, event, part, reading, source, told, world

from kg import model as m
from kg.dates import parse
from kg.errors import KgError, UnknownName
from kg.query import counterparts, never_met, path, person, posts
from kg.table import plain


class TestPosts:
    def test_a_post_that_is_only_seen_has_no_bounds(self) -> None:
        (held,) = posts(world(), "Dora")
        data = plain(held)
        assert [data[key] for key in ("person", "title", "of", "from", "until")] == [
            "Dora Dune",
            "President",
            "Eastmark",
            None,
            None,
        ]
        assert data["seen"] == ["2030-01-10", "2030-02~"], "on the day of a tenure, and of the visit"
        assert [cited["id"] for cited in data["sources"]] == ["source/wire"]

    @pytest.mark.parametrize(
        ("day", "held"),
        [
            ("2030-01-10", [("Ada Alder", False), ("Dora Dune", True)]),
            ("2030-01", [("Ada Alder", False), ("Dora Dune", True)]),
            ("2030-01-11", [("Ada Alder", False)]),
            ("2029-05-03", [("Ada Alder", False)]),
            ("2029-04-30", []),
        ],
    )
    def test_on_a_date_certain_and_possible_holders_are_told_apart(
        self, day: str, held: list[tuple[str, bool]]
    ) -> None:
        answers = posts(world(), on=day)
        assert [(post.person, post.certain) for post in answers] == held
        assert [row[6] for row in answers.rows()] == ["certainly" if sure else "possibly" for _, sure in held]

    def test_without_a_date_nothing_is_said_about_certainty(self) -> None:
        assert {(post.certain, post.row()[6]) for post in posts(world())} == {(None, "")}

    def test_of_a_country_all_its_posts(self) -> None:
        assert [post.title for post in posts(world(), "Northland")] == ["Foreign Minister", "Envoy"]
        assert len(posts(world(), "Southland")) == 0

    def test_whom_a_source_names_in_a_post_at_an_event_is_seen_in_it_that_day(self) -> None:
        (held,) = posts(world(), "Bo", "2030-03-01")
        assert (held.title, [day.edtf for day in held.seen], held.certain) == ("Envoy", ["2030-03-01"], True)
        assert [cited.id for cited in held.sources] == ["source/wire"]
        assert len(posts(world(), "Bo", "2030-03-02")) == 0
        assert [one.person for one in posts(world(), "Northland", "2030-03-01")] == ["Ada Alder", "Bo Birch"]

    @pytest.mark.parametrize(
        ("who", "more"),
        [
            (part("bo", capacity="post/northland-envoy", modality="planned"), {}),
            (part("bo", capacity="post/northland-envoy"), {"status": "announced"}),
            (part("bo", capacity="post/northland-envoy"), {"date": None}),
        ],
    )
    def test_a_plan_an_announced_event_or_no_day_shows_nobody_in_a_post(self, who: object, more: object) -> None:
        asked = told(event("a", WIRE, who, **{"date": "2030-03-01", **more}))
        assert len(posts(asked, "Bo")) == 0

    def test_a_day_within_the_bounds_of_a_tenure_joins_it(self) -> None:
        tenure = m.Tenure("tenure/bo", WIRE.id, "person/bo", "post/northland-envoy", begin=parse("2029"))
        answers = posts(reading(PEOPLE, m.Facts(WIRE, events=TALES.events, tenures=[tenure])), "Bo")
        assert [(held.from_ and held.from_.edtf, [day.edtf for day in held.seen]) for held in answers] == [
            ("2029", ["2030-03-01"])
        ]

    def test_two_sources_of_the_same_tenure_are_one_answer_and_days_join_the_only_bounds(self) -> None:
        other, third = source("other", "2030-05"), source("third", "2030-06")
        key = ("person/dora", "post/eastmark-president")
        more = [
            m.Facts(other, tenures=[m.Tenure("tenure/other", other.id, *key, seen=[parse("2030-02-01")])]),
            m.Facts(third, tenures=[m.Tenure("tenure/third", third.id, *key, begin=parse("2028"))]),
        ]
        answers = posts(reading(PEOPLE, TALES, *more), "Dora")
        assert [([day.edtf for day in post.seen], post.from_ and post.from_.edtf) for post in answers] == [
            (["2030-01-10", "2030-02-01", "2030-02~"], "2028"),
        ]
        assert [cited.id for cited in answers[0].sources] == ["source/wire", "source/other", "source/third"]

    def test_a_name_that_is_nobody_is_an_error(self) -> None:
        with pytest.raises(UnknownName):
            posts(world(), "Nobody")


class TestPerson:
    def test_a_card_gathers_posts_meetings_counterparts_and_statements(self) -> None:
        card = dict(person(world(), "the envoy")[0].card())
        assert card == {
            "person": "Ada Alder",
            "id": "person/ada",
            "also": "Ада Альдер, The Envoy",
            "elsewhere": "",
            "posts": "Foreign Minister of Northland, from May 2029",
            "meetings": (
                "10 January 2030  Round 1, Harbour, Eastmark\n1 March 2030  Round 2, Glass Hall, Harbour, Eastmark"
            ),
            "other meetings": "April 2030  Summit, place unknown: cancelled",
            "met": "Cleo Cedar, 2 meetings\nDora Dune, 1 meeting",
            "statements": "reported 2 March 2030  the source stated: No date is set. [negative]",
            "sources": "Example Wire, Talks resume, 2030-03-02 [wire]",
        }

    def test_a_countrys_posts_name_their_holders(self) -> None:
        card = dict(person(world(), "Northland")[0].card())
        assert card["posts"] == (
            "Ada Alder: Foreign Minister of Northland, from May 2029\nBo Birch: Envoy of Northland, seen 1 March 2030"
        )

    def test_where_they_did_not_take_part_stands_apart_with_the_reason(self) -> None:
        asked = told(
            event("a", WIRE, part("ada"), part("bo"), date="2030-03-01", status="held"),
            event("b", WIRE, part("ada", modality="denied"), part("bo"), date="2030-03-02", status="held"),
            event("c", WIRE, part("ada", modality="hoped"), part("bo"), date="2030-03-03"),
            event("d", WIRE, part("ada"), part("bo"), date="2030-03-04", status="announced"),
        )
        (answer,) = person(asked, "Ada")
        card = dict(answer.card())
        assert card["meetings"] == "1 March 2030  A, place unknown"
        assert card["other meetings"] == (
            "3 March 2030  C, place unknown: hoped only\n"
            "4 March 2030  D, place unknown: announced\n"
            "2 March 2030  B, place unknown: did not take part"
        )
        assert [meeting.id for meeting in answer.absent] == ["event/b"]
        assert str(answer).splitlines()[0] == "person          Ada Alder"

    def test_a_country_is_there_through_its_delegation(self) -> None:
        side = [("n", "northland")]
        asked = told(
            event("a", WIRE, part("ada", delegation="n"), delegations=side),
            event("b", WIRE, part("ada", delegation="n", modality="planned"), delegations=side),
        )
        card = dict(person(asked, "Northland")[0].card())
        assert card["meetings"] == "date unknown  A, place unknown"
        assert card["other meetings"] == "date unknown  B, place unknown: planned only"

    def test_what_sources_disagree_about_is_marked(self) -> None:
        other = source("other", "2030-05")
        asked = told(
            event("a", WIRE, part("ada"), part("bo"), date="2030-03-01", place="city/harbour"),
            event("a", other, part("ada", modality="denied"), date="2030-03-02", place="city/fairview"),
            sources=[other],
        )
        (answer,) = person(asked, "Ada")
        card = dict(answer.card())
        assert card["meetings"] == "1 March 2030 *  A *, Harbour, Eastmark *"
        assert card["met"] == "Bo Birch, 1 meeting *"
        assert answer.disputed == ("event/a",)


class TestCounterparts:
    def test_a_private_meeting_weighs_more_than_a_large_one(self) -> None:
        met = {c.name: (c.count, c.weight) for c in counterparts(world(), "Cleo")}
        assert met == {"Ada Alder": (2, 1.0), "Bo Birch": (1, 0.5), "Dora Dune": (1, 0.5)}

    def test_members_of_one_delegation_are_colleagues(self) -> None:
        assert {c.name for c in counterparts(world(), "Ada")} == {"Cleo Cedar", "Dora Dune"}
        assert {c.name for c in counterparts(world(), "Bo")} == {"Cleo Cedar", "Finn Glass"}

    def test_nobody_meets_the_country_they_act_for(self) -> None:
        asked = told(
            event(
                "round",
                WIRE,
                part("country/northland", "party"),
                part("country/southland", "party"),
                part("country/eastmark", "host"),
                part("ada", delegation="n"),
                part("dora", "host", capacity="post/eastmark-president"),
                delegations=[("n", "northland")],
            )
        )
        assert {c.name for c in counterparts(asked, "Ada")} == {"Southland", "Eastmark", "Dora Dune"}
        assert {c.name for c in counterparts(asked, "Dora")} == {"Northland", "Southland", "Ada Alder"}
        assert {c.name for c in counterparts(asked, "Northland")} == {"Southland", "Eastmark", "Dora Dune"}

    @pytest.mark.parametrize("modality", ["planned", "hoped", "denied"])
    def test_only_asserted_participations_count(self, modality: str) -> None:
        asked = told(event("round", WIRE, part("ada"), part("bo", modality=modality)))
        assert len(counterparts(asked, "Ada")) == len(counterparts(asked, "Bo")) == 0


class TestPath:
    def test_the_chain_is_the_shortest_through_people(self) -> None:
        steps = path(world(), "Ada", "Finn")
        assert [(step.from_, step.to, step.event) for step in steps] == [
            ("Ada Alder", "Bo Birch", "Round 2"),
            ("Bo Birch", "Finn Glass", "Quiet call"),
        ]
        assert {cited.id for step in steps for cited in step.sources} == {"source/wire"}

    def test_a_step_marks_what_sources_disagree_about(self) -> None:
        other = source("other", "2030-05")
        asked = told(
            event("a", WIRE, part("ada"), part("bo"), date="2030-03-01", status="held"),
            event("a", other, part("bo", modality="denied"), date="2030-03-02", status="denied"),
            sources=[other],
        )
        assert path(asked, "Ada", "Bo").rows()[0][:4] == ("Ada Alder", "Bo Birch *", "A *", "1 March 2030 *")

    @pytest.mark.parametrize("status", ["cancelled", "postponed", "announced", "denied"])
    def test_an_event_that_did_not_take_place_links_nobody(self, status: str) -> None:
        asked = told(event("round", WIRE, part("ada"), part("bo"), status=status))
        assert len(path(asked, "Ada", "Bo")) == 0

    @pytest.mark.parametrize("status", ["held", "under-way", None])
    def test_an_event_that_took_place_or_has_no_status_links(self, status: str | None) -> None:
        asked = told(event("round", WIRE, part("ada"), part("bo"), status=status))
        assert len(path(asked, "Ada", "Bo")) == 1

    def test_a_strike_links_nobody(self) -> None:
        asked = told(event("raid", WIRE, part("ada"), part("bo"), kind="strike"))
        assert len(path(asked, "Ada", "Bo")) == 0

    def test_a_chain_does_not_lead_through_countries_but_can_begin_with_one(self) -> None:
        country = part("country/southland")
        asked = told(event("a", WIRE, part("ada"), country), event("b", WIRE, country, part("bo")))
        assert len(path(asked, "Ada", "Bo")) == 0
        assert len(path(asked, "Southland", "Bo")) == 1

    def test_two_names_of_one_person_are_an_error(self) -> None:
        with pytest.raises(KgError, match='"Ada" and "The Envoy" are both person/ada: name two different ones'):
            path(world(), "Ada", "The Envoy")
        with pytest.raises(KgError, match="name two different ones"):
            never_met(world(), "Ada", "Ada")


class TestNeverMet:
    def test_who_met_both_but_never_at_one_event(self) -> None:
        (between,) = [found for found in never_met(world(), "Cleo", "Finn") if found.name == "Bo Birch"]
        assert (between.with_first, between.with_second) == (("Round 2",), ("Quiet call",))
        assert [cited.id for cited in between.sources] == ["source/wire"]

    def test_a_colleague_is_no_go_between(self) -> None:
        assert "Bo Birch" not in {found.name for found in never_met(world(), "Ada", "Finn")}

    def test_whoever_was_with_both_even_as_a_colleague_is_left_out(self) -> None:
        asked = told(
            event("a", WIRE, part("ada"), part("bo")),
            event("b", WIRE, part("bo", delegation="n"), part("ada", delegation="n"), part("cleo")),
        )
        assert len(never_met(asked, "Ada", "Cleo")) == 0

    def test_whoever_met_both_together_is_left_out(self) -> None:
        asked = told(
            event("a", WIRE, part("ada"), part("bo"), part("cleo")),
            event("b", WIRE, part("ada"), part("bo")),
        )
        assert len(never_met(asked, "Ada", "Cleo")) == 0
