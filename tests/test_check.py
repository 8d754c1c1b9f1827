import builtins
import random
import re
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attrs
import pytest

from kg import model as m
from kg import nodes as t
from kg import shacl
from kg.check import Problem, check, shapes
from kg.check.rules import ask, read_rule, rules
from kg.check.shapes import SET_TESTS, VALUE_TESTS, Constraint, PropertyShape, read_shapes, validate
from kg.check.union import Finding, Union
from kg.dates import parse
from kg.errors import KgError
from kg.inputs import read
from kg.quads import to_quads
from kg.resources import resource
from kg.store import Embedded
from kg.store import parse as parse_rdf
from kg.table import Answers
from kg.terms import CODES, EDTF, RDF, SKOS, XSD, Iri, Literal, Quad, Term, iri

SPAN = (m.Evidence("", (m.Span(0, 10),)),)
WIRE = m.Source("source/wire", sha256="a" * 64, length=100)
NAMES: dict[str, Any] = {
    "names": [m.Name("Назва", "uk")],
    "aliases": [m.Name("N."), m.Name("Nom", "fr")],
    "same_as": ["https://a.example/1"],
}
WHERE: dict[str, Any] = {**NAMES, "latitude": 1.5, "longitude": 2.5}
REGISTRY = m.Facts(
    m.Registry("registry/people", "People and places"),
    things=[
        m.Person("person/ada", "Ada", **NAMES),
        m.Person("person/bob", "Bob"),
        m.Country("country/x", "X", **WHERE),
        m.Organisation("organisation/un", "UN", **NAMES),
        m.Group("group/all", "All", members=["country/x"], **NAMES),
        m.Place("venue/hall", "Hall", within="city/town", **WHERE),
        m.Place("city/town", "Town", within="region/shire", **WHERE),
        m.Place("region/shire", "Shire", within="country/x", **WHERE),
        m.Post("post/minister", "Minister", of="country/x", **NAMES),
        m.Series("series/talks", "Talks", **NAMES),
    ],
)


def wire(**facts: Any) -> list[Quad]:
    """What a source says, with the registry beside it."""
    return [*to_quads(REGISTRY), *to_quads(m.Facts(WIRE, **facts))]


def event(id_: str = "event/talks", date: str | None = "2025-06-02", **parts: Any) -> m.Event:
    reports = [m.Report("source/wire", parse(date) if date else None)]
    return m.Event(id_, "talks", **{"reports": reports, "evidence": SPAN, **parts})


def part(key: str, **more: Any) -> m.Participation:
    return m.Participation(key, "source/wire", f"person/{key}", **{"evidence": SPAN, **more})


def tenure(key: str, holder: str = "person/ada", **more: Any) -> m.Tenure:
    dates = {name: parse(value) if isinstance(value, str) else value for name, value in more.items()}
    return m.Tenure(f"tenure/wire/{key}", "source/wire", holder, "post/minister", **{"evidence": SPAN, **dates})


def statement(key: str = "s", **more: Any) -> m.Statement:
    return m.Statement(f"statement/wire/{key}", "source/wire", "Says so.", **{"evidence": SPAN, **more})


def delegation(key: str = "x", represents: Iterable[str] = ("country/x",)) -> m.Delegation:
    return m.Delegation(key, "source/wire", represents, "Those of X", SPAN)


def whole() -> list[Quad]:
    """Every class with every one of its fields, all in order."""
    first = event("event/first", "2025-05-16", precedes="event/talks")
    report = m.Report(
        "source/wire",
        parse("2025-06-01/2025-06-03", within=True),
        "venue/hall",
        "held",
        "To talk.",
        "direct",
        "Some.",
        [m.Evidence("date", [m.Span(1, 2)], "Counted back.")],
    )
    talks = m.Event(
        "event/talks",
        "talks",
        "Talks",
        "series/talks",
        2,
        "event/first",
        "event/first",
        "event/last",
        "event/first",
        "event/first",
        [report],
        [delegation()],
        [
            part(
                "ada",
                roles=["head"],
                delegation="x",
                capacity="post/minister",
                presence="in-person",
                days=parse("2025-06-02", within=True),
            )
        ],
        [m.Target("base", "source/wire", "a base", "region/shire", "planes", SPAN)],
        [m.Weapon("drone", "source/wire", "drones", 3, SPAN)],
        SPAN,
    )
    document = m.Document(
        "document/plan",
        "source/wire",
        "proposal",
        "Plan",
        ["country/x"],
        "event/talks",
        "drafted",
        "Peace.",
        "A leak.",
        [m.Provision("one", 1, "First.", SPAN)],
        SPAN,
    )
    said = statement(
        speakers=["person/ada"],
        date=parse("2025-06", within=True),
        event="event/talks",
        about=["document/plan"],
        claim=m.Claim("document/plan", "received-by", "country/x"),
    )
    source = m.Source(
        "source/wire",
        "article",
        "Title",
        "Wire",
        parse("2025-06-03"),
        "https://wire.example/1",
        "en",
        "a" * 64,
        100,
        "source/other",
        sketch="12.AbCd_-09",
    )
    facts = m.Facts(
        source,
        events=[first, talks, event("event/last", "2025-07")],
        tenures=[tenure("t", begin="2024", end="2026", seen=[parse("2025-06-02")])],
        documents=[document],
        statements=[said],
    )
    return [*to_quads(REGISTRY), *to_quads(facts)]


