"""The command that imports event tables."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kg.cli.options import note, store_option, store_place
from kg.errors import printable
from kg.imports.frame import Summary
from kg.imports.run import IMPORTERS, run

LARGE = 50_000
"""How many events make it worth while to put a store in order."""


@contextmanager
def _bar(label: str = "") -> Iterator[Callable[[float], None]]:
    """A bar where somebody looks on; gives what moves it to the part that is done."""
    with click.progressbar(length=1000, label=label, hidden=not sys.stderr.isatty(), file=sys.stderr) as bar:
        yield lambda part: bar.update(int(part * 1000) - bar.pos)


def _explain(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from kg.imports.table_mapping import MAPPING

        click.echo(MAPPING, nl=False)
        ctx.exit()


@click.command("import")
@click.argument("kind", metavar=f"[{'|'.join(IMPORTERS)}]", type=click.Choice(list(IMPORTERS)))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--map", "mapping", type=click.Path(path_type=Path), help="For csv: the file that says what columns hold."
)
@click.option(
    "--explain-map", is_flag=True, is_eager=True, expose_value=False, callback=_explain, help="Explain --map and exit."
)
@click.option(
    "--shards",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Write shards for an engine's own bulk loader into a folder, instead of filling a store.",
)
@click.option(
    "--processes",
    metavar="N",
    type=click.IntRange(1, 256),
    help="With --shards: how many processes work at the same time.  [default: one a core]",
)
@store_option
@click.pass_context
def import_(
    ctx: click.Context,
    kind: str,
    files: tuple[Path, ...],
    mapping: Path | None,
    shards: Path | None,
    processes: int | None,
    store: str | None,
) -> None:
    """Import event tables into a store.

    icews: raw event data of 20 columns, or subject, relation, object and date. gdelt: exports of 57, 58 or 61 columns.
    Both plain, zip or gzip. travel: folders of the repositories travels, visits and pocom of HistoryAtState. csv: any
    table with a header, by a mapping that says what its columns hold (--explain-map).

    What a file said before is replaced; an import that was stopped goes on where it was, and until it is complete the
    store stays as it is. Every row is accounted for: it is an event, merged into one, no meeting, or rejected with a
    reason in a file beside the store.

    With --shards no store is filled: several processes turn the tables into N-Quads in gzip files, with a manifest of
    counts and SHA-256, as kg export -f shards writes them. All tables together make one folder of shards.

    \b
    Example:
      kg import icews events.2018.tab
      kg import travel travels/secretary-travels pocom
      kg import csv meetings.csv --map mapping.yaml
      kg import icews events.2018.tab --shards FOLDER
    """
    if shards is not None:
        if ctx.get_parameter_source("store") is click.core.ParameterSource.COMMANDLINE:
            raise click.UsageError("Give --store or --shards, not both.")
        _into_shards(kind, files, mapping, shards, processes)
        return
    if processes is not None:
        raise click.UsageError("--processes goes with --shards.")
    place = store_place(store or None)
    events = 0
    for path in files:
        try:
            with _bar(printable(path.name)) as advance:
                summary = run(kind, path, place, beside=files, mapping=mapping, tick=advance)
        except KeyboardInterrupt:
            note(f"\nstopped: {place} is as it was, and the same command goes on where it was")
            raise
        _report(path, summary)
        events += summary.events
    note(f"in {place}")
    if events >= LARGE and isinstance(place, Path):
        note("kg compact makes a store of this size several times quicker to read")


def _into_shards(kind: str, files: tuple[Path, ...], mapping: Path | None, folder: Path, processes: int | None) -> None:
    """Turn tables into shards, with a bar where somebody looks on."""
    from kg.imports.shards import import_shards

    with _bar() as advance:
        summaries = import_shards(kind, files, folder, mapping=mapping, processes=processes, tick=advance)
    for path, summary in zip(files, summaries, strict=True):
        _report(path, summary)
    note(f"shards in {folder}")


def _report(path: Path, summary: Summary) -> None:
    """Say what became of the rows of a table."""
    counts = ("rows", "events", "merged", "rejected", "not_meetings")
    click.echo(printable(f"{path}: ") + ", ".join(f"{getattr(summary, c)} {c.replace('_', ' ')}" for c in counts))
    for reason, count in list(summary.reasons.items())[:12]:
        click.echo(printable(f"{count:9}  {reason}"))
