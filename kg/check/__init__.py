"""Facts against the shapes of `ontology/shapes.ttl` and the rules of `kg/rules`, as problems a person can act on."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import ClassVar
from typing import Literal as OneOf

from attrs import frozen

from kg.check.rules import broken, rules
from kg.check.shapes import NodeShape, read_shapes, validate
from kg.check.union import Finding, Union
from kg.errors import printable
from kg.nodes import field_name, kg
from kg.resources import resource
from kg.store import Embedded, parse
from kg.table import show
from kg.terms import Iri, Quad

__all__ = ["Problem", "check", "shapes"]

_NOWHERE: Mapping[str, tuple[str, int]] = MappingProxyType({})


@frozen
class Problem:
    """Something wrong with one thing: which source says it, in which file and line, and by which rule it is wrong.

    `severity` is `violation` or `warning`; `file` and `line` are None where the thing comes from no facts file.

    >>> print(Problem("tenure/wire/ada", "source/wire", "wire.yaml", 7, "ends before it begins", "violation", "x"))
    wire.yaml:7: tenure/wire/ada: ends before it begins
    """

    thing: str
    source: str | None
    file: str | None
    line: int | None
    message: str
    severity: str
    rule: str

    COLUMNS: ClassVar = ("file", "line", "source", "thing", "severity", "problem")

    def row(self) -> tuple[str, ...]:
        """The values of `COLUMNS` as text."""
        cells = (self.file, self.line, self.source, self.thing, self.severity, self.message)
        return tuple(printable(show(cell)) for cell in cells)

    def __str__(self) -> str:
        """Write the problem on one line, the way compilers do."""
        where = self.source or "graph" if self.file is None else f"{self.file}:{self.line}"
        return printable(f"{where}: {self.thing}: {self.message}")


def check(
    quads: Iterable[Quad],
    lines: Mapping[str, tuple[str, int]] = _NOWHERE,
    engine: OneOf["own", "pyshacl"] = "own",
) -> list[Problem]:
    """All problems of a graph, sorted by file, line, source and thing.

    `lines` says where things stand, as `kg.facts.read.Read.lines` does. The engine `pyshacl` validates the shapes by
    pyshacl, which is slower and needs the extra `shacl`; both give the same verdicts. Raises KgError where pyshacl is
    asked for and missing.

    >>> from kg.model import Event, Facts, Source
    >>> from kg.quads import to_quads
    >>> facts = Facts(Source("source/wire"), events=[Event("event/talks", "chat")])
    >>> for problem in check(to_quads(facts), {"event/talks": ("wire.yaml", 3)}):
    ...     print(problem.thing, problem.line, problem.rule)
    event/talks 3 in
    """
    quads = list(quads)
    union = Union(quads)
    store = Embedded.memory()
    store.load_quads(quads)
    if engine == "pyshacl":
        from kg.shacl import validate as by_pyshacl

        found = [*by_pyshacl(quads)]
    else:
        found = [*validate(union, shapes())]
    found += broken(union, store, rules())
    problems = {_problem(finding, union, lines) for finding in found}
    return sorted(problems, key=lambda p: (p.file or "", p.line or 0, p.source or "", p.thing, p.rule, p.message))


def shapes() -> list[NodeShape]:
    """The shapes of `ontology/shapes.ttl`.

    >>> {"Event", "Person"} <= {shape.target.rpartition("#")[2] for shape in shapes()}
    True
    """
    text = resource("ontology", "shapes.ttl").read_bytes()
    return read_shapes(parse(text, "turtle", Iri("https://w3id.org/parley/shapes")))


def _problem(finding: Finding, union: Union, lines: Mapping[str, tuple[str, int]]) -> Problem:
    """Say where a finding stands. What is found in evidence stands where the fact stands that it supports."""
    keys = [finding.thing.short]
    path = finding.path
    for fact in union.values(finding.thing, kg("supports")):
        keys.append(fact.short if isinstance(fact, Iri) else fact.value)
        path = next((p for p in union.values(finding.thing, kg("supportsProperty")) if isinstance(p, Iri)), path)
    if path is not None:
        keys = [f"{key}#{name}" for key in keys if (name := field_name(key, path))] + keys
    file, line = next((lines[key] for key in keys if key in lines), (None, None))
    source = finding.graph.short if finding.graph else None
    return Problem(finding.thing.short, source, file, line, finding.message, finding.severity, finding.rule)
