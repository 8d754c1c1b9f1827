"""Texts with what they say, typed by hand: reading them, and the claims of a proposer that makes no mistake.

`NN-slug.gold.yaml` stands beside `NN-slug.txt`; README.md describes it. Every quote has to stand in the text, or the
file is refused. Gold in the format of the one article that was there before (facts with s, p and o) is read as well.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from attrs import evolve, field, frozen

from kg import vocab
from kg.dates import parse
from kg.errors import KgError
from kg.extract.claims import PREDICATES, Claim
from kg.extract.dates import find
from kg.extract.gazetteer import Gazetteer
from kg.extract.sentences import sentences
from kg.model import Span
from kg.names import keys

HERE = Path(__file__).parent
TOOK_PLACE = ("held", "under-way")
DATED = {("event", "date"), ("strike", "date"), ("exchange", "date")}


@frozen
class GoldClaim:
    """One thing that a text says; `also` are other objects that are right, `claim.spans` is the quote's place."""

    claim: Claim
    also: tuple[str, ...] = ()

    @property
    def objects(self) -> tuple[str, ...]:
        return (self.claim.object, *self.also)


@frozen
class Meeting:
    """Who met, where and when; `dates` are all the dates that are right, the first one being the best."""

    kind: str
    status: str
    dates: tuple[str | None, ...]
    city: str | None
    country: str | None
    participants: tuple[str, ...]


@frozen
class Post:
    """Who holds what; `titles` are TITLE@OF, all of them right."""

    person: str
    titles: tuple[str, ...]


@frozen
class Gold:
    """A text and what it says; `optional` may be proposed or not, `unmapped` counts what this vocabulary lacks."""

    name: str
    text: str
    published: date
    claims: tuple[GoldClaim, ...]
    meetings: tuple[Meeting, ...] | None
    posts: tuple[Post, ...]
    optional: tuple[GoldClaim, ...] = ()
    unmapped: dict[str, int] = field(factory=dict)
    language: str = "en"


def load_folder(folder: Path) -> list[Gold]:
    """All gold of a folder, in the order of the names."""
    found = [load(path) for path in sorted(folder.glob("*.gold.yaml"))]
    if not found:
        raise KgError(f"{folder} has no gold", "its files end in .gold.yaml")
    return found


