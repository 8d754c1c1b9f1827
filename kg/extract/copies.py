"""Which articles repeat another one, so that what they say counts once.

Copies are found by runs of five words: nine in ten of the shorter text's stand in the other, give or take titles.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from zlib import crc32

from attrs import evolve, frozen

from kg.errors import KgError
from kg.extract.document import Document
from kg.extract.keeping import ENDING, read_record, text_path
from kg.query.asking import ask, describe, identifiers
from kg.store import Store
from kg.texts import LARGEST_TEXT

_ALIKE = 0.9
_RUN = 5
_EVERY = 4
"""Of long texts so many runs in one are compared."""


@frozen
class Earlier:
    """A text that was read before: its source, the source that it repeats if it repeats one, and its words or hash."""

    source: str
    copy_of: str | None = None
    text: str = ""
    sha256: str = ""


def copies(documents: Iterable[Document], earlier: Iterable[Earlier] = ()) -> list[Document]:
    r"""The documents in their order, each that repeats an earlier one with the id of that one.

    Earlier are those that were read before, whatever their date, then those that were published before, of one day the
    longest.

    >>> text = "Ada Ames met Ben Jones in Riverton on Monday, and they talked for hours about the river."
    >>> two = copies([Document(name="a", text=text), Document(name="b", text=f"  {text}\n")])
    >>> two[0].copy_of, two[1].copy_of == two[0].source.id
    (None, True)
    """
    listed = list(documents)
    ids = [document.source.id for document in listed]
    known = _Known()
    hashes: dict[str, str] = {}
    for each in earlier:
        if each.source in ids:
            continue
        root = each.copy_of or each.source
        if each.sha256:
            hashes.setdefault(each.sha256, root)
        if each.text:
            known.learn(root, each.text)
    original: dict[int, str] = {}
    for i in sorted(range(len(listed)), key=lambda i: (_first_day(listed[i]), -len(listed[i].text.split()), i)):
        document = listed[i]
        repeated = hashes.get(document.sha256) or known.like(document.text)
        if repeated is None:
            known.learn(ids[i], document.text)
        elif repeated != ids[i]:
            original[i] = repeated
    return [evolve(document, copy_of=original.get(i)) for i, document in enumerate(listed)]


def beside(folder: Path, without: Iterable[Path]) -> Iterator[Earlier]:
    """The texts that facts files in a folder were made from before, without some of these files.

    What can't be read there is passed over: it is not what was asked for.
    """
    left_out = {path.with_name(path.stem + ENDING).resolve() for path in without}
    for path in sorted(folder.rglob(f"*{ENDING}")) if folder.is_dir() else ():
        facts = path.with_name(path.name.removesuffix(ENDING) + ".yaml")
        if path.resolve() in left_out or not facts.is_file():
            continue
        try:
            record = read_record(facts)
            place = text_path(facts, record) if record else None
            if record and record.source and place and place.stat().st_size <= LARGEST_TEXT:
                yield Earlier(record.source, record.copy_of or None, place.read_bytes().decode())
        except (KgError, UnicodeDecodeError, OSError):
            continue


def in_store(store: Store) -> Iterator[Earlier]:
    """The sources of a store, by the hashes of their texts: the texts themselves it does not keep."""
    for facts in describe(store, identifiers(ask(store, "sources"), "source")):
        for source in {facts.origin, *facts.sources}:
            if sha256 := getattr(source, "sha256", None):
                yield Earlier(source.id, getattr(source, "syndicated_from", None), sha256=sha256)


class _Known:
    """Texts by their runs of words."""

    def __init__(self) -> None:
        self._holders: dict[int, list[int]] = {}
        self._sizes: list[int] = []
        self._sources: list[str] = []

    def learn(self, source: str, text: str) -> None:
        """Remember the text of a source."""
        runs = _runs(text)
        number = len(self._sources)
        self._sources.append(source)
        self._sizes.append(len(runs))
        for run in runs:
            self._holders.setdefault(run, []).append(number)

    def like(self, text: str) -> str | None:
        """The source whose text a text repeats, the first that was learnt; None where there is none."""
        runs = _runs(text)
        shared: dict[int, int] = {}
        for run in runs:
            for other in self._holders.get(run, ()):
                shared[other] = shared.get(other, 0) + 1
        near = [j for j, number in shared.items() if number >= _ALIKE * max(1, min(len(runs), self._sizes[j]))]
        near = [j for j in near if min(len(runs), self._sizes[j]) * 2 >= max(len(runs), self._sizes[j])]
        return self._sources[min(near)] if near else None


def _runs(text: str) -> set[int]:
    """Hashes of the runs of words of a text; of long ones a fixed part."""
    words = text.casefold().split()
    hashes = {crc32(" ".join(words[i : i + _RUN]).encode()) for i in range(max(1, len(words) - _RUN + 1))}
    return {value for value in hashes if value % _EVERY == 0} if len(hashes) > 200 else hashes


def _first_day(document: Document) -> str:
    return document.published.earliest if document.published else "9999"
