"""Which articles repeat another one: within a run, beside it, and in a store."""

from pathlib import Path

from kg import model as m
from kg.dates import parse
from kg.extract.copies import Earlier, beside, copies, in_store, repeats
from kg.extract.document import Document
from kg.extract.gazetteer import Gazetteer
from kg.extract.run import extract, write_extraction
from kg.extract.sketch import sketch_of
from kg.extract.things import Things
from kg.quads import to_quads
from kg.store import Embedded

WIRE = " ".join(f"Sentence {n} of the report tells of the talks in Riverton on day {n}." for n in range(20))
OTHER = " ".join(f"Reporter {n} wrote something of a wholly other kind about fish {n}." for n in range(20))


def document(name: str, text: str, day: str | None = None) -> Document:
    return Document(name=name, text=text, published=parse(day) if day else None)


def origins(*documents: Document, earlier: tuple[Earlier, ...] = ()) -> list[str | None]:
    names = {each.source.id: each.name for each in documents}
    return [names.get(each.copy_of or "", each.copy_of) for each in copies(documents, earlier)]


def test_of_one_day_the_longest_is_the_original_and_of_several_days_the_first() -> None:
    cut = WIRE.rpartition(" Sentence")[0]
    assert origins(document("cut", cut), document("whole", WIRE)) == ["whole", None]
    days = document("cut", cut, "2025-06-01"), document("whole", WIRE, "2025-06-02")
    assert origins(*days) == [None, "cut"]


def test_other_texts_and_short_quotes_are_no_copies() -> None:
    quoting = f"{OTHER} {WIRE[:200]}"
    assert origins(document("a", WIRE), document("b", OTHER), document("c", quoting)) == [None, "c", None]
    assert origins(document("a", WIRE), document("c", quoting)) == [None, None]


def test_what_was_read_before_is_the_original_whatever_its_date_and_a_copy_of_a_copy_goes_back_to_the_first() -> None:
    new = document("new", f"By our staff. {WIRE}", "2020-01-01")
    assert origins(new, earlier=(Earlier("source/old", sketch=sketch_of(WIRE)),)) == ["source/old"]
    assert origins(new, earlier=(Earlier("source/old", "source/first", sketch_of(WIRE)),)) == ["source/first"]


def test_a_text_that_is_read_again_is_no_copy_of_itself() -> None:
    same = document("wire", WIRE)
    assert origins(same, earlier=(Earlier(same.source.id, sketch=sketch_of(WIRE)),)) == [None]


def test_a_store_knows_a_text_by_its_hash() -> None:
    old = document("old", WIRE).source
    copy = m.Source("source/copy", sha256="0" * 64, syndicated_from=old.id)
    store = Embedded.memory()
    for source in (old, copy):
        store.load_quads(to_quads(m.Facts(source)))
    earlier = tuple(in_store(store))
    assert origins(document("new", WIRE), earlier=earlier) == [old.id]
    assert {each.copy_of for each in earlier} == {None, old.id}


def test_the_facts_beside_are_known_by_their_texts_and_what_is_broken_there_is_passed_over(tmp_path: Path) -> None:
    gazetteer = Gazetteer()
    found = extract(document("old", WIRE), gazetteer, Things(gazetteer), lambda *_: [])
    (tmp_path / "old.txt").write_text(WIRE)
    facts = tmp_path / "facts"
    facts.mkdir()
    write_extraction(found, tmp_path / "old.txt", facts / "old.yaml")
    (facts / "broken.claims.json").write_text("{")
    (facts / "broken.yaml").write_text("")
    (facts / "alone.claims.json").write_text((facts / "old.claims.json").read_text())
    (earlier,) = beside(facts, [])
    assert (earlier.source, earlier.sketch) == (found.document.source.id, sketch_of(WIRE))
    assert list(beside(facts, [facts / "old.yaml"])) == []
    assert list(beside(tmp_path / "nowhere", [])) == []
    (tmp_path / "old.txt").unlink()
    assert list(beside(facts, [])) == []


def told(source: str, *places: tuple[int, int], sketch: str | None = None) -> m.Facts:
    """Facts of a source that rest on words at some places, each a statement."""
    said = [
        m.Statement(f"statement/{source}/{n}", f"source/{source}", f"{n}", evidence=[m.Evidence("", [m.Span(*place)])])
        for n, place in enumerate(places)
    ]
    return m.Facts(m.Source(f"source/{source}", sketch=sketch), statements=said)


LONG = ((0, 60), (100, 180), (300, 345), (400, 470))


def test_facts_that_rest_on_words_of_the_same_lengths_are_those_of_one_text_wherever_they_stand() -> None:
    moved = tuple((start + 27, end + 27) for start, end in LONG)
    assert repeats(told("a", *LONG), told("b", *moved))
    assert repeats(told("a", *LONG), told("b", *moved[:3], (900, 1000)))
    assert not repeats(told("a", *LONG), told("b", *moved[:2], (900, 1000), (1100, 1150)))


def test_one_sentence_short_words_or_none_in_common_tell_nothing() -> None:
    one_sentence = ((0, 60), (20, 100), (61, 140))
    assert not repeats(told("a", *one_sentence), told("b", *one_sentence))
    names = ((0, 12), (100, 115), (200, 214), (300, 316))
    assert not repeats(told("a", *names), told("b", *names))
    assert not repeats(told("a"), told("b"))


def test_what_sketches_told_is_not_asked_of_facts() -> None:
    sketched = told("a", *LONG, sketch="34.AAAA")
    assert not repeats(sketched, told("b", *LONG, sketch="34.BBBB"))
    assert repeats(sketched, told("b", *LONG))
