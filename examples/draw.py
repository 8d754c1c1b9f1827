"""Draw a graph: as a page that works offline, and by hand from networkx."""

from pathlib import Path

import kg

g = kg.demo()

page = Path("talks.html")
page.write_text(g.to_html(title="The Istanbul talks"), encoding="utf-8")
print(f"{page} written: open it in a browser")

met = g.to_networkx("met")
for one, other, edge in sorted(met.edges(data=True)):
    print(f"{met.nodes[one]['label']} - {met.nodes[other]['label']}: weight {edge['weight']:.2f}")
