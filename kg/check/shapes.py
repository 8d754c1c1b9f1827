"""Validating against SHACL shapes, for the part of SHACL Core that `ontology/shapes.ttl` uses.

Supported: node shapes with `sh:targetClass` and `sh:property`; property shapes whose path is a predicate, with
`sh:message`, `sh:severity` and the constraints of `SET_TESTS` and `VALUE_TESTS`, the latter also inside `sh:or` and
`sh:qualifiedValueShape`. A shape that uses anything else raises KgError; it is never passed over.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

from attrs import frozen

from kg.check.union import Finding, Union
from kg.errors import KgError
from kg.terms import RDF, XSD, Iri, Literal, Quad, Term

SH: Final = "http://www.w3.org/ns/shacl#"
_NIL: Final = Iri(RDF + "nil")
_PROPERTY: Final = Iri(SH + "property")


@frozen
class Constraint:
    """A SHACL constraint: the local name of its parameter, such as `minCount`, and the parameter's value."""

    name: str
    argument: Any


@frozen
class PropertyShape:
    """What the values of one predicate have to meet."""

    path: Iri
    constraints: tuple[Constraint, ...]
    message: str
    severity: str


@frozen
class NodeShape:
    """What the things of a class have to meet."""

    target: Iri
    properties: tuple[PropertyShape, ...]


# --- what constraints mean --------------------------------------------------------------------------------------------

