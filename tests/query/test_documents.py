"""The documents of an event."""

from query.world import PEOPLE, WIRE, reading, source
from query.world import event as talks

from kg import model as m
from kg.query import event


def document(origin: m.Source, **more: object) -> m.Document:
    return m.Document("document/draft", origin.id, "proposal", "Draft", event="event/a", **more)


def test_a_document_stands_with_its_event_and_its_provisions_in_order() -> None:
    points = [m.Provision("z", 1, "First."), m.Provision("a", 2, "Second.")]
    facts = m.Facts(
        WIRE,
        events=[talks("a", WIRE), talks("b", WIRE)],
        documents=[document(WIRE, by=["country/northland"], status="delivered", aim="Peace.", provisions=points)],
    )
    asked = reading(PEOPLE, facts)
    (draft,) = event(asked, "a")[0].documents
    assert str(draft) == "Draft (proposal by Northland, delivered)\n  aim: Peace.\n  1. First.\n  2. Second."
    assert [cited.id for cited in draft.sources] == ["source/wire"]
    assert event(asked, "b")[0].documents == ()


def test_what_two_sources_tell_of_one_document_stands_side_by_side() -> None:
    other = source("other", "2030-05")
    asked = reading(
        PEOPLE,
        m.Facts(WIRE, events=[talks("a", WIRE)], documents=[document(WIRE, status="announced")]),
        m.Facts(other, documents=[document(other, status="delivered")]),
    )
    assert [(draft.status, draft.sources[0].id) for draft in event(asked, "a")[0].documents] == [
        ("announced", "source/wire"),
        ("delivered", "source/other"),
    ]
