"""The small words of a language that the code asks about, so that no rule names one itself."""

import re
from functools import cache
from re import Pattern

from kg.extract.line import expand
from kg.extract.words import entries


@cache
def grammar(language: str) -> dict[str, Pattern[str]]:
    """The patterns of `grammar.yaml` by name.

    >>> grammar("en")["three"].search("the three leaders") is not None
    True
    """
    return {name: re.compile(expand(pattern)) for name, pattern in entries(language, "grammar").items()}
