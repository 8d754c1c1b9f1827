"""Events of SEM and schema.org as the model has them.

- What kind an event is, the last part of the IRI of one of its types says (`KINDS`: `ex:StateVisit`, also by
  `sem:eventType` or `additionalType`). Where none does, it counts as talks if at least two take part in it and its type
  of schema.org is none of culture, sports, teaching or trade (`GATHERINGS`); else it is left out, and so is one that
  nobody takes part in.
- Who takes part, and in which role if nothing else is said, `TAKING_PART` says. A role may be a node of its own, as SEM
  (`sem:Role` with `rdf:value` and `sem:roleType`) and schema.org (`Role` with `roleName`) have it; `ROLES` lists what
  is known.
- `eventStatus` becomes a status. "EventScheduled" says no more than that nothing has changed, so it gives none.
- A super-event is what the event is a part of, an `EventSeries` its series.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kg import model as m
from kg.errors import printable, quoted
from kg.imports.frame import event_id
from kg.imports.semantic_dates import date_of
from kg.imports.semantic_sources import Sources
from kg.imports.semantic_statements import SCHEMA, Notes, Statements, closing, local_name
from kg.imports.semantic_things import Things
from kg.terms import RDF, SEM, Iri, Term
from kg.vocab import EVENT_KINDS, PLACE_TYPES
from kg.vocab import ROLES as ALL_ROLES

KINDS: Final = {
    **{kind.replace("-", ""): kind for kind in EVENT_KINDS if kind != "statement"},
    **dict.fromkeys(("meeting", "negotiation", "negotiations", "peacetalks"), "talks"),
    "summitmeeting": "summit",
    **dict.fromkeys(("statevisit", "officialvisit", "workingvisit"), "visit"),
    **dict.fromkeys(("phonecall", "telephonecall", "videocall"), "call"),
    **dict.fromkeys(("treatysigning", "signingceremony"), "signing"),
}
"""What the last part of the IRI of a type says of an event, in small letters without what is no letter."""

GATHERINGS: Final = frozenset(SCHEMA + name for name in "Event BusinessEvent ConferenceEvent SocialEvent".split())
"""Types of schema.org that a meeting can have; the others are about culture, sports, teaching or trade."""

TAKING_PART: Final = {
    SEM + "hasActor": "member",
    SCHEMA + "attendee": "member",
    SCHEMA + "attendees": "member",
    SCHEMA + "contributor": "member",
    SCHEMA + "performer": "party",
    SCHEMA + "performers": "party",
    SCHEMA + "organizer": "host",
}
"""Properties that name who takes part, and in which role they do unless a role is named."""

ROLES: Final = {
    **{role: role for role in ALL_ROLES},
    **dict.fromkeys(("participant", "attendee", "delegate"), "member"),
    **dict.fromkeys(("headofdelegation", "chiefnegotiator"), "head"),
    **dict.fromkeys(("organizer", "organiser", "recipient"), "host"),
    "guest": "visitor",
    "facilitator": "mediator",
    "signer": "signatory",
}
"""What the last part of the IRI of a `sem:roleType`, or a `roleName`, is as a role."""

STATUSES: Final = {
    "EventCancelled": "cancelled",
    "EventPostponed": "postponed",
    "EventRescheduled": "announced",
    "EventScheduled": None,
    "EventMovedOnline": None,
}
"""What schema.org's `eventStatus` is as a status; of several the first one counts."""


_SERIES = SCHEMA + "EventSeries"
_SUPER = (SEM + "subEventOf", SCHEMA + "superEvent")
_SUB = (SEM + "hasSubEvent", SCHEMA + "subEvent")


