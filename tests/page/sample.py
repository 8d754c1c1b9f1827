"""Answers to draw: the Istanbul talks, and as many invented meetings as a test wants."""

import random
from datetime import date, timedelta
from typing import Any

from attrs import evolve, fields, has

from kg.answers import (
    Cited,
    Conflict,
    DelegationAtEvent,
    DocumentAtEvent,
    Located,
    Meeting,
    Participant,
    Provided,
    Quoted,
    Related,
    Said,
    StatementMade,
    Struck,
    Variant,
)
from kg.dates import parse

PALACE = Located("venue/ciragan-palace", "Çırağan Palace", "venue", "Istanbul", "Türkiye", 41.0436, 29.0161)
ISTANBUL = Located("city/istanbul", "Istanbul", "city", "Istanbul", "Türkiye", 41.01, 28.95)
NEWS = Cited(
    "source/istanbul-talks-2025-06-02",
    "Ukraine and Russia resume talks",
    "Example News",
    "2025-06-02",
    "https://news.example/istanbul-talks",
    "article",
)
WIRE = Cited(
    "source/wire-2025-06-03", "Second round ends", "Example Wire", "2025-06-03", "https://wire.example/2", "article"
)


def says(source: Cited, *evidence: Quoted) -> Cited:
    """A source with the evidence it gives."""
    return evolve(source, evidence=evidence)


def person(
    name: str, role: str, delegation: tuple[str, str] | None = None, capacity: str | None = None, **more: Any
) -> Participant:
    """A person who takes part; `delegation` is its name and identifier."""
    slug = name.lower().replace(" ", "-").replace("'", "")
    return Participant(
        f"person/{slug}",
        name,
        "person",
        role,
        (role,),
        delegation[0] if delegation else None,
        delegation[1] if delegation else None,
        capacity,
        "seen" if capacity else None,
        sources=(NEWS.id,),
        **more,
    )


