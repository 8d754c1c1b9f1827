"""From a table to shards and from shards into engines: what a billion rows would take.

    python bench/shards.py [EVENTS | FILE] [RUNS]

Makes a table with that many meetings (20,000), or takes an ICEWS table of yours, and takes the median of some runs (3),
in turns, each in a process of its own. Oxigraph's and Virtuoso's own loaders are measured as well,
where they are installed. Seconds on the clock depend on what else the machine does; seconds of a core, those of all
processes of a step together, hardly do. The figures behind the line are not measured: they are those above it times a
billion, by the seconds of a core where a step can be spread over many, by the clock where it can't.
"""

import json
import os
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from making import raw_table

from kg.workers import cores

IMPORT = """
from pathlib import Path
from kg.imports.shards import import_shards
(summary,) = import_shards("icews", [Path(TABLE)], Path(FOLDER) / "shards", processes={processes})
"""
READ = """
from pathlib import Path
from kg.imports.run import importer
for row in importer("icews").rows(Path(TABLE), 0):
    pass
"""
EXPORT = """
from pathlib import Path
from kg.export.shards import write_shards
write_shards(Path(FOLDER) / "bulk", Path(FOLDER) / "again", 8, processes={processes})
"""
BULK = """
import gzip, shutil
from pathlib import Path
import pyoxigraph as ox
shutil.rmtree(FOLDER + "/bulk", ignore_errors=True)
with open(FOLDER + "/all.nq.gz", "wb") as file:
    for path in sorted(Path(FOLDER, "shards").glob("*.gz")):
        file.write(path.read_bytes())
store = ox.Store(FOLDER + "/bulk")
store.bulk_load(gzip.open(FOLDER + "/all.nq.gz"), format=ox.RdfFormat.N_QUADS)
store.flush()
"""
INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
DisableUnixSocket = 1
CheckpointInterval = 0
NumberOfBuffers = 100000
MaxDirtyBuffers = 75000
DirsAllowed = {shards}
"""
BILLION = 1_000_000_000
HOUR = 3600


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def python(code: str, folder: Path, source: Path) -> Callable[[], None]:
    """A piece of code in a process of its own, start and imports included."""
    names = f"FOLDER, TABLE = {str(folder)!r}, {str(source)!r}\n"
    return lambda: subprocess.run([sys.executable, "-c", names + code], check=True) and None


def measured(take: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock and of a core, those of processes that have ended included."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    take()
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def oxigraph(folder: Path) -> None:
    """Oxigraph's own loader."""
    place = folder / "oxigraph"
    shutil.rmtree(place, ignore_errors=True)
    program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert program is not None
    files = map(str, sorted((folder / "shards").glob("*.gz")))
    subprocess.run([program, "load", "--location", str(place), "--file", *files], check=True, capture_output=True)


def virtuoso(folder: Path, quads: int) -> None:
    """Virtuoso's own loader, with checkpoint, start and stop."""
    place = folder / "virtuoso"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (place / "virtuoso.ini").write_text(INI.format(port=port, shards=folder / "shards"))

    def ask(command: str, ready: bool = True) -> str:
        isql = ["isql-vt", f"127.0.0.1:{port}", "dba", "dba", "VERBOSE=OFF", f"exec={command}"]
        return subprocess.run(isql, check=ready, capture_output=True, text=True).stdout

    command = ["virtuoso-t", "+configfile", "virtuoso.ini", "+foreground"]
    server = subprocess.Popen(command, cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while "7919" not in ask("select 7919;", ready=False):
            assert server.poll() is None, (place / "virtuoso.log").read_text()
            time.sleep(0.2)
        ask(f"ld_dir('{folder / 'shards'}', '*.nq.gz', 'urn:none');")
        ask("rdf_loader_run();")
        ask("checkpoint;")
        count = ask("sparql select count(*) where { graph ?g { ?s ?p ?o } filter (contains(str(?g), '/parley/id/')) };")
        assert str(quads) in count, count
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    given = sys.argv[1] if len(sys.argv) > 1 else "20000"
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = Path(given)
        if given.isdigit():
            source = folder / "events.tab"
            raw_table(source, int(given))
        rows = sum(1 for _ in source.open("rb"))
        steps = {
            "reading the table alone": python(READ, folder, source),
            "table to shards, 1 process": python(IMPORT.format(processes=1), folder, source),
            "table to shards, 2 processes": python(IMPORT.format(processes=2), folder, source),
            "shards, pyoxigraph's bulk_load": python(BULK, folder, source),
            "store to shards, 1 process": python(EXPORT.format(processes=1), folder, source),
            "store to shards, 2 processes": python(EXPORT.format(processes=2), folder, source),
        }
        if shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"):
            steps["shards, oxigraph load"] = lambda: oxigraph(folder)
        if shutil.which("virtuoso-t") and shutil.which("isql-vt"):
            steps["shards, Virtuoso's rdf_loader_run"] = lambda: virtuoso(folder, quads())

        def quads() -> int:
            return int(json.loads((folder / "shards" / "manifest.json").read_text())["quads"])

        times: dict[str, list[tuple[float, float]]] = {step: [] for step in steps}
        for _ in range(runs):
            for step, take in steps.items():
                times[step].append(measured(take))
        number, packed, stored = quads(), size(folder / "shards"), size(folder / "bulk")
        print(f"{source.name}: {rows:,} rows, {number:,} quads, medians of {runs}, {cores()} cores\n")
        print(f"{'quads a row':<36} {number / rows:9.1f}")
        print(f"{'bytes in shards, a quad':<36} {packed / number:9.1f}   a row {packed / rows:.0f}")
        print(f"{'bytes in pyoxigraph, a quad':<36} {stored / number:9.1f}   a row {stored / rows:.0f}\n")
        print(f"{'':<36} {'s':>9} {'quads/s':>12} {'s of a core':>12} {'rows/s/core':>12} {'quads/s/core':>12}")
        medians = {
            step: [statistics.median(values) for values in zip(*taken, strict=True)] for step, taken in times.items()
        }
        for step, (clock, core) in medians.items():
            rates = f"{number / clock:12,.0f} {core:12.1f} {rows / core:12,.0f} {number / core:12,.0f}"
            print(f"{step:<36} {clock:9.1f} {rates}")
        print(f"\n--- not measured: a billion rows, {BILLION * number / rows / 1e9:.1f} billion quads")
        print(f"{'shards':<36} {BILLION * packed / rows / 1e9:9,.0f} GB")
        print(f"{'store of pyoxigraph':<36} {BILLION * stored / rows / 1e9:9,.0f} GB")
        for step, (clock, core) in medians.items():
            if "1 process" in step or "alone" in step:
                print(f"{step.partition(',')[0]:<36} {core * BILLION / rows / HOUR:9.0f} hours of a core")
            elif "processes" not in step:
                print(f"{step:<36} {clock * BILLION / rows / HOUR:9.0f} hours on the clock of this machine")


if __name__ == "__main__":
    main()
