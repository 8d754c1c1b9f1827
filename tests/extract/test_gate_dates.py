"""Which dates the words of a text bear out."""

from datetime import date

import pytest

from kg.dates import parse
from kg.extract.gate_dates import DateWords
from kg.model import Span

MONDAY = date(2025, 6, 2)


def bears(text: str, said: str, published: date | None = MONDAY, words: str = "", planned: bool = False) -> bool:
    """Whether some words of a text, the whole of it if none are given, bear out a date."""
    start = text.index(words)
    span = Span(start, start + len(words or text))
    return DateWords(text, published).bears(parse(said), [span], planned=planned)


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("They met on Friday.", "2025-05-30", "2025-06-06"),
        ("They will meet on Friday.", "2025-06-06", "2025-06-13"),
        ("The talks, which opened on Friday, went on.", "2025-05-30/..", "../2025-05-30"),
        ("They have negotiated since last month.", "2025-05/..", "2025-05"[:4]),
        ("They agreed to meet not later than 1 July 2025.", "../2025-07-01", "2025-07-01/.."),
        ("They will meet from Tuesday to Thursday.", "2025-06-03/2025-06-05", "2025-06-03/2025-06-06"),
        ("It burned overnight from Saturday to Sunday.", "2025-05-31/2025-06-01", "2025-05-30/2025-06-01"),
        ("Overnight into Sunday a depot burned.", "2025-05-31/2025-06-01", "2025-06-01/2025-06-03"),
        ("She ended a three-day visit on Sunday.", "2025-05-30/2025-06-01", "2025-06-01/2025-06-03"),
        ("Two-day talks opened on Sunday.", "2025-06-01/2025-06-02", "2025-05-31/2025-06-01"),
        ("They will meet in the first week of July.", "2025-07-01/2025-07-07", "2025-07-08/2025-07-14"),
        ("They will meet in the second half of July.", "2025-07-16/2025-07-31", "2025-07-01/2025-07-15"),
        ("They will meet in the first half of next year.", "2026-01/2026-06", "2026-07/2026-12"),
        ("They met in 2018, and on 26 November of that year again.", "2018-11-26", "2019-11-26"),
        ("They met on Friday. The next day they left.", "2025-05-31", "2025-06-01"),
        ("They met on Friday. Four days before that, jets had hit a depot.", "2025-05-26", "2025-06-03"),
        ("They met on Friday. Jets hit a depot many days after that.", "2025-05-30", "2025-05-31"),
        ("They met on 3 May 2025. Nine days later they met again.", "2025-05-12", "2025-05-11"),
        ("They met on Friday and dined later the same day.", "2025-05-30", "2025-06-02"),
        ("They met in the spring of 2021.", "2021-21", "2021-04"),
        ("They met before Easter.", "2025-04-20", "2025-04-21"),
        ("The rounds on Feb. 17 and Feb. 28 failed.", "2025-02-28", "2025-02-20"),
        ("They met in June 2024.", "2024-06", "2024-06-12"),
        ("They met in 2024.", "2024", "2024-06"),
        ("He opened talks on Friday that ended on Sunday.", "2025-05-30/2025-06-01", "2025-05-30/2025-06-02"),
        ("They met for a fourth straight day on Sunday.", "2025-05-29/2025-06-01", "2025-05-28/2025-06-01"),
        ("They began their third day of talks on Sunday.", "2025-05-30/2025-06-01", "2025-06-01/2025-06-03"),
        ("Talks that began on Friday are in their third day.", "2025-05-30", "2025-05-28/2025-05-30"),
        ("They met on Friday, a day after he landed in Oman.", "2025-05-29", "2025-05-31"),
        ("They met on Friday, a day before the talks opened.", "2025-05-31", "2025-05-29"),
        ("They will meet in the spring of next year.", "2026-21", "2025-21"),
        ("They met in autumn last year.", "2024-23", "2023-23"),
        ("He came on Wednesday night for a 48-hour visit.", "2025-05-28/2025-05-30", "2025-05-28/2025-05-31"),
        ("He came on Sunday after a 48-hour ultimatum.", "2025-06-01", "2025-06-01/2025-06-03"),
        ("He came back on Friday from Oman, where he spent four days.", "2025-05-27/2025-05-30", "2025-05-30/.."),
        ("They will meet from Tuesday on.", "2025-06-03/..", "../2025-06-03"),
        ("They will meet in the first quarter of 2026.", "2026-01/2026-03", "2026-04/2026-06"),
        ("They will meet in the last quarter of this year.", "2025-10/2025-12", "2025-01/2025-03"),
        ("They will meet before the end of the year.", "../2025-12", "../2025-11"),
        ("They will meet by the end of the current month.", "../2025-06", "../2025-07"),
        ("They signed in 2018 and met at the end of the year.", "2018-12", "2025-12"),
        ("Eighteen months ago they met.", "2023-12", "2023-11"),
        ("Two years ago they met.", "2023", "2022"),
        ("They met a fortnight ago.", "2025-05-19", "2025-05-26"),
        ("They met on Friday. A week later they met again.", "2025-06-06", "2025-06-07"),
        ("They met on 3 May 2025. Two weeks before that, he called.", "2025-04-19", "2025-05-17"),
        ("They met on 3 May 2025. A fortnight later they met again.", "2025-05-17", "2025-05-10"),
        ("Talks opened in 1991 and failed in November of the following year.", "1992-11", "2024-11"),
        ("Talks opened in 1991, after a raid in March of the previous year.", "1990-03", "2025-03"),
        ("He came last August, when they signed on August 27.", "2024-08-27", "2023-08-27"),
        ("He came last July, when they signed on September 5.", "2025-09-05", "2024-09-05"),
    ],
)
def test_a_date_has_to_follow_from_the_words(text: str, right: str, wrong: str) -> None:
    assert bears(text, right)
    assert not bears(text, wrong)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("More than three months ago they met.", "2025-03"),
        ("Nearly two years ago they met.", "2023"),
        ("They will meet before the end of the talks.", "../2025-12"),
        ("They will meet before the talks of the year.", "../2025-12"),
        ("They will meet in the third quarter of the town.", "2025-07/2025-09"),
        ("In 2018 they met, and again at the end of the month.", "2025-06"),
        ("He came after a 48-hour visit. They met on Friday.", "2025-05-29/2025-05-30"),
        ("A week later they met again.", "2025-06-09"),
    ],
)
def test_no_date_follows_from_words_that_do_not_tell_it(text: str, wrong: str) -> None:
    assert not bears(text, wrong, planned="will" in text)


