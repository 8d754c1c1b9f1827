"""When a text was published: its own word goes before that of whoever reads it in."""

import re
from datetime import date, timedelta

from attrs import evolve

from kg.dates import Date
from kg.extract.document import DATELINE, DAY, Document, day

_LOOKED_AT = 20_000
_FAR = timedelta(days=180)
"""A day that a text names so long after its publication makes that doubtful."""


def dateline_day(text: str, near: Date | None = None) -> Date | None:
    """The day that the dateline of a text names; without a year only where a date tells near which it is.

    >>> from kg.dates import parse
    >>> dateline_day("OSLO, June 3 (Wire) — It rained."), dateline_day("OSLO, June 3, 2025 — It rained.").edtf
    (None, '2025-06-03')
    >>> dateline_day("OSLO, 30 December — It rained.", parse("2025-01-02")).edtf
    '2024-12-30'
    """
    lines = [line.strip() for line in text[:2000].split("\n") if line.strip()][:6]
    words = next((match["day"] for line in lines if (match := DATELINE.match(line)) and match["day"]), None)
    if words is None:
        return None
    if (whole := day(words)) is not None or near is None:
        return whole
    about = date.fromisoformat(near.earliest)
    found = (day(f"{words} {year}") for year in (about.year - 1, about.year, about.year + 1))
    days = [each for each in found if each is not None]
    return min(days, key=lambda each: abs(date.fromisoformat(each.earliest) - about), default=None)


def published_on(document: Document, given: Date | None) -> Document:
    """The document with the day on which somebody says that it was published, unless the text itself says another.

    Notes tell where the two differ, and where the text names a day long after its publication.

    >>> from kg.dates import parse
    >>> wire = published_on(Document(name="a", text="OSLO, June 3, 2025 — It rained."), parse("2024-01-01"))
    >>> wire.published.edtf, wire.notes
    ('2025-06-03', ('the text says that it was published on 2025-06-03, so 2024-01-01 was not taken',))
    """
    own = document.published or dateline_day(document.text, given)
    published = own or given
    notes = list(document.notes)
    if own is not None and given is not None and own.edtf != given.edtf:
        notes.append(f"the text says that it was published on {own.edtf}, so {given.edtf} was not taken")
    later = _latest(document.text)
    if published is not None and later is not None and _between(published, later) > _FAR:
        notes.append(f"the text names {later.edtf}, long after its day of publication {published.edtf}: is that right?")
    return evolve(document, published=published, notes=tuple(notes))


def _latest(text: str) -> Date | None:
    """The latest day with its year that a text names."""
    found = (day(match[0]) for match in re.finditer(DAY, text[:_LOOKED_AT]))
    return max((each for each in found if each is not None), key=lambda each: each.latest, default=None)


def _between(one: Date, other: Date) -> timedelta:
    return date.fromisoformat(other.earliest) - date.fromisoformat(one.latest)
