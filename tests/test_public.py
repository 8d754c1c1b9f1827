"""The public face fits one screen, is typed, and starts fast."""

import subprocess
import sys
from pathlib import Path

import pytest

import kg
import kg.query

USAGE = """
from typing import assert_type

import kg
from kg.answers import DelegationAtEvent, Entry, Meeting, StatementMade
from kg.dates import Date
from kg.findings import Between, Difference, Dispute, PersonCard, PostHeld, Step, VenueUse
from kg.measures import Activity, Broker, Community, Gap, Mediation, MeetingOfTwo
from kg.table import Answers

g: kg.Graph = kg.load("facts.yaml", "people", text_dir="articles", rule="latest")
assert_type(kg.demo(), kg.Graph)
assert_type(kg.open_store(".kg"), kg.Graph)
assert_type(kg.__version__, str)

assert_type(g.meetings(who=["Umerov", "Medinsky"], since="2025-05", certain=True), Answers[Meeting])
assert_type(g.meetings()[0], Meeting)
assert_type(g.meetings()[:2], Answers[Meeting])
assert_type(g.meetings(kind="talks")[0].date, Date | None)
assert_type(g.timeline(), Answers[Entry])
assert_type(g.event("talks"), Meeting)
assert_type(g.person("Umerov"), PersonCard)
assert_type(g.posts(who="Fidan", on="2025-06-02"), Answers[PostHeld])
assert_type(g.venues(), Answers[VenueUse])
assert_type(g.delegations(), Answers[DelegationAtEvent])
assert_type(g.compare("a", "b"), Answers[Difference])
assert_type(g.path("a", "b"), Answers[Step])
assert_type(g.never_met("a", "b"), Answers[Between])
assert_type(g.conflicts(), Answers[Dispute])
assert_type(g.brokers("a", "b"), Answers[Broker])
assert_type(g.mediators("a", "b"), Answers[Mediation])
assert_type(g.communities(), Answers[Community])
assert_type(g.first_meeting("a", "b"), Answers[MeetingOfTwo])
assert_type(g.gaps(series="talks"), Answers[Gap])
assert_type(g.activity(by="year"), Answers[Activity])
assert_type(g.statements(about="talks"), Answers[StatementMade])
for meeting in g.meetings():
    for person in meeting.participants:
        assert_type(person.capacity, str | None)
try:
    g.person("nobody")
except kg.KgError as error:
    assert_type(error.message, str)
"""


def test_the_public_names() -> None:
    assert kg.__all__ == ["Graph", "KgError", "__version__", "demo", "load", "open_store"]
    assert dir(kg) == sorted(kg.__all__)
    for name in kg.__all__:
        assert getattr(kg, name) is not None


def test_what_is_not_there_is_an_attribute_error() -> None:
    assert not hasattr(kg, "nothing")
    assert not hasattr(kg.query, "nothing")


def test_every_question_is_a_function_whatever_was_imported_before() -> None:
    code = (
        "import importlib, pkgutil, kg.query as q; "
        "[importlib.import_module(f'kg.query.{m.name}') for m in pkgutil.iter_modules(q.__path__)]; "
        "assert all(callable(getattr(q, name)) for name in q.__all__)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.slow
def test_usage_has_the_types_that_are_promised(tmp_path: Path) -> None:
    (tmp_path / "usage.py").write_text(USAGE)
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), str(tmp_path / "usage.py")],
        capture_output=True,
        text=True,
        cwd=Path(kg.__file__).parent.parent,
    )
    assert done.returncode == 0, done.stdout


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    heavy = ("rdflib", "networkx", "pyvis", "rich", "yaml", "pandas", "pyshacl")
    code = (
        "import sys; from click.testing import CliRunner; from kg.cli import cli; "
        "result = CliRunner().invoke(cli, sys.argv[1:]); assert result.exit_code == 0, result.output; "
        f"print(*[name for name in {heavy!r} if name in sys.modules])"
    )
    for command in (["--help"], ["meetings", "--who", "Umerov"], ["posts"], ["timeline", "--json"]):
        done = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True, check=True)
        assert done.stdout.split() == [], command
    bare = subprocess.run(
        [sys.executable, "-c", "import sys, kg.cli; print('pyoxigraph' in sys.modules, 'attrs' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert bare.stdout == "False False\n"
