"""What stands beside a facts file: the claims that its facts rest on, with their quotes, and those that were refused.

The file is named like the facts file and ends in `.claims.json`. By it a decision about a fact is carried over when the
text is read again, a review can show the words without the text, an edit outlives the next reading, and a text that has
not changed needs no other reading.
"""

import json
import os
import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrs import field, frozen

from kg import model as m
from kg.errors import KgError
from kg.extract.build import Built
from kg.extract.claims import Claim
from kg.extract.gate import Refusal
from kg.extract.hand import digests
from kg.files import write_file

ENDING = ".claims.json"
VERSION = 2
CHANGEABLE = ("subject", "predicate", "object", "spans")
"""What of a claim a person may change."""

_NUMBERED = re.compile(r"\b([a-z-]+):[\w.-]+")
_TIERS = ("A", "B", "C")
Changes = Mapping[str, Any]
"""New values of fields of a claim, by `CHANGEABLE`."""


@frozen
class Kept:
    """A claim with its words; `was` is the key it had before somebody edited it."""

    claim: Claim
    quote: str
    was: str = ""

    @property
    def key(self) -> str:
        """What stays the same for the claim when the text is read again."""
        return key_of(self.claim)


@frozen
class Record:
    """The content of the file beside a facts file.

    `text` is the path of the article's text from the folder of the facts file, `content` the hash of the facts as they
    were extracted, by which it shows whether somebody has changed more than reviews, `made` what they were made with:
    the hash of text, rules and known names. `facts` has the numbers of the claims of every fact, the one that brought
    it about first. `edits` are changes of claims by the keys that the claims had. `source` is the id of the article,
    `copy_of` that of the article that it repeats. `digests` are those of the facts as they were extracted, `by_hand`
    those of facts that somebody changed by hand and somebody accepted as they are; see `kg.extract.hand`.
    """

    text: str
    content: str
    claims: tuple[Kept, ...]
    facts: Mapping[str, tuple[int, ...]]
    refused: tuple[Refusal, ...] = ()
    unused: tuple[tuple[int, str], ...] = ()
    edits: Mapping[str, Changes] = field(factory=dict)
    made: str = ""
    source: str = ""
    copy_of: str = ""
    digests: Mapping[str, str] = field(factory=dict)
    by_hand: Mapping[str, str] = field(factory=dict)

    def of(self, fact: str) -> tuple[Kept, ...]:
        """The claims of a fact, the one that brought it about first."""
        return tuple(self.claims[number] for number in self.facts.get(fact, ()))

    def tier(self, fact: str) -> str:
        """The tier of a fact: the better one of its claims."""
        return min((kept.claim.tier for kept in self.of(fact)), default="C")


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
    return sha256(f"{without_numbers(claim)}\n{where}".encode()).hexdigest()[:16]


def without_numbers(claim: Claim) -> str:
    r"""What a claim says, without the numbers that tell several events of a text apart.

    >>> without_numbers(Claim(kind="event", subject="talks:2", predicate="city", object="Oslo", spans=(), rule="in"))
    'event\ntalks\ncity\nOslo'
    """
    said = (claim.kind, claim.subject, claim.predicate, claim.object)
    return "\n".join(_NUMBERED.sub(r"\1", part) for part in said)


def record_of(
    built: Built,
    claims: Mapping[Claim, str],
    refused: Iterable[Refusal],
    document_text: str,
    text: str,
    edits: Mapping[str, Changes] | None = None,
    made: str = "",
) -> Record:
    """The record of facts that were built of claims.

    ``claims`` have the keys that they had before an edit, or none; ``text`` is the path of the article's text.
    """
    numbers = {claim: number for number, claim in enumerate(claims)}
    return Record(
        text,
        content_of(built.facts),
        tuple(Kept(claim, quote_of(document_text, claim.spans), was) for claim, was in claims.items()),
        {fact: tuple(numbers[claim] for claim in support) for fact, support in built.support.items()},
        tuple(refused),
        tuple((numbers[claim], reason) for claim, reason in built.unused),
        edits or {},
        made,
        built.facts.id,
        getattr(built.facts.origin, "syndicated_from", None) or "",
        digests(built.facts),
    )


def write_record(path: Path, record: Record, document_text: str) -> None:
    """Write a record to its path; ``document_text`` is the article's text, for the quotes of what was refused."""
    data = {
        "version": VERSION,
        "made": record.made,
        "source": record.source,
        "copy_of": record.copy_of,
        "text": record.text,
        "content": record.content,
        "claims": [
            {"key": kept.key, **_plain(kept.claim), "quote": kept.quote} | ({"was": kept.was} if kept.was else {})
            for kept in record.claims
        ],
        "facts": {fact: list(numbers) for fact, numbers in record.facts.items()},
        "refused": [
            {"reason": each.reason, **_plain(each.claim), "quote": quote_of(document_text, each.claim.spans)}
            for each in record.refused
        ],
        "unused": [{"reason": reason, "claim": number} for number, reason in record.unused],
        "edits": {key: dict(_saved(changes)) for key, changes in record.edits.items()},
        "digests": dict(record.digests),
    } | ({"by_hand": dict(record.by_hand)} if record.by_hand else {})
    write_file(path, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())


