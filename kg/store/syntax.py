"""RDF texts to quads and back."""

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

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

DEEPEST: Final = 500
"""How deep the elements of RDF/XML may lie in each other, and triple terms: more would hang or crash the parser."""
_BASE = "https://relative.invalid/"
_ENTITY = rb'<!ENTITY\s+[\w:.-]+\s+"[^"&%<]{0,100}"\s*>'
_TRIPLE_TERM = re.compile(rb"<<\(|\)>>")
_XML_NAME_AT_END = re.compile(r"[^\W\d][\w.-]*$")
_NO_TRIPLE_TERMS = "a triple inside a triple can't be kept"
_LONGEST_REASON = 300


def to_ox(term: Term) -> ox.NamedNode | ox.Literal:
    """A term as the engine's own value. Raises ValueError on an IRI or language tag that isn't one."""
    if isinstance(term, Iri):
        return ox.NamedNode(term)
    if term.language:
        return ox.Literal(term.value, language=term.language)
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype))


def from_ox(term: object) -> Term:
    """A term from the engine's own value; a blank node becomes an IRI of the form `urn:blank:LABEL`.

    Raises StoreError on what RDF 1.1 does not have: triples as terms, and text with a direction of writing.
    """
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        if term.direction is not None:
            raise StoreError("text with a direction of writing can't be kept", "leave the language tag alone")
        return Literal(term.value, term.datatype.value, term.language or "")
    if isinstance(term, ox.BlankNode):
        return Iri(f"urn:blank:{term.value}")
    if isinstance(term, ox.DefaultGraph):
        raise StoreError("there are triples outside any named graph, so nobody can tell their source")
    raise StoreError(_NO_TRIPLE_TERMS, "say it with an annotation that has an IRI of its own")


class Terms(dict[object, Term]):
    """Terms by the engine's own values: what is looked up is made once, by `from_ox`, and then the same object.

    Comparing and hashing the same object again takes next to no time, and no room. No more than `HELD` are kept.

    >>> terms = Terms()
    >>> terms[ox.NamedNode("urn:a")] is terms[ox.NamedNode("urn:a")]
    True
    """

    HELD: Final = 1 << 18

    def __missing__(self, value: object) -> Term:
        if len(self) >= self.HELD:
            self.clear()
        made = self[value] = from_ox(value)
        return made


def parse(data: bytes | str, syntax: str, graph: Iri) -> list[Quad]:
    """The quads of an RDF text, sorted; triples outside any named graph go to `graph`.

    `syntax` is a key of `FORMATS`. Blank nodes become IRIs below the graph's own, numbered in the order in which the
    text names them, so that the same text gives the same IRIs. Nothing is fetched: a JSON-LD context has to be inside
    the text, and an XML entity too, where it can only stand for short text. Raises StoreError, with the line where it
    is known, where the text is not what `syntax` says or holds what can't be kept.

    >>> parse("<urn:a> <urn:b> 'c' .", "turtle", Iri("urn:g"))[0].object
    Literal(value='c', datatype='http://www.w3.org/2001/XMLSchema#string', language='')
    """
    blanks: dict[str, Iri] = {}
    base = _BASE if syntax == "jsonld" else None  # without one, JSON-LD drops relative IRIs and says nothing

    def term(value: object) -> Term:
        if isinstance(value, ox.BlankNode):
            return blanks.setdefault(value.value, Iri(f"{graph}/blank/{len(blanks) + 1}"))
        if base and isinstance(value, ox.NamedNode) and value.value.startswith(base):
            raise ValueError(f"No scheme found in {value.value.removeprefix(base)}")
        return from_ox(value)

    quads = set()
    try:
        source = (data.encode() if isinstance(data, str) else data).removeprefix(b"\xef\xbb\xbf")
        _guard(source, syntax)
        for quad in ox.parse(io.BytesIO(source), format=FORMATS[syntax], base_iri=base):
            subject, predicate, value = term(quad.subject), term(quad.predicate), term(quad.object)
            name = graph if isinstance(quad.graph_name, ox.DefaultGraph) else term(quad.graph_name)
            quads.add(Quad(Iri(subject), Iri(predicate), value, Iri(name)))
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"not valid {syntax}: {_reason(error)}") from None
    return sorted(quads, key=lambda quad: (quad.graph, *quad[:3]))


