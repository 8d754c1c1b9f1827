"""Answers in words."""

from attrs import evolve

from kg.answers import (
    Cited,
    Conflict,
    DelegationAtEvent,
    DocumentAtEvent,
    Entry,
    Located,
    Meeting,
    Participant,
    Provided,
    Quoted,
    Related,
    StatementMade,
    Struck,
    Variant,
)
from kg.dates import parse

WIRE = Cited("source/wire", "Talks resume", "Example Wire", "2030-03-02", "https://wire.example/1")
ADA = Participant("person/ada", "Ada", "person", "head", ("head", "signatory"), capacity="Envoy of Utopia")
TALKS = Meeting("event/a", "talks", "Talks", sources=(WIRE,))


def clash(field: str) -> Conflict:
    return Conflict(field, (Variant("2030-03", ("source/wire",)), Variant("2031", ("source/x", "source/y"))))


def test_a_source_is_short_in_a_table_and_whole_in_a_reference() -> None:
    assert str(WIRE) == "wire"
    assert WIRE.reference() == "Example Wire, Talks resume, 2030-03-02, https://wire.example/1 [wire]"
    assert Cited("source/bare").reference() == "[bare]"
    assert Cited("source/bare", syndicated_from="source/wire").reference() == "[bare], a copy of wire"


def test_evidence_tells_what_it_is_about_where_it_stands_and_what_was_concluded() -> None:
    evidence = Quoted("date", ((1, 5), (9, 12)), ("on Monday",), "the day of publication")
    assert str(evidence) == "date: characters 1-5, 9-12 “on Monday” (concluded: the day of publication)"
    assert str(Quoted("date", inference="a guess")) == "date (concluded: a guess)"
    assert evolve(WIRE, evidence=(evidence,)).cited() == f"{WIRE.reference()}\n  {evidence}"


def test_a_place_names_each_place_around_it_once() -> None:
    assert str(Located("city/a", "Aa", "city", "Aa", "Utopia")) == "Aa, Utopia"
    assert str(Located("venue/h", "Hall", "venue")) == "Hall"


def test_a_participant_has_a_capacity_and_all_roles_and_says_what_is_not_sure() -> None:
    assert str(ADA) == "Ada, Envoy of Utopia (head, signatory)"
    assert str(evolve(ADA, capacity_basis="possible")) == "Ada, possibly Envoy of Utopia (head, signatory)"
    assert str(evolve(ADA, capacity=None, modality="hoped", roles=("mediator",))) == "Ada (mediator, hoped)"


def test_a_conflict_names_every_value_with_its_sources() -> None:
    assert str(clash("place")) == "place: 2030-03 (wire) / 2031 (x, y)"


def test_dates_in_a_conflict_are_written_as_people_write_them() -> None:
    assert str(clash("date")) == "date: March 2030 (wire) / 2031 (x, y)"


def test_a_strike_is_told_with_number_place_and_content() -> None:
    assert str(Struck("airfields", place="Siberia", holds="bombers")) == "airfields (bombers) in Siberia"
    assert str(Struck("drones", 472)) == "472 drones"


def test_a_delegation_names_its_head_once() -> None:
    north = DelegationAtEvent(
        "delegation/a/n", "North", ("North",), "event/a", "Talks", heads=("Ada",), members=("Ada", "Bo")
    )
    assert north.line() == "North: head Ada; Bo"
    assert north.row()[4:6] == ("Ada", "Bo")
    assert evolve(north, heads=("Ada", "Bo")).line() == "North: head Ada / Bo"


def test_a_delegation_marks_a_head_and_members_that_sources_disagree_about() -> None:
    north = DelegationAtEvent(
        "delegation/a/n",
        "North",
        ("North",),
        "event/a",
        "Talks",
        None,
        "Bo",
        ("Ada", "Bo"),
        ("Ada", "Bo", "Cy"),
        disputed=("date", "head", "Ada"),
    )
    assert str(north) == "North: head Bo *; Ada *, Cy"
    assert north.row()[4:6] == ("Bo *", "Ada *, Cy")


def test_a_document_is_told_with_its_provisions() -> None:
    draft = DocumentAtEvent(
        "document/d", "Draft", "proposal", provisions=(Provided(1, "Peace."),), known_through="A leak."
    )
    assert str(draft) == "Draft (proposal by somebody)\n  known through: A leak.\n  1. Peace."


