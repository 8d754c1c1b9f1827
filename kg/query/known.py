"""What answers need to know about the things they name: labels, places, posts, sources and quotes."""

from collections.abc import Iterable, Mapping
from typing import Any

from kg import model as m
from kg.answers import Cited, Located, Quoted
from kg.query.asking import describe
from kg.store import Store
from kg.texts import Texts

UNKNOWN = "9999-12-31"
"""The day of publication that stands for one that is not known."""
_DEEPEST = 8
Evidence = tuple[str, m.Evidence]


class Known:
    """Things, sources and event labels, fetched from a store as answers come to need them."""

    def __init__(self, store: Store, texts: Texts | None = None) -> None:
        self.store = store
        self.texts = texts
        self.things: dict[str, m.Thing] = {}
        self.sources: dict[str, m.Source] = {}
        self.labels: dict[str, str] = {}
        self._asked: set[str] = set()

    def learn(self, identifiers: Iterable[str | None]) -> None:
        """Fetch what stands under identifiers, and what that names in turn (the city of a venue, its country)."""
        wanted = {identifier for identifier in identifiers if identifier}
        for _ in range(_DEEPEST):
            wanted -= self._asked
            if not wanted:
                return
            self._asked |= wanted
            found: list[Any] = []
            for facts in describe(self.store, wanted, evidence=False):
                found += facts.things
                for source in (facts.origin, *facts.sources):
                    if isinstance(source, m.Source) and (source.published or source.id not in self.sources):
                        self.sources[source.id] = source
                for thing in facts.things:
                    self.things.setdefault(thing.id, thing)
                for event in facts.events:
                    self.labels.setdefault(event.id, event.label or event.id)
                for document in facts.documents:
                    self.labels.setdefault(document.id, document.label)
            wanted = {
                name
                for thing in found
                for name in (getattr(thing, "within", None), getattr(thing, "of", None))
                if name is not None
            }
            wanted |= {s.syndicated_from for s in self.sources.values() if s.syndicated_from}

    def name(self, identifier: str) -> str:
        """The label of a thing, event or document, or its identifier where it has none."""
        thing = self.things.get(identifier)
        return thing.name if thing else self.labels.get(identifier, identifier)

    def chain(self, place: str) -> list[str]:
        """A place and the places around it, narrowest first."""
        chain = [place]
        while (outer := getattr(self.things.get(chain[-1]), "within", None)) and outer not in chain:
            chain.append(outer)
        return chain

    def located(self, place: str) -> Located:
        """A place with the city and country around it."""
        chain = self.chain(place)
        thing = self.things.get(place)

        def around(kind: str) -> str | None:
            return next((self.name(outer) for outer in chain if m.type_of(outer) == kind), None)

        return Located(
            place,
            self.name(place),
            m.type_of(place),
            around("city"),
            around("country"),
            getattr(thing, "latitude", None),
            getattr(thing, "longitude", None),
        )

    def post(self, identifier: str) -> str:
        """A post as people write it: the title and whose post it is."""
        thing = self.things.get(identifier)
        of = getattr(thing, "of", None)
        return f"{self.name(identifier)} of {self.name(of)}" if of else self.name(identifier)

    def root(self, source: str) -> str:
        """The source that a syndicated copy goes back to; a source that is no copy is its own."""
        seen = {source}
        while (found := self.sources.get(source)) and found.syndicated_from and found.syndicated_from not in seen:
            source = found.syndicated_from
            seen.add(source)
        return source

    def published(self, source: str) -> str:
        """The day a source was published, for sorting; the last day of all where it is not known."""
        found = self.sources.get(source)
        return found.published.earliest if found and found.published else UNKNOWN

    def cite(self, evidence: Mapping[str, Iterable[Evidence]]) -> tuple[Cited, ...]:
        """Sources with the evidence each gives, in order of publication."""
        order = sorted(evidence, key=lambda source: (self.published(source), source))
        return tuple(self._cited(source, evidence[source]) for source in order)

    def _cited(self, identifier: str, evidence: Iterable[Evidence]) -> Cited:
        source = self.sources.get(identifier, m.Source(identifier))
        quoted = [self._quoted(source, about, item) for about, item in evidence]
        spans = sorted({span for _, item in evidence for span in item.spans})
        quotes = self._quotes(source, spans)
        return Cited(
            source.id,
            source.title,
            source.publisher,
            source.published.edtf if source.published else None,
            source.url,
            source.kind,
            " … ".join(quotes) or None,
            tuple(quoted),
            root if (root := self.root(identifier)) != identifier else None,
        )

    def _quoted(self, source: m.Source, about: str, evidence: m.Evidence) -> Quoted:
        spans = tuple((span.start, span.end) for span in evidence.spans)
        return Quoted(about, spans, tuple(self._quotes(source, evidence.spans)), evidence.inference or None)

    def _quotes(self, source: m.Source, spans: Iterable[m.Span]) -> list[str]:
        if self.texts is None:
            return []
        return [quote for span in _merged(spans) if (quote := self.texts.quote(source, span)) is not None]


def _merged(spans: Iterable[m.Span]) -> list[m.Span]:
    """Spans in order, those that overlap joined into one."""
    merged: list[m.Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = m.Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged
