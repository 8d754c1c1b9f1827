"""Edges that make lookups fast, derived from what the graphs say: who attended what, who met whom, when and where.

An edge leads from a node whose IRI anybody can compute to what a question looks for, so that it names what it wants
instead of searching:

- `derived/all/SPAN`, `derived/entity/WHO/SPAN` and `derived/place/PLACE/SPAN` list the events of a span of time: all,
  those that somebody attends (a post counts as somebody), those at a place. A span is a day where the date is one, else
  every month that the date touches, or `wide` where these are too many.
- `derived/pair/A&B` lists the meetings of two who faced each other, `derived/met/A` the pairs that A is in, and
  `derived/crowd/A` the meetings too large for pairs.
- `derived/name/WORD` and `derived/whole/NAME` list what has a word, or a whole name, by the key of `kg.names`.

They are plain RDF with one predicate for meetings (`kg:listsMeeting`) and one for all else (`kg:lists`), so that every
engine gains. The edges of a graph stand in a graph of their own, which is replaced together with it and says so
(`kg:edgeLayout`); those that no single graph can tell stand in `derived/_shared`. They are left out of exports.
"""

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations

from attrs import field, mutable

from kg.names import keys
from kg.store.base import DERIVED, derived_of
from kg.terms import CODES, ID, KG, RDF, SEM, SKOS, XSD, Iri, Literal, Quad, Term, iri
from kg.vocab import MEETING_KINDS

LAYOUT = "1"
"""Which form of edges a graph has; a later version of the project that draws others up ignores these."""
MOST_MONTHS = 24
MOST_PAIRED = 40
"""Meetings of more participants get no pairs: n of them would make n² of these."""

SHARED, SHARING = iri("derived/_shared"), iri("derived/_sharing")
"""The graph of what no graph can tell alone, and the node that lists those events, whose other pairs don't count."""
LISTS, LISTS_MEETING = Iri(f"{KG}lists"), Iri(f"{KG}listsMeeting")
EDGE_LAYOUT, FIRST_DAY, LAST_DAY = Iri(f"{KG}edgeLayout"), Iri(f"{KG}firstDay"), Iri(f"{KG}lastDay")

TYPE, _EVENT, _KIND, POST_OF = Iri(f"{RDF}type"), Iri(f"{KG}event"), Iri(f"{KG}kind"), Iri(f"{KG}postOf")
_PARTICIPANT, _MODALITY, _CAPACITY = Iri(f"{KG}participant"), Iri(f"{KG}modality"), Iri(f"{KG}capacity")
_DELEGATION, _REPRESENTS = Iri(f"{KG}delegation"), Iri(f"{KG}represents")
_PLACE, _STATUS, _QUALIFIED = Iri(f"{KG}place"), Iri(f"{KG}status"), Iri(f"{KG}dateQualified")
_BEGIN, _END = Iri(f"{SEM}hasEarliestBeginTimeStamp"), Iri(f"{SEM}hasLatestEndTimeStamp")
_LABELS = (Iri(f"{SKOS}prefLabel"), Iri(f"{SKOS}altLabel"))
_OF_PARTS = (_EVENT, _PARTICIPANT, _MODALITY, _CAPACITY, _DELEGATION, _REPRESENTS)
_OF_REPORTS = (_PLACE, _STATUS, _QUALIFIED, _BEGIN, _END)
_USED = frozenset((TYPE, _KIND, POST_OF, *_OF_PARTS, *_OF_REPORTS, *_LABELS))
_REPORT = Iri(f"{KG}Report")
_NAMED = frozenset(Iri(f"{KG}{name}") for name in "Person Country Organisation Group Venue City Region".split())
_DENIED, _ASSERTED = Iri(f"{CODES}modality/denied"), Iri(f"{CODES}modality/asserted")
_TOOK_PLACE = frozenset(Iri(f"{CODES}status/{name}") for name in ("held", "under-way"))
_MEETINGS = frozenset(Iri(f"{CODES}kind/{name}") for name in MEETING_KINDS)
_TRUE = Literal("true", XSD + "boolean")
_DAY = re.compile("[0-9]{4}-(0[1-9]|1[0-2])-[0-9]{2}")

_Node = dict[Iri, list[Term]]


def spans(earliest: str, latest: str) -> list[str]:
    """The spans that a date between two days belongs in: its day, the months it touches, or `wide`.

    >>> spans("2025-06-02", "2025-06-02"), spans("2025-05-30", "2025-06-02"), spans("2025-05-16", "9999-12-31")
    (['2025-06-02'], ['2025-05', '2025-06'], ['wide'])
    """
    return [earliest] if earliest == latest else months(earliest, latest) or ["wide"]


def months(earliest: str, latest: str, most: int = MOST_MONTHS) -> list[str]:
    """The months between two days as `YYYY-MM`; none where they are more than `most`.

    >>> months("2024-12-31", "2025-01-01")
    ['2024-12', '2025-01']
    """
    first, last = (int(day[:4]) * 12 + int(day[5:7]) - 1 for day in (earliest, latest))
    if last - first >= most:
        return []
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, last + 1)]


