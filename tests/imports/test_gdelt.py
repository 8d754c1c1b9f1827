import gzip
import zipfile
from pathlib import Path

import pytest
from importing import imported

from kg import model as m
from kg.errors import KgError
from kg.imports.frame import NotMeeting, Raw, Rejected, Staged
from kg.imports.gdelt import Gdelt

ACTORS = {"Code": 0, "Name": 1, "CountryCode": 2, "KnownGroupCode": 3, "Type1Code": 7, "Type2Code": 8, "Type3Code": 9}
PLACE = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")
URL = "https://www.example.org/a"


def row(width: int = 58, **cells: str) -> tuple[str, ...]:
    """A row of a form, with cells named like the columns; `url` and `found` are the last ones."""
    values = {
        "day": "20141120",
        "found": "20141124",
        "url": URL,
        "code": "040",
        "Actor1Code": "SWE",
        "Actor1Name": "SWEDEN",
        "Actor1CountryCode": "SWE",
        "Actor2Code": "CHNGOV",
        "Actor2Name": "PREMIER",
        "Actor2CountryCode": "CHN",
        "Actor2Type1Code": "GOV",
        "Geo_Type": "4",
        "Geo_FullName": "Lund, Skane Lan, Sweden",
        "Geo_CountryCode": "SW",
        "Geo_ADM1Code": "SW27",
        "Geo_Lat": "55.7",
        "Geo_Long": "13.2",
        "Geo_FeatureID": "-2500000",
        **cells,
    }
    line = [""] * width
    line[0], line[1], line[26] = "1", values["day"], values["code"]
    for number, start in (("1", 5), ("2", 15)):
        for name, column in ACTORS.items():
            line[start + column] = values.get(f"Actor{number}{name}", "")
    columns = (51, 52, 53, 54, 56, 57, 58) if width == 61 else range(49, 56)
    for name, column in zip(PLACE, columns, strict=True):
        line[column] = values[f"Geo_{name}"]
    if width != 57:
        line[-1] = values["url"]
    line[56 if width != 61 else 59] = values["found"]
    return tuple(line)


def write(folder: Path, *rows: tuple[str, ...]) -> Path:
    path = folder / "20141124.export.CSV"
    path.write_text("".join("\t".join(cells) + "\n" for cells in rows))
    return path


def one(folder: Path, *rows: tuple[str, ...]) -> m.Event:
    (event,) = imported(Gdelt(), write(folder, *rows))[0].events
    return event


def stage(*cells: str) -> Staged | Rejected | NotMeeting:
    return Gdelt().stage(Raw(1, 0, cells))


def other_side(code: str, **cells: str) -> tuple[str, ...]:
    """The default row told from the other side."""
    default = row()
    turned = [*default[:5], *default[15:25], *default[5:15], *default[25:]]
    turned[26], turned[57] = code, cells.get("url", turned[57])
    return tuple(turned)


def who(event: m.Event) -> dict[str, tuple[str, ...]]:
    return {part.who: part.roles for part in event.participations}


@pytest.mark.parametrize(("width", "found"), [(58, "20141124"), (61, "20141124093000")])
def test_forms_with_a_url_tell_the_same(tmp_path: Path, width: int, found: str) -> None:
    facts, _, _ = imported(Gdelt(), write(tmp_path, row(width, found=found)))
    event, source = facts.events[0], facts.sources[0]
    assert (event.kind, event.label) == ("talks", "Talks of Premier (China, government) and Sweden")
    assert (source.publisher, source.url, source.title) == ("example.org", URL, None)
    report = event.reports[0]
    assert (report.source, report.place, report.status) == (source.id, "city/gdelt-sw-2500000", "held")
    assert report.date is not None
    assert source.published is not None
    assert (report.date.edtf, source.published.edtf) == ("2014-11-20", "2014-11-24")


def test_the_form_without_url_keeps_the_found_day_as_a_source_of_that_day(tmp_path: Path) -> None:
    facts, summary, _ = imported(Gdelt(), write(tmp_path, row(57), row(57, found="20141125")))
    assert (summary.events, summary.merged) == (1, 1)
    assert [(s.id, s.kind, str(s.published)) for s in facts.sources] == [
        ("source/gdelt-found-2014-11-24", "dataset", "24 November 2014"),
        ("source/gdelt-found-2014-11-25", "dataset", "25 November 2014"),
    ]


def test_a_day_years_before_it_was_found_is_kept(tmp_path: Path) -> None:
    event = one(tmp_path, row(day="20041126"))
    assert [report.date and report.date.edtf for report in event.reports] == ["2004-11-26"]


