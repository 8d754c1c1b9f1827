"""Running commands in an empty folder."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from documented import ROOT
from query.world import PEOPLE, TALES

from kg.cli import cli
from kg.quads import to_quads
from kg.terms import nquads

Run = Callable[..., Result]
NOTE = "no files and no store given: answering from the bundled Istanbul talks\n"
TALKS = str(ROOT / "data" / "talks")
SECOND = str(ROOT / "tests" / "data" / "second-source.yaml")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, without any setting from outside."""
    for name in [name for name in os.environ if name.startswith("KG_") or name == "NO_COLOR"]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Run `kg` with arguments; a traceback fails the test."""

    def invoke(*arguments: str, status: int = 0, **more: object) -> Result:
        result = CliRunner().invoke(cli, list(arguments), prog_name="kg", **more)  # type: ignore[arg-type]
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == status, result.output
        return result

    return invoke


@pytest.fixture
def world(folder: Path) -> str:
    """The invented world of `query.world` as a file."""
    path = folder / "world.nq"
    path.write_text(nquads([*to_quads(PEOPLE), *to_quads(TALES)]), encoding="utf-8")
    return str(path)
