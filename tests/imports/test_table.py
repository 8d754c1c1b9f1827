"""Anyone's own table with a mapping file: what an import makes of it."""

from io import BytesIO
from pathlib import Path

import pytest
from importing import quads_of

from kg import model as m
from kg.errors import FactsError, KgError
from kg.imports import table_lines
from kg.imports.frame import Staging, Summary
from kg.imports.table import Table
from kg.imports.table_mapping import MAPPING
from kg.imports.table_reader import read_mapping
from kg.terms import nquads

MAPPED = """\
date: {column: Day, format: "%d.%m.%Y"}
kind: {column: Type, values: {Besuch: visit, Gespräch: talks, Intern: ignore}}
participants:
  - {name: Minister, delegation: State, capacity: Office}
"""
HEADER = "Day;Type;Minister;State;Office"
ROW = "02.06.2025;Besuch;Hakan Fidan;Turkey;Foreign Minister"


class Imported:
    """An import of a table, as the frame does it."""

    def __init__(self, folder: Path, mapping: str, *lines: str | bytes, name: str = "meetings.csv") -> None:
        (folder / "map.yaml").write_text(mapping, encoding="utf-8")
        path = folder / name
        path.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines) + b"\n")
        importer = Table(read_mapping(folder / "map.yaml"))
        self.source = importer.source(path)
        staging = Staging(Path(":memory:"))
        staging.fill(importer, path, lambda _, __: None)
        self.events: list[m.Event] = []
        self.things: dict[str, m.Thing] = {}
        self.sources: dict[str, m.Source] = {}
        self.summary = Summary()
        self.text = nquads(quads_of(importer, self.source, staging, self.summary))
        assert self.summary.adds_up()
        for key, rows in staging.events():
            try:
                built = importer.build(self.source, key, rows)
            except ValueError:
                continue
            self.events += built.events
            self.things.update((thing.id, thing) for thing in built.things)
            self.sources.update((source.id, source) for source in built.sources)
        self.reasons = [f"{line}: {reason}" for line, reason, _ in staging.refusals()]


def mapped(**changes: str) -> str:
    """The mapping above with other values for some keys, or more keys."""
    keys = dict(line.split(": ", 1) for line in MAPPED.splitlines()[:2])
    people = changes.pop("participants", "\n".join(MAPPED.splitlines()[3:]))
    rest = "".join(f"{key}: {value}\n" for key, value in {**keys, **changes}.items())
    return f"{rest}participants:\n{people}\n"


# --- events -----------------------------------------------------------------------------------------------------------


def test_a_row_is_an_event_with_date_kind_and_participants(tmp_path: Path) -> None:
    imported = Imported(tmp_path, MAPPED, HEADER, ROW)
    [event] = imported.events
    assert (event.kind, event.label) == ("visit", "Visit of Hakan Fidan")
    [report] = event.reports
    assert report.date
    assert (report.date.edtf, report.status, report.source) == ("2025-06-02", "held", "source/csv-meetings-csv")
    [part] = event.participations
    assert (part.who, part.delegation) == ("person/csv-hakan-fidan", "turkiye")
    assert imported.things[part.capacity or ""] == m.Post(
        "post/csv-turkiye-foreign-minister", "Foreign Minister", of="country/turkiye"
    )
    assert [one.represents for one in event.delegations] == [("country/turkiye",)]


@pytest.mark.parametrize("separator", [",", ";", "|", "\t"])
def test_what_separates_columns_is_found_in_the_header_whatever_the_file_is_called(
    separator: str, tmp_path: Path
) -> None:
    lines = (HEADER.replace(";", separator), ROW.replace(";", separator))
    assert Imported(tmp_path, MAPPED, *lines, name="x.txt").summary.events == 1


def test_the_separator_can_be_given(tmp_path: Path) -> None:
    header = "Day;Type;Minister;State;Office;a,b,c,d,e,f,g"
    assert Imported(tmp_path, mapped(delimiter='";"'), header, ROW + ";x").summary.events == 1


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    lines = (b"\xef\xbb\xbf" + HEADER.encode() + b"\r", ROW.encode() + b"\r", b"\r")
    assert Imported(tmp_path, MAPPED, *lines).summary.events == 1


