"""Lists of events as pages of text: what is looked for stands together, so that one lookup finds a hundred events.

Every line of a page is an entry. Entries are kept on disk while a list grows, so that lists longer than the memory can
be made, and come out sorted: the same entries always make the same pages.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from heapq import merge
from itertools import groupby
from typing import IO

from attrs import frozen

from kg.dates import Date, parse
from kg.value import Value

PAGE = 100
"""How many lines a page holds at most: some ten thousand characters."""
LARGEST = 16_000
"""How many bytes a page has at most as N-Triples writes it, so that every engine takes it as one value, unless a single
line is longer: Virtuoso sees no N-Triples where the first line is longer than 20,000."""
LONGEST_LABEL = 300
_HELD = 1_000_000


@frozen(eq=False, repr=False)
class Entry(Value):
    """What a list says of an event: when it was as one source says, of which kind it is, and what it is called.

    The date is None where the source gives bounds that are those of no date; then only the source can tell. The label
    is empty where it is no line of text, or a long one.

    >>> entry = Entry(parse("2025-06-02"), "talks", "event/istanbul-2", "Second talks")
    >>> entry.line
    '2025-06-02 talks event/istanbul-2 Second talks'
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


Dated = tuple[tuple[str, str, str, bool], Date]
"""A date behind what it is sorted by."""


@lru_cache(maxsize=1 << 14)
def date_of(when: str) -> Dated | None:
    """The date that the line of an entry begins with, behind what it is sorted by; None where only a source can tell.

    >>> date_of("within:2025-06")
    (('2025-06-01', '2025-06-30', '2025-06', True), Date('2025-06', 2025-06-01 to 2025-06-30, within))
    """
    if when == "?":
        return None
    date = parse(when.removeprefix("within:"), when.startswith("within:"))
    return date.order, date


class Listings:
    """Lists that grow line by line, each under a name, and then are read page by page.

    >>> listings = Listings()
    >>> for line in ("b", "a", "b"):
    ...     listings.add(line, ["letters"])
    >>> list(listings.pages())
    [('letters', 'a\\nb')]
    """

    def __init__(self) -> None:
        self._held: list[str] = []
        self._runs: list[IO[str]] = []

    def add(self, line: str, names: Iterable[str]) -> None:
        """Add a line to some lists; to those that hold it already it is not added again."""
        end = f"\t{line}\n"
        self._held += [name + end for name in names]
        if len(self._held) >= _HELD:
            self._put_away()

    def pages(self) -> Iterator[tuple[str, str]]:
        """All lists in pages, each with the name of its list, in the order of names and lines; then there are none."""
        lines: Iterable[str] = sorted(set(self._held))
        if self._runs:
            lines = (line for line, _ in groupby(merge(*self._runs, lines)))
        name = ""
        page: list[str] = []
        for text in lines:
            found, _, line = text.partition("\t")
            if found != name or len(page) == PAGE:
                for fitting in _fitting(page):
                    yield name, fitting
                name, page = found, []
            page.append(line[:-1])
        for fitting in _fitting(page):
            yield name, fitting
        self._held.clear()
        while self._runs:
            self._runs.pop().close()

    def _put_away(self) -> None:
        """Put what is held, in its order, into a file without a name, which is gone with the process."""
        from tempfile import TemporaryFile  # which short lists have no need of

        run = TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115 (closed when its lines are read)
        run.writelines(sorted(set(self._held)))
        run.seek(0)
        self._runs.append(run)
        self._held.clear()


def _fitting(lines: list[str]) -> Iterator[str]:
    """Lines as one text, or as several where one would be too large."""
    if not lines:
        return
    text = "\n".join(lines)
    if (
        4 * len(text) <= LARGEST or len(lines) == 1 or len(text.encode()) + sum(map(text.count, '\n"\\')) <= LARGEST
    ):  # as most are
        yield text
    else:
        half = len(lines) // 2
        yield from _fitting(lines[:half])
        yield from _fitting(lines[half:])
