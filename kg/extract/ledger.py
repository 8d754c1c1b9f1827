"""What the making of facts from the claims of one text shares: where claims went, and how facts are written down."""

from collections.abc import Iterable

from kg import model as m
from kg.extract.claims import Claim
from kg.extract.document import Document, printable_line
from kg.extract.things import Things
from kg.facts.kinds import as_slug

BODIES = ("country", "organisation", "group")
_LONGEST_TEXT = 600


class Ledger:
    """The claims that every fact rests on, by the ids of `kg.facts.Read`, and the claims that became none, with why.

    The first claim of a fact is the one that brought it about.
    """

    def __init__(self, document: Document, things: Things) -> None:
        self.document, self.things, self.source = document, things, document.source
        self.short = m.slug(self.source.id)
        self.mark = self.source.id.rpartition("-")[2][:6]
        self.support: dict[str, tuple[Claim, ...]] = {}
        self.unused: list[tuple[Claim, str]] = []

    def supports(self, fact: str, *claims: Claim) -> None:
        """Note that a fact rests on claims."""
        self.support[fact] = tuple(dict.fromkeys((*self.support.get(fact, ()), *claims)))


def evidence_of(claims: Iterable[Claim], name: str = "") -> m.Evidence:
    """The spans of claims as evidence for a thing or one field of it."""
    claims = list(claims)
    inferences = dict.fromkeys(line_of(claim.inference) for claim in claims if claim.inference)
    return m.Evidence(name, spans_of(claims), " ".join(inferences))


def spans_of(claims: Iterable[Claim]) -> list[m.Span]:
    """All spans of claims, those that resolve whom or when they mean included."""
    return [span for claim in claims for span in (*claim.spans, *claim.resolving)]


def line_of(text: str) -> str:
    """Words on one line, cut where they get longer than a summary."""
    line = printable_line(text[: 2 * _LONGEST_TEXT])
    return line if len(line) <= _LONGEST_TEXT else line[: _LONGEST_TEXT - 1] + "…"


def key_of(*parts: str) -> str:
    """An id made of parts.

    >>> key_of("talks", "", "Türkiye", "2025-06-02")
    'talks-turkiye-2025-06-02'
    """
    key = "-".join(filter(None, (as_slug(part[:60]).strip("-") for part in parts)))[:110].strip("-")
    return key or "x"


def unique(key: str, taken: Iterable[str]) -> str:
    """A key that is not taken, with a number if need be.

    >>> unique("drones", ["drones"])
    'drones-2'
    """
    number, found, gone = 2, key, set(taken)
    while found in gone:
        found, number = f"{key}-{number}", number + 1
    return found
