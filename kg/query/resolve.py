"""Picking one value among what several sources say, by a rule that is named, and telling whether they disagree.

Values agree when one only says the other less finely: June 2025 and 2 June 2025, Istanbul and a palace in it. Sources
that repeat one another count once. All values are always shown beside the picked one.
"""

from collections.abc import Callable, Hashable, Iterable
from itertools import combinations
from typing import TypeVar

from kg.answers import Conflict, Variant
from kg.dates import Date
from kg.query.known import UNKNOWN, Known
from kg.vocab import OFFICIAL_SOURCE_KINDS, RESOLUTION_RULES

V = TypeVar("V", bound=Hashable)
Said = Iterable[tuple[V, str]]

_LATER = {
    "announced": ("postponed", "under-way", "held", "cancelled", "denied"),
    "postponed": ("announced", "under-way", "held", "cancelled"),
    "under-way": ("held",),
    "cancelled": ("announced",),
}
"""What a status can turn into in time without any source being wrong."""


def date_covers(wide: Date, narrow: Date) -> bool:
    """Whether a date says the same as another, only less finely.

    >>> from kg.dates import parse
    >>> date_covers(parse("2025-06"), parse("2025-06-02")), date_covers(parse("2025-06-02"), parse("2025-06"))
    (True, False)
    """
    return wide.earliest <= narrow.earliest and narrow.latest <= wide.latest


def same(first: object, second: object) -> bool:
    """Whether two values are equal: the measure for values that have no finer or coarser form."""
    return first == second


def _kind_rank(known: Known, source: str) -> int:
    kind = known.sources[source].kind if source in known.sources else ""
    return OFFICIAL_SOURCE_KINDS.index(kind) if kind in OFFICIAL_SOURCE_KINDS else len(OFFICIAL_SOURCE_KINDS)


def pick(known: Known, said: Said[V], rule: str, covers: Callable[[V, V], bool] = same) -> V | None:
    """The value that a rule of `kg.vocab.RESOLUTION_RULES` picks, None where nothing was said.

    - `most-sources`: what the most independent sources say or say less finely; then the earliest published.
    - `earliest`, `latest`: what was published first or last, as far as that is known.
    - `most-official`: a joint statement before a readout, a press release, anything else; then the earliest.

    Among values that agree the finest wins.
    """
    if rule not in RESOLUTION_RULES:
        raise ValueError(f"no rule is called {rule!r}: choose one of {', '.join(RESOLUTION_RULES)}")
    pairs = list(said)
    values = list(dict.fromkeys(value for value, _ in pairs))
    if len(values) < 2:
        return values[0] if values else None

    def votes(value: V) -> int:
        return len({known.root(source) for other, source in pairs if covers(other, value)})

    def published(value: V) -> list[str]:
        return sorted(known.published(source) for other, source in pairs if other == value)

    keys: dict[str, Callable[[V], object]] = {
        "most-sources": lambda value: (-votes(value), published(value)),
        "earliest": lambda value: published(value)[0],
        "latest": lambda value: _reversed(max((day for day in published(value) if day != UNKNOWN), default="")),
        "most-official": lambda value: (
            min(_kind_rank(known, source) for other, source in pairs if other == value),
            published(value)[0],
        ),
    }
    best = min(values, key=lambda value: (keys[rule](value), _key(value)))
    finer = [value for value in values if value != best and covers(best, value) and not covers(value, best)]
    return min(finer, key=lambda value: (-votes(value), _key(value))) if finer else best


def pick_status(known: Known, said: Said[str], rule: str) -> str | None:
    """The status that holds: where one follows from the other in time the latest reported, else what the rule picks."""
    pairs = list(said)
    return pick(known, pairs, rule if _contradicts(known, pairs) else "latest")


def conflict(
    known: Known,
    field: str,
    said: Said[V],
    text: Callable[[V], str],
    covers: Callable[[V, V], bool] = same,
) -> Conflict | None:
    """The conflict on a field, with every value and its sources; None where all values agree."""
    pairs = list(said)
    values = list(dict.fromkeys(value for value, _ in pairs))
    if not any(not covers(a, b) and not covers(b, a) for a, b in combinations(values, 2)):
        return None
    return as_conflict(known, field, ((text(value), source) for value, source in pairs))


def status_conflict(known: Known, said: Said[str]) -> Conflict | None:
    """The conflict on a status; announced and later held is none."""
    pairs = list(said)
    return as_conflict(known, "status", pairs) if _contradicts(known, pairs) else None


def as_conflict(known: Known, field: str, said: Iterable[tuple[str, str]]) -> Conflict:
    """A conflict with its values in order of publication, each with one source of those that repeat one another."""
    pairs = sorted(set(said), key=lambda pair: (known.published(pair[1]), pair[1], pair[0]))
    grouped: dict[str, dict[str, str]] = {}
    for value, source in pairs:
        root = known.root(source)
        grouped.setdefault(value, {}).setdefault(root, root if (value, root) in pairs else source)
    return Conflict(field, tuple(Variant(value, tuple(who.values())) for value, who in grouped.items()))


def _contradicts(known: Known, said: list[tuple[str, str]]) -> bool:
    """Whether some status can't have turned into another that was reported later, or at a time that is not known."""
    reported = sorted((known.published(source), status) for status, source in said)
    for (day, status), (later_day, later) in combinations(reported, 2):
        forward = later == status or later in _LATER.get(status, ())
        backward = status in _LATER.get(later, ()) and later_day in (day, UNKNOWN)
        if not forward and not backward:
            return True
    return False


def _reversed(day: str) -> tuple[int, ...]:
    """A sort key that puts the last day first, and an empty one behind all."""
    return (*(-ord(char) for char in day), 0)


def _key(value: object) -> str:
    return value.edtf if isinstance(value, Date) else str(value)
