"""The page as a document: the same bytes every time, nothing from outside, nothing of strangers' text as markup."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from kg.answers import Cited, Meeting
from kg.dates import parse
from kg.errors import KgError
from kg.names import fold
from kg.network import network
from kg.page import HELD, TABLE_ROWS, languages, render
from kg.page.data import in_order
from kg.page.graph import PLACED, drawing, library

from .sample import disputed, hostile, istanbul, person, synthetic

HOSTILE = (
    "</script><script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    '" onmouseover="steal()" href="javascript:steal()',
    "{{ 7 * 7 }} {% include 'x' %} ${7*7} <!--",
    "\u2028\u2029\u202eevil\u0000\x1b[2J\ud800",
)


class Elements(HTMLParser):
    """The elements of a document with their attributes, the text of data blocks, scripts and styles, and all text."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.raw: list[tuple[str, str | None, str]] = []
        self.text: list[str] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag in ("script", "style"):
            self.raw.append((tag, self.elements[-1][1].get("type"), ""))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            self.raw[-1] = (*self.raw[-1][:2], self.raw[-1][2] + data)
        else:
            self.text.append(data)


def talks(**more: Any) -> str:
    meetings, statements = istanbul()
    return render(meetings, statements, **{"title": "The Istanbul talks", **more})


