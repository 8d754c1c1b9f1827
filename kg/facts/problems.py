"""Collecting everything that is wrong with some files, to be raised as one error."""

from kg.errors import FactsError, Problem

SHOWN = 200
"""How many problems an error spells out."""
ENOUGH = 1000
"""After how many problems reading stops."""


class Problems:
    """What is wrong so far.

    >>> problems = Problems()
    >>> problems.add("talks.yaml", 3, "no date")
    >>> problems.raise_any()
    Traceback (most recent call last):
    kg.errors.FactsError: talks.yaml:3: no date
    """

    def __init__(self) -> None:
        """Start without any."""
        self.found: list[Problem] = []

    def __len__(self) -> int:
        """Count them."""
        return len(self.found)

    def add(self, file: str, line: int | None, message: str, hint: str | None = None) -> None:
        """Add a problem: where, what is wrong, what would be right. Raises `FactsError` when there are `ENOUGH`."""
        self.found.append(Problem(file, line, message, hint))
        if len(self.found) >= ENOUGH:
            self.raise_any()

    def raise_any(self) -> None:
        """Raise `FactsError` if there are problems: the first `SHOWN`, and how many more there are."""
        if not self.found:
            return
        problems = FactsError(self.found).problems
        if len(problems) > SHOWN:
            last = problems[SHOWN - 1]
            least = " at least" if len(problems) >= ENOUGH else ""
            more = Problem(last.file, last.line, f"… and{least} {len(problems) - SHOWN} more problems from here on")
            problems = (*problems[:SHOWN], more)
        raise FactsError(problems)
