"""Trips, visits and offices of HistoryAtState: what an import makes of them, in XML written for these tests."""

from pathlib import Path

import pytest
from importing import quads_of

from kg import model as m
from kg.errors import KgError
from kg.imports import travel_xml
from kg.imports.frame import Staging, Summary
from kg.imports.travel import Travel
from kg.imports.travel_people import country
from kg.imports.travel_places import stops
from kg.imports.travel_remarks import clauses, visitors
from kg.terms import nquads

TRIP = """
<trip who="{who}" role="{role}">
    <id>{id}</id><role>{role}</role><name>{name}</name>
    <start-date>{start}</start-date><end-date>{end}</end-date>
    <country id="{country}">{label}</country>
    <locale>{locale}</locale>
    <remarks>{remarks}</remarks>
</trip>"""

VISIT = """
<visit>
    <id>1</id><start-date>{start}</start-date><end-date>{end}</end-date>
    <visitor>{visitor}</visitor><from id="{home}">{home}</from>
    <description>{description}</description>
</visit>"""

OFFICE = """
<{kind}>
    <id>{id}</id><person-id>{who}</person-id><role-title-id>{role}</role-title-id>{more}
    <appointed><date>{appointed}</date><note/></appointed>
    <started><date>{started}</date><note/></started>
    <ended><date>{ended}</date><note/></ended>
</{kind}>"""

PERSON = """<person><id>{id}</id>
    <persName><surname>{surname}</surname><forename>{forename}</forename><altname>{called}</altname></persName>
    <birth>{birth}</birth><death/></person>"""


def trip(**given: str) -> str:
    known = {
        "id": "1",
        "who": "doe-jane",
        "role": "secretary",
        "name": "Jane Doe",
        "start": "1977-02-15",
        "end": "1977-02-17",
        "country": "israel",
        "label": "Israel",
        "locale": "Jerusalem",
        "remarks": "",
    }
    return TRIP.format(**{**known, **given})


def visit(**given: str) -> str:
    known = {
        "start": "1950-02-01",
        "end": "1950-02-03",
        "visitor": "President Quirino",
        "home": "philippines",
        "description": "",
    }
    return VISIT.format(**{**known, **given})


def office(**given: str) -> str:
    known = {"kind": "principal", "id": "a", "who": "doe-jane", "role": "secretary", "more": "", "appointed": ""}
    return OFFICE.format(**{**known, "started": "", "ended": "", **given})


def position(*offices: str, role: str = "secretary", title: str = "Secretary of State") -> str:
    names = f"<id>{role}</id><names><singular>{title}</singular><plural>x</plural></names>"
    return f"<principal-position>{names}<principals>{''.join(offices)}</principals></principal-position>"


