"""Who keeps company with whom."""

import subprocess
import sys

import pytest
from query.world import WIRE, event, part, told, world

from kg.query import Reading, Selection, communities


def two_circles() -> Reading:
    """Two circles of three who all met one another, with one meeting between the circles."""
    circles = (("ada", "bo", "cleo"), ("dora", "finn", "person/greta"))
    pairs = [(circle[i], circle[j]) for circle in circles for i, j in ((0, 1), (1, 2), (0, 2))]
    met = [*pairs, ("cleo", "dora")]
    return told(*(event(f"e{i}", WIRE, part(one), part(other)) for i, (one, other) in enumerate(met)))


def test_circles_are_found_with_members_weights_and_the_meetings_to_show() -> None:
    first, second = communities(two_circles())
    assert [member.name for member in first.members] == ["Ada Alder", "Bo Birch", "Cleo Cedar"]
    assert [member.id for member in second.members] == ["person/dora", "person/finn", "person/greta"]
    assert [(one.number, one.size, one.inner_weight, one.outer_weight) for one in (first, second)] == [
        (1, 3, 3.0, 1.0),
        (2, 3, 3.0, 1.0),
    ]
    assert (first.events, second.events) == (
        ("event/e0", "event/e1", "event/e2"),
        ("event/e3", "event/e4", "event/e5"),
    )


def test_modularity_is_that_of_the_division() -> None:
    first, second = communities(two_circles())
    assert first.modularity == second.modularity == pytest.approx(2 * (3 / 7 - (7 / 14) ** 2), abs=1e-6)


def test_members_are_in_order_of_the_weight_of_their_meetings_with_other_members() -> None:
    more = event("more", WIRE, part("ada"), part("bo")), event("again", WIRE, part("ada"), part("cleo"))
    (one,) = communities(told(*more))
    assert [(member.name, member.weight) for member in one.members] == [
        ("Ada Alder", 2.0),
        ("Bo Birch", 1.0),
        ("Cleo Cedar", 1.0),
    ]


def test_a_summit_of_twenty_does_not_join_those_who_talk_in_private() -> None:
    people = [f"country/c{number:02}" for number in range(20)]
    pairs = [event(f"p{i}", WIRE, part(people[i]), part(people[i + 1])) for i in range(0, 20, 2)]
    summit = event("summit", WIRE, *map(part, people), kind="summit")
    found = communities(told(summit, *pairs))
    assert [one.size for one in found] == [2] * 10


def test_colleagues_and_those_who_met_nobody_are_in_none() -> None:
    delegation = event(
        "a", WIRE, part("ada", delegation="n"), part("bo", delegation="n"), delegations=[("n", "northland")]
    )
    assert list(communities(told(delegation, event("b", WIRE, part("finn"))))) == []


def test_without_meetings_there_are_none() -> None:
    assert list(communities(world(), Selection(since="2040"))) == []


def test_the_same_graph_gives_the_same_communities_whatever_the_order_of_sets_of_text() -> None:
    code = (
        "from query.test_clustering import many; from kg.query import communities; "
        "print([[member.id for member in one.members] for one in communities(many())])"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(path for path in sys.path if path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1


def many() -> Reading:
    """Sixty people who met at random, with no clear circles among them."""
    return told(*(event(f"e{i}", WIRE, part(f"p{i * 7 % 60}"), part(f"p{(i * i + 1) % 60}")) for i in range(150)))
