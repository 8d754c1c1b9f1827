"""Running the queries of `kg/queries` with parameters, and finding the things that a question names.

A query file runs as it stands, on any engine, with its example values. A question puts its own values in their place:
in every block `VALUES ?name { ... }` of a parameter, and it leaves out the lines from `# if NAME` to `# end` of the
conditions it does not set.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.names import Entry, NameIndex
from kg.store import Store
from kg.terms import ID, KG, SKOS, Iri, Literal, Quad, Term, iri, is_iri, term_text

if TYPE_CHECKING:
    from kg import model as m

Row = dict[str, Term]
AT_A_TIME = 400
_CONDITION = re.compile(r"^ *# if (\w+)[^\n]*\n(.*?)^ *# end\n", re.MULTILINE | re.DOTALL)
_PARAMETER = re.compile(r"VALUES (\?\w+|\([^)]*\)) \{[^}]*\}")


@cache
def query_text(name: str) -> str:
    """The text of a query file.

    >>> query_text("sources").splitlines()[0]
    '# Every source.'
    """
    return (Path(__file__).parent.parent / "queries" / f"{name}.rq").read_text(encoding="utf-8")


def fill(text: str, values: Mapping[str, Iterable[Term] | Iterable[tuple[Term, ...]]], given: Collection[str]) -> str:
    """A query with its parameters' values put in and the conditions that are not `given` left out.

    >>> fill("VALUES ?who { <urn:example> }", {"who": [Iri("urn:a"), Iri("urn:b")]}, ())
    'VALUES ?who { <urn:a> <urn:b> }'
    """
    written = {name: " ".join(map(_written, terms)) for name, terms in values.items()}

    def filled(match: re.Match[str]) -> str:
        name = match[1].removeprefix("?")
        return f"VALUES {match[1]} {{ {written[name]} }}" if name in written else match[0]

    return _PARAMETER.sub(filled, _CONDITION.sub(lambda match: match[2] if match[1] in given else "", text))


def _written(term: Term | tuple[Term, ...]) -> str:
    """A value of a parameter, or the values of several that belong together; a literal is a tuple as well."""
    return f"({' '.join(map(term_text, term))})" if type(term) is tuple else term_text(term)  # type: ignore[arg-type]


def ask(
    store: Store,
    name: str,
    values: Mapping[str, Iterable[Term] | Iterable[tuple[Term, ...]]] | None = None,
    given: Collection[str] = (),
) -> list[Row]:
    """The rows of a query file with values for its parameters and the conditions that are `given`."""
    return store.select(fill(query_text(name), values or {}, given))


def asked_of(
    store: Store, name: str, variables: Sequence[str], things: Sequence[Iri], given: Collection[str] = ()
) -> Iterator[Row]:
    """The rows of a query file about some things, the values of all `variables`, asked for a few hundred at a time.

    Engines that plan a query by the number of values that it begins with take the square of the time for thousands.
    """
    for start in range(0, len(things), AT_A_TIME):
        some = things[start : start + AT_A_TIME]
        yield from ask(store, name, dict.fromkeys(variables, some), given)


def identifiers(rows: Iterable[Row], variable: str) -> list[str]:
    """The identifiers that rows bind to a variable, each once, in their order.

    >>> identifiers([{"event": iri("event/talks")}, {}], "event")
    ['event/talks']
    """
    return list(dict.fromkeys(Iri(row[variable]).short for row in rows if isinstance(row.get(variable), Iri)))


def describe(store: Store, things: Iterable[str], evidence: bool = True) -> "list[m.Facts]":
    """What every graph says of things as model values, with its evidence unless that is not wanted."""
    from kg.triples import from_quads  # which not every question needs, and which takes long to import

    wanted = [iri(thing) for thing in sorted(set(things))]
    shown = list(asked_of(store, "evidence", ["thing"], wanted)) if evidence else []
    wanted += [iri(node) for name in ("evidence", "span") for node in identifiers(shown, name)]
    rows: Iterable[dict[str, Any]] = asked_of(store, "describe", ["s"], wanted)
    return from_quads(Quad(row["s"], row["p"], row["o"], row["g"]) for row in rows)


def labels(store: Store, things: Iterable[str]) -> dict[str, str]:
    """What things are called: in English where the first graph that names them does; an identifier for the nameless."""
    found: dict[str, tuple[Iri, bool, str]] = {}
    for row in asked_of(store, "labels", ["thing"], list(map(iri, things))):
        thing, label = Iri(row["thing"]).short, row["label"]
        if isinstance(label, Literal):
            this = (Iri(row["g"]), label.language != "en", label.value)
            found[thing] = min(this, found.get(thing, this))
    return {thing: found[thing][2] if thing in found else thing for thing in things}


def entries(store: Store, things: Iterable[str] | None = None) -> list[Entry]:
    """Everybody and every place in the store, or those of some identifiers, with all names."""
    names: dict[tuple[str, str], list[str]] = {}
    labels: dict[str, str] = {}
    wanted = {} if things is None else {"thing": [iri(thing) for thing in things if is_iri(thing)]}
    for row in ask(store, "names", wanted, wanted):
        thing, name = Iri(row["thing"]).short, row["name"]
        if not isinstance(name, Literal):
            continue
        kind = Iri(row["class"]).removeprefix(KG).lower()
        names.setdefault((thing, kind), []).append(name.value)
        if row["predicate"] == SKOS + "prefLabel" and (name.language == "en" or thing not in labels):
            labels[thing] = name.value
    return [
        Entry(thing, labels.get(thing, min(all_names)), kind, tuple(sorted(all_names)))
        for (thing, kind), all_names in sorted(names.items())
    ]


def find_event(store: Store, name: str) -> str:
    """The identifier of the event that an id or an unambiguous label, or a part of one, means."""
    id_ = name.strip().removeprefix(ID)
    by_id = NameIndex(event_entries(store, [id_, *([f"event/{id_}"] if "-" in id_ else [])]))
    if found := by_id.match(name, ["event"], prefixes=False):
        return found.id
    return NameIndex(event_entries(store)).find(name, ["event"], "event").id


def event_entries(store: Store, events: Iterable[str] | None = None) -> list[Entry]:
    """Every event in the store, or those of some identifiers, with its labels."""
    labels: dict[str, list[str]] = {}
    wanted = None if events is None else [iri(event) for event in events if is_iri(event)]
    rows = ask(store, "events") if wanted is None else asked_of(store, "events", ["event"], wanted, ["event"])
    for row in rows:
        label = row.get("label")
        labels.setdefault(Iri(row["event"]).short, []).extend([label.value] if isinstance(label, Literal) else [])
    return [Entry(event, (known or [event])[0], "event", tuple(known)) for event, known in labels.items()]


def places_in(store: Store, place: str) -> list[str]:
    """A place and all places that lie in it, however deep."""
    found, ring = {place: None}, [place]
    while ring:
        inner = identifiers(ask(store, "within", {"outer": [iri(outer) for outer in ring]}), "place")
        ring = [thing for thing in inner if thing not in found]
        found.update(dict.fromkeys(ring))
    return list(found)


def posts_of(store: Store, bodies: Iterable[str]) -> dict[str, list[str]]:
    """The posts of countries, organisations and groups; those that have none are left out."""
    found: dict[str, list[str]] = {}
    wanted = [iri(body) for body in bodies if not body.startswith("person/")]
    for row in ask(store, "principals", {"o": wanted}, ["of"]) if wanted else ():
        posts = found.setdefault(Iri(row["o"]).short, [])
        if (post := Iri(row["s"]).short) not in posts:
            posts.append(post)
    return found
