"""RDF terms, namespaces and N-Quads text, without an RDF library.

Identifiers of the model become IRIs under `ID`; code list entries become IRIs under `CODES`.
"""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

ID: Final = "https://w3id.org/parley/id/"
CODES: Final = "https://w3id.org/parley/codes/"
KG: Final = "https://w3id.org/parley/ontology#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
SEM: Final = "http://semanticweb.cs.vu.nl/2009/11/sem/"
GEO: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#"
OA: Final = "http://www.w3.org/ns/oa#"
EDTF: Final = "http://id.loc.gov/datatypes/edtf/EDTF"

_TYPES: Final = (
    "person country organisation group venue city region post series event source registry document "
    "report participation delegation target weapon tenure provision statement evidence span"
).split()
_SCHEMES: Final = (
    "kind role status modality polarity presence directness act claim-predicate document-kind document-status "
    "source-kind review"
).split()

PREFIXES: Final = {
    "kg": KG,
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "skos": SKOS,
    "sem": SEM,
    "geo": GEO,
    "oa": OA,
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    **{name: f"{ID}{name}/" for name in _TYPES},
    **{f"code-{name}": f"{CODES}{name}/" for name in _SCHEMES},
}
"""Prefixes of every Turtle, TriG, JSON-LD and SPARQL text that the project writes or accepts."""


class Iri(str):
    """An IRI as an RDF term.

    >>> Iri("https://example.org/a").short
    'https://example.org/a'
    """

    __slots__ = ()

    @property
    def short(self) -> str:
        """The compact identifier where the IRI is one of ours, else the IRI itself."""
        return self.removeprefix(ID)


class Literal(NamedTuple):
    """A literal as an RDF term: its text, datatype IRI and, for text in a language, the language tag."""

    value: str
    datatype: str = XSD + "string"
    language: str = ""


Term = Iri | Literal


class Quad(NamedTuple):
    """A statement in a named graph: subject, predicate, object, graph."""

    subject: Iri
    predicate: Iri
    object: Term
    graph: Iri


_IRI_ILLEGAL = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f]')
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


def iri(identifier: str) -> Iri:
    """The IRI of an identifier; a full IRI stays as it is. Raises ValueError where it can't be an IRI.

    >>> iri("person/rustem-umerov")
    'https://w3id.org/parley/id/person/rustem-umerov'
    """
    text = identifier if "://" in identifier or identifier.startswith("urn:") else ID + identifier
    if _IRI_ILLEGAL.search(text):
        raise ValueError(f"{text!r} holds a character that an IRI can't hold")
    return Iri(text)


def literal_text(literal: Literal) -> str:
    """A literal in N-Quads and SPARQL syntax.

    >>> literal_text(Literal('say "hi"', language="en"))
    '"say \\\\"hi\\\\""@en'
    """
    text = _ESCAPED.sub(lambda match: _SHORT.get(match[0]) or f"\\u{ord(match[0]):04X}", literal.value)
    if literal.language:
        return f'"{text}"@{literal.language}'
    if literal.datatype == XSD + "string":
        return f'"{text}"'
    return f'"{text}"^^<{literal.datatype}>'


def term_text(term: Term) -> str:
    """A term in N-Quads and SPARQL syntax.

    >>> term_text(Iri("https://example.org/a"))
    '<https://example.org/a>'
    """
    return f"<{term}>" if isinstance(term, Iri) else literal_text(term)


def nquads(quads: Iterable[Quad]) -> str:
    """Quads as N-Quads text, one a line, in the order given.

    >>> print(nquads([Quad(Iri("urn:a"), Iri("urn:b"), Literal("c"), Iri("urn:g"))]), end="")
    <urn:a> <urn:b> "c" <urn:g> .
    """
    return "".join(f"<{s}> <{p}> {term_text(o)} <{g}> .\n" for s, p, o, g in quads)
