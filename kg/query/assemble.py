"""What all sources say of events, put together into answers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import frozen

from kg import model as m
from kg.answers import Conflict, DelegationAtEvent, DocumentAtEvent, Meeting, Participant, Related, Said, Struck
from kg.dates import FIRST_DAY, LAST_DAY, Date, certainly_in, possibly_in
from kg.query.asking import ask, describe, identifiers
from kg.query.documents import documents_of
from kg.query.known import Evidence, Known
from kg.query.reading import Reading
from kg.query.resolve import as_conflict, conflict, date_covers, pick, pick_status, status_conflict
from kg.store import Store
from kg.terms import iri
from kg.vocab import MODALITIES, words

_RELATIONS = ("part_of", "continues", "precedes", "responds_to", "results_from")


@frozen
class Told:
    """An event as every graph tells it: pairs of the graph's source and its version of the event."""

    id: str
    versions: tuple[tuple[str, m.Event], ...]

    def first(self, field: str) -> Any:
        """What the first graph that fills a field says there."""
        return next((found for _, event in self.versions if (found := getattr(event, field)) is not None), None)

    def all(self, field: str) -> list[Any]:
        """The parts of one kind that all graphs together tell."""
        return [part for _, event in self.versions for part in getattr(event, field)]

    def names(self) -> Iterator[str | None]:
        """The identifiers that the event's parts name."""
        for source, event in self.versions:
            yield source
            yield event.series
            yield from (getattr(event, relation) for relation in _RELATIONS)
        for report in self.all("reports"):
            yield from (report.source, report.place)
        for part in self.all("participations"):
            yield from (part.source, part.who, part.capacity)
        for delegation in self.all("delegations"):
            yield from (delegation.source, *delegation.represents)
        for target in self.all("targets"):
            yield from (target.source, target.place)


def tell(store: Store, events: Iterable[str]) -> list[Told]:
    """What every graph tells of events, in the order asked for."""
    wanted = list(dict.fromkeys(events))
    if not wanted:
        return []
    parts = identifiers(ask(store, "parts", {"event": [iri(event) for event in wanted]}), "part")
    versions: dict[str, list[tuple[str, m.Event]]] = defaultdict(list)
    for facts in describe(store, [*wanted, *parts]):
        for event in facts.events:
            versions[event.id].append((facts.id, event))
    return [Told(event, tuple(versions[event])) for event in wanted if event in versions]


def tenures(store: Store, people: Iterable[str]) -> list[m.Tenure]:
    """The tenures of people."""
    wanted = [iri(person) for person in sorted(set(people))]
    if not wanted:
        return []
    found = identifiers(ask(store, "posts", {"person": wanted}, ["person"]), "tenure")
    return [tenure for facts in describe(store, found) for tenure in facts.tenures]


def assemble(reading: Reading, events: Iterable[str]) -> list[Meeting]:
    """Events as answers, in order of their first possible day, undated ones last."""
    store = reading.store
    told = tell(store, events)
    known = Known(store, reading.texts)
    people = {part.who for event in told for part in event.all("participations") if m.type_of(part.who) == "person"}
    held = tenures(store, people)
    known.learn(name for event in told for name in event.names())
    known.learn(name for tenure in held for name in (tenure.post, tenure.source))
    posts = defaultdict(list)
    for tenure in held:
        posts[tenure.person].append(tenure)
    belonging = documents_of(known, [event.id for event in told])
    answers = [_meeting(known, event, posts, belonging.get(event.id, ()), reading.rule) for event in told]
    return sorted(answers, key=lambda meeting: (chronological(meeting.date), meeting.id))


def chronological(date: Date | None) -> tuple[str, str]:
    """A sort key that puts dates in order of their first possible day and what is undated last."""
    return (date.earliest, date.latest) if date else ("9999-12-31", "9999-12-31")


