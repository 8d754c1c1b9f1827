"""The commands that measure over many meetings."""

from typing import Any

import click

from kg import query
from kg.cli.completing import actors
from kg.cli.options import selection, selection_options, where_option
from kg.cli.output import format_option
from kg.cli.questions import answer


@click.command()
@click.argument("first", metavar="NAME", shell_complete=actors)
@click.argument("second", metavar="NAME", shell_complete=actors)
@selection_options
@where_option
@format_option
def brokers(first: str, second: str, **options: Any) -> None:
    """Who stands between two camps.

    A camp is a country, organisation, group or person with whoever acts for it, ever held a post of it or belongs to
    it. Whoever met both camps comes first, then whoever most of the shortest paths between the camps run through when
    their own meetings are left aside; the network weighs a meeting of n by 1/(n-1). At a meeting of at most three sides
    contact is direct, at a larger one those who were there are co-present; one of more than 200 does not count.

    \b
    Example:
      kg brokers Russia Ukraine
    """
    chosen = selection(options)
    answer(lambda reading: query.brokers(reading, first, second, chosen), **options)


@click.command()
@click.option(
    "--between",
    multiple=True,
    metavar="NAME",
    shell_complete=actors,
    help="Only between this person, country, organisation or group and others; given twice, between these two.",
)
@selection_options
@where_option
@format_option
def mediators(between: tuple[str, ...], **options: Any) -> None:
    """Who mediates between whom.

    Whom a source calls a mediator comes first; then the hosts of mediations of which no source names the mediator;
    then, as hosts, those of other meetings of two further sides, which need not be more than hospitality. In the
    bundled talks nobody is found: their source only hopes for a mediator.

    \b
    Example:
      kg mediators --between Russia --between Ukraine
    """
    if len(between) > 2:
        raise click.UsageError("Give --between once or twice.")
    chosen = selection(options)
    answer(lambda reading: query.mediators(reading, between, chosen), **options)


@click.command()
@selection_options
@where_option
@format_option
def communities(**options: Any) -> None:
    """Who keeps company with whom.

    Communities by the method of Louvain on the network of who met whom, in which a meeting of n weighs 1/(n-1); members
    of one delegation did not meet. Whoever met nobody is left out, and so are meetings of more than 200.

    \b
    Example:
      kg communities --since 2025-05 --until 2025-06
    """
    chosen = selection(options)
    answer(lambda reading: query.communities(reading, chosen), **options)


@click.command("first-meeting")
@click.argument("first", metavar="NAME", shell_complete=actors)
@click.argument("second", metavar="NAME", shell_complete=actors)
@where_option
@format_option
def first_meeting(first: str, second: str, **options: Any) -> None:
    """When two met first, and when last.

    Direct meetings, of at most three sides, are kept apart from larger events at which both were. Where dates leave
    open which meeting it was, every one that may be it is shown as possibly first or last, and so is what is undated.

    \b
    Example:
      kg first-meeting Umerov Medinsky
    """
    answer(lambda reading: query.first_meeting(reading, first, second), **options)


@click.command()
@click.option("--series", metavar="SERIES", help="Only the meetings of this series, by name or id.")
@selection_options
@where_option
@format_option
def gaps(series: str | None, **options: Any) -> None:
    """The longest gaps between meetings.

    From the last day of one meeting to the first day of the next, with the least and the most days that the dates
    allow. A meeting whose date is vaguer than a month, or not known, ends no gap, but is counted where it may lie in
    one.

    \b
    Example:
      kg gaps --series "Istanbul talks"
      kg gaps --who Russia --with Ukraine
    """
    chosen = selection(options)
    answer(lambda reading: query.gaps(reading, chosen, series), **options)


@click.command()
@click.option("--by", type=click.Choice(("month", "year")), default="month", show_default=True, help="Count by this.")
@selection_options
@where_option
@format_option
def activity(by: str, **options: Any) -> None:
    """How many meetings there were, month by month.

    Only those that took place. One whose date spans months is possible in each and certain in none; what is undated has
    a line of its own.

    \b
    Example:
      kg activity --by year
      kg activity --who Ukraine --since 2025-01 --until 2025-12
    """
    chosen = selection(options)
    answer(lambda reading: query.activity(reading, chosen, by), **options)
