"""The command by which a person decides who is the same."""

from pathlib import Path

import click

from kg.cli.deciding import ask_merges, asks
from kg.cli.judging import judged, judgements_option, judgements_path, pairs_options, store_if_any
from kg.cli.options import note, store_option
from kg.cli.output import format_option, put_json, put_json_lines, put_rows
from kg.extract.alike import REASONS
from kg.extract.gathering import Everybody, Merges
from kg.extract.judgements import parse_pair
from kg.extract.reviewing import Desk
from kg.model import type_of

_COLUMNS = ("reason", "id", "other id", "why")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--accept",
    multiple=True,
    type=click.Choice([*REASONS]),
    metavar="REASON",
    help=f"Judge to be the same all that are suggested for this reason; may be repeated. {', '.join(REASONS)}.",
)
@pairs_options
@judgements_option
@store_option
@format_option
def merges(
    files: tuple[Path, ...],
    accept: tuple[str, ...],
    same: tuple[str, ...],
    different: tuple[str, ...],
    forget: tuple[str, ...],
    judgements: Path | None,
    store: str | None,
    form: str,
) -> None:
    """Decide who is the same among the facts of files and the store.

    Lists the people, posts, places and bodies that may be one, each pair with the reasons; on a terminal it asks: y the
    same, n not the same, t the same and all others for this reason, s skips, u undoes, q quits. Nothing is merged
    that nobody decided. The decisions are kept in a file of their own, hold for every later extraction, and kg apply
    brings them into the store.

    Two people of one name share an id until somebody says that they are not the same. Those of different countries are
    told apart by themselves; of those of one country each may get an id by the post that they are named in, which is
    asked last. Where they have one post, too, --different person/x=person/x-SOURCE splits off whom one source means.

    \b
    Example:
      kg merges facts
      kg merges facts --accept same-name --accept same-office
      kg merges facts --json
    """
    path = judgements_path(files, judgements)
    with store_if_any(store) as opened:
        session = Merges(path, Everybody(Desk.open(files).files, opened))
        made = judged(same, different, "kg merges")
        for judgement in made:
            for id_ in (judgement.one, judgement.other) if type_of(judgement.one) == type_of(judgement.other) else ():
                session.everybody.check(id_)
        changed = session.decide(made, map(parse_pair, forget))
        changed += session.accept(accept) if accept else 0
        if changed:
            note(f"{changed} {'judgement' if changed == 1 else 'judgements'} in {path}")
        if form == "table" and asks() and not changed:
            ask_merges(session)
            return
        found = session.open()
    if form == "json":
        put_json([each.record() for each in found])
    elif form == "jsonl":
        put_json_lines(each.record() for each in found)
    elif found or form != "table":
        put_rows(_COLUMNS, [(each.main, each.one.id, each.other.id, each.why) for each in found], form)
    else:
        note("nobody is left who may be the same")
