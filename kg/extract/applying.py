"""Which of the graph's events a new article tells of, and where it says otherwise than the graph."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property

from attrs import evolve, frozen

from kg import model as m
from kg.dates import Date
from kg.extract.accepting import renamed
from kg.extract.copies import repeats
from kg.extract.judgements import Judgements
from kg.extract.repeating import as_original
from kg.query.asking import ask, describe, identifiers
from kg.query.reading import Reading, Selection, selected
from kg.query.told import tell
from kg.store import Store
from kg.terms import iri
from kg.triples import from_quads
from kg.vocab import MEETING_KINDS

_WIDEST = 7
"""Events of which nothing narrower than so many days is known are not matched by their date."""
_LONGEST = 92
"""Events that only a stretch of up to so many days is known of are perhaps the same where it is one stretch."""
_NEAR = 1
"""Events so many days apart may still be one that a source dates wrongly; that is for a person to say."""


@frozen
class Match:
    """An event of an article that is one the graph has, and what speaks for it; not `sure` it is only perhaps so."""

    event: str
    same_as: str
    why: str
    sure: bool = True
    new: "Seen | None" = None
    old: "Seen | None" = None


Decide = Callable[[Match], bool]
"""Says of a match whether it is one."""


@frozen
class Seen:
    """An event as far as it can be recognised: who was there, on whose side, when and where."""

    id: str
    kind: str
    people: frozenset[str]
    sides: frozenset[str]
    dates: frozenset[Date]
    places: frozenset[str]
    series: tuple[str, int] | None
    sources: frozenset[str] = frozenset()

    @property
    def date(self) -> Date | None:
        """The narrowest of the dates that sources give."""
        return min(self.dates, key=lambda date: (_width(date), date.edtf), default=None)

    @cached_property
    def days(self) -> set[str]:
        """All days that it can have been on, none where only a longer stretch is known."""
        return {day for date in self.dates for day in _days(date)}


Near = dict[str, list[tuple[Seen, str, bool]]]
"""By the ids of an article's events the known ones that they may be, what speaks for it, and whether surely."""


