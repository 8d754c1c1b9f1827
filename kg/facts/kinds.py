"""The kinds of single value in a facts file: how each is read, and the JSON Schema that says the same to an editor.

A schema describes what a YAML 1.2 editor sees, where ``2025`` is a number and ``2025-06-02`` is text, so wherever any
text is allowed a number or a truth value is too.
"""

import re
from typing import Any, Protocol

from attrs import frozen

from kg.dates import Date, parse
from kg.errors import KgError, listed, quoted
from kg.facts.tree import Text

Schema = dict[str, Any]

SLUG = "[a-z0-9]+([-._][a-z0-9]+)*"
"""What a chosen id looks like."""
LONGEST_SLUG = 120
_ID = re.compile(SLUG)
_WHOLE = re.compile(r"[-+]?[0-9]+")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_SPAN = re.compile("([0-9]{1,9})-([0-9]{1,9})")
_DASH = re.compile("\\s*[-\u2010-\u2015\u2212]\\s*")
_NOTHING = ("", "~", "null", "Null", "NULL")
_UNPRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_REST = "([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*"
_URL = f"https?://[A-Za-z0-9.-]+(:[0-9]{{1,5}})?([/?]{_REST})?(#{_REST})?"
"""The web addresses that are IRIs of RFC 3987 as they stand; other letters are written as %XX."""
LONGEST_URL = 2000
_LANGUAGE = "[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))?"


class Wrong(KgError):
    """A value is not of its kind; the reader adds where it stands."""


class Kind(Protocol):
    """One kind of single value."""

    def read(self, text: Text) -> Any:
        """Give the value that a text stands for, or raise `Wrong` or `DateError`."""

    def schema(self) -> Schema:
        """Give the JSON Schema of the texts, numbers and truth values that `read` accepts."""


def words(text: Text) -> str:
    """Give a scalar's text, or raise `Wrong` if there is none or it has characters that no format could carry.

    Control characters other than tab and line feed, lone surrogates, U+FFFE and U+FFFF are refused.

    >>> words(Text("Ada", 1))
    'Ada'
    """
    value = text.value
    if not value.strip() or (text.plain and value in _NOTHING):
        raise Wrong("there is nothing here", "leave the key out; the word null needs quotes")
    if not value.isprintable() and (found := _UNPRINTED.search(value)):
        raise Wrong(f"the text has the control character U+{ord(found[0]):04X}", "take it out")
    return value


class Words:
    """Text in any language and script."""

    def read(self, text: Text) -> str:
        """Give the text as it stands."""
        return words(text)

    def schema(self) -> Schema:
        """Allow any text that is not blank."""
        return {"type": ["string", "number", "boolean"], "pattern": r"\S"}


@frozen(eq=False, repr=False)
class Code:
    """One of a list of codes; see `kg.vocab`."""

    codes: tuple[str, ...]

    def read(self, text: Text) -> str:
        """Give the code."""
        if text.value in self.codes:
            return text.value
        from difflib import get_close_matches

        near = get_close_matches(text.value[:100], self.codes, 1)
        hint = f"did you mean {near[0]}? It is one of {', '.join(self.codes)}" if near else listed(self.codes)
        raise Wrong(f"{quoted(text.value)} is not known here", hint)

    def schema(self) -> Schema:
        """List the codes."""
        return {"enum": list(self.codes)}


@frozen(eq=False, repr=False)
class When:
    """A date; ``inside`` where it may be a stretch that the thing lasted for only a part of (``within: true``)."""

    inside: bool = False

    def read(self, text: Text) -> Date:
        """Give the date."""
        return parse(words(text))

    def schema(self) -> Schema:
        """Allow text, and a year alone."""
        return {"type": ["string", "integer"], "pattern": "[0-9]"}


@frozen(eq=False, repr=False)
class Whole:
    """A whole number, written without quotes."""

    minimum: int
    maximum: int = 10**12

    def read(self, text: Text) -> int:
        """Give the number."""
        if text.plain and len(text.value) < 20 and _WHOLE.fullmatch(text.value):
            number = int(text.value)
            if self.minimum <= number <= self.maximum:
                return number
        raise Wrong(f"{quoted(text.value)} is not a whole number", f"write one of at least {self.minimum}, unquoted")

    def schema(self) -> Schema:
        """Allow the numbers."""
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}


@frozen(eq=False, repr=False)
class Degrees:
    """A latitude or longitude in WGS 84 degrees, up to ``limit`` either way, written without quotes."""

    limit: int

    def read(self, text: Text) -> float:
        """Give the number."""
        if not (text.plain and len(text.value) < 40 and _DECIMAL.fullmatch(text.value)):
            raise Wrong(f"{quoted(text.value)} is not a number", "write degrees such as 41.01, unquoted")
        number = float(text.value)
        if not -self.limit <= number <= self.limit:
            raise Wrong(f"{quoted(text.value)} is out of range", f"write degrees from -{self.limit} to {self.limit}")
        return number

    def schema(self) -> Schema:
        """Allow the range."""
        return {"type": "number", "minimum": -self.limit, "maximum": self.limit}