def write(folder: Path, **files: str) -> Path:
    """Write files; a name such as `travels__a` is the file a.xml in the folder travels."""
    for name, content in files.items():
        path = folder.joinpath(*name.split("__")).with_suffix(".xml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{content}', encoding="utf-8")
    return folder


class Imported:
    """An import of a folder, as the frame does it."""

    def __init__(self, path: Path, *beside: Path) -> None:
        self.importer = Travel(*beside)
        self.source = self.importer.source(path)
        staging = Staging(Path(":memory:"))
        staging.fill(self.importer, path, lambda _, __: None)
        self.events: list[m.Event] = []
        self.tenures: list[m.Tenure] = []
        self.things: dict[str, m.Thing] = {}
        for key, rows in staging.events():
            built = self.importer.build(self.source, key, rows)
            self.events += built.events
            self.tenures += built.tenures
            self.things.update((thing.id, thing) for thing in built.things)
        self.notes = dict(self.importer.notes)
        self.summary = Summary()
        self.text = nquads(quads_of(self.importer, self.source, staging, self.summary))
        assert self.summary.adds_up()
        self.refusals = [(line, reason) for line, reason, _ in staging.refusals()]

    def one(self, kind: str = "visit", part: bool = False) -> m.Event:
        [event] = [event for event in self.events if event.kind == kind and bool(event.part_of) is part]
        return event


def trips(*rows: str) -> str:
    return f"<trips>{''.join(rows)}</trips>"


def told(event: m.Event) -> dict[str, tuple[str, ...]]:
    return {part.who: part.roles for part in event.participations}


# --- trips ------------------------------------------------------------------------------------------------------------


def test_a_trip_is_a_visit_with_the_traveller_as_visitor_and_the_country_as_host(tmp_path: Path) -> None:
    event = Imported(write(tmp_path, a=trips(trip(remarks="Reviewed the peace process.")))).one()
    assert told(event) == {"person/doe-jane": ("visitor",), "country/israel": ("host",)}
    assert event.label == "Visit of Jane Doe to Jerusalem"
    [report] = event.reports
    assert report.date
    assert (report.date.edtf, report.date.within) == ("1977-02-15/1977-02-17", False)
    assert (report.place, report.status) == ("city/travel-israel-jerusalem", "held")
    assert report.purpose == "Reviewed the peace process."


def test_a_trip_of_one_day_has_that_day_as_its_date(tmp_path: Path) -> None:
    [report] = Imported(write(tmp_path, a=trips(trip(end="1977-02-15")))).one().reports
    assert report.date
    assert report.date.edtf == "1977-02-15"


def test_a_trip_under_two_numbers_is_one_event_and_keeps_both_remarks(tmp_path: Path) -> None:
    rows = (trip(id="1", remarks="Briefed officials."), trip(id="Travel-2-x", remarks="Met with King Hussein."))
    imported = Imported(write(tmp_path, b__one=trips(rows[0]), c__two=trips(rows[1])))
    assert (imported.summary.rows, imported.summary.events, imported.summary.merged) == (2, 1, 1)
    assert imported.one().reports[0].purpose == "Briefed officials. Met with King Hussein."


def test_trips_that_end_on_different_days_stay_two(tmp_path: Path) -> None:
    imported = Imported(write(tmp_path, a=trips(trip(), trip(end="1977-02-18"))))
    assert imported.summary.events == 2


def test_a_trip_to_several_places_has_a_part_for_each_in_which_only_the_traveller_takes_part(tmp_path: Path) -> None:
    imported = Imported(write(tmp_path, a=trips(trip(locale="Tel Aviv,Jerusalem"))))
    assert imported.one().reports[0].place == "country/israel"
    parts = [event for event in imported.events if event.part_of]
    assert {event.part_of for event in parts} == {imported.one().id}
    assert [event.reports[0].place for event in parts] == [
        "city/travel-israel-tel-aviv",
        "city/travel-israel-jerusalem",
    ]
    assert all(told(event) == {"person/doe-jane": ("visitor",)} for event in parts)
    assert all(event.reports[0].date and event.reports[0].date.within for event in parts)


def test_the_order_of_places_does_not_make_another_trip(tmp_path: Path) -> None:
    imported = Imported(write(tmp_path, a=trips(trip(locale="Tel Aviv, Jerusalem"), trip(locale="Jerusalem,Tel Aviv"))))
    assert imported.summary.events == 1


def test_a_trip_without_a_place_is_to_the_country(tmp_path: Path) -> None:
    event = Imported(write(tmp_path, a=trips(trip(locale="")))).one()
    assert event.reports[0].place == "country/israel"
    assert event.label == "Visit of Jane Doe to Israel"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"start": "1977-02-30"}, "is no day"),
        ({"end": ""}, 'the end of the stay is ""'),
        ({"start": "1977-03-15"}, "ends before it begins"),
        ({"who": "", "name": "x"}, "nobody is named as traveller"),
        ({"country": "", "label": ""}, "no country is named"),
        ({"locale": "A," * 1000}, "more than 1000 characters"),
    ],
)
def test_a_trip_that_can_not_be_used_is_rejected_with_its_line(
    given: dict[str, str], reason: str, tmp_path: Path
) -> None:
    imported = Imported(write(tmp_path, a=trips(trip(), trip(**given))))
    [(line, told_reason)] = imported.refusals
    assert line == 10
    assert reason in told_reason
    assert imported.summary.rejected == 1


