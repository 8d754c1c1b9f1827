"""The network of an answer, who met whom, and where the nodes are drawn."""

import io
import subprocess
import sys

import networkx
import pytest

from kg.answers import DelegationAtEvent, Located, Meeting, Participant
from kg.dates import parse
from kg.network import co_presence, network, positions


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


class TestPositions:
    @staticmethod
    def several() -> networkx.Graph:  # type: ignore[type-arg]
        names = "Ada Bob Cleo Dan Eve Fay Gus Hal".split()
        meetings = [talks(f"{i}", *map(person, (names[i % 8], names[(i * 3 + 1) % 8]))) for i in range(12)]
        return network([*meetings, talks("alone", person("Zoe"))])

    def test_are_the_same_on_every_run_and_for_every_hash_seed(self) -> None:
        script = (
            "import networkx; from kg.network import positions;"
            "print(positions(networkx.relabel_nodes(networkx.barbell_graph(6, 3), str)))"
        )
        runs = {
            subprocess.run(
                [sys.executable, "-c", script], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
            ).stdout
            for seed in ("1", "2")
        }
        assert len(runs) == 1

    def test_leave_room_for_every_label(self) -> None:
        graph = self.several()
        placed = positions(graph)
        for index, one in enumerate(graph):
            for other in list(graph)[:index]:
                (x1, y1), (x2, y2) = placed[one], placed[other]
                assert abs(x1 - x2) > 50 or abs(y1 - y2) > 50, (one, other)

    def test_keep_neighbours_nearer_than_strangers(self) -> None:
        graph = networkx.relabel_nodes(networkx.path_graph(12), str)
        placed = positions(graph)

        def apart(one: str, other: str) -> float:
            return float(sum((a - b) ** 2 for a, b in zip(placed[one], placed[other], strict=True)) ** 0.5)

        near = [apart(str(i), str(i + 1)) for i in range(11)]
        assert sum(near) / len(near) < apart("0", "11") / 3

    def test_cover_every_node_even_beyond_those_that_forces_move(self) -> None:
        graph = networkx.relabel_nodes(networkx.random_labeled_tree(450, seed=1), str)
        placed = positions(graph)
        assert set(placed) == set(graph)
        assert len(set(placed.values())) > 440

    def test_of_nothing_and_of_one(self) -> None:
        assert positions(networkx.Graph()) == {}
        assert len(positions(network([talks("a")]))) == 1

    def test_do_not_change_the_graph(self) -> None:
        graph = self.several()
        before = networkx.to_dict_of_dicts(graph)
        positions(graph)
        assert networkx.to_dict_of_dicts(graph) == before
