"""What makes two claims the same, and which event of a proposal is which event of the gold."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import networkx
from goldset import GoldClaim

from kg import vocab
from kg.extract.claims import Claim
from kg.model import Span
from kg.names import fold

HALF = 0.5
FREE_WORDS = (
    ("event", "purpose"),
    ("event", "outcome"),
    ("event", "series"),
    ("strike", "target"),
    ("strike", "weapon"),
    ("proposal", "aim"),
    ("proposal", "provision"),
)
REFERENCES = ("continues", "part-of", "responds-to", "results-from", "event")
WEIGHTS = {"date": 3.0, "city": 3.0, "venue": 3.0, "participant": 2.0, "party": 2.0, "attacker": 3.0, "status": 0.5}
OVERLAP, ENOUGH = 2.0, 2.0
"""Events are one if what both say of them weighs enough; words in common where their kind is told count as much."""

Key = tuple[str, str, str, str]
Names = Mapping[str, str]


def title_key(title: str) -> str:
    """A title as it is compared: "Minister for Foreign Affairs" and "Foreign Minister" are one post.

    >>> title_key("Minister of Foreign Affairs"), title_key("Defence Minister"), title_key("deputy minister of health")
    ('foreign minister', 'defense minister', 'deputi health minister')
    """
    words = re.sub(r"\bdefence\b", "defense", title.lower())
    words = re.sub(r"\bminister (?:of|for)(?: the)? ((?:(?!\band\b)[\w' -])+)", r"\1 minister", words)
    return fold(re.sub(r"\bforeign affairs minister\b", "foreign minister", words))


def named(name: str) -> str:
    """A name as it is compared: folded, without an article before it."""
    return fold(re.sub(r"\Athe ", "", name.strip(), flags=re.IGNORECASE))


def is_free(claim: Claim) -> bool:
    """Whether the object is in free words, which are compared by what they have in common."""
    return claim.kind == "statement" or (claim.kind, claim.predicate) in FREE_WORDS


def event_of(claim: Claim) -> str:
    """The event or proposal that a claim is about, as the claim calls it, or nothing."""
    if claim.kind == "delegation":
        return claim.subject.removeprefix("delegation:").rpartition(":")[0]
    if claim.kind == "role":
        return claim.object.rpartition("@")[2]
    return claim.subject if claim.kind in ("event", "strike", "exchange", "proposal") else ""


def family(claim: Claim) -> str:
    """What an event may be aligned with: meetings of any kind with each other, strikes with strikes."""
    kind = event_of(claim).partition(":")[0]
    return claim.kind if claim.kind == "proposal" else "meeting" if kind in vocab.MEETING_KINDS else kind


def key_of(claim: Claim, names: Names, object_: str | None = None) -> Key:
    """What is compared of a claim, with the events called by the names given."""
    object_ = claim.object if object_ is None else object_
    subject = named(claim.subject)
    event = event_of(claim)
    if event:
        subject = names.get(event, f"?{event}")
        if claim.kind == "delegation":
            subject += f":{named(claim.subject.rpartition(':')[2])}"
        elif claim.kind == "role":
            subject += f":{named(claim.subject)}"
    return claim.kind, subject, claim.predicate, _object_key(claim, names, object_)


def _object_key(claim: Claim, names: Names, object_: str) -> str:
    if claim.kind == "post":
        title, _, of = object_.rpartition("@")
        return f"{title_key(title)}@{named(of)}"
    if claim.kind == "role":
        return object_.partition("@")[0]
    if claim.predicate in REFERENCES:
        return names.get(object_, f"?{object_}")
    return object_.strip() if claim.predicate == "date" else named(object_)


def overlap(found: Iterable[Span], wanted: Iterable[Span]) -> float:
    """The share of the wanted characters that were found.

    >>> overlap([Span(0, 6)], [Span(4, 8)])
    0.5
    """
    taken = {place for span in found for place in range(span.start, span.end)}
    asked = {place for span in wanted for place in range(span.start, span.end)}
    return len(taken & asked) / len(asked)


def share_words(one: str, other: str) -> bool:
    a, b = set(fold(one).split()), set(fold(other).split())
    return len(a & b) >= HALF * len(a | b)


# --- which event is which ---------------------------------------------------------------------------------------------


def align(proposed: Iterable[Claim], gold: Iterable[GoldClaim]) -> dict[str, str]:
    """What gold calls the events of a proposal: the matching with the most in common."""
    ours, theirs = _by_event(proposed), _by_event(each.claim for each in gold)
    also = {each.claim: each.objects for each in gold}
    graph: networkx.Graph[tuple[str, str, str]] = networkx.Graph()
    for mine, my_claims in ours.items():
        for right, right_claims in theirs.items():
            if mine[0] == right[0]:
                weight = _in_common(my_claims, right_claims, also)
                if weight >= ENOUGH:
                    graph.add_edge(("ours", *mine), ("gold", *right), weight=weight)
    pairs = (sorted(pair) for pair in networkx.max_weight_matching(graph))
    return {mine[2]: right[2] for right, mine in pairs}


def _by_event(claims: Iterable[Claim]) -> dict[tuple[str, str], list[Claim]]:
    found: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if event := event_of(claim):
            found[family(claim), event].append(claim)
    return found


def _in_common(ours: list[Claim], theirs: list[Claim], also: Mapping[Claim, tuple[str, ...]]) -> float:
    names = {event_of(claim): "it" for claim in (*ours, *theirs)}
    said = {key_of(claim, names) for claim in ours if claim.predicate not in REFERENCES}
    weight = 0.0
    for claim in theirs:
        if any(key_of(claim, names, object_) in said for object_ in also.get(claim, (claim.object,))):
            weight += WEIGHTS.get(claim.predicate, 1.0)
    kinds = [claim for claim in theirs if claim.predicate in ("kind", "attacker")] or theirs
    mine = [claim for claim in ours if claim.predicate in ("kind", "attacker")] or ours
    best = max(overlap(one.spans, other.spans) for one in mine for other in kinds)
    return weight + (OVERLAP * best if best >= HALF else 0.0)
