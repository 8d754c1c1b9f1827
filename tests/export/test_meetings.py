"""Meetings for network and spreadsheet programs."""

import csv
import io
import re
import xml.etree.ElementTree as ET

import networkx
import pytest
from query.world import WIRE, event, part, reading, source, told, world

import kg
from kg import model as m
from kg.answers import Meeting
from kg.export import MEETING_FORMATS
from kg.export.meetings import CSV_COLUMNS, write_meetings
from kg.network import network
from kg.query import Selection, meetings
from kg.table import Answers

GEXF = {"g": "http://www.gexf.net/1.2draft"}
EVIL = "a\x1b[2J\x07\ufffe<b>&\"'\n]]>=1"


@pytest.fixture(scope="module")
def answers() -> Answers[Meeting]:
    return meetings(world(), Selection())


def test_csv_has_a_column_for_what_sources_disagree_about() -> None:
    other = source("other", "2030-05")
    asked = told(
        event("a", WIRE, part("ada"), date="2030-03-01"), event("a", other, date="2030-03-02"), sources=[other]
    )
    (row,) = csv.DictReader(io.StringIO(write_meetings(meetings(asked, Selection()), "csv").decode()))
    assert row["conflicts"] == "date: 1 March 2030 (wire) / 2 March 2030 (other)"


def test_graphml_reads_back_as_the_network(answers: Answers[Meeting]) -> None:
    truth = network(answers)
    found = networkx.read_graphml(io.BytesIO(write_meetings(answers, "graphml")))
    assert dict(found.nodes(data=True)) == dict(truth.nodes(data=True))
    assert {frozenset(edge) for edge in found.edges} == {frozenset(edge) for edge in truth.edges}
    assert found.edges["person/bo", "event/round-2"]["capacity"] == "Envoy of Northland"


def test_gexf_reads_back_with_the_same_nodes_and_edges(answers: Answers[Meeting]) -> None:
    truth = network(answers)
    found = networkx.read_gexf(io.BytesIO(write_meetings(answers, "gexf")))
    assert {name: data["label"] for name, data in found.nodes(data=True)} == dict(truth.nodes(data="label"))
    assert {frozenset(edge) for edge in found.edges} == {frozenset(edge) for edge in truth.edges}


def test_gexf_says_when_events_and_their_edges_were_possible() -> None:
    asked = told(
        event("day", WIRE, part("ada"), date="2030-03-01"),
        event("open", WIRE, part("ada"), date="2030-03/.."),
        event("undated", WIRE, part("ada")),
    )
    root = ET.fromstring(write_meetings(meetings(asked, Selection()), "gexf"))
    graph = root.find("g:graph", GEXF)
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    extent = {node.get("id"): (node.get("start"), node.get("end")) for node in root.iterfind(".//g:node", GEXF)}
    assert extent == {
        "event/day": ("2030-03-01", "2030-03-01"),
        "event/open": ("2030-03-01", None),
        "event/undated": (None, None),
        "person/ada": (None, None),
    }
    edges = [(edge.get("start"), edge.get("end")) for edge in root.iterfind(".//g:edge", GEXF)]
    assert edges == [("2030-03-01", "2030-03-01"), ("2030-03-01", None), (None, None)]


def test_gexf_carries_no_date_of_writing(answers: Answers[Meeting]) -> None:
    assert b"lastmodified" not in write_meetings(answers, "gexf")


def test_csv_has_a_row_for_every_participation_and_one_for_an_empty_event() -> None:
    asked = told(
        event("empty", WIRE, date="2030"),
        event(
            "full",
            WIRE,
            part("ada", "head", delegation="n"),
            part("bo"),
            place="venue/glass-hall",
            delegations=[("n", "northland")],
        ),
    )
    rows = list(csv.DictReader(io.StringIO(write_meetings(meetings(asked, Selection()), "csv").decode())))
    assert tuple(rows[0]) == CSV_COLUMNS
    assert [(row["event"], row["participant"], row["role"], row["delegation"], row["city"]) for row in rows] == [
        ("event/empty", "", "", "", ""),
        ("event/full", "person/ada", "head", "Northland", "Harbour"),
        ("event/full", "person/bo", "member", "", "Harbour"),
    ]
    assert (rows[0]["date"], rows[0]["earliest"], rows[0]["latest"]) == ("2030", "2030-01-01", "2030-12-31")


@pytest.mark.parametrize("form", MEETING_FORMATS)
def test_hostile_names_break_no_format(form: str) -> None:
    people = m.Facts(m.Registry("registry/x"), things=[m.Person("person/p", EVIL)])
    facts = m.Facts(WIRE, events=[event("a", WIRE, part("p"), label="=" + EVIL, outcome=EVIL)])
    data = write_meetings(meetings(reading(people, facts), Selection()), form)
    if form == "csv":
        (row,) = csv.DictReader(io.StringIO(data.decode(), newline=""))
        assert (row["name"], row["label"]) == (EVIL, "'=" + EVIL)
    else:
        ET.fromstring(data)
        assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", data)
        assert "a\ufffd[2J\ufffd\ufffd" in data.decode()


@pytest.mark.parametrize("form", MEETING_FORMATS)
def test_no_meeting_at_all_is_a_valid_file(form: str) -> None:
    data = write_meetings([], form)
    assert data.decode().splitlines()[0].startswith(("<?xml", "event,kind,label"))


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="no format is called 'xlsx': choose one of graphml, gexf, csv"):
        write_meetings([], "xlsx")


def test_the_bundled_talks_export_to_every_format() -> None:
    for form in MEETING_FORMATS:
        assert b"rustem-umerov" in write_meetings(kg.demo().meetings(), form)
