"""The commands that lead from texts to facts in a store."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click
from attrs import evolve

from kg import model as m
from kg.cli.options import DEFAULT_STORE, counted, note, notes, store_option, store_place
from kg.dates import parse
from kg.deriving import with_derived
from kg.errors import KgError, printable
from kg.extract.accepting import accepted, renamed
from kg.extract.applying import Matcher, disputes, other_holders, parse_pair
from kg.extract.document import Document, documents_in, read_document
from kg.extract.gazetteer import Gazetteer
from kg.extract.judgements import Judgement, Judgements, read_judgements
from kg.extract.keeping import read_record, text_of
from kg.extract.model import Model
from kg.extract.run import copies, write_extraction
from kg.extract.run import extract as extract_from
from kg.extract.things import Things
from kg.facts import Read, read_files, write_facts
from kg.names import Entry
from kg.query.asking import ask, entries, identifiers
from kg.store import Store, open_store
from kg.store import load as load_into
from kg.terms import Iri, Quad, iri
from kg.triples import to_quads
from kg.vocab import REVIEWS, SOURCE_KINDS

JUDGEMENTS = "judgements.tsv"
SHOWN_REASONS = 5


def judgements_option(function: Any) -> Any:
    """Where it stands who is the same and who is not."""
    return click.option(
        "--judgements",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=f"The file that says who is the same and who is not.  [default: {JUDGEMENTS} beside the facts]",
    )(function)


@click.command()
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...", type=click.Path(path_type=Path))
@click.option("--published", metavar="DATE", help="When it was published, for all texts that do not say so themselves.")
@click.option("--title", metavar="TEXT", help="Its title, where the text has none or another.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@click.option("--url", metavar="URL", help="Where it stands on the web.")
@click.option("--kind", type=click.Choice(SOURCE_KINDS), default="article", show_default=True, help="What it is.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The facts file to write; for several texts a folder. Without it a single text's facts are printed.",
)
@click.option(
    "--model",
    "by_model",
    is_flag=True,
    help="Let the language model at KG_MODEL_URL called KG_MODEL_NAME propose, instead of the rules.",
)
@click.option("--overwrite", is_flag=True, help="Replace facts files that were changed by hand.")
@judgements_option
@store_option
def extract(
    texts: tuple[Path, ...],
    published: str | None,
    title: str | None,
    publisher: str | None,
    url: str | None,
    kind: str,
    output: Path | None,
    by_model: bool,
    overwrite: bool,
    judgements: Path | None,
    store: str | None,
) -> None:
    """Propose facts from texts, each with the words it rests on.

    Plain text, Markdown and HTML, or folders of them. Every fact is pending until somebody accepts it, with kg review
    or in an editor. Names of the store's people, countries and places keep their ids. Beside each facts file a file
    .claims.json keeps the quotes, and what was refused and why; running again keeps what was decided.

    The rules work offline. With --model a language model of your own is asked; it passes the same evidence gate, and
    stderr says so before a text leaves this machine.

    Words such as "on Monday" are counted from the day of publication, never from today: without it they stay open.

    \b
    Example:
      kg extract article.txt --published 2025-06-02 -o facts.yaml
      kg extract articles -o facts
    """
    paths = documents_in(texts)
    several = len(paths) > 1 or any(path.is_dir() for path in texts)
    if several and output is None:
        raise click.UsageError("Give a folder for the facts of several texts: -o FOLDER.")
    if several and (title or url):
        raise click.UsageError("--title and --url go with a single text.")
    said = {"title": title, "publisher": publisher, "url": url, "published": parse(published) if published else None}
    documents, failed = _read_all(paths, {name: value for name, value in said.items() if value}, kind)
    known = _known_names(store)
    gazetteer = Gazetteer(known)
    folder = output if several else output.parent if output else Path()
    assert folder is not None
    things = Things(gazetteer, known, read_judgements(judgements or folder / JUDGEMENTS))
    targets = _targets(list(documents), output, several)
    model = Model.from_environment(note) if by_model else None
    with click.progressbar(length=len(documents), hidden=not (several and sys.stderr.isatty()), file=sys.stderr) as bar:
        for (path, _), document in zip(documents.items(), copies(documents.values()), strict=True):
            for text in document.notes:
                note(text)
            try:
                found = extract_from(document, gazetteer, things, model.propose if model else None)
                if model:
                    found = evolve(found, refused=(*model.refused, *found.refused))
                if targets is None:
                    click.echo(write_facts(found.built.facts, reviews=dict.fromkeys(found.built.support, "pending")))
                else:
                    reviews = write_extraction(found, path, targets[path], overwrite)
                    pending = sum(review == "pending" for review in reviews.values())
                    line = f"{targets[path]}  {len(reviews)} facts, {pending} pending, {len(found.refused)} refused"
                    click.echo(printable(line + (f", a copy of {document.copy_of}" if document.copy_of else "")))
                _explain_refusals([refusal.reason for refusal in found.refused])
            except KgError as error:
                failed += 1
                click.secho(f"{printable(str(path))}: {error}", err=True, fg="red")
            bar.update(1)
    if failed:
        raise click.ClickException(f"{failed} of {len(paths)} texts could not be extracted")


def _read_all(paths: Iterable[Path], said: Mapping[str, Any], kind: str) -> tuple[dict[Path, Document], int]:
    """Read the documents, with what the options say of them; one that can't be read among several is told of."""
    paths = list(paths)
    found: dict[Path, Document] = {}
    for path in paths:
        try:
            document = evolve(read_document(path), kind=kind, **said)
        except KgError as error:
            if len(paths) == 1:
                raise
            click.secho(str(error), err=True, fg="red")
            continue
        if document.published is None:
            document = evolve(document, published=_asked(path))
        found[path] = document
    return found, len(paths) - len(found)


