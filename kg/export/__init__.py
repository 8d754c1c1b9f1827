"""Answers and quads in the formats of other tools: one file a family of formats."""

from typing import Final

RDF_FORMATS: Final = {
    "turtle": ".ttl",
    "trig": ".trig",
    "ntriples": ".nt",
    "nquads": ".nq",
    "jsonld": ".jsonld",
    "rdfxml": ".rdf",
}
"""Formats of the whole graph, and the ending of their files."""

MEETING_FORMATS: Final = {"graphml": ".graphml", "gexf": ".gexf", "csv": ".csv"}
"""Formats of meetings, and the ending of their files."""
