"""What all sources say of events, put together into answers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from kg import model as m
from kg.answers import Conflict, DocumentAtEvent, Meeting, Related, Said, Struck
from kg.collecting import no_cycles
from kg.dates import Date
from kg.query.attending import Attendance
from kg.query.documents import documents_of
from kg.query.known import Evidence, Known
from kg.query.reading import Reading
from kg.query.resolve import conflict, date_covers, pick, pick_status, status_conflict
from kg.query.tenures import tenures
from kg.query.told import RELATIONS, Told, tell
from kg.vocab import words


@no_cycles()
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
    known: Known, told: Told, posts: dict[str, list[m.Tenure]], documents: Sequence[DocumentAtEvent], rule: str
) -> Meeting:
    reports: list[m.Report] = told.all("reports")

    def said(field: str) -> list[tuple[Any, str]]:
        return [(getattr(r, field), r.source) for r in reports if getattr(r, field) is not None]

    def encloses(wide: str, narrow: str) -> bool:
        return wide in known.chain(narrow)

    date = pick(known, said("date"), rule, date_covers)
    place = pick(known, said("place"), rule, encloses)
    kinds = [(event.kind, source) for source, event in told.versions]
    attendance = Attendance(known, told, rule)
    found: list[Conflict | None] = [
        conflict(known, "kind", kinds, words),
        conflict(known, "date", said("date"), lambda value: value.edtf, date_covers),
        conflict(known, "place", said("place"), known.name, encloses),
        status_conflict(known, said("status")),
        conflict(known, "directness", said("directness"), words),
        *attendance.conflicts(),
    ]
    conflicts = tuple(each for each in found if each)
    evidence = _evidence(known, told, attendance.names)
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
        participants=attendance.participants(posts, date),
        delegations=attendance.delegations(label, date, conflicts),
        purpose=pick(known, said("purpose"), rule),
        directness=pick(known, said("directness"), rule),
        outcome=pick(known, said("outcome"), rule),
        targets=_struck(known, told.all("targets")),
        weapons=_struck(known, told.all("weapons")),
        documents=tuple(documents),
        related=tuple(
            Related(relation, other, known.name(other)) for relation in RELATIONS if (other := told.first(relation))
        ),
        reports=tuple(
            Said(r.source, r.date, known.located(r.place) if r.place else None, r.status, r.outcome)
            for r in sorted(reports, key=lambda report: (known.published(report.source), report.source))
        ),
        sources=known.cite(evidence),
        conflicts=conflicts,
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


def _evidence(known: Known, told: Told, names: dict[str, str]) -> dict[str, list[Evidence]]:
    """The evidence that every source gives, with what each piece is about; `names` are those of the delegations."""
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    for source, event in told.versions:
        if event.evidence:
            evidence[source] += [(item.field or "event", item) for item in event.evidence]
    labelled: list[tuple[str, Any]] = [("report", report) for report in told.all("reports")]
    labelled += [(known.name(part.who), part) for part in told.all("participations")]
    labelled += [(f"delegation of {names[part.key]}", part) for part in told.all("delegations")]
    labelled += [("target", part) for part in told.all("targets")]
    labelled += [("weapon", part) for part in told.all("weapons")]
    for about, part in labelled:
        evidence[part.source] += [(item.field or about, item) for item in part.evidence]
    return evidence
