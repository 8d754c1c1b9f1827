"""From documents to facts files: propose, gate, build, and keep what was decided before."""

import os
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from attrs import evolve, frozen

from kg.errors import KgError
from kg.extract.accepting import needed
from kg.extract.build import Built, build
from kg.extract.claims import Claim
from kg.extract.document import Document
from kg.extract.gate import Gate, Refusal
from kg.extract.gazetteer import Gazetteer
from kg.extract.keeping import (
    carried_over,
    content_of,
    decisions,
    read_record,
    record_path,
    write_record,
)
from kg.extract.things import Things
from kg.facts import read_text, write_facts
from kg.files import write_file
from kg.vocab import REVIEWS

Propose = Callable[[str, date | None, Gazetteer], list[Claim]]
"""What proposes claims from a text, its day of publication and the names that are known."""


@frozen
class Extraction:
    """What came of one document."""

    document: Document
    built: Built
    refused: tuple[Refusal, ...]


def extract(document: Document, gazetteer: Gazetteer, things: Things, propose: Propose | None = None) -> Extraction:
    """Propose claims from a document, let them through the evidence gate and make facts of those that pass.

    Without ``propose`` the rules do. ``things`` knows the ids of names; it is not changed.

    >>> from kg.extract.gazetteer import Gazetteer
    >>> gazetteer = Gazetteer()
    >>> extract(Document(name="wire", text="It rained."), gazetteer, Things(gazetteer)).built.facts.events
    ()
    """
    published = _day_of(document)
    proposed = (propose or _rules())(document.text, published, gazetteer)
    passed = Gate(document.text, published, gazetteer.forms, gazetteer.language).judge(proposed)
    built = build(document, passed.claims, things.fresh())
    facts = evolve(built.facts, things=needed(built.facts))
    return Extraction(document, evolve(built, facts=facts), passed.refused)


def _rules() -> Propose:
    from kg.extract import rules

    proposer: Propose = rules.propose
    return proposer


def write_extraction(found: Extraction, source: Path, path: Path, overwrite: bool = False) -> dict[str, str]:
    """Write the facts file of an extraction, the record of its claims and, where needed, the text; gives the reviews.

    ``source`` is the file that the document was read from. What was decided about the same claims in the facts file
    that stood there is kept. Raises KgError where somebody has changed more in it than reviews, unless ``overwrite``.
    """
    decided = _decided(path, overwrite)
    reviews = carried_over(found.built, decided)
    text = source
    if not found.document.own:
        text = path.with_name(f"{path.stem}.text.txt")
        write_file(text, found.document.text.encode())
    where = os.path.relpath(os.path.realpath(text), os.path.realpath(path.parent))
    write_file(path, write_facts(found.built.facts, reviews=reviews).encode())
    write_record(
        record_path(path), where, found.built, found.document.text, found.refused, content_of(found.built.facts)
    )
    return reviews


def _decided(path: Path, overwrite: bool) -> dict[str, str]:
    """What was decided in the facts file that stands at a path."""
    if not path.exists():
        return {}
    record = read_record(path)
    if record is None:
        if overwrite:
            return {}
        raise KgError(f"{path} is there, and not from kg extract", "give another file, or --overwrite")
    try:
        read = read_text(path.read_text(encoding="utf-8-sig"), str(path), accept=REVIEWS)
    except (KgError, UnicodeDecodeError) as error:
        if overwrite:
            return {}
        raise KgError(f"{path} can't be read to keep its reviews", f"repair it, or --overwrite: {error}") from None
    changed = [facts for facts in read.facts if content_of(facts) != record.content]
    if changed and not overwrite:
        raise KgError(f"{path} was changed by hand since it was extracted", "give another file, or --overwrite")
    return decisions(record, read.reviews)


def copies(documents: Iterable[Document]) -> list[Document]:
    """The documents in their order, each that repeats an earlier published one with the id of that one.

    Copies are found by runs of five words: nine in ten of the shorter text's stand in the other, give or take titles.

    >>> text = "Ada Ames met Ben Jones in Riverton on Monday, and they talked for hours about the river."
    >>> two = copies([Document(name="a", text=text), Document(name="b", text=f"  {text}\\n")])
    >>> two[0].copy_of, two[1].copy_of == two[0].source.id
    (None, True)
    """
    listed = list(documents)
    order = sorted(range(len(listed)), key=lambda i: (_first_day(listed[i]), i))
    holders: dict[int, list[int]] = {}
    sizes: dict[int, int] = {}
    original: dict[int, int] = {}
    for i in order:
        runs = _runs(listed[i].text)
        shared: dict[int, int] = {}
        for run in runs:
            for other in holders.get(run, ()):
                shared[other] = shared.get(other, 0) + 1
        near = [j for j, number in shared.items() if number >= _ALIKE * max(1, min(len(runs), sizes[j]))]
        near = [j for j in near if min(len(runs), sizes[j]) * 2 >= max(len(runs), sizes[j])]
        if near:
            original[i] = min(near, key=order.index)
            continue
        sizes[i] = len(runs)
        for run in runs:
            holders.setdefault(run, []).append(i)
    return [
        evolve(document, copy_of=listed[original[i]].source.id)
        if i in original and listed[original[i]].source.id != document.source.id
        else document
        for i, document in enumerate(listed)
    ]


_ALIKE = 0.9
_RUN = 5
_EVERY = 4
"""Of long texts so many runs in one are compared."""


def _runs(text: str) -> set[int]:
    """Hashes of the runs of words of a text; of long ones a fixed part."""
    from zlib import crc32

    words = text.casefold().split()
    hashes = {crc32(" ".join(words[i : i + _RUN]).encode()) for i in range(max(1, len(words) - _RUN + 1))}
    return {value for value in hashes if value % _EVERY == 0} if len(hashes) > 200 else hashes


def _first_day(document: Document) -> str:
    return document.published.earliest if document.published else "9999"


def _day_of(document: Document) -> date | None:
    """The day of publication, None where it is not known to the day."""
    published = document.published
    if published is None or published.earliest != published.latest:
        return None
    return date.fromisoformat(published.earliest)