def test_line_breaks_and_other_scripts_in_remarks_are_read(tmp_path: Path) -> None:
    remarks = "Met with Premier Múte\n        Bourup Egede &amp; others."
    imported = Imported(write(tmp_path, a=trips(trip(remarks=remarks))))
    assert imported.one().reports[0].purpose == "Met with Premier Múte Bourup Egede & others."
    assert "person/travel-mute-bourup-egede" in told(imported.one("talks", part=True))


# --- who was met ------------------------------------------------------------------------------------------------------


def test_whoever_is_named_as_met_took_part_in_talks_some_time_in_the_stay(tmp_path: Path) -> None:
    imported = Imported(write(tmp_path, a=trips(trip(remarks="Met with Prime Minister Rabin; went on."))))
    talks = imported.one("talks", part=True)
    assert talks.part_of == imported.one().id
    assert told(talks) == {"person/doe-jane": ("party",), "person/travel-israel-rabin": ("party",)}
    [report] = talks.reports
    assert report.date
    assert (report.date.edtf, report.date.within) == ("1977-02-15/1977-02-17", True)
    assert report.place == "city/travel-israel-jerusalem"
    [rabin] = [part for part in talks.participations if part.who.endswith("rabin")]
    assert imported.things[rabin.capacity or ""] == m.Post("post/travel-prime-minister", "Prime Minister")


def test_every_met_with_is_a_meeting_of_its_own(tmp_path: Path) -> None:
    remarks = "Met with President Yang and Prime Minister Li. Also met with Prince Sihanouk of Cambodia."
    imported = Imported(write(tmp_path, a=trips(trip(country="china", remarks=remarks))))
    talks = [sorted(told(event)) for event in imported.events if event.kind == "talks"]
    assert [[who for who in met if "travel" in who] for met in talks] == [
        ["person/travel-china-li", "person/travel-china-yang"],
        ["person/travel-cambodia-sihanouk"],
    ]


def test_the_country_that_is_stated_counts_for_person_and_post(tmp_path: Path) -> None:
    remarks = "Met with Soviet Foreign Minister Gromyko and NATO Secretary General Luns."
    imported = Imported(write(tmp_path, a=trips(trip(country="austria", remarks=remarks))))
    assert set(told(imported.one("talks", part=True))) > {"person/travel-russia-gromyko", "person/travel-nato-luns"}
    assert imported.things["post/travel-russia-foreign-minister"] == m.Post(
        "post/travel-russia-foreign-minister", "Foreign Minister", of="country/russia"
    )


def test_a_name_of_several_words_is_one_person_wherever_met(tmp_path: Path) -> None:
    remarks = "Met with President Emmanuel Macron."
    rows = (trip(remarks=remarks), trip(country="france", remarks=remarks))
    met = [set(told(event)) for event in Imported(write(tmp_path, a=trips(*rows))).events if event.kind == "talks"]
    assert met == [{"person/doe-jane", "person/travel-emmanuel-macron"}] * 2


