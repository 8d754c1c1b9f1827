"""Validating against `ontology/shapes.ttl` by pyshacl, which the extra `shacl` installs."""

from collections.abc import Iterable

from kg.check.union import Finding, Union
from kg.errors import KgError
from kg.resources import resource
from kg.store import serialize
from kg.terms import Iri, Quad

_SH = "http://www.w3.org/ns/shacl#"


def validate(quads: Iterable[Quad]) -> list[Finding]:
    """What breaks the shapes, by pyshacl. Raises KgError where pyshacl is not installed."""
    try:
        import pyshacl
    except ImportError:
        raise KgError("pyshacl is not installed", 'install it with  pip install "parley-kg[shacl]"') from None
    from rdflib import Graph, URIRef

    quads = list(quads)
    union = Union(quads)
    data = Graph().parse(data=serialize(quads, "ntriples"), format="nt")
    shapes = Graph().parse(resource("ontology", "shapes.ttl"), format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    found = []
    for result in report.subjects(URIRef(_SH + "focusNode")):
        one = {name: report.value(result, URIRef(_SH + name)) for name in _PARTS}
        component = one["sourceConstraintComponent"].removeprefix(_SH).removesuffix("ConstraintComponent")
        rule = component[0].lower() + component[1:]
        severity = one["resultSeverity"].removeprefix(_SH).lower()
        thing, path = Iri(one["focusNode"]), Iri(one["resultPath"])
        found.append(Finding(thing, str(one["resultMessage"]), severity, rule, path, union.graph(thing, path)))
    return found


_PARTS = ("focusNode", "resultPath", "sourceConstraintComponent", "resultMessage", "resultSeverity")
