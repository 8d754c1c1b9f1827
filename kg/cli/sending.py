"""Asking before texts leave the machine."""

import sys
from collections.abc import Callable

import click

from kg.cli.options import note


def asking(agreed: bool) -> Callable[[str], None]:
    """What says that a text leaves the machine, and asks whether it may, once in a run unless somebody has agreed.

    >>> asking(agreed=True)("the text leaves this machine")
    """
    answered = agreed

    def ask(warning: str) -> None:
        nonlocal answered
        note(warning)
        if answered:
            return
        if not at_terminal():
            raise click.ClickException("nothing was sent: give --send to send texts to another machine")
        if not click.confirm("Send this text, and those that follow", default=False, err=True):
            raise click.ClickException("nothing was sent")
        answered = True

    return ask


def at_terminal() -> bool:
    """Whether somebody sits there who can answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()
