import gzip
from pathlib import Path

import pytest
from importing import imported

from kg import model as m
from kg.errors import KgError
from kg.imports.frame import NotMeeting, Raw, Rejected, Staged
from kg.imports.icews import Icews

HEADING = (
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|"
    "Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude"
).split("|")
ROW = {
    "Event ID": "1",
    "Event Date": "2018-06-01",
    "Source Name": "Ada Okoro",
    "Source Sectors": "Executive,Government",
    "Source Country": "Nigeria",
    "Event Text": "Consult",
    "CAMEO Code": "040",
    "Intensity": "1",
    "Target Name": "Bo Lindqvist",
    "Target Sectors": "Government",
    "Target Country": "Sweden",
    "Story ID": "77",
    "Sentence Number": "2",
    "Publisher": "Lagos Wire",
    "City": "Ikeja",
    "District": "NA",
    "Province": "Lagos State",
    "Country": "Nigeria",
    "Latitude": "6.6",
    "Longitude": "3.35",
}


def row(**cells: str) -> tuple[str, ...]:
    """A row with some cells of its own, named as in the heading with `_` for spaces."""
    return tuple({**ROW, **{name.replace("_", " "): cell for name, cell in cells.items()}}.values())


def mirrored(cells: tuple[str, ...], code: str = "") -> tuple[str, ...]:
    """The same event told from the other side."""
    return (*cells[:2], *cells[8:11], cells[5], code or cells[6], cells[7], *cells[2:5], *cells[11:])


def write(folder: Path, *rows: tuple[str, ...], heading: bool = True) -> Path:
    path = folder / "events.tab"
    path.write_text("\n".join("\t".join(cells) for cells in ([tuple(HEADING)] if heading else []) + list(rows)) + "\n")
    return path


def events(folder: Path, *rows: tuple[str, ...], heading: bool = True) -> dict[str | None, m.Event]:
    """Events by label."""
    return {event.label: event for event in imported(Icews(), write(folder, *rows, heading=heading))[0].events}


def one(folder: Path, *rows: tuple[str, ...], heading: bool = True) -> m.Event:
    (event,) = events(folder, *rows, heading=heading).values()
    return event


def stage(*cells: str) -> Staged | Rejected | NotMeeting:
    return Icews().stage(Raw(1, 0, cells))


def roles(event: m.Event) -> dict[str, tuple[str, ...]]:
    return {part.who: part.roles for part in event.participations}


# --- the raw form -----------------------------------------------------------------------------------------------------


def test_mirrored_rows_of_one_sentence_are_one_event(tmp_path: Path) -> None:
    facts, summary, _ = imported(Icews(), write(tmp_path, row(), mirrored(row())))
    assert (summary.rows, summary.events, summary.merged) == (2, 1, 1)
    assert roles(facts.events[0]) == {"person/icews-ada-okoro": ("party",), "person/icews-bo-lindqvist": ("party",)}


@pytest.mark.parametrize(
    "other",
    [
        mirrored(row(Event_Date="2018-06-02")),
        mirrored(row(CAMEO_Code="046")),
        mirrored(row(Story_ID="78")),
        mirrored(row(Sentence_Number="3")),
        row(Target_Name="Somebody Else"),
    ],
)
def test_rows_that_differ_in_day_code_story_sentence_or_actors_are_events_of_their_own(
    tmp_path: Path, other: tuple[str, ...]
) -> None:
    assert imported(Icews(), write(tmp_path, row(), other))[1].events == 2


def test_both_sides_of_a_visit_are_one_event_with_visitor_and_host_whatever_the_sentence(tmp_path: Path) -> None:
    visit = row(CAMEO_Code="042", Target_Name="Sweden", Target_Sectors="NA")
    side = mirrored(row(CAMEO_Code="043", Target_Name="Sweden", Target_Sectors="NA", Sentence_Number="10"))
    facts, summary, _ = imported(Icews(), write(tmp_path, side, visit))
    assert (summary.events, summary.merged) == (1, 1)
    event = facts.events[0]
    assert (event.kind, event.label) == ("visit", "Visit of Ada Okoro to Sweden")
    assert roles(event) == {"person/icews-ada-okoro": ("visitor",), "country/sweden": ("host",)}
    assert [source.title for source in facts.sources] == ["Story 77, sentences 2 and 10"]


