"""Edges that make lookups fast, derived from what the graphs say: who attended what, who met whom, when and where.

An edge leads from a node whose IRI anybody can compute to what a question looks for, so that it names what it wants
instead of searching:

- `derived/all/SPAN`, `derived/entity/WHO/SPAN` and `derived/place/PLACE/SPAN` list the events of a span of time: all,
  those that somebody attends (a post counts as somebody), those at a place. A span is every month that a date touches
  (for places every year), or `wide` where these are too many; for `all` it is the day where the date is one.
- `derived/met/A` lists the meetings at which A faced others as `EVENT OTHER OTHER ...`, and `derived/crowd/A` the
  events that are too large for that.
- `derived/name/WORD` and `derived/whole/NAME` lead to what has a word, or a whole name, by the key of `kg.names`.

Lists of events are texts, pages of the lines of `kg.listings`: they hold all that an answer shows, so that fifty events
need one lookup, and a graph grows by a few statements for many events. All is plain RDF with one predicate for meetings
(`kg:listsMeeting`) and one for all else (`kg:lists`), so that every engine gains. The edges of a graph stand in a graph
of their own, which is replaced together with it and says so (`kg:edgeLayout`); those that no single graph can tell
stand in `derived/_shared`. They are left out of exports.
"""

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from attrs import field, mutable

from kg.dates import FIRST_DAY, LAST_DAY, Date, parse
from kg.errors import DateError
from kg.listings import Entry, Listings
from kg.names import keys
from kg.store.base import DERIVED, derived_of
from kg.terms import CODES, KG, RDF, SEM, SKOS, XSD, Described, Iri, Literal, Properties, Quad, Term, iri
from kg.vocab import MEETING_KINDS

LAYOUT = "2"
"""Which form of edges a graph has; a later version of the project that draws others up ignores these."""
MOST_MONTHS = 24
MOST_PAIRED = 40
"""Of meetings of more participants no list says who faced whom: n of them would make n² of these."""

SHARED, SHARING = iri("derived/_shared"), iri("derived/_sharing")
"""The graph of what no graph can tell alone, and the node that lists those events, which count nowhere else."""
LISTS, LISTS_MEETING = Iri(f"{KG}lists"), Iri(f"{KG}listsMeeting")
EDGE_LAYOUT, _FIRST, _LAST = Iri(f"{KG}edgeLayout"), Iri(f"{KG}firstDay"), Iri(f"{KG}lastDay")

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
_NAMED = frozenset(Iri(f"{KG}{name}") for name in "Person Country Organisation Group Venue City Region".split())
_DENIED, _ASSERTED = Iri(f"{CODES}modality/denied"), Iri(f"{CODES}modality/asserted")
_TOOK_PLACE = frozenset(Iri(f"{CODES}status/{name}") for name in ("held", "under-way"))
_MEETINGS = frozenset(Iri(f"{CODES}kind/{name}") for name in MEETING_KINDS)
_TRUE = Literal("true", XSD + "boolean")
_KINDS = f"{CODES}kind/"
_DAY = re.compile("[0-9]{4}-(0[1-9]|1[0-2])-[0-9]{2}")

Tellers = dict[Iri, list[tuple[Iri, Properties]]]
"""The graphs that tell of an event, with their nodes that do and the subjects of these."""


def lines_of(page: Quad) -> Iterator[tuple[str, Iri, str, Iri]]:
    """The lines of a page of a list: its node below `derived/`, its predicate, the line and the event it is about.

    >>> page = Literal(Entry(None, "talks", "event/istanbul-2", "Second talks").line)
    >>> [(node, event.short) for node, _, _, event in lines_of(Quad(Iri(f"{DERIVED}all/wide"), LISTS, page, SHARED))]
    [('all/wide', 'event/istanbul-2')]
    """
    node = page.subject.removeprefix(DERIVED)
    if isinstance(page.object, Literal) and page.predicate in (LISTS, LISTS_MEETING):
        for line in page.object.value.split("\n"):
            yield node, page.predicate, line, iri(line.split(" ", 3)[0 if node.startswith(("met/", "crowd/")) else 2])