def istanbul() -> tuple[list[Meeting], list[StatementMade]]:
    """Two rounds of talks in Istanbul with the strikes, the exchange and the statements around them."""
    first, second = "event/istanbul-talks-2025-05-16", "event/istanbul-talks-2025-06-02"

    def delegation(event: str, key: str, country: str, heads: tuple[str, ...], label: str) -> DelegationAtEvent:
        adjective = {"Ukraine": "Ukrainian", "Russia": "Russian"}[country]
        return DelegationAtEvent(
            f"delegation/{event.split('/')[1]}.{key}",
            f"{adjective} delegation",
            (country,),
            event,
            label,
            head=heads[0] if heads else None,
            heads=heads,
            members=heads,
            sources=(NEWS,),
        )

    one, two = "First Istanbul round", "Second Istanbul round"
    ukraine = delegation(second, "ukraine", "Ukraine", ("Rustem Umerov",), two)
    russia = delegation(second, "russia", "Russia", ("Vladimir Medinsky",), two)
    third = ("event/istanbul-talks-round-3", "Third round, date not settled")
    third_ukraine = delegation(third[0], "ukraine", "Ukraine", ("Rustem Umerov",), third[1])
    third_russia = delegation(third[0], "russia", "Russia", ("Vladimir Medinsky",), third[1])
    meetings = [
        Meeting(
            first,
            "talks",
            one,
            parse("2025-05-16"),
            "held",
            "Istanbul talks",
            1,
            ISTANBUL,
            outcome="The largest prisoner exchange of the war so far",
            delegations=(
                delegation(first, "ukraine", "Ukraine", (), one),
                delegation(first, "russia", "Russia", (), one),
            ),
            participants=tuple(
                Participant(
                    f"country/{name.lower()}",
                    name,
                    "country",
                    "party",
                    ("party",),
                    f"{adjective} delegation",
                    f"delegation/istanbul-talks-2025-05-16.{name.lower()}",
                    sources=(NEWS.id,),
                )
                for name, adjective in (("Ukraine", "Ukrainian"), ("Russia", "Russian"))
            ),
            related=(Related("precedes", second, two),),
            reports=(Said(NEWS.id, parse("2025-05-16"), ISTANBUL, "held"),),
            sources=(
                says(
                    NEWS,
                    Quoted("date", ((3712, 3730),), ("the round of mid-May",)),
                    Quoted("place", ((60, 72),), ("met again in the city",), "“again” puts the first round there too"),
                ),
            ),
        ),
        Meeting(
            "event/prisoner-exchange-2025-05",
            "prisoner-exchange",
            "Prisoner exchange agreed in the first round",
            parse("2025-05-16/2025-06-02", within=True),
            "held",
            participants=(
                Participant("country/ukraine", "Ukraine", "country", "party", ("party",)),
                Participant("country/russia", "Russia", "country", "party", ("party",)),
            ),
            related=(Related("results_from", first, one),),
            sources=(says(NEWS, Quoted("", ((3740, 3790),), ("more prisoners than ever before",))),),
        ),
        Meeting(
            "event/strike-2025-06-01",
            "strike",
            "Ukrainian long-range strikes on air bases",
            parse("2025-06-01"),
            "held",
            participants=(Participant("country/ukraine", "Ukraine", "country", "attacker", ("attacker",)),),
            targets=(Struck("airfields", None, "Siberia", "nuclear-capable bombers"), Struck("military bases")),
            sources=(says(NEWS, Quoted("", ((2210, 2280),), ("deep strikes the day before",))),),
        ),
        Meeting(
            "event/strike-2025-06-02",
            "strike",
            "Russian drone attack overnight",
            parse("2025-06-01/2025-06-02"),
            "held",
            participants=(Participant("country/russia", "Russia", "country", "attacker", ("attacker",)),),
            targets=(Struck("targets", None, "Ukraine"),),
            weapons=(Struck("drones", 472),),
            related=(Related("responds_to", "event/strike-2025-06-01", "Ukrainian long-range strikes on air bases"),),
            sources=(says(NEWS, Quoted("weapon", ((2390, 2400),), ("472 in one night",))),),
        ),
        Meeting(
            second,
            "talks",
            two,
            parse("2025-06-02"),
            "under-way",
            "Istanbul talks",
            2,
            PALACE,
            (
                person("Rustem Umerov", "head", (ukraine.name, ukraine.id), "defence minister of Ukraine"),
                person("Vladimir Medinsky", "head", (russia.name, russia.id), "presidential aide of Russia"),
                person("Hakan Fidan", "opened", None, "foreign minister of Türkiye"),
                Participant(
                    "country/tuerkiye", "Türkiye", "country", "mediator", ("mediator", "host"), modality="hoped"
                ),
            ),
            (ukraine, russia),
            "Ways to end the war",
            "direct",
            documents=(
                DocumentAtEvent(
                    "document/ukrainian-memorandum",
                    "Draft memorandum of Ukraine",
                    "proposal",
                    ("Ukraine",),
                    "delivered",
                    "A ceasefire on land, at sea and in the air",
                    "what a newspaper that saw it tells",
                    (Provided(1, "Firing stops for thirty days."), Provided(2, "All prisoners are exchanged.")),
                    (NEWS,),
                ),
            ),
            related=(Related("continues", first, one),),
            reports=(
                Said(NEWS.id, parse("2025-06-02"), PALACE, "under-way"),
                Said(WIRE.id, parse("2025-06-03"), PALACE, "held"),
            ),
            sources=(
                says(
                    NEWS,
                    Quoted("date", ((80, 89),), ("this Monday",), "the Monday of the day of publication"),
                    Quoted("place", ((300, 330),), ("in the old palace on the Bosphorus",)),
                    Quoted("Hakan Fidan", ((420, 470),), ("the host opened the session",)),
                    Quoted("Rustem Umerov", ((820, 870),)),
                ),
                says(WIRE, Quoted("date", ((12, 30),), ("talks that ended on Tuesday",))),
            ),
            conflicts=(Conflict("date", (Variant("2025-06-02", (NEWS.id,)), Variant("2025-06-03", (WIRE.id,)))),),
        ),
        Meeting(
            third[0],
            "talks",
            third[1],
            parse("2025-06~"),
            "announced",
            "Istanbul talks",
            3,
            ISTANBUL,
            (
                person("Rustem Umerov", "head", (third_ukraine.name, third_ukraine.id), modality="planned"),
                person("Vladimir Medinsky", "head", (third_russia.name, third_russia.id), modality="planned"),
                person("Hakan Fidan", "host", modality="planned"),
            ),
            delegations=(third_ukraine, third_russia),
            related=(Related("continues", second, two),),
            sources=(says(WIRE, Quoted("date", ((400, 420),), ("later this month, perhaps",))),),
        ),
    ]
    statements = [
        StatementMade(
            "statement/memorandum-received",
            "Moscow has received Ukraine's draft memorandum and will answer during the talks.",
            ("Vladimir Medinsky",),
            date=parse("2025-06-02"),
            event=second,
            event_label=two,
            about=("document/ukrainian-memorandum",),
            claim=("document/ukrainian-memorandum", "received-by", "country/russia"),
            sources=(says(NEWS, Quoted("", ((1900, 1990),), ("we have their draft in hand",))),),
        ),
        StatementMade(
            "statement/memorandum-not-received",
            "Kyiv has not yet received the Russian draft.",
            ("Ukraine",),
            "acknowledged",
            polarity="negative",
            date=parse("2025-05-31/2025-06-01", within=True),
            about=("document/russian-memorandum", second),
            sources=(says(NEWS, Quoted("", ((3200, 3260),), ("nothing has reached us so far",))),),
        ),
        StatementMade(
            "statement/mediator",
            "Türkiye hopes to act as mediator.",
            ("Hakan Fidan",),
            "emphasised",
            "hoped",
            event=second,
            event_label=two,
            sources=(says(NEWS, Quoted("", ((470, 540),))),),
        ),
    ]
    return meetings, statements


