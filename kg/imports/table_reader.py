"""Reading the mapping file of `kg import csv`; what it says is `kg.imports.table_mapping.TableMapping`."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from kg.dates import parse
from kg.errors import KgError, quoted
from kg.facts import tree
from kg.facts.problems import Problems
from kg.facts.tree import Entries, Items, Node, Text, named, unknown_key
from kg.imports.table_mapping import DELIMITERS, IGNORE, Participant, TableMapping, Value, When
from kg.vocab import ACTOR_TYPES, EVENT_KINDS, PLACE_TYPES, PRESENCES, ROLES, STATUSES

_TABLE = ("title", "publisher", "published", "url", "language")
_TEXTS = ("label", "purpose", "outcome")
_TOP = (*_TABLE, "delimiter", "empty", "key", "date", "kind", "status", *_TEXTS, "place", "participants", "source")
_SOURCE = ("title", "publisher", "url", "published")
_PARTICIPANT = ("name", "type", "role", "delegation", "capacity", "presence", "split")
_DIRECTIVES = re.compile(r"%(.)")
_KNOWN_DIRECTIVES = "YymdbBjHMSfpAaI%"

_NEEDED = "a mapping needs date:, kind: and participants:"
_LARGEST = 1_000_000


def read_mapping(path: Path) -> TableMapping:
    """Read a mapping file. Raises `FactsError` with all that is wrong in it, KgError where it can't be read."""
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            raise KgError(f"{quoted(str(path))} is no mapping", f"name a YAML file of at most {_LARGEST} bytes")
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise KgError(f"the mapping {quoted(str(path))} can't be read: {reason}", "see kg import csv --help") from None
    reader = _Reader(str(path))
    found = reader.read(content)
    reader.problems.raise_any()
    if found is None:
        raise KgError(f"the mapping {quoted(str(path))} says nothing", "see kg import csv --help")
    return found