def test_notes_count_what_was_read_of_the_remarks_and_what_not(tmp_path: Path) -> None:
    rows = (
        trip(remarks="Met with Prime Minister Rabin, the Foreign Ministers of Egypt and Syria, and King Hussein."),
        trip(country="egypt", remarks="Met with senior officials."),
        trip(country="syria", remarks="Discussed arms with President Assad."),
    )
    assert Imported(write(tmp_path, a=trips(*rows))).notes == {
        "remarks with a meeting": 2,
        "remarks with a meeting of somebody named": 1,
        "people named": 2,
        "members of lists not read": 3,
    }


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("met with President Sadat", ["President|Sadat"]),
        ("Met with President Eisenhower in Geneva", ["President|Eisenhower"]),
        (
            "Met with Prime Minister Pedro Sánchez Perez-Castejon and attended",
            ["Prime Minister|Pedro Sánchez Perez-Castejon"],
        ),
        ("Met with President Truman February 8", ["President|Truman"]),
        ("Met with Prime Minister Mackenzie King.", ["Prime Minister|Mackenzie King"]),
        ("Met with Prime Minister Major.", ["Prime Minister|Major"]),
        ("Met with King Hassan II and Pope John Paul II.", ["King|Hassan II", "Pope|John Paul II"]),
        ("Met with President Giscard d'Estaing", ["President|Giscard d'Estaing"]),
        ("Met with Minister of Foreign Affairs Wang Yi", ["Minister of Foreign Affairs|Wang Yi"]),
        (
            "Met with Deputy Prime Minister and Foreign Minister Safadi",
            ["Deputy Prime Minister and Foreign Minister|Safadi"],
        ),
        ("Met with Foreign Minister Prince Saud al-Faisal", ["Foreign Minister|Saud al-Faisal"]),
        ("Met with King Fahd and with Emir al-Sabah of Kuwait; x", ["King|Fahd", "Emir|al-Sabah"]),
        ("Met with President Michael D. Higgins. Attended", ["President|Michael D. Higgins"]),
        ("Met with Irish President Hillery, addressed the Senate, and President X", ["President|Hillery"]),
        ("Discussed arms with President Sadat", []),
        ("Will meet with President Sadat", []),
        ("Met with the President and the Prime Minister", []),
        ("Met with Presidents Carter and Sadat", []),
        ("Met with Haile Selassie", []),
        ("Met with President Hernandez of the Senate", []),
        ("Met with Prime Minister Rabin's cabinet and King Hussein", []),
        ("Met with the aide of President Assad and King Hussein", []),
        ("Met with Soviet leaders to prepare the visit of President Nixon and Chancellor Brandt", []),
        ("Met with Foreign Minister Allon Prime Minister Rabin", []),
        ("Met with", []),
    ],
)
def test_only_a_title_with_a_name_behind_met_with_is_read(text: str, people: list[str]) -> None:
    read = [f"{one.title}|{one.name}" for clause in clauses(text) for one in clause.people]
    assert read == people


@pytest.mark.parametrize("text", ["Vice ", "Al ", "the ", "A.", "King A, ", "A-", "President of ", "Met with ", "d'"])
def test_endless_remarks_are_read_in_no_time_and_never_named(text: str) -> None:
    for before in ("Met with ", "Met with President ", ""):
        assert all(len(one.name) <= 100 for clause in clauses(before + text * 20_000) for one in clause.people)


def test_visitors_are_read_only_if_nothing_is_left_over() -> None:
    assert [one.name for one in visitors("King George VI and Queen Elizabeth")] == ["George VI", "Elizabeth"]
    assert visitors("Governor General Earl of Athlone") == ()
    assert visitors("") == ()


# --- places and countries ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "places"),
    [
        ("Halifax (Nova Scotia)", ["city/travel-x-halifax in region/travel-x-nova-scotia"]),
        ("Halifax, Nova Scotia", ["city/travel-x-halifax in region/travel-x-nova-scotia"]),
        ("London, Cornwall", ["city/travel-x-london in country/x", "region/travel-x-cornwall in country/x"]),
        ("Acapulco, Mexico, D.F.", ["city/travel-x-acapulco in country/x", "city/travel-x-mexico-city in country/x"]),
        ("Bermuda", ["region/travel-x-bermuda in country/x"]),
        (
            "St. Martin Island (French West Indies)",
            ["region/travel-x-st-martin-island in region/travel-x-french-west-indies"],
        ),
        ("Schloss Elmau", ["venue/travel-x-schloss-elmau in country/x"]),
        ("Rome, Rome", ["city/travel-x-rome in country/x"]),
        (" , (), -", []),
    ],
)
def test_commas_separate_places_but_for_regions_and_reviewed_names(locale: str, places: list[str]) -> None:
    assert [f"{stop.place.id} in {stop.place.within}" for stop in stops(locale, "country/x")] == places


@pytest.mark.parametrize(
    ("key", "label", "found"),
    [
        ("korea-south", "Korea, Republic of", "country/south-korea"),
        ("turkey", "Turkey", "country/turkiye"),
        ("holy-see", "Vatican City", "country/vatican-city"),
        ("russia", "U.S.S.R.", "country/russia"),
        ("yugoslavia", "Yugoslavia", "country/yugoslavia"),
        ("", "Ceylon", "country/ceylon"),
        ("nato", "NATO", "organisation/travel-nato"),
    ],
)
def test_countries_get_the_identifiers_that_other_tables_use(key: str, label: str, found: str) -> None:
    assert country(key, label).id == found


