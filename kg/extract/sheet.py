"""Facts under review as plain data, for a page on which somebody decides about them without this program."""

from collections.abc import Iterable
from typing import Any

from kg import model as m
from kg.extract.hand import digests
from kg.extract.keeping import content_of
from kg.extract.reviewing import Desk, Review


def sheet(desk: Desk) -> list[dict[str, Any]]:
    """The files of a desk with their facts, those of one event together, in the order of the text.

    A file has `source`, `content` (the hash of its facts, by which decisions are known to be about them), `name`,
    `publisher`, `published` and `facts`. A fact has `id`, `digest` (a hash of what it says), `says`, `tier`, `kind`,
    `rule`, `confidence` (a share or null), `about` (the event or document it is of), `review`, `missing` (why its
    claims are not shown), `passages` (`text` with `marks` in code points), `needs` (what is accepted with it) and
    `parts` (what is rejected with it).

    >>> sheet(Desk([]))
    []
    """
    return [_file(file) for file in desk.files if file.reviews]


def _file(file: Review) -> dict[str, Any]:
    origin = file.facts.origin
    published = getattr(origin, "published", None)
    digest = digests(file.facts)
    return {
        "source": file.facts.id,
        "content": content_of(file.facts),
        "name": file.name,
        "publisher": getattr(origin, "publisher", None),
        "published": published.text if published else None,
        "facts": _grouped(_fact(file, fact, digest.get(fact, "")) for fact in file.in_order(file.reviews)),
    }


def _grouped(facts: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Facts with those of one event together, in the order of the first of each, and those of none at the end."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for fact in facts:
        groups.setdefault(fact["about"], []).append(fact)
    return [fact for about, group in groups.items() if about for fact in group] + groups.get("", [])


def _fact(file: Review, fact: str, digest: str) -> dict[str, Any]:
    question = file.question(fact)
    lead = question.claims[0].claim if question.claims else None
    return {
        "id": fact,
        "digest": digest,
        "says": list(question.says),
        "tier": question.tier,
        "kind": question.kind,
        "rule": lead.rule if lead else "",
        "confidence": file.confidence(fact) or None,
        "about": file.label_of(fact),
        "review": file.reviews[fact],
        "missing": question.missing,
        "passages": _passages(file, question.spans, question.quote),
        "needs": file.needed(fact),
        "parts": file.parts(fact),
    }


def _passages(file: Review, spans: tuple[m.Span, ...], quote: str) -> list[dict[str, Any]]:
    if file.text is None:
        return [{"text": quote, "marks": []}] if quote else []
    return [
        {"text": file.text[start:end], "marks": [[span.start - start, span.end - start] for span in marks]}
        for start, end, marks in file.passages(spans)
    ]
