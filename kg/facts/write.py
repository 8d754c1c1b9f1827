"""Facts as the text of a facts file: the inverse of `kg.facts.read`.

The same facts always give the same text. What equals the model's default is left out, a value without evidence is
written short, and what fits on a line stands on one.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from attrs import NOTHING, fields_dict

from kg import model, vocab
from kg.dates import Date
from kg.errors import KgError
from kg.facts import emit
from kg.facts.format import DELEGATION, EVENT, FILE, PARTICIPANT, REPORT, SECTIONS
from kg.facts.index import LOCAL, Index
from kg.facts.kinds import URL, Reference, Slug, Words
from kg.facts.read import read_text
from kg.facts.shapes import Field, Keyed, Names, Shape


def write_facts(facts: model.Facts, known: Collection[str] = (), reviews: Mapping[str, str] | None = None) -> str:
    """Write facts as YAML; reading that back gives equal facts.

    ``known`` are ids of other files. A reference gets its type where the bare id could also mean one of them, or
    another id of these facts. ``reviews`` are those of facts by the ids of `kg.facts.Read`, everything else is
    accepted; where something is pending, the whole file is unless it says otherwise. Raises `KgError` for facts that a
    facts file can't hold: evidence that names a field twice or a field without a value, a span beyond the text, a
    coordinate alone, several sources, and so on.

    >>> print(write_facts(model.Facts(model.Registry("registry/people"), things=[model.Person("person/ada", "Ada")])))
    registry: {id: people}
    <BLANKLINE>
    people:
      ada: {name: Ada}
    <BLANKLINE>
    """
    mentioned = {*known, *_ids(facts)}
    for event in facts.events:
        names = (part.delegation for part in event.participations if part.delegation)
        mentioned.update(DELEGATION.identify(name, "", model.slug(event.id)) for name in names)
    text = emit.dump(_Writer(facts, mentioned, reviews or {}).file())
    try:
        if read_text(text, known=mentioned, accept=vocab.REVIEWS).facts == (facts,):
            return text
    except KgError as error:
        raise KgError(f"{facts.id} can't be written as a facts file", str(error)) from error
    raise KgError(f"{facts.id} can't be written as a facts file", "it holds more than the format has a place for")


def _ids(value: Any) -> Iterator[str]:
    """Yield every text in facts that can be an id."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _ids(item)
    elif hasattr(value, "__attrs_attrs__"):
        for name in fields_dict(type(value)):
            yield from _ids(getattr(value, name))


