"""The base of frozen values: equality, hash and text written once.

attrs can generate the three for every class, but then it compiles them for every class at every start, which took a
tenth of the time from process start to answer (`bench/start.py`).
"""

from attrs import fields


class Value:
    """Something that is what its fields are; its text leaves out fields that are empty.

    >>> from attrs import frozen
    >>> @frozen(eq=False, repr=False)
    ... class Point(Value):
    ...     x: int
    ...     label: str | None = None
    >>> Point(1) == Point(1), Point(1) == Point(2), len({Point(1), Point(1)}), Point(1)
    (True, False, 1, Point(x=1))
    """

    __slots__ = ()

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, field.name) for field in fields(type(self)))  # type: ignore[arg-type]

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self), self._values()))

    def __repr__(self) -> str:
        names = (field.name for field in fields(type(self)))  # type: ignore[arg-type]
        given = (
            (name, value) for name, value in zip(names, self._values(), strict=True) if value not in (None, (), "")
        )
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in given)})"
