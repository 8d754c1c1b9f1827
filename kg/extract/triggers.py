"""The verbs and nouns of `meetings.yaml` that say that people meet."""

import re
from collections.abc import Iterator
from functools import cache
from re import Pattern

from attrs import frozen

from kg.extract.line import expand
from kg.extract.words import entries


@frozen
class Rule:
    """A verb of `meetings.yaml`: the kind of meeting, and how its subject and object take part (`frame`)."""

    rule: str
    kind: str
    frame: str
    status: str
    pattern: Pattern[str]


@cache
def verbs(language: str) -> tuple[Rule, ...]:
    """The verbs that say that people meet, in the order of the table.

    >>> verbs("en")[0].rule
    'met'
    """
    return tuple(_all_rules(language))[:-1]


@cache
def noun(language: str) -> Rule:
    """The rule for nouns, the last of the table."""
    return tuple(_all_rules(language))[-1]


def _all_rules(language: str) -> Iterator[Rule]:
    """The verbs, then the rule for nouns, which has no words of its own."""
    for each in entries(language, "meetings")["rules"]:
        words = each.get("verb", "(?!)")
        yield Rule(
            each["rule"],
            each["kind"],
            each["frame"],
            each.get("status", ""),
            re.compile(expand(rf"(?<![\w’'-])(?:{words})(?![\w’'-])")),
        )