def months(earliest: str, latest: str, most: int = MOST_MONTHS) -> list[str]:
    """The months between two days as `YYYY-MM`; none where they are more than `most`.

    >>> months("2024-12-31", "2025-01-01")
    ['2024-12', '2025-01']
    """
    first, last = (int(day[:4]) * 12 + int(day[5:7]) - 1 for day in (earliest, latest))
    if last - first >= most:
        return []
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, last + 1)]


def years(spans: Iterable[str]) -> list[str]:
    """The years of months; what is no month stays.

    >>> years(["2024-12", "2025-01", "2025-02", "wide"])
    ['2024', '2025', 'wide']
    """
    return list(dict.fromkeys(span if span == "wide" else span[:4] for span in spans))


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

    nodes: dict[tuple[Iri, Iri], Properties] = field(factory=dict)

    def add(self, quads: Iterable[Quad]) -> None:
        """Take in more quads."""
        for subject, predicate, object_, graph in quads:
            if predicate in _USED:
                self.nodes.setdefault((graph, subject), {}).setdefault(predicate, []).append(object_)

    def add_nodes(self, nodes: Described, graph: Iri) -> None:
        """Take in what is said of some nodes in a graph, of each all at once."""
        for subject, node in nodes.items():
            self.nodes[graph, subject] = node

    def events(self) -> dict[Iri, Tellers]:
        """Every event with the graphs that tell of it, and their nodes that do."""
        found: dict[Iri, Tellers] = defaultdict(lambda: defaultdict(list))
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


def posts_in(tellers: Tellers) -> set[Term]:
    """The posts in which somebody takes part in an event, from all that tells of it."""
    return {post for nodes in tellers.values() for _, node in nodes for post in node.get(_CAPACITY, ())}


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
        self._listings = {LISTS: Listings(), LISTS_MEETING: Listings()}

    def event(self, event: Iri, tellers: Tellers, principals: Mapping[Term, Iterable[Term]]) -> None:
        """List an event by all that tells of it; `principals` says whose the posts are."""
        found = _Event(tellers, principals)
        label = min(found.labels, default="")
        for date, earliest, latest in found.dates:
            spans = months(earliest, latest) or ["wide"]
            self._reach(spans)
            of_all = [earliest] if earliest == latest and spans != ["wide"] else spans
            nodes_of = [f"all/{span}" for span in of_all]
            nodes_of += [f"entity/{who}/{span}" for who in found.attending for span in spans]
            nodes_of += [f"place/{place}/{year}" for place in found.places for year in years(spans)]
            for kind in found.kinds:
                line = Entry(date, kind.removeprefix(_KINDS), event.short, label).line
                self.put(line, LISTS_MEETING if kind in _MEETINGS else LISTS, nodes_of)
        if found.kinds & _MEETINGS and found.took_place:
            self._met(event.short, found.present)

    def put(self, line: str, predicate: Iri, nodes: Iterable[str]) -> None:
        """Put a line on the lists of nodes."""
        self._listings[predicate].add(line, nodes)

    def _met(self, event: str, present: Mapping[str, set[str]]) -> None:
        for one in present:
            if len(present) > MOST_PAIRED:
                self.put(event, LISTS_MEETING, [f"crowd/{one}"])
            elif others := sorted(other for other in present if other != one and faced(one, other, present)):
                self.put(" ".join((event, *others)), LISTS_MEETING, [f"met/{one}"])

    def _reach(self, spans: Sequence[str]) -> None:
        """Take note of the days that months span."""
        if spans != ["wide"]:
            self.first = min(self.first, f"{spans[0]}-01")
            self.last = max(self.last, f"{spans[-1]}-31")

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
        """The lists, and what says that the edges are all there; to be written last."""
        for predicate, listings in self._listings.items():
            for node, page in listings.pages():
                yield Quad(name_node(node), predicate, Literal(page), self.graph)
        yield Quad(self.of, EDGE_LAYOUT, Literal(LAYOUT), self.graph)
        if self.first <= self.last and self.graph != SHARED:  # whose days the graphs that tell of them span
            last = int(self.last[:4]), int(self.last[5:7])
            end = min(self.last, f"{self.last[:8]}{monthrange(*last)[1]}")
            yield Quad(self.of, _FIRST, Literal(self.first), self.graph)
            yield Quad(self.of, _LAST, Literal(end), self.graph)

    def _new(self, text: str) -> bool:
        mark = hash(text)
        if mark in self._once:
            return False
        self._once.add(mark)
        return True


