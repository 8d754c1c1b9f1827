"""What claims tell of events, gathered: who takes part in which, and what is said of each."""

import re
from collections import defaultdict
from collections.abc import Iterable

from attrs import define, field

from kg import vocab
from kg.extract.claims import Claim
from kg.extract.ledger import Ledger

_EVENT = re.compile(rf"(?:{'|'.join(map(re.escape, vocab.EVENT_KINDS))}):[\w.-]{{1,40}}")
_DELEGATION = re.compile(rf"delegation:({_EVENT.pattern}):(.+)", re.DOTALL)
TOLD = (
    *("date", "city", "venue", "country", "status", "series", "round"),
    *("continues", "purpose", "outcome", "mode", "part-of"),
)


@define
class Part:
    """Somebody's part in an event while its claims come in."""

    who: str
    claims: list[Claim] = field(factory=list)
    roles: set[str] = field(factory=set)
    delegation: str | None = None
    presence: str | None = None
    denied: bool = False

    def modality(self) -> str:
        """How firmly the text puts it."""
        return "denied" if self.denied else firmest(claim.modality for claim in self.claims)

    def there(self) -> bool:
        """Whether they took part as far as the text tells, or are to: not one who only hopes to."""
        return self.modality() in ("asserted", "planned")


@define
class Happening:
    """An event while its claims come in."""

    name: str
    kind: str
    claims: list[Claim] = field(factory=list)
    parts: dict[str, Part] = field(factory=dict)
    delegations: dict[str, list[Claim]] = field(factory=dict)
    said: dict[str, list[Claim]] = field(factory=lambda: defaultdict(list))
    id: str = ""


class Occasions:
    """Takes in the claims about events, strikes and exchanges; every method gives why a claim can't be kept, if so."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.happenings: dict[str, Happening] = {}

    def event(self, claim: Claim) -> str:
        """Take in what is said of an event, or who took part in it."""
        happening = self.happening(claim.subject)
        if happening is None:
            return "it is about no event"
        if claim.predicate in ("kind", *TOLD):
            if claim.predicate == "kind":
                if claim.object not in vocab.EVENT_KINDS:
                    return "there is no such kind of event"
                happening.kind = claim.object
                happening.claims.append(claim)
            else:
                happening.said[claim.predicate].append(claim)
            return ""
        if claim.predicate == "participant":
            return self._take_part(happening, claim, claim.object)
        return "there is no such predicate"

    def role(self, claim: Claim) -> str:
        """Take in the role of somebody at an event."""
        role, _, event = claim.object.partition("@")
        happening = self.happening(event)
        if happening is None or role not in vocab.ROLES:
            return "it names no role at an event"
        return self._take_part(happening, claim, claim.subject, role)

    def delegation(self, claim: Claim) -> str:
        """Take in for whom a delegation acts, and who is in it."""
        match = _DELEGATION.fullmatch(claim.subject)
        happening = self.happening(match[1]) if match else None
        if not match or happening is None or claim.polarity == "negative":
            return "it is about no delegation at an event"
        whose = self.ledger.things.actor(claim.object if claim.predicate == "represents" else match[2])
        if whose is None:
            return "it does not say whose delegation"
        happening.delegations.setdefault(whose, []).append(claim)
        if claim.predicate in ("head", "member"):
            return self._take_part(happening, claim, claim.object, claim.predicate, whose)
        return ""

    def strike(self, claim: Claim) -> str:
        """Take in what is said of a strike."""
        happening = self.happening(claim.subject)
        if happening is None:
            return "it is about no strike"
        happening.said[claim.predicate].append(claim)
        roles = {"attacker": "attacker", "target-country": "target"}
        if claim.predicate in roles:
            return self._take_part(happening, claim, claim.object, roles[claim.predicate])
        return ""

    def exchange(self, claim: Claim) -> str:
        """Take in what is said of an exchange of prisoners."""
        happening = self.happening(claim.subject)
        if happening is None:
            return "it is about no exchange"
        if claim.predicate == "party":
            return self._take_part(happening, claim, claim.object, "party")
        happening.said[claim.predicate].append(claim)
        return ""

    def happening(self, subject: str) -> Happening | None:
        """What is gathered about the event that a subject such as talks:1 means; None where it means none."""
        if not _EVENT.fullmatch(subject):
            return None
        return self.happenings.setdefault(subject, Happening(subject, subject.partition(":")[0]))

    def _take_part(
        self, happening: Happening, claim: Claim, name: str, role: str | None = None, whose: str | None = None
    ) -> str:
        who = self.ledger.things.actor(name)
        if who is None:
            return "it names nobody"
        part = happening.parts.setdefault(who, Part(who))
        if part.claims and claim.polarity == "negative" and not part.denied:
            return "the text says both that they took part and that they did not"
        part.denied = claim.polarity == "negative"
        part.claims.append(claim)
        if role:
            part.roles.add(role)
        part.delegation = part.delegation or whose
        return ""


def firmest(modalities: Iterable[str]) -> str:
    """The firmest of some modalities.

    >>> firmest(["hoped", "planned"])
    'planned'
    """
    return min(modalities, key=vocab.MODALITIES.index, default="asserted")
