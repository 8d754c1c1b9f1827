"""The command that proposes facts from texts."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click
from attrs import evolve, frozen

from kg.cli.judging import JUDGEMENTS, judgements_option, store_if_any
from kg.cli.options import note, store_option
from kg.cli.output import format_option, put_json, put_json_lines, put_rows
from kg.cli.sending import asking
from kg.dates import Date, parse
from kg.errors import KgError, printable
from kg.extract.copies import Earlier, beside, copies, in_store
from kg.extract.document import Document, read_document
from kg.extract.folders import documents_in
from kg.extract.gazetteer import Gazetteer
from kg.extract.judgements import Judgements, read_judgements
from kg.extract.keeping import Record, read_record
from kg.extract.languages import DEFAULT, language_of, unusual
from kg.extract.making import Making
from kg.extract.model import Model
from kg.extract.publication import published_on
from kg.extract.run import Extraction, write_extraction
from kg.extract.run import extract as extract_from
from kg.extract.things import Things
from kg.facts import write_facts
from kg.names import Entry
from kg.query.asking import entries
from kg.vocab import SOURCE_KINDS

SHOWN_REASONS = 5
_FACTS = (".yaml", ".yml")
COLUMNS = ("article", "facts", "pending", "refused", "of", "told")


@frozen
class Outcome:
    """What came of one article: its facts file, counts, the source that it repeats, and what one should know."""

    article: Path
    target: Path | None = None
    facts: int = 0
    pending: int | None = None
    refused: int = 0
    copy_of: str = ""
    unchanged: bool = False
    warnings: tuple[str, ...] = ()
    failed: str = ""

    def row(self) -> tuple[str, ...]:
        """The values of `COLUMNS` as text."""
        state = ["unchanged"] * self.unchanged + [f"a copy of {self.copy_of}"] * bool(self.copy_of)
        told = "; ".join((*state, *self.warnings, *filter(None, [self.failed])))
        if self.failed:
            return str(self.article), "", "", "", "", told
        pending = "" if self.pending is None else str(self.pending)
        return str(self.article), str(self.facts), pending, str(self.refused), str(self.target), told

    def line(self) -> str:
        """The outcome on one line."""
        if self.unchanged:
            return f"{self.target}  {self.facts} facts, unchanged"
        line = f"{self.target}  {self.facts} facts, {self.pending} pending, {self.refused} refused"
        return line + (f", a copy of {self.copy_of}" if self.copy_of else "")

    def record(self) -> dict[str, Any]:
        """The outcome as JSON."""
        return {
            "article": str(self.article),
            "facts_file": str(self.target) if self.target and not self.failed else None,
            "facts": self.facts,
            "pending": self.pending,
            "refused": self.refused,
            "copy_of": self.copy_of or None,
            "unchanged": self.unchanged,
            "warnings": list(self.warnings),
            "failed": self.failed or None,
        }


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
    help="The facts file to write, by its ending .yaml, else a folder. Without it a single text's facts are printed.",
)
@click.option(
    "--model",
    "by_model",
    is_flag=True,
    help="Let the language model at KG_MODEL_URL called KG_MODEL_NAME propose, instead of the rules.",
)
@click.option("--send", is_flag=True, help="Send texts to a model on another machine without asking.")
@click.option("--overwrite", is_flag=True, help="Replace facts files that were changed by hand.")
@click.option("--again", is_flag=True, help="Read texts again even if neither they nor rules and names have changed.")
@judgements_option
@store_option
@format_option
def extract(
    texts: tuple[Path, ...],
    published: str | None,
    title: str | None,
    publisher: str | None,
    url: str | None,
    kind: str,
    output: Path | None,
    by_model: bool,
    send: bool,
    overwrite: bool,
    again: bool,
    judgements: Path | None,
    store: str | None,
    form: str,
) -> None:
    """Propose facts from texts, each with the words it rests on.

    Plain text, Markdown and HTML, or folders of them. Every fact is pending until somebody accepts it, with kg review
    or in an editor. Names of the store's people, countries and places keep their ids. Beside each facts file a file
    .claims.json keeps the quotes, and what was refused and why; running again keeps what was decided, and passes over
    texts that are read already with the same rules and names. Of several texts a report says what came of each; one
    that repeats another, here, in the folder of the facts or in the store, counts as one source with it.

    The rules work offline. With --model a language model of your own is asked, by the protocol of OpenAI: KG_MODEL_URL
    is its address up to /v1, KG_MODEL_NAME its name, KG_MODEL_KEY its key where it needs one and KG_MODEL_SECONDS how
    long it may take (300). Its claims pass the same evidence gate. Replies are kept, so that nothing is asked twice.
    Before a text leaves this machine you are asked, unless --send is given.

    Words such as "on Monday" are counted from the day of publication, never from today: without it they stay open.

    \b
    Example:
      kg extract article.txt --published 2025-06-02 -o facts.yaml
      kg extract articles -o facts
    """
    paths = documents_in(texts, note)
    several = len(paths) > 1 or any(path.is_dir() for path in texts)
    if several and output is None:
        raise click.UsageError("Give a folder for the facts of several texts: -o FOLDER.")
    if several and (title or url):
        raise click.UsageError("--title and --url go with a single text.")
    said = {"title": title, "publisher": publisher, "url": url}
    given = parse(published) if published else None
    said_of_it = {name: value for name, value in said.items() if value}
    documents, outcomes = _read_all(paths, said_of_it, given, kind, several)
    into_folder = output is not None and (several or output.is_dir() or output.suffix.lower() not in _FACTS)
    targets = _targets(list(documents), output, into_folder)
    folder = Path() if output is None else output if into_folder else output.parent
    model = Model.from_environment(asking(send)) if by_model else None
    with store_if_any(store) as opened:
        known = entries(opened) if opened is not None and opened.graphs() else []
        earlier: list[Earlier] = [*in_store(opened)] if opened is not None and opened.graphs() else []
    if output is not None:
        earlier += beside(folder, targets.values(), inside=several)
    work = _Work(known, read_judgements(judgements or folder / JUDGEMENTS), model, overwrite, again)
    try:
        with click.progressbar(
            length=len(documents), hidden=not (several and sys.stderr.isatty()), file=sys.stderr
        ) as bar:
            for (path, _), document in zip(documents.items(), copies(documents.values(), earlier), strict=True):
                outcomes[path] = work.done(path, document, targets.get(path), several)
                bar.update(1)
    except KeyboardInterrupt:
        left = sum(path not in outcomes for path in documents)
        note(f"stopped with {left} of {len(paths)} texts to read; run it again to go on from here")
        _report(outcomes, several, form)
        raise
    _report(outcomes, several, form)
    if failed := sum(bool(each.failed) for each in outcomes.values()):
        raise click.ClickException(f"{failed} of {len(paths)} texts could not be extracted")


class _Work:
    """Reads one article after the other with the same rules, names and judgements."""

    def __init__(
        self, known: list[Entry], judgements: Judgements, model: Model | None, overwrite: bool, again: bool
    ) -> None:
        self.known, self.judgements = known, judgements
        self.tools: dict[str, tuple[Gazetteer, Things]] = {}
        self.making = Making(known, judgements, f"{model.chat.url} {model.chat.name}" if model else "")
        self.model, self.overwrite, self.again = model, overwrite, again

    def done(self, path: Path, document: Document, target: Path | None, several: bool) -> Outcome:
        """Extract a document and write its facts file, or print the facts where there is none to write."""
        warnings = list(document.notes) + ["no date of publication"] * (document.published is None and several)
        language = language_of(document.text, document.language)
        if language != DEFAULT:
            warnings.append(f"{path}: {unusual(language)}")
        outcome = Outcome(path, target, copy_of=document.copy_of or "")
        try:
            record = _record(target)
            if record is not None and target is not None and self._kept(document, record, target):
                facts, refused = len(record.facts), len(record.refused)
                return evolve(outcome, facts=facts, refused=refused, unchanged=True, warnings=tuple(warnings))
            found = self._extracted(document, record, language or DEFAULT)
            if target is None:
                click.echo(write_facts(found.built.facts, reviews=dict.fromkeys(found.built.support, "pending")))
                reviews = dict.fromkeys(found.built.support, "pending")
            else:
                reviews = write_extraction(found, path, target, self.overwrite, self.making.of(document))
            if not several:
                _explain_refusals([refusal.reason for refusal in found.refused])
            pending = sum(review == "pending" for review in reviews.values())
            warnings += found.notes
            refused = len(found.refused)
            return evolve(outcome, facts=len(reviews), pending=pending, refused=refused, warnings=tuple(warnings))
        except KgError as error:
            return evolve(outcome, warnings=tuple(warnings), failed=str(error))

    def _kept(self, document: Document, record: Record, target: Path) -> bool:
        """Whether what was made of a text before still holds."""
        return not (self.again or self.overwrite) and self.making.unchanged(document, record, target)

    def _extracted(self, document: Document, record: Record | None, language: str) -> Extraction:
        edits = record.edits if record else {}
        if language not in self.tools:
            gazetteer = Gazetteer(self.known, language)
            self.tools[language] = gazetteer, Things(gazetteer, self.known, self.judgements)
        found = extract_from(document, *self.tools[language], self.model.propose if self.model else None, edits)
        return evolve(found, refused=(*self.model.refused, *found.refused)) if self.model else found


def _record(target: Path | None) -> Record | None:
    """The record beside the facts file that stood there; a broken one is as good as none."""
    try:
        return read_record(target) if target is not None else None
    except KgError:
        return None


def _report(outcomes: Mapping[Path, Outcome], several: bool, form: str) -> None:
    """Say what came of the articles: of several in a table with a sum on stderr, of one in a line."""
    done = list(outcomes.values())
    written = [each for each in done if each.target is not None]
    if form == "json" and written:
        put_json([each.record() for each in done])
    elif form == "jsonl" and written:
        put_json_lines(each.record() for each in done)
    elif several or (form != "table" and written):
        put_rows(COLUMNS, [each.row() for each in done], form)
    for each in done:
        if not several and form == "table" and not each.failed and each.target is not None:
            click.echo(printable(each.line()))
        for text in each.warnings if not several else ():
            note(text)
        if each.failed:
            click.secho(f"{printable(str(each.article))}: {each.failed}", err=True, fg="red")
    if several:
        copied, same = sum(bool(each.copy_of) for each in done), sum(each.unchanged for each in done)
        facts, refused = sum(each.facts for each in done), sum(each.refused for each in done)
        note(
            f"{len(done)} articles, {copied} of them {'a copy' if copied == 1 else 'copies'}, {same} unchanged: "
            f"{facts} facts, {refused} refused"
        )


def _read_all(
    paths: Iterable[Path], said: Mapping[str, Any], given: Date | None, kind: str, several: bool
) -> tuple[dict[Path, Document], dict[Path, Outcome]]:
    """Read the documents, with what the options say of them, and tell of those that can't be read among several."""
    found: dict[Path, Document] = {}
    failed: dict[Path, Outcome] = {}
    for path in paths:
        try:
            document = published_on(evolve(read_document(path), kind=kind, **said), given)
        except KgError as error:
            if not several:
                raise
            failed[path] = Outcome(path, failed=str(error))
            continue
        if document.published is None and not several:
            document = published_on(document, _asked(path))
        found[path] = document
    return found, failed


def _asked(path: Path) -> Any:
    """The date of publication that somebody at the terminal gives; without one it stays open."""
    if sys.stdin.isatty() and sys.stderr.isatty():
        text = click.prompt(f"When was {printable(path.name)} published (YYYY-MM-DD, or empty)", default="", err=True)
        return parse(text) if text.strip() else None
    note(f"{path}: no date of publication, so days such as Monday stay open (--published gives it)")
    return None


def _targets(paths: list[Path], output: Path | None, into_folder: bool) -> dict[Path, Path]:
    """The facts file of every text, none where there is nowhere to write it."""
    if output is None or not paths:
        return {}
    if not into_folder:
        output.parent.mkdir(parents=True, exist_ok=True)
        return {paths[0]: output}
    if output.exists() and not output.is_dir():
        raise KgError(f"{output} is no folder", "give a folder, or for a single text a file that ends in .yaml")
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
