"""How the format of facts files is described: fields with a kind, and shapes made of fields."""

from typing import Any

from attrs import Factory, field, fields_dict, frozen

from kg import vocab
from kg.facts.kinds import Code, Flag, Kind, Stretch, When, Words


@frozen(eq=False, repr=False)
class Field:
    """A key of a mapping.

    ``many``: one value or a list. ``plural``: the key that takes a list instead. ``sourced``: the value may be written
    long, as a mapping with the value, its evidence and its review. ``attr``: the field of the model, if it has another
    name.
    """

    name: str
    kind: "Kind | Shape | Keyed | Names"
    doc: str
    required: bool = False
    many: bool = False
    plural: str = ""
    sourced: bool = False
    attr: str = Factory(lambda self: self.name, takes_self=True)
    long: "Shape | None" = field(init=False, default=Factory(lambda self: _long(self), takes_self=True))


@frozen(eq=False, repr=False)
class Shape:
    """A mapping with known keys.

    ``name`` says what it describes. ``model`` is the class it becomes (None: none of its own); ``type`` is the first
    part of its id and ``scope`` within what the id is unique: ``everywhere``, in the ``source``, the ``event`` or the
    ``document``. ``evidence``: it may carry evidence, an inference and a review. ``short``: the one key whose value may
    stand for the whole. ``together`` are keys that need each other.
    """

    name: str
    doc: str
    fields: tuple[Field, ...]
    model: type[Any] | None = None
    type: str = ""
    scope: str = ""
    shared: bool = False
    evidence: bool = False
    short: str = ""
    together: tuple[str, ...] = ()
    keys: dict[str, Field] = field(init=False)
    required: tuple[str, ...] = field(init=False)

    @keys.default
    def _keys(self) -> dict[str, Field]:
        every = self.fields + (VOUCHED if self.evidence else ())
        return {f.name: f for f in every} | {f.plural: f for f in every if f.plural}

    @required.default
    def _required(self) -> tuple[str, ...]:
        return tuple(f.name for f in self.fields if f.required)

    def identify(self, key: str, source: str, outer: str = "") -> str:
        """Give the id of a thing with a key of its own, in a file of a source (without its type).

        ``outer`` is the key of the event or document that it is a part of.

        >>> Shape("target", "", (), type="target", scope="event").identify("bases", "wire", "strike-1")
        'target/strike-1/wire/bases'
        """
        if self.scope == "everywhere":
            return f"{self.type}/{key}"
        if self.scope == "source":
            return f"{self.type}/{source}/{key}"
        return f"{self.type}/{outer}/{key}" if self.shared else f"{self.type}/{outer}/{source}/{key}"

    @property
    def of_source(self) -> bool:
        """Whether the model's values name the source that vouches for them."""
        return self.model is not None and "source" in fields_dict(self.model)


@frozen(eq=False, repr=False)
class Keyed:
    """A mapping from ids to mappings of one shape."""

    shape: Shape


@frozen(eq=False, repr=False)
class Names:
    """A mapping from language tags to names; ``name`` itself is English."""


def _long(short: Field) -> Shape | None:
    """Describe the long form of a field, if it has one."""
    inside = isinstance(short.kind, When) and short.kind.inside
    if not (short.sourced or inside):
        return None
    kind = When() if inside else short.kind
    value = Field("value", kind, "The value itself.", required=True)
    return Shape(
        short.name,
        f"{short.doc} Long form.",
        (value, _WITHIN) if inside else (value,),
        evidence=short.sourced,
        short="value",
    )


REVIEW = Field(
    "review",
    Code(vocab.REVIEWS),
    "What a person decided about this and, unless they say otherwise, the facts inside it: only accepted ones count.",
)
VOUCHED = (
    Field("evidence", Stretch(), "Where the source's text says so: start-end in characters, one or a list.", many=True),
    Field("inference", Words(), "What was concluded from the evidence, if it does not say it in so many words."),
    REVIEW,
)
_WITHIN = Field("within", Flag(), "True if it lasted for only some part of the interval, such as a day of a stay.")
