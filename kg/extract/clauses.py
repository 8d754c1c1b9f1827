"""The time, place, status and purpose of a meeting, from the clause that mentions it."""

import re
from datetime import date, timedelta
from re import Pattern

from attrs import evolve

from kg.extract.clause import Clause, Encounter, Value, dated
from kg.extract.discourse import Discourse
from kg.extract.grammar import grammar
from kg.extract.line import Mention, is_sign, sort_of
from kg.extract.locating import cities_in, locate
from kg.extract.stretches import COUNTED, first_day
from kg.extract.surroundings import Frame
from kg.extract.syntax import patterns
from kg.model import Span


def described(frame: Frame, encounter: Encounter, discourse: Discourse) -> list[Encounter]:
    """The encounter with its time, place and status; several where the clause names several days or places."""
    clause = _clause(frame, discourse.reading.language)
    known = patterns(clause.language)
    _status(clause, encounter)
    line, stretch = clause.line, (clause.line.text, 0, clause.end)
    reported = {
        found.end() - 1
        for found in known["reported"].finditer(*stretch)
        if known["at_the_end"].fullmatch(line.text, found.end(), frame.core) is None
    }
    under_way = encounter.status == "under-way"
    blocked = reported | {
        found.end() - 1
        for found in known["blocked"].finditer(*stretch)
        if not (encounter.kind == "signing" and found.start() >= frame.core)
        and not (under_way and known["since"].search(line.text[: found.end() - 1][-12:]))
    }
    blocked |= {
        found.end() - 1 for found in known["who_went"].finditer(line.text) if frame.core not in range(*found.span())
    }
    blocked |= {
        found.end() - 1 for found in known["of_office"].finditer(line.text) if frame.core not in range(*found.span())
    }
    if frame.rule.frame == "noun" and "reacted" in known:
        spoken_of = known["reacted"].search(line.text[: frame.core][-250:])
        offset = len(line.text[: frame.core]) - len(line.text[: frame.core][-250:])
        blocked |= {offset + spoken_of.start("when")} if spoken_of is not None else set()
    aside = known["between_apart"].match(line.text, frame.core + 1) if frame.rule.frame == "noun" else None
    blocked |= set(range(aside.start("it"), aside.start("it2"))) if aside is not None else set()
    every = [i for i in clause.signs("D", 0, len(clause.line.text)) if i not in blocked]
    every = [i for i in every if clause.line.at(clause.line.text[i]).edtf]
    dates = [i for i in every if clause.start <= i < clause.end]
    own = known["with_day"].search(clause.line.text[: frame.core])
    dates = [own.start("it")] if own is not None and own.start("it") in every else dates
    cities = cities_in(clause)
    occasioned = known["occasioned"].search(clause.line.text[: frame.core][-40:]) is not None
    if not dates and occasioned and encounter.status in ("held", "under-way") and not encounter.which:
        before = [i for i in clause.signs("D", 0, frame.core) if line.at(line.text[i]).edtf]
        dates = before if len(before) == 1 else dates
    _date(clause, encounter, dates)
    if encounter.date is None and (when := known["when"].search(line.text, 0, clause.start)):
        day_before = line.at(when["when"])
        encounter.date = dated(day_before) if day_before.edtf else None
    published = discourse.reading.published
    if encounter.date is not None and published is not None:
        _in_time(encounter, encounter.date, published, frame.elided)
    locate(clause, encounter, cities, discourse)
    _content(clause, encounter)
    return _split(clause, encounter, dates, cities)


def _on_errand(frame: Frame, known: dict[str, Pattern[str]]) -> bool:
    """Whether an infinitive says for what somebody came, as in "stopped in Oslo to meet the king"."""
    place = min((place for _, place in frame.who), default=frame.core)
    before = frame.line.text[place : frame.core]
    return known["came"].search(before) is not None and known["status_announced"].search(before) is None


def _in_time(encounter: Encounter, when: Value, published: date, elided: bool) -> None:
    """What lies ahead of publication has not taken place ("meets on Thursday"), what is long past is not under way."""
    from kg.dates import parse

    days = parse(when.text)
    if encounter.status in ("held", "under-way") and days.earliest > published.isoformat():
        encounter.status = "announced"
    elif encounter.status == "announced" and encounter.which == "previous" and days.latest < published.isoformat():
        encounter.status = "held"  # "a follow-up to the previous meeting in Oslo on 2 May"
    elif encounter.status == "announced" and elided and days.latest < published.isoformat():
        encounter.date = None  # "met on Monday and agreed to hold talks"
    elif encounter.status == "under-way" and days.latest < (published - timedelta(30)).isoformat():
        encounter.status = "held"


