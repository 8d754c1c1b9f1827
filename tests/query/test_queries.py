"""Every query file runs as it stands, on pyoxigraph and on rdflib, with the same rows."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.deriving import with_derived
from kg.export.rdf import dataset as to_dataset
from kg.inputs import read
from kg.query import Reading
from kg.query.asking import fill, query_text
from kg.resources import resource
from kg.store import Embedded
from kg.terms import Iri, Literal

FOLDER = Path(kg.__file__).parent / "queries"
NAMES = sorted(path.stem for path in FOLDER.glob("*.rq"))
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
CONDITION = re.compile(r"^ *# if (\w+)", re.MULTILINE)


@pytest.fixture(scope="module")
def graph() -> kg.Graph:
    """The bundled talks with their derived edges."""
    store = Embedded.memory()
    store.replace(with_derived(store, read([resource("data", "talks")]).graphs))
    return kg.Graph(Reading(store))


@pytest.fixture(scope="module")
def dataset(graph: kg.Graph) -> Any:
    store = graph.reading.store
    return to_dataset([quad for name in store.graphs(derived=True) for quad in store.quads(name)])


def own(graph: kg.Graph, text: str) -> list[dict[str, str]]:
    def plain(term: Iri | Literal) -> str:
        return term.value if isinstance(term, Literal) else str(term)

    rows = graph.reading.store.select(text)
    return sorted(({name: plain(term) for name, term in row.items()} for row in rows), key=str)


def by_rdflib(dataset: Any, text: str) -> list[dict[str, str]]:
    return sorted(
        ({str(name): str(term) for name, term in row.asdict().items()} for row in dataset.query(text)), key=str
    )


def variants() -> Iterator[tuple[str, frozenset[str]]]:
    """Every query with each of its conditions alone, and without any, save for those of which one is needed."""
    for name in NAMES:
        conditions = dict.fromkeys(CONDITION.findall(query_text(name)))
        needed = [condition for condition in ("meetings", "events") if condition in conditions]
        for given in [(), *((condition,) for condition in conditions)]:
            if "certain" not in given:
                yield name, frozenset(given) if set(given) & set(needed) else frozenset((*given, *needed[:1]))
        if "certain" in conditions:
            yield name, frozenset(("range", "certain"))


@pytest.mark.parametrize("name", NAMES)
def test_a_file_as_it_stands_gives_the_same_rows_on_both_engines(graph: kg.Graph, dataset: Any, name: str) -> None:
    rows = own(graph, query_text(name))
    assert rows == by_rdflib(dataset, query_text(name))
    assert rows


@pytest.mark.parametrize(("name", "given"), list(variants()))
def test_a_condition_alone_gives_the_same_rows_on_both_engines(
    graph: kg.Graph, dataset: Any, name: str, given: frozenset[str]
) -> None:
    text = fill(query_text(name), {}, given)
    assert own(graph, text) == by_rdflib(dataset, text)


def test_every_file_says_what_it_gives_and_has_a_question_that_uses_it() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path(kg.__file__).parent.rglob("*.py"))
    for name in NAMES:
        assert re.match(r"# [A-Z]", query_text(name)), name
        assert re.search(rf'\b(ask|asked_of|narrow)\([^"]*"{name}"', code), name


def test_every_condition_has_an_end_and_every_end_a_condition() -> None:
    for name in NAMES:
        marks = re.findall(r"^ *# (if|end)\b", query_text(name), re.MULTILINE)
        assert marks == ["if", "end"] * (len(marks) // 2), name
