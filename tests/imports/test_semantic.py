"""RDF of SEM and schema.org: what is read of it, in files written for these tests."""

import json

import pytest
from attrs import evolve

from kg import model as m
from kg.dates import parse as edtf
from kg.imports import semantic_sources
from kg.imports.semantic import translate, with_context
from kg.imports.semantic_events import GATHERINGS, KINDS, ROLES, STATUSES
from kg.imports.semantic_sources import MOST_ARTICLES
from kg.store import parse
from kg.terms import SKOS, Iri, iri
from kg.triples import from_quads
from kg.vocab import EVENT_KINDS
from kg.vocab import ROLES as ALL_ROLES
from kg.vocab import STATUSES as ALL_STATUSES

GRAPH = iri("file/talks-1234abcd")
PREFIXES = """
@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .
@prefix schema: <http://schema.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix kg: <https://w3id.org/parley/ontology#> .
@prefix ex: <https://example.org/> .
"""
TALKS = PREFIXES + "ex:talks a sem:Event ; sem:hasActor ex:ada_lind , ex:bo_oz . "
MEETING = PREFIXES + "ex:talks a schema:Event ; schema:attendee ex:ada_lind , ex:bo_oz . "


class Read:
    """What is read of a Turtle or JSON-LD text."""

    def __init__(self, text: str, syntax: str = "turtle") -> None:
        data = with_context(text.encode()) if syntax == "jsonld" else text
        found = translate(parse(data, syntax, GRAPH), GRAPH, "talks.ttl")
        self.quads, self.notes = found.quads, found.notes
        facts = from_quads(found.quads)
        self.events: dict[str, m.Event] = {}
        for event in (event for some in facts for event in some.events):
            known = self.events.setdefault(event.id, evolve(event, reports=(), participations=()))
            reports, participations = known.reports + event.reports, known.participations + event.participations
            self.events[event.id] = evolve(known, reports=reports, participations=participations)
        self.things = {thing.id: thing for some in facts for thing in some.things}
        self.sources = {some.origin.id: some.origin for some in facts}
        self.sources |= {source.id: source for some in facts for source in some.sources}

    @property
    def event(self) -> m.Event:
        (event,) = self.events.values()
        return event

    @property
    def report(self) -> m.Report:
        (report,) = self.event.reports
        return report

    @property
    def who(self) -> dict[str, tuple[str, ...]]:
        return {self.things[p.who].name: p.roles for p in self.event.participations}

    @property
    def place(self) -> list[tuple[str, str]]:
        found, place = [], self.report.place
        while place:
            thing = self.things[place]
            found.append((thing.type, thing.name))
            place = thing.within if isinstance(thing, m.Place) else None
        return found

    def named(self, name: str) -> m.Thing:
        (thing,) = (thing for thing in self.things.values() if thing.name == name)
        return thing


# --- which events -----------------------------------------------------------------------------------------------------


def test_two_actors_make_talks_of_an_event_of_sem() -> None:
    read = Read(TALKS)
    assert read.event.kind == "talks"
    assert read.event.label == "talks"
    assert read.who == {"ada lind": ("member",), "bo oz": ("member",)}
    assert read.notes == ()


@pytest.mark.parametrize("namespace", ["http://schema.org/", "https://schema.org/", "http://www.schema.org/"])
def test_both_addresses_of_schema_org_count(namespace: str) -> None:
    assert Read(MEETING.replace("http://schema.org/", namespace)).who.keys() == {"ada lind", "bo oz"}


def test_the_properties_of_sem_tell_an_event_without_a_type() -> None:
    assert Read(TALKS.replace("a sem:Event ;", "")).event.kind == "talks"


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ("a ex:StateVisit", "visit"),
        ("sem:eventType ex:summit", "summit"),
        ("schema:additionalType ex:Phone_Call", "call"),
    ],
)
def test_a_type_tells_the_kind_even_with_one_actor(type_: str, kind: str) -> None:
    assert Read(PREFIXES + f"ex:e a sem:Event ; {type_} ; sem:hasActor ex:ada .").event.kind == kind


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ("a sem:Event ; sem:hasActor ex:ada", "1 without a known kind and with one participant only"),
        ("a sem:Event , ex:Summit", "1 in which nobody takes part"),
        ("a schema:MusicEvent ; schema:performer ex:a , ex:b", r"1 of a type that is no meeting \(MusicEvent\)"),
        ("a schema:Festival ; schema:organizer ex:a , ex:b", r"1 of a type that is no meeting \(Festival\)"),
    ],
)
def test_what_is_no_meeting_is_left_out_and_counted(event: str, reason: str) -> None:
    read = Read(TALKS + f"ex:other {event} .")
    assert len(read.events) == 1
    assert read.notes[0].endswith("1 of 2 events of SEM or schema.org read; left out: " + reason.replace("\\", ""))


