"""Running what the documentation shows: console blocks and their output."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run(command: str, folder: Path) -> str:
    """What a `kg` command prints on stdout in an empty folder."""
    arguments = [sys.executable, "-m", "kg", *shlex.split(command)[1:]]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    done = subprocess.run(arguments, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout


def console_blocks(text: str) -> list[tuple[str, str]]:
    """The commands of a Markdown text's console blocks, each with the output shown under it."""
    shown = []
    for block in _BLOCK.findall(text):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            shown.append((command, output))
    return shown


def with_real_output(text: str, folder: Path) -> str:
    """A Markdown text with the real output in its console blocks."""

    def block(match: re.Match[str]) -> str:
        commands = re.findall(r"^\$ (.*)$", match[1], flags=re.MULTILINE)
        return "```console\n" + "".join(f"$ {command}\n{run(command, folder)}" for command in commands) + "```"

    return _BLOCK.sub(block, text)
