"""RDF texts to quads and back."""

import io
from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from kg.errors import StoreError
from kg.terms import PREFIXES, Iri, Literal, Quad, Term

FORMATS: Final = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
"""The RDF formats by the names that commands use."""


def to_ox(term: Term) -> ox.NamedNode | ox.Literal:
    """A term as the engine's own value. Raises ValueError on an IRI or language tag that isn't one."""
    if isinstance(term, Iri):
        return ox.NamedNode(term)
    if term.language:
        return ox.Literal(term.value, language=term.language)
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype))


def from_ox(term: object) -> Term:
    """A term from the engine's own value; a blank node becomes an IRI of the form `urn:blank:LABEL`."""
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        return Literal(term.value, term.datatype.value, term.language or "")
    if isinstance(term, ox.BlankNode):
        return Iri(f"urn:blank:{term.value}")
    raise StoreError(f"a triple inside a triple can't be kept: {term}")


def parse(data: bytes | str, syntax: str, graph: Iri, base: str | None = None) -> list[Quad]:
    """The quads of an RDF text; triples outside any named graph go to `graph`.

    `syntax` is a key of `FORMATS`. Blank nodes become IRIs below the graph's own, from a canonical labelling, so that
    the same file gives the same IRIs. Nothing is fetched: a JSON-LD context has to be inside the text. Raises
    StoreError with the line where the text is not what `syntax` says.

    >>> parse("<urn:a> <urn:b> 'c' .", "turtle", Iri("urn:g"))[0].object
    Literal(value='c', datatype='http://www.w3.org/2001/XMLSchema#string', language='')
    """
    source = io.BytesIO(data.encode() if isinstance(data, str) else data)
    try:
        dataset = ox.Dataset(ox.parse(source, format=FORMATS[syntax], base_iri=base))
    except (SyntaxError, ValueError) as error:
        reason = str(error.args[0] if error.args else error)
        if "LoadDocumentCallback" in reason:
            reason = "a context at another address is not fetched; put the context into the file"
        raise StoreError(f"not valid {syntax}: {reason}") from None
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)

    def term(value: object) -> Term:
        return Iri(f"{graph}/blank/{value.value}") if isinstance(value, ox.BlankNode) else from_ox(value)

    quads = []
    for quad in dataset:
        name = graph if isinstance(quad.graph_name, ox.DefaultGraph) else Iri(term(quad.graph_name))
        subject, predicate, value = term(quad.subject), term(quad.predicate), term(quad.object)
        quads.append(Quad(Iri(subject), Iri(predicate), value, name))
    return sorted(quads, key=lambda quad: (quad.graph, *quad[:3]))


def serialize(quads: Iterable[Quad], syntax: str) -> bytes:
    """Quads as RDF text in the order given; formats without named graphs drop the graph and repeated triples.

    >>> quad = Quad(Iri("urn:a"), Iri("urn:b"), Literal("c"), Iri("urn:g"))
    >>> serialize([quad], "ntriples")
    b'<urn:a> <urn:b> "c" .\\n'
    """
    kind = FORMATS[syntax]
    named = [ox.Quad(ox.NamedNode(s), ox.NamedNode(p), to_ox(o), ox.NamedNode(g)) for s, p, o, g in quads]
    if kind.supports_datasets:
        return ox.serialize(named, format=kind, prefixes=PREFIXES) or b""
    return ox.serialize(dict.fromkeys(quad.triple for quad in named), format=kind, prefixes=PREFIXES) or b""
