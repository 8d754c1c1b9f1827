"""Answers as networkx graphs: who took part in what, who met whom, and where to draw them.

Every attribute is a str, int, float or bool, and one that is not known is left out, so that the GraphML and GEXF
writers of networkx accept the graphs. Nodes and edges come in the order of the meetings, the same on every run.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import networkx

from kg.answers import TOOK_PLACE, Meeting, Participant
from kg.dates import Date
from kg.layout import Graph, positions
from kg.vocab import ACTOR_TYPES, MEETING_KINDS


def network(meetings: Iterable[Meeting]) -> Graph:
    """Events and those who took part as one two-mode graph; a node's name is the identifier of the thing.

    Attributes of every node: `kind` (event, person, country, organisation, group, place or delegation) and `label`.
    Further attributes by kind:

    - event: `type` (talks, summit, ...), `status`, `series`, `round`, `outcome`, and of its date `edtf`, `date` (in
      words), `begin_earliest`, `begin_latest`, `end_earliest`, `end_latest` (YYYY-MM-DD), `qualified`, `within`
    - place: `type` (venue, city, region), `city`, `country`, `latitude`, `longitude`; a country
      that an event was held in is of kind country, and has them too
    - delegation: `represents` (names joined by commas), `event`

    Edges and their attributes; `relation` is one of

    - `participated`, from actor to event: `role`, `roles` (joined by spaces), `capacity`, `presence`, `modality`
    - `member of`, from actor to delegation, with `role` and `capacity`; `took part`, from delegation to event
    - `represents`, from delegation to country, organisation or group, where that is itself among the participants
    - `held at`, from event to place
    - `lies in`, from venue to its city, where that is itself the place of an event

    Every edge has `event` (an identifier) and `sources` (identifiers joined by spaces). Two relations between the same
    two nodes, such as a country that took part in an event on its soil, share an edge whose `relation` joins them with
    a semicolon.

    >>> from kg.answers import Participant
    >>> graph = network([Meeting("event/call", "call", "Call", participants=(
    ...     Participant("person/ada", "Ada", "person", "member", ("member",)),))])
    >>> graph.nodes["person/ada"]["kind"], graph.edges["person/ada", "event/call"]["relation"]
    ('person', 'participated')
    """
    graph: Graph = networkx.Graph()
    meetings = list(meetings)
    by_name = {
        participant.name: participant.id
        for meeting in meetings
        for participant in meeting.participants
        if participant.type != "person"
    }
    cities = _cities(meetings)
    for meeting in meetings:
        _add_node(
            graph,
            meeting.id,
            kind="event",
            label=meeting.label,
            type=meeting.kind,
            status=meeting.status,
            series=meeting.series,
            round=meeting.round,
            outcome=meeting.outcome,
            **_bounds(meeting.date),
        )
        cited = " ".join(source.id for source in meeting.sources)
        for delegation in meeting.delegations:
            _add_node(
                graph,
                delegation.id,
                kind="delegation",
                label=delegation.name,
                represents=", ".join(delegation.represents),
                event=meeting.id,
            )
            sources = " ".join(source.id for source in delegation.sources) or cited
            _add_edge(graph, delegation.id, meeting.id, relation="took part", event=meeting.id, sources=sources)
            for name in delegation.represents:
                if name in by_name:
                    represented = by_name[name]
                    _add_node(graph, represented, kind=_type(represented), label=name)
                    _add_edge(graph, delegation.id, represented, "represents", event=meeting.id, sources=sources)
        for participant in meeting.participants:
            _add_participant(graph, meeting, participant, cited)
        if meeting.place:
            place = meeting.place
            _add_node(
                graph,
                place.id,
                kind="country" if place.type == "country" else "place",
                label=place.name,
                type=place.type,
                city=place.city,
                country=place.country,
                latitude=place.latitude,
                longitude=place.longitude,
            )
            _add_edge(graph, meeting.id, place.id, relation="held at", event=meeting.id, sources=cited)
            city = cities.get((place.city, place.country))
            if city and place.type == "venue":
                _add_node(graph, city, kind="place", label=place.city, type="city")
                _add_edge(graph, place.id, city, relation="lies in", event=meeting.id, sources=cited)
    return graph


def _cities(meetings: Iterable[Meeting]) -> dict[tuple[str | None, str | None], str]:
    """Identifiers of the cities that events were held in, by the name of the city and of its country."""
    places = [meeting.place for meeting in meetings if meeting.place]
    return {(place.name, place.country): place.id for place in places if place.type == "city"}


def _add_participant(graph: Graph, meeting: Meeting, participant: Participant, cited: str) -> None:
    _add_node(graph, participant.id, kind=participant.type, label=participant.name)
    sources = " ".join(participant.sources) or cited
    _add_edge(
        graph,
        participant.id,
        meeting.id,
        relation="participated",
        event=meeting.id,
        sources=sources,
        role=participant.role,
        roles=" ".join(participant.roles),
        capacity=participant.capacity,
        presence=participant.presence,
        modality=participant.modality,
    )
    if participant.delegation_id:
        _add_node(graph, participant.delegation_id, kind="delegation", label=participant.delegation, event=meeting.id)
        _add_edge(
            graph,
            participant.id,
            participant.delegation_id,
            relation="member of",
            event=meeting.id,
            sources=sources,
            role=participant.role,
            capacity=participant.capacity,
        )


def took_place(meeting: Meeting) -> bool:
    """Whether an event brings people together: a meeting that was held, is under way, or of no reported status.

    >>> took_place(Meeting("event/a", "talks", "A")), took_place(Meeting("event/b", "talks", "B", status="cancelled"))
    (True, False)
    """
    return meeting.kind in MEETING_KINDS and meeting.status in TOOK_PLACE


def sides(meeting: Meeting) -> dict[str, frozenset[str]]:
    """Who was present for a fact, by identifier, each with the delegations they were part of or that represent them.

    Empty unless the event `took_place`; planned, hoped and denied participations do not count. Two people met if they
    share no delegation (see `met`).

    >>> from kg.answers import Participant
    >>> ada = Participant("person/ada", "Ada", "person", "head", ("head",), "Utopia", "delegation/a/utopia")
    >>> {who: sorted(on) for who, on in sides(Meeting("event/a", "talks", "A", participants=(ada,))).items()}
    {'person/ada': ['delegation/a/utopia']}
    """
    if not took_place(meeting):
        return {}
    found: dict[str, frozenset[str]] = {}
    for participant in meeting.participants:
        if participant.modality == "asserted":
            own = {participant.delegation_id} if participant.delegation_id else set()
            own |= {d.id for d in meeting.delegations if participant.name in d.represents}
            found[participant.id] = found.get(participant.id, frozenset()) | own
    return found


def met(one: str, other: str, present: Mapping[str, frozenset[str]]) -> bool:
    """Whether two of those present met as counterparts.

    Members of one delegation are colleagues, and nobody meets the country they represent.

    >>> met("a", "b", {"a": frozenset({"x"}), "b": frozenset()}), met("a", "b", dict.fromkeys("ab", frozenset({"x"})))
    (True, False)
    """
    return one != other and present[one].isdisjoint(present[other])


def co_presence(meetings: Iterable[Meeting], types: Sequence[str] = ACTOR_TYPES) -> Graph:
    """Who met whom: an edge for every two that took part in the same meeting as counterparts.

    Only kinds of event that are meetings count, and only participations that are asserted, at meetings that were held
    or are under way or of which no source gives the status. Members of one delegation are colleagues, not
    counterparts, and nobody meets the country they represent: between them there is no edge. `types` are the types of
    participant to keep (person, country, organisation, group).

    Nodes have `kind` and `label`. Edges have `count` (how many meetings), `events` (their identifiers joined by
    spaces) and `weight`, the sum over those meetings of 1/(n-1) where n took part: a summit of twenty is not worth 190
    friendships. Somebody who met nobody is a node without edges.

    >>> from kg.answers import Participant
    >>> who = [Participant(f"person/{name}", name, "person", "member", ("member",)) for name in ("ada", "bob", "cleo")]
    >>> graph = co_presence([Meeting("event/a", "talks", "A", participants=tuple(who))])
    >>> graph.edges["person/ada", "person/bob"]
    {'weight': 0.5, 'count': 1, 'events': 'event/a'}
    """
    graph: Graph = networkx.Graph()
    for meeting in meetings:
        named = {participant.id: participant for participant in meeting.participants if participant.type in types}
        present = {who: on for who, on in sides(meeting).items() if who in named}
        for who in present:
            _add_node(graph, who, kind=named[who].type, label=named[who].name)
        for one, other in combinations(present, 2):
            if not met(one, other, present):
                continue
            if not graph.has_edge(one, other):
                graph.add_edge(one, other, weight=0.0, count=0, events="")
            edge = graph.edges[one, other]
            edge["weight"] += 1 / (len(present) - 1)
            edge["count"] += 1
            edge["events"] = f"{edge['events']} {meeting.id}".strip()
    return graph


def _type(identifier: str) -> str:
    return identifier.partition("/")[0]


def _bounds(date: Date | None) -> dict[str, str | bool]:
    if date is None:
        return {}
    return {
        "edtf": date.edtf,
        "date": date.text,
        "begin_earliest": date.begin_earliest,
        "begin_latest": date.begin_latest,
        "end_earliest": date.end_earliest,
        "end_latest": date.end_latest,
        "qualified": date.qualified,
        "within": date.within,
    }


def _add_node(graph: Graph, node: str, **attributes: str | float | bool | None) -> None:
    """Add a node, or what is not yet known of it: the first that an answer says of a thing stays."""
    known = {name: value for name, value in attributes.items() if value is not None}
    graph.add_node(node, **{**known, **graph.nodes.get(node, {})})


def _add_edge(graph: Graph, one: str, other: str, relation: str, **attributes: str | None) -> None:
    known = {name: value for name, value in attributes.items() if value is not None}
    if graph.has_edge(one, other):
        edge = graph.edges[one, other]
        relations = dict.fromkeys([*edge["relation"].split("; "), relation])
        known = {**known, **edge, "relation": "; ".join(relations)}
    else:
        known = {"relation": relation, **known}
    graph.add_edge(one, other, **known)


__all__ = ["Graph", "co_presence", "met", "network", "positions", "sides", "took_place"]
