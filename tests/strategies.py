"""Hypothesis strategies for facts that a facts file can hold, with hostile text wherever there is text."""

from typing import Any

from hypothesis import strategies as st

from kg import model, vocab
from kg.dates import Date, parse

LENGTH = 10_000
"""How many characters the text of every source has."""

text = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
        st.sampled_from(list("\t\n \"'\\:#-?[]{},&*!|>%@`<>~/.\u2028\u2029\ufeff\u202e\u0301€Ї")),
    ),
    min_size=1,
    max_size=20,
).filter(str.strip)
hostile = st.sampled_from(
    ["null", "~", "no", "true", "1e5", "2025-06-02", "- a", "a: b", "a #b", "</script>", "*a", "!!str x", "''"]
)
texts = text | hostile
slugs = st.from_regex("[a-c0-2]{1,2}([-._][a-c]{1,2})?", fullmatch=True) | st.sampled_from(["null", "no", "1e5"])
languages = st.sampled_from(["uk", "ru", "tr", "no", "ru-latn", "zh-hans-cn", "de-1996"])
addresses = st.from_regex(
    r"https?://[a-z]{1,5}\.org(:[0-9]{1,4})?(/[A-Za-z0-9?=&,'()~:@!*+;]{0,9})?(#%[0-9A-F]{2})?", fullmatch=True
)
days = st.dates().map(lambda day: parse(day.isoformat()))
edtf = st.sampled_from(
    "2025 2025-06 2025-06~ 2025? 2025-06-02% 202X 19XX 2025-XX 2025-06-XX 2025-21 0001 9999-12-31 "
    "2025-06-01/2025-06-02 /2025 2025-06-02/.. ../2025 2025-05/2025-06~".split()
).map(parse)
dates = days | edtf


def _inside(date: Date) -> Date:
    return parse(date.edtf, within=True)


maybe_inside = dates | dates.map(_inside)