def found(quads: Iterable[Quad], rule: str) -> list[Problem]:
    return [problem for problem in check(quads) if problem.rule == rule]


def things(quads: Iterable[Quad], rule: str) -> list[str]:
    return [problem.thing for problem in found(quads, rule)]


# --- shapes -----------------------------------------------------------------------------------------------------------


def test_what_is_in_order_has_no_problem_by_either_engine():
    assert check(whole()) == []
    assert check(whole(), engine="pyshacl") == []


def test_the_bundled_data_have_no_violation():
    inputs = read([resource("data")])
    assert [str(problem) for problem in check(inputs.quads(), inputs.lines) if problem.severity == "violation"] == []


def test_the_sample_fills_every_field_so_that_every_constraint_can_be_broken():
    union = Union(whole())
    for name, node in t.NODES.items():
        for field in node.fields:
            values = [v for thing in union.instances(node.rdf_class) for v in union.values(thing, field.predicate)]
            assert values, f"{name}.{field.name}"


BOUNDS = {t.BEGIN_EARLIEST, t.BEGIN_LATEST, t.END_EARLIEST, t.END_LATEST}
COMPARING = ("minInclusive", "maxInclusive", "lessThan", "lessThanOrEquals")


def wrong_values(shape: PropertyShape, rule: Constraint, values: list[Term], others: list[Term]) -> list[list[Term]]:
    """Values in place of good ones, each list breaking one constraint."""
    text = Literal("wrong")
    first = values[0]
    datatype = first.datatype if isinstance(first, Literal) else ""
    match rule.name:
        case "minCount":
            return [[]]
        case "maxCount":
            return [[first, *others]]
        case "qualifiedMinCount":
            return [[], [Literal("Nom", RDF + "langString", "fr")]]
        case "uniqueLang":
            return [[*values, Literal("Another", RDF + "langString", "en")]]
        case "datatype":
            other = text if datatype != text.datatype else Literal("wrong", RDF + "langString", "en")
            return [[other], [Iri("urn:a")], [Literal("12", XSD + "byte")]]
        case "class" | "or":
            return [
                [Iri("https://w3id.org/parley/id/person/nobody")],
                [Literal("5", XSD + "integer")],
                [*values, iri("event/none")],
            ]
        case "in":
            return [[Iri(CODES + "kind/chat")], [text], [*values, iri("person/ada")]]
        case "nodeKind":
            return [[text], [*values, text]]
        case "pattern":
            return [[Literal("!", datatype)], [Literal("", datatype)]] if datatype else [[Iri("urn:a")]]
        case "minInclusive":
            return [[Literal("-1000", datatype)], [text]]
        case "maxInclusive":
            return [[Literal("180.001", datatype)], [Literal("1000", datatype)], [text]]
        case "lessThan" | "lessThanOrEquals":
            return [[Literal("9999-12-31" if datatype == XSD + "date" else "1000", datatype)]]
    raise AssertionError(f"no way to break {rule.name} is known: add one")


def mutants() -> tuple[list[Quad], set[tuple[Iri, Iri, str]]]:
    """The sample, and beside it a copy of one thing for each way to break each constraint of each shape.

    The second part names what has to be found: thing, path and constraint.
    """
    sample = whole()
    quads = list(sample)
    union = Union(sample)
    expected = set()
    for node in shapes():
        for shape in node.properties:
            examples = [thing for thing in union.instances(node.target) if union.values(thing, shape.path)]
            original = examples[0]
            values = union.values(original, shape.path)
            others = [v for thing in examples for v in union.values(thing, shape.path) if v not in values][:1]
            if not others and isinstance(values[0], Literal):
                others = [values[0]._replace(value=values[0].value + "0")]
            others = others or [iri("event/last"), Iri(CODES + "kind/call")]
            if values[0] == Literal("false", XSD + "boolean"):
                others = [Literal("true", XSD + "boolean")]
            for rule in shape.constraints:
                apart = set() if rule.name in COMPARING else BOUNDS  # pyshacl gives up where dates can't be compared
                for number, wrong in enumerate(wrong_values(shape, rule, values, others)):
                    copy = Iri(f"{original}/{shape.path.rpartition('/')[2].replace('#', '-')}-{rule.name}-{number}")
                    graph = Iri("https://w3id.org/parley/id/source/wire")
                    quads += [
                        quad._replace(subject=copy, graph=graph)
                        for quad in sample
                        if quad.subject == original and quad.predicate not in {shape.path, *apart}
                    ]
                    quads += [Quad(copy, shape.path, value, graph) for value in wrong]
                    expected.add((copy, shape.path, rule.name))
    return quads, expected