def test_rows_with_the_same_key_are_one_event_with_all_their_participants(tmp_path: Path) -> None:
    mapping = mapped(key="[No, Day]", label="Title")
    header, row = f"No;{HEADER};Title", "7;02.06.2025;Besuch;{};Turkey;{};{}"
    imported = Imported(
        tmp_path,
        mapping,
        header,
        row.format("Ada", "", ""),
        row.format("Bo", "Clerk", "A visit"),
        row.format("Ada", "Envoy", ""),
        "7;03.06.2025;Besuch;Ada;Turkey;;",
    )
    assert (imported.summary.events, imported.summary.merged) == (2, 2)
    event = next(event for event in imported.events if event.label == "A visit")
    assert [(part.who, part.capacity) for part in event.participations] == [
        ("person/csv-ada", "post/csv-turkiye-envoy"),
        ("person/csv-bo", "post/csv-turkiye-clerk"),
    ]


def test_without_a_key_equal_rows_are_two_events(tmp_path: Path) -> None:
    assert Imported(tmp_path, MAPPED, HEADER, ROW, ROW).summary.events == 2


def test_the_same_key_in_two_tables_means_two_events(tmp_path: Path) -> None:
    lines = (f"No;{HEADER}", f"7;{ROW}")
    one, other = (Imported(tmp_path, mapped(key="No"), *lines, name=name) for name in ("a.csv", "b.csv"))
    assert one.events[0].id != other.events[0].id


def test_rows_of_one_event_and_source_that_contradict_each_other_are_rejected(tmp_path: Path) -> None:
    other = ROW.replace("02.06", "03.06")
    imported = Imported(tmp_path, mapped(key="No"), f"No;{HEADER}", f"7;{ROW}", f"7;{other}", f"8;{ROW}")
    assert (imported.summary.events, imported.summary.rejected) == (1, 2)
    assert all("different dates" in reason for reason in imported.reasons)


def test_what_sources_say_differently_stays_side_by_side(tmp_path: Path) -> None:
    mapping = mapped(key="No", source="{title: Head, publisher: Paper, url: Link, published: Out, format: '%Y/%m/%d'}")
    imported = Imported(
        tmp_path,
        mapping,
        f"No;{HEADER};Head;Paper;Link;Out",
        f"7;{ROW};One;Wire;https://example.org/1;2025/06/03",
        f"7;{ROW.replace('02.06', '03.06')};Two;Post;https://example.org/2;",
        f"7;{ROW};;;;",
    )
    [event] = imported.events
    assert sorted(report.date.edtf for report in event.reports if report.date) == [
        "2025-06-02",
        "2025-06-02",
        "2025-06-03",
    ]
    assert {report.source for report in event.reports} == {*imported.sources, "source/csv-meetings-csv"}
    one = next(source for source in imported.sources.values() if source.title == "One")
    assert (one.publisher, one.url) == ("Wire", "https://example.org/1")
    assert one.published
    assert one.published.edtf == "2025-06-03"


def test_places_lie_in_each_other(tmp_path: Path) -> None:
    mapping = mapped(place="{venue: Hall, city: Town, country: State}")
    imported = Imported(tmp_path, mapping, f"{HEADER};Hall;Town", f"{ROW};Palace;Istanbul", f"{ROW};;")
    first, second = (event.reports[0].place for event in imported.events)
    assert (first, second) == ("venue/csv-turkiye-istanbul-palace", "country/turkiye")
    hall = imported.things[first or ""]
    assert isinstance(hall, m.Place)
    assert hall.within == "city/csv-turkiye-istanbul"


def test_an_identifier_in_a_cell_means_that_thing_and_gives_it_no_name(tmp_path: Path) -> None:
    mapping = mapped(place="{city: Town}")
    imported = Imported(tmp_path, mapping, f"{HEADER};Town", "02.06.2025;Besuch;person/hakan-fidan;;;city/istanbul")
    [event] = imported.events
    assert (event.label, event.reports[0].place) == ("Visit of Hakan Fidan", "city/istanbul")
    assert [part.who for part in event.participations] == ["person/hakan-fidan"]
    assert imported.things == {}


