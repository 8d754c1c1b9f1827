"""The example programs print what stands beside them."""

import subprocess
import sys
from pathlib import Path

import pytest
from documented import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.out"))


def test_there_are_three_examples() -> None:
    assert len(EXAMPLES) >= 3


@pytest.mark.parametrize("expected", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_prints_what_is_expected(expected: Path, tmp_path: Path) -> None:
    program = expected.with_suffix(".py")
    done = subprocess.run(
        [sys.executable, str(program)], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == expected.read_text(encoding="utf-8")
