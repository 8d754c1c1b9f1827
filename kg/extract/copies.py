"""Which articles repeat another one, so that what they say counts once.

Copies are found by sketches of the texts (`kg.extract.sketch`): of the runs of words of the shorter text three in four
stand in the other one too, so that another day, another masthead or a few words more make no other article of it.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import evolve, frozen

from kg import model as m
from kg.errors import KgError
from kg.extract.document import Document
from kg.extract.keeping import ENDING, read_record, text_path
from kg.extract.sketch import Sketch, sketch_of
from kg.query.asking import ask, describe, identifiers
from kg.store import Store
from kg.texts import LARGEST_TEXT

ALIKE = 0.75
"""Copies have so much of the shorter text in common; of 70 articles that are no copies no two have more than 0.12."""


@frozen
class Earlier:
    """A text that was read before: its source, the source that it repeats if it repeats one, its sketch and hash."""

    source: str
    copy_of: str | None = None
    sketch: Sketch | None = None
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
        if each.sketch:
            known.learn(root, each.sketch)
    original: dict[int, str] = {}
    for i in sorted(range(len(listed)), key=lambda i: (_first_day(listed[i]), -len(listed[i].text.split()), i)):
        document = listed[i]
        sketch = sketch_of(document.text)
        repeated = hashes.get(document.sha256) or known.like(sketch)
        if repeated is None:
            known.learn(ids[i], sketch)
        elif repeated != ids[i]:
            original[i] = repeated
    return [evolve(document, copy_of=original.get(i)) for i, document in enumerate(listed)]


def beside(folder: Path, without: Iterable[Path], inside: bool = True) -> Iterator[Earlier]:
    """The texts that facts files in a folder, and ``inside`` it, were made from before, without some of these files.

    What can't be read there is passed over: it is not what was asked for.
    """
    left_out = {path.with_name(path.stem + ENDING).resolve() for path in without}
    find = folder.rglob if inside else folder.glob
    for path in sorted(find(f"*{ENDING}")) if folder.is_dir() else ():
        facts = path.with_name(path.name.removesuffix(ENDING) + ".yaml")
        if path.resolve() in left_out or not facts.is_file():
            continue
        try:
            record = read_record(facts)
            place = text_path(facts, record) if record else None
            if record and record.source and place and place.stat().st_size <= LARGEST_TEXT:
                yield Earlier(record.source, record.copy_of or None, sketch_of(place.read_bytes().decode()))
        except (KgError, UnicodeDecodeError, OSError):
            continue


def in_store(store: Store) -> Iterator[Earlier]:
    """The sources of a store, by the hashes and sketches of their texts: the texts themselves it does not keep."""
    for facts in describe(store, identifiers(ask(store, "sources"), "source")):
        for source in {facts.origin, *facts.sources}:
            if isinstance(source, m.Source) and (source.sha256 or source.sketch):
                sketch = Sketch.read(source.sketch or "")
                yield Earlier(source.id, source.syndicated_from, sketch, source.sha256 or "")


class _Known:
    """Texts by their sketches."""

    def __init__(self) -> None:
        self._holders: dict[int, list[int]] = {}
        self._texts: list[tuple[str, Sketch]] = []

    def learn(self, source: str, sketch: Sketch) -> None:
        """Remember the text of a source."""
        for value in sketch.hashes:
            self._holders.setdefault(value, []).append(len(self._texts))
        self._texts.append((source, sketch))

    def like(self, sketch: Sketch) -> str | None:
        """The source whose text a text repeats, the first that was learnt; None where there is none."""
        near = {number for value in sketch.hashes for number in self._holders.get(value, ())}
        return next((self._texts[n][0] for n in sorted(near) if _copied(sketch, self._texts[n][1])), None)


def _copied(one: Sketch, other: Sketch) -> bool:
    """Whether two texts are one, give or take: neither is less than half as long as the other."""
    return min(one.runs, other.runs) * 2 >= max(one.runs, other.runs) and one.overlap(other) >= ALIKE


def _first_day(document: Document) -> str:
    return document.published.earliest if document.published else "9999"