def test_rows_of_the_same_actors_day_place_and_code_are_one_event_with_all_mentions(tmp_path: Path) -> None:
    rows = [row(url=f"https://example.org/{number}") for number in (1, 2, 3, 3)]
    facts, summary, _ = imported(Gdelt(), write(tmp_path, *rows))
    assert (summary.events, summary.merged) == (1, 3)
    assert {source.url for source in facts.sources} == {f"https://example.org/{number}" for number in (1, 2, 3)}
    event = facts.events[0]
    assert (
        {r.source for r in event.reports}
        == {p.source for p in event.participations}
        == {source.id for source in facts.sources}
    )


@pytest.mark.parametrize(
    "cells",
    [
        {"day": "20141121"},
        {"code": "046"},
        {"Geo_FeatureID": "-2500001"},
        {"Actor2Name": "MINISTER"},
        {"Actor2Code": "CHNMIL", "Actor2Type1Code": "MIL"},
        {"Actor1Code": "NOR", "Actor1CountryCode": "NOR"},
    ],
)
def test_rows_that_differ_in_one_of_these_are_events_of_their_own(tmp_path: Path, cells: dict[str, str]) -> None:
    assert imported(Gdelt(), write(tmp_path, row(), row(**cells)))[1].events == 2


def test_mirrored_rows_and_the_two_sides_of_a_visit_are_one_event(tmp_path: Path) -> None:
    assert len(one(tmp_path, row(), other_side("040", url="https://example.org/b")).reports) == 2
    visit = one(tmp_path, row(code="042"), other_side("043"))
    assert who(visit) == {"country/sweden": ("visitor",), "group/gdelt-premier-chngov": ("host",)}
    assert imported(Gdelt(), write(tmp_path, row(code="042"), other_side("042")))[1].events == 2


def test_an_intention_to_meet_is_announced(tmp_path: Path) -> None:
    assert [report.status for report in one(tmp_path, row(code="036")).reports] == ["announced"]


@pytest.mark.parametrize(
    ("actor", "thing", "label"),
    [
        ({"Code": "GBR", "Name": "LONDON", "CountryCode": "GBR"}, "country/united-kingdom", "United Kingdom"),
        ({"Code": "ROM", "Name": "ROMANIAN", "CountryCode": "ROM"}, "country/romania", "Romania"),
        (
            {"Code": "USAGOV", "Name": "UNITED STATES", "CountryCode": "USA", "Type1Code": "GOV"},
            "country/united-states",
            "United States",
        ),
        (
            {"Code": "USAGOV", "Name": "SECRETARY OF STATE", "CountryCode": "USA", "Type1Code": "GOV"},
            "group/gdelt-secretary-of-state-usagov",
            "Secretary of State (United States, government)",
        ),
        (
            {"Code": "USAGOVMIL", "Name": "ARMY", "CountryCode": "USA", "Type1Code": "GOV", "Type2Code": "MIL"},
            "organisation/gdelt-army-usagovmil",
            "Army (United States, government, military)",
        ),
        (
            {"Code": "IGOUNO", "Name": "UNITED NATIONS", "KnownGroupCode": "UNO", "Type1Code": "IGO"},
            "organisation/gdelt-united-nations-igouno",
            "United Nations (intergovernmental)",
        ),
        ({"Code": "CVL", "Name": "VILLAGER", "Type1Code": "CVL"}, "group/gdelt-villager-cvl", "Villager (civilians)"),
        ({"Code": "COP", "Name": "POLICE", "Type1Code": "COP"}, "organisation/gdelt-police-cop", "Police"),
        ({"Code": "EUR", "Name": "EUROPE", "CountryCode": "EUR"}, "group/gdelt-europe-eur", "Europe"),
        ({"Code": "XYZ", "Type1Code": "XYZ"}, "group/gdelt-xyz", "XYZ"),
    ],
)
def test_codes_and_names_decide_who_takes_part(tmp_path: Path, actor: dict[str, str], thing: str, label: str) -> None:
    named = {f"Actor1{name}": actor.get(name, "") for name in ACTORS}
    facts, _, _ = imported(Gdelt(), write(tmp_path, row(**named)))
    assert {found.id: found.name for found in facts.things}[thing] == label
    assert thing in who(facts.events[0])


def test_actors_of_state_act_for_their_country_abroad(tmp_path: Path) -> None:
    event = one(tmp_path, row())
    assert {part.who: part.delegation for part in event.participations} == {
        "country/sweden": None,
        "group/gdelt-premier-chngov": "china",
    }


def test_an_event_needs_an_actor() -> None:
    nobody = {f"Actor{number}{name}": "" for number in "12" for name in ACTORS}
    assert stage(*row(**nobody)) == Rejected("no actor")
    alone = stage(*row(**{name: cell for name, cell in nobody.items() if name.startswith("Actor1")}))
    assert isinstance(alone, Staged)