def test_people_of_events_that_are_left_out_are_not_taken_in() -> None:
    read = Read(TALKS + "ex:gig a schema:MusicEvent ; schema:performer [ a schema:Person ; schema:name 'Cy Ra' ] .")
    assert {thing.name for thing in read.things.values()} == {"ada lind", "bo oz"}


def test_nothing_is_made_where_no_event_is_read() -> None:
    read = Read(PREFIXES + "ex:e a sem:Event .")
    assert read.quads == ()
    assert len(read.notes) == 1


@pytest.mark.parametrize("text", ["", "ex:a rdfs:label 'Ada' .", "ex:a a schema:Person ; schema:name 'Ada' ."])
def test_a_file_without_events_is_left_alone(text: str) -> None:
    read = Read(PREFIXES + text)
    assert read.quads == read.notes == ()


def test_a_file_with_events_of_our_own_is_left_alone_and_says_so() -> None:
    ours = "<https://w3id.org/parley/id/event/e> a kg:Event . "
    read = Read(TALKS + ours)
    assert read.quads == ()
    assert "1 events of SEM or schema.org are not read" in read.notes[0]


def test_what_was_read_once_and_exported_is_not_read_twice() -> None:
    """An exported file holds both what the file said and what it was read as."""
    quads = parse(TALKS + "[] a sem:Event ; sem:hasActor ex:ada_lind , ex:cy_ra .", "turtle", GRAPH)
    again = translate([*quads, *translate(quads, GRAPH, "talks.ttl").quads], GRAPH, "again.ttl")
    assert again.quads == again.notes == ()


def test_parts_and_series() -> None:
    read = Read(
        TALKS
        + "ex:round a sem:Event ; sem:hasActor ex:ada , ex:bo ; sem:subEventOf ex:talks . "
        + "ex:other a schema:Event ; schema:attendee ex:ada , ex:bo ; schema:superEvent ex:rounds . "
        + "ex:talks sem:hasSubEvent ex:other . ex:rounds a schema:EventSeries ; schema:name 'The rounds' ."
    )
    by_label = {event.label: event for event in read.events.values()}
    assert by_label["round"].part_of == by_label["other"].part_of == by_label["talks"].id
    assert read.things[by_label["other"].series or ""].name == "The rounds"


def test_a_part_of_what_is_left_out_is_a_part_of_nothing() -> None:
    read = Read(TALKS + "ex:talks sem:subEventOf ex:all . ex:all a sem:Event .")
    assert read.event.part_of is None
    assert "1 × event that is a part of one left out, such as https://example.org/all" in read.notes[-1]


def test_a_ring_of_events_is_broken_at_one_place() -> None:
    ring = "".join(
        f"ex:e{n} a sem:Event ; sem:hasActor ex:a , ex:b ; sem:subEventOf ex:e{(n + 1) % 5} . " for n in range(5)
    )
    read = Read(PREFIXES + ring)
    assert sum(event.part_of is None for event in read.events.values()) == 1
    assert "1 × event that is a part of itself" in read.notes[-1]


# --- who --------------------------------------------------------------------------------------------------------------


def test_a_role_can_be_a_node_of_its_own_in_both_vocabularies() -> None:
    read = Read(
        TALKS
        + "ex:talks sem:hasActor [ a sem:Role ; rdf:value ex:cy_ra ; sem:roleType ex:Mediator ] ; "
        + "schema:attendee [ a schema:Role ; schema:attendee ex:di_po ; schema:roleName 'Head of delegation' ] ."
    )
    assert read.who["cy ra"] == ("mediator",)
    assert read.who["di po"] == ("head",)


def test_a_role_type_is_known_by_its_label_too_and_an_unknown_one_is_counted() -> None:
    read = Read(
        TALKS
        + "ex:talks sem:hasActor [ rdf:value ex:cy_ra ; sem:roleType ex:Q7 ] , "
        + "[ rdf:value ex:di_po ; sem:roleType ex:Cook ] . ex:Q7 rdfs:label 'observer' ."
    )
    assert read.who["cy ra"] == ("observer",)
    assert read.who["di po"] == ("member",)
    assert 'talks.ttl: not read: 1 × role that is not known, such as "Cook"' in read.notes


