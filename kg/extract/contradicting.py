"""Where reviewed facts contradict each other or a graph, told before they enter it."""

from collections.abc import Collection, Iterable

from attrs import evolve

from kg import model as m
from kg.errors import UnknownName
from kg.findings import Dispute, PostHeld
from kg.quads import to_quads
from kg.query.asking import describe
from kg.query.assemble import assemble
from kg.query.reading import Reading
from kg.query.told import tell
from kg.store import Embedded, Store, is_derived
from kg.terms import iri


def disputes(store: Store, facts: Collection[m.Facts]) -> list[Dispute]:
    """Where new facts contradict each other or what a store says of the same events."""
    events = sorted({event.id for each in facts for event in each.events})
    known = _known(store, facts, events)
    if not known and len(facts) < 2:
        return []
    memory = Embedded.memory()
    for each in (*known, *facts):
        memory.load_quads(to_quads(evolve(each, statements=(), documents=(), tenures=())))
    reading = Reading(memory)
    told_twice = [told.id for told in tell(memory, events) if len(told.versions) > 1]
    return [
        Dispute(meeting.id, meeting.label, conflict.field, conflict.values, meeting.sources)
        for meeting in assemble(reading, told_twice)
        for conflict in meeting.conflicts
    ]


def two_heads(store: Store, facts: Collection[m.Facts], told: Iterable[Dispute] = ()) -> list[str]:
    """Delegations for which sources name several heads, as lines; the ids of those who were judged the same are one.

    What is among the disputes that were ``told`` already is left out.
    """
    fields = {(dispute.about, dispute.field) for dispute in told}
    events = sorted({event.id for each in facts for event in each.events})
    heads: dict[tuple[str, str], dict[str, set[str]]] = {}
    names: dict[str, str] = {}
    for each in (*_known(store, facts, events), *facts):
        names |= {thing.id: thing.name for thing in each.things}
        for event in each.events:
            whose = {delegation.key: delegation.represents for delegation in event.delegations}
            for part in event.participations:
                if "head" in part.roles and part.modality == "asserted" and m.type_of(part.who) == "person":
                    for side in whose.get(part.delegation or "", ()):
                        heads.setdefault((event.id, side), {}).setdefault(part.who, set()).add(m.slug(each.id))
    return [
        f"head of the delegation of {side} at {event}: "
        + " / ".join(f"{who} ({', '.join(sorted(sources))})" for who, sources in sorted(named.items()))
        for (event, side), named in sorted(heads.items())
        if len(named) > 1 and (event, f"head of the delegation of {names.get(side, side)}") not in fields
    ]


def _known(store: Store, facts: Collection[m.Facts], events: Iterable[str]) -> list[m.Facts]:
    """What a store says of events, apart from the sources that are told anew."""
    sources = {each.id for each in facts}
    return [each for each in _told(store, events) if each.id not in sources] if store.graphs() else []


def _told(store: Store, events: Iterable[str]) -> list[m.Facts]:
    """What each graph of a store says of events, with the names of all in them."""
    by_graph: dict[str, list[m.Event]] = {}
    names = set(events)
    for told in tell(store, events):
        names.update(name for name in told.names() if name)
        for graph, event in told.versions:
            by_graph.setdefault(graph, []).append(event)
    told_by = (facts for facts in describe(store, names) if not is_derived(iri(facts.id)))
    return [evolve(facts, events=by_graph.get(facts.id, ()), statements=()) for facts in told_by]


def other_holders(store: Store, facts: Iterable[m.Facts]) -> list[str]:
    """Posts that the graph says another person held on the day that facts see somebody in them."""
    from kg.query.offices import posts

    if not store.graphs():
        return []
    reading, found = Reading(store), []
    held: dict[tuple[str | None, str], list[PostHeld]] = {}
    for each in facts:
        owners = {thing.id: thing.of for thing in each.things if isinstance(thing, m.Post)}
        for tenure in each.tenures:
            for day in filter(None, tenure.seen):
                of = owners.get(tenure.post)
                if (of, day.edtf) not in held:
                    try:
                        held[of, day.edtf] = list(posts(reading, of, day.edtf))
                    except UnknownName:  # a body that the graph has no name of
                        held[of, day.edtf] = list(posts(reading, None, day.edtf))
                for other in held[of, day.edtf]:
                    if other.post_id == tenure.post and other.person_id != tenure.person and other.certain:
                        found.append(
                            f"{tenure.post} on {day.text}: {tenure.person} here, {other.person_id} in the graph"
                        )
    return found