def test_visits_there_and_back_are_two_events(tmp_path: Path) -> None:
    visit = row(CAMEO_Code="042")
    assert len(events(tmp_path, visit, mirrored(visit))) == 2


@pytest.mark.parametrize(("code", "visitor"), [("042", "ada-okoro"), ("043", "bo-lindqvist")])
def test_an_unpaired_side_of_a_visit_is_a_visit(tmp_path: Path, code: str, visitor: str) -> None:
    assert roles(one(tmp_path, row(CAMEO_Code=code)))[f"person/icews-{visitor}"] == ("visitor",)


def test_an_intention_to_meet_is_announced_and_never_held(tmp_path: Path) -> None:
    event = one(tmp_path, row(CAMEO_Code="036"), mirrored(row(CAMEO_Code="036")))
    assert [report.status for report in event.reports] == ["announced"]
    assert {part.modality for part in event.participations} == {"planned"}


def test_publisher_story_and_sentence_are_the_source_of_report_and_participations(tmp_path: Path) -> None:
    facts, _, _ = imported(Icews(), write(tmp_path, row()))
    assert facts.sources == (m.Source("source/icews-77-2", title="Story 77, sentence 2", publisher="Lagos Wire"),)
    event = facts.events[0]
    assert {part.source for part in (*event.reports, *event.participations)} == {"source/icews-77-2"}
    assert facts.origin == m.Source("source/icews-events-tab", "dataset", "events.tab")


def test_na_is_null(tmp_path: Path) -> None:
    cells = row(Target_Name="NA", Publisher="NA", City="NA", Province="NA", Country="NA", Latitude="NA", Longitude="NA")
    facts, _, _ = imported(Icews(), write(tmp_path, cells))
    event = facts.events[0]
    assert (event.label, [report.place for report in event.reports]) == ("Talks of Ada Okoro", [None])
    assert facts.sources[0].publisher is None
    assert not any(name in thing.name for thing in facts.things for name in ("NA", "Unspecified"))


@pytest.mark.parametrize("nobody", ["NA", "", "Unspecified Actor", "Unidentified State Actor"])
def test_an_event_needs_an_actor(nobody: str) -> None:
    assert stage(*row(Source_Name=nobody, Target_Name=nobody)) == Rejected("no actor")
    assert isinstance(stage(*row(Source_Name=nobody)), Staged)


def test_without_story_the_file_is_the_source_and_mirrors_of_a_day_are_one_event(tmp_path: Path) -> None:
    lone = row(Story_ID="NA", Sentence_Number="NA")
    facts, summary, _ = imported(Icews(), write(tmp_path, lone, mirrored(lone)))
    assert (summary.events, facts.sources) == (1, ())
    assert [report.source for report in facts.events[0].reports] == ["source/icews-events-tab"]


def test_the_place_is_a_chain_from_city_to_country_with_the_citys_coordinates(tmp_path: Path) -> None:
    facts, _, _ = imported(Icews(), write(tmp_path, row(District="Ikeja LGA")))
    places = {thing.id: thing for thing in facts.things if isinstance(thing, m.Place)}
    city = places["city/icews-nigeria-lagos-state-ikeja-lga-ikeja"]
    assert facts.events[0].reports[0].place == city.id
    assert (city.name, city.latitude, city.longitude) == ("Ikeja", 6.6, 3.35)
    assert city.within == "region/icews-nigeria-lagos-state-ikeja-lga"
    assert places[city.within].within == "region/icews-nigeria-lagos-state"
    assert places["region/icews-nigeria-lagos-state"].within == "country/nigeria"
    assert places["region/icews-nigeria-lagos-state"].latitude is None


