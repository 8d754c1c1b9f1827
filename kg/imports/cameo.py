"""CAMEO: which codes of an event table tell of a meeting, and what kind, status and roles they stand for.

The codes and their kinds follow `ontology/codes.ttl`. An intention to meet (036) is an announced meeting, never a held
one. Consulting (040) says no more than that two sides met; it becomes talks, the plainest kind.
"""

from functools import lru_cache
from typing import Final

from attrs import frozen

from kg.imports.frame import NotMeeting, Rejected


@frozen
class Meeting:
    """What a code stands for: kind, status, the roles of actor and recipient, and how they take part where it says."""

    kind: str
    status: str = "held"
    roles: tuple[str, str] = ("party", "party")
    presence: str | None = None

    @property
    def mutual(self) -> bool:
        """Whether actor and recipient can change places without a change of meaning."""
        return self.roles[0] == self.roles[1]


MEETINGS: Final = {
    "036": Meeting("talks", "announced"),
    "040": Meeting("talks"),
    "041": Meeting("call", presence="by-phone"),
    "042": Meeting("visit", roles=("visitor", "host")),
    "043": Meeting("visit", roles=("host", "visitor")),
    "044": Meeting("talks"),
    "045": Meeting("mediation", roles=("mediator", "party")),
    "046": Meeting("talks"),
    "057": Meeting("signing", roles=("signatory", "signatory")),
}
"""The codes that tell of a meeting."""

ROOTS: Final = {
    "01": "making a statement",
    "02": "appealing",
    "03": "intending to cooperate",
    "05": "diplomatic cooperation",
    "06": "material cooperation",
    "07": "giving aid",
    "08": "yielding",
    "09": "investigating",
    "10": "demanding",
    "11": "disapproving",
    "12": "rejecting",
    "13": "threatening",
    "14": "protesting",
    "15": "showing force",
    "16": "reducing relations",
    "17": "coercing",
    "18": "assaulting",
    "19": "fighting",
    "20": "unconventional mass violence",
}
"""The first two digits of the codes that tell of something else."""

_NOT_MEETINGS = {root: NotMeeting(f"CAMEO {root}: {name}") for root, name in ROOTS.items()}
_UNKNOWN_CODE = Rejected("no CAMEO code")
_UNKNOWN_RELATION = Rejected("no relation of CAMEO")


def meaning(code: str) -> Meeting | NotMeeting | Rejected:
    """What a code tells of.

    >>> meaning("041").kind, meaning("190").reason, meaning("4x").reason
    ('call', 'CAMEO 19: fighting', 'no CAMEO code')
    """
    if code in MEETINGS:
        return MEETINGS[code]
    if 2 <= len(code) <= 4 and code.isascii() and code.isdigit():
        return _NOT_MEETINGS.get(code[:2], _UNKNOWN_CODE)
    return _UNKNOWN_CODE


def in_order(code: str, actor: str, recipient: str) -> tuple[str, str, str]:
    """Code, actor and recipient such that the two sides of one event come out the same.

    >>> in_order("043", "China", "Wilbur Ross") == in_order("042", "Wilbur Ross", "China")
    True
    >>> in_order("046", "Iran", "China")
    ('046', 'China', 'Iran')
    """
    if code == "043":
        return "042", recipient, actor
    if MEETINGS[code].mutual and recipient < actor:
        return code, recipient, actor
    return code, actor, recipient


MEETING_RELATIONS: Final = {
    "express intent to meet or negotiate": "036",
    "consult": "040",
    "discuss by telephone": "041",
    "make a visit": "042",
    "host a visit": "043",
    "meet at a 'third' location": "044",
    "mediate": "045",
    "engage in negotiation": "046",
    "sign formal agreement": "057",
}
"""The names, in lower case, of the codes that tell of a meeting, for tables that have names in place of codes."""

_LEADS = {
    "01": "make statement, make pessimistic, make optimistic, make empathetic, consider, acknowledge, deny, "
    "engage in symbolic, express accord, decline",
    "02": "make an appeal, appeal",
    "03": "express intent",
    "05": "engage in diplomatic, praise, defend, rally support, grant diplomatic, apologize, forgive",
    "06": "engage in material, engage in judicial, cooperate, share",
    "07": "provide, grant asylum",
    "08": "yield, ease, accede, return, allow, receive, de-escalate, declare truce, demobilize, retreat",
    "09": "investigate",
    "10": "demand",
    "11": "disapprove, criticize, accuse, rally opposition, complain, bring, find",
    "12": "reject, refuse, defy, veto",
    "13": "threaten, give ultimatum",
    "14": "engage in political, demonstrate, conduct hunger, conduct strike, obstruct, protest",
    "15": "exhibit, demonstrate military, increase, mobilize",
    "16": "reduce, halt, expel or withdraw, impose embargo",
    "17": "coerce, seize, confiscate, destroy, impose, ban, arrest, expel or deport, use tactics",
    "18": "use unconventional, use as, abduct, physically, sexually, torture, kill, conduct suicide, carry, attempt, "
    "assassinate",
    "19": "use conventional, impose blockade, occupy, fight, employ, violate",
    "20": "use weapons, use chemical, use unconventional mass, engage in mass, engage in ethnic, detonate",
}
_ROOT_OF_LEAD = {lead: root for root, leads in _LEADS.items() for lead in leads.split(", ")}


@lru_cache(maxsize=4096)
def code_of(relation: str) -> str:
    """The code of a relation's name: that of a meeting in full, of others the root; empty where the name is unknown.

    A name of another kind is recognised by its first words, of which the most count.

    >>> code_of("Host a visit"), code_of("Appeal for rights"), code_of("Impose embargo, boycott"), code_of("Sing")
    ('043', '02', '16', '')
    """
    name = " ".join(relation.lower().split())
    if name in MEETING_RELATIONS:
        return MEETING_RELATIONS[name]
    words = name.replace(",", "").split()[:3]
    leads = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    return next((_ROOT_OF_LEAD[lead] for lead in leads if lead in _ROOT_OF_LEAD), "")


def relation_meaning(relation: str) -> Meeting | NotMeeting | Rejected:
    """What a relation's name tells of.

    >>> relation_meaning("Consult").kind, relation_meaning("Sing").reason
    ('talks', 'no relation of CAMEO')
    """
    code = code_of(relation)
    return meaning(code) if code else _UNKNOWN_RELATION
