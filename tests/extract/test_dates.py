from datetime import date, timedelta

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError
from kg.extract.dates import find

MONDAY = date(2025, 6, 2)


def one(text: str, published: date | None = MONDAY) -> str:
    found = list(find(text, published))
    assert len(found) == 1, found
    return found[0].edtf


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("They met on Monday.", "2025-06-02"),
        ("They met on Sunday.", "2025-06-01"),
        ("They will meet on Sunday.", "2025-06-08"),
        ("They are expected to meet on Tuesday.", "2025-06-03"),
        ("It was put off: they postponed it to Tuesday.", "2025-06-03"),
        ("It had been scheduled for Sunday.", "2025-06-01"),
        ("They met last Monday.", "2025-05-26"),
        ("They met on Thursday last week.", "2025-05-29"),
        ("Released on 2025-05-28.", "2025-05-28"),
        ("The round is to be held in Oslo on Sunday.", "2025-06-08"),
        ("They meet next Tuesday.", "2025-06-03"),
        ("They met yesterday.", "2025-06-01"),
        ("They meet today.", "2025-06-02"),
        ("They leave tomorrow.", "2025-06-03"),
        ("They met overnight.", "2025-06-01/2025-06-02"),
        ("They met over the weekend.", "2025-05-31/2025-06-01"),
        ("They met last weekend.", "2025-05-31/2025-06-01"),
        ("They met last week.", "2025-05-26/2025-06-01"),
        ("They meet next month.", "2025-07"),
        ("They met on May 16.", "2025-05-16"),
        ("They met on Feb. 28.", "2025-02-28"),
        ("They met on Dec. 20.", "2024-12-20"),
        ("They will meet on Jan. 5.", "2026-01-05"),
        ("They met on 16 May 2019.", "2019-05-16"),
        ("They met on the 3rd of March.", "2025-03-03"),
        ("They met from 3–5 March 2024.", "2024-03-03/2024-03-05"),
        ("They met from March 3 to 5, 2024.", "2024-03-03/2024-03-05"),
        ("They met in early June.", "2025-06"),
        ("They met in November 2018.", "2018-11"),
        ("They met in October.", "2024-10"),
        ("They met last May.", "2025-05"),
        ("They met in 2014.", "2014"),
        ("They met three days ago.", "2025-05-30"),
    ],
)
def test_words_mean_a_day_counted_from_publication(text: str, meant: str) -> None:
    assert one(text) == meant


@pytest.mark.parametrize(
    "text", ["They met on Monday.", "They met on May 16.", "They met yesterday.", "They met overnight."]
)
def test_without_a_day_of_publication_the_date_stays_open(text: str) -> None:
    assert one(text, None) == ""


def test_a_year_in_the_words_needs_no_publication() -> None:
    assert one("They met on 16 May 2019.", None) == "2019-05-16"


@pytest.mark.parametrize(
    "text", ["He may march.", "May I go?", "31 February 2020x", "The 3.5 May", "Sunny friday", "30 February 2024"]
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert not [when for when in find(text, MONDAY) if when.edtf]


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.sampled_from("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
)
def test_a_weekday_is_at_most_six_days_before_publication(published: date, day: str) -> None:
    meant = date.fromisoformat(one(f"They met on {day}.", published))
    assert timedelta(0) <= published - meant < timedelta(7)
    assert meant.strftime("%A") == day


@given(st.text(max_size=300), st.dates(date(2, 1, 1), date(9998, 1, 1)))
def test_any_text_gives_valid_dates_in_their_places(text: str, published: date) -> None:
    for when in find(text, published):
        assert 0 <= when.start < when.end <= len(text)
        if when.edtf:
            edtf.parse_edtf(when.edtf)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Sie trafen sich am 16. Mai.", "2025-05-16"),
        ("Sie trafen sich am Sonntag.", "2025-06-01"),
        ("Sie werden sich am Freitag treffen.", "2025-06-06"),
        ("Sie trafen sich gestern.", "2025-06-01"),
        ("Sie trafen sich im Oktober 2019.", "2019-10"),
        ("Sie trafen sich vor drei Tagen.", "2025-05-30"),
        ("Sie trafen sich letzte Woche.", "2025-05-26/2025-06-01"),
    ],
)
def test_german_is_files_and_not_code(text: str, meant: str) -> None:
    assert [when.edtf for when in find(text, MONDAY, "de")] == [meant]


def test_a_language_without_the_files_is_refused_by_name() -> None:
    with pytest.raises(KgError, match=r"no dates.yaml for the language 'xx': there is one for de or en"):
        list(find("Monday", MONDAY, "xx"))
