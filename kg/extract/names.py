"""What words can be a person's name, and the words of titles, which cannot."""

import re
from functools import cache

from kg.extract.words import entries, words


def is_name(parts: list[str], language: str) -> bool:
    """Whether capitalised words can be a person's name: none begins a sentence, names a body or belongs to a title.

    >>> is_name(["Ada", "Ames"], "en"), is_name(["Border", "Affairs"], "en"), is_name(["Consul"], "en")
    (True, False, False)
    """
    titles = title_words(language) - _listed(language, "name_like")
    if parts[0] in entries(language, "names")["short_titles"]:
        return False
    heads = _listed(language, "heads")
    if any(part.lower() in heads and "-" in part for part in (parts[0], parts[-1])):
        return False
    if re.fullmatch("[A-Z]{2,}s", parts[-1]):  # "Norway's MPs"
        return False
    if any(part in _listed(language, "within_no_name") for part in parts[1:]):  # "Intervened In The Stalled"
        return False
    if all(part.rstrip(".") in _listed(language, "ranks") for part in parts):
        return False
    ends, also = (parts[0], parts[-1]), _listed(language, "also_names")
    bodies = _listed(language, "organisation_words")
    return (
        (parts[0] not in _listed(language, "never_names") or (len(parts) > 1 and parts[0] in also))
        and not any(part in titles for part in ends)
        and not any(part in bodies for part in parts)
    )


@cache
def title_words(language: str) -> frozenset[str]:
    """The words of titles as they are written with a capital."""
    heads = {word.capitalize() for head in words(language, "names", "heads") for word in head.split()}
    small = {word.capitalize() for key in ("modifiers", "portfolios") for word in words(language, "names", key)}
    return frozenset(heads | small) - {"The", "Of", "And"}


def spaced(language: str) -> str:
    """A pattern for a particle in front of a word: with a hyphen, or with a space unless it would be another word.

    >>> [re.match(spaced("en"), text) is not None for text in ("as-Sisi", "as President", "al Sisi")]
    [True, False, True]
    """
    particles = words(language, "names", "particles")
    alone = [each for each in particles if each not in words(language, "names", "hyphened")]
    return rf"(?:(?:{'|'.join(particles)})-|(?:{'|'.join(alone)}) )"


@cache
def _listed(language: str, key: str) -> frozenset[str]:
    return frozenset(words(language, "names", key))
