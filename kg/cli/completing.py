"""Completion of names in a shell: people, places and events from what the command would read."""

import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import KgError, printable
from kg.names import Entry, fold
from kg.vocab import ACTOR_TYPES, PLACE_TYPES

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Completer = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]
_EVENT = ("event",)
_PLAIN = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)


def names(types: Collection[str]) -> Completer:
    """A completer of things of some types, for `shell_complete` of a parameter.

    For whatever name the typed letters begin, or begin a word of, it offers the last part of the identifier, which has
    no spaces, with the label beside it. An identifier with a character that a shell might act on is not offered. Where
    there is nothing to read it offers nothing.
    """

    def complete(context: click.Context, _: click.Parameter, typed: str) -> "list[CompletionItem]":
        from click.shell_completion import CompletionItem

        from kg.cli.options import origin
        from kg.query.asking import entries, event_entries

        files: tuple[Path, ...] = context.params.get("files") or ()
        try:
            store = origin(files, context.params.get("store")).store
            known = event_entries(store) if types is _EVENT else entries(store)
        except (KgError, OSError):
            return []
        fitting = [entry for entry in known if entry.type in types and _begins(entry, typed)]
        slugs = [_slug(entry) for entry in fitting]
        return [
            CompletionItem(slug if slugs.count(slug) == 1 else entry.id, help=printable(entry.label))
            for entry, slug in zip(fitting, slugs, strict=True)
            if _PLAIN.fullmatch(entry.id)
        ]

    return complete


def _slug(entry: Entry) -> str:
    return entry.id.partition("/")[2]


def _begins(entry: Entry, typed: str) -> bool:
    key = fold(typed)
    if not key:
        return not typed.strip()
    return entry.id.startswith(typed) or any(f" {key}" in f" {fold(name)}" for name in (_slug(entry), *entry.names))


actors = names(ACTOR_TYPES)
places = names(PLACE_TYPES)
events = names(_EVENT)
