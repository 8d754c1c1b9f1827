"""Model values as quads, or straight as N-Quads text, by the table `kg.nodes.NODES`; `kg.triples` reads them back.

One file of facts is one named graph. IRIs follow from identifiers alone; there are no blank nodes.
"""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any, Generic, TypeVar

from kg import model as m
from kg.dates import parse
from kg.nodes import (
    BEGIN_BOUNDS,
    BEGIN_EARLIEST,
    BEGIN_LATEST,
    DATE,
    DAY,
    END_BOUNDS,
    END_EARLIEST,
    END_LATEST,
    NAME,
    NODES,
    QUALIFIED,
    TYPE,
    WITHIN,
    Codec,
    Field,
    field_predicate,
)
from kg.terms import EDTF, XSD, Iri, Literal, Quad, Term, iri, literal_text, term_text

Said = TypeVar("Said")
"""What is said of a node with one predicate, in one notation or another."""


class _Notation(Generic[Said]):
    """How a predicate and a term are noted down, and the table with every field in this notation.

    What is noted of short texts is remembered: in millions of values most are the same few.
    """

    def __init__(self, note: Callable[[Iri, Term], Said]) -> None:
        self.note = note
        self.types = {name: note(TYPE, node.rdf_class) for name, node in NODES.items()}
        self._encoders: dict[tuple[Iri, Codec], Callable[[Any], Said]] = {}
        self.ones, self.many = (
            {
                name: [(field.name, self._encoder(field)) for field in node.fields if field.many == many]
                for name, node in NODES.items()
            }
            for many in (False, True)
        )
        self.date = lru_cache(maxsize=1 << 12)(self._date)

    def _encoder(self, field: Field) -> Callable[[Any], Said]:
        """What encodes a field: the same for all classes that have it, so that their parts share what is remembered."""
        return self._encoders.setdefault((field.predicate, field.codec), self._new_encoder(field))

    def _new_encoder(self, field: Field) -> Callable[[Any], Said]:
        note, predicate, encode = self.note, field.predicate, field.codec.encode

        def encoded(content: Any) -> Said:
            return note(predicate, encode(content))

        return encoded if field.codec in (NAME, DAY) else lru_cache(maxsize=1 << 12)(encoded)

    def _date(self, edtf: str, within_it: bool) -> tuple[Said, ...]:
        note, date = self.note, parse(edtf, within_it)
        within = (note(WITHIN, Literal("true", XSD + "boolean")),) if date.within else ()
        return (
            note(DATE, Literal(date.edtf, EDTF)),
            note(BEGIN_EARLIEST, Literal(date.begin_earliest, XSD + "date")),
            note(BEGIN_LATEST, Literal(date.begin_latest, XSD + "date")),
            note(END_EARLIEST, Literal(date.end_earliest, XSD + "date")),
            note(END_LATEST, Literal(date.end_latest, XSD + "date")),
            note(QUALIFIED, Literal("true" if date.qualified else "false", XSD + "boolean")),
            *within,
        )


@cache
def _in_terms() -> _Notation[tuple[Iri, Term]]:
    return _Notation(lambda predicate, term: (predicate, term))


@cache
def _in_text() -> _Notation[str]:
    # an IRI that a codec makes has been found to be one
    return _Notation(lambda p, term: f"<{p}> <{term}>" if isinstance(term, Iri) else f"<{p}> {literal_text(term)}")


class _Writer(Generic[Said]):
    """Collects the nodes of one graph by identifier, everything that is said of each once."""

    def __init__(self, notation: _Notation[Said]) -> None:
        self.notation = notation
        self.nodes: dict[Iri, dict[Said, None]] = {}

    def node(self, identifier: str, value: Any, **extra: Any) -> None:
        """Write a value under its identifier; `extra` gives fields that the value itself does not hold."""
        subject, kind = iri(identifier), m.type_of(identifier)
        node, notation = NODES[kind], self.notation
        said = [notation.types[kind]]
        for name, encoded in notation.ones[kind]:
            content = extra[name] if name in extra else getattr(value, name)
            if content is not None:
                said.append(encoded(content))
        for name, encoded in notation.many[kind]:
            content = extra[name] if name in extra else getattr(value, name)
            if content:
                said += map(encoded, content)
        date = getattr(value, node.dated) if node.dated else None
        if date is not None:
            said += notation.date(date.edtf, date.within)
        if node.bounded:
            begin, end = (getattr(value, name) for name in node.bounded)
            for date, bounds in ((begin, BEGIN_BOUNDS), (end, END_BOUNDS)):
                for predicate, day in zip(bounds, (date.earliest, date.latest) if date else (), strict=False):
                    said.append(notation.note(predicate, Literal(day, XSD + "date")))
        if subject in self.nodes:
            self.nodes[subject].update(dict.fromkeys(said))
        else:
            self.nodes[subject] = dict.fromkeys(said)
        for evidence in getattr(value, "evidence", ()):
            self.evidence(identifier, extra.get("source") or value.source, evidence)

    def evidence(self, thing: str, source: str, evidence: m.Evidence) -> None:
        """Write one piece of evidence and its spans."""
        name = m.slug(source)
        spans = tuple(f"span/{name}/{span.start}-{span.end}" for span in evidence.spans)
        identifier = f"evidence/{name}/{thing}" + (f"/{evidence.field}" if evidence.field else "")
        self.node(
            identifier,
            None,
            thing=thing,
            property=field_predicate(thing, evidence.field) if evidence.field else None,
            source=source,
            spans=spans,
            inference=evidence.inference or None,
        )
        for span, identifier in zip(evidence.spans, spans, strict=True):
            self.node(identifier, span, source=source)


