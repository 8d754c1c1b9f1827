"""A table with a header as a stream of rows, whatever separates its columns.

Only one row is held at a time. A row of several lines that has not the columns of the header is taken to be its first
line alone, so that a stray quotation mark spoils one line and not the rest of the file.
"""

import csv
from collections.abc import Iterator
from typing import IO, Final

from kg.errors import KgError, quoted
from kg.imports.frame import Raw
from kg.imports.table_mapping import DELIMITERS

LONGEST_LINE: Final = 1_000_000
"""How many bytes a line may have, and a row of several lines."""

_BOM = b"\xef\xbb\xbf"


def tidy(text: str) -> str:
    r"""A text with single spaces only, and none around it.

    >>> tidy(" Foreign\n  Minister ")
    'Foreign Minister'
    """
    return " ".join(text.split())


def heading(file: IO[bytes], name: str, delimiter: str = "") -> tuple[list[str], str]:
    """The columns that the first line of a table names, and what separates them.

    That is, where nothing is given, the most frequent of `DELIMITERS`; a comma before a space counts little.

    Raises KgError where there is no such line.

    >>> from io import BytesIO
    >>> heading(BytesIO(b"Day;Town, State"), "meetings.csv")
    (['Day', 'Town, State'], ';')
    """
    try:
        line = file.readline(LONGEST_LINE).removeprefix(_BOM).decode()
    except UnicodeDecodeError:
        raise KgError(f"{quoted(name)} is not UTF-8", "save it as UTF-8") from None
    delimiter = delimiter or max(DELIMITERS, key=lambda one: (line.count(one) - line.count(f"{one} "), line.count(one)))
    try:
        columns = [tidy(cell) for cell in next(csv.reader([line], delimiter=delimiter, strict=True), [])]
    except csv.Error as error:
        raise KgError(f"the header of {quoted(name)} can't be read: {error}", "it has to be one line") from None
    if not any(columns):
        raise KgError(f"{quoted(name)} has no header", "its first line has to name the columns")
    return columns, delimiter


def rows(file: IO[bytes], start: int, delimiter: str, width: int) -> Iterator[Raw]:
    """The rows of a file that stands behind its header, from a byte offset on; blank lines are none."""
    line = 1
    while file.tell() < start and (skipped := file.read(min(1 << 16, start - file.tell()))):
        line += skipped.count(b"\n")
    while content := file.readline(LONGEST_LINE):
        begin = line + 1
        after_first, line = file.tell(), begin
        if len(content) == LONGEST_LINE and not content.endswith(b"\n"):
            while content and not content.endswith(b"\n"):
                content = file.readline(LONGEST_LINE)
            yield Raw(begin, file.tell(), None, f"longer than {LONGEST_LINE} bytes")
            continue
        if not content.strip():
            continue
        used = [content]
        cells, fault = _parse(used, file, delimiter, width)
        if fault and len(used) > 1:
            file.seek(after_first)
        else:
            line += len(used) - 1
        text = b"".join(used).decode(errors="backslashreplace").rstrip("\r\n") if fault else ""
        yield Raw(begin, file.tell(), cells if not fault else None, fault, text)


def _parse(used: list[bytes], file: IO[bytes], delimiter: str, width: int) -> tuple[tuple[str, ...], str]:
    """The cells of the row that begins with a line, and what is wrong with it; further lines are added to `used`."""
    size = len(used[0])

    def lines() -> Iterator[str]:
        nonlocal size
        yield used[0].decode(errors="surrogateescape")
        while size < LONGEST_LINE and (content := file.readline(LONGEST_LINE)):
            used.append(content)
            size += len(content)
            yield content.decode(errors="surrogateescape")

    try:
        cells = next(csv.reader(lines(), delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        return (), f"not CSV: {error}"
    if any("\udc80" <= letter <= "\udcff" for cell in cells if not cell.isascii() for letter in cell):
        return (), "not UTF-8"
    if len(cells) != width:
        return (), f"{len(cells)} columns, not {width} as in the header"
    return tuple(cells), ""
