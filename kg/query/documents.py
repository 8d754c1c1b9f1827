"""The documents of events: proposals, agreements, letters, as each source tells of them."""

from collections import defaultdict
from collections.abc import Iterable

from kg import model as m
from kg.answers import DocumentAtEvent, Provided
from kg.query.asking import ask, describe, identifiers
from kg.query.known import Evidence, Known
from kg.terms import iri


def documents_of(known: Known, events: Iterable[str]) -> dict[str, tuple[DocumentAtEvent, ...]]:
    """The documents of every event; what two sources tell of one document stands side by side."""
    wanted = [iri(event) for event in events]
    if not wanted:
        return {}
    rows = ask(known.store, "documents", {"event": wanted}, ["event"])
    found = [*identifiers(rows, "document"), *identifiers(rows, "provision")]
    told = [document for facts in describe(known.store, found) for document in facts.documents]
    known.learn(name for document in told for name in (document.source, *document.by))
    grouped: dict[str, list[DocumentAtEvent]] = defaultdict(list)
    for document in sorted(told, key=lambda document: (document.id, known.published(document.source))):
        grouped[document.event or ""].append(_document(known, document))
    return {event: tuple(documents) for event, documents in grouped.items()}


def _document(known: Known, document: m.Document) -> DocumentAtEvent:
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    evidence[document.source] += [(item.field or "document", item) for item in document.evidence]
    points = sorted(document.provisions, key=lambda provision: provision.number)
    for point in points:
        evidence[document.source] += [(f"provision {point.number}", item) for item in point.evidence]
    return DocumentAtEvent(
        id=document.id,
        label=document.label,
        kind=document.kind,
        by=tuple(known.name(author) for author in document.by),
        status=document.status,
        aim=document.aim,
        known_through=document.known_through,
        provisions=tuple(Provided(point.number, point.text) for point in points),
        sources=known.cite(evidence),
    )
