"""The command-line reference, made from the help texts: `python -m kg.cli.reference > kg/cli/README.md`."""

import click

from kg.cli import COMMANDS, cli


def reference() -> str:
    """Every command's help as one Markdown text.

    >>> reference().splitlines()[0]
    '# Command-line reference'
    """
    parts = [
        "# Command-line reference",
        "Made from the help texts by `python -m kg.cli.reference > kg/cli/README.md`; a test keeps it equal to them.",
        _help(cli, "kg"),
    ]
    for section, commands in COMMANDS.items():
        parts.append(f"## {section}")
        for name in commands:
            command = cli.get_command(click.Context(cli), name)
            assert command is not None
            parts += [f"### kg {name}", _help(command, f"kg {name}")]
    return "\n\n".join(parts) + "\n"


def _help(command: click.Command, name: str) -> str:
    settings = {**(cli.context_settings or {}), "max_content_width": 100}
    context = click.Context(command, info_name=name, terminal_width=100, **settings)
    return f"```text\n{command.get_help(context)}\n```"


if __name__ == "__main__":
    click.echo(reference(), nl=False)