def test_what_sources_disagree_about_is_marked_in_its_own_column_only() -> None:
    columns = {
        "date": 0,
        "kind": 1,
        "place": 3,
        "attendance of Ada": 4,
        "head of the delegation of North": 4,
        "status": 5,
    }
    for field, column in columns.items():
        row = evolve(TALKS, conflicts=(clash(field),)).row()
        assert [index for index, cell in enumerate(row) if cell.endswith("*")] == [column], field


def test_a_card_leaves_nothing_out_that_is_known() -> None:
    card = dict(
        evolve(
            TALKS,
            directness="direct",
            series="Harbour talks",
            round=2,
            date=parse("2030-03"),
            purpose="Peace.",
            outcome="None.",
            related=(Related("results_from", "event/b", "Strike"),),
            conflicts=(clash("date"),),
        ).card()
    )
    assert {name: card[name] for name in ("kind", "series", "date", "purpose", "outcome", "related", "conflicts")} == {
        "kind": "talks, direct",
        "series": "Harbour talks, round 2",
        "date": "March 2030 *",
        "purpose": "Peace.",
        "outcome": "None.",
        "related": "results from: Strike",
        "conflicts": "date: March 2030 (wire) / 2031 (x, y)",
    }


def test_a_card_marks_each_value_that_sources_disagree_about() -> None:
    conflicts = tuple(map(clash, ("kind", "date", "place", "status", "directness", "role of Ada")))
    bo = Participant("person/bo", "Bo", "person", "member", ("member",))
    place = Located("city/a", "Aa", "city", "Aa", "Utopia")
    more = {"status": "held", "place": place, "directness": "direct", "participants": (ADA, bo)}
    card = dict(evolve(TALKS, conflicts=conflicts, **more).card())
    assert {name: card[name] for name in ("kind", "date", "place", "status", "participants")} == {
        "kind": "talks *, direct *",
        "date": "date unknown *",
        "place": "Aa, Utopia *",
        "status": "held *",
        "participants": "Ada, Envoy of Utopia (head, signatory) *\nBo (member)",
    }


def test_a_round_without_a_series_stands_alone() -> None:
    assert dict(evolve(TALKS, round=1).card())["series"] == "round 1"
    assert dict(evolve(TALKS, series="Harbour talks").card())["series"] == "Harbour talks"


def test_an_event_prints_as_its_card() -> None:
    assert str(evolve(TALKS, sources=())).splitlines() == [
        "event         Talks",
        "id            event/a",
        "kind          talks",
        "date          date unknown",
    ]


def test_an_undated_event_is_of_unknown_date_and_an_undated_statement_was_reported() -> None:
    assert TALKS.row()[0] == Entry("event/a", "talks", "Talks", sources=(WIRE,)).row()[0] == "date unknown"
    said = StatementMade("statement/w/s", "So it is.", sources=(WIRE, evolve(WIRE, published="2029")))
    assert said.row()[0] == "reported 2029"
    assert (
        Entry("statement/w/s", "statement", "So.", modality="asserted", sources=(WIRE,)).row()[0]
        == "reported 2 March 2030"
    )


def test_a_statement_shows_how_firm_it_is_only_where_it_is_not_asserted() -> None:
    def status(modality: str) -> str:
        return Entry("statement/w/s", "statement", "So.", modality=modality).row()[5]

    assert (status("asserted"), status("planned")) == ("", "planned")


def test_what_is_denied_or_negative_is_marked_and_the_words_stay_as_they_are() -> None:
    came, none = (
        StatementMade("s", "Bo came.", modality="denied"),
        StatementMade("s", "No one came.", polarity="negative"),
    )
    hoped = StatementMade("s", "All come.", modality="hoped")
    assert [made.row()[3] for made in (came, none, hoped)] == [
        "Bo came. [denied]",
        "No one came. [negative]",
        "All come.",
    ]
    assert [made.line() for made in (came, none, hoped)] == [
        "date unknown  the source stated: Bo came. [denied]",
        "date unknown  the source stated: No one came. [negative]",
        "date unknown  the source stated: All come. [hoped]",
    ]
    entry = Entry("s", "statement", "stated: Bo came.", modality="denied", polarity="negative")
    assert (entry.row()[2], entry.row()[5]) == ("stated: Bo came. [denied, negative]", "denied")
    assert came.summary == "Bo came."
