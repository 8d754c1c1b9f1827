"""The page's words in its languages: dates, codes and the rows of the table, as `words.json` has them.

Names, labels and quotes stay as they are. A language is one entry of `words.json` with the same keys as English.
"""

import json
import re
from importlib.resources import files
from typing import Any

from kg.answers import Meeting, StatementMade
from kg.dates import Date, parse
from kg.parts import ABOUT_PEOPLE, Cited, Located, Participant, marked, with_copies
from kg.vocab import words as spaced

Words = dict[str, Any]
"""The words of one language by name; some are templates whose values stand in braces, some are tables of codes."""


def read_words() -> dict[str, Words]:
    """Read the words of every language, by BCP 47 tag."""
    text = files("kg.page").joinpath("words.json").read_text(encoding="utf-8")
    catalogue: dict[str, Words] = json.loads(text)
    return catalogue


def word(words: Words, table: str, code: str | None) -> str:
    """A code in words; one that the table does not have is written with spaces.

    >>> word(read_words()["de"], "kind", "summit"), word(read_words()["de"], "kind", "tea-party")
    ('Gipfel', 'tea party')
    """
    return str(words[table].get(code or "", spaced(code or "")))


def date_text(words: Words, date: Date | None) -> str:
    """A date in words, as exact as it is known; one that no source gives is said to be missing.

    >>> from kg.dates import parse
    >>> [date_text(read_words()[tag], parse("2025-06~")) for tag in ("en", "de", "tr")]
    ['about June 2025', 'etwa Juni 2025', 'Haziran 2025 dolayı']
    """
    if date is None:
        return str(words["undated"])
    if "dates" not in words:  # English dates are worded as in every other answer
        return date.text
    text = _interval(words, date.edtf)
    return _fill(words["dates"]["within"], text) if date.within and date.earliest != date.latest else text


def dates_in_words(words: Words, data: Any) -> Any:
    """The same JSON data with the `text` of every date in it as `date_text` has it.

    >>> dates_in_words(read_words()["de"], [{"edtf": "2025-06", "text": "June 2025"}])
    [{'edtf': '2025-06', 'text': 'Juni 2025'}]
    """
    if "dates" not in words:  # they are in English already
        return data
    if isinstance(data, dict):
        if "edtf" in data:
            return data | {"text": date_text(words, parse(data["edtf"], within=data.get("within", False)))}
        return {name: dates_in_words(words, inner) for name, inner in data.items()}
    return [dates_in_words(words, inner) for inner in data] if isinstance(data, list) else data


def row(words: Words, answer: Meeting | StatementMade) -> tuple[str, ...]:
    """A row of the table: date, kind, what, place, who, status, sources; a value that sources differ on has a star."""
    if isinstance(answer, StatementMade):
        speakers = ", ".join(answer.speakers) or words["theSource"]
        firmness = [word(words, "modality", answer.modality)] if answer.modality != "asserted" else []
        firmness += [words["negative"]] if answer.polarity == "negative" else []
        told = (date_text(words, answer.date), word(words, "kind", "statement"), answer.summary, "", speakers)
        return *told, ", ".join(firmness), _titles(words, answer)

    def with_star(text: str, *fields: str) -> str:
        return marked(text, answer.conflicts, *fields)

    return (
        with_star(date_text(words, answer.date), "date"),
        with_star(word(words, "kind", answer.kind), "kind"),
        answer.label,
        with_star(" / ".join(map(str, places(answer))), "place"),
        with_star("; ".join(_attendee(words, one) for one in answer.participants), *ABOUT_PEOPLE),
        with_star(word(words, "statusWord", answer.status), "status"),
        _titles(words, answer),
    )


