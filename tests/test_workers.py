"""Work in several processes: all of it is done, or an error says why not, and none of them lives on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg import workers
from kg.errors import KgError
from kg.workers import cores, spread

MODULE = """
import os, sys, time
from kg.errors import KgError
from kg.workers import serve

def work(task):
    for number in range(task.get("count", 0)):
        yield [os.getpid(), number]
    if "wrong" in task:
        raise KgError(task["wrong"], "do better")
    if "exit" in task:
        print("first", "last words", sep="\\n", file=sys.stderr)
        os._exit(task["exit"])
    time.sleep(task.get("sleep", 0))

serve(work)
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "some_work.py").write_text(MODULE)
    paths = [str(tmp_path), str(Path(workers.__file__).parents[1])]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(paths))
    return "some_work"


def test_every_task_is_done_by_a_process_of_its_own(module: str) -> None:
    said = list(spread(module, [{"count": 3}, {"count": 2}, {}]))
    assert sorted(number for _, number in said) == [0, 0, 1, 1, 2]
    assert len({process for process, _ in said}) == 2
    assert os.getpid() not in {process for process, _ in said}


def test_an_error_arrives_with_its_hint_and_ends_the_others_at_once(module: str) -> None:
    with pytest.raises(KgError) as caught:
        list(spread(module, [{"sleep": 600}, {"wrong": "this \x1b[2J is wrong"}]))
    assert (caught.value.message, caught.value.hint) == (r"this \x1b[2J is wrong", "do better")


def test_a_process_that_ends_too_early_is_an_error_with_its_last_words(module: str) -> None:
    with pytest.raises(KgError, match="broke off: last words"):
        list(spread(module, [{"count": 1, "exit": 3}, {"sleep": 600}]))


def test_processes_end_when_nobody_listens_any_more(module: str) -> None:
    said = spread(module, [{"count": 1, "sleep": 600}])
    process = next(said)[0]
    said.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_files_in_the_folder_one_is_in_are_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gzip.py").write_text("raise SystemExit('strange')")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.nq").write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\n")
    from kg.export.shards import write_shards
    from kg.terms import Iri, Quad

    quad = Quad(Iri("urn:a"), Iri("urn:b"), Iri("urn:c"), Iri("urn:g"))
    assert write_shards([quad], tmp_path / "out").quads == 1


def test_there_is_a_core_at_least() -> None:
    code = (
        "import os; os.sched_setaffinity(0, [min(os.sched_getaffinity(0))]); import kg.workers as w; print(w.cores())"
    )
    assert cores() >= 1
    if sys.platform == "linux":
        assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "1\n"
