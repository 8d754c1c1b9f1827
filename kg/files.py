"""Writing files so that a failure leaves what was there before."""

import os
import tempfile
from pathlib import Path

from kg.errors import KgError


def write_file(path: Path, data: bytes) -> None:
    """Write a file in one step: under another name in the same folder first, then moved into place.

    Raises KgError where the folder is missing or can't be written to.

    >>> folder = Path(tempfile.mkdtemp())
    >>> write_file(folder / "a.txt", b"text")
    >>> [entry.name for entry in folder.iterdir()]
    ['a.txt']
    """
    if path.is_dir():
        raise KgError(f"{path} is a folder", "name a file in it")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    except OSError as error:
        raise KgError(f"{path} can't be written: {error.strerror}") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
        os.replace(name, path)
    except BaseException as error:
        Path(name).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise KgError(f"{path} can't be written: {error.strerror}") from None
        raise
