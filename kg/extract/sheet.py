"""Facts under review as plain data, for a page on which somebody decides about them without this program."""

from collections.abc import Iterable
from typing import Any

from kg import model as m
from kg.extract.alike import REASONS
from kg.extract.entities import Entity
from kg.extract.gathering import Merges
from kg.extract.hand import digests
from kg.extract.keeping import content_of
from kg.extract.reviewing import Desk, Review
from kg.extract.splitting import REASON


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


JUDGED = "judged before"
"""The reason of pairs about which somebody decided already."""


def pairs(merges: Merges) -> list[dict[str, Any]]:
    """Who may be the same, the surest first, then who was judged before; each pair as data.

    A pair has `one` and `other` (the one whose id stays), each with `id`, `names`, `stored`, `files` (how many tell of
    it) and `words`; `reason` and `why`, `verdict` (`same`, `different`, empty where it is open), and `together`:
    whether all of this reason may be accepted at once.

    >>> from pathlib import Path
    >>> from kg.extract.gathering import Everybody
    >>> pairs(Merges(Path("judgements.tsv"), Everybody([])))
    []
    """
    found = [
        {
            "one": _side(each.one),
            "other": _side(each.other),
            "reason": REASONS[each.main],
            "why": each.why,
            "verdict": "",
            "together": each.main not in ("namesakes", REASON),
        }
        for each in merges.open()
    ]
    facts = [review.facts for review in merges.everybody.reviews]
    names = {thing.id: thing.name for each in facts for thing in each.things}
    names |= {event.id: event.label or event.id for each in facts for event in each.events}
    for judged in merges.judgements.made:
        if names.keys() & judged.pair:
            one, other = (Entity(id_, (names.get(id_, id_),)) for id_ in (judged.one, judged.other))
            found.append(
                {
                    "one": _side(one),
                    "other": _side(other),
                    "reason": JUDGED,
                    "why": judged.reason,
                    "verdict": judged.verdict,
                    "together": False,
                }
            )
    return found


def _side(entity: Entity) -> dict[str, Any]:
    """One of two who may be the same."""
    return {
        "id": entity.id,
        "names": list(entity.names[:5]),
        "stored": entity.stored,
        "files": len(entity.sources),
        "words": entity.words,
    }


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
