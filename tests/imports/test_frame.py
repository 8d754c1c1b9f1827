from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from importing import quads_from, quads_of

from kg import model as m
from kg.dates import parse
from kg.imports import frame
from kg.imports.frame import Built, NotMeeting, Raw, Rejected, Staged, Staging, Summary, event_id, slugify
from kg.quads import to_quads
from kg.triples import from_quads


class Letters:
    """An importer of rows `LETTER NUMBER`; rows of a letter are one event, and some are refused."""

    name = "letters"

    def __init__(self, stop_after: int = 1_000_000) -> None:
        self.stop_after = stop_after

    def source(self, path: Path) -> m.Source:
        return m.Source(f"source/letters-{slugify(path.name)}", "dataset", path.name)

    def rows(self, path: Path, start: int) -> Iterator[Raw]:
        content, offset = path.read_bytes(), 0
        for number, line in enumerate(content.splitlines(keepends=True), 1):
            offset += len(line)
            if offset <= start:
                continue
            if number > self.stop_after:
                raise KeyboardInterrupt
            cells = tuple(line.decode().split())
            yield Raw(number, offset, cells, "") if len(cells) == 2 else Raw(number, offset, None, "not two cells")

    def stage(self, raw: Raw) -> Staged | Rejected | NotMeeting:
        assert raw.cells is not None
        letter, number = raw.cells
        if letter == "?":
            return Rejected("no letter")
        return NotMeeting("digit") if letter.isdigit() else Staged(letter, (number,))

    def build(self, source: m.Source, key: str, rows: Sequence[tuple[int, tuple[str, ...]]]) -> Built:
        if key == "x":
            raise ValueError("x tells of nothing")
        numbers = " ".join(f"{line}:{cells[0]}" for line, cells in rows)
        report = m.Report(source.id, parse("2018"), "city/kyiv", "held", outcome=numbers)
        return Built(
            (m.Event(event_id("letters", key), "talks", key, reports=(report,)),), (m.Place("city/kyiv", "K"),)
        )


TEXT = "b 1\na 2\n\n? 3\n7 4\na 5\nx 6\nb 7\nx 8\na 9\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "letters.txt"
    path.write_text(TEXT)
    return path


def test_the_summary_accounts_for_every_row(path: Path) -> None:
    summary = quads_from(Letters(), path)[1]
    assert summary == Summary(
        rows=10,
        events=2,
        merged=3,
        rejected=4,
        not_meetings=1,
        reasons={"x tells of nothing": 2, "digit": 1, "no letter": 1, "not two cells": 1},
    )


def test_rows_of_one_event_come_together_in_the_order_of_their_lines(path: Path) -> None:
    facts = from_quads(quads_from(Letters(), path)[0])[0]
    assert {event.label: event.reports[0].outcome for event in facts.events} == {"a": "2:2 6:5 10:9", "b": "1:1 8:7"}


def test_refused_rows_keep_line_reason_and_cells_and_what_is_no_meeting_is_not_among_them(path: Path) -> None:
    refusals = quads_from(Letters(), path)[2]
    assert [refusal[:2] for refusal in refusals] == [
        (3, "not two cells"),
        (4, "no letter"),
        (7, "x tells of nothing"),
        (9, "x tells of nothing"),
    ]
    assert {line: cells for line, _, cells in refusals}[4] == ("?", "3")


@pytest.mark.parametrize("stop_after", range(11))
def test_a_reading_that_was_stopped_goes_on_and_ends_like_one_that_was_not(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop_after: int
) -> None:
    whole = quads_from(Letters(), path)[:2]
    monkeypatch.setattr(frame, "COMMIT_ROWS", 2)
    ticks: list[tuple[int, int]] = []
    staging = Staging(tmp_path / "stopped")
    if stop_after < 10:
        with pytest.raises(KeyboardInterrupt):
            staging.fill(Letters(stop_after), path, lambda offset, rows: ticks.append((offset, rows)))
    staging.database.close()
    again = Staging(tmp_path / "stopped")
    with closing(again.database):
        again.fill(Letters(), path, lambda offset, rows: ticks.append((offset, rows)))
        summary = Summary()
        quads = list(quads_of(Letters(), Letters().source(path), again, summary))
    assert (quads, summary) == whole
    assert ticks == sorted(ticks)
    assert ticks[-1] == (len(TEXT), 10)


def test_a_finished_reading_is_not_begun_again(path: Path, tmp_path: Path) -> None:
    staging = Staging(tmp_path / "staged")
    with closing(staging.database):
        staging.fill(Letters(), path, lambda offset, rows: None)
        staging.fill(Letters(stop_after=0), path, lambda offset, rows: None)
        assert sum(len(rows) for _, rows in staging.events()) == 7


def test_things_that_several_events_name_are_written_once(path: Path) -> None:
    quads = quads_from(Letters(), path)[0]
    assert len(quads) == len(set(quads))
    assert sum(quad.subject.short == "city/kyiv" for quad in quads) == 2


def test_the_quads_are_those_of_the_facts(path: Path) -> None:
    quads = quads_from(Letters(), path)[0]
    assert sorted(quads) == sorted(to_quads(from_quads(quads)[0]))


def test_a_file_without_events_is_still_a_source(tmp_path: Path) -> None:
    path = tmp_path / "none.txt"
    path.write_text("7 1\n")
    quads, summary, _ = quads_from(Letters(), path)
    assert summary == Summary(rows=1, not_meetings=1, reasons={"digit": 1})
    assert {quad.subject.short for quad in quads} == {"source/letters-none-txt"}


def test_slugs_fit_into_identifiers_and_differ_where_they_were_cut() -> None:
    texts = ["Müller", "???", "!!!", "x" * 61, "x" * 62, "", "Київ", "a/b", "../..", "a\nb"]
    slugs = [slugify(text) for text in texts]
    assert all(set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for slug in slugs)
    assert slugs[0] == "muller"
    assert len(set(slugs[1:6])) == 5
    assert all(0 < len(slug) <= 73 for slug in slugs)
