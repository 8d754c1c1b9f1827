"""What stands beside a facts file: the claims that its facts rest on, with their quotes, and those that were refused.

The file is named like the facts file and ends in `.claims.json`. By it a decision about a fact is carried over when the
text is read again, and a review can show the words without the text.
"""

import json
import os
import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrs import frozen

from kg import model as m
from kg.errors import KgError
from kg.extract.build import Built
from kg.extract.claims import Claim
from kg.extract.gate import Refusal
from kg.files import write_file

ENDING = ".claims.json"
_NUMBERED = re.compile(r"\b([a-z-]+):[\w.-]+")
_TIERS = ("A", "B", "C")


@frozen
class Support:
    """A claim that a fact rests on."""

    key: str
    fact: str
    tier: str
    rule: str
    says: str
    spans: tuple[m.Span, ...]
    quote: str


@frozen
class Record:
    """The content of the file beside a facts file.

    `text` is the path of the article's text from the folder of the facts file, `content` the hash of the facts as they
    were extracted, by which it shows whether somebody has changed more than reviews.
    """

    text: str
    content: str
    support: tuple[Support, ...]

    def by_fact(self) -> dict[str, tuple[Support, ...]]:
        """The claims of every fact, the one that brought it about first."""
        found: dict[str, list[Support]] = {}
        for support in self.support:
            found.setdefault(support.fact, []).append(support)
        return {fact: tuple(supports) for fact, supports in found.items()}

    def tier(self, fact: str) -> str:
        """The tier of a fact: the better one of its claims."""
        return min((support.tier for support in self.by_fact().get(fact, ())), default="C")


def record_path(facts: Path) -> Path:
    """The path of the file beside a facts file.

    >>> record_path(Path("out/talks.yaml")).name
    'talks.claims.json'
    """
    return facts.with_name(facts.stem + ENDING)


def key_of(claim: Claim) -> str:
    """What stays the same for a claim when a text is read again: what it says and where, without running numbers.

    >>> claims = (Claim(kind="event", subject=f"talks:{n}", predicate="city", object="Riverton", spans=(m.Span(0, 8),),
    ...                 rule="in") for n in (1, 2))
    >>> len({key_of(claim) for claim in claims})
    1
    """
    where = ",".join(f"{span.start}-{span.end}" for span in claim.spans)
    said = (claim.kind, claim.subject, claim.predicate, claim.object)
    return sha256("\n".join((*(_NUMBERED.sub(r"\1", part) for part in said), where)).encode()).hexdigest()[:16]


def write_record(
    path: Path, text: str, built: Built, document_text: str, refused: Iterable[Refusal], content: str
) -> None:
    """Write the file beside a facts file; ``path`` is its own path, ``text`` that of the article's text."""

    def plain(claim: Claim) -> dict[str, Any]:
        return {
            "claim": f"{claim.kind}: {claim.subject} | {claim.predicate} | {claim.object}",
            "spans": [[span.start, span.end] for span in claim.spans],
            "quote": _quote(document_text, claim.spans),
            "rule": claim.rule,
            "tier": claim.tier,
        }

    data = {
        "text": text,
        "content": content,
        "claims": [
            {"fact": fact, "key": key_of(claim), **plain(claim)}
            for fact, claims in built.support.items()
            for claim in claims
        ],
        "refused": [{"reason": refusal.reason, **plain(refusal.claim)} for refusal in refused],
        "unused": [{"reason": reason, **plain(claim)} for claim, reason in built.unused],
    }
    write_file(path, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())


def read_record(facts: Path) -> Record | None:
    """The record beside a facts file, None where there is none. Raises KgError on one that is broken."""
    path = record_path(facts)
    try:
        data = json.loads(path.read_bytes())
        support = tuple(
            Support(
                str(each["key"]),
                str(each["fact"]),
                each["tier"] if each["tier"] in _TIERS else "C",
                str(each["rule"]),
                str(each["claim"]),
                tuple(m.Span(int(start), int(end)) for start, end in each["spans"]),
                str(each["quote"]),
            )
            for each in data["claims"]
        )
        return Record(str(data["text"]), str(data["content"]), support)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, RecursionError, OSError):
        raise KgError(f"{path} is broken", "remove it and extract again; reviews are kept in the facts file") from None


def text_of(facts: Path, record: Record, source: m.Source) -> str | None:
    """The article's text, None where it is not there any more. Raises KgError where it is another one by now."""
    path = Path(os.path.normpath(facts.parent / record.text))
    if not record.text or not path.is_file():
        return None
    data = path.read_bytes()
    if sha256(data).hexdigest() != source.sha256:
        raise KgError(f"{path} has changed since {facts} was extracted from it", "extract it again")
    return data.decode()


def decisions(record: Record, reviews: Mapping[str, str]) -> dict[str, str]:
    """What was decided about every claim: the review of the fact that rests on it."""
    found = {}
    for support in record.support:
        if (review := reviews.get(support.fact, "pending")) != "pending":
            found[support.key] = review
    return found


def carried_over(built: Built, decided: Mapping[str, str]) -> dict[str, str]:
    """The reviews of facts: as decided about the claims they rest on, else pending.

    A fact is accepted only if all that it says was, and rejected if the claim that brought it about was.
    """
    reviews = {}
    for fact, claims in built.support.items():
        made = [decided.get(key_of(claim), "pending") for claim in claims]
        if made[0] == "rejected" or set(made) == {"accepted"}:
            reviews[fact] = made[0]
        else:
            reviews[fact] = "pending"
    return reviews


def content_of(facts: m.Facts) -> str:
    """A hash of facts, by which it shows that somebody has changed them.

    >>> len(content_of(m.Facts(m.Source("source/wire"))))
    16
    """
    return sha256(repr(facts).encode()).hexdigest()[:16]


def _quote(text: str, spans: Iterable[m.Span]) -> str:
    parts = (text[span.start : min(span.end, span.start + 300)] for span in spans if 0 <= span.start < span.end)
    return " … ".join(" ".join(part.split()) for part in parts)
