"""Events side by side: venues, delegations, comparison, conflicts."""

import pytest
from query.world import PEOPLE, WIRE, event, part, reading, source, statement, told, world

from kg import model as m
from kg.dates import parse
from kg.errors import KgError
from kg.query import Selection, compare, conflicts, delegations, venues

GAZETTE = source("gazette", "2030-03-04")


def test_venues_count_an_event_at_the_closest_place_and_skip_events_without() -> None:
    assert [(use.name, use.type, use.city, use.country, use.count) for use in venues(world(), Selection())] == [
        ("Harbour", "city", "Harbour", "Eastmark", 2),
        ("Glass Hall", "venue", "Harbour", "Eastmark", 1),
    ]
    harbour = venues(world(), Selection())[0]
    assert (str(harbour.first), str(harbour.last)) == ("10 January 2030", "about February 2030")
    assert harbour.events == ("event/round-1", "event/visit")
    assert [cited.evidence for cited in harbour.sources] == [()]


def test_where_sources_name_different_places_an_event_counts_at_each_and_is_marked() -> None:
    asked = told(
        event("a", WIRE, place="venue/glass-hall", date="2030-03-01"),
        event("a", GAZETTE, place="city/fairview", date="2030-03-01"),
        event("b", WIRE, place="city/fairview", date="2030-03-05"),
        event("c", WIRE, place="city/harbour"),
        event("c", GAZETTE, place="venue/glass-hall"),
        sources=[GAZETTE],
    )
    assert [(use.name, use.events, use.disputed, use.row()[4]) for use in venues(asked, Selection())] == [
        ("Fairview", ("event/a", "event/b"), ("event/a",), "2 *"),
        ("Glass Hall", ("event/a", "event/c"), ("event/a",), "2 *"),
    ], "a city and a hall in it are one place"


def test_delegations_of_one_event_or_of_all_meetings() -> None:
    assert [(d.event, d.name, d.head, d.members) for d in delegations(world())] == [
        ("event/round-1", "Northland", "Ada Alder", ("Ada Alder",)),
        ("event/round-1", "Southland", "Cleo Cedar", ("Cleo Cedar",)),
        ("event/round-2", "Northland", "Bo Birch", ("Ada Alder", "Bo Birch")),
        ("event/round-2", "Southland", "Cleo Cedar", ("Cleo Cedar",)),
    ]
    (north, _) = delegations(world(), "round-2")
    assert north.row()[4:6] == ("Bo Birch", "Ada Alder")


def test_who_is_denied_is_in_no_delegation() -> None:
    asked = told(
        event("a", WIRE, part("ada", "head", delegation="n", modality="denied"), delegations=[("n", "northland")])
    )
    (north,) = delegations(asked)
    assert (north.head, north.members, north.row()[4:6]) == (None, (), ("not named", "not named"))


