"""Rules that shapes can't express: the queries of `kg/rules`, and those that need dates or paths across graphs."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import nlargest
from importlib.resources import files
from typing import Final

from attrs import frozen

from kg import nodes as t
from kg.check.union import Finding, Union
from kg.dates import Date, parse
from kg.errors import DateError, KgError
from kg.store import Store
from kg.terms import EDTF, KG, XSD, Iri, Literal, Term

SEVERITIES: Final = ("violation", "warning")
_HEAD = re.compile(r"^# (severity|message): (.+)$", re.MULTILINE)
_PLACE = re.compile(r"\{(\w+)\}")


@frozen
class Rule:
    """A query whose every row is a problem of `?thing`, said by `?source`.

    The message stands in the file's comment, with `{name}` for what the row binds to `?name`.
    """

    name: str
    severity: str
    message: str
    query: str


def rules() -> list[Rule]:
    """The rules of `kg/rules`, one a file, sorted by name. Raises KgError on a file without message or severity.

    >>> [rule.severity for rule in rules() if rule.name == "two-heads"]
    ['warning']
    """
    found = []
    for file in sorted(files("kg").joinpath("rules").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".rq"):
            found.append(read_rule(file.name.removesuffix(".rq"), file.read_text(encoding="utf-8")))
    return found


def read_rule(name: str, text: str) -> Rule:
    """A rule from the text of its file. Raises KgError where the comment lacks the message or the severity."""
    head = dict(_HEAD.findall(text))
    if not head.get("message") or head.get("severity") not in SEVERITIES:
        raise KgError(f"the rule {name} has no message or severity", '"# message: TEXT" and "# severity: warning"')
    return Rule(name, head["severity"], head["message"], text)


def ask(store: Store, rule: Rule) -> Iterator[Finding]:
    """What breaks a rule."""
    for row in store.select(rule.query):

        def shown(match: re.Match[str], row: dict[str, Term] = row) -> str:
            return _words(row.get(match[1], Literal("nothing")))

        thing, source = row["thing"], row.get("source")
        thing = thing if isinstance(thing, Iri) else Iri(thing.value)
        graph = source if isinstance(source, Iri) else None
        yield Finding(thing, _PLACE.sub(shown, rule.message), rule.severity, rule.name, graph=graph)


def _words(term: Term) -> str:
    """A term as a message shows it: text, an identifier, or a term of the ontology in words."""
    if isinstance(term, Iri) and term.startswith(KG):
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", term.removeprefix(KG)).lower()
    return term.short if isinstance(term, Iri) else term.value


# --- dates ------------------------------------------------------------------------------------------------------------

_BEGIN, _END, _SEEN = t.kg("begin"), t.kg("end"), t.kg("seen")
_LITERALS: Final = (t.DATE, _BEGIN, _END, _SEEN, t.kg("published"))
_BOUNDS: Final = (t.BEGIN_EARLIEST, t.BEGIN_LATEST, t.END_EARLIEST, t.END_LATEST)


def dates(union: Union) -> Iterator[Finding]:
    """Dates that are not EDTF, and dates whose bounds are missing or say something else than the literal."""
    for path in _LITERALS:
        for thing, value in union.triples(path):
            if isinstance(value, Literal) and value.datatype == EDTF:
                try:
                    parse(value.value)
                except DateError as error:
                    yield Finding(thing, str(error), "violation", "date", path, union.graph(thing, path, value))
    for thing in sorted({thing for path in (t.DATE, *_BOUNDS) for thing, _ in union.triples(path)}):
        literals = union.values(thing, t.DATE)
        if t.kg("Tenure") in union.values(thing, t.TYPE):
            yield from _tenure_bounds(union, thing)
            continue
        ours = any(isinstance(kind, Iri) and kind.startswith(KG) for kind in union.values(thing, t.TYPE))
        if ours and not literals:  # events of SEM have bounds alone
            message = "the bounds of a date stand without the date: add kg:date"
            yield Finding(thing, message, "violation", "date-bounds", t.DATE, union.graph(thing, t.DATE))
        within = Literal("true", XSD + "boolean") in union.values(thing, t.WITHIN)
        for date in filter(None, (_date(literal, within) for literal in literals)):
            for path, right in zip(_BOUNDS, _bounds(date), strict=True):
                yield from _bound(union, thing, path, date, right)


def _tenure_bounds(union: Union, thing: Iri) -> Iterator[Finding]:
    """Bounds of a tenure that say something else than its begin and end."""
    for literal, paths in ((_BEGIN, _BOUNDS[:2]), (_END, _BOUNDS[2:])):
        values = union.values(thing, literal)
        for date in filter(None, map(_date, values)):
            for path, right in zip(paths, (date.earliest, date.latest), strict=True):
                yield from _bound(union, thing, path, date, right)
        for path in paths:
            if not values and union.values(thing, path):
                message = f"the bounds of a date stand without the date: add kg:{literal.rpartition('#')[2]}"
                yield Finding(thing, message, "violation", "date-bounds", path, union.graph(thing, path))


def _bound(union: Union, thing: Iri, path: Iri, date: Date, right: str) -> Iterator[Finding]:
    if union.values(thing, path) != [Literal(right, XSD + "date")]:
        name = path.rpartition("/")[2]
        message = f'the date "{date.edtf}" needs sem:{name} "{right}"^^xsd:date, and no other'
        yield Finding(thing, message, "violation", "date-bounds", path, union.graph(thing, path))


def _bounds(date: Date) -> tuple[str, str, str, str]:
    return date.begin_earliest, date.begin_latest, date.end_earliest, date.end_latest


def _date(term: Term, within: bool = False) -> Date | None:
    """The date of a literal; None where it is none, which `dates` reports."""
    try:
        return parse(term.value, within) if isinstance(term, Literal) else None
    except DateError:
        return None


# --- tenures ----------------------------------------------------------------------------------------------------------


def tenures(union: Union) -> Iterator[Finding]:
    """Tenures that end before they begin, and tenures of one post that overlap with certainty.

    Certain are the days between the latest possible begin, or a day on which the person was seen, and the earliest
    possible end, or a later day on which the person was seen. To hand over on a day is no overlap.
    """
    stays: dict[Term, list[tuple[str, str, Term, Iri]]] = defaultdict(list)
    for tenure in union.instances(t.kg("Tenure")):
        begins, ends, seen = (_known(union, tenure, path) for path in (_BEGIN, _END, _SEEN))
        if begins and ends and ends[0].latest < begins[0].earliest:
            message = f"ends ({ends[0]}) before it begins ({begins[0]})"
            yield Finding(tenure, message, "violation", "tenure-reversed", _END, union.graph(tenure, _END))
        held = [d.latest for d in begins if not d.qualified] + [d.earliest for d in ends if not d.qualified]
        held += [d.earliest for d in seen if d.earliest == d.latest and not d.qualified]
        for post in union.values(tenure, t.kg("post")):
            for holder in union.values(tenure, t.kg("holder"))[:1]:
                if held:
                    stays[post].append((min(held), max(held), holder, tenure))
    for post, found in sorted(stays.items(), key=lambda item: str(item[0])):
        longest: dict[Term, tuple[str, str, Iri]] = {}
        for first, last, holder, tenure in sorted(found, key=lambda stay: (stay[0], stay[1], stay[3])):
            for other, (until, since, earlier) in longest.items():
                if other != holder and first < until and (first < last or since < first):
                    message = f"holds {_words(post)} when {_words(other)} certainly does too ({earlier.short})"
                    yield Finding(tenure, message, "warning", "tenure-overlap", graph=union.graph(tenure, t.TYPE))
                    break
            longest[holder] = max(longest.get(holder, (last, first, tenure)), (last, first, tenure))
            longest = dict(nlargest(2, longest.items(), key=lambda item: item[1]))


def _known(union: Union, thing: Iri, path: Iri) -> list[Date]:
    return [date for date in map(_date, union.values(thing, path)) if date is not None]


# --- circles ----------------------------------------------------------------------------------------------------------

_CHAINS: Final = {
    "within": "lies within itself",
    "partOf": "is part of itself",
    "continues": "continues itself",
    "precedes": "precedes itself",
    "respondsTo": "responds to itself",
    "resultsFrom": "results from itself",
    "groupMember": "is a member of itself",
    "syndicatedFrom": "is syndicated from itself",
}


def circles(union: Union) -> Iterator[Finding]:
    """Things that a chain of places, events, groups or sources leads back to; each circle is told once."""
    from networkx import DiGraph, strongly_connected_components

    for name, words in _CHAINS.items():
        path = t.kg(name)
        graph = DiGraph(union.triples(path))
        for circle in strongly_connected_components(graph):
            thing = Iri(min(circle, key=str))
            if len(circle) > 1 or graph.has_edge(thing, thing):
                around = ", ".join(_words(other) for other in sorted(circle - {thing}, key=str)[:5])
                message = f"{words}, by way of {around}" if around else words
                yield Finding(thing, message, "violation", "circle", path, union.graph(thing, path))


def broken(union: Union, store: Store, queries: Iterable[Rule]) -> Iterator[Finding]:
    """What breaks any of the rules."""
    for rule in queries:
        yield from ask(store, rule)
    for test in (dates, tenures, circles):
        yield from test(union)