_WHOLE = (
    "integer long int short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger "
    "unsignedLong unsignedInt unsignedShort unsignedByte"
).split()
_NUMBERS: Final = {
    **{XSD + name: re.compile(r"[+-]?[0-9]+") for name in _WHOLE},
    XSD + "decimal": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"),
    **{XSD + name: re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?") for name in ("double", "float")},
}
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BOOLEANS: Final = ("true", "false", "1", "0")


def _order(term: Term) -> Decimal | str | None:
    """What a number or date is ordered by; None where the term is neither, or is not written as one."""
    if not isinstance(term, Literal):
        return None
    if term.datatype in _NUMBERS and _NUMBERS[term.datatype].fullmatch(term.value):
        return Decimal(term.value)
    if term.datatype == XSD + "date" and _DATE.fullmatch(term.value):
        try:
            return date.fromisoformat(term.value).isoformat()
        except ValueError:
            return None
    return None


def _compare(first: Term, second: Term, test: Callable[[Any, Any], bool]) -> bool:
    """Compare two terms; terms that have no order between them do not pass."""
    one, two = _order(first), _order(second)
    return one is not None and type(one) is type(two) and test(one, two)


def _is_datatype(union: Union, term: Term, datatype: Iri) -> bool:
    if not isinstance(term, Literal) or term.datatype != datatype:
        return False
    if datatype == XSD + "boolean":
        return term.value in _BOOLEANS
    return _order(term) is not None if datatype in (*_NUMBERS, XSD + "date") else True


def _is_language(union: Union, term: Term, ranges: tuple[Literal, ...]) -> bool:
    tag = term.language.lower() if isinstance(term, Literal) else ""
    return any(tag == r.value.lower() or tag.startswith(r.value.lower() + "-") for r in ranges)


def _conforms(union: Union, term: Term, constraints: Iterable[Constraint]) -> bool:
    return all(VALUE_TESTS[c.name](union, term, c.argument) for c in constraints)


VALUE_TESTS: Final[dict[str, Callable[[Union, Term, Any], bool]]] = {
    "class": lambda union, term, rdf_class: union.is_a(term, rdf_class),
    "datatype": _is_datatype,
    "in": lambda union, term, allowed: term in allowed,
    "languageIn": _is_language,
    "maxInclusive": lambda union, term, limit: _compare(term, limit, lambda a, b: a <= b),
    "minInclusive": lambda union, term, limit: _compare(term, limit, lambda a, b: a >= b),
    "nodeKind": lambda union, term, kind: isinstance(term, Iri) == (kind == SH + "IRI"),
    "or": lambda union, term, shapes: any(_conforms(union, term, shape) for shape in shapes),
    "pattern": lambda union, term, regex: bool(regex.search(term.value if isinstance(term, Literal) else term)),
}
"""Constraints that each value has to meet on its own: does the value pass?"""


def _below(equal: bool) -> Callable[[Union, Iri, list[Term], Iri], Iterator[list[Term]]]:
    def test(union: Union, thing: Iri, values: list[Term], other: Iri) -> Iterator[list[Term]]:
        for limit in union.values(thing, other):
            for value in values:
                if not _compare(value, limit, lambda a, b: a <= b if equal else a < b):
                    yield [value, limit]

    return test


def _languages(union: Union, thing: Iri, values: list[Term], on: bool) -> Iterator[list[Term]]:
    by_tag: dict[str, list[Term]] = defaultdict(list)
    for value in values:
        if isinstance(value, Literal) and value.language:
            by_tag[value.language.lower()].append(value)
    yield from (found for found in by_tag.values() if on and len(found) > 1)


def _qualified(union: Union, thing: Iri, values: list[Term], rule: tuple[int, Any]) -> Iterator[list[Term]]:
    count, shape = rule
    if sum(_conforms(union, value, shape) for value in values) < count:
        yield values


SET_TESTS: Final[dict[str, Callable[[Union, Iri, list[Term], Any], Iterable[list[Term]]]]] = {
    "lessThan": _below(equal=False),
    "lessThanOrEquals": _below(equal=True),
    "maxCount": lambda union, thing, values, limit: [values] if len(values) > limit else [],
    "minCount": lambda union, thing, values, limit: [values] if len(values) < limit else [],
    "qualifiedMinCount": _qualified,
    "uniqueLang": _languages,
}
"""Constraints on all values of a predicate together: which values break it, once for each time it is broken?"""


def validate(union: Union, shapes: Iterable[NodeShape]) -> Iterator[Finding]:
    """What breaks the shapes; the rule of a finding is the constraint's name."""
    for shape in shapes:
        for thing in union.instances(shape.target):
            for prop in shape.properties:
                values = union.values(thing, prop.path)
                for constraint in prop.constraints:
                    for culprits in _broken(union, thing, values, constraint):
                        graph = union.graph(thing, prop.path, culprits[-1] if culprits else None)
                        message = f"{prop.message} (here {_shown(culprits)})"
                        yield Finding(thing, message, prop.severity, constraint.name, prop.path, graph)


def _broken(union: Union, thing: Iri, values: list[Term], constraint: Constraint) -> Iterable[list[Term]]:
    if constraint.name in SET_TESTS:
        return SET_TESTS[constraint.name](union, thing, values, constraint.argument)
    test = VALUE_TESTS[constraint.name]
    return [[value] for value in values if not test(union, value, constraint.argument)]


def _shown(terms: list[Term]) -> str:
    texts = [term.short if isinstance(term, Iri) else f'"{term.value}"' for term in terms[:3]]
    return " and ".join(texts) + (f" and {len(terms) - 3} more" if len(terms) > 3 else "") if texts else "none"


# --- reading shapes ---------------------------------------------------------------------------------------------------


class _Reader:
    """Reads shapes out of the triples of a shapes graph."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.nodes: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, value, _ in quads:
            self.nodes[subject][predicate].append(value)

    def shape(self, node: Iri) -> tuple[dict[str, list[Term]], list[str]]:
        """The SHACL parameters of a shape by local name, and those among them that are constraints."""
        found = {key.removeprefix(SH): v for key, v in self.nodes[node].items() if key.startswith(SH)}
        return found, sorted(name for name in found if name in SET_TESTS or name in VALUE_TESTS)

    def allow(self, node: Iri, found: Iterable[str], allowed: Iterable[str]) -> None:
        """Raise KgError where a shape uses something else than what is allowed."""
        other = sorted(set(found) - set(allowed))
        if other:
            known = ", ".join(sorted((*SET_TESTS, *VALUE_TESTS)))
            raise KgError(f"the shape {node} uses sh:{other[0]} where that is not supported", f"supported are {known}")

    def items(self, node: Term) -> list[Term]:
        """The items of an RDF list."""
        found: list[Term] = []
        while node != _NIL:
            found += self.nodes[node][RDF + "first"]
            (node,) = self.nodes[node][RDF + "rest"]
        return found

    def nested(self, node: Term) -> tuple[Constraint, ...]:
        """A shape inside another one: constraints that a value has to meet on its own."""
        found, names = self.shape(Iri(node))
        self.allow(Iri(node), found, VALUE_TESTS)
        return tuple(constraint for name in names for constraint in self.constraints(name, found))

    def constraints(self, name: str, found: dict[str, list[Term]]) -> Iterator[Constraint]:
        """The constraints that one parameter of a shape stands for: one for each of its values."""
        for value in found[name]:
            text = value.value if isinstance(value, Literal) else value
            if name in ("minCount", "maxCount"):
                yield Constraint(name, int(text))
            elif name == "qualifiedMinCount":
                yield Constraint(name, (int(text), self.nested(found["qualifiedValueShape"][0])))
            elif name == "uniqueLang":
                yield Constraint(name, text == "true")
            elif name in ("in", "languageIn"):
                yield Constraint(name, tuple(self.items(value)))
            elif name == "or":
                yield Constraint(name, tuple(self.nested(item) for item in self.items(value)))
            elif name == "pattern":
                # SPARQL's $ is the end of the text; Python's is also the place before a last line break
                yield Constraint(name, re.compile(re.sub(r"\$$", r"\\Z", text)))
            else:
                yield Constraint(name, value)

    def property_shape(self, node: Iri) -> PropertyShape:
        """A property shape."""
        found, names = self.shape(node)
        self.allow(node, found, (*names, "path", "message", "severity", "qualifiedValueShape"))
        path = found.get("path", [])
        if len(path) != 1 or not isinstance(path[0], Iri) or path[0] in self.nodes:
            raise KgError(f"the shape {node} has no path that is supported", "name one predicate in sh:path")
        if ("qualifiedValueShape" in found) != ("qualifiedMinCount" in found):
            hint = "write both sh:qualifiedValueShape and sh:qualifiedMinCount"
            raise KgError(f"the shape {node} has half of a qualified constraint", hint)
        message = next((m.value for m in found.get("message", ()) if isinstance(m, Literal)), "")
        severity = "warning" if Iri(SH + "Warning") in found.get("severity", ()) else "violation"
        constraints = tuple(constraint for name in names for constraint in self.constraints(name, found))
        return PropertyShape(path[0], constraints, message, severity)

    def node_shapes(self) -> Iterator[NodeShape]:
        """Every shape that has a target, sorted by it."""
        targets = sorted((v, node) for node, found in self.nodes.items() for v in found.get(SH + "targetClass", ()))
        for target, node in targets:
            found, _ = self.shape(Iri(node))
            self.allow(Iri(node), found, ("targetClass", "property"))
            yield NodeShape(Iri(target), tuple(self.property_shape(Iri(p)) for p in found.get("property", ())))


def read_shapes(quads: Iterable[Quad]) -> list[NodeShape]:
    """The shapes of a shapes graph, sorted by target class. Raises KgError where they use what is not supported.

    >>> from kg.store import parse
    >>> text = '''@prefix sh: <http://www.w3.org/ns/shacl#> .
    ... <urn:shape> sh:targetClass <urn:class> ; sh:property [ sh:path <urn:b> ; sh:minCount 1 ] .'''
    >>> [shape.properties[0].constraints for shape in read_shapes(parse(text, "turtle", Iri("urn:g")))]
    [(Constraint(name='minCount', argument=1),)]
    """
    reader = _Reader(quads)
    other = {p.removeprefix(SH) for found in reader.nodes.values() for p in found if p.startswith(SH + "target")}
    reader.allow(Iri("urn:any"), other, ("targetClass",))
    return list(reader.node_shapes())
