"""Which events a selection means."""

from typing import Any

import pytest
from query.world import PEOPLE, WIRE, event, part, reading, told, world

from kg import model as m
from kg.dates import parse
from kg.errors import AmbiguousName, DateError, KgError, UnknownName
from kg.query import Selection, meetings
from kg.query.reading import Reading
from kg.vocab import EVENT_KINDS


def found(**selection: object) -> list[str]:
    return [answer.id.removeprefix("event/") for answer in meetings(world(), Selection(**selection))]


ALL = ["round-1", "visit", "round-2", "summit", "quiet-call"]


def test_without_conditions_every_meeting_is_in_and_other_kinds_are_not() -> None:
    assert found() == ALL
    assert found(kinds=EVENT_KINDS) == ["round-1", "visit", "strike", "round-2", "summit", "quiet-call"]
    assert found(kinds=["strike"]) == ["strike"]


def test_an_unknown_kind_is_an_error_that_names_the_kinds() -> None:
    with pytest.raises(KgError, match='no kind of event is called "chat": choose talks, summit'):
        found(kinds=["chat"])


class TestWho:
    def test_all_have_to_take_part(self) -> None:
        assert found(who=["Ada"]) == ["round-1", "round-2", "summit"]
        assert found(who=["Ada", "Cleo"]) == ["round-1", "round-2"]
        assert found(who=["Ada", "Bo", "Cleo"]) == ["round-2"]
        assert found(who=["Ada", "Finn", "Dora"]) == []

    def test_two_names_of_one_person_are_one(self) -> None:
        assert found(who=["Ada", "The Envoy", "Альдер"]) == found(who=["Ada"])

    def test_a_country_takes_part_through_its_delegations(self) -> None:
        assert found(who=["Northland"]) == ["round-1", "round-2"]
        assert found(who=["Northland", "Southland"]) == ["round-1", "round-2"]

    def test_a_country_takes_part_through_whoever_holds_a_post_of_it_there(self) -> None:
        asked = told(event("round", WIRE, part("dora", capacity="post/eastmark-president"), date="2030-05"))
        assert len(meetings(asked, Selection(who=["Eastmark"]))) == 1

    def test_a_country_takes_part_through_whoever_certainly_held_a_post_of_it_that_day(self) -> None:
        """Dora was seen as president on the day of the first round, and is named as such at the visit."""
        assert found(who=["Eastmark"]) == ["round-1", "visit"]
        assert found(who=["Eastmark", "Cleo"]) == ["round-1"]
        assert found(who=["Eastmark", "Bo"]) == []

    @pytest.mark.parametrize(
        ("when", "who", "number"),
        [
            ({"seen": [parse("2030-03-01")]}, part("ada"), 1),
            ({"seen": [parse("2030-03-02")]}, part("ada"), 0),
            ({"begin": parse("2029"), "end": parse("2031")}, part("ada"), 1),
            ({"begin": parse("2029")}, part("ada"), 0),
            ({"begin": parse("2029"), "end": parse("2031")}, part("ada", modality="denied"), 0),
            ({"begin": parse("2029"), "end": parse("2031")}, part("ada", capacity="post/eastmark-president"), 0),
        ],
    )
    def test_a_tenure_counts_as_far_as_it_is_known(
        self, when: dict[str, Any], who: dict[str, Any], number: int
    ) -> None:
        tenure = m.Tenure("tenure/a", WIRE.id, "person/ada", "post/northland-envoy", **when)
        facts = m.Facts(WIRE, events=[event("round", WIRE, who, date="2030-03-01")], tenures=[tenure])
        assert len(meetings(reading(PEOPLE, facts), Selection(who=["Northland"]))) == number

    def test_a_country_takes_part_through_a_delegation_of_which_nobody_is_named(self) -> None:
        asked = told(event("round", WIRE, delegations=[("n", "northland")]))
        assert len(meetings(asked, Selection(who=["Northland"]))) == 1

    def test_a_denied_participation_never_counts(self) -> None:
        asked = told(
            event("round", WIRE, part("ada", modality="denied", delegation="n"), delegations=[("n", "northland")])
        )
        assert meetings(asked, Selection(who=["Ada"])) == meetings(asked, Selection(who=["Northland"]))
        assert len(meetings(asked, Selection(who=["Ada"]))) == 0
        assert meetings(asked, Selection())[0].participants[0].modality == "denied"

    @pytest.mark.parametrize("modality", ["planned", "hoped"])
    def test_a_planned_or_hoped_participation_counts_and_says_so(self, modality: str) -> None:
        asked = told(event("round", WIRE, part("ada", modality=modality)))
        (answer,) = meetings(asked, Selection(who=["Ada"]))
        assert str(answer.participants[0]) == f"Ada Alder (member, {modality})"

    def test_an_unknown_name_gets_the_nearest(self) -> None:
        with pytest.raises(UnknownName, match="did you mean Ada Alder"):
            found(who=["Ada Aldr"])

    def test_a_venue_is_no_participant_but_a_person_of_the_same_name_is_found(self) -> None:
        assert found(who=["Glass"]) == ["visit", "summit", "quiet-call"]
        assert found(where="Glass") == ["round-2"]
        with pytest.raises(UnknownName, match='"Harbour" is a city, not a person'):
            found(who=["Harbour"])


