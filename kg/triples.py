"""Quads as model values, by the table `kg.nodes.NODES`, so that reading can't differ from the writing of `kg.quads`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from attrs import NOTHING, evolve, fields, fields_dict

from kg import model as m
from kg.dates import Date, parse
from kg.errors import DateError
from kg.flat import by_teller
from kg.nodes import DATE, DAY, ENGLISH, NODES, TYPE, WITHIN, Codec, field_name
from kg.terms import XSD, Described, Iri, Literal, Properties, Quad, Term

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

    >>> from kg.quads import to_quads
    >>> facts = m.Facts(m.Registry("registry/people"), things=[m.Person("person/ada", "Ada")])
    >>> from_quads(to_quads(facts)) == [facts]
    True
    """
    graphs: dict[Iri, Described] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for subject, predicate, object_, graph in quads:
        graphs[graph][subject][predicate].append(object_)
    told = by_teller(graphs)
    return [_Reader(teller.short, told[teller]).facts() for teller in sorted(told)]
