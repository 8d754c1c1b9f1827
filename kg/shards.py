"""A folder of shards: N-Quads in gzip files for an engine's own bulk loader, and a manifest to check them by.

`manifest.json` holds the format and its version, the number of quads, of every file its name, quads, bytes and sha256,
and how many quads each named graph has. No quad stands in two files.
"""

import fcntl
import gzip
import json
import os
import re
import shutil
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from glob import escape
from hashlib import file_digest, sha256
from pathlib import Path
from secrets import token_hex
from typing import IO, Any, Final, cast

from attrs import asdict, frozen

from kg.errors import KgError, quoted

FORMAT: Final = "parley-shards"
VERSION: Final = 1
MANIFEST: Final = "manifest.json"
LONGEST_LINE: Final = 1 << 24
"""How many bytes a quad may have."""
_NAME = re.compile(r"part-[0-9]{5,9}\.nq\.gz")
_SHA256 = re.compile("[0-9a-f]{64}")


@frozen
class Shard:
    """A file of a folder: how many quads it holds, its size in bytes and the SHA-256 of its content, packed."""

    name: str
    quads: int
    bytes: int
    sha256: str


@frozen
class Manifest:
    """What a folder of shards holds; `graphs` are the quads of each named graph by its IRI."""

    files: tuple[Shard, ...]
    graphs: Mapping[str, int]

    @property
    def quads(self) -> int:
        """The quads of all files."""
        return sum(file.quads for file in self.files)


class ShardWriter:
    """Writes the shard of a number in a folder; the same quads give the same bytes.

    To be used in a `with` block; after it, `shard` says what was written.
    """

    shard: Shard

    def __init__(self, folder: Path, number: int) -> None:
        """Make the file."""
        self._name = f"part-{number:05}.nq.gz"
        self._file = (folder / self._name).open("xb")
        self._hash = sha256()
        self._packed = gzip.GzipFile(
            filename="", mode="wb", compresslevel=6, fileobj=cast(IO[bytes], _To(self)), mtime=0
        )
        self.quads = 0

    def write(self, nquads: bytes) -> int:
        """Write some N-Quads; what is a line may come in pieces."""
        self.quads += nquads.count(b"\n")
        return self._packed.write(nquads)

    def flush(self) -> None:
        """Nothing is written before it is worth it."""

    def write_packed(self, data: bytes) -> int:
        """Write a piece of the packed content."""
        self._hash.update(data)
        return self._file.write(data)

    def __enter__(self) -> "ShardWriter":
        """Begin."""
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Complete the file."""
        with self._file:
            self._packed.close()
            self.shard = Shard(self._name, self.quads, self._file.tell(), self._hash.hexdigest())


class _To:
    """What `gzip` writes to."""

    def __init__(self, writer: ShardWriter) -> None:
        self.write = writer.write_packed

    def flush(self) -> None:
        pass


@contextmanager
def unfinished(folder: Path) -> Iterator[Path]:
    """A new folder beside a place, which it takes when the block ends without an error.

    Shards that stand there already give way. Unfinished folders of processes that were killed are cleared away. Raises
    KgError where the place holds something else or can't be written to.
    """
    place = Path(os.path.realpath(folder))
    beside = place.with_name(f".{place.name}-{token_hex(4)}.unfinished")
    lock = None
    try:
        _refuse_others(place, folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        for left in place.parent.glob(f".{escape(place.name)}-*.unfinished"):
            if (free := _locked(left)) is not None:
                shutil.rmtree(left)
                os.close(free)
        beside.mkdir()
        lock = _locked(beside)
        yield beside
        _refuse_others(place, folder)
        if place.is_dir() and any(place.iterdir()):
            aside = beside.with_suffix(".replaced")
            place.rename(aside)
            beside.rename(place)
            shutil.rmtree(aside)
        else:
            beside.rename(place)
    except OSError as error:
        raise KgError(f"{quoted(str(folder), 200)} can't be written: {error.strerror or error}") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def _locked(folder: Path) -> int | None:
    """A lock of a folder, or none where another process has it; it ends when it is closed or with its process."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(opened)
        return None
    return opened


def _refuse_others(place: Path, folder: Path) -> None:
    """Refuse a place that holds anything but shards."""
    name = quoted(str(folder), 200)
    if place == Path.cwd():
        raise KgError(f"{name} is the folder you are in", "name one that can be made or replaced as a whole")
    if not place.exists():
        return
    if not place.is_dir():
        raise KgError(f"{name} is no folder", "shards need a folder of their own")
    if inside := {entry.name for entry in place.iterdir()}:
        try:
            ours = {MANIFEST, *(file.name for file in read_manifest(place).files)}
        except KgError:
            ours = set()
        if not inside <= ours:
            raise KgError(f"{name} holds something else than shards", "name a folder that does not exist yet")


