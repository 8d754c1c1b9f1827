"""Whether words deny, plan or only hope what a claim says of them."""

import re
from collections.abc import Iterable

from attrs import frozen

from kg.extract.claims import Claim
from kg.extract.words import entries, pattern
from kg.model import Span

_FREE = {"aim", "provision", "purpose", "outcome"}
"""What may deny or plan in its own words without saying anything of the event."""
_NEAR = 30
_CLAUSE = 200
"""So many signs around the words are looked through for the ends of their clause."""


@frozen
class Said:
    """The words of a claim's spans, what stands before and behind them in their clauses, and so in their sentences."""

    words: str
    before: str = ""
    after: str = ""
    long_before: str = ""
    long_after: str = ""

    @property
    def near(self) -> str:
        """The words with those of their clause right before and behind them, as far as the next comma."""
        return self.before.rpartition(",")[2][-_NEAR:] + self.words + self.after.partition(",")[0][:_NEAR]

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return f"{self.long_before}{self.words}{self.long_after}"


def said(text: str, spans: Iterable[Span], language: str = "en") -> Said:
    """The words of spans within their clauses and sentences, which end as the gate's data say.

    >>> found = said("He left, and the two sides will meet soon, it was said.", [Span(13, 26)])
    >>> found.near, found.long_before
    ('the two sides will meet soon', 'He left, and ')
    """
    parts = []
    for span in spans:
        around = []
        for key in ("clause_end", "sentence_end"):
            end = pattern(language, "gate", key)
            before = text[max(0, span.start - _CLAUSE) : span.start]
            breaks = list(end.finditer(before))
            after = text[span.end : span.end + _CLAUSE]
            found = end.search(after)
            around.append(before[breaks[-1].end() :].lstrip() if breaks else before)
            around.append(after[: found.start()] if found else after)
        parts.append((text[span.start : span.end], *around))
    return Said(*(" … ".join(each) for each in zip(*parts, strict=True)))


def wrong_mood(claim: Claim, said: Said, language: str = "en") -> str:
    """Why the words do not bear out that a claim affirms, denies or plans; empty if they do.

    >>> met = Claim(kind="event", subject="talks:1", predicate="participant", object="Ada", spans=(), rule="")
    >>> wrong_mood(met, Said("Ada never met Ben")), wrong_mood(met, Said("Ada met not only Ben"))
    ('the words deny something ("never met"), and the claim does not', '')
    >>> held = Claim(kind="event", subject="talks:1", predicate="status", object="held", spans=(), rule="")
    >>> wrong_mood(held, Said("the talks were called off"))
    'the words say that it was not held ("called off"), and the claim does not'
    """
    if claim.polarity == "negative":
        wrong = _denies(said.words, language) or pattern(language, "gate", "denied_behind").search(said.words)
        return "" if wrong else "it is denied, but the words hold no denial"
    if claim.predicate in _FREE or claim.modality == "denied":
        return ""
    if claim.predicate == "status":
        return _wrong_status(claim.object, said, language)
    found = None
    if claim.kind == "statement" and claim.predicate != "rejected":
        words = _own_words(claim, said.words, language)
        found = None if _denies(claim.object, language) else _denies(_without_done(words, language), language)
    elif claim.predicate in ("kind", "participant") or claim.kind in ("role", "exchange"):
        found = _denial_of_event(said, language)
    return _denied(found) if found else ""


def modality_of(claim: Claim, said: Said, language: str = "en") -> str:
    """The modality that the words give a claim which is told as fact: a plan or hope remains one.

    >>> met = Claim(kind="event", subject="talks:1", predicate="participant", object="Ada", spans=(), rule="")
    >>> [modality_of(met, Said("Ada", after=words)) for words in (" met Ben", " will meet Ben", " hopes to meet Ben")]
    ['asserted', 'planned', 'hoped']
    """
    if claim.modality != "asserted" or claim.polarity == "negative" or not _may_be_planned(claim):
        return claim.modality
    told = claim.kind == "statement" or pattern(language, "gate", "done").search(said.words)
    words = said.words if told or pattern(language, "gate", "done").search(said.near) else said.near
    if pattern(language, "gate", "plan").search(words):
        return "planned"
    return "hoped" if pattern(language, "gate", "hope").search(words) else claim.modality