def test_a_role_without_anybody_is_counted() -> None:
    read = Read(TALKS + "ex:talks sem:hasActor [ a sem:Role ; sem:roleType ex:Host ] .")
    assert len(read.who) == 2
    assert "1 × role that nobody is named for" in read.notes[-1]


def test_who_organises_hosts_and_roles_of_one_person_come_together() -> None:
    read = Read(MEETING + "ex:talks schema:organizer ex:ada_lind ; schema:performer ex:cy_ra .")
    assert read.who == {"ada lind": ("host",), "bo oz": ("member",), "cy ra": ("party",)}


@pytest.mark.parametrize(
    ("actor", "type_"),
    [
        ("a schema:Person ; rdfs:label 'United Nations'", "person"),
        ("a schema:NGO ; rdfs:label 'Ada Lind'", "organisation"),
        ("sem:actorType ex:Group ; rdfs:label 'The Five'", "group"),
        ("a schema:Country ; rdfs:label 'Northland'", "country"),
        ("rdfs:label 'Turkey'", "country"),
        ("rdfs:label 'Ministry of Peace'", "organisation"),
        ("rdfs:label 'Ada Lind'", "person"),
    ],
)
def test_types_and_else_names_tell_what_an_actor_is(actor: str, type_: str) -> None:
    read = Read(TALKS + f"ex:talks sem:hasActor ex:x . ex:x {actor} .")
    assert {m.type_of(p.who) for p in read.event.participations} == {"person", type_}


def test_labels_are_kept_in_all_languages_and_so_are_identifiers_elsewhere() -> None:
    read = Read(
        TALKS
        + "ex:ada_lind rdfs:label 'Ада'@ru, 'Ada Lind'@en, 'Ada L.'@en ; skos:altLabel 'Adele'@fr ; "
        + "owl:sameAs <urn:isni:1> ; schema:sameAs 'https://elsewhere.example/ada', 'nonsense', <mailto:a@b.example> ."
    )
    (ada,) = (thing for thing in read.things.values() if m.Name("Adele", "fr") in thing.aliases)
    assert {ada.name, *(alias.text for alias in ada.aliases)} == {"Ada Lind", "Ada L.", "Adele"}
    assert ada.names == (m.Name("Ада", "ru"),)
    assert ada.same_as == ("https://elsewhere.example/ada", "https://example.org/ada_lind", "urn:isni:1")


def test_a_name_in_no_english_is_the_name_and_keeps_its_language() -> None:
    read = Read(TALKS + "ex:bo_oz rdfs:label 'Бо'@uk .")
    assert read.named("Бо").names == (m.Name("Бо", "uk"),)


def test_people_of_one_name_without_identifiers_are_one_person() -> None:
    person = {"@type": "Person", "name": "Ada Lind"}
    event = {"@context": "https://schema.org", "@type": "Event", "attendee": [person, "Bo Oz"]}
    read = Read(json.dumps([event, event]), "jsonld")
    assert len(read.events) == 2
    assert {thing.id for thing in read.things.values()} == {"person/rdf-ada-lind", "person/rdf-bo-oz"}


def test_a_shared_identifier_makes_one_person_of_nodes_without_any() -> None:
    one, other = (f"[ schema:name '{name}' ; schema:sameAs ex:q1 ]" for name in ("Ada Lind", "A. Lind"))
    read = Read(
        MEETING + f"ex:talks schema:attendee {one} . ex:more a schema:Event ; schema:attendee {other}, ex:bo_oz ."
    )
    (ada,) = (thing for thing in read.things.values() if "https://example.org/q1" in thing.same_as)
    assert {"Ada Lind", "A. Lind"} == {ada.name, *(name.text for name in (*ada.names, *ada.aliases))}


def test_countries_have_the_identifier_that_tables_give_them() -> None:
    read = Read(TALKS + "ex:talks sem:hasActor ex:tr . ex:tr a ex:Country ; rdfs:label 'Turkey'@en, 'Türkei'@de .")
    turkey = read.things["country/turkiye"]
    assert m.Name("Türkei", "de") in turkey.names
    assert turkey.same_as == ("https://example.org/tr",)


@pytest.mark.parametrize("name", ["''", "'  '", "'???'", f"'{'x' * 1000}'"])
def test_an_actor_without_a_name_is_counted(name: str) -> None:
    read = Read(TALKS + f"ex:talks sem:hasActor [ rdfs:label {name} ] , {name} .")
    assert len(read.who) == 2
    assert "2 × actor without a name" in read.notes[-1]


