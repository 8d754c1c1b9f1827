from pathlib import Path

import pytest

from kg import model as m
from kg.dates import parse
from kg.imports import countries
from kg.imports.cameo import MEETINGS
from kg.imports.meeting import Actor, Told, coordinate, is_body, is_named_body, label, meet, table

IRAN, CHINA = countries.by_alpha3("IRN"), countries.by_alpha3("CHN")
ENVOY = Actor(m.Group("group/envoy", "Envoy"), IRAN, of_state=True)
MINISTER = Actor(m.Person("person/minister", "Minister"), CHINA, of_state=True)
WIRE = Told(m.Source("source/wire"), parse("2018-06-01"), "city/kyiv")
PAPER = Told(m.Source("source/paper"), parse("2018-06-01"), "city/kyiv")


def event(code: str, *actors: Actor | None, told: tuple[Told, ...] = (WIRE,)) -> m.Event:
    return meet("test", "key", code, actors, told).events[0]


def test_the_head_noun_tells_a_body_from_people() -> None:
    bodies = "Ministry of Tourism|House of Representatives|UN Mission in Sudan|Justice Department/Ministery|POLICE"
    people = "Head of Government|Member of Parliament|Police Officer|Citizen|Representative to the United Nations||/"
    assert all(map(is_body, bodies.split("|")))
    assert not any(map(is_body, people.split("|")))


def test_a_name_of_one_word_or_with_the_first_word_of_bodies_is_a_bodys() -> None:
    assert all(map(is_named_body, ["Gazprom", "United Russia", "Justice and Development Party", "Boko Haram"]))
    assert not any(map(is_named_body, ["Angela Merkel", "Sheikh Hamad bin Isa al Khalifah"]))


def test_every_source_reports_the_event_and_who_came() -> None:
    found = event("046", ENVOY, MINISTER, told=(WIRE, PAPER))
    assert [(r.source, r.place, r.status) for r in found.reports] == [
        ("source/paper", "city/kyiv", "held"),
        ("source/wire", "city/kyiv", "held"),
    ]
    assert {(p.source, p.who) for p in found.participations} == {
        (said.source.id, who) for said in (WIRE, PAPER) for who in ("group/envoy", "person/minister")
    }


def test_actors_of_state_act_for_their_countries() -> None:
    found = event("042", ENVOY, MINISTER)
    assert [(d.key, d.represents) for d in found.delegations] == [
        ("china", ("country/china",)),
        ("iran", ("country/iran",)),
    ]
    assert [(p.who, p.delegation, p.roles) for p in found.participations] == [
        ("group/envoy", "iran", ("visitor",)),
        ("person/minister", "china", ("host",)),
    ]


def test_nobody_acts_for_a_country_at_home_or_without_being_of_state() -> None:
    assert IRAN is not None
    private = Actor(m.Person("person/p", "P"), CHINA)
    assert event("046", ENVOY, Actor(m.Group("group/judge", "Judge"), IRAN, of_state=True)).delegations == ()
    assert event("046", ENVOY, Actor(IRAN, IRAN)).delegations == ()
    assert event("046", private, None).delegations == ()


def test_an_intention_is_announced_and_planned() -> None:
    found = event("036", ENVOY, MINISTER)
    assert [r.status for r in found.reports] == ["announced"]
    assert {p.modality for p in found.participations} == {"planned"}


def test_an_actor_that_meets_itself_takes_part_once() -> None:
    assert [p.roles for p in event("042", ENVOY, ENVOY).participations] == [("host", "visitor")]


def test_a_call_is_by_phone_and_of_others_the_way_is_not_known() -> None:
    assert {p.presence for p in event("041", ENVOY, MINISTER).participations} == {"by-phone"}
    assert {p.presence for p in event("046", ENVOY, MINISTER).participations} == {None}


@pytest.mark.parametrize(
    ("code", "names", "expected"),
    [
        ("046", ["Iran", "China"], "Talks of Iran and China"),
        ("036", [None, "China"], "Announced talks of China"),
        ("042", [None, "China"], "Visit to China"),
        ("042", ["Iran", None], "Visit of Iran"),
        ("045", ["Iran", "China"], "Mediation by Iran for China"),
        ("045", [None, "China"], "Mediation for China"),
        ("057", ["Iran", None], "Signing by Iran"),
    ],
)
def test_labels_say_who_did_what(code: str, names: list[str | None], expected: str) -> None:
    assert label(MEETINGS[code], names) == expected


def test_coordinates_are_degrees() -> None:
    assert coordinate("90", 90) == 90
    for text in ("90.1", "-91", "nan", "inf", "1e400", "north", "50,4"):
        with pytest.raises(ValueError, match="no number from -90 to 90"):
            coordinate(text, 90)


def test_a_file_of_any_name_is_a_source() -> None:
    source = table("icews", Path("a\udcff\x1b[2J.tab"))
    assert (source.id, source.title) == ("source/icews-a-udcff-x1b-2j-tab", "a\\udcff\\x1b[2J.tab")