@pytest.mark.parametrize(
    ("other", "place"),
    [
        ({"City": "NA"}, "city/icews-nigeria-lagos-state-ikeja"),
        ({"City": "Badagry"}, "region/icews-nigeria-lagos-state"),
        ({"City": "Kano", "Province": "Kano State"}, "country/nigeria"),
        ({"City": "Lund", "Province": "Skåne", "Country": "Sweden"}, None),
    ],
)
def test_where_rows_of_one_event_differ_the_place_is_the_narrowest_that_they_share(
    tmp_path: Path, other: dict[str, str], place: str | None
) -> None:
    event = one(tmp_path, row(), mirrored(row(**other)))
    assert [report.place for report in event.reports] == [place]


def test_a_country_is_one_thing_under_all_its_names(tmp_path: Path) -> None:
    found = one(tmp_path, row(Source_Name="Russian Federation", Target_Name="Turkey", Country="Russian Federation"))
    assert set(roles(found)) == {"country/russia", "country/turkiye"}
    unknown = one(tmp_path / "..", row(City="NA", Province="NA", Country="Atlantis"))
    assert unknown.reports[0].place == "country/atlantis"


def test_members_of_a_government_act_for_their_country_abroad_and_others_do_not(tmp_path: Path) -> None:
    event = one(tmp_path, row(Target_Sectors="Elite"))
    assert {part.who: part.delegation for part in event.participations} == {
        "person/icews-ada-okoro": "nigeria",
        "person/icews-bo-lindqvist": None,
    }
    domestic = one(tmp_path, row(Target_Country="Nigeria"))
    assert domestic.delegations == ()
    official = row(Source_Sectors="Government,International Government Organization", Target_Sectors="Elite")
    assert one(tmp_path, official).delegations == ()


# --- the form of four columns -----------------------------------------------------------------------------------------


def short(subject: str, relation: str, object_: str, date: str = "2010-05-23") -> tuple[str, ...]:
    return subject, relation, object_, date


def test_the_form_of_four_columns_is_told_by_its_first_line(tmp_path: Path) -> None:
    path = write(tmp_path, short("Ada Okoro", "Consult", "Sweden"), heading=False)
    facts, summary, _ = imported(Icews(), path)
    event = facts.events[0]
    assert (summary.rows, event.kind, event.label) == (1, "talks", "Talks of Ada Okoro and Sweden")
    assert [(r.source, r.date and r.date.edtf, r.place) for r in event.reports] == [
        ("source/icews-events-tab", "2010-05-23", None)
    ]
    assert facts.sources == ()


def test_mirrors_and_sides_of_one_day_are_one_event(tmp_path: Path) -> None:
    rows = [
        short("Ada Okoro", "Make a visit", "Sweden"),
        short("Sweden", "Host a visit", "Ada Okoro"),
        short("Sweden", "Consult", "Ada Okoro"),
        short("Ada Okoro", "Consult", "Sweden"),
        short("Ada Okoro", "Consult", "Sweden", "2010-05-24"),
        short("Ada Okoro", "Express intent to meet or negotiate", "Sweden"),
        short("Ada Okoro", "Make statement", "Sweden"),
        short("Ada Okoro", "Make tea", "Sweden"),
    ]
    facts, summary, refused = imported(Icews(), write(tmp_path, *rows, heading=False))
    assert (summary.events, summary.merged, summary.not_meetings, summary.rejected) == (4, 2, 1, 1)
    assert refused == [(8, "no relation of CAMEO")]
    assert sorted((event.label, event.reports[0].status) for event in facts.events) == [
        ("Announced talks of Ada Okoro and Sweden", "announced"),
        ("Talks of Ada Okoro and Sweden", "held"),
        ("Talks of Ada Okoro and Sweden", "held"),
        ("Visit of Ada Okoro to Sweden", "held"),
    ]