def verdicts(findings: Iterable[Finding]) -> set[tuple[Iri, Iri | None, str, str]]:
    return {(f.thing, f.path, f.rule, f.severity) for f in findings}


def test_every_constraint_of_every_shape_is_broken_by_some_graph_and_both_engines_give_the_same_verdicts():
    quads, expected = mutants()
    own = verdicts(validate(Union(quads), shapes()))
    assert expected <= {verdict[:3] for verdict in own}
    assert own == verdicts(shacl.validate(quads))
    assert len(expected) > 300


def test_random_damage_gets_the_same_verdicts_from_both_engines():
    chance = random.Random(20250602)
    quads = whole()
    compared = {s.path for node in shapes() for s in node.properties if any(c.name in COMPARING for c in s.constraints)}
    compared |= set(BOUNDS)  # which others are compared with
    pool = {quad.object for quad in quads} | {Literal("x", XSD + "integer"), Literal("2025", EDTF), iri("person/none")}

    def damage(quad: Quad) -> Quad:
        """Another object; pyshacl gives up where it has to compare terms of different datatypes."""
        if quad.predicate not in compared:
            return quad._replace(object=chance.choice(sorted(pool, key=repr)))
        same = {q.object for q in quads if isinstance(q.object, Literal) and q.object[1] == quad.object[1]}
        return quad._replace(object=chance.choice(sorted(same)))

    for _ in range(10):
        damaged = [quad for quad in quads if chance.random() > 0.05]
        damaged += [damage(quad) for quad in chance.sample(quads, 40) if quad.predicate != t.TYPE]
        own = verdicts(validate(Union(damaged), shapes()))
        assert own == verdicts(shacl.validate(damaged))
        assert own


def test_pyshacl_giving_up_is_a_clear_error():
    quads = [
        q._replace(object=Literal("2025-02-30", XSD + "date")) if q.predicate == t.END_LATEST else q for q in whole()
    ]
    assert things(quads, "lessThanOrEquals")
    with pytest.raises(KgError, match=r"pyshacl can't validate this graph: .*: check it without pyshacl"):
        check(quads, engine="pyshacl")


ILL_FORMED = [
    ("integer", ["one", "1.5", "", "1e3", "٣"]),
    ("decimal", ["one", "1e3", "", "."]),
    ("boolean", ["yes", "True", "", "2"]),
    ("date", ["2025-02-30", "2025", "2 June", "2025-6-2", "12025-01-01", ""]),
]


@pytest.mark.parametrize(("datatype", "values"), ILL_FORMED)
def test_a_literal_that_its_datatype_does_not_allow_is_a_violation(datatype: str, values: list[str]):
    text = SHAPE % f"sh:datatype xsd:{datatype}"
    shape = read_shapes(parse_rdf(text, "turtle", Iri("urn:g")))
    for value in values:
        quads = [
            Quad(Iri("urn:a"), t.TYPE, Iri("urn:class"), Iri("urn:g")),
            Quad(Iri("urn:a"), Iri("urn:path"), Literal(value, XSD + datatype), Iri("urn:g")),
        ]
        assert [finding.rule for finding in validate(Union(quads), shape)] == ["datatype"], value


