"""A small invented world to ask: three states, five people, six events, and the parts to build other worlds from."""

from collections.abc import Iterable, Sequence
from typing import Any

from kg import model as m
from kg.dates import Date, parse
from kg.quads import to_quads
from kg.query import Reading
from kg.store import Embedded
from kg.texts import Texts

WIRE = m.Source("source/wire", title="Talks resume", publisher="Example Wire", published=parse("2030-03-02"))


def source(slug: str, published: str | None = None, kind: str = "article", copy_of: str | None = None) -> m.Source:
    return m.Source(
        f"source/{slug}", kind=kind, published=parse(published) if published else None, syndicated_from=copy_of
    )


def part(who: str, *roles: str, **more: Any) -> dict[str, Any]:
    """Somebody's part in an event: without a type before the slug, a person's."""
    return {"who": who if "/" in who else f"person/{who}", "roles": roles or ("member",), **more}


def event(
    slug: str,
    origin: m.Source = WIRE,
    *who: dict[str, Any],
    kind: str = "talks",
    date: str | Date | None = None,
    delegations: Sequence[tuple[str, str]] = (),
    **said: Any,
) -> m.Event:
    """An event as one source tells it; delegations are pairs of key and country."""
    identity = {name: said.pop(name) for name in ("series", "round", "continues") if name in said}
    when = parse(date) if isinstance(date, str) else date
    return m.Event(
        f"event/{slug}",
        kind,
        said.pop("label", slug.replace("-", " ").capitalize()),
        reports=[m.Report(origin.id, date=when, **said)],
        delegations=[m.Delegation(key, origin.id, [f"country/{country}"]) for key, country in delegations],
        participations=[
            m.Participation(key=given["who"].partition("/")[2], source=origin.id, **given) for given in who
        ],
        **identity,
    )


def statement(slug: str, origin: m.Source = WIRE, **more: Any) -> m.Statement:
    return m.Statement(f"statement/{origin.id.partition('/')[2]}/{slug}", origin.id, **more)


PEOPLE = m.Facts(
    m.Registry("registry/people"),
    things=[
        m.Person("person/ada", "Ada Alder", names=[m.Name("Ада Альдер", "uk")], aliases=[m.Name("The Envoy")]),
        m.Person("person/bo", "Bo Birch"),
        m.Person("person/cleo", "Cleo Cedar"),
        m.Person("person/dora", "Dora Dune"),
        m.Person("person/finn", "Finn Glass"),
        m.Country("country/northland", "Northland"),
        m.Country("country/southland", "Southland"),
        m.Country("country/eastmark", "Eastmark"),
        m.Organisation("organisation/league", "League of States"),
        m.Place("city/harbour", "Harbour", within="country/eastmark"),
        m.Place("venue/glass-hall", "Glass Hall", within="city/harbour", latitude=1.5, longitude=2.25),
        m.Place("city/fairview", "Fairview", within="country/northland"),
        m.Post("post/northland-foreign-minister", "Foreign Minister", of="country/northland"),
        m.Post("post/northland-envoy", "Envoy", of="country/northland"),
        m.Post("post/eastmark-president", "President", of="country/eastmark"),
        m.Series("series/harbour-talks", "Harbour talks"),
    ],
)

TALES = m.Facts(
    WIRE,
    events=[
        event(
            "round-1",
            WIRE,
            part("ada", "head", delegation="north"),
            part("cleo", "head", delegation="south"),
            part("dora", "mediator"),
            date="2030-01-10",
            place="city/harbour",
            status="held",
            outcome="A list of prisoners.",
            series="series/harbour-talks",
            round=1,
            delegations=[("north", "northland"), ("south", "southland")],
        ),
        event(
            "round-2",
            WIRE,
            part("bo", "head", delegation="north", capacity="post/northland-envoy"),
            part("ada", "member", delegation="north"),
            part("cleo", "head", delegation="south"),
            date="2030-03-01",
            place="venue/glass-hall",
            status="held",
            series="series/harbour-talks",
            round=2,
            continues="event/round-1",
            delegations=[("north", "northland"), ("south", "southland")],
        ),
        event(
            "visit",
            WIRE,
            part("dora", "host", capacity="post/eastmark-president"),
            part("finn", "visitor"),
            kind="visit",
            date="2030-02~",
            place="city/harbour",
        ),
        event("quiet-call", WIRE, part("finn"), part("bo"), kind="call"),
        event(
            "summit",
            WIRE,
            part("ada"),
            part("finn"),
            part("country/southland", "party"),
            kind="summit",
            date="2030-04",
            status="cancelled",
        ),
        event(
            "strike",
            WIRE,
            part("country/southland", "attacker"),
            kind="strike",
            date=parse("2030-02-27/2030-02-28", within=True),
        ),
    ],
    tenures=[
        m.Tenure("tenure/ada", WIRE.id, "person/ada", "post/northland-foreign-minister", begin=parse("2029-05")),
        m.Tenure("tenure/dora", WIRE.id, "person/dora", "post/eastmark-president", seen=[parse("2030-01-10")]),
    ],
    statements=[
        statement(
            "hope",
            speakers=["person/dora"],
            summary="The talks can go on.",
            modality="hoped",
            date=parse("2030-01-11"),
            event="event/round-1",
        ),
        statement("denial", summary="No date is set.", polarity="negative", about=["person/ada"]),
    ],
)


def reading(*facts: m.Facts, texts: Texts | None = None, rule: str = "most-sources") -> Reading:
    """A store with facts in it, opened for asking."""
    store = Embedded.memory()
    store.load_quads(quad for fact in facts for quad in to_quads(fact))
    return Reading(store, texts, rule)


def world(rule: str = "most-sources") -> Reading:
    return reading(PEOPLE, TALES, rule=rule)


def told(*events: m.Event, rule: str = "most-sources", sources: Iterable[m.Source] = ()) -> Reading:
    """One file of facts a source, each with the events that this source tells."""
    known = {origin.id: origin for origin in (WIRE, *sources)}
    by_source: dict[str, list[m.Event]] = {identifier: [] for identifier in known}
    for each in events:
        by_source[each.reports[0].source].append(each)
    return reading(PEOPLE, *(m.Facts(known[key], events=found) for key, found in by_source.items()), rule=rule)