@pytest.mark.parametrize(
    ("name", "who", "acts_for"),
    [
        ("Sweden", "country/sweden", None),
        ("Ada Okoro", "person/icews-ada-okoro", None),
        ("Middle East", "group/icews-middle-east", None),
        ("Gazprom", "organisation/icews-gazprom", None),
        ("UN Security Council", "organisation/icews-un-security-council", None),
        ("Foreign Affairs (Iran)", "organisation/icews-foreign-affairs-iran", "iran"),
        ("Envoy (Iran)", "group/icews-envoy-iran", "iran"),
        ("Citizen (Iran)", "group/icews-citizen-iran", None),
        ("Extremist (Al Qaeda)", "group/icews-extremist-al-qaeda", None),
        ("Government (Africa)", "organisation/icews-government-africa", None),
    ],
)
def test_names_decide_what_an_actor_is_in_both_forms(tmp_path: Path, name: str, who: str, acts_for: str | None) -> None:
    event = one(tmp_path, short(name, "Consult", "Kenya"), heading=False)
    assert {p.who: p.delegation for p in event.participations} == {who: acts_for, "country/kenya": None}
    assert who in roles(one(tmp_path, row(Source_Name=name)))


# --- rows that can't be used ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Event_Date": "2018-02-30"}, '"2018-02-30" is no day'),
        ({"Event_Date": "NA"}, "is not an EDTF date"),
        ({"Event_Date": "1/6/2018"}, "does not tell day from month"),
        ({"Event_Date": "0000-01-01"}, "has the year 0"),
        ({"CAMEO_Code": "NA"}, "no CAMEO code"),
        ({"CAMEO_Code": "990"}, "no CAMEO code"),
        ({"Latitude": "91"}, "a coordinate that is no number from -90 to 90"),
        ({"Longitude": "east"}, "a coordinate that is no number from -180 to 180"),
        ({"Source_Name": "x" * 301}, "an actor's name is longer than 300 characters"),
    ],
)
def test_rows_that_can_not_be_used_say_why(cells: dict[str, str], reason: str) -> None:
    found = stage(*row(**cells))
    assert isinstance(found, Rejected)
    assert reason in found.reason


def test_every_row_is_accounted_for_by_line(tmp_path: Path) -> None:
    path = write(tmp_path, row(), row(CAMEO_Code="190"), ("a", "b"), row(Event_Date="soon"), mirrored(row()))
    path.write_bytes(path.read_bytes() + "\t".join(row(City="Łódź")).encode("iso-8859-2") + b"\n")
    _, summary, refused = imported(Icews(), path)
    assert (summary.rows, summary.events, summary.merged, summary.not_meetings, summary.rejected) == (6, 1, 1, 1, 3)
    assert [line for line, _ in refused] == [4, 5, 7]
    assert [reason.partition(":")[0] for _, reason in refused] == [
        "not 20 columns as in the first line",
        '"soon" is not an EDTF date',
        "not UTF-8",
    ]


def test_names_of_strangers_do_no_harm(tmp_path: Path) -> None:
    nasty = ['"><script>', "../../etc", "\x1b[2J\x00", 'O\'Brien \\ "x"', "نص‮", "<http://x> .", "😀"]
    rows = [row(Source_Name=name, City=name, Publisher=name, Story_ID=name) for name in nasty]
    facts, summary, _ = imported(Icews(), write(tmp_path, *rows))
    assert summary.events == len(nasty)
    assert set(nasty) <= {thing.name for thing in facts.things}
    assert set(nasty) == {source.publisher for source in facts.sources}


def test_the_same_file_gives_the_same_facts_packed_or_not_and_in_any_order(tmp_path: Path) -> None:
    rows = [row(Sentence_Number=str(number)) for number in range(5)]
    rows += [mirrored(cells) for cells in rows]
    facts, summary, _ = imported(Icews(), write(tmp_path, *rows))
    other = tmp_path / "a"
    other.mkdir()
    turned, _, _ = imported(Icews(), write(other, *rows[::-1]))
    assert (turned, summary.events) == (facts, 5)
    packed = tmp_path / "b" / "events.tab"
    packed.parent.mkdir()
    packed.write_bytes(gzip.compress(write(tmp_path, *rows).read_bytes()))
    assert imported(Icews(), packed)[:2] == (facts, summary)


def test_a_table_of_another_kind_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,name\n")
    with pytest.raises(KgError, match="is not an ICEWS table: its first line has 1 column"):
        imported(Icews(), path)
