"""Writing files so that a failure leaves what was there before."""

import os
from pathlib import Path

from kg.errors import KgError


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