def name_node(head: str) -> Iri:
    """The node of a list or of a key of names, which can hold letters of any script.

    >>> name_node("name/umerov").short
    'derived/name/umerov'
    """
    if not head.isascii():
        from urllib.parse import quote  # few keys need it

        head = quote(head)
    return Iri(DERIVED + head)


class _Event:
    """One event as its nodes tell it: kinds, dates, places, who attends and who was present for a fact."""

    def __init__(self, tellers: Tellers, principals: Mapping[Term, Iterable[Term]]) -> None:
        self.kinds: set[Iri] = set()
        self.labels: list[str] = []
        self.dates: dict[tuple[Date | None, str, str], None] = {}
        """Dates with the first and the last day; None for a date where there are only these."""
        self.places: set[str] = set()
        self.attending: dict[str, None] = {}
        self.present: dict[str, set[str]] = {}
        statuses: set[Term] = set()
        parts: list[Properties] = []
        represents: dict[Term, list[Term]] = defaultdict(list)
        for nodes in tellers.values():
            unnamed: dict[Term, list[Term]] = {}
            """The delegations of a graph of which it does not say who was in them: these came."""
            for subject, node in nodes:
                statuses.update(node.get(_STATUS, ()))
                if _KIND in node:
                    self.kinds.update(kind for kind in node[_KIND] if isinstance(kind, Iri))
                    self.labels += [label.value for label in node.get(_LABELS[0], ()) if isinstance(label, Literal)]
                if _PARTICIPANT in node or _CAPACITY in node:
                    parts.append(node)
                if _REPRESENTS in node:
                    represents[subject] += node[_REPRESENTS]
                    unnamed[subject] = node[_REPRESENTS]
                if _REPORT in node.get(TYPE, ()):
                    self.places.update(_short(node.get(_PLACE, ())))
                    self._dates(node)
            for _, node in nodes:
                for delegation in node.get(_DELEGATION, ()):
                    unnamed.pop(delegation, None)
            self.attending.update(dict.fromkeys(_short(whom for found in unnamed.values() for whom in found)))
        self.took_place = not statuses or not statuses.isdisjoint(_TOOK_PLACE)
        for node in parts:
            if set(node.get(_MODALITY, ())) - {_DENIED}:
                came = [*node.get(_PARTICIPANT, ()), *node.get(_CAPACITY, ())]
                came += [whom for delegation in node.get(_DELEGATION, ()) for whom in represents.get(delegation, ())]
                self.attending.update(dict.fromkeys(_short(came)))
        for node in parts:
            if _ASSERTED in node.get(_MODALITY, ()):
                acting = (*node.get(_DELEGATION, ()), *node.get(_CAPACITY, ()))
                sides = set(_short(node.get(_DELEGATION, ())))
                for one in acting:
                    sides.update(_short((*represents.get(one, ()), *principals.get(one, ()))))
                for who in _short(node.get(_PARTICIPANT, ())):
                    self.present.setdefault(who, {who}).update(sides)

    def _dates(self, node: Properties) -> None:
        """Take note of when a report says it was; where it gives bounds that are not those of its date, of these."""
        within = _TRUE in node.get(_WITHIN, ())
        dates = [_readable(text.value, within) for text in node.get(_DATE, ()) if isinstance(text, Literal)]
        for begin in node.get(_BEGIN, ()):
            for end in node.get(_END, ()):
                if not (isinstance(begin, Literal) and isinstance(end, Literal)):
                    continue
                bounds = begin.value, end.value
                same = [date for date in dates if date and (date.earliest, date.latest) == bounds]
                for date in same if same and len(same) == len(dates) else [None]:
                    known = all(map(_DAY.fullmatch, bounds))
                    self.dates[(date, *(bounds if known else (FIRST_DAY, LAST_DAY)))] = None


@lru_cache(maxsize=1 << 12)
def _readable(text: str, within: bool) -> Date | None:
    """The date that a text is, None where it is none: it comes from strangers."""
    try:
        return parse(text, within)
    except DateError:
        return None


def _short(terms: Iterable[Term]) -> Iterator[str]:
    return (term.short for term in terms if isinstance(term, Iri))