def places(meeting: Meeting) -> list[Located]:
    """The place of a meeting, then those that sources give instead.

    >>> from kg.parts import Conflict, Located, Said, Variant
    >>> hall, inn = Located("venue/hall", "Hall", "venue", "Bern"), Located("venue/inn", "Inn", "venue", "Basel")
    >>> said = (Said("source/a", place=hall), Said("source/b", place=inn))
    >>> differ = (Conflict("place", (Variant("Hall", ("source/a",)), Variant("Inn", ("source/b",)))),)
    >>> [str(place) for place in places(Meeting("event/a", "talks", "A", place=hall, reports=said, conflicts=differ))]
    ['Hall, Bern', 'Inn, Basel']
    """
    found = {meeting.place.id: meeting.place} if meeting.place else {}
    for conflict in meeting.conflicts:
        named = {variant.value for variant in conflict.values if conflict.field == "place"}
        found |= {said.place.id: said.place for said in meeting.reports if said.place and said.place.name in named}
    return list(found.values())


def _titles(words: Words, answer: Meeting | StatementMade) -> str:
    """The sources by their titles, those that repeat one another once, with how many copies there are."""
    told = []
    for source, copies in with_copies(answer.sources):
        number = f" (+{len(copies)} {words['count']['copy'][len(copies) > 1]})" if copies else ""
        told.append(f"{source_name(source)}{number}")
    return "; ".join(told)


def source_name(source: Cited) -> str:
    """What a source is called: its title, else its publisher with the day, else its identifier.

    >>> source_name(Cited("source/wire-7", None, "Example Wire", "2025-06-02")), source_name(Cited("source/wire-7"))
    ('Example Wire, 2025-06-02', 'wire-7')
    """
    return source.title or ", ".join(filter(None, (source.publisher, source.published))) or str(source)


def _attendee(words: Words, one: Participant) -> str:
    post = f"{words['capacity']['possible']} {one.capacity}" if one.capacity_basis == "possible" else one.capacity
    part = [word(words, "role", role) for role in one.roles or (one.role,)]
    part += [word(words, "modality", one.modality)] if one.modality != "asserted" else []
    return f"{', '.join(filter(None, (one.name, post)))} ({', '.join(part)})"


# --- dates -----------------------------------------------------------------------------------------------------------

_POINT = re.compile(r"(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?([~?%]?)")


def _interval(words: Words, edtf: str) -> str:
    begin, slash, end = edtf.partition("/")
    if not slash or begin == end:
        return _point(words, begin)
    dates = words["dates"]
    if begin in ("", ".."):
        return _fill(dates["until" if begin else "untilUnknown"], _point(words, end))
    if end in ("", ".."):
        return _fill(dates["from" if end else "fromUnknown"], _point(words, begin))
    if re.fullmatch(r"(\d{4}-\d\d)-\d\d/\1-\d\d", edtf):
        days: str = words["calendar"]["days"]
        return days.format(first=int(begin[-2:]), last=int(end[-2:]), month=_month(words, end), year=int(end[:4]))
    return f"{_point(words, begin)} – {_point(words, end)}"


def _point(words: Words, edtf: str) -> str:
    """One date of EDTF level 1, whose parts are years that may end in X, months or seasons, days, and a qualifier."""
    match = _POINT.fullmatch(edtf)
    assert match, f"{edtf} is no date that kg.dates reads"
    year, month, day, mark = match.groups()
    dates, calendar = words["dates"], words["calendar"]
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    text = str(low) if low == high else f"{low}–{high}"
    if month in words["season"]:
        text = _fill(words["season"][month], text)
    elif month == "XX":
        text = _fill(dates["someDayOfYear" if day else "someMonth"], text)
    elif month and day != "XX" and day:
        text = calendar["day"].format(day=int(day), month=_month(words, edtf), year=low)
    elif month:
        text = calendar["month"].format(month=_month(words, edtf), year=low)
        text = _fill(dates["someDay"], text) if day else text
    text = _fill(dates["about"], text) if mark in ("~", "%") else text
    return _fill(dates["uncertain"], text) if mark in ("?", "%") else text


def _month(words: Words, edtf: str) -> str:
    return str(words["calendar"]["months"][int(edtf[5:7]) - 1])


def _fill(template: str, date: str) -> str:
    return template.replace("{date}", date)
