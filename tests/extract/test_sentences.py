import itertools

import pytest

from kg.extract.sentences import LONGEST, dateline, sentences
from kg.model import Span


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    "whole",
    [
        "They met on Feb. 28 in Cairo.",
        "Mr. Ames met Gen. Bird.",
        "The U.S. Secretary of State left.",
        "George W. Bush left at 5 p.m. on Monday.",
        "3. In Cairo they signed an accord.",
        "It cost 3.5 million.",
        "SPRINGFIELD, W.Va. - The talks began.",
        "NEW HAVEN, Conn. — The talks began.",
    ],
)
def test_a_full_stop_that_ends_nothing_does_not_cut(whole: str) -> None:
    assert cut(whole) == [whole]


def test_quotes_close_with_their_sentence() -> None:
    assert cut('“We met.” He left. "Who?" (No one.) Silence') == [
        "“We met.”",
        "He left.",
        '"Who?"',
        "(No one.)",
        "Silence",
    ]


def test_a_line_break_ends_a_headline_without_a_full_stop() -> None:
    assert cut("Talks in Cairo\r\n\r\nThey began.\u2028They ended.") == ["Talks in Cairo", "They began.", "They ended."]


def test_an_abbreviation_can_end_a_sentence_before_a_usual_beginning() -> None:
    assert cut("He left the U.S. The talks went on.") == ["He left the U.S.", "The talks went on."]


@pytest.mark.parametrize("noise", ["", " \n\t", "." * 5000, "a" * 5000, '"' * 5000, "\u202e. " * 2000, "…”’)" * 500])
def test_any_noise_gives_bounded_pieces_in_order(noise: str) -> None:
    spans = sentences(noise)
    assert all(0 <= span.start < span.end <= len(noise) and span.end - span.start <= LONGEST for span in spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))


@pytest.mark.parametrize(
    ("text", "place", "rest"),
    [
        ("GENEVA, March 3 (Example Wire) — Talks began.", "GENEVA, March 3", "Talks began."),
        ("BAGHDAD, Sept. 17 (By cable) -- Talks began.", "BAGHDAD, Sept. 17", "Talks began."),
        ("LOMÉ (West Coast News) – Talks began.", "LOMÉ", "Talks began."),
        ("UBON RATCHATHANI, Thailand: Talks began.", "UBON RATCHATHANI, Thailand", "Talks began."),
    ],
)
def test_a_dateline_is_told_from_its_sentence(text: str, place: str, rest: str) -> None:
    found = dateline(text, Span(0, len(text)))
    assert found is not None
    assert (text[found[0].start : found[0].end], text[found[1] :]) == (place, rest)


@pytest.mark.parametrize(
    "text", ["Kyiv acknowledged — late — that it lost.", "QUESTION: Did they meet?", "He left. Talks — no."]
)
def test_other_beginnings_are_no_dateline(text: str) -> None:
    assert dateline(text, Span(0, len(text))) is None


def test_a_known_place_makes_a_dateline() -> None:
    text = "Cairo — Talks began."
    found = dateline(text, Span(0, len(text)), lambda name: name == "Cairo")
    assert found is not None
    assert text[found[1] :] == "Talks began."


def test_a_day_before_its_month_ends_no_sentence() -> None:
    text = "Am 10. März trafen sie sich. Am 11. reisten sie ab."
    found = sentences(text, "de")
    assert text[found[0].start : found[0].end] == "Am 10. März trafen sie sich."
