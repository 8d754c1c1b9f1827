"""Who says what."""

from datetime import date

import pytest

from kg.extract.claims import Claim
from kg.extract.gate import Gate
from kg.extract.gazetteer import Gazetteer
from kg.extract.rules import propose
from kg.model import Span

GAZETTEER = Gazetteer()
SATURDAY = date(2025, 6, 7)
DENIAL = "Egyptian Foreign Minister Sami Shafei denied meeting Israeli envoy Dan Tzur. {}, he said."
TWO = "Spanish Foreign Minister Ada Ames met Norwegian Foreign Minister Ben Bird in Oslo on Monday. {}"


def said(text: str) -> list[tuple[str, str]]:
    """Each statement that passes the gate: the last name of its speaker, and the words."""
    passed = Gate(text, SATURDAY, GAZETTEER.forms).judge(propose(text, SATURDAY, GAZETTEER))
    return [(claim.subject.split()[-1], claim.object) for claim in passed.claims if claim.kind == "statement"]


@pytest.mark.parametrize(
    "quote", ["'I have never met Mr Tzur'", "“I have never met Mr Tzur”", '"I have never met Mr Tzur"']
)
def test_he_is_not_whom_the_quote_names_but_the_subject_of_the_sentence_before(quote: str) -> None:
    text = DENIAL.format(f"{quote[:-1]},{quote[-1]}").replace(", he", " he")
    assert said(text) == [("Shafei", "I have never met Mr Tzur")]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (
            '"We came to stay on," Bird told reporters after the meeting.',
            [("Bird", "We came to stay on")],
        ),
        ('"We were slow. We want a deal soon," said Bird.', [("Bird", "We want a deal soon")]),
        ('Ames said: "It was a good day for us."', [("Ames", "It was a good day for us")]),
        ("'It was a good day for us,' Ames said.", [("Ames", "It was a good day for us")]),
        ('Bird said "the road is long and hard".', [("Bird", "the road is long and hard")]),
        ("Bird told the paper that the border would open soon.", [("Bird", "the border would open soon")]),
        ("Bird told reporters after the meeting that trade would grow.", [("Bird", "trade would grow")]),
        ("Bird told reporters after the meeting.", []),
    ],
)
def test_the_object_of_a_statement_is_what_was_said(sentence: str, wanted: list[tuple[str, str]]) -> None:
    assert said(TWO.format(sentence)) == wanted


@pytest.mark.parametrize("words", ["I have never met Mr Tzur", "We did not see Dan Tzur", "Tzur’s plan is dead"])
@pytest.mark.parametrize("marks", ['""', "“”", "\u2018’"])
def test_the_gate_refuses_a_quote_that_names_its_speaker(words: str, marks: str) -> None:
    text = f"Shafei denied meeting Dan Tzur. {marks[0]}{words},{marks[1]} he said."
    start, name = text.index(words), text.index("Dan Tzur")
    for more in (0, 1):
        span = Span(start - more, start + len(words) + 2 * more)
        claim = Claim(
            kind="statement",
            subject="Dan Tzur",
            predicate="stated",
            object=words,
            spans=(span,),
            resolving=(Span(name, name + 8),),
            rule="r",
        )
        assert "somebody else in the words quoted" in Gate(text, None).why_not(claim)


def test_a_body_may_speak_of_itself_by_name() -> None:
    text = "“The United States will stay,” the United States said in a statement."
    claim = Claim(
        kind="statement",
        subject="United States",
        predicate="stated",
        object="The United States will stay",
        spans=(Span(0, len(text)),),
        rule="r",
    )
    assert Gate(text, None).why_not(claim) == ""
