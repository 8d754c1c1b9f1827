"""The scorer of what is extracted: gold scores 1.0, every fault costs what it should, and the gold is sound."""

import doctest
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from attrs import evolve
from documented import ROOT

from kg.errors import KgError
from kg.extract.claims import Claim
from kg.extract.gazetteer import Gazetteer
from kg.model import Span

FOLDER = ROOT / "bench" / "extraction"
if str(FOLDER) not in sys.path:
    sys.path.insert(0, str(FOLDER))

import goldset  # noqa: E402
import sameness  # noqa: E402
import score  # noqa: E402
import who_met  # noqa: E402

NAMES = Gazetteer()
DEV = goldset.load_folder(FOLDER / "dev")
Change = Callable[[list[Claim]], list[Claim]]


def figures(name: str, change: Change = lambda claims: claims) -> dict[str, Any]:
    """What the scorer makes of the gold of one text after a change."""
    [gold] = [each for each in DEV if each.name == name]
    return score.report(
        score.score([gold], lambda gold: change(goldset.perfect(gold, NAMES)), gated=False, gazetteer=NAMES)
    )


def changing(wanted: Callable[[Claim], bool], **values: Any) -> Change:
    """Give the claims that are wanted other values; there has to be one."""

    def change(claims: list[Claim]) -> list[Claim]:
        assert any(map(wanted, claims))
        return [evolve(claim, **values) if wanted(claim) else claim for claim in claims]

    return change


def about(subject: str, predicate: str) -> Callable[[Claim], bool]:
    return lambda claim: (claim.subject, claim.predicate) == (subject, predicate)


def everything(data: Any) -> Iterator[float]:
    """All shares of a report."""
    for name, value in data.items():
        if isinstance(value, dict):
            yield from everything(value)
        elif value is not None and name.startswith(("precision", "recall", "spans", "modality")):
            yield value


# --- the gold ---------------------------------------------------------------------------------------------------------


def test_there_are_a_hundred_texts_of_120_to_600_words() -> None:
    assert len(DEV) >= 100
    assert all(120 <= len(gold.text.split()) <= 600 for gold in DEV)


def test_one_text_has_no_meeting_and_others_have_what_was_denied_put_off_or_cancelled() -> None:
    assert [gold.name for gold in DEV if not gold.meetings] == ["09-no-meeting-tariffs"]
    statuses = {meeting.status for gold in DEV for meeting in gold.meetings or ()}
    assert statuses == {"held", "under-way", "announced", "postponed", "cancelled", "denied"}


@pytest.mark.parametrize("gold", DEV, ids=lambda gold: gold.name)
def test_the_meetings_of_the_gold_are_those_that_its_claims_make(gold: goldset.Gold) -> None:
    made = who_met.meetings_of(each.claim for each in gold.claims)
    assert len(made) == len(gold.meetings or ())
    for meeting in gold.meetings or ():
        if meeting.status in goldset.TOOK_PLACE:
            assert any(
                (meeting.kind, meeting.status, meeting.dates[0], meeting.city, set(meeting.participants))
                == (each.kind, each.status, each.dates[0], each.city, set(each.participants))
                for each in made.values()
            ), meeting


@pytest.mark.parametrize("gold", DEV, ids=lambda gold: gold.name)
def test_every_reference_leads_to_an_event_of_the_gold(gold: goldset.Gold) -> None:
    events = {each.claim.subject for each in gold.claims if each.claim.kind in ("event", "strike", "exchange")}
    for each in gold.claims:
        if event := sameness.event_of(each.claim):
            assert event in events or each.claim.kind == "proposal", each
        if each.claim.predicate in sameness.REFERENCES:
            assert each.claim.object in events


def test_a_quote_that_the_text_does_not_have_is_refused(tmp_path: Path) -> None:
    for name in ("09-no-meeting-tariffs.txt", "09-no-meeting-tariffs.gold.yaml"):
        (tmp_path / name).write_bytes((FOLDER / "dev" / name).read_bytes())
    path = tmp_path / "09-no-meeting-tariffs.gold.yaml"
    path.write_text(path.read_text().replace('quote: "Paraguayan President', 'quote: "Paraguayan Premier'))
    with pytest.raises(KgError, match="does not have"):
        goldset.load(path)


def test_gold_for_another_text_is_refused(tmp_path: Path) -> None:
    name = "09-no-meeting-tariffs.gold.yaml"
    (tmp_path / name).write_bytes((FOLDER / "dev" / name).read_bytes())
    (tmp_path / name.replace(".gold.yaml", ".txt")).write_text("Another text.")
    with pytest.raises(KgError, match="SHA-256"):
        goldset.load(tmp_path / name)


# --- a proposer without a fault, and every fault ----------------------------------------------------------------------


