"""Article texts at hand, found by their hash, for showing the quotes that evidence points to."""

import os
import stat
from pathlib import Path

from kg.errors import TextError
from kg.model import Source, Span

LARGEST_TEXT = 20_000_000
"""Files of more bytes are passed over."""


class Texts:
    """The texts in a folder and the folders below it, by the sha256 of their bytes.

    File names do not matter; links that lead out of the folder are not followed. `missing` collects the sources whose
    text was asked for and is not there: it was never put there, it has changed since, or it may not be read. Raises
    TextError where there is no such folder.

    >>> import tempfile
    >>> from hashlib import sha256
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_bytes("Grüße".encode())
    >>> texts = Texts(folder)
    >>> source = Source("source/a", sha256=sha256("Grüße".encode()).hexdigest())
    >>> texts.quote(source, Span(0, 3))
    'Grü'
    """

    def __init__(self, folder: Path) -> None:
        if not os.path.isdir(folder):
            raise TextError(f"{folder} is not a folder", "name the folder that holds the texts of the articles")
        self.folder = folder
        self.missing: set[str] = set()
        self._files: dict[str, Path] | None = None
        self._texts: dict[str, str | None] = {}

    def _by_hash(self) -> dict[str, Path]:
        if self._files is None:
            self._files = {}
            inside = os.path.realpath(self.folder)
            for place, _, names in sorted(os.walk(inside)):
                for path in (Path(place, name) for name in sorted(names)):
                    if Path(os.path.realpath(path)).is_relative_to(inside) and (data := _read(path)) is not None:
                        self._files.setdefault(_sha256(data), path)
        return self._files

    def text(self, source: Source) -> str | None:
        """The text of a source, or None where no file has its hash. Raises TextError where the file is not UTF-8."""
        if source.sha256 is None:
            return None
        if source.id not in self._texts:
            path = self._by_hash().get(source.sha256)
            data = None if path is None else _read(path)
            if data is None or _sha256(data) != source.sha256:
                self.missing.add(source.id)
                self._texts[source.id] = None
            else:
                try:
                    self._texts[source.id] = data.decode("utf-8")
                except UnicodeDecodeError as error:
                    raise TextError(f"{path} is not UTF-8 from byte {error.start} on", "save it as UTF-8") from None
        return self._texts[source.id]

    def quote(self, source: Source, span: Span) -> str | None:
        """The words a span covers, or None where the text is not at hand or the span not inside it."""
        text = self.text(source)
        return text[span.start : span.end] if text is not None and 0 <= span.start < span.end <= len(text) else None


def _sha256(data: bytes) -> str:
    from hashlib import sha256  # heavy, and most commands show no quotes

    return sha256(data).hexdigest()


def _read(path: Path) -> bytes | None:
    """The content of a file, or None where it is no ordinary file, too large, or may not be read."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST_TEXT:
            return None
        return path.read_bytes()
    except OSError:
        return None