def test_a_day_is_counted_from_the_date_before_it_or_from_one_before_it_that_is_offered() -> None:
    text = "She spoke on Thursday. She came on Friday. The day before, she called. She left on Sunday."
    dates = DateWords(text, MONDAY)
    called = [Span(text.index("The day before"), text.index(", she"))]
    thursday, sunday = ([Span(text.index(word), text.index(word) + len(word))] for word in ("Thursday", "Sunday"))
    assert dates.bears(parse("2025-05-29"), called)
    assert not dates.bears(parse("2025-05-28"), called)
    assert dates.bears(parse("2025-05-28"), called, thursday)
    assert not dates.bears(parse("2025-05-31"), called, sunday)


def test_a_day_after_something_is_not_counted_from_another_sentence() -> None:
    assert not bears("She spoke on Friday. They met a day after a visit.", "2025-05-29", words="a day after a visit")


def test_a_weekday_of_a_plan_may_lie_ahead_without_a_verb_in_the_future() -> None:
    assert bears("She joins him on Friday.", "2025-06-06", planned=True)
    assert not bears("She joins him on Friday.", "2025-06-06")


def test_words_are_counted_from_the_dateline_as_well() -> None:
    text = "MINISTER ARRIVES\n\nACCRA, May 30\n\nHe arrived this morning.\n"
    assert bears(text, "2025-05-30", words="this morning")
    assert not bears(text, "2025-05-29", words="this morning")


def test_without_a_day_of_publication_only_dates_with_their_year_are_borne_out() -> None:
    assert bears("On 26 May 2025 they met.", "2025-05-26", None)
    assert not bears("On Friday they met.", "2025-05-30", None)


def test_evidence_from_elsewhere_does_not_count_against_a_date_of_its_own() -> None:
    text = "They met on Friday. He left on Sunday."
    dates = DateWords(text, MONDAY)
    met, left = Span(0, 19), Span(20, len(text))
    assert not dates.bears(parse("2025-06-01"), [met], [left])
    assert dates.bears(parse("2025-06-01"), [Span(0, 8)], [left])


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "31 June 9999",
        "9999-12-31 the next day",
        "for a tenth day on 3 Jan. 0001",
        "in 0000",
        "a 31-day visit on 1 Jan. 0001",
    ],
)
def test_odd_texts_and_years_at_the_edge_are_judged(text: str) -> None:
    assert not DateWords(text, date.max).bears(parse("2025-06-02"), [Span(0, max(1, len(text)))])
    assert not DateWords(text, date.min).bears(parse("2025-06-02"), [Span(0, max(1, len(text)))])