def test_several_names_in_a_cell_are_several_participants(tmp_path: Path) -> None:
    people = '  - {name: Minister, type: organisation, role: party, split: " & "}'
    imported = Imported(tmp_path, mapped(participants=people), HEADER, "02.06.2025;Gespräch;UN & OSCE & UN;;")
    [event] = imported.events
    assert event.label == "Talks of UN and OSCE"
    assert [(part.who, part.roles) for part in event.participations] == [
        ("organisation/csv-osce", ("party",)),
        ("organisation/csv-un", ("party",)),
    ]


def test_codes_can_stand_in_columns_of_their_own(tmp_path: Path) -> None:
    people = "  - {name: Minister, type: {column: State}, role: {column: Office, values: {Chef: head}}}"
    imported = Imported(tmp_path, mapped(participants=people), HEADER, "02.06.2025;talks;Turkey;country;Chef")
    [part] = imported.events[0].participations
    assert (part.who, part.roles) == ("country/turkiye", ("head",))


def test_a_delegation_may_act_for_an_organisation(tmp_path: Path) -> None:
    people = "  - {name: Minister, delegation: {column: State, type: organisation}}"
    imported = Imported(tmp_path, mapped(participants=people), HEADER, "02.06.2025;Besuch;Ada;NATO;")
    assert imported.events[0].delegations[0].represents == ("organisation/csv-nato",)


@pytest.mark.parametrize(
    ("date", "cells", "edtf", "within"),
    [
        ("Day", "2025-06~", "2025-06~", False),
        ('{column: Day, format: "%B %Y"}', "June 2025", "2025-06", False),
        ('{column: Day, format: "%Y"}', "2025", "2025", False),
        ('{column: Day, format: "%d/%m/%y"}', "2/6/25", "2025-06-02", False),
        ('{column: Day, format: "%Y%m%d %H:%M"}', "20250602 09:30", "2025-06-02", False),
        ("{start: Day, end: State, within: true}", "2025-06-02;Besuch;Ada;2025-06-04", "2025-06-02/2025-06-04", True),
        ("{start: Day, end: State}", "2025-06-02;Besuch;Ada;2025-06-02", "2025-06-02", False),
        ("{start: Day, end: State}", "2025-06-02;Besuch;Ada;", "2025-06-02", False),
        ("{value: 2025}", "", "2025", False),
    ],
)
def test_dates_are_edtf_or_in_a_given_format(date: str, cells: str, edtf: str, within: bool, tmp_path: Path) -> None:
    date = date.replace("{value: 2025}", "{start: {value: 2025}}")
    row = cells if ";" in cells else f"{cells};Besuch;Ada;"
    people = "  - {name: Minister}"
    [event] = Imported(tmp_path, mapped(date=date, participants=people), HEADER, f"{row};").events
    assert event.reports[0].date
    assert (event.reports[0].date.edtf, event.reports[0].date.within) == (edtf, within)


def test_the_mapping_may_describe_the_table_itself(tmp_path: Path) -> None:
    mapping = mapped(title="Meetings", publisher="An institute", published="2024-05", url="https://example.org/t")
    source = Imported(tmp_path, mapping, HEADER, ROW).source
    assert (source.kind, source.title, source.publisher, source.url) == (
        "dataset",
        "Meetings",
        "An institute",
        "https://example.org/t",
    )


# --- rows that can't be used ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2025-06-02;Besuch;Ada;;", '3: the date "2025-06-02" is not written as %d.%m.%Y'),
        (";Besuch;Ada;;", "3: date: the cell is empty"),
        ("NA;Besuch;Ada;;", "3: date: the cell is empty"),
        ("02.06.2025;Fest;Ada;;", '3: kind: the mapping does not say what "Fest" means'),
        ("02.06.2025;;Ada;;", "3: kind: the cell is empty"),
        ("02.06.2025;Besuch;;;", "3: nobody takes part"),
        ("02.06.2025;Besuch;?!;;", '3: "?!" is no name'),
        ("02.06.2025;Besuch;" + "x" * 400 + ";;", "3: "),
        ("02.06.2025;Besuch;Ada;", "3: 4 columns, not 5 as in the header"),
        ("02.06.2025;Besuch;Ada;;;", "3: 6 columns, not 5 as in the header"),
        ('02.06.2025;"Besuch"x;Ada;;', "3: not CSV: "),
        (b"02.06.2025;Besuch;\xff;;", "3: not UTF-8"),
        ("x" * 1_100_000, "3: longer than 1000000 bytes"),
        ('02.06.2025;Besuch;"Ada;;', "3: "),
        ('02.06.2025;Besuch;"' + "x" * 200_000 + '";;', "3: not CSV: field larger"),
    ],
)
def test_a_row_that_can_not_be_used_is_told_with_its_line_and_the_others_are_imported(
    row: str | bytes, reason: str, tmp_path: Path
) -> None:
    imported = Imported(tmp_path, MAPPED, HEADER, ROW, row, ROW, ROW)
    [told] = imported.reasons
    assert told.startswith(reason)
    assert (imported.summary.rows, imported.summary.events, imported.summary.rejected) == (4, 3, 1)


