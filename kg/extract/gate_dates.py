"""Which dates the words of a text bear out, counted from its day of publication or that of its dateline.

A date may be one that `kg.extract.dates.find` reads there, or follow from one by words beside it: the stretch "from
Sunday to Monday", the open ends "since May" and "not later than 1 May", the length "two-day visit" with its last or
first day, "for a fourth day on Tuesday", "the first week of June", "26 November of that year", a season or a feast.
Days such as "the next day" are counted from the date before them or from one that the claim offers to resolve them.
Nothing follows from likeness.
"""

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache

from attrs import frozen

from kg.dates import FIRST_DAY, LAST_DAY, Date, parse
from kg.errors import DateError
from kg.extract.dates import When, find
from kg.extract.gate_mood import plans
from kg.extract.numbers import numbers
from kg.extract.sentences import LONGEST, dateline, sentences
from kg.extract.words import entries, pattern, words
from kg.model import Span

_LINES_OF_DATELINE = 12
_DAYS_OF_DATELINE = 7
"""So many days may lie between the day in the dateline and publication."""
_BEFORE, _AFTER = 90, 40
"""How many signs before and after a date are looked at for what opens, ends or lengthens it."""
_BACK = 10
"""In so many sentences back stands the date from which "the next day" is counted."""
_WORD = 8
"""So many signs before a month hold the preposition by which it is known for one, and no verb."""
_VERB = 20
"""So many signs before a day stands the verb that says what began on it."""
_MOST = 60
"""So many dates in the words of a claim are looked at; more are noise."""
_LONGEST_STAY = 31
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")


@frozen
class Named:
    """A date that a text names, and its place."""

    start: int
    end: int
    when: Date


