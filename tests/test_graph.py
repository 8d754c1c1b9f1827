"""The Python interface gives the answers of the command line."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import networkx
import pytest
from click.testing import CliRunner
from documented import ROOT

import kg
from kg.cli import cli
from kg.errors import DateError, FactsError, StoreError, UnknownName
from kg.vocab import EVENT_KINDS

TALKS = ROOT / "data" / "talks"
SECOND = ROOT / "tests" / "data" / "second-source.yaml"
FILES = [str(TALKS), str(SECOND)]


@pytest.fixture(scope="module")
def graph() -> kg.Graph:
    return kg.load(TALKS, SECOND)


def by_command(*arguments: str) -> Any:
    result = CliRunner().invoke(cli, [*arguments, *FILES, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize(
    ("arguments", "ask"),
    [
        (["meetings"], lambda g: g.meetings()),
        (
            ["meetings", "--who", "Umerov", "--with", "Russia", "--since", "2025-06", "--certain"],
            lambda g: g.meetings(who=["Umerov", "Russia"], since="2025-06", certain=True),
        ),
        (
            ["meetings", "--where", "Türkiye", "--until", "2025-05"],
            lambda g: g.meetings(where="turkey", until="2025-05"),
        ),
        (["meetings", "--kind", "strike"], lambda g: g.meetings(kind="strike")),
        (["timeline"], lambda g: g.timeline()),
        (["event", "istanbul-talks-2"], lambda g: [g.event("istanbul-talks-2")]),
        (["person", "Medinsky"], lambda g: [g.person("Medinsky")]),
        (["posts", "--who", "Fidan", "--on", "2025-06-02"], lambda g: g.posts("Fidan", "2025-06-02")),
        (["venues", "--kind", "talks"], lambda g: g.venues(kind="talks")),
        (["delegations", "--event", "istanbul-talks-2"], lambda g: g.delegations("istanbul-talks-2")),
        (
            ["compare", "istanbul-talks-1", "istanbul-talks-2"],
            lambda g: g.compare("istanbul-talks-1", "istanbul-talks-2"),
        ),
        (["path", "Fidan", "Medinsky"], lambda g: g.path("Fidan", "Medinsky")),
        (["never-met", "Umerov", "Putin"], lambda g: g.never_met("Umerov", "Putin")),
        (["conflicts"], lambda g: g.conflicts()),
        (
            ["brokers", "Russia", "Ukraine", "--since", "2025-06"],
            lambda g: g.brokers("Russia", "Ukraine", since="2025-06"),
        ),
        (["mediators", "--between", "Russia"], lambda g: g.mediators("Russia")),
        (["communities", "--kind", "talks"], lambda g: g.communities(kind="talks")),
        (["first-meeting", "Russia", "Ukraine"], lambda g: g.first_meeting("Russia", "Ukraine")),
        (["gaps", "--series", "Istanbul talks"], lambda g: g.gaps(series="Istanbul talks")),
        (["activity", "--who", "Russia", "--by", "year"], lambda g: g.activity(who="Russia", by="year")),
        (["statements", "--about", "istanbul-talks-2"], lambda g: g.statements(about="istanbul-talks-2")),
        (["sources"], lambda g: g.sources()),
        (["stats"], lambda g: g.stats()),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_method_gives_what_the_command_gives(graph: kg.Graph, arguments: list[str], ask: Any) -> None:
    from kg.table import plain

    assert json.loads(json.dumps(plain(list(ask(graph))))) == by_command(*arguments)


def test_the_rule_is_chosen_when_loading() -> None:
    dates = {rule: kg.load(TALKS, SECOND, rule=rule).event("istanbul-talks-2").date for rule in ("earliest", "latest")}
    assert {rule: date and date.edtf for rule, date in dates.items()} == {
        "earliest": "2025-06-02",
        "latest": "2025-06-03",
    }


def test_a_store_on_disk_is_opened_for_reading(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["load", *FILES, "--store", str(tmp_path / "s")])
    assert done.exit_code == 0, done.output
    assert kg.open_store(tmp_path / "s").meetings() == kg.load(*FILES).meetings()


def test_what_is_wrong_is_raised() -> None:
    demo = kg.demo()
    with pytest.raises(UnknownName, match="did you mean Rustem Umerov"):
        demo.meetings(who="Umerof")
    with pytest.raises(DateError):
        demo.meetings(since="yesterday")
    with pytest.raises(StoreError):
        kg.open_store("/nowhere/at/all")
    with pytest.raises(kg.KgError, match="there is no file"):
        kg.load("/nowhere/at/all.yaml")


def test_nobody_a_day_of_python_and_a_moment_are_taken_for_what_they_mean() -> None:
    demo = kg.demo()
    assert demo.meetings(who=None, since=date(2025, 6, 1)) == demo.meetings(since="2025-06-01")
    assert demo.meetings(until=datetime(2025, 6, 1, 23, 59)) == demo.meetings(until="2025-06-01")
    assert demo.posts(on=date(2025, 6, 2)) == demo.posts(on="2025-06-02")
    assert demo.statements(who=None, until=date(2025, 6, 1)) == demo.statements(until="2025-06-01")


def test_a_reversed_range_is_told_without_options_of_the_command_line() -> None:
    with pytest.raises(DateError) as caught:
        kg.demo().meetings(since="2025-06", until="2025-05")
    assert str(caught.value) == "the range ends (2025-05-31) before it begins (2025-06-01): swap the two"


def test_nothing_to_load_is_an_error() -> None:
    with pytest.raises(kg.KgError, match=r"^no files are given: name facts files, .*kg.demo\(\)"):
        kg.load()


def test_an_event_and_a_person_print_as_cards(graph: kg.Graph) -> None:
    assert str(graph.event("istanbul-talks-1")).startswith("event         First round of the Istanbul talks\n")
    assert str(graph.person("umerov")).startswith("person          Rustem Umerov\n")


def test_the_help_says_what_may_be_given_and_what_is_raised() -> None:
    text = kg.Graph.meetings.__doc__ or ""
    assert all(word in text for word in ("EDTF", "datetime.date", "certain", "UnknownName", "DateError", "KgError"))


def test_every_problem_of_a_file_is_raised_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("source: {id: a}\nevents: {x: {kind: chat}, y: {kind: chum}}\n")
    with pytest.raises(FactsError) as caught:
        kg.load(tmp_path / "a.yaml")
    assert len(caught.value.problems) >= 2


def test_the_network_of_events_and_of_who_met_whom(graph: kg.Graph) -> None:
    events, met = graph.to_networkx(), graph.to_networkx("met", who="Umerov")
    assert isinstance(events, networkx.Graph)
    assert {"event/istanbul-talks-1", "person/rustem-umerov", "venue/ciragan-palace"} <= set(events)
    assert met.has_edge("person/rustem-umerov", "person/vladimir-medinsky")
    assert "event/istanbul-talks-1" not in met


def test_rdflib_gets_the_whole_graph_by_source(graph: kg.Graph) -> None:
    dataset = graph.to_rdflib()
    assert {str(each.identifier).partition("/id/")[2] for each in dataset.graphs() if len(each)} == {
        "registry/people",
        "registry/places",
        "registry/posts",
        "source/istanbul-talks-2025-06-02",
        "source/second-source",
    }
    assert sum(1 for _ in dataset.quads()) == len(graph.quads())


def test_sparql_sees_all_graphs_together(graph: kg.Graph) -> None:
    result = graph.query("SELECT ?source { ?source a kg:Source } ORDER BY ?source")
    assert result.rows == (("source/istanbul-talks-2025-06-02",), ("source/second-source",))


def test_a_page_holds_the_timeline(graph: kg.Graph) -> None:
    page = graph.page("Talks & more", language="de").html
    assert page.startswith("<!doctype html>")
    assert "Talks &amp; more" in page
    assert 'lang="de"' in page


def test_a_graph_says_what_it_is(graph: kg.Graph) -> None:
    assert repr(graph) == "<Graph of 5 named graphs>"


def test_answers_print_as_a_table(graph: kg.Graph) -> None:
    lines = str(graph.timeline(kind=EVENT_KINDS)).splitlines()
    assert lines[0].split()[:3] == ["date", "kind", "what"]
    assert lines[1].startswith("16 May 2025")
