"""What somebody changed by hand in a facts file."""

from pathlib import Path

import pytest
from extract.test_editing import path

from kg.extract.hand import digests, in_words, told
from kg.extract.keeping import read_record
from kg.extract.reviewing import Desk
from kg.facts import read_files
from kg.vocab import REVIEWS

__all__ = ["path"]


def test_every_fact_that_can_be_reviewed_is_told(path: Path) -> None:
    read = read_files([path], accept=REVIEWS)
    (facts,) = read.facts
    found = told(facts)
    assert set(read.reviews) <= set(found)
    assert digests(facts).keys() == found.keys()
    for said in found.values():
        assert in_words(facts, said)


def test_what_is_read_again_has_the_digests_of_its_extraction(path: Path) -> None:
    (facts,) = read_files([path], accept=REVIEWS).facts
    record = read_record(path)
    assert record is not None
    assert dict(record.digests) == digests(facts)


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("name: Ben Jones", "name: Ben Johnson", "participation/talks"),
        ("kind: talks", "kind: summit", "event/talks"),
        ("summary: Norland will not", "summary: Norland will", "statement/"),
        ("count: 472", "count: 4720", "weapon/"),
        ("name: Riverton", "name: Riverside", "#place"),
        ("round: 2", "round: 3", "event/talks"),
    ],
)
def test_a_change_by_hand_is_seen_in_its_fact_and_only_there(path: Path, old: str, new: str, changed: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    (file,) = Desk.open([path]).files
    assert [fact for fact in file.by_hand if changed in fact]
    assert len(file.by_hand) < len(file.reviews) / 2


def test_reviews_and_comments_by_hand_are_no_change(path: Path) -> None:
    text = path.read_text()
    assert "review: pending" in text
    path.write_text("# mine\n" + text.replace("review: pending", "review: accepted", 1))
    (file,) = Desk.open([path]).files
    assert not file.by_hand


def test_a_fact_that_was_added_by_hand_waits_too(path: Path) -> None:
    text = path.read_text()
    added = "statements:\n  mine: {summary: They met, speaker: ada-ames, evidence: [0-7]}\n"
    path.write_text(text.replace("statements:\n", added, 1))
    (file,) = Desk.open([path]).files
    (fact,) = file.by_hand
    assert fact.endswith("/mine")
    assert file.question(fact).says[:3] == ("summary: They met", "speakers: Ada Ames", "act: stated")