def load(path: Path) -> Gold:
    """One text with its gold; raises KgError if a quote, a hash or a word of the vocabulary is wrong."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if "facts" in content:
        return _from_facts(path, content)
    text = _text(path.with_name(path.name.replace(".gold.yaml", ".txt")), content["sha256"])
    return Gold(
        path.name.removesuffix(".gold.yaml"),
        text,
        date.fromisoformat(str(content["published"])),
        tuple(_claim(path, text, row) for row in content["claims"]),
        tuple(_meeting(path, row) for row in content["meetings"]),
        tuple(_post(row) for row in content["posts"]),
        language=content.get("language", "en"),
    )


def _text(path: Path, expected: str) -> str:
    data = path.read_bytes()
    if sha256(data).hexdigest() != expected:
        raise KgError(f"{path} is not the text that its gold was typed for", "the SHA-256 differs")
    return data.decode("utf-8")


def _claim(path: Path, text: str, row: dict[str, Any]) -> GoldClaim:
    quote = row["quote"]
    if row["predicate"] not in PREDICATES.get(row["kind"], ()):
        raise KgError(f"{path}: there is no claim {row['kind']} {row['predicate']}")
    modality, polarity = row.get("modality", "asserted"), row.get("polarity", "affirmative")
    if modality not in vocab.MODALITIES or polarity not in vocab.POLARITIES or row["tier"] not in ("A", "B"):
        raise KgError(f"{path}: no such modality, polarity or tier at {quote!r}")
    claim = Claim(
        kind=row["kind"],
        subject=row["subject"],
        predicate=row["predicate"],
        object=str(row["object"]),
        tier=row["tier"],
        spans=(_place(path, text, quote, row.get("nth", 1)),),
        resolving=tuple(_place(path, text, words, 1) for words in row.get("resolving", ())),
        modality=modality,
        polarity=polarity,
        rule="gold",
    )
    gold = GoldClaim(claim, tuple(map(str, row.get("also", ()))))
    if (claim.kind, claim.predicate) in DATED:
        for words in gold.objects:
            parse(words)
    return gold


def _place(path: Path, text: str, quote: str, number: int) -> Span:
    """Where a quote stands for the time given."""
    starts = [match.start() for match in re.finditer(re.escape(quote), text)]
    if len(starts) < number:
        raise KgError(f"{path}: the text does not have {quote!r} {number} times")
    return Span(starts[number - 1], starts[number - 1] + len(quote))


def _meeting(path: Path, row: dict[str, Any]) -> Meeting:
    if row["kind"] not in vocab.EVENT_KINDS or row["status"] not in vocab.STATUSES:
        raise KgError(f"{path}: no such kind or status: {row['kind']}, {row['status']}")
    dates = tuple(None if each is None else str(each) for each in (row.get("date"), *row.get("also", ())))
    people = tuple(row.get("participants", ()))
    return Meeting(row["kind"], row["status"], dates, row.get("city"), row.get("country"), people)


def _post(row: dict[str, Any]) -> Post:
    return Post(row["person"], (f"{row['title']}@{row['of']}", *row.get("also", ())))


def names_for(gold: Gold, gazetteer: Gazetteer) -> Gazetteer:
    """The names in the language of a text."""
    return gazetteer if gazetteer.language == gold.language else _names_in(gold.language)


@cache
def _names_in(language: str) -> Gazetteer:
    return Gazetteer(language=language)


def perfect(gold: Gold, gazetteer: Gazetteer) -> list[Claim]:
    """What a proposer without a fault would say.

    Names that do not stand in a quote are resolved to where the text has them.
    """
    resolver = Resolver(gold, gazetteer)
    return [resolver.resolved(each.claim) for each in gold.claims]


class Resolver:
    """Where a text has a name or title that a claim needs and its words lack, and the sentence of a date."""

    def __init__(self, gold: Gold, gazetteer: Gazetteer) -> None:
        self.gold, self.text, self.gazetteer = gold, gold.text, names_for(gold, gazetteer)
        self.sentences = sentences(gold.text, gold.language)

    def resolved(self, claim: Claim) -> Claim:
        """The claim with the places of what its words lack, the nearest before them if there is one."""
        found = [self._near(name, claim) for name in self._wanted(claim) if not self.said(name, claim.spans)]
        if claim.predicate == "date":
            own = [each for each in self.sentences if each.start <= claim.spans[0].start < each.end]
            found += own if any(map(self._dates, own)) else [*own, self._dated_alike(claim)]
        return evolve(claim, resolving=tuple(dict.fromkeys((*claim.resolving, *(span for span in found if span)))))

    def said(self, name: str, spans: Iterable[Span]) -> bool:
        """Whether a name stands in spans as it is."""
        return _within(keys(name), keys(" ".join(self.text[span.start : span.end] for span in spans)))

    def _wanted(self, claim: Claim) -> Iterator[str]:
        """The names that have to stand in the words."""
        if claim.kind in ("post", "role", "statement", "venue", "place"):
            yield claim.subject
        if claim.kind == "delegation":
            yield claim.subject.rpartition(":")[2]
        if claim.kind == "post":
            yield from claim.object.rpartition("@")[::2]
        elif claim.kind == "statement":
            yield from re.findall(r"\b[A-Z]\w+", claim.object)
        elif claim.predicate not in ("kind", "status", "date"):
            yield claim.object

    def _dates(self, span: Span) -> list[str]:
        found = find(self.text[span.start : span.end], self.gold.published, self.gold.language)
        return [when.edtf for when in found if when.edtf]

    def _dated_alike(self, claim: Claim) -> Span | None:
        """Where the gold has the date of another event that is the same, for "before the ceremony" and the like."""
        alike = (each.claim for each in self.gold.claims if each.claim.predicate == "date")
        places = [each.spans[0] for each in alike if each.object == claim.object and self._dates(each.spans[0])]
        return min(places, key=lambda place: abs(place.start - claim.spans[0].start), default=None)

    def _near(self, name: str, claim: Claim) -> Span | None:
        here = claim.spans[0].start
        for form in (name, *sorted(self.gazetteer.forms(name), key=len, reverse=True)):
            matches = re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", self.text, re.IGNORECASE)
            if places := [Span(*match.span()) for match in matches]:
                return min(places, key=lambda place: (place.start > here, abs(place.start - here)))
        return None


def _within(words: list[str], said: list[str]) -> bool:
    return any(said[start : start + len(words)] == words for start in range(len(said)))


# --- the article that was there before --------------------------------------------------------------------------------

_EVENTS = {
    "talks:current": "talks:1",
    "talks:previous": "talks:2",
    "strike:Ukraine": "strike:1",
    "strike:Russia": "strike:2",
}
_PREDICATES = {
    ("event", "type"): "kind",
    ("strike", "actor"): "attacker",
    ("strike", "weapon-count"): "weapon",
    ("strike", "retaliation-for"): "responds-to",
    ("statement", "emphasized"): "emphasised",
    ("post", "post"): "holds",
}
_MAIN = "talks:1"


def _from_facts(path: Path, content: dict[str, Any]) -> Gold:
    """Gold with s, p and o; what tier C holds is optional, and what this vocabulary has no word for is counted."""
    about = content["document"]
    text = _text(path.parent.parent / about["path"], about["sha256"])
    claims: list[GoldClaim] = []
    optional: list[GoldClaim] = []
    unmapped: Counter[str] = Counter()
    for fact in content["facts"]:
        claim = _mapped(fact)
        if claim is None:
            unmapped[f"{fact['kind']} {fact['p']}"] += 1
        else:
            (optional if fact["tier"] == "C" else claims).append(GoldClaim(claim))
    posts = [Post(each.claim.subject, (each.claim.object,)) for each in claims if each.claim.kind == "post"]
    published = date.fromisoformat(str(about["published"]))
    return Gold(path.name.removesuffix(".gold.yaml"), text, published, tuple(claims), None, tuple(posts),
                tuple(optional), dict(unmapped))  # fmt: skip


def _mapped(fact: dict[str, Any]) -> Claim | None:
    kind, subject, object_ = fact["kind"], str(fact["s"]), str(fact["o"])
    predicate = _PREDICATES.get((kind, fact["p"]), fact["p"])
    if (kind, predicate) == ("act", "opened"):
        kind, predicate, object_ = "role", "role", f"opened@{_EVENTS[object_]}"
    elif kind == "role":
        object_ = f"{object_}@{_MAIN}"
    elif kind == "delegation":
        subject = f"delegation:{_MAIN}:{subject.partition(':')[2]}"
    if predicate not in PREDICATES.get(kind, ()):
        return None
    return Claim(
        kind=kind,
        subject=_EVENTS.get(subject, subject),
        predicate=predicate,
        object=_EVENTS.get(object_, object_),
        spans=(Span(fact["start"], fact["end"]),),
        modality=fact.get("modality", "asserted"),
        rule="gold",
        tier="B" if fact["tier"] == "C" else fact["tier"],
    )