def _asked(path: Path) -> Any:
    """The date of publication that somebody at the terminal gives; without one it stays open."""
    if sys.stdin.isatty() and sys.stderr.isatty():
        text = click.prompt(f"When was {printable(path.name)} published (YYYY-MM-DD, or empty)", default="", err=True)
        return parse(text) if text.strip() else None
    note(f"{path}: no date of publication, so days such as Monday stay open (--published gives it)")
    return None


def _known_names(store: str | None) -> list[Entry]:
    """Everybody and every place in the store, if there is one."""
    if not store and not DEFAULT_STORE.exists():
        return []
    with open_store(store_place(store or None)) as opened:
        notes(opened)
        return entries(opened)


def _targets(paths: list[Path], output: Path | None, several: bool) -> dict[Path, Path] | None:
    """The facts file of every text."""
    if output is None:
        return None
    if not several:
        return {paths[0]: output}
    output.mkdir(parents=True, exist_ok=True)
    found: dict[Path, Path] = {}
    taken: set[str] = set()
    for path in paths:
        name, number = path.stem, 2
        while name.casefold() in taken:
            name, number = f"{path.stem}-{number}", number + 1
        taken.add(name.casefold())
        found[path] = output / f"{name}.yaml"
    return found


def _explain_refusals(reasons: list[str]) -> None:
    """Say on stderr what was refused, the first few reasons."""
    for reason in reasons[:SHOWN_REASONS]:
        note(f"refused: {reason}")
    if len(reasons) > SHOWN_REASONS:
        note(f"refused: {len(reasons) - SHOWN_REASONS} more, see the file .claims.json")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--accept-pending", is_flag=True, help="Take what nobody has reviewed as accepted.")
@click.option(
    "--same", multiple=True, metavar="EVENT=EVENT", help="The first event, of a file, is the second; may be repeated."
)
@click.option("--new", multiple=True, metavar="EVENT", help="This event of a file is a new one; may be repeated.")
@judgements_option
@store_option
def apply(
    files: tuple[Path, ...],
    accept_pending: bool,
    same: tuple[str, ...],
    new: tuple[str, ...],
    judgements: Path | None,
    store: str | None,
) -> None:
    """Put reviewed facts into a store.

    Only accepted facts enter. An event that the store has already, by its days, place and participants, becomes one
    with it, and where the article says otherwise both stay side by side; stdout shows both. --same and --new decide
    otherwise, and are kept with the other judgements. All files are loaded or none. Without --store it is .kg here.

    \b
    Example:
      kg apply facts.yaml --accept-pending
      kg apply facts --accept-pending
    """
    place = store_place(store or None)
    path = judgements or (files[0] if files[0].is_dir() else files[0].parent) / JUDGEMENTS
    decided = read_judgements(path)
    for pair in same:
        one, other = parse_pair(pair)
        decided = decided.plus(Judgement("same", one, other, "kg apply --same"))

    def graphs_of(opened: Store) -> Mapping[Iri, Iterable[Quad]]:
        nonlocal decided
        notes(opened)
        read = _reviewed(files, identifiers(ask(opened, "identifiers"), "thing"), accept_pending)
        keep = ("accepted", "pending") if accept_pending else ("accepted",)
        kept = [_merged(accepted(facts, read.reviews, keep), decided) for facts in read.facts]
        matcher = Matcher(opened, decided, new)
        applied: list[m.Facts] = []
        for facts in kept:
            facts, matches = matcher.match(facts)
            applied.append(facts)
            for match in matches:
                click.echo(printable(f"same       {match.event} is {match.same_as}: {match.why}"))
        for dispute in disputes(opened, applied):
            about, field, values, _ = dispute.row()
            click.echo(printable(f"conflict   {field} of {about} ({dispute.about}): {' / '.join(values.splitlines())}"))
        for facts in applied:
            for text in other_holders(opened, facts):
                click.echo(printable(f"conflict   {text}"))
        return with_derived(opened, {iri(facts.id): list(to_quads(facts)) for facts in applied})

    for change in load_into(place, graphs_of):
        click.echo(printable(f"{change.action:9}  {change.graph.short}  {change.quads} quads"))
    if same:
        decided.write(path)
    note(f"in {place}")


def _reviewed(files: Iterable[Path], known: Iterable[str], accept_pending: bool) -> Read:
    """The facts of files with all reviews. Raises KgError where something is pending, or a text has changed."""
    found = read_files(files, set(known), REVIEWS)
    pending = sum(review == "pending" for review in found.reviews.values())
    if pending and not accept_pending:
        raise KgError(
            f"{counted(pending, 'fact')} pending review", "review them with kg review FILE, or give --accept-pending"
        )
    for facts in found.facts:
        path = Path(found.lines[facts.id][0])
        record = read_record(path)
        if record is not None and isinstance(facts.origin, m.Source) and text_of(path, record, facts.origin) is None:
            note(f"{path}: the text is not there any more, so its evidence was not checked")
    return found


def _merged(facts: m.Facts, judgements: Judgements) -> m.Facts:
    """The facts with things that were judged to be the same as others under the ids of these."""
    ids = {thing.id: judgements.canonical(thing.id) for thing in facts.things}
    changed = {one: other for one, other in ids.items() if one != other}
    if not changed:
        return facts
    things: dict[str, m.Thing] = {}
    for thing in facts.things:
        new = renamed(thing, changed)
        things.setdefault(new.id, new)
        if thing.id == new.id:
            things[new.id] = new
    rest: m.Facts = renamed(evolve(facts, things=()), changed)
    return evolve(rest, things=things.values())
