"""Which meetings count, who was there, on which side, and who faced whom."""

import pytest
from query.world import PEOPLE, TALES, WIRE, event, part, reading, source, told, world

from kg import model as m
from kg.answers import Meeting
from kg.dates import parse
from kg.errors import UnknownName
from kg.network import sides as present_at
from kg.network import took_place
from kg.quads import to_quads
from kg.query import Reading, Selection, meetings
from kg.query.gathering import Gathering, gatherings

TWO = (("north", "northland"), ("south", "southland"))


def only(asked: Reading, *who: str) -> Gathering:
    (found,) = gatherings(asked, Selection(who=who))
    return found


def talks(*who: dict[str, object], **more: object) -> Gathering:
    return only(told(event("a", WIRE, *who, **{"date": "2030-05-01", "delegations": TWO, **more})))  # type: ignore[arg-type]


class TestWhichMeetings:
    def test_those_that_took_place_with_whoever_whole_answers_say_was_there(self) -> None:
        whole = {meeting.id: meeting for meeting in meetings(world(), Selection()) if took_place(meeting)}
        found = {gathering.id: gathering for gathering in gatherings(world())}
        assert found.keys() == whole.keys() == {"event/round-1", "event/round-2", "event/visit", "event/quiet-call"}
        for identifier, gathering in found.items():
            self.agrees(gathering, whole[identifier])

    def agrees(self, gathering: Gathering, meeting: Meeting) -> None:
        assert (gathering.kind, gathering.label) == (meeting.kind, meeting.label)
        assert gathering.dates == ((meeting.date,) if meeting.date else ())
        assert gathering.present.keys() == present_at(meeting).keys()
        assert gathering.roles == {who.id: set(who.roles) for who in meeting.participants}

    @pytest.mark.parametrize("status", ["announced", "postponed", "cancelled", "denied"])
    def test_not_those_of_which_no_source_says_they_were_held(self, status: str) -> None:
        assert gatherings(told(event("a", WIRE, part("ada"), part("bo"), status=status))) == []

    def test_one_source_that_says_held_is_enough(self) -> None:
        other = source("other", "2030-04-01")
        versions = event("a", WIRE, part("ada"), status="announced"), event("a", other, part("bo"), status="held")
        assert only(told(*versions, sources=[other])).present.keys() == {"person/ada", "person/bo"}

    def test_not_events_of_kinds_that_are_no_meetings_unless_asked_for(self) -> None:
        assert "event/strike" not in {found.id for found in gatherings(world())}
        assert [found.id for found in gatherings(world(), Selection(kinds=["strike"]))] == ["event/strike"]

    def test_a_selection_narrows_them(self) -> None:
        found = gatherings(world(), Selection(where="Glass Hall", since="2030-03"))
        assert [gathering.id for gathering in found] == ["event/round-2"]
        assert gatherings(world(), Selection(since="2031")) == []
        with pytest.raises(UnknownName):
            gatherings(world(), Selection(who=["Nobody"]))


class TestWhoWasThere:
    @pytest.mark.parametrize("modality", ["planned", "hoped", "denied"])
    def test_only_those_of_whom_it_is_asserted(self, modality: str) -> None:
        asked = told(event("a", WIRE, part("ada"), part("bo", modality=modality)))
        assert only(asked).present.keys() == {"person/ada"}
        assert gatherings(asked, Selection(who=["Bo"])) == []

    def test_a_country_with_its_delegation_and_whoever_acts_for_it_in_a_post(self) -> None:
        assert {found.id for found in gatherings(world(), Selection(who=["Southland"]))} == {
            "event/round-1",
            "event/round-2",
        }
        found = {gathering.id: gathering for gathering in gatherings(world(), Selection(who=["Eastmark"]))}
        assert found["event/visit"].standing("country/eastmark") == ["person/dora"]

    def test_a_country_whose_post_somebody_certainly_held_that_day(self) -> None:
        facts = m.Facts(
            WIRE,
            events=[event("a", WIRE, part("dora"), part("cleo"), date="2030-01-10")],
            tenures=TALES.tenures,
        )
        assert only(reading(PEOPLE, facts), "Eastmark").standing("country/eastmark") == ["person/dora"]

    def test_a_delegation_of_which_nobody_is_named_is_present_as_whom_it_represents(self) -> None:
        found = talks(part("ada", delegation="north"))
        assert found.present.keys() == {"person/ada", "country/southland"}
        assert found.faced("person/ada", "country/southland")

    def test_a_delegation_of_which_it_is_only_denied_that_somebody_came_is_not(self) -> None:
        found = talks(part("ada", delegation="north"), part("cleo", delegation="south", modality="denied"))
        assert found.present.keys() == {"person/ada"}