class TestCompare:
    def test_what_is_the_same_what_changed_and_what_no_source_tells(self) -> None:
        assert [(row.field, row.change) for row in compare(world(), "round-1", "round-2")] == [
            ("event", "two events"),
            ("kind", "same"),
            ("date", "changed"),
            ("place", "changed"),
            ("status", "same"),
            ("outcome", "not known"),
            ("head of the delegation of Northland", "changed"),
            ("head of the delegation of Southland", "same"),
            ("Ada Alder", "stayed, in another role"),
            ("Cleo Cedar", "stayed"),
            ("Dora Dune", "named only in the first"),
            ("Bo Birch", "named only in the second"),
        ]

    def test_every_line_names_its_sources(self) -> None:
        asked = told(event("a", WIRE, part("ada")), event("b", GAZETTE, part("ada"), part("bo")), sources=[GAZETTE])
        cited = {row.field: [one.id for one in row.sources] for row in compare(asked, "a", "b")}
        assert cited["event"] == cited["Ada Alder"] == ["source/wire", "source/gazette"]
        assert cited["Bo Birch"] == ["source/gazette"]

    def test_another_post_is_another_capacity_but_an_unknown_one_is_not(self) -> None:
        minister, envoy = ({"capacity": f"post/northland-{post}"} for post in ("foreign-minister", "envoy"))
        asked = told(
            event("a", WIRE, part("ada", **minister)),
            event("b", WIRE, part("ada", **envoy)),
            event("c", WIRE, part("ada")),
        )
        assert compare(asked, "a", "b")[-1].change == "stayed, in another capacity"
        assert compare(asked, "a", "c")[-1].change == "stayed"

    def test_a_hoped_role_is_not_an_asserted_one(self) -> None:
        asked = told(
            event("a", WIRE, part("ada", "mediator", modality="hoped")), event("b", WIRE, part("ada", "mediator"))
        )
        row = compare(asked, "a", "b")[-1]
        assert (row.first, row.second, row.change) == ("mediator, hoped", "mediator", "stayed, in another role")

    def test_an_event_with_itself_is_an_error(self) -> None:
        with pytest.raises(KgError, match='"round-1" and "Round 1" are both event/round-1: name two different events'):
            compare(world(), "round-1", "Round 1")

    def test_what_sources_disagree_about_is_marked_on_its_side(self) -> None:
        asked = told(
            event("a", WIRE, part("ada", "head", delegation="n"), date="2030-03-01", delegations=[("n", "northland")]),
            event(
                "a", GAZETTE, part("bo", "head", delegation="n"), date="2030-03-02", delegations=[("n", "northland")]
            ),
            event("b", WIRE, part("ada"), date="2030-03-05"),
            event("b", GAZETTE, part("ada", modality="denied")),
            sources=[GAZETTE],
        )
        rows = {row[0]: row[1:3] for row in compare(asked, "a", "b").rows()}
        assert rows["date"] == ("1 March 2030 *", "5 March 2030")
        assert rows["head of the delegation of Northland"] == ("Ada Alder *", "")
        assert rows["Ada Alder"] == ("head", "member *")


class TestConflicts:
    def test_where_sources_agree_there_are_none(self) -> None:
        assert len(conflicts(world())) == 0

    def test_a_conflict_names_field_values_and_sources(self) -> None:
        asked = told(
            event("a", WIRE, date="2030-03-01"),
            event("b", WIRE),
            event("a", GAZETTE, date="2030-03-02"),
            sources=[GAZETTE],
        )
        (found,) = conflicts(asked)
        assert found.row() == ("A", "date", "1 March 2030 (wire) / 2 March 2030 (gazette)", "wire; gazette")
        assert conflicts(asked, "a") == conflicts(asked)
        assert len(conflicts(asked, "b")) == 0


class TestClaims:
    CLAIM = m.Claim("document/draft", "received-by", "country/northland")

    def asked(self, *said: dict[str, object]) -> object:
        facts = m.Facts(
            WIRE,
            events=[event("a", WIRE), event("b", WIRE)],
            documents=[m.Document("document/draft", WIRE.id, "proposal", "the draft")],
            statements=[
                statement(f"s{number}", summary=f"Statement {number}.", **{"claim": self.CLAIM, **more})
                for number, more in enumerate(said)
            ],
        )
        return reading(PEOPLE, facts)

    def test_one_claim_affirmed_and_denied_is_a_conflict(self) -> None:
        asked = self.asked({"speakers": ["person/ada"], "event": "event/a"}, {"polarity": "negative"})
        (found,) = conflicts(asked)
        assert found.row() == (
            "the draft received by Northland",
            "claim",
            "Ada Alder: Statement 0. (wire) / the source: Statement 1. [negative] (wire)",
            "wire",
        )
        assert len(conflicts(asked, "a")) == 1
        assert len(conflicts(asked, "b")) == 0

    @pytest.mark.parametrize(
        "other",
        [
            {"claim": m.Claim("document/draft", "received-by", "country/southland")},
            {"claim": m.Claim("document/draft", "answered-by", "country/northland")},
            {"modality": "planned"},
            {"modality": "hoped"},
        ],
    )
    def test_another_claim_or_a_plan_is_none(self, other: dict[str, object]) -> None:
        assert len(conflicts(self.asked({"polarity": "negative"}, other))) == 0

    def test_not_yet_and_later_done_is_succession_but_done_and_later_not_is_a_conflict(self) -> None:
        early, late = {"date": parse("2030-03-01")}, {"date": parse("2030-03-02")}
        assert len(conflicts(self.asked({"polarity": "negative", **early}, late))) == 0
        assert len(conflicts(self.asked({"polarity": "negative", **late}, early))) == 1
