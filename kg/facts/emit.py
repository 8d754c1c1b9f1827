"""Writing YAML that people like to read: one line where that fits, quotes only where they are needed."""

import json
import re
from decimal import Decimal
from typing import Union

WIDTH = 110
"""How long a line may get before a mapping or list is broken up."""

_SAFE = re.compile(r"[^\W\d_](?:[\w '’/().+-]*[\w'’/().+-])?|https?://[\w./%~=&+-]+")
_RESERVED = re.compile("null|true|false|yes|no|on|off|y|n", re.IGNORECASE)
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


class Plain(str):
    """A code, number, date or id: written without quotes."""


Value = Union[str, Plain, "list[Value]", "Mapping"]
Mapping = dict[str, Value]


def dump(file: Mapping) -> str:
    """Write a file: every key of the outermost mapping starts a paragraph.

    >>> print(dump({"registry": {"id": Plain("people")}, "people": {"ada": {"name": "Ada: the first"}}}), end="")
    registry: {id: people}
    <BLANKLINE>
    people:
      ada: {name: "Ada: the first"}
    """
    paragraphs = []
    for key, value in file.items():
        if isinstance(value, dict) and any(isinstance(inner, dict) for inner in value.values()):
            lines = [f"{key}:", *_block(value, 2)]
        else:
            lines = _entry(key, value, 0)
        paragraphs.append("\n".join(lines) + "\n")
    return "\n".join(paragraphs)


def word(text: str) -> Value:
    """Write an id or hash: without quotes, unless an editor would take it for a number.

    >>> print(_flow([word("second-round"), word("2"), word("1e5")]))
    [second-round, "2", "1e5"]
    """
    return text if re.fullmatch("[0-9.e]+", text) else Plain(text)


def decimal(number: float) -> str:
    """Write a number without an exponent.

    >>> decimal(41.01), decimal(1e-7)
    ('41.01', '0.0000001')
    """
    return format(Decimal(repr(number)), "f")


def _block(mapping: Mapping, indent: int) -> list[str]:
    """Write a mapping with one entry on a line."""
    return [line for key, value in mapping.items() for line in _entry(key, value, indent)]


def _entry(key: str, value: Value, indent: int) -> list[str]:
    """Write a key and its value, on one line if that fits."""
    start = " " * indent + _key(key) + ":"
    flow = f"{start} {_flow(value)}"
    if isinstance(value, str) or not value or len(flow) <= WIDTH:
        return [flow]
    if isinstance(value, dict):
        return [start, *_block(value, indent + 2)]
    return [start, *(f"{' ' * indent}  - {_flow(item)}" for item in value)]


def _flow(value: Value) -> str:
    """Write a value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if _RESERVED.fullmatch(value) and value not in ("true", "false"):
        return f'"{value}"'
    if isinstance(value, Plain) and "?" not in value:  # not every parser takes a ? inside brackets
        return value
    return value if _is_safe(value) else _quoted(value)


def _key(key: str) -> str:
    """Write a key: an id, a language or the name of a field."""
    return f'"{key}"' if _RESERVED.fullmatch(key) else key


def _is_safe(text: str) -> bool:
    """Tell whether text means itself without quotes."""
    return bool(_SAFE.fullmatch(text)) and not _RESERVED.fullmatch(text)


def _quoted(text: str) -> str:
    """Write text in double quotes; YAML's escapes include those of JSON."""
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
