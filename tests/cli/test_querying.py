"""kg query: SPARQL of the user's own."""

import json
from pathlib import Path

import pytest
from cli.conftest import Run

NAMES = "SELECT ?name ?round { ?event a kg:Event ; skos:prefLabel ?name ; kg:round ?round } ORDER BY ?name"


@pytest.mark.parametrize(
    ("form", "output"),
    [
        ("table", "name     round\nRound 1  1\nRound 2  2\n"),
        ("csv", "name,round\r\nRound 1,1\r\nRound 2,2\r\n"),
        ("markdown", "| name | round |\n| --- | --- |\n| Round 1 | 1 |\n| Round 2 | 2 |\n"),
        ("jsonl", '{"name": "Round 1", "round": 1}\n{"name": "Round 2", "round": 2}\n'),
    ],
)
def test_rows_in_every_form(run: Run, world: str, form: str, output: str) -> None:
    assert run("query", "-", world, "--format", form, input=NAMES).stdout_bytes.decode() == output


def test_json_knows_numbers_truth_identifiers_and_what_is_unbound(run: Run, world: str) -> None:
    text = "SELECT ?a ?b ?c ?d ?e { BIND (1 AS ?a) BIND (true AS ?b) BIND (person:ada AS ?c) BIND (1.5 AS ?d) }"
    (row,) = json.loads(run("query", "-", world, "--json", input=text).stdout)
    assert row == {"a": 1, "b": True, "c": "person/ada", "d": 1.5, "e": None}


def test_no_row_is_an_empty_list(run: Run, world: str) -> None:
    assert run("query", "-", world, "--json", input="SELECT ?x { ?x a kg:Nothing }").stdout == "[]\n"


def test_ask_and_construct(run: Run, world: str) -> None:
    assert run("query", "-", world, input="ASK { person:ada a kg:Person }").stdout == "true\n"
    turtle = run("query", "-", world, input="CONSTRUCT { ?a a ?b } WHERE { ?a a ?b . ?a kg:round 2 }").stdout
    assert turtle.endswith("event:round-2 a kg:Event .\n")


def test_a_file_a_store_and_several_graphs(run: Run, folder: Path, world: str) -> None:
    (folder / "q.rq").write_text("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g", encoding="utf-8")
    run("load", world)
    assert run("query", "q.rq").stdout == "g\nregistry/people\nsource/wire\n"
    assert run("query", "q.rq", world).stdout == run("query", "q.rq", "--store", ".kg").stdout


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT", "Error: not a SPARQL query: "),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "Error: SERVICE would send the query"),
        ("DROP ALL", "Error: kg query only reads: "),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "Error: kg query only reads: "),
    ],
)
def test_what_may_not_run_is_an_error(run: Run, world: str, text: str, message: str) -> None:
    result = run("query", "-", world, input=text, status=1)
    assert result.stdout == ""
    assert result.stderr.startswith(message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "SELECT * {\n  ?a kg:round ?b ; foo:bar ?c }",
            "at line 2, column 20 the prefix foo: is not declared: begin the query with PREFIX foo: <...>, "
            "or mend the name",
        ),
        ("PREFIX a: <urn:a> SELECT * { ?s a:b '?no:t' ; b:c 1 }", "at line 1, column 47 the prefix b: is not declared"),
        ("SELECT ?x\n{ ?x ?y }", "at line 2, column 10: expected "),
    ],
)
def test_what_is_wrong_is_told_in_one_short_line_with_its_place(run: Run, world: str, text: str, message: str) -> None:
    stderr = run("query", "-", world, input=text, status=1).stderr
    assert stderr.startswith(f"Error: not a SPARQL query: {message}")
    assert (stderr.count("\n"), len(stderr) < 300) == (1, True)


def test_a_file_that_is_not_there_is_wrong_input(run: Run, folder: Path) -> None:
    assert run("query", "gone.rq", status=1).stderr == (
        "Error: there is no file gone.rq: name the file of the query, or - for standard input\n"
    )
    (folder / "q.rq").mkdir()
    assert run("query", "q.rq", status=1).stderr == "Error: q.rq: Is a directory\n"


def test_a_query_that_is_not_utf_8_is_an_error(run: Run, world: str) -> None:
    result = run("query", "-", world, input=b"ASK { ?s ?p '\xff' }", status=1)
    assert result.stderr == "Error: the query is not UTF-8 from byte 13 on: save it as UTF-8\n"


def test_a_query_without_end_is_stopped(run: Run, world: str) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    result = run("query", "-", world, "--timeout", "0.5", input=text, status=1)
    assert result.stderr == "Error: the query took more than 0.5 seconds: narrow it or add a LIMIT\n"
