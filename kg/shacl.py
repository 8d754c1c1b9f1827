"""Validating against `ontology/shapes.ttl` by pyshacl, which the extra `shacl` installs."""

import logging
import warnings
from collections.abc import Iterable
from typing import Final

from kg.check.union import Finding, Union
from kg.errors import KgError
from kg.resources import resource
from kg.store import serialize
from kg.terms import Iri, Quad

_SH: Final = "http://www.w3.org/ns/shacl#"


def validate(quads: Iterable[Quad]) -> list[Finding]:
    """What breaks the shapes, by pyshacl; the rule of a finding is the constraint's name, as in `kg.check.shapes`.

    Raises KgError where pyshacl is not installed, and where it gives up: it can't compare a date with a text.
    """
    try:
        import pyshacl
    except ImportError:
        raise KgError("pyshacl is not installed", 'install it with  pip install "parley-kg[shacl]"') from None
    from rdflib import Graph, URIRef

    quads = list(quads)
    union = Union(quads)
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # would print each ill-formed literal, which we report
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=UserWarning, module="rdflib")
        data = Graph().parse(data=serialize(quads, "ntriples"), format="nt")
        shapes = Graph().parse(resource("ontology", "shapes.ttl"), format="turtle")
        try:
            _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
        except TypeError as error:
            raise KgError(f"pyshacl can't validate this graph: {error}", "check it without pyshacl") from None
    found = []
    for result in report.subjects(URIRef(_SH + "focusNode")):
        thing, path, component, message, severity = (str(report.value(result, URIRef(_SH + p))) for p in _PARTS)
        component = component.removeprefix(_SH).removesuffix("ConstraintComponent")
        rule = component[0].lower() + component[1:]
        severity = severity.removeprefix(_SH).lower()
        found.append(Finding(Iri(thing), message, severity, rule, Iri(path), union.graph(Iri(thing), Iri(path))))
    return found


_PARTS: Final = ("focusNode", "resultPath", "sourceConstraintComponent", "resultMessage", "resultSeverity")