def _clause(frame: Frame, language: str) -> Clause:
    """From the boundary before the subject to the one behind the last object; other nouns for meetings bound it too."""
    text, known = frame.line.text, patterns(language)
    before = (found.end() for found in known["boundary"].finditer(text, 0, frame.start + 1))
    start = max((end for end in before if end <= frame.start), default=0)
    stop = known["boundary"].search(text, frame.end)
    while stop is not None and (
        (_of_it(frame, stop.start()) and known["relative"].match(text, stop.start()))
        or (frame.rule.kind == "signing" and known["after_event"].match(text, stop.start()))
    ):
        stop = known["boundary"].search(text, stop.end())
    end = stop.start() if stop is not None else len(text)
    noun = frame.rule.frame == "noun"
    if ((noun or frame.behind) and known["opening"].match(text[: frame.core])) or (
        known["subordinate"].match(text) and not start
    ):
        end = text.find(",", frame.end, end) if text.find(",", frame.end, end) > 0 else end
    elif noun and text[: frame.core].strip() and (comma := known["after_noun"].search(text, frame.end, end)):
        end = comma.start()
    others = (i for i in range(frame.end, end) if noun and is_sign(text[i]) and sort_of(text[i]) == "E")
    return Clause(frame, start, next(others, end), language)


def _of_it(frame: Frame, place: int) -> bool:
    """Whether a relative clause at a place is about the meeting, as in "chaired the meeting, which was held in"."""
    return frame.rule.frame == "noun" or (frame.event is not None and place == frame.end)


def _content(clause: Clause, encounter: Encounter) -> None:
    """What the meeting is for, what came of it, and whether the parties faced each other."""
    line, known, core = clause.line, patterns(clause.language), clause.frame.core
    purpose = known["purpose"].search(line.text, core, clause.end)
    if purpose is not None:
        encounter.purpose = Value(line.source(*purpose.span("it")), line.span_of_match(purpose, "it"))
    outcome = known["outcome"].search(line.text, core)
    if outcome is not None and encounter.status in ("held", "under-way"):
        encounter.outcome = Value(line.source(*outcome.span("it")), line.span_of_match(outcome, "it"))
    direct = known["direct_mode"].search(encounter.event.words) if encounter.event is not None else None
    if direct is not None and encounter.event is not None:
        face_to_face = grammar(clause.language)["face_to_face"].search(direct[0]) is not None
        encounter.mode = Value("direct" if face_to_face else "indirect", encounter.event.span)


def _split(clause: Clause, encounter: Encounter, dates: list[int], cities: list[int]) -> list[Encounter]:
    """Two meetings for "in Oslo on 9 May and in Rome on 11 May", and for "rounds on 9 May and 11 May"."""
    line, core = clause.line, clause.frame.core
    dates = [i for i in dates if i >= core]
    cities = [i for i in cities if i >= core]
    pairs: list[tuple[int, int]] = []
    told = sorted([*dates, *cities])
    pairwise = [{told[i], told[i + 1]} for i in range(0, len(told) - 1, 2)]
    if len(dates) == len(cities) > 1 and all({d, c} in pairwise for d, c in zip(dates, cities, strict=True)):
        pairs = list(zip(cities, dates, strict=True))
    both = [] if pairs else _two_days(clause, encounter, dates)
    if both:
        return both
    split = []
    for city, day in pairs:
        when = line.at(line.text[day])
        place = line.at(line.text[city])
        span = Span(min(when.span.start, encounter.span.start), max(when.span.end, encounter.span.start))
        split.append(
            evolve(
                encounter,
                actors=list(encounter.actors),
                roles=list(encounter.roles),
                date=dated(when),
                city=Value(place.name, place.span),
                span=span,
            )
        )
    return split or [encounter]


def _two_days(clause: Clause, encounter: Encounter, dates: list[int]) -> list[Encounter]:
    """Two meetings for "the rounds on 9 May and 11 May"."""
    date = encounter.date
    if not encounter.plural or date is None or date.text.count("/") != 1 or ".." in date.text:
        return []
    if (
        " and "
        not in clause.line.words[date.span.start - clause.line.span.start : date.span.end - clause.line.span.start]
    ):
        return []
    days = [Value(day, date.span, inference=date.inference) for day in date.text.split("/")]
    return [evolve(encounter, actors=list(encounter.actors), roles=[], date=day, number=None) for day in days[::-1]]


