"""The facts of one file under review: which wait for a decision, in what order, and what a decision brings with it.

Others may decide about the same file at the same time: before every write it is read again, and what was decided
otherwise since is left as it is.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from os import stat_result
from pathlib import Path

from attrs import define, evolve, field, frozen

from kg import model as m
from kg.errors import KgError
from kg.extract.accepting import accepted
from kg.extract.confidence import confidence
from kg.extract.editing import Edited, edit
from kg.extract.hand import Told, digests, in_words, told
from kg.extract.interrupting import locked, uninterrupted
from kg.extract.keeping import Kept, Record, content_of, read_record, record_path, text_of, write_record
from kg.extract.sentences import sentences
from kg.extract.things import Things
from kg.extract.wording import resolved, wording
from kg.facts import read_files, write_facts
from kg.files import write_file
from kg.vocab import REVIEWS

_EXPLICITLY = "accept it as it is, or extract again with --overwrite"
_INSIDE = {
    "event": ("report", "participation", "delegation", "target", "weapon"),
    "document": ("provision",),
}


@frozen
class Question:
    """A fact to decide about: its id, what it says in words, its claims and tier, and the words that it rests on.

    `missing` says why nothing is known of claims and words, and that the fact was changed by hand; else it is empty.
    """

    fact: str
    says: tuple[str, ...]
    claims: tuple[Kept, ...]
    tier: str
    spans: tuple[m.Span, ...]
    quote: str
    missing: str = ""

    @property
    def kind(self) -> str:
        """What the fact is: the kind of thing, and the field where it is only that."""
        type_, _, field_ = self.fact.partition("#")
        return field_ or m.type_of(type_)


@frozen
class State:
    """What a review can go back to, and from."""

    facts: m.Facts
    reviews: Mapping[str, str]
    record: Record | None


@define
class Review:
    """The facts of one file and what is decided about them; every decision is written at once, and can be undone.

    ``known`` are ids of other files, ``stamp`` tells whether the file is still the one that was read. `by_hand` are the
    facts that somebody changed by hand and nobody accepted as they are; they wait for a decision, one by one.
    `overtaken` says what was not decided, since somebody else decided otherwise.
    """

    path: Path
    facts: m.Facts
    reviews: dict[str, str]
    record: Record | None
    text: str | None
    head: str = ""
    known: Collection[str] = ()
    stamp: tuple[int, ...] | None = None
    by_hand: frozenset[str] = frozenset()
    overtaken: list[str] = field(factory=list)
    _steps: list[tuple[State, State]] = field(factory=list)
    _sentences: list[m.Span] | None = None
    _told: tuple[m.Facts, dict[str, Told]] | None = None

    @property
    def name(self) -> str:
        """What the source is called."""
        return getattr(self.facts.origin, "title", None) or m.slug(self.facts.id)

    def pending(self) -> list[str]:
        """The facts that wait for a decision, those around others first, then as the text has them."""
        waiting = [fact for fact, review in self.reviews.items() if review == "pending"]
        return self.in_order(waiting)

    def in_order(self, facts: Iterable[str]) -> list[str]:
        """Facts as the text has them, those around others first."""

        def start(fact: str) -> int:
            return min((kept.claim.spans[0].start for kept in self._claims(fact) if kept.claim.spans), default=0)

        return sorted(facts, key=lambda fact: (start(fact), not fact.startswith("event/"), fact))

    def question(self, fact: str) -> Question:
        """What there is to decide about a fact."""
        kept = self._claims(fact)
        if fact in self.by_hand or not kept:
            return self._as_written(fact)
        about = self.label_of(fact)
        says = tuple(dict.fromkeys(wording(each.claim, about) + resolved(each.claim, self.text) for each in kept))
        spans = tuple(sorted({span for each in kept for span in each.claim.spans}))
        tier = min((each.claim.tier for each in kept), default="C")
        return Question(fact, says, kept, tier, spans, " … ".join(dict.fromkeys(each.quote for each in kept)))

    def _as_written(self, fact: str) -> Question:
        """What the file itself says of a fact of which no claim is known."""
        if self._told is None or self._told[0] is not self.facts:
            self._told = self.facts, told(self.facts)
        said = self._told[1].get(fact, Told({}, ()))
        spans = tuple(span for span in said.spans if self.text is not None and span.end <= len(self.text))
        missing = f"changed by hand since it was extracted, and the file now says this; {_EXPLICITLY}"
        if fact not in self.by_hand:
            name = record_path(self.path).name
            missing = f"no claim of it is known{'' if self.record else f', as {name} is not beside the facts'}"
        says = in_words(self.facts, said) or (fact,)
        return Question(fact, says, (), "C", spans, "", missing)

    def confidence(self, fact: str) -> float:
        """How often the rule that proposed a fact was right; of several the one that was right least, 0 if unknown."""
        return min((confidence(kept.claim) or 0 for kept in self._claims(fact)), default=0)

    def words(self, fact: str) -> str:
        """The words that a fact rests on."""
        return next((kept.quote for kept in self._claims(fact)), "")

    def left(self) -> m.Facts:
        """The facts without those that were rejected."""
        return accepted(self.facts, self.reviews, ("accepted", "pending"))

    def sentence(self, span: m.Span) -> m.Span:
        """The sentence or sentences around a span of the text."""
        if self._sentences is None:
            self._sentences = sentences(self.text or "")
        touched = [each for each in self._sentences if each.start < span.end and span.start < each.end]
        return m.Span(min([span.start, *(e.start for e in touched)]), max([span.end, *(e.end for e in touched)]))

    def parts(self, fact: str) -> list[str]:
        """The facts that are rejected with a fact."""
        return list(self._parts_of(fact))

    def needed(self, fact: str) -> list[str]:
        """The facts that are accepted with a fact."""
        return list(dict.fromkeys(self._needed_by(fact)))

    def passages(self, spans: Iterable[m.Span]) -> list[tuple[int, int, list[m.Span]]]:
        """The sentences around spans, each once with the spans in it that are not inside one another."""
        found: dict[tuple[int, int], list[m.Span]] = {}
        for span in sorted(spans, key=lambda span: (span.start, -span.end)):
            around = self.sentence(span)
            inside = next((key for key in found if key[0] < around.end and around.start < key[1]), None)
            marks = found.pop(inside) if inside else []
            if not marks or marks[-1].end <= span.start:
                marks.append(span)
            elif marks[-1].end < span.end:
                marks[-1] = m.Span(marks[-1].start, span.end)
            start, end = inside or (around.start, around.end)
            found[min(start, around.start), max(end, around.end)] = marks
        return [(start, end, marks) for (start, end), marks in sorted(found.items())]

    def whole(self, fact: str) -> list[str]:
        """The event or document that a fact is of, with all its parts; the fact alone where it is of none.

        What was changed by hand is left out, except the fact itself.
        """
        return [each for each in self._whole(fact) if each == fact or each not in self.by_hand]

    def _whole(self, fact: str) -> list[str]:
        for id_ in (*(event.id for event in self.facts.events), *(each.id for each in self.facts.documents)):
            if fact == id_ or fact in set(self._parts_of(id_)):
                return [id_, *self._parts_of(id_)] if id_ in self.reviews else [*self._parts_of(id_)]
        return [fact]

    def decide(self, decisions: Mapping[str, str]) -> list[str]:
        """Take decisions and write the file; gives the facts whose review changed.

        Who accepts a part accepts the event or document that it is a part of, and what it needs; who rejects one
        rejects its parts. What somebody else decided otherwise, or changed, since the file was read stays as it is, and
        `overtaken` says so. Raises KgError where there is no such fact.
        """
        if unknown := [fact for fact in decisions if fact not in self.reviews]:
            raise KgError(f"{self.path} has no fact {unknown[0]}", "give an id that kg review --list shows")
        with locked(self.path):
            since = self._read_again()
            new, before = dict(self.reviews), self._state()
            for fact, review in decisions.items():
                along = self._along(fact, review)
                if other := next((each for each in along if since.get(each, review) != review), None):
                    how = {"": "taken away", "changed": "changed"}.get(since[other], f"made {since[other]}")
                    self.overtaken.append(f"{other} was {how} by somebody else since it was read, and stays so")
                else:
                    new.update(dict.fromkeys(along, review))
            changed = [fact for fact, review in new.items() if review != self.reviews[fact]]
            if changed:
                self.reviews = new
                taken = [fact for fact in changed if fact in self.by_hand and new[fact] == "accepted"]
                self._accept_by_hand(taken)
                self._steps.append((before, self._state()))
                self._write(record=bool(taken))
        return changed

    def edit(self, fact: str, changes: Mapping[str, Mapping[str, object]], things: Things) -> list[str]:
        """Change claims that a fact rests on, by their keys, and write the file; gives the facts that now rest on them.

        What comes of it is accepted. Raises KgError with the reason where the evidence gate refuses it, and where the
        file was changed by hand.
        """
        with locked(self.path):
            self._read_again()
            before = self._state()
            done: Edited = edit(self.path, self.facts, self.reviews, self.record, self.text, changes, things)
            self.facts, self.reviews, self.record = done.facts, dict(done.reviews), done.record
            for each in done.about:
                self.reviews.update(dict.fromkeys((each, *self._needed_by(each)), "accepted"))
            self._steps.append((before, self._state()))
            self._write(record=True)
        return list(done.about)

    def undo(self) -> bool:
        """Take the last decision or edit back; False where there is none.

        What somebody else decided since stays. Raises KgError where an edit can't be taken back for it.
        """
        if not self._steps:
            return False
        before, after = self._steps.pop()
        with locked(self.path):
            self._read_again()
            edited = before.facts is not after.facts
            if edited and content_of(self.facts) != content_of(after.facts):
                raise KgError(f"{self.path} was changed by somebody else since", "the edit stays")
            others = {fact: now for fact, now in self.reviews.items() if now != after.reviews.get(fact)}
            if edited:
                self.facts, self.record = before.facts, before.record
            there = before.reviews if edited else self.reviews
            self.reviews = {fact: others.get(fact, before.reviews.get(fact, there[fact])) for fact in there}
            self._write(record=edited)
        return True

    def of_tier(self, tier: str) -> list[str]:
        """The pending facts of a tier and better ones, without those that were changed by hand."""
        return [fact for fact in self.pending() if fact not in self.by_hand and self.question(fact).tier <= tier]

    def _along(self, fact: str, review: str) -> list[str]:
        """The facts that a decision about one is about."""
        others = {"accepted": self._needed_by, "rejected": self._parts_of}.get(review, lambda _: iter(()))(fact)
        return [fact, *(each for each in others if review == "rejected" or each not in self.by_hand)]

    def _state(self) -> State:
        return State(self.facts, dict(self.reviews), self.record)

    def _accept_by_hand(self, facts: Iterable[str]) -> None:
        """Keep that facts are accepted as somebody changed them by hand."""
        now, facts = digests(self.facts), set(facts)
        if self.record is not None and facts:
            taken = {fact: now[fact] for whole in facts for fact in _of_owner(whole, now, self.reviews)}
            self.record = evolve(self.record, by_hand={**self.record.by_hand, **taken})
            self.by_hand -= facts

    def _read_again(self) -> dict[str, str]:
        """Read the file again if somebody wrote it; gives the facts that are not as they were, with how they are now.

        That is the review, "changed" for one that says something else, and nothing for one that is gone.
        """
        if self.stamp is not None and self.stamp == stamp_of(self.path):
            return {}
        before, said = self.reviews, digests(self.facts)
        fresh = read_review(self.path, self.known)
        if fresh.facts.id != self.facts.id:
            raise KgError(f"{self.path} holds {fresh.facts.id} by now, not {self.facts.id}", "open it again")
        self.facts, self.reviews, self.record = fresh.facts, fresh.reviews, fresh.record
        self.text, self.head, self.stamp, self.by_hand = fresh.text, fresh.head, fresh.stamp, fresh.by_hand
        self._sentences = None
        now = digests(self.facts)
        since = {
            fact: self.reviews.get(fact, "") for fact, review in before.items() if self.reviews.get(fact) != review
        }
        return since | {fact: "changed" for fact in self.reviews if now.get(fact) != said.get(fact)}

    def _write(self, record: bool = False) -> None:
        text = write_facts(self.facts, reviews=self.reviews)
        with uninterrupted():
            if record and self.record is not None:
                write_record(record_path(self.path), self.record, self.text or "")
            write_file(self.path, (self.head + text).encode())
        self.stamp = stamp_of(self.path)

    def _claims(self, fact: str) -> tuple[Kept, ...]:
        return self.record.of(fact) if self.record else ()

    def label_of(self, fact: str) -> str:
        """What the event or document is called that a fact is about; empty for other facts."""
        named = [(event.id, event.label) for event in self.facts.events]
        for id_, label in (*named, *((document.id, document.label) for document in self.facts.documents)):
            key = m.slug(id_)
            if fact.partition("#")[0] == id_ or fact.partition("/")[2].startswith(f"{key}/"):
                return label or key
        return ""

    def _parts_of(self, fact: str) -> Iterator[str]:
        """The facts inside an event or document."""
        type_, slug = m.type_of(fact), m.slug(fact)
        if type_ in _INSIDE and "#" not in fact:
            for other in self.reviews:
                if other.startswith((f"{fact}#", *(f"{each}/{slug}/" for each in _INSIDE[type_]))):
                    yield other

    def _needed_by(self, fact: str) -> Iterator[str]:
        """The event or document around a fact, and the delegation that a participant is in."""
        for whole in (*(event.id for event in self.facts.events), *(each.id for each in self.facts.documents)):
            if whole in self.reviews and fact in set(self._parts_of(whole)):
                yield whole
        for event in self.facts.events:
            for part in event.participations:
                if fact == f"participation/{m.slug(event.id)}/{m.slug(self.facts.id)}/{part.key}" and part.delegation:
                    yield f"delegation/{m.slug(event.id)}/{part.delegation}"


def stamp_of(path: Path) -> tuple[int, ...]:
    """What changes when a file is written."""
    found: stat_result = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def read_review(path: Path, known: Collection[str]) -> Review:
    """The facts of one file, which may refer to known ids. Raises KgError or FactsError where it can't be read."""
    stamp = stamp_of(path) if path.is_file() else None
    read = read_files([path], known, REVIEWS)
    return review_of(path, read.facts[0], read.reviews, known, stamp)