class Events:
    """Makes facts of the events of a file; `kept` are the identifiers of those that it made."""

    def __init__(self, statements: Statements, source: m.Source) -> None:
        self.kept: set[str] = set()
        self._statements, self._source = statements, source
        self._notes, self._left_out = Notes(), Counter[str]()
        self._things = Things(statements, self._notes)
        self._articles = Sources(statements, self._notes)

    def facts(self, events: Sequence[Iri]) -> m.Facts:
        """All that the file says of its events."""
        taking_part = {event: self._taking_part(event) for event in events}
        kinds = {event: kind for event in events if (kind := self._kind(event, len(taking_part[event])))}
        self.kept = {event_id("rdf", event) for event in kinds}
        around = self._supers(kinds)
        made = [self._event(event, kinds[event], taking_part[event], around.get(event)) for event in kinds]
        return m.Facts(self._source, sources=self._articles.used(), things=self._named_in(made), events=made)

    def said(self, title: str) -> tuple[str, ...]:
        """How many events were read, if not all, and what else could not be, in words."""
        lines = []
        if self._left_out:
            out = ", ".join(f"{count} {reason}" for reason, count in sorted(self._left_out.items()))
            total = len(self.kept) + self._left_out.total()
            lines.append(f"{len(self.kept)} of {total} events of SEM or schema.org read; left out: {out}")
        for what, count in sorted(self._notes.counts.items()):
            example = self._notes.examples[what]
            lines.append(f"not read: {count} × {what}" + (f", such as {example}" if example else ""))
        return tuple(printable(f"{title}: {line}") for line in lines)

    # --- which events -------------------------------------------------------------------------------------------------

    def _kind(self, event: Iri, actors: int) -> str | None:
        """The kind of an event; None where it is left out."""
        types = self._statements.types(event)
        named = (re.sub("[^a-z]", "", local_name(kind).lower()) for kind in types)
        kind = next((KINDS[name] for name in named if name in KINDS), None)
        other = [each for each in types if each.startswith(SCHEMA) and each not in GATHERINGS and each != _SERIES]
        if kind is None and other:
            self._left_out[f"of a type that is no meeting ({local_name(other[0])})"] += 1
        elif actors == 0:
            self._left_out["in which nobody takes part"] += 1
        elif kind is None and actors < 2:
            self._left_out["without a known kind and with one participant only"] += 1
        else:
            return kind or "talks"
        return None

    def _supers(self, kinds: Mapping[Iri, str]) -> dict[Iri, Iri]:
        """What every event is a part of; no event is a part of itself."""
        parts = self._statements.inverse(*_SUB)
        found: dict[Iri, Iri] = {}
        for event in kinds:
            around = [node for node in self._statements.get(event, *_SUPER) if isinstance(node, Iri)]
            around = [node for node in (*around, *parts.get(event, ())) if not self._is_series(node)]
            known = [node for node in around if node in kinds]
            if known:
                found[event] = known[0]
            elif around:
                self._notes.add("event that is a part of one left out", around[0])
        for event in closing(found):
            self._notes.add("event that is a part of itself", event)
            del found[Iri(event)]
        return found

    def _is_series(self, node: Iri) -> bool:
        return _SERIES in self._statements.types(node)

    # --- what they say ------------------------------------------------------------------------------------------------

    def _event(self, event: Iri, kind: str, taking_part: Mapping[str, set[str]], around: Iri | None) -> m.Event:
        labels = self._statements.labels(event)
        date, place, status = date_of(self._statements, event, self._notes), self._place(event), self._status(event)
        told = [source.id for source in self._articles.on(event, len(taking_part))] or [self._source.id]
        modality = "planned" if status in ("announced", "postponed", "cancelled") else "asserted"
        return m.Event(
            event_id("rdf", event),
            kind,
            labels.name if labels else None,
            series=self._series(event),
            part_of=event_id("rdf", around) if around else None,
            reports=[m.Report(source, date, place, status) for source in told],
            participations=[
                m.Participation(who.replace("/", "-"), source, who, roles, modality=modality)
                for source in told
                for who, roles in taking_part.items()
            ],
        )

    def _taking_part(self, event: Iri) -> dict[str, set[str]]:
        """Who takes part, each with the roles."""
        found: dict[str, set[str]] = {}
        for predicate, usual in TAKING_PART.items():
            for term in self._statements.get(event, predicate):
                inner = self._statements.get(term, RDF + "value", predicate)
                if not inner and "Role" in self._statements.kinds(term):
                    self._notes.add("role that nobody is named for", term if isinstance(term, Iri) else "")
                    continue
                roles = self._roles(term) if inner else set()
                for who in filter(None, map(self._things.actor, inner or [term])):
                    found.setdefault(who, set()).update(roles or {usual})
        return {who: roles - {"member"} or roles for who, roles in found.items()}

    def _roles(self, node: Term) -> set[str]:
        """The roles that a node of a role names."""
        found = set()
        for said in self._statements.get(node, SEM + "roleType", SCHEMA + "roleName"):
            labels = self._statements.labels(said) if isinstance(said, Iri) else None
            names = [local_name(said), labels.name if labels else ""] if isinstance(said, Iri) else [said.value]
            known = [ROLES[key] for name in names if (key := re.sub("[^a-z]", "", name.lower())) in ROLES]
            if not known:
                self._notes.add("role that is not known", quoted(names[0]))
            found.update(known[:1])
        return found

    def _place(self, event: Iri) -> str | None:
        """Where an event is; of several places the narrowest."""
        terms = self._statements.get(event, SEM + "hasPlace", SCHEMA + "location")
        inner = [value for term in terms for value in self._statements.get(term, RDF + "value") or [term]]
        found = list(dict.fromkeys(filter(None, map(self._things.place, inner))))
        if not found:
            return None
        narrowest = min(found, key=lambda place: PLACE_TYPES.index(m.type_of(place)))
        around = set(self._things.chain(narrowest))
        if further := [place for place in found if place not in around]:
            self._notes.add("further place of the same event", further[0])
        return narrowest

    def _status(self, event: Iri) -> str | None:
        said = [v if isinstance(v, Iri) else v.value for v in self._statements.get(event, SCHEMA + "eventStatus")]
        names = {local_name(value) for value in said}
        for name in sorted(names - STATUSES.keys()):
            self._notes.add("status that is not known", quoted(name))
        return next((status for name, status in STATUSES.items() if name in names), None)

    def _series(self, event: Iri) -> str | None:
        nodes = [node for node in self._statements.get(event, *_SUPER) if isinstance(node, Iri)]
        return next(filter(None, (self._things.series(node) for node in nodes if self._is_series(node))), None)

    def _named_in(self, events: Iterable[m.Event]) -> list[m.Thing]:
        """The things that events name, with what they lie in."""
        named = {event.series for event in events}
        named |= {p.who for event in events for p in event.participations}
        named |= {place for e in events for r in e.reports if r.place for place in self._things.chain(r.place)}
        return [thing for identifier, thing in self._things.made.items() if identifier in named]