def disputed() -> tuple[list[Meeting], list[StatementMade]]:
    """A summit that two sources tell differently, one called off, one planned for some month, and denials."""
    summit, label = "event/summit", "Summit at the lake"
    lake = Located("venue/lake-house", "Lake House", "venue", "Sorrow", "Estmark")
    hall = Located("venue/town-hall", "Town Hall", "venue", "Glee", "Sudland", -33.87, 151.21)
    sides = {
        name: DelegationAtEvent(f"delegation/summit/{name.lower()}", f"Delegation of {name}", (name,), summit, label)
        for name in ("Estmark", "Sudland")
    }

    def of(name: str) -> tuple[str, str]:
        return sides[name].name, sides[name].id

    country = Participant("country/sudland", "Sudland", "country", "party", ("party",))
    meetings = [
        Meeting(
            summit,
            "summit",
            label,
            parse("2033-09-14"),
            "held",
            place=lake,
            participants=(
                person("Anna Bell", "host", of("Estmark")),
                person("Joao Cruz", "member", of("Sudland")),
                person("Li Wen", "head", of("Sudland")),
                person("Max Roy", "observer"),
                person("Ned Ash", "member", of("Sudland"), modality="denied"),
                person("Una Oak", "mediator", modality="hoped"),
                country,
            ),
            delegations=tuple(sides.values()),
            reports=tuple(
                Said(source.id, parse("2033-09-14"), place, "held") for source, place in ((NEWS, lake), (WIRE, hall))
            ),
            sources=(NEWS, WIRE),
            conflicts=(
                Conflict("place", (Variant("Lake House", (NEWS.id,)), Variant("Town Hall", (WIRE.id,)))),
                Conflict(
                    "attendance of Li Wen",
                    (Variant("took part", (NEWS.id,)), Variant("did not take part", (WIRE.id,))),
                ),
                Conflict(
                    "head of the delegation of Sudland",
                    (Variant("Li Wen", (NEWS.id,)), Variant("Joao Cruz", (WIRE.id,))),
                ),
            ),
        ),
        Meeting(
            "event/called-off",
            "talks",
            "Called off",
            parse("2033-10-01"),
            "cancelled",
            participants=(person("Anna Bell", "member"), person("Pia Elm", "member")),
        ),
        Meeting(
            "event/some-month",
            "call",
            "Some month",
            parse("2033-XX"),
            "announced",
            participants=(person("Anna Bell", "member"), person("Pia Elm", "member")),
        ),
    ]
    statements = [
        StatementMade(
            "statement/no-handshake", "They shook hands.", ("Anna Bell",), modality="denied", date=parse("2033-09-14")
        ),
        StatementMade("statement/not-there", "Li Wen came.", ("Joao Cruz",), polarity="negative"),
    ]
    return meetings, statements


