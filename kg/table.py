"""Answers as rows of text, as plain data, as HTML and as data frames."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar, overload

import attrs

from kg.dates import Date

if TYPE_CHECKING:
    import pandas


class Answer(Protocol):
    """What every answer value offers: column heads, and its values as text."""

    COLUMNS: ClassVar[tuple[str, ...]]

    def row(self) -> tuple[str, ...]:
        """The values of `COLUMNS` as text."""


T = TypeVar("T", bound=Answer)
_FORMULA = tuple(
    "=+-@\t\r\n\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
)
"""What a spreadsheet takes for the beginning of a formula, or drops and then does."""


def show(value: object) -> str:
    """A value as text in a table cell: nothing for None, a date as people write it, a sequence joined.

    >>> from kg.dates import parse
    >>> show(parse("2025-06-02")), show(None), show(("a", "b"))
    ('2 June 2025', '', 'a; b')
    """
    if value is None:
        return ""
    if isinstance(value, Date):
        return value.text
    if isinstance(value, tuple):
        return "; ".join(show(item) for item in value)
    return str(value)


def plain(value: Any) -> Any:
    """A value as JSON data: objects, lists, strings, numbers and null.

    A date becomes `{"edtf", "earliest", "latest", "text", "qualified", "within"}`; an open end is null.

    >>> from kg.dates import parse
    >>> plain(parse("2025-06-02/.."))["latest"] is None
    True
    """
    if isinstance(value, Date):
        return {
            "edtf": value.edtf,
            "earliest": None if value.earliest == "0001-01-01" else value.earliest,
            "latest": None if value.latest == "9999-12-31" else value.latest,
            "text": value.text,
            "qualified": value.qualified,
            "within": value.within,
        }
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if attrs.has(type(value)):
        return {f.name.rstrip("_"): _field(f, getattr(value, f.name)) for f in attrs.fields(type(value))}
    return value


def _field(field: "attrs.Attribute[Any]", value: Any) -> Any:
    """A field as JSON data; one whose metadata says `edtf` gives its dates as EDTF text."""
    if not field.metadata.get("edtf"):
        return plain(value)
    return [date.edtf for date in value] if isinstance(value, tuple) else value and value.edtf


def as_csv(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows as CSV (RFC 4180); a cell that a spreadsheet would run as a formula gets an apostrophe in front.

    >>> as_csv(["name"], [["=1+1"], ["Ada"]]).splitlines()
    ['name', "'=1+1", 'Ada']
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerows([[f"'{cell}" if cell[:1] in _FORMULA else cell for cell in row] for row in (columns, *rows)])
    return buffer.getvalue()


class Answers(Sequence[T], Generic[T]):
    """The answers to a question: a sequence of values that prints as a table and converts to other forms.

    >>> from kg.findings import Count
    >>> answers = Answers(Count, [Count("event", 2)])
    >>> print(answers)
    what   count
    event  2
    >>> answers.to_dicts()
    [{'what': 'event', 'count': 2}]
    """

    def __init__(self, kind: type[T], values: Iterable[T]) -> None:
        self.kind = kind
        self._values = tuple(values)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> "Answers[T]": ...
    def __getitem__(self, index: int | slice) -> "T | Answers[T]":
        if isinstance(index, slice):
            return Answers(self.kind, self._values[index])
        return self._values[index]

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[T]:
        return iter(self._values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Answers) and self._values == other._values

    def __hash__(self) -> int:
        return hash(self._values)

    @property
    def columns(self) -> tuple[str, ...]:
        """The column heads."""
        return self.kind.COLUMNS

    def rows(self) -> list[tuple[str, ...]]:
        """The answers as rows of text, one cell a column."""
        return [value.row() for value in self._values]

    def to_dicts(self) -> list[dict[str, Any]]:
        """The answers as JSON data with every field, not only the columns."""
        return [plain(value) for value in self._values]

    def to_pandas(self) -> "pandas.DataFrame":
        """The answers as a data frame with the fields of the JSON form as columns; needs pandas to be installed.

        Raises ImportError where pandas is missing.
        """
        import pandas

        names = [field.name.rstrip("_") for field in attrs.fields(self.kind)]  # type: ignore[arg-type]
        return pandas.DataFrame(self.to_dicts(), columns=names)

    def __str__(self) -> str:
        lines = [self.columns, *self.rows()]
        widths = [max(len(line[i]) for line in lines) for i in range(len(self.columns))]
        return "\n".join("  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in lines)

    def __repr__(self) -> str:
        return f"<{len(self)} x {self.kind.__name__}>"

    def _repr_html_(self) -> str:
        from html import escape

        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        body = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in self.rows())
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