class DateWords:
    """The dates of one text.

    >>> text = "The two-day talks ended on Wednesday."
    >>> dates = DateWords(text, date(2025, 6, 6))
    >>> [dates.bears(parse(each), (Span(0, len(text)),)) for each in ("2025-06-04", "2025-06-03/2025-06-04", "2025-06")]
    [True, True, False]
    """

    def __init__(self, text: str, published: date | None, language: str = "en") -> None:
        self.text, self.published, self.language = text, published, language
        self.starts = [span.start for span in sentences(text, language)]
        self._content = entries(language, "gate")
        self._days = [published] if published is None else [published, *self._dateline(published)]
        self._named = lru_cache(maxsize=1024)(lambda *place: tuple(self._named_in(*place)))

    def bears(
        self,
        said: Date,
        spans: Iterable[Span],
        resolving: Iterable[Span] = (),
        planned: bool = False,
        inferred: bool = False,
    ) -> bool:
        """Whether spans bear out a date, which lies ahead of one that is `planned`.

        Those that resolve count where the spans name no date of their own, or as the other end of a stretch. A date
        that was `inferred` may start from the day of publication.
        """
        every = (*spans, *resolving)
        offered = [each for span in resolving for each in self._of(span, planned)][:_MOST]
        own = [each for span in spans for each in self._of(span, planned, offered)][:_MOST]
        found = own + offered
        first = list(own or found)
        if inferred and self.published:
            first.append(Named(-1, -1, parse(self.published.isoformat())))
        bounds = said.earliest, said.latest
        if any((each.when.earliest, each.when.latest) == bounds for each in first):
            return True
        return any(bounds == other for each in first for other in self._following(each, found, every))

    def sentence(self, place: int) -> int:
        """The number of the sentence that a place is in, counted from 1."""
        return bisect_right(self.starts, place)

    def bounds(self, span: Span) -> tuple[int, int]:
        """Where the sentences begin and end that a span stands in."""
        here = self.sentence(span.start)
        start = self.starts[here - 1] if here else 0
        behind = bisect_right(self.starts, span.end - 1)
        end = self.starts[behind] if behind < len(self.starts) else len(self.text)
        return start, min(end, span.end + LONGEST)

    # --- what words name ----------------------------------------------------------------------------------------------

    def _dateline(self, published: date) -> Iterator[date]:
        """The days that the dateline gives, shortly before publication."""
        for line in list(re.finditer(r"[^\n]+", self.text[:3000]))[:_LINES_OF_DATELINE]:
            place = dateline(self.text, Span(*line.span()))
            end = place[0].end if place else line.end()
            if not place and (len(line[0]) > 60 or not line[0][:3].isupper()):
                continue
            for when in find(self.text[line.start() : end], published, self.language):
                if len(when.edtf) == 10 and not when.relative:
                    day = date.fromisoformat(when.edtf)
                    if 0 < (published - day).days <= _DAYS_OF_DATELINE:
                        yield day

    def _of(self, span: Span, planned: bool, offered: Iterable[Named] = ()) -> list[Named]:
        """The dates that stand in a span, read in their sentence: its verb tells whether a weekday lies ahead."""
        start, end = self.bounds(span)
        named = [*self._named(start, end, planned), *self._days_after_named(start, end, offered)]
        return [each for each in named if each.end > span.start and each.start < span.end]

    def _named_in(self, start: int, end: int, planned: bool) -> Iterator[Named]:
        words_ = self.text[start:end]
        ahead = planned or plans(words_, self.language)
        past = pattern(self.language, "gate", "planned_before").search(words_) is not None
        for day in self._days:
            told: dict[str, str] = {}  # the years that months of the sentence have
            for when in find(words_, day, self.language):
                place = start + when.start, start + when.end
                own = words_[when.start : when.end]
                if others := [*self._year_of(when, words_, start)]:
                    yield from (Named(*place, parse(edtf)) for edtf in others)
                    continue
                alone = when.edtf.split("/") if "/" in when.edtf and self._listed(own) else []
                if when.relative or _YEAR.search(own):
                    told[when.edtf[5:7]] = when.edtf[:4]
                elif len(when.edtf) == 10 and when.edtf[5:7] in told:
                    alone.append(f"{told[when.edtf[5:7]]}{when.edtf[4:]}")  # "last May, when they met on May 3"
                for edtf in dict.fromkeys((when.edtf, *alone)):
                    if edtf:
                        yield Named(*place, parse(edtf))
                for way in {ahead, ahead and not past}:
                    if day and (other := self._read_alone(when, words_, day, way)):
                        yield Named(*place, parse(other))
            yield from self._seasons_and_feasts(words_, start, day, ahead)
            if day:
                yield from self._counted_back(words_, start, day)
                yield from self._this_year_or_month(words_, start, day)

    def _counted_back(self, words_: str, start: int, day: date) -> Iterator[Named]:
        """The day "a fortnight ago", the month "eighteen months ago", the year "two years ago"."""
        for match in pattern(self.language, "gate", "ago").finditer(words_):
            count = self._count(match["count"])
            months = day.year * 12 + day.month - 1 - count
            when = f"{day.year - count:04}" if match["years"] else f"{months // 12:04}-{months % 12 + 1:02}"
            if match["fortnights"]:
                when = _shifted(day.isoformat(), -14 * count)
            if count and day.year > count:
                yield Named(start + match.start(), start + match.end(), parse(when))

    def _this_year_or_month(self, words_: str, start: int, day: date) -> Iterator[Named]:
        """The year or month behind "the end of": one that the sentence names before it, else that of publication."""
        for match in pattern(self.language, "gate", "this").finditer(words_):
            named = _YEAR.findall(words_, 0, match.start())
            if named and match["month"]:
                continue
            when = day.isoformat()[:7] if match["month"] else (named or [f"{day.year:04}"])[-1]
            yield Named(start + match.start(), start + match.end(), parse(when))

    def _listed(self, words_: str) -> bool:
        """Whether two days are joined by an "and", which may list them as well as bound a stretch."""
        return self._content["between_numbers"] in words_.split()

    def _days_after_named(self, start: int, end: int, offered: Iterable[Named]) -> Iterator[Named]:
        """Days that are counted from the last date before them, or one offered there, such as "the next day"."""
        counted = [(*each, _BACK) for each in self._content["from_named"]]
        counted += [(*each, 1) for each in self._content["from_clause"]]
        for expression, step, back in counted:
            for match in re.finditer(expression, self.text[start:end], re.IGNORECASE):
                days = step * self._count(match.groupdict().get("count", "1"))
                if step and not days:
                    continue
                place = start + match.start()
                near = self.starts[max(0, self.sentence(place) - back)] if self.starts else 0
                before = [each for each in self._named(near, place, False) if _is_day(each)] if near < place else []
                last = [max(before, key=lambda each: each.start)] if before else []
                for each in (*last, *(each for each in offered if _is_day(each) and each.end <= place)):
                    yield Named(place, start + match.end(), parse(_shifted(each.when.edtf, days)))

    def _count(self, words_: str) -> int:
        """How many days words count; 0 if they count none or more than a stay may last."""
        counts = [int(each.value) for each in numbers(words_, self.language) if each.value.isdigit()]
        return counts[0] if len(counts) == 1 and counts[0] <= _LONGEST_STAY else 0

    def _read_alone(self, when: When, words_: str, day: date, ahead: bool) -> str:
        """A date without the verb of its sentence: the one ahead where something is to come, else the one before."""
        phrase = words_[max(0, when.start - _WORD) : when.end]
        if ahead:
            phrase = f"{words(self.language, 'dates', 'future')[0]} {phrase}"
        return next((each.edtf for each in find(phrase, day, self.language) if each.end == len(phrase)), "")

    def _year_of(self, when: When, words_: str, start: int) -> Iterator[str]:
        """A date "of that year", which counts from the one named last before it, or of "last year"."""
        behind = words_[when.end : when.end + 30]
        named = _YEAR.findall(self.text, max(0, start + when.start - 1500), start + when.start)[-1:]
        years = self._years_behind(behind, int(named[0]), "that_year") if named else []
        if not years and self.published:
            years = self._years_behind(behind, self.published.year)
        for year in years:
            phrase = f"{words_[max(0, when.start - _WORD) : when.end]} {year:04}"
            yield from (each.edtf for each in find(phrase, self.published, self.language) if each.end == len(phrase))

    def _years_behind(self, behind: str, year: int, key: str = "year_behind") -> list[int]:
        """The year that words behind a date count from another, as "of next year" does."""
        return [year + step for words, step in self._content[key] if re.match(words, behind, re.IGNORECASE)]

    def _seasons_and_feasts(self, words_: str, start: int, day: date | None, ahead: bool) -> Iterator[Named]:
        """Seasons, and feasts as a day and as its month; without a year the last one, or the next in a plan."""
        for key in ("seasons", "feasts"):
            for name, code in self._content[key].items():
                for match in re.finditer(rf"\b{name}\b", words_, re.IGNORECASE if key == "seasons" else 0):
                    for year in self._years(code, words_[match.end() : match.end() + 30], day, ahead):
                        when = _of_year(code, year)
                        for edtf in (when, when[:7]):
                            yield Named(start + match.start(), start + match.end(), parse(edtf))

    def _years(self, code: str | int, after: str, day: date | None, ahead: bool) -> list[int]:
        if match := _YEAR.search(after[:15]):
            return [int(match[0])]
        if day is None:
            return []
        if counted := self._years_behind(after, day.year):
            return counted
        years = range(day.year - 1, day.year + 2)
        past = [year for year in years if parse(_of_year(code, year)).earliest <= day.isoformat()][-1:]
        return past + [year for year in years if parse(_of_year(code, year)).latest >= day.isoformat()][:ahead]

    # --- what follows from it -----------------------------------------------------------------------------------------

    def _following(self, one: Named, found: list[Named], spans: tuple[Span, ...]) -> Iterator[tuple[str, str]]:
        """The bounds of other dates that follow from a date by the words beside it."""
        when = one.when
        if one.start < 0:
            return
        before = self.text[max(0, one.start - _BEFORE) : one.start]
        opens, ends = self._beside("open_start", one), self._beside("ending", one)
        if opens:
            yield when.earliest, LAST_DAY
        if ends or self._beside("open_end", one):
            yield FIRST_DAY, when.latest
        if pattern(self.language, "gate", "night_into").search(before):
            yield _shifted(when.earliest, -1), when.latest
        yield from self._part(when, before)
        for other in found:
            begin, end = sorted((one, other), key=lambda each: each.start)
            in_order = begin.end <= end.start and begin.when.earliest <= end.when.earliest
            if in_order and self._joined(begin, end, spans):
                yield begin.when.earliest, max(begin.when.latest, end.when.latest)
        if when.earliest == when.latest:
            yield from self._which_day(one)
            for days in self._lengths(one, spans):
                if not opens or ends:
                    yield _shifted(when.earliest, 1 - days), when.latest
                if opens or not ends:
                    yield when.earliest, _shifted(when.latest, days - 1)

    def _beside(self, key: str, named: Named) -> bool:
        """Whether the words before or behind a date say something of it, with no other sentence between."""
        found = pattern(self.language, "gate", key)
        before = re.split(r"[.;\n]\s", self.text[max(0, named.start - _BEFORE) : named.start])[-1]
        after = re.split(r"[.;\n]", self.text[named.end : named.end + _AFTER])[0]
        return bool(found.search(before) or found.search(after))

    def _joined(self, one: Named, other: Named, spans: tuple[Span, ...]) -> bool:
        """Whether two dates are the ends of a stretch: by the word between them, or since the claim has both apart."""
        between = self.text[one.end : other.start]
        if len(between) < 20 and pattern(self.language, "gate", "joined").fullmatch(between):
            return True
        if (
            self.sentence(one.start) == self.sentence(other.start)
            and self._beside("open_start", one)
            and self._beside("ending", other)
        ):
            return True
        first, second = (
            {span for span in spans if span.start < each.end and each.start < span.end} for each in (one, other)
        )
        return bool(first - second and second - first)

    def _part(self, when: Date, before: str) -> Iterator[tuple[str, str]]:
        """A counted part of a month or year: the first week of a month has its days 1 to 7."""
        match = pattern(self.language, "gate", "part_of").search(before)
        if not re.fullmatch(r"\d{4}(-[01]\d)?", when.edtf):
            return
        if len(when.edtf) == 4 and pattern(self.language, "gate", "end_of").search(before):
            yield f"{when.edtf}-12-01", when.latest
        if match is None:
            return
        which = next((int(each.value) for each in numbers(match["which"], self.language)), 0)
        last = monthrange(int(when.edtf[:4]), int(when.edtf[5:]))[1] if len(when.edtf) == 7 else 12
        if match["week"] and last > 12:
            first = 7 * which - 6 if which else last - 6
            yield f"{when.edtf}-{first:02}", f"{when.edtf}-{first + 6:02}"
            return
        parts = 2 if match["half"] else 4 if match["quarter"] and last == 12 else 0
        which = which or parts
        if 1 <= which <= parts:
            each = last // parts
            first, end = each * (which - 1) + 1, last if which == parts else each * which
            stretch = parse(f"{when.edtf}-{first:02}/{when.edtf}-{end:02}")
            yield stretch.earliest, stretch.latest

    def _which_day(self, one: Named) -> Iterator[tuple[str, str]]:
        """The stretch of which a day is said to be the fourth; none if that day is the one it began on."""
        start, end = self.bounds(Span(one.start, one.end))
        start, day = max(start, one.start - _BEFORE), one.when.earliest
        near = self.text[start : min(end, one.end + _AFTER)]
        for match in pattern(self.language, "gate", "which_day").finditer(near):
            behind = start + match.end()
            verb = self.text[max(behind if behind <= one.start else start, one.start - _VERB) : one.start]
            if pattern(self.language, "gate", "open_start").search(verb):
                continue
            for count in numbers(match["which"] or match["count"], self.language):
                if count.value.isdigit() and 1 < int(count.value) <= _LONGEST_STAY:
                    yield _shifted(day, 1 - int(count.value)), day

    def _lengths(self, one: Named, spans: tuple[Span, ...]) -> Iterator[int]:
        """How many days something lasts, by the words near a date and by the spans of the claim."""
        near = self.text[max(0, one.start - _BEFORE) : one.end + _AFTER]
        for words_ in (near, *(self.text[span.start : span.end] for span in spans)):
            for match in pattern(self.language, "gate", "days_long").finditer(words_):
                if (days := self._count(match["count"])) > 1:
                    yield days
            for match in pattern(self.language, "gate", "hours_long").finditer(words_):
                yield int(match["count"]) // 24 + 1  # 48 hours end on the third day


def stated(text: str) -> Date | str:
    """A date as a claim has it, or why it is none."""
    try:
        return parse(text)
    except DateError as error:
        return error.message


def _is_day(named: Named) -> bool:
    return len(named.when.edtf) == 10


def _shifted(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days)).isoformat()
    except OverflowError:
        return day


def _of_year(code: str | int, year: int) -> str:
    """A season or feast in a year, as EDTF."""
    return _easter(year).isoformat() if code == "easter" else f"{year:04}-{code}"


def _easter(year: int) -> date:
    """Easter Sunday by the Gregorian calendar, as Meeus and others give the rule.

    >>> _easter(1963), _easter(2025)
    (datetime.date(1963, 4, 14), datetime.date(2025, 4, 20))
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    last = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * last) // 451
    month, day = divmod(h + last - 7 * m + 114, 31)
    return date(year, month, day + 1)
