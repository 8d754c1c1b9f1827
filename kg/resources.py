"""Where `ontology/` and `data/` are: beside the package in a checkout, inside it once it is installed."""

from pathlib import Path
from typing import Final

from kg.errors import KgError

_PACKAGE: Final = Path(__file__).parent
_ROOTS: Final = (_PACKAGE / "_resources", _PACKAGE.parent)
"""The copy that a wheel packs (`force-include` in `pyproject.toml`), then the checkout of an editable install."""


def resource(*parts: str) -> Path:
    """The path of a file or folder of `ontology/` or `data/`, given by its parts.

    Raises KgError where it is missing.

    >>> resource("ontology", "kg.ttl").name
    'kg.ttl'
    """
    for root in _ROOTS:
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise KgError(f"{'/'.join(parts)} is missing from this installation", "install parley-kg again")
