"""Correcting what was read from a text, through the evidence gate."""

from pathlib import Path

import pytest
from extract.invented import ARTICLE, about_article, claim

from kg import model as m
from kg.dates import parse
from kg.errors import KgError
from kg.extract.document import Document
from kg.extract.editing import as_form, document_of, from_form
from kg.extract.gazetteer import Gazetteer
from kg.extract.keeping import Kept, read_record
from kg.extract.reviewing import Desk, Review
from kg.extract.run import extract, write_extraction
from kg.extract.things import Things
from kg.names import Entry

COUNTRIES = [Entry(f"country/{name.lower()}", name, "country", (name,)) for name in ("Norland", "Sudria")]
THINGS = Things(Gazetteer(COUNTRIES), COUNTRIES)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A facts file of the invented article."""
    (tmp_path / "wire.txt").write_text(ARTICLE)
    read(tmp_path)
    return tmp_path / "wire.yaml"


def read(folder: Path) -> None:
    """Read the article, again if it was read before."""
    document = Document(name="wire", text=ARTICLE, published=parse("2025-06-02"))
    path = folder / "wire.yaml"
    record = read_record(path)
    found = extract(document, THINGS.gazetteer, THINGS, lambda *_: about_article(), record.edits if record else {})
    write_extraction(found, folder / "wire.txt", path)


def opened(path: Path) -> Review:
    (file,) = Desk.open([path]).files
    return file


def fact(review: Review, *parts: str) -> str:
    (found,) = [each for each in review.reviews if all(part in each for part in parts)]
    return found


def changed(review: Review, which: str, **values: object) -> list[str]:
    (kept, *_) = review.question(which).claims
    return review.edit(which, {kept.key: values}, THINGS)


def test_nothing_edited_makes_the_same_facts(path: Path) -> None:
    before = opened(path)
    place = fact(before, "report/talks", "#place")
    (kept, *_) = before.question(place).claims
    with pytest.raises(KgError, match="nothing was changed"):
        before.edit(place, {kept.key: {"object": kept.claim.object}}, THINGS)
    changed(before, fact(before, "statement/"), object="Norland would not give up the river")
    after = opened(path)
    assert (after.facts.events, after.facts.tenures) == (before.facts.events, before.facts.tenures)


def test_an_edit_changes_the_fact_accepts_it_and_what_it_needs_and_is_undone(path: Path) -> None:
    review = opened(path)
    said = fact(review, "statement/")
    files = {each: each.read_bytes() for each in path.parent.iterdir()}
    (new,) = changed(review, said, object="Norland would not give up the river")
    assert review.reviews[new] == "accepted"
    again = opened(path)
    assert [each.summary for each in again.facts.statements] == ["Norland would not give up the river"]
    assert again.reviews == review.reviews
    assert review.undo()
    assert {each: each.read_bytes() for each in path.parent.iterdir()} == files


SUMMIT = "Norland and Sudria met for a summit in Riverton on Monday, a spokesman said."


def test_an_edited_part_accepts_its_event_and_leaves_the_other_decisions_as_they_are(tmp_path: Path) -> None:
    document = Document(name="wire", text=SUMMIT, published=parse("2025-06-02"))
    said = (("kind", "talks"), ("participant", "Norland"), ("date", "2025-06-02"), ("city", "Riverton"))
    claims = [claim(SUMMIT, "event", "talks:1", *each, SUMMIT.partition(",")[0]) for each in said]
    (tmp_path / "wire.txt").write_text(SUMMIT)
    found = extract(document, THINGS.gazetteer, THINGS, lambda *_: claims)
    write_extraction(found, tmp_path / "wire.txt", tmp_path / "wire.yaml")
    review = opened(tmp_path / "wire.yaml")
    place = fact(review, "report/talks", "#place")
    review.decide({place: "rejected"})
    event = next(each for each in review.reviews if each.startswith("event/talks"))
    about = changed(review, event, object="summit")
    (summit,) = [each for each in review.facts.events if each.kind == "summit"]
    assert summit.id in about
    assert review.reviews[summit.id] == "accepted"
    assert review.reviews[fact(review, "report/summit", "#place")] == "rejected"
    assert review.reviews[fact(review, "report/summit", "#date")] == "pending"


@pytest.mark.parametrize(
    ("which", "values", "why"),
    [
        (("participation/talks", "ada"), {"object": "Cora Ash"}, 'the name "Cora Ash" is not in the words.*by a merge'),
        (("report/talks", "#date"), {"object": "2025-06-09"}, "the date 2025-06-09 is not in the words"),
        (("report/talks", "#date"), {"object": "soon"}, "the date is none"),
        (("report/talks", "#place"), {"predicate": "capital"}, "there is no claim event capital"),
        (("report/talks", "#place"), {"object": " "}, "it says nothing"),
        (("report/talks", "#place"), {"spans": (m.Span(0, 999_999),)}, "is not in the text"),
        (("event/talks",), {"object": "tea-party"}, "no word for a tea-party is in the words"),
        (("event/talks",), {"object": "summit"}, "no word for a summit is in the words"),
        (("statement/",), {"object": "Norland would give up the river"}, 'it leaves out "not"'),
        (("statement/",), {"object": "Norland would not give up the hill"}, '"hill" does not stand there'),
        (("statement/",), {"object": "Sudria gave in"}, "is not in the words|does not stand|the name"),
        (("statement/",), {"predicate": "acknowledged"}, 'no verb for "acknowledged" is in the words'),
    ],
)
def test_what_the_words_do_not_say_is_refused_and_nothing_changes(
    path: Path, which: tuple[str, ...], values: dict[str, object], why: str
) -> None:
    before = path.read_bytes()
    review = opened(path)
    (target, *_) = [each for each in review.reviews if all(part in each for part in which)]
    with pytest.raises(KgError, match=why):
        changed(review, target, **values)
    assert path.read_bytes() == before
    assert not review.undo()


def test_edits_and_their_decisions_survive_reading_the_text_again_and_an_edit_of_an_edit(path: Path) -> None:
    review = opened(path)
    for text in ("Norland would not give up the river", "Norland would not give up"):
        changed(review, fact(review, "statement/"), object=text)
    read(path.parent)
    again = opened(path)
    (said,) = again.facts.statements
    assert said.summary == "Norland would not give up"
    assert again.reviews[said.id] == "accepted"
    record = read_record(path)
    assert record is not None
    assert len(record.edits) == 1


def test_an_edit_whose_claim_is_not_found_is_told_and_waits(path: Path) -> None:
    review = opened(path)
    changed(review, fact(review, "statement/"), object="Norland would not give up the river")
    record = read_record(path)
    assert record is not None
    document = Document(name="wire", text=ARTICLE, published=parse("2025-06-02"))
    without = [claim for claim in about_article() if claim.kind != "statement"]
    found = extract(document, THINGS.gazetteer, THINGS, lambda *_: without, record.edits)
    (note,) = found.notes
    assert note.startswith("an edit waits for its claim, which was not found this time: Norland would not")
    write_extraction(found, path.parent / "wire.txt", path)
    read(path.parent)
    assert [each.summary for each in opened(path).facts.statements] == ["Norland would not give up the river"]


def test_a_file_changed_by_hand_and_one_without_its_text_are_not_edited(path: Path) -> None:
    path.write_text(path.read_text().replace("name: Riverton", "name: Rivertown"))
    review = opened(path)
    with pytest.raises(KgError, match="was changed by hand"):
        changed(review, fact(review, "statement/"), object="x")
    (path.parent / "wire.txt").unlink()
    review = opened(path)
    with pytest.raises(KgError, match=r"the text of .*wire.yaml is not there"):
        changed(review, fact(review, "statement/"), object="x")


def test_a_source_gives_its_document_back() -> None:
    document = Document(
        name="Wire", text=ARTICLE, title="T", publisher="P", published=parse("2025-06-02"), language="en"
    )
    assert document_of(document.source, ARTICLE).source == document.source


def test_a_date_may_follow_from_the_sentence_of_its_words_or_the_dateline_and_says_so(path: Path) -> None:
    review = opened(path)
    start = ARTICLE.index("Delegations of Norland")
    words = (m.Span(start, ARTICLE.index(" in Riverton on Monday")),)
    (date,) = changed(review, fact(review, "report/talks", "#date"), spans=words)
    (says,) = opened(path).question(date).says
    assert "was on 2 June 2025 (resolved from “" in says
    read(path.parent)
    assert opened(path).question(date).says == (says,)
    with pytest.raises(KgError, match="the date 2025-06-09 is not in the words"):
        changed(opened(path), date, object="2025-06-09")


# --- the form ---------------------------------------------------------------------------------------------------------


def claims(path: Path, *which: str) -> tuple[Kept, ...]:
    review = opened(path)
    return review.question(next(each for each in review.reviews if all(part in each for part in which))).claims


def test_a_form_that_nobody_changed_changes_nothing(path: Path) -> None:
    kept = claims(path, "participation/talks", "ada")
    assert from_form(as_form(kept, ARTICLE), kept, ARTICLE) == {}
    assert from_form("", kept, ARTICLE) == {}


def test_other_words_of_the_text_can_be_given(path: Path) -> None:
    kept = claims(path, "report/talks", "#place")
    form = as_form(kept, ARTICLE)
    words = next(line for line in form.splitlines() if line.startswith("words: "))
    (changes,) = from_form(form.replace(words, "words: Riverton"), kept, ARTICLE).values()
    (span,) = changes["spans"]
    assert ARTICLE[span.start : span.end] == "Riverton"
    with pytest.raises(KgError, match='the text does not say "Atlantis"'):
        from_form(form.replace(words, "words: Atlantis"), kept, ARTICLE)


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ("[9] event\nobject: x", r"line 1 of the form begins with \[9\]"),
        ("[99999999999999999999] event", "line 1 of the form begins with"),
        ("object: x", "line 1 of the form can't be read"),
        ("[1] event\nrule: x", "line 2 of the form can't be read: rule"),
        ("[1] event\nno colon here", "line 2 of the form can't be read"),
        ("[1] event\n__class__: x", "line 2 of the form can't be read"),
    ],
)
def test_a_form_that_is_wrong_is_told_by_its_line(path: Path, form: str, why: str) -> None:
    with pytest.raises(KgError, match=why):
        from_form(form, claims(path, "report/talks", "#place"), ARTICLE)


@pytest.mark.parametrize(
    "text", ["{{7*7}}", "!!python/object/apply:os.system [touch x]", "$(touch x)", "\x1b[2J\u202e"]
)
def test_what_a_form_says_is_data(path: Path, text: str) -> None:
    kept = claims(path, "statement/")
    found = from_form(f"[1] statement\nobject: {text}\n", kept, ARTICLE)
    assert [changes["object"] for changes in found.values()] == [text]
