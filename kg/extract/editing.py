"""Correcting what was read from a text: claims are changed, go through the evidence gate, and make the facts anew.

The article's words stay what they are: only what is claimed on them can be changed, or which of them it rests on.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from kg import model as m
from kg.errors import KgError
from kg.extract.claims import Claim
from kg.extract.document import Document
from kg.extract.gate import Gate
from kg.extract.keeping import CHANGEABLE, Changes, Kept, Record, carried_over, content_of, decisions, key_of, record_of
from kg.extract.run import day_of, facts_from
from kg.extract.things import Things
from kg.extract.verbatim import judged, not_in_text

_HEAD = "# What stands behind a colon can be changed. An empty file or none changed: nothing happens.\n"


@frozen
class Edited:
    """Facts after an edit, with their reviews, the record, and the facts that rest on what was edited."""

    facts: m.Facts
    reviews: Mapping[str, str]
    record: Record
    about: tuple[str, ...]


def edit(
    path: Path,
    facts: m.Facts,
    reviews: Mapping[str, str],
    record: Record | None,
    text: str | None,
    changes: Mapping[str, Mapping[str, Any]],
    things: Things,
) -> Edited:
    """The facts with claims changed, by their keys. Raises KgError where that can't be done, with the reason."""
    if record is None or text is None or not isinstance(facts.origin, m.Source):
        raise KgError(f"the text of {path} is not there, so nothing can be checked", "edit the file itself")
    if content_of(facts) != record.content:
        raise KgError(f"{path} was changed by hand", "go on by hand, or extract it again with --overwrite")
    document = document_of(facts.origin, text)
    gate = Gate(text, day_of(document), things.gazetteer.forms, things.gazetteer.language)
    claims: dict[Claim, str] = {}
    edits = {key: dict(some) for key, some in record.edits.items()}
    fresh: set[str] = set()
    for kept in record.claims:
        changed = _changes(kept, changes.get(kept.key, {}))
        if not changed:
            claims.setdefault(kept.claim, kept.was)
            continue
        new = _passed(gate, evolve(kept.claim, **changed))
        if changed.keys() & {"object", "predicate", "spans"}:
            _check_words(new, text, things.gazetteer.language, "predicate" in changed)
        first = kept.was or kept.key
        edits[first] = {**edits.get(first, {}), **changed}
        claims.setdefault(new, first)
        fresh.add(key_of(new))
    if not fresh:
        raise KgError("nothing was changed", "change what stands behind a colon")
    built = facts_from(document, claims, things.with_entries(facts.things))
    decided = {**decisions(record, reviews), **dict.fromkeys(fresh, "accepted")}
    about = [fact for fact, support in built.support.items() if any(key_of(claim) in fresh for claim in support)]
    if not about:
        why = next((reason for claim, reason in built.unused if key_of(claim) in fresh), "no fact can be made of it")
        raise KgError(f"the edit is refused: {why}", "nothing was changed")
    return Edited(
        built.facts,
        carried_over(built, decided),
        record_of(built, claims, record.refused, text, record.text, edits, record.made),
        tuple(about),
    )


def document_of(source: m.Source, text: str) -> Document:
    """The document that a source is of.

    >>> document = Document(name="Wire Report", text="Ada met Ben.", title="A title")
    >>> document_of(document.source, document.text).source == document.source
    True
    """
    return Document(
        name=m.slug(source.id).rpartition("-")[0],
        text=text,
        title=source.title,
        publisher=source.publisher,
        published=source.published,
        url=source.url,
        language=source.language,
        kind=source.kind,
        copy_of=source.syndicated_from,
    )


def _changes(kept: Kept, wanted: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in wanted.items() if getattr(kept.claim, name) != value}


def _check_words(new: Claim, text: str, language: str, act: bool) -> None:
    """Raise KgError where an edited claim is not in the text's own words."""
    quotes = " … ".join(text[span.start : span.end] for span in (*new.spans, *new.resolving))
    if why := not_in_text(new, quotes, language, act):
        raise KgError(f"the edit is refused: {why}", f"write it with the words of the text: {quotes[:300]}")