SHAPE = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:shape> sh:targetClass <urn:class> ; sh:property [ sh:path <urn:path> ; %s ] ."""


@pytest.mark.parametrize(
    ("shape", "what"),
    [
        (SHAPE % "sh:maxLength 5", "sh:maxLength"),
        (SHAPE % "sh:pattern 'a' ; sh:flags 'i'", "sh:flags"),
        (SHAPE % "sh:or ( [ sh:minCount 1 ] )", "sh:minCount"),
        (SHAPE % "sh:or ( [ sh:path <urn:a> ; sh:class <urn:b> ] )", "sh:path"),
        (SHAPE % "sh:sparql [ sh:select 'SELECT * {}' ]", "sh:sparql"),
        (SHAPE % "sh:qualifiedValueShape [ sh:class <urn:b> ]", "half of a qualified constraint"),
        (SHAPE % "sh:qualifiedMinCount 1", "half of a qualified constraint"),
        (SHAPE.replace("sh:path <urn:path>", "sh:path [ sh:inversePath <urn:a> ]") % "sh:minCount 1", "no path"),
        ("<urn:shape> <http://www.w3.org/ns/shacl#targetNode> <urn:a> .", "sh:targetNode"),
        (SHAPE.replace("sh:property", "sh:closed true ; sh:property") % "sh:minCount 1", "sh:closed"),
    ],
)
def test_a_shape_that_uses_what_is_not_supported_is_refused(shape: str, what: str):
    with pytest.raises(KgError, match=re.escape(what)):
        read_shapes(parse_rdf(shape, "turtle", Iri("urn:g")))


def test_things_of_a_sub_class_are_validated_as_well():
    shape = read_shapes(parse_rdf(SHAPE % "sh:minCount 1", "turtle", Iri("urn:g")))
    graph = Iri("urn:g")
    quads = [
        Quad(Iri("urn:a"), t.TYPE, Iri("urn:narrow"), graph),
        Quad(Iri("urn:narrow"), Iri("http://www.w3.org/2000/01/rdf-schema#subClassOf"), Iri("urn:class"), graph),
        Quad(Iri("urn:class"), Iri("http://www.w3.org/2000/01/rdf-schema#subClassOf"), Iri("urn:narrow"), graph),
    ]
    assert [finding.thing for finding in validate(Union(quads), shape)] == ["urn:a"]


def test_a_pattern_does_not_pass_a_last_line_break():
    quads = wire()
    sha = t.kg("sha256")
    quads = [q._replace(object=Literal("a" * 64 + "\n")) if q.predicate == sha else q for q in quads]
    assert things(quads, "pattern") == ["source/wire"]


def test_every_supported_constraint_is_used_by_some_shape():
    text = resource("ontology", "shapes.ttl").read_text()
    for name in (*SET_TESTS, *VALUE_TESTS):
        assert f"sh:{name} " in text, name


def test_without_pyshacl_its_engine_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name == "pyshacl":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(KgError, match=r"pyshacl is not installed: install it with  pip install \"parley-kg\[shacl\]\""):
        check(wire(), engine="pyshacl")


def test_no_graph_however_damaged_makes_the_check_fail():
    chance = random.Random(1)
    quads = whole()
    subjects = sorted({quad.subject for quad in quads})
    predicates = sorted({quad.predicate for quad in quads})
    pool = sorted({quad.object for quad in quads} | {Literal("1e99", XSD + "decimal"), Literal("")}, key=repr)
    for _ in range(20):
        noise = [
            Quad(chance.choice(subjects), chance.choice(predicates), chance.choice(pool), chance.choice(subjects))
            for _ in range(150)
        ]
        assert check([*quads, *noise])


# --- what a problem says ----------------------------------------------------------------------------------------------


def test_a_problem_names_source_file_line_and_fact():
    quads = wire(events=[event(kind_ := "event/talks", delegations=[m.Delegation("x", "source/wire", evidence=SPAN)])])
    lines = {"delegation/talks/x": ("wire.yaml", 12), kind_: ("wire.yaml", 4)}
    (problem,) = check(quads, lines)
    assert str(problem) == (
        "wire.yaml:12: delegation/talks/x: a delegation represents a country, organisation, group or person "
        "that the graph describes (here none)"
    )
    assert (problem.source, problem.severity, problem.rule) == ("source/wire", "violation", "minCount")
    assert Answers(Problem, [problem]).rows()[0][:5] == (
        "wire.yaml",
        "12",
        "source/wire",
        "delegation/talks/x",
        "violation",
    )


def test_a_problem_of_a_field_is_found_at_the_line_of_the_field():
    quads = wire(events=[event(reports=[m.Report("source/wire", place="venue/nowhere")])])
    lines = {"report/talks/wire": ("wire.yaml", 4), "report/talks/wire#place": ("wire.yaml", 9)}
    assert [problem.line for problem in check(quads, lines)] == [9]


def test_a_problem_of_evidence_is_found_at_the_fact_that_it_supports():
    report = m.Report("source/wire", parse("2025-06-02"), evidence=[m.Evidence("date", (m.Span(5, 5),))])
    quads = wire(events=[event(reports=[report], evidence=[m.Evidence("", ())])])
    lines = {"report/talks/wire#date": ("wire.yaml", 7), "event/talks": ("wire.yaml", 3)}
    assert {(p.rule, p.line) for p in check(quads, lines)} == {("evidence-empty", 3), ("lessThan", None)}


def test_without_a_file_the_source_is_named():
    quads = wire(events=[event(series="series/none")])
    assert str(check(quads)[0]).startswith("source/wire: event/talks: an event belongs to one series")


def test_a_problem_never_moves_the_cursor():
    quads = wire(events=[event(label="\x1b[2J")])
    quads += [q._replace(object=Literal("\x1b]0;x\x07")) for q in quads if q.predicate == SKOS + "prefLabel"][-1:]
    text = [str(problem) + "".join(problem.row()) for problem in check(quads)]
    assert text
    assert not any("\x1b" in line or "\x07" in line for line in text)


def test_problems_come_in_the_same_order_whatever_the_order_of_quads():
    quads, _ = mutants()
    assert check(quads) == check(reversed(quads))


def test_a_term_that_two_sources_tell_differently_is_no_problem_where_sources_may_differ():
    other = m.Facts(
        m.Source("source/other", "dataset"),
        events=[m.Event("event/talks", "talks", "Talks", reports=[m.Report("source/other", parse("2025-06-03"))])],
    )
    assert check([*wire(events=[event(label="Talks")]), *to_quads(other)]) == []


def test_an_event_of_two_kinds_is_a_violation_and_one_of_two_labels_a_warning():
    other = m.Facts(m.Source("source/other"), events=[m.Event("event/talks", "call", "The talks")])
    problems = check([*wire(events=[event(label="Talks")]), *to_quads(other)])
    assert {(p.rule, p.severity) for p in problems} == {("maxCount", "violation"), ("uniqueLang", "warning")}


# --- rules ------------------------------------------------------------------------------------------------------------


def test_every_rule_says_what_is_wrong_and_names_its_graphs():
    for rule in rules():
        assert rule.query.startswith("# "), rule.name
        patterns = re.sub(r"(?m)^(#|PREFIX).*$", "", rule.query)
        outside = patterns
        while (shorter := re.sub(r"GRAPH \?\w+ \{[^{}]*\}", "", outside)) != outside:
            outside = shorter
        assert not re.search(r"\?\w+ (a|kg:\w+|sem:\w+) ", outside), rule.name
        assert re.search(r"SELECT (DISTINCT )?\?thing \?source", rule.query), rule.name
        for name in re.findall(r"\{(\w+)\}", rule.message):
            assert re.search(rf"SELECT .*\?{name}\b", rule.query), rule.name


def test_rules_take_time_in_proportion_to_the_facts():
    """A pattern that is looked through anew for every fact would take minutes here."""
    many = range(3000)
    facts = m.Facts(WIRE, events=[event(f"event/{n}") for n in many], statements=[statement(str(n)) for n in many])
    store = Embedded.memory()
    store.load_quads([*to_quads(facts), *to_quads(attrs.evolve(facts, origin=m.Source("source/bare")))])
    start = time.monotonic()
    assert [finding for rule in rules() for finding in ask(store, rule)] == []
    assert time.monotonic() - start < 10


def test_a_rule_without_message_or_severity_is_refused():
    with pytest.raises(KgError, match="the rule x has no message or severity"):
        read_rule("x", "# message: wrong\nSELECT ?thing WHERE {}")
    with pytest.raises(KgError, match="the rule x has no message or severity"):
        read_rule("x", "# message: wrong\n# severity: grave\nSELECT ?thing WHERE {}")


def test_a_head_has_a_delegation():
    good = event(delegations=[delegation()], participations=[part("ada", roles=["head"], delegation="x")])
    bad = event(participations=[part("ada", roles=["head"]), part("bob")])
    assert things(wire(events=[good]), "head-without-delegation") == []
    assert things(wire(events=[bad]), "head-without-delegation") == ["participation/talks/wire/ada"]


def test_a_delegation_is_at_the_event_of_those_in_it():
    good = event(delegations=[delegation()], participations=[part("ada", delegation="x")])
    quads = wire(events=[good, event("event/other", delegations=[delegation("y")])])
    assert things(quads, "delegation-of-another-event") == []
    other = iri("delegation/other/y")
    quads = [q._replace(object=other) if q.predicate == t.kg("delegation") else q for q in quads]
    (problem,) = found(quads, "delegation-of-another-event")
    assert (problem.thing, problem.message) == (
        "participation/talks/wire/ada",
        "belongs to delegation/other/y, which is at event/other, not at event/talks",
    )


def test_one_source_names_one_head_of_a_delegation():
    def heads(*who: m.Participation) -> list[str]:
        return things(wire(events=[event(delegations=[delegation()], participations=who)]), "two-heads")

    ada = part("ada", roles=["head"], delegation="x")
    assert heads(ada, part("bob", roles=["member"], delegation="x")) == []
    assert heads(ada, part("bob", roles=["head"], delegation="x", modality="denied")) == []
    assert heads(ada, part("bob", roles=["head"], delegation="x")) == ["participation/talks/wire/bob"]


def test_two_sources_may_name_different_heads():
    ada = event(delegations=[delegation()], participations=[part("ada", roles=["head"], delegation="x")])
    bob = m.Participation("bob", "source/other", "person/bob", ["head"], "x")
    other = m.Facts(m.Source("source/other"), events=[m.Event("event/talks", "talks", participations=[bob])])
    assert things([*wire(events=[ada]), *to_quads(other)], "two-heads") == []


def test_a_delegation_represents_somebody():
    assert things(wire(events=[event(delegations=[delegation()])]), "minCount") == []
    assert things(wire(events=[event(delegations=[delegation(represents=())])]), "minCount") == ["delegation/talks/x"]


def test_an_event_of_a_text_has_evidence():
    rule = "event-without-evidence"
    assert things(wire(events=[event()]), rule) == []
    for field, found_ in (("", []), ("date", ["event/talks"])):
        report = m.Report("source/wire", parse("2025"), evidence=[m.Evidence(field, (m.Span(1, 2),))])
        assert things(wire(events=[event(evidence=(), reports=[report])]), rule) == found_, "a date alone is no event"
    (problem,) = found(wire(events=[event(evidence=())]), rule)
    assert (problem.thing, problem.source, problem.severity) == ("event/talks", "source/wire", "violation")
    assert things(wire(events=[event(evidence=(), reports=())]), rule) == ["event/talks"]


def test_evidence_of_another_source_is_no_evidence():
    text = m.Source("source/text", sha256="b" * 64)
    other = m.Facts(text, events=[m.Event("event/talks", "talks", reports=[m.Report("source/text")])])
    (problem,) = found([*wire(events=[event()]), *to_quads(other)], "event-without-evidence")
    assert problem.source == "source/text"


def test_a_source_that_has_no_text_for_its_events_is_told_once_unless_it_is_a_data_set():
    """Stories that a table names are no texts at hand either."""
    rule = "source-without-text"
    bare = [event(evidence=()), event("event/more", evidence=())]
    for kind, problems in (("article", ["source/wire"]), ("readout", ["source/wire"]), ("dataset", [])):
        quads = to_quads(m.Facts(m.Source("source/wire", kind), events=bare))
        assert things(quads, rule) == problems, kind
        assert things(quads, "event-without-evidence") == []
    (problem,) = found(to_quads(m.Facts(m.Source("source/wire"), events=bare)), rule)
    assert problem.message == "has no text: give source text, so that the evidence for its events can be checked"
    assert problem.severity == "warning"
    assert things(wire(events=bare), rule) == []
    story = m.Event("event/talks", "talks", reports=[m.Report("source/story", parse("2025"))])
    table = m.Facts(m.Source("source/table", "dataset"), sources=[m.Source("source/story")], events=[story])
    assert things(to_quads(table), rule) == []


def test_a_facts_file_without_text_is_warned_of_in_the_line_of_its_source(tmp_path: Path):
    file = tmp_path / "wire.yaml"
    file.write_text("source: {id: wire}\nevents: {talks: {kind: talks}}\n")
    inputs = read([file])
    (problem,) = check(inputs.quads(), inputs.lines)
    assert str(problem).startswith(f"{file}:1: source/wire: has no text")


def test_a_source_without_a_text_needs_no_evidence():
    table = m.Source("source/wire", "dataset")
    quads = to_quads(m.Facts(table, events=[event(evidence=(), participations=[part("ada", evidence=())])]))
    assert things([*to_quads(REGISTRY), *quads], "event-without-evidence") == []
    assert things([*to_quads(REGISTRY), *quads], "fact-without-evidence") == []


def test_other_facts_of_a_text_have_evidence():
    good = wire(
        events=[event(participations=[part("ada")])], tenures=[tenure("t", begin="2024")], statements=[statement()]
    )
    bad = wire(
        events=[event(participations=[part("ada", evidence=())])],
        tenures=[tenure("t", begin="2024", evidence=())],
        statements=[statement(evidence=())],
    )
    assert things(good, "fact-without-evidence") == []
    problems = found(bad, "fact-without-evidence")
    assert [p.thing for p in problems] == ["participation/talks/wire/ada", "statement/wire/s", "tenure/wire/t"]
    assert {p.severity for p in problems} == {"warning"}


def test_evidence_ends_where_the_text_ends():
    assert things(wire(events=[event(evidence=[m.Evidence("", (m.Span(0, 100),))])]), "evidence-beyond-text") == []
    (problem,) = found(wire(events=[event(evidence=[m.Evidence("", (m.Span(0, 101),))])]), "evidence-beyond-text")
    assert (problem.thing, problem.message) == (
        "event/talks",
        "has evidence up to 101, but the text of source/wire ends at 100",
    )


def test_evidence_points_somewhere_or_concludes_something():
    assert things(wire(events=[event(evidence=[m.Evidence("", (), "It follows.")])]), "evidence-empty") == []
    assert things(wire(events=[event(evidence=[m.Evidence("", ())])]), "evidence-empty") == ["event/talks"]


@pytest.mark.parametrize("relation", ["continues", "responds_to", "results_from"])
def test_an_event_does_not_follow_from_one_that_is_certainly_later(relation: str):
    def later(mine: str | None, other: str | None) -> list[str]:
        events = [event("event/a", mine, **{relation: "event/b"}), event("event/b", other)]
        return things(wire(events=events), "later-cause")

    assert later("2025-06-02", "2025-06-03") == ["event/a"]
    assert later("2025-05", "2025-06-03") == ["event/a"]
    for mine, other in [("2025-06-02", "2025-06-02"), ("2025-06", "2025-06-03"), ("2025-06-02", "2025-06-03~")]:
        assert later(mine, other) == []
    assert later(None, "2025-06-03") == later("2025-06-02", None) == []


def test_an_event_is_only_certainly_later_if_no_source_says_otherwise():
    quads = wire(events=[event("event/a", "2025-06-02", continues="event/b"), event("event/b", "2025-06-03")])
    other = m.Source("source/other")
    told = m.Event("event/b", "talks", reports=[m.Report("source/other", parse("2025-05"))])
    assert things(quads, "later-cause") == ["event/a"]
    assert things([*quads, *to_quads(m.Facts(other, events=[told]))], "later-cause") == []


def test_an_event_does_not_precede_one_that_is_certainly_earlier():
    def earlier(mine: str, other: str) -> list[str]:
        events = [event("event/a", mine, precedes="event/b"), event("event/b", other)]
        return things(wire(events=events), "precedes-earlier")

    assert earlier("2025-06-02", "2025-06-01") == ["event/a"]
    assert earlier("2025-06-01", "2025-06-02") == earlier("2025-06-02", "2025-06-01?") == []


def test_an_event_that_somebody_takes_part_in_is_reported():
    good = wire(events=[event(participations=[part("ada")])])
    bad = wire(events=[event(reports=(), participations=[part("ada")])])
    assert things(good, "event-without-report") == []
    assert things(bad, "event-without-report") == ["participation/talks/wire/ada"]


def test_a_claim_is_whole():
    claim = m.Claim("document/plan", "received-by", "country/x")
    plan = m.Document("document/plan", "source/wire", "proposal", "Plan", evidence=SPAN)
    quads = wire(documents=[plan], statements=[statement(claim=claim)])
    assert check(quads) == []
    (problem,) = found([q for q in quads if q.predicate != t.kg("claimObject")], "claim-incomplete")
    assert (problem.thing, problem.message) == ("statement/wire/s", "has a claim without claim object")


def test_what_a_statement_is_about_is_described():
    assert things(wire(statements=[statement(about=["person/ada"])]), "not-described") == []
    (problem,) = found(wire(statements=[statement(about=["person/nobody"])]), "not-described")
    assert problem.message == "is about person/nobody, which the graph does not describe"


def test_a_literal_that_is_no_edtf_is_a_violation():
    good = wire(events=[event()], tenures=[tenure("t", begin="2024")])
    assert things(good, "date") == []
    bad = [q._replace(object=Literal("June 2024", EDTF)) if q.predicate == t.kg("begin") else q for q in good]
    (problem,) = found(bad, "date")
    assert (problem.thing, problem.message) == ("tenure/wire/t", '"June 2024" is not written as EDTF: write 2024-06')


def test_the_bounds_of_a_date_are_those_of_its_literal():
    quads = wire(events=[event(date="2025-06")])
    assert things(quads, "date-bounds") == []
    other = Literal("2025-06-29", XSD + "date")
    (problem,) = found([q._replace(object=other) if q.predicate == t.END_LATEST else q for q in quads], "date-bounds")
    assert problem.message == 'the date "2025-06" needs sem:hasLatestEndTimeStamp "2025-06-30"^^xsd:date, and no other'
    assert things([q for q in quads if q.predicate != t.END_LATEST], "date-bounds") == ["report/talks/wire"]
    (problem,) = found([q for q in quads if q.predicate != t.DATE], "date-bounds")
    assert problem.message == "the bounds of a date stand without the date: add kg:date"


def test_a_date_within_an_interval_has_its_own_bounds():
    report = m.Report("source/wire", parse("2025-06-01/2025-06-03", within=True))
    assert things(wire(events=[event(reports=[report])]), "date-bounds") == []


def test_reversed_bounds_are_a_violation():
    quads = wire(events=[event(date="2025-06")])
    late = Literal("2025-12-31", XSD + "date")
    quads = [q._replace(object=late) if q.predicate == t.BEGIN_EARLIEST else q for q in quads]
    assert set(things(quads, "lessThanOrEquals")) == {"report/talks/wire"}


def test_a_tenure_does_not_end_before_it_begins():
    assert things(wire(tenures=[tenure("t", begin="2024-06", end="2024")]), "tenure-reversed") == []
    (problem,) = found(wire(tenures=[tenure("t", begin="2024-06", end="2024-05")]), "tenure-reversed")
    assert (problem.message, problem.severity) == ("ends (May 2024) before it begins (June 2024)", "violation")


OVERLAPS = [
    ({"begin": "2023-01-01", "end": "2024-06-30"}, {"begin": "2024-03-01", "end": "2025-01-01"}, True),
    ({"begin": "2023-01-01", "end": "2024-06-30"}, {"begin": "2024-06-30", "end": "2025-01-01"}, False),
    ({"begin": "2023", "end": "2024"}, {"begin": "2024", "end": "2025"}, False),
    ({"begin": "2022", "end": "2024"}, {"begin": "2023-05", "end": "2025"}, True),
    ({"begin": "2022", "end": "2024~"}, {"begin": "2023-05", "end": "2025"}, False),
    ({"begin": "2023"}, {"begin": "2024"}, False),
    ({"begin": "2023-01-01", "end": "2025-01-01"}, {"seen": "2024-01-01"}, True),
    ({"begin": "2023-01-01", "end": "2025-01-01"}, {"seen": "2024"}, False),
    ({"begin": "2023-01-01", "end": "2025-01-01"}, {"seen": "2025-01-01"}, False),
    ({"seen": "2024-01-01"}, {"seen": "2024-01-01"}, False),
]


@pytest.mark.parametrize(("first", "second", "certain"), OVERLAPS)
def test_tenures_of_one_post_by_two_people_overlap_only_with_certainty(
    first: dict[str, str], second: dict[str, str], certain: bool
):
    def dated(key: str, holder: str, dates: dict[str, str]) -> m.Tenure:
        found: dict[str, Any] = {k: parse(v) for k, v in dates.items() if k != "seen"}
        return tenure(key, holder, **found, seen=[parse(dates["seen"])] if "seen" in dates else ())

    for one, two in ((first, second), (second, first)):
        quads = wire(tenures=[dated("a", "person/ada", one), dated("b", "person/bob", two)])
        problems = found(quads, "tenure-overlap")
        assert len(problems) == certain
        assert all(problem.severity == "warning" for problem in problems)
        same = wire(tenures=[dated("a", "person/ada", one), dated("b", "person/ada", two)])
        assert things(same, "tenure-overlap") == []


def test_a_long_tenure_is_compared_with_all_that_follow():
    spans = [
        ("a", "ada", "2000-01-01", "2030-01-01"),
        ("b", "bob", "2001-01-01", "2002-01-01"),
        ("c", "bob", "2010", "2012"),
    ]
    quads = wire(tenures=[tenure(key, f"person/{who}", begin=begin, end=end) for key, who, begin, end in spans])
    assert things(quads, "tenure-overlap") == ["tenure/wire/b", "tenure/wire/c"]


def test_no_place_lies_within_itself():
    town, hall = m.Place("city/a", "A", within="city/b"), m.Place("city/b", "B", within="city/a")
    assert things(wire(things=[m.Place("city/a", "A", within="country/x")]), "circle") == []
    (problem,) = found(wire(things=[town, hall]), "circle")
    assert (problem.thing, problem.message) == ("city/a", "lies within itself, by way of city/b")
    assert things(wire(things=[m.Place("city/a", "A", within="city/a")]), "circle") == ["city/a"]


def test_a_circle_is_found_across_graphs():
    one = m.Facts(m.Registry("registry/one"), things=[m.Place("city/a", "A", within="city/b")])
    two = m.Facts(m.Registry("registry/two"), things=[m.Place("city/b", "B", within="city/a")])
    assert things([*to_quads(one), *to_quads(two)], "circle") == ["city/a"]


@pytest.mark.parametrize("relation", ["part_of", "continues", "precedes", "responds_to", "results_from"])
def test_no_event_follows_from_itself(relation: str):
    events = [event("event/a", None, **{relation: "event/b"}), event("event/b", None, **{relation: "event/a"})]
    assert things(wire(events=events), "circle") == ["event/a"]


def test_an_unknown_code_is_a_violation():
    (problem,) = check(wire(events=[m.Event("event/talks", "chat", reports=[m.Report("source/wire")], evidence=SPAN)]))
    assert (problem.rule, problem.severity) == ("in", "violation")
    assert problem.message.endswith("(here https://w3id.org/parley/codes/kind/chat)")


def test_a_fact_about_an_event_that_nothing_describes_is_a_violation():
    quads = [q for q in wire(events=[event()]) if q.subject != iri("event/talks")]
    assert "report/talks/wire" in things(quads, "class")


def test_the_bounds_of_a_tenure_are_those_of_its_begin_and_end():
    tenure = m.Tenure("tenure/wire/t", "source/wire", "person/ada", "post/envoy", begin=parse("2024-03"), evidence=SPAN)
    quads = wire(tenures=[tenure])
    assert things(quads, "date-bounds") == []
    moved = [
        q._replace(object=Literal("2024-02-01", XSD + "date")) if q.predicate == t.BEGIN_EARLIEST else q for q in quads
    ]
    assert things(moved, "date-bounds") == ["tenure/wire/t"]
    bare = [q for q in quads if q.predicate != t.kg("begin")]
    assert things(bare, "date-bounds") == ["tenure/wire/t"]