# --- where ------------------------------------------------------------------------------------------------------------


def test_a_place_lies_in_what_contains_it() -> None:
    read = Read(
        TALKS
        + "ex:talks sem:hasPlace ex:hall . ex:hall a schema:CivicStructure ; schema:name 'Old Hall' ; "
        + "geo:lat 41.5 ; geo:long '9.25' ; schema:containedInPlace ex:land , ex:town . "
        + "ex:town a schema:City ; schema:name 'Riverton' . ex:land a schema:State ; schema:name 'Upland' ; "
        + "schema:containsPlace ex:town ; schema:containedIn 'Turkey' ."
    )
    assert read.place == [
        ("venue", "Old Hall"),
        ("city", "Riverton"),
        ("region", "Upland"),
        ("country", "Türkiye"),
    ] or (read.place[:3] == [("venue", "Old Hall"), ("city", "Riverton"), ("region", "Upland")])
    hall = read.named("Old Hall")
    assert isinstance(hall, m.Place)
    assert (hall.latitude, hall.longitude) == (41.5, 9.25)


def test_an_address_tells_city_region_and_country() -> None:
    address = {
        "@type": "PostalAddress",
        "addressLocality": "Riverton",
        "addressRegion": "Upland",
        "addressCountry": "TR",
    }
    geo = {"@type": "GeoCoordinates", "latitude": 41.5, "longitude": 9.25}
    event = {
        "@context": "https://schema.org/",
        "@type": "Event",
        "attendee": ["Ada Lind", "Bo Oz"],
        "location": {"@type": "Place", "name": "Old Hall", "address": address, "geo": geo},
    }
    read = Read(json.dumps(event), "jsonld")
    assert read.place == [("venue", "Old Hall"), ("city", "Riverton"), ("region", "Upland"), ("country", "Türkiye")]
    hall = read.named("Old Hall")
    assert isinstance(hall, m.Place)
    assert (hall.latitude, hall.longitude) == (41.5, 9.25)
    for name, place in (("Riverton", read.place[1:]), ("", read.place[1:])):
        event["location"] = {"@type": "Place", "name": name, "address": address}
        assert Read(json.dumps(event), "jsonld").place == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Istanbul", [("city", "Istanbul")]),
        ("Turkey", [("country", "Türkiye")]),
        ("Istanbul, Turkey", [("city", "Istanbul"), ("country", "Türkiye")]),
        ("Old Hall, Istanbul, Turkey", [("venue", "Old Hall"), ("city", "Istanbul"), ("country", "Türkiye")]),
        ("Old Hall, Riverton", [("city", "Old Hall, Riverton")]),
    ],
)
def test_a_place_can_be_a_text(text: str, place: list[tuple[str, str]]) -> None:
    assert Read(TALKS + f"ex:talks sem:hasPlace '{text}' .").place == place


def test_of_several_places_the_narrowest_counts_and_a_further_one_is_counted() -> None:
    places = "ex:talks sem:hasPlace ex:hall, 'Geneva, Switzerland', 'Switzerland' ."
    places += " ex:hall schema:containedInPlace 'Geneva, Switzerland' ."
    assert Read(TALKS + places).place[0] == ("venue", "hall")
    read = Read(TALKS + places + " ex:talks sem:hasPlace 'Oslo, Norway' .")
    assert "1 × further place of the same event, such as city/rdf-norway-oslo" in read.notes[-1]


def test_an_online_event_is_nowhere() -> None:
    assert Read(MEETING + "ex:talks schema:location [ a schema:VirtualLocation ; schema:name 'Call' ] .").place == []


@pytest.mark.parametrize("lat", ["'x'", "91", "'nan'", "'1e999'", "ex:north"])
def test_coordinates_that_are_none_are_left_out(lat: str) -> None:
    read = Read(TALKS + f"ex:talks sem:hasPlace ex:hall . ex:hall geo:lat {lat} ; geo:long 2 .")
    hall = read.named("hall")
    assert isinstance(hall, m.Place)
    assert hall.latitude is hall.longitude is None
    assert lat == "ex:north" or "1 × coordinates that are none" in read.notes[-1]


def test_a_ring_of_places_is_broken_at_one_place() -> None:
    ring = "".join(f"ex:p{n} schema:containedInPlace ex:p{(n + 1) % 7} . " for n in range(7))
    read = Read(TALKS + "ex:talks sem:hasPlace ex:p3 . " + ring)
    assert 0 < len(read.place) <= 7
    assert "1 × place that lies in itself" in read.notes[-1]


