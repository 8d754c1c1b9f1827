"""Dates in running text, resolved from the day of publication.

A weekday is the one on or before publication, behind it where the verb is in the future; a day and month take the year
that puts them nearest. Without a day of publication only dates that say their year are resolved; the others keep their
words and stay open. The day on which the program runs is never looked at.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from re import Match

from attrs import frozen

from kg.extract.words import entries, words


@frozen
class When:
    """A date that a text names: where, as EDTF (empty where it stays open), and what was concluded."""

    start: int
    end: int
    edtf: str
    inference: str = ""
    relative: bool = False


@frozen
class _Language:
    pattern: re.Pattern[str]
    months: dict[str, int]
    weekdays: dict[str, int]
    future: re.Pattern[str]
    future_ahead: re.Pattern[str]
    night: re.Pattern[str]
    of_night: re.Pattern[str]
    planned_for: re.Pattern[str]
    headline_plan: re.Pattern[str]
    and_year: re.Pattern[str]
    which_year: re.Pattern[str]
    before_month: re.Pattern[str]
    numbers: dict[str, int]
    relative: tuple[tuple[re.Pattern[str], int, int], ...]
    unit: dict[str, re.Pattern[str]]
    back: re.Pattern[str]
    ahead: re.Pattern[str]
    this: re.Pattern[str]

    def step(self, words: str) -> int:
        """-1 for "last", 1 for "next", 0 for neither."""
        return (self.ahead.search(words) is not None) - (self.back.search(words) is not None)


def find(text: str, published: date | None, language: str = "en") -> Iterator[When]:
    """The dates of a sentence in order.

    >>> monday = date(2025, 6, 2)
    >>> text = "They met on May 16, on Sunday and overnight, and will meet on Friday and in early July."
    >>> [(text[when.start : when.end], when.edtf) for when in find(text, monday)]
    [('May 16', '2025-05-16'), ('Sunday', '2025-06-01'), ('overnight', '2025-06-01/2025-06-02'), ('Friday', '2025-06-06'), ('early July', '2025-07')]
    >>> [when.edtf for when in find("on 3–5 March 2024, on Friday", None)]
    ['2024-03-03/2024-03-05', '']
    """  # noqa: E501
    known = _language(language)
    night: When | None = None
    told = 0
    for match in known.pattern.finditer(text):
        if match.start() < told:
            continue
        if match["month"] is not None or match["month2"] is not None:
            told = year.end() if (year := known.which_year.match(text, match.end())) is not None else 0
        if _bare_month(match) and not known.before_month.search(text, max(0, match.start() - 12), match.start()):
            continue
        when = _resolve(match, published, known, _lies_ahead(text, match, published, known))
        if night is not None and known.of_night.fullmatch(text, night.end, when.start):
            when, night = _at_night(night, when), None
        if night is not None:
            yield night
            night = None
        if known.night.fullmatch(match[0]):
            night = when
        else:
            yield when
    if night is not None:
        yield night


def _at_night(night: When, day: When) -> When:
    """The day before and the day, for "overnight on Monday"."""
    if len(day.edtf) != 10:
        return night
    before = date.fromisoformat(day.edtf) - timedelta(1)
    return When(night.start, day.end, f"{before.isoformat()}/{day.edtf}", day.inference, day.relative)


def _lies_ahead(text: str, match: Match[str], published: date | None, known: _Language) -> bool:
    """Whether the words around a date tell of a day to come."""
    before = text[max(0, match.start() - 90) : match.start()]
    if known.future.search(before) is not None:
        return True
    if match.start() < 150 and known.headline_plan.match(text, 0, match.start()) is not None:
        return True
    if match.start() <= 12 and known.future_ahead.match(text, match.end(), match.end() + 90) is not None:
        return True
    if published is None or not match["weekday"] or known.planned_for.search(before) is None:
        return False
    return (known.weekdays[match["weekday"].lower().rstrip(".")] - published.weekday() - 1) % 7 < 4  # the nearer one


def _bare_month(match: Match[str]) -> bool:
    """Whether a month stands without day, year and "early": then only a preposition tells it from another word."""
    return match["month"] is not None and not (match["day"] or match["year"] or match["part"])


def _resolve(match: Match[str], published: date | None, known: _Language, future: bool) -> When:
    start, end = match.span()
    if match["month"] is not None or match["month2"] is not None:
        edtf, inference = _calendar(match, published, known, future)
        return When(start, end, edtf, inference, relative=False)
    if match["iso"] is not None or match["dotted"] is not None:  # "04.06.2025" has the day first
        written = match["iso"].split("-") if match["iso"] is not None else match["dotted"].split(".")[::-1]
        exact = _day(*map(int, written))
        return When(start, end, exact.isoformat() if exact else "")
    if match["year4"] is not None:
        return When(start, end, match["year4"])
    if published is None:
        return When(start, end, "", "", relative=True)
    if match["month4"] is not None:
        edtf = _relative_month(
            known.months[match["month4"].lower().rstrip(".")], known.step(match["which_month"].lower()), published
        )
        return When(start, end, edtf, "counted from the day of publication", relative=True)
    words = " ".join(match[0].lower().split())
    if match["weekday"] is not None:
        return When(start, end, *_weekday(match, published, known, future), relative=True)
    if match["ago"] is not None:
        count = match["ago"].lower()
        number = known.numbers.get(count) or int(count)
        days = number * (7 if known.unit["week"].search(match["unit"].lower()) else 1)
        if days > 366:
            return When(start, end, "", relative=True)
        mark = "~" if days % 7 == 0 and days >= 7 else ""
        day = published - timedelta(days)
        return When(start, end, f"{day.isoformat()}{mark}", "counted from the day of publication", relative=True)
    return When(start, end, _named(words, published, known), "counted from the day of publication", relative=True)


def _named(words: str, published: date, known: _Language) -> str:
    """The days that words such as "yesterday", "overnight" or "last week" mean."""
    day = timedelta(1)
    for pattern, first, last in known.relative:
        if pattern.search(words):
            return _stretch(published + first * day, published + last * day)
    monday = published - day * published.weekday()
    step = known.step(words)
    if known.unit["weekend"].search(words):
        coming = step > 0 or (step == 0 and known.this.search(words) is not None and published.weekday() < 5)
        saturday = monday + 5 * day if coming or published.weekday() == 6 else monday - 2 * day
        return _stretch(saturday, saturday + day)
    if known.unit["week"].search(words):
        return _stretch(monday + 7 * step * day, monday + (7 * step + 6) * day)
    if known.unit["month"].search(words):
        month = published.year * 12 + published.month - 1 + step
        return f"{month // 12:04}-{month % 12 + 1:02}"
    if known.unit["year"].search(words):
        return f"{published.year + step:04}"
    return published.isoformat()


def _stretch(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _relative_month(month: int, step: int, published: date) -> str:
    """The month of "last May" (a step back), "next May" or "this May"."""
    year = published.year
    if step < 0 and month >= published.month:
        year -= 1
    if step > 0 and month <= published.month:
        year += 1
    return f"{year:04}-{month:02}"


def _weekday(match: Match[str], published: date, known: _Language, future: bool) -> tuple[str, str]:
    wanted = known.weekdays[match["weekday"].lower().rstrip(".")]
    back = (published.weekday() + 1 - wanted) % 7
    before = (match["which"] or "").lower()
    step = known.step(before)
    if match["which_week"]:  # "Thursday last week"
        monday = published - timedelta(published.weekday())
        day = monday + timedelta(7 * known.step(match["which_week"].lower()) + wanted - 1)
        return day.isoformat(), "the weekday counted from the week of publication"
    if step > 0 or (future and step == 0):
        ahead = (wanted - published.weekday() - 1) % 7
        if step > 0 and not ahead:
            ahead = 7
        return (published + timedelta(ahead)).isoformat(), "the weekday on or after the day of publication"
    if step < 0 and not back:
        back = 7
    return (published - timedelta(back)).isoformat(), "the weekday on or before the day of publication"


def _calendar(match: Match[str], published: date | None, known: _Language, future: bool) -> tuple[str, str]:
    name = match["month"] or match["month2"]
    month = known.months[name.lower().rstrip(".")]
    year_text = match["year"] or match["year2"]
    if year_text is None and (later := known.and_year.match(match.string, match.end())):
        year_text = later["year"]  # "in April and November 2023"
    day, until = match["day"] or match["day2"], match["until"] or match["until2"]
    inference = ""
    if year_text is None and published is not None and (told := known.which_year.match(match.string, match.end())):
        year_text = str(published.year + known.step(told["which"].lower()))  # "in May last year"
    if year_text is not None:
        year = int(year_text)
    elif published is None:
        return "", ""
    else:
        year = _nearest_year(published, month, int(day) if day else None, future)
        inference = "the year is that of the day of publication"
    if year < 1:
        return "", ""
    if day is None:
        return f"{year:04}-{month:02}", inference
    first = _day(year, month, int(day))
    if first is None:
        return "", ""
    if until is None:
        return first.isoformat(), inference
    last_month = known.months[match["month3"].lower().rstrip(".")] if match["month3"] else month
    last = _day(year, last_month, int(until))
    if last is None or last < first:
        return "", ""
    return f"{first.isoformat()}/{last.isoformat()}", inference


def _nearest_year(published: date, month: int, day: int | None, future: bool) -> int:
    """The year that puts a month and day nearest to publication: behind it where the verb is in the future."""
    if day is None:
        distance = month - published.month
        if future:
            return published.year + (distance < 0)
        return published.year - (distance > 3)
    exact = _day(published.year, month, day) or published
    if future:
        return published.year + ((published - exact).days > 120)
    return published.year - ((exact - published).days > 120)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _language(language: str) -> _Language:
    content = entries(language, "dates")
    months = {name: number for number, names in content["months"].items() for name in names.split()}
    weekdays = {name: number for number, names in content["weekdays"].items() for name in names.split()}
    month = "(?:" + "|".join(sorted((_any_case(name) for name in months), key=len, reverse=True)) + r")(?!\w)"
    day = r"[0-3]?[0-9](?:st|nd|rd|th)?"
    weekday = "|".join(sorted((name.capitalize() for name in weekdays), key=len, reverse=True))
    numbers = "|".join(content["numbers"])
    pattern = re.compile(
        content["pattern"].format(
            month=month,
            day=r"(?<![\d.,])[0-3]?[0-9]",
            th="(?:st|nd|rd|th)?(?![\\d%])",
            dayth=day,
            weekday=weekday,
            numbers=numbers,
        ),
        re.VERBOSE,
    )
    verbs, moved = ("|".join(words(language, "dates", key)) for key in ("future", "moved"))
    future = re.compile(rf"(?:{content['not_future']}\b(?:{verbs})|\b(?:{moved}))\b(?:(?!{content['turn']})[^.;])*\Z")
    before_month = re.compile(rf"\b(?:{'|'.join(words(language, 'dates', 'before_month'))})\s\Z")
    direction = {name: re.compile(content[name]) for name in ("back", "ahead", "this")}
    return _Language(
        pattern=pattern,
        months=months,
        weekdays=weekdays,
        future=future,
        night=re.compile(content["night"]),
        of_night=re.compile(content["of_night"]),
        future_ahead=re.compile(rf"(?:(?!\b(?:{verbs})\b)(?!{content['turn']})(?!\b[a-z]+ed\b)[^.;])*\b(?:{verbs})\b"),
        planned_for=re.compile(content["planned_for"]),
        headline_plan=re.compile(content["headline_plan"]),
        which_year=re.compile(content["which_year"]),
        and_year=re.compile(content["and_year"].format(month=month, day=day)),
        before_month=before_month,
        numbers=content["numbers"],
        relative=tuple((re.compile(each[0]), each[1], each[2]) for each in content["relative"]),
        unit={name: re.compile(each) for name, each in content["units"].items()},
        **direction,
    )


def _any_case(name: str) -> str:
    stop = r"\.?" if len(name) < 5 and name not in ("may", "june", "july") else ""
    return f"{name.capitalize()}{stop}|{name.upper()}{stop}"
