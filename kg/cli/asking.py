"""The commands that ask for more than a list of events: about people, places, posts, statements and sources."""

from typing import Any

import click

from kg import query
from kg.cli.completing import actors, events
from kg.cli.options import selection, selection_options, where_option
from kg.cli.output import format_option
from kg.cli.questions import answer, select
from kg.query import Reading, Selection
from kg.table import Answers


@click.command()
@click.argument("event", shell_complete=events)
@where_option
@format_option
def event(event: str, **options: Any) -> None:
    """Everything about one event.

    EVENT is an id or an unambiguous label or part of one. What was said at it or about it: kg statements --about EVENT.

    \b
    Example:
      kg event istanbul-talks-2
    """
    answer(lambda reading: query.event(reading, event), card=True, **options)


@click.command()
@click.argument("name", shell_complete=actors)
@where_option
@format_option
def person(name: str, **options: Any) -> None:
    """Everything about a person, country, organisation or group.

    Posts, meetings, counterparts and statements. Other meetings are those that did not take place, or of which a source
    only plans, hopes or denies that they take part. Members of the same delegation do not count as having met.

    \b
    Example:
      kg person Medinsky
    """
    answer(lambda reading: query.person(reading, name), card=True, **options)


@click.command()
@click.option(
    "--who",
    metavar="NAME",
    shell_complete=actors,
    help="A person, or the country or organisation that the posts belong to.",
)
@click.option("--on", metavar="DATE", help="On this EDTF date.")
@where_option
@format_option
def posts(who: str | None, on: str | None, **options: Any) -> None:
    """Who held which post, on a date or ever.

    Where no source gives the bounds of a tenure, the days are listed on which somebody was seen in the post. Whom a
    source names in a post at an event is seen in it on the day of the event.

    \b
    Example:
      kg posts --who Fidan --on 2025-06-02
    """
    answer(lambda reading: query.posts(reading, who, on), **options)


@click.command()
@selection_options
@where_option
@format_option
def venues(**options: Any) -> None:
    """Where people meet.

    The most used places first, each with its first and last event. An event counts at the closest place that its
    sources name, so a city counts those whose venue is not known; where they name different places it counts at each,
    and an asterisk marks the number.

    \b
    Example:
      kg venues --who Ukraine
    """
    select(query.venues, selection(options), options)


@click.command()
@click.option(
    "--event", metavar="EVENT", shell_complete=events, help="An id or unambiguous label; without it, all meetings."
)
@where_option
@format_option
def delegations(event: str | None, **options: Any) -> None:
    """Who acted for whom: heads and members.

    \b
    Example:
      kg delegations --event istanbul-talks-2
    """
    answer(lambda reading: query.delegations(reading, event), **options)


@click.command()
@click.argument("first", metavar="EVENT", shell_complete=events)
@click.argument("second", metavar="EVENT", shell_complete=events)
@where_option
@format_option
def compare(first: str, second: str, **options: Any) -> None:
    """Two events side by side.

    Date, place and outcome; who stayed, who came, who left; whose post or role changed. That no source names somebody
    does not mean that they were absent.

    \b
    Example:
      kg compare istanbul-talks-1 istanbul-talks-2
    """
    answer(lambda reading: query.compare(reading, first, second), **options)


@click.command()
@click.argument("first", metavar="NAME", shell_complete=actors)
@click.argument("second", metavar="NAME", shell_complete=actors)
@where_option
@format_option
def path(first: str, second: str, **options: Any) -> None:
    """The shortest chain of meetings between two.

    \b
    Example:
      kg path Fidan Medinsky
    """
    answer(lambda reading: query.path(reading, first, second), **options)


@click.command("never-met")
@click.argument("first", metavar="NAME", shell_complete=actors)
@click.argument("second", metavar="NAME", shell_complete=actors)
@where_option
@format_option
def never_met(first: str, second: str, **options: Any) -> None:
    """Who met both of two, but never together.

    Members of the same delegation do not count as having met. In the bundled talks nobody is found: all whom their
    source names met at one table.

    \b
    Example:
      kg never-met Umerov Putin
    """
    answer(lambda reading: query.never_met(reading, first, second), **options)


@click.command()
@click.option("--event", metavar="EVENT", shell_complete=events, help="Only about this event.")
@where_option
@format_option
def conflicts(event: str | None, **options: Any) -> None:
    """Where sources contradict each other.

    On when, where and how an event was and who came, and in claims that deny each other. An announced meeting that is
    later held is no conflict.

    \b
    Example:
      kg conflicts --event istanbul-talks-2
    """
    nothing = "no source contradicts another; kg statements shows who claims what"
    answer(lambda reading: query.conflicts(reading, event), nothing=nothing, **options)


@click.command()
@click.option(
    "--who",
    multiple=True,
    metavar="NAME",
    shell_complete=actors,
    help="Made by, or about, this person, country or organisation.",
)
@click.option("--about", metavar="EVENT", shell_complete=events, help="Made at, or about, this event.")
@click.option("--since", metavar="DATE", help="Not before this EDTF date; undated ones are left out.")
@click.option("--until", metavar="DATE", help="Not after this EDTF date; of undated ones, those reported by then.")
@click.option("--certain", is_flag=True, help="Only what is certainly in the range.")
@where_option
@format_option
def statements(
    who: tuple[str, ...], about: str | None, since: str | None, until: str | None, certain: bool, **options: Any
) -> None:
    """Who said what.

    What is denied is marked [denied], what is said not to be so [negative], whichever way its summary is worded. An
    undated statement was made by the day on which it was reported: --until alone finds it, --certain does not.

    \b
    Example:
      kg statements --who Medinsky
    """

    def ask(reading: Reading, selection: Selection) -> Answers[Any]:
        return query.statements(reading, selection, about=reading.event(about) if about else None)

    select(ask, Selection(who=who, since=since, until=until, certain=certain), options)


@click.command()
@where_option
@format_option
def sources(**options: Any) -> None:
    """The sources, in order of publication.

    \b
    Example:
      kg sources
    """
    answer(query.sources, **options)


@click.command()
@where_option
@format_option
def stats(**options: Any) -> None:
    """How much of what is there.

    \b
    Example:
      kg stats --json
    """
    answer(query.stats, **options)
