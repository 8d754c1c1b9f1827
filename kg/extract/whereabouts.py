"""When and where meetings were of which no clause tells it: by datelines, by the headline, by what was told beside."""

from attrs import evolve

from kg.extract.clauses import Value
from kg.extract.discourse import Discourse
from kg.extract.line import is_sign
from kg.extract.merged import DONE, Meeting, dates_agree, days_between
from kg.extract.reading import Reading


def complete(meetings: list[Meeting], discourse: Discourse) -> None:
    """Give meetings the day and place that follow from the text around them."""
    _in_section(meetings, discourse)
    _in_dateline(meetings[:3], discourse)
    _beside_main(meetings)


def _in_section(meetings: list[Meeting], discourse: Discourse) -> None:
    """Put what the items of a digest tell in the city that each begins with, as in "Oslo. The king received..."."""
    read = discourse.reading
    for meeting in meetings if read.places else ():
        place = read.places.get(read.lines[meeting.mentions[0].line].paragraph)
        if place is not None and meeting.city is None and meeting.country is None and meeting.kind != "call":
            meeting.city = Value(place.name, place.span, (), "the place that the section begins with")


def _in_dateline(meetings: list[Meeting], discourse: Discourse) -> None:
    """Give the meeting that a text opens with the city and the day of the dateline, where it names none itself."""
    read = discourse.reading
    for meeting in meetings:
        if (
            meeting.status in DONE
            and not meeting.which
            and meeting.kind in ("talks", "summit", "signing", "call", "mediation")
        ):
            early = read.lines[meeting.mentions[0].line].paragraph <= 3
            if not early or len(meeting.sides) < 2:
                return
            _in_lead(meeting, read)
            nowhere = meeting.city is None and meeting.country is None and meeting.kind != "call"
            if read.here is not None and nowhere:
                meeting.city = Value(read.here.name, read.here.span, (), "the place of the dateline")
            if read.day is not None and meeting.date is None and len(read.day.edtf) == 10:
                meeting.date = Value(read.day.edtf, read.day.span, (), read.day.note or "the day of the dateline")
            return


def _beside_main(meetings: list[Meeting]) -> None:
    """Put meetings without a place where the main one or the one told before is, on the same day with the same people.

    What was on its sidelines or "in the same palace" was there as well.
    """
    main = next((known for known in meetings if known.status in DONE and not known.which and known.city), None)
    if main is None or main.kind == "call":
        return
    for number, meeting in enumerate(meetings):
        nowhere = meeting.city is None and meeting.country is None and meeting.kind in ("talks", "signing", "summit")
        if meeting is main or not nowhere:
            continue
        same = any(each.same_place for each in meeting.mentions)
        before = meetings[number - 1] if number else main
        beside = before if before.city and meeting.span.start - before.mentions[-1].span.end < 400 else main
        for other in (main, beside):
            near = meeting.date is None or (other.date is not None and dates_agree(meeting.date, other.date))
            if meeting.date is not None and other.date is not None and other.status == "under-way":
                near = near or meeting.date.text >= other.date.text
            done = meeting.status in DONE and not meeting.which
            if meeting.date is not None and other.date is not None:  # the day before or after, with the same people
                near = near or (
                    abs(days_between(other.date, meeting.date)) <= 1 and bool(set(meeting.actors) & set(other.actors))
                )
            if beside.kind == "visit" and other is beside and meeting.date and other.date:
                near = near or 0 <= days_between(other.date, meeting.date) <= 3
            if other.city is None or not (same or (near and done and meeting.sides & other.sides)):
                continue
            meeting.city = evolve(other.city, inference="the place of the meeting told with it")
            told_apart = same or any(each.other_day for each in meeting.mentions)
            if meeting.date is None and other.date is not None and not told_apart:
                meeting.date = evolve(other.date, inference=other.date.inference or "the day of the main meeting")
            break


def _in_lead(meeting: Meeting, read: Reading) -> None:
    """Give a meeting of which only the headline tells the one day and city of the first sentence behind it."""
    if not all(each.line == 0 or each.headline for each in meeting.mentions[:1]) or len(read.lines) < 2:
        return
    line = next((line for line in read.lines[1:8] if not line.headline and len(line.words) > 60), None)
    signs = [line.at(sign) for sign in line.text if is_sign(sign)] if line is not None else []
    days = [mention for mention in signs if mention.sort == "D" and mention.edtf]
    cities = {mention.name: mention for mention in signs if mention.sort == "C"}
    if meeting.date is None and len(days) == 1:
        meeting.date = Value(days[0].edtf, days[0].span, (), days[0].note or "the day of the first sentence")
    if meeting.city is None and meeting.country is None and len(cities) == 1 and meeting.kind != "call":
        name, mention = next(iter(cities.items()))
        meeting.city = Value(name, mention.span, (), "the place of the first sentence")