def plans(words: str, language: str = "en") -> bool:
    """Whether words speak of something to come.

    >>> plans("They are to meet on Friday"), plans("They met in May")
    (True, False)
    """
    return bool(pattern(language, "gate", "plan").search(words) or pattern(language, "gate", "hope").search(words))


def _wrong_status(status: str, said: Said, language: str) -> str:
    """Why a meeting has not the status that is claimed."""
    if status in ("cancelled", "postponed", "denied"):
        found = pattern(language, "gate", status).search(said.sentence)
        return "" if found else f"the words do not say that it was {status}"
    done, plan = pattern(language, "gate", "done").search(said.words), plans(said.near, language)
    if status == "announced":
        return "the words tell it as done, and the claim does not" if done and not plan else ""
    if found := _denial_of_event(said, language):
        return _denied(found)
    if done:
        return ""
    if found := pattern(language, "gate", "not_held").search(said.words):
        return f'the words say that it was not held ("{found[0]}"), and the claim does not'
    return "the words only plan it, and the claim does not" if plan else ""


def _denies(words: str, language: str) -> re.Match[str] | None:
    return pattern(language, "gate", "denial").search(pattern(language, "gate", "no_denial").sub(" ", words))


def _own_words(claim: Claim, words: str, language: str) -> str:
    """The part of words that a statement takes, where "they rejected this and called for that" makes two."""
    start = words.find(claim.object)
    if start < 0:
        return words
    ends = [match.end() for match in re.finditer(pattern(language, "gate", "two_statements"), words[:start])]
    own = words[ends[-1] :] if ends else words
    verbs = entries(language, "statements")["verbs"]
    verb = verbs.get(claim.predicate, "")
    if verb and re.match(rf"(?:{verb})\b", own):
        return own[: own.find(claim.object) + len(claim.object)]
    end = start + len(claim.object)
    both, others = pattern(language, "gate", "two_statements").pattern, "|".join(verbs.values())
    found = re.search(rf"(?:{both})(?:\w{{1,20}} )?(?:{others})\b", words[end:], re.IGNORECASE)
    return words[: end + found.start()] if found else words


def _without_done(words: str, language: str) -> str:
    """Words without what they deny since a day, which says that it was done then."""
    return pattern(language, "gate", "done_then").sub(" ", words)


def _denial_of_event(said: Said, language: str) -> re.Match[str] | None:
    """Where the words, or those before them, say that something did not happen."""
    words = _without_done(pattern(language, "gate", "no_denial").sub(" ", said.words), language)
    found = pattern(language, "gate", "denied_event").search(words)
    return (
        found or pattern(language, "gate", "denied_report").search(said.long_before) or _denied_behind(said, language)
    )


def _denied_behind(said: Said, language: str) -> re.Match[str] | None:
    """Where the sentence says of the words that they are wrong: "reports of talks were denied".

    What stands behind a verb that tells of something done may deny anything else.
    """
    start, end = len(said.long_before), len(said.long_before) + len(said.words)
    done = pattern(language, "gate", "done")
    for match in pattern(language, "gate", "denied_behind").finditer(said.sentence):
        if match.start() < end and match.end() > start and not done.search(said.sentence[start : match.start()]):
            return match
    return None


def _denied(found: re.Match[str]) -> str:
    return f'the words deny something ("{found[0][:40]}"), and the claim does not'


def _may_be_planned(claim: Claim) -> bool:
    if claim.kind == "event":
        return claim.predicate in ("kind", "participant")
    return claim.kind in ("role", "statement") and claim.predicate in ("role", "announced", "indicated")
