"""Who mediates between whom."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg import model as m
from kg.errors import KgError
from kg.measures import Mediation
from kg.query.gathering import Gathering, gatherings
from kg.query.known import Known
from kg.query.people import two
from kg.query.reading import Reading, Selection
from kg.table import Answers

BASES = ("mediator", "host of a mediation", "host")
"""How it is known that somebody mediates, the firmest first."""
_ASIDE = frozenset(("mediator", "host", "observer", "opened"))
"""Roles of those who are no party to what is mediated."""


def mediators(reading: Reading, between: Sequence[str] = (), selection: Selection | None = None) -> Answers[Mediation]:
    """Who mediates between whom at the meetings of a selection, by basis and then the most events first.

    Whom a source calls a mediator mediates. Where it calls nobody so, the hosts of a mediation do, and the hosts of
    another meeting of two other sides are given as hosts. `between` names the one or two between whom they mediate; the
    sides are then called by these names. Raises KgError where there are more, or both mean the same.
    """
    if len(between) > 2:
        raise KgError("a mediation is between two", "give one or two names")
    named = list(two(reading, *between)) if len(between) == 2 else [reading.actor(name) for name in between]
    events: dict[tuple[str, str, tuple[str, ...]], list[Gathering]] = defaultdict(list)
    for gathering in gatherings(reading, selection, named):
        for who, basis, parties in _mediating(gathering):
            if sides := _called(parties, gathering, named):
                events[who, basis, sides].append(gathering)
    known = Known(reading.store)
    known.learn(name for who, _, sides in events for name in (who, *sides))
    answers = [_answer(known, *key, found) for key, found in events.items()]
    return Answers(Mediation, sorted(answers, key=lambda a: (BASES.index(a.basis), -a.count, a.name, a.between, a.id)))


def _mediating(gathering: Gathering) -> Iterator[tuple[str, str, list[list[str]]]]:
    """Everybody who mediates at a meeting, on what basis, and the sides between which they do."""
    doing = {role: [who for who, roles in gathering.roles.items() if role in roles] for role in ("mediator", "host")}
    some = doing["mediator"] or doing["host"]
    basis = BASES[0] if doing["mediator"] else BASES[1] if gathering.kind == "mediation" else BASES[2]
    theirs = {gathering.sides[who] for who in some}
    parties: dict[str, list[str]] = defaultdict(list)
    for who, side in sorted(gathering.sides.items()):
        parties[side].append(who)
    others = [
        party
        for side, party in parties.items()
        if side not in theirs and not all(gathering.roles[who] and gathering.roles[who] <= _ASIDE for who in party)
    ]
    if len(others) == 2 or (others and basis != "host"):
        yield from ((who, basis, others) for who in some)


def _called(parties: list[list[str]], gathering: Gathering, named: list[str]) -> tuple[str, ...]:
    """The sides of a mediation: by what was asked for, or else by whom they act for, or who they are.

    Empty where not all that were named are there, each on a side of its own.
    """
    if named:
        at = [{i for i, party in enumerate(parties) if _stands(party, name, gathering)} for name in named]
        return tuple(named) if all(at) and len(set().union(*at)) >= len(named) else ()
    return tuple(sorted(_name(party, gathering) for party in parties))


def _stands(party: list[str], name: str, gathering: Gathering) -> bool:
    return any(name in gathering.present[who] for who in party)


def _name(party: list[str], gathering: Gathering) -> str:
    """Whom a side acts for, else the weightiest of those who are on it."""
    principals = {thing for who in party for thing in gathering.present[who] if m.type_of(thing) not in _NO_PRINCIPAL}
    ranks = {who: min(map(m.role_rank, gathering.roles[who]), default=m.role_rank("")) for who in party}
    return min(principals) if principals else min(party, key=lambda who: (ranks[who], who))


_NO_PRINCIPAL = ("person", "delegation")


def _answer(known: Known, who: str, basis: str, sides: tuple[str, ...], found: list[Gathering]) -> Mediation:
    dates = sorted(day for gathering in found for day in gathering.dates)
    ends = (dates[0], dates[-1]) if dates else (None, None)
    events = tuple(gathering.id for gathering in found)
    names = tuple(map(known.name, sides))
    return Mediation(who, known.name(who), m.type_of(who), basis, names, sides, events, len(events), *ends)
