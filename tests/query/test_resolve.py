"""Which value holds where sources differ, and when they contradict each other."""

import pytest
from query.world import WIRE, part, source, told
from query.world import event as talks

from kg.answers import Variant
from kg.dates import parse
from kg.query import event, meetings
from kg.query.reading import Selection

GAZETTE = source("gazette", "2030-03-04")
READOUT = source("readout", "2030-03-03", kind="readout")
RECORD = source("record", "2030-03-06", kind="joint-statement")
UNDATED = source("undated")


def copies(*slugs: str) -> list[object]:
    return [source(slug, "2030-03-05", copy_of="source/gazette") for slug in slugs]


def dated(origin: object, date: str, **more: object) -> object:
    return talks("round", origin, date=date, **more)


class TestRules:
    """Wire (2 March) says the 1st, gazette (4 March) and its two copies the 2nd, a readout (3 March) the 3rd."""

    events = (
        dated(WIRE, "2030-03-01"),
        dated(GAZETTE, "2030-03-02"),
        *(dated(copy, "2030-03-02") for copy in copies("one", "two")),
        dated(READOUT, "2030-03-03"),
    )
    sources = (GAZETTE, READOUT, *copies("one", "two"))

    @pytest.mark.parametrize(
        ("rule", "date"),
        [
            ("most-sources", "2030-03-01"),  # one vote each, as copies count once; then the earliest published
            ("earliest", "2030-03-01"),
            ("latest", "2030-03-02"),
            ("most-official", "2030-03-03"),
        ],
    )
    def test_each_rule_picks_as_documented(self, rule: str, date: str) -> None:
        (answer,) = event(told(*self.events, rule=rule, sources=self.sources), "round")
        assert answer.date == parse(date)

    def test_all_values_stand_side_by_side_whatever_the_rule(self) -> None:
        for rule in ("most-sources", "latest"):
            (answer,) = event(told(*self.events, rule=rule, sources=self.sources), "round")
            (conflict,) = answer.conflicts
            assert conflict.field == "date"
            assert conflict.values == (
                Variant("2030-03-01", ("source/wire",)),
                Variant("2030-03-03", ("source/readout",)),
                Variant("2030-03-02", ("source/gazette",)),  # two others repeat it
            )

    def test_a_second_independent_source_outweighs_the_earliest(self) -> None:
        other = source("other", "2030-03-09")
        reading = told(*self.events, dated(other, "2030-03-02"), sources=[*self.sources, other])
        assert event(reading, "round")[0].date == parse("2030-03-02")

    def test_a_joint_statement_is_more_official_than_a_readout(self) -> None:
        reading = told(*self.events, dated(RECORD, "2030-03-07"), sources=[*self.sources, RECORD], rule="most-official")
        assert event(reading, "round")[0].date == parse("2030-03-07")

    @pytest.mark.parametrize(("rule", "date"), [("earliest", "2030-03-01"), ("latest", "2030-03-01")])
    def test_what_was_published_on_an_unknown_day_is_neither_first_nor_last(self, rule: str, date: str) -> None:
        reading = told(dated(WIRE, "2030-03-01"), dated(UNDATED, "2030-03-02"), sources=[UNDATED], rule=rule)
        assert event(reading, "round")[0].date == parse(date)