def optional(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def evidences(draw: st.DrawFn, fields: tuple[str, ...] = ()) -> tuple[model.Evidence, ...]:
    """Evidence for a thing as a whole and for some of its fields."""
    found = []
    for name in ("", *fields):
        starts = draw(st.lists(st.integers(0, LENGTH - 100), max_size=3))
        spans = tuple(model.Span(start, start + draw(st.integers(1, 100))) for start in starts)
        inference = draw(st.just("") | texts)
        if spans or inference:
            found.append(model.Evidence(name, spans, inference))
    return tuple(found)


def _given(values: dict[str, Any], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if values[name] is not None)


@st.composite
def thing_fields(draw: st.DrawFn) -> dict[str, Any]:
    names = draw(st.dictionaries(languages, texts, max_size=2))
    aliases = st.builds(model.Name, texts, st.just("") | languages)
    return {
        "name": draw(texts),
        "names": [model.Name(name, language) for language, name in names.items()],
        "aliases": draw(st.lists(aliases, max_size=2)),
        "same_as": draw(st.lists(addresses, max_size=2)),
    }


@st.composite
def coordinates(draw: st.DrawFn) -> dict[str, Any]:
    if draw(st.booleans()):
        return {}
    return {
        "latitude": draw(st.floats(-90, 90).map(lambda degrees: round(degrees, 6))),
        "longitude": draw(st.floats(-180, 180).map(lambda degrees: round(degrees, 6))),
    }


class _Ids:
    """Ids that are chosen before the things, so that things can refer to each other."""

    def __init__(self, draw: st.DrawFn, source: str) -> None:
        def some(type_: str, most: int = 2) -> list[str]:
            return [f"{type_}/{slug}" for slug in draw(st.lists(slugs, max_size=most, unique=True))]

        self.of = {
            type_: some(type_)
            for type_ in (*vocab.ACTOR_TYPES, "venue", "city", "region", "post", "series", "event", "document")
        }
        for type_ in ("tenure", "statement"):
            self.of[type_] = [f"{type_}/{source}/{slug}" for slug in draw(st.lists(slugs, max_size=2, unique=True))]

    def all(self, types: tuple[str, ...], but: str = "") -> list[str]:
        return [id_ for type_ in types for id_ in self.of[type_] if id_ != but]

    def one(self, *types: str, but: str = "") -> st.SearchStrategy[Any]:
        ids = self.all(types, but)
        return st.sampled_from(ids) if ids else st.nothing()

    def maybe(self, *types: str, but: str = "") -> st.SearchStrategy[Any]:
        return optional(self.one(*types, but=but))

    def some(self, *types: str, but: str = "") -> st.SearchStrategy[Any]:
        ids = self.all(types, but)
        return st.lists(st.sampled_from(ids), max_size=3, unique=True) if ids else st.just([])


def _things(draw: st.DrawFn, ids: _Ids) -> list[model.Thing]:
    things: list[model.Thing] = []
    add = things.append
    fields = thing_fields()
    for id_ in ids.of["person"]:
        add(model.Person(id_, **draw(fields)))
    for id_ in ids.of["country"]:
        add(model.Country(id_, **draw(fields), **draw(coordinates())))
    for id_ in ids.of["organisation"]:
        add(model.Organisation(id_, **draw(fields)))
    for id_ in ids.of["group"]:
        add(model.Group(id_, **draw(fields), members=draw(ids.some(*vocab.ACTOR_TYPES, but=id_))))
    for type_, wider in (
        ("venue", vocab.PLACE_TYPES),
        ("city", ("region", "country")),
        ("region", ("region", "country")),
    ):
        for id_ in ids.of[type_]:
            within = draw(ids.maybe(*wider, but=id_))
            add(model.Place(id_, **draw(fields), **draw(coordinates()), within=within))
    for id_ in ids.of["post"]:
        add(model.Post(id_, **draw(fields), of=draw(ids.maybe("country", "organisation", "group"))))
    for id_ in ids.of["series"]:
        add(model.Series(id_, **draw(fields)))
    return things


@st.composite
def _reports(draw: st.DrawFn, ids: _Ids, source: str) -> model.Report:
    values = {
        "date": draw(optional(maybe_inside)),
        "place": draw(ids.maybe(*vocab.PLACE_TYPES)),
        "status": draw(optional(st.sampled_from(vocab.STATUSES))),
        "purpose": draw(optional(texts)),
        "directness": draw(optional(st.sampled_from(vocab.DIRECTNESS))),
        "outcome": draw(optional(texts)),
    }
    evidence = draw(evidences(_given(values, tuple(values))))
    return model.Report(source, **values, evidence=tuple(found for found in evidence if found.field))


@st.composite
def _events(draw: st.DrawFn, ids: _Ids, source: str, id_: str) -> model.Event:
    keys = st.lists(slugs, max_size=2, unique=True)
    place = ids.maybe(*vocab.PLACE_TYPES)
    values = {
        name: draw(ids.maybe("event", but=id_))
        for name in ("part_of", "continues", "precedes", "responds_to", "results_from")
    }
    delegations = [
        model.Delegation(key, source, draw(ids.some(*vocab.ACTOR_TYPES)), draw(optional(texts)), draw(evidences()))
        for key in draw(keys)
    ]
    chosen = st.sampled_from([each.key for each in delegations]) if delegations else st.nothing()
    participations = [
        model.Participation(
            key,
            source,
            draw(ids.one(*vocab.ACTOR_TYPES)),
            tuple(sorted(draw(st.sets(st.sampled_from(vocab.ROLES), min_size=1, max_size=3)), key=vocab.ROLES.index)),
            draw(optional(chosen)),
            draw(ids.maybe("post")),
            draw(optional(st.sampled_from(vocab.PRESENCES))),
            draw(st.sampled_from(vocab.MODALITIES)),
            draw(optional(maybe_inside)),
            draw(evidences()),
        )
        for key in (draw(keys) if ids.all(vocab.ACTOR_TYPES) else [])
    ]
    targets = [
        model.Target(key, source, draw(texts), draw(place), draw(optional(texts)), draw(evidences()))
        for key in draw(keys)
    ]
    weapons = [
        model.Weapon(key, source, draw(texts), draw(optional(st.integers(1, 10**12))), draw(evidences()))
        for key in draw(keys)
    ]
    return model.Event(
        id_,
        draw(st.sampled_from(vocab.EVENT_KINDS)),
        draw(optional(texts)),
        draw(ids.maybe("series")),
        draw(optional(st.integers(1, 9999))),
        **values,
        reports=[draw(_reports(ids, source))],
        delegations=delegations,
        participations=participations,
        targets=targets,
        weapons=weapons,
        evidence=draw(evidences(_given(values, tuple(values)))),
    )


@st.composite
def _documents(draw: st.DrawFn, ids: _Ids, source: str, id_: str) -> model.Document:
    values = {
        "status": draw(optional(st.sampled_from(vocab.DOCUMENT_STATUSES))),
        "aim": draw(optional(texts)),
        "known_through": draw(optional(texts)),
    }
    keys = draw(st.lists(slugs, max_size=3, unique=True))
    return model.Document(
        id_,
        source,
        draw(st.sampled_from(vocab.DOCUMENT_KINDS)),
        draw(texts),
        draw(ids.some(*vocab.ACTOR_TYPES)),
        draw(ids.maybe("event")),
        **values,
        provisions=[model.Provision(key, n, draw(texts), draw(evidences())) for n, key in enumerate(keys, 1)],
        evidence=draw(evidences(_given(values, tuple(values)))),
    )


@st.composite
def _statements(draw: st.DrawFn, ids: _Ids, source: str, id_: str) -> model.Statement:
    date = draw(optional(maybe_inside))
    claims = st.builds(
        model.Claim, ids.one("document"), st.sampled_from(vocab.CLAIM_PREDICATES), ids.one(*vocab.ACTOR_TYPES)
    )
    return model.Statement(
        id_,
        source,
        draw(texts),
        draw(ids.some(*vocab.ACTOR_TYPES)),
        draw(st.sampled_from(vocab.ACTS)),
        draw(st.sampled_from(vocab.MODALITIES)),
        draw(st.sampled_from(vocab.POLARITIES)),
        date,
        draw(ids.maybe("event")),
        draw(ids.some(*ids.of, but=id_)),
        draw(optional(claims)),
        draw(evidences(("date",) if date else ())),
    )


@st.composite
def _tenures(draw: st.DrawFn, ids: _Ids, source: str, id_: str) -> model.Tenure:
    return model.Tenure(
        id_,
        source,
        draw(ids.one("person")),
        draw(ids.one("post")),
        draw(optional(dates)),
        draw(optional(dates)),
        draw(st.lists(dates, max_size=2)),
        draw(evidences()),
    )


@st.composite
def facts(draw: st.DrawFn) -> model.Facts:
    """The facts of one file: a registry of things, or a source that reports of events; references stay inside it."""
    name = draw(slugs)
    ids = _Ids(draw, name)
    if not ids.of["person"] or not ids.of["post"]:
        ids.of["tenure"] = []
    things = _things(draw, ids)
    if draw(st.integers(0, 4)) == 0:
        return model.Facts(model.Registry(f"registry/{name}", draw(optional(texts))), things=things)
    source = model.Source(
        f"source/{name}",
        draw(st.sampled_from(vocab.SOURCE_KINDS)),
        draw(optional(texts)),
        draw(optional(texts)),
        draw(optional(dates)),
        draw(optional(addresses)),
        draw(optional(languages)),
        draw(st.text("0123456789abcdef", min_size=64, max_size=64)),
        LENGTH,
        draw(optional(slugs.map(lambda slug: f"source/{slug}-copied"))),
    )
    return model.Facts(
        source,
        things=things,
        events=[draw(_events(ids, source.id, id_)) for id_ in ids.of["event"]],
        tenures=[draw(_tenures(ids, source.id, id_)) for id_ in ids.of["tenure"]],
        documents=[draw(_documents(ids, source.id, id_)) for id_ in ids.of["document"]],
        statements=[draw(_statements(ids, source.id, id_)) for id_ in ids.of["statement"]],
    )
