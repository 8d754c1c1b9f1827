"""Writing files so that a failure leaves what was there before."""

import os
from pathlib import Path

from kg.errors import KgError

GENERATOR = b'<meta name="generator" content="Parley">'
"""What stands in the head of every page that is written."""


def check_page(path: Path) -> None:
    """Raise KgError where a file stands in the place of a page that is not itself such a page.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "page.html"
    >>> _ = path.write_text("<!doctype html>" + GENERATOR.decode())
    >>> check_page(path)
    """
    if not path.is_file():
        return
    try:
        with path.open("rb") as file:
            start = file.read(2000)
    except OSError as error:
        raise KgError(f"{path} can't be read: {error.strerror}") from None
    if start and not (start.startswith(b"<!doctype html>") and GENERATOR in start):
        raise KgError(f"{path} is there, and no page that kg wrote", "name another file, or remove it first")


def check_same(path: Path, data: bytes) -> None:
    """Raise KgError where something else stands in the place of a file that nobody named.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "a.ttl"
    >>> check_same(path, b"one"); _ = path.write_bytes(b"one"); check_same(path, b"one")
    """
    if not path.is_file():
        return
    try:
        same = path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError as error:
        raise KgError(f"{path} can't be read: {error.strerror}") from None
    if not same:
        raise KgError(f"{path} is there and holds something else", "name another folder, or remove it first")


def write_file(path: Path, data: bytes) -> None:
    """Write a file in one step: under another name in the same folder first, then moved into place.

    A link is followed, so that the file it leads to changes; a pipe or device is written to as it is. Raises KgError
    where the folder is missing or can't be written to.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> write_file(folder / "a.txt", b"text")
    >>> [entry.name for entry in folder.iterdir()]
    ['a.txt']
    """
    if os.path.isdir(path):
        raise KgError(f"{path} is a folder", "name a file in it")
    place = Path(os.path.realpath(path))
    beside = place.with_name(f".{os.urandom(8).hex()}.unfinished")
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            path.write_bytes(data)
            return
        try:
            with open(beside, "xb") as file:
                file.write(data)
            beside.replace(place)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise KgError(f"{path} can't be written: {error.strerror}") from None
