"""Lists of events as pages of text: what a question looks for stands together, so that one lookup finds fifty events.

Every line of a page is an entry. Entries are kept on disk while a list grows, so that lists longer than the memory can
be made, and come out sorted: the same entries always make the same pages.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby, islice
from typing import TYPE_CHECKING

from attrs import frozen

from kg.dates import Date, parse

if TYPE_CHECKING:
    import sqlite3

PAGE = 50
"""How many lines a page holds at most: some four thousand characters, which every engine takes as one value."""
LONGEST_LABEL = 300
_HELD = 20_000


@frozen
class Entry:
    """What a list says of an event: when it was as one source says, of which kind it is, and what it is called.

    The date is None where the source gives bounds that are those of no date; then only the source can tell. The label
    is empty where it is no line of text, or a long one.

    >>> entry = Entry(parse("2025-06-02"), "talks", "event/istanbul-2", "Second talks")
    >>> entry.line
    '2025-06-02 talks event/istanbul-2 Second talks'
    >>> Entry.read(entry.line) == entry
    True
    """

    date: Date | None
    kind: str
    event: str
    label: str

    @property
    def line(self) -> str:
        """The entry as a line of a page."""
        when = "?" if self.date is None else f"{'within:' * self.date.within}{self.date.edtf}"
        label = self.label if len(self.label) <= LONGEST_LABEL and self.label.isprintable() else ""
        return f"{when} {self.kind} {self.event} {label}"

    @classmethod
    def read(cls, line: str) -> "Entry":
        """The entry that a line is."""
        when, kind, event, label = line.split(" ", 3)
        return cls(_date(when), kind, event, label)


@lru_cache(maxsize=1 << 12)
def _date(text: str) -> Date | None:
    return None if text == "?" else parse(text.removeprefix("within:"), text.startswith("within:"))


class Listings:
    """Lists that grow line by line, each under a name, and then are read page by page.

    >>> listings = Listings()
    >>> for line in ("b", "a", "b"):
    ...     listings.add(line, ["letters"])
    >>> list(listings.pages())
    [('letters', 'a\\nb')]
    """

    def __init__(self) -> None:
        self._base: sqlite3.Connection | None = None
        self._held: list[tuple[str, str]] = []

    def add(self, line: str, names: Iterable[str]) -> None:
        """Add a line to some lists; to those that hold it already it is not added again."""
        self._held += [(name, line) for name in names]
        if len(self._held) >= _HELD:
            self._put_away()

    def pages(self) -> Iterator[tuple[str, str]]:
        """All lists in pages, each with the name of its list, in the order of names and lines; then there are none."""
        lines: Iterator[tuple[str, str]] = iter(sorted(set(self._held)))
        if self._base:
            self._put_away()
            lines = self._base.execute("SELECT DISTINCT name, line FROM line ORDER BY name, line")
        for name, found in groupby(lines, key=lambda row: row[0]):
            while page := [line for _, line in islice(found, PAGE)]:
                yield name, "\n".join(page)
        self._held.clear()
        if self._base:
            self._base.close()
            self._base = None

    def _put_away(self) -> None:
        """Put what is held into a database in a file without a name, which is gone with the process."""
        if self._base is None:
            import sqlite3  # which short lists have no need of

            self._base = sqlite3.connect("", isolation_level=None)
            for step in ("PRAGMA journal_mode = OFF", "CREATE TABLE line (name, line)", "BEGIN"):
                self._base.execute(step)
        self._base.executemany("INSERT INTO line VALUES (?, ?)", self._held)
        self._held.clear()
