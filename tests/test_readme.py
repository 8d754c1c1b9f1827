"""The README shows what really happens. `python -m tests.test_readme` writes the real output into it."""

import re
import tempfile
from pathlib import Path

from documented import ROOT, console_blocks, run, with_real_output

README = ROOT / "README.md"


def test_every_shown_output_is_what_the_command_prints(tmp_path: Path) -> None:
    blocks = console_blocks(README.read_text(encoding="utf-8"))
    assert len(blocks) >= 5
    for command, output in blocks:
        assert run(command, tmp_path) == output, command


def test_ci_runs_the_test_command_of_the_readme() -> None:
    commands = re.findall(r"^python3 -m venv .*pytest$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(commands) == 1
    assert "grep -m 1 'pytest$' README.md" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_file_the_readme_links_to_is_there() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", README.read_text(encoding="utf-8")):
        assert (ROOT / target).exists(), target


def test_the_facts_file_that_is_shown_is_without_fault(tmp_path: Path) -> None:
    text = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    shown = next(block for block in re.findall(r"^```yaml\n(.*?)^```$", text, re.M | re.S) if "events:" in block)
    (tmp_path / "facts.yaml").write_text(shown, encoding="utf-8")
    assert run("kg check facts.yaml", tmp_path) == ""
    assert "Mara Lind, Foreign Minister of Northland (head)" in run("kg meetings facts.yaml", tmp_path)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        README.write_text(with_real_output(README.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")
