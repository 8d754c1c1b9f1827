"""Which files of a folder are articles, and which are not read."""

from collections.abc import Callable, Iterable
from pathlib import Path

from kg.errors import KgError, listed
from kg.extract.document import SUFFIXES

_ARTICLES = tuple(filter(None, SUFFIXES))
_DOCUMENTS = (".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".pages", ".eml", ".msg", ".mht", ".ps", ".djvu")
"""What somebody may take for an article although it is not read."""
_SHOWN = 3


def documents_in(paths: Iterable[Path], tell: Callable[[str], None] = lambda _: None) -> list[Path]:
    """The articles that paths name, those of a folder and the folders below it in order, each once.

    In folders hidden files, files of other kinds and links that lead out of the folder are passed over; ``tell`` gets a
    line about documents and links among them. Raises KgError on a path that is not there and a folder without articles.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if path.is_dir():
            found.update((file.resolve(), file) for file in _inside(path, tell))
        elif not path.exists():
            raise KgError(f"there is no file {path}", "name a text, Markdown or HTML file or a folder of them")
        else:
            found.setdefault(path.resolve(), path)
    return list(found.values())


def _inside(folder: Path, tell: Callable[[str], None]) -> list[Path]:
    root = folder.resolve()
    articles: list[Path] = []
    others: list[str] = []
    outside: list[str] = []
    for file in sorted(folder.rglob("*")):
        inner = file.relative_to(folder)
        if any(part.startswith(".") for part in inner.parts) or not file.is_file():
            continue
        if file.suffix.lower() in _DOCUMENTS:
            others.append(str(inner))
        elif file.suffix.lower() in _ARTICLES:
            leads_out = not file.resolve().is_relative_to(root)
            outside.append(str(inner)) if leads_out else articles.append(file)
    _tell_of(others, "is not read, as it is no text", tell)
    _tell_of(outside, f"is not read, as it leads out of {folder}", tell)
    if not articles:
        raise KgError(f"the folder {folder} holds no article", "their names end in .txt, .md or .html")
    return articles


def _tell_of(files: list[str], why: str, tell: Callable[[str], None]) -> None:
    """Say of the first few files why they are passed over, and of how many more."""
    if files:
        more = [f"{len(files) - _SHOWN} more"] if len(files) > _SHOWN else []
        tell(f"{listed([*files[:_SHOWN], *more], 'and')}: each {why}" if len(files) > 1 else f"{files[0]} {why}")
