"""The evidence gate: what a claim says has to stand in the words it rests on, or it is refused with the reason.

Words that are found prove that they stand there, not that they support the claim. So names, numbers and dates of a
claim must be in its spans (`resolving` ones count), and words that deny or only plan must show in its polarity and
modality: a plan told as done becomes a plan, a denial told as fact is refused.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from functools import cache, lru_cache

from attrs import evolve, frozen

from kg import vocab
from kg.dates import Date, parse
from kg.errors import DateError
from kg.extract.align import Aligner
from kg.extract.claims import PREDICATES, Claim
from kg.extract.dates import find
from kg.extract.sentences import sentences
from kg.extract.words import entries
from kg.model import Span
from kg.names import keys

LONGEST_SPAN = 2000
"""Spans of more characters are refused: nobody can check them at a glance."""

Forms = Callable[[str], Collection[str]]
"""Gives every word that a text may use for a thing, such as demonyms and the capital of a country."""

_NAMED = {
    ("event", "participant"),
    ("event", "city"),
    ("event", "venue"),
    ("event", "country"),
    ("venue", "city"),
    ("place", "country"),
    ("delegation", "represents"),
    ("delegation", "head"),
    ("delegation", "member"),
    ("proposal", "by"),
    ("proposal", "received-by"),
    ("strike", "attacker"),
    ("strike", "target-country"),
    ("strike", "target-region"),
    ("exchange", "party"),
}
"""The claims whose object is a name."""
_PERSONAL = {("event", "participant"), ("event", "venue"), ("delegation", "head"), ("delegation", "member")}
"""The claims whose object may be named by its last word only."""
_SPEAKING = {"post", "role", "statement", "venue", "place"}
"""The kinds of claim whose subject is a name."""
_QUOTING = {("statement", predicate) for predicate in PREDICATES["statement"]} | {
    ("proposal", "aim"),
    ("proposal", "provision"),
    ("event", "purpose"),
    ("event", "outcome"),
    ("strike", "target"),
    ("strike", "weapon"),
    ("event", "series"),
}
"""The claims whose object is in free words: the names and numbers in it have to be in the spans."""
_FREE = {"aim", "provision", "purpose", "outcome"}
"""What may deny or plan in its own words without saying anything of the event."""
_NUMBER = re.compile(r"\d[\d.,\u00a0\u202f]*\d|\d")
_PROPER = re.compile(r"[^\W\d_][\w'’.-]*")


@frozen
class Refusal:
    """A claim that did not pass, and why."""

    claim: Claim
    reason: str


@frozen
class Passed:
    """What came through the gate, in the order it was proposed, and what did not."""

    claims: tuple[Claim, ...]
    refused: tuple[Refusal, ...]


class Gate:
    """Judges the claims about one text.

    ``published`` is the day of publication, ``forms`` gives the words that stand for a thing.

    >>> gate = Gate("Ada Ames met Ben Jones in Riverton.", None)
    >>> claim = Claim(kind="event", subject="talks:1", predicate="city", object="Riverton",
    ...               spans=(Span(9, 34),), rule="in")
    >>> gate.why_not(claim)
    ''
    >>> gate.why_not(evolve(claim, object="Lakeside"))
    'the name "Lakeside" is not in the words'
    """

    def __init__(
        self, text: str, published: date | None, forms: Forms | None = None, language: str = "en", sha256: str = ""
    ) -> None:
        self.text, self.published, self.forms, self.language = text, published, forms, language
        self.known = _language(language)
        self.broken = bool(sha256) and sha256 != _hash(text)
        self._aligner = Aligner(text)
        self._places: dict[str, list[Span]] = {}
        self._starts: list[int] | None = None
        self._words = lru_cache(maxsize=4096)(self._words_of)

    def judge(self, claims: Iterable[Claim]) -> Passed:
        """Let through what holds, with its modality set by its words; each claim once."""
        passed: dict[Claim, None] = {}
        refused: list[Refusal] = []
        for claim in map(self._resolved, claims):
            if reason := self.why_not(claim):
                refused.append(Refusal(claim, reason))
            else:
                passed[self._with_modality(claim)] = None
        return Passed(tuple(passed), tuple(dict.fromkeys(refused)))

    def why_not(self, claim: Claim) -> str:
        """The reason for which a claim is refused; empty if it passes."""
        return (
            self._wrong_form(claim)
            or self._wrong_spans(claim)
            or self._wrong_names(claim)
            or self._wrong_date(claim)
            or self._wrong_number(claim)
            or self._wrong_polarity(claim)
        )

    def _resolved(self, claim: Claim) -> Claim:
        """The claim with the full name in the text added, where its words have only the last one or a pronoun.

        Of whom a pronoun or a clause without a subject speaks has to stand before it in the sentence, of a pronoun also
        in the two sentences before.
        """
        if self._wrong_form(claim) or self._wrong_spans(claim):
            return claim
        spoken = self._words(claim.spans + claim.resolving)
        for name, subject in _people(claim):
            words = _keys(name)
            if len(words) < 2 or self._has_name(name, spoken):
                continue
            places = self._full(name)
            said: list[Span] = []
            if words[-1] not in spoken and places:
                whole = [place for place in places if subject and self._before(place, claim)]
                said = (
                    []
                    if whole
                    else [p for p in self._full(name.split()[-1]) if subject and self._before(p, claim)][-1:]
                )
                places = whole or (places if said else [])
            if places:
                near = min(places, key=lambda place: (place.start > claim.spans[0].start, -place.start))
                claim = evolve(claim, resolving=(*claim.resolving, *said, near))
        return claim

    def _full(self, name: str) -> list[Span]:
        """Where a name stands in full."""
        if name not in self._places:
            self._places[name] = self._aligner.find(name)
        return self._places[name]

    def _before(self, place: Span, claim: Claim) -> bool:
        """Whether a name stands where the words of a claim can still mean it."""
        if self._starts is None:
            self._starts = [span.start for span in sentences(self.text, self.language)]
        first = claim.spans[0].start
        here = bisect_right(self._starts, first)
        said = self._spoken(claim, resolving=False)
        back = 3 if self.known.pronoun.search(said) else 1
        earliest = self._starts[max(0, here - back)] if self._starts else 0
        return earliest <= place.start < first

    # --- what is asked of a claim -------------------------------------------------------------------------------------

    def _wrong_form(self, claim: Claim) -> str:
        if claim.predicate not in PREDICATES.get(claim.kind, ()):
            return f"there is no claim {claim.kind[:40]} {claim.predicate[:40]}"
        if claim.modality not in vocab.MODALITIES or claim.polarity not in vocab.POLARITIES:
            return "there is no such modality or polarity"
        return "" if claim.object.strip() else "it says nothing"

    def _wrong_spans(self, claim: Claim) -> str:
        if self.broken:
            return "the text is not the one with this SHA-256"
        if not claim.spans:
            return "it has no span"
        for span in (*claim.spans, *claim.resolving):
            if not 0 <= span.start < span.end <= len(self.text):
                return f"the span {span.start}-{span.end} is not in the text"
            if span.end - span.start > LONGEST_SPAN:
                return f"the span {span.start}-{span.end} is longer than {LONGEST_SPAN} characters"
            if not self.text[span.start : span.end].strip():
                return f"the span {span.start}-{span.end} holds no words"
        return ""

    def _wrong_names(self, claim: Claim) -> str:
        names: list[str] = []
        if (claim.kind, claim.predicate) in _NAMED:
            names.append(claim.object)
        if claim.kind in _SPEAKING and claim.subject.strip():
            names.append(claim.subject)
        if claim.kind == "delegation":
            names.append(claim.subject.rpartition(":")[2])
        spoken = self._words(claim.spans + claim.resolving)
        if claim.kind == "post":
            title, _, of = claim.object.rpartition("@")
            names += [of] if of.strip() else []
            if missing := [word for word in keys(title) if not self._has_word(word, spoken)]:
                return f'the title "{missing[0]}" is not in the words'
        for name in names:
            if not self._has_name(name, spoken):
                return f'the name "{name[:60]}" is not in the words'
        if (claim.kind, claim.predicate) in _QUOTING:
            for name in _proper_names(claim.object):
                if not self._has_name(name, spoken):
                    return f'the name "{name[:60]}" is not in the words'
        return ""

    def _wrong_date(self, claim: Claim) -> str:
        if claim.predicate != "date":
            return ""
        try:
            said = parse(claim.object)
        except DateError as error:
            return f"the date is none: {error.message}"
        for when in self._whens(claim):
            if when is not None and _agree(said, when):
                return ""
        return f"the date {said.edtf} is not in the words"

    def _whens(self, claim: Claim) -> Iterable[Date | None]:
        """The dates that the claim's spans name, with those of two spans side by side taken as one stretch."""
        found: list[Date] = []
        for span in (*claim.spans, *claim.resolving):
            for start, end in ((span.start, span.end), self._sentence(span.start, span.end)):
                for when in find(self.text[start:end], self.published, self.language):
                    if when.edtf and start + when.end > span.start and start + when.start < span.end:
                        found.append(parse(when.edtf))
        if claim.inference and self.published:  # an inference may start from the day of publication
            found.append(parse(self.published.isoformat()))
        yield from found
        days = sorted(when for when in found)
        if len(days) > 1:
            yield parse(f"{days[0].earliest}/{max(day.latest for day in days)}")

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        """A span and what stands before it in its sentence: the verb there tells whether a weekday lies ahead."""
        before = max(self.text.rfind("\n", 0, start), self.text.rfind(". ", 0, start), start - 100, 0)
        return before, end

    def _wrong_number(self, claim: Claim) -> str:
        counted = claim.predicate == "round" or (claim.kind, claim.predicate) in _QUOTING
        if not counted:
            return ""
        spoken = self._spoken(claim)
        there = {_digits(match[0]) for match in _NUMBER.finditer(spoken)}
        there |= {str(self.known.numbers[word]) for word in keys(spoken) if word in self.known.numbers}
        for match in _NUMBER.finditer(claim.object):
            if _digits(match[0]) not in there and not (claim.predicate == "round" and claim.inference):
                return f'the number "{match[0]}" is not in the words'
        return ""

    def _wrong_polarity(self, claim: Claim) -> str:
        if claim.predicate in _FREE or claim.modality == "denied":
            return ""
        spoken = self.known.no_denial.sub(" ", self._spoken(claim, resolving=False))
        denied = self.known.denial.search(spoken)
        if claim.polarity == "negative":
            return "" if denied else "it is denied, but the words hold no denial"
        if claim.kind == "statement":
            summary = self.known.no_denial.sub(" ", claim.object)
            lost = denied and claim.predicate != "rejected" and not self.known.denial.search(summary)
            return f'the words deny something ("{denied[0]}"), and the claim does not' if denied and lost else ""
        if (claim.kind == "event" and claim.predicate in ("kind", "participant")) or claim.kind in ("role", "exchange"):
            found = self.known.denied_event.search(spoken)
            return f'the words deny something ("{found[0][:40]}"), and the claim does not' if found else ""
        return ""

    def _with_modality(self, claim: Claim) -> Claim:
        """A plan or hope that was told as done becomes one."""
        if claim.modality != "asserted" or claim.polarity == "negative" or not _may_be_planned(claim):
            return claim
        spoken = self._spoken(claim, resolving=False)
        if self.known.plan.search(spoken):
            return evolve(claim, modality="planned")
        return evolve(claim, modality="hoped") if self.known.hope.search(spoken) else claim

    # --- words --------------------------------------------------------------------------------------------------------

    def _spoken(self, claim: Claim, resolving: bool = True) -> str:
        spans = claim.spans + claim.resolving if resolving else claim.spans
        return " … ".join(self.text[span.start : span.end] for span in spans)

    def _words_of(self, spans: tuple[Span, ...]) -> tuple[str, ...]:
        """The words of spans as they are compared; whole words of the text, wherever a span cuts them."""
        found: list[str] = []
        for span in spans:
            found += ["|", *keys(_without_marks(self.text[span.start : span.end]))]
        return tuple(found)

    def _has_name(self, name: str, spoken: Sequence[str]) -> bool:
        """Whether a name is in the words: in one of its forms, or all of its words in any order."""
        for form in (name, *(self.forms(name) if self.forms else ())):
            wanted = _keys(form)
            if wanted and _contains(spoken, wanted):
                return True
        wanted = tuple(word for word in _keys(name) if word not in self.known.small)
        if len(wanted) == 1 and len(wanted[0]) > 4 and (self.forms is None or len(self.forms(name)) == 1):
            # nobody has told the demonym of a place that no table knows
            endings = {word.removeprefix(wanted[0]) for word in spoken if word.startswith(wanted[0])}
            return any(len(ending) < 4 for ending in endings)
        return bool(wanted) and all(self._has_word(word, spoken) for word in wanted)

    def _has_word(self, word: str, spoken: Sequence[str]) -> bool:
        if word in spoken or word in self.known.small:
            return True
        forms = {f"{word}s", f"{word}es", word.removesuffix("s")}
        return any(each in forms or word in self.known.short.get(each, ()) for each in spoken)


