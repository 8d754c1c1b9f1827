import os
import re
from pathlib import Path

import pytest

import kg
from kg.errors import FactsError, KgError, StoreError
from kg.facts.read import read_files
from kg.inputs import BUNDLED, RDF_SUFFIXES, bundled, files_in, graph_of, read
from kg.quads import to_quads
from kg.resources import resource
from kg.store import Embedded, load, parse, serialize
from kg.terms import Iri, Literal, Quad, iri, nquads
from kg.triples import from_quads

PEOPLE = "registry: {id: people}\npeople: {ada: {name: Ada}}\n"
TRIPLE = "<urn:s> <urn:x:p> <urn:o> .\n"


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def names(folder: Path, paths: list[Path]) -> list[str]:
    return [str(path.relative_to(folder)) for path in paths]


# --- which files ----------------------------------------------------------------------------------------------------


def test_a_folder_means_the_facts_and_rdf_files_in_it_and_below_in_order(tmp_path: Path):
    write(
        tmp_path, dict.fromkeys(["b.yaml", "a.TTL", "c.yml", "d/e.nq", "d/a.rdf", "notes.txt", "README", "x.json"], "")
    )
    assert names(tmp_path, files_in([tmp_path])) == ["a.TTL", "b.yaml", "c.yml", "d/a.rdf", "d/e.nq"]


def test_in_folders_hidden_files_and_what_is_no_ordinary_file_are_passed_over(tmp_path: Path):
    write(tmp_path, {"a.ttl": "", ".b.ttl": "", ".git/c.ttl": "", "folder.ttl/d.ttl": ""})
    os.mkfifo(tmp_path / "pipe.ttl")
    (tmp_path / "dangling.yaml").symlink_to("nowhere")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert names(tmp_path, files_in([tmp_path])) == ["a.ttl", "folder.ttl/d.ttl"]


def test_each_file_counts_once_however_it_is_named(tmp_path: Path):
    write(tmp_path, {"a.ttl": "", "b.ttl": ""})
    (tmp_path / "link.ttl").symlink_to("a.ttl")
    paths = [tmp_path / "b.ttl", tmp_path / "link.ttl", tmp_path, tmp_path / "." / "b.ttl"]
    assert names(tmp_path, files_in(paths)) == ["b.ttl", "link.ttl"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing.yaml", "there is no file .*missing.yaml: name a facts file, an RDF file or a folder of them"),
        ("x" * 300, "there is no file"),
        ("a.txt", r"a\.txt is neither a facts file nor RDF by its name: the name has to end in \.yaml, \.yml, \.ttl"),
        ("empty", "the folder .*empty holds no facts or RDF file: their names end in"),
        ("pipe.ttl", "pipe.ttl is no ordinary file"),
        ("pipe.yaml", "pipe.yaml is no ordinary file"),
    ],
)
def test_a_path_that_cannot_be_read_gets_a_clear_error(tmp_path: Path, name: str, message: str):
    write(tmp_path, {"a.txt": ""})
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe.ttl")
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(KgError, match=message):
        read([tmp_path / name])


# --- what they say --------------------------------------------------------------------------------------------------


def test_facts_files_become_the_graphs_of_their_sources():
    inputs = read([resource("data", "talks")])
    facts = read_files([resource("data", "talks")]).facts
    assert inputs.graphs == {iri(value.id): to_quads(value) for value in facts}
    assert inputs.pending == inputs.rejected == 0
    assert inputs.lines["event/istanbul-talks-2"][1] > 0


def test_the_bundled_nquads_are_what_the_bundled_facts_files_say():
    """`kg export -f nquads data/talks -o data/talks.nq` writes the file anew."""
    quads = read([resource("data", "talks")]).quads()
    assert resource("data", "talks.nq").read_bytes() == serialize(quads, "nquads") == nquads(quads).encode()
    assert sorted(bundled().quads()) == sorted(quads)


def test_only_the_talks_and_the_travels_are_bundled():
    assert BUNDLED == ("talks", "travels")
    with pytest.raises(KgError, match='no data called "trips" is bundled: choose talks or travels'):
        bundled("trips")


