"""One id for one thing across files and a store."""

from kg import model as m
from kg.extract.settling import settled
from kg.quads import to_quads
from kg.store import Embedded


def told(source: str, *things: m.Thing, at: str | None = None) -> m.Facts:
    id_ = f"source/{source}"
    events = [m.Event(f"event/{source}", "talks", reports=[m.Report(id_, place=at)])] if at else []
    return m.Facts(m.Source(id_), things=things, events=events)


def palace(city: str, country: str) -> tuple[m.Thing, ...]:
    return (
        m.Place("venue/palace", "The Palace", within=f"city/{city}"),
        m.Place(f"city/{city}", city.title(), within=f"country/{country}"),
        m.Country(f"country/{country}", country.title()),
    )


def store_with(*facts: m.Facts) -> Embedded:
    store = Embedded.memory()
    store.load_quads(quad for each in facts for quad in to_quads(each))
    return store


def test_venues_of_one_name_in_two_cities_and_cities_of_one_name_in_two_countries_are_told_apart() -> None:
    one, other = told("a", *palace("x", "a"), at="venue/palace"), told("b", *palace("y", "b"), at="venue/palace")
    (_, second), notes = settled([one, other])
    assert second.events[0].reports[0].place == "venue/palace-y"
    assert {thing.id for thing in second.things} == {"venue/palace-y", "city/y", "country/b"}
    assert notes == ["venue/palace of source/b is in city/y, not city/x: it is venue/palace-y now"]


def test_the_venue_follows_its_city_that_is_another() -> None:
    (_, second), _ = settled([told("a", *palace("x", "a")), told("b", *palace("x", "b"))])
    assert {thing.id: getattr(thing, "within", None) for thing in second.things} == {
        "venue/palace-x-b": "city/x-b",
        "city/x-b": "country/b",
        "country/b": None,
    }


def test_what_is_told_finer_or_not_at_all_is_the_same_place() -> None:
    whole = told("a", m.Place("city/x", "X", within="region/r"))
    wide, bare = told("b", m.Place("city/x", "X", within="country/c")), told("c", m.Place("city/x", "X"))
    found, notes = settled([whole, wide, bare])
    assert notes == []
    assert [getattr(thing, "within", None) for each in found for thing in each.things] == ["region/r", "region/r", None]


def test_another_name_becomes_an_alias_and_another_spelling_stays() -> None:
    first = told("a", m.Person("person/bo", "Bo Li"))
    found, _ = settled(
        [first, told("b", m.Person("person/bo", "BO LI")), told("c", m.Person("person/bo", "Bo L. Lee"))]
    )
    names = [(thing.name, [alias.text for alias in thing.aliases]) for each in found for thing in each.things]
    assert names == [("Bo Li", []), ("BO LI", []), ("Bo Li", ["Bo L. Lee"])]


def test_the_store_comes_first_but_for_the_sources_that_are_told_anew() -> None:
    store = store_with(told("old", *palace("x", "a")))
    (found,), notes = settled([told("b", *palace("x", "b"))], store)
    assert "city/x-b" in {thing.id for thing in found.things}
    assert len(notes) == 2
    again = settled([told("b", *palace("x", "b"))], store_with(told("old", *palace("x", "a")), found))
    assert again == ([found], notes)
    assert settled([told("old", *palace("x", "b"))], store)[1] == []
