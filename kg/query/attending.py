"""Who took part in an event, for whom and how, and where sources disagree about it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg import model as m
from kg.answers import Conflict, DelegationAtEvent, Participant
from kg.dates import Date
from kg.parts import ABOUT_PEOPLE
from kg.query.known import Evidence, Known
from kg.query.resolve import as_conflict, conflict, date_covers, pick
from kg.query.tenures import capacity
from kg.query.told import Told
from kg.vocab import MODALITIES, words

_CAME = {"asserted": "took part", "denied": "did not take part"}
_BARE = ("member",)
"""The role of somebody of whom a source says no more than that they took part."""


class Attendance:
    """The participants and delegations of one event, put together from what all sources say, by a rule."""

    def __init__(self, known: Known, told: Told, rule: str) -> None:
        self.known = known
        self.told = told
        self.rule = rule
        self.by_actor: dict[str, list[m.Participation]] = defaultdict(list)
        self.heads: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for part in told.all("participations"):
            self.by_actor[part.who].append(part)
            if part.delegation and "head" in part.roles and part.modality != "denied":
                self.heads[part.delegation][part.source].append(part.who)
        self.names = self._delegation_names()

    def _delegation_names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for delegation in self.told.all("delegations"):
            represents = ", ".join(map(self.known.name, delegation.represents))
            names.setdefault(delegation.key, delegation.name or represents or delegation.key)
        for part in self.told.all("participations"):
            if part.delegation and part.modality != "denied":
                names.setdefault(part.delegation, part.delegation)
        return names

    def participants(self, posts: Mapping[str, Sequence[m.Tenure]], date: Date | None) -> tuple[Participant, ...]:
        """Everybody whom a source names, people first, by delegation and role; `posts` are the tenures of people."""
        found = (self._participant(who, parts, posts.get(who, ()), date) for who, parts in self.by_actor.items())
        return tuple(sorted(found, key=_importance))

    def _participant(
        self, who: str, everything: list[m.Participation], posts: Sequence[m.Tenure], date: Date | None
    ) -> Participant:
        parts = self._counted(everything)

        def picked(field: str, covers: Any = lambda one, other: one == other) -> Any:
            said = [(value, part.source) for part in parts if (value := getattr(part, field)) is not None]
            return pick(self.known, said, self.rule, covers)

        roles = pick(self.known, self._roles(parts), self.rule, _fewer) or _BARE
        key = picked("delegation")
        held, basis = capacity(self.known, parts, posts, date)
        return Participant(
            id=who,
            name=self.known.name(who),
            type=m.type_of(who),
            role=roles[0],
            roles=roles,
            delegation=self.names.get(key, key) if key else None,
            delegation_id=f"delegation/{m.slug(self.told.id)}/{key}" if key else None,
            capacity=held,
            capacity_basis=basis,
            presence=picked("presence"),
            modality=min((part.modality for part in parts), key=MODALITIES.index),
            days=picked("days", date_covers),
            sources=tuple(sorted({part.source for part in everything})),
        )

    def _counted(self, everything: list[m.Participation]) -> list[m.Participation]:
        """The participations that count: those that deny it only if nobody says else, or if the rule picks them."""
        came = [(part.modality, part.source) for part in everything if part.modality in _CAME]
        asserted = any(modality == "asserted" for modality, _ in came)
        denied = asserted and pick(self.known, came, self.rule) == "denied"
        return [part for part in everything if (part.modality == "denied") is denied] or everything

    def _roles(self, parts: list[m.Participation]) -> list[tuple[tuple[str, ...], str]]:
        """What each source says of somebody's roles; a bare member is one only beside another head."""
        said: dict[str, set[str]] = defaultdict(set)
        beside: set[str] = set()
        for part in parts:
            said[part.source].update(part.roles)
            if part.delegation and self.heads[part.delegation].get(part.source):
                beside.add(part.source)
        return [(m.by_role(roles), source) for source, roles in said.items() if roles != set(_BARE) or source in beside]

    def delegations(
        self, label: str, date: Date | None, conflicts: Iterable[Conflict]
    ) -> tuple[DelegationAtEvent, ...]:
        """Every delegation with its head and members, and which of these the conflicts are about."""
        disputed = {conflict.field for conflict in conflicts}
        represents: dict[str, list[str]] = defaultdict(list)
        evidence: dict[str, dict[str, list[Evidence]]] = defaultdict(lambda: defaultdict(list))
        members: dict[str, list[str]] = defaultdict(list)
        for part in self.told.all("delegations"):
            represents[part.key] += map(self.known.name, part.represents)
            evidence[part.key][part.source] += [(item.field or "delegation", item) for item in part.evidence]
        for part in self.told.all("participations"):
            if part.delegation and part.modality != "denied":
                name = self.known.name(part.who)
                evidence[part.delegation][part.source] += [(item.field or name, item) for item in part.evidence]
                members[part.delegation].append(name)
        found = []
        for key in sorted(self.names):
            doubted = {"date": "date", "head": f"head of the delegation of {self.names[key]}"}
            about = [what for what, field in doubted.items() if field in disputed]
            about += [
                name
                for name in dict.fromkeys(members[key])
                if any(f"{field} of {name}" in disputed for field in ABOUT_PEOPLE)
            ]
            heads = [who for source in self.heads[key].values() for who in source]
            led = pick(self.known, self._headed(key), self.rule, _fewer) or ()
            found.append(
                DelegationAtEvent(
                    id=f"delegation/{m.slug(self.told.id)}/{key}",
                    name=self.names[key],
                    represents=tuple(dict.fromkeys(represents[key])),
                    event=self.told.id,
                    event_label=label,
                    date=date,
                    head=self.known.name(led[0]) if len(led) == 1 else None,
                    heads=tuple(dict.fromkeys(map(self.known.name, heads))),
                    members=tuple(dict.fromkeys(members[key])),
                    sources=self.known.cite(evidence[key]),
                    disputed=tuple(about),
                )
            )
        return tuple(found)

    def _headed(self, key: str) -> list[tuple[tuple[str, ...], str]]:
        """Whom each source names as head of a delegation."""
        return [(tuple(sorted(set(heads))), source) for source, heads in self.heads[key].items()]

    def conflicts(self) -> Iterator[Conflict]:
        """Sources differ on whether somebody took part, for whom, how and in which role, or on who was the head."""
        for who, parts in sorted(self.by_actor.items()):
            present = [part for part in parts if part.modality != "denied"]
            came = [(_CAME[part.modality], part.source) for part in parts if part.modality in _CAME]
            side = [(self.names[part.delegation], part.source) for part in present if part.delegation]
            how = [(words(part.presence), part.source) for part in present if part.presence]
            name = self.known.name(who)
            for field, said in (("attendance", came), ("delegation", side), ("presence", how)):
                if found := conflict(self.known, f"{field} of {name}", said, str):
                    yield found
            roles = self._roles(present)
            if found := conflict(self.known, f"role of {name}", roles, _in_words, _fewer):
                yield found
        for key in sorted(self.heads):
            said_heads = self._headed(key)
            if any(set(one).isdisjoint(other) for one, _ in said_heads for other, _ in said_heads):
                pairs = [(self.known.name(who), source) for heads, source in said_heads for who in heads]
                yield as_conflict(self.known, f"head of the delegation of {self.names[key]}", pairs)


def _fewer(wide: tuple[str, ...], narrow: tuple[str, ...]) -> bool:
    """Whether all that is named on one side is named on the other too."""
    return set(wide) <= set(narrow)


def _in_words(roles: tuple[str, ...]) -> str:
    return ", ".join(map(words, roles))


def _importance(participant: Participant) -> tuple[int, int, str, str]:
    """People first, by delegation and role, then countries and bodies."""
    return (
        0 if participant.type == "person" else 1,
        0 if participant.delegation else 1,
        participant.delegation or "",
        f"{m.role_rank(participant.role):02d}{participant.name}",
    )
