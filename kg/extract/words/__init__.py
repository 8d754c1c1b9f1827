"""The data files of a language, read once.

A language is a folder with the same files as `en`; nothing in the code names one of its words.
"""

from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import KgError

_FOLDER = Path(__file__).parent


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

    return yaml.load(_read(language, f"{name}.yaml"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@cache
def words(language: str, name: str, key: str) -> tuple[str, ...]:
    """A list of words of a YAML file: its items, or the parts of a text between spaces.

    >>> words("en", "names", "past")[0]
    'former'
    """
    content = entries(language, name)[key]
    return tuple(content.split()) if isinstance(content, str) else tuple(map(str, content))


def split(cell: str) -> tuple[str, ...]:
    """The parts of a cell between semicolons.

    >>> split("UK;Britain"), split("")
    (('UK', 'Britain'), ())
    """
    return tuple(filter(None, cell.split(";")))


def _read(language: str, file: str) -> str:
    path = _FOLDER / language / file
    if not language.isalpha() or not path.is_file():
        whole = ", ".join(sorted(folder.name for folder in _FOLDER.iterdir() if (folder / "meetings.yaml").is_file()))
        raise KgError(f"there is no {file} for the language {language[:20]!r}", f"whole are {whole}")
    return path.read_text(encoding="utf-8")
