"""The strip of time: certain days are solid, possible days are pale."""

import pytest
from playwright.sync_api import Page

from kg.answers import Meeting
from kg.dates import parse, possibly_in
from kg.page import render

from .conftest import Open, heads

pytestmark = pytest.mark.browser

DATES = ("2033-01-05", "2033-XX", "2033-03", "2033-12-30/..", "2033-06-01/2033-06-20")


def days(*dates: str, within: bool = False) -> list[Meeting]:
    return [Meeting(f"event/{index}", "talks", edtf, parse(edtf, within=within)) for index, edtf in enumerate(dates)]


def bars(page: Page, classes: str) -> list[tuple[float, float, float]]:
    """Left and right edge of every bar as shares of the strip's width, and its height."""
    found: list[tuple[float, float, float]] = page.eval_on_selector_all(
        f"#strip {classes}",
        """all => all.map(one => {
          const window = document.querySelector("#strip .window").getBoundingClientRect();
          const box = one.getBoundingClientRect();
          return [(box.left - window.left) / window.width, (box.right - window.left) / window.width, box.height];
        })""",
    )
    return found


def test_an_uncertain_date_is_spread_pale_over_its_possible_days_and_never_solid(open_page: Open) -> None:
    page = open_page(render(days("2033-01-05", "2033-XX"), [], title="x")).page
    solid, pale = bars(page, ".bin:not(.unsure)"), bars(page, ".bin.unsure")
    assert len(solid) == 1
    assert solid[0][0] < 0.05
    assert min(left for left, _, _ in pale) < 0.01
    assert max(right for _, right, _ in pale) > 0.99
    assert max(height for _, _, height in pale) < solid[0][2] / 3
    assert "pale: day uncertain" in page.inner_text("#strip")


@pytest.mark.parametrize(
    ("edtf", "within", "expected"),
    [
        ("2033-06-01/2033-06-20", False, "solid"),
        ("2033-06-01/2033-06-20", True, "pale"),
        ("2033-06", False, "pale"),
        ("2033-06-15~", False, "pale"),
        ("2033-06-15", False, "solid"),
    ],
)
def test_only_days_that_are_certain_are_solid(open_page: Open, edtf: str, within: bool, expected: str) -> None:
    meeting = days(edtf, within=within)[0]
    ends = [Meeting(f"event/end-{day}", "strike", day, parse(day)) for day in ("2033-01-01", "2033-12-31")]
    page = open_page(render([*ends, meeting], [], title="x")).page
    middle = [bar for bar in bars(page, ".bin.unsure" if expected == "pale" else ".bin:not(.unsure)") if bar[0] > 0.1]
    inside = [bar for bar in middle if bar[1] < 0.9]
    assert inside
    assert all(0.38 < left < 0.52 for left, _, _ in inside)
    other = bars(page, ".bin:not(.unsure)" if expected == "pale" else ".bin.unsure")
    assert not [bar for bar in other if 0.1 < bar[0] < 0.9]


@pytest.mark.parametrize(
    ("since", "until"),
    [("2033-02-01", "2033-02-10"), ("2033-06-10", "2033-06-10"), ("2034-01-01", ""), ("", "2033-01-04")],
)
def test_a_range_keeps_every_event_that_may_lie_in_it(open_page: Open, since: str, until: str) -> None:
    chosen = {key: day for key, day in (("from", since), ("until", until)) if day}
    bounds = {key: day for key, day in (("since", since), ("until", until)) if day}
    meetings = days(*DATES)
    page = open_page(render(meetings, [], title="x"), "#" + "&".join(f"{k}={v}" for k, v in chosen.items())).page
    inside = {meeting.id for meeting in meetings if meeting.date and possibly_in(meeting.date, **bounds)}
    assert 0 < len(inside) < len(DATES)
    assert set(heads(page)) == inside