def test_a_proposer_without_a_fault_scores_one_in_everything() -> None:
    data = score.report(score.score(DEV, score.by_gold(NAMES), gated=False, gazetteer=NAMES))
    shares = list(everything(data))
    assert set(shares) == {1.0}
    assert data["total"]["gold"] == sum(len(gold.claims) for gold in DEV)
    assert data["neither_right_nor_wrong"] == 0


def test_nothing_proposed_has_no_recall_and_no_precision_to_speak_of() -> None:
    data = figures("01-nile-wire", lambda claims: [])
    assert (data["total"]["precision"], data["total"]["recall"]) == (None, 0.0)
    assert data["pairs"]["recall"] == data["posts"]["recall"] == 0.0


def test_the_numbers_of_events_do_not_matter() -> None:
    def renumbered(claims: list[Claim]) -> list[Claim]:
        def other(words: str) -> str:
            for kind in ("talks", "call"):
                for number in "4321":
                    words = words.replace(f"{kind}:{number}", f"{kind}:{int(number) + 5}")
            return words

        return [evolve(claim, subject=other(claim.subject), object=other(claim.object)) for claim in claims][::-1]

    assert set(everything(figures("01-nile-wire", renumbered))) == {1.0}


def test_what_is_left_out_costs_recall_alone() -> None:
    data = figures("01-nile-wire", lambda claims: [claim for claim in claims if not about("talks:1", "venue")(claim)])
    assert data["kinds"]["event venue"]["recall"] == 0.0
    assert data["total"]["precision"] == 1.0
    assert data["total"]["recall"] == round(1 - 1 / data["total"]["gold"], 4)


def test_what_is_made_up_costs_precision_alone() -> None:
    def more(claims: list[Claim]) -> list[Claim]:
        return [*claims, evolve(claims[0], predicate="participant", object="Ada Ames")]

    data = figures("01-nile-wire", more)
    assert data["total"]["recall"] == 1.0
    assert data["total"]["precision"] == round(1 - 1 / data["total"]["proposed"], 4)
    assert data["pairs"]["recall"] == 1.0
    assert data["pairs"]["precision"] < 1.0


@pytest.mark.parametrize(
    ("predicate", "value"), [("city", "Khartoum"), ("date", "2024-03-03"), ("status", "announced"), ("kind", "visit")]
)
def test_another_value_costs_both(predicate: str, value: str) -> None:
    data = figures("01-nile-wire", changing(about("talks:1", predicate), object=value))
    assert data["total"]["recall"] < 1.0
    assert data["total"]["precision"] < 1.0
    kind = data["kinds"][f"event {predicate}"]
    assert kind["right"] == kind["gold"] - 1


@pytest.mark.parametrize(("predicate", "value"), [("city", "Khartoum"), ("date", "2024-03-03")])
def test_those_who_met_elsewhere_or_on_another_day_are_no_pair(predicate: str, value: str) -> None:
    before, after = (
        figures("01-nile-wire", change)["pairs"]
        for change in (lambda claims: claims, changing(about("talks:1", predicate), object=value))
    )
    assert after["gold"] == before["gold"]
    assert after["right"] == 2  # those of the call and of the round before


def test_a_meeting_told_as_held_although_it_was_denied_makes_a_wrong_pair() -> None:
    def held(claims: list[Claim]) -> list[Claim]:
        claims = changing(about("talks:1", "status"), object="held")(claims)
        return [evolve(claim, modality="asserted") if claim.modality == "denied" else claim for claim in claims]

    data = figures("13-georgetown-denial", held)
    assert (data["pairs"]["right"], data["pairs"]["proposed"]) == (3, 4)
    assert data["total"]["modality_and_polarity"] < 1.0


def test_words_elsewhere_count_with_spans_only() -> None:
    data = figures("01-nile-wire", changing(about("talks:1", "venue"), spans=(Span(0, 5),), resolving=()))
    kind = data["kinds"]["event venue"]
    assert (kind["precision"], kind["precision_with_spans"]) == (1.0, 0.0)


def test_names_are_compared_without_accents_and_titles_without_their_order() -> None:
    change = changing(
        lambda claim: claim.kind == "post" and claim.subject == "Rodrigo Sanhueza-Pavez",
        subject="RODRIGO SANHUEZA PAVEZ",
        object="Foreign Minister@Chile",
    )
    assert figures("10-samarkand-digest", change)["posts"]["right"] == 8


def test_another_holder_of_a_post_is_wrong() -> None:
    change = changing(
        lambda claim: claim.kind == "post" and claim.subject == "Hemi Parata-Wells", subject="Viliame Cakau"
    )
    data = figures("10-samarkand-digest", change)["posts"]
    assert (data["right"], data["gold"], data["proposed"]) == (7, 8, 8)


