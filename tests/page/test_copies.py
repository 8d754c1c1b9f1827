"""Copies of an article count as one source on the page, and what each of them says can still be read."""

import pytest
from attrs import evolve

from kg.answers import Cited, Meeting, Quoted, Said
from kg.dates import Date, parse
from kg.page import render
from kg.page.words import read_words, row

from .conftest import Open

WIRE = Cited("source/wire", None, "Example Wire", "2030-03-02", kind="article")
GAZETTE = Cited("source/gazette", "Ministers meet", "The Gazette", "2030-03-03", syndicated_from="source/wire")
MIRROR = Cited("source/mirror", "They met", "The Mirror", "2030-03-03", syndicated_from="source/wire")
OTHER = Cited("source/other", "A meeting", "The Other", "2030-03-04", kind="article")


def meeting(*sources: Cited, said: tuple[Said, ...] = ()) -> Meeting:
    """A meeting with a quote from each source."""
    quoted = [evolve(each, evidence=(Quoted("date", ((0, 5),), (f"quote of {each}",)),)) for each in sources]
    return Meeting("event/a", "talks", "Talks", parse("2030-03-02"), "held", sources=tuple(quoted), reports=said)


def told(day: str, *sources: Cited) -> tuple[Said, ...]:
    """What sources say: all the same day."""
    return tuple(Said(source.id, parse(day)) for source in sources)


@pytest.mark.parametrize(("tag", "cell"), [("en", "+2 copies"), ("de", "+2 Kopien"), ("tr", "+2 kopya")])
def test_the_plain_table_names_a_copied_source_once(tag: str, cell: str) -> None:
    cells = row(read_words()[tag], meeting(GAZETTE, WIRE, MIRROR, OTHER))
    assert cells[-1] == f"Example Wire, 2030-03-02 ({cell}); A meeting"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("sources", "counted"),
    [
        ((WIRE, GAZETTE, MIRROR, OTHER), "2 sources (+2 copies)"),
        ((GAZETTE, MIRROR, OTHER), "2 sources (+1 copy)"),
        ((GAZETTE,), "1 source"),
        ((WIRE, OTHER), "2 sources"),
    ],
)
def test_copies_count_as_one_source(open_page: Open, sources: tuple[Cited, ...], counted: str) -> None:
    page = open_page(render([meeting(*sources)], [], title="Talks")).page
    assert page.inner_text("#showing").endswith(f"; {counted}")


@pytest.mark.browser
def test_the_panel_keeps_copies_below_their_original_and_within_reach(open_page: Open) -> None:
    shown = meeting(GAZETTE, WIRE, MIRROR, OTHER, said=told("2030-03-02", GAZETTE, WIRE, MIRROR, OTHER))
    page = open_page(render([shown], [], title="Talks"), "#selected=event/a").page
    assert page.locator("#panel .source > .source-name").all_inner_texts() == [
        "Example Wire, 2030-03-02",
        "The Other, A meeting, 2030-03-04",
    ]
    assert page.locator("#panel .reports tbody tr").count() == 2  # what a copy repeats is said once
    assert page.locator("#panel .copy").first.is_hidden()
    page.click("#panel .copies summary")
    names = page.locator("#panel .copy .source-name").all_inner_texts()
    assert names[0] == "The Gazette, Ministers meet, 2030-03-03 (a copy of Example Wire, 2030-03-02)"
    assert "quote of mirror" in page.locator("#panel .copy").nth(1).inner_text()
    page.click("#tab-table")
    assert "Example Wire, 2030-03-02 (+2 copies); A meeting" in page.inner_text("#view-table tbody")


@pytest.mark.browser
def test_a_copy_that_says_otherwise_has_a_line_of_its_own(open_page: Open) -> None:
    said = (*told("2030-03-02", WIRE), *told("2030-03-01", GAZETTE), *told("2030-03-02", MIRROR))
    page = open_page(render([meeting(WIRE, GAZETTE, MIRROR, said=said)], [], title="T"), "#selected=event/a").page
    rows = page.locator("#panel .reports tbody tr").all_inner_texts()
    assert [("copy of" in text, "1 March" in text) for text in rows] == [(False, False), (True, True)]


@pytest.mark.browser
def test_the_filter_takes_copies_for_their_original(open_page: Open) -> None:
    other = evolve(meeting(OTHER), id="event/b", label="Other talks")
    page = open_page(render([meeting(GAZETTE), evolve(meeting(WIRE), id="event/c"), other], [], title="T")).page
    options = page.locator("select[aria-label=source] option").all_inner_texts()
    assert options == ["Any source", "A meeting", "Example Wire, 2030-03-02"]
    page.select_option("select[aria-label=source]", "source/wire")
    assert page.locator("#rows .head").count() == 2
    page = open_page(
        render([meeting(GAZETTE), evolve(meeting(WIRE), id="event/c"), other], [], title="T"), "#source=source/gazette"
    ).page
    assert page.locator("#rows .head").count() == 2


@pytest.mark.browser
def test_words_on_which_several_facts_rest_are_quoted_once_with_all_that_they_tell(open_page: Open) -> None:
    evidence = (
        Quoted("event", ((0, 9),), ("they met",)),
        Quoted("status", ((0, 9),), ("they met",)),
        Quoted("date", ((0, 9),), ("they met",), "the day of publication"),
        Quoted("Ada Ames", ((0, 9), (3, 5)), ("they met",)),
        Quoted("place", ((20, 29),)),
        Quoted("purpose", ((40, 49),)),
    )
    shown = evolve(meeting(WIRE), sources=(evolve(WIRE, evidence=evidence),))
    page = open_page(render([shown], [], title="Talks"), "#selected=event/a").page
    abouts = page.locator("#panel .evidence .about").all_inner_texts()
    assert abouts == ["event, status, Ada Ames", "date", "place", "purpose"]
    first = page.locator("#panel .evidence").first
    assert first.locator("blockquote").all_inner_texts() == ["they met"]
    assert first.locator(".spans").inner_text() == "characters 0–9, characters 3–5"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("date", "vague"),
    [
        (parse("2030-03-02/2030-03-04"), False),
        (parse("2030-03-02/2030-03-04", within=True), True),
        (parse("2030-03-02"), False),
        (parse("2030-03"), True),
        (parse("2030-03-02~"), True),
    ],
)
def test_days_from_one_to_another_are_drawn_as_sure_and_some_day_among_them_is_not(
    open_page: Open, date: Date, vague: bool
) -> None:
    html = render([evolve(meeting(WIRE), date=date)], [], title="Talks")
    assert open_page(html).page.locator("#rows .head .vague").count() == vague
    assert open_page(html, width=390, height=844).page.locator(".card-date.vague").count() == vague
