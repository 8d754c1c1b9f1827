"""Which of the graph's events a new article tells of, and where it says otherwise than the graph."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta

from attrs import evolve, frozen

from kg import model as m
from kg.dates import Date
from kg.errors import KgError
from kg.extract.accepting import renamed
from kg.extract.judgements import Judgements
from kg.findings import Dispute
from kg.query.asking import ask, describe, identifiers
from kg.query.assemble import assemble
from kg.query.reading import Reading, Selection, selected
from kg.query.told import tell
from kg.store import Embedded, Store, is_derived
from kg.terms import iri
from kg.triples import to_quads
from kg.vocab import MEETING_KINDS

_WIDEST = 7
"""Events of which nothing narrower than so many days is known are not matched by their date."""


@frozen
class Match:
    """An event of an article that is one the graph has, and what speaks for it."""

    event: str
    same_as: str
    why: str


@frozen
class Seen:
    """An event as far as it can be recognised: who was there, on whose side, when and where."""

    id: str
    kind: str
    people: frozenset[str]
    sides: frozenset[str]
    date: Date | None
    places: frozenset[str]
    series: tuple[str, int] | None


class Matcher:
    """Finds the events of new facts among those of a store and of the facts that were matched before.

    Two events are the same if both are in one series with one number; or if the days they can have been on overlap, the
    places lie in one another, and the same took part: two people, or both sides where no two other people are named.
    What was judged holds before all of this.
    """

    def __init__(self, store: Store, judgements: Judgements, new: Collection[str] = ()) -> None:
        self.store, self.judgements, self.new = store, judgements, frozenset(new)
        self._stored = bool(store.graphs())
        self._told: dict[str, Seen] = {}
        self._lately: dict[str, Seen] = {}
        self._by_day: dict[str, set[str]] = {}

    def match(self, facts: m.Facts) -> tuple[m.Facts, list[Match]]:
        """The facts with the ids of the events that are known already, and what speaks for each.

        These events lose the label they got from one text, and take the kind that was settled before.
        """
        things = {thing.id: thing for thing in facts.things}
        matches: list[Match] = []
        kinds: dict[str, str] = {}
        for event in facts.events:
            new = self._seen(event.id, [event], things)
            if found := self._found(new, facts.id, kinds):
                kinds[found[0].same_as] = found[1]
                matches.append(found[0])
        facts = renamed(facts, {match.event: match.same_as for match in matches})
        events = [
            evolve(event, label=None, kind=kinds[event.id]) if event.id in kinds else event for event in facts.events
        ]
        for event in events:
            self._learn(self._seen(event.id, [event], things))
        return evolve(facts, events=events), matches

    def _found(self, new: Seen, source: str, taken: Collection[str]) -> tuple[Match, str] | None:
        """The known event that is a new one, what speaks for it, and its kind."""
        judged = self.judgements.canonical(new.id)
        if judged != new.id:
            old = self._lately.get(judged) or next(iter(self._in_store([judged], source)), None)
            return Match(new.id, judged, "judged to be the same"), old.kind if old else new.kind
        if new.id in self.new:
            return None
        best: tuple[int, Match, str] | None = None
        for old in self._candidates(new, source):
            if old.id == new.id:
                return None
            if old.id in taken or self.judgements.differ(new.id, old.id):
                continue
            shared = len(new.people & old.people) * 10 + len(new.sides & old.sides)
            if (best is None or shared > best[0]) and (why := same(new, old)):
                best = shared, Match(new.id, old.id, why), old.kind
        return best[1:] if best else None

    def _learn(self, seen: Seen) -> None:
        """Remember an event of facts that were matched, with what others said of it."""
        known = self._lately.get(seen.id)
        self._lately[seen.id] = merged = seen if known is None else _merged(known, seen)
        for day in _days(merged.date):
            self._by_day.setdefault(day, set()).add(seen.id)

    def _candidates(self, new: Seen, source: str) -> Iterator[Seen]:
        """The events that may be the same: of the days of the new one, or of its series."""
        near = {event for day in _days(new.date) for event in self._by_day.get(day, ())}
        if new.series:
            near |= {seen.id for seen in self._lately.values() if seen.series and seen.series[0] == new.series[0]}
        yield from (self._lately[event] for event in sorted(near))
        if not self._stored:
            return
        kinds = MEETING_KINDS if new.kind in MEETING_KINDS else (new.kind,)
        ids: list[str] = []
        if new.date and _days(new.date):
            selection = Selection(since=new.date.earliest, until=new.date.latest, kinds=kinds)
            ids = selected(Reading(self.store), selection)
        if new.series:
            ids += [event for event in self._in_series(new.series[0]) if event not in ids]
        yield from self._in_store([event for event in ids if event not in near], source)

    def _in_store(self, events: Collection[str], source: str) -> Iterator[Seen]:
        """Events as the store has them, without what one source says."""
        yield from (self._told[event] for event in events if event in self._told)
        for told in tell(self.store, [event for event in events if event not in self._told]):
            versions = [version for graph, version in told.versions if graph != source]
            if versions:
                named = {part.capacity for version in versions for part in version.participations if part.capacity}
                things = {thing.id: thing for facts in describe(self.store, named) for thing in facts.things}
                seen = self._seen(told.id, versions, things)
                if len(versions) == len(told.versions):
                    self._told[told.id] = seen
                yield seen

    def _in_series(self, series: str) -> list[str]:
        return identifiers(ask(self.store, "in-series", {"series": [iri(series)]}), "event")

    def _seen(self, id_: str, versions: Iterable[m.Event], things: Mapping[str, m.Thing]) -> Seen:
        versions = list(versions)
        parts = [part for version in versions for part in version.participations if part.modality != "denied"]
        posts = {thing.of for part in parts if isinstance(thing := things.get(part.capacity or ""), m.Post)}
        sides = {part.who for part in parts if not part.who.startswith("person/")} | {side for side in posts if side}
        sides |= {who for version in versions for each in version.delegations for who in each.represents}
        reports = [report for version in versions for report in version.reports]
        dated = [report.date for report in reports if report.date]
        numbered = next((v for v in versions if v.series and v.round), None)
        return Seen(
            id_,
            versions[0].kind,
            frozenset(part.who for part in parts if part.who.startswith("person/")),
            frozenset(sides),
            min(dated, key=_width, default=None),
            frozenset(place for report in reports if report.place for place in self._around(report.place, things)),
            (numbered.series or "", numbered.round or 0) if numbered else None,
        )

    def _around(self, place: str, things: Mapping[str, m.Thing]) -> Iterator[str]:
        """A place and the places that it lies in."""
        seen: set[str] = set()
        here: str | None = place
        while here and here not in seen:
            seen.add(here)
            yield here
            thing = things.get(here) or next(
                (found for facts in describe(self.store, [here]) for found in facts.things), None
            )
            here = getattr(thing, "within", None)


def same(new: Seen, old: Seen) -> str:
    """What speaks for two events being the same; empty if not enough does."""
    meetings = new.kind in MEETING_KINDS and old.kind in MEETING_KINDS
    if not (meetings and (new.kind == "call") == (old.kind == "call")) and new.kind != old.kind:
        return ""
    people, sides = new.people & old.people, new.sides & old.sides
    if new.series and old.series and new.series[0] == old.series[0]:
        number = new.series[1] == old.series[1] and (people or sides)
        return f"both are number {new.series[1]} of {new.series[0]}" if number else ""
    if not (new.date and old.date and _days(new.date) and _days(old.date)):
        return ""
    if new.date.latest < old.date.earliest or old.date.latest < new.date.earliest:
        return ""
    narrow, wide = sorted((_narrow(new.places), _narrow(old.places)), key=len)
    if narrow and wide and not narrow & wide and not (new.places <= old.places or old.places <= new.places):
        return ""
    others = min(len(new.people - old.people), len(old.people - new.people))
    strange = not people and len(new.people) > 1 and len(old.people) > 1
    if len(people) >= 2 or (len(sides) >= 2 and not strange and others < 2) or (people and sides and others == 0):
        who = ", ".join(sorted(people | sides))
        where = next(iter(sorted(narrow & wide)), None)
        return f"both on {new.date.text}{f', in {where}' if where else ''}, with {who}"
    return ""


def _narrow(places: frozenset[str]) -> frozenset[str]:
    """Venues, cities and regions: that two events are in one country says little."""
    return frozenset(place for place in places if not place.startswith("country/"))


def _merged(one: Seen, other: Seen) -> Seen:
    """What two sources together tell of an event."""
    return Seen(
        one.id,
        one.kind,
        one.people | other.people,
        one.sides | other.sides,
        min((date for date in (one.date, other.date) if date), key=_width, default=None),
        one.places | other.places,
        one.series or other.series,
    )


def _days(when: Date | None) -> list[str]:
    """The days that a date can stand for, none if they are too many to tell anything."""
    if when is None or _width(when) > _WIDEST:
        return []
    first = date.fromisoformat(when.earliest)
    return [(first + timedelta(number)).isoformat() for number in range(_width(when) + 1)]


def _width(when: Date) -> int:
    return (date.fromisoformat(when.latest) - date.fromisoformat(when.earliest)).days


def disputes(store: Store, facts: Collection[m.Facts]) -> list[Dispute]:
    """Where new facts contradict each other or what a store says of the same events."""
    sources = {each.id for each in facts}
    events = sorted({event.id for each in facts for event in each.events})
    known = [each for each in _told(store, events) if each.id not in sources] if store.graphs() else []
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


def other_holders(store: Store, facts: m.Facts) -> list[str]:
    """Posts that the graph says another person held on the day that the facts see somebody in them."""
    from kg.query.offices import posts

    if not store.graphs():
        return []
    reading, found = Reading(store), []
    for tenure in facts.tenures:
        for day in tenure.seen:
            for held in posts(reading, None, day.edtf) if day else ():
                if held.post_id == tenure.post and held.person_id != tenure.person and held.certain:
                    found.append(f"{tenure.post} on {day.text}: {tenure.person} here, {held.person_id} in the graph")
    return found


def parse_pair(text: str) -> tuple[str, str]:
    """The two ids of an option such as ``event/a=event/b``. Raises KgError on anything else.

    >>> parse_pair("event/a=event/b")
    ('event/a', 'event/b')
    """
    one, sign, other = text.partition("=")
    if not sign or "/" not in one or "/" not in other:
        raise KgError(f"{text[:100]} is no pair of ids", "write it like event/a=event/b")
    return one.strip(), other.strip()
