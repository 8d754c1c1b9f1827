"""What graphs tell of events, names and posts, as far as the derived edges of `kg.derived` are made of it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from attrs import field, mutable

from kg import model as m
from kg.dates import FIRST_DAY, LAST_DAY, Date, parse
from kg.errors import DateError
from kg.nodes import NODES
from kg.quads import delegation_id
from kg.terms import CODES, KG, RDF, SEM, SKOS, XSD, Iri, Literal, Properties, Quad, Term

TYPE, _EVENT, _KIND, POST_OF = Iri(f"{RDF}type"), Iri(f"{KG}event"), Iri(f"{KG}kind"), Iri(f"{KG}postOf")
_PARTICIPANT, _MODALITY, _CAPACITY = Iri(f"{KG}participant"), Iri(f"{KG}modality"), Iri(f"{KG}capacity")
_DELEGATION, _REPRESENTS = Iri(f"{KG}delegation"), Iri(f"{KG}represents")
_PLACE, _STATUS, _DATE, _WITHIN = (Iri(f"{KG}{name}") for name in ("place", "status", "date", "dateWithin"))
_BEGIN, _END = Iri(f"{SEM}hasEarliestBeginTimeStamp"), Iri(f"{SEM}hasLatestEndTimeStamp")
_LABELS = (Iri(f"{SKOS}prefLabel"), Iri(f"{SKOS}altLabel"))
_OF_PARTS = (_EVENT, _PARTICIPANT, _MODALITY, _CAPACITY, _DELEGATION, _REPRESENTS)
_OF_REPORTS = (_PLACE, _STATUS, _DATE, _WITHIN, _BEGIN, _END)
_USED = frozenset((TYPE, _KIND, POST_OF, *_OF_PARTS, *_OF_REPORTS, *_LABELS))
_REPORT = Iri(f"{KG}Report")
NAMED = ("person", "country", "organisation", "group", "venue", "city", "region")
"""The types of what is found by its names."""
_NAMED = frozenset(NODES[name].rdf_class for name in NAMED)
_TRUE = Literal("true", XSD + "boolean")
_DAY = re.compile("[0-9]{4}-(0[1-9]|1[0-2])-[0-9]{2}")

Tellers = dict[Iri, list[tuple[Iri, Properties]]]
"""The graphs that tell of an event, with their nodes that do and the subjects of these."""


@mutable
class Told:
    """What quads tell of events and names, as far as edges are made of it; quads may be added as they come."""

    nodes: dict[tuple[Iri, Iri], Properties] = field(factory=dict)

    def add(self, quads: Iterable[Quad]) -> None:
        """Take in more quads."""
        for subject, predicate, object_, graph in quads:
            if predicate in _USED:
                self.nodes.setdefault((graph, subject), {}).setdefault(predicate, []).append(object_)

    def events(self) -> dict[Iri, Tellers]:
        """Every event with the graphs that tell of it, and their nodes that do."""
        found: dict[Iri, Tellers] = {}
        for (graph, subject), node in self.nodes.items():
            for event in node.get(_EVENT) or ([subject] if _KIND in node else ()):
                if isinstance(event, Iri):
                    found.setdefault(event, {}).setdefault(graph, []).append((subject, node))
        return found

    def principals(self) -> dict[Term, dict[Term, set[Iri]]]:
        """Whose each post is, and which graphs say so."""
        found: dict[Term, dict[Term, set[Iri]]] = defaultdict(lambda: defaultdict(set))
        for (graph, subject), node in self.nodes.items():
            for principal in node.get(POST_OF, ()):
                found[subject][principal].add(graph)
        return found

    def whose(self) -> dict[str, list[str]]:
        """Whose each post is, by identifiers."""
        found = self.principals().items()
        return {post.short: _short(principals) for post, principals in found if isinstance(post, Iri)}

    def names(self) -> Iterator[tuple[Iri, list[str]]]:
        """The names of everybody and every place."""
        for (_, subject), node in self.nodes.items():
            if not _NAMED.isdisjoint(node.get(TYPE, ())):
                labels = [label.value for p in _LABELS for label in node.get(p, ()) if isinstance(label, Literal)]
                if labels:
                    yield subject, labels


def posts_in(tellers: Tellers) -> set[Term]:
    """The posts in which somebody takes part in an event, from all that tells of it."""
    return {post for nodes in tellers.values() for _, node in nodes for post in node.get(_CAPACITY, ())}


@mutable
class Part:
    """Who takes part in an event, in which posts and delegations, by identifiers, and with which modalities."""

    who: list[str]
    capacities: list[str]
    delegations: list[str]
    modalities: list[str]


@mutable
class Telling:
    """What one graph tells of an event, as far as it is listed by it.

    `dates` are dates with the first and the last day; None for a date where there are only these. `represents` says for
    whom each delegation acts; of those in `peopled` it is told who was in them.
    """

    kinds: list[str] = field(factory=list)
    labels: list[str] = field(factory=list)
    statuses: list[str] = field(factory=list)
    places: list[str] = field(factory=list)
    dates: list[tuple[Date | None, str, str]] = field(factory=list)
    parts: list[Part] = field(factory=list)
    represents: dict[str, list[str]] = field(factory=dict)
    peopled: set[str] = field(factory=set)

    @classmethod
    def of_nodes(cls, nodes: Iterable[tuple[Iri, Properties]]) -> "Telling":
        """What the nodes tell that are about an event."""
        found = cls()
        for subject, node in nodes:
            delegations = _short(node.get(_DELEGATION, ()))
            found.peopled.update(delegations)
            if _PARTICIPANT in node or _CAPACITY in node:
                who, posts = _short(node.get(_PARTICIPANT, ())), _short(node.get(_CAPACITY, ()))
                modalities = [_code_of(term, "modality") for term in node.get(_MODALITY, ())]
                found.parts.append(Part(who, posts, delegations, modalities))
            if _KIND in node:
                found.kinds += [_code_of(kind, "kind") for kind in node[_KIND] if isinstance(kind, Iri)]
                found.labels += [label.value for label in node.get(_LABELS[0], ()) if isinstance(label, Literal)]
            if _REPRESENTS in node:
                found.represents[subject.short] = _short(node[_REPRESENTS])
            found.statuses += [_code_of(status, "status") for status in node.get(_STATUS, ())]
            if _REPORT in node.get(TYPE, ()):
                found.places += _short(node.get(_PLACE, ()))
                found.dates += _dates(node)
        return found

    @classmethod
    def of_event(cls, event: m.Event) -> "Telling":
        """What an event of the model tells."""
        found = cls([event.kind], [event.label] if event.label else [])
        for report in event.reports:
            found.statuses += [report.status] if report.status else ()
            found.places += [report.place] if report.place else ()
            if date := report.date:
                found.dates.append((date, *_days(date.earliest, date.latest)))
        for delegation in event.delegations:
            found.represents[delegation_id(event.id, delegation.key)] = list(delegation.represents)
        for each in event.participations:
            delegations = [delegation_id(event.id, each.delegation)] if each.delegation else []
            capacities = [each.capacity] if each.capacity else []
            found.peopled.update(delegations)
            found.parts.append(Part([each.who], capacities, delegations, [each.modality]))
        return found


def tellings(tellers: Tellers) -> list[Telling]:
    """What each graph tells of an event."""
    return [Telling.of_nodes(nodes) for nodes in tellers.values()]


def _dates(node: Properties) -> Iterator[tuple[Date | None, str, str]]:
    """When a report says it was; where it gives bounds that are not those of its date, these."""
    within = _TRUE in node.get(_WITHIN, ())
    dates = [_readable(text.value, within) for text in node.get(_DATE, ()) if isinstance(text, Literal)]
    for begin in node.get(_BEGIN, ()):
        for end in node.get(_END, ()):
            if not (isinstance(begin, Literal) and isinstance(end, Literal)):
                continue
            bounds = begin.value, end.value
            same = [date for date in dates if date and (date.earliest, date.latest) == bounds]
            for date in same if same and len(same) == len(dates) else [None]:
                yield date, *_days(*bounds)


def _days(earliest: str, latest: str) -> tuple[str, str]:
    """Two days, or the first and the last of all where they are none."""
    return (earliest, latest) if _DAY.fullmatch(earliest) and _DAY.fullmatch(latest) else (FIRST_DAY, LAST_DAY)


def _code_of(term: Term, scheme: str) -> str:
    return term.removeprefix(f"{CODES}{scheme}/") if isinstance(term, Iri) else ""


@lru_cache(maxsize=1 << 12)
def _readable(text: str, within: bool) -> Date | None:
    """The date that a text is, None where it is none: it comes from strangers."""
    try:
        return parse(text, within)
    except DateError:
        return None


def _short(terms: Iterable[Term]) -> list[str]:
    return [term.short for term in terms if isinstance(term, Iri)]
