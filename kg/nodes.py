"""The one table that both directions between model values and RDF quads follow.

`NODES` says for every class of value which RDF class it becomes and which predicate and codec carry each of its fields.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from attrs import frozen

from kg import model as m
from kg.dates import parse
from kg.terms import CODES, EDTF, GEO, KG, LANG_STRING, OA, RDF, SEM, SKOS, XSD, Iri, Literal, Term, iri

TYPE = Iri(RDF + "type")


def kg(name: str) -> Iri:
    """A term of the project's own ontology.

    >>> kg("place")
    'https://w3id.org/parley/ontology#place'
    """
    return Iri(KG + name)


# --- codecs: one value of a field <-> one term (or a few, for dates) --------------------------------------------------


@frozen(eq=False, repr=False)
class Codec:
    """How one value becomes a term and a term a value."""

    encode: Callable[[Any], Term]
    decode: Callable[[Term], Any]


def _value(term: Term) -> str:
    return term.value if isinstance(term, Literal) else term


def _decimal(value: float) -> Literal:
    from decimal import Decimal  # few facts need it

    text = format(Decimal(repr(value)), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return Literal("0" if text == "-0" else text, XSD + "decimal")


def _code(scheme: str) -> Codec:
    base = f"{CODES}{scheme}/"
    return Codec(lru_cache(lambda value: iri(base + value)), lambda term: _value(term).removeprefix(base))


def _name(term: Term) -> m.Name:
    return m.Name(term.value, term.language) if isinstance(term, Literal) else m.Name(term)


REF = Codec(iri, lambda term: Iri(_value(term)).short)
TEXT = Codec(Literal, _value)
ENGLISH = Codec(lambda value: Literal(value, LANG_STRING, "en"), _value)
NAME = Codec(lambda n: Literal(n.text, LANG_STRING, n.language.lower()) if n.language else Literal(n.text), _name)
INTEGER = Codec(lambda value: Literal(str(value), XSD + "integer"), lambda term: int(_value(term)))
DECIMAL = Codec(_decimal, lambda term: float(_value(term)))
ADDRESS = Codec(lambda value: Literal(value, XSD + "anyURI"), _value)
DAY = Codec(lambda value: Literal(value.edtf, EDTF), lambda term: parse(_value(term)))

# --- the table --------------------------------------------------------------------------------------------------------


@frozen(eq=False, repr=False)
class Field:
    """A field of a value, the predicate that carries it and how; `many` fields hold a tuple."""

    name: str
    predicate: Iri
    codec: Codec
    many: bool = False


@frozen(eq=False, repr=False)
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
            _one("sketch", "sketch", TEXT),
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

DATE = kg("date")
BEGIN_EARLIEST = Iri(SEM + "hasEarliestBeginTimeStamp")
BEGIN_LATEST = Iri(SEM + "hasLatestBeginTimeStamp")
END_EARLIEST = Iri(SEM + "hasEarliestEndTimeStamp")
END_LATEST = Iri(SEM + "hasLatestEndTimeStamp")
BEGIN_BOUNDS = (BEGIN_EARLIEST, BEGIN_LATEST)
END_BOUNDS = (END_EARLIEST, END_LATEST)
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
