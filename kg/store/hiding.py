"""Query texts made over: to leave graphs out, to get an answer page by page, to keep clear of an engine's error."""

import re
from collections.abc import Collection, Iterable, Iterator

from kg.store.base import Row
from kg.terms import Iri, term_text

_STRING = r"\"\"\"(?s:.*?)\"\"\"|'''(?s:.*?)'''|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"
_GRAPH = re.compile(rf"{_STRING}|#[^\n]*|(?P<graph>\bGRAPH\s+(?P<name>\?\w+|<[^<>\s]*>)\s*\{{)|<[^<>\s]*>")
_ALONE = re.compile(rf"{_STRING}|#[^\n]*|(\bVALUES \?\w+ \{{ <[^<>\s]*>) \}}|<[^<>\s]*>")
_LIST = re.compile(rf"{_STRING}|#[^\n]*|\bVALUES \?\w+ \{{ ((?:<[^<>\s]*> ?)+(?<! )) \}}|<[^<>\s]*>")
_COUNTING = re.compile(r"\bGROUP\s+BY\b|\bCOUNT\s*\(", re.IGNORECASE)
_PROLOGUE = re.compile(r"(?:\s*(?:#[^\n]*(?:\n|\Z)|PREFIX\s+[^\n<]*<[^>]*>|BASE\s*<[^>]*>))*", re.IGNORECASE)
_ORDER = re.compile(r"\bORDER\s+BY\s+([^{}\"'<>]*)\Z", re.IGNORECASE)


def without(query: str, graphs: Collection[Iri]) -> str:
    """A query whose every `GRAPH` pattern passes over some graphs.

    >>> without("SELECT ?o { GRAPH ?g { ?s ?p ?o } }", [Iri("urn:a"), Iri("urn:b")])
    'SELECT ?o { FILTER (?g NOT IN (<urn:a>, <urn:b>)) GRAPH ?g { ?s ?p ?o } }'
    """
    if not graphs:
        return query
    names = ", ".join(map(term_text, graphs))

    def guarded(match: re.Match[str]) -> str:
        return f"FILTER ({match['name']} NOT IN ({names})) {match['graph']}" if match["graph"] else match[0]

    return _GRAPH.sub(guarded, query)


def never_alone(query: str) -> str:
    """A query whose every list of values has two of them at least, the second one an IRI that nothing bears.

    For an engine that puts a single value in place of its variable, and then gives it back as text.

    >>> never_alone("SELECT ?o { VALUES ?s { <urn:a> } GRAPH ?g { ?s ?p ?o } }")
    'SELECT ?o { VALUES ?s { <urn:a> <urn:nothing> } GRAPH ?g { ?s ?p ?o } }'
    """
    return _ALONE.sub(lambda match: f"{match[1]} <urn:nothing> }}" if match[1] else match[0], query)


def in_parts(query: str, most: int) -> list[str]:
    """The queries that together give the rows of one whose lists of IRIs are longer than an engine takes.

    Every part has a stretch of the list, the same one wherever the list stands. A query that counts can't be taken
    apart and stays as it is.

    >>> in_parts("SELECT ?s { VALUES ?s { <urn:a> <urn:b> <urn:c> } GRAPH ?g { ?s ?p ?o } }", 2)[1]
    'SELECT ?s { VALUES ?s { <urn:c> } GRAPH ?g { ?s ?p ?o } }'
    """
    long = {match[1] for match in _LIST.finditer(query) if match[1] and match[1].count("<") > most}
    if not long or _COUNTING.search(query):
        return [query]
    parts = [query]
    for content in sorted(long):
        terms = content.split()
        stretches = [" ".join(terms[start : start + most]) for start in range(0, len(terms), most)]
        parts = [part.replace(f"{{ {content} }}", f"{{ {stretch} }}") for part in parts for stretch in stretches]
    return parts


def in_order_of(query: str, rows: list[Row]) -> list[Row]:
    """Rows in the order of the variables by which a query orders them.

    >>> in_order_of("SELECT ?s { GRAPH ?g { ?s ?p ?o } } ORDER BY ?s", [{"s": Iri("urn:b")}, {"s": Iri("urn:a")}])
    [{'s': 'urn:a'}, {'s': 'urn:b'}]
    """
    order = _ORDER.search(query.rstrip())
    names = [name[1:] for name in order[1].split() if name.startswith("?")] if order else []
    return sorted(rows, key=lambda row: [(name in row, row.get(name, "")) for name in names])


def is_distinct(query: str) -> bool:
    """Whether the rows of a query are to be different ones.

    >>> is_distinct("PREFIX a: <urn:a> SELECT DISTINCT ?s { GRAPH ?g { ?s ?p ?o } }")
    True
    """
    return re.match(r"SELECT\s+DISTINCT\b", _split(query)[1], re.IGNORECASE) is not None


def counted(query: str) -> str:
    """The query that counts the rows of another, as `?n`.

    >>> counted("PREFIX a: <urn:a> SELECT ?o { GRAPH ?g { ?s a:b ?o } }")
    'PREFIX a: <urn:a> SELECT (COUNT(*) AS ?n) WHERE { { SELECT ?o { GRAPH ?g { ?s a:b ?o } } } }'
    """
    prologue, body = _split(query)
    return f"{prologue} SELECT (COUNT(*) AS ?n) WHERE {{ {{ {body} }} }}"


def pages(query: str, variables: Iterable[str], size: int, rows: int) -> Iterator[str]:
    """The queries for an answer of a number of rows, a page each, in an order that is the same for all.

    That order is the query's own, and then the one of the variables. The ordering stands in a query of its own inside,
    since an engine may refuse to order for a page that begins late.

    >>> list(pages("SELECT ?o { GRAPH ?g { ?s ?p ?o } } ORDER BY ?o", ["o"], 10, 11))[-1]
    'SELECT * WHERE { { SELECT ?o { GRAPH ?g { ?s ?p ?o } } ORDER BY ?o } } LIMIT 10 OFFSET 10'
    """
    prologue, body = _split(query)
    order = _ORDER.search(body)
    given = order[1].split() if order else []
    if order:
        body = body[: order.start()].rstrip()
    by = " ".join([*given, *(f"?{name}" for name in variables if f"?{name}" not in given)])
    inside = f"{body} ORDER BY {by}"
    for offset in range(0, rows, size):
        yield f"{prologue} SELECT * WHERE {{ {{ {inside} }} }} LIMIT {size} OFFSET {offset}".strip()


def _split(query: str) -> tuple[str, str]:
    match = _PROLOGUE.match(query)
    end = match.end() if match else 0
    return query[:end].strip(), query[end:].strip()