def pair(one: str, other: str) -> str:
    """The node of two who met, the same in both orders, as an identifier.

    >>> pair("person/b", "person/a")
    'derived/pair/person/a&person/b'
    """
    return f"derived/pair/{min(one, other)}&{max(one, other)}"


def others(node: Iri, one: str) -> str:
    """The other one of a pair.

    >>> others(iri("derived/pair/person/a&person/b"), "person/b")
    'person/a'
    """
    both = node.removeprefix(f"{DERIVED}pair/")
    return both.removeprefix(f"{one}&") if both.startswith(f"{one}&") else both.removesuffix(f"&{one}")


def faced(one: str, other: str, present: Mapping[str, Collection[str]]) -> bool:
    """Whether two who were present did not stand on one side: in one delegation, or one acting for the other.

    `present` gives for everybody themselves, their delegations and whom they acted for.

    >>> faced("person/ada", "country/x", {"person/ada": {"person/ada", "country/x"}, "country/x": {"country/x"}})
    False
    """
    common = set(present[one]).intersection(present[other])
    return not any(thing in (one, other) or thing.startswith("delegation/") for thing in common)


@mutable
class Told:
    """What quads tell of events and names, as far as edges are made of it; quads may be added as they come."""

    nodes: dict[tuple[Iri, Iri], _Node] = field(factory=dict)

    def add(self, quads: Iterable[Quad]) -> None:
        """Take in more quads."""
        for subject, predicate, object_, graph in quads:
            if predicate in _USED:
                self.nodes.setdefault((graph, subject), {}).setdefault(predicate, []).append(object_)

    def events(self) -> dict[Iri, list[tuple[Iri, _Node]]]:
        """Every event with the nodes that tell of it, and itself."""
        return {event: [node for nodes in told.values() for node in nodes] for event, told in self.by_graph().items()}

    def by_graph(self) -> dict[Iri, dict[Iri, list[tuple[Iri, _Node]]]]:
        """Every event with the graphs that tell of it, and their nodes that do."""
        found: dict[Iri, dict[Iri, list[tuple[Iri, _Node]]]] = defaultdict(lambda: defaultdict(list))
        for (graph, subject), node in self.nodes.items():
            for event in node.get(_EVENT, ()):
                if isinstance(event, Iri):
                    found[event][graph].append((subject, node))
            if _KIND in node and _EVENT not in node:
                found[subject][graph].append((subject, node))
        return found

    def principals(self) -> dict[Term, dict[Term, set[Iri]]]:
        """Whose each post is, and which graphs say so."""
        found: dict[Term, dict[Term, set[Iri]]] = defaultdict(lambda: defaultdict(set))
        for (graph, subject), node in self.nodes.items():
            for principal in node.get(POST_OF, ()):
                found[subject][principal].add(graph)
        return found


def posts_in(nodes: Iterable[tuple[Iri, _Node]]) -> set[Term]:
    """The posts in which somebody takes part in an event, from the nodes that tell of it."""
    return {post for _, node in nodes for post in node.get(_CAPACITY, ())}


class Edges:
    """Draws up the edges of one derived graph, each once, and keeps count of the days they span.

    >>> edges = Edges(iri("source/wire"))
    >>> [quad.subject.short for quad in edges.names(iri("person/ada"), ["Ada Okoro"])]
    ['derived/name/ada', 'derived/name/okoro', 'derived/whole/adaokoro', 'derived/whole/ada']
    """

    def __init__(self, graph: Iri) -> None:
        self.of = graph
        self.graph = graph if graph == SHARED else derived_of(graph)
        self.first, self.last = "9999-12-31", "0001-01-01"
        self._once: set[int] = set()

    def event(
        self, event: Iri, nodes: Iterable[tuple[Iri, _Node]], principals: Mapping[Term, Iterable[Term]]
    ) -> Iterator[Quad]:
        """The edges of one event from the nodes that tell of it; `principals` says whose the posts are."""
        found = _Event(nodes, principals)
        for span in found.spans - {"wide"}:
            self.first = min(self.first, f"{span}-01"[:10])
            self.last = max(self.last, f"{span}-31"[:10])
        if not found.kinds:
            return
        listing = [LISTS_MEETING] if found.kinds & _MEETINGS else []
        listing += [LISTS] if found.kinds - _MEETINGS else []
        heads = ["all", *(f"entity/{who}" for who in found.attending), *(f"place/{place}" for place in found.places)]
        for span in found.spans:
            for head in heads:
                for predicate in listing:
                    yield Quad(Iri(f"{DERIVED}{head}/{span}"), predicate, event, self.graph)
        if found.kinds & _MEETINGS and found.took_place:
            yield from self._met(event, found.present)

    def _met(self, event: Iri, present: Mapping[str, set[str]]) -> Iterator[Quad]:
        if len(present) > MOST_PAIRED:
            for who in present:
                yield Quad(Iri(f"{DERIVED}crowd/{who}"), LISTS_MEETING, event, self.graph)
            return
        for one, other in combinations(present, 2):
            if faced(one, other, present):
                node = Iri(ID + pair(one, other))
                yield Quad(node, LISTS_MEETING, event, self.graph)
                if self._new(node):
                    yield Quad(Iri(f"{DERIVED}met/{one}"), LISTS, node, self.graph)
                    yield Quad(Iri(f"{DERIVED}met/{other}"), LISTS, node, self.graph)

    def named(self, told: Told) -> Iterator[Quad]:
        """The edges of the names of everybody and every place."""
        for (_, subject), node in told.nodes.items():
            if not _NAMED.isdisjoint(node.get(TYPE, ())):
                labels = [label.value for p in _LABELS for label in node.get(p, ()) if isinstance(label, Literal)]
                if labels:
                    yield from self.names(subject, labels)

    def names(self, thing: Iri, names: Iterable[str]) -> Iterator[Quad]:
        """The edges from the keys of a thing's names, and of its identifier, to it."""
        for name in (*names, thing.rpartition("/")[2]):
            words = keys(name)
            for head in (*(f"name/{word}" for word in words), f"whole/{''.join(words)}"):
                node = name_node(head)
                if words and self._new(f"{node} {thing}"):
                    yield Quad(node, LISTS, thing, self.graph)

    def seal(self) -> Iterator[Quad]:
        """What says that the edges are all there, to be written last."""
        yield Quad(self.of, EDGE_LAYOUT, Literal(LAYOUT), self.graph)
        if self.first <= self.last:
            last = int(self.last[:4]), int(self.last[5:7])
            end = min(self.last, f"{self.last[:8]}{monthrange(*last)[1]}")
            yield Quad(self.of, FIRST_DAY, Literal(self.first), self.graph)
            yield Quad(self.of, LAST_DAY, Literal(end), self.graph)

    def _new(self, text: str) -> bool:
        mark = hash(text)
        if mark in self._once:
            return False
        self._once.add(mark)
        return True


