"""Copies told as what they are."""

from kg import model as m
from kg.dates import parse
from kg.extract.judgements import Judgement, Judgements
from kg.extract.repeating import as_original


def told(source: str, day: str, *people: str, said: str = "Rain is near the town") -> m.Facts:
    """Facts of a meeting and a statement."""
    origin = f"source/{source}"
    parts = [m.Participation(m.slug(who), origin, who) for who in people]
    event = m.Event(f"event/{source}", "talks", reports=[m.Report(origin, parse(day))], participations=parts, label="X")
    statement = m.Statement(f"statement/{source}/s", origin, said, people[:1], event=event.id)
    things = [m.Person(who, m.slug(who)) for who in people]
    return m.Facts(m.Source(origin), things=things, events=[event], statements=[statement])


ORIGINAL = told("a", "2025-06-02", "person/ada", "person/ben")


def test_a_copy_with_another_day_tells_of_the_same_event_and_says_nothing_twice() -> None:
    copy, events = as_original(told("b", "2025-06-12", "person/ada", "person/ben"), ORIGINAL, Judgements())
    assert events == {"event/b": "event/a"}
    assert [(event.id, event.label) for event in copy.events] == [("event/a", None)]
    assert copy.statements == ()


def test_what_only_the_copy_says_stays_with_the_event_of_the_original() -> None:
    other = told("b", "2025-06-02", "person/ada", "person/ben", said="Snow will fall on the mountains in the north")
    (statement,) = as_original(other, ORIGINAL, Judgements())[0].statements
    assert (statement.id, statement.event) == ("statement/b/s", "event/a")


def test_other_people_and_what_was_judged_make_another_event() -> None:
    assert as_original(told("b", "2025-06-02", "person/cora"), ORIGINAL, Judgements())[1] == {}
    same = told("b", "2025-06-02", "person/ada", "person/ben")
    assert as_original(same, ORIGINAL, Judgements(), ["event/b"])[1] == {}
    judged = Judgements([Judgement("different", "event/b", "event/a")])
    assert as_original(same, ORIGINAL, judged)[1] == {}
