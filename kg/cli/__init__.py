"""The command line: commands parse, call and print. Every command's module is imported only when it is used."""

import codecs
import errno
import gc
import io
import os
import sys
from contextlib import suppress
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

COMMANDS = {
    "Ask": {
        "meetings": ("questions", "Who met whom, where and when."),
        "timeline": ("questions", "Events and statements in time order."),
        "dates": ("questions", "When meetings were, and nothing else."),
        "event": ("asking", "Everything about one event."),
        "person": ("asking", "Everything about a person, country, organisation or group."),
        "posts": ("asking", "Who held which post, on a date or ever."),
        "venues": ("asking", "Where people meet."),
        "delegations": ("asking", "Who acted for whom: heads and members."),
        "compare": ("asking", "Two events side by side."),
        "path": ("asking", "The shortest chain of meetings between two."),
        "never-met": ("asking", "Who met both of two, but never together."),
        "conflicts": ("asking", "Where sources contradict each other."),
        "statements": ("asking", "Who said what."),
        "sources": ("asking", "The sources, in order of publication."),
        "stats": ("asking", "How much of what is there."),
        "query": ("querying", "Run a SPARQL query of your own."),
    },
    "Analyse": {
        "brokers": ("analysing", "Who stands between two camps."),
        "mediators": ("analysing", "Who mediates between whom."),
        "communities": ("analysing", "Who keeps company with whom."),
        "first-meeting": ("analysing", "When two met first, and when last."),
        "gaps": ("analysing", "The longest gaps between meetings."),
        "activity": ("analysing", "How many meetings there were, month by month."),
    },
    "From text to facts": {
        "extract": ("extracting", "Propose facts from texts, each with the words it rests on."),
        "review": ("reviewing", "Accept or reject proposed facts."),
        "merges": ("merging", "Decide who is the same among the facts of files and the store."),
        "apply": ("applying", "Put reviewed facts into a store."),
    },
    "Load and check": {
        "load": ("storing", "Put facts and RDF files into a store."),
        "import": ("importing", "Import event tables into a store."),
        "derive": ("storing", "Draw up anew the derived edges that make a large store fast."),
        "compact": ("storing", "Put a store on disk in order, which makes it quicker to read."),
        "remove": ("storing", "Take a source out of a store."),
        "check": ("checking", "Find what is wrong with facts."),
    },
    "Show and export": {
        "demo": ("showing", "The bundled talks or travels: table, page and Turtle."),
        "view": ("showing", "Write an interactive page that works offline."),
        "export": ("showing", "Write the graph in another format."),
        "completion": ("showing", "Print the completion script of a shell."),
    },
}
"""Every command by section, with its module and the line that `kg --help` shows (tests keep it equal to its help)."""

SELDOM = 50_000
"""New values after which Python searches for reference cycles: at its own 700 it would a dozen times while starting."""
_MODULES = {name: module for section in COMMANDS.values() for name, (module, _) in section.items()}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are used, and which turns errors into messages."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of `COMMANDS`."""
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in _MODULES:
            return None
        from kg.collecting import no_cycles

        with no_cycles():
            module = import_module(f"kg.cli.{_MODULES[cmd_name]}")
            gc.freeze()  # what is imported stays
        command: click.Command = getattr(module, cmd_name.replace("-", "_") + "_" * iskeyword(cmd_name))
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was typed, or say which one may have been meant."""
        if args and args[0] not in _MODULES and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], _MODULES, 1)
            hint = f" Did you mean {near[0]}?" if near else " kg --help lists the commands."
            ctx.fail(f"No such command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by section, without importing them."""
        for section, commands in COMMANDS.items():
            with formatter.section(section):
                formatter.write_dl([(name, text) for name, (_, text) in commands.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error becomes one message on stderr and exit status 1, never a traceback.

        A reader that has seen enough, such as head, is no error. With KG_DEBUG set the traceback is shown.
        """
        from kg.errors import KgError, printable

        if "NO_COLOR" in os.environ:
            ctx.color = False
        try:
            return super().invoke(ctx)
        except KgError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            _let_go_of_stdout()
            raise click.exceptions.Exit(0) from None
        except OSError as error:
            full = error.filename is None and error.errno == errno.ENOSPC
            if full:
                _let_go_of_stdout()
            where = error.filename or ("stdout" if full else "file")
            raise click.ClickException(printable(f"{where}: {error.strerror or error}")) from error
        except (RecursionError, MemoryError) as error:
            raise click.ClickException("the input is nested too deeply or too large") from error
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if os.environ.get("KG_DEBUG"):
                raise
            name = type(error).__name__
            text = f"this is a fault in Parley, please report it: {name}: {error} (KG_DEBUG=1 shows where)"
            raise click.ClickException(printable(text)) from error


def _let_go_of_stdout() -> None:
    """Send what could not be written to nowhere, so that it is not tried again at the end."""
    with suppress(io.UnsupportedOperation):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        import kg

        click.echo(f"kg {kg.__version__}")
        ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show the version."
)
def cli() -> None:
    """Who met whom, where and when, and who says so.

    Facts come from files or folders given to a command, from the store named by --store or KG_STORE, from the store
    .kg in this folder, or, where there is none of these, from the bundled Istanbul talks.

    \b
    Example:
      kg meetings --who Umerov --with Medinsky
      kg demo
    """


def main() -> None:
    """Start the command line; a stream in ASCII is switched to UTF-8, one in another encoding escapes what it lacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if codecs.lookup(stream.encoding).name == "ascii":
                stream.reconfigure(encoding="utf-8")
            else:
                stream.reconfigure(errors="backslashreplace")
    gc.set_threshold(SELDOM)
    try:
        cli(prog_name="kg")
    finally:
        gc.freeze()  # so that the end of the process does not go through all that was made, in search of cycles