def review_of(
    path: Path,
    facts: m.Facts,
    reviews: Mapping[str, str],
    known: Collection[str] = (),
    stamp: tuple[int, ...] | None = None,
) -> Review:
    """The facts of a file that was read, with the record beside it."""
    record = read_record(path)
    text = text_of(path, record, facts.origin) if record and isinstance(facts.origin, m.Source) else None
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    head = "".join(lines[: next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))])
    by_hand = frozenset(_by_hand(facts, reviews, record) if record and content_of(facts) != record.content else ())
    decided = {
        fact: "pending" if fact in by_hand and review == "accepted" else review for fact, review in reviews.items()
    }
    return Review(path, facts, decided, record, text, head, known, stamp, by_hand)


def _by_hand(facts: m.Facts, reviews: Mapping[str, str], record: Record) -> Iterator[str]:
    """The facts that somebody changed by hand and nobody accepted as they are."""
    now = digests(facts)
    for fact in reviews:
        for each in _of_owner(fact, now, reviews):
            if now[each] not in (record.digests.get(each), record.by_hand.get(each)):
                yield fact


def _of_owner(fact: str, now: Mapping[str, str], reviews: Mapping[str, str]) -> Iterator[str]:
    """A fact, and the fields of it that have no review of their own."""
    if fact in now:
        yield fact
    if "#" not in fact:
        fields = (f"{fact}#", f"report/{m.slug(fact)}/") if fact.startswith("event/") else (f"{fact}#",)
        yield from (each for each in now if "#" in each and each not in reviews and each.startswith(fields))
