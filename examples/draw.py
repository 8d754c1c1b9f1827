"""Draw a graph: as a page that works offline, and by hand from networkx."""

import kg

g = kg.demo()

path = g.page("The Istanbul talks").save("talks.html")
print(f"{path} written: open it in a browser")

met = g.to_networkx("met")
for one, other, edge in sorted(met.edges(data=True)):
    print(f"{met.nodes[one]['label']} - {met.nodes[other]['label']}: weight {edge['weight']:.2f}")
