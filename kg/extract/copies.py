"""Which articles repeat another one, so that what they say counts once.

Copies are found by sketches of the texts (`kg.extract.sketch`): of the runs of words of the shorter text three in four
stand in the other one too, so that another day, another masthead or a few words more make no other article of it.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

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


_SHORTEST, _LONGEST, _LEAST, _NEAR = 40, 250, 3, 2
"""Words so long, in so many places so far apart, tell whether facts are of one text."""


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


def repeats(one: m.Facts, other: m.Facts) -> bool:
    """Whether two articles, of which only the facts are at hand, are one: these rest on words of the same lengths.

    That needs such words in three places apart from each other, and for three in four facts of the article with fewer.
    Where both have sketches, these have told already.

    >>> where = [m.Evidence("", [m.Span(99 * n, 99 * n + 50 + n)]) for n in range(3)]
    >>> said = [m.Statement(f"statement/s/{n}", "source/s", "", evidence=[where[n]]) for n in range(3)]
    >>> one, other = (m.Facts(m.Source(f"source/{name}"), statements=said[:n]) for name, n in (("a", 3), ("b", 2)))
    >>> repeats(one, one), repeats(one, other)
    (True, False)
    """
    if getattr(one.origin, "sketch", None) and getattr(other.origin, "sketch", None):
        return False
    first, second = _stretches(one), _stretches(other)
    shared = first.keys() & second.keys()
    places = _places(span for stretch in shared for span in first[stretch])
    return places >= _LEAST and len(shared) >= ALIKE * min(len(first), len(second))


def _stretches(facts: m.Facts) -> dict[tuple[str, int], list[m.Span]]:
    """What facts rest on words, by these words' length; a name or post alone, short as it is, says nothing."""
    held: list[tuple[str, Any]] = [("tenure", each) for each in facts.tenures]
    held += [("statement", each) for each in facts.statements]
    for event in facts.events:
        parts = (event.reports, event.participations, event.delegations, event.targets, event.weapons)
        held += [(event.kind, event), *((event.kind, each) for some in parts for each in some)]
    for document in facts.documents:
        held += [("document", document), *(("provision", each) for each in document.provisions)]
    found: dict[tuple[str, int], list[m.Span]] = {}
    for what, each in held:
        for evidence in each.evidence:
            for span in evidence.spans:
                if _SHORTEST <= (length := span.end - span.start) <= _LONGEST:
                    found.setdefault((f"{what} {evidence.field}", length), []).append(span)
    return found


def _places(spans: Iterable[m.Span]) -> int:
    """In how many places of a text spans stand, those that overlap or nearly touch in one."""
    number, end = 0, -_NEAR
    for span in sorted(spans):
        number += span.start >= end + _NEAR
        end = max(end, span.end)
    return number


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