def _passed(gate: Gate, claim: Claim) -> Claim:
    passed = judged(gate, claim)
    for refusal in passed.refused:
        hint = "what a fact says has to stand in its words"
        if "name" in refusal.reason:
            hint += "; that two names are one person's is said by a merge, not by an edit"
        raise KgError(f"the edit is refused: {refusal.reason}", hint)
    return passed.claims[0]


# --- in an editor -----------------------------------------------------------------------------------------------------


def as_form(claims: Iterable[Kept], text: str) -> str:
    """Claims as a text to be changed in an editor, with the words that each rests on.

    >>> claim = Claim(kind="event", subject="talks:1", predicate="city", object="Oslo", spans=(m.Span(0, 7),), rule="r")
    >>> print(as_form([Kept(claim, "in Oslo")], "in Oslo."))
    # What stands behind a colon can be changed. An empty file or none changed: nothing happens.
    <BLANKLINE>
    [1] event
    subject: talks:1
    predicate: city
    object: Oslo
    words: in Oslo
    <BLANKLINE>
    """
    blocks = []
    for number, kept in enumerate(claims, 1):
        words = [f"words: {_line(text[span.start : span.end])}" for span in kept.claim.spans]
        said = [f"{name}: {_line(getattr(kept.claim, name))}" for name in CHANGEABLE if name != "spans"]
        blocks.append("\n".join((f"[{number}] {kept.claim.kind}", *said, *words)) + "\n")
    return "\n".join((_HEAD, *blocks))


def from_form(form: str, claims: Iterable[Kept], text: str) -> Mapping[str, Changes]:
    r"""The changes that somebody made in the text of `as_form`, by the keys of the claims.

    It is read line by line as plain text and nothing in it is ever run. Raises KgError with the line that is wrong.

    >>> claim = Claim(kind="event", subject="talks:1", predicate="city", object="Oslo", spans=(m.Span(0, 7),), rule="r")
    >>> list(from_form("[1] event\nobject: Bergen\n", [Kept(claim, "in Oslo")], "in Oslo.").values())
    [{'object': 'Bergen'}]
    """
    listed = list(claims)
    found: dict[str, dict[str, Any]] = {}
    words: dict[int, list[str]] = {}
    number = 0
    for line_number, line in enumerate(form.replace("\r", "").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        where = f"line {line_number} of the form"
        if line.startswith("["):
            digits = line[1:].partition("]")[0]
            number = int(digits) if digits.isdecimal() and len(digits) < 6 else 0
            if not 1 <= number <= len(listed):
                raise KgError(f"{where} begins with {line[:20]}", f"there are [1] to [{len(listed)}]")
            continue
        name, colon, value = line.partition(":")
        name, value = name.strip(), value.strip()
        if not colon or not number or name not in ("subject", "predicate", "object", "words"):
            raise KgError(f"{where} can't be read: {line[:60]}", "write subject:, predicate:, object: or words: there")
        claim = listed[number - 1].claim
        if name == "words":
            words.setdefault(number, []).append(value)
        elif value != _line(getattr(claim, name)):
            found.setdefault(listed[number - 1].key, {})[name] = value
    for number, quotes in words.items():
        claim = listed[number - 1].claim
        if quotes != [_line(text[span.start : span.end]) for span in claim.spans]:
            found.setdefault(listed[number - 1].key, {})["spans"] = tuple(
                _place(quote, claim, text) for quote in quotes
            )
    return found


def _place(quote: str, claim: Claim, text: str) -> m.Span:
    """Where words stand in the text: the place nearest to where the claim had its own."""
    from kg.extract.align import Aligner

    places = Aligner(text).find(quote) if quote else []
    if not places:
        raise KgError(f'the text does not say "{quote[:60]}"', "words are taken as the text has them")
    return min(places, key=lambda span: abs(span.start - claim.spans[0].start))


def _line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