def _date(clause: Clause, encounter: Encounter, dates: list[int]) -> None:
    """The date behind the verb that stands nearest, or else the one before it; two days in a row are an interval."""
    line = clause.line
    chosen = clause.nearest(dates)
    new = patterns(clause.language)["new_date"].search(line.text, clause.frame.core)
    if encounter.status == "postponed" and new is not None:
        chosen = new.end() - 1 if line.at(new[0][-1]).edtf else chosen
    if chosen is None:
        return
    value = dated(line.at(line.text[chosen]))
    known = patterns(clause.language)
    if encounter.status == "under-way" and "/" not in value.text and known["since"].search(line.text[:chosen][-12:]):
        value = Value(f"{value.text}/..", value.span, inference=value.inference)
    following = next((i for i in dates if i > chosen), None)
    if following is not None and line.text[chosen + 1 : following] in (
        " and ",
        " and on ",
        " to ",
        " to on ",
        " until ",
    ):
        other = line.at(line.text[following])
        value = _before(value, other) if " to " in line.text[chosen + 1 : following] else value
        if "/" not in value.text + other.edtf and value.text < other.edtf:
            both = Span(value.span.start, other.span.end)
            value = Value(f"{value.text}/{other.edtf}", both, inference=value.inference)
    if following is not None and line.text[chosen + 1 : following] in (", ", ", on ", " on ") and "/" in value.text:
        value = dated(line.at(line.text[following]))  # "last week, on 11 June"
    begun, first, last = first_day(value.text, line.source(clause.start, clause.end), clause.language)
    if begun and encounter.status in ("held", "under-way"):
        start = line.span_of(clause.start, clause.end).start
        said = Span(start + first, start + last)
        value = Value(f"{begun}/{value.text}", value.span, (said,), COUNTED)
    encounter.date = value


def _before(first: Value, last: Mention) -> Value:
    """The first of two weekdays ("from Tuesday to Thursday"), a week earlier where it is behind the last."""
    if len(first.text) == len(last.edtf) == 10 and first.text > last.edtf and "weekday" in first.inference:
        return evolve(first, text=(date.fromisoformat(first.text) - timedelta(7)).isoformat())
    return first


def _status(clause: Clause, encounter: Encounter) -> None:
    """How far the meeting had come: what the small words before the verb and behind the noun say."""
    frame, line, known = clause.frame, clause.line, patterns(clause.language)
    gap = re.sub(r", [^,]{1,150},", " ", frame.gap)
    event = encounter.event.words if encounter.event is not None else ""
    trigger = line.text[frame.core : frame.end]
    if known["recalled"].search(line.text[: frame.core][-60:]) and frame.rule.frame == "noun":
        encounter.which = "previous"
    if known["last"].search(gap) or known["last"].search(line.text[: frame.core][-6:]):
        encounter.which = "previous"
    tail = ""
    if frame.rule.frame == "noun":
        gap = line.text[max(clause.start, frame.core - 60) : frame.core]
        gap = gap if known["leads_to"].search(gap) else ""
        tail = line.text[frame.end : min(clause.end, frame.end + 80)]
        tail = tail[: known["tail"].match(tail).end()]  # type: ignore[union-attr]
    governing = line.text[: frame.core][-28:] if frame.rule.frame == "noun" else ""
    end = len(line.text) if known["first_of_all"].match(line.text[: frame.core]) else clause.end
    whole = f"{governing} {line.text[frame.start : end]}"
    said = " ".join(f"{gap} {trigger} {tail}".split())
    if frame.rule.frame == "noun" and (ahead := known["to_be_held"].match(line.text, frame.core, frame.end)):
        gap = f"{gap} {ahead['aux']}"  # "talks between the two will be held in Oslo, with the king taking part"
    if frame.rule.frame == "bring":
        gap = f"{gap} {line.text[max(0, frame.core - 20) : frame.core]}"  # "that we can bring them together"
    denied = known["denied_before"].search(line.text[: frame.start][-80:]) or known["status_denied"].search(gap)
    if denied or event.startswith("no "):
        encounter.status = "denied"
    elif known["status_postponed"].search(whole):
        encounter.status = "postponed"
    elif known["status_cancelled"].search(whole):
        encounter.status = "cancelled"
    elif known["counterfactual"].search(gap):
        put_off = known["status_postponed"].search(line.text, frame.end) is not None
        encounter.status = "postponed" if put_off else "cancelled"
    elif (
        known["status_announced"].search(f"{gap} {frame.verb} {event} {tail}")
        or (frame.rule.frame == "bring" and known["refusal"].search(gap))
        or (known["infinitive"].search(gap) and not (frame.elided and _on_errand(frame, known)))
        or (
            frame.elided
            and known["bare"].fullmatch(trigger)
            and known["modal"].search(line.text, max(0, frame.core - 250), frame.core)
        )
        or (frame.rule.frame == "noun" and encounter.actors and known["ahead"].search(line.text[: frame.core][-40:]))
    ):
        encounter.status = "announced"
    elif known["status_under-way"].search(said):
        encounter.status = "under-way"
    encounter.status = frame.rule.status or encounter.status
    encounter.phase = next((phase for phase in ("starts", "ends") if known[phase].search(said)), "")