class TestFineness:
    def test_a_coarser_date_agrees_and_the_finest_is_shown(self) -> None:
        reading = told(dated(WIRE, "2030-03"), dated(GAZETTE, "2030-03-02"), sources=[GAZETTE])
        (answer,) = event(reading, "round")
        assert answer.date == parse("2030-03-02")
        assert answer.conflicts == ()

    def test_a_coarser_date_supports_each_of_two_finer_ones_that_disagree(self) -> None:
        reading = told(
            dated(WIRE, "2030-03-01"),
            dated(GAZETTE, "2030-03-02"),
            dated(READOUT, "2030-03"),
            sources=[GAZETTE, READOUT],
        )
        (answer,) = event(reading, "round")
        assert [conflict.field for conflict in answer.conflicts] == ["date"]
        assert answer.date == parse("2030-03-01")

    def test_a_city_agrees_with_a_venue_in_it_and_the_venue_is_shown(self) -> None:
        reading = told(
            talks("round", WIRE, place="city/harbour"),
            talks("round", GAZETTE, place="venue/glass-hall"),
            talks("round", READOUT, place="country/eastmark"),
            sources=[GAZETTE, READOUT],
        )
        (answer,) = event(reading, "round")
        assert answer.row()[3] == "Glass Hall, Harbour, Eastmark"
        assert answer.conflicts == ()

    def test_two_cities_are_a_conflict(self) -> None:
        reading = told(
            talks("round", WIRE, place="city/harbour"),
            talks("round", GAZETTE, place="city/fairview"),
            sources=[GAZETTE],
        )
        (conflict,) = event(reading, "round")[0].conflicts
        assert str(conflict) == "place: Harbour (wire) / Fairview (gazette)"


class TestStatus:
    def status(self, *said: tuple[object, str], rule: str = "most-sources") -> tuple[str | None, list[str]]:
        reading = told(
            *(talks("round", origin, status=status) for origin, status in said),
            sources=[origin for origin, _ in said],
            rule=rule,
        )
        (answer,) = meetings(reading, Selection())
        return answer.status, [str(conflict) for conflict in answer.conflicts]

    @pytest.mark.parametrize("later", ["held", "under-way", "postponed", "cancelled"])
    def test_announced_and_later_something_else_is_succession(self, later: str) -> None:
        assert self.status((WIRE, "announced"), (GAZETTE, later)) == (later, [])

    @pytest.mark.parametrize("rule", ["earliest", "most-sources"])
    def test_the_latest_status_of_a_succession_holds_under_every_rule(self, rule: str) -> None:
        assert self.status((WIRE, "announced"), (GAZETTE, "held"), (READOUT, "announced"), rule=rule) == ("held", [])

    def test_held_and_later_announced_is_a_conflict(self) -> None:
        status, conflicts = self.status((WIRE, "held"), (GAZETTE, "announced"))
        assert (status, conflicts) == ("held", ["status: held (wire) / announced (gazette)"])

    def test_held_and_later_denied_is_a_conflict(self) -> None:
        assert self.status((WIRE, "held"), (GAZETTE, "denied"))[1] == ["status: held (wire) / denied (gazette)"]

    def test_on_one_day_either_order_is_succession(self) -> None:
        same_day = source("same-day", "2030-03-02")
        assert self.status((WIRE, "held"), (same_day, "announced"))[1] == []

    def test_an_unknown_day_of_publication_makes_no_conflict(self) -> None:
        assert self.status((WIRE, "held"), (UNDATED, "announced")) == ("held", [])


