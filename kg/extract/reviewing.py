"""Going through the facts of files: which wait for a decision, in what order, and what a decision brings with it."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from attrs import define, field, frozen

from kg import model as m
from kg.errors import KgError, listed
from kg.extract.accepting import accepted
from kg.extract.confidence import confidence
from kg.extract.editing import Edited, edit
from kg.extract.interrupting import uninterrupted
from kg.extract.keeping import Kept, Record, read_record, record_path, text_of, without_numbers, write_record
from kg.extract.sentences import sentences
from kg.extract.things import Things
from kg.extract.wording import wording
from kg.facts import Read, read_files, write_facts
from kg.facts.read import facts_files
from kg.files import write_file
from kg.vocab import REVIEWS

_INSIDE = {
    "event": ("report", "participation", "delegation", "target", "weapon"),
    "document": ("provision",),
}


@frozen
class Question:
    """A fact to decide about: its id, what it says in words, its claims and tier, and the words that it rests on."""

    fact: str
    says: tuple[str, ...]
    claims: tuple[Kept, ...]
    tier: str
    spans: tuple[m.Span, ...]
    quote: str

    @property
    def kind(self) -> str:
        """What the fact is: the kind of thing, and the field where it is only that."""
        type_, _, field_ = self.fact.partition("#")
        return field_ or m.type_of(type_)


@frozen
class State:
    """What a review can go back to."""

    facts: m.Facts
    reviews: Mapping[str, str]
    record: Record | None


@define
class Review:
    """The facts of one file and what is decided about them; every decision is written at once, and can be undone."""

    path: Path
    facts: m.Facts
    reviews: dict[str, str]
    record: Record | None
    text: str | None
    head: str = ""
    _before: list[State] = field(factory=list)
    _sentences: list[m.Span] | None = None

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
        about = self.label_of(fact)
        says = tuple(dict.fromkeys(wording(each.claim, about) for each in kept)) or (fact,)
        spans = tuple(sorted({span for each in kept for span in each.claim.spans}))
        tier = min((each.claim.tier for each in kept), default="C")
        return Question(fact, says, kept, tier, spans, " … ".join(dict.fromkeys(each.quote for each in kept)))

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
        """The event or document that a fact is of, with all its parts; the fact alone where it is of none."""
        for id_ in (*(event.id for event in self.facts.events), *(each.id for each in self.facts.documents)):
            if fact == id_ or fact in set(self._parts_of(id_)):
                return [id_, *self._parts_of(id_)] if id_ in self.reviews else [*self._parts_of(id_)]
        return [fact]

    def decide(self, decisions: Mapping[str, str]) -> list[str]:
        """Take decisions and write the file; gives the facts whose review changed.

        Who accepts a part accepts the event or document that it is a part of, and what it needs; who rejects one
        rejects its parts. Raises KgError where there is no such fact.
        """
        if unknown := [fact for fact in decisions if fact not in self.reviews]:
            raise KgError(f"{self.path} has no fact {unknown[0]}", "give an id that kg review --list shows")
        new = dict(self.reviews)
        for fact, review in decisions.items():
            new[fact] = review
            if review == "accepted":
                new.update(dict.fromkeys(self._needed_by(fact), "accepted"))
            elif review == "rejected":
                new.update((part, "rejected") for part in self._parts_of(fact))
        changed = [fact for fact, review in new.items() if review != self.reviews[fact]]
        if changed:
            self._remember()
            self.reviews = new
            self._write()
        return changed

    def edit(self, fact: str, changes: Mapping[str, Mapping[str, object]], things: Things) -> list[str]:
        """Change claims that a fact rests on, by their keys, and write the file; gives the facts that now rest on them.

        What comes of it is accepted. Raises KgError with the reason where the evidence gate refuses it, and where the
        file was changed by hand.
        """
        done: Edited = edit(self.path, self.facts, self.reviews, self.record, self.text, changes, things)
        self._remember()
        self.facts, self.reviews, self.record = done.facts, dict(done.reviews), done.record
        for each in done.about:
            self.reviews.update(dict.fromkeys((each, *self._needed_by(each)), "accepted"))
        self._write(record=True)
        return list(done.about)

    def undo(self) -> bool:
        """Take the last decision or edit back; False where there is none."""
        if not self._before:
            return False
        state = self._before.pop()
        changed = state.record is not self.record
        self.facts, self.reviews, self.record = state.facts, dict(state.reviews), state.record
        self._write(record=changed)
        return True

    def of_tier(self, tier: str) -> list[str]:
        """The pending facts of a tier and better ones."""
        return [fact for fact in self.pending() if self.question(fact).tier <= tier]

    def _remember(self) -> None:
        self._before.append(State(self.facts, self.reviews, self.record))

    def _write(self, record: bool = False) -> None:
        text = write_facts(self.facts, reviews=self.reviews)
        with uninterrupted():
            if record and self.record is not None:
                write_record(record_path(self.path), self.record, self.text or "")
            write_file(self.path, (self.head + text).encode())

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


def _extracted(path: Path) -> bool:
    return record_path(path).is_file()


def _reviews(read: Read) -> Iterator[Review]:
    """The files of facts that were read."""
    by_file: dict[str, dict[str, str]] = {}
    for fact, review in read.reviews.items():
        by_file.setdefault(read.lines[fact][0], {})[fact] = review
    for facts in read.facts:
        path = Path(read.lines[facts.id][0])
        record = read_record(path)
        text = text_of(path, record, facts.origin) if record and isinstance(facts.origin, m.Source) else None
        lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
        head = "".join(lines[: next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))])
        yield Review(path, facts, by_file.get(str(path), {}), record, text, head)


class Desk:
    """The facts of several files under review, with one undo for all."""

    def __init__(self, files: Iterable[Review]) -> None:
        self.files = tuple(files)
        self._done: list[tuple[Review, ...]] = []
        self._twins: dict[str, list[str]] | None = None

    @classmethod
    def open(cls, paths: Collection[Path], known: Collection[str] = ()) -> "Desk":
        """Read facts files, and those in folders, with the records beside them; ``known`` are ids of other files.

        Raises KgError or FactsError where that can't be done.
        """
        places = {path: number for number, path in enumerate(facts_files(paths))}
        ids = set(known)
        files: list[Review] = []
        for path in filter(_extracted, places):  # what they say differently of one id is settled when they are applied
            read = read_files([path], ids, REVIEWS)
            files += _reviews(read)
        ids |= {id_ for file in files for id_ in file.reviews} | {t.id for file in files for t in file.facts.things}
        if others := [path for path in places if not _extracted(path)]:
            files += _reviews(read_files(others, ids, REVIEWS))
        files.sort(key=lambda file: places[file.path])
        seen: dict[str, Path] = {}
        for file in files:
            if (first := seen.setdefault(file.facts.id, file.path)) != file.path:
                raise KgError(f"{file.facts.id} is in {first} and in {file.path}", "take one of the two away")
        return cls(files)

    def counts(self) -> Counter[str]:
        """How many facts have which review."""
        return Counter(review for file in self.files for review in file.reviews.values())

    def pending(self) -> list[tuple[Review, str]]:
        """The facts that wait for a decision, file by file."""
        return [(file, fact) for file in self.files for fact in file.pending()]

    def of_tier(self, tier: str) -> list[str]:
        """The pending facts of a tier and better ones."""
        return [fact for file in self.files for fact in file.of_tier(tier)]

    def sure(self, tier: str, least: float | None) -> list[str]:
        """The pending facts of a tier and better ones whose rules were all right at least so often."""
        return [fact for file in self.files for fact in file.of_tier(tier) if file.confidence(fact) >= (least or 0)]

    def decide(self, decisions: Mapping[str, str]) -> list[str]:
        """Take decisions about facts of any file; all or, where one is about no fact, none. Gives what changed.

        The same fact with the same words in a copy of the article is decided along.
        """
        decisions = {**self._of_copies(decisions), **decisions}
        by_file = [{fact: said for fact, said in decisions.items() if fact in file.reviews} for file in self.files]
        known = {fact for some in by_file for fact in some}
        if unknown := sorted(set(decisions) - known):
            names = listed([str(file.path) for file in self.files][:3])
            raise KgError(f"{names} has no fact {unknown[0]}", "give an id that kg review --list shows")
        changed: list[str] = []
        touched = []
        for file, some in zip(self.files, by_file, strict=True):
            if here := file.decide(some):
                changed += here
                touched.append(file)
        if touched:
            self._done.append(tuple(touched))
        return changed

    def _of_copies(self, decisions: Mapping[str, str]) -> dict[str, str]:
        """The decisions that those about some facts mean for the same facts in copies of the articles."""
        if self._twins is None:
            self._twins = {fact: twins for twins in self._told_twice() for fact in twins}
        return {twin: said for fact, said in decisions.items() for twin in self._twins.get(fact, ())}

    def _told_twice(self) -> Iterable[list[str]]:
        """The facts that an article and its copies tell in the same words, those of one fact together."""
        roots = [getattr(file.facts.origin, "syndicated_from", None) or file.facts.id for file in self.files]
        times = Counter(roots)
        same: dict[tuple[str, str, str], list[str]] = {}
        for file, root in zip(self.files, roots, strict=True):
            for fact in file.reviews if times[root] > 1 else ():
                if kept := file.question(fact).claims[:1]:
                    same.setdefault((root, without_numbers(kept[0].claim), kept[0].quote), []).append(fact)
        return same.values()

    def edit(self, file: Review, fact: str, changes: Mapping[str, Mapping[str, object]], things: Things) -> list[str]:
        """Change claims of a file; see `Review.edit`."""
        about = file.edit(fact, changes, things)
        self._done.append((file,))
        self._twins = None
        return about

    @property
    def can_undo(self) -> bool:
        """Whether there is a decision or edit to take back."""
        return bool(self._done)

    def undo(self) -> bool:
        """Take the last decision or edit back; False where there is none."""
        if not self._done:
            return False
        for file in self._done.pop():
            file.undo()
        self._twins = None
        return True

    def file_of(self, fact: str) -> Review:
        """The file that has a fact. Raises KgError where none has."""
        found = next((file for file in self.files if fact in file.reviews), None)
        if found is None:
            raise KgError(f"there is no fact {fact}", "give an id that kg review --list shows")
        return found
