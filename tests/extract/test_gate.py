"""The evidence gate: what passes, and for which reason the rest is refused."""

from datetime import date

import pytest
from attrs import evolve
from extract.invented import ARTICLE, about_article, claim
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.claims import PREDICATES, Claim
from kg.extract.gate import Gate
from kg.extract.gazetteer import Gazetteer
from kg.model import Span

MONDAY = date(2025, 6, 2)
GATE = Gate(ARTICLE, MONDAY)
NAMES = Gazetteer()
MET = "Delegations of Norland and Sudria met in Riverton on Monday"
TALKS = claim(ARTICLE, "event", "talks:1", "participant", "Norland", MET)


def test_all_that_a_perfect_reader_finds_passes() -> None:
    passed = GATE.judge(about_article())
    assert passed.refused == ()
    assert len(passed.claims) == len(about_article())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"object": "Estland"}, 'the name "Estland" is not in the words'),
        ({"predicate": "city", "object": "Lakeside"}, 'the name "Lakeside" is not in the words'),
        ({"predicate": "date", "object": "2025-06-03"}, "the date 2025-06-03 is not in the words"),
        ({"predicate": "date", "object": "Monday"}, "the date is none"),
        ({"predicate": "round", "object": "3"}, 'the number "3" is not in the words'),
        ({"spans": ()}, "it has no span"),
        ({"spans": (Span(5, 5),)}, "the span 5-5 is not in the text"),
        ({"spans": (Span(-3, 5),)}, "the span -3-5 is not in the text"),
        ({"spans": (Span(0, 10**9),)}, "the span 0-1000000000 is not in the text"),
        ({"resolving": (Span(0, 10**9),)}, "the span 0-1000000000 is not in the text"),
        ({"object": " "}, "it says nothing"),
        ({"predicate": "enemy"}, "there is no claim event enemy"),
        ({"kind": "__class__"}, "there is no claim __class__ participant"),
        ({"modality": "certain"}, "there is no such modality or polarity"),
        ({"polarity": "negative"}, "it is denied, but the words hold no denial"),
    ],
)
def test_what_is_not_in_the_words_is_refused_with_the_reason(change: dict[str, object], reason: str) -> None:
    assert GATE.why_not(evolve(TALKS, **change)).startswith(reason)  # type: ignore[arg-type]


def test_a_changed_number_is_refused_however_like_it_is() -> None:
    weapon = claim(ARTICLE, "strike", "strike:1", "weapon", "472 drones", "launched 472 drones")
    assert GATE.why_not(weapon) == ""
    assert GATE.why_not(evolve(weapon, object="427 drones")) == 'the number "427" is not in the words'


def test_a_text_with_another_hash_lets_nothing_through() -> None:
    assert "SHA-256" in Gate(ARTICLE, MONDAY, sha256="0" * 64).why_not(TALKS)


def test_a_date_in_words_is_counted_from_publication_and_from_nothing_else() -> None:
    day = claim(ARTICLE, "event", "talks:1", "date", "2025-06-02", "on Monday")
    assert GATE.why_not(day) == ""
    assert GATE.why_not(evolve(day, object="2025-06-09")) != ""
    assert Gate(ARTICLE, None).why_not(day) == "the date 2025-06-02 is not in the words"


def test_a_form_that_the_gazetteer_knows_stands_for_the_name() -> None:
    text = "The Turkish minister flew to Moscow."
    guest = claim(text, "event", "visit:1", "participant", "Türkiye", "The Turkish minister")
    assert Gate(text, None).why_not(guest) == 'the name "Türkiye" is not in the words'
    assert Gate(text, None, NAMES.forms).why_not(guest) == ""


def test_a_last_name_counts_where_the_text_has_the_full_one_and_that_place_becomes_evidence() -> None:
    said = claim(ARTICLE, "statement", "Ada Ames", "stated", "the river stays", "Ames said Norland would not give up")
    passed = GATE.judge([evolve(said, polarity="negative")])
    start = ARTICLE.index("Ada Ames")
    assert passed.claims[0].resolving == (Span(start, start + 8),)
    assert GATE.judge([evolve(said, subject="Cora Ames", polarity="negative")]).refused[0].reason.startswith("the name")