def test_free_words_match_by_half_of_their_words_or_by_their_place() -> None:
    other = changing(about("talks:1", "purpose"), object="narrow differences over sharing Nile water")
    assert set(everything(figures("01-nile-wire", other))) == {1.0}
    elsewhere = changing(about("talks:1", "purpose"), object="to open a station", spans=(Span(0, 5),), resolving=())
    assert figures("01-nile-wire", elsewhere)["kinds"]["event purpose"]["right"] == 0


def test_a_claim_made_twice_counts_once() -> None:
    data = figures("01-nile-wire", lambda claims: claims + claims)
    assert set(everything(data)) == {1.0}


def test_the_country_that_a_minister_stands_for_is_neither_right_nor_wrong() -> None:
    def more(claims: list[Claim]) -> list[Claim]:
        return [*claims, *(evolve(claims[0], predicate="participant", object=name) for name in ("Sudan", "Norway"))]

    data = figures("01-nile-wire", more)
    assert data["neither_right_nor_wrong"] == 1
    assert data["total"]["proposed"] - data["total"]["right"] == 1


def test_pairs_of_a_meeting_whose_participants_the_text_does_not_name_are_neither_right_nor_wrong() -> None:
    [gold] = [each for each in DEV if each.name == "01-nile-wire"]
    unnamed = tuple(evolve(each, participants=()) if each.city == "Khartoum" else each for each in gold.meetings or ())
    [scored] = score.score([evolve(gold, meetings=unnamed)], score.by_gold(NAMES), gated=False, gazetteer=NAMES)
    assert not any("khartoum" in words for words in scored.outcome.pairs.right)
    assert not scored.outcome.pairs.wrong


def test_claims_of_a_text_without_a_meeting_are_all_wrong() -> None:
    def met(claims: list[Claim]) -> list[Claim]:
        talks = {"kind": "event", "subject": "talks:1", "spans": (Span(0, 8),), "rule": "met"}
        who = [Claim(**talks, predicate="participant", object=name) for name in ("Brazil", "Uruguay")]
        return [*claims, Claim(**talks, predicate="kind", object="talks"), *who]

    data = figures("09-no-meeting-tariffs", met)
    assert data["kinds"]["event participant"]["precision"] == 0.0
    assert data["pairs"]["precision"] == 0.0


# --- the script -------------------------------------------------------------------------------------------------------


def test_the_locked_texts_are_scored_only_when_asked_for() -> None:
    assert score.arguments([]).what == ["dev"]
    assert score.arguments(["locked"]).what == ["locked"]


def test_it_prints_tables_and_what_is_missed(capsys: pytest.CaptureFixture[str]) -> None:
    score.main(["--perfect", "--no-gate", "--show"])
    printed = capsys.readouterr().out
    assert "who met whom" in printed
    assert "15-zembra-communique" in printed
    assert "missed A" not in printed


def test_it_gives_the_figures_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    score.main(["--perfect", "--json", str(FOLDER / "dev" / "01-nile-wire.gold.yaml")])
    data = json.loads(capsys.readouterr().out)
    assert list(data["by_text"]) == ["01-nile-wire"]
    assert data["seconds_per_text"] < 1


def test_gold_in_the_older_format_is_mapped_as_far_as_it_goes(tmp_path: Path) -> None:
    text = "Ada Ames of Norway opened the talks. They were tense."
    facts = [
        {"tier": "A", "kind": "event", "s": "talks:current", "p": "type", "o": "talks", "start": 30, "end": 35},
        {"tier": "A", "kind": "act", "s": "Ada Ames", "p": "opened", "o": "talks:current", "start": 0, "end": 35},
        {"tier": "C", "kind": "event", "s": "talks:current", "p": "security", "o": "tense", "start": 37, "end": 53},
    ]
    (tmp_path / "articles").mkdir()
    (tmp_path / "gold").mkdir()
    (tmp_path / "articles" / "talks.txt").write_text(text)
    about_it = {"path": "articles/talks.txt", "sha256": _hash(text), "published": "2024-01-02"}
    path = tmp_path / "gold" / "talks.gold.yaml"
    path.write_text(json.dumps({"document": about_it, "facts": facts}))
    gold = goldset.load(path)
    assert [(each.claim.kind, each.claim.predicate, each.claim.object) for each in gold.claims] == [
        ("event", "kind", "talks"),
        ("role", "role", "opened@talks:1"),
    ]
    assert gold.unmapped == {"event security": 1}


def _hash(text: str) -> str:
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()


def test_a_missing_file_is_said_in_one_line() -> None:
    with pytest.raises(SystemExit, match="error: "):
        score.main(["nowhere.gold.yaml", "--perfect"])


@pytest.mark.parametrize("module", [sameness, score], ids=lambda module: module.__name__)
def test_the_examples_of_the_scorer_hold(module: ModuleType) -> None:
    tried = doctest.testmod(module)
    assert tried.attempted
    assert not tried.failed
