"""The commands that list events, and how every question is answered."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from attrs import evolve

from kg import query
from kg.cli.options import announced, counted, missing_texts, note, selection, selection_options, where_option
from kg.cli.output import format_option, put, put_card
from kg.query import Reading, Selection
from kg.table import Answers
from kg.vocab import EVENT_KINDS


def answer(
    ask: Callable[[Reading], Answers[Any]],
    form: str,
    files: tuple[Path, ...],
    store: str | None,
    text_dir: Path | None,
    rule: str,
    card: bool = False,
    ask_undated: Callable[[Reading], Answers[Any]] | None = None,
    nothing: str = "nothing found",
) -> None:
    """Ask and print, a single answer as a card where wanted; what is worth knowing besides goes to stderr.

    `nothing` says that there is no answer. Worth knowing is, with `ask_undated`, how many answers are left out for want
    of a date; in a store, which may be large, they are not counted.
    """
    origin = announced(files, store)
    reading = origin.reading(text_dir, rule)
    answers = ask(reading)
    if form == "table" and card:
        put_card(answers[0].card())
    elif form == "table" and not answers:
        note(nothing)
    else:
        put(answers, form)
    disputed = any(getattr(answer, "conflicts", ()) or getattr(answer, "disputed", ()) for answer in answers)
    if form == "table" and disputed:
        from kg.findings import Dispute  # which takes long to import

        if answers.kind is not Dispute:
            note("* sources disagree: kg conflicts shows what each of them says")
    if ask_undated and origin.place is not None:
        note("answers without a date are left out")
    elif ask_undated and (undated := len(ask_undated(reading))):
        note(f"{counted(undated, 'more answer')} undated and left out")
    missing_texts(reading)


def select(question: Callable[[Reading, Selection], Answers[Any]], chosen: Selection, options: dict[str, Any]) -> None:
    """Ask a question about a selection, and how many answers are left out only because they have no date."""
    undated = evolve(chosen, undated=True)
    answer(
        lambda reading: question(reading, chosen),
        ask_undated=(lambda reading: question(reading, undated)) if chosen.dated else None,
        **options,
    )


@click.command()
@selection_options
@where_option
@format_option
def meetings(**options: Any) -> None:
    """Who met whom, where and when.

    Meetings are talks, summits, visits, calls, mediations and signings, unless --kind says else. A country includes its
    delegations. An event that may lie in the range is in, unless --certain; an undated one is in no range. An asterisk
    marks what sources disagree about.

    \b
    Example:
      kg meetings --who Umerov --with Medinsky
      kg meetings --where Istanbul --since 2025-05 --until 2025-05 --json
    """
    select(query.meetings, selection(options), options)


@click.command()
@selection_options
@where_option
@format_option
def dates(**options: Any) -> None:
    """When meetings were, and nothing else.

    The dates that sources give the meetings of the same options as kg meetings: quick on a store of a million events,
    where putting all together takes its time. kg event ID tells the rest.

    \b
    Example:
      kg dates --who Umerov --since 2025
    """
    chosen = selection(options)
    select(query.dates, chosen, options)


@click.command()
@selection_options
@where_option
@format_option
def timeline(**options: Any) -> None:
    """Events and statements in time order.

    What is undated comes last, and is left out where a range is asked for; but an undated statement was made by the day
    on which it was reported, so --until alone finds it. Statements are left out where a place is asked for.

    \b
    Example:
      kg timeline --since 2025-06-01
    """
    select(query.timeline, selection(options, EVENT_KINDS), options)