class Flag:
    """True or false, written without quotes."""

    def read(self, text: Text) -> bool:
        """Give the truth value."""
        if text.plain and text.value.lower() in ("true", "false"):
            return text.value.lower() == "true"
        raise Wrong(f"{quoted(text.value)} is neither true nor false", "write true or false, unquoted")

    def schema(self) -> Schema:
        """Allow the two."""
        return {"type": "boolean"}


@frozen(eq=False, repr=False)
class Pattern:
    """Text of one form: ``form`` is its regular expression, ``what`` and ``example`` describe it."""

    form: str
    what: str
    example: str
    longest: int
    lower: bool = False

    def read(self, text: Text) -> str:
        """Give the text, in lower case where that does not change what it means."""
        value = text.value
        if len(value) > self.longest or not re.fullmatch(self.form, value):
            raise Wrong(f"{quoted(value)} is not {self.what}", f"write it like {self.example}")
        return value.lower() if self.lower else value

    def schema(self) -> Schema:
        """Give the form."""
        return {"type": "string", "pattern": f"^(?:{self.form})$", "maxLength": self.longest}


URL = Pattern(_URL, "a web address", "https://example.org/report, other letters as %XX", LONGEST_URL)
SHA256 = Pattern("[0-9a-fA-F]{64}", "a SHA-256", "the output of sha256sum: 64 digits from 0 to f", 64, lower=True)
SKETCH = Pattern("[1-9][0-9]{0,8}[.][A-Za-z0-9_-]{4,256}", "a sketch of a text", "what kg extract writes", 266)
LANGUAGE = Pattern(_LANGUAGE, "a language tag", "uk, ru-latn or zh-hans-cn", 30, lower=True)


class Slug:
    """An id that is chosen once: small letters and digits, joined by single - . or _ signs."""

    def read(self, text: Text) -> str:
        """Give the id."""
        return slug(text.value)

    def schema(self) -> Schema:
        """Give its form."""
        return {"type": ["string", "number", "boolean"], "pattern": f"^{SLUG}$", "maxLength": LONGEST_SLUG}


def slug(value: str) -> str:
    """Check an id, or raise `Wrong`.

    >>> slug("rustem-umerov")
    'rustem-umerov'
    """
    if len(value) <= LONGEST_SLUG and _ID.fullmatch(value):
        return value
    hint = f"write small letters and digits joined by - . or _, such as {as_slug(value) or 'rustem-umerov'}"
    raise Wrong(f"{quoted(value)} is not an id", hint)


def as_slug(text: str) -> str:
    """The id that is nearest to a text, in Latin letters; empty where there is none.

    >>> as_slug("Çırağan Palace")
    'ciragan-palace'
    """
    text = text[:LONGEST_SLUG]
    if not text.isascii():
        from anyascii import anyascii  # heavy, and only mistakes need it

        text = anyascii(text)
    return re.sub("[^a-z0-9]+", "-", text.lower())[:LONGEST_SLUG].strip("-")


@frozen(eq=False, repr=False)
class Reference:
    """The id of a thing of one of some types, alone or as ``type/id``."""

    types: tuple[str, ...]

    def read(self, text: Text) -> str:
        """Give the reference as it was written; the reader looks it up."""
        return words(text)

    def schema(self) -> Schema:
        """Give its form."""
        form = f"^(({'|'.join(self.types)})/({SLUG}/)?)?{SLUG}$"
        return {"type": ["string", "number", "boolean"], "pattern": form}


class Stretch:
    """A stretch of the source's text, in code points, half-open: ``229-250``."""

    def read(self, text: Text) -> tuple[int, int]:
        """Give start and end."""
        found = _SPAN.fullmatch(text.value)
        if not found:
            meant = _DASH.sub("-", text.value.strip())
            right = f"with a hyphen: {meant}" if _SPAN.fullmatch(meant) else "start-end in characters, such as 229-250"
            raise Wrong(f"{quoted(text.value)} is not a span", f"write {right}")
        start, end = int(found[1]), int(found[2])
        if start == end:
            raise Wrong(f"the span {text.value} is empty", "the end comes after the last character")
        if start > end:
            raise Wrong(f"the span {text.value} ends before it starts", "the end comes after the last character")
        return start, end

    def schema(self) -> Schema:
        """Give its form."""
        return {"type": "string", "pattern": f"^{_SPAN.pattern}$"}