class TestWhere:
    def test_a_place_holds_what_lies_in_it_however_deep(self) -> None:
        assert found(where="Glass Hall") == ["round-2"]
        assert found(where="Harbour") == found(where="Eastmark") == ["round-1", "visit", "round-2"]
        assert found(where="Fairview") == []

    def test_a_ring_of_places_ends(self) -> None:
        ring = m.Facts(
            m.Registry("registry/ring"),
            things=[m.Place("city/a", "Aa", within="city/b"), m.Place("city/b", "Bb", within="city/a")],
        )
        facts = m.Facts(WIRE, events=[event("round", WIRE, place="city/a")])
        (answer,) = meetings(reading(PEOPLE, ring, facts), Selection(where="Bb"))
        assert answer.row()[3] == "Aa"


class TestRange:
    def test_bounds_are_the_first_and_the_last_day_of_what_is_given(self) -> None:
        assert found(since="2030-01-10", until="2030-01-10") == ["round-1"]
        assert found(since="2030-01", until="2030-01") == ["round-1"]
        assert found(since="2030-01-11", until="2030-02-28") == ["visit"]
        assert found(since="2030-03-02") == ["summit"]
        assert found(until="2030-01-09") == []

    def test_an_uncertain_date_is_possibly_but_never_certainly_in(self) -> None:
        assert found(since="2030-02", until="2030-02") == ["visit"]
        assert found(since="2030-02", until="2030-02", certain=True) == []
        assert found(certain=True) == ["round-1", "round-2", "summit"]

    def test_a_date_that_reaches_out_of_the_range_is_not_certainly_in(self) -> None:
        assert found(since="2030-04-15") == ["summit"]
        assert found(since="2030-04-15", certain=True) == []
        assert found(since="2030-04", certain=True) == ["summit"]

    def test_an_open_end_is_possibly_in_everything_after_the_beginning(self) -> None:
        asked = told(event("round", WIRE, date="2030-03-01/.."))
        assert len(meetings(asked, Selection(since="2040"))) == 1
        assert len(meetings(asked, Selection(since="2040", certain=True))) == 0
        assert len(meetings(asked, Selection(until="2030-02"))) == 0

    def test_an_undated_event_is_in_no_range_and_is_asked_for_apart(self) -> None:
        assert "quiet-call" not in found(since="2000")
        assert "quiet-call" not in found(certain=True)
        assert found(undated=True) == ["quiet-call"]
        assert found(undated=True, who=["Finn"]) == ["quiet-call"]
        assert found(undated=True, who=["Ada"]) == []

    def test_years_compare_as_years(self) -> None:
        """Engines that compare gYear with dates say that 2021 is after 2030."""
        asked = told(event("round", WIRE, date="2021"))
        assert len(meetings(asked, Selection(since="2030-01-01"))) == 0
        assert len(meetings(asked, Selection(since="2021-06", until="2021-07"))) == 1

    def test_where_two_sources_date_differently_one_suffices_but_certain_needs_both(self) -> None:
        from query.world import source

        other = source("other", "2030-05-01")
        asked = told(event("round", WIRE, date="2030-03-01"), event("round", other, date="2030-04-01"), sources=[other])
        assert len(meetings(asked, Selection(since="2030-04"))) == 1
        assert len(meetings(asked, Selection(since="2030-04", certain=True))) == 0
        assert len(meetings(asked, Selection(since="2030-03", until="2030-04", certain=True))) == 1

    def test_a_reversed_range_and_a_wrong_date_are_errors(self) -> None:
        with pytest.raises(DateError, match=r"ends .2030-01-31. before it begins .2030-02-01.: swap"):
            found(since="2030-02", until="2030-01")
        with pytest.raises(DateError, match="is a set, which is EDTF level 2"):
            found(since="{2030,2031}")


def test_an_event_is_found_by_id_label_and_part_of_a_label() -> None:
    asked = world()
    for name in ("event/round-1", "round-1", "Round 1", "https://w3id.org/parley/id/event/round-1"):
        assert asked.event(name) == "event/round-1"
    with pytest.raises(AmbiguousName, match=r"Round 1 \(event/round-1\) or Round 2 \(event/round-2\)"):
        asked.event("round")
    with pytest.raises(UnknownName, match='no event is called "congress"'):
        asked.event("congress")


def test_an_unknown_rule_is_an_error() -> None:
    with pytest.raises(KgError, match='no rule is called "loudest": choose most-sources'):
        Reading(world().store, rule="loudest")
