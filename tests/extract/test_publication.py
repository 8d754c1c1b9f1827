"""When a text was published: its own word against what somebody says."""

from pathlib import Path

import pytest

from kg.dates import parse
from kg.extract.document import Document, read_document
from kg.extract.publication import published_on

GIVEN = parse("2024-01-05")
PARAGRAPH = "<p>The foreign ministers of both countries met in the city, and a ministry said so in a statement.</p>"
PAGE = (
    '<html lang="en"><head><title>Talks</title><meta property="article:published_time" content="2025-06-02T10:00:00Z">'
    f"</head><body><article><h1>Talks</h1>{PARAGRAPH}{PARAGRAPH}</article></body></html>"
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "Talks go on\n\nOSLO, June 2, 2025 (Wire) — Ada Ames met Ben Bird.\n"),
        ("b.txt", "Talks go on\n\nOSLO, 2 June 2025 (Wire) — Ada Ames met Ben Bird.\n"),
        ("c.md", "---\ntitle: Talks\ndate: 2025-06-02\n---\nAda Ames met Ben Bird.\n"),
        ("d.md", "# Talks go on\n\nOSLO, June 2, 2025 (Wire) — Ada Ames met Ben Bird.\n"),
        ("e.html", PAGE),
    ],
)
def test_the_date_in_the_text_goes_before_the_one_given(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    document = published_on(read_document(tmp_path / name), GIVEN)
    assert document.published == parse("2025-06-02")
    assert document.notes == ("the text says that it was published on 2025-06-02, so 2024-01-05 was not taken",)


def test_a_dateline_without_a_year_takes_the_one_nearest_to_the_date_given() -> None:
    text = "OSLO, December 30 (Wire) — Ada Ames met Ben Bird."
    assert published_on(Document(name="a", text=text), GIVEN).published == parse("2023-12-30")
    assert published_on(Document(name="a", text=text), None).published is None


def test_the_date_given_holds_where_the_text_says_none_and_nothing_is_said_of_it() -> None:
    document = published_on(Document(name="a", text="Ada Ames met Ben Bird on 3 January 2024."), GIVEN)
    assert (document.published, document.notes) == (GIVEN, ())


def test_a_text_that_names_a_day_long_after_its_publication_is_warned_of() -> None:
    document = published_on(Document(name="a", text="Ada Ames met Ben Bird on 3 March 2026."), GIVEN)
    assert document.published == GIVEN
    assert document.notes == (
        "the text names 2026-03-03, long after its day of publication 2024-01-05: is that right?",
    )