@frozen
class _Words:
    """How a language denies, plans and counts."""

    denial: re.Pattern[str]
    no_denial: re.Pattern[str]
    denied_event: re.Pattern[str]
    plan: re.Pattern[str]
    hope: re.Pattern[str]
    pronoun: re.Pattern[str]
    small: frozenset[str]
    numbers: dict[str, int]
    short: dict[str, tuple[str, ...]]


@cache
def _language(language: str) -> _Words:
    content = entries(language, "gate")
    patterns = {
        name: re.compile("|".join(content[name]), re.IGNORECASE)
        for name in ("denial", "no_denial", "denied_event", "plan", "hope", "pronoun")
    }
    short = {word: tuple(meaning.split()) for word, meaning in content["short"].items()}
    return _Words(small=frozenset(content["small"].split()), numbers=content["numbers"], short=short, **patterns)


def _people(claim: Claim) -> list[tuple[str, bool]]:
    """The names of a claim that may stand in full elsewhere, and whether each is its subject."""
    names = [(claim.subject, True)] if claim.kind in _SPEAKING else []
    if (claim.kind, claim.predicate) in _PERSONAL:
        names.append((claim.object, False))
    return names


def _may_be_planned(claim: Claim) -> bool:
    if claim.kind == "event":
        return claim.predicate in ("kind", "participant")
    return claim.kind in ("role", "statement") and claim.predicate in ("role", "announced", "indicated")


