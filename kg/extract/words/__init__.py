"""The data files of a language, read once.

A language is a folder with the same files as `en`; nothing in the code names one of its words. What a language does
not have yet, a file or an entry, is taken for one that never fits, so that a language can begin small and grow.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import KgError, listed

_FOLDER = Path(__file__).parent
_WHOLE = "en"
_NEVER = "(?!)"


@cache
def table(language: str, name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a tab-separated file of a language, without its first line.

    >>> table("en", "countries")[0][:3]
    ('Afghanistan', 'Islamic Emirate of Afghanistan', 'Afghan')
    """
    return tuple(tuple(line.split("\t")) for line in _read(language, f"{name}.tsv").splitlines()[1:])


@cache
def entries(language: str, name: str) -> Any:
    """The content of a YAML file of a language.

    >>> entries("en", "dates")["weekdays"][1]
    'monday mon'
    """
    import yaml

    own = {}
    if language == _WHOLE or (_FOLDER / language / f"{name}.yaml").is_file() or not _begun(language):
        own = yaml.load(_read(language, f"{name}.yaml"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return own if language == _WHOLE else _filled(own, entries(_WHOLE, name))


def _filled(own: Any, whole: Any) -> Any:
    """The content of a language with what it lacks: no entries, and expressions that match nowhere."""
    if isinstance(whole, dict):
        own = own if isinstance(own, dict) else {}
        counted = {key for key, value in whole.items() if isinstance(value, int)}
        return {key: _filled(own.get(key), value) for key, value in whole.items() if key not in counted} | {
            key: value for key, value in own.items() if key in counted or key not in whole
        }
    if own is not None:
        return own
    return [] if isinstance(whole, list) else _NEVER


@cache
def begun() -> tuple[str, ...]:
    """The languages that have data files, whole or a beginning.

    >>> begun()
    ('de', 'en')
    """
    return tuple(sorted(folder.name for folder in _FOLDER.iterdir() if _begun(folder.name)))


def _begun(language: str) -> bool:
    return language.isalpha() and (_FOLDER / language / "dates.yaml").is_file()


@cache
def words(language: str, name: str, key: str) -> tuple[str, ...]:
    """A list of words of a YAML file: its items, or the parts of a text between spaces.

    >>> words("en", "names", "past")[0]
    'former'
    """
    content = entries(language, name)[key]
    return tuple(content.split()) if isinstance(content, str) else tuple(map(str, content))


@cache
def pattern(language: str, name: str, key: str) -> re.Pattern[str]:
    """The regular expressions of a YAML file as one, in which any of them will do and case does not count.

    >>> bool(pattern("en", "gate", "denial").search("They did NOT meet."))
    True
    """
    content = entries(language, name)[key]
    return re.compile(content if isinstance(content, str) else "|".join(content), re.IGNORECASE)


def split(cell: str) -> tuple[str, ...]:
    """The parts of a cell between semicolons.

    >>> split("UK;Britain"), split("")
    (('UK', 'Britain'), ())
    """
    return tuple(filter(None, cell.split(";")))


def _read(language: str, file: str) -> str:
    path = _FOLDER / language / file
    if not language.isalpha() or not path.is_file():
        raise KgError(f"there is no {file} for the language {language[:20]!r}", f"there is one for {listed(begun())}")
    return path.read_text(encoding="utf-8")