@pytest.mark.parametrize(
    ("cells", "places"),
    [
        ({}, {"city/gdelt-sw-2500000": "Lund", "country/sweden": "Sweden"}),
        ({"Geo_Type": "1", "Geo_FullName": "Sweden", "Geo_FeatureID": "SW"}, {"country/sweden": "Sweden"}),
        (
            {"Geo_Type": "2", "Geo_FullName": "Ohio, United States", "Geo_CountryCode": "US", "Geo_FeatureID": "OH"},
            {"region/gdelt-us-oh": "Ohio", "country/united-states": "United States"},
        ),
        (
            {"Geo_FeatureID": "", "Geo_ADM1Code": ""},
            {"city/gdelt-sw-lund-skane-lan-sweden": "Lund", "country/sweden": "Sweden"},
        ),
        (
            {"Geo_Type": "1", "Geo_FullName": "Oceans", "Geo_CountryCode": "OS", "Geo_FeatureID": "OS"},
            {"region/gdelt-os-os": "Oceans"},
        ),
        ({"Geo_Type": "0", "Geo_FullName": "", "Geo_Lat": "", "Geo_Long": ""}, {}),
    ],
)
def test_places_are_those_of_the_action_with_their_country(
    tmp_path: Path, cells: dict[str, str], places: dict[str, str]
) -> None:
    facts, _, _ = imported(Gdelt(), write(tmp_path, row(Actor1Code="CHN", Actor1CountryCode="CHN", **cells)))
    found = {thing.id: thing for thing in facts.things if thing.type in ("city", "region", "country")}
    del found["country/china"]
    assert {identifier: thing.name for identifier, thing in found.items()} == places
    assert [report.place for report in facts.events[0].reports] == [next(iter(places), None)]
    for thing in found.values():
        if isinstance(thing, m.Place):
            assert (thing.latitude, thing.longitude) == (55.7, 13.2)


@pytest.mark.parametrize(
    ("url", "publisher", "kept"),
    [
        ("HTTP://user@Example.org:8080/a?b#c", "example.org", True),
        ("http://www.example.org", "example.org", True),
        ("BBC Monitoring, 24 November", None, False),
        ("javascript:alert(1)", None, False),
        ('http://example.org/"><script>', None, False),
        ("http://", None, False),
    ],
)
def test_only_web_addresses_become_urls_and_other_mentions_titles(
    tmp_path: Path, url: str, publisher: str | None, kept: bool
) -> None:
    source = imported(Gdelt(), write(tmp_path, row(url=url)))[0].sources[0]
    assert (source.publisher, source.url, source.title) == (publisher, url if kept else None, None if kept else url)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"day": "20141131"}, '"2014-11-31" is no day'),
        ({"day": "201411"}, '"201411" is not a day: write YYYYMMDD'),
        ({"day": "٢٠١٤١١٢٠"}, "is not a day"),
        ({"day": "00000101"}, "has the year 0"),
        ({"found": ""}, '"" is not a day'),
        ({"code": "---"}, "no CAMEO code"),
        ({"Geo_Lat": "5#5"}, "a coordinate that is no number from -90 to 90"),
        ({"Actor2Name": "x" * 301}, "a name is longer than 300 characters"),
    ],
)
def test_rows_that_can_not_be_used_say_why(cells: dict[str, str], reason: str) -> None:
    found = stage(*row(**cells))
    assert isinstance(found, Rejected)
    assert reason in found.reason


def test_every_row_is_accounted_for_by_line(tmp_path: Path) -> None:
    rows = [row(), row(code="190"), row(code="020"), ("a", "b"), row(day="soon"), row(61), row(url=f"{URL}2")]
    facts, summary, refused = imported(Gdelt(), write(tmp_path, *rows))
    assert (summary.rows, summary.events, summary.merged, summary.not_meetings, summary.rejected) == (7, 1, 1, 2, 3)
    assert refused == [
        (4, "not 58 columns as in the first line"),
        (5, '"soon" is not a day: write YYYYMMDD'),
        (6, "not 58 columns as in the first line"),
    ]
    assert summary.reasons["CAMEO 19: fighting"] == 1
    assert len(facts.sources) == 2


def test_packed_files_give_the_same_facts(tmp_path: Path) -> None:
    plain = write(tmp_path, row(), row(url=f"{URL}2"), row(code="190"))
    facts, summary, _ = imported(Gdelt(), plain)
    content = plain.read_bytes()
    plain.write_bytes(gzip.compress(content))
    assert imported(Gdelt(), plain)[:2] == (facts, summary)
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../20141124.export.CSV", content)
    assert imported(Gdelt(), plain)[:2] == (facts, summary)


def test_a_table_of_another_kind_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("1\t2\t3\n")
    with pytest.raises(KgError, match=r"is not a GDELT event export: its first line has 3 columns: .* 57, 58 or 61"):
        imported(Gdelt(), path)
