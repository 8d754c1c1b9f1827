"""What is proposed from a text: claims in one small vocabulary, whoever proposes them."""

from hashlib import sha256

from attrs import frozen

from kg.model import Span
from kg.vocab import ACTS

PREDICATES: dict[str, tuple[str, ...]] = {
    "event": (
        "kind",
        "participant",
        "date",
        "city",
        "venue",
        "country",
        "status",
        "series",
        "round",
        "continues",
        "purpose",
        "outcome",
        "mode",
        "part-of",
    ),
    "venue": ("city",),
    "place": ("country",),
    "delegation": ("represents", "head", "member", "event"),
    "post": ("holds",),
    "role": ("role",),
    "statement": ACTS,
    "proposal": ("by", "received-by", "aim", "provision", "event"),
    "strike": ("attacker", "target", "target-country", "target-region", "date", "weapon", "responds-to"),
    "exchange": ("party", "date", "results-from"),
}
"""Every kind of claim with its predicates.

The subject of an event, strike or exchange is `KIND:NUMBER` (`talks:1`), where kind is one of `kg.vocab.EVENT_KINDS`
and the number tells several of a text apart; a delegation is `delegation:EVENT:COUNTRY`
(`delegation:talks:1:Ukraine`). All other subjects and objects are names as the text or the gazetteer has them in full
(`Rustem Umerov`, `Türkiye`, `Istanbul`), dates EDTF. The object of `post holds` is `TITLE@OF` (`Foreign
Minister@Türkiye`), that of `role role` is `ROLE@EVENT` (`mediator@talks:1`; roles are those of `kg.vocab.ROLES`), that
of a statement a summary in words of our own or the quoted words, and that of `kind`, `status` and `mode` a code.
"""


@frozen(kw_only=True)
class Claim:
    """One proposed fact: who or what, how related, to what, and the words it rests on.

    `spans` are the words that say it; `resolving` are those that say whom or when it means (the antecedent of "he", the
    publication date); both count as evidence. `rule` names what proposed it, `tier` is A (core) or B (detail).

    >>> place = {"kind": "event", "subject": "talks:1", "predicate": "city", "object": "Riverton"}
    >>> one, other = (Claim(**place, spans=(Span(0, 8),), rule=rule) for rule in ("gathered-in", "held-in"))
    >>> one.id == other.id
    True
    """

    kind: str
    subject: str
    predicate: str
    object: str
    spans: tuple[Span, ...]
    resolving: tuple[Span, ...] = ()
    inference: str = ""
    modality: str = "asserted"
    polarity: str = "affirmative"
    rule: str
    tier: str = "A"

    @property
    def id(self) -> str:
        """What stays the same when the text is read again: a hash of what is claimed and where."""
        where = ",".join(f"{span.start}-{span.end}" for span in self.spans)
        text = "\n".join((self.kind, self.subject, self.predicate, self.object, where))
        return sha256(text.encode()).hexdigest()[:16]
