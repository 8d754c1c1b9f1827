"""Loading into a store and taking out of it."""

import shutil
from pathlib import Path

from cli.conftest import SECOND, TALKS, Run


def test_loading_says_what_was_added_and_loading_again_changes_nothing(run: Run, world: str) -> None:
    first = run("load", world)
    assert [line.split()[:2] for line in first.stdout.splitlines()] == [
        ["added", "registry/people"],
        ["added", "source/wire"],
    ]
    assert first.stderr == "in .kg\n"
    second = run("load", world)
    assert second.stdout == first.stdout.replace("added    ", "unchanged")


def test_a_changed_file_replaces_what_its_source_said_and_nothing_else(run: Run, folder: Path) -> None:
    shutil.copytree(TALKS, folder / "talks")
    run("load", "talks")
    path = folder / "talks" / "people.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("name: Rustem Umerov", "name: Rustem Example"), encoding="utf-8")
    assert [line.split()[0] for line in run("load", "talks").stdout.splitlines()].count("replaced") == 1
    assert run("person", "rustem-umerov").stdout.startswith("person          Rustem Example\n")


def test_a_file_alone_may_refer_to_what_the_store_holds(run: Run) -> None:
    run("load", TALKS)
    assert run("load", SECOND).stdout.startswith("added      source/second-source")
    assert "second-source" in run("conflicts").stdout


def test_a_wrong_file_loads_nothing_of_the_others(run: Run, folder: Path, world: str) -> None:
    (folder / "wrong.yaml").write_text("source: {id: a}\nevents: {x: {kind: chat}}\n", encoding="utf-8")
    result = run("load", world, "wrong.yaml", status=1)
    assert "wrong.yaml:2: " in result.stderr
    assert not (folder / ".kg").exists()


def test_a_folder_that_is_no_store_is_left_alone(run: Run, folder: Path, world: str) -> None:
    (folder / "mine").mkdir()
    (folder / "mine" / "diary.txt").write_text("x")
    result = run("load", world, "--store", "mine", status=1)
    assert "mine exists and is not a store" in result.stderr
    assert [path.name for path in (folder / "mine").iterdir()] == ["diary.txt"]


class TestRemove:
    def test_a_source_is_taken_out_by_its_id_or_its_slug(self, run: Run) -> None:
        run("load", TALKS, SECOND)
        result = run("remove", "second-source")
        assert result.stdout.startswith("removed    source/second-source  ")
        assert result.stderr == "from .kg\n"
        assert "second-source" not in run("sources").stdout
        assert run("remove", "source/istanbul-talks-2025-06-02").stdout.startswith("removed ")

    def test_an_unknown_one_gets_the_nearest(self, run: Run) -> None:
        run("load", TALKS, SECOND)
        result = run("remove", "source/second-sauce", status=1)
        assert result.stderr == (
            'Error: no source is called "source/second-sauce": did you mean source/second-source '
            "or source/istanbul-talks-2025-06-02?\n"
        )
        for typed in ("second", "sec", "source/sec"):
            assert "did you mean source/second-source?" in run("remove", typed, status=1).stderr
        assert "known are registry/people, registry/places, " in run("remove", "xyzzy", status=1).stderr
        assert "second-source" in run("sources").stdout, "nothing is taken out by half a name"

    def test_a_slug_that_two_bear_is_ambiguous(self, run: Run, folder: Path) -> None:
        for kind in ("source", "registry"):
            line = f"<urn:a> <urn:b> <urn:c> <https://w3id.org/parley/id/{kind}/people> .\n"
            (folder / f"{kind}.nq").write_text(line)
        run("load", "source.nq", "registry.nq")
        assert (
            "could be registry (registry/people) or source (source/people)" in run("remove", "people", status=1).stderr
        )
        run("remove", "registry/people")

    def test_without_a_store_there_is_nothing_to_remove(self, run: Run) -> None:
        assert run("remove", "x", status=1).stderr.startswith("Error: there is no store at .kg")


class TestCompact:
    def test_a_store_in_order_says_the_same(self, run: Run, world: str) -> None:
        run("load", world)
        before = run("meetings", "--json").stdout
        assert run("compact").stderr.endswith("in .kg\n")
        assert run("meetings", "--json").stdout == before

    def test_an_engine_at_an_address_is_refused(self, run: Run) -> None:
        found = run("compact", "--store", "http://127.0.0.1:9/sparql", status=1)
        assert "keeps itself in order" in found.stderr
