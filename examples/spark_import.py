"""An event table that already sits in a cluster, to N-Quads by Apache Spark.

    spark-submit examples/spark_import.py icews|gdelt TABLE FOLDER [PARTITIONS]

TABLE and FOLDER are anything that Spark reads and writes, such as hdfs:// or s3a://. Every worker needs parley-kg: let
PYSPARK_PYTHON name a Python that has it. What a row means and which quads an event makes is computed by the same
functions as in `kg import`, so that the quads are the same; Spark only brings the rows of an event together. They come
in gzip files; rejected rows come with their line and reason into FOLDER-rejected.

A table of the command `kg import csv` is not for this program: its rows can have several lines.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from os import getpid
from pathlib import Path
from socket import gethostname
from typing import Any

from pyspark import SparkContext, StorageLevel

from kg import model as m
from kg.imports.frame import NO_EVENT, Raw, Rejected, Staged, Summary, event_lines, meaning
from kg.imports.lines import row
from kg.imports.run import importer
from kg.quads import to_lines

GZIP = "org.apache.hadoop.io.compress.GzipCodec"
LINES = "org.apache.hadoop.mapreduce.lib.input.TextInputFormat"
NUMBER, TEXT = "org.apache.hadoop.io.LongWritable", "org.apache.hadoop.io.Text"
HEADINGS = ("event id", "globaleventid")
BOM, REPLACED = "\ufeff", "\ufffd"

Part = tuple[str, Any]
"""What a step says: a word for what it is, and a value."""


def read(kind: str, width: int, numbered: Iterable[tuple[tuple[int, str], int]]) -> Iterator[Part]:
    """What the lines of a partition mean."""
    yield "process", f"{gethostname()} {getpid()}"
    reader = importer(kind)
    for (_, text), number in numbered:
        if number == 0:
            text = text.removeprefix(BOM)
            if text.partition("\t")[0].lower() in HEADINGS:
                continue
        raw = row(number + 1, 0, text.encode(), width)
        if REPLACED in text:
            raw = Raw(raw.line, 0, None, "not UTF-8", text)
        found = meaning(reader, raw)
        if isinstance(found, Staged):
            yield "staged", (found.key, (raw.line, found.cells))
        elif isinstance(found, Rejected):
            yield "rejected", (raw.line, found.reason, *(raw.cells or (raw.text,)))
        else:
            yield "other", found.reason


def build(kind: str, source: m.Source, key: str, rows: Iterable[tuple[int, tuple[str, ...]]]) -> Iterator[Part]:
    """The quads of one event, and of the things that it names under their identifiers."""
    ordered = sorted(rows)
    try:
        found = event_lines(importer(kind), source, key, ordered)
    except ValueError as error:
        yield from (("rejected", (line, str(error), *cells)) for line, cells in ordered)
        return
    yield "own", found.own.rstrip("\n")
    for identifier, lines in found.shared.items():
        yield "shared", (identifier, (key, lines.rstrip("\n")))
    if found.facts.events:
        yield "event", len(ordered)
    else:
        yield from [("other", NO_EVENT)] * len(ordered)


def convert(spark: SparkContext, kind: str, table: str, folder: str, partitions: int) -> tuple[Summary, int]:
    """Write the quads of a table; gives what became of its rows, and in how many Python processes."""
    source = importer(kind).source(Path(table))
    # lines end at \n alone, as they do for kg import
    lines = spark.newAPIHadoopFile(table, LINES, NUMBER, TEXT, conf={"textinputformat.record.delimiter": "\n"})
    width = lines.first()[1].count("\t") + 1
    numbered = lines.zipWithIndex()
    if numbered.getNumPartitions() < partitions:  # a file in gzip is one
        numbered = numbered.repartition(partitions)
    said = numbered.mapPartitions(lambda part: read(kind, width, part)).persist(StorageLevel.MEMORY_AND_DISK)
    told = (
        of(said, "staged")
        .groupByKey(partitions)
        .flatMap(lambda event: build(kind, source, *event))
        .persist(StorageLevel.MEMORY_AND_DISK)
    )
    origin = spark.parallelize(["".join(to_lines(m.Facts(source)).values()).rstrip("\n")], 1)
    shared = of(told, "shared").reduceByKey(min).map(lambda thing: thing[1][1])  # as the first event describes it
    of(told, "own").union(shared).union(origin).saveAsTextFile(folder, GZIP)
    rejected = of(said, "rejected").union(of(told, "rejected"))
    rejected.map(lambda cells: "\t".join(map(str, cells))).saveAsTextFile(f"{folder}-rejected")
    reasons = Counter(of(said, "other").union(of(told, "other")).countByValue())
    not_meetings = reasons.total()
    reasons += Counter(rejected.map(lambda cells: cells[1]).countByValue())
    events = of(told, "event").stats()
    summary = Summary(
        rows=int(events.sum()) + reasons.total(),
        events=events.count(),
        merged=int(events.sum()) - events.count(),
        rejected=reasons.total() - not_meetings,
        not_meetings=not_meetings,
        reasons=dict(reasons.most_common()),
    )
    return summary, of(said, "process").distinct().count()


def of(said: Any, word: str) -> Any:
    """The values of one word."""
    return said.filter(lambda part: part[0] == word).map(lambda part: part[1])


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5) or sys.argv[1] not in ("icews", "gdelt"):
        sys.exit("usage: spark-submit spark_import.py icews|gdelt TABLE FOLDER [PARTITIONS]")
    with SparkContext(appName="Parley") as context:
        result, processes = convert(context, *sys.argv[1:4], int([*sys.argv, "64"][4]))
    names = ("rows", "events", "merged", "rejected", "not_meetings")
    print(", ".join(f"{getattr(result, name)} {name.replace('_', ' ')}" for name in names))
    print(f"{processes} Python processes")
