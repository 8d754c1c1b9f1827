"""The bundled travels of American Secretaries of State, from the archive in `data/travels`."""

import tarfile
from contextlib import closing
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.imports.frame import Staging, Summary, quads_of
from kg.imports.travel import Travel
from kg.resources import resource
from kg.terms import Quad


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


def travels() -> list[Quad]:
    """The travels as quads of one named graph, the same as `kg import travel` makes of them; takes some seconds."""
    with TemporaryDirectory() as folder:
        path, importer = unpack(Path(folder)), Travel()
        staging = Staging(Path(folder, "staged"))
        with closing(staging.database):
            staging.fill(importer, path, lambda _, __: None)
            return list(chain.from_iterable(quads_of(importer, importer.source(path), staging, Summary())))
