"""What all importers share: rows are staged by event, events become quads, and nothing is lost silently.

An importer says what a table's rows mean; the frame reads, stages, counts and hands on. Rows are staged in a temporary
database on disk, so that memory does not grow with the file and an import that was stopped goes on where it was. The
rows of one event are then taken together, however far apart they stand, in an order that does not depend on the file.
"""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from hashlib import sha256
from itertools import groupby
from json.encoder import encode_basestring
from pathlib import Path
from typing import NamedTuple, Protocol

from attrs import asdict, field, frozen, mutable

from kg import model as m
from kg.quads import to_lines
from kg.terms import iri

COMMIT_ROWS = 20_000
LONGEST_SLUG = 60
NO_EVENT = "kept, but no event: a time in office"
"""Why rows that tell of no meeting don't count as an event, though their quads are kept."""


_READ = json.JSONDecoder().raw_decode


class Raw(NamedTuple):
    """A row as it stands in a file: its line, where the next row begins, and its cells, or why it has none.

    `text` is what stands there if it can't be split into cells, as far as it is worth showing.
    """

    line: int
    offset: int
    cells: tuple[str, ...] | None
    fault: str = ""
    text: str = ""


class Staged(NamedTuple):
    """A row that tells of an event; rows with the same key tell of the same one."""

    key: str
    cells: tuple[str, ...]


@frozen
class Rejected:
    """A row that can't be used, and why."""

    reason: str


@frozen
class NotMeeting:
    """A row that tells of something else than the table is imported for."""

    reason: str


@frozen
class Built:
    """What the rows of one event say."""

    events: tuple[m.Event, ...]
    things: tuple[m.Thing, ...] = ()
    sources: tuple[m.Source, ...] = ()
    tenures: tuple[m.Tenure, ...] = ()


@frozen
class EventLines:
    """What the rows of one event say, as values and as N-Quads: its own, and by identifier of each thing and source.

    There is no event where they only tell of a time in office.
    """

    facts: m.Facts
    own: str
    shared: dict[str, str]


class Importer(Protocol):
    """What a kind of table has to say of itself."""

    name: str

    def source(self, path: Path) -> m.Source:
        """The file as a source; its identifier names the graph."""

    def rows(self, path: Path, start: int) -> Iterator[Raw]:
        """The rows of a file from a byte offset on (0: the beginning), read as a stream."""

    def stage(self, raw: Raw) -> Staged | Rejected | NotMeeting:
        """What a row means."""

    def build(self, source: m.Source, key: str, rows: Sequence[tuple[int, tuple[str, ...]]]) -> Built:
        """The event that the rows of one key tell of, each with its line. Raises ValueError where they tell of none."""


@mutable
class Summary:
    """What became of a file's rows: `rows == events + merged + rejected + not_meetings`.

    An event counts once with all that is part of it; a row that only tells of a time in office is no meeting.
    """

    rows: int = 0
    events: int = 0
    merged: int = 0
    rejected: int = 0
    not_meetings: int = 0
    reasons: dict[str, int] = field(factory=dict)

    def adds_up(self) -> bool:
        """Whether every row is accounted for.

        >>> Summary(rows=3, events=1, merged=1, rejected=1).adds_up()
        True
        """
        return self.rows == self.events + self.merged + self.rejected + self.not_meetings


def _cells_text(cells: Sequence[str]) -> str:
    """Cells as a list of JSON, several times quicker than by `json.dumps`."""
    return f"[{','.join(map(encode_basestring, cells))}]"


def slugify(text: str) -> str:
    """A text as a part of an identifier: lower-case Latin letters, digits and hyphens.

    A text that has none of these, or is cut because it is long, gets a part of its hash.

    >>> slugify("Ministry of Foreign Affairs (Türkiye)"), slugify("???")
    ('ministry-of-foreign-affairs-turkiye', 'x-a03b221c6c6e')
    """
    from anyascii import anyascii

    plain = text if text.isascii() else anyascii(text)
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    if slug and len(slug) <= LONGEST_SLUG:
        return slug
    return f"{slug[:LONGEST_SLUG].strip('-') or 'x'}-{sha256(text.encode()).hexdigest()[:12]}"


