"""Who is the same and who is not: decisions of a person, kept in a file of their own.

The file is a table with tabs: `same` or `different`, two ids, and a reason in free words. In `same A B` the id A is
replaced by B, and so is all that A stood for. The last line about a pair counts, and the file stays in order of time,
so that a decision can be taken back by taking its line out (`Judgements.without`). Events can be judged like people
and places.
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


@frozen
class Wish:
    """What somebody decides about two ids on a page: a verdict, none to leave it open, and the one it had there."""

    one: str
    other: str
    verdict: str
    before: str = ""
    reason: str = ""

    @property
    def judgement(self) -> Judgement:
        """The decision that it asks for."""
        return Judgement(self.verdict, self.one, self.other, self.reason)


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
        self._to: dict[str, str] = {}
        for each in self._last.values():
            if each.verdict == "same" and (one := self.canonical(each.one)) != (other := self.canonical(each.other)):
                self._to[one] = other
        self._apart = {frozenset(map(self.canonical, each.pair)): each for each in self.made if self._counts(each)}

    def _counts(self, judgement: Judgement) -> bool:
        return judgement.verdict == "different" and self._last[judgement.pair] is judgement

    def canonical(self, id_: str) -> str:
        """The id that stands for an id."""
        while other := self._to.get(id_):
            id_ = other
        return id_

    def differ(self, one: str, other: str) -> bool:
        """Whether two ids, or two that stand for the same as they, were judged to mean different things."""
        return frozenset((self.canonical(one), self.canonical(other))) in self._apart

    def verdict(self, one: str, other: str) -> str:
        """What was judged about exactly these two ids, empty where nothing was."""
        found = self._last.get(frozenset((one, other)))
        return found.verdict if found else ""

    def same(self, one: str, other: str) -> bool:
        """Whether two ids were judged to mean the same thing."""
        return self.canonical(one) == self.canonical(other)

    def plus(self, judgement: Judgement) -> "Judgements":
        """These and one more.

        Raises KgError where the ids can't mean the same, and where it contradicts what follows from other judgements.
        """
        one, other = judgement.one, judgement.other
        _check(judgement)
        before = Judgements(each for each in self.made if each.pair != judgement.pair)
        if judgement.verdict == "same" and before.differ(one, other):
            against = before._apart[frozenset((before.canonical(one), before.canonical(other)))]
            raise KgError(
                f"{one} and {other} can't be the same: {against.one} and {against.other} were judged different",
                f"take that back first: kg review FILE --forget {against.one}={against.other}",
            )
        if judgement.verdict == "different" and before.same(one, other):
            raise KgError(
                f"{one} and {other} can't be different: others were judged that make them one",
                f"take those back first; both stand for {before.canonical(one)}",
            )
        return Judgements((*before.made, judgement))

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
    lines: dict[frozenset[str], int] = {}
    made: dict[frozenset[str], Judgement] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith(("#", "judgement\t")):
            continue
        verdict, one, other, *reason = [*line.split("\t"), "", ""][:4]
        judgement = Judgement(verdict, one, other, *reason)
        try:
            for id_ in (one, other):
                slug(id_.partition("/")[2])
            _check(judgement)
        except (KgError, Wrong) as error:
            raise KgError(str(Problem(str(path), number, error.message, error.hint))) from None
        made.pop(judgement.pair, None)
        made[judgement.pair], lines[judgement.pair] = judgement, number
    found = Judgements(made.values())
    for pair, judgement in made.items():
        if judgement.verdict == "different" and found.same(judgement.one, judgement.other):
            what = f"{judgement.one} and {judgement.other} are different here, and the same by other lines"
            raise KgError(str(Problem(str(path), lines[pair], what, "take one of the lines out")))
    return found


def _check(judgement: Judgement) -> None:
    """Raise KgError where two ids can't be judged so at all."""
    one, other = judgement.one, judgement.other
    if judgement.verdict not in VERDICTS:
        raise KgError(f"no judgement is called {judgement.verdict}", "write same or different")
    if one == other or one.partition("/")[0] != other.partition("/")[0]:
        raise KgError(f"{one} and {other} can't be judged", "give two ids of one type, such as person/a=person/b")


def parse_pair(text: str) -> tuple[str, str]:
    """The two ids of an option such as ``event/a=event/b``. Raises KgError on anything else.

    >>> parse_pair("event/a=event/b")
    ('event/a', 'event/b')
    """
    one, sign, other = text.partition("=")
    try:
        for id_ in (one, other):
            slug(id_.strip().partition("/")[2])
    except Wrong:
        sign = ""
    if not sign:
        raise KgError(f"{text[:100]} is no pair of ids", "write it like event/a=event/b")
    return one.strip(), other.strip()
