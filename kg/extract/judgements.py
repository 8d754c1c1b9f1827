"""Who is the same and who is not: decisions of a person, kept in a file of their own.

The file is a table with tabs: `same` or `different`, two ids, and a reason in free words. In `same A B` the id A is
replaced by B. The last line about a pair counts, and the file stays in order of time, so that a decision can be taken
back by taking its line out (`Judgements.without`). Events can be judged like people and places.
"""

from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from kg.errors import KgError, Problem
from kg.facts.kinds import Wrong, slug
from kg.files import write_file

HEAD = "judgement\tid\tother id\treason\n"
VERDICTS = ("same", "different")


@frozen
class Judgement:
    """One decision: whether two ids mean the same thing, and why."""

    verdict: str
    one: str
    other: str
    reason: str = ""

    @property
    def pair(self) -> frozenset[str]:
        """The two ids in no order."""
        return frozenset((self.one, self.other))


class Judgements:
    """All decisions of a file.

    >>> judgements = Judgements([Judgement("same", "person/umierov", "person/umerov")])
    >>> judgements.canonical("person/umierov"), judgements.differ("person/umierov", "person/umerov")
    ('person/umerov', False)
    >>> judgements.without("person/umerov", "person/umierov").canonical("person/umierov")
    'person/umierov'
    """

    def __init__(self, made: Iterable[Judgement] = ()) -> None:
        self.made = tuple(made)
        self._last = {judgement.pair: judgement for judgement in self.made}
        self._to = {each.one: each.other for each in self._last.values() if each.verdict == "same"}

    def canonical(self, id_: str) -> str:
        """The id that stands for an id."""
        seen = {id_}
        while (other := self._to.get(id_)) and other not in seen:
            seen.add(other)
            id_ = other
        return id_

    def differ(self, one: str, other: str) -> bool:
        """Whether two ids were judged to mean different things."""
        judgement = self._last.get(frozenset((one, other)))
        return judgement is not None and judgement.verdict == "different"

    def same(self, one: str, other: str) -> bool:
        """Whether two ids were judged to mean the same thing."""
        return self.canonical(one) == self.canonical(other)

    def plus(self, judgement: Judgement) -> "Judgements":
        """These and one more. Raises KgError where the ids can't mean the same."""
        one, other = judgement.one, judgement.other
        if judgement.verdict not in VERDICTS:
            raise KgError(f"no judgement is called {judgement.verdict}", "write same or different")
        if one == other or one.partition("/")[0] != other.partition("/")[0]:
            raise KgError(f"{one} and {other} can't be judged", "give two ids of one type, such as person/a=person/b")
        return Judgements((*(each for each in self.made if each.pair != judgement.pair), judgement))

    def without(self, one: str, other: str) -> "Judgements":
        """These without what was decided about a pair. Raises KgError where nothing was."""
        kept = [each for each in self.made if each.pair != {one, other}]
        if len(kept) == len(self.made):
            raise KgError(f"nothing was decided about {one} and {other}", "see the file of judgements")
        return Judgements(kept)

    def text(self) -> str:
        """The judgements as their file has them."""
        lines = ("\t".join((each.verdict, each.one, each.other, " ".join(each.reason.split()))) for each in self.made)
        return HEAD + "".join(f"{line.rstrip()}\n" for line in lines)

    def write(self, path: Path) -> None:
        """Write the file."""
        write_file(path, self.text().encode())


def read_judgements(path: Path) -> Judgements:
    """The judgements in a file; none where there is no such file. Raises KgError with the line that is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Judgements()
    except UnicodeDecodeError:
        raise KgError(f"{path} is not UTF-8", "save it as UTF-8") from None
    found = Judgements()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith(("#", "judgement\t")):
            continue
        verdict, one, other, *reason = [*line.split("\t"), "", ""][:4]
        try:
            for id_ in (one, other):
                slug(id_.partition("/")[2])
            found = found.plus(Judgement(verdict, one, other, *reason))
        except (KgError, Wrong) as error:
            raise KgError(str(Problem(str(path), number, error.message, error.hint))) from None
    return found
