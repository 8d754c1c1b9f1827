"""Claims that passed the gate as facts of the model, each with its spans and the claims that it rests on."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

from attrs import evolve, frozen

from kg import model as m
from kg import vocab
from kg.extract.claims import Claim
from kg.extract.document import Document
from kg.extract.events import UNREAL, events_of
from kg.extract.ledger import Ledger, evidence_of, key_of, line_of, unique
from kg.extract.occasions import Occasions
from kg.extract.things import Things
from kg.facts.kinds import as_slug


@frozen
class Built:
    """What became of claims: the facts, the claims that each fact rests on (by the ids of `kg.facts.Read`), the rest.

    The first claim of a fact is the one that brought it about.
    """

    facts: m.Facts
    support: dict[str, tuple[Claim, ...]]
    unused: tuple[tuple[Claim, str], ...]


def build(document: Document, claims: Iterable[Claim], things: Things) -> Built:
    """Make facts of claims.

    Ids are made from what the facts say and the hash of the text, so that nothing becomes the same thing as in another
    document by chance: which event is one that the graph has already is decided later, when facts are applied. What
    the model has no place for, or what is said twice in different ways, is given back in `Built.unused`.

    >>> from kg.extract.gazetteer import Gazetteer
    >>> claim = Claim(kind="event", subject="visit:1", predicate="participant", object="Ada Ames",
    ...               spans=(m.Span(0, 8),), rule="visited")
    >>> facts = build(Document(name="wire", text="Ada Ames left."), [claim], Things(Gazetteer())).facts
    >>> [part.who for event in facts.events for part in event.participations]
    ['person/ada-ames']
    """
    return _Builder(Ledger(document, things)).build(list(claims))


class _Builder:
    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.occasions = Occasions(ledger)
        self.posts: dict[str, list[tuple[str, Claim]]] = defaultdict(list)
        self.tenures: list[m.Tenure] = []
        self.statements: list[m.Statement] = []
        self.documents: list[m.Document] = []

    def build(self, claims: list[Claim]) -> Built:
        """Take in all claims, the ones that tell who is a person first."""
        ledger = self.ledger
        for claim in claims:
            if claim.kind == "post":
                ledger.things.is_person(claim.subject)
            elif claim.kind == "delegation" and claim.predicate in ("head", "member"):
                ledger.things.is_person(claim.object)
        take: dict[str, Callable[[Claim], str]] = {
            "event": self.occasions.event,
            "role": self.occasions.role,
            "delegation": self.occasions.delegation,
            "strike": self.occasions.strike,
            "exchange": self.occasions.exchange,
            "post": self._post,
            "venue": lambda claim: self._lies("venue", "city", claim),
            "place": lambda claim: self._lies("city", "country", claim),
            "statement": self._statement,
        }
        proposals: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            if claim.kind == "proposal":
                proposals[claim.subject].append(claim)
            elif claim.kind not in take:
                ledger.unused.append((claim, f"there is no kind of fact called {claim.kind[:40]}"))
            elif why := take[claim.kind](claim):
                ledger.unused.append((claim, why))
        events = events_of(self.occasions.happenings, self.posts, ledger)
        for subject, about in proposals.items():
            self._proposal(subject, about)
        facts = m.Facts(
            ledger.source,
            things=ledger.things.entries(),
            events=events,
            tenures=self.tenures,
            documents=self.documents,
            statements=self.statements,
        )
        return Built(facts, ledger.support, tuple(ledger.unused))

    def _lies(self, inner: str, outer: str, claim: Claim) -> str:
        around = self.ledger.things.place(outer, claim.object)
        place = self.ledger.things.place(inner, claim.subject, around)
        return "" if around and place else "the place has no name"

    def _post(self, claim: Claim) -> str:
        title, _, of = claim.object.rpartition("@")
        who = self.ledger.things.actor(claim.subject)
        if not title.strip() or not who or m.type_of(who) != "person":
            return "it names no person in a post"
        if claim.polarity != "affirmative" or claim.modality != "asserted":
            return "the post is not held, or not yet"
        post, _ = self.ledger.things.post(title, of)
        known = [found for found, _ in self.posts[who]]
        self.posts[who].append((post, claim))
        if post in known:
            self.ledger.supports(self._tenure_id(who, post), claim)
            return ""
        seen = (self.ledger.document.published,) if self.ledger.document.published else ()
        id_ = self._tenure_id(who, post)
        self.ledger.supports(id_, claim)
        self.tenures.append(
            m.Tenure(id_, self.ledger.source.id, who, post, seen=seen, evidence=(evidence_of([claim]),))
        )
        return ""

    def _tenure_id(self, who: str, post: str) -> str:
        return f"tenure/{self.ledger.short}/{key_of(m.slug(who), m.slug(post))}"

    def _statement(self, claim: Claim) -> str:
        if claim.predicate not in vocab.ACTS:
            return "there is no such act"
        speaker = self.ledger.things.actor(claim.subject) if claim.subject.strip() else None
        if claim.subject.strip() and speaker is None:
            return "it does not say who speaks"
        self._say(claim, speaker, claim.predicate, line_of(claim.object))
        return ""

    def _say(self, claim: Claim, speaker: str | None, act: str, summary: str, said: m.Claim | None = None) -> None:
        for number, other in enumerate(self.statements):
            if speaker and (other.act, other.summary, other.evidence) == (act, summary, (evidence_of([claim]),)):
                self.statements[number] = evolve(other, speakers=(*other.speakers, speaker))
                self.ledger.supports(other.id, claim)
                return
        mark = sha256(f"{summary}{claim.spans}".encode()).hexdigest()[:6]
        key = key_of(m.slug(speaker) if speaker else "source", said.predicate if said else act, mark)
        id_ = f"statement/{self.ledger.short}/{key}"
        if id_ in self.ledger.support:
            return
        self.ledger.supports(id_, claim)
        statement = m.Statement(
            id_,
            self.ledger.source.id,
            summary,
            (speaker,) if speaker else (),
            act,
            claim.modality,
            claim.polarity,
            about=(said.subject,) if said else (),
            claim=said,
            evidence=(evidence_of([claim]),),
        )
        self.statements.append(statement)

    def _proposal(self, subject: str, claims: list[Claim]) -> None:
        by = [who for claim in claims if claim.predicate == "by" and (who := self.ledger.things.actor(claim.object))]
        label = line_of(subject)
        if ":" in label:
            label = f"Proposal of {', '.join(self.ledger.things.entry(who).name for who in by)}" if by else "Proposal"
        id_ = f"document/{key_of(*(m.slug(who) for who in by[:1]), label[:60], self.ledger.mark)}"
        leads = [claim for claim in claims if claim.predicate == "by"] or claims[:1]
        self.ledger.supports(id_, *leads)
        values: dict[str, Any] = {}
        evidence = [evidence_of(leads)]
        provisions: list[m.Provision] = []
        for claim in claims:
            happening = self.occasions.happenings.get(claim.object)
            if claim.predicate == "event" and happening and happening.id:
                values["event"] = happening.id
            elif claim.predicate == "aim" and "aim" not in values:
                values["aim"] = line_of(claim.object)
                evidence.append(evidence_of([claim], "aim"))
                self.ledger.supports(f"{id_}#aim", claim)
            elif claim.predicate == "provision":
                key = unique(as_slug(claim.object)[:40].strip("-") or "point", [each.key for each in provisions])
                self.ledger.supports(f"provision/{m.slug(id_)}/{self.ledger.short}/{key}", claim)
                text, spans = line_of(claim.object), (evidence_of([claim]),)
                provisions.append(m.Provision(key, len(provisions) + 1, text, evidence=spans))
            elif claim.predicate == "received-by" and (who := self.ledger.things.actor(claim.object)):
                said = m.Claim(id_, "received-by", who)
                received = "not received" if claim.polarity == "negative" else "received"
                self._say(claim, None, "stated", f"{label}: {received} by {self.ledger.things.entry(who).name}", said)
            elif claim not in leads:
                self.ledger.unused.append((claim, "it says nothing of a proposal that could be kept"))
        if any(claim.modality in UNREAL for claim in leads):
            values["status"] = "announced"
            evidence.append(evidence_of(leads, "status"))
            self.ledger.supports(f"{id_}#status", *leads)
        self.documents.append(
            m.Document(
                id_, self.ledger.source.id, "proposal", label, by, provisions=provisions, evidence=evidence, **values
            )
        )