class _Reader:
    """Reads one mapping file; None stands for what is wrong and has been told."""

    def __init__(self, file: str) -> None:
        self.file, self.problems = file, Problems()

    def wrong(self, line: int, message: str, hint: str | None = None) -> None:
        self.problems.add(self.file, line, message, hint)

    def told(self, line: int, message: str, hint: str | None) -> None:
        """Take in a problem of YAML; its hints may be about facts files."""
        self.wrong(line, message, _NEEDED if hint and "registry:" in hint else hint)

    def read(self, content: str) -> TableMapping | None:
        if not content.strip():
            self.wrong(1, "the file is empty", _NEEDED)
            return None
        top = tree.parse(content, self.told, _TOP)
        if top is None:
            return None
        nodes = {key: (line, node) for key, (line, node) in top.nodes.items() if node is not None}
        for name in ("date", "kind", "participants"):
            if name not in top.nodes:
                self.wrong(top.line, f"the mapping has no {name}", _NEEDED)
        table = {name: self.text(name, nodes[name][1]) for name in _TABLE if name in nodes}
        if table.get("published"):
            self.checked(nodes["published"][0], parse, table["published"])
        delimiter = self.text("delimiter", nodes["delimiter"][1]) if "delimiter" in nodes else ""
        if delimiter and delimiter not in DELIMITERS:
            self.wrong(nodes["delimiter"][0], f"the delimiter is {quoted(delimiter)}", 'write , or ; or | or "\\t"')
        empty = self.list_of("empty", nodes["empty"][1]) if "empty" in nodes else []
        key = self.list_of("key", nodes["key"][1]) if "key" in nodes else []
        source, source_format = self.source(nodes["source"][1]) if "source" in nodes else ({}, "")
        published = source.get("published")
        date = self.when("date", *nodes["date"]) if "date" in nodes else None
        kind = self.value("kind", *nodes["kind"], (*EVENT_KINDS, IGNORE)) if "kind" in nodes else None
        people = self.participants(nodes["participants"][1]) if "participants" in nodes else []
        if date is None or kind is None:
            return None
        return TableMapping(
            self.file,
            date,
            kind,
            tuple(people),
            self.value("status", *nodes["status"], STATUSES) if "status" in nodes else None,
            {name: found for name in _TEXTS if name in nodes and (found := self.value(name, *nodes[name]))},
            self.parts("place", nodes["place"][1], PLACE_TYPES) if "place" in nodes else {},
            source,
            When(published, None, source_format) if published else None,
            tuple(Value("key", text.line, text.value) for text in key),
            table,
            frozenset({"", "NA", *(text.value.strip() for text in empty)}),
            delimiter,
        )

    # --- shapes -------------------------------------------------------------------------------------------------------

    def text(self, name: str, node: Node) -> str:
        if isinstance(node, Text):
            return node.value
        self.wrong(node.line, f"{name}: this is {named(node)}, not a single value", "write one value")
        return ""

    def list_of(self, name: str, node: Node) -> list[Text]:
        """A list of texts, or one text by itself."""
        found = [item for item in node.nodes if item] if isinstance(node, Items) else [node]
        for item in found:
            self.text(name, item)
        return [item for item in found if isinstance(item, Text)]

    def entries(self, name: str, node: Node, keys: Collection[str]) -> dict[str, tuple[int, Node]]:
        """The entries of a mapping, only those whose key is known."""
        if not isinstance(node, Entries):
            self.wrong(node.line, f"{name}: this is {named(node)}, not a mapping", f"its keys are {', '.join(keys)}")
            return {}
        for key, (line, _) in node.nodes.items():
            if key not in keys:
                self.wrong(line, *unknown_key(key, keys))
        return {key: (line, at) for key, (line, at) in node.nodes.items() if key in keys and at is not None}

    def checked(self, line: int, check: Callable[[str], object], text: str) -> None:
        try:
            check(text)
        except KgError as error:
            self.wrong(line, error.message, error.hint)

    # --- values -------------------------------------------------------------------------------------------------------

    def value(self, name: str, line: int, node: Node, codes: tuple[str, ...] = ()) -> Value | None:
        """A column, a code, or a mapping with column and values, or with value."""
        if isinstance(node, Text):
            if codes:
                self.code(name, line, node.value, codes)
                return Value(name, line, None, node.value, {}, codes)
            return Value(name, line, node.value)
        nodes = self.entries(name, node, ("column", "values", "value"))
        if ("column" in nodes) == ("value" in nodes):
            self.wrong(line, f"{name}: either column or value is needed", f"write {name}: {{column: NAME}}")
            return None
        if "value" in nodes:
            text = self.text(name, nodes["value"][1])
            self.code(name, nodes["value"][0], text, codes)
            return Value(name, line, None, text, {}, codes)
        values: dict[str, str] = {}
        if "values" in nodes and isinstance(nodes["values"][1], Entries):
            for key, (at, meant) in nodes["values"][1].nodes.items():
                values[" ".join(key.split())] = self.text(name, meant) if meant else ""
                self.code(name, at, values[" ".join(key.split())], codes)
        elif "values" in nodes:
            self.wrong(nodes["values"][0], f"{name}: values is no mapping", "write {WHAT STANDS THERE: WHAT IS MEANT}")
        return Value(name, line, self.text(name, nodes["column"][1]), "", values, codes)

    def code(self, name: str, line: int, text: str, codes: tuple[str, ...]) -> None:
        if codes and text not in codes:
            near = get_close_matches(text[:200], codes, 1)
            hint = f"did you mean {near[0]}?" if near else f"write one of {', '.join(codes)}, or {{column: NAME}}"
            self.wrong(line, f"{name}: {quoted(text)} is none", hint)

    def parts(self, name: str, node: Node, keys: Sequence[str]) -> dict[str, Value]:
        """A mapping of values, in the order of its known keys."""
        nodes = self.entries(name, node, keys)
        return {key: found for key in keys if key in nodes and (found := self.value(key, *nodes[key]))}

    def source(self, node: Node) -> tuple[dict[str, Value], str]:
        nodes = self.entries("source", node, (*_SOURCE, "format"))
        found = {key: value for key in _SOURCE if key in nodes and (value := self.value(key, *nodes[key]))}
        return found, self.form(nodes)

    def form(self, nodes: Mapping[str, tuple[int, Node]]) -> str:
        """The format of a date."""
        if "format" not in nodes:
            return ""
        line, node = nodes["format"]
        text = self.text("format", node)
        used = _DIRECTIVES.findall(text)
        unknown = [letter for letter in used if letter not in _KNOWN_DIRECTIVES]
        if unknown or text.count("%") != len(used) + used.count("%") or not {"Y", "y"} & set(used):
            self.wrong(line, f"the format {quoted(text)} can't be read", 'write it like "%d.%m.%Y" or "%B %d, %Y"')
        return text

    def when(self, name: str, line: int, node: Node) -> When | None:
        if isinstance(node, Text):
            return When(Value(name, line, node.value))
        nodes = self.entries(name, node, ("column", "start", "end", "format", "within"))
        if ("column" in nodes) == ("start" in nodes) or ("column" in nodes and "end" in nodes):
            self.wrong(line, f"{name}: either column, or start and end, are needed", "name the columns")
            return None
        first = "column" if "column" in nodes else "start"
        start = self.value(first, *nodes[first])
        end = self.value("end", *nodes["end"]) if "end" in nodes else None
        within = self.text("within", nodes["within"][1]) if "within" in nodes else "false"
        if within not in ("true", "false"):
            self.wrong(nodes["within"][0], f"within: {quoted(within)} is no yes or no", "write true, or leave it out")
        return When(start, end, self.form(nodes), within == "true") if start else None

    def participants(self, node: Node) -> list[Participant]:
        found = []
        for item in node.nodes if isinstance(node, Items) else [node]:
            if item is not None and (one := self.participant(item)):
                found.append(one)
        if isinstance(node, Items) and not node.nodes:
            self.wrong(node.line, "participants: the list is empty", "name at least one column")
        return found

    def participant(self, node: Node) -> Participant | None:
        if isinstance(node, Text):
            node = Entries({"name": (node.line, node)}, node.line)
        nodes = self.entries("participant", node, _PARTICIPANT)
        if "name" not in nodes:
            self.wrong(node.line, "this participant has no name", "add name: and the column that holds it")
            return None
        acts_for = "country"
        if "delegation" in nodes and isinstance(whole := nodes["delegation"][1], Entries) and "type" in whole.nodes:
            line, given = whole.nodes["type"]
            acts_for = self.text("type", given) if given else acts_for
            self.code("type", line, acts_for, ("country", "organisation", "group"))
            rest = {key: at for key, at in whole.nodes.items() if key != "type"}
            nodes["delegation"] = nodes["delegation"][0], Entries(rest, whole.line)
        codes = {"type": ACTOR_TYPES, "role": ROLES, "presence": PRESENCES}
        keys = [key for key in _PARTICIPANT if key in nodes and key != "split"]
        read = {key: self.value(key, *nodes[key], codes.get(key, ())) for key in keys}
        name = read["name"]
        if name is None:
            return None
        return Participant(
            name,
            read.get("type") or Value("type", name.line, None, "person"),
            read.get("role") or Value("role", name.line, None, "member"),
            read.get("delegation"),
            acts_for,
            read.get("capacity"),
            read.get("presence"),
            self.text("split", nodes["split"][1]) if "split" in nodes else "",
        )
