"""The network of who met whom."""

import pytest
from query.world import WIRE, event, part, told, world

from kg.network import co_presence
from kg.query import Selection, meetings
from kg.query.contacts import contacts
from kg.query.gathering import gatherings


def test_edges_and_weights_are_those_of_the_network_of_whole_answers() -> None:
    ours, whole = contacts(gatherings(world())), co_presence(meetings(world(), Selection()))
    assert set(ours) == set(whole)
    assert {frozenset(pair) for pair in ours.edges} == {frozenset(pair) for pair in whole.edges}
    for one, other, edge in whole.edges(data=True):
        assert ours.edges[one, other]["weight"] == pytest.approx(edge["weight"])
        assert " ".join(ours.edges[one, other]["events"]) == edge["events"]
        assert ours.edges[one, other]["length"] == pytest.approx(1 / edge["weight"])


def test_a_summit_of_twenty_is_not_190_friendships() -> None:
    summit = event("summit", WIRE, *(part(f"country/c{number:02}", "party") for number in range(20)), kind="summit")
    graph = contacts(gatherings(told(summit)))
    assert graph.number_of_edges() == 190
    assert sum(edge["weight"] for _, _, edge in graph.edges(data=True)) == pytest.approx(10)
    assert all(graph.degree(who, weight="weight") == pytest.approx(1) for who in graph)


def test_a_meeting_of_too_many_makes_no_edges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.query.contacts.MOST_PAIRED", 2)
    pair, crowd = (
        event(slug, WIRE, *map(part, who)) for slug, who in (("a", ("ada", "bo")), ("b", ("ada", "bo", "cleo")))
    )
    graph = contacts(gatherings(told(pair, crowd)))
    assert [edge["events"] for _, _, edge in graph.edges(data=True)] == [["event/a"]]
