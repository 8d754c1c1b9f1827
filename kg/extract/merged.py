"""A meeting as several mentions tell it."""

from datetime import date

from attrs import define, field

from kg.extract.clause import Details, Encounter, Value
from kg.extract.discourse import Actor
from kg.model import Span

DONE = ("held", "under-way")
"""The statuses of what has taken place or begun."""


@define(kw_only=True)
class Meeting(Details):
    """A meeting that one or several sentences speak of.

    `round_of` is the main meeting of which it is told as an earlier or a next round, with the words for that.
    """

    mentions: list[Encounter] = field(factory=list)
    actors: dict[str, tuple[Actor, Encounter]] = field(factory=dict)
    told: dict[str, list[tuple[Actor, Encounter]]] = field(factory=dict)
    values: dict[tuple[str, str], list[tuple[Value, Encounter]]] = field(factory=dict)
    roles: dict[tuple[str, str], tuple[Actor, Encounter]] = field(factory=dict)
    continues: "tuple[Meeting, Span] | None" = None
    round_of: "tuple[Meeting, Span] | None" = None
    subject: str = ""

    @property
    def sides(self) -> set[str]:
        """The countries and bodies that take part, those of people included."""
        return {actor.side for actor, _ in self.actors.values()}

    @property
    def span(self) -> Span:
        """Where it is told first."""
        return self.mentions[0].span


def dates_agree(one: Value | None, other: Value | None) -> bool:
    """Whether two dates can be of one meeting: one lies in the other, or one is not told."""
    if one is None or other is None or one.text == other.text:
        return True
    if len(one.text) == len(other.text) == 10:  # two days
        return False
    from kg.dates import parse

    first, second = parse(one.text), parse(other.text)
    return (first.earliest <= second.earliest and second.latest <= first.latest) or (
        second.earliest <= first.earliest and first.latest <= second.latest
    )


def days_between(one: Value, other: Value) -> int:
    """How many days after a date another begins; -99 where either is no day."""
    if any(len(each.text) != 10 or "/" in each.text for each in (one, other)):
        return -99
    return (date.fromisoformat(other.text) - date.fromisoformat(one.text)).days
