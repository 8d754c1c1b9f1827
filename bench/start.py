"""From process start to the first answer, beside what a bare program with the same libraries needs.

Runs every command in turn, many times over, and prints medians and ratios:

    python bench/start.py [RUNS]

Bytecode is written as on any ordinary machine (PYTHONDONTWRITEBYTECODE is taken out); the first round is not counted.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PYTHON = sys.executable
KG = shutil.which("kg", path=str(Path(PYTHON).parent)) or "kg"
COMMANDS = {
    "python": [PYTHON, "-c", "pass"],
    "bare click": [PYTHON, "-c", "import click"],
    "bare click + pyoxigraph": [PYTHON, "-c", "import click, pyoxigraph"],
    "rdflib": [PYTHON, "-c", "import rdflib.plugins.sparql"],
    "kg --help": [KG, "--help"],
    "kg meetings": [KG, "meetings"],
    "kg meetings --who Umerov --json": [KG, "meetings", "--who", "Umerov", "--json"],
}
RATIOS = (
    ("kg --help", "bare click", 1.5),
    ("kg meetings", "bare click + pyoxigraph", 3.0),
    ("kg meetings --who Umerov --json", "bare click + pyoxigraph", 3.0),
    ("kg meetings", "rdflib", None),
)


def measure(runs: int) -> dict[str, list[float]]:
    """Milliseconds of every command, run in turn so that a busy moment hits all alike."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as folder:
        for run in range(runs + 1):
            for name, command in COMMANDS.items():
                start = time.perf_counter()
                subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
                if run:
                    times[name].append((time.perf_counter() - start) * 1000)
    return times


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    medians = {name: statistics.median(times) for name, times in measure(runs).items()}
    print(f"median of {runs} runs\n")
    for name, median in medians.items():
        print(f"{name:<34} {median:6.0f} ms")
    print()
    for name, base, limit in RATIOS:
        wanted = f"   (at most {limit})" if limit else ""
        print(f"{name} / {base}: {medians[name] / medians[base]:.2f}{wanted}")


if __name__ == "__main__":
    main()
