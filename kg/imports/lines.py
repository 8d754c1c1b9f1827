"""Tables as streams of rows: plain, gzip or zip, separated by TABs whatever the file is called.

Only one line is held at a time. Names and contents of files come from strangers: the kind of a file is told by its
first bytes, of a zip archive one member is read and its path never used, a line longer than `LONGEST_LINE` bytes is
passed over without being held, and what unpacks to more than `UNPACKS_TO` times its size is not read on.
"""

import gzip
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO, cast

from kg.errors import KgError, listed, quoted
from kg.imports.frame import Raw

LONGEST_LINE = 1_000_000
"""How many bytes a line may have."""

UNPACKS_TO = 200
"""How many times larger than the file its content may be; real tables unpack to about ten times."""

_SMALL = 100_000_000
_CHUNK = 1 << 16
_BOM = b"\xef\xbb\xbf"
_SUFFIXES = (".csv", ".tsv", ".tab", ".txt")
_NOT_UTF8 = "not UTF-8"
_TOO_LONG = f"longer than {LONGEST_LINE} bytes"


def rows(path: Path, start: int, what: str, widths: Collection[int], heading: str) -> Iterator[Raw]:
    """The rows of a table, each with its line, from a byte offset of the unpacked content on (0: the beginning).

    `what` names the kind of table in messages, `widths` are the numbers of columns that it can have; the first line
    says which of them all rows of the file have. A first line that begins with the cell `heading` (upper or lower
    case) is no row. Raises KgError where the file is empty, can't be read or is no such table.
    """
    try:
        with _opened(path) as stream:
            yield from _rows(stream, path, start, what, widths, heading)
    except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile) as error:
        raise KgError(f"{quoted(path.name)} is damaged or cut off ({error})", "get the file again") from error
    except OSError as error:
        raise KgError(f"{quoted(str(path))} can't be read: {error.strerror or error}") from error


def _rows(stream: IO[bytes], path: Path, start: int, what: str, widths: Collection[int], heading: str) -> Iterator[Raw]:
    first = stream.readline(LONGEST_LINE)
    if not first.removeprefix(_BOM).strip():
        raise KgError(f"{quoted(path.name)} is empty", f"give the path of {what}")
    width = first.count(b"\t") + 1
    if width not in widths:
        expected = listed([str(number) for number in sorted(widths)])
        raise KgError(
            f"{quoted(path.name)} is not {what}: its first line has {width} column{'s' if width > 1 else ''}",
            f"the columns are separated by TABs, {expected} of them",
        )
    line, offset = 1, len(first)
    cell = first.removeprefix(_BOM).partition(b"\t")[0]
    if start < offset and cell.lower() != heading.lower().encode():
        yield row(line, offset, first.removeprefix(_BOM), width)
    while offset < start and (skipped := stream.read(min(_CHUNK, start - offset))):
        offset += len(skipped)
        line += skipped.count(b"\n")
    most = max(_SMALL, UNPACKS_TO * path.stat().st_size)
    while content := stream.readline(LONGEST_LINE):
        offset += len(content)
        line += 1
        if len(content) < LONGEST_LINE or content.endswith(b"\n"):
            yield row(line, offset, content, width)
        else:
            while not content.endswith(b"\n") and (content := stream.readline(_CHUNK)) and offset <= most:
                offset += len(content)
            yield Raw(line, offset, None, _TOO_LONG)
        if offset > most:
            raise KgError(f"{quoted(path.name)} unpacks to more than {UNPACKS_TO} times its size", "unpack it first")


def row(line: int, offset: int, content: bytes, width: int) -> Raw:
    r"""One line of a table, which has to have a number of columns; `offset` is where the next one begins.

    >>> row(1, 4, b"a\tb\n", 2).cells, row(1, 4, b"a\tb\n", 3).fault
    (('a', 'b'), 'not 3 columns as in the first line')
    """
    try:
        cells = tuple(content.decode().rstrip("\r\n").split("\t"))
    except UnicodeDecodeError:
        return Raw(line, offset, None, _NOT_UTF8, content.decode(errors="backslashreplace").rstrip("\r\n"))
    if len(cells) != width:
        return Raw(line, offset, None, f"not {width} columns as in the first line", "\t".join(cells))
    return Raw(line, offset, cells)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """The content of a file, unpacked."""
    with path.open("rb") as file:
        kind = file.read(4)
        file.seek(0)
        if kind[:2] == b"\x1f\x8b":
            with gzip.open(file) as unpacked:
                yield cast("IO[bytes]", unpacked)
        elif kind == b"PK\x03\x04":
            with zipfile.ZipFile(file) as archive, archive.open(_member(archive, path)) as unpacked:
                yield BufferedReader(cast("RawIOBase", unpacked), _CHUNK)
        else:
            yield file


def _member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    """The first table in an archive."""
    for member in archive.infolist():
        if member.filename.lower().endswith(_SUFFIXES):
            if member.flag_bits & 1 or member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise KgError(f"{quoted(path.name)} is encrypted or packed in an unusual way", "unpack it first")
            return member
    raise KgError(f"{quoted(path.name)} holds no table", f"it needs a member that ends in {listed(_SUFFIXES)}")