def test_a_chain_of_thousands_of_places_is_followed() -> None:
    chain = "".join(f"ex:p{n} schema:containedInPlace ex:p{n + 1} . " for n in range(5000))
    assert len(Read(TALKS + "ex:talks sem:hasPlace ex:p0 . " + chain).place) == 5001


# --- when and whether -------------------------------------------------------------------------------------------------


def test_the_bounds_of_sem_make_the_date() -> None:
    read = Read(
        TALKS
        + "ex:talks sem:hasEarliestBeginTimeStamp '2031-04-04'^^xsd:date ; "
        + "sem:hasLatestBeginTimeStamp '2031-04-04'^^xsd:date ; "
        + "sem:hasEarliestEndTimeStamp '2031-04-01'^^xsd:date ; sem:hasLatestEndTimeStamp '2031-04-30'^^xsd:date ."
    )
    assert read.report.date == edtf("2031-04-04/2031-04")


def test_start_and_end_of_schema_org_make_the_date() -> None:
    read = Read(MEETING + "ex:talks schema:startDate '2031-04-04T10:00'; schema:endDate '2031-04-05T01:00:00Z' .")
    assert read.report.date == edtf("2031-04-04/2031-04-05")


@pytest.mark.parametrize(
    ("said", "status", "modality"),
    [
        ("schema:EventPostponed", "postponed", "planned"),
        ("'https://schema.org/EventCancelled'", "cancelled", "planned"),
        ("'EventRescheduled' , schema:EventMovedOnline", "announced", "planned"),
        ("schema:EventScheduled", None, "asserted"),
        ("schema:Nonsense", None, "asserted"),
    ],
)
def test_the_status_is_kept(said: str, status: str | None, modality: str) -> None:
    read = Read(MEETING + f"ex:talks schema:eventStatus {said} .")
    assert read.report.status == status
    assert {p.modality for p in read.event.participations} == {modality}
    assert ("Nonsense" in said) == any("1 × status that is not known" in note for note in read.notes)


# --- who says so ------------------------------------------------------------------------------------------------------


def test_the_file_is_the_source_where_no_article_is_named() -> None:
    read = Read(TALKS)
    assert read.report.source == "source/talks-1234abcd"
    assert read.sources["source/talks-1234abcd"] == m.Source("source/talks-1234abcd", "dataset", "talks.ttl")


@pytest.mark.parametrize("link", ["ex:talks schema:subjectOf ex:story .", "ex:story schema:about ex:talks ."])
def test_an_article_on_the_event_is_the_source(link: str) -> None:
    read = Read(
        MEETING
        + link
        + "ex:story a schema:NewsArticle ; schema:headline 'They meet' ; schema:datePublished '2031-04-05' ; "
        + "schema:publisher [ schema:name 'The Gazette' ] ; schema:inLanguage 'en' ; schema:url <https://g.example/1> ."
    )
    source = read.sources[read.report.source]
    assert isinstance(source, m.Source)
    assert (source.title, source.publisher, source.url) == ("They meet", "The Gazette", "https://g.example/1")
    assert source.published == edtf("2031-04-05")
    assert {p.source for p in read.event.participations} == {source.id}


def test_every_article_tells_of_the_event_up_to_a_number() -> None:
    stories = "".join(
        f"ex:s{n} a schema:NewsArticle ; schema:about ex:talks ; schema:datePublished 'soon' . "
        for n in range(MOST_ARTICLES + 5)
    )
    read = Read(MEETING + stories)
    assert len(read.event.reports) == MOST_ARTICLES
    assert len(read.event.participations) == 2 * MOST_ARTICLES
    assert "1 × event of whose many articles only some are kept, such as https://example.org/talks" in read.notes[1]


def test_of_thousands_who_take_part_only_some_articles_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(semantic_sources, "MOST_TOLD", 7)
    stories = "".join(f"ex:s{n} a schema:NewsArticle ; schema:about ex:talks . " for n in range(5))
    assert len(Read(MEETING + stories + "ex:talks schema:attendee ex:cy .").event.reports) == 2


# --- identity and strangers -------------------------------------------------------------------------------------------


def test_identifiers_follow_from_iris_and_never_from_labels() -> None:
    one, other = (Read(TALKS + f"ex:ada_lind rdfs:label '{name} Lind' ; a ex:Person .") for name in ("Ada", "Eda"))
    assert one.events.keys() == other.events.keys()
    assert one.things.keys() == other.things.keys()


