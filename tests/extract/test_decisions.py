"""What a review page gets, and the decisions that it saves."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from extract.invented import ARTICLE
from extract.test_editing import THINGS, path

from kg.errors import KgError
from kg.extract.decisions import read_decisions
from kg.extract.gathering import Everybody, Merges
from kg.extract.judgements import Judgement, Wish, read_judgements
from kg.extract.reviewing import Desk
from kg.extract.sheet import pairs, sheet

__all__ = ["path"]


def saved(path: Path, **other: Any) -> Path:
    """A file of decisions that accepts the first fact and rejects the second, changed as wanted."""
    (data,) = sheet(Desk.open([path]))
    first, second = (fact["id"] for fact in data["facts"][:2])
    part = {
        "source": data["source"],
        "content": data["content"],
        "decisions": {first: "accepted", second: "rejected"},
    } | {name: value for name, value in other.items() if name in ("source", "content", "decisions")}
    whole = {"kind": "kg review decisions", "version": 1, "files": [part]} | {
        name: value for name, value in other.items() if name in ("kind", "version", "files")
    }
    file = path.parent / "decisions.json"
    file.write_text(json.dumps(whole))
    return file


def test_a_sheet_has_every_fact_with_its_sentence_and_the_words_marked(path: Path) -> None:
    desk = Desk.open([path])
    (data,) = sheet(desk)
    assert {fact["id"] for fact in data["facts"]} == set(desk.files[0].reviews)
    for fact in data["facts"]:
        for passage in fact["passages"]:
            assert passage["text"] in ARTICLE
            assert all(0 <= start < end <= len(passage["text"]) for start, end in passage["marks"])
    talks = [fact["about"] for fact in data["facts"] if fact["about"]]
    assert len(set(talks)) == sum(one != other for one, other in pairwise(talks)) + 1
    json.dumps(data)


def test_a_sheet_says_what_is_accepted_and_rejected_along(path: Path) -> None:
    (data,) = sheet(Desk.open([path]))
    facts = {fact["id"]: fact for fact in data["facts"]}
    event = next(id_ for id_ in facts if id_.startswith("event/talks"))
    ada = next(id_ for id_ in facts if id_.startswith("participation/talks") and id_.endswith("ada-ames"))
    assert event in facts[ada]["needs"]
    assert ada in facts[event]["parts"]


def test_without_the_text_there_is_still_the_quote(path: Path) -> None:
    (path.parent / "wire.txt").unlink()
    (data,) = sheet(Desk.open([path]))
    assert all(fact["passages"][0]["text"] for fact in data["facts"])


def test_saved_decisions_are_taken_in(path: Path) -> None:
    desk = Desk.open([path])
    decisions = read_decisions(saved(path), desk).taken
    desk.decide(decisions)
    assert {desk.files[0].reviews[fact] for fact in decisions} == {"accepted", "rejected"}


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"source": "source/other"}, 'decides about "source/other": here are source/wire-'),
        ({"content": "0" * 16}, "wire.yaml has changed since the page was written"),
        ({"decisions": {"event/none": "accepted"}}, 'decides about "event/none": .*wire.yaml has no such fact'),
        ({"decisions": {"event/\x1b[2J": "accepted"}}, r"event/\\x1b\[2J"),
        ({"decisions": ["event/x"]}, "is no file of decisions"),
        ({"kind": "something"}, "is no file of decisions"),
        ({"version": 9}, "another version of kg"),
        ({"files": [7]}, "is no file of decisions"),
        ({"files": {}}, "is no file of decisions"),
    ],
)
def test_decisions_about_what_is_not_here_are_refused_by_name(path: Path, other: dict[str, Any], why: str) -> None:
    before = path.read_bytes()
    with pytest.raises(KgError, match=why):
        read_decisions(saved(path, **other), Desk.open([path]))
    assert path.read_bytes() == before


def test_a_decision_that_is_none_is_refused(path: Path) -> None:
    fact = next(iter(Desk.open([path]).files[0].reviews))
    with pytest.raises(KgError, match=r'says "maybe" of .*it can be accepted, pending or rejected'):
        read_decisions(saved(path, decisions={fact: "maybe"}), Desk.open([path]))


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "null", '{"kind": 1}', "\xff"])
def test_what_is_no_json_or_no_decisions_is_told(path: Path, text: str) -> None:
    file = path.parent / "decisions.json"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(KgError, match=r"is no JSON|is no file of decisions"):
        read_decisions(file, Desk.open([path]))
    with pytest.raises(KgError, match="can't be read"):
        read_decisions(path.parent / "none.json", Desk.open([path]))


def page_of(path: Path, verdicts: dict[str, str]) -> Path:
    """What a page saves that is written now and decides so about facts."""
    (data,) = sheet(Desk.open([path]))
    before = {each["id"]: {"digest": each["digest"], "review": each["review"]} for each in data["facts"]}
    part = {"source": data["source"], "content": data["content"], "decisions": verdicts, "before": before}
    file = path.parent / "decisions.json"
    file.write_text(json.dumps({"kind": "kg review decisions", "version": 1, "files": [part]}))
    return file


def test_an_edit_since_the_page_was_written_loses_only_the_decision_about_what_was_edited(path: Path) -> None:
    desk = Desk.open([path])
    said, tenure = (next(each for each in desk.files[0].reviews if each.startswith(one)) for one in ("st", "tenure/"))
    file = page_of(path, {said: "rejected", tenure: "accepted"})
    (kept, *_) = desk.files[0].question(said).claims
    desk.edit(desk.files[0], said, {kept.key: {"object": "Norland would not give up"}}, THINGS)
    made = read_decisions(file, Desk.open([path]))
    assert made.taken == {tenure: "accepted"}
    assert made.refused == (f'"{said}" was changed since the page was written',)


def test_a_decision_since_the_page_was_written_stays_and_is_named(path: Path) -> None:
    desk = Desk.open([path])
    said, tenure = (next(each for each in desk.files[0].reviews if each.startswith(one)) for one in ("st", "tenure/"))
    file = page_of(path, {said: "rejected", tenure: "accepted"})
    desk.decide({said: "accepted", tenure: "accepted"})
    made = read_decisions(file, Desk.open([path]))
    assert made.taken == {tenure: "accepted"}
    assert made.refused == (f'"{said}" was made accepted since the page was written',)


@pytest.mark.parametrize("before", [7, [1], {"event/x": 7}])
def test_what_was_before_has_to_be_data_of_a_page(path: Path, before: Any) -> None:
    file = page_of(path, {})
    data = json.loads(file.read_text())
    data["files"][0]["before"] = before
    file.write_text(json.dumps(data))
    with pytest.raises(KgError, match="is no file of decisions"):
        read_decisions(file, Desk.open([path]))


def pairs_of(path: Path, *pairs: Any) -> Path:
    """A file of decisions about pairs alone."""
    file = path.parent / "decisions.json"
    file.write_text(json.dumps({"kind": "kg review decisions", "version": 1, "files": [], "pairs": pairs}))
    return file


ADA, BEN = "person/ada-ames", "person/ben-jones"


def wish(verdict: str, before: str = "", one: str = ADA, other: str = BEN) -> dict[str, str]:
    return {"one": one, "other": other, "verdict": verdict, "before": before, "reason": "so they say"}


def test_pairs_are_taken_in_with_their_reason_and_can_be_opened_again(path: Path) -> None:
    desk = Desk.open([path])
    merges = Merges(path.parent / "judgements.tsv", Everybody(desk.files))
    assert merges.take(read_decisions(pairs_of(path, wish("same")), desk).wishes) == []
    assert read_judgements(merges.path).made == (Judgement("same", ADA, BEN, "so they say"),)
    assert merges.take(read_decisions(pairs_of(path, wish("different", "same")), desk).wishes) == []
    assert read_judgements(merges.path).verdict(BEN, ADA) == "different"
    assert merges.take(read_decisions(pairs_of(path, wish("", "different")), desk).wishes) == []
    assert read_judgements(merges.path).made == ()


def test_a_pair_that_was_judged_otherwise_since_stays_so_and_is_named(path: Path) -> None:
    desk = Desk.open([path])
    merges = Merges(path.parent / "judgements.tsv", Everybody(desk.files))
    merges.decide([Judgement("different", ADA, BEN)])
    told = [f"{ADA} and {BEN} were judged different since the page was written"]
    assert merges.take([Wish(ADA, BEN, "same")]) == told
    assert merges.take([Wish(ADA, BEN, "different")]) == []
    merges.undo()
    assert merges.take([Wish(ADA, BEN, "", "different")]) == []
    assert merges.take([Wish(ADA, BEN, "same", "different")]) == [
        f"{ADA} and {BEN} were left open again since the page was written"
    ]


def test_pairs_that_contradict_each_other_are_not_taken_and_named(path: Path) -> None:
    merges = Merges(path.parent / "judgements.tsv", Everybody(Desk.open([path]).files))
    merges.decide([Judgement("same", "person/a", ADA), Judgement("same", "person/a", BEN)])
    (told,) = merges.take([Wish(ADA, BEN, "different")])
    assert "can't be different" in told
    assert merges.judgements.verdict(ADA, BEN) == ""


def test_a_pair_of_whom_nobody_here_tells_is_refused(path: Path) -> None:
    merges = Merges(path.parent / "judgements.tsv", Everybody(Desk.open([path]).files))
    with pytest.raises(KgError, match="nothing here has the id person/nobody"):
        merges.take([Wish("person/nobody", ADA, "same")])
    assert not merges.path.exists()


@pytest.mark.parametrize(
    ("pair", "why"),
    [
        (7, "is no file of decisions"),
        (wish("perhaps"), 'says "perhaps" of'),
        (wish("same", "perhaps"), 'says "perhaps" of'),
        (wish("same", one="person/../x"), "is no pair of ids"),
        (wish("same") | {"other": 7}, "is no file of decisions"),
        (wish("same", other="\x1b[2J"), "is no pair of ids"),
    ],
)
def test_pairs_of_a_strange_file_are_checked(path: Path, pair: Any, why: str) -> None:
    with pytest.raises(KgError, match=why):
        read_decisions(pairs_of(path, pair), Desk.open([path]))


def test_a_page_gets_open_pairs_and_those_that_were_judged(path: Path) -> None:
    merges = Merges(path.parent / "judgements.tsv", Everybody(Desk.open([path]).files))
    merges.decide([Judgement("same", ADA, BEN, "by hand"), Judgement("same", "person/x", "person/y")])
    judged = [each for each in pairs(merges) if each["verdict"]]
    assert [(each["one"]["id"], each["verdict"], each["why"]) for each in judged] == [(ADA, "same", "by hand")]
    json.dumps(pairs(merges))
