"""The mapping file of `kg import csv`: which column of a table says what.

`MAPPING` explains it to users. A mapping is read like a facts file: everything that is wrong is told at once, each with
its file and line, and a misspelt key or column with the nearest known one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from attrs import field, frozen

from kg.dates import Date, parse
from kg.errors import DateError, quoted
from kg.facts.problems import Problems
from kg.vocab import ACTOR_TYPES, EVENT_KINDS, PRESENCES, ROLES, STATUSES

IGNORE: Final = "ignore"
"""The kind by which a mapping says that a row is no event."""

MAPPING: Final = f"""\
A mapping says which column of your table holds what. It is a YAML file such as:

    title: Meetings of the contact group      # of the table; also publisher, published, url, language
    key: [Meeting no.]                        # rows with the same values here are one event
    date: {{column: Day, format: "%d.%m.%Y"}}   # without a format: EDTF, such as 2025-06-02 or 2025-06
    kind: {{column: Type, values: {{Gespräch: talks, Besuch: visit, Intern: ignore}}}}
    label: Subject
    place: {{venue: Hall, city: Town, country: State}}
    participants:
      - {{name: Minister, role: head, capacity: Office, delegation: State}}
      - {{name: Guests, type: organisation, split: ";"}}
    source: {{title: Headline, publisher: Paper, url: Link}}

A plain text names a column, but for kind, status, type, role and presence it is the code itself, as in "kind: visit".
Each can be written longer: {{column: NAME, values: {{WHAT STANDS THERE: WHAT IS MEANT}}}}, or {{value: TEXT}} for what
holds in every row. Only date, kind and participants are needed.

  key           columns whose values together make rows one event; without it every row is an event
  date          a column, or {{column, format}}, or {{start, end, format}}; "within: true" says that the event was
                some time in the date
  kind          {", ".join(EVENT_KINDS)}; or ignore
  status        {", ".join(STATUSES)}; without it held
  label, purpose, outcome
  place         {{venue, city, region, country}}, any of them
  participants  a list; each has a name, and may have
                type        {", ".join(ACTOR_TYPES)}; without it person
                role        {", ".join(ROLES[:6])},
                            {", ".join(ROLES[6:])}; without it member
                delegation  the country acted for, or {{column, type: organisation}} or group
                capacity    the post
                presence    {", ".join(PRESENCES)}
                split       what stands between several names in one cell
  source        {{title, publisher, url, published, format}} of what the row was taken from; without it the table
  empty         texts that stand for nothing, besides "" and NA
  delimiter     what stands between columns: one of , ; | and "\\t"; found out where it is not said

A cell that holds an identifier, such as person/rustem-umerov or city/istanbul, means that thing.
"""

DELIMITERS: Final = (",", ";", "|", "\t")

Cells = Mapping[str, str]
"""What stands in the columns of a row, nothing as ""."""


@frozen
class Value:
    """Where a value comes from: a column, or the same text in every row; `values` says what a text in a column means.

    `codes` are the texts that may come out, if only some may.
    """

    what: str
    line: int
    column: str | None = None
    fixed: str = ""
    values: Mapping[str, str] = field(factory=dict)
    codes: tuple[str, ...] = ()

    def read(self, cells: Cells) -> str:
        """The value in a row, empty where there is none. Raises ValueError where it is no code."""
        if self.column is None:
            return self.fixed
        text = cells[self.column]
        if not text:
            return ""
        found = self.values.get(text, text if not self.values or self.codes else "")
        if self.codes and found not in self.codes and found != IGNORE:
            raise ValueError(f"{self.what}: the mapping does not say what {quoted(text)} means")
        return found


@frozen
class When:
    """Where a date comes from: one or two values, the format of their texts (EDTF if empty), and `within`."""

    start: Value
    end: Value | None = None
    format: str = ""
    within: bool = False

    def read(self, cells: Cells) -> Date | None:
        """The date in a row, None where there is none. Raises ValueError where it is no date."""
        start, end = self.start.read(cells), self.end.read(cells) if self.end else ""
        return _date(start, end, self.format, self.within) if start else None


@frozen
class Participant:
    """Where a participant comes from; `acts_for` is the type of whom the delegation represents."""

    name: Value
    type: Value
    role: Value
    delegation: Value | None = None
    acts_for: str = "country"
    capacity: Value | None = None
    presence: Value | None = None
    split: str = ""


@frozen
class TableMapping:
    """What a mapping file says; `table` are the texts about the table as a whole."""

    file: str
    date: When
    kind: Value
    participants: tuple[Participant, ...]
    status: Value | None = None
    texts: Mapping[str, Value] = field(factory=dict)
    place: Mapping[str, Value] = field(factory=dict)
    source: Mapping[str, Value] = field(factory=dict)
    published: When | None = None
    key: tuple[Value, ...] = ()
    table: Mapping[str, str] = field(factory=dict)
    empty: frozenset[str] = frozenset({"", "NA"})
    delimiter: str = ""

    def values(self) -> Iterator[Value]:
        """All values, in a fixed order."""
        found: list[Value | None] = [*self.key, self.date.start, self.date.end, self.kind, self.status]
        found += [*self.texts.values(), *self.place.values(), *self.source.values()]
        for one in self.participants:
            found += [one.name, one.type, one.role, one.delegation, one.capacity, one.presence]
        yield from (value for value in found if value)

    def columns(self) -> tuple[str, ...]:
        """The columns that are read, in a fixed order."""
        return tuple(dict.fromkeys(value.column for value in self.values() if value.column is not None))

    def check(self, header: Sequence[str], table: str) -> None:
        """Raise `FactsError` if a table has not all the columns, or one of them twice."""
        problems = Problems()
        for value in self.values():
            if value.column is not None and header.count(value.column) != 1:
                times = "twice or more" if value.column in header else "not"
                near = get_close_matches(value.column[:200], [name for name in header if name != value.column], 1)
                hint = f"did you mean {near[0]}?" if near else f"it has {', '.join(map(quoted, header[:20]))}"
                message = f"{value.what}: the column {quoted(value.column)} is {times} in {quoted(table)}"
                problems.add(self.file, value.line, message, hint)
        problems.raise_any()


@lru_cache(maxsize=1 << 14)
def _date(start: str, end: str, form: str, within: bool) -> Date:
    """The date of one or two texts in a format. Raises ValueError."""
    begin, finish = _edtf(start, form), _edtf(end, form)
    try:
        return parse(begin if finish in ("", begin) else f"{begin}/{finish}", within=within)
    except DateError as error:
        raise ValueError(str(error)) from None


def _edtf(text: str, form: str) -> str:
    """A date in a table's own format as EDTF. Raises ValueError."""
    if not text or not form:
        return text
    try:
        found = datetime.strptime(text, form)
    except ValueError:
        raise ValueError(f"the date {quoted(text)} is not written as {form}") from None
    if re.search("%[dj]", form):
        return f"{found.year:04}-{found.month:02}-{found.day:02}"
    return f"{found.year:04}-{found.month:02}" if re.search("%[mbB]", form) else f"{found.year:04}"
