"""What the commands about facts and about who is the same share: their options, their files, the store beside them."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from kg.cli.options import DEFAULT_STORE, notes, store_place
from kg.extract.judgements import Judgement, parse_pair
from kg.store import Store, open_store

JUDGEMENTS = "judgements.tsv"


def judgements_option(function: Any) -> Any:
    """Where it stands who is the same and who is not."""
    return click.option(
        "--judgements",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=f"The file that says who is the same and who is not.  [default: {JUDGEMENTS} beside the facts]",
    )(function)


def pairs_options(function: Any) -> Any:
    """Judgements about pairs, as options."""
    for name, text in (
        ("--forget", "Take a judgement about two back; may be repeated."),
        ("--different", "Judge that two are not the same; may be repeated."),
        ("--same", "Judge that the first is the second; may be repeated."),
    ):
        function = click.option(name, multiple=True, metavar="ID=ID", help=text)(function)
    return function


def judgements_path(files: Collection[Path], given: Path | None) -> Path:
    """The file of judgements: the one given, else the one beside the facts or in their folder."""
    first = next(iter(files))
    return given or (first if first.is_dir() else first.parent) / JUDGEMENTS


def judged(same: Collection[str], different: Collection[str], by: str) -> list[Judgement]:
    """The judgements that options make. Raises KgError for what is no pair of ids."""
    pairs = [("same", pair) for pair in same] + [("different", pair) for pair in different]
    return [Judgement(verdict, *parse_pair(pair), by) for verdict, pair in pairs]


@contextmanager
def store_if_any(store: str | None) -> Iterator[Store | None]:
    """The store that is named, else .kg in this folder, else none."""
    if not store and not DEFAULT_STORE.exists():
        yield None
        return
    with open_store(store_place(store or None)) as opened:
        notes(opened)
        yield opened