def event_id(importer: str, key: str) -> str:
    """The identifier of an event of a table, from what makes it one event.

    >>> event_id("icews", "a|b|2018-06-01|042")
    'event/icews-2d17707e9b3d1db7'
    """
    return f"event/{importer}-{sha256(key.encode()).hexdigest()[:16]}"


def meaning(importer: Importer, raw: Raw) -> Staged | Rejected | NotMeeting:
    """What a row means to an importer; one that can't be split into cells is rejected."""
    return importer.stage(raw) if raw.cells is not None else Rejected(raw.fault)


def event_lines(
    importer: Importer,
    source: m.Source,
    key: str,
    rows: Sequence[tuple[int, tuple[str, ...]]],
    written: Container[str] = frozenset(),
) -> EventLines:
    r"""The N-Quads of one event from the rows of its key, each with its line: the same wherever it is computed.

    Things and sources whose identifiers are in `written` are left out. Several events can name the same thing and
    describe it differently: the description of the event whose key comes first is the one to keep. Raises ValueError
    where the rows tell of no event.

    >>> from kg.imports.icews import Icews
    >>> importer, source = Icews(), m.Source("source/table")
    >>> staged = importer.stage(Raw(1, 0, ("Ada Okoro", "Consult", "Bo Lindqvist", "2018-06-01")))
    >>> found = event_lines(importer, source, staged.key, [(1, staged.cells)])
    >>> found.own.count("\n"), list(found.shared)
    (25, ['person/icews-ada-okoro', 'person/icews-bo-lindqvist'])
    """
    built = importer.build(source, key, rows)
    sources = [value for value in built.sources if value.id not in written and value.id != source.id]
    things = [value for value in built.things if value.id not in written]
    facts = m.Facts(source, sources=sources, things=things, events=built.events, tenures=built.tenures)
    lines = to_lines(facts, origin=False)
    named = dict.fromkeys((*(value.id for value in sources), *(value.id for value in things)))
    shared = {identifier: lines.pop(iri(identifier)) for identifier in named}
    return EventLines(facts, "".join(lines.values()), shared)


