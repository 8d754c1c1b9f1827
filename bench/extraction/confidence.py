"""How often each rule was right on the texts to develop on, as the table that a review shows.

    python bench/extraction/confidence.py > kg/extract/confidence.tsv

The texts are those that the rules were written on, so the shares are the upper end of what to expect.
"""

from collections import Counter

from goldset import HERE, load_folder
from matching import compare

from kg.extract.claims import Claim
from kg.extract.gate import Gate
from kg.extract.gazetteer import Gazetteer
from kg.extract.rules import propose


def measured() -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """How often every rule, and every kind of claim, was right and wrong."""
    gazetteer, right, wrong = Gazetteer(), Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for gold in load_folder(HERE / "dev"):
        claims = propose(gold.text, gold.published, gazetteer)
        outcome = compare(gold, list(Gate(gold.text, gold.published, gazetteer.forms).judge(claims).claims))
        for _, claim, _ in outcome.matched:
            right.update(_keys(claim))
        for claim in outcome.wrong:
            wrong.update(_keys(claim))
    return right, wrong


def _keys(claim: Claim) -> list[tuple[str, str]]:
    return [("rule", claim.rule), ("claim", f"{claim.kind} {claim.predicate}")]


if __name__ == "__main__":
    right, wrong = measured()
    print("what\tname\tright\twrong")
    for what, name in sorted({*right, *wrong}):
        print(what, name, right[what, name], wrong[what, name], sep="\t")