# --- visits -----------------------------------------------------------------------------------------------------------


def test_a_foreign_leader_visits_the_united_states_in_an_office_of_home(tmp_path: Path) -> None:
    imported = Imported(write(tmp_path, a=f"<visits>{visit()}</visits>"))
    event = imported.one()
    assert told(event) == {"person/travel-philippines-quirino": ("visitor",), "country/united-states": ("host",)}
    assert event.reports[0].place == "country/united-states"
    [quirino] = [part for part in event.participations if part.capacity]
    assert imported.things[quirino.capacity or ""] == m.Post(
        "post/travel-philippines-president", "President", of="country/philippines"
    )
    assert [one.represents for one in event.delegations] == [("country/philippines",)]


def test_text_inside_other_elements_of_a_description_is_kept(tmp_path: Path) -> None:
    description = "Toured the <em>Queen Mary</em> by boat."
    event = Imported(write(tmp_path, a=f"<visits>{visit(description=description)}</visits>")).one()
    assert event.reports[0].purpose == "Toured the Queen Mary by boat."


def test_a_visitor_without_a_known_title_stands_under_the_whole_text(tmp_path: Path) -> None:
    imported = Imported(write(tmp_path, a=f"<visits>{visit(visitor='Prime Ministere Silvio Berlusconi')}</visits>"))
    assert "person/travel-prime-ministere-silvio-berlusconi" in told(imported.one())
    assert imported.notes["visitors without a known title"] == 1


# --- people and offices -----------------------------------------------------------------------------------------------


def test_an_office_is_a_tenure_with_its_bounds_and_the_capacity_of_a_trip_in_it(tmp_path: Path) -> None:
    held = office(started="1977-01-23", ended="1980-04-28")
    imported = Imported(write(tmp_path, positions__secretary=position(held), travels__a=trips(trip())))
    [tenure] = imported.tenures
    assert (tenure.person, tenure.post) == ("person/doe-jane", "post/travel-secretary")
    assert (tenure.begin and tenure.begin.edtf, tenure.end and tenure.end.edtf) == ("1977-01-23", "1980-04-28")
    [visitor] = [part for part in imported.one().participations if "visitor" in part.roles]
    assert visitor.capacity == "post/travel-secretary"
    assert imported.things["post/travel-secretary"] == m.Post(
        "post/travel-secretary", "Secretary of State", of="country/united-states"
    )


def test_a_traveller_has_every_office_held_on_a_day_of_the_stay_and_no_other(tmp_path: Path) -> None:
    write(
        tmp_path,
        p__a=position(office(started="1977-01-23", ended="1977-02-16")),
        p__b=position(office(role="envoy", started="1977-02-17", ended="1978-01-01"), role="envoy", title="Envoy"),
        p__c=position(office(role="clerk", started="1970-02-17", ended="1977-02-14"), role="clerk", title="Clerk"),
        p__d=position(office(role="legate", started="1960-02-17", ended=""), role="legate", title="Legate"),
        t=trips(trip()),
    )
    visitor = [part.capacity for part in Imported(tmp_path).one().participations if "visitor" in part.roles]
    assert visitor == ["post/travel-secretary", "post/travel-envoy"]


def test_a_trip_outside_the_office_it_names_has_no_capacity(tmp_path: Path) -> None:
    write(tmp_path, p=position(office(started="1978-01-23", ended="1979-02-16")), t=trips(trip()))
    assert {part.capacity for part in Imported(tmp_path).one().participations} == {None}


def test_without_a_file_of_offices_the_trip_itself_says_the_capacity_unless_not_yet_in_office(tmp_path: Path) -> None:
    elect = "Vacation. [Visit made as President-elect.]"
    rows = (trip(role="president"), trip(role="president", country="france", remarks=elect))
    capacities = [
        {part.capacity for part in event.participations if "visitor" in part.roles}
        for event in Imported(write(tmp_path, a=trips(*rows))).events
    ]
    assert sorted(capacities, key=str) == [{"post/travel-president"}, {None}]


