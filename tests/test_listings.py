"""Lists of events come out in the same pages however they grew, and an entry is read as it was written."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.dates import parse
from kg.listings import LONGEST_LABEL, PAGE, Entry, Listings

DATES = ["2025-06-02", "2025-06", "2025-06~", "2025-06-02?", "2025-05-16/2025-06-02", "2025-06-02/.."]


def pages(lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    listings = Listings()
    for name, line in lines:
        listings.add(line, [name])
    return list(listings.pages())


@given(st.sampled_from(DATES), st.booleans(), st.text(max_size=20).filter(str.isprintable))
def test_an_entry_is_read_as_it_was_written(edtf: str, within: bool, label: str) -> None:
    entry = Entry(parse(edtf, within), "talks", "event/one", label)
    assert Entry.read(entry.line) == entry
    assert Entry.read(Entry(None, "visit", "https://example.org/e", label).line).date is None


@pytest.mark.parametrize("label", ["two\nlines", "x" * (LONGEST_LABEL + 1), "a\x85b", "tab\there"])
def test_a_label_that_is_no_short_line_is_left_out(label: str) -> None:
    line = Entry(parse("2025"), "talks", "event/one", label).line
    assert Entry.read(line).label == ""
    assert len(line.splitlines()) == 1


def test_many_lines_come_out_sorted_once_each_and_in_the_same_pages_in_any_order() -> None:
    lines = [(f"list {number % 7}", f"line {number:06}") for number in range(30_000)]
    found = pages(lines)
    shuffled = lines * 2
    random.Random(1).shuffle(shuffled)
    assert pages(shuffled) == found
    assert [(name, line) for name, page in found for line in page.split("\n")] == sorted(lines)
    assert max(page.count("\n") + 1 for _, page in found) == PAGE


def test_lists_are_empty_once_they_were_read() -> None:
    listings = Listings()
    listings.add("line", ["one", "other"])
    assert list(listings.pages()) == [("one", "line"), ("other", "line")]
    assert list(listings.pages()) == []
