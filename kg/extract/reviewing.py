"""Going through the facts of several files: who wants to decide about one of them or about many at once."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from pathlib import Path

from kg import model as m
from kg.errors import FactsError, KgError, listed
from kg.extract.keeping import record_path, without_numbers
from kg.extract.reviewed import Question, Review, read_review, review_of
from kg.extract.things import Things
from kg.facts import read_files
from kg.facts.read import facts_files
from kg.vocab import REVIEWS

__all__ = ["SURE", "Desk", "Question", "Review"]

SURE = 0.8
"""The measured share of right proposals from which on a rule of tier A is believed without a look at each."""


def copied_from(facts: m.Facts) -> str | None:
    """The source that an article repeats, where it is a copy."""
    return getattr(facts.origin, "syndicated_from", None)


def _extracted(path: Path) -> bool:
    return record_path(path).is_file()


class Desk:
    """The facts of several files under review, with one undo for all."""

    def __init__(self, files: Iterable[Review], left_out: Iterable[str] = ()) -> None:
        self.files, self.left_out = tuple(files), tuple(left_out)
        self._done: list[tuple[Review, ...]] = []
        self._twins: dict[str, list[str]] | None = None
        self.along: list[str] = []

    @classmethod
    def open(cls, paths: Collection[Path], known: Collection[str] = (), lenient: bool = False) -> "Desk":
        """Read facts files, and those in folders, with the records beside them; ``known`` are ids of other files.

        Copies of articles come last, as most about them is decided with the articles.
        A ``lenient`` one leaves files out whose article has changed or whose record is broken; `left_out` says which.
        Raises KgError or FactsError where that can't be done.
        """
        places = {path: number for number, path in enumerate(facts_files(paths))}
        ids = set(known)
        files: list[Review] = []
        left_out: list[str] = []

        def opened(read: Callable[[], Review]) -> None:
            try:
                files.append(read())
            except FactsError:
                raise
            except KgError as error:
                if not lenient:
                    raise
                left_out.append(str(error))

        for path in filter(_extracted, places):  # what they say differently of one id is settled when they are applied
            opened(partial(read_review, path, ids))
        ids |= {id_ for file in files for id_ in file.reviews} | {t.id for file in files for t in file.facts.things}
        if others := [path for path in places if not _extracted(path)]:
            read = read_files(others, ids, REVIEWS)
            ids |= {*read.lines}
            for facts in read.facts:
                path = Path(read.lines[facts.id][0])
                here = {fact: review for fact, review in read.reviews.items() if read.lines[fact][0] == str(path)}
                opened(partial(review_of, path, facts, here, ids))
        files.sort(key=lambda file: (copied_from(file.facts) is not None, places[file.path]))
        seen: dict[str, Path] = {}
        for file in files:
            if (first := seen.setdefault(file.facts.id, file.path)) != file.path:
                raise KgError(f"{file.facts.id} is in {first} and in {file.path}", "take one of the two away")
        return cls(files, left_out)

    def counts(self) -> Counter[str]:
        """How many facts have which review."""
        return Counter(review for file in self.files for review in file.reviews.values())

    def pending(self) -> list[tuple[Review, str]]:
        """The facts that wait for a decision, file by file."""
        return [(file, fact) for file in self.files for fact in file.pending()]

    def of_tier(self, tier: str) -> list[str]:
        """The pending facts of a tier and better ones."""
        return [fact for file in self.files for fact in file.of_tier(tier)]

    def sure(self, tier: str, least: float | None = None) -> list[str]:
        """The pending facts of a tier and better ones whose rules were all right at least so often.

        Of tier A these are by default those that were right `SURE` of the time, of the others all.
        """
        share = (SURE if tier == "A" else 0) if least is None else least
        return [fact for file in self.files for fact in file.of_tier(tier) if file.confidence(fact) >= share]

    def by_hand(self) -> list[str]:
        """The facts that were changed by hand and that nobody accepted or rejected as they are."""
        return [fact for file in self.files for fact in file.in_order(file.by_hand) if file.reviews[fact] != "rejected"]

    def overtaken(self) -> list[str]:
        """What was not decided, since somebody else decided otherwise; each is told once."""
        found = [text for file in self.files for text in file.overtaken]
        for file in self.files:
            file.overtaken.clear()
        return found

    def decide(self, decisions: Mapping[str, str]) -> list[str]:
        """Take decisions about facts of any file; all or, where one is about no fact, none. Gives what changed.

        The same fact with the same words in a copy of the article is decided along.
        """
        along = {fact: said for fact, said in self._of_copies(decisions).items() if fact not in decisions}
        decisions = {**along, **decisions}
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
        if along.keys() & {*changed}:
            self.along = [file.name for file in touched if file.reviews.keys() & along.keys() & {*changed}]
        return changed

    def _of_copies(self, decisions: Mapping[str, str]) -> dict[str, str]:
        """The decisions that those about some facts mean for the same facts in copies of the articles."""
        if self._twins is None:
            self._twins = {fact: twins for twins in self._told_twice() for fact in twins}
        return {twin: said for fact, said in decisions.items() for twin in self._twins.get(fact, ())}

    def _told_twice(self) -> Iterable[list[str]]:
        """The facts that an article and its copies tell in the same words, those of one fact together."""
        roots = [copied_from(file.facts) or file.facts.id for file in self.files]
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
        self._twins = None
        for file in self._done.pop():
            file.undo()
        return True

    def file_of(self, fact: str) -> Review:
        """The file that has a fact. Raises KgError where none has."""
        found = next((file for file in self.files if fact in file.reviews), None)
        if found is None:
            raise KgError(f"there is no fact {fact}", "give an id that kg review --list shows")
        return found
