"""Answers as rows of text, as plain data, as HTML and as data frames."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar, get_args, get_origin, overload

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
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if kind is Date:
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
    if attrs.has(kind):
        return {
            name: _edtf(getattr(value, attribute)) if edtf else plain(getattr(value, attribute))
            for name, attribute, edtf in json_names(kind)
        }
    return value


_AS_THEY_ARE = frozenset((str, int, float, bool, type(None)))


@cache
def json_names(kind: Any) -> tuple[tuple[str, str, bool], ...]:
    """The fields of a class of answers: name in JSON, name in Python, whether a date there is its EDTF text alone.

    >>> from kg.parts import Provided
    >>> json_names(Provided)
    (('number', 'number', False), ('text', 'text', False))
    """
    return tuple((f.name.rstrip("_"), f.name, bool(f.metadata.get("edtf"))) for f in attrs.fields(kind))


def _edtf(value: tuple[Date, ...] | Date | None) -> Any:
    return [date.edtf for date in value] if isinstance(value, tuple) else value and value.edtf


def flat(value: Any) -> dict[str, Any]:
    """An answer as columns of text, numbers and truth values, as `Answers.to_pandas` describes them.

    >>> from kg.answers import Located, Meeting
    >>> row = flat(Meeting("event/a", "talks", "A", place=Located("city/b", "Bb", "city")))
    >>> row["place"], row["place_id"], row["date"], row["participants"]
    ('Bb', 'city/b', None, '')
    """
    cells: dict[str, Any] = {}
    for field in attrs.fields(type(value)):
        cells |= _cells(field, getattr(value, field.name))
    return cells


def _cells(field: "attrs.Attribute[Any]", value: Any) -> dict[str, Any]:
    """The columns of one field in a data frame with their values; a value of None gives the same columns."""
    from kg.parts import Located  # made of tables themselves

    name = field.name.rstrip("_")
    kinds = (field.type, *get_args(field.type))
    if get_origin(field.type) is tuple:
        return {name: "; ".join(map(_brief, value or ()))}
    if Date in kinds:
        day = plain(value) or {}
        return {name: day.get("edtf"), **{f"{name}_{end}": day.get(end) for end in ("earliest", "latest")}}
    if Located in kinds:
        around = {f"{name}_{part}": getattr(value, part, None) for part in ("id", "city", "country")}
        return {name: getattr(value, "name", None), **around}
    return {name: value}


def _brief(item: Any) -> str:
    """One of several things in a cell: a thing with a label by that, so that no card stands there."""
    return getattr(item, "label", None) or show(item)


def _quotes(value: Any) -> str:
    """The quotes of an answer's sources, once for copies, each with its source where there are several."""
    from kg.parts import Cited, in_quotes, with_copies

    cited = [source for source in getattr(value, "sources", ()) if isinstance(source, Cited)]
    counting = with_copies(cited)
    quoted = [q for one, copies in counting if (q := next((each for each in (one, *copies) if each.quote), None))]
    alone = len(counting) == 1
    return "; ".join(in_quotes(source.quote or "") + ("" if alone else f" ({source})") for source in quoted)


def card_lines(card: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The parts of one answer as lines of a heading, padded and only on the first line, and a text; empty ones go."""
    width = max(len(name) for name, _ in card)
    for name, text in card:
        for index, line in enumerate(text.splitlines()):
            yield (name if index == 0 else "").ljust(width), line


def card_text(card: Sequence[tuple[str, str]]) -> str:
    """The parts of one answer under each other, each behind its heading.

    >>> print(card_text([("event", "Talks"), ("place", ""), ("sources", "a\\nb")]))
    event    Talks
    sources  a
             b
    """
    return "\n".join(f"{head}  {line}".rstrip() for head, line in card_lines(card))


def as_csv(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows as CSV (RFC 4180); a cell that a spreadsheet would run as a formula gets an apostrophe in front.

    >>> as_csv(["name"], [["=1+1"], ["Ada"]]).splitlines()
    ['name', "'=1+1", 'Ada']
    """
    import csv  # most answers are shown otherwise
    import io

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
        """The column heads; where texts are at hand the last is `quote`."""
        return (*self.kind.COLUMNS, "quote") if self._quoted else self.kind.COLUMNS

    def rows(self) -> list[tuple[str, ...]]:
        """The answers as rows of text, one cell a column."""
        quoted = self._quoted
        return [(*value.row(), _quotes(value)) if quoted else value.row() for value in self._values]

    @property
    def _quoted(self) -> bool:
        return any(_quotes(value) for value in self._values)

    def to_dicts(self) -> list[dict[str, Any]]:
        """The answers as JSON data with every field, not only the columns."""
        return [plain(value) for value in self._values]

    def to_pandas(self) -> "pandas.DataFrame":
        """The answers as a data frame of plain columns that can be sorted; needs pandas to be installed.

        A date is its EDTF text, with its first and last day (YYYY-MM-DD, None where open) in `date_earliest` and
        `date_latest`; a place is its name, with `place_id`, `place_city` and `place_country` beside it; what there may
        be several of, such as participants, is one text. Raises ImportError where pandas is missing.
        """
        import pandas

        fields = attrs.fields(self.kind)  # type: ignore[arg-type]
        columns = [column for field in fields for column in _cells(field, None)]
        return pandas.DataFrame([flat(value) for value in self._values], columns=columns)

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