def test_the_names_of_two_people_make_no_third() -> None:
    text = "Ada Ames met Ben Jones in Riverton."
    met = claim(text, "event", "talks:1", "participant", "Ada Jones", text)
    assert Gate(text, None).why_not(met) == 'the name "Ada Jones" is not in the words'
    assert Gate(text, None).why_not(evolve(met, object="Jones Ben")) == ""


@pytest.mark.parametrize("words", ["the sixth round", "the 6th round", "Round VI"])
def test_a_round_is_counted_in_words_and_figures(words: str) -> None:
    told = claim(words, "event", "talks:1", "round", "6", words)
    assert Gate(words, None).why_not(told) == ""
    assert Gate(words, None).why_not(evolve(told, object="7")) == 'the number "7" is not in the words'


def test_a_pronoun_means_somebody_named_shortly_before() -> None:
    text = (
        "Ada Ames arrived. She said the talks went well.\nBen Jones left.\nIt rained. It snowed. Wind rose. She stayed."
    )
    said = claim(text, "statement", "Ada Ames", "stated", "the talks went well", "She said the talks went well")
    assert Gate(text, None).judge([said]).refused == ()
    late = claim(text, "statement", "Ada Ames", "stated", "she stayed", "She stayed")
    assert Gate(text, None).judge([late]).refused[0].reason == 'the name "Ada Ames" is not in the words'


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Ada Ames met Ben Jones.", "asserted"),
        ("Ada Ames will meet Ben Jones.", "planned"),
        ("Ada Ames is expected to meet Ben Jones.", "planned"),
        ("Ada Ames hopes to meet Ben Jones.", "hoped"),
    ],
)
def test_a_plan_told_as_done_becomes_a_plan(text: str, modality: str) -> None:
    (passed,) = Gate(text, None).judge([claim(text, "event", "talks:1", "participant", "Ada Ames", text)]).claims
    assert passed.modality == modality


@pytest.mark.parametrize(
    "text",
    ["Ada Ames did not meet Ben Jones.", "Norland denied that Ada Ames met Ben Jones.", "Ada Ames never met Jones."],
)
def test_a_denial_told_as_fact_is_refused(text: str) -> None:
    met = claim(text, "event", "talks:1", "participant", "Ada Ames", text)
    assert "deny" in Gate(text, None).why_not(met)
    assert Gate(text, None).why_not(evolve(met, polarity="negative")) == ""


def test_what_only_looks_like_a_denial_is_none() -> None:
    text = "Ada Ames met not only Ben Jones."
    assert Gate(text, None).why_not(claim(text, "event", "talks:1", "participant", "Ada Ames", text)) == ""


def test_the_same_claim_passes_once() -> None:
    assert len(GATE.judge([TALKS, TALKS]).claims) == 1


_WORDS = st.text(max_size=30)


@given(
    st.text(max_size=200),
    st.sampled_from(sorted(PREDICATES)),
    _WORDS,
    _WORDS,
    _WORDS,
    st.lists(st.tuples(st.integers(-5, 250), st.integers(-5, 250)), max_size=3),
)
def test_whatever_is_proposed_is_judged_without_failing(
    text: str, kind: str, subject: str, predicate: str, object_: str, spans: list[tuple[int, int]]
) -> None:
    for known in (predicate, PREDICATES[kind][0]):
        proposed = Claim(
            kind=kind,
            subject=subject,
            predicate=known,
            object=object_,
            spans=tuple(Span(*span) for span in spans),
            rule="random",
        )
        passed = Gate(text, MONDAY, NAMES.forms).judge([proposed])
        assert len(passed.claims) + len(passed.refused) == 1
        for each in passed.claims:
            assert all(0 <= span.start < span.end <= len(text) for span in each.spans)


def test_a_claim_that_rests_on_pages_of_words_is_refused() -> None:
    gate = Gate("Norland and Sudria met on Monday. " * 400, MONDAY)
    spans = tuple(Span(start, start + 2000) for start in range(0, 10_000, 2000))
    assert gate.why_not(evolve(TALKS, spans=spans)) == "its spans have more than 8000 characters"
