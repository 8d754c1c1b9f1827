"""The command by which a person decides about proposed facts."""

from pathlib import Path

import click

from kg.cli.deciding import ask_facts, asks, show_fact, tell_overtaken
from kg.cli.judging import judged, judgements_option, judgements_path, pairs_options, store_if_any
from kg.cli.options import note, store_option
from kg.errors import listed, printable
from kg.extract.decisions import Decisions, read_decisions
from kg.extract.gathering import Everybody, Merges
from kg.extract.gazetteer import Gazetteer
from kg.extract.judgements import parse_pair, read_judgements
from kg.extract.reviewing import SURE, Desk
from kg.extract.things import Things
from kg.files import check_page, write_file
from kg.query.asking import entries


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--accept-tier",
    type=click.Choice(["A", "B", "C"]),
    help="Accept what is pending of this tier and better; A only where its rules were right at least "
    f"{SURE * 100:.0f} times in 100 on texts with known facts, or as --accept-confidence says.",
)
@click.option(
    "--accept-confidence",
    type=click.FloatRange(0, 1),
    metavar="SHARE",
    help="Accept what is pending of rules that were right so often on texts with known facts, such as 0.95.",
)
@click.option("--accept", multiple=True, metavar="FACT", help="Accept a fact by its id; may be repeated.")
@click.option("--reject", multiple=True, metavar="FACT", help="Reject a fact by its id; may be repeated.")
@click.option("--reset", multiple=True, metavar="FACT", help="Make a fact pending again; may be repeated.")
@click.option(
    "--edit",
    nargs=2,
    multiple=True,
    metavar="FACT OBJECT",
    help="Change what a fact says, such as a name or date; it has to stand in its words. May be repeated.",
)
@click.option("--page", type=click.Path(path_type=Path), metavar="HTML", help="Write a page to decide on, offline.")
@click.option(
    "--decisions", type=click.Path(path_type=Path), metavar="JSON", help="Take in the decisions that a page saved."
)
@click.option("--list", "listing", is_flag=True, help="List what is pending, with the words it rests on.")
@pairs_options
@judgements_option
@store_option
def review(
    files: tuple[Path, ...],
    accept_tier: str | None,
    accept_confidence: float | None,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    reset: tuple[str, ...],
    edit: tuple[tuple[str, str], ...],
    page: Path | None,
    decisions: Path | None,
    listing: bool,
    same: tuple[str, ...],
    different: tuple[str, ...],
    forget: tuple[str, ...],
    judgements: Path | None,
    store: str | None,
) -> None:
    """Accept or reject proposed facts.

    On a terminal it shows one fact after the other, the sentence with its words marked, and takes one key: a accepts, r
    rejects, w accepts the whole event, t accepts all that is pending of the same tier and better, e edits, s skips, u
    undoes, m asks who is the same, q quits. Every answer is written at once, so that it goes on where it stopped. Who
    accepts a part accepts the event around it. At the end it asks who is the same; see kg merges.

    An edit opens $EDITOR, or asks line by line, and goes through the evidence gate like everything else: what a fact
    says has to stand in its words.

    --page writes one HTML file that works offline, on which somebody decides, also about who is the same, and saves
    decisions.json; --decisions takes that in, except what was changed or decided otherwise since the page was written.
    Several people may decide about one file at the same time: what somebody else decided meanwhile stays. Facts that
    somebody changed in the file by hand are shown as the file has them, and are accepted one by one.

    Other options decide without asking; --accept-tier and --accept-confidence together accept what is of both. --same,
    --different and --forget judge who is the same; these judgements are kept in a file of their own and hold for every
    later extraction.

    \b
    Example:
      kg review facts.yaml
      kg review facts --accept-tier A
      kg review facts --page review.html
      kg review facts --decisions decisions.json
    """
    path = judgements_path(files, judgements)
    desk = Desk.open(files, lenient=True)
    for text in desk.left_out:
        note(f"left out: {text}")
    if desk.left_out and not desk.files:
        raise click.exceptions.Exit(1)
    if page:
        check_page(page)

    def things() -> Things:
        with store_if_any(store) as opened:
            known = entries(opened) if opened is not None and opened.graphs() else []
        return Things(Gazetteer(known), known, read_judgements(path))

    judging = Merges(path, Everybody([]))
    if judging.decide(judged(same, different, "kg review"), map(parse_pair, forget)):
        note(f"in {path}; kg apply and kg extract go by it")
    made = read_decisions(decisions, desk) if decisions else Decisions({})
    refused = [*made.refused]
    if made.wishes:
        with store_if_any(store) as opened:
            refused += Merges(path, Everybody(desk.files, opened)).take(made.wishes)
        note(f"who is the same is in {path}; kg apply and kg extract go by it")
    for text in refused:
        note(printable(f"not taken: {text}"))
    sure = desk.sure(accept_tier or "C", accept_confidence) if accept_tier or accept_confidence is not None else []
    choices = {
        **made.taken,
        **dict.fromkeys(sure, "accepted"),
        **dict.fromkeys(accept, "accepted"),
        **dict.fromkeys(reject, "rejected"),
        **dict.fromkeys(reset, "pending"),
    }
    if choices:
        desk.decide(choices)
    overtaken = tell_overtaken(desk)
    if accept_tier and (left := desk.of_tier(accept_tier)):
        least = SURE if accept_confidence is None else accept_confidence
        note(f"{len(left)} of tier {accept_tier} left pending: measured confidence below {least:g}")
    if (accept_tier or accept_confidence is not None) and (by_hand := desk.by_hand()):
        note(f"{len(by_hand)} changed by hand left pending: {listed(by_hand[:5], 'and')}")
    for fact, object_ in edit:
        file = desk.file_of(fact)
        first = file.question(fact).claims[:1]
        desk.edit(file, fact, {each.key: {"object": object_} for each in first}, things())
    if page:
        with store_if_any(store) as opened:
            _write_page(page, desk, Merges(path, Everybody(desk.files, opened)))
    if listing:
        for file, fact in desk.pending():
            show_fact(file, file.question(fact))
    elif not (choices or edit or same or different or forget or page or decisions) and asks():
        with store_if_any(store) as opened:
            ask_facts(desk, lambda: Merges(path, Everybody(desk.files, opened)), things)
    counts = desk.counts()
    click.echo(", ".join(f"{counts[each]} {each}" for each in ("accepted", "rejected", "pending")))
    if desk.left_out or refused or overtaken:
        raise click.exceptions.Exit(1)


def _write_page(path: Path, desk: Desk, merges: Merges) -> None:
    """Write the page on which somebody decides."""
    from kg.extract.sheet import pairs, sheet
    from kg.page.review import render  # heavy, and only needed for this

    names = [file.name for file in desk.files]
    title = f"Review: {names[0]}" if len(names) == 1 else f"Review of {len(names)} articles"
    write_file(path, render(sheet(desk), title, pairs(merges)).encode())
    note(f"{path}: open it in a browser, save the decisions, then kg review with --decisions")