@cache
def _keys(name: str) -> tuple[str, ...]:
    return tuple(keys(_without_marks(name)))


def _without_marks(text: str) -> str:
    """A text without possessive endings, which are no part of a name."""
    return re.sub(r"(?<=\w)['’]s?(?!\w)", "", text)


def _contains(spoken: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether words follow each other in a text; a plural of the last counts."""
    length, last = len(wanted), wanted[-1]
    endings = {last, f"{last}s"}
    return any(
        spoken[end] in endings and tuple(spoken[end - length + 1 : end]) == tuple(wanted[:-1])
        for end in range(length - 1, len(spoken))
    )


def _proper_names(text: str) -> list[str]:
    """The words of free text that are written as names: with a capital, and not because a sentence begins."""
    found = []
    for match in _PROPER.finditer(text):
        before = text[: match.start()].rstrip("\"'“”\u2018’ (")
        if match[0][0].isupper() and before and before[-1] not in ".!?:" and match[0] not in ("I", "A"):
            found.append(match[0].rstrip(".'’-"))
    return found


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number).lstrip("0") or "0"


def _agree(said: Date, found: Date) -> bool:
    """Whether a date is the one that words name, or a stretch or part of it without anything new."""
    if (said.earliest, said.latest) == (found.earliest, found.latest):
        return True
    return found.earliest <= said.earliest and said.latest <= found.latest and len(said.edtf) < 10


def _hash(text: str) -> str:
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()
