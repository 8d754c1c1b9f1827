"""The command that imports event tables."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import DEFAULT_STORE, note, store_option, store_path
from kg.errors import printable
from kg.imports.run import IMPORTERS, run

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar


def _advance(bar: "ProgressBar[int]") -> Callable[[int, int], None]:
    """What moves a bar to the offset that an import has read to."""
    return lambda offset, _: bar.update(offset - bar.pos)


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
@store_option
def import_(kind: str, files: tuple[Path, ...], mapping: Path | None, store: str | None) -> None:
    """Import event tables into a store.

    icews: raw event data of 20 columns, or subject, relation, object and date. gdelt: exports of 57, 58 or 61 columns.
    Both plain, zip or gzip. travel: folders of the repositories travels, visits and pocom of HistoryAtState. csv: any
    table with a header, by a mapping that says what its columns hold (--explain-map).

    What a file said before is replaced; an import that was stopped goes on where it was, and until it is complete the
    store stays as it is. Every row is accounted for: it is an event, merged into one, no meeting, or rejected with a
    reason in a file beside the store.

    \b
    Example:
      kg import icews events.2018.tab
      kg import travel travels/secretary-travels pocom
      kg import csv meetings.csv --map mapping.yaml
    """
    place = store_path(store) if store else DEFAULT_STORE
    for path in files:
        size = path.stat().st_size if path.is_file() else 0
        with click.progressbar(length=size, label=printable(path.name), file=sys.stderr) as bar:
            summary = run(kind, path, place, beside=files, mapping=mapping, tick=_advance(bar))
        counts = ("rows", "events", "merged", "rejected", "not_meetings")
        click.echo(printable(f"{path}: ") + ", ".join(f"{getattr(summary, c)} {c.replace('_', ' ')}" for c in counts))
        for reason, count in list(summary.reasons.items())[:12]:
            click.echo(printable(f"{count:9}  {reason}"))
    note(f"in {place}")
