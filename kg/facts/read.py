"""Reading facts files: every file is parsed, then all ids are collected, then references are looked up.

All problems of all files are raised together. What is pending or rejected is checked like the rest, counted, and left
out.
"""

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from attrs import fields_dict, frozen

from kg import model
from kg.facts.collect import collect
from kg.facts.format import FILE, SETTLED
from kg.facts.index import Index, Where
from kg.facts.problems import Problems
from kg.facts.reader import Reader
from kg.facts.tree import Entries, parse
from kg.names import fold

LARGEST = 16_000_000
"""How many bytes a facts file may have: hundreds of articles; larger collections are tables to be imported."""
ENDINGS = (".yaml", ".yml")
ACCEPTED = ("accepted",)


@frozen
class Read:
    """What some facts files say.

    ``facts`` has one value for each file, in order. ``pending`` and ``rejected`` count the facts that were left out.
    ``lines`` says for every id where it stands: file and line. Besides the ids of the model these are
    ``report/EVENT/SOURCE``, ``delegation/EVENT/KEY``, ``participation/EVENT/SOURCE/KEY``, likewise ``target`` and
    ``weapon``, and ``provision/DOCUMENT/SOURCE/KEY``; a field with evidence of its own adds its name:
    ``report/EVENT/SOURCE#date``. Where several files define an id, the first counts. ``reviews`` has the review of
    every fact that can have one, by the same ids.
    """

    facts: tuple[model.Facts, ...]
    pending: int
    rejected: int
    lines: dict[str, Where]
    reviews: dict[str, str]


def read_files(paths: Iterable[Path], known: Collection[str] = (), accept: Collection[str] = ACCEPTED) -> Read:
    r"""Read facts files, and those in folders and their subfolders (``.yaml`` and ``.yml``, hidden ones left out).

    ``known`` are ids that exist already, so that the files may refer to them. ``accept`` are the reviews of facts to
    read, `kg.vocab.REVIEWS` for all; references are then not held to more. Raises `kg.errors.FactsError` with every
    problem of every file.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "people.yaml").write_text("registry: {id: people}\npeople: {ada: {name: Ada}}\n")
    >>> [thing.name for facts in read_files([folder]).facts for thing in facts.things]
    ['Ada']
    """
    problems = Problems()
    return _read(((name, _content(name, problems)) for name in _files(paths, problems)), known, problems, accept)


def read_text(text: str, name: str = "facts", known: Collection[str] = (), accept: Collection[str] = ACCEPTED) -> Read:
    r"""Read the text of one facts file; ``name`` is the file that problems are said to be in. See `read_files`.

    >>> read_text("registry: {id: people}\npeople: {ada: {name: Ada}}").facts[0].id
    'registry/people'
    """
    return _read([(name, text)], known, Problems(), accept)


def _read(
    texts: Iterable[tuple[str, str | None]], known: Collection[str], problems: Problems, accept: Collection[str]
) -> Read:
    """Read the texts of files, by their names; None for a file that could not be opened."""
    index = Index(known)
    readers = []
    for name, text in texts:
        tree = None if text is None else _tree(name, text, problems)
        if tree is None:
            index.whole = False
        else:
            readers.append(Reader(name, tree, index, problems, accept))
    for reader in readers:
        collect(reader.file, reader.tree, index, problems, accept)
    facts = [reader.read() for reader in readers]
    _compare(readers, facts, problems)
    problems.raise_any()
    lines: dict[str, Where] = {}
    reviews: dict[str, str] = {}
    for reader in reversed(readers):
        lines |= reader.lines
        reviews |= reader.reviews
    return Read(
        tuple(value for value in facts if value is not None),
        sum(reader.pending for reader in readers),
        sum(reader.rejected for reader in readers),
        lines,
        reviews,
    )


def facts_files(paths: Iterable[Path]) -> list[Path]:
    """The facts files that paths name, each once, those in folders and their subfolders in order.

    Raises `kg.errors.FactsError` where a folder has none.

    >>> facts_files([Path("people.yaml")])
    [PosixPath('people.yaml')]
    """
    problems = Problems()
    found = [Path(name) for name in _files(paths, problems)]
    problems.raise_any()
    return found


def _files(paths: Iterable[Path], problems: Problems) -> Iterator[str]:
    """Yield the names of all files, each file once."""
    seen = set()
    for path in map(str, paths):
        if "\0" in path:
            problems.add(path, None, "no file can have such a name", "give a facts file or a folder of them")
            continue
        names = sorted(_inside(path)) if os.path.isdir(path) else [path]
        if not names:
            problems.add(path, None, "the folder has no facts files", "their names end in .yaml")
        for name in names:
            real = os.path.realpath(name)
            if real not in seen:
                seen.add(real)
                yield name


def _inside(folder: str) -> Iterator[str]:
    """Yield the facts files in a folder and its subfolders."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.endswith(ENDINGS) and not name.startswith("."):
                yield os.path.join(place, name)


def _content(name: str, problems: Problems) -> str | None:
    """Give the text of one file; None if it has none."""
    try:
        if not stat.S_ISREG(os.stat(name).st_mode):
            problems.add(name, None, "this is no ordinary file", "give a facts file or a folder of them")
            return None
        with open(name, "rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        problems.add(name, None, "there is no such file or folder", "give a facts file or a folder of them")
        return None
    except OSError as error:
        problems.add(name, None, f"the file cannot be read: {error.strerror}")
        return None
    if len(content) > LARGEST:
        problems.add(name, None, f"the file has more than {LARGEST // 10**6} MB", "split it, or import it as a table")
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.add(name, line, f"byte 0x{content[error.start]:02X} is not UTF-8", "save the file as UTF-8")
        return None


def _tree(name: str, text: str, problems: Problems) -> Entries | None:
    """Parse one file; None if nothing in it can be used."""
    return parse(text, lambda line, message, hint: problems.add(name, line, message, hint), FILE.keys)


def _single(thing: model.Thing) -> Iterator[str]:
    """Yield the fields of a thing of which there is one value; of its other names every file may know some."""
    return (field for field in fields_dict(type(thing)) if field in ("name", "within", "of", "latitude", "longitude"))


def _compare(readers: list[Reader], facts: list[model.Facts | None], problems: Problems) -> None:
    """Report what files that define the same id say differently about what is settled once."""
    seen: dict[tuple[str, str], tuple[object, Where]] = {}
    for reader, value in zip(readers, facts, strict=True):
        if value is None:
            continue
        claims: list[tuple[str, str, object]] = [
            (thing.id, name, getattr(thing, name)) for thing in value.things for name in _single(thing)
        ]
        claims += [(event.id, name, getattr(event, name)) for event in value.events for name in SETTLED]
        claims += [(document.id, name, getattr(document, name)) for document in value.documents for name in SETTLED[:2]]
        for id_, name, content in claims:
            if content is None:
                continue
            where = reader.lines[id_]
            first, place = seen.setdefault((id_, name), (content, where))
            if first != content and not (name == "name" and fold(str(first)) == fold(str(content))):
                at = f"{place[0]}:{place[1]}"
                message = f"{id_} has the {name} {content} here and {first} at {at}"
                problems.add(*where, message, "make them equal, or choose another id for one of them")