@pytest.mark.parametrize("suffix", RDF_SUFFIXES)
def test_triples_without_a_graph_go_to_one_named_after_the_file(tmp_path: Path, suffix: str):
    path = tmp_path / f"My talks_2025{suffix}"
    quad = Quad(Iri("urn:s"), Iri("urn:x:p"), Iri("urn:o"), graph_of(path))
    assert re.fullmatch("file/my-talks-2025-[0-9a-f]{8}", quad.graph.short)
    content: str | bytes = serialize([quad], "rdfxml" if suffix == ".rdf" else "ntriples")
    if suffix == ".jsonld":
        content = '{"@id": "urn:s", "urn:x:p": {"@id": "urn:o"}}'
    write(tmp_path, {path.name: content})
    assert read([tmp_path]).graphs == {quad.graph: [quad]}


@pytest.mark.parametrize(
    ("name", "graph"),
    [("Çırağan.ttl", "file/ciragan"), ("переговори.ttl", "file/peregovori"), ("???.ttl", "file/file")],
)
def test_names_in_other_scripts_are_transliterated(tmp_path: Path, name: str, graph: str):
    write(tmp_path, {name: TRIPLE})
    (found,) = read([tmp_path]).graphs
    assert re.fullmatch(f"{graph}-[0-9a-f]{{8}}", found.short)


def test_named_graphs_keep_their_names_and_several_files_can_add_to_one(tmp_path: Path):
    write(
        tmp_path, {"a.nq": "<urn:s> <urn:p> <urn:o> <urn:g> .\n", "b.trig": "<urn:g> { <urn:s> <urn:p> 1 , <urn:o> }"}
    )
    one = Literal("1", "http://www.w3.org/2001/XMLSchema#integer")
    wanted = [Quad(Iri("urn:s"), Iri("urn:p"), term, Iri("urn:g")) for term in (Iri("urn:o"), one)]
    assert read([tmp_path]).graphs == {Iri("urn:g"): wanted}


def test_facts_and_rdf_can_be_read_together(tmp_path: Path):
    write(tmp_path, {"people.yaml": PEOPLE, "more.ttl": TRIPLE})
    inputs = read([tmp_path])
    assert {graph.short for graph in inputs.graphs} == {"registry/people", graph_of(tmp_path / "more.ttl").short}
    assert len(inputs.quads()) == sum(map(len, inputs.graphs.values())) == len(set(inputs.quads()))
    store = Embedded.memory()
    store.load_quads(inputs.quads())
    assert store.graphs() == sorted(inputs.graphs)


def test_facts_and_the_rdf_that_was_made_of_them_say_everything_once(tmp_path: Path):
    quads = read([resource("data", "talks")]).quads()
    write(tmp_path, {"talks.nq": nquads(quads), "talks-again.jsonld": serialize(quads, "jsonld")})
    assert read([tmp_path, resource("data", "talks")]).quads() == quads


@pytest.mark.parametrize(
    "names_", [("a/talks.ttl", "b/talks.ttl"), ("talks.ttl", "Talks!.nt"), ("talks.ttl", "talks.trig")]
)
def test_rdf_files_of_one_name_keep_apart_together_and_one_after_the_other(tmp_path: Path, names_: tuple[str, str]):
    write(tmp_path, dict(zip(names_, (TRIPLE, TRIPLE.replace("urn:o", "urn:other")), strict=True)))
    graphs = {graph_of(tmp_path / name) for name in names_}
    assert set(read([tmp_path]).graphs) == graphs
    assert len(graphs) == 2
    for name in names_:
        graphs_of = read([tmp_path / name]).graphs
        load(tmp_path / "store", lambda _, found=graphs_of: found)
    assert set(Embedded.open(tmp_path / "store").graphs()) == graphs


def test_the_same_file_gets_the_same_graph_by_whatever_path_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    write(tmp_path, {"a/talks.ttl": TRIPLE})
    (tmp_path / "link").symlink_to(tmp_path / "a")
    monkeypatch.chdir(tmp_path / "a")
    paths = [tmp_path / "a" / "talks.ttl", Path("talks.ttl"), Path("../link/talks.ttl")]
    assert len({graph for path in paths for graph in read([path]).graphs}) == 1