class Staging:
    """The staged rows of one file in a database on disk, with how far the file was read."""

    def __init__(self, path: Path) -> None:
        self.database = sqlite3.connect(path)
        self.database.executescript(
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = NORMAL;
            CREATE TABLE IF NOT EXISTS staged (key TEXT, line INTEGER, cells TEXT);
            CREATE TABLE IF NOT EXISTS rejected (line INTEGER, reason TEXT, cells TEXT, late INTEGER);
            CREATE TABLE IF NOT EXISTS elsewhere (reason TEXT, rows INTEGER, late INTEGER);
            CREATE TABLE IF NOT EXISTS progress (offset INTEGER, rows INTEGER, finished INTEGER, summary TEXT);
            """
        )
        if self.database.execute("SELECT COUNT(*) FROM progress").fetchone()[0] == 0:
            self.database.execute("INSERT INTO progress VALUES (0, 0, 0, NULL)")
            self.database.commit()

    def fill(self, importer: Importer, path: Path, tick: Callable[[int, int], None]) -> None:
        """Read what is still unread of a file; `tick` is told the offset and the number of rows now and then."""
        offset, rows, finished = self.database.execute("SELECT offset, rows, finished FROM progress").fetchone()
        if finished:
            return
        staged: list[tuple[str, int, str]] = []
        rejected: list[tuple[int, str, str]] = []
        elsewhere: Counter[str] = Counter()

        def commit(done: int) -> None:
            self.database.executemany("INSERT INTO staged VALUES (?, ?, ?)", staged)
            self.database.executemany("INSERT INTO rejected VALUES (?, ?, ?, 0)", rejected)
            self.database.executemany("INSERT INTO elsewhere VALUES (?, ?, 0)", elsewhere.items())
            self.database.execute("UPDATE progress SET offset = ?, rows = ?, finished = ?", (offset, rows, done))
            self.database.commit()
            staged.clear()
            rejected.clear()
            elsewhere.clear()
            tick(offset, rows)

        for raw in importer.rows(path, offset):
            rows += 1
            offset = raw.offset
            found = meaning(importer, raw)
            if isinstance(found, Staged):
                staged.append((found.key, raw.line, _cells_text(found.cells)))
            elif isinstance(found, NotMeeting):
                elsewhere[found.reason] += 1
            else:
                rejected.append((raw.line, found.reason, _cells_text(raw.cells or (raw.text,))))
            if rows % COMMIT_ROWS == 0:
                commit(0)
        commit(1)
        self.database.execute("CREATE INDEX IF NOT EXISTS by_key ON staged (key, line)")
        self.database.commit()

    def staged(self) -> int:
        """How many rows tell of an event."""
        (count,) = self.database.execute("SELECT COUNT(*) FROM staged").fetchone()
        return int(count)

    def events(self) -> Iterator[tuple[str, list[tuple[int, tuple[str, ...]]]]]:
        """The rows of every event together, with their lines, in the order of the keys."""
        found = self.database.execute("SELECT key, line, cells FROM staged ORDER BY key, line, cells")
        for key, group in groupby(found, key=lambda row: row[0]):
            yield key, [(line, tuple(_READ(cells)[0])) for _, line, cells in group]

    def count(self, summary: Summary) -> None:
        """Fill in how many rows there are, and how many of them tell of no meeting for which reasons."""
        ask = self.database.execute
        summary.rows = ask("SELECT rows FROM progress").fetchone()[0]
        summary.rejected = ask("SELECT COUNT(*) FROM rejected").fetchone()[0]
        summary.not_meetings = ask("SELECT COALESCE(SUM(rows), 0) FROM elsewhere").fetchone()[0]
        reasons = "SELECT reason, 1 AS rows FROM rejected UNION ALL SELECT reason, rows FROM elsewhere"
        found = ask(f"SELECT reason, SUM(rows) FROM ({reasons}) GROUP BY reason ORDER BY SUM(rows) DESC, reason")
        summary.reasons = dict(found)

    def keep(self, summary: Summary) -> None:
        """Keep the summary beside the rows, for another process to read."""
        self.database.execute("UPDATE progress SET summary = ?", (json.dumps(asdict(summary)),))
        self.database.commit()

    def summary(self) -> Summary:
        """The summary that was kept."""
        return Summary(**json.loads(self.database.execute("SELECT summary FROM progress").fetchone()[0]))

    def reject(self, rows: Sequence[tuple[int, tuple[str, ...]]], reason: str) -> None:
        """Reject rows when it comes to building their event."""
        lines = [(line, reason, _cells_text(cells)) for line, cells in rows]
        self.database.executemany("INSERT INTO rejected VALUES (?, ?, ?, 1)", lines)

    def leave_out(self, reason: str, rows: int) -> None:
        """Count rows as telling of something else when it comes to building their event."""
        self.database.execute("INSERT INTO elsewhere VALUES (?, ?, 1)", (reason, rows))

    def begin(self) -> None:
        """Forget what an earlier building that was stopped has rejected or left out."""
        self.database.executescript("DELETE FROM rejected WHERE late; DELETE FROM elsewhere WHERE late")

    def refusals(self) -> Iterator[tuple[int, str, tuple[str, ...]]]:
        """The rejected rows: line, reason, cells."""
        for line, reason, cells in self.database.execute(
            "SELECT line, reason, cells FROM rejected ORDER BY line, reason"
        ):
            yield line, reason, tuple(json.loads(cells))


def lines_of(importer: Importer, source: m.Source, staging: Staging, summary: Summary) -> Iterator[tuple[m.Facts, str]]:
    """What a staged file says event by event, values and N-Quads, each thing and source once; fills in the summary.

    On the way the summary's rows are those that were staged and are done.
    """
    itself = m.Facts(source)
    yield itself, "".join(to_lines(itself).values())
    known: set[str] = set()
    staged = in_office = 0
    rejected: list[tuple[Sequence[tuple[int, tuple[str, ...]]], str]] = []
    staging.begin()
    for key, rows in staging.events():
        staged += len(rows)
        summary.rows = staged
        try:
            found = event_lines(importer, source, key, rows, known)
        except ValueError as error:
            rejected.append((rows, str(error)))
            continue
        if found.facts.events:
            summary.events += 1
        else:
            in_office += len(rows)
        known.update(found.shared)
        yield found.facts, "".join((found.own, *found.shared.values()))
    for left_out, reason in rejected:  # now that nothing is being read
        staging.reject(left_out, reason)
    if in_office:
        staging.leave_out(NO_EVENT, in_office)
    staging.count(summary)
    summary.merged = staged - in_office - sum(len(rows) for rows, _ in rejected) - summary.events
