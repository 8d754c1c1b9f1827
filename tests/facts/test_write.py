"""Writing facts files."""

from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings

from kg import model
from kg.dates import parse
from kg.errors import KgError
from kg.facts import read_files, read_text, write_facts
from kg.vocab import REVIEWS
from tests.strategies import facts

ROOT = Path(__file__).parents[2]
SOURCE = model.Source("source/wire", sha256="0" * 64, length=100)
TALKS = model.Event("event/talks", "talks", reports=[model.Report("source/wire")])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(facts())
def test_any_facts_survive_writing_and_reading(value: model.Facts) -> None:
    assert read_text(write_facts(value)).facts == (value,)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(facts())
def test_the_same_facts_give_the_same_text(value: model.Facts) -> None:
    text = write_facts(value)
    assert write_facts(read_text(text).facts[0]) == text


def test_bundled_facts_survive_writing_and_reading() -> None:
    bundled = read_files([ROOT / "data"])
    for value in bundled.facts:
        assert read_text(write_facts(value, bundled.lines), known=bundled.lines).facts == (value,)


def test_what_has_no_evidence_is_written_short() -> None:
    event = evolve(
        TALKS,
        round=2,
        reports=[model.Report("source/wire", parse("2025-06-02"), "city/rome")],
        participations=[model.Participation("ada", "source/wire", "person/ada", ("head",))],
    )
    value = model.Facts(model.Source("source/wire", title="A report"), events=[event])
    assert write_facts(value) == (
        "source: {id: wire, title: A report}\n"
        "\n"
        "events:\n"
        "  talks: {kind: talks, round: 2, date: 2025-06-02, place: rome, participants: {ada: {role: head}}}\n"
    )


def test_what_does_not_fit_on_a_line_is_broken_up() -> None:
    span = (model.Evidence("date", (model.Span(1, 2),), "i" * 90),)
    report = model.Report("source/wire", parse("2025-06-01/2025-06-02", within=True), evidence=span)
    text = write_facts(model.Facts(SOURCE, events=[evolve(TALKS, reports=[report])]))
    assert text.endswith(
        "events:\n"
        "  talks:\n"
        "    kind: talks\n"
        "    date:\n"
        "      value: 2025-06-01/2025-06-02\n"
        "      within: true\n"
        "      evidence: 1-2\n"
        f"      inference: {'i' * 90}\n"
    )


def test_a_reference_gets_its_type_only_where_the_bare_id_could_mean_two_things() -> None:
    group = model.Group("group/g", "G", members=["country/georgia", "person/ada"])
    value = model.Facts(model.Registry("registry/r"), things=[group, model.Person("person/georgia", "Georgia")])
    assert "members: [country/georgia, ada]" in write_facts(value)
    assert "members: [country/ada, georgia]" in write_facts(
        model.Facts(value.origin, things=[evolve(group, members=["country/georgia", "country/ada"])]),
        known=["person/ada"],
    )


@pytest.mark.parametrize(
    "value",
    [
        model.Facts(SOURCE, sources=[model.Source("source/other")]),
        model.Facts(SOURCE, events=[evolve(TALKS, reports=[])]),
        model.Facts(SOURCE, events=[evolve(TALKS, reports=[model.Report("source/other")])]),
        model.Facts(SOURCE, events=[evolve(TALKS, evidence=[model.Evidence("date", (model.Span(1, 2),))])]),
        model.Facts(SOURCE, events=[evolve(TALKS, evidence=[model.Evidence("", (model.Span(1, 200),))])]),
        model.Facts(
            SOURCE, events=[evolve(TALKS, evidence=[model.Evidence("", (), "a"), model.Evidence("", (), "b")])]
        ),
        model.Facts(evolve(SOURCE, length=None)),
        model.Facts(model.Registry("registry/r"), things=[model.Country("country/c", "C", latitude=1.0)]),
        model.Facts(model.Registry("registry/r"), things=[model.Person("person/p", "\ud800")]),
        model.Facts(model.Registry("registry/r"), things=[model.Person("person/p", "a\rb")]),
        model.Facts(model.Registry("registry/r"), things=[model.Person("person/p", " ")]),
        model.Facts(model.Registry("registry/r"), things=[model.Person("person/Not A Slug", "P")]),
        model.Facts(model.Registry("registry/r"), events=[evolve(TALKS, reports=[model.Report("registry/r")])]),
    ],
)
def test_facts_that_no_file_can_hold_are_refused(value: model.Facts) -> None:
    with pytest.raises(KgError, match="can't be written as a facts file"):
        write_facts(value)


def test_reviews_are_written_and_read_back_and_a_part_says_its_own_only_where_it_differs() -> None:
    text = """source:
  id: wire
  text: {sha256: 0bd6ae5cc029ecd3178055c26924794596833b009d71e0a1da449ccf51d3cf46, length: 100}
review: pending
people: {ada: {name: Ada}, ben: {name: Ben}}
events:
  talks-1:
    kind: talks
    evidence: 0-5
    review: accepted
    date: {value: 2025-06-02, evidence: 3-9, review: rejected}
    participants:
      ada: {evidence: 0-3}
      ben: {evidence: 4-5, review: pending}
statements:
  hello: {summary: Hello, evidence: 0-5}
"""
    read = read_text(text, accept=REVIEWS)
    assert read.reviews == {
        "event/talks-1": "accepted",
        "report/talks-1/wire#date": "rejected",
        "participation/talks-1/wire/ada": "accepted",
        "participation/talks-1/wire/ben": "pending",
        "statement/wire/hello": "pending",
    }
    written = write_facts(read.facts[0], reviews=read.reviews)
    assert read_text(written, accept=REVIEWS) == evolve(read, lines=read_text(written, accept=REVIEWS).lines)
    assert written.count("review: accepted") == written.count("review: rejected") == 1
    assert written.count("review: pending") == 2
    only = read_text(written)
    assert [part.who for part in only.facts[0].events[0].participations] == ["person/ada"]
    assert (only.pending, only.rejected) == (2, 1)