GIVEN = "Anna Boris Carla Davit Elif Farid Greta Hana Igor Jana Karim Lena Murat Nadia Omar Petra".split()
FAMILY = "Aydin Bauer Conti Dvorak Eriksen Ferrari Georgiou Haddad Ivanov Jansen Kovacs Lopez Meyer Novak".split()
COUNTRIES = "Austria Belgium Croatia Denmark Estonia Finland Georgia Hungary Iceland Jordan".split()
CITIES = ("Geneva", "Vienna", "Doha", "Oslo", "Riyadh", "Muscat")


def synthetic(count: int, people: int = 60, seed: int = 7) -> list[Meeting]:
    """Invented meetings over ten years in series between the same countries; the same ones for the same arguments."""
    chance = random.Random(seed)
    actors = []
    for index in range(people):
        name = f"{GIVEN[index % len(GIVEN)]} {FAMILY[index // len(GIVEN) % len(FAMILY)]}"
        if index >= len(GIVEN) * len(FAMILY):
            name += f" {index}"
        actors.append((f"person/p{index}", name, COUNTRIES[index % len(COUNTRIES)]))
    meetings = []
    for index in range(count):
        event = f"event/e{index}"
        day = date(2015, 1, 5) + timedelta(days=index * 3650 // count)
        edtf = chance.choice([f"{day}", f"{day}", f"{day}", f"{day:%Y-%m}", f"{day:%Y-%m}~", f"{day}/{day:%Y-%m}-28"])
        if edtf.endswith("/" + f"{day:%Y-%m}-28") and day.day > 28:
            edtf = f"{day}"
        line = index % max(2, count // 12)
        parties = [COUNTRIES[(line * 3 + offset) % len(COUNTRIES)] for offset in (0, 1 + line % 4)]
        present = [actor for party in parties for actor in chance.sample([a for a in actors if a[2] == party][:6], 2)]
        present += chance.sample(actors, chance.choice([0, 0, 1]))
        present = list(dict.fromkeys(present))
        city = CITIES[line % len(CITIES)]
        source = Cited(
            f"source/s{index % 50}", f"Report {index % 50}", "Example News", f"{day}", "https://news.example/"
        )
        label = f"Talks {index} in {city}"
        named = dict.fromkeys(country for _, _, country in present)
        delegations = {
            country: DelegationAtEvent(
                f"delegation/e{index}.{country.lower()}", f"Delegation of {country}", (country,), event, label
            )
            for country in named
        }
        meetings.append(
            Meeting(
                event,
                chance.choice(["talks", "talks", "summit", "visit", "call"]),
                label,
                parse(edtf),
                chance.choice(["held"] * 8 + ["announced", "cancelled"]),
                place=Located(f"city/{city.lower()}", city, "city", city, None),
                participants=tuple(
                    Participant(
                        who,
                        name,
                        "person",
                        role := ("head" if place == 0 else "member"),
                        (role,),
                        delegations[country].name,
                        delegations[country].id,
                        f"envoy of {country}",
                        "seen",
                        sources=(source.id,),
                    )
                    for place, (who, name, country) in enumerate(present)
                ),
                delegations=tuple(delegations.values()),
                sources=(says(source, Quoted("", ((index, index + 20),), (f"talks number {index} in {city}",))),),
            )
        )
    return meetings


CODES = set("id kind type role roles delegation_id event status modality polarity sources source relation act".split())
"""Fields that hold identifiers and codes, not text from strangers."""


def hostile(value: Any, text: str, url: str = "javascript:steal()") -> Any:
    """The same answer with a text in every field that can hold one, and an address in every field for addresses."""
    if isinstance(value, tuple):
        return tuple(hostile(item, text, url) for item in value)
    if isinstance(value, str):
        return text
    if not has(type(value)) or type(value).__name__ == "Date":
        return value
    changed = {}
    for field in fields(type(value)):
        given = getattr(value, field.name)
        if field.name == "url":
            changed[field.name] = url
        elif field.name not in CODES or (field.name in ("sources", "source") and given and not isinstance(given, str)):
            keep = field.name == "sources" and given and isinstance(given[0], str)
            changed[field.name] = given if keep else hostile(given, text, url)
    return evolve(value, **changed)
