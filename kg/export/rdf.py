"""The whole graph as RDF text, the same bytes for the same quads."""

import json
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.collecting import no_cycles
from kg.export import RDF_FORMATS
from kg.export.xml import only_xml
from kg.resources import resource
from kg.store import FORMATS, serialize
from kg.terms import PREFIXES, XSD, Iri, Quad, Term

if TYPE_CHECKING:
    import rdflib

_WITH_COMMENT = ("turtle", "ntriples")
_LOSS = (
    "All named graphs in one: which source a statement stands in is lost where the statement itself does not say it.",
    "Reports, participations, delegations, statements, tenures, documents and evidence name their source (kg:source);",
    "the kind, label, series and relations of an event, and the names of people and places, do not.",
    "What several sources say alike stands here once. TriG, N-Quads and JSON-LD keep the graphs apart.",
)
_WHOLE = re.compile("0|-?[1-9][0-9]{0,14}")
"""Whole numbers that every reader of JSON keeps as they are; JSON-LD would turn others into doubles."""


@no_cycles()
def write_rdf(quads: Iterable[Quad], form: str) -> bytes:
    """The quads in one of `kg.export.RDF_FORMATS`, sorted.

    TriG, N-Quads and JSON-LD keep the named graphs; Turtle and N-Triples say in a comment what is lost without them,
    and RDF/XML, which is flattened as well, can't; a character that XML can't hold becomes U+FFFD there. JSON-LD holds
    its context, and names things by whole IRIs.

    >>> from kg.terms import Iri, Literal
    >>> quad = Quad(Iri("urn:a"), Iri("urn:b"), Literal("c"), Iri("urn:g"))
    >>> write_rdf([quad], "nquads")
    b'<urn:a> <urn:b> "c" <urn:g> .\\n'
    """
    if form not in RDF_FORMATS:
        raise ValueError(f"no RDF format is called {form!r}: choose one of {', '.join(RDF_FORMATS)}")
    if form == "jsonld":
        return _jsonld(list(quads))
    by_graph = FORMATS[form].supports_datasets
    ordered = sorted(quads, key=lambda quad: (quad.graph, *quad[:3])) if by_graph else sorted(quads)
    body = serialize(ordered, form)
    if form == "rdfxml":
        return only_xml(body)
    comment = "".join(f"# {line}\n" for line in _LOSS) if form in _WITH_COMMENT else ""
    return comment.encode() + body


def dataset(quads: Sequence[Quad]) -> "rdflib.Dataset":
    """The quads as an rdflib dataset with one named graph per source and the usual prefixes bound."""
    import rdflib

    def node(term: Term) -> rdflib.URIRef | rdflib.Literal:
        if isinstance(term, Iri):
            return rdflib.URIRef(term)
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        datatype = None if term.datatype == XSD + "string" else rdflib.URIRef(term.datatype)
        return rdflib.Literal(term.value, datatype=datatype, normalize=False)

    found = rdflib.Dataset()
    for prefix, namespace in PREFIXES.items():
        found.bind(prefix, namespace, override=True, replace=True)
    graphs = {name: found.graph(rdflib.URIRef(name)) for name in sorted({quad.graph for quad in quads})}
    found.addN((rdflib.URIRef(s), rdflib.URIRef(p), node(o), graphs[g]) for s, p, o, g in quads)
    return found


def _jsonld(quads: Sequence[Quad]) -> bytes:
    context = json.loads(resource("ontology", "context.jsonld").read_text(encoding="utf-8"))["@context"]
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=DeprecationWarning, module="rdflib")  # its own use of its old names
        data = json.loads(dataset(quads).serialize(format="json-ld", context=context, auto_compact=False))
    types = {term: how["@type"] for term, how in context.items() if isinstance(how, dict) and "@type" in how}
    return (json.dumps(_ordered(data, types), ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _ordered(value: Any, types: Mapping[str, str], kind: str = "") -> Any:
    """JSON-LD with every set in a fixed order, and numbers and truth values as JSON's own where a term types them."""
    if isinstance(value, dict):
        return {
            key: _ordered(item, types, types.get(key, "")) if key != "@context" else item for key, item in value.items()
        }
    if isinstance(value, list):
        items = [_ordered(item, types, kind) for item in value]
        return sorted(items, key=lambda item: json.dumps(item, sort_keys=True))
    if kind == "xsd:boolean" and value in ("true", "false"):
        return value == "true"
    return int(value) if kind == "xsd:integer" and _WHOLE.fullmatch(value) else value
