"""RDF that follows SEM or schema.org as facts, for `kg load` and wherever files are given.

A file that holds events of `sem:Event` or `schema:Event`, and none of ours, is read into events, participations, places
and people. Its own statements stay beside them, in the same named graph, so that nothing is lost; what could not be
read is counted. An event is a resource of type `sem:Event`, one that SEM's properties of events speak of, or one of a
schema.org type whose name ends in "Event" (and a festival, hackathon or course).
"""

import re
from collections.abc import Sequence

from attrs import frozen

from kg import model as m
from kg.errors import printable
from kg.imports.frame import event_id, slugify
from kg.imports.semantic_events import Events
from kg.imports.semantic_statements import SCHEMA, Statements, schema
from kg.nodes import TYPE, kg
from kg.quads import to_quads
from kg.terms import ID, SEM, SKOS, Iri, Quad, iri

_CONTEXT = re.compile(
    rb'("@context"\s*:\s*\[?\s*)"https?://(?:www\.)?schema\.org/?(?:docs/jsonldcontext\.json(?:ld)?)?"'
)
_OF_EVENTS = frozenset(SEM + name for name in ("hasActor", "hasPlace", "hasSubEvent", "subEventOf"))
_OTHER_EVENTS = frozenset(SCHEMA + name for name in ("Festival", "Hackathon", "CourseInstance"))


@frozen
class Translation:
    """What was read of a file's events as quads of the file's graph, and in words what was not."""

    quads: tuple[Quad, ...] = ()
    notes: tuple[str, ...] = ()


def with_context(data: bytes) -> bytes:
    """JSON-LD with schema.org's context, which is never fetched, written out: every plain name is one of schema.org.

    >>> with_context(b'{"@context": "https://schema.org", "@type": "Event"}')
    b'{"@context": {"@vocab": "https://schema.org/", "id": "@id", "type": "@type"}, "@type": "Event"}'
    """
    return _CONTEXT.sub(rb'\1{"@vocab": "https://schema.org/", "id": "@id", "type": "@type"}', data)


def translate(quads: Sequence[Quad], graph: Iri, title: str) -> Translation:
    """The events of SEM and schema.org that a file holds, as quads for the graph `graph`; `title` names the file.

    Nothing is read of a file that holds events of our own, too; a note then says how many stay unread that none of
    ours is linked to.
    """
    events = _events(quads)
    if not events:
        return Translation()
    if any(predicate == TYPE and value == kg("Event") for _, predicate, value, _ in quads):
        linked = {value for _, predicate, value, _ in quads if predicate == SKOS + "exactMatch"}
        unread = sum(event not in linked and not event.startswith(ID) for event in events)
        note = f"{title}: {unread} events of SEM or schema.org are not read, as the file holds events of Parley's own"
        return Translation(notes=(printable(note),) if unread else ())
    statements = Statements(quads, f"{graph}/blank/")
    source = m.Source(f"source/{slugify(graph.short.removeprefix('file/'))}", "dataset", printable(title))
    reader = Events(statements, source)
    facts = reader.facts(events)
    if not facts.events:
        return Translation(notes=reader.said(title))
    said = [Quad(s, p, o, graph) for s, p, o, _ in to_quads(facts)]
    for event in events:
        same = statements.same(event) if event_id("rdf", event) in reader.kept else ()
        said += [Quad(iri(event_id("rdf", event)), Iri(SKOS + "exactMatch"), Iri(other), graph) for other in same]
    return Translation(tuple(said), reader.said(title))


def _events(quads: Sequence[Quad]) -> list[Iri]:
    """Everything that is an event of SEM or schema.org, sorted."""
    return sorted({s for s, p, o, _ in quads if p in _OF_EVENTS or (p == TYPE and isinstance(o, Iri) and _is_event(o))})


def _is_event(kind: str) -> bool:
    """Whether a type makes an event."""
    kind = schema(kind)
    return kind == SEM + "Event" or kind in _OTHER_EVENTS or (kind.startswith(SCHEMA) and kind.endswith("Event"))
