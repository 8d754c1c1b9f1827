"""From documents to facts files: propose, gate, build, and keep what was decided before."""

import os
from collections.abc import Callable, Iterable, Mapping
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
from kg.extract.interrupting import uninterrupted
from kg.extract.keeping import (
    Changes,
    carried_over,
    content_of,
    decisions,
    key_of,
    read_record,
    record_of,
    record_path,
    write_record,
)
from kg.extract.things import Things
from kg.extract.verbatim import judged
from kg.facts import read_text, write_facts
from kg.files import write_file
from kg.vocab import REVIEWS

Propose = Callable[[str, date | None, Gazetteer], list[Claim]]
"""What proposes claims from a text, its day of publication and the names that are known."""


@frozen
class Extraction:
    """What came of one document: the facts, the claims they were made of (see `edited`), and what was refused.

    `edits` are those by which somebody changed claims before, `notes` say which of them do not hold any more.
    """

    document: Document
    built: Built
    claims: Mapping[Claim, str]
    refused: tuple[Refusal, ...]
    edits: Mapping[str, Changes]
    notes: tuple[str, ...] = ()


def extract(
    document: Document,
    gazetteer: Gazetteer,
    things: Things,
    propose: Propose | None = None,
    edits: Mapping[str, Changes] | None = None,
) -> Extraction:
    """Propose claims from a document, let them through the evidence gate and make facts of those that pass.

    Without ``propose`` the rules do. ``things`` knows the ids of names; it is not changed. ``edits`` change claims that
    somebody changed when the text was read before.

    >>> from kg.extract.gazetteer import Gazetteer
    >>> gazetteer = Gazetteer()
    >>> extract(Document(name="wire", text="It rained."), gazetteer, Things(gazetteer)).built.facts.events
    ()
    """
    published = day_of(document)
    proposed = (propose or _rules())(document.text, published, gazetteer)
    gate = Gate(document.text, published, gazetteer.forms, gazetteer.language)
    passed = gate.judge(proposed)
    claims, notes = edited(passed.claims, edits or {}, gate)
    return Extraction(document, facts_from(document, claims, things), claims, passed.refused, edits or {}, notes)


def facts_from(document: Document, claims: Iterable[Claim], things: Things) -> Built:
    """The facts that claims make, with the things that these need and no others."""
    built = build(document, claims, things.fresh())
    return evolve(built, facts=evolve(built.facts, things=needed(built.facts)))


def edited(
    claims: Iterable[Claim], edits: Mapping[str, Changes], gate: Gate
) -> tuple[dict[Claim, str], tuple[str, ...]]:
    """Claims as somebody changed them, each with the key that it had if it was changed, and what did not pass the gate.

    >>> from kg.model import Span
    >>> claim = Claim(kind="event", subject="talks:1", predicate="city", object="Oslo", spans=(Span(0, 8),), rule="r")
    >>> changed, _ = edited([claim], {key_of(claim): {"object": "Riverton"}}, Gate("Riverton.", None))
    >>> [each.object for each in changed]
    ['Riverton']
    """
    found: dict[Claim, str] = {}
    notes = []
    left = dict(edits)
    for claim in claims:
        changes = edits.get(key := key_of(claim))
        if changes is None:
            found.setdefault(claim, "")
            continue
        left.pop(key, None)
        passed = judged(gate, evolve(claim, **changes))
        found.setdefault(next(iter(passed.claims), claim), key if passed.claims else "")
        notes += [f"an edit does not hold any more: {refusal.reason}" for refusal in passed.refused]
    for changes in left.values():
        said = ", ".join(str(value) for name, value in changes.items() if name != "spans") or "other words"
        notes.append(f"an edit waits for its claim, which was not found this time: {said[:80]}")
    return found, tuple(notes)


def _rules() -> Propose:
    from kg.extract import rules

    proposer: Propose = rules.propose
    return proposer


def write_extraction(
    found: Extraction, source: Path, path: Path, overwrite: bool = False, made: str = ""
) -> dict[str, str]:
    """Write the facts file of an extraction, the record of its claims and, where needed, the text; gives the reviews.

    ``source`` is the file that the document was read from, ``made`` what the record keeps as `Record.made`. What was
    decided about the same claims in the facts file that stood there is kept. Raises KgError where somebody has changed
    more in it than reviews, unless ``overwrite``. Ctrl-C waits until all of it is written.
    """
    decided = _decided(path, overwrite)
    reviews = carried_over(found.built, decided)
    document = found.document
    text = source if document.own else path.with_name(f"{path.stem}.text.txt")
    where = os.path.relpath(os.path.realpath(text), os.path.realpath(path.parent))
    facts = write_facts(found.built.facts, reviews=reviews).encode()
    record = record_of(found.built, found.claims, found.refused, document.text, where, found.edits, made)
    with uninterrupted():
        if not document.own:
            write_file(text, document.text.encode())
        write_record(record_path(path), record, document.text)
        write_file(path, facts)
    return reviews


def _decided(path: Path, overwrite: bool) -> dict[str, str]:
    """What was decided in the facts file that stands at a path."""
    if not path.exists():
        return {}
    try:
        record = read_record(path)
    except KgError:
        if overwrite:
            return {}
        raise
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


def day_of(document: Document) -> date | None:
    """The day of publication, None where it is not known to the day."""
    published = document.published
    if published is None or published.earliest != published.latest:
        return None
    return date.fromisoformat(published.earliest)