def part_id(kind: str, event: str, source: str, key: str = "") -> str:
    """The identifier of a part of an event: `report/EVENT/SOURCE`, `participation/EVENT/SOURCE/KEY` and so on.

    >>> part_id("participation", "event/talks", "source/wire", "ada")
    'participation/talks/wire/ada'
    """
    return f"{kind}/{m.slug(event)}/{m.slug(source)}{f'/{key}' if key else ''}"


def delegation_id(event: str, key: str) -> str:
    """The identifier of a delegation, which all sources share.

    >>> delegation_id("event/talks", "ukraine")
    'delegation/talks/ukraine'
    """
    return f"delegation/{m.slug(event)}/{key}"


def _write_event(writer: _Writer[Said], event: m.Event, source: str) -> None:
    writer.node(event.id, event, source=source)
    for report in event.reports:
        writer.node(part_id("report", event.id, report.source), report, event=event.id)
    for delegation in event.delegations:
        writer.node(delegation_id(event.id, delegation.key), delegation, event=event.id)
    for p in event.participations:
        link = delegation_id(event.id, p.delegation) if p.delegation else None
        writer.node(part_id("participation", event.id, p.source, p.key), p, event=event.id, delegation=link)
    for target in event.targets:
        writer.node(part_id("target", event.id, target.source, target.key), target, event=event.id)
    for weapon in event.weapons:
        writer.node(part_id("weapon", event.id, weapon.source, weapon.key), weapon, event=event.id)


def _written(facts: m.Facts, notation: _Notation[Said], *, origin: bool = True) -> dict[Iri, dict[Said, None]]:
    """All that a file of facts says, with or without what it is, by the node that it is said of, everything once."""
    writer = _Writer(notation)
    if origin:
        writer.node(facts.origin.id, facts.origin)
    identified: tuple[m.Source | m.Thing | m.Tenure, ...] = (*facts.sources, *facts.things, *facts.tenures)
    for value in identified:
        writer.node(value.id, value)
    for event in facts.events:
        _write_event(writer, event, facts.id)
    for document in facts.documents:
        writer.node(document.id, document)
        for provision in document.provisions:
            identifier = f"provision/{m.slug(document.id)}/{m.slug(document.source)}/{provision.key}"
            writer.node(identifier, provision, document=document.id, source=document.source)
    for statement in facts.statements:
        claim = statement.claim
        writer.node(
            statement.id,
            statement,
            claim_subject=claim and claim.subject,
            claim_predicate=claim and claim.predicate,
            claim_object=claim and claim.object,
        )
    return writer.nodes


def describe(facts: m.Facts) -> Iterator[Quad]:
    """All that a file of facts says, as quads of one named graph, each once and in no order that means anything.

    >>> facts = m.Facts(m.Registry("registry/people"), things=[m.Person("person/ada", "Ada")])
    >>> len(list(describe(facts)))
    3
    """
    graph = iri(facts.id)
    for subject, said in _written(facts, _in_terms()).items():
        for predicate, term in said:
            yield Quad(subject, predicate, term, graph)


def to_quads(facts: m.Facts) -> list[Quad]:
    """All that a file of facts says, as sorted quads of one named graph.

    >>> facts = m.Facts(m.Registry("registry/people"), things=[m.Person("person/ada", "Ada")])
    >>> for quad in to_quads(facts):
    ...     print(quad.subject.short, quad.predicate.rpartition("#")[2])
    person/ada type
    person/ada prefLabel
    registry/people type
    """
    return sorted(describe(facts))


def to_lines(facts: m.Facts, *, origin: bool = True) -> dict[Iri, str]:
    """All that a file of facts says, as N-Quads text of every node by its IRI; the fastest way to write it.

    Without `origin` nothing is said of the source or registry itself.

    >>> facts = m.Facts(m.Registry("registry/people"), things=[m.Person("person/ada", "Ada")])
    >>> from kg.terms import nquads
    >>> "".join(to_lines(facts).values()) == nquads(describe(facts))
    True
    """
    end = f" {term_text(iri(facts.id))} .\n"
    lines = {}
    for subject, said in _written(facts, _in_text(), origin=origin).items():
        begin = f"<{subject}> "
        lines[subject] = f"{begin}{f'{end}{begin}'.join(said)}{end}"
    return lines
