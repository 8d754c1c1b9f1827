"""Who held which post when, as far as sources tell."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg import model as m
from kg.dates import FIRST_DAY, LAST_DAY, Date, certainly_in, parse, possibly_in
from kg.query.asking import ask, describe, identifiers
from kg.query.known import Known
from kg.store import Store
from kg.terms import Literal, iri


def tenures(store: Store, people: Iterable[str]) -> list[m.Tenure]:
    """The tenures of people."""
    wanted = [iri(person) for person in sorted(set(people))]
    if not wanted:
        return []
    found = identifiers(ask(store, "posts", {"person": wanted}, ["person"]), "tenure")
    return [tenure for facts in describe(store, found) for tenure in facts.tenures]


def by_tenure(store: Store, actors: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of a country or body and an event at which somebody took part who certainly held a post of it that day.

    Somebody of whom a source says in which post they were there is left out: that is known without the tenure.
    """
    return list(dict.fromkeys((who, event) for who, event, _ in held_at(store, actors)))


def held_at(store: Store, actors: Iterable[str]) -> list[tuple[str, str, str]]:
    """The pairs of `by_tenure`, each with the person who held the post."""
    bodies = [iri(actor) for actor in actors if m.type_of(actor) != "person"]
    if not bodies or not ask(store, "posts", {"of": bodies}, ["of"]):
        return []  # most bodies of a table: asking for the holders of their posts would go through all events
    rows = [row for row in ask(store, "holders", {"who": bodies}) if "reported" not in row]
    told = {tenure.id: tenure for facts in describe(store, identifiers(rows, "tenure")) for tenure in facts.tenures}
    found = []
    for row in rows:
        who, tenure, event = (identifiers([row], name)[0] for name in ("who", "tenure", "event"))
        day = row["date"]
        if tenure in told and isinstance(day, Literal) and holds(told[tenure], parse(day.value, "within" in row)):
            found.append((who, event, told[tenure].person))
    return list(dict.fromkeys(found))


def capacity(
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
