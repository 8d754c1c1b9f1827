"""Options and arguments that several commands share, each named once."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from attrs import frozen

from kg.cli.completing import actors, places
from kg.errors import printable
from kg.query import Reading, Selection
from kg.store import Embedded, Place, Store, is_address, open_store
from kg.vocab import EVENT_KINDS, MEETING_KINDS, RESOLUTION_RULES

if TYPE_CHECKING:
    from kg.inputs import Inputs

F = TypeVar("F", bound=Callable[..., Any])
DEFAULT_STORE = Path(".kg")


@frozen(eq=False, repr=False)
class Origin:
    """What a command works on: a store, what it is called, its place or the files' inputs if it came from those."""

    store: Store
    name: str
    place: Place | None = None
    inputs: "Inputs | None" = None

    @property
    def folder(self) -> Path | None:
        """The folder of a store on disk."""
        return self.place if isinstance(self.place, Path) else None

    def reading(self, text_dir: Path | None, rule: str) -> Reading:
        """The store opened for asking, with the texts in a folder and the rule that picks among sources."""
        if text_dir is None:
            return Reading(self.store, None, rule)
        from kg.texts import Texts  # which few need

        return Reading(self.store, Texts(text_dir), rule)


def files_argument(function: F) -> F:
    """Facts files, RDF files and folders, after the required arguments."""
    return click.argument("files", nargs=-1, type=click.Path(path_type=Path))(function)


def store_option(function: F) -> F:
    """The store to use."""
    return click.option(
        "--store",
        metavar="PATH|URL",
        envvar="KG_STORE",
        show_envvar=True,
        help="The store to use: a folder, or an address such as oxigraph+http://localhost:7878.",
    )(function)


def where_option(function: F) -> F:
    """Where a command reads from, how it quotes and what it picks among sources."""
    for decorate in (
        click.option(
            "--rule",
            type=click.Choice(RESOLUTION_RULES),
            default=RESOLUTION_RULES[0],
            show_default=True,
            help="What the plain value is where sources differ; all values are always there.",
        ),
        click.option(
            "--text-dir",
            type=click.Path(path_type=Path),
            help="A folder with the articles' texts, for a column of quotes; a text counts only if its hash is right.",
        ),
        store_option,
        files_argument,
    ):
        function = decorate(function)
    return function


def selection_options(function: F) -> F:
    """Which events a question is about."""
    for decorate in (
        click.option("--certain", is_flag=True, help="Only what is certainly in the range, not what may be."),
        click.option(
            "--kind",
            "kinds",
            multiple=True,
            type=click.Choice(EVENT_KINDS),
            metavar="KIND",
            help=f"Only events of this kind; may be repeated. Kinds: {', '.join(EVENT_KINDS)}.",
        ),
        click.option("--until", metavar="DATE", help="Not after this EDTF date; 2025-05 means its last day."),
        click.option("--since", metavar="DATE", help="Not before this EDTF date; 2025-05 means its first day."),
        click.option("--where", metavar="PLACE", shell_complete=places, help="In this venue, city, region or country."),
        click.option(
            "--with",
            "with_",
            multiple=True,
            metavar="NAME",
            shell_complete=actors,
            help="And with them; may be repeated, all took part.",
        ),
        click.option(
            "--who",
            multiple=True,
            metavar="NAME",
            shell_complete=actors,
            help="A person, country, organisation or group; may be repeated, all took part.",
        ),
    ):
        function = decorate(function)
    return function


def selection(options: dict[str, Any], default_kinds: tuple[str, ...] = MEETING_KINDS) -> Selection:
    """The selection that a command's options make; takes them out of `options`."""
    return Selection(
        who=(*options.pop("who"), *options.pop("with_")),
        where=options.pop("where"),
        since=options.pop("since"),
        until=options.pop("until"),
        kinds=options.pop("kinds") or default_kinds,
        certain=options.pop("certain"),
    )


def store_place(store: str | None) -> Place:
    """The address or folder that a --store value names; without one it is .kg in this folder."""
    if store is None:
        return DEFAULT_STORE
    return store if is_address(store) else Path(store)


def origin(files: tuple[Path, ...], store: str | None) -> Origin:
    """What a command reads from: files, else --store or KG_STORE, else .kg here, else the bundled talks."""
    if files:
        from kg.inputs import read

        inputs = read(files)
        memory = Embedded.memory()
        memory.load_quads(inputs.quads())
        return Origin(memory, ", ".join(map(str, files)), inputs=inputs)
    if store or DEFAULT_STORE.exists():
        place = store_place(store or None)
        return Origin(open_store(place), str(place), place)
    from kg.inputs import bundled  # which whoever has a store does not need

    return Origin(bundled(), "the bundled talks")


def announced(files: tuple[Path, ...], store: str | None) -> Origin:
    """What a command reads from; on stderr it says what may surprise.

    That is that the bundled talks answer, how many facts await review, and what a store has to say of itself.
    """
    given = click.get_current_context().get_parameter_source("store") is click.core.ParameterSource.COMMANDLINE
    if files and given:
        raise click.UsageError("Give files or --store, not both: kg load FILE --store PATH puts files into a store.")
    found = origin(files, store)
    if found.inputs:
        waiting(found.inputs)
    elif not found.place:
        note("no files and no store given: answering from the bundled Istanbul talks")
    notes(found.store)
    return found


def opened(files: tuple[Path, ...], store: str | None, text_dir: Path | None, rule: str) -> Reading:
    """What a question asks: the store with the texts and the rule that the options of `where_option` give."""
    return announced(files, store).reading(text_dir, rule)


def waiting(inputs: "Inputs") -> None:
    """Say on stderr how many facts were left out because nobody has accepted them, and what of RDF was not read."""
    for text in inputs.notes:
        note(text)
    if inputs.pending:
        note(f"{counted(inputs.pending, 'fact')} pending review and left out")


def counted(number: int, noun: str) -> str:
    """A number with its noun and the verb that follows.

    >>> counted(1, "fact"), counted(2, "fact")
    ('1 fact is', '2 facts are')
    """
    return f"1 {noun} is" if number == 1 else f"{number} {noun}s are"


def note(text: str) -> None:
    """Say something on stderr that is not an error, in grey where there is a terminal."""
    click.secho(printable(text), err=True, dim=True)


def notes(store: Store) -> None:
    """Say on stderr what a store has to say of itself."""
    for text in store.notes:
        note(text)


def missing_texts(reading: Reading) -> None:
    """Say on stderr for which sources the text was not found, so that quotes are missing."""
    if reading.texts is not None:
        for source in sorted(reading.texts.missing):
            note(f"no quotes from {source}: no file in {reading.texts.folder} has the hash of its text")
