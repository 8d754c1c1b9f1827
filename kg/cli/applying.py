"""The command that puts reviewed facts into a store."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import click

from kg import model as m
from kg.cli.deciding import EVENT_KEYS, asks, legend, press
from kg.cli.judging import judged, judgements_option, judgements_path
from kg.cli.options import counted, note, notes, store_option, store_place
from kg.deriving import with_derived
from kg.errors import KgError, listed, printable
from kg.extract.accepting import accepted
from kg.extract.alike import STRONG
from kg.extract.applying import Match, Matcher, Seen
from kg.extract.contradicting import disputes, other_holders, two_heads
from kg.extract.gathering import Everybody
from kg.extract.judgements import Judgement, Judgements, read_judgements
from kg.extract.merging import merged
from kg.extract.namesakes import apart, countries_in
from kg.extract.reviewing import Desk, copied_from
from kg.extract.settling import settled
from kg.extract.splitting import split
from kg.quads import to_quads
from kg.query.asking import ask, identifiers, labels
from kg.store import Embedded, Place, Store, is_address, open_store
from kg.store import load as load_into
from kg.terms import Iri, Quad, iri

_SHOWN = 10


class _Quit(Exception):
    """Somebody wants to answer no more questions."""


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--accept-pending", is_flag=True, help="Take what nobody has reviewed as accepted.")
@click.option(
    "--same", multiple=True, metavar="EVENT=EVENT", help="The first event, of a file, is the second; may be repeated."
)
@click.option("--new", multiple=True, metavar="EVENT", help="This event of a file is a new one; may be repeated.")
@click.option("--yes", is_flag=True, help="Ask nothing: what is surely one event becomes one, what may be does not.")
@judgements_option
@store_option
def apply(
    files: tuple[Path, ...],
    accept_pending: bool,
    same: tuple[str, ...],
    new: tuple[str, ...],
    yes: bool,
    judgements: Path | None,
    store: str | None,
) -> None:
    """Put reviewed facts into a store.

    Only accepted facts enter, and those who were judged to be the same become one. An event that the store or another
    of the files has already, by its days, place and participants, becomes one with it, and where the article says
    otherwise both stay side by side; stdout shows both. A copy of an article tells of the article's events and says
    nothing twice. People of one name who act for different countries are two until kg merges makes them one.

    On a terminal it asks about every such event, with the words of both, and about those that are perhaps the same
    though a day or the place differs; q quits before anything is loaded. The answers and --same are kept with the other
    judgements. All files are loaded or none. Without --store it is .kg here.

    \b
    Example:
      kg apply facts.yaml --accept-pending
      kg apply facts --accept-pending --yes
    """
    place = store_place(store or None)
    path = judgements_path(files, judgements)
    before = read_judgements(path)
    decided, finished = before, True
    for judgement in judged(same, (), "kg apply --same"):
        decided = decided.plus(judgement)
    if asks() and not yes:
        with _there(place) as opened:
            desk = _read(opened, files, accept_pending)
            words = {event.id: file.words(event.id) for file in desk.files for event in file.facts.events}
            decided, finished = _ask_events(opened, _kept(opened, desk, decided), decided, new, words)
    if decided.made != before.made:
        decided.write(path)
    if not finished:
        kept = len(decided.made) - len(before.made)
        note("nothing was put into the store" + (f"; {counted(kept, 'answer')} kept in {path}" if kept else ""))
        raise click.exceptions.Exit(1)

    def graphs_of(opened: Store) -> Mapping[Iri, Iterable[Quad]]:
        notes(opened)
        desk = _read(opened, files, accept_pending)
        matcher = Matcher(opened, decided, new)
        applied = []
        kept = _kept(opened, desk, decided, tell=True)
        matcher.learn_judged(kept)
        for facts in kept:
            facts, matches = matcher.match(facts)
            applied.append(facts)
            if facts.id in matcher.copies:
                what = f"{facts.id} repeats {matcher.copies[facts.id]}: its facts rest on the same words"
                click.echo(printable(f"copy       {what}"))
            for match in matches:
                click.echo(printable(f"same       {match.event} is {match.same_as}: {match.why}"))
        found = disputes(opened, applied)
        for dispute in found:
            about, field, values, _ = dispute.row()
            click.echo(printable(f"conflict   {field} of {about} ({dispute.about}): {' / '.join(values.splitlines())}"))
        for text in (*two_heads(opened, applied, found), *other_holders(opened, applied)):
            click.echo(printable(f"conflict   {text}"))
        _hints(desk, matcher, decided)
        return with_derived(opened, {iri(facts.id): list(to_quads(facts)) for facts in applied})

    for change in load_into(place, graphs_of):
        click.echo(printable(f"{change.action:9}  {change.graph.short}  {change.quads} quads"))
    note(f"in {place}")


def _there(place: Place) -> Store:
    """The store at a place, an empty one where there is none yet."""
    if isinstance(place, Path) and not is_address(str(place)) and not place.exists():
        return Embedded.memory()
    return open_store(place)


def _read(opened: Store, files: tuple[Path, ...], accept_pending: bool) -> Desk:
    """The facts of files with all reviews.

    Raises KgError where something is pending or was changed by hand, or a text has changed.
    """
    desk = Desk.open(files, identifiers(ask(opened, "identifiers"), "thing"))
    if changed := desk.by_hand():
        raise KgError(
            f"{counted(len(changed), 'fact')} changed by hand since the extraction: {listed(changed[:5], 'and')}",
            f"accept or reject them as they are with kg review FILE, such as --accept {changed[0]}",
        )
    if (pending := desk.counts()["pending"]) and not accept_pending:
        raise KgError(
            f"{counted(pending, 'fact')} pending review", "review them with kg review FILE, or give --accept-pending"
        )
    for file in desk.files:
        if file.record is not None and file.text is None:
            note(f"{file.path}: the text is not there any more, so its evidence was not checked")
    return desk


def _kept(opened: Store, desk: Desk, decided: Judgements, tell: bool = False) -> list[m.Facts]:
    """What was not rejected, under the ids and names of those who were judged to be the same."""
    kept = [accepted(file.facts, file.reviews, ("accepted", "pending")) for file in desk.files]
    kept.sort(key=_order)
    kept = [split(facts, decided) for facts in kept]
    kept, told_apart = apart(kept, decided, countries_in(opened, kept))
    staying = {new for facts in kept for thing in facts.things if (new := decided.canonical(thing.id)) != thing.id}
    names = {thing.id: thing.name for facts in kept for thing in facts.things}
    names |= {id_: name for id_, name in labels(opened, staying).items() if name != id_}
    kept, notes = settled([merged(facts, decided, names) for facts in kept], opened)
    for text in (*told_apart, *notes) if tell else ():
        note(text)
    return kept


def _order(facts: m.Facts) -> tuple[bool, str]:
    """What was published first comes first, so that later articles join its events; copies follow all others."""
    published = getattr(facts.origin, "published", None)
    return copied_from(facts) is not None, published.earliest if published else "9999"


def _ask_events(
    opened: Store, kept: Collection[m.Facts], decided: Judgements, new: Iterable[str], words: Mapping[str, str]
) -> tuple[Judgements, bool]:
    """Ask of every event that may be one with another whether it is; gives the judgements with the answers.

    Beside them it gives whether all was asked, not if somebody quits. ``words`` are those of the articles that tell of
    events.
    """
    answers: list[Judgement] = []
    enough = False

    def answer(match: Match) -> bool:
        nonlocal enough
        if enough:
            return match.sure
        if not answers:
            legend(EVENT_KEYS)
        click.echo()
        for name, seen in (("here", match.new), ("there", match.old)):
            if seen is not None:
                click.secho(printable(f"{name:5}  {seen.id}"), bold=True)
                click.echo(f"       {printable(_in_words(seen))}")
                if words.get(seen.id):
                    click.echo(f"       “{printable(words[seen.id])}”")
        note(f"{'one event' if match.sure else 'perhaps one event'}: {match.why}")
        while (key := press(EVENT_KEYS)) == "?":
            pass
        if key == "q":
            raise _Quit
        if key == "a":
            enough = True
            return match.sure
        answers.append(Judgement("same" if key == "y" else "different", match.event, match.same_as, "kg apply"))
        return key == "y"

    matcher = Matcher(opened, decided, tuple(new), answer)
    matcher.learn_judged(kept)
    finished = True
    try:
        for facts in kept:
            matcher.match(facts)
    except (_Quit, KeyboardInterrupt):
        finished = False
    for judgement in answers:
        decided = decided.plus(judgement)
    return decided, finished


def _in_words(seen: Seen) -> str:
    parts = (
        seen.kind,
        seen.date.text if seen.date else "",
        ", ".join(sorted(seen.places)),
        ", ".join(sorted(seen.people)),
    )
    return " · ".join(filter(None, (*parts, ", ".join(sorted(seen.sides)))))


def _hints(desk: Desk, matcher: Matcher, decided: Judgements) -> None:
    """Say on stderr what somebody might still decide."""
    for match in matcher.perhaps[:_SHOWN]:
        note(f"perhaps one event: {match.why} (--same {match.event}={match.same_as} makes them one)")
    if len(matcher.perhaps) > _SHOWN:
        note(f"perhaps one event: {len(matcher.perhaps) - _SHOWN} more pairs")
    open_ = [each for each in Everybody(desk.files).suggestions(decided) if each.main in STRONG]
    if open_:
        pairs = "1 pair" if len(open_) == 1 else f"{len(open_)} pairs"
        note(f"{pairs} of names may be one, such as {open_[0].one.id} and {open_[0].other.id}: see kg merges")
