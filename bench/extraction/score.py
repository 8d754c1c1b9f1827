"""Precision and recall of what is extracted, per kind of claim and tier, strict and with spans.

    python bench/extraction/score.py                 the texts to develop on
    python bench/extraction/score.py locked          the locked ones, once you think you are done
    python bench/extraction/score.py FILE...         other gold: *.gold.yaml beside its text, or in the older format

README.md says what counts as right. With --show, what is missed and wrong is listed; --json gives all as data.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from attrs import define, field
from goldset import HERE, Gold, load, load_folder, names_for, perfect
from matching import Outcome, compare
from mutations import mutate
from mutations import table as mutation_table
from sameness import HALF
from who_met import Pairs

from kg.errors import KgError
from kg.extract.claims import Claim
from kg.extract.gate import Gate
from kg.extract.gazetteer import Gazetteer

Proposer = Callable[[Gold], list[Claim]]
RUNS = 3
SETS = ("dev", "locked")


@define
class Tally:
    """How many were right, right with the right words, put as firmly as in the text, missed and wrong."""

    right: int = 0
    spans: int = 0
    mood: int = 0
    missed: int = 0
    wrong: int = 0

    def add(self, other: "Tally") -> None:
        for name in ("right", "spans", "mood", "missed", "wrong"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def figures(self) -> dict[str, Any]:
        """Counts and shares; a share of nothing is null."""
        proposed, wanted = self.right + self.wrong, self.right + self.missed
        return {
            "gold": wanted,
            "proposed": proposed,
            "right": self.right,
            "precision": share(self.right, proposed),
            "recall": share(self.right, wanted),
            "precision_with_spans": share(self.spans, proposed),
            "recall_with_spans": share(self.spans, wanted),
            "spans": share(self.spans, self.right),
            "modality_and_polarity": share(self.mood, self.right),
        }


def share(part: int, whole: int) -> float | None:
    """A share, rounded to four places.

    >>> share(1, 3), share(0, 0)
    (0.3333, None)
    """
    return round(part / whole, 4) if whole else None


@define
class Scored:
    """One text: what came of it, what the gate refused, and the seconds it took."""

    gold: Gold
    outcome: Outcome
    refused: list[tuple[Claim, str]] = field(factory=list)
    seconds: float = 0.0


def score(golds: Iterable[Gold], propose: Proposer, gated: bool, gazetteer: Gazetteer) -> list[Scored]:
    """Score a proposer on texts, with what passes the evidence gate or with everything."""
    return [_scored(gold, propose, gated, gazetteer) for gold in golds]


def _scored(gold: Gold, propose: Proposer, gated: bool, gazetteer: Gazetteer) -> Scored:
    best = float("inf")
    for _ in range(RUNS):
        start = time.perf_counter()
        claims, refused = propose(gold), []
        if gated:
            passed = Gate(gold.text, gold.published, names_for(gold, gazetteer).forms, gold.language).judge(claims)
            claims, refused = list(passed.claims), [(each.claim, each.reason) for each in passed.refused]
        best = min(best, time.perf_counter() - start)
    return Scored(gold, compare(gold, claims), refused, best)


def by_rules(gazetteer: Gazetteer) -> Proposer:
    """The offline rules, with the names of the table alone."""
    from kg.extract.rules import propose

    return lambda gold: propose(gold.text, gold.published, names_for(gold, gazetteer))


def by_gold(gazetteer: Gazetteer) -> Proposer:
    """The proposer without a fault, to try the scorer and the gate."""
    return lambda gold: perfect(gold, gazetteer)


# --- figures ----------------------------------------------------------------------------------------------------------


def tallies(scored: Iterable[Scored], group: Callable[[Claim], str]) -> dict[str, Tally]:
    """Claims counted by kind or tier; what is right belongs to the tier of the gold."""
    found: dict[str, Tally] = {}
    for each in scored:
        for gold, claim, spans in each.outcome.matched:
            mood = (gold.claim.modality, gold.claim.polarity) == (claim.modality, claim.polarity)
            found.setdefault(group(gold.claim), Tally()).add(Tally(1, spans >= HALF, mood))
        for missed in each.outcome.missed:
            found.setdefault(group(missed.claim), Tally()).missed += 1
        for wrong in each.outcome.wrong:
            found.setdefault(group(wrong), Tally()).wrong += 1
    return dict(sorted(found.items()))


def total(tallies_: Iterable[Tally]) -> Tally:
    """The sum of tallies."""
    result = Tally()
    for each in tallies_:
        result.add(each)
    return result


def pair_tally(pairs: Iterable[Pairs]) -> Tally:
    """Pairs or posts as counts; they have no spans of their own."""
    return total(
        Tally(len(each.right), len(each.right), len(each.right), len(each.missed), len(each.wrong)) for each in pairs
    )


def report(scored: Sequence[Scored]) -> dict[str, Any]:
    """All figures as data."""
    seconds = sum(each.seconds for each in scored)
    return {
        "texts": len(scored),
        "total": total(tallies(scored, lambda claim: "").values()).figures(),
        "tiers": {name: each.figures() for name, each in tallies(scored, lambda claim: claim.tier).items()},
        "kinds": {name: each.figures() for name, each in tallies(scored, _kind).items()},
        "pairs": pair_tally(each.outcome.pairs for each in scored).figures(),
        "posts": pair_tally(each.outcome.posts for each in scored).figures(),
        "by_text": {each.gold.name: _of_text(each) for each in scored},
        "refused": dict(Counter(_reason(reason) for each in scored for _, reason in each.refused).most_common()),
        "unmapped": dict(sum((Counter(each.gold.unmapped) for each in scored), Counter())),
        "neither_right_nor_wrong": sum(len(each.outcome.neither) for each in scored),
        "seconds_per_text": round(seconds / len(scored), 5),
    }


def _kind(claim: Claim) -> str:
    return claim.kind if claim.kind in ("statement", "post", "venue", "place") else f"{claim.kind} {claim.predicate}"


def _reason(reason: str) -> str:
    return " ".join(word for word in reason.split('"')[::2] if word.strip())


def _of_text(each: Scored) -> dict[str, Any]:
    tiers = tallies([each], lambda claim: claim.tier)
    return {
        "A": tiers.get("A", Tally()).figures(),
        "all": total(tiers.values()).figures(),
        "pairs": pair_tally([each.outcome.pairs]).figures(),
        "posts": pair_tally([each.outcome.posts]).figures(),
        "seconds": round(each.seconds, 5),
    }


# --- printing ---------------------------------------------------------------------------------------------------------

_COLUMNS = ("gold", "proposed", "precision", "recall", "precision_with_spans", "recall_with_spans",
            "modality_and_polarity")  # fmt: skip


def table(title: str, rows: dict[str, dict[str, Any]]) -> str:
    """Figures in columns."""
    heads = (title, "gold", "prop.", "prec.", "recall", "prec.+sp", "rec.+sp", "mood")
    lines = [(name, *(_cell(row[column]) for column in _COLUMNS)) for name, row in rows.items()]
    first = max(len(row[0]) for row in (heads, *lines))
    return "\n".join(row[0].ljust(first) + "".join(cell.rjust(10) for cell in row[1:]) for row in (heads, *lines))


def _cell(value: float | int | None) -> str:
    return "-" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)


def as_text(data: dict[str, Any]) -> str:
    """The report to read."""
    whole = {"all": data["total"], **{f"tier {name}": row for name, row in data["tiers"].items()}}
    whole |= {"who met whom": data["pairs"], "posts": data["posts"]}
    parts = [
        table(f"{data['texts']} texts", whole),
        table("kind of claim", data["kinds"]),
        table("text (tier A)", {name: row["A"] for name, row in data["by_text"].items()}),
        table("text (who met whom)", {name: row["pairs"] for name, row in data["by_text"].items()}),
        f"{data['neither_right_nor_wrong']} claims follow from the gold without being in it and count as neither",
        f"{data['seconds_per_text']:.4f} seconds a text, {1 / max(data['seconds_per_text'], 1e-9):.0f} texts a second",
    ]
    if data["refused"]:
        parts.append("refused by the gate:\n" + "\n".join(f"{n:6} {reason}" for reason, n in data["refused"].items()))
    if data["unmapped"]:
        named = ", ".join(f"{name} ({n})" for name, n in data["unmapped"].items())
        parts.append(f"gold that the vocabulary of claims has no word for, not scored: {named}")
    return "\n\n".join(parts)


def shown(each: Scored) -> str:
    """What is missed, wrong or refused in a text, with the words."""
    text, outcome = each.gold.text, each.outcome
    lines = [f"== {each.gold.name}"]
    lines += [_line("missed", gold.claim, text) for gold in outcome.missed]
    lines += [_line("wrong", claim, text) for claim in outcome.wrong]
    lines += [_line("words", claim, text) for _, claim, spans in outcome.matched if spans < HALF]
    for gold, claim, _ in outcome.matched:
        if (gold.claim.modality, gold.claim.polarity) != (claim.modality, claim.polarity):
            lines.append(_line(f"not {claim.modality} {claim.polarity}:", gold.claim, text))
    lines += [f"{_line('refused', claim, text)} ({reason})" for claim, reason in each.refused]
    for name, pairs in (("pair", outcome.pairs), ("post", outcome.posts)):
        lines += [f"  missed {name}: {words}" for words in pairs.missed]
        lines += [f"  wrong {name}: {words}" for words in pairs.wrong]
    return "\n".join(lines)


def _line(what: str, claim: Claim, text: str) -> str:
    words = " … ".join(" ".join(text[span.start : span.end].split())[:90] for span in claim.spans)
    rule = "" if claim.rule == "gold" else f" [{claim.rule}]"
    return f"  {what} {claim.tier} {claim.kind} {claim.subject} | {claim.predicate} | {claim.object} <{words}>{rule}"


def gold_of(name: str) -> list[Gold]:
    """One of the two sets, or a file."""
    return load_folder(HERE / name) if name in SETS else [load(Path(name))]


def arguments(words: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", default=["dev"], metavar="dev|locked|FILE", help="dev if not given")
    parser.add_argument("--json", action="store_true", help="all figures as JSON")
    parser.add_argument("--show", action="store_true", help="list what is missed and wrong")
    parser.add_argument("--no-gate", action="store_true", help="score what is proposed, not what passes the gate")
    parser.add_argument("--perfect", action="store_true", help="let the gold itself propose, to try scorer and gate")
    parser.add_argument("--mutate", action="store_true", help="make the gold wrong, and see what the gate stops")
    return parser.parse_args(words)


def main(words: Sequence[str] | None = None) -> None:
    """Score and print."""
    given = arguments(words)
    gazetteer = Gazetteer()
    try:
        golds = [gold for name in given.what for gold in gold_of(name)]
        propose = by_gold(gazetteer) if given.perfect else by_rules(gazetteer)
    except (KgError, OSError) as error:
        raise SystemExit(f"error: {error}") from None
    if given.mutate:
        tried = mutate(golds, gazetteer)
        shares = {each.mutation.name: {"tried": each.tried, "stopped": round(each.share, 4)} for each in tried}
        print(json.dumps(shares, indent=2) if given.json else mutation_table(tried))
        return
    scored = score(golds, propose, not given.no_gate, gazetteer)
    data = report(scored)
    if given.json:
        print(json.dumps(data, indent=2))
        return
    if given.show:
        print("\n\n".join(map(shown, scored)), end="\n\n")
    print(as_text(data))


if __name__ == "__main__":
    main()
