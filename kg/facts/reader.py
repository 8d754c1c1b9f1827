"""One facts file's tree as model values, following `kg.facts.format`."""

from collections.abc import Collection
from typing import Any

from attrs import evolve

from kg import model, vocab
from kg.dates import parse
from kg.errors import KgError, quoted
from kg.facts.collect import default_review, origin_of, review_of
from kg.facts.format import DELEGATION, EVENT, NEED_SOURCE, PARTICIPANT, PROVISION, REPORT, SECTIONS
from kg.facts.index import Index, Where
from kg.facts.kinds import LANGUAGE, Reference, Stretch, Words, Wrong, slug
from kg.facts.problems import Problems
from kg.facts.shapes import REVIEW, Field, Keyed, Names, Shape
from kg.facts.tree import Entries, Items, Node, Text, named, unknown_key

_REPORTED = tuple(field.attr for field in REPORT)


class Reader:
    """Reads one file, after `kg.facts.collect` has told the index the ids of all."""

    def __init__(self, file: str, tree: Entries, index: Index, problems: Problems, accept: Collection[str]) -> None:
        """Keep the parts; ``file`` is the name to show, ``accept`` are the reviews that count."""
        self.file, self.tree, self.index, self.problems, self.accept = file, tree, index, problems, accept
        self.lines: dict[str, Where] = {}
        self.reviews: dict[str, str] = {}
        self.pending = self.rejected = 0
        self.length: int | None = None
        self.textless = False
        self.inside = ""
        self.origin = origin_of(tree)
        self.name, self.source = self.origin.name, self.origin.id

    def read(self) -> model.Facts | None:
        """Read the file; None if anything in it is wrong."""
        before = len(self.problems)
        nodes = self.tree.nodes
        origin = self.read_origin()
        if (review := nodes.get("review")) and review[1]:
            self.one(REVIEW.kind, "review", review[1], "accepted")
        parts: dict[str, list[Any]] = {"things": []}
        for section in SECTIONS:
            line, node = nodes.get(section.name, (0, None))
            if node is None:
                continue
            if section.name in NEED_SOURCE and "source" not in nodes:
                self.wrong(line, f"{section.name} need a source", "say at the top, under source:, who reports them")
            part = parts.setdefault(section.name, []) if section.name in NEED_SOURCE else parts["things"]
            part.extend(self.value(section, section.name, node, default_review(self.tree)))
        return model.Facts(origin, **parts) if origin and len(self.problems) == before else None

    def read_origin(self) -> model.Source | model.Registry | None:
        """Read what the file's facts come from."""
        nodes = self.tree.nodes
        if "source" in nodes and "registry" in nodes:
            self.wrong(nodes["registry"][0], "a file is either a source or a registry", "split it in two")
        shape = self.origin.shape
        if shape.name not in nodes:
            self.wrong(1, "the file has neither source nor registry", "start with source: or registry:, and an id")
            return None
        node = nodes[shape.name][1]
        values = self.fields(shape, node, "accepted", nodes[shape.name][0]) if node else None
        if values is None:
            self.textless = isinstance(node, Entries) and "text" in node.nodes  # so that its evidence is not blamed too
            return None
        values |= values.pop("text", {})
        self.length = values.get("length")
        if copied := values.get("syndicated_from"):
            values["syndicated_from"] = f"source/{copied}"
            if values["syndicated_from"] == self.source:
                self.wrong(nodes[shape.name][0], "syndicated_from names the source itself", "name the one it repeats")
        values["id"] = self.source
        self.lines[self.source] = self.file, nodes[shape.name][0]
        return shape.model(**values) if shape.model else None

    # --- mappings -----------------------------------------------------------------------------------------------------

    def fields(self, shape: Shape, node: Node, review: str, line: int) -> dict[str, Any] | None:
        """Read the fields of a mapping, by their names in the model; None if anything in it is wrong."""
        before = len(self.problems)
        if not isinstance(node, Entries):
            keys = ", ".join(shape.required or list(shape.keys)[:3])
            self.wrong(node.line, f"this {shape.name} is {named(node)}, not a mapping", f"write keys such as {keys}")
            return None
        values: dict[str, Any] = {}
        evidence: list[model.Evidence] = []
        for key, (at, value) in node.nodes.items():
            field = shape.keys.get(key)
            if field is None:
                self.wrong(at, *unknown_key(key, shape.keys))
            elif value is None:
                continue  # told while parsing
            elif field.attr in values:
                self.wrong(at, f"{field.name} and {field.plural} are both given", "keep one of them")
            elif field.long is None:
                values[field.attr] = self.value(field, key, value, review)
            else:
                values |= self.long(field, value, review, evidence)
                self.mark(shape, field, at, value, review)
        for key in shape.required:
            if key not in node.nodes:
                self.wrong(line, f"this {shape.name} has no {key}", f"add {key}: {shape.keys[key].doc}")
        missing = [key for key in shape.together if key not in node.nodes]
        if 0 < len(missing) < len(shape.together):
            self.wrong(line, f"this {shape.name} has no {missing[0]}", f"give both, {' and '.join(shape.together)}")
        if shape.evidence:
            values.pop("review", None)
            spans, inference = values.pop("evidence", ()), values.pop("inference", "")
            if spans or inference:
                evidence.append(model.Evidence("", spans, inference))
            values["evidence"] = tuple(evidence)
        return values if len(self.problems) == before else None

    def mark(self, shape: Shape, field: Field, line: int, node: Node, around: str) -> None:
        """Remember where a field with evidence of its own stands, and its review."""
        if field.sourced and field.long:
            reported = shape is EVENT and field.attr in _REPORTED
            owner = f"report/{model.slug(self.inside)}/{self.name}" if reported else self.inside
            self.lines[f"{owner}#{field.attr}"] = self.file, line
            if isinstance(node, Entries):
                self.reviews[f"{owner}#{field.attr}"] = review_of(field.long, node, around)

    def long(self, field: Field, node: Node, review: str, evidence: list[model.Evidence]) -> dict[str, Any]:
        """Read a field that may be written long; its evidence is added to ``evidence``."""
        shape = field.long
        if shape is None or not isinstance(node, Entries):
            return {field.attr: self.value(field, field.name, node, review)}
        review = review_of(shape, node, review)
        values = self.fields(shape, node, review, node.line)
        if values is None or (shape.evidence and self.leave_out(review)):
            return {}
        value = values["value"]
        if values.get("within"):
            value = parse(value.edtf, within=True)
        evidence += [evolve(found, field=field.attr) for found in values.get("evidence", ())]
        return {field.attr: value}

    def keyed(self, shape: Shape, name: str, node: Node, review: str) -> tuple[Any, ...]:
        """Read a mapping from ids to mappings of one shape."""
        if not isinstance(node, Entries):
            self.wrong(node.line, f"{name}: this is {self.what(node)}, not a mapping", "write an id, and keys below it")
            return ()
        things: list[Any] = []
        for key, (line, value) in node.nodes.items():
            try:
                slug(key)
            except Wrong as wrong:
                self.wrong(line, wrong.message, wrong.hint)
                continue
            if value is not None:
                thing = self.thing(shape, key, line, value, review)
                if shape is PROVISION and thing is not None:
                    thing = evolve(thing, number=len(things) + 1)
                if thing is not None:
                    things.append(thing)
        return tuple(things)

    def thing(self, shape: Shape, key: str, line: int, node: Node, review: str) -> Any:
        """Read one keyed thing; None if it is wrong or not accepted."""
        id_ = shape.identify(key, self.name, model.slug(self.inside))
        self.lines[id_] = self.file, line
        if shape.scope in ("everywhere", "source"):
            self.inside = id_
        if shape is EVENT:
            self.lines[f"report/{key}/{self.name}"] = self.file, line
        if shape.evidence:
            review = self.reviews[id_] = review_of(shape, node, review)
        values = self.fields(shape, node, review, line)
        if shape is PARTICIPANT and isinstance(node, Entries):
            values = self.participant(values, key, line, node, review)
        if values is None or (shape.evidence and self.leave_out(review)):
            return None
        values |= {"id": id_} if shape.scope in ("everywhere", "source") else {"key": key}
        if shape.of_source:
            values["source"] = self.source
        if shape is EVENT:
            values["reports"] = (self.report(values),)
        if shape is PROVISION:
            values["number"] = 0
        return shape.model(**values) if shape.model else None

    def participant(
        self, values: dict[str, Any] | None, key: str, line: int, node: Entries, review: str
    ) -> dict[str, Any] | None:
        """Complete a participant: who it is, the delegation, and roles in the order of the code list."""
        if "who" not in node.nodes:
            who = self.one(PARTICIPANT.keys["who"].kind, "who", Text(key, line, plain=False), review)
            values = {**values, "who": who} if values is not None and who else None
        if values is None:
            return None
        if name := values.get("delegation"):
            delegation = DELEGATION.identify(name, self.name, model.slug(self.inside))
            line = node.nodes["delegation"][0]
            if delegation not in self.index:
                self.wrong(line, f"the event has no delegation {quoted(name)}", "add it to the event's delegations")
            elif review in self.accept and not self.index.is_accepted(delegation):
                self.wrong(line, f"{delegation} is not accepted, but this fact is", "accept both, or neither")
        if "roles" in values:
            values["roles"] = tuple(sorted(values["roles"], key=vocab.ROLES.index))
        return values

    def report(self, values: dict[str, Any]) -> model.Report:
        """Take out of an event's values what its source says of it as a whole."""
        said = {name: values.pop(name) for name in _REPORTED if name in values}
        evidence = values["evidence"]
        values["evidence"] = tuple(found for found in evidence if found.field not in _REPORTED)
        mine = tuple(found for found in evidence if found.field in _REPORTED)
        return model.Report(self.source, evidence=mine, **said)

    # --- values -------------------------------------------------------------------------------------------------------

    def value(self, field: Field, name: str, node: Node, review: str) -> Any:
        """Read the value of a field; a tuple where the model has one."""
        kind = field.kind
        if isinstance(kind, Keyed):
            return self.keyed(kind.shape, name, node, review)
        if isinstance(kind, Names):
            return self.names(name, node)
        if not (field.many or field.plural):
            return self.one(kind, name, node, review)
        if name == field.plural and not isinstance(node, Items):
            self.wrong(node.line, f"{name}: this is {self.what(node)}, not a list", f"write {field.name}: for just one")
            return ()
        if name != field.plural and not field.many and isinstance(node, Items):
            self.wrong(node.line, f"{name}: this is a list", f"write {field.plural}: for several")
            return ()
        nodes = node.nodes if isinstance(node, Items) else [node]
        if not nodes:
            self.wrong(node.line, f"{name}: the list is empty", "leave the key out")
        values: list[Any] = []
        for item in nodes:
            value = self.one(kind, name, item, review) if item is not None else None
            if value is not None and value in values:
                self.wrong(item.line if item else node.line, f"{name}: this value stands in the list twice", "keep one")
            values.append(value)
        return tuple(values)

    def one(self, kind: Any, name: str, node: Node, review: str) -> Any:
        """Read a single value; None if it is wrong."""
        if isinstance(kind, Shape):
            return self.inner(kind, node, review)
        if not isinstance(node, Text):
            self.wrong(node.line, f"{name}: this is {self.what(node)}, not a single value", "write one value")
            return None
        try:
            value = kind.read(node)
            if isinstance(kind, Reference):
                return self.refer(value, kind, review)
            return self.span(value, node.line) if isinstance(kind, Stretch) else value
        except KgError as error:
            self.wrong(node.line, f"{name}: {error.message}", error.hint)
            return None

    def inner(self, shape: Shape, node: Node, review: str) -> Any:
        """Read a mapping that is a value, or the text that stands for it."""
        if shape.short and isinstance(node, Text):
            value = self.one(shape.keys[shape.short].kind, shape.name, node, review)
            values = None if value is None else {shape.keys[shape.short].attr: value}
        else:
            values = self.fields(shape, node, review, node.line)
        return shape.model(**values) if shape.model and values else values

    def names(self, name: str, node: Node) -> tuple[model.Name, ...]:
        """Read names by language."""
        if not isinstance(node, Entries):
            self.wrong(node.line, f"{name}: this is {self.what(node)}, not a mapping", "write {uk: Київ}, or aliases:")
            return ()
        found = []
        for key, (line, value) in node.nodes.items():
            language = self.one(LANGUAGE, name, Text(key, line), "accepted")
            if language == "en":
                self.wrong(line, f"{name}: the name itself is English", "put other English names into aliases")
            text = self.one(Words(), name, value, "accepted") if value else None
            if language and text:
                found.append(model.Name(text, language))
        if len({each.language for each in found}) < len(found):
            self.wrong(node.line, f"{name}: a language is given twice", "put other names into aliases")
        return tuple(found)

    def refer(self, reference: str, kind: Reference, review: str) -> str:
        """Look a reference up, or raise `Wrong`."""
        id_ = self.index.resolve(reference, kind.types, self.name)
        if id_ == self.inside:
            raise Wrong(f"{quoted(reference)} refers to itself", "leave it out")
        if review in self.accept and self.index.whole and not self.index.is_accepted(id_):
            raise Wrong(f"{id_} is not accepted, but this fact is", "accept both, or neither")
        return id_

    def span(self, stretch: tuple[int, int], line: int) -> model.Span | None:
        """Check a span against the source's text."""
        start, end = stretch
        if self.length is None:
            if not self.textless:
                self.textless = True
                self.wrong(line, "evidence needs the text it points into", "give source: its text: {sha256, length}")
            return None
        if end > self.length:
            raise Wrong(f"the span {start}-{end} goes beyond the text", f"it has {self.length} characters")
        return model.Span(start, end)

    def leave_out(self, review: str) -> bool:
        """Count a fact whose review does not count, and say whether it is one."""
        if review in self.accept:
            return False
        self.pending += review == "pending"
        self.rejected += review == "rejected"
        return True

    # --- helpers ------------------------------------------------------------------------------------------------------

    def wrong(self, line: int, message: str, hint: str | None = None) -> None:
        """Report a problem of this file."""
        self.problems.add(self.file, line, message, hint)

    @staticmethod
    def what(node: Node) -> str:
        """Say what stands where something else was expected."""
        return named(node) if not isinstance(node, Text) or node.value.strip() else "empty"
