"""The network of an answer, and who met whom."""

import io

import networkx
import pytest

from kg.answers import DelegationAtEvent, Located, Meeting, Participant
from kg.dates import parse
from kg.network import co_presence, network, sides


def person(name: str, **more: object) -> Participant:
    return Participant(f"person/{name.lower()}", name, "person", "member", ("member",), **more)  # type: ignore[arg-type]


def talks(event: str, *who: Participant, **more: object) -> Meeting:
    return Meeting(f"event/{event}", more.pop("kind", "talks"), event, participants=who, **more)  # type: ignore[arg-type]


@pytest.fixture
def round_() -> Meeting:
    delegation = DelegationAtEvent("delegation/a.x", "Delegation of X", ("X",), "event/a", "a")
    member = person("Ada", delegation=delegation.name, delegation_id=delegation.id, capacity="minister of X")
    country = Participant("country/x", "X", "country", "party", ("party", "host"))
    place = Located("venue/hall", "Hall", "venue", "Vienna", "Austria", 48.2, 16.4)
    return talks("a", member, country, place=place, delegations=(delegation,), date=parse("2025-06~"), round=2)


class TestNetwork:
    def test_has_a_node_for_everything_and_an_edge_for_every_relation(self, round_: Meeting) -> None:
        graph = network([round_])
        kinds = dict(graph.nodes(data="kind"))
        assert kinds == {
            "event/a": "event",
            "delegation/a.x": "delegation",
            "country/x": "country",
            "person/ada": "person",
            "venue/hall": "place",
        }
        relations = {frozenset((one, other)): relation for one, other, relation in graph.edges(data="relation")}
        assert relations == {
            frozenset(("delegation/a.x", "event/a")): "took part",
            frozenset(("delegation/a.x", "country/x")): "represents",
            frozenset(("person/ada", "event/a")): "participated",
            frozenset(("person/ada", "delegation/a.x")): "member of",
            frozenset(("country/x", "event/a")): "participated",
            frozenset(("event/a", "venue/hall")): "held at",
        }

    def test_keeps_literal_and_bounds_of_dates(self, round_: Meeting) -> None:
        event = network([round_]).nodes["event/a"]
        assert (event["edtf"], event["begin_earliest"], event["end_latest"]) == ("2025-06~", "2025-06-01", "2025-06-30")
        assert event["qualified"] is True

    def test_leaves_unknown_attributes_out(self) -> None:
        assert network([talks("a")]).nodes["event/a"] == {"kind": "event", "label": "a", "type": "talks"}

    def test_can_be_written_as_graphml_and_gexf(self, round_: Meeting) -> None:
        graph = network([round_])
        for write, read in (
            (networkx.write_graphml_xml, networkx.read_graphml),
            (networkx.write_gexf, networkx.read_gexf),
        ):
            file = io.BytesIO()
            write(graph, file)
            again = read(io.BytesIO(file.getvalue()))
            assert set(again) == set(graph)
            assert again.nodes["event/a"]["edtf"] == "2025-06~"
            assert again.edges["person/ada", "event/a"]["capacity"] == "minister of X"

    def test_a_country_that_took_part_on_its_own_soil_has_one_edge_with_both_relations(self) -> None:
        country = Participant("country/x", "X", "country", "host", ("host",))
        graph = network([talks("a", country, place=Located("country/x", "X", "country"))])
        assert graph.edges["country/x", "event/a"]["relation"] == "participated; held at"
        assert graph.nodes["country/x"]["kind"] == "country"

    def test_a_venue_lies_in_the_city_where_that_is_a_place_of_its_own(self, round_: Meeting) -> None:
        city = Located("city/vienna", "Vienna", "city", None, "Austria", 48.2, 16.4)
        namesake = Located("city/vienna-us", "Vienna", "city", None, "United States")
        graph = network([round_, talks("b", place=city), talks("c", place=namesake)])
        assert graph.edges["venue/hall", "city/vienna"]["relation"] == "lies in"
        assert graph.nodes["city/vienna"]["latitude"] == 48.2
        assert not graph.has_edge("venue/hall", "city/vienna-us")

    def test_order_of_nodes_follows_the_meetings(self) -> None:
        assert list(network([talks("b", person("Ada")), talks("a")])) == ["event/b", "person/ada", "event/a"]


class TestCoPresence:
    def test_weighs_a_meeting_by_its_size_and_names_it(self) -> None:
        graph = co_presence(
            [talks("a", person("Ada"), person("Bob")), talks("b", *map(person, ("Ada", "Bob", "Cleo")))]
        )
        assert graph.edges["person/ada", "person/bob"] == {"weight": 1.5, "count": 2, "events": "event/a event/b"}
        assert graph.edges["person/bob", "person/cleo"] == {"weight": 0.5, "count": 1, "events": "event/b"}

    @pytest.mark.parametrize("modality", ["hoped", "denied"])
    def test_hoped_or_denied_attendance_is_no_meeting(self, modality: str) -> None:
        graph = co_presence([talks("a", person("Ada"), person("Bob", modality=modality))])
        assert list(graph) == ["person/ada"]

    @pytest.mark.parametrize("kind", ["strike", "prisoner-exchange", "statement"])
    def test_events_that_are_no_meetings_bring_nobody_together(self, kind: str) -> None:
        assert not co_presence([talks("a", person("Ada"), person("Bob"), kind=kind)])

    @pytest.mark.parametrize("status", ["cancelled", "postponed", "denied"])
    def test_meetings_that_did_not_happen_bring_nobody_together(self, status: str) -> None:
        assert not co_presence([talks("a", person("Ada"), person("Bob"), status=status)])

    def test_can_be_limited_to_types(self) -> None:
        country = Participant("country/x", "X", "country", "party", ("party",))
        assert list(co_presence([talks("a", person("Ada"), country)], types=["country"])) == ["country/x"]

    def test_somebody_named_twice_does_not_meet_themselves(self) -> None:
        graph = co_presence([talks("a", person("Ada"), person("Ada"), person("Bob"))])
        assert list(graph.edges(data="weight")) == [("person/ada", "person/bob", 1.0)]

    def test_colleagues_and_whom_they_represent_do_not_meet_but_every_other_delegation(self) -> None:
        def delegation(key: str, *represents: str) -> DelegationAtEvent:
            return DelegationAtEvent(f"delegation/{key}", key, represents, "event/a", "a")

        meeting = talks(
            "a",
            person("Ada", delegation_id="delegation/x"),
            person("Bob", delegation_id="delegation/x"),
            person("Cleo", delegation_id="delegation/y"),
            Participant("country/x", "X", "country", "party", ("party",)),
            delegations=(delegation("x", "X"), delegation("y", "Y", "X")),
        )
        assert set(co_presence([meeting]).edges) == {("person/ada", "person/cleo"), ("person/bob", "person/cleo")}

    def test_those_who_are_not_present_for_a_fact_have_no_side(self) -> None:
        who = (person("Ada"), person("Bob", modality="planned"))
        assert set(sides(talks("a", *who))) == {"person/ada"}
        assert sides(talks("a", *who, status="announced")) == {}
