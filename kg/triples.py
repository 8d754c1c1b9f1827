"""Model values as RDF quads and back, both directions by the table `kg.nodes.NODES`, so that they can't differ.

One file of facts is one named graph. IRIs follow from identifiers alone; there are no blank nodes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any

from attrs import NOTHING, evolve, fields, fields_dict

from kg import model as m
from kg.dates import Date, parse
from kg.errors import DateError
from kg.flat import by_teller
from kg.nodes import (
    BEGIN_BOUNDS,
    BEGIN_EARLIEST,
    BEGIN_LATEST,
    DATE,
    DAY,
    END_BOUNDS,
    END_EARLIEST,
    END_LATEST,
    ENGLISH,
    NODES,
    QUALIFIED,
    TYPE,
    WITHIN,
    Codec,
    field_name,
    field_predicate,
)
from kg.terms import EDTF, XSD, Described, Iri, Literal, Properties, Quad, Term, iri, quads_in

_CLASSES = {node.rdf_class: name for name, node in NODES.items()}
_VALUES: dict[str, type[Any]] = {
    **m.THINGS,
    "registry": m.Registry,
    "source": m.Source,
    "event": m.Event,
    "report": m.Report,
    "delegation": m.Delegation,
    "participation": m.Participation,
    "target": m.Target,
    "weapon": m.Weapon,
    "tenure": m.Tenure,
    "document": m.Document,
    "provision": m.Provision,
    "statement": m.Statement,
}
_REQUIRED = {
    name: {field.name for field in fields(value) if field.default is NOTHING} for name, value in _VALUES.items()
}
_EVIDENCED = {name for name, value in _VALUES.items() if "evidence" in fields_dict(value)}

_WRITTEN = {
    name: [(field.name, field.predicate, field.codec.encode, field.many) for field in node.fields]
    for name, node in NODES.items()
}
"""What is needed of the table to write a value, at hand for millions of them."""

# --- values -> quads --------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 12)
def _date_terms(date: Date) -> tuple[tuple[Iri, Term], ...]:
    within = ((WITHIN, Literal("true", XSD + "boolean")),) if date.within else ()
    return (
        (DATE, Literal(date.edtf, EDTF)),
        (BEGIN_EARLIEST, Literal(date.begin_earliest, XSD + "date")),
        (BEGIN_LATEST, Literal(date.begin_latest, XSD + "date")),
        (END_EARLIEST, Literal(date.end_earliest, XSD + "date")),
        (END_LATEST, Literal(date.end_latest, XSD + "date")),
        (QUALIFIED, Literal("true" if date.qualified else "false", XSD + "boolean")),
        *within,
    )


def _say(properties: Properties, predicate: Iri, terms: list[Term]) -> None:
    """Say something of a node, each thing once."""
    if len(terms) > 1 or predicate in properties:
        terms = list(dict.fromkeys((*properties.get(predicate, ()), *terms)))
    properties[predicate] = terms


class _Writer:
    """Collects the nodes of one graph, everything that is said of each once."""

    def __init__(self) -> None:
        self.nodes: Described = {}

    def node(self, identifier: str, value: Any, **extra: Any) -> None:
        """Write a value under its identifier; `extra` gives fields that the value itself does not hold."""
        subject, kind = iri(identifier), m.type_of(identifier)
        node = NODES[kind]
        properties = self.nodes.setdefault(subject, {})
        _say(properties, TYPE, [node.rdf_class])
        for name, predicate, encode, many in _WRITTEN[kind]:
            content = extra[name] if name in extra else getattr(value, name)
            if many:
                if content:
                    _say(properties, predicate, list(map(encode, content)))
            elif content is not None:
                _say(properties, predicate, [encode(content)])
        date = getattr(value, node.dated) if node.dated else None
        if date is not None:
            for predicate, term in _date_terms(date):
                _say(properties, predicate, [term])
        if node.bounded:
            begin, end = (getattr(value, name) for name in node.bounded)
            for date, bounds in ((begin, BEGIN_BOUNDS), (end, END_BOUNDS)):
                for predicate, day in zip(bounds, (date.earliest, date.latest) if date else (), strict=False):
                    _say(properties, predicate, [Literal(day, XSD + "date")])
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
    return "/".join(part for part in (kind, m.slug(event), m.slug(source), key) if part)


def delegation_id(event: str, key: str) -> str:
    """The identifier of a delegation, which all sources share.

    >>> delegation_id("event/talks", "ukraine")
    'delegation/talks/ukraine'
    """
    return f"delegation/{m.slug(event)}/{key}"


def _write_event(writer: _Writer, event: m.Event, source: str) -> None:
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


def describe(facts: m.Facts) -> Described:
    """All that a file of facts says, as the nodes of one named graph, everything once.

    >>> facts = m.Facts(m.Registry("registry/people"), things=[m.Person("person/ada", "Ada")])
    >>> [subject.short for subject in describe(facts)]
    ['registry/people', 'person/ada']
    """
    writer = _Writer()
    for value in (facts.origin, *facts.sources, *facts.things, *facts.tenures):
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


def to_quads(facts: m.Facts) -> list[Quad]:
    """All that a file of facts says, as sorted quads of one named graph.

    >>> facts = m.Facts(m.Registry("registry/people"), things=[m.Person("person/ada", "Ada")])
    >>> for quad in to_quads(facts):
    ...     print(quad.subject.short, quad.predicate.rpartition("#")[2])
    person/ada type
    person/ada prefLabel
    registry/people type
    """
    return sorted(quads_in(describe(facts), iri(facts.id)))


# --- quads -> values --------------------------------------------------------------------------------------------------


def _is_english(term: Term) -> bool:
    return isinstance(term, Literal) and term.language == "en"


def _decoded(codec: Codec, terms: Iterable[Term]) -> Iterator[Any]:
    """The values of terms; RDF comes from strangers, so a term may be none, such as a date in no calendar."""
    for term in terms:
        with suppress(ValueError, DateError):
            yield codec.decode(term)


def _read_date(properties: Properties) -> Date | None:
    within = Literal("true", XSD + "boolean") in properties.get(WITHIN, ())
    codec = evolve(DAY, decode=lambda term: parse(term.value if isinstance(term, Literal) else term, within))
    return next(_decoded(codec, sorted(properties.get(DATE, ()))), None)


class _Reader:
    """The nodes of one graph, or of one source in a graph, by identifier, read back through the table."""

    def __init__(self, graph: str, subjects: Described) -> None:
        self.graph = graph
        self.by_type: dict[str, dict[str, Properties]] = defaultdict(dict)
        for subject, properties in subjects.items():
            for rdf_class in properties.get(TYPE, ()):
                if isinstance(rdf_class, Iri) and (name := _CLASSES.get(rdf_class)):
                    self.by_type[name][subject.short] = properties
        self.evidence: dict[str, list[m.Evidence]] = defaultdict(list)
        for identifier in self.by_type["evidence"]:
            found = self.fields("evidence", identifier)
            thing = found.get("thing", "")
            name = field_name(thing, Iri(found["property"])) if "property" in found else ""
            if name or "property" not in found:
                spans = [self.fields("span", span) for span in found["spans"] if span in self.by_type["span"]]
                whole = [m.Span(span["start"], span["end"]) for span in spans if {"start", "end"} <= span.keys()]
                self.evidence[thing].append(m.Evidence(name, tuple(whole), found.get("inference", "")))

    def fields(self, kind: str, identifier: str) -> dict[str, Any]:
        """The fields of a node that are there, decoded; what can't be decoded is left out."""
        node = NODES[kind]
        properties = self.by_type[kind][identifier]
        found: dict[str, Any] = {}
        for field in node.fields:
            terms: Sequence[Term] = properties.get(field.predicate, ())
            if field.name == "name" and ENGLISH is field.codec:
                terms = [term for term in terms if _is_english(term)] or terms
            elif field.name == "names":
                terms = [term for term in terms if not _is_english(term)]
            values = list(_decoded(field.codec, sorted(terms)))
            if field.many:
                found[field.name] = tuple(values)
            elif values:
                found[field.name] = values[0]
        if node.dated:
            date = _read_date(properties)
            if date is not None:
                found[node.dated] = date
        return found

    def value(self, kind: str, identifier: str, **extra: Any) -> Iterator[Any]:
        """A node as a model value, or nothing where it lacks what the value needs.

        `extra` adds fields or takes them out (None).
        """
        found = {**self.fields(kind, identifier), **extra}
        if identifier in self.evidence and kind in _EVIDENCED:
            found["evidence"] = self.evidence[identifier]
        if "roles" in found and not found["roles"]:
            del found["roles"]
        found = {name: content for name, content in found.items() if content is not None}
        if _REQUIRED[kind] <= found.keys():
            yield _VALUES[kind](**found)

    def parts(self, kind: str) -> dict[str, list[Any]]:
        """The parts of events of one kind, by event."""
        grouped: dict[str, list[Any]] = defaultdict(list)
        for identifier in self.by_type[kind]:
            found = self.fields(kind, identifier)
            event = found.get("event", "")
            extra: dict[str, Any] = {"event": None}
            if kind != "report":
                extra["key"] = identifier.rpartition("/")[2]
            if found.get("delegation"):
                extra["delegation"] = found["delegation"].rpartition("/")[2]
            grouped[event] += self.value(kind, identifier, **extra)
        return grouped

    def identified(self, kind: str) -> list[Any]:
        """The values of one kind that carry their identifier."""
        return [value for identifier in self.by_type[kind] for value in self.value(kind, identifier, id=identifier)]

    def facts(self) -> m.Facts:
        """Everything the graph says."""
        origins = [*self.identified("source"), *self.identified("registry")]
        origin = next((value for value in origins if value.id == self.graph), m.Registry(self.graph))
        return m.Facts(
            origin,
            sources=[value for value in origins if isinstance(value, m.Source) and value.id != self.graph],
            things=[value for kind in m.THINGS for value in self.identified(kind)],
            events=self.events(),
            tenures=self.identified("tenure"),
            documents=self.documents(),
            statements=self.statements(),
        )

    def events(self) -> list[m.Event]:
        """The events with their parts."""
        kinds = {
            "reports": "report",
            "delegations": "delegation",
            "participations": "participation",
            "targets": "target",
            "weapons": "weapon",
        }
        parts = {field: self.parts(kind) for field, kind in kinds.items()}
        return [
            evolve(event, **{field: found.get(event.id, ()) for field, found in parts.items()})
            for event in self.identified("event")
        ]

    def documents(self) -> list[m.Document]:
        """The documents with their provisions."""
        provisions: dict[str, list[m.Provision]] = defaultdict(list)
        for identifier in self.by_type["provision"]:
            document = self.fields("provision", identifier).get("document", "")
            key = identifier.rpartition("/")[2]
            provisions[document] += self.value("provision", identifier, key=key, document=None, source=None)
        return [evolve(found, provisions=provisions[found.id]) for found in self.identified("document")]

    def statements(self) -> list[m.Statement]:
        """The statements with their claims."""
        statements: list[m.Statement] = []
        for identifier in self.by_type["statement"]:
            found = self.fields("statement", identifier)
            parts = ("claim_subject", "claim_predicate", "claim_object")
            claim = m.Claim(*(found[part] for part in parts)) if all(part in found for part in parts) else None
            gone = dict.fromkeys(parts)
            statements += self.value("statement", identifier, id=identifier, claim=claim, **gone)
        return statements


def from_quads(quads: Iterable[Quad]) -> list[m.Facts]:
    """The facts that quads say, sorted by identifier: one value for the named graph of each source or registry.

    Any other graph, such as that of a flat file, adds to the values of the sources that it names, and gives one for
    itself with things and with what names no source. An event is in the values of all who tell of it. What the model
    has no place for is left out, and so is a value that is not what its predicate says (a date that is no date) and a
    node that lacks what makes it one (a report without its source); `kg check` names them.

    >>> facts = m.Facts(m.Registry("registry/people"), things=[m.Person("person/ada", "Ada")])
    >>> from_quads(to_quads(facts)) == [facts]
    True
    """
    graphs: dict[Iri, Described] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for subject, predicate, object_, graph in quads:
        graphs[graph][subject][predicate].append(object_)
    told = by_teller(graphs)
    return [_Reader(teller.short, told[teller]).facts() for teller in sorted(told)]
