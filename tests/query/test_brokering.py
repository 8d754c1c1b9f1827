"""Who stands between two camps."""

from typing import Any

import pytest
from query.world import PEOPLE, WIRE, event, part, reading, told, world

from kg import model as m
from kg.errors import KgError, UnknownName
from kg.measures import Broker
from kg.query import Reading, Selection, brokers

TWO = (("north", "northland"), ("south", "southland"))
ADA, CLEO = part("ada", delegation="north"), part("cleo", delegation="south")
SIDES = event("sides", WIRE, ADA, CLEO, date="2030-01-01", delegations=TWO)
"""It makes Ada stand for Northland and Cleo for Southland."""


def between(*events: m.Event, **more: Any) -> list[Broker]:
    return list(brokers(told(SIDES, *events), "Northland", "Southland", **more))


def test_who_met_both_camps_face_to_face_is_between_them_with_the_events_to_show() -> None:
    (dora,) = between(event("a", WIRE, part("dora"), part("ada")), event("b", WIRE, part("dora"), part("cleo")))
    assert (dora.id, dora.name, dora.type, dora.met_both) == ("person/dora", "Dora Dune", "person", True)
    assert (dora.direct_with_first, dora.direct_with_second) == (("event/a",), ("event/b",))
    assert (dora.present_with_first, dora.present_with_second) == ((), ())
    assert (dora.share, dora.weight, dora.weight_first, dora.weight_second) == (1.0, 1.0, 1.0, 1.0)


def test_the_camps_own_meeting_is_left_aside_and_no_member_is_a_broker() -> None:
    assert between() == []


def test_a_large_event_is_no_direct_meeting_and_weighs_little() -> None:
    crowd = [part(f"country/c{number}", "party") for number in range(7)]
    found = between(event("summit", WIRE, part("dora"), part("ada"), part("cleo"), *crowd, kind="summit"))
    assert len(found) == 8
    dora = next(broker for broker in found if broker.id == "person/dora")
    assert (dora.direct_with_first, dora.present_with_first, dora.present_with_second) == (
        (),
        ("event/summit",),
        ("event/summit",),
    )
    assert dora.weight == pytest.approx(1 / 9, abs=1e-6)
    assert dora.share == pytest.approx(1 / 8, abs=1e-6), "each of the eight others is on one of the shortest paths"


def test_a_private_talk_with_either_side_outranks_a_large_event_with_both() -> None:
    crowd = [part(f"country/c{number}", "party") for number in range(7)]
    summit = event("summit", WIRE, part("finn"), part("ada"), part("cleo"), *crowd, kind="summit")
    talks = [event("a", WIRE, part("dora"), part("ada")), event("b", WIRE, part("dora"), part("cleo"))]
    assert between(summit, *talks)[0].name == "Dora Dune"


def test_a_chain_through_two_is_found_behind_those_who_met_both() -> None:
    chain = [
        event("a", WIRE, part("dora"), part("ada")),
        event("b", WIRE, part("dora"), part("finn")),
        event("c", WIRE, part("finn"), part("cleo")),
    ]
    assert [(one.name, one.share, one.met_both) for one in between(*chain)] == [
        ("Dora Dune", 1.0, False),
        ("Finn Glass", 1.0, False),
    ]
    both = [event("d", WIRE, part("country/eastmark"), part("ada"), part("cleo"), part("bo"), part("person/x"))]
    assert between(*chain, *both)[0].name == "Bo Birch"


def test_whoever_ever_held_a_post_of_a_camp_belongs_to_it() -> None:
    tenure = m.Tenure("tenure/bo", WIRE.id, "person/bo", "post/northland-envoy")
    events = [SIDES, event("a", WIRE, part("dora"), part("bo")), event("b", WIRE, part("dora"), part("cleo"))]
    facts = m.Facts(WIRE, events=events, tenures=[tenure])
    (dora,) = brokers(reading(PEOPLE, facts), "Northland", "Southland")
    assert dora.direct_with_first == ("event/a",)


def test_a_group_is_its_members_and_whoever_stands_for_them() -> None:
    group = m.Facts(m.Registry("registry/groups"), things=[m.Group("group/pact", "The Pact", ["country/northland"])])
    events = [SIDES, event("a", WIRE, part("dora"), part("ada")), event("b", WIRE, part("dora"), part("cleo"))]
    found = brokers(reading(PEOPLE, group, m.Facts(WIRE, events=events)), "The Pact", "Southland")
    assert [(one.name, one.direct_with_first) for one in found] == [("Dora Dune", ("event/a",))]


@pytest.mark.parametrize("more", [{"status": "cancelled"}, {"status": "announced"}])
def test_what_did_not_take_place_brings_nobody_together(more: dict[str, Any]) -> None:
    assert between(event("a", WIRE, part("dora"), part("ada"), part("cleo"), **more)) == []


def test_what_is_only_hoped_for_does_not_either() -> None:
    assert between(event("a", WIRE, part("dora", modality="hoped"), part("ada"), part("cleo"))) == []


def test_only_the_meetings_of_a_selection_count() -> None:
    events = [event("a", WIRE, part("dora"), part("ada"), part("cleo"), date="2030-05")]
    assert [one.name for one in between(*events, selection=Selection(since="2030-05"))] == ["Dora Dune"]
    assert between(*events, selection=Selection(since="2030-06")) == []


def test_camps_that_are_the_same_or_one_inside_the_other_are_refused() -> None:
    with pytest.raises(KgError, match="name two different ones"):
        brokers(world(), "Northland", "northland")
    with pytest.raises(KgError, match='everybody who stands for "Ada" stands for country/northland too'):
        brokers(told(SIDES), "Northland", "Ada")
    with pytest.raises(UnknownName):
        brokers(world(), "Northland", "Nowhere")


def test_paths_are_followed_from_a_bounded_number_of_members(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked() -> Reading:
        members = [part(who, delegation="north") for who in ("ada", "bo")]
        others = [part(f"person/s{number}", delegation="south") for number in range(3)]
        sides = event("sides", WIRE, *members, *others, delegations=TWO)
        alone = [event(f"s{number}", WIRE, part("dora"), part(f"person/s{number}")) for number in range(3)]
        north = [event("a", WIRE, part("dora"), part("ada")), event("b", WIRE, part("dora"), part("bo"))]
        return told(sides, *alone, *north)

    (whole,) = brokers(asked(), "Northland", "Southland")
    monkeypatch.setattr("kg.query.brokering.MOST_STARTS", 1)
    (sampled,) = brokers(asked(), "Northland", "Southland")
    assert (whole.share, sampled.share) == (1.0, 1.0), "all members' paths run through the one broker"