def test_the_order_of_statements_changes_nothing() -> None:
    quads = parse(
        MEETING + "ex:talks schema:location 'Oslo', 'Rome' ; schema:startDate '2031', '2032' .", "turtle", GRAPH
    )
    assert translate(quads, GRAPH, "a") == translate(quads[::-1], GRAPH, "a")


def test_an_event_is_linked_to_what_it_was_read_from() -> None:
    read = Read(TALKS + "ex:talks owl:sameAs <urn:other> .")
    linked = {
        quad.object
        for quad in read.quads
        if quad.subject == iri(read.event.id) and quad.predicate.startswith(SKOS + "exact")
    }
    assert linked == {Iri("https://example.org/talks"), Iri("urn:other")}
    assert {quad.graph for quad in read.quads} == {GRAPH}


def test_named_graphs_are_read_together() -> None:
    read = Read(PREFIXES + "ex:g1 { ex:talks sem:hasActor ex:a . } ex:g2 { ex:talks sem:hasActor ex:b . }", "trig")
    assert len(read.who) == 2


HOSTILE = [
    "ex:talks sem:hasActor ex:talks ; sem:hasPlace ex:talks ; sem:hasTime ex:talks ; sem:subEventOf ex:talks .",
    "ex:talks sem:hasActor 5, true, 'x'@en ; sem:hasPlace 5 ; sem:hasTime 5 ; sem:hasSubEvent 'x' ; a 'sem:Event' .",
    "ex:talks schema:location 'x' ; schema:startDate ex:soon ; schema:eventStatus 5 ; schema:subjectOf 'x', ex:talks .",
    "ex:talks sem:hasActor [ rdf:value [ rdf:value [ rdf:value ex:talks ] ] ] .",
    "ex:role rdf:value ex:role ; sem:roleType ex:role . ex:talks sem:hasActor ex:role .",
    "ex:talks rdfs:label '\\u001b[2J', '\\u202e' ; sem:hasActor '\\u001b]0;x\\u0007' .",
    "ex:talks schema:superEvent [ a schema:EventSeries ] , [ a schema:EventSeries ; schema:superEvent ex:talks ] .",
    "ex:h schema:address ex:h ; schema:geo ex:h ; schema:name ex:h ; schema:containsPlace ex:h . "
    "ex:talks schema:location ex:h .",
    "ex:n a schema:Country . ex:talks sem:hasActor ex:n ; sem:hasPlace ex:n , [ a schema:Country ] .",
    "<urn:x:> sem:hasActor <http://e.example/#> , <http://e.example/%00%ff> , <urn:y:> . ",
    "ex:talks sem:hasEarliestBeginTimeStamp 'x' , '9999-12-31' ; sem:hasLatestEndTimeStamp '0001-01-01' , 7 .",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_strangers_write_breaks_the_reading(text: str) -> None:
    read = Read(TALKS + text)
    assert read.events
    assert all(note.isprintable() for note in read.notes)


def test_thousands_of_actors_are_read() -> None:
    actors = ", ".join(f"ex:a{n}" for n in range(3000))
    assert len(Read(TALKS + f"ex:talks sem:hasActor {actors} .").who) == 3002


# --- JSON-LD ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "context",
    [
        '"https://schema.org"',
        '"http://schema.org/"',
        '"https://schema.org/docs/jsonldcontext.jsonld"',
        '["https://schema.org"]',
    ],
)
def test_the_context_of_schema_org_is_known_without_being_fetched(context: str) -> None:
    text = f'{{"@context": {context}, "@type": "Event", "@id": "urn:e", "attendee": ["Ada Lind", "Bo Oz"]}}'
    assert Read(text, "jsonld").who.keys() == {"Ada Lind", "Bo Oz"}


def test_text_that_looks_like_a_context_stays_as_it_is() -> None:
    text = json.dumps({"urn:x:p": '"@context": "https://schema.org"'}).encode()
    assert with_context(text) == text


# --- tables -----------------------------------------------------------------------------------------------------------


def test_the_tables_lead_to_codes_that_exist() -> None:
    assert set(KINDS.values()) <= set(EVENT_KINDS)
    assert set(ROLES.values()) == set(ALL_ROLES)
    assert set(STATUSES.values()) - {None} <= set(ALL_STATUSES)
    assert all(kind.endswith("Event") for kind in GATHERINGS)
