"""Draw a graph: as a page that works offline, and by hand from networkx."""

import sys
from pathlib import Path

import kg

folder = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
g = kg.demo()

page = folder / "talks.html"
page.write_text(g.to_html(title="The Istanbul talks"), encoding="utf-8")
print(f"{page.name}: one file, {'no' if 'src=' not in page.read_text(encoding='utf-8') else 'an'} outside reference")

met = g.to_networkx("met")
for one, other, edge in sorted(met.edges(data=True)):
    print(f"{met.nodes[one]['label']} - {met.nodes[other]['label']}: weight {edge['weight']:.2f}")
