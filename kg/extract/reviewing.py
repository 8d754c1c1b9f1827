"""Going through the facts of a file: which wait for a decision, in what order, and what a decision brings with it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import define, field, frozen

from kg import model as m
from kg.errors import KgError
from kg.extract.keeping import Record, Support, read_record, text_of
from kg.extract.sentences import sentences
from kg.facts import read_files, write_facts
from kg.files import write_file
from kg.vocab import REVIEWS


@frozen
class Question:
    """A fact to decide about: its id, what it says, its tier, and the words that it rests on."""

    fact: str
    says: tuple[str, ...]
    tier: str
    spans: tuple[m.Span, ...]
    quote: str


@define
class Review:
    """The facts of one file and what is decided about them; every decision is written at once, and can be undone."""

    path: Path
    facts: m.Facts
    reviews: dict[str, str]
    record: Record | None
    text: str | None
    head: str = ""
    _before: list[dict[str, str]] = field(factory=list)
    _sentences: list[m.Span] | None = None

    @classmethod
    def open(cls, path: Path) -> "Review":
        """Read a facts file with the record beside it. Raises KgError or FactsError where that can't be done."""
        if path.is_dir():
            raise KgError(f"{path} is a folder", "review one facts file at a time")
        read = read_files([path], accept=REVIEWS)
        facts = read.facts[0]
        record = read_record(path)
        text = text_of(path, record, facts.origin) if record and isinstance(facts.origin, m.Source) else None
        lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
        head = "".join(lines[: next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))])
        return cls(path, facts, dict(read.reviews), record, text, head)

    def pending(self) -> list[str]:
        """The facts that wait for a decision, those around others first, then as the text has them."""
        supports = self._supports()
        waiting = [fact for fact, review in self.reviews.items() if review == "pending"]
        starts = {
            fact: min((s.spans[0].start for s in supports.get(fact, ()) if s.spans), default=0) for fact in waiting
        }
        return sorted(waiting, key=lambda fact: (starts[fact], not fact.startswith("event/"), fact))

    def question(self, fact: str) -> Question:
        """What there is to decide about a fact."""
        supports = self._supports().get(fact, ())
        says = tuple(support.says for support in supports) or (fact,)
        spans = tuple(sorted({span for support in supports for span in support.spans}))
        tier = min((support.tier for support in supports), default="C")
        return Question(fact, says, tier, spans, " … ".join(dict.fromkeys(s.quote for s in supports)))

    def sentence(self, span: m.Span) -> m.Span:
        """The sentence or sentences around a span of the text."""
        if self._sentences is None:
            self._sentences = sentences(self.text or "")
        touched = [each for each in self._sentences if each.start < span.end and span.start < each.end]
        return m.Span(min([span.start, *(e.start for e in touched)]), max([span.end, *(e.end for e in touched)]))

    def decide(self, decisions: Mapping[str, str]) -> list[str]:
        """Take decisions and write the file; gives the facts whose review changed.

        Who accepts a part accepts the event or document that it is a part of, and what it needs; who rejects one
        rejects its parts.
        """
        new = dict(self.reviews)
        for fact, review in decisions.items():
            if fact not in new:
                raise KgError(f"{self.path} has no fact {fact}", "give an id that kg review shows")
            new[fact] = review
            if review == "accepted":
                new.update(dict.fromkeys(self._needed(fact), "accepted"))
            elif review == "rejected":
                new.update((part, "rejected") for part in self._parts(fact))
        changed = [fact for fact, review in new.items() if review != self.reviews[fact]]
        if changed:
            self._before.append(self.reviews)
            self.reviews = new
            self._write()
        return changed

    def undo(self) -> bool:
        """Take the last decision back; False where there is none."""
        if not self._before:
            return False
        self.reviews = self._before.pop()
        self._write()
        return True

    def of_tier(self, tier: str) -> list[str]:
        """The pending facts of a tier and better ones."""
        return [fact for fact in self.pending() if self.question(fact).tier <= tier]

    def _write(self) -> None:
        text = write_facts(self.facts, reviews=self.reviews)
        write_file(self.path, (self.head + text).encode())

    def _supports(self) -> dict[str, tuple[Support, ...]]:
        return self.record.by_fact() if self.record else {}

    def _parts(self, fact: str) -> Iterator[str]:
        """The facts inside an event or document."""
        type_, slug = m.type_of(fact), m.slug(fact)
        if type_ in ("event", "document") and "#" not in fact:
            inner = (
                ("report", "participation", "delegation", "target", "weapon") if type_ == "event" else ("provision",)
            )
            for other in self.reviews:
                if other.startswith(f"{fact}#") or any(other.startswith(f"{each}/{slug}/") for each in inner):
                    yield other

    def _needed(self, fact: str) -> Iterator[str]:
        """The event or document around a fact, and the delegation that a participant is in."""
        for whole in (*(event.id for event in self.facts.events), *(each.id for each in self.facts.documents)):
            if whole in self.reviews and fact in set(self._parts(whole)):
                yield whole
        for event in self.facts.events:
            for part in event.participations:
                if fact == f"participation/{m.slug(event.id)}/{m.slug(self.facts.id)}/{part.key}" and part.delegation:
                    yield f"delegation/{m.slug(event.id)}/{part.delegation}"