def test_an_rdf_file_named_like_a_source_does_not_take_its_graph(tmp_path: Path):
    write(tmp_path, {"istanbul-talks-2025-06-02.ttl": TRIPLE})
    graphs = read([resource("data", "talks"), tmp_path]).graphs
    assert [len(quads) for graph, quads in graphs.items() if graph.short.startswith("file/")] == [1]
    assert (
        graphs[iri("source/istanbul-talks-2025-06-02")]
        == read([resource("data", "talks")]).graphs[iri("source/istanbul-talks-2025-06-02")]
    )


def test_an_rdf_file_that_says_nothing_any_more_empties_its_graph(tmp_path: Path):
    write(tmp_path, {"talks.ttl": TRIPLE})
    store = Embedded.memory()
    store.replace(read([tmp_path]).graphs)
    write(tmp_path, {"talks.ttl": "# nothing\n"})
    assert [change.action for change in store.replace(read([tmp_path]).graphs)] == ["removed"]


def test_an_error_in_rdf_names_file_and_line(tmp_path: Path):
    write(tmp_path, {"bad.ttl": f"{TRIPLE}\nnonsense\n"})
    with pytest.raises(StoreError, match=r"bad\.ttl: not valid turtle: .*line 3"):
        read([tmp_path])


def test_the_problems_of_all_facts_files_come_together(tmp_path: Path):
    write(tmp_path, {"a.yaml": "registry: {id: a}\npeople: {ada: {}}\n", "b.yaml": "nonsense: 1\n"})
    with pytest.raises(FactsError) as caught:
        read([tmp_path])
    assert {Path(problem.file).name for problem in caught.value.problems} == {"a.yaml", "b.yaml"}


def test_what_is_known_elsewhere_may_be_referred_to(tmp_path: Path):
    post = "registry: {id: posts}\nposts: {minister: {title: Minister, of: country/x}}\n"
    write(tmp_path, {"posts.yaml": post})
    with pytest.raises(FactsError):
        read([tmp_path])
    assert read([tmp_path], known=["country/x"]).quads()


def test_a_file_that_may_not_be_read_gets_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write(tmp_path, {"a.ttl": TRIPLE})

    def forbidden(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    with pytest.raises(KgError, match=r"a\.ttl can't be read: Permission denied"):
        read([tmp_path])


# --- events of SEM and schema.org -----------------------------------------------------------------------------------

SEM_EVENT = """@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> . @prefix ex: <https://example.org/> .
ex:talks a sem:Event ; sem:hasActor ex:Ada_Lind , ex:Bo_Oz ; sem:hasTimeStamp "2031-04-05" .
ex:gig a sem:Event ; sem:hasActor ex:Ada_Lind .
"""


def test_events_of_sem_are_read_beside_what_the_file_says(tmp_path: Path):
    write(tmp_path, {"sem.ttl": SEM_EVENT})
    graph = graph_of(tmp_path / "sem.ttl")
    inputs = read([tmp_path])
    assert set(inputs.graphs) == {graph}
    assert set(parse(SEM_EVENT, "turtle", graph)) < set(inputs.quads())
    (facts, *_) = (facts for facts in from_quads(inputs.quads()) if facts.events)
    assert [event.label for event in facts.events] == ["talks"]
    (note,) = inputs.notes
    left_out = "left out: 1 without a known kind and with one participant only"
    assert note == f"sem.ttl: 1 of 2 events of SEM or schema.org read; {left_out}"


def test_the_context_of_schema_org_in_a_json_ld_file_needs_no_network(tmp_path: Path):
    event = '{"@context": "https://schema.org", "@type": "Event", "attendee": ["Ada Lind", "Bo Oz"]}'
    write(tmp_path, {"event.jsonld": event})
    inputs = read([tmp_path])
    assert inputs.notes == ()
    assert [event.kind for facts in from_quads(inputs.quads()) for event in facts.events] == ["talks"]


def test_other_contexts_stay_refused(tmp_path: Path):
    write(tmp_path, {"event.jsonld": '{"@context": "https://schema.example", "@type": "Event"}'})
    with pytest.raises(StoreError, match="is not fetched"):
        read([tmp_path])


def test_python_is_warned_of_what_was_not_read(tmp_path: Path):
    write(tmp_path, {"sem.ttl": SEM_EVENT})
    with pytest.warns(UserWarning, match="1 of 2 events"):
        assert len(kg.load(tmp_path).meetings(who="Ada")) == 1
