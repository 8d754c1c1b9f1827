"""Model values as RDF quads and back, both directions from one table.

`NODES` says for every class of value which RDF class it becomes, under which IRI, and which predicate and codec carry
each of its fields. `to_quads` and `from_quads` only walk that table, so the two directions can't differ.

One file of facts is one named graph. IRIs follow from identifiers alone; there are no blank nodes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import Any

from attrs import NOTHING, evolve, fields, fields_dict, frozen

from kg import model as m
from kg.dates import Date, parse
from kg.errors import DateError
from kg.terms import CODES, EDTF, GEO, KG, OA, RDF, SEM, SKOS, XSD, Iri, Literal, Quad, Term, iri

TYPE = Iri(RDF + "type")
Properties = dict[Iri, list[Term]]


def kg(name: str) -> Iri:
    """A term of the project's own ontology.

    >>> kg("place")
    'https://w3id.org/parley/ontology#place'
    """
    return Iri(KG + name)


# --- codecs: one value of a field <-> one term (or a few, for dates) --------------------------------------------------


@frozen
class Codec:
    """How one value becomes a term and a term a value."""

    encode: Callable[[Any], Term]
    decode: Callable[[Term], Any]


def _value(term: Term) -> str:
    return term.value if isinstance(term, Literal) else term


def _decimal(value: float) -> Literal:
    text = format(Decimal(repr(value)), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return Literal("0" if text == "-0" else text, XSD + "decimal")


def _code(scheme: str) -> Codec:
    base = f"{CODES}{scheme}/"
    return Codec(lambda value: iri(base + value), lambda term: _value(term).removeprefix(base))


def _name(term: Term) -> m.Name:
    return m.Name(term.value, term.language) if isinstance(term, Literal) else m.Name(term)


REF = Codec(iri, lambda term: Iri(_value(term)).short)
TEXT = Codec(Literal, _value)
ENGLISH = Codec(lambda value: Literal(value, RDF + "langString", "en"), _value)
NAME = Codec(
    lambda n: Literal(n.text, RDF + "langString", n.language.lower()) if n.language else Literal(n.text), _name
)
INTEGER = Codec(lambda value: Literal(str(value), XSD + "integer"), lambda term: int(_value(term)))
DECIMAL = Codec(_decimal, lambda term: float(_value(term)))
ADDRESS = Codec(lambda value: Literal(value, XSD + "anyURI"), _value)
DAY = Codec(lambda value: Literal(value.edtf, EDTF), lambda term: parse(_value(term)))

# --- the table --------------------------------------------------------------------------------------------------------


@frozen
class Field:
    """A field of a value, the predicate that carries it and how; `many` fields hold a tuple."""

    name: str
    predicate: Iri
    codec: Codec
    many: bool = False


@frozen
class Node:
    """A class of value as an RDF class.

    `dated` names the field that carries a date, which is written with its four bounds; `bounded` the fields that carry
    a date each for its begin and its end, of which the four bounds are written beside the literals.
    """

    rdf_class: Iri
    fields: tuple[Field, ...]
    dated: str | None = None
    bounded: tuple[str, str] | None = None


def _one(name: str, predicate: str, codec: Codec) -> Field:
    return Field(name, Iri(predicate if ":" in predicate else KG + predicate), codec)


def _many(name: str, predicate: str, codec: Codec) -> Field:
    return Field(name, Iri(predicate if ":" in predicate else KG + predicate), codec, many=True)


_THING = (
    _one("name", SKOS + "prefLabel", ENGLISH),
    _many("names", SKOS + "prefLabel", NAME),
    _many("aliases", SKOS + "altLabel", NAME),
    _many("same_as", SKOS + "exactMatch", REF),
)
_COORDINATES = (_one("latitude", GEO + "lat", DECIMAL), _one("longitude", GEO + "long", DECIMAL))
_PLACE = (*_THING, _one("within", "within", REF), *_COORDINATES)
_PART = (_one("event", "event", REF), _one("source", "source", REF))

NODES: dict[str, Node] = {
    "person": Node(kg("Person"), _THING),
    "country": Node(kg("Country"), (*_THING, *_COORDINATES)),
    "organisation": Node(kg("Organisation"), _THING),
    "group": Node(kg("Group"), (*_THING, _many("members", "groupMember", REF))),
    "venue": Node(kg("Venue"), _PLACE),
    "city": Node(kg("City"), _PLACE),
    "region": Node(kg("Region"), _PLACE),
    "post": Node(kg("Post"), (*_THING, _one("of", "postOf", REF))),
    "series": Node(kg("Series"), _THING),
    "registry": Node(kg("Registry"), (_one("title", "title", TEXT),)),
    "source": Node(
        kg("Source"),
        (
            _one("kind", "sourceKind", _code("source-kind")),
            _one("title", "title", TEXT),
            _one("publisher", "publisher", TEXT),
            _one("published", "published", DAY),
            _one("url", "url", ADDRESS),
            _one("language", "language", TEXT),
            _one("sha256", "sha256", TEXT),
            _one("length", "length", INTEGER),
            _one("syndicated_from", "syndicatedFrom", REF),
        ),
    ),
    "event": Node(
        kg("Event"),
        (
            _one("kind", "kind", _code("kind")),
            _one("label", SKOS + "prefLabel", ENGLISH),
            _one("series", "series", REF),
            _one("round", "round", INTEGER),
            _one("part_of", "partOf", REF),
            _one("continues", "continues", REF),
            _one("precedes", "precedes", REF),
            _one("responds_to", "respondsTo", REF),
            _one("results_from", "resultsFrom", REF),
        ),
    ),
    "report": Node(
        kg("Report"),
        (
            *_PART,
            _one("place", "place", REF),
            _one("status", "status", _code("status")),
            _one("purpose", "purpose", ENGLISH),
            _one("directness", "directness", _code("directness")),
            _one("outcome", "outcome", ENGLISH),
        ),
        dated="date",
    ),
    "delegation": Node(
        kg("Delegation"),
        (*_PART, _many("represents", "represents", REF), _one("name", SKOS + "prefLabel", ENGLISH)),
    ),
    "participation": Node(
        kg("Participation"),
        (
            *_PART,
            _one("who", "participant", REF),
            _many("roles", "role", _code("role")),
            _one("delegation", "delegation", REF),
            _one("capacity", "capacity", REF),
            _one("presence", "presence", _code("presence")),
            _one("modality", "modality", _code("modality")),
        ),
        dated="days",
    ),
    "target": Node(
        kg("Target"),
        (*_PART, _one("what", "what", ENGLISH), _one("place", "place", REF), _one("holds", "holds", ENGLISH)),
    ),
    "weapon": Node(kg("Weapon"), (*_PART, _one("what", "what", ENGLISH), _one("count", "count", INTEGER))),
    "tenure": Node(
        kg("Tenure"),
        (
            _one("source", "source", REF),
            _one("person", "holder", REF),
            _one("post", "post", REF),
            _one("begin", "begin", DAY),
            _one("end", "end", DAY),
            _many("seen", "seen", DAY),
        ),
        bounded=("begin", "end"),
    ),
    "document": Node(
        kg("Document"),
        (
            _one("source", "source", REF),
            _one("kind", "documentKind", _code("document-kind")),
            _one("label", SKOS + "prefLabel", ENGLISH),
            _many("by", "author", REF),
            _one("event", "atEvent", REF),
            _one("status", "documentStatus", _code("document-status")),
            _one("aim", "aim", ENGLISH),
            _one("known_through", "knownThrough", ENGLISH),
        ),
    ),
    "provision": Node(
        kg("Provision"),
        (
            _one("document", "document", REF),
            _one("source", "source", REF),
            _one("number", "number", INTEGER),
            _one("text", "text", ENGLISH),
        ),
    ),
    "statement": Node(
        kg("Statement"),
        (
            _one("source", "source", REF),
            _one("summary", "summary", ENGLISH),
            _many("speakers", "speaker", REF),
            _one("act", "act", _code("act")),
            _one("modality", "modality", _code("modality")),
            _one("polarity", "polarity", _code("polarity")),
            _one("event", "atEvent", REF),
            _many("about", "about", REF),
            _one("claim_subject", "claimSubject", REF),
            _one("claim_predicate", "claimPredicate", _code("claim-predicate")),
            _one("claim_object", "claimObject", REF),
        ),
        dated="date",
    ),
    "evidence": Node(
        kg("Evidence"),
        (
            _one("thing", "supports", REF),
            _one("property", "supportsProperty", REF),
            _one("source", "source", REF),
            _many("spans", "span", REF),
            _one("inference", "inference", ENGLISH),
        ),
    ),
    "span": Node(
        kg("Span"),
        (_one("source", "source", REF), _one("start", OA + "start", INTEGER), _one("end", OA + "end", INTEGER)),
    ),
}
"""Every type of node by the first part of its identifier."""

_CLASSES = {node.rdf_class: name for name, node in NODES.items()}
_VALUES: dict[str, type[Any]] = {
    "person": m.Person,
    "country": m.Country,
    "organisation": m.Organisation,
    "group": m.Group,
    "venue": m.Place,
    "city": m.Place,
    "region": m.Place,
    "post": m.Post,
    "series": m.Series,
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
THINGS = ("person", "country", "organisation", "group", "venue", "city", "region", "post", "series")

DATE = kg("date")
BEGIN_EARLIEST = Iri(SEM + "hasEarliestBeginTimeStamp")
BEGIN_LATEST = Iri(SEM + "hasLatestBeginTimeStamp")
END_EARLIEST = Iri(SEM + "hasEarliestEndTimeStamp")
END_LATEST = Iri(SEM + "hasLatestEndTimeStamp")
_BEGIN_BOUNDS = (BEGIN_EARLIEST, BEGIN_LATEST)
_END_BOUNDS = (END_EARLIEST, END_LATEST)
QUALIFIED = kg("dateQualified")
WITHIN = kg("dateWithin")


def field_predicate(thing: str, field: str) -> Iri:
    """The predicate that carries a field of a thing, as evidence for that field names it.

    >>> field_predicate("report/talks/wire", "place").rpartition("#")[2]
    'place'
    """
    node = NODES[m.type_of(thing)]
    return DATE if field == node.dated else next(f.predicate for f in node.fields if f.name == field)


def field_name(thing: str, predicate: Term) -> str:
    """The field of a thing that a predicate carries, empty where it carries none.

    >>> field_name("report/talks/wire", kg("place"))
    'place'
    """
    node = NODES.get(m.type_of(thing))
    if node is None:
        return ""
    if node.dated and predicate == DATE:
        return node.dated
    return next((f.name for f in node.fields if f.predicate == predicate), "")


# --- values -> quads --------------------------------------------------------------------------------------------------


def _date_terms(date: Date) -> Iterator[tuple[Iri, Term]]:
    yield DATE, Literal(date.edtf, EDTF)
    yield BEGIN_EARLIEST, Literal(date.begin_earliest, XSD + "date")
    yield BEGIN_LATEST, Literal(date.begin_latest, XSD + "date")
    yield END_EARLIEST, Literal(date.end_earliest, XSD + "date")
    yield END_LATEST, Literal(date.end_latest, XSD + "date")
    yield QUALIFIED, Literal("true" if date.qualified else "false", XSD + "boolean")
    if date.within:
        yield WITHIN, Literal("true", XSD + "boolean")


class _Writer:
    """Collects the quads of one graph."""

    def __init__(self, graph: str) -> None:
        self.graph = iri(graph)
        self.quads: set[Quad] = set()

    def node(self, identifier: str, value: Any, **extra: Any) -> None:
        """Write a value under its identifier; `extra` gives fields that the value itself does not hold."""
        subject = iri(identifier)
        node = NODES[m.type_of(identifier)]
        add = self.quads.add
        add(Quad(subject, TYPE, node.rdf_class, self.graph))
        for field in node.fields:
            content = extra[field.name] if field.name in extra else getattr(value, field.name)
            if content is None:
                continue
            for item in content if field.many else (content,):
                add(Quad(subject, field.predicate, field.codec.encode(item), self.graph))
        date = getattr(value, node.dated) if node.dated else None
        if date is not None:
            for predicate, term in _date_terms(date):
                add(Quad(subject, predicate, term, self.graph))
        if node.bounded:
            begin, end = (getattr(value, name) for name in node.bounded)
            for date, bounds in ((begin, _BEGIN_BOUNDS), (end, _END_BOUNDS)):
                for predicate, day in zip(bounds, (date.earliest, date.latest) if date else (), strict=False):
                    add(Quad(subject, predicate, Literal(day, XSD + "date"), self.graph))
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


def to_quads(facts: m.Facts) -> list[Quad]:
    """All that a file of facts says, as sorted quads of one named graph.

    >>> facts = m.Facts(m.Registry("registry/people"), things=[m.Person("person/ada", "Ada")])
    >>> for quad in to_quads(facts):
    ...     print(quad.subject.short, quad.predicate.rpartition("#")[2])
    person/ada type
    person/ada prefLabel
    registry/people type
    """
    writer = _Writer(facts.id)
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
    return sorted(writer.quads, key=lambda quad: (quad.subject, quad.predicate, quad.object))


# --- quads -> values --------------------------------------------------------------------------------------------------


def _is_english(term: Term) -> bool:
    return isinstance(term, Literal) and term.language == "en"


def _decoded(codec: Codec, terms: Iterable[Term]) -> Iterator[Any]:
    """The values of terms; RDF comes from strangers, so a term may be none, such as a date in no calendar."""
    for term in terms:
        with suppress(ValueError, DateError):
            yield codec.decode(term)


def _read_date(properties: Properties) -> Date | None:
    within = any(_value(term) == "true" for term in properties.get(WITHIN, ()))
    codec = evolve(DAY, decode=lambda term: parse(_value(term), within=within))
    return next(_decoded(codec, sorted(properties.get(DATE, ()))), None)


class _Reader:
    """The nodes of one graph by identifier, read back through the table."""

    def __init__(self, graph: str, subjects: dict[Iri, Properties]) -> None:
        self.graph = graph
        self.by_type: dict[str, dict[str, Properties]] = defaultdict(dict)
        for subject, properties in subjects.items():
            for rdf_class in properties.get(TYPE, ()):
                name = _CLASSES.get(Iri(_value(rdf_class)))
                if name:
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
            things=[value for kind in THINGS for value in self.identified(kind)],
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
    """The facts that quads say, one value a named graph, sorted by graph.

    What the model has no place for is left out, and so is a value that is not what its predicate says (a date that is
    no date) and a node that lacks what makes it one (a report without its source); `kg check` names them.

    >>> facts = m.Facts(m.Registry("registry/people"), things=[m.Person("person/ada", "Ada")])
    >>> from_quads(to_quads(facts)) == [facts]
    True
    """
    graphs: dict[Iri, dict[Iri, Properties]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for subject, predicate, object_, graph in quads:
        graphs[graph][subject][predicate].append(object_)
    return [_Reader(graph.short, graphs[graph]).facts() for graph in sorted(graphs)]
