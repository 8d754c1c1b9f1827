"""What is in the store."""

from query.world import PEOPLE, TALES, reading, source, world

from kg import model as m
from kg.query import Reading, sources, stats
from kg.store import Embedded
from kg.terms import RDF, Iri, Quad


def test_sources_come_in_order_of_publication_undated_ones_last() -> None:
    more = [source("undated"), source("early", "2029"), source("copy", "2030-04-01", copy_of="source/wire")]
    answers = sources(reading(PEOPLE, TALES, *map(m.Facts, more)))
    assert [answer.id for answer in answers] == ["source/early", "source/wire", "source/copy", "source/undated"]
    assert answers[2].row()[2] == "article, repeats source/wire"


def test_a_source_that_is_only_named_holds_nothing() -> None:
    named = source("original", "2030-01-01")
    copy = m.Facts(source("copy", "2030-04-01", copy_of=named.id), sources=[named])
    assert [(answer.id, answer.quads > 0) for answer in sources(reading(copy))] == [
        ("source/original", False),
        ("source/copy", True),
    ]


def test_stats_count_each_class_and_the_graphs() -> None:
    counts = {answer.what: answer.count for answer in stats(world())}
    assert {name: counts[name] for name in ("person", "event", "statement", "named graph")} == {
        "person": 5,
        "event": 6,
        "statement": 2,
        "named graph": 2,
    }
    assert counts["quad"] == len(list(world().store.quads()))


def test_stats_say_how_many_sources_only_repeat_others() -> None:
    copies = [source("copy", copy_of="source/wire"), source("mirror", copy_of="source/wire")]
    counts = {answer.what: answer.count for answer in stats(reading(PEOPLE, TALES, *map(m.Facts, copies)))}
    assert counts["copy of a source"] == 2
    assert "copy of a source" not in {answer.what for answer in stats(world())}


def test_an_empty_store_has_no_source_and_nothing_to_count() -> None:
    assert len(sources(reading())) == 0
    assert [(answer.what, answer.count) for answer in stats(reading())] == [("named graph", 0), ("quad", 0)]


def test_a_class_of_another_vocabulary_keeps_its_iri() -> None:
    store = Embedded.memory()
    event_type = Iri("http://semanticweb.cs.vu.nl/2009/11/sem/EventType")
    store.load_quads([Quad(Iri("urn:a"), Iri(RDF + "type"), event_type, Iri("urn:g"))])
    assert stats(Reading(store))[0].what == event_type
