"""Lists of events come out in the same pages however they grew, and a line has what an entry holds."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import listings
from kg.dates import parse
from kg.listings import LARGEST, LONGEST_LABEL, PAGE, Entry, Listings, date_of
from kg.terms import Literal, literal_text

DATES = ["2025-06-02", "2025-06", "2025-06~", "2025-06-02?", "2025-05-16/2025-06-02", "2025-06-02/.."]


def pages(lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    made = Listings()
    for name, line in lines:
        made.add(line, [name])
    return list(made.pages())


@given(st.sampled_from(DATES), st.booleans(), st.text(max_size=20).filter(str.isprintable))
def test_a_line_has_what_an_entry_holds(edtf: str, within: bool, label: str) -> None:
    date = parse(edtf, within)
    when, *others = Entry(date, "talks", "event/one", label).line.split(" ", 3)
    assert date_of(when) == (date.order, date)
    assert others == ["talks", "event/one", label]


def test_a_line_without_a_date_says_so() -> None:
    when, *_ = Entry(None, "visit", "https://example.org/e", "A visit").line.split(" ", 3)
    assert date_of(when) is None


@pytest.mark.parametrize("label", ["two\nlines", "x" * (LONGEST_LABEL + 1), "a\x85b", "tab\there"])
def test_a_label_that_is_no_short_line_is_left_out(label: str) -> None:
    line = Entry(parse("2025"), "talks", "event/one", label).line
    assert line.split(" ", 3)[3] == ""
    assert len(line.splitlines()) == 1


def test_many_lines_come_out_sorted_once_each_and_in_the_same_pages_in_any_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = [(f"list {number % 7}", f"line {number:06}") for number in range(30_000)]
    found = pages(lines)
    monkeypatch.setattr(listings, "_HELD", 7_000)  # so that some are put away
    shuffled = lines * 2
    random.Random(1).shuffle(shuffled)
    assert pages(shuffled) == found
    assert [(name, line) for name, page in found for line in page.split("\n")] == sorted(lines)
    assert max(page.count("\n") + 1 for _, page in found) == PAGE


@pytest.mark.parametrize("letter", ["x", "\N{SNOWMAN}", '"', "\\"])
def test_no_page_is_larger_than_engines_take_unless_a_line_is(letter: str) -> None:
    lines = [f"{number:03} {letter * 250}" for number in range(2 * PAGE)]
    found = [page for _, page in pages([("list", line) for line in lines])]
    assert [line for page in found for line in page.split("\n")] == lines
    sizes = [len(literal_text(Literal(page)).encode()) for page in found]
    assert max(sizes) <= LARGEST + 2
    assert len(sizes) <= 2 * sum(sizes) / LARGEST
    assert pages([("list", letter * LARGEST)]) == [("list", letter * LARGEST)]


def test_lists_are_empty_once_they_were_read() -> None:
    made = Listings()
    made.add("line", ["one", "other"])
    assert list(made.pages()) == [("one", "line"), ("other", "line")]
    assert list(made.pages()) == []
