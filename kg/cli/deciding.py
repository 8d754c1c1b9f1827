"""Asking somebody at a terminal about one fact, or one pair of names, after the other."""

import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

import click

from kg.cli.options import counted, note
from kg.errors import KgError, listed, printable
from kg.extract.alike import REASONS, Suggestion
from kg.extract.editing import as_form, from_form
from kg.extract.entities import Entity
from kg.extract.gathering import Merges
from kg.extract.reviewing import SURE, Desk, Question, Review
from kg.extract.things import Things

FACT_KEYS = {
    "a": "accept",
    "r": "reject",
    "w": "accept the whole event",
    "t": f"accept this and all of its tier and better (of tier A what was right {SURE * 100:.0f} times in 100)",
    "e": "edit",
    "s": "skip",
    "u": "undo",
    "m": "who is the same",
    "q": "quit",
}
EVENT_KEYS = {
    "y": "one event",
    "n": "two events",
    "a": "all that is sure from here on, nothing else",
    "q": "quit, nothing is put into the store",
}
LAST_KEYS = {"u": "undo", "m": "who is the same", "q": "quit"}
DONE_KEYS = {"u": "undo", "q": "quit"}
PAIR_KEYS = {
    "y": "the same",
    "n": "not the same",
    "t": "the same, and all others for this reason",
    "s": "skip",
    "u": "undo",
    "q": "quit",
}
_LONGEST_FORM = 100_000


def asks() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty()


def ask_facts(desk: Desk, merges: Callable[[], Merges], things: Callable[[], Things]) -> None:
    """Ask about one pending fact after the other, then about who is the same, until nothing is left or somebody quits.

    ``merges`` and ``things`` are made when they are needed.
    """
    skipped: set[str] = set()
    key = ""
    if desk.pending():
        legend(FACT_KEYS)
    while True:
        waiting = [each for each in desk.pending() if each[1] not in skipped]
        if waiting:
            file, fact = waiting[0]
            question = file.question(fact)
            if key != "?":
                click.echo()
                where = f" in {counted_files(waiting)}" if len(desk.files) > 1 else ""
                note(f"{counted(len(waiting), 'fact')} pending{where}; this one is of {file.name}")
                show_fact(file, question)
            key = press(FACT_KEYS)
        elif skipped or desk.can_undo:
            left = len(merges().open())
            pairs = f"; {'1 pair' if left == 1 else f'{left} pairs'} may be the same, m asks" if left else ""
            note(f"no fact is left to decide about{pairs}")
            key = press(LAST_KEYS)
        else:
            key = "m"
        if key == "q":
            break
        if key == "u":
            _undo(desk, skipped)
        elif key == "m":
            ask_merges(merges())
            if not waiting:
                break
        elif key == "s":
            skipped.add(fact)
        elif key == "e":
            _edit(desk, file, question, things)
        elif key in "arwt":
            desk.decide(_decision(key, desk, file, question))
            tell_overtaken(desk)
    if skipped := {fact for _, fact in desk.pending()} & skipped:
        note(f"{counted(len(skipped), 'fact')} skipped, still pending")


def _undo(desk: Desk, skipped: set[str]) -> None:
    """Take the last decision back, and show what was skipped again."""
    try:
        if not desk.undo() and not skipped:
            note("there is nothing to undo")
    except KgError as error:
        click.secho(str(error), err=True, fg="red")
    skipped.clear()


def tell_overtaken(desk: Desk) -> bool:
    """Say what was decided in copies too, and what was not, since somebody else decided otherwise; gives if any was."""
    if desk.along:
        note(printable(f"decided too in what repeats it: {listed(desk.along, 'and')}"))
        desk.along = []
    found = desk.overtaken()
    for text in found:
        note(printable(text))
    return bool(found)


def _decision(key: str, desk: Desk, file: Review, question: Question) -> dict[str, str]:
    """What a key decides about which facts."""
    if key == "w":
        return dict.fromkeys(file.whole(question.fact), "accepted")
    if key == "t":
        return dict.fromkeys((question.fact, *desk.sure(question.tier)), "accepted")
    return {question.fact: "accepted" if key == "a" else "rejected"}


def counted_files(waiting: list[tuple[Review, str]]) -> str:
    """How many files have facts that wait."""
    number = len({file.path for file, _ in waiting})
    return "1 file" if number == 1 else f"{number} files"


def show_fact(file: Review, question: Question) -> None:
    """Show a fact: what it says, its tier and id, and its words in their sentence."""
    for line in question.says:
        click.secho(printable(line), bold=True)
    click.secho(printable(f"    [{question.tier}] {question.fact}"), dim=True)
    if question.missing:
        note(printable(f"    {question.missing}"))
    if file.text is None:
        if question.quote:
            click.echo(f"    {click.style(printable(question.quote), fg='yellow')}")
        elif not question.missing:
            note("    the article's text is not there any more")
        return
    for start, end, marks in file.passages(question.spans):
        shown, at = "", start
        for span in marks:
            shown += printable(_flat(file.text[at : span.start])) + _marked(_flat(file.text[span.start : span.end]))
            at = span.end
        click.echo(f"    {shown}{printable(_flat(file.text[at:end]))}")


