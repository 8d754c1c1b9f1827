"""Who mediates between whom, and how that is known."""

import pytest
from query.world import WIRE, event, part, told, world

from kg.errors import KgError, UnknownName
from kg.measures import Mediation
from kg.query import Reading, Selection, mediators

TWO = (("north", "northland"), ("south", "southland"))
NORTH, SOUTH = part("ada", "head", delegation="north"), part("cleo", "head", delegation="south")


def held(slug: str, *others: dict[str, object], kind: str = "talks", **more: object) -> Reading:
    return told(event(slug, WIRE, NORTH, SOUTH, *others, kind=kind, delegations=TWO, **more))  # type: ignore[arg-type]


def facts(found: object) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.name, one.basis, one.between) for one in found]  # type: ignore[attr-defined]


def test_whom_a_source_calls_a_mediator_mediates_between_the_sides_by_their_countries() -> None:
    (dora,) = mediators(world())
    assert (dora.id, dora.basis, dora.between) == ("person/dora", "mediator", ("Northland", "Southland"))
    assert dora.between_ids == ("country/northland", "country/southland")
    assert (dora.events, dora.count) == (("event/round-1",), 1)
    assert [day and day.edtf for day in (dora.first, dora.last)] == ["2030-01-10", "2030-01-10"]


def test_events_of_the_same_mediator_and_sides_are_one_answer_with_first_and_last() -> None:
    events = [
        event(slug, WIRE, NORTH, SOUTH, part("dora", "mediator"), date=date, delegations=TWO)
        for slug, date in (("a", "2030-05"), ("b", "2029-03-01"), ("c", None))
    ]
    (dora,) = mediators(told(*events))
    assert (dora.events, dora.count) == (("event/a", "event/b", "event/c"), 3)
    assert [day and day.edtf for day in (dora.first, dora.last)] == ["2029-03-01", "2030-05"]


def test_an_explicit_role_comes_before_the_host() -> None:
    found = mediators(held("a", part("finn", "host"), part("dora", "mediator"), kind="mediation"))
    assert facts(found) == [("Dora Dune", "mediator", ("Northland", "Southland"))]


@pytest.mark.parametrize(("kind", "basis"), [("mediation", "host of a mediation"), ("talks", "host")])
def test_without_one_the_host_does_and_the_answer_says_on_what_basis(kind: str, basis: str) -> None:
    assert facts(mediators(held("a", part("finn", "host"), kind=kind))) == [
        ("Finn Glass", basis, ("Northland", "Southland"))
    ]


def test_a_host_of_one_visitor_or_of_a_summit_mediates_nothing() -> None:
    visit = event("visit", WIRE, part("dora", "host"), part("finn", "visitor"), kind="visit")
    summit = event("summit", WIRE, part("dora", "host"), *map(part, ("ada", "bo", "cleo", "finn")), kind="summit")
    assert list(mediators(told(visit, summit))) == []


def test_a_mediator_between_many_is_one_answer_not_one_for_every_pair() -> None:
    many = event("summit", WIRE, part("dora", "mediator"), *map(part, ("ada", "bo", "cleo", "finn")), kind="summit")
    (found,) = mediators(told(many))
    assert found.between == ("Ada Alder", "Bo Birch", "Cleo Cedar", "Finn Glass")


def test_of_a_mediation_with_one_side_named_only_that_side_is_given() -> None:
    assert facts(mediators(told(event("a", WIRE, part("dora", "mediator"), part("ada"), kind="mediation")))) == [
        ("Dora Dune", "mediator", ("Ada Alder",))
    ]


def test_observers_and_other_mediators_are_no_side() -> None:
    found = mediators(held("a", part("finn", "observer"), part("bo", "mediator"), part("dora", "mediator")))
    assert facts(found) == [
        ("Bo Birch", "mediator", ("Northland", "Southland")),
        ("Dora Dune", "mediator", ("Northland", "Southland")),
    ]


class TestBetweenNamed:
    def ask(self, *names: str) -> list[Mediation]:
        return list(mediators(world(), names))

    def test_in_the_order_and_by_the_names_asked_for(self) -> None:
        assert facts(self.ask("Southland", "Ada")) == [("Dora Dune", "mediator", ("Southland", "Ada Alder"))]

    def test_one_name_is_enough(self) -> None:
        assert facts(self.ask("Northland")) == [("Dora Dune", "mediator", ("Northland",))]

    def test_two_on_one_side_or_not_there_have_nobody_between_them(self) -> None:
        assert self.ask("Northland", "Ada") == []
        assert self.ask("Northland", "Finn") == []

    def test_what_makes_no_sense_is_refused(self) -> None:
        with pytest.raises(KgError, match="name two different ones"):
            self.ask("Ada", "ada")
        with pytest.raises(KgError, match="give one or two names"):
            self.ask("Ada", "Bo", "Cleo")
        with pytest.raises(UnknownName):
            self.ask("Nobody")


def test_a_hoped_for_mediator_and_a_cancelled_meeting_are_none() -> None:
    assert list(mediators(held("a", part("dora", "mediator", modality="hoped")))) == []
    assert list(mediators(held("a", part("dora", "mediator"), status="cancelled"))) == []


def test_only_the_meetings_of_a_selection_count() -> None:
    assert list(mediators(world(), selection=Selection(since="2030-02"))) == []
