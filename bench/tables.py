"""Importing an event table, beside what the engine alone and rdflib need for the same quads; and asking it.

    python bench/tables.py [ROWS | FILE]

Makes a table of ICEWS's four-column form with that many rows (20,000), or takes a file of yours. Every measurement runs
in a process of its own, so that peak memory can be told apart.
"""

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RELATIONS = ("Make a visit", "Consult", "Engage in negotiation", "Make statement", "Host a visit")

IMPORT = """
from pathlib import Path
from kg.imports.run import run
print(run("icews", Path(TABLE), Path(FOLDER) / "store"))
"""
BULK = """
import pyoxigraph as ox
store = ox.Store(FOLDER + "/bulk")
store.bulk_load(path=FOLDER + "/quads.nq", format=ox.RdfFormat.N_QUADS)
store.flush()
"""
RDFLIB = """
import rdflib
data = rdflib.Dataset()
data.parse(FOLDER + "/quads.nq", format="nquads")
print(len(data))
"""
MEASURED = """
import json, resource, time
start = time.perf_counter()
exec(CODE)
used = (resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print("MEASURED", json.dumps([time.perf_counter() - start, max(used)]))
"""


def table(path: Path, rows: int) -> None:
    """A table of meetings between 2,000 people over ten years; a fifth of the rows are no meetings."""
    chance = random.Random(1)
    with path.open("w", encoding="utf-8") as file:
        for _ in range(rows):
            one, other = (f"Ada{chance.randrange(2000)} Okoro" for _ in range(2))
            day = f"{chance.randrange(2005, 2015)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"
            file.write(f"{one}\t{chance.choice(RELATIONS)}\t{other}\t{day}\n")


def measure(code: str, folder: Path, source: Path) -> tuple[float, int]:
    """Seconds and peak megabytes of a piece of code in a process of its own, start and imports not counted."""
    names = f"FOLDER, TABLE = {str(folder)!r}, {str(source)!r}\nCODE = {code!r}\n"
    done = subprocess.run([sys.executable, "-c", names + MEASURED], capture_output=True, text=True, check=True)
    seconds, megabytes = json.loads(done.stdout.rpartition("MEASURED ")[2])
    return seconds, megabytes


def ask(folder: Path) -> dict[str, float]:
    """Milliseconds of questions on the store, medians of five after one that is not counted."""
    import kg

    g = kg.open_store(folder / "store")
    questions = {
        "one person's meetings": lambda: g.meetings(who="Ada7 Okoro"),
        "one person, one month": lambda: g.meetings(who="Ada7 Okoro", since="2010-05", until="2010-05"),
        "everyone, one day": lambda: g.meetings(since="2010-05-05", until="2010-05-05"),
        "counterparts": lambda: g.counterparts("Ada7 Okoro"),
    }
    medians = {}
    for name, question in questions.items():
        times = []
        for _ in range(6):
            start = time.perf_counter()
            question()
            times.append((time.perf_counter() - start) * 1000)
        medians[name] = statistics.median(times[1:])
    return medians


def main() -> None:
    given = sys.argv[1] if len(sys.argv) > 1 else "20000"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = Path(given)
        if given.isdigit():
            source = folder / "table.txt"
            table(source, int(given))
        ours = measure(IMPORT, folder, source)
        from kg.store import Store

        (folder / "quads.nq").write_bytes(Store.open(folder / "store").dump())
        quads = sum(1 for _ in (folder / "quads.nq").open("rb"))
        rest = {
            "engine's bulk_load of the same quads": measure(BULK, folder, source),
            "rdflib, the same quads in memory": measure(RDFLIB, folder, source),
        }
        print(f"{source.name}: {quads} quads\n")
        print(f"{'kg import, from the table to disk':<40} {ours[0]:7.1f} s {ours[1]:6} MB")
        for name, (seconds, megabytes) in rest.items():
            ratios = f"import: {ours[0] / seconds:.2f} of its time, {ours[1] / megabytes:.2f} of its memory"
            print(f"{name:<40} {seconds:7.1f} s {megabytes:6} MB   {ratios}")
        if given.isdigit():
            print()
            for question, milliseconds in ask(folder).items():
                print(f"{question:<40} {milliseconds:7.1f} ms")


if __name__ == "__main__":
    main()