def write_manifest(folder: Path, files: Sequence[Shard], graphs: Mapping[str, int]) -> Manifest:
    """Write the manifest of a folder, the files by name and the graphs by IRI; graphs without quads are left out."""
    manifest = Manifest(
        tuple(sorted(files, key=lambda file: file.name)),
        {name: graphs[name] for name in sorted(graphs) if graphs[name]},
    )
    content = {
        "format": FORMAT,
        "version": VERSION,
        "quads": manifest.quads,
        "files": [asdict(file) for file in manifest.files],
        "graphs": manifest.graphs,
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder. Raises KgError where there is none, or it is not one or of another version."""
    path = folder / MANIFEST
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise KgError(f"{quoted(str(path), 200)} can't be read: {error.strerror}", "name a folder of shards") from None
    except (ValueError, RecursionError):
        raise KgError(f"{quoted(str(path), 200)} is not JSON", "write the shards once more") from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise KgError(f"{quoted(str(path), 200)} is not the manifest of shards", f'its "format" would be "{FORMAT}"')
    if content.get("version") != VERSION:
        raise KgError(f"{quoted(str(path), 200)} is of another version", f"this program reads version {VERSION}")
    files, graphs = content.get("files"), content.get("graphs")
    if not (
        isinstance(files, list)
        and all(map(_is_file, files))
        and len({file["name"] for file in files}) == len(files)
        and isinstance(graphs, dict)
        and all(map(_is_count, graphs.values()))
        and content.get("quads") == sum(file["quads"] for file in files) == sum(graphs.values())
    ):
        raise KgError(f"{quoted(str(path), 200)} does not hold together", "write the shards once more")
    return Manifest(tuple(Shard(**file) for file in files), graphs)


def _is_count(value: Any) -> bool:
    return type(value) is int and value >= 0


def _is_file(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"name", "quads", "bytes", "sha256"}
        and all(isinstance(value[name], str) for name in ("name", "sha256"))
        and _NAME.fullmatch(value["name"]) is not None
        and _SHA256.fullmatch(value["sha256"]) is not None
        and _is_count(value["quads"])
        and _is_count(value["bytes"])
    )


def verify(folder: Path) -> Manifest:
    """Read a folder of shards to the end and compare it with its manifest, which is returned.

    Raises KgError that names the first file that is missing, not in the manifest, or of another size, hash or number of
    quads, or the graph whose quads are not as many as the manifest says.
    """
    manifest = read_manifest(folder)
    named = {file.name for file in manifest.files}
    if more := sorted(entry.name for entry in folder.iterdir() if entry.name not in named | {MANIFEST}):
        raise KgError(f"{quoted(more[0])} is not in the manifest of {quoted(str(folder), 200)}", "take it away")
    graphs: Counter[bytes] = Counter()
    for file in manifest.files:
        try:
            _verify(folder / file.name, file, graphs)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise KgError(f"{file.name} is damaged", "write the shards once more") from None
        except OSError as error:
            raise KgError(f"{file.name} can't be read: {error.strerror}", "write the shards once more") from None
    expected = {f"<{name}>".encode(): count for name, count in manifest.graphs.items()}
    for name in sorted(expected.keys() | graphs.keys()):
        if expected.get(name, 0) != graphs[name]:
            wrong = f"the graph {name.decode(errors='replace')} has {graphs[name]:,} quads"
            raise KgError(wrong, f"{expected.get(name, 0):,} by the manifest")
    return manifest


def _verify(path: Path, file: Shard, graphs: Counter[bytes]) -> None:
    """Compare a file with what the manifest says, and count the quads of its graphs."""
    if path.stat().st_size != file.bytes:
        raise KgError(f"{file.name} has {path.stat().st_size:,} bytes", f"{file.bytes:,} by the manifest")
    with path.open("rb") as packed:
        if file_digest(packed, "sha256").hexdigest() != file.sha256:
            raise KgError(f"{file.name} has another SHA-256 than the manifest says", "write the shards once more")
        packed.seek(0)
        quads = 0
        with gzip.open(packed) as lines:
            while line := lines.readline(LONGEST_LINE):
                parts = line.rsplit(b" ", 2)
                if len(parts) < 3 or parts[2] != b".\n" or not parts[1].startswith(b"<"):
                    raise KgError(f"line {quads + 1:,} of {file.name} is no quad", "write the shards once more")
                graphs[parts[1]] += 1
                quads += 1
                if quads > file.quads:
                    break
    if quads != file.quads:
        count = f"more than {file.quads:,}" if quads > file.quads else f"{quads:,}"
        raise KgError(f"{file.name} holds {count} quads", f"{file.quads:,} by the manifest")