def _meeting(
    known: Known, told: Told, posts: dict[str, list[m.Tenure]], documents: tuple[DocumentAtEvent, ...], rule: str
) -> Meeting:
    reports: list[m.Report] = told.all("reports")

    def said(field: str) -> list[tuple[Any, str]]:
        return [(getattr(r, field), r.source) for r in reports if getattr(r, field) is not None]

    def encloses(wide: str, narrow: str) -> bool:
        return wide in known.chain(narrow)

    date = pick(known, said("date"), rule, date_covers)
    place = pick(known, said("place"), rule, encloses)
    kinds = [(event.kind, source) for source, event in told.versions]
    conflicts = [
        conflict(known, "kind", kinds, words),
        conflict(known, "date", said("date"), lambda value: value.edtf, date_covers),
        conflict(known, "place", said("place"), known.name, encloses),
        status_conflict(known, said("status")),
        conflict(known, "directness", said("directness"), words),
        *_attendance_conflicts(known, told),
        *_head_conflicts(known, told),
    ]
    evidence = _evidence(known, told)
    label = told.first("label") or told.id
    return Meeting(
        id=told.id,
        kind=pick(known, kinds, rule) or "",
        label=label,
        date=date,
        status=pick_status(known, said("status"), rule),
        series=known.name(series) if (series := told.first("series")) else None,
        round=told.first("round"),
        place=known.located(place) if place else None,
        participants=_participants(known, told, posts, date, rule),
        delegations=_delegations(known, told, label, date),
        purpose=pick(known, said("purpose"), rule),
        directness=pick(known, said("directness"), rule),
        outcome=pick(known, said("outcome"), rule),
        targets=_struck(known, told.all("targets")),
        weapons=_struck(known, told.all("weapons")),
        documents=documents,
        related=tuple(
            Related(relation, other, known.name(other)) for relation in _RELATIONS if (other := told.first(relation))
        ),
        reports=tuple(
            Said(r.source, r.date, known.name(r.place) if r.place else None, r.status, r.outcome)
            for r in sorted(reports, key=lambda report: (known.published(report.source), report.source))
        ),
        sources=known.cite(evidence),
        conflicts=tuple(found for found in conflicts if found),
    )


def _by_actor(told: Told) -> dict[str, list[m.Participation]]:
    grouped: dict[str, list[m.Participation]] = defaultdict(list)
    for part in told.all("participations"):
        grouped[part.who].append(part)
    return grouped


def _participants(
    known: Known, told: Told, posts: dict[str, list[m.Tenure]], date: Date | None, rule: str
) -> tuple[Participant, ...]:
    names = _delegation_names(known, told)
    participants = []
    for who, everything in _by_actor(told).items():
        parts = [part for part in everything if part.modality != "denied"] or everything

        def said(field: str, parts: list[m.Participation] = parts) -> list[tuple[Any, str]]:
            return [(value, part.source) for part in parts if (value := getattr(part, field)) is not None]

        roles = m.by_role(role for part in parts for role in part.roles)
        key = pick(known, said("delegation"), rule)
        capacity, basis = _capacity(known, parts, posts.get(who, []), date)
        firmest = min((part.modality for part in parts), key=MODALITIES.index)
        participants.append(
            Participant(
                id=who,
                name=known.name(who),
                type=m.type_of(who),
                role=roles[0],
                roles=roles,
                delegation=names.get(key, key) if key else None,
                delegation_id=f"delegation/{m.slug(told.id)}/{key}" if key else None,
                capacity=capacity,
                capacity_basis=basis,
                presence=pick(known, said("presence"), rule),
                modality=firmest,
                days=pick(known, said("days"), rule, date_covers),
                sources=tuple(sorted({part.source for part in parts})),
            )
        )
    return tuple(sorted(participants, key=_importance))


def _importance(participant: Participant) -> tuple[int, int, str, str]:
    """People first, by delegation and role, then countries and bodies."""
    return (
        0 if participant.type == "person" else 1,
        0 if participant.delegation else 1,
        participant.delegation or "",
        f"{m.role_rank(participant.role):02d}{participant.name}",
    )


def _capacity(
    known: Known, parts: Sequence[m.Participation], held: Sequence[m.Tenure], date: Date | None
) -> tuple[str | None, str | None]:
    """The post somebody held at an event and how that is known (see `Participant.capacity_basis`)."""
    reported = list(dict.fromkeys(part.capacity for part in parts if part.capacity))
    if reported:
        return "; ".join(known.post(post) for post in reported), "reported"
    if date is None:
        return None, None
    found: dict[str, list[str]] = defaultdict(list)
    for tenure in held:
        basis = _basis(tenure, date)
        if basis and tenure.post not in found[basis]:
            found[basis].append(tenure.post)
    for basis in ("seen", "tenure", "possible"):
        if found[basis]:
            return "; ".join(known.post(post) for post in found[basis]), basis
    return None, None


def _basis(tenure: m.Tenure, date: Date) -> str | None:
    if any(certainly_in(seen, date.earliest, date.latest) for seen in tenure.seen):
        return "seen"
    return {True: "tenure", False: "possible", None: None}[holds(tenure, date)]


def holds(tenure: m.Tenure, date: Date) -> bool | None:
    """Whether somebody was in a post on a date: True certainly, False possibly, None not as far as is known.

    A tenure that is only seen says nothing about other days. One with a bound is without gap from there to the days it
    was seen on.
    """
    if any(certainly_in(seen, date.earliest, date.latest) for seen in tenure.seen):
        return True
    if tenure.begin is None and tenure.end is None:
        return False if any(possibly_in(seen, date.earliest, date.latest) for seen in tenure.seen) else None
    ended = tenure.end is not None and tenure.end.latest < date.earliest
    if ended or (tenure.begin is not None and tenure.begin.earliest > date.latest):
        return None
    starts = [day.latest for day in (tenure.begin, *tenure.seen) if day and not day.qualified]
    ends = [day.earliest for day in (tenure.end, *tenure.seen) if day and not day.qualified]
    return min(starts, default=LAST_DAY) <= date.earliest and max(ends, default=FIRST_DAY) >= date.latest


