"""The code lists of the project, as plain strings.

Labels, definitions and the CAMEO and PLOVER codes they correspond to stand in `ontology/codes.ttl`;
`tests/test_vocab.py` keeps the two equal.
"""

from typing import Final

MEETING_KINDS: Final = ("talks", "summit", "visit", "call", "mediation", "signing")
"""Kinds of event that count as a meeting unless a question names other kinds."""

EVENT_KINDS: Final = (*MEETING_KINDS, "statement", "strike", "prisoner-exchange")
"""What an event is; a statement is kept as a thing of its own but counts as an event on a timeline."""

ROLES: Final = (
    "head",
    "member",
    "party",
    "host",
    "visitor",
    "mediator",
    "observer",
    "opened",
    "signatory",
    "attacker",
    "target",
)
"""In what role somebody takes part in an event; the first one that applies is the main role."""

STATUSES: Final = ("announced", "postponed", "under-way", "held", "cancelled", "denied")
"""How far an event had come when a source reported it."""

MODALITIES: Final = ("asserted", "planned", "hoped", "denied")
"""How firmly a source or speaker puts it."""

POLARITIES: Final = ("affirmative", "negative")
"""Whether a statement says that something is so or that it is not."""

PRESENCES: Final = ("in-person", "by-phone", "by-proxy")
"""In what way somebody takes part."""

DIRECTNESS: Final = ("direct", "indirect")
"""Whether the parties face each other or go through a third."""

ACTS: Final = (
    "stated",
    "emphasised",
    "announced",
    "proposed",
    "called-for",
    "rejected",
    "acknowledged",
    "indicated",
)
"""What a speaker does by a statement."""

CLAIM_PREDICATES: Final = ("presented-by", "received-by", "answered-by", "drafted-by")
"""What a statement may claim of a document, in a form that can be compared between sources."""

DOCUMENT_KINDS: Final = ("proposal", "agreement", "communique", "letter")
"""What a document is."""

DOCUMENT_STATUSES: Final = ("announced", "drafted", "delivered", "signed")
"""How far a document had come when a source reported it."""

SOURCE_KINDS: Final = ("article", "readout", "joint-statement", "press-release", "dataset")
"""What a source is."""

OFFICIAL_SOURCE_KINDS: Final = ("joint-statement", "readout", "press-release")
"""Sources that speak for a party, most official first."""

REVIEWS: Final = ("accepted", "pending", "rejected")
"""What a person decided about a fact; only accepted facts enter the graph."""

ACTOR_TYPES: Final = ("person", "country", "organisation", "group")
"""Kinds of thing that can take part in an event."""

PLACE_TYPES: Final = ("venue", "city", "region", "country")
"""Kinds of thing that an event can happen in, narrowest first."""

RESOLUTION_RULES: Final = ("most-sources", "earliest", "latest", "most-official")
"""How the plain column picks among what several sources say; all values are always shown beside it."""


def words(code: str) -> str:
    """A code as people write it.

    >>> words("prisoner-exchange")
    'prisoner exchange'
    """
    return code.replace("-", " ")
