"""The days of a meeting of which a text names only the last one: "a two-day summit ended on Friday"."""

from datetime import date, timedelta

from kg.extract.numbers import numbers
from kg.extract.syntax import patterns

_LONGEST = 31

COUNTED = "counted back from the last of its days"
"""What is concluded of such a date."""


def first_day(last: str, words: str, language: str = "en") -> tuple[str, int, int]:
    """The first day of a meeting whose last day so far is known and where that is said, empty where nothing says it.

    >>> first_day("2025-06-06", "They concluded a two-day summit in Oslo on Friday")
    ('2025-06-05', 5, 24)
    >>> first_day("2025-06-06", "They met for a third straight day on Friday")
    ('2025-06-04', 9, 33)
    >>> first_day("2025-06-06", "They began a two-day summit in Oslo on Friday")
    ('', 0, 0)
    """
    known = patterns(language)
    found = known["which_day"].search(words) or known["after_days"].search(words)
    if found is not None and len(last) == 10:
        told = next(filter(None, found.groups()))
        for number in numbers(told.lower(), language):
            if number.value.isdigit() and 1 < (count := int(number.value)) <= _LONGEST:
                return (date.fromisoformat(last) - timedelta(count - 1)).isoformat(), *found.span()
    return "", 0, 0