def _reason(error: Exception) -> str:
    reason = str(error.args[0] if error.args else error)
    if len(reason) > _LONGEST_REASON:
        reason = f"{reason[: _LONGEST_REASON // 2]} … {reason[-_LONGEST_REASON // 2 :]}"
    if "LoadDocumentCallback" in reason:
        return "a context at another address is not fetched; put the context into the file"
    if "No scheme found" in reason:
        reason += "; write relative IRIs out, or name their base in the file"
    return reason


def _guard(data: bytes, syntax: str) -> None:
    """Refuse what makes the parser crash or hang, by ValueError."""
    if syntax == "rdfxml":
        _guard_xml(data)
    depth = 0
    for match in _TRIPLE_TERM.finditer(data):
        depth = max(0, depth + (1 if match[0] == b"<<(" else -1))
        if depth > DEEPEST:
            raise ValueError(_NO_TRIPLE_TERMS)


def _guard_xml(data: bytes) -> None:
    """Refuse entities that grow, broken XML (the engine would not say in which line) and deep nesting."""
    from xml.parsers import expat

    if data.count(b"<!ENTITY") > len(re.findall(_ENTITY, data)):
        raise ValueError("an entity may stand for up to 100 characters in double quotes, without other entities")
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise ValueError(f"elements lie deeper than {DEEPEST} in each other (line {parser.CurrentLineNumber})")

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from None


class _Engine(dict[Term, ox.NamedNode | ox.Literal]):
    """Terms as the engine's own values; each is made once, however many quads it stands in."""

    def __missing__(self, term: Term) -> ox.NamedNode | ox.Literal:
        made = self[term] = to_ox(term)
        return made


def _quads(quads: Iterable[Quad]) -> Iterator[ox.Quad]:
    engine: Any = _Engine()
    for s, p, o, g in quads:
        yield ox.Quad(engine[s], engine[p], engine[o], engine[g])


def _triples(quads: Iterable[Quad], named: bool) -> Iterator[ox.Triple]:
    """The triples of quads, those that repeat the one before left out; `named`: predicates have to end in a name."""
    engine: Any = _Engine()
    last = None
    for s, p, o, _ in quads:
        triple = ox.Triple(engine[s], engine[p], engine[o])
        if triple != last:
            if named and not _XML_NAME_AT_END.search(p):
                raise ValueError(f"the predicate {p} does not end in a name")
            yield triple
            last = triple


def serialize(quads: Iterable[Quad], syntax: str) -> bytes:
    r"""Quads as RDF text in the order given; formats without named graphs drop the graph.

    They drop a triple that repeats the one before as well, so of sorted quads none stands there twice. Control
    characters stay as they are, which RDF/XML has no place for. Raises StoreError on a term that can't be written: the
    predicates of RDF/XML have to end in a name.

    >>> quad = Quad(Iri("urn:a"), Iri("urn:b"), Literal("c"), Iri("urn:g"))
    >>> serialize([quad], "ntriples")
    b'<urn:a> <urn:b> "c" .\n'
    """
    kind = FORMATS[syntax]
    xml = syntax == "rdfxml"
    try:
        items = _quads(quads) if kind.supports_datasets else _triples(quads, named=xml)
        text = ox.serialize(items, format=kind, prefixes=PREFIXES) or b""
    except ValueError as error:
        raise StoreError(f"a term can't be written as {syntax}: {error}") from None
    return text.replace(b"\r", b"&#13;") if xml else text
