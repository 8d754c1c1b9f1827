"""When events were, as an answer: apart from `kg.findings`, so that the quickest question imports next to nothing."""

from typing import ClassVar

from attrs import frozen

from kg.dates import Date
from kg.table import show
from kg.value import Value


@frozen(eq=False, repr=False)
class EventDate(Value):
    """A date that some source gives an event."""

    id: str
    label: str
    date: Date

    COLUMNS: ClassVar[tuple[str, ...]] = ("date", "event", "id")

    def row(self) -> tuple[str, ...]:
        """The values of `COLUMNS` as text."""
        return (show(self.date), self.label, self.id)
