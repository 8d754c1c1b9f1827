"""Measures as rows of text, and as plain data."""

from kg.dates import parse
from kg.measures import Activity, Broker, Community, Dated, Gap, Mediation, MeetingOfTwo, Member
from kg.table import Answers, plain

DAY = parse("2030-03-01")


def test_a_broker_is_a_row_of_counts_and_has_the_events_behind_them() -> None:
    broker = Broker("person/ada", "Ada", "person", 0.25, 0.5, 0.5, 2 / 3, ("event/a",), (), ("event/b", "event/c"), ())
    assert broker.row() == ("Ada", "person", "0.25", "0.5", "1", "0", "2", "0")
    assert plain(broker)["direct_with_second"] == ["event/b", "event/c"]
    assert not Broker("person/bo", "Bo", "person", 1.0, 0.0, 1.0, 0.0, ("event/a",)).met_both


def test_a_mediation_without_dates_says_so() -> None:
    sides = ("North", "South")
    found = Mediation("person/ada", "Ada", "person", "host", sides, ("country/n", "country/s"), ("event/a",), 1)
    assert found.row() == ("Ada", "person", "host", "North and South", "1", "date unknown", "date unknown")


def test_of_a_large_community_the_weightiest_are_named() -> None:
    members = tuple(Member(f"person/p{number}", f"P{number}", "person", 1.0) for number in range(10))
    community = Community(1, 10, members, 5.0, 0.25, ("event/a",), 0.41234)
    names = "P0, P1, P2, P3, P4, P5, P6, P7 and 2 more"
    assert community.row() == ("1", "10", names, "5", "0.25", "1", "0.412")
    assert len(plain(community)["members"]) == 10


def test_a_meeting_that_may_be_the_first_says_possibly() -> None:
    found = MeetingOfTwo("first", "direct", False, "event/a", "Talks", (DAY,), disputed=("place",))
    assert found.row() == ("possibly first", "direct", "1 March 2030", "Talks", " *", "")
    assert MeetingOfTwo("last", "co-presence", True, "event/a", "Talks").row()[:3] == (
        "last",
        "co-presence",
        "date unknown",
    )


def test_a_gap_shows_its_bounds_and_its_ends() -> None:
    after, before = Dated("event/a", "Talks", (DAY,)), Dated("event/b", "Visit")
    gap = Gap(3, 5, False, (after,), (before,), ("event/c", "event/d"))
    assert gap.row() == ("possibly 3 to 5", "1 March 2030: Talks", "date unknown: Visit", "2 events")
    assert plain(gap)["after"][0]["dates"][0]["edtf"] == "2030-03-01"


def test_activity_prints_as_a_table_and_becomes_columns() -> None:
    found = Answers(Activity, [Activity("2030-01", 1, 2, ("event/a", "event/b"), ("event/a",)), Activity(None, 0, 1)])
    assert str(found) == "period        certain  possible\n2030-01       1        2\ndate unknown  0        1"
    assert found.to_pandas()["possible"].tolist() == [2, 1]
