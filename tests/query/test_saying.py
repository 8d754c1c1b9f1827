"""Who said what."""

from query.world import PEOPLE, TALES, WIRE, reading, source, statement, world

from kg import model as m
from kg.query import Selection, statements
from kg.vocab import EVENT_KINDS


def ids(**question: object) -> list[str]:
    about, speaker = question.pop("about", None), question.pop("speaker", None)
    chosen = Selection(**{"kinds": EVENT_KINDS, **question})
    answers = statements(world(), chosen, about=about, speaker=speaker)  # type: ignore[arg-type]
    return [answer.id.rpartition("/")[2] for answer in answers]


def test_all_in_time_order_and_undated_ones_last() -> None:
    assert ids() == ["hope", "denial"]


def test_who_makes_a_statement_or_is_its_subject() -> None:
    assert ids(who=["Dora"]) == ["hope"]
    assert ids(who=["Ada"]) == ["denial"]
    assert ids(who=["Ada", "Dora"]) == []
    assert ids(speaker="Ada") == []
    assert ids(speaker="Dora") == ["hope"]


def test_about_is_the_event_it_was_made_at_or_the_thing_it_is_about() -> None:
    assert ids(about="event/round-1") == ["hope"]
    assert ids(about="person/ada") == ["denial"]


def test_a_range_and_what_is_in_none() -> None:
    assert ids(since="2030-01-11", until="2030-01-11", certain=True) == ["hope"]
    assert ids(since="2030-02") == []
    assert ids(undated=True) == ["denial"]


def test_an_undated_statement_was_made_by_the_day_it_was_reported() -> None:
    """The wire that tells of the denial was published on 2 March 2030."""
    assert ids(until="2030-03-02") == ["hope", "denial"]
    assert ids(until="2030-03") == ["hope", "denial"]
    assert ids(until="2030-03-01") == ["hope"]
    assert ids(until="2030-03-02", certain=True) == ["hope"]
    assert ids(since="2030-01", until="2030-03-02") == ["hope"], "it may have been made before"
    assert ids(until="2030-03-02", undated=True) == []
    assert ids(until="2030-03-01", undated=True) == ["denial"]


def test_an_answer_says_how_firmly_and_who_speaks() -> None:
    hope, denial = statements(world(), Selection(kinds=EVENT_KINDS))
    assert hope.row() == ("11 January 2030", "Dora Dune", "stated", "The talks can go on.", "hoped", "wire")
    assert denial.row()[1:5] == ("the source", "stated", "No date is set. [negative]", "asserted, negative")
    assert (hope.event, hope.event_label, denial.about) == ("event/round-1", "Round 1", ("Ada Alder",))


def test_undated_statements_of_one_source_stand_in_the_order_of_its_text() -> None:
    said = [
        statement(slug, summary=slug, evidence=[m.Evidence(spans=[m.Span(start, start + 1)])])
        for slug, start in (("a", 90), ("b", 10), ("c", 50))
    ]
    asked = reading(PEOPLE, m.Facts(WIRE, statements=said))
    assert [answer.summary for answer in statements(asked, Selection())] == ["b", "c", "a"]


def test_a_statement_without_any_day_of_publication_is_of_unknown_date() -> None:
    silent = source("silent")
    asked = reading(PEOPLE, TALES, m.Facts(silent, statements=[statement("x", silent, summary="X.")]))
    said = {answer.id: answer.row()[0] for answer in statements(asked, Selection())}
    assert said["statement/silent/x"] == "date unknown"
