"""The one family of errors that Parley raises on purpose.

::

    KgError                 anything wrong with what was asked or given
    ├── DateError           a date that is not EDTF level 0 or 1, or that no calendar has
    ├── UnknownName         a name that nothing bears; knows the nearest ones
    ├── AmbiguousName       a name that several things bear; knows them all
    ├── FactsError          a facts file with problems; knows every one of them
    ├── StoreError          a store that cannot be opened, read or written
    ├── QueryError          a query that cannot be run, or may not be
    └── TextError           article text whose hash or encoding is wrong

The command line turns each of them into one ``Error: …`` on stderr and exit code 1. A message says what is wrong and,
after a colon, what would be right. Names, dates and file contents come from strangers, so a message never passes on a
character that could move the cursor, change colours or turn the direction of writing in a terminal.

Every error survives pickling with its data, so that a child process can hand it to its parent.
"""

from collections.abc import Iterable, Sequence

from attrs import frozen

SHOWN_CANDIDATES = 8
"""How many candidates the message of an ambiguous name spells out; the error itself holds all."""
SHOWN_KNOWN = 5
"""How many known names the message of an unknown one spells out where none is near."""
LONGEST_SHOWN = 60
"""How many characters of each of them."""


def printable(text: str) -> str:
    r"""Make text safe to print on a terminal, line breaks included.

    Control characters, invisible formatting (such as right-to-left overrides) and lone surrogates become their Python
    escapes; everything else, in any script, stays as it is.

    >>> print(printable("Kyiv \x1b[2J Київ"))
    Kyiv \x1b[2J Київ
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def quoted(text: str, limit: int = 60) -> str:
    """Put text in double quotes for a message: printable, and shortened to ``limit`` characters.

    >>> quoted("Umerof"), quoted("x" * 100, limit=5)
    ('"Umerof"', '"xxxx…"')
    """
    short = text if len(text) <= limit else text[: limit - 1] + "…"
    return f'"{printable(short)}"'


def listed(words: Sequence[str], last: str = "or") -> str:
    """Join words the way a sentence lists them.

    >>> listed(["city"]), listed(["city", "venue", "country"]), listed(["head", "member"], "and")
    ('city', 'city, venue or country', 'head and member')
    """
    return f" {last} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


class KgError(Exception):
    """Something is wrong with what was asked or given; the base of every error here.

    ``message`` says what is wrong, ``hint`` what would be right.

    >>> raise KgError("there is no file facts.yaml", "write the path of a facts file or folder")
    Traceback (most recent call last):
    kg.errors.KgError: there is no file facts.yaml: write the path of a facts file or folder
    """

    def __init__(self, message: str, hint: str | None = None) -> None:
        """Keep the message and the hint, each line made safe to print."""
        super().__init__(message, hint)
        self.message = _lines(message)
        self.hint = None if hint is None else _lines(hint)

    def __str__(self) -> str:
        """Say what is wrong and, where known, what would be right."""
        return f"{self.message}: {self.hint}" if self.hint else self.message


class DateError(KgError):
    """A date is not EDTF level 0 or 1, or no calendar has it."""


class StoreError(KgError):
    """A store cannot be opened, read or written."""


class QueryError(KgError):
    """A query cannot be run, or may not be."""


class TextError(KgError):
    """The text of an article has another hash than its source says, or is not UTF-8."""


class UnknownName(KgError):
    """Nothing of the wanted kind bears a name.

    ``name`` is what was asked for, ``suggestions`` are labels of the nearest things, best first, ``what`` says in words
    what was looked for, and ``other_types`` are the types of the things that do bear the name, if any. Where nothing is
    near, ``known`` are the labels of all things of the wanted kind, of which the message gives the first few; None
    where they were not looked up.

    >>> print(UnknownName("Umerof", ("Rustem Umerov",), "person"))
    no person is called "Umerof": did you mean Rustem Umerov?
    >>> print(UnknownName("Istanbul", (), "person", ("city",)))
    "Istanbul" is a city, not a person
    >>> print(UnknownName("Paris", (), "city", known=("Istanbul", "Kyiv")))
    no city is called "Paris": known are Istanbul and Kyiv
    >>> print(UnknownName("?!"))
    "?!" has no letter or digit: write a name, or an id such as person/rustem-umerov
    """

    def __init__(
        self,
        name: str,
        suggestions: Sequence[str] = (),
        what: str = "",
        other_types: Sequence[str] = (),
        known: Sequence[str] | None = None,
    ) -> None:
        """Keep the name and what is known about it, and word the message."""
        self.name, self.suggestions, self.what = name, tuple(suggestions), what
        self.other_types = tuple(other_types)
        self.known = None if known is None else tuple(known)
        hint = None
        if not any(map(str.isalnum, name)):
            message = f"{quoted(name)} has no letter or digit" if name.strip() else "the name is empty"
            hint = "write a name, or an id such as person/rustem-umerov"
        elif self.other_types:
            message = f"{quoted(name)} is {_a(listed(self.other_types))}, not {_a(what)}"
        else:
            message = f"{f'no {what}' if what else 'nothing'} is called {quoted(name)}"
            if self.suggestions:
                hint = f"did you mean {listed(self.suggestions)}?"
            elif self.known is not None:
                more = len(self.known) - SHOWN_KNOWN
                shown = [*map(_shortened, self.known[:SHOWN_KNOWN]), *([f"{more} more"] if more > 0 else [])]
                hint = f"known are {listed(shown, 'and')}" if shown else "none is known here"
        super().__init__(message, hint)
        self.args = (name, self.suggestions, what, self.other_types, self.known)


class AmbiguousName(KgError):
    """Several things bear a name; ``candidates`` are the id and label of each.

    >>> print(AmbiguousName("Ivanov", [("person/igor", "Igor Ivanov"), ("person/oleg", "Oleg Ivanov")]))
    "Ivanov" could be Igor Ivanov (person/igor) or Oleg Ivanov (person/oleg): write one of the ids shown in brackets
    """

    def __init__(self, name: str, candidates: Iterable[tuple[str, str]]) -> None:
        """Keep the name and the candidates, and word the message."""
        self.name, self.candidates = name, tuple(candidates)
        options = [f"{label} ({id_})" for id_, label in self.candidates]
        if len(options) > SHOWN_CANDIDATES:
            options[SHOWN_CANDIDATES:] = [f"one of {len(options) - SHOWN_CANDIDATES} more"]
        super().__init__(f"{quoted(name)} could be {listed(options)}", "write one of the ids shown in brackets")
        self.args = (name, self.candidates)


@frozen
class Problem:
    """One thing that is wrong in a file: where, what, and what would be right.

    ``line`` counts from 1; None means the file as a whole.

    >>> print(Problem("talks.yaml", 12, 'unknown role "haed"', "did you mean head?"))
    talks.yaml:12: unknown role "haed" (did you mean head?)
    """

    file: str
    line: int | None
    message: str
    hint: str | None = None

    def __str__(self) -> str:
        """Write the problem on one line, the way compilers do."""
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return printable(f"{where}: {self.message}" + (f" ({self.hint})" if self.hint else ""))


class FactsError(KgError):
    """A facts file has problems; ``problems`` holds all of them, sorted by file and line.

    >>> print(FactsError([Problem("b.yaml", 3, "no date"), Problem("a.yaml", None, "the file is empty")]))
    a.yaml: the file is empty
    b.yaml:3: no date
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Sort the problems and put each on a line of its own."""
        self.problems = tuple(sorted(problems, key=lambda p: (p.file, p.line or 0, p.message)))
        super().__init__("\n".join(map(str, self.problems)))
        self.args = (self.problems,)


def _shortened(text: str) -> str:
    """A label as a message lists it."""
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def _lines(text: str) -> str:
    """Make each line of a text safe to print."""
    return "\n".join(map(printable, text.split("\n")))


def _a(noun: str) -> str:
    """Put the indefinite article before a noun."""
    return f"{'an' if noun[:1] in tuple('aeiou') else 'a'} {noun}"
