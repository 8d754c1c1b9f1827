"""Where the nodes of a graph are drawn."""

import subprocess
import sys

import networkx

from kg.answers import Meeting, Participant
from kg.layout import _gathered, positions
from kg.network import network


def talks(event: str, *names: str) -> Meeting:
    who = tuple(Participant(f"person/{name.lower()}", name, "person", "member", ("member",)) for name in names)
    return Meeting(f"event/{event}", "talks", event, participants=who)


def several() -> networkx.Graph:  # type: ignore[type-arg]
    names = "Ada Bob Cleo Dan Eve Fay Gus Hal".split()
    meetings = [talks(f"{i}", names[i % 8], names[(i * 3 + 1) % 8]) for i in range(12)]
    return network([*meetings, talks("alone", "Zoe")])


def test_positions_are_the_same_on_every_run_and_for_every_hash_seed() -> None:
    script = (
        "import networkx; from kg.layout import positions;"
        "print(positions(networkx.relabel_nodes(networkx.barbell_graph(6, 3), str)))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", script], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_positions_leave_room_for_every_label() -> None:
    graph = several()
    placed = positions(graph)
    for index, one in enumerate(graph):
        for other in list(graph)[:index]:
            (x1, y1), (x2, y2) = placed[one], placed[other]
            assert abs(x1 - x2) > 50 or abs(y1 - y2) > 50, (one, other)


def test_positions_keep_neighbours_nearer_than_strangers() -> None:
    graph = networkx.relabel_nodes(networkx.path_graph(12), str)
    placed = positions(graph)

    def apart(one: str, other: str) -> float:
        return float(sum((a - b) ** 2 for a, b in zip(placed[one], placed[other], strict=True)) ** 0.5)

    near = [apart(str(i), str(i + 1)) for i in range(11)]
    assert sum(near) / len(near) < apart("0", "11") / 3


def test_positions_cover_every_node_even_beyond_those_that_forces_move() -> None:
    graph = networkx.relabel_nodes(networkx.random_labeled_tree(450, seed=1), str)
    placed = positions(graph)
    assert set(placed) == set(graph)
    assert len(set(placed.values())) > 440


def test_positions_of_nothing_and_of_one() -> None:
    assert positions(networkx.Graph()) == {}
    assert len(positions(network([talks("a")]))) == 1


def test_positions_do_not_change_the_graph() -> None:
    graph = several()
    before = networkx.to_dict_of_dicts(graph)
    positions(graph)
    assert networkx.to_dict_of_dicts(graph) == before


def test_the_few_far_out_do_not_make_the_many_small() -> None:
    most = {f"{x} {y}": [x * 10.0, y * 10.0] for x in range(-5, 6) for y in range(-5, 6)}
    placed = _gathered(most | {"far": [5000.0, 0.0], "farther": [9000.0, 0.0]})
    assert all(placed[node] == most[node] for node in most if abs(most[node][0]) + abs(most[node][1]) < 50)
    assert 50 < placed["far"][0] < placed["farther"][0] < 2 * 75