class TestSides:
    def test_colleagues_and_whom_they_act_for_are_one_side(self) -> None:
        found = talks(
            part("ada", delegation="north"),
            part("bo", delegation="north"),
            part("country/northland", "party"),
            part("cleo", delegation="south"),
        )
        sides = found.sides
        assert sides["person/ada"] == sides["person/bo"] == sides["country/northland"] != sides["person/cleo"]
        assert not found.faced("person/ada", "person/bo")
        assert not found.faced("person/ada", "country/northland")
        assert not found.met(["person/ada"], ["person/bo", "country/northland"])
        assert found.met(["person/ada", "person/bo"], ["country/northland", "person/cleo"])
        assert not found.met([], ["person/cleo"])

    def test_two_sides_and_a_third_face_each_other_and_four_do_not(self) -> None:
        three = [part("ada", delegation="north"), part("cleo", delegation="south"), part("dora", "host")]
        assert talks(*three).direct(["person/ada"], ["person/cleo"])
        assert talks(*three).direct(["person/dora"], ["person/cleo"])
        assert not talks(*three, part("finn")).direct(["person/ada"], ["person/cleo"])

    def test_a_large_delegation_is_still_one_side(self) -> None:
        north = [part(who, delegation="north") for who in ("ada", "bo", "dora", "finn")]
        assert talks(*north, part("cleo", delegation="south")).direct(["person/finn"], ["person/cleo"])

    def test_observers_make_no_side_and_face_nobody(self) -> None:
        watched = talks(
            part("ada", delegation="north"),
            part("cleo", delegation="south"),
            part("dora", "host"),
            part("finn", "observer"),
        )
        assert watched.direct(["person/ada"], ["person/cleo"])
        assert not watched.direct(["person/finn"], ["person/cleo"])
        assert watched.met(["person/finn"], ["person/cleo"])

    def test_at_an_indirect_meeting_only_the_go_between_faces_the_parties(self) -> None:
        found = talks(
            part("ada", delegation="north"),
            part("cleo", delegation="south"),
            part("dora", "mediator"),
            directness="indirect",
        )
        assert not found.direct(["person/ada"], ["person/cleo"])
        assert found.direct(["person/dora"], ["person/cleo"])
        assert found.direct(["person/ada"], ["person/dora"])


def test_a_date_in_no_calendar_is_none() -> None:
    quads = to_quads(m.Facts(WIRE, events=[event("a", WIRE, part("ada"), date="2030-05-01")]))
    asked = reading(PEOPLE)
    asked.store.load_quads(
        quad._replace(object=quad.object._replace(value="2030-02-31")) if quad.object == day else quad
        for day in [next(quad.object for quad in quads if quad.predicate.endswith("#date"))]
        for quad in quads
    )
    assert only(asked).dates == ()


def test_what_one_source_says_less_finely_than_another_is_no_other_date() -> None:
    other = source("other", "2030-06-01")
    versions = event("a", WIRE, part("ada"), date="2030-05"), event("a", other, part("ada"), date="2030-05-03")
    assert only(told(*versions, sources=[other])).dates == (parse("2030-05-03"),)