def test_a_cell_may_hold_line_breaks_and_quoted_separators(tmp_path: Path) -> None:
    row = '02.06.2025;Besuch;"Hakan\nFidan; ""the"" minister";;'
    imported = Imported(tmp_path, MAPPED, HEADER, row, "x", ROW)
    assert imported.events[0].label == 'Visit of Hakan Fidan; "the" minister'
    assert [reason.partition(":")[0] for reason in imported.reasons] == ["4"]


def test_a_kind_that_is_ignored_is_no_meeting(tmp_path: Path) -> None:
    imported = Imported(tmp_path, MAPPED, HEADER, "02.06.2025;Intern;Ada;;", ROW)
    assert (imported.summary.events, imported.summary.not_meetings) == (1, 1)


def test_further_texts_can_stand_for_nothing(tmp_path: Path) -> None:
    imported = Imported(tmp_path, mapped(empty="[unknown, '-']"), HEADER, "02.06.2025;Besuch;Ada;-;unknown")
    [part] = imported.events[0].participations
    assert (part.delegation, part.capacity) == (None, None)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "https://example.org/a b", "file:///etc/passwd"])
def test_only_web_addresses_are_taken_as_addresses(link: str, tmp_path: Path) -> None:
    imported = Imported(tmp_path, mapped(source="{url: Link}"), f"{HEADER};Link", f"{ROW};{link}")
    assert imported.summary.rejected == 1


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    name = '<script> "a> <b" \x1b[2J \u202e {x} \\'
    imported = Imported(tmp_path, MAPPED, HEADER, f'02.06.2025;Besuch;"{name.replace(chr(34), chr(34) * 2)}";;')
    [thing] = imported.things.values()
    assert thing.name == name
    assert thing.id.startswith("person/csv-script-a-b")


# --- reading ----------------------------------------------------------------------------------------------------------


