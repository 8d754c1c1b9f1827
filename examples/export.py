"""Export for other tools: RDF for rdflib and SPARQL engines, rows for a spreadsheet, a data frame for pandas."""

import kg
from kg.export.meetings import write_meetings
from kg.export.rdf import write_rdf

g = kg.demo()

turtle = write_rdf(g.quads(), "turtle").decode()
print(turtle.splitlines()[0])

dataset = g.to_rdflib()
names = dataset.query(
    """
    SELECT ?name WHERE { GRAPH ?g { ?person a kg:Person ; skos:prefLabel ?name } FILTER (lang(?name) = "en") }
    ORDER BY ?name
    """
)
print(", ".join(str(row.name) for row in names))

rows = write_meetings(g.meetings(), "csv").decode().splitlines()
print(f"{len(rows) - 1} participations; columns: {rows[0]}")