def test_a_person_is_one_person_across_travels_and_pocom(tmp_path: Path) -> None:
    person = PERSON.format(id="doe-jane", surname="Doe", forename="Jane Mary", called="Jane M. Doe", birth="1920")
    held = office(started="1977-01-23", ended="1980-04-28")
    imported = Imported(write(tmp_path, people__d__doe=person, positions__s=position(held), t=trips(trip())))
    assert imported.things["person/doe-jane"] == m.Person(
        "person/doe-jane", "Jane M. Doe", aliases=(m.Name("Jane Mary Doe", "en"),)
    )
    assert {who for who in imported.things if who.startswith("person/")} == {"person/doe-jane"}


def test_people_and_offices_are_also_found_beside_the_folder(tmp_path: Path) -> None:
    write(tmp_path, pocom__p=position(office(started="1977-01-23", ended="1980-04-28")), travels__t=trips(trip()))
    imported = Imported(tmp_path / "travels", tmp_path / "pocom")
    assert imported.tenures == []
    assert "post/travel-secretary" in {part.capacity for part in imported.one().participations}


def test_a_namesake_who_was_a_child_is_somebody_else(tmp_path: Path) -> None:
    person = PERSON.format(id="doe-john", surname="Doe", forename="John", called="John Doe III", birth="1915")
    early = trip(who="doe-john", name="John Doe", role="president", start="1909-10-16", end="1909-10-16")
    imported = Imported(write(tmp_path, p=person, t=trips(early)))
    assert "person/doe-john-president" in told(imported.one())
    assert imported.things["person/doe-john-president"].name == "John Doe"


def test_presidents_have_their_terms_and_are_recognised_in_remarks(tmp_path: Path) -> None:
    president = """<presidents><president n="33"><id>truman-harry-s</id><name>Harry S. Truman</name>
        <took-office-date>1945-04-12</took-office-date><left-office-date>1953-01-20</left-office-date>
        </president></presidents>"""
    row = visit(description="Met with President Truman February 2.")
    imported = Imported(write(tmp_path, presidents=president, v=f"<visits>{row}</visits>"))
    assert "person/truman-harry-s" in told(imported.one("talks", part=True))
    assert [tenure.id for tenure in imported.tenures] == ["tenure/travel-truman-harry-s-travel-president-1945-04-12"]


@pytest.mark.parametrize(
    ("given", "begin"),
    [
        ({"started": "1977-01-23", "appointed": "1977-01-20"}, "1977-01-23"),
        ({"appointed": "1977-01-20", "ended": "1980"}, "1977-01-20"),
        ({"appointed": "1977-01-20"}, None),
        ({"ended": "1980"}, None),
        ({"started": "1981", "ended": "1980"}, None),
        ({"started": "soon", "ended": "1980"}, None),
    ],
)
def test_only_an_office_on_record_as_taken_up_is_a_tenure(
    given: dict[str, str], begin: str | None, tmp_path: Path
) -> None:
    imported = Imported(write(tmp_path, p=position(office(**given))))
    assert [tenure.begin and tenure.begin.edtf for tenure in imported.tenures] == ([begin] if begin else [])
    assert imported.summary.not_meetings == 1


def test_numbers_of_appointments_are_not_trusted_to_be_unique(tmp_path: Path) -> None:
    father = office(id="same", who="blaine-father", started="1881-03-07", ended="1881-12-19")
    son = office(id="same", who="blaine-son", started="1881-03-07", ended="1881-12-19")
    again = office(id="same", who="blaine-son", started="1885-03-07", ended="1886-12-19")
    assert len(Imported(write(tmp_path, p=position(father, son, again))).tenures) == 3


def test_a_chief_of_mission_is_ambassador_to_the_country(tmp_path: Path) -> None:
    chief = office(kind="chief", role="ambassador-e-p", started="2008-07-25", ended="2009-07-06")
    write(
        tmp_path,
        roles__a="<role><id>ambassador-e-p</id><names><singular>Ambassador Plenipotentiary</singular></names></role>",
        missions__k=f"<country-mission><territory-id>kosovo</territory-id><chiefs>{chief}</chiefs></country-mission>",
        missions__o=f"""<org-mission><id>representative-to-x</id><names><singular>Representative to X</singular></names>
            <chiefs>{chief.replace("ambassador-e-p", "representative-to-x")}</chiefs></org-mission>""",
    )
    imported = Imported(tmp_path)
    assert {thing.name for thing in imported.things.values() if isinstance(thing, m.Post)} == {
        "Ambassador Plenipotentiary to Kosovo",
        "Representative to X",
    }


