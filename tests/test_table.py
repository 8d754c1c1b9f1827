"""Answers as rows, data, HTML and data frames."""

import csv
import io
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from query.world import world

from kg.answers import Cited, Meeting
from kg.dates import parse
from kg.findings import Count
from kg.query import Selection, meetings, posts
from kg.table import Answers, as_csv, plain, show

COUNTS = Answers(Count, [Count("event", 2), Count("person", 10)])


def test_answers_are_a_sequence_of_values() -> None:
    assert (len(COUNTS), COUNTS[1], [count.what for count in COUNTS]) == (2, Count("person", 10), ["event", "person"])
    assert COUNTS[:1] == Answers(Count, [Count("event", 2)])
    assert isinstance(COUNTS[:1], Answers)
    assert Count("event", 2) in COUNTS
    assert [Count("event", 2)] != COUNTS
    assert len({COUNTS, Answers(Count, list(COUNTS))}) == 1


def test_they_print_as_a_table_and_say_what_they_are() -> None:
    assert str(COUNTS) == "what    count\nevent   2\nperson  10"
    assert repr(COUNTS) == "<2 x Count>"
    assert str(Answers(Count, [])) == "what  count"


def test_a_date_becomes_an_object_with_null_for_an_open_end() -> None:
    assert plain(parse("../2030~")) == {
        "edtf": "../2030~",
        "earliest": None,
        "latest": "2030-12-31",
        "text": "until about 2030",
        "qualified": True,
        "within": False,
    }


def test_every_field_is_in_the_data_under_its_own_name() -> None:
    (post,) = posts(world(), "Dora").to_dicts()
    assert list(post) == [
        "person",
        "person_id",
        "title",
        "post_id",
        "of",
        "from",
        "until",
        "seen",
        "certain",
        "sources",
    ]


def test_html_escapes_names_and_has_a_cell_for_every_column() -> None:
    class Cells(HTMLParser):
        tags: list[str] = []  # noqa: RUF012

        def handle_starttag(self, tag: str, attrs: Any) -> None:
            self.tags.append(tag)

    evil = '<img src=x onerror="alert(1)">'
    html = Answers(Count, [Count(evil, 1)])._repr_html_()
    parser = Cells()
    parser.feed(html)
    assert parser.tags == ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"]
    assert "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;" in html


def test_a_data_frame_has_the_fields_as_columns_even_when_empty() -> None:
    pytest.importorskip("pandas")
    frame = meetings(world(), Selection()).to_pandas()
    assert list(frame["id"])[:2] == ["event/round-1", "event/visit"]
    assert list(Answers(Meeting, []).to_pandas().columns) == list(frame.columns)


def test_a_data_frame_can_be_sorted_by_date_and_place() -> None:
    pytest.importorskip("pandas")
    frame = meetings(world(), Selection()).to_pandas()
    by_date = frame.sort_values("date_latest", ascending=False, na_position="last")
    assert list(by_date["date"])[:2] == ["2030-04", "2030-03-01"]
    row = dict(frame.sort_values("place").iloc[0])
    assert {name: row[name] for name in row if name.startswith(("date", "place"))} == {
        "date": "2030-03-01",
        "date_earliest": "2030-03-01",
        "date_latest": "2030-03-01",
        "place": "Glass Hall",
        "place_id": "venue/glass-hall",
        "place_city": "Harbour",
        "place_country": "Eastmark",
    }
    assert row["participants"].startswith("Bo Birch, Envoy of Northland (head); ")
    assert not any(isinstance(cell, dict | list | tuple) for cell in frame.to_numpy().flat)


def test_with_texts_at_hand_the_quotes_stand_in_the_last_column() -> None:
    wire, other = Cited("source/wire", quote="Ada came\nand left."), Cited("source/other", quote="Ada came.")
    told = Answers(Meeting, [Meeting("event/a", "talks", "A", sources=(wire,))])
    assert (told.columns[-1], told.rows()[0][-1]) == ("quote", "“Ada came and left.”")
    both = Answers(Meeting, [Meeting("event/a", "talks", "A", sources=(wire, other)), Meeting("event/b", "talks", "B")])
    assert [row[-1] for row in both.rows()] == ["“Ada came and left.” (wire); “Ada came.” (other)", ""]
    assert "quote" not in Answers(Meeting, [Meeting("event/b", "talks", "B")]).columns


def test_without_pandas_a_data_frame_is_an_import_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(ImportError):
        COUNTS.to_pandas()


def test_cells_show_nothing_for_none_and_join_sequences() -> None:
    assert (show(None), show((parse("2030"), None, 3))) == ("", "2030; ; 3")


@pytest.mark.parametrize("start", [*"=+-@\t\r\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    (_, row) = csv.reader(io.StringIO(as_csv(["a"], [[f"{start}1"]]), newline=""))
    assert row == [f"'{start}1"]


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=("Cs",))), min_size=2, max_size=2), max_size=4))
def test_csv_reads_back_as_it_was_but_for_the_apostrophe(rows: list[list[str]]) -> None:
    found = list(csv.reader(io.StringIO(as_csv(["a", "b"], rows), newline="")))[1:]
    assert [[cell.removeprefix("'") for cell in row] for row in found] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]