def ask_merges(merges: Merges) -> None:
    """Ask about one pair that may be the same after the other, until none is left or somebody quits."""
    skipped: set[frozenset[str]] = set()
    key = ""
    if merges.open():
        legend(PAIR_KEYS)
    while True:
        waiting = [each for each in merges.open() if each.pair not in skipped]
        if waiting:
            pair = waiting[0]
            if key != "?":
                click.echo()
                note(f"{len(waiting)} {'pair' if len(waiting) == 1 else 'pairs'} may be the same")
                show_pair(pair)
            key = press(PAIR_KEYS)
        elif skipped or merges.decided:
            left = f", {len(skipped)} skipped" if skipped else ""
            note(f"no pair is left to decide about: {counted(merges.decided, 'judgement')} in {merges.path}{left}")
            key = press(DONE_KEYS)
        else:
            return
        if key == "q":
            return
        if key == "s":
            skipped.add(pair.pair)
        elif key == "t":
            merges.accept([pair.main])
        elif key == "u":
            if not merges.undo() and not skipped:
                note("there is nothing to undo")
            skipped.clear()
        elif key in "yn":
            merges.decide([pair.judgement("same" if key == "y" else "different")])


def show_pair(pair: Suggestion) -> None:
    """Show two that may be the same: their names, where they come from, their words, and why."""
    for entity in (pair.one, pair.other):
        click.secho(printable(" / ".join(entity.names[:5])), bold=True, nl=False)
        click.secho(printable(f"  {entity.id}  {_told_by(entity)}"), dim=True)
        if entity.words:
            click.echo(f"    {printable(entity.words)}")
    click.echo(printable(f"    because {pair.why} ({REASONS[pair.main]})"))
    click.secho(printable(f"    as one they are {pair.other.id}"), dim=True)


def _told_by(entity: Entity) -> str:
    told = [f"{len(entity.sources)} of the files"] if entity.sources else []
    return f"in {' and '.join((['the store'] if entity.stored else []) + told)}"


def press(keys: Mapping[str, str]) -> str:
    """The key that somebody presses, q at the end of what is typed; another than these shows what they do."""
    click.echo(f"{' '.join(keys)} ? ", nl=False, err=True)
    try:
        while (key := click.getchar() or "q") in "\r\n ":
            pass
    except EOFError:
        key = "q"
    click.echo(key if key.isprintable() else "", err=True)
    if key in keys:
        return key
    legend(keys)
    return "?"


def legend(keys: Mapping[str, str]) -> None:
    """Say what keys do."""
    note("keys: " + ", ".join(f"{each} {what}" for each, what in keys.items()))


def _edit(desk: Desk, file: Review, question: Question, things: Callable[[], Things]) -> None:
    """Let somebody change the claims of a fact, in $EDITOR where there is one, else line by line."""
    if not question.claims or file.text is None:
        note(question.missing or "the text is not there, so nothing can be checked: edit the facts file itself")
        return
    form = as_form(question.claims, file.text)
    while True:
        try:
            if os.environ.get("VISUAL") or os.environ.get("EDITOR"):
                form = _in_editor(form)
                changes = from_form(form, question.claims, file.text)
            else:
                changes = _line_by_line(question)
            if not changes:
                note("nothing was changed")
                return
            about = desk.edit(file, question.fact, changes, things())
        except KgError as error:
            click.secho(str(error), err=True, fg="red")
            if click.confirm("Edit again?", default=True, err=True):
                continue
            return
        for fact in about:
            show_fact(file, file.question(fact))
        note("accepted as you changed it; u takes it back")
        return


def _in_editor(form: str) -> str:
    """What somebody makes of a form in the editor of their choice."""
    try:
        changed = click.edit(form, extension=".txt", require_save=False)
    except click.ClickException as error:
        raise KgError(error.message, "set EDITOR to a program that edits a file and waits") from None
    except UnicodeDecodeError:
        raise KgError("what the editor wrote is not UTF-8", "save it as UTF-8") from None
    if changed is not None and len(changed) > _LONGEST_FORM:
        raise KgError("what the editor wrote is far too long", "change a few words at a time")
    return changed or ""


def _line_by_line(question: Question) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for kept in question.claims:
        for name in ("subject", "object"):
            old = getattr(kept.claim, name)
            new = click.prompt(f"{kept.claim.kind} {name}", default=printable(old), err=True)
            if new.strip() and new != printable(old):
                found.setdefault(kept.key, {})[name] = new.strip()
    return found


def _marked(words: str) -> str:
    words = printable(words)
    return (
        click.style(words, fg="black", bg="yellow")
        if sys.stdout.isatty() and "NO_COLOR" not in os.environ
        else f"[[{words}]]"
    )


def _flat(text: str) -> str:
    return " ".join(text.split("\n"))
