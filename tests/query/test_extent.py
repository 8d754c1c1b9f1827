"""What several dates of one event leave open together."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kg.dates import Date, parse
from kg.query.extent import extent, finest
from kg.query.resolve import date_covers

DATES = st.sampled_from(
    "2030 2030-03 2030-03-02 2030-03-03 2030-03~ 2030-03-01/2030-03-04 2030-02/2030-03 203X 2030-03-02/.. "
    "../2030-03-05 2031-01-01 2030-21 2030-03-02?".split()
)


@given(st.lists(DATES.map(parse)))
def test_what_stays_is_what_covers_no_other_date_that_is_finer(dates: list[Date]) -> None:
    def finer(one: Date, other: Date) -> bool:
        return date_covers(one, other) and not date_covers(other, one)

    assert list(finest(dates)) == sorted({one for one in dates if not any(finer(one, other) for other in dates)})


def test_many_dates_take_no_quadratic_time() -> None:
    days = [
        parse(f"{year}-{month:02}-{day:02}") for year in range(1000, 1060) for month in range(1, 13) for day in (1, 2)
    ]
    assert len(finest([*days, parse("1000"), parse("1059")])) == len(days)


def test_a_month_can_begin_and_end_on_any_of_its_days() -> None:
    june = extent([parse("2030-06")])
    first, last = date(2030, 6, 1).toordinal(), date(2030, 6, 30).toordinal()
    assert (june.begin_earliest, june.begin_latest, june.end_earliest, june.end_latest) == (first, last, first, last)


def test_dates_that_differ_leave_open_all_that_any_of_them_says() -> None:
    both = extent([parse("2030-06-01"), parse("2030-06-04")])
    assert (both.begin_latest - both.begin_earliest, both.end_latest - both.end_earliest, both.sure) == (3, 3, True)


def test_nothing_begins_after_it_can_have_ended() -> None:
    stay = extent([parse("2030-06/2030-06-11")])
    assert stay.begin_latest == stay.end_latest == date(2030, 6, 11).toordinal()


def test_a_qualified_date_and_none_are_not_sure() -> None:
    assert (extent([parse("2030-06~")]).sure, extent([]).sure) == (False, False)
    assert extent([]).end_latest - extent([]).begin_earliest > 3_000_000
