"""What stays of the words of a title: without honours, ranks, and whose a part of a body is."""

import re
from functools import cache

from kg.extract.grammar import grammar
from kg.extract.names import title_words
from kg.extract.words import entries, words


def title_of(text: str, language: str) -> str:
    """A title as it stands, without words that only begin the sentence, honours, and ranks behind it.

    >>> [title_of(title, "en") for title in ("Hon'ble Prime Minister", "under Secretary")]
    ['Prime Minister', 'Secretary']
    """
    heads = _heads(language)
    text = grammar(language)["no_title"].sub("", text)
    parts = text.split()
    free = _set(language, "never_names") - title_words(language)
    while len(parts) > 1 and (parts[0] in free or parts[0] in _set(language, "honours")):
        parts = parts[1:]
    kept = list(parts)
    while len(kept) > 1 and kept[-1] in _set(language, "ranks"):
        kept.pop()
    first = re.split(" (?:of|for|to|on) ", " ".join(kept))[0].split()
    if len(first) < len(kept) and heads & {" ".join(first[-2:]).lower(), " ".join(first[-1:]).lower()}:
        return _shortened(kept, language)
    if kept and (" ".join(kept[-2:]).lower() in heads or kept[-1].lower() in heads):
        whole = [" ".join(parts[place:]).lower() for place in range(len(parts) - 1)]
        parts = parts if any(tail in heads for tail in whole) else kept
    return _shortened(parts, language)


def _shortened(parts: list[str], language: str) -> str:
    """A title without what letters stand for, with straight apostrophes, and without "designate"."""
    title = " ".join(parts)
    if parts[:-1] and " ".join(parts).lower().startswith(tuple(_set(language, "units"))):
        title = re.sub("['’]s ", " ", title, count=1)  # "the army's head of operations"
    short = entries(language, "names")["short_titles"]
    title = " ".join(short.get(part, part) for part in title.split())
    return re.sub(rf"-(?i:{'|'.join(words(language, 'names', 'future'))})\Z", "", title)


def one_of(titles: str) -> str:
    """The office of one of several.

    >>> one_of("foreign secretaries"), one_of("Ministers")
    ('foreign secretary', 'Minister')
    """
    return re.sub("ie$", "y", titles.removesuffix("s"))


def unit_of(text: str) -> str:
    """A part of a body without whose it is, if it has no name of its own.

    >>> unit_of("of Spain's negotiating team"), unit_of("of Spain's Salt Office")
    ('of negotiating team', "of Spain's Salt Office")
    """
    return re.sub("^of (?:the )?[^’']+['’]s (?=[a-z])", "of ", text)


def with_name(title: str, language: str) -> bool:
    """Whether words taken for a title end in somebody's name.

    >>> with_name("Minister of Presidential Affairs Ada Ames", "en"), with_name("Minister of Foreign Affairs", "en")
    (True, False)
    """
    known, parts = title_words(language), title.split()
    bodies = _set(language, "organisation_words") | _set(language, "name_like")
    held = len(parts) > 3 and parts[-3] in known and " of " in title
    return held and all(part[0].isupper() and part not in known | bodies for part in parts[-2:])


@cache
def _set(language: str, key: str) -> frozenset[str]:
    return frozenset(words(language, "names", key))


@cache
def _heads(language: str) -> frozenset[str]:
    return frozenset(words(language, "names", "heads"))
