"""Lists of events: the timeline."""

from query.world import WIRE, part, told, world
from query.world import event as talks

from kg.query import Selection, event, timeline
from kg.vocab import EVENT_KINDS


def line(**selection: object) -> list[tuple[str, ...]]:
    return [entry.row()[:6] for entry in timeline(world(), Selection(**{"kinds": EVENT_KINDS, **selection}))]


def test_events_and_statements_stand_in_time_order_and_undated_ones_last() -> None:
    assert line() == [
        ("10 January 2030", "talks", "Round 1", "Ada Alder, Cleo Cedar, Dora Dune", "Harbour, Eastmark", "held"),
        ("11 January 2030", "statement", "stated: The talks can go on.", "Dora Dune", "", "hoped"),
        ("about February 2030", "visit", "Visit", "Dora Dune, Finn Glass", "Harbour, Eastmark", ""),
        ("some time in 27–28 February 2030", "strike", "Strike", "Southland", "", ""),
        (
            "1 March 2030",
            "talks",
            "Round 2",
            "Bo Birch, Ada Alder, Cleo Cedar",
            "Glass Hall, Harbour, Eastmark",
            "held",
        ),
        ("April 2030", "summit", "Summit", "Ada Alder, Finn Glass, Southland", "", "cancelled"),
        ("date unknown", "call", "Quiet call", "Bo Birch, Finn Glass", "", ""),
        ("reported 2 March 2030", "statement", "stated: No date is set. [negative]", "the source", "", ""),
    ]


def test_a_range_leaves_out_what_is_undated() -> None:
    assert [entry[2] for entry in line(since="2030-03")] == ["Round 2", "Summit"]
    assert [entry[2] for entry in line(undated=True)] == ["Quiet call", "stated: No date is set. [negative]"]


def test_an_undated_statement_is_in_a_range_that_only_ends_after_its_report() -> None:
    assert [entry[1] for entry in line(until="2030-03-02")][-1] == "statement"
    assert "stated: No date is set. [negative]" not in [entry[2] for entry in line(until="2030-03-01")]


def test_who_takes_statements_made_by_or_about_them() -> None:
    assert [entry[2] for entry in line(who=["Ada"])] == [
        "Round 1",
        "Round 2",
        "Summit",
        "stated: No date is set. [negative]",
    ]


def test_a_place_or_a_kind_leaves_statements_out() -> None:
    assert {entry[1] for entry in line(where="Harbour")} == {"talks", "visit"}
    assert {entry[1] for entry in line(kinds=["talks"])} == {"talks"}
    assert {entry[1] for entry in line(kinds=["statement"])} == {"statement"}


def test_who_did_not_surely_take_part_is_marked_and_who_is_denied_left_out() -> None:
    asked = told(talks("a", WIRE, part("ada"), part("bo", modality="hoped"), part("cleo", modality="denied")))
    assert timeline(asked, Selection())[0].who == ("Ada Alder", "Bo Birch (hoped)")


def test_one_event_by_id() -> None:
    (answer,) = event(world(), "quiet-call")
    assert answer.kind == "call"
