"""Gathered events as values of the model."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import evolve

from kg import model as m
from kg import vocab
from kg.dates import Date, parse
from kg.errors import DateError
from kg.extract.claims import Claim
from kg.extract.ledger import BODIES, Ledger, evidence_of, key_of, line_of, spans_of, unique
from kg.extract.occasions import Happening, Part
from kg.extract.stretches import lasted
from kg.facts.kinds import as_slug

_COUNTED = re.compile(r"(\d{1,3}(?:[,. ]\d{3})+|\d{1,9}) (.+)", re.DOTALL)
_NEAR = 400
"""Within so many characters of where somebody's post is named it is taken for the capacity in which he takes part."""
_RECENT_DAYS = 45
_MEETING_PARTIES = ("talks", "summit", "call", "mediation", "signing", "prisoner-exchange")
UNREAL = ("planned", "hoped")

Posts = Mapping[str, list[tuple[str, Claim]]]
"""The posts that the text names people in, with the claims that say so."""


def events_of(happenings: Mapping[str, Happening], posts: Posts, ledger: Ledger) -> list[m.Event]:
    """The events that say anything: who took part, when, where or which of a series; each gets its id."""
    return _Events(happenings, posts, ledger).all()


class _Events:
    def __init__(self, happenings: Mapping[str, Happening], posts: Posts, ledger: Ledger) -> None:
        self.happenings, self.posts, self.ledger = happenings, posts, ledger

    def all(self) -> list[m.Event]:
        kept = [happening for happening in self.happenings.values() if self._says_something(happening)]
        taken: set[str] = set()
        for happening in kept:
            happening.id = self._event_id(happening, taken)
            taken.add(happening.id)
        return [self._as_event(happening) for happening in kept]

    def _says_something(self, happening: Happening) -> bool:
        told = any(happening.said.get(name) for name in ("date", "city", "venue", "country", "round", "target"))
        if happening.parts or told:
            return True
        for claim in (*happening.claims, *(each for claims in happening.said.values() for each in claims)):
            self.ledger.unused.append((claim, "the event has neither participants nor date nor place"))
        return False

    def _event_id(self, happening: Happening, taken: set[str]) -> str:
        there = [who for who, part in happening.parts.items() if part.there()] or list(happening.parts)
        bodies = sorted(m.slug(who)[:24] for who in there if m.type_of(who) in BODIES)
        people = sorted(m.slug(who).rpartition("-")[2][:24] for who in there if m.type_of(who) == "person")
        date = next((found.edtf for claim in happening.said["date"] if (found := _date(claim.object))), "")
        key = key_of(happening.kind, *(bodies or people)[:3], date.partition("/")[0], self.ledger.mark)
        number = 2
        while f"event/{key}" in taken:
            key = f"{key.removesuffix(f'-{number - 1}')}-{number}"
            number += 1
        return f"event/{key}"

    def _as_event(self, happening: Happening) -> m.Event:
        lead = happening.claims or [part.claims[0] for part in happening.parts.values()][:1]
        lead = lead or [claims[0] for claims in happening.said.values() if claims][:1]
        self.ledger.supports(happening.id, *lead)
        report, place = self._report(happening)
        links: dict[str, Any] = {}
        evidence = [evidence_of(lead)]
        relations = {
            "continues": "continues",
            "part-of": "part_of",
            "responds-to": "responds_to",
            "results-from": "results_from",
        }
        for predicate, name in relations.items():
            if claim := self._one(happening, predicate):
                other = self.happenings.get(claim.object)
                if other is not None and other.id and other is not happening:
                    links[name] = other.id
                    evidence.append(evidence_of([claim], name))
                    self.ledger.supports(f"{happening.id}#{name}", claim)
                else:
                    self.ledger.unused.append((claim, "it leads to an event that is not there"))
        series, number = self._one(happening, "series"), self._one(happening, "round")
        delegations = {whose: self._delegation_of(happening, whose) for whose in happening.delegations}
        event = m.Event(
            happening.id,
            happening.kind,
            series=self.ledger.things.series(series.object) if series else None,
            round=int(number.object) if number and re.fullmatch("[1-9][0-9]{0,2}", number.object) else None,
            reports=(report,),
            delegations=delegations.values(),
            participations=self._participations(happening, report),
            targets=self._targets(happening),
            weapons=self._weapons(happening),
            evidence=evidence,
            **links,
        )
        extra = [claim for claim in (series, number) if claim]
        if extra:
            self.ledger.supports(happening.id, *extra)
            spans = [span for found in evidence[:1] for span in found.spans] + spans_of(extra)
            event = evolve(event, evidence=[evolve(evidence[0], spans=spans), *evidence[1:]])
        return evolve(event, label=self._label(event, place))

    def _report(self, happening: Happening) -> tuple[m.Report, str | None]:
        said: dict[str, Any] = {}
        evidence: list[m.Evidence] = []

        def say(name: str, value: Any, claims: list[Claim]) -> None:
            said[name] = value
            evidence.append(evidence_of(claims, name))
            self.ledger.supports(f"report/{m.slug(happening.id)}/{self.ledger.short}#{name}", *claims)

        if (claim := self._one(happening, "date")) and (date := _date(claim.object)):
            say("date", self._within(date, claim), [claim])
        place = self._place_of(happening)
        if place[0]:
            say("place", place[0], place[1])
        if status := self._one(happening, "status"):
            if status.object in vocab.STATUSES:
                say("status", status.object, [status])
            else:
                self.ledger.unused.append((status, "there is no such status"))
        elif happening.claims and (found := _status(happening.claims[0])):
            say("status", found, happening.claims[:1])
        if mode := self._one(happening, "mode"):
            if mode.object in vocab.DIRECTNESS:
                say("directness", mode.object, [mode])
            elif mode.object in vocab.PRESENCES:
                for part in happening.parts.values():
                    part.presence = mode.object
            else:
                self.ledger.unused.append((mode, "there is no such mode"))
        for name in ("purpose", "outcome"):
            if claim := self._one(happening, name):
                say(name, line_of(claim.object), [claim])
        return m.Report(self.ledger.source.id, evidence=evidence, **said), place[0]

    def _place_of(self, happening: Happening) -> tuple[str | None, list[Claim]]:
        """The narrowest place that is said, inside the wider ones, and what says so."""
        claims: list[Claim] = []
        place: str | None = None
        for type_ in ("country", "city", "venue"):
            if (claim := self._one(happening, type_)) and (
                found := self.ledger.things.place(type_, claim.object, place)
            ):
                place = found
                claims.append(claim)
        return place, claims

    def _within(self, date: Date, claim: Claim) -> Date:
        """A stretch of days in which the event took a part only, such as a weekend, says so."""
        if "/" not in date.edtf:
            return date
        words = " ".join(self.ledger.document.text[span.start : span.end] for span in (*claim.spans, *claim.resolving))
        whole = lasted(words, claim.inference, self.ledger.things.gazetteer.language)
        return date if whole else parse(date.edtf, within=True)

    def _participations(self, happening: Happening, report: m.Report) -> list[m.Participation]:
        alike = Counter(m.slug(who) for who in happening.parts)
        return [
            self._participation(happening, part, report, alike[m.slug(part.who)] == 1)
            for part in happening.parts.values()
        ]

    def _participation(self, happening: Happening, part: Part, report: m.Report, only: bool) -> m.Participation:
        """Somebody's part; the only one with a slug has it for a key."""
        id_ = m.slug(part.who) if only else part.who.replace("/", "-")
        party = m.type_of(part.who) in BODIES and happening.kind in _MEETING_PARTIES
        roles = part.roles or {"party" if party else "member"}
        self.ledger.supports(f"participation/{m.slug(happening.id)}/{self.ledger.short}/{id_}", *part.claims)
        return m.Participation(
            id_,
            self.ledger.source.id,
            part.who,
            roles=roles,
            delegation=m.slug(part.delegation) if part.delegation else None,
            capacity=self._capacity(part, report),
            presence=part.presence,
            modality=part.modality(),
            evidence=(evidence_of(part.claims),),
        )

    def _capacity(self, part: Part, report: m.Report) -> str | None:
        """The post somebody is named in close by, or in which they meet in these days; not that of an old meeting."""
        known = self.posts.get(part.who, [])
        places = [span.start for claim in part.claims for span in claim.spans]
        near = [
            (min(abs(span.start - place) for span in claim.spans for place in places), number)
            for number, (_, claim) in enumerate(known)
            if claim.spans and places
        ]
        if not near:
            return None
        distance, number = min(near)
        published = self.ledger.document.published
        old = report.date and published and _days(report.date.latest, published.earliest) > _RECENT_DAYS
        return known[number][0] if distance <= _NEAR or not old else None

    def _delegation_of(self, happening: Happening, whose: str) -> m.Delegation:
        claims = happening.delegations[whose]
        claims = [claim for claim in claims if claim.predicate == "represents"] or claims[:1]
        self.ledger.supports(f"delegation/{m.slug(happening.id)}/{m.slug(whose)}", *claims)
        return m.Delegation(m.slug(whose), self.ledger.source.id, (whose,), evidence=(evidence_of(claims),))

    def _targets(self, happening: Happening) -> list[m.Target]:
        country = self._one(happening, "target-country")
        around = self.ledger.things.actor(country.object) if country else None
        around = around if around and m.type_of(around) == "country" else None
        regions = [
            (claim, place)
            for claim in happening.said.get("target-region", ())
            if (place := self.ledger.things.place("region", claim.object, around))
        ]
        found: list[m.Target] = []
        for claim in happening.said.get("target", ()):
            near = [pair for pair in regions if 0 <= pair[0].spans[0].end - claim.spans[0].start < 150]
            supports = [claim, *(pair[0] for pair in near[:1])]
            place = near[0][1] if near else around
            key = unique(as_slug(claim.object)[:40].strip("-") or "target", [target.key for target in found])
            self.ledger.supports(f"target/{m.slug(happening.id)}/{self.ledger.short}/{key}", *supports)
            evidence = (evidence_of(supports),)
            found.append(m.Target(key, self.ledger.source.id, line_of(claim.object), place, evidence=evidence))
        if not found:
            for claim, place in regions:
                key = unique(m.slug(place)[:40], [target.key for target in found])
                self.ledger.supports(f"target/{m.slug(happening.id)}/{self.ledger.short}/{key}", claim)
                name = self.ledger.things.entry(place).name
                found.append(m.Target(key, self.ledger.source.id, name, place, evidence=(evidence_of([claim]),)))
        return found

    def _weapons(self, happening: Happening) -> list[m.Weapon]:
        found: list[m.Weapon] = []
        for claim in happening.said.get("weapon", ()):
            counted = _COUNTED.fullmatch(claim.object)
            number = int(re.sub(r"\D", "", counted[1])) if counted else None
            what = line_of(counted[2] if counted else claim.object)
            key = unique(as_slug(what)[:40].strip("-") or "weapon", [weapon.key for weapon in found])
            self.ledger.supports(f"weapon/{m.slug(happening.id)}/{self.ledger.short}/{key}", claim)
            found.append(m.Weapon(key, self.ledger.source.id, what, number or None, evidence=(evidence_of([claim]),)))
        return found

    def _label(self, event: m.Event, place: str | None) -> str:
        """What an event is called until a person calls it something better."""
        people = [part.who for part in event.participations if part.modality in ("asserted", "planned")]
        bodies = [who for who in people if m.type_of(who) in BODIES]
        names = [self.ledger.things.entry(who).name for who in sorted(bodies or people)]
        who = " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:]))) if len(names) < 5 else ""
        who = who or (f"{', '.join(names[:3])} and {len(names) - 3} more" if names else "")
        kind = vocab.words(event.kind).capitalize()
        where = f" in {self.ledger.things.entry(place).name}" if place else ""
        return f"{kind}{': ' + who if who else ''}{where}"

    def _one(self, happening: Happening, predicate: str) -> Claim | None:
        """What is said first; what is said otherwise later is told once as left out."""
        claims = [claim for claim in happening.said.get(predicate, ()) if claim.polarity == "affirmative"]
        for claim in claims[1:]:
            pair = (claim, f"the text has another {predicate} of the event before")
            if claim.object != claims[0].object and pair not in self.ledger.unused:
                self.ledger.unused.append(pair)
        return claims[0] if claims else None


def _date(text: str) -> Date | None:
    try:
        return parse(text)
    except DateError:
        return None


def _days(one: str, other: str) -> int:
    return (date.fromisoformat(other) - date.fromisoformat(one)).days


def _status(claim: Claim) -> str | None:
    """How far an event has come by how the text puts it, where it does not say so itself."""
    if claim.polarity == "negative" or claim.modality == "denied":
        return "denied"
    return "announced" if claim.modality in UNREAL else None
