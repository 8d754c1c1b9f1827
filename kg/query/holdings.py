"""Questions about what is in the store: sources and counts."""

from kg import model as m
from kg.findings import Count, SourceUsed
from kg.nodes import kg
from kg.query.asking import ask, describe, identifiers
from kg.query.reading import Reading
from kg.table import Answers
from kg.terms import KG, Iri, Literal, iri


def sources(reading: Reading) -> Answers[SourceUsed]:
    """Every source, in order of publication, with the quads of its graph, or those that name it where it has none."""
    found = identifiers(ask(reading.store, "sources"), "source")
    known: dict[str, m.Source] = {}
    for facts in describe(reading.store, found):
        for source in (facts.origin, *facts.sources):
            if isinstance(source, m.Source):
                known.setdefault(source.id, source)
    told = reading.store.counts_by(kg("source"))
    answers = [
        SourceUsed(
            s.id,
            s.title,
            s.kind,
            s.publisher,
            s.published,
            s.url,
            s.sha256,
            s.syndicated_from,
            reading.store.count(iri(s.id)) or told.get(iri(s.id), 0),
        )
        for s in known.values()
    ]
    return Answers(SourceUsed, sorted(answers, key=lambda s: (s.published.earliest if s.published else "9", s.id)))


def _class(name: Iri) -> str:
    """A class as people call it; one of another vocabulary keeps its IRI."""
    return name.removeprefix(KG).lower() if name.startswith(KG) else name


def stats(reading: Reading) -> Answers[Count]:
    """How many things of each class the store holds, how many sources repeat others, how many graphs and quads."""
    counts = [
        Count(_class(Iri(row["class"])), int(row["count"].value))
        for row in ask(reading.store, "stats")
        if isinstance(row["count"], Literal)
    ]
    graphs = reading.store.graphs()
    total = sum(reading.store.count(graph) for graph in graphs)
    for row in ask(reading.store, "copies"):
        if isinstance(row["count"], Literal) and row["count"].value != "0":
            counts.append(Count("copy of a source", int(row["count"].value)))
    return Answers(Count, [*counts, Count("named graph", len(graphs)), Count("quad", total)])
