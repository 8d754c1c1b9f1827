"""What is known of a meeting from one sentence, and the stretch of the sentence that tells it."""

from attrs import define, field

from kg.extract.discourse import Actor
from kg.extract.line import Line, Mention, is_sign
from kg.extract.surroundings import Frame
from kg.model import Span


@define(frozen=True)
class Value:
    """A value that a text gives with the words for it and what was concluded."""

    text: str
    span: Span
    resolving: tuple[Span, ...] = ()
    inference: str = ""


DETAILS = ("date", "city", "venue", "country", "purpose", "outcome", "mode")


@define(kw_only=True)
class Details:
    """When and where a meeting is, what for, what came of it, how far it had come, and which of a series it is."""

    kind: str
    date: Value | None = None
    city: Value | None = None
    venue: Value | None = None
    country: Value | None = None
    purpose: Value | None = None
    outcome: Value | None = None
    mode: Value | None = None
    status: str = "held"
    number: int | None = None
    which: str = ""


@define(kw_only=True)
class Encounter(Details):
    """One mention of a meeting.

    `plural` marks several at once ("the first two rounds"), `apart` one told with another that came before or after it,
    `same_place` one that was where the main meeting is; `phase` is "starts" or "ends" where only that is told;
    `inferred` one that was taken for a previous one without a word for it;
    `other_day` one told as days before or after another; `session` a part of a meeting; `together` are those whom
    somebody met one by one, in one of these meetings each.
    """

    rule: str
    frame: str
    line: int
    span: Span
    core: Span
    headline: bool = False
    actors: list[Actor] = field(factory=list)
    roles: list[tuple[str, Actor]] = field(factory=list)
    definite: bool = False
    plural: bool = False
    apart: bool = False
    same_place: bool = False
    phase: str = ""
    inferred: bool = False
    other_day: bool = False
    session: bool = False
    together: tuple[Actor, ...] = ()
    event: Mention | None = None


@define
class Clause:
    """The stretch of a sentence around a frame in which its time and place stand."""

    frame: Frame
    start: int
    end: int
    language: str

    @property
    def line(self) -> Line:
        """The sentence."""
        return self.frame.line

    @property
    def stretch(self) -> tuple[str, int, int]:
        """The folded sentence with the bounds of the clause, as patterns take them."""
        return self.line.text, self.start, self.end

    def signs(self, sort: str, start: int, end: int) -> list[int]:
        """The places of the signs of one sort."""
        text = self.line.text
        return [i for i in range(start, end) if is_sign(text[i]) and self.line.at(text[i]).sort == sort]

    def nearest(self, places: list[int]) -> int | None:
        """The first place behind the verb or noun, or else the last before it."""
        behind = [place for place in places if place >= self.frame.core]
        return behind[0] if behind else places[-1] if places else None


def dated(mention: Mention) -> Value:
    """The value of a mention of a day.

    >>> dated(Mention(sort="D", span=Span(0, 6), edtf="2025-06-02")).text
    '2025-06-02'
    """
    return Value(mention.edtf, mention.span, inference=mention.note)
