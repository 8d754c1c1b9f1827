"""The command by which a person decides about proposed facts."""

import sys
from collections import Counter
from pathlib import Path

import click

from kg.cli.extracting import JUDGEMENTS, judgements_option
from kg.cli.options import counted, note
from kg.errors import printable
from kg.extract.applying import parse_pair
from kg.extract.judgements import Judgement, read_judgements
from kg.extract.reviewing import Question, Review

_KEYS = "a accept, r reject, s skip, u undo, t accept all of this tier, q quit"


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--accept-tier", type=click.Choice(["A", "B", "C"]), help="Accept what is pending of this tier and better."
)
@click.option("--accept", multiple=True, metavar="FACT", help="Accept a fact by its id; may be repeated.")
@click.option("--reject", multiple=True, metavar="FACT", help="Reject a fact by its id; may be repeated.")
@click.option("--reset", multiple=True, metavar="FACT", help="Make a fact pending again; may be repeated.")
@click.option("--list", "listing", is_flag=True, help="List what is pending, with the words it rests on.")
@click.option("--same", multiple=True, metavar="ID=ID", help="Judge that the first is the second; may be repeated.")
@click.option("--different", multiple=True, metavar="ID=ID", help="Judge that two are not the same; may be repeated.")
@click.option("--forget", multiple=True, metavar="ID=ID", help="Take a judgement about two back; may be repeated.")
@judgements_option
def review(
    file: Path,
    accept_tier: str | None,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    reset: tuple[str, ...],
    listing: bool,
    same: tuple[str, ...],
    different: tuple[str, ...],
    forget: tuple[str, ...],
    judgements: Path | None,
) -> None:
    """Accept or reject proposed facts.

    On a terminal it shows one fact after the other, the sentence with its words marked, and asks: a accepts, r rejects,
    s skips, u undoes, t accepts all that is pending of the same tier and better, q quits. Every answer is written at
    once, so that it goes on where it stopped. Who accepts a part accepts the event around it.

    Options decide without asking. --same, --different and --forget judge who is the same; these judgements are kept in
    a file of their own and hold for every later extraction.

    \b
    Example:
      kg review facts.yaml
      kg review facts.yaml --accept-tier A
    """
    path = judgements or file.parent / JUDGEMENTS
    decided = read_judgements(path)
    for pairs, verdict in ((same, "same"), (different, "different")):
        for pair in pairs:
            decided = decided.plus(Judgement(verdict, *parse_pair(pair), "kg review"))
    for pair in forget:
        decided = decided.without(*parse_pair(pair))
    if same or different or forget:
        decided.write(path)
        note(f"in {path}; extract again to have them in the facts")
    session = Review.open(file)
    choices = {
        **dict.fromkeys(session.of_tier(accept_tier) if accept_tier else (), "accepted"),
        **dict.fromkeys(accept, "accepted"),
        **dict.fromkeys(reject, "rejected"),
        **dict.fromkeys(reset, "pending"),
    }
    if choices:
        session.decide(choices)
    elif listing:
        for fact in session.pending():
            _show(session, session.question(fact))
    elif not (same or different or forget) and _asks():
        _ask_all(session)
    counts = Counter(session.reviews.values())
    click.echo(", ".join(f"{counts[each]} {each}" for each in ("accepted", "rejected", "pending")))


def _ask_all(session: Review) -> None:
    """Ask about one pending fact after the other until none is left or somebody quits."""
    skipped: set[str] = set()
    while waiting := [fact for fact in session.pending() if fact not in skipped]:
        question = session.question(waiting[0])
        click.echo()
        note(f"{counted(len(waiting), 'fact')} pending")
        _show(session, question)
        answer = click.prompt(_KEYS, type=click.Choice(list("arsutq")), show_choices=False, err=True)
        if answer == "q":
            return
        if answer == "s":
            skipped.add(question.fact)
        elif answer == "t":
            session.decide(dict.fromkeys(session.of_tier(question.tier), "accepted"))
        elif answer == "u":
            if skipped:
                skipped.clear()
            elif not session.undo():
                note("there is nothing to undo")
        else:
            session.decide({question.fact: "accepted" if answer == "a" else "rejected"})


def _show(session: Review, question: Question) -> None:
    """Show a fact: what it says, its tier, and its words in their sentence."""
    click.secho(printable(f"[{question.tier}] {question.fact}"), bold=True)
    for line in question.says:
        click.echo(printable(f"    {line}"))
    if session.text is None:
        click.echo(f"    {click.style(printable(question.quote), fg='yellow')}")
        return
    for span in question.spans:
        around = session.sentence(span)
        before, after = session.text[around.start : span.start], session.text[span.end : around.end]
        words = printable(session.text[span.start : span.end])
        shown = click.style(words, fg="black", bg="yellow") if sys.stdout.isatty() else f"[[{words}]]"
        click.echo(f"    {printable(before)}{shown}{printable(after)}")


def _asks() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty()
