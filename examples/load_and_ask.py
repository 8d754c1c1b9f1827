"""Load facts and ask who met whom, where and when, and who says so."""

import kg

g = kg.demo()  # or kg.load("facts.yaml", "people.yaml"), kg.open_store(".kg")

for meeting in g.meetings(who="Ukraine", where="Istanbul"):
    print(f"{meeting.date}: {meeting.label}, {meeting.place} ({meeting.status})")
    for person in meeting.participants:
        print(f"  {person}")
    for source in meeting.sources:
        print(f"  says {source.reference()}")

print()
for post in g.posts(who="Fidan", on="2025-06-02"):
    print(post.line())

print()
print(g.statements(who="Medinsky"))