class _Writer:
    """Turns the facts of one file into plain mappings, lists and scalars."""

    def __init__(self, facts: model.Facts, mentioned: Collection[str], reviews: Mapping[str, str]) -> None:
        self.facts, self.source = facts, model.slug(facts.id)
        self.index = Index(mentioned)
        self.reviews = reviews
        self.review = "pending" if "pending" in reviews.values() else "accepted"
        self.inside = ""

    def file(self) -> emit.Mapping:
        """Write the file."""
        origin = self.facts.origin
        name = model.type_of(origin.id)
        shape = FILE.keys[name].kind
        assert isinstance(shape, Shape)
        content = self.mapping(shape, origin, self.review)
        if isinstance(origin, model.Source) and (origin.sha256 or origin.length):
            length = emit.Plain(str(origin.length or ""))
            sketch: emit.Mapping = {"sketch": emit.word(origin.sketch)} if origin.sketch else {}
            content["text"] = {"sha256": emit.word(origin.sha256 or ""), "length": length, **sketch}
        file: emit.Mapping = {name: content}
        if self.review != "accepted":
            file["review"] = emit.Plain(self.review)
        every = self.facts
        things: tuple[Any, ...] = (*every.things, *every.events, *every.tenures, *every.documents, *every.statements)
        for section in SECTIONS:
            assert isinstance(section.kind, Keyed)
            type_ = section.kind.shape.type
            own = [thing for thing in things if model.type_of(thing.id) == type_]
            if own:
                file[section.name] = self.keyed(section.kind.shape, own, self.review)
        return file

    def keyed(self, shape: Shape, things: Any, around: str) -> emit.Mapping:
        """Write things by their keys."""
        if shape.scope == "document":
            things = sorted(things, key=lambda provision: provision.number)
        content: emit.Mapping = {}
        for thing in things:
            if shape.scope in ("everywhere", "source"):
                self.inside = id_ = thing.id
                key = id_.rpartition("/")[2]
            else:
                key = thing.key
                id_ = shape.identify(key, self.source, model.slug(self.inside))
            own = self.reviews.get(id_, "accepted") if shape.evidence else around
            written = self.mapping(shape, thing, own)
            content[key] = written | self.reviewed(own, around)
        return content

    def reviewed(self, own: str, around: str) -> emit.Mapping:
        """Write a review where it is not that of what is around it."""
        return {"review": emit.Plain(own)} if own != around else {}

    def mapping(self, shape: Shape, value: Any, review: str) -> emit.Mapping:
        """Write a value of the model, whose own review the caller writes."""
        report = value.reports[0] if shape is EVENT and value.reports else None
        evidence = {found.field: found for found in getattr(value, "evidence", ())}
        if report:
            evidence |= {found.field: found for found in report.evidence}
        content: emit.Mapping = {}
        for field in shape.fields:
            owner = report if shape is EVENT and field in REPORT else value
            found = getattr(owner, field.attr, None)
            if found is None or found == () or (not field.required and found == _default(owner, field.attr)):
                continue
            if shape is PARTICIPANT and field.name == "who" and self.reference(found, field.kind) == value.key:
                continue
            inside = isinstance(found, Date) and found.within
            long: emit.Mapping = {"within": emit.Plain("true")} if inside else {}
            if field.sourced and field.attr in evidence:
                long |= self.evidence(evidence[field.attr])
                owner = f"report/{model.slug(value.id)}/{self.source}" if owner is report else value.id
                long |= self.reviewed(self.reviews.get(f"{owner}#{field.attr}", review), review)
            name = field.plural if field.plural and len(found) > 1 else field.name
            written = self.value(field, found, review)
            content[name] = {"value": written, **long} if long else written
        if shape.evidence and "" in evidence:
            content |= self.evidence(evidence[""])
        return content

    def evidence(self, evidence: model.Evidence) -> emit.Mapping:
        """Write where something stands, and what was concluded from it."""
        spans: list[emit.Value] = [emit.Plain(f"{span.start}-{span.end}") for span in evidence.spans]
        content: emit.Mapping = {"evidence": spans[0] if len(spans) == 1 else spans} if spans else {}
        return content | ({"inference": evidence.inference} if evidence.inference else {})

    def value(self, field: Field, value: Any, review: str) -> emit.Value:
        """Write the value of a field."""
        if isinstance(field.kind, Keyed):
            return self.keyed(field.kind.shape, value, review)
        if isinstance(field.kind, Names):
            return {name.language: name.text for name in value}
        if isinstance(value, tuple):
            values = [self.one(field.kind, item) for item in value]
            return values[0] if len(values) == 1 else values
        return self.one(field.kind, value)

    def one(self, kind: Any, value: Any) -> emit.Value:
        """Write a single value."""
        if isinstance(kind, Shape):
            content = self.mapping(kind, value, "accepted")
            return content[kind.short] if set(content) == {kind.short} else content
        if isinstance(kind, Reference):
            return emit.word(self.reference(value, kind))
        if isinstance(kind, Slug):
            return emit.word(value.rpartition("/")[2])
        if isinstance(value, Date):
            return emit.Plain(value.edtf)
        if isinstance(value, float):
            return emit.Plain(emit.decimal(value))
        return value if isinstance(kind, Words) or kind is URL else emit.Plain(str(value))

    def reference(self, id_: str, kind: Any) -> str:
        """Write the shortest reference that means an id."""
        type_, _, key = id_.partition("/")
        short = key.removeprefix(f"{self.source}/") if type_ in LOCAL else key
        if "/" in short:
            return id_
        return short if self.index.find(short, kind.types, self.source) == [id_] else f"{type_}/{short}"


def _default(value: Any, name: str) -> Any:
    """Give what a field of the model is if nothing is said."""
    attribute = fields_dict(type(value)).get(name)
    return None if attribute is None or attribute.default is NOTHING else attribute.default