# --- files ------------------------------------------------------------------------------------------------------------


def test_reading_goes_on_behind_the_rows_already_read(tmp_path: Path) -> None:
    path = write(tmp_path, a=trips(trip(id="1"), trip(id="2")), b=trips(trip(id="3")))
    rows = list(Travel().rows(path, 0))
    assert [row.offset for row in rows] == [1, 2, 3]
    for read in range(4):
        assert list(Travel().rows(path, read)) == rows[read:]


def test_two_imports_of_a_folder_give_the_same_quads_whatever_order_the_files_were_made_in(tmp_path: Path) -> None:
    files = {"a": trips(trip(remarks="Met with King Hussein.")), "b": trips(trip(remarks="Stopped."))}
    one = Imported(write(tmp_path / "x" / "same", **files)).text
    other = Imported(write(tmp_path / "y" / "same", **dict(reversed(files.items())))).text
    assert one == other


def test_other_files_and_hidden_folders_are_passed_over(tmp_path: Path) -> None:
    path = write(tmp_path, a=trips(trip()), build="<project><trip/></project>", code="<code-table/>")
    write(tmp_path / ".git", b=trips(trip(country="france")))
    (tmp_path / "README.md").write_text("<trips>")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "link.xml").symlink_to("/dev/zero")
    assert Imported(path).summary.rows == 1


def test_a_single_file_is_enough(tmp_path: Path) -> None:
    path = write(tmp_path, a=trips(trip())) / "a.xml"
    assert Imported(path).source.id == "source/travel-a-xml"


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_a_path_without_trips_is_a_clear_error(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(KgError, match="HistoryAtState"):
        list(Travel().rows(tmp_path / name, 0))


ENTITIES = """<!DOCTYPE trips [<!ENTITY a "{value}"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>"""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (ENTITIES.format(value="ha") + "<trips><trip>&b;</trip></trips>", "document type"),
        ('<!DOCTYPE trips [<!ENTITY x SYSTEM "file:///etc/passwd">]><trips>&x;</trips>', "document type"),
        ('<!DOCTYPE trips SYSTEM "http://127.0.0.1/x.dtd"><trips/>', "document type"),
        ("<trips><trip>&undefined;</trip></trips>", "not well-formed"),
        ("<trips><trip>", "not well-formed"),
        ("<trips>" + "<a>" * 100_000, "nested more than"),
        ("<trips><trip><remarks>" + "a" * 300_000 + "</remarks></trip></trips>", "a record of more than"),
        (f'<trips><trip who="{"a" * 300_000}"/></trips>', "a record of more than"),
        ("<trips><!--" + "a" * 2_000_000 + "--></trips>", "a tag or comment of more than"),
        ("<trips>" + "<trip x" + " " * 2_000_000 + "/></trips>", "a tag or comment of more than"),
    ],
)
def test_a_hostile_file_is_not_read_further_and_the_rest_is_imported(content: str, reason: str, tmp_path: Path) -> None:
    imported = Imported(write(tmp_path, a=content, b=trips(trip())))
    [(_, told_reason)] = imported.refusals
    assert '"a.xml" is not read from here on' in told_reason
    assert reason in told_reason
    assert imported.summary.events == 1


def test_what_stands_before_the_fault_of_a_file_is_kept(tmp_path: Path) -> None:
    imported = Imported(write(tmp_path, a=f"<trips>{trip()}<trip>"))
    assert (imported.summary.events, imported.summary.rejected) == (1, 1)


def test_a_file_is_read_as_a_stream(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records come out before the file has been read to its end."""
    monkeypatch.setattr(travel_xml, "_CHUNK", 500)
    write(tmp_path, a=f"<trips>{trip() * 50}<trip>")
    records = travel_xml.records(tmp_path / "a.xml")
    assert [next(records).kind for _ in range(10)] == ["trip"] * 10
