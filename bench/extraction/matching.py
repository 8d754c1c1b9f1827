"""Claims beside gold: what is right, what is missed, what is wrong, and what is neither."""

from collections import defaultdict
from collections.abc import Iterable

from attrs import define, evolve, field
from goldset import Gold, GoldClaim
from sameness import HALF, Key, Names, align, event_of, is_free, key_of, named, overlap, share_words
from who_met import Pairs, compared, meeting_pairs, posts, sides

from kg.extract.claims import Claim


@define
class Outcome:
    """What became of a text: every gold claim with what matched it, and what was proposed beyond."""

    matched: list[tuple[GoldClaim, Claim, float]] = field(factory=list)
    missed: list[GoldClaim] = field(factory=list)
    wrong: list[Claim] = field(factory=list)
    neither: list[Claim] = field(factory=list)
    pairs: Pairs = field(factory=Pairs)
    posts: Pairs = field(factory=Pairs)


def compare(gold: Gold, proposed: list[Claim]) -> Outcome:
    """Score what was proposed for one text."""
    names = align(proposed, gold.claims)
    own = {event_of(each.claim): event_of(each.claim) for each in gold.claims}
    outcome = Outcome()
    left = _merged(proposed, names)
    for each in gold.claims:
        keys = [key_of(each.claim, own, object_) for object_ in each.objects]
        found = next((key for key in keys if key in left), None)
        if found is None and is_free(each.claim):
            found = next((key for key, claim in left.items() if _same_words(key, claim, keys, each)), None)
        if found is None:
            outcome.missed.append(each)
        else:
            claim = left.pop(found)
            share = overlap((*claim.spans, *claim.resolving), each.claim.spans)
            outcome.matched.append((each, claim, share))
    neutral = _Neutral(gold, own)
    for key, claim in left.items():
        (outcome.neither if neutral(key, claim) else outcome.wrong).append(claim)
    outcome.pairs = compared(*meeting_pairs(gold, proposed))
    outcome.posts = compared(*posts(gold, proposed))
    return outcome


def _merged(claims: Iterable[Claim], names: Names) -> dict[Key, Claim]:
    """What is proposed several times counts once, with all its spans."""
    found: dict[Key, Claim] = {}
    for claim in claims:
        key = key_of(claim, names)
        if key in found:
            one = found[key]
            claim = evolve(one, spans=one.spans + claim.spans, resolving=one.resolving + claim.resolving)
        found[key] = claim
    return found


def _same_words(key: Key, claim: Claim, keys: list[Key], gold: GoldClaim) -> bool:
    if key[:3] != keys[0][:3]:
        return False
    return any(share_words(claim.object, words) for words in gold.objects) or (
        overlap(claim.spans, gold.claim.spans) >= HALF
    )


class _Neutral:
    """What is neither right nor wrong: it follows from the gold, but the gold need not say it."""

    def __init__(self, gold: Gold, own: Names) -> None:
        self.keys = {key_of(each.claim, own, object_) for each in gold.claims for object_ in each.objects}
        self.optional = {key_of(each.claim, own)[:3] for each in gold.optional}
        self.sides = sides(gold)
        self.people: dict[str, set[str]] = defaultdict(set)
        self.meetings = gold.meetings or ()
        for each in gold.claims:
            claim = each.claim
            who = claim.subject if claim.kind == "role" else claim.object
            if claim.kind == "role" or claim.predicate in ("participant", "head", "member"):
                self.people[event_of(claim)].add(named(who))
        for kind, event, predicate, other in list(self.keys):
            if kind == "event" and predicate == "continues" and not self.people[other]:
                self.people[other] |= self.people[event]

    def __call__(self, key: Key, claim: Claim) -> bool:
        kind, subject, predicate, object_ = key
        event = subject.partition(":")[0] if subject.startswith("?") else ":".join(subject.split(":")[:2])
        here = self.people.get(event, set())
        around = {self.sides.get(name, name) for name in here}
        if key[:3] in self.optional or (claim.polarity == "negative" and predicate == "participant"):
            return True
        if kind == "event" and predicate in ("kind", "status"):
            return not event.startswith("?") and not any(told[:3] == key[:3] for told in self.keys)
        if (kind, predicate) == ("event", "participant"):
            return object_ in here or object_ in around
        if (kind, predicate) == ("event", "country"):
            return any(named(each.country or "") == object_ for each in self.meetings)
        if (kind, predicate) == ("place", "country"):
            return any(
                (named(each.city or ""), named(each.country or "")) == (subject, object_) for each in self.meetings
            )
        if kind == "delegation" and not any(told[:2] == key[:2] for told in self.keys):
            return object_ in around if predicate == "represents" else object_ in here
        return False
