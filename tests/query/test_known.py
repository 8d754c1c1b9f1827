"""Labels, places and sources that answers name."""

from query.world import PEOPLE, reading, source, world

from kg import model as m
from kg.query.known import Known


def test_a_place_is_learnt_with_all_that_is_around_it() -> None:
    known = Known(world().store)
    known.learn(["venue/glass-hall"])
    assert known.chain("venue/glass-hall") == ["venue/glass-hall", "city/harbour", "country/eastmark"]
    assert str(known.located("venue/glass-hall")) == "Glass Hall, Harbour, Eastmark"


def test_a_country_is_its_own_country_and_has_no_city() -> None:
    known = Known(world().store)
    known.learn(["country/eastmark"])
    assert (known.located("country/eastmark").city, str(known.located("country/eastmark"))) == (None, "Eastmark")


def test_what_nothing_is_known_of_goes_by_its_identifier() -> None:
    known = Known(world().store)
    known.learn(["person/stranger", None])
    assert known.name("person/stranger") == "person/stranger"
    assert str(known.cite({"source/gone": []})[0]) == "gone"


def test_an_event_goes_by_its_label_and_a_post_by_title_and_country() -> None:
    known = Known(world().store)
    known.learn(["event/round-1", "post/northland-envoy"])
    assert known.name("event/round-1") == "Round 1"
    assert known.post("post/northland-envoy") == "Envoy of Northland"


def test_copies_of_copies_go_back_to_one_root_and_a_ring_of_them_ends() -> None:
    chain = [source("a"), source("b", copy_of="source/a"), source("c", copy_of="source/b")]
    ring = [source("x", copy_of="source/y"), source("y", copy_of="source/x")]
    known = Known(reading(PEOPLE, *map(m.Facts, [*chain, *ring])).store)
    known.learn(["source/c", "source/x"])
    assert known.root("source/c") == "source/a"
    assert known.root("source/x") in ("source/x", "source/y")
    assert [cited.syndicated_from for cited in known.cite({"source/a": [], "source/c": []})] == [None, "source/a"]


def test_overlapping_spans_are_quoted_once() -> None:
    class Text:
        def quote(self, source: m.Source, span: m.Span) -> str:
            return "0123456789"[span.start : span.end]

    known = Known(world().store, Text())  # type: ignore[arg-type]
    evidence = m.Evidence("", [m.Span(0, 4), m.Span(2, 6), m.Span(8, 9)])
    (cited,) = known.cite({"source/wire": [("event", evidence)]})
    assert cited.quote == "012345 … 8"