def name_node(head: str) -> Iri:
    """The node of a key of names, which can hold letters of any script.

    >>> name_node("name/umerov").short
    'derived/name/umerov'
    """
    if not head.isascii():
        from urllib.parse import quote  # few keys need it

        head = quote(head)
    return Iri(DERIVED + head)


class _Event:
    """One event as its nodes tell it: kinds, spans, places, who attends and who was present for a fact."""

    def __init__(self, nodes: Iterable[tuple[Iri, _Node]], principals: Mapping[Term, Iterable[Term]]) -> None:
        self.kinds: set[Term] = set()
        self.spans: set[str] = set()
        self.places: set[str] = set()
        self.attending: dict[str, None] = {}
        self.present: dict[str, set[str]] = {}
        statuses: set[Term] = set()
        parts: list[_Node] = []
        represents: dict[Term, list[Term]] = defaultdict(list)
        for subject, node in nodes:
            self.kinds.update(node.get(_KIND, ()))
            statuses.update(node.get(_STATUS, ()))
            if _PARTICIPANT in node or _CAPACITY in node:
                parts.append(node)
            if _REPRESENTS in node:
                represents[subject] += node[_REPRESENTS]
            if _REPORT in node.get(TYPE, ()):
                self.places.update(_short(node.get(_PLACE, ())))
                self._dates(node)
        self.took_place = not statuses or not statuses.isdisjoint(_TOOK_PLACE)
        said: dict[Term, set[Term]] = defaultdict(set)
        for node in parts:
            for delegation in node.get(_DELEGATION, ()):
                said[delegation].update(node.get(_MODALITY, ()))
            if set(node.get(_MODALITY, ())) - {_DENIED}:
                self.attending.update(dict.fromkeys(_short((*node.get(_PARTICIPANT, ()), *node.get(_CAPACITY, ())))))
        for delegation, whom in represents.items():
            if said[delegation] - {_DENIED} or not said[delegation]:
                self.attending.update(dict.fromkeys(_short(whom)))
        for node in parts:
            if _ASSERTED in node.get(_MODALITY, ()):
                acting = (*node.get(_DELEGATION, ()), *node.get(_CAPACITY, ()))
                sides = set(_short(node.get(_DELEGATION, ())))
                for one in acting:
                    sides.update(_short((*represents.get(one, ()), *principals.get(one, ()))))
                for who in _short(node.get(_PARTICIPANT, ())):
                    self.present.setdefault(who, {who}).update(sides)

    def _dates(self, node: _Node) -> None:
        for begin in node.get(_BEGIN, ()):
            for end in node.get(_END, ()):
                if not (isinstance(begin, Literal) and isinstance(end, Literal)):
                    continue
                if not (_DAY.fullmatch(begin.value) and _DAY.fullmatch(end.value)):
                    self.spans.add("wide")  # what a stranger wrote; the question's own comparison decides
                elif _TRUE in node.get(_QUALIFIED, ()):
                    self.spans.update(months(begin.value, end.value) or ["wide"])
                else:
                    self.spans.update(spans(begin.value, end.value))


def _short(terms: Iterable[Term]) -> Iterator[str]:
    return (term.short for term in terms if isinstance(term, Iri))
