"""The first pass over a facts file: which source it is of, and which ids it defines."""

from collections.abc import Collection

from attrs import frozen

from kg import vocab
from kg.facts.format import DELEGATION, EVENT, REGISTRY, SECTIONS, SOURCE
from kg.facts.index import Index
from kg.facts.problems import Problems
from kg.facts.shapes import Keyed, Shape
from kg.facts.tree import Entries, Node, Text


@frozen(eq=False)
class Origin:
    """The source or registry that a file is of: its shape, its id without the type (empty if none can be read)."""

    shape: Shape
    name: str

    @property
    def id(self) -> str:
        """The id of the model."""
        return f"{self.shape.type}/{self.name}"


def origin_of(tree: Entries) -> Origin:
    """Find out what a file is of.

    >>> from kg.facts.tree import parse
    >>> origin_of(parse("registry: {id: people}", print, ["registry"])).id
    'registry/people'
    """
    shape = SOURCE if SOURCE.name in tree.nodes else REGISTRY
    name = peek(tree.nodes.get(shape.name, (0, None))[1], "id")
    return Origin(shape, name.value if name else "")


def collect(file: str, tree: Entries, index: Index, problems: Problems, accept: Collection[str]) -> None:
    """Tell the index every id that a file defines, and whether its review is one of those that count (``accept``).

    A source that another file is of is a problem.
    """
    origin = origin_of(tree)
    if origin.name:
        line = tree.nodes[origin.shape.name][0]
        if first := index.define(origin.id, (file, line)):
            message = f"{origin.id} is also at {first[0]}:{first[1]}"
            problems.add(file, line, message, "one file holds all of a source")
    for section in SECTIONS:
        entries = tree.nodes.get(section.name, (0, None))[1]
        if isinstance(section.kind, Keyed) and isinstance(entries, Entries):
            for key, (line, node) in entries.nodes.items():
                shape = section.kind.shape
                review = review_of(shape, node, default_review(tree))
                index.define(shape.identify(key, origin.name), (file, line), review in accept)
                if shape is EVENT and isinstance(node, Entries):
                    _delegations(key, node, review, (file, origin.name), index, accept)


def _delegations(
    event: str, node: Entries, around: str, where: tuple[str, str], index: Index, accept: Collection[str]
) -> None:
    """Tell the index the delegations of an event."""
    delegations = node.nodes.get("delegations", (0, None))[1]
    if isinstance(delegations, Entries):
        for key, (line, inner) in delegations.nodes.items():
            counts = review_of(DELEGATION, inner, around) in accept
            index.define(DELEGATION.identify(key, where[1], event), (where[0], line), counts)


def default_review(tree: Entries) -> str:
    """Give the review that holds for a whole file unless a fact says otherwise."""
    return _own_review(tree) or "accepted"


def review_of(shape: Shape, node: Node | None, around: str) -> str:
    """Give the review that holds for a fact.

    It is the fact's own, or that of what is ``around`` it: the file, or the fact it is a part of. A part is never
    better than the whole: what is accepted in a pending event is pending. Things without evidence are always accepted.
    """
    if not shape.evidence:
        return "accepted"
    own = _own_review(node) or around
    return own if shape.scope in ("everywhere", "source") else max(own, around, key=vocab.REVIEWS.index)


def _own_review(node: Node | None) -> str:
    """Give the review that stands on a mapping itself, empty if there is no valid one."""
    own = peek(node, "review")
    return own.value if own and own.value in vocab.REVIEWS else ""


def peek(node: Node | None, key: str) -> Text | None:
    """Give the text at a key of a mapping, if there is one."""
    value = node.nodes.get(key, (0, None))[1] if isinstance(node, Entries) else None
    return value if isinstance(value, Text) else None
