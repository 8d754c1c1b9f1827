"""Dates of SEM and schema.org."""

import pytest

from kg.dates import FIRST_DAY, LAST_DAY, parse
from kg.errors import DateError
from kg.imports.semantic_dates import date_of, from_bounds, read_date
from kg.imports.semantic_statements import SCHEMA, Notes, Statements
from kg.terms import EDTF, SEM, XSD, Iri, Literal, Quad

EVENT, TIME = Iri("urn:e"), Iri("urn:t")


def when(notes: Notes | None = None, **values: str | tuple[str, ...]) -> str | None:
    """The date, of the words of SEM without "has" and "TimeStamp", and the words of schema.org."""
    quads = []
    for name, texts in values.items():
        predicate = SCHEMA + name if name.endswith("Date") else f"{SEM}has{name}TimeStamp"
        for text in (texts,) if isinstance(texts, str) else texts:
            quads.append(Quad(EVENT, Iri(predicate), Literal(text), Iri("urn:g")))
    date = date_of(Statements(quads), EVENT, notes or Notes())
    return date and f"{date.edtf}{' within' if date.within else ''}"


@pytest.mark.parametrize(
    ("text", "type_", "date"),
    [
        ("2031", "gYear", "2031"),
        ("2031-04", "gYearMonth", "2031-04"),
        ("2031-04-05", "date", "2031-04-05"),
        ("2031-04-05+03:00", "date", "2031-04-05"),
        ("2031Z", "gYear", "2031"),
        ("2031-04-05T23:59:59.5-11:00", "dateTime", "2031-04-05"),
        (" 2031-04-05 10:00 ", "string", "2031-04-05"),
    ],
)
def test_literals_of_xml_schema_keep_their_precision(text: str, type_: str, date: str) -> None:
    assert read_date(Literal(text, XSD + type_)) == parse(date)


@pytest.mark.parametrize("text", ["2031-04~", "2031?", "2031-04-01/2031-04-03", "203X", "2031-21"])
def test_edtf_is_kept(text: str) -> None:
    assert read_date(Literal(text, EDTF)) == parse(text)


@pytest.mark.parametrize(
    "text", ["", "soon", "5 April 2031", "12031", "-0044", "0000", "2031-13", "2031-02-30", "9" * 99]
)
def test_what_is_no_date_is_an_error(text: str) -> None:
    with pytest.raises(DateError):
        read_date(Literal(text))


@pytest.mark.parametrize(
    ("bounds", "date"),
    [
        (("2031-04-04", "2031-04-04", "2031-04-04", "2031-04-04"), "2031-04-04"),
        (("2031-04-01", "2031-04-30", "2031-04-01", "2031-04-30"), "2031-04"),
        (("2031-01-01", "2031-12-31", "2032-01-01", "2032-12-31"), "2031/2032"),
        (("2031-04-04", "2031-04-04", "2031-04-06", "2031-04-06"), "2031-04-04/2031-04-06"),
        (("2031-04-04", "2031-04-04", FIRST_DAY, LAST_DAY), "2031-04-04/.."),
        ((FIRST_DAY, LAST_DAY, "2031-04-06", "2031-04-06"), "../2031-04-06"),
        (("2031-04-04", "2031-04-05", "2031-04-06", "2031-04-09"), "2031-04-04/2031-04-09 within"),
        (("2031-04-04", LAST_DAY, FIRST_DAY, "2031-04-09"), "2031-04-04/2031-04-09 within"),
        (("2031-04-04", LAST_DAY, FIRST_DAY, LAST_DAY), "2031-04-04/.. within"),
        ((FIRST_DAY, LAST_DAY, FIRST_DAY, "2031-04-09"), "../2031-04-09 within"),
        ((FIRST_DAY, "2031-04-04", "2031-04-09", LAST_DAY), None),
        ((FIRST_DAY, LAST_DAY, FIRST_DAY, LAST_DAY), None),
    ],
)
def test_bounds_make_the_narrowest_date_that_holds_them(bounds: tuple[str, str, str, str], date: str | None) -> None:
    found = from_bounds(*bounds)
    assert (found and f"{found.edtf}{' within' if found.within else ''}") == date
    if found:
        begin_earliest, begin_latest, end_earliest, end_latest = bounds
        assert found.begin_earliest <= begin_earliest
        assert found.begin_latest >= min(begin_latest, end_latest)
        assert found.end_earliest <= max(end_earliest, begin_earliest)
        assert found.end_latest >= end_latest


def test_the_bounds_of_a_date_give_the_date_back() -> None:
    for text in ("2031", "2031-02", "2031-02-28", "2031-01-31/2031-02", "2031/2031-02-01", "2031-02/..", "../2031"):
        date = parse(text)
        assert from_bounds(date.begin_earliest, date.begin_latest, date.end_earliest, date.end_latest) == date


@pytest.mark.parametrize(
    ("values", "date"),
    [
        ({"": "2031-04-05"}, "2031-04-05"),
        ({"": "2031-04~"}, "2031-04~"),
        ({"Begin": "2031-04-05", "End": "2031-04"}, "2031-04-05/2031-04"),
        ({"Begin": "2031-04~", "End": "2031-05"}, "2031-04~/2031-05"),
        ({"Begin": "2031-04-05"}, "2031-04-05/.."),
        ({"End": "2031-04-05"}, "../2031-04-05"),
        ({"Begin": "2031-04-05", "LatestEnd": "2031-05"}, "2031-04-05/2031-05-31 within"),
        ({"EarliestBegin": "2031-04", "LatestEnd": "2031-05"}, "2031-04-01/2031-05-31 within"),
        ({"startDate": "2031-04-05"}, "2031-04-05"),
        ({"startDate": "2031-04-05T09:00", "endDate": "2031-04-05T18:00"}, "2031-04-05"),
        ({"startDate": "2031-04", "endDate": "2031-05-02"}, "2031-04/2031-05-02"),
        ({"endDate": "2031-05-02"}, "../2031-05-02"),
        ({"previousStartDate": "2031-04-05"}, "2031-04-05"),
        ({"": "2031", "startDate": "2032"}, "2031"),
        ({}, None),
    ],
)
def test_what_says_when(values: dict[str, str], date: str | None) -> None:
    assert when(**values) == date


def test_a_time_can_be_a_node_or_a_literal() -> None:
    has_time, graph = Iri(SEM + "hasTime"), Iri("urn:g")
    stamp = Quad(TIME, Iri(SEM + "hasTimeStamp"), Literal("2031"), graph)
    found = date_of(Statements([Quad(EVENT, has_time, TIME, graph), stamp]), EVENT, Notes())
    assert found == parse("2031")
    assert date_of(Statements([Quad(EVENT, has_time, Literal("2031"), graph)]), EVENT, Notes()) == parse("2031")


@pytest.mark.parametrize(
    "values",
    [
        {"startDate": "soon"},
        {"startDate": "2031-04-05", "endDate": "2031-04-01"},
        {"startDate": "2031/2032", "endDate": "2033"},
        {"EarliestBegin": "2032", "LatestEnd": "2031"},
        {"": "soon"},
    ],
)
def test_what_cannot_be_read_is_counted(values: dict[str, str]) -> None:
    notes = Notes()
    assert when(notes, **values) is None
    assert notes.counts.total() == 1


def test_a_second_date_is_counted() -> None:
    notes = Notes()
    assert when(notes, startDate=("2031-04-05", "2031-04-06")) == "2031-04-05"
    assert notes.examples == {"further date of the same event": "2031-04-06"}
