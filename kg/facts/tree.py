"""The text of a facts file as a tree of mappings, lists and texts, each with the line it stands on.

YAML is only used for its shape: every scalar is text, and the format decides what the text means, so ``2025-06-02``
and ``no`` stay as they were written. Anchors, aliases, tags and deep nesting are refused while reading, so that a
hostile file can neither grow nor run anything.
"""

import re
from collections.abc import Callable, Collection
from typing import Any, Union

import yaml
from attrs import define

from kg.errors import quoted

Complain = Callable[[int, str, str | None], None]
"""Takes a line (from 1), what is wrong there, and what would be right."""

DEEPEST = 20
"""How deep mappings and lists may be nested; the format itself needs six levels."""
_TOO_DEEP = f"brackets or indentation are nested more than {DEEPEST} deep", "facts are flat"

PATIENCE = 200
"""After how many problems a file is not read further."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_NEWLINE = re.compile("\r\n|\r|\n")
_HINTS = (
    ("mapping values are not allowed", 'put text that holds ": " in quotes, and every key on a line of its own'),
    ("cannot start any token", "indent with spaces, and put text that starts with @, ` or % in quotes"),
    ("end of stream", "close the quote or bracket that was opened before"),
    ("unknown escape", "write a backslash twice inside double quotes"),
    ("document start", "put the text in quotes, and keep one document in a file"),
    ("", "check the indentation, the colons, and that every quote and bracket is closed"),
)


@define(eq=False, repr=False)
class Text:
    """A scalar; ``plain`` where it was written without quotes and not as a block."""

    value: str
    line: int
    plain: bool = True


@define(eq=False, repr=False)
class Items:
    """A list; None stands for an item that was refused."""

    nodes: list["Node | None"]
    line: int


@define(eq=False, repr=False)
class Entries:
    """A mapping from each key to the line of the key and the value; None stands for a value that was refused."""

    nodes: dict[str, tuple[int, "Node | None"]]
    line: int


_REFUSED = Text("", 0)

Node = Union[Text, Items, Entries]  # noqa: UP007 - the classes name it before it exists


def named(node: Node) -> str:
    """Say what a node is.

    >>> named(Items([], 1))
    'a list'
    """
    return {Text: "text", Items: "a list", Entries: "a mapping"}[type(node)]


def parse(content: str, complain: Complain, top: Collection[str]) -> Entries | None:
    r"""Read a file's text; None if it has no mapping that could be used.

    ``top`` are the keys that the outermost mapping may have. Every problem goes to ``complain``; reading stops where
    YAML is broken, and after `PATIENCE` problems.

    >>> tree = parse("people:\n  ada: {name: Ada}\n", print, ["people"])
    >>> tree.nodes["people"][1].nodes["ada"][0]
    2
    """
    if found := _UNWRITABLE.search(content):
        line = len(_NEWLINE.findall(content, 0, found.start())) + 1
        complain(line, f"the text has the character U+{ord(found[0]):04X}", "take it out")
        return None
    loader = _LOADER(content)
    try:
        return _Builder(loader, complain, top).build()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        problem = " ".join(part for part in (error.problem, error.context) if part)
        if "nesting depth" in problem:  # the limit of newer versions of the YAML library
            complain(line, *_TOO_DEEP)
        else:
            complain(line, f"this is not YAML: {problem}", next(hint for words, hint in _HINTS if words in problem))
        return None
    finally:
        loader.dispose()


class _Stop(Exception):
    """The file is not worth reading further."""


class _Builder:
    """Turns the events of a YAML parser into a tree."""

    def __init__(self, loader: Any, complain: Complain, top: Collection[str]) -> None:
        self.loader, self.top = loader, top
        self.tell = complain
        self.count = 0
        self.stack: list[Items | Entries] = []
        self.keys: list[Text | None] = []
        self.root: Node | None = None
        self.documents = 0

    def complain(self, line: int, message: str, hint: str | None) -> None:
        self.tell(line, message, hint)
        self.count += 1
        if self.count >= PATIENCE:
            raise _Stop

    def build(self) -> Entries | None:
        """Read all events."""
        next_event = self.loader.get_event
        event = next_event()
        try:
            while event is not None and not isinstance(event, yaml.StreamEndEvent):
                self.event(event, type(event), event.start_mark.line + 1)
                event = next_event()
        except _Stop:
            return None
        if self.root is None:
            self.complain(1, "the file is empty", "a facts file starts with source: or registry:")
        return self.root if isinstance(self.root, Entries) else None

    def event(self, event: Any, kind: type, line: int) -> None:
        """Take in one event."""
        if kind is yaml.ScalarEvent:
            self.check(event, line)
            style = event.style
            value = event.value.strip() if style in ("|", ">") else event.value
            self.add(Text(value, line, not style), line)
        elif kind is yaml.MappingStartEvent:
            self.check(event, line)
            self.open(Entries({}, line))
        elif kind is yaml.SequenceStartEvent:
            self.check(event, line)
            self.open(Items([], line))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self.stack.pop()
            self.keys.pop()
        elif kind is yaml.AliasEvent:
            self.complain(line, f"the alias {quoted(event.anchor)} is refused", "write the value out again")
            self.add(None, line)
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                self.complain(line, "a second document starts here", "keep one source or registry in a file")
                raise _Stop

    def check(self, event: Any, line: int) -> None:
        """Refuse what YAML can do beyond plain data."""
        if event.anchor is not None:
            self.complain(line, f"the anchor {quoted(event.anchor)} is refused", "write the value out again")
        if event.tag is not None:
            self.complain(line, f"the tag {quoted(event.tag)} is refused", "write the value without a tag")

    def open(self, node: Items | Entries) -> None:
        """Start a mapping or list."""
        if len(self.stack) >= DEEPEST:
            self.complain(node.line, *_TOO_DEEP)
            raise _Stop
        self.add(node, node.line)
        self.stack.append(node)
        self.keys.append(None)

    def add(self, node: Node | None, line: int) -> None:
        """Put a node where it belongs: as root, as item, as key or as value."""
        if not self.stack:
            self.root = node
            if not isinstance(node, Entries):
                what = named(node) if node else "an alias"
                self.complain(line, f"the file is {what}, not a mapping", "it starts with source: or registry:")
                raise _Stop
            return
        inside = self.stack[-1]
        if isinstance(inside, Items):
            inside.nodes.append(node)
            return
        key = self.keys[-1]
        if key is None:
            self.keys[-1] = self.key(node, inside, line)
            return
        self.keys[-1] = None
        if key is not _REFUSED:
            inside.nodes[key.value] = (key.line, node)

    def key(self, node: Node | None, inside: Entries, line: int) -> Text:
        """Check a key; `_REFUSED` if its value is not to be kept."""
        if not isinstance(node, Text):
            self.complain(line, f"a key is {named(node) if node else 'an alias'}", "a key is a single word")
        elif len(self.stack) == 1 and node.value not in self.top:
            self.complain(line, *unknown_key(node.value, self.top))
        elif node.value in inside.nodes:
            first = inside.nodes[node.value][0]
            self.complain(line, f"{quoted(node.value)} stands here twice", f"it is also on line {first}; keep one")
        else:
            return node
        return _REFUSED


def unknown_key(key: str, allowed: Collection[str]) -> tuple[str, str]:
    """Say that a key is unknown, and which ones are known.

    >>> unknown_key("nmae", ["name", "names"])
    ('unknown key "nmae"', 'did you mean name?')
    """
    from difflib import get_close_matches

    near = get_close_matches(key[:PATIENCE], allowed, 1)
    return f"unknown key {quoted(key)}", f"did you mean {near[0]}?" if near else f"allowed here: {', '.join(allowed)}"
