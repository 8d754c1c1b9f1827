"""The evidence gate: what a claim says has to stand in the words it rests on, or it is refused with the reason.

Words that are found prove that they stand there, not that they support the claim. So names, numbers and dates of a
claim must be in its spans (`resolving` ones count), and words that deny or only plan must show in its polarity and
modality: a plan told as done becomes a plan, a denial told as fact is refused.

How names, numbers, dates and moods are read in words stands in `gate_names`, `numbers`, `gate_dates`, `gate_mood`.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from hashlib import sha256 as hash_of

from attrs import evolve, frozen

from kg import vocab
from kg.extract.align import Aligner
from kg.extract.claims import PREDICATES, Claim
from kg.extract.gate_dates import DateWords, stated
from kg.extract.gate_mood import modality_of, said, wrong_mood
from kg.extract.gate_names import Forms, NameWords, name_keys, proper_names
from kg.extract.gate_persons import head_of_list, wrong_person
from kg.extract.hearsay import instructions, orders, rumour, within
from kg.extract.numbers import numbers, numbers_in
from kg.extract.words import pattern
from kg.model import Span
from kg.names import keys

LONGEST_SPAN, MOST_WORDS = 2000, 8000
"""How many characters a span, and all spans of a claim, may have: more nobody can check at a glance."""

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
_HAPPENING = {"event", "role", "delegation", "strike", "exchange"}
"""The kinds of claim that tell what happened."""
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
        self.text, self.language = text, language
        self.broken = bool(sha256) and sha256 != hash_of(text.encode(errors="surrogatepass")).hexdigest()
        self._names = NameWords(text, forms, language)
        self._dates = DateWords(text, published, language)
        self._aligner = Aligner(text)
        self._instructions = instructions(text, language)
        self._places: dict[str, list[Span]] = {}
        self._said = lru_cache(maxsize=256)(lambda spans: said(text, spans, language))

    def judge(self, claims: Iterable[Claim]) -> Passed:
        """Let through what holds, with its modality set by its words; each claim once."""
        passed: dict[Claim, None] = {}
        refused: list[Refusal] = []
        for claim in map(self._resolved, claims):
            if reason := self.why_not(claim):
                refused.append(Refusal(claim, reason))
            else:
                modality = modality_of(claim, self._said(claim.spans), self.language)
                passed[evolve(claim, modality=modality)] = None
        return Passed(tuple(passed), tuple(dict.fromkeys(refused)))

    def why_not(self, claim: Claim) -> str:
        """The reason for which a claim is refused; empty if it passes."""
        return (
            self._wrong_form(claim)
            or self._wrong_spans(claim)
            or self._unvouched(claim)
            or self._wrong_names(claim)
            or self._wrong_date(claim)
            or self._wrong_number(claim)
            or self._wrong_person(claim)
            or wrong_mood(claim, self._said(claim.spans), self.language)
        )

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
        if sum(span.end - span.start for span in (*claim.spans, *claim.resolving)) > MOST_WORDS:
            return f"its spans have more than {MOST_WORDS} characters"
        return ""

    def _unvouched(self, claim: Claim) -> str:
        """Why the text does not stand for what a claim says: a rumour, or words that tell what to report."""
        sentences = [self._said((span,)).sentence for span in claim.spans]
        told_to = [within(span.start, self._instructions) for span in claim.spans]
        if all(map(any, zip(told_to, (orders(words, self.language) for words in sentences), strict=True))):
            return "the words tell the reader what to report"
        found = [rumour(words, self.language) for words in sentences]
        hearsay = claim.kind in _HAPPENING and claim.modality != "denied" and all(found)
        return f'the words tell it only as a rumour ("{found[0][:40]}")' if hearsay else ""

    def _wrong_names(self, claim: Claim) -> str:
        spoken = self._names.words(claim.spans + claim.resolving)
        names: list[str] = []
        if (claim.kind, claim.predicate) in _NAMED:
            names.append(claim.object)
        if claim.kind in _SPEAKING and claim.subject.strip():
            names.append(claim.subject)
        if claim.kind == "delegation":
            names.append(claim.subject.rpartition(":")[2])
        if claim.kind == "post":
            title, _, of = claim.object.rpartition("@")
            names += [of] if of.strip() else []
            if missing := [word for word in keys(title) if not self._names.has_word(word, spoken)]:
                return f'the title "{missing[0]}" is not in the words'
        if (claim.kind, claim.predicate) in _QUOTING:
            names += proper_names(claim.object)
        missing = [name for name in names if not self._names.has_name(name, spoken)]
        return f'the name "{missing[0][:60]}" is not in the words' if missing else ""

    def _wrong_date(self, claim: Claim) -> str:
        if claim.predicate != "date":
            return ""
        day = stated(claim.object)
        if isinstance(day, str):
            return f"the date is none: {day}"
        planned = claim.modality != "asserted"
        borne = self._dates.bears(day, claim.spans, claim.resolving, planned, inferred=bool(claim.inference))
        return "" if borne else f"the date {day.edtf} is not in the words"

    def _wrong_number(self, claim: Claim) -> str:
        counted = claim.predicate == "round" and not claim.inference
        if not counted and (claim.kind, claim.predicate) not in _QUOTING:
            return ""
        there = numbers_in(self._spoken(claim), self.language)
        for number in numbers(claim.object, self.language):
            small = number.in_words and number.value in ("0", "1")  # "a" and "once" count nothing
            if number.value not in there and not small:
                return f'the number "{claim.object[number.start : number.end]}" is not in the words'
        return ""

    def _wrong_person(self, claim: Claim) -> str:
        first = claim.spans[0].start
        ends = dict.fromkeys((head_of_list(self.text, first), first))
        before = " ".join(self.text[self._dates.starts[max(0, self._dates.sentence(end) - 4)] : end] for end in ends)
        return wrong_person(claim, self._said(claim.spans), before, self._names.forms, self.language)

    # --- of whom a pronoun or a last name speaks ----------------------------------------------------------------------

    def _resolved(self, claim: Claim) -> Claim:
        """The claim with the full name in the text added, where its words have only the last one or a pronoun.

        Of whom a pronoun or a clause without a subject speaks has to stand before it in the sentence, of a pronoun also
        in the two sentences before.
        """
        if self._wrong_form(claim) or self._wrong_spans(claim):
            return claim
        spoken = self._names.words(claim.spans + claim.resolving)
        for name, subject in _people(claim):
            words = name_keys(name)
            if len(words) < 2 or self._names.has_name(name, spoken):
                continue
            places = self._full(name)
            last: list[Span] = []
            if words[-1] not in spoken and places:
                whole = [place for place in places if subject and self._before(place, claim)]
                if not whole and subject:
                    last = [place for place in self._full(name.split()[-1]) if self._before(place, claim)][-1:]
                places = whole or (places if last else [])
            if places:
                near = min(places, key=lambda place: (place.start > claim.spans[0].start, -place.start))
                claim = evolve(claim, resolving=(*claim.resolving, *last, near))
        return claim

    def _full(self, name: str) -> list[Span]:
        """Where a name stands in full."""
        if name not in self._places:
            self._places[name] = self._aligner.find(name)
        return self._places[name]

    def _before(self, place: Span, claim: Claim) -> bool:
        """Whether a name stands where the words of a claim can still mean it."""
        first = claim.spans[0].start
        pronoun = pattern(self.language, "gate", "pronoun").search(self._spoken(claim, resolving=False))
        starts = self._dates.starts
        here = self._dates.sentence(first)
        earliest = starts[max(0, here - (3 if pronoun else 1))] if starts else 0
        return earliest <= place.start < first

    def _spoken(self, claim: Claim, resolving: bool = True) -> str:
        spans = claim.spans + claim.resolving if resolving else claim.spans
        return " … ".join(self.text[span.start : span.end] for span in spans)


def _people(claim: Claim) -> list[tuple[str, bool]]:
    """The names of a claim that may stand in full elsewhere, and whether each is its subject."""
    names = [(claim.subject, True)] if claim.kind in _SPEAKING else []
    if (claim.kind, claim.predicate) in _PERSONAL:
        names.append((claim.object, False))
    return names
