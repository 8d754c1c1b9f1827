"""The bundled travels of American Secretaries of State, from the archive in `data/travels`."""

import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.imports.run import read_table
from kg.resources import resource
from kg.store import Embedded


def unpack(folder: Path) -> Path:
    """Unpack the archive below a folder; gives the folder that `kg import travel` reads.

    >>> with TemporaryDirectory() as folder:
    ...     sorted(path.name for path in unpack(Path(folder)).iterdir())
    ['people', 'positions-principals', 'secretary-travels']
    """
    with tarfile.open(resource("data", "travels", "historyatstate.tar.gz")) as archive:
        for member in archive:
            if content := archive.extractfile(member):
                path = folder / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())
    return folder / "historyatstate"


def travels() -> Embedded:
    """The travels in memory, as `kg import travel` puts them into a store; takes some seconds."""
    with TemporaryDirectory() as folder:
        return read_table("travel", unpack(Path(folder)))[0]
