"""The example for Apache Spark, really run: several worker processes make the quads that one process makes."""

import gzip
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from documented import ROOT
from importing import quads_from
from tables import gdelt, icews_raw

from kg.imports.run import importer
from kg.terms import nquads

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        "CI" not in os.environ and not (find_spec("pyspark") and shutil.which("java")),
        reason="needs pyspark (the extra spark) and Java 17 or newer",
    ),
]


@pytest.mark.parametrize(
    ("kind", "make", "master"), [("icews", icews_raw, "local-cluster[2,1,1024]"), ("gdelt", gdelt, "local[2]")]
)
def test_spark_makes_the_quads_and_the_account_of_one_process(
    kind: str, make: Callable[[Path], Path], master: str, tmp_path: Path
) -> None:
    table = make(tmp_path)
    quads, summary, refusals = quads_from(importer(kind), table)
    assert find_spec("pyspark"), "CI has to install the extra spark"
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable}
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("spark-submit")),
            *("--master", master, "--conf", "spark.ui.enabled=false"),
            *("--conf", f"spark.local.dir={tmp_path / 'spark'}"),
            *(str(ROOT / "examples" / "spark_import.py"), kind, str(table), str(tmp_path / "out"), "4"),
        ],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    account, processes = done.stdout.splitlines()[-2:]
    assert account == (
        f"{summary.rows} rows, {summary.events} events, {summary.merged} merged, "
        f"{summary.rejected} rejected, {summary.not_meetings} not meetings"
    )
    assert int(processes.split()[0]) >= 2
    files = (tmp_path / "out").glob("part-*.gz")
    lines = Counter(line for file in files for line in gzip.decompress(file.read_bytes()).decode().splitlines())
    assert lines == Counter(nquads(quads).splitlines())
    rejected = [line for file in (tmp_path / "out-rejected").glob("part-*") for line in file.read_text().splitlines()]
    assert sorted(int(line.split("\t")[0]) for line in rejected) == sorted(line for line, _, _ in refusals)
    assert summary.events > 20