def test_reading_goes_on_behind_the_rows_already_read(tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(MAPPED, encoding="utf-8")
    table = Table(read_mapping(tmp_path / "map.yaml"))
    path = tmp_path / "t.csv"
    path.write_text(f'{HEADER}\n{ROW}\n\n02.06.2025;Besuch;"A\nda";;\nx;y\n"x\n{ROW}', encoding="utf-8")
    rows = list(table.rows(path, 0))
    assert [(row.line, row.fault != "") for row in rows] == [(2, False), (4, False), (6, True), (7, True), (8, False)]
    for number, row in enumerate(rows):
        assert list(table.rows(path, row.offset)) == rows[number + 1 :]


def test_rows_are_read_as_a_stream() -> None:
    file = BytesIO(b"a,b\n" + b"1,2\n" * 100_000)
    columns, delimiter = table_lines.heading(file, "t")
    next(table_lines.rows(file, 0, delimiter, len(columns)))
    assert file.tell() == 8


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "has no header"),
        (b"\n", "has no header"),
        (b"\xff\xfeD\x00a\x00y\x00", "is not UTF-8"),
        (b'"Day;Type', "can't be read"),
    ],
)
def test_a_file_without_a_header_is_a_clear_error(content: bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(KgError, match=message):
        Imported(tmp_path, MAPPED, content)


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(MAPPED, encoding="utf-8")
    with pytest.raises(KgError, match="can't be read"):
        list(Table(read_mapping(tmp_path / "map.yaml")).rows(tmp_path / "no.csv", 0))


# --- the mapping ------------------------------------------------------------------------------------------------------


def wrong(folder: Path, mapping: str) -> str:
    (folder / "map.yaml").write_text(mapping, encoding="utf-8")
    with pytest.raises(FactsError) as error:
        read_mapping(folder / "map.yaml")
    return str(error.value).replace(f"{folder}/", "")


def test_a_column_that_the_table_has_not_is_told_with_the_nearest_one(tmp_path: Path) -> None:
    with pytest.raises(FactsError) as error:
        Imported(tmp_path, MAPPED, HEADER.replace("Minister", "Ministers"), ROW)
    told = str(error.value).replace(f"{tmp_path}/", "")
    assert told == 'map.yaml:4: name: the column "Minister" is not in "meetings.csv" (did you mean Ministers?)'


def test_a_column_that_stands_in_the_table_twice_is_told(tmp_path: Path) -> None:
    with pytest.raises(FactsError, match="twice"):
        Imported(tmp_path, MAPPED, f"{HEADER};Day", f"{ROW};x")


def test_everything_that_is_wrong_in_a_mapping_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    mapping = """\
date: {column: Day, format: "%Q"}
kidn: visit
kind: visti
delimiter: ":"
published: 2/6/2025
place: [a]
label: {column: a, value: b}
participants:
  - {nmae: X}
  - {name: X, role: haed, type: {column: a, values: {b: persn}}}
"""
    assert wrong(tmp_path, mapping).splitlines() == [
        'map.yaml:1: the format "%Q" can\'t be read (write it like "%d.%m.%Y" or "%B %d, %Y")',
        'map.yaml:2: unknown key "kidn" (did you mean kind?)',
        'map.yaml:3: kind: "visti" is none (did you mean visit?)',
        'map.yaml:4: the delimiter is ":" (write , or ; or | or "\\t")',
        'map.yaml:5: "2/6/2025" does not tell day from month (write YYYY-MM-DD, YYYY-MM or YYYY)',
        "map.yaml:6: place: this is a list, not a mapping (its keys are venue, city, region, country)",
        "map.yaml:7: label: either column or value is needed (write label: {column: NAME})",
        "map.yaml:9: this participant has no name (add name: and the column that holds it)",
        'map.yaml:9: unknown key "nmae" (did you mean name?)',
        'map.yaml:10: role: "haed" is none (did you mean head?)',
        'map.yaml:10: type: "persn" is none (did you mean person?)',
    ]


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ("", "map.yaml:1: the file is empty"),
        ("# nothing", "a mapping needs date:, kind: and participants:"),
        ("- a", "a mapping needs date:, kind: and participants:"),
        ("kind: visit", "map.yaml:1: the mapping has no date"),
        ("date: &a [x]\nkind: *a\nparticipants: x", "refused"),
        ("date: {", "this is not YAML"),
        ("date: !!python/object:os.system {}\nkind: visit\nparticipants: x", "refused"),
        ("date: Day\nkind: [visit]\nparticipants: x", "kind: this is a list"),
        ("date: {start: a, column: b}\nkind: visit\nparticipants: x", "either column, or start and end"),
        ("date: {column: a, within: yes}\nkind: visit\nparticipants: x", "write true"),
        ("date: a\nkind: visit\nparticipants: []", "the list is empty"),
        ("date: a\nkind: visit\nparticipants: {name: {a: b}}", "unknown key"),
        ("date: " + "[" * 10_000, "nested"),
    ],
)
def test_a_mapping_that_can_not_be_used_is_a_clear_error(mapping: str, message: str, tmp_path: Path) -> None:
    assert message in wrong(tmp_path, mapping)


@pytest.mark.parametrize("name", ["no.yaml", "folder", "large.yaml", "latin.yaml"])
def test_a_mapping_that_can_not_be_read_is_a_clear_error(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "large.yaml").write_bytes(b"#" * 1_000_001)
    (tmp_path / "latin.yaml").write_bytes(b"title: \xe9")
    with pytest.raises(KgError, match="mapping"):
        read_mapping(tmp_path / name)


def test_the_example_in_the_help_is_a_valid_mapping_and_names_all_columns(tmp_path: Path) -> None:
    lines = [line[4:] for line in MAPPING.split("\n\n")[1].splitlines()]
    (tmp_path / "map.yaml").write_text("\n".join(lines), encoding="utf-8")
    columns = read_mapping(tmp_path / "map.yaml").columns()
    assert {"Meeting no.", "Day", "Type", "Subject", "Hall", "Minister", "Guests", "Headline"} < set(columns)
