"""Filling query files with parameters, whatever the parameters hold."""

from hypothesis import given, settings
from hypothesis import strategies as st
from query.world import world

from kg.errors import AmbiguousName, UnknownName
from kg.names import NameIndex
from kg.query import Selection, meetings
from kg.query.asking import describe, entries, event_entries, fill, identifiers
from kg.terms import XSD, Iri, Literal

TEXT = """SELECT ?a {
  # if place: where
  VALUES ?place { <urn:x> }
  # end
  VALUES (?since ?until) { ("a" "b") }
}
"""


def test_a_condition_that_is_not_given_is_left_out_with_its_marks() -> None:
    assert fill(TEXT, {}, ()) == 'SELECT ?a {\n  VALUES (?since ?until) { ("a" "b") }\n}\n'
    assert "# if" not in fill(TEXT, {}, ["place"])
    assert "VALUES ?place { <urn:x> }" in fill(TEXT, {}, ["place"])


def test_pairs_and_backslashes_are_put_in_as_they_are() -> None:
    days = (Literal("1", XSD + "date"), Literal(r"\1 \g<0>"))
    assert r'VALUES (?since ?until) { ("1"^^<' + XSD + r'date> "\\1 \\g<0>") }' in fill(
        TEXT, {"(?since ?until)": [days]}, ()
    )


def test_a_parameter_does_not_touch_another_whose_name_it_begins() -> None:
    text = "VALUES ?who { <urn:a> } VALUES ?whoCount { 2 }"
    assert fill(text, {"who": [Iri("urn:b")]}, ()) == "VALUES ?who { <urn:b> } VALUES ?whoCount { 2 }"


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=30) | st.sampled_from(['" } DROP ALL #', "\\", "<urn:a>", "'''", "} UNION {", "\x00"]))
def test_a_strangers_name_finds_nobody_or_somebody_but_never_changes_the_query(name: str) -> None:
    try:
        answers = meetings(world(), Selection(who=[name]))
    except (UnknownName, AmbiguousName):
        return
    assert {answer.id for answer in answers} <= {entry.id for entry in event_entries(world().store)}


def test_names_have_the_english_label_and_all_others() -> None:
    ada = next(entry for entry in entries(world().store) if entry.id == "person/ada")
    assert (ada.label, ada.type, ada.names) == ("Ada Alder", "person", ("Ada Alder", "The Envoy", "Ада Альдер"))
    assert NameIndex(entries(world().store)).find("альдер").id == "person/ada"


def test_describing_nothing_asks_nothing() -> None:
    assert describe(world().store, []) == []


def test_only_identifiers_count_as_such() -> None:
    assert identifiers([{"x": Literal("a")}, {"x": Iri("urn:b")}, {}], "x") == ["urn:b"]
