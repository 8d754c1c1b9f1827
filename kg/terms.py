"""RDF terms, namespaces and N-Quads text, without an RDF library.

Identifiers of the model become IRIs under `ID`; code list entries become IRIs under `CODES`.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final, NamedTuple

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
STRING: Final = f"{XSD}string"
LANG_STRING: Final = f"{RDF}langString"
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
    """A literal as an RDF term: its text, datatype IRI and, for text in a language, the language tag.

    Terms of both kinds can be sorted together: literals come after IRIs.

    >>> sorted([Literal("b"), Iri("urn:c"), Literal("a")])[0]
    'urn:c'
    """

    value: str
    datatype: str = STRING
    language: str = ""

    def __lt__(self, other: Any) -> bool:
        """Come after every IRI, and among literals in the order of their text."""
        return not isinstance(other, str) and tuple.__lt__(self, other)

    def __gt__(self, other: Any) -> bool:
        """Mirror `<`."""
        return isinstance(other, str) or tuple.__gt__(self, other)


Term = Iri | Literal


class Quad(NamedTuple):
    """A statement in a named graph: subject, predicate, object, graph."""

    subject: Iri
    predicate: Iri
    object: Term
    graph: Iri


Properties = dict[Iri, list[Term]]
"""The values of each predicate of a node."""
Described = dict[Iri, Properties]
"""Nodes of one graph with their properties."""


_IRI = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\\x7f-\x9f\ud800-\udfff]*""")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f]')
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


@lru_cache(maxsize=1 << 14)
def iri(identifier: str) -> Iri:
    """The IRI of an identifier; a full IRI stays as it is. Raises ValueError where it can't be an IRI.

    >>> iri("person/rustem-umerov")
    'https://w3id.org/parley/id/person/rustem-umerov'
    """
    text = identifier if "://" in identifier or identifier.startswith("urn:") else ID + identifier
    if not _IRI.fullmatch(text):
        raise _no_iri(text)
    return Iri(text)


def is_iri(identifier: str) -> bool:
    """Whether an identifier can be an IRI.

    >>> is_iri("person/ada"), is_iri("Ada Okoro")
    (True, False)
    """
    return _IRI.fullmatch(ID + identifier if "://" not in identifier else identifier) is not None


@lru_cache(maxsize=1 << 14)
def _iri_text(text: str) -> str:
    """An IRI in angle brackets; what could end them early is refused here, so that no text can add a statement."""
    if not _IRI.fullmatch(text):
        raise _no_iri(text)
    return f"<{text}>"


def _no_iri(text: str) -> ValueError:
    return ValueError(f"{text!r} is not an IRI: it has no scheme, or holds a character that an IRI can't hold")


@lru_cache(maxsize=1 << 12)
def literal_text(literal: Literal) -> str:
    r"""A literal in N-Quads and SPARQL syntax. Raises ValueError where its language or datatype can't be one.

    >>> literal_text(Literal('say "hi"', language="en"))
    '"say \\"hi\\""@en'
    """
    text = _ESCAPED.sub(lambda match: _SHORT.get(match[0]) or f"\\u{ord(match[0]):04X}", literal.value)
    if literal.language:
        if not _LANGUAGE.fullmatch(literal.language):
            raise ValueError(f"{literal.language!r} is not a language tag")
        return f'"{text}"@{literal.language}'
    if literal.datatype == STRING:
        return f'"{text}"'
    return f'"{text}"^^{_iri_text(literal.datatype)}'


def term_text(term: Term) -> str:
    """A term in N-Quads and SPARQL syntax. Raises ValueError where it can't be written.

    >>> term_text(Iri("https://example.org/a"))
    '<https://example.org/a>'
    """
    return _iri_text(term) if isinstance(term, Iri) else literal_text(term)


def nquads(quads: Iterable[Quad]) -> str:
    """Quads as N-Quads text, one a line, in the order given. Raises ValueError on a term that can't be written.

    >>> print(nquads([Quad(Iri("urn:a"), Iri("urn:b"), Literal("c"), Iri("urn:g"))]), end="")
    <urn:a> <urn:b> "c" <urn:g> .
    """
    lines: list[str] = []
    subject = graph = begin = end = ""
    for s, p, o, g in quads:
        if s is not subject or g is not graph:  # quads of one subject mostly come together
            subject, graph = s, g
            begin, end = f"{_iri_text(s)} ", f" {_iri_text(g)} .\n"
        lines.append(f"{begin}{_iri_text(p)} {_iri_text(o) if o.__class__ is Iri else term_text(o)}{end}")
    return "".join(lines)