class Matcher:
    """Finds the events of new facts among those of a store and of the facts that were matched before.

    Two events are the same if both are in one series with one number; or if the days they can have been on overlap, the
    places lie in one another, and the same took part: two people, or both sides where neither names others than the
    other does. They are perhaps the same where each names one other person, or where all but the place or a day agrees;
    two that one article tells apart are not. What was judged holds before all
    of this; `decide` has the last word, and without it what is sure is taken and what is not is left.
    """

    def __init__(
        self, store: Store, judgements: Judgements, new: Collection[str] = (), decide: Decide | None = None
    ) -> None:
        self.store, self.judgements, self.new = store, judgements, frozenset(new)
        self._decide: Decide = decide or (lambda match: match.sure)
        self.perhaps: list[Match] = []
        self.copies: dict[str, str] = {}
        self._stored = bool(store.graphs())
        self._told: dict[str, Seen] = {}
        self._lately: dict[str, Seen] = {}
        self._matched: dict[str, m.Facts] = {}
        self._by_day: dict[tuple[str, str], set[str]] = {}

    def learn_judged(self, facts: Iterable[m.Facts]) -> None:
        """Learn the events about which something was judged before any is matched, so that no order of files counts."""
        judged = {id_ for judgement in self.judgements.made for id_ in judgement.pair}
        for each in facts:
            things = {thing.id: thing for thing in each.things}
            for event in each.events:
                if event.id in judged:
                    self._learn(self._seen(self.judgements.canonical(event.id), [event], things))

    def match(self, facts: m.Facts) -> tuple[m.Facts, list[Match]]:
        """The facts with the ids of the events that are known already, and what speaks for each.

        These events lose the label they got from one text, and take the kind that was settled before. What a copy of
        an article tells is what the original tells (`kg.extract.repeating`), and nobody is asked about it. Copies that
        nobody knew of are found by their facts (`kg.extract.copies.repeats`) and stand in `copies`.
        """
        matches: list[Match] = []
        kinds: dict[str, str] = {}
        copied: dict[str, str] = {}
        near = self._near(facts)
        facts = self._as_copy(facts, near)
        if original := self._original(facts):
            facts, copied = as_original(facts, original, self.judgements, self.new)
            why = f"{facts.id} is a copy of {original.id}"
            matches += [Match(one, other, why) for one, other in copied.items() if one != other]
        things = {thing.id: thing for thing in facts.things}
        told = {*copied.values()}
        for event in facts.events:
            if event.id in told:
                continue
            new = self._seen(event.id, [event], things)
            if found := self._found(new, facts, kinds, near.get(event.id, ())):
                kinds[found[0].same_as] = found[1]
                matches.append(found[0])
        facts = renamed(facts, {match.event: match.same_as for match in matches})
        self._matched[facts.id] = facts
        events = [
            evolve(event, label=None, kind=kinds[event.id]) if event.id in kinds else event for event in facts.events
        ]
        for event in events:
            self._learn(self._seen(event.id, [event], things))
        return evolve(facts, events=events), matches

    def _near(self, facts: m.Facts) -> Near:
        """The known events that an article's may be by themselves: what speaks for each, and whether surely."""
        things = {thing.id: thing for thing in facts.things}
        own = {self.judgements.canonical(event.id) for event in facts.events}  # what one article tells apart is apart
        found: Near = {}
        for event in facts.events:
            new = self._seen(event.id, [event], things)
            found[event.id] = []
            for old in self._candidates(new, facts.id):
                if old.id in own and old.id != new.id:
                    continue
                sure = same(new, old)
                if (why := sure or perhaps(new, old)) or old.id == new.id:
                    found[event.id].append((old, why, bool(sure)))
        return found

    def _as_copy(self, facts: m.Facts, near: Near) -> m.Facts:
        """An article as a copy of one that tells of the same events in the same words, as far as facts show that."""
        origin = facts.origin
        if not isinstance(origin, m.Source) or origin.syndicated_from:
            return facts
        sources = {source for found in near.values() for old, why, _ in found if why for source in old.sources}
        for source in sorted(sources - {facts.id}):
            other = self._told_by(source)
            root = getattr(other.origin, "syndicated_from", None) or source if other else None
            if other and root != facts.id and repeats(facts, other):
                self.copies[facts.id] = str(root)
                return evolve(facts, origin=evolve(origin, syndicated_from=root))
        return facts

    def _original(self, facts: m.Facts) -> m.Facts | None:
        """The facts of the article that one repeats."""
        root = getattr(facts.origin, "syndicated_from", None)
        return None if root is None else self._told_by(root)

    def _told_by(self, source: str) -> m.Facts | None:
        """The facts of a source, as they were matched or as the store has them."""
        if source not in self._matched and self._stored:
            found = from_quads(self.store.quads(iri(source)))
            self._matched |= {each.id: each for each in found if each.id == source}
        return self._matched.get(source)

    def _found(
        self, new: Seen, facts: m.Facts, taken: Collection[str], near: Iterable[tuple[Seen, str, bool]]
    ) -> tuple[Match, str] | None:
        """The known event that is a new one, what speaks for it, and its kind."""
        source, copied = facts.id, getattr(facts.origin, "syndicated_from", None)
        judged = self.judgements.canonical(new.id)
        if judged != new.id:
            old = self._lately.get(judged) or next(iter(self._in_store([judged], source)), None)
            return Match(new.id, judged, "judged to be the same"), old.kind if old else new.kind
        if new.id in self.new:
            return None
        found: list[tuple[bool, int, Match, str]] = []
        for old, why, sure in near:
            if old.id == new.id:
                return None
            if old.id in taken or self.judgements.differ(new.id, old.id):
                continue
            sure = sure or copied in old.sources
            shared = len(new.people & old.people) * 10 + len(new.sides & old.sides)
            found.append((sure, shared, Match(new.id, old.id, why, sure, new, old), old.kind))
        for sure_, _, match, kind in sorted(found, key=lambda each: each[:2], reverse=True):
            if self._decide(match):
                return match, kind
            if not sure_:
                self.perhaps.append(match)
        return None

    def _learn(self, seen: Seen) -> None:
        """Remember an event of facts that were matched, with what others said of it."""
        known = self._lately.get(seen.id)
        self._lately[seen.id] = merged = seen if known is None else _merged(known, seen)
        for day in merged.days or _stretch(merged.date):
            for who in merged.people | merged.sides:
                self._by_day.setdefault((day, who), set()).add(seen.id)

    def _candidates(self, new: Seen, source: str) -> Iterator[Seen]:
        """The events that may be the same: of the days of the new one, or of its series."""
        days = [near for day in new.days for near in _around_day(day)] or _stretch(new.date)
        there = new.people | new.sides
        near = {event for day in set(days) for who in there for event in self._by_day.get((day, who), ())}
        if new.series:
            near |= {seen.id for seen in self._lately.values() if seen.series and seen.series[0] == new.series[0]}
        yield from (self._lately[event] for event in sorted(near))
        if not self._stored:
            return
        kinds = MEETING_KINDS if new.kind in MEETING_KINDS else (new.kind,)
        ids: list[str] = []
        if new.date and days:
            selection = Selection(since=min(days), until=max(days), kinds=kinds)
            ids = selected(Reading(self.store), selection)
        if new.series:
            ids += [event for event in self._in_series(new.series[0]) if event not in ids]
        yield from self._in_store([event for event in ids if event not in near], source)

    def _in_store(self, events: Collection[str], source: str) -> Iterator[Seen]:
        """Events as the store has them, without what one source says."""
        known = [event for event in events if event in self._told and source not in self._told[event].sources]
        yield from (self._told[event] for event in known)
        for told in tell(self.store, [event for event in events if event not in known]):
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
        one = self.judgements.canonical
        numbered = next((v for v in versions if v.series and v.round), None)
        return Seen(
            id_,
            versions[0].kind,
            frozenset(one(part.who) for part in parts if part.who.startswith("person/")),
            frozenset(map(one, sides)),
            frozenset(dated),
            frozenset(one(at) for report in reports if report.place for at in self._around(report.place, things)),
            (numbered.series or "", numbered.round or 0) if numbered else None,
            frozenset(report.source for report in reports),
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
    if not _of_one_kind(new, old):
        return ""
    people, sides = new.people & old.people, new.sides & old.sides
    if new.series and old.series and new.series[0] == old.series[0]:
        number = new.series[1] == old.series[1] and (people or sides)
        return f"both are number {new.series[1]} of {new.series[0]}" if number else ""
    if not _at_one_time(new, old) or not _at_one_place(new, old) or not _of_the_same(new, old):
        return ""
    when = min((date for date in (new.date, old.date) if date), key=_width)
    return _why(new, old, f"both on {when.text}")


def perhaps(new: Seen, old: Seen) -> str:
    """What speaks for two events being the same although their places or days differ; empty if not enough does."""
    if not _of_one_kind(new, old) or not new.date or not old.date:
        return ""
    if new.series and old.series and new.series[0] == old.series[0]:
        return ""
    if _at_one_time(new, old) and _at_one_place(new, old) and _of_the_same(new, old, others=1):
        return _why(new, old, f"both on {new.date.text}, each with somebody else")
    if len(new.people & old.people) < 2:
        return ""
    if _at_one_time(new, old):
        return _why(new, old, f"both on {new.date.text}, the places differ")
    if not new.days or not old.days:
        alike = new.date.edtf == old.date.edtf and _narrow(new.places) & _narrow(old.places)
        return _why(new, old, f"both in {new.date.text}") if alike and new.people == old.people else ""
    near = {day for each in new.days for day in _around_day(each)}
    return _why(new, old, f"{new.date.text} and {old.date.text}, a day apart") if near & old.days else ""


def _of_one_kind(new: Seen, old: Seen) -> bool:
    meetings = new.kind in MEETING_KINDS and old.kind in MEETING_KINDS
    return (meetings and (new.kind == "call") == (old.kind == "call")) or new.kind == old.kind


def _at_one_time(new: Seen, old: Seen) -> bool:
    return bool(new.days & old.days)


def _at_one_place(new: Seen, old: Seen) -> bool:
    narrow, wide = sorted((_narrow(new.places), _narrow(old.places)), key=len)
    apart = narrow and wide and not narrow & wide
    return not apart or new.places <= old.places or old.places <= new.places


def _of_the_same(new: Seen, old: Seen, others: int = 0) -> bool:
    """Whether the same took part; so many people may be named on each side whom the other does not name."""
    people, sides = new.people & old.people, new.sides & old.sides
    apart = min(len(new.people - old.people), len(old.people - new.people))
    strange = not people and len(new.people) > 1 and len(old.people) > 1
    both_sides = len(sides) >= 2 and not strange and apart <= others
    return len(people) >= 2 or both_sides or bool(people and sides and apart == 0)


def _why(new: Seen, old: Seen, when: str) -> str:
    who = ", ".join(sorted((new.people & old.people) | (new.sides & old.sides)))
    where = min(_narrow(new.places) & _narrow(old.places), default=None)
    return f"{when}{f', in {where}' if where else ''}, with {who}"


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
        one.dates | other.dates,
        one.places | other.places,
        one.series or other.series,
        one.sources | other.sources,
    )


def _days(when: Date | None) -> list[str]:
    """The days that a date can stand for, none if they are too many to tell anything."""
    if when is None or _width(when) > _WIDEST:
        return []
    first = date.fromisoformat(when.earliest)
    return [(first + timedelta(number)).isoformat() for number in range(_width(when) + 1)]


def _stretch(when: Date | None) -> list[str]:
    """The month or other stretch that a date names, as one key; none if nothing can be told from it."""
    return [when.edtf] if when is not None and _WIDEST < _width(when) <= _LONGEST else []


def _around_day(day: str) -> list[str]:
    here = date.fromisoformat(day).toordinal()
    low, high = max(1, here - _NEAR), min(date.max.toordinal(), here + _NEAR)
    return [date.fromordinal(number).isoformat() for number in range(low, high + 1)]


def _width(when: Date) -> int:
    return (date.fromisoformat(when.latest) - date.fromisoformat(when.earliest)).days
