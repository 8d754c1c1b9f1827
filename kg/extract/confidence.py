"""How often what a rule proposes was right on texts with known facts: measured, never a model's opinion of itself.

`confidence.tsv` beside this file is written by `bench/extraction/confidence.py`. A rule that was seen too seldom counts
as all claims of its kind and predicate do.
"""

from functools import cache
from pathlib import Path

from kg.extract.claims import Claim

FEWEST = 10
"""So many proposals have to have been judged before a share says anything."""


def confidence(claim: Claim) -> float | None:
    """The share of proposals of the claim's rule, or else of its kind, that was right; None where too few are known.

    >>> from kg.model import Span
    >>> claim = Claim(kind="no-kind", subject="a", predicate="b", object="c", spans=(Span(0, 1),), rule="no-rule")
    >>> confidence(claim) is None
    True
    """
    known = _measured()
    for key in (("rule", claim.rule), ("claim", f"{claim.kind} {claim.predicate}")):
        right, wrong = known.get(key, (0, 0))
        if right + wrong >= FEWEST:
            return round(right / (right + wrong), 2)
    return None


@cache
def _measured() -> dict[tuple[str, str], tuple[int, int]]:
    lines = Path(__file__).with_suffix(".tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {(what, name): (int(right), int(wrong)) for what, name, right, wrong in (line.split("\t") for line in lines)}