class TestPeople:
    def test_another_head_of_a_delegation_is_a_conflict(self) -> None:
        reading = told(
            talks("round", WIRE, part("ada", "head", delegation="n"), delegations=[("n", "northland")]),
            talks("round", GAZETTE, part("bo", "head", delegation="n"), delegations=[("n", "northland")]),
            sources=[GAZETTE],
        )
        (answer,) = event(reading, "round")
        assert [str(conflict) for conflict in answer.conflicts] == [
            "head of the delegation of Northland: Ada Alder (wire) / Bo Birch (gazette)"
        ]
        (delegation,) = answer.delegations
        assert (delegation.head, set(delegation.heads)) == ("Ada Alder", {"Bo Birch", "Ada Alder"})
        assert answer.row()[4].endswith(" *")

    def test_a_denied_attendance_is_a_conflict_with_an_asserted_one(self) -> None:
        reading = told(
            talks("round", WIRE, part("ada", "head")),
            talks("round", GAZETTE, part("ada", "observer", modality="denied")),
            sources=[GAZETTE],
        )
        (answer,) = event(reading, "round")
        assert [str(conflict) for conflict in answer.conflicts] == [
            "attendance of Ada Alder: took part (wire) / did not take part (gazette)"
        ]
        assert answer.participants[0].roles == ("head",), "a role that is only denied is not one that was held"

    @pytest.mark.parametrize(("rule", "head"), [("earliest", "ada"), ("latest", "bo")])
    def test_the_rule_decides_who_is_head_and_the_conflict_shows_both(self, rule: str, head: str) -> None:
        """The wire names Ada as head and Bo as a member, the later gazette has it the other way round."""
        side = {"delegation": "n"}
        reading = told(
            talks("round", WIRE, part("ada", "head", **side), part("bo", **side), delegations=[("n", "northland")]),
            talks("round", GAZETTE, part("bo", "head", **side), part("ada", **side), delegations=[("n", "northland")]),
            sources=[GAZETTE],
            rule=rule,
        )
        (answer,) = event(reading, "round")
        roles = {person.id.partition("/")[2]: person.roles for person in answer.participants}
        other = "bo" if head == "ada" else "ada"
        assert roles == {head: ("head",), other: ("member",)}
        assert [conflict.field for conflict in answer.conflicts] == [
            "role of Ada Alder",
            "role of Bo Birch",
            "head of the delegation of Northland",
        ]
        (delegation,) = answer.delegations
        names = {"ada": "Ada Alder", "bo": "Bo Birch"}
        assert str(delegation) == f"Northland: head {names[head]} *; {names[other]} *"

    @pytest.mark.parametrize(("rule", "role"), [("earliest", "host"), ("latest", "mediator")])
    def test_other_roles_follow_the_rule_too(self, rule: str, role: str) -> None:
        reading = told(
            talks("round", WIRE, part("ada", "host")),
            talks("round", GAZETTE, part("ada", "mediator")),
            sources=[GAZETTE],
            rule=rule,
        )
        (answer,) = event(reading, "round")
        assert (answer.participants[0].role, answer.participants[0].roles) == (role, (role,))
        assert [str(conflict) for conflict in answer.conflicts] == [
            "role of Ada Alder: host (wire) / mediator (gazette)"
        ]

    def test_a_bare_member_and_a_further_role_do_not_contradict(self) -> None:
        reading = told(
            talks("round", WIRE, part("ada")),
            talks("round", GAZETTE, part("ada", "head")),
            talks("round", READOUT, part("ada", "head", "signatory")),
            sources=[GAZETTE, READOUT],
        )
        (answer,) = event(reading, "round")
        assert (answer.participants[0].roles, answer.conflicts) == (("head", "signatory"), ())

    @pytest.mark.parametrize(("rule", "modality"), [("earliest", "asserted"), ("latest", "denied")])
    def test_the_rule_decides_whether_somebody_came(self, rule: str, modality: str) -> None:
        reading = told(
            talks("round", WIRE, part("ada", "head")),
            talks("round", GAZETTE, part("ada", modality="denied")),
            sources=[GAZETTE],
            rule=rule,
        )
        assert event(reading, "round")[0].participants[0].modality == modality

    def test_another_delegation_or_another_way_of_taking_part_is_a_conflict(self) -> None:
        sides = [("n", "northland"), ("s", "southland")]
        reading = told(
            talks("round", WIRE, part("ada", delegation="n", presence="in-person"), delegations=sides),
            talks("round", GAZETTE, part("ada", delegation="s", presence="by-phone"), delegations=sides),
            sources=[GAZETTE],
        )
        assert [str(conflict) for conflict in event(reading, "round")[0].conflicts] == [
            "delegation of Ada Alder: Northland (wire) / Southland (gazette)",
            "presence of Ada Alder: in person (wire) / by phone (gazette)",
        ]

    def test_who_only_one_source_names_is_no_conflict(self) -> None:
        reading = told(
            talks("round", WIRE, part("ada")), talks("round", GAZETTE, part("ada"), part("bo")), sources=[GAZETTE]
        )
        (answer,) = event(reading, "round")
        assert answer.conflicts == ()
        assert {p.name: p.sources for p in answer.participants} == {
            "Ada Alder": ("source/gazette", "source/wire"),
            "Bo Birch": ("source/gazette",),
        }
