"""The XML of HistoryAtState's repositories as a stream of records: trips, visits, offices, people, roles.

The files come from strangers. A document type declaration is refused before anything in it counts, so that there are no
entities to expand or fetch; nothing is held but the record being read; records, single tokens and nesting are bounded.
A file whose outermost element is none of those below is passed over.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.parsers import expat

from attrs import field, frozen

from kg.errors import KgError, quoted

RECORDS: Final = {
    "trips": "trip",
    "visits": "visit",
    "presidents": "president",
    "principal-position": "principal",
    "country-mission": "chief",
    "org-mission": "chief",
    "person": "person",
    "role": "role",
}
"""What the outermost element of a file holds; a person or role is the whole file."""

LONGEST_RECORD = 200_000
"""How many characters a record may have."""
LONGEST_TOKEN = 1_000_000
"""How many bytes a single tag, comment or the like may have."""
DEEPEST = 40
"""How deep elements may be nested."""

_CHUNK = 1 << 16


class Unreadable(Exception):
    """A file can't be read further: in which line, and why."""

    def __init__(self, line: int, reason: str) -> None:
        """Keep line and reason."""
        super().__init__(line, reason)
        self.line, self.reason = line, reason


@frozen
class Record:
    """A record: the line it starts on, its kind, and its texts.

    Texts stand under the path of their element (`started/date`), attributes behind an `@` (`country@id`), white space
    in them is reduced to single spaces; of elements of one name the first counts. `head` are the texts that stand in
    the file before and outside of the records.
    """

    line: int
    kind: str
    texts: dict[str, str]
    head: dict[str, str] = field(factory=dict)

    def __getitem__(self, path: str) -> str:
        """The text at a path, empty where there is none."""
        return self.texts.get(path, "")


def files(path: Path) -> list[Path]:
    """The XML files of a folder, or the file itself, in order of their paths; hidden folders and links are left out.

    Raises KgError where there is neither.
    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise KgError(
            f"there is no file or folder {quoted(str(path))}",
            "give a copy of the repository travels, visits or pocom of HistoryAtState, or a file of one",
        )
    found = []
    for folder, below, names in os.walk(path):
        below[:] = sorted(name for name in below if not name.startswith("."))
        found += [Path(folder, name) for name in names if name.endswith(".xml") and not name.startswith(".")]
    return sorted(file for file in found if stat.S_ISREG(file.lstat().st_mode))


def records(path: Path) -> Iterator[Record]:
    """The records of a file, as a stream. Raises `Unreadable` behind the last one that could be read."""
    builder = _Builder()
    try:
        with path.open("rb") as file:
            while builder.wanted and (chunk := file.read(_CHUNK)):
                builder.feed(chunk)
                yield from builder.finished()
        if builder.wanted:
            builder.feed(b"", last=True)
            yield from builder.finished()
    except expat.ExpatError as error:
        yield from builder.finished()
        raise Unreadable(error.lineno, f"not well-formed XML: {expat.ErrorString(error.code)}") from None
    except OSError as error:
        raise Unreadable(1, f"can't be read: {error.strerror}") from None
    except Unreadable:
        yield from builder.finished()
        raise


class _Builder:
    """Collects records from the events of a parser."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.wanted = True
        self.kind = ""
        self.open: list[tuple[str, list[str]]] = []
        self.record: int | None = None
        self.line = 0
        self.head: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self.size = self.quiet = 0
        self.ready: list[Record] = []

    def feed(self, chunk: bytes, last: bool = False) -> None:
        """Parse a stretch of the file."""
        self.quiet += len(chunk)
        if self.quiet > LONGEST_TOKEN:
            raise self.bad(f"a tag or comment of more than {LONGEST_TOKEN} bytes")
        self.parser.Parse(chunk, last)

    def finished(self) -> Iterator[Record]:
        """Hand out the records that are complete."""
        ready, self.ready = self.ready, []
        yield from ready

    def bad(self, reason: str) -> Unreadable:
        return Unreadable(self.parser.CurrentLineNumber, reason)

    def doctype(self, *_: object) -> None:
        raise self.bad("a document type declaration, which these files have no use for")

    def count(self, size: int) -> None:
        self.quiet = 0
        self.size += size
        if self.size > LONGEST_RECORD:
            raise self.bad(f"a record of more than {LONGEST_RECORD} characters")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if not self.open:
            self.kind = RECORDS.get(name, "")
            self.wanted = bool(self.kind)
        if not self.wanted:
            return
        if len(self.open) >= DEEPEST:
            raise self.bad(f"elements are nested more than {DEEPEST} deep")
        if self.record is None and name == self.kind:
            self.record, self.line = len(self.open), self.parser.CurrentLineNumber
            self.texts, self.size = {}, 0
        self.open.append((name, []))
        self.count(len(name))
        for key, value in attributes.items():
            self.count(len(key) + len(value))
            self.put(f"{self.where()}@{key}", value)

    def where(self) -> str:
        """The path of the innermost element, from its record or else from the outermost element on."""
        return "/".join(name for name, _ in self.open[(self.record or 0) + 1 :])

    def put(self, where: str, text: str) -> None:
        (self.head if self.record is None else self.texts).setdefault(where, " ".join(text.split()))

    def text(self, text: str) -> None:
        if self.wanted and (self.record is not None or len(self.open) > 1):
            self.count(len(text))
            self.open[-1][1].append(text)

    def end(self, _: str) -> None:
        if not self.wanted:
            return
        self.count(0)
        text = "".join(self.open[-1][1])
        self.put(self.where(), text)
        self.open.pop()
        if self.record == len(self.open):
            self.ready.append(Record(self.line, self.kind, self.texts, self.head))
            self.record, self.size = None, 0
        elif len(self.open) > 1:
            self.open[-1][1].append(text)
