"""Gold made wrong on purpose: what the evidence gate must not let through, whatever else in it is right.

Each mutation changes one thing in the claims of a text and keeps their words, and where the change names something that
stands elsewhere in the text, that place is offered as evidence, as a lying model would do. A claim is stopped if it is
refused, or if it comes out as a plan or a denial although it was told as fact.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from random import Random

from attrs import evolve, field, frozen
from goldset import Gold, Resolver, names_for

from kg.dates import parse
from kg.errors import DateError
from kg.extract.claims import Claim
from kg.extract.gate import Gate
from kg.extract.gazetteer import Gazetteer
from kg.extract.numbers import numbers_in
from kg.names import fold

_DIGITS = re.compile(r"\d+")
_DENIALS = re.compile(r"\b(?:not|no|never|neither|nor|without|denied|denies|refused|rejected|ruled out)\b ?")
_NAMED = {
    *("participant", "city", "venue", "country", "represents", "head", "member", "attacker", "target-country", "party"),
    "by",
}
_FREE = ("purpose", "outcome", "aim", "provision", "target", "weapon")
_COUNTS = "two three four five six seven eight nine ten eleven twelve thirteen".split()
_PEOPLE = {("delegation", "head"), ("delegation", "member")}


@frozen
class Text:
    """A text with its gold, and who and what it names."""

    gold: Gold
    resolver: Resolver
    random: Random
    people: list[str] = field(init=False)
    others: dict[str, list[str]] = field(init=False)
    dates: list[str] = field(init=False)

    @people.default
    def _people(self) -> list[str]:
        claims = [each.claim for each in self.gold.claims]
        named = [claim.subject for claim in claims if claim.kind in ("post", "statement")]
        named += [claim.object for claim in claims if (claim.kind, claim.predicate) in _PEOPLE]
        return list(dict.fromkeys(named))

    @others.default
    def _others(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for each in self.gold.claims:
            if each.claim.predicate in _NAMED:
                found.setdefault(each.claim.predicate, []).append(each.claim.object)
        return found

    @dates.default
    def _dates(self) -> list[str]:
        return list(dict.fromkeys(each.claim.object for each in self.gold.claims if each.claim.predicate == "date"))

    def right(self, claim: Claim) -> bool:
        """Whether a changed claim is right after all, or says the same as another of the gold."""
        return any(
            (each.claim.kind, each.claim.predicate) == (claim.kind, claim.predicate)
            and fold(each.claim.subject) == fold(claim.subject)
            and any(fold(claim.object) == fold(words) for words in each.objects)
            for each in self.gold.claims
        )


Change = Callable[[Claim, Text], Iterable[Claim]]


@frozen
class Mutation:
    """A way of making claims wrong, the reason for which the gate should refuse them, and how far it does.

    `least` is the share that has to be stopped: 1.0 where the words alone tell; less where it takes a reader.
    """

    name: str
    change: Change
    reason: str
    least: float = 1.0


@frozen
class Tried:
    """What became of the claims that a mutation made."""

    mutation: Mutation
    tried: int
    stopped: int
    reasons: dict[str, int]
    passed: tuple[tuple[str, Claim], ...]

    @property
    def share(self) -> float:
        """The share that was stopped; all of nothing."""
        return self.stopped / self.tried if self.tried else 1.0


def mutate(golds: Iterable[Gold], gazetteer: Gazetteer) -> list[Tried]:
    """Try every mutation on all gold."""
    golds = list(golds)
    texts = [Text(gold, Resolver(gold, gazetteer), Random(gold.name)) for gold in golds]
    gates = [Gate(gold.text, gold.published, names_for(gold, gazetteer).forms, gold.language) for gold in golds]
    return [_tried(mutation, texts, gates) for mutation in MUTATIONS]


def _tried(mutation: Mutation, texts: list[Text], gates: list[Gate]) -> Tried:
    reasons: Counter[str] = Counter()
    passed: list[tuple[str, Claim]] = []
    tried = 0
    for text, gate in zip(texts, gates, strict=True):
        for each in text.gold.claims:
            for changed in mutation.change(text.resolver.resolved(each.claim), text):
                if text.right(changed) and (changed.modality, changed.polarity) == (
                    each.claim.modality,
                    each.claim.polarity,
                ):
                    continue
                tried += 1
                judged = gate.judge([changed])
                if judged.refused:
                    reasons[" ".join(judged.refused[0].reason.split('"')[::2])] += 1
                elif judged.claims[0].modality != changed.modality:
                    reasons[f"told as {judged.claims[0].modality}"] += 1
                else:
                    passed.append((text.gold.name, changed))
    return Tried(mutation, tried, tried - len(passed), dict(reasons.most_common()), tuple(passed))


# --- the mutations ----------------------------------------------------------------------------------------------------


def _number(claim: Claim, text: Text) -> Iterator[Claim]:
    if claim.predicate in ("date", "continues", "part-of", "responds-to", "results-from", "event", "role"):
        return
    if claim.kind in ("statement", "strike", "proposal") or claim.predicate in ("round", "purpose", "outcome"):
        there = numbers_in(" ".join(text.gold.text[span.start : span.end] for span in (*claim.spans, *claim.resolving)))
        for match in _DIGITS.finditer(claim.object):
            for change in (1, 10, 31):
                other = str(int(match[0]) + change)
                if other not in there:
                    yield evolve(claim, object=claim.object[: match.start()] + other + claim.object[match.end() :])


def _word_number(claim: Claim, text: Text) -> Iterator[Claim]:
    if claim.kind != "statement" and claim.predicate not in _FREE:
        return
    there = numbers_in(" ".join(text.gold.text[span.start : span.end] for span in (*claim.spans, *claim.resolving)))
    for match in re.finditer(rf"\b(?:{'|'.join(_COUNTS)})\b", claim.object):
        other = next(word for word in _COUNTS if not numbers_in(word) & there)
        yield evolve(claim, object=claim.object[: match.start()] + other + claim.object[match.end() :])


def _name_of_nobody(claim: Claim, text: Text) -> Iterator[Claim]:
    if claim.predicate in _NAMED:
        yield evolve(claim, object="Zyxwania")
    if claim.kind in ("post", "statement", "role") and claim.subject:
        yield evolve(claim, subject="Zyx Zyxwani")


def _name_elsewhere(claim: Claim, text: Text) -> Iterator[Claim]:
    """Another name of the text of the same sort, without a place offered for it."""
    for other in text.others.get(claim.predicate, ()):
        if claim.predicate in _NAMED and other != claim.object and not text.resolver.said(other, claim.spans):
            yield evolve(claim, object=other, resolving=())


def _name_of_two(claim: Claim, text: Text) -> Iterator[Claim]:
    """The given name of one with the last name of another who is named with him."""
    if claim.predicate in _NAMED and " " in claim.object and claim.object in text.people:
        for other in text.people:
            if other != claim.object and " " in other and text.resolver.said(other, claim.spans):
                mixed = f"{claim.object.split()[0]} {other.split()[-1]}"
                if not any(fold(mixed) == fold(name) for name in text.people):
                    yield evolve(claim, object=mixed)


def _title(claim: Claim, text: Text) -> Iterator[Claim]:
    if claim.kind == "post":
        title, _, of = claim.object.rpartition("@")
        yield evolve(claim, object=f"Archduke@{of}")
        yield evolve(claim, object=f"{title}@Zyxwania")


def _day(claim: Claim, _: Text) -> Iterator[Claim]:
    """The next day, a week later, another month or year, and a day of what is given as a month."""
    if claim.predicate != "date" or "~" in claim.object:
        return
    if re.fullmatch(r"\d{4}-\d\d-\d\d", claim.object):
        day = date.fromisoformat(claim.object)
        for days in (1, -1, 7, -7, 30, 365, -365):
            yield evolve(claim, object=(day + timedelta(days)).isoformat())
        yield evolve(claim, object=f"{day.isoformat()}/{(day + timedelta(1)).isoformat()}")
    elif re.fullmatch(r"\d{4}-\d\d", claim.object):
        yield evolve(claim, object=f"{claim.object}-17")
        yield evolve(claim, object=f"{int(claim.object[:4]) - 1}{claim.object[4:]}")
    elif re.fullmatch(r"\d{4}", claim.object):
        yield evolve(claim, object=f"{claim.object}-07")
    elif "/" in claim.object:
        for end in claim.object.split("/"):
            if re.fullmatch(r"\d{4}-\d\d-\d\d", end):
                later = (date.fromisoformat(end) + timedelta(3)).isoformat()
                try:
                    parse(claim.object.replace(end, later))
                except DateError:
                    continue
                yield evolve(claim, object=claim.object.replace(end, later))


def _date_elsewhere(claim: Claim, text: Text) -> Iterator[Claim]:
    """The date of another event of the text."""
    if claim.predicate == "date":
        for other in text.dates:
            if other != claim.object:
                yield evolve(claim, object=other)


def _denied_told_as_fact(claim: Claim, _: Text) -> Iterator[Claim]:
    if claim.kind == "event" and claim.predicate in ("kind", "participant") and claim.modality == "denied":
        yield evolve(claim, modality="asserted", polarity="affirmative")


def _denial_dropped(claim: Claim, _: Text) -> Iterator[Claim]:
    """A statement without the words by which it denies."""
    if claim.kind == "statement" and claim.polarity == "affirmative" and claim.predicate != "rejected":
        left = _DENIALS.sub("", claim.object)
        if left != claim.object:
            yield evolve(claim, object=left)


def _fact_denied(claim: Claim, text: Text) -> Iterator[Claim]:
    """A fact told as its opposite where nothing in its words denies."""
    words = " ".join(text.gold.text[span.start : span.end] for span in claim.spans)
    if claim.polarity == "affirmative" and claim.modality == "asserted" and not _DENIALS.search(words):
        yield evolve(claim, polarity="negative")


def _plan_told_as_done(claim: Claim, _: Text) -> Iterator[Claim]:
    if claim.kind == "event" and claim.predicate in ("kind", "participant") and claim.modality in ("planned", "hoped"):
        yield evolve(claim, modality="asserted")


def _status(claim: Claim, _: Text) -> Iterator[Claim]:
    """A plan, a denial or a cancelled meeting told as held."""
    if claim.predicate == "status" and claim.object in ("announced", "postponed", "cancelled", "denied"):
        yield evolve(claim, object="held")


def _held_told_as_plan(claim: Claim, _: Text) -> Iterator[Claim]:
    if claim.predicate == "status" and claim.object == "held":
        for other in ("announced", "cancelled", "postponed", "denied"):
            yield evolve(claim, object=other)


def _other_speaker(claim: Claim, text: Text) -> Iterator[Claim]:
    """Somebody else of the text says what words give to a name; where the text has the other is offered as evidence."""
    if _named(claim, text):
        yield from _given_to_others(claim, text)


def _other_pronoun(claim: Claim, text: Text) -> Iterator[Claim]:
    """The same where the words give it to "them" or to nobody."""
    if not _named(claim, text):
        yield from _given_to_others(claim, text)


def _named(claim: Claim, text: Text) -> bool:
    return any(text.resolver.said(part, claim.spans) for part in claim.subject.split() if len(part) > 3)


def _given_to_others(claim: Claim, text: Text) -> Iterator[Claim]:
    if claim.kind == "statement":
        for other in text.people:
            if fold(other) != fold(claim.subject):
                yield text.resolver.resolved(evolve(claim, subject=other, resolving=()))


def _other_holder(claim: Claim, text: Text) -> Iterator[Claim]:
    """Somebody else of the text holds the post, with the place of the name as evidence."""
    if claim.kind == "post":
        for other in text.people:
            if fold(other) != fold(claim.subject):
                yield text.resolver.resolved(evolve(claim, subject=other, resolving=()))


MUTATIONS = (
    Mutation("another number", _number, "the number"),
    Mutation("another number in words", _word_number, "the number"),
    Mutation("a name that the text has not", _name_of_nobody, "the name"),
    Mutation("a name from elsewhere in the text", _name_elsewhere, "the name", 0.95),
    Mutation("a name put together of two", _name_of_two, "the name", 0.97),
    Mutation("another title or country of a post", _title, "the (?:title|name)"),
    Mutation("another day, month or year", _day, "the date", 0.97),
    Mutation("the date of another event", _date_elsewhere, "the date", 0.98),
    Mutation("a denial told as fact", _denied_told_as_fact, "the words", 0.8),
    Mutation("a statement without its denial", _denial_dropped, "the words deny"),
    Mutation("a fact told as its opposite", _fact_denied, "it is denied, but", 0.98),
    Mutation("a plan told as done", _plan_told_as_done, "told as|the words", 0.6),
    Mutation("announced, cancelled or denied, told as held", _status, "the words", 0.6),
    Mutation("held, told as announced, cancelled or denied", _held_told_as_plan, "the words", 0.88),
    Mutation("somebody else's words, with a name", _other_speaker, "the name|somebody else|nobody", 0.85),
    Mutation("somebody else's words, with a pronoun or none", _other_pronoun, "the name|somebody else|nobody", 0.33),
    Mutation("somebody else's post", _other_holder, "the name|somebody else|nobody|the title", 0.92),
)


def table(tried: Iterable[Tried]) -> str:
    """What was stopped, with the most frequent reason."""
    rows = [f"{'mutation'.ljust(50)}{'tried':>7}{'stopped':>9}  most often because"]
    for each in tried:
        reason = next(iter(each.reasons), "-")
        rows.append(f"{each.mutation.name.ljust(50)}{each.tried:>7}{each.share:>9.3f}  {reason}")
    return "\n".join(rows)