def data_of(document: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', document, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_is_a_whole_document_with_language_title_and_one_heading() -> None:
    document = talks()
    parsed = Elements(document)
    assert document.startswith('<!doctype html>\n<html lang="en">')
    assert [tag for tag, _ in parsed.elements].count("h1") == 1
    assert "<title>The Istanbul talks</title>" in document
    assert ("meta", {"charset": "utf-8"}) in parsed.elements


def test_is_the_same_on_every_run_under_every_hash_seed_and_locale() -> None:
    script = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1]); from sample import istanbul; from kg.page import render;"
        "m, s = istanbul(); print(hashlib.sha256(render(m, s, title='\\u00c7\\u0131ra\\u011fan').encode()).hexdigest())"
    )
    runs = set()
    for seed, utf8 in (("1", "0"), ("2", "1")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": utf8, "LC_ALL": "C"}
        folder = str(Path(__file__).parent)
        done = subprocess.run(
            [sys.executable, "-c", script, folder], env=environment, capture_output=True, text=True, check=True
        )
        runs.add(done.stdout)
    assert len(runs) == 1


def test_policy_allows_the_hashes_of_the_inline_scripts_and_styles_and_nothing_else() -> None:
    parsed = Elements(talks())
    policy = next(attributes["content"] for tag, attributes in parsed.elements if "http-equiv" in attributes)
    directives = {name: set(rest) for name, *rest in (part.split() for part in policy.split(";"))}
    assert directives["default-src"] == {"'none'"}
    for element, directive in (("script", "script-src"), ("style", "style-src")):
        texts = [text for tag, kind, text in parsed.raw if tag == element and kind != "application/json"]
        digests = {f"'sha256-{base64.b64encode(hashlib.sha256(t.encode()).digest()).decode()}'" for t in texts}
        assert directives[directive] == digests
        assert digests


def test_refers_to_nothing_outside() -> None:
    parsed = Elements(talks())
    references = [
        (tag, name)
        for tag, attributes in parsed.elements
        for name in attributes
        if name in ("href", "src", "srcset", "action", "data", "poster", "ping") or name.startswith("on")
    ]
    assert references == []
    assert not [text for tag, _, text in parsed.raw if tag == "style" and re.search(r"url\(|@import", text)]
    assert "sourceMappingURL" not in library()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_only(text: str) -> None:
    meetings, statements = istanbul()
    document = render(
        [hostile(meeting, text) for meeting in meetings],
        [hostile(statement, text) for statement in statements],
        title=text,
        notes=[text],
    )
    document.encode("utf-8")
    plain = Elements(talks(notes=["note"]))
    parsed = Elements(document)

    def shape(found: Elements) -> set[tuple[str, tuple[str, ...]]]:
        return {(tag, tuple(attributes)) for tag, attributes in found.elements}

    assert shape(parsed) == shape(plain)
    scripts = [(kind, text) for tag, kind, text in parsed.raw if tag == "script" and kind is None]
    assert scripts == [(kind, text) for tag, kind, text in plain.raw if tag == "script" and kind is None]
    data = data_of(document)
    shown = text.replace("\u202e", "\ufffd")
    assert data["title"] == shown
    assert data["events"][0]["label"] == shown
    raw = document.partition('id="data">')[2].partition("</script>")[0]
    assert not set(raw) & set("<>&\u2028\u2029\x00")


def test_an_unknown_language_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(KgError, match="choose de, en or tr"):
        talks(language="xx")
    assert "en" in languages()


def test_holds_every_fact_of_the_answer() -> None:
    meetings, _ = istanbul()
    data = data_of(talks())
    second = next(event for event in data["events"] if event["id"] == meetings[4].id)
    assert second["date"] == {
        "edtf": "2025-06-02",
        "earliest": "2025-06-02",
        "latest": "2025-06-02",
        "text": "2 June 2025",
    }
    umerov = {
        "id": "person/rustem-umerov",
        "role": "head",
        "delegation_id": "delegation/istanbul-talks-2025-06-02.ukraine",
        "capacity": "defence minister of Ukraine",
        "capacity_basis": "seen",
        "sources": ["source/istanbul-talks-2025-06-02"],
    }
    assert second["participants"][0] == umerov
    assert [value["value"] for value in second["conflicts"][0]["values"]] == ["2025-06-02", "2025-06-03"]
    assert second["sources"][0]["evidence"][0]["quotes"] == ["this Monday"]
    assert second["sources"][0]["evidence"][0]["inference"]
    assert data["things"]["person/rustem-umerov"] == {"name": "Rustem Umerov", "type": "person"}
    assert data["sources"]["source/wire-2025-06-03"]["publisher"] == "Example Wire"
    assert len(data["statements"]) == 3


def test_orders_events_by_the_middle_of_their_dates() -> None:
    given = [
        Meeting(f"event/{edtf}", "talks", edtf, parse(edtf)) for edtf in ("2025-06~", "2025-06-02", "../2025-05-01")
    ]
    undated = Meeting("event/undated", "talks", "undated")
    labels = [event["label"] for event in data_of(render([undated, *given], [], title="x"))["events"]]
    assert labels == ["../2025-05-01", "2025-06-02", "2025-06~", "undated"]


def test_an_empty_answer_is_a_page_too() -> None:
    assert data_of(render([], [], title="Nothing"))["events"] == []


def test_of_too_many_events_it_keeps_the_latest_says_so_and_stays_small() -> None:
    many = synthetic(HELD + 10, 200)
    document = render(many, [], title="Many")
    data = data_of(document)
    assert len(data["events"]) == HELD
    assert data["events"][-1]["date"]["latest"] > "2024-12-01"
    assert f"latest {HELD:,} of {HELD + 10:,} events" in document
    assert document.count("<tr>") == TABLE_ROWS + 1
    assert len(document.encode()) < 3_000_000
    assert len(data["graph"]["nodes"]) <= PLACED


def test_without_script_the_table_holds_the_meetings() -> None:
    parsed = Elements(talks())
    cells = [text.strip() for text in parsed.text]
    assert "Second Istanbul round" in cells
    assert "2 June 2025 *" in cells
    hidden = {
        attributes.get("id") for tag, attributes in parsed.elements if tag == "section" and "hidden" in attributes
    }
    assert hidden == {"view-rows", "view-graph", "view-places"}


class TestTrapsOfPyvis:
    """What pyvis 0.3.2 does wrong when used as it comes, and that none of it reaches the page."""

    def test_no_title_reaches_a_node_so_none_becomes_html(self) -> None:
        meetings, _ = istanbul()
        nodes = drawing([hostile(meeting, "<a href=x>") for meeting in meetings])["nodes"]
        assert nodes
        assert all("title" not in node for node in nodes)

    def test_parallel_edges_and_repeated_nodes_are_not_lost(self) -> None:
        meetings, _ = istanbul()
        drawn, graph = drawing([*meetings, *meetings]), network(meetings)
        ids = [node["id"] for node in drawn["nodes"]]
        assert sorted(ids) == sorted(graph)
        assert len(drawn["edges"]) == graph.number_of_edges()
        assert {edge[end] for edge in drawn["edges"] for end in ("from", "to")} <= set(ids)

    def test_shapes_follow_the_kind_and_not_the_default_dot(self) -> None:
        meetings, _ = istanbul()
        shapes = {node["group"]: node["shape"] for node in drawing(meetings)["nodes"]}
        assert shapes["person"] == "square"
        assert len(set(shapes.values())) == len(shapes)

    def test_an_empty_label_does_not_become_the_identifier_of_another(self) -> None:
        nodes = drawing([Meeting("event/a", "talks", "  ")])["nodes"]
        assert [node["label"] for node in nodes] == ["event/a"]

    def test_physics_is_off_edges_are_straight_and_every_node_has_whole_coordinates(self) -> None:
        meetings, _ = istanbul()
        drawn = drawing(meetings)
        assert drawn["options"]["physics"] == {"enabled": False}
        assert drawn["options"]["edges"]["smooth"] is False
        assert all(isinstance(node["x"], int) and isinstance(node["y"], int) for node in drawn["nodes"])

    def test_many_edges_take_no_time_that_grows_with_their_square(self) -> None:
        assert len(drawing(synthetic(200))["edges"]) > 2000

    def test_none_of_its_page_is_used(self) -> None:
        document = talks().lower()
        assert "bootstrap" not in document.replace(library().lower(), "")
        assert "jsdelivr" not in document
        assert "cdnjs" not in document
        assert "tom-select" not in document


def test_importing_the_page_does_not_import_pyvis() -> None:
    script = "import sys, kg.page; assert not {'pyvis', 'IPython'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_source_without_spans_keeps_its_quote() -> None:
    meeting = Meeting("event/a", "talks", "A", sources=(Cited("source/s", quote="they met"),))
    assert data_of(render([meeting], [], title="x"))["events"][0]["sources"] == [
        {"id": "source/s", "quote": "they met"}
    ]


def test_data_says_once_who_was_present_and_what_is_disputed() -> None:
    data = data_of(render(*disputed(), title="x"))
    events = {event["id"]: event for event in data["events"]}
    summit, called_off = events["event/summit"], events["event/called-off"]
    assert summit["took_place"] is True
    assert "took_place" not in called_off
    assert [data["things"][place]["name"] for place in summit["other_places"]] == ["Town Hall"]
    by_id = {participant["id"]: participant for participant in summit["participants"]}
    assert {who for who, participant in by_id.items() if "disputed" in participant} == {
        "person/joao-cruz",
        "person/li-wen",
    }
    assert by_id["country/sudland"]["sides"] == ["delegation/summit/sudland"]
    assert "sides" not in by_id["person/anna-bell"]  # it is the delegation that the participation names


def test_further_names_enter_the_data_with_their_key_in_latin_letters() -> None:
    things = data_of(render(*disputed(), title="x", names={"person/li-wen": ("Li Wen", "Вэнь")}))["things"]
    assert things["person/li-wen"]["names"] == ["Вэнь"]
    assert things["person/li-wen"]["key"] == f"li wen {fold('Вэнь')}"
    assert "key" not in things["person/ned-ash"]


def test_more_events_than_the_page_holds_keep_all_of_the_focus_and_then_the_latest() -> None:
    meetings = sorted(synthetic(HELD + 40, 60), key=in_order)
    oldest = evolve(meetings[0], participants=(person("William Seward", "member"),))
    page = data_of(render([oldest, *meetings[1:]], [], title="Many", opening="view=graph&focus=person/william-seward"))
    kept = [event["id"] for event in page["events"]]
    assert kept == [oldest.id, *(meeting.id for meeting in meetings[-HELD + 1 :])]
    assert "person/william-seward" in page["graph"]["around"]
    unfocused = data_of(render([oldest, *meetings[1:]], [], title="Many"))
    assert [event["id"] for event in unfocused["events"]] == [meeting.id for meeting in meetings[-HELD:]]


@pytest.mark.parametrize(
    ("language", "said"), [("en", "1,500 of 1,501"), ("de", "1.500 von 1.501"), ("tr", "1.501 olayın son 1.500")]
)
def test_what_the_page_leaves_out_is_counted_in_the_digits_of_its_language(language: str, said: str) -> None:
    calls = [Meeting(f"event/{number}", "call", "Call") for number in range(HELD + 1)]
    assert said in render(calls, [], title="Many", language=language)


@pytest.mark.slow
def test_a_page_of_more_nodes_than_are_placed_is_the_same_for_every_hash_seed() -> None:
    script = (
        "import sys, hashlib; from kg.page import render; from tests.page.sample import synthetic;"
        "page = render(synthetic(700, 900), [], title='Many', opening='focus=person/p1');"
        "sys.stdout.write(hashlib.sha256(page.encode()).hexdigest())"
    )
    assert len(network(synthetic(700, 900))) > PLACED
    digests = {
        subprocess.run(
            [sys.executable, "-c", script], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


@pytest.mark.parametrize("sign", [*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))])
def test_no_name_turns_the_direction_of_what_stands_beside_it(sign: str) -> None:
    meetings, statements = istanbul()
    spoof = f"Ada {sign}nimda"
    page = render(hostile(tuple(meetings), spoof), hostile(tuple(statements), spoof), title=spoof, notes=[spoof])
    assert sign not in page.replace(library(), "")
    assert "<title>Ada \N{REPLACEMENT CHARACTER}nimda</title>" in page
