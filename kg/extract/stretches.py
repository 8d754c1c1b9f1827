"""The days of a meeting of which a text names only the last one: "a two-day summit ended on Friday"."""

import re
from datetime import date, timedelta

from kg.extract.numbers import numbers
from kg.extract.syntax import patterns
from kg.extract.words import entries

_LONGEST = 31

COUNTED = "counted back from the last of its days"
"""What is concluded of such a date."""
OPENED_AND_ENDED = "from its first day to its last"
"""What is concluded where one sentence tells the first day and another the last one."""


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


def lasted(words: str, inference: str = "", language: str = "en") -> bool:
    """Whether an event took all of the days that words name, not only some time in them, such as in a weekend.

    ``inference`` is what the date was concluded by.

    >>> lasted("from Monday to Wednesday"), lasted("2 and 3 June"), lasted("for a second day on Friday")
    (True, True, True)
    >>> lasted("over the weekend"), lasted("last week"), lasted("met on Friday")
    (False, False, False)
    """
    if COUNTED in inference or OPENED_AND_ENDED in inference:
        return True
    names = {name: number for number, names in entries(language, "dates")["weekdays"].items() for name in names.split()}
    named = {names[word] for word in re.findall(r"[^\W\d_]+", words.lower()) if word in names}
    counted = re.search(r"\d|overnight|night", words) or first_day("2025-06-06", words, language)[0]
    return len(named) > 1 or bool(counted)