def read_record(facts: Path) -> Record | None:
    """The record beside a facts file, None where there is none. Raises KgError on one that is broken."""
    path = record_path(facts)
    hint = "remove it and extract again with --overwrite"
    try:
        data = json.loads(path.read_bytes())
        if data.get("version") != VERSION:
            raise KgError(f"{path} was written by another version of kg", hint)
        claims = tuple(Kept(_claim(each), str(each["quote"]), str(each.get("was", ""))) for each in data["claims"])
        facts_of = {str(fact): tuple(map(int, numbers)) for fact, numbers in data["facts"].items()}
        if any(not 0 <= number < len(claims) for numbers in facts_of.values() for number in numbers):
            raise ValueError("a fact rests on a claim that is not there")
        return Record(
            str(data["text"]),
            str(data["content"]),
            claims,
            facts_of,
            tuple(Refusal(_claim(each), str(each["reason"])) for each in data["refused"]),
            tuple((int(each["claim"]), str(each["reason"])) for each in data["unused"]),
            {str(key): _read(changes) for key, changes in data["edits"].items()},
            str(data["made"]),
            str(data["source"]),
            str(data["copy_of"]),
            _texts(data.get("digests", {})),
            _texts(data.get("by_hand", {})),
        )
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        raise KgError(f"{path} is broken", hint) from None


def text_of(facts: Path, record: Record, source: m.Source) -> str | None:
    """The article's text, None where it is not there any more. Raises KgError where it is another one by now."""
    path = text_path(facts, record)
    if path is None:
        return None
    data = path.read_bytes()
    if sha256(data).hexdigest() != source.sha256:
        raise KgError(f"{path} has changed since {facts} was extracted from it", "extract it again")
    return data.decode()


def text_path(facts: Path, record: Record) -> Path | None:
    """Where the article's text is, None where it is not there any more."""
    path = Path(os.path.normpath(facts.parent / record.text))
    return path if record.text and path.is_file() else None


def decisions(record: Record, reviews: Mapping[str, str]) -> dict[str, str]:
    """What was decided about every claim: the review of the fact that rests on it."""
    found: dict[str, str] = {}
    for fact in record.facts:
        if (review := reviews.get(fact, "pending")) != "pending":
            found.update((kept.key, review) for kept in record.of(fact))
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


def quote_of(text: str, spans: Iterable[m.Span]) -> str:
    """The words of spans on one line, of each no more than a few lines.

    >>> quote_of("Ada met\\nBen.", [m.Span(0, 3), m.Span(4, 11)])
    'Ada … met Ben'
    """
    parts = (text[span.start : min(span.end, span.start + 300)] for span in spans if 0 <= span.start < span.end)
    return " … ".join(" ".join(part.split()) for part in parts)


def _plain(claim: Claim) -> dict[str, Any]:
    """A claim as JSON; what is as usual is left out."""
    data: dict[str, Any] = {name: getattr(claim, name) for name in ("kind", "subject", "predicate", "object")}
    data["spans"] = [[span.start, span.end] for span in claim.spans]
    if claim.resolving:
        data["resolving"] = [[span.start, span.end] for span in claim.resolving]
    for name, usual in (("inference", ""), ("modality", "asserted"), ("polarity", "affirmative")):
        if getattr(claim, name) != usual:
            data[name] = getattr(claim, name)
    return data | {"rule": claim.rule, "tier": claim.tier}


def _claim(data: Any) -> Claim:
    return Claim(
        **{name: str(data[name]) for name in ("kind", "subject", "predicate", "object", "rule")},
        spans=_spans(data["spans"]),
        resolving=_spans(data.get("resolving", ())),
        inference=str(data.get("inference", "")),
        modality=str(data.get("modality", "asserted")),
        polarity=str(data.get("polarity", "affirmative")),
        tier=data["tier"] if data["tier"] in _TIERS else "C",
    )


def _spans(pairs: Any) -> tuple[m.Span, ...]:
    return tuple(m.Span(int(start), int(end)) for start, end in pairs)


def _texts(data: Any) -> dict[str, str]:
    return {str(name): str(value) for name, value in data.items()}


def _saved(changes: Changes) -> Iterable[tuple[str, Any]]:
    for name, value in changes.items():
        yield name, [[span.start, span.end] for span in value] if name == "spans" else value


def _read(changes: Any) -> dict[str, Any]:
    return {
        str(name): _spans(value) if name == "spans" else str(value)
        for name, value in changes.items()
        if name in CHANGEABLE
    }