def _delegation_names(known: Known, told: Told) -> dict[str, str]:
    names: dict[str, str] = {}
    for delegation in told.all("delegations"):
        represents = ", ".join(known.name(who) for who in delegation.represents)
        names.setdefault(delegation.key, delegation.name or represents or delegation.key)
    return names


def _delegations(known: Known, told: Told, label: str, date: Date | None) -> tuple[DelegationAtEvent, ...]:
    names = _delegation_names(known, told)
    represents: dict[str, list[str]] = defaultdict(list)
    evidence: dict[str, dict[str, list[Evidence]]] = defaultdict(lambda: defaultdict(list))
    for part in told.all("delegations"):
        represents[part.key] += [known.name(who) for who in part.represents]
        evidence[part.key][part.source] += [(item.field or "delegation", item) for item in part.evidence]
    heads: dict[str, list[str]] = defaultdict(list)
    members: dict[str, list[str]] = defaultdict(list)
    for part in told.all("participations"):
        if part.delegation and part.modality != "denied":
            names.setdefault(part.delegation, part.delegation)
            about = known.name(part.who)
            evidence[part.delegation][part.source] += [(item.field or about, item) for item in part.evidence]
            members[part.delegation].append(known.name(part.who))
            if "head" in part.roles:
                heads[part.delegation].append(known.name(part.who))
    return tuple(
        DelegationAtEvent(
            id=f"delegation/{m.slug(told.id)}/{key}",
            name=names[key],
            represents=tuple(dict.fromkeys(represents[key])),
            event=told.id,
            event_label=label,
            date=date,
            head=heads[key][0] if len(set(heads[key])) == 1 else None,
            heads=tuple(dict.fromkeys(heads[key])),
            members=tuple(dict.fromkeys(members[key])),
            sources=known.cite(evidence[key]),
        )
        for key in sorted(names)
    )


def _struck(known: Known, parts: Iterable[m.Target | m.Weapon]) -> tuple[Struck, ...]:
    struck = []
    for part in parts:
        place = getattr(part, "place", None)
        struck.append(
            Struck(
                part.what,
                getattr(part, "count", None),
                known.name(place) if place else None,
                getattr(part, "holds", None),
            )
        )
    return tuple(dict.fromkeys(struck))


def _attendance_conflicts(known: Known, told: Told) -> Iterator[Conflict]:
    """Sources differ on whether somebody took part, in which delegation, or in what way."""
    names = _delegation_names(known, told)
    attended = {"asserted": "took part", "denied": "did not take part"}
    for who, parts in sorted(_by_actor(told).items()):
        present = [part for part in parts if part.modality != "denied"]
        came = [(attended[part.modality], part.source) for part in parts if part.modality in attended]
        belonged = [(names.get(part.delegation, part.delegation), part.source) for part in present if part.delegation]
        how = [(words(part.presence), part.source) for part in present if part.presence]
        for field, said in (("attendance", came), ("delegation", belonged), ("presence", how)):
            found = conflict(known, f"{field} of {known.name(who)}", said, str)
            if found:
                yield found


def _head_conflicts(known: Known, told: Told) -> Iterator[Conflict]:
    """Two sources name different heads of the same delegation."""
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for part in told.all("participations"):
        if part.delegation and "head" in part.roles and part.modality != "denied":
            said[part.delegation][part.source].add(part.who)
    names = _delegation_names(known, told)
    for key, heads in sorted(said.items()):
        everybody = set.union(*heads.values())
        if len(everybody) > 1 and any(heads[a].isdisjoint(heads[b]) for a in heads for b in heads):
            pairs = [(known.name(who), source) for source, whole in heads.items() for who in whole]
            yield as_conflict(known, f"head of the delegation of {names.get(key, key)}", pairs)


def _evidence(known: Known, told: Told) -> dict[str, list[Evidence]]:
    """The evidence that every source gives, with what each piece is about."""
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    for source, event in told.versions:
        if event.evidence:
            evidence[source] += [(item.field or "event", item) for item in event.evidence]
    labelled: list[tuple[str, Any]] = [("report", report) for report in told.all("reports")]
    labelled += [(known.name(part.who), part) for part in told.all("participations")]
    names = _delegation_names(known, told)
    labelled += [(f"delegation of {names[part.key]}", part) for part in told.all("delegations")]
    labelled += [("target", part) for part in told.all("targets")]
    labelled += [("weapon", part) for part in told.all("weapons")]
    for about, part in labelled:
        evidence[part.source] += [(item.field or about, item) for item in part.evidence]
    return evidence
