"""Mentions of meetings merged into meetings, with previous and planned rounds apart."""

from collections.abc import Iterator
from re import Pattern

from attrs import evolve

from kg.extract.clause import DETAILS, Encounter, Value
from kg.extract.discourse import Actor, Discourse
from kg.extract.encounters import one_by_one
from kg.extract.grammar import grammar
from kg.extract.housing import house
from kg.extract.merged import DONE, Meeting, dates_agree, days_between
from kg.extract.presence import once, people_only
from kg.extract.rounds import follow
from kg.extract.stretches import COUNTED, OPENED_AND_ENDED
from kg.extract.syntax import patterns
from kg.extract.whereabouts import complete

__all__ = ["Meeting", "gather"]

_BACK = 40
"""How many meetings back a sentence can speak of."""


def gather(encounters: list[Encounter], discourse: Discourse) -> list[Meeting]:
    """The meetings of a text in the order in which they are told."""
    meetings: list[Meeting] = []
    settings: list[Encounter] = []
    for encounter in _in_settings(encounters, settings):
        _by_number(encounter, meetings)
        _earlier(encounter, meetings, patterns(discourse.reading.language)["rounds"])
        if _denied_before(encounter, meetings):
            continue
        found = _same(encounter, meetings)
        if found is None:
            if not _stands_alone(encounter, meetings):
                settings += [encounter] if encounter.plural and encounter.actors and encounter.status in DONE else []
                continue
            found = Meeting(kind=encounter.kind, which=encounter.which, number=encounter.number)
            _rounds(found, encounter, meetings)
            meetings.append(found)
        _add(found, encounter)
    complete(meetings, discourse)
    meetings = [meeting for meeting in meetings if not _known_already(meeting, meetings, discourse)]
    meetings = once(meetings, discourse.reading.lines, discourse.reading.language)
    follow(meetings)
    house(meetings, discourse.reading)
    numbers: dict[str, int] = {}
    spokes = grammar(discourse.reading.language)["spokesman"]
    told_of = discourse.reading.people.all.values()
    named = {each.owner for each in told_of if not any(spokes.search(office.title) for office in each.offices)}
    for meeting in meetings:
        _settle(meeting, named)
        for body, people in discourse.reading.stood_for.items():
            if people.keys() & meeting.actors.keys():
                meeting.actors.pop(body, None)
        people_only(meeting, discourse.reading)
        numbers[meeting.kind] = numbers.get(meeting.kind, 0) + 1
        meeting.subject = f"{meeting.kind}:{numbers[meeting.kind]}"
    return meetings


def _in_settings(encounters: list[Encounter], settings: list[Encounter]) -> Iterator[Encounter]:
    """The mentions in order; each of those whom somebody met in "a series of meetings" was met alone."""
    for encounter in encounters:
        told = settings[-1] if settings else None
        near = told is not None and encounter.status in DONE and encounter.line - told.line <= 8 and not encounter.which
        if told is not None and near:
            _in_setting(encounter, told)
        in_turn = near and encounter.frame in ("discuss", "meet") and encounter.kind == "talks"
        yield from one_by_one(encounter, encounter.core.start) if in_turn else [encounter]


def _in_setting(encounter: Encounter, told: Encounter) -> None:
    """Give what somebody did among "several meetings in Oslo on Monday" that day and place."""
    if {actor.name for actor in told.actors} & {actor.name for actor in encounter.actors} and encounter.kind == "talks":
        encounter.date = encounter.date or told.date
        encounter.city = encounter.city or (told.city if encounter.country is None else None)
        encounter.country = encounter.country or (told.country if encounter.city is None else None)


def _denied_before(encounter: Encounter, meetings: list[Meeting]) -> bool:
    """Whether a meeting without a day is one that somebody denied a few sentences before."""
    told = meetings[-1] if meetings else None
    if told is None or told.status != "denied" or encounter.status not in DONE or encounter.date is not None:
        return False
    names = set(told.actors) & {actor.name for actor in encounter.actors}
    return len(names) > 1 and encounter.line - told.mentions[-1].line <= 4


def _by_number(encounter: Encounter, meetings: list[Meeting]) -> None:
    """Take a round for a previous or next one when its number is below or above that of the round told first."""
    main = next((known for known in meetings if known.kind == "talks" and known.status in DONE), None)
    if encounter.plural and encounter.date is not None and main is not None and encounter.status in DONE:
        same_time = main.date is not None and dates_agree(encounter.date, main.date)  # "Monday's negotiations"
        encounter.which = encounter.which or ("" if same_time else "previous")
    if (
        encounter.number
        and not encounter.session
        and not _which(encounter.which)
        and main is not None
        and main.mentions
    ):
        number = main.number or (2 if encounter.number == 1 and main.mentions[0].line != encounter.line else None)
        if number is not None and encounter.number != number:
            encounter.which = "previous" if encounter.number < number else "next"


def _earlier(encounter: Encounter, meetings: list[Meeting], rounds: Pattern[str]) -> None:
    """Take talks of long before the main ones, without a word of who held them, for a previous round."""
    main = next((known for known in meetings if known.status in DONE and len(known.sides) > 1), None)
    if main is None or main.date is None or encounter.frame != "noun" or encounter.actors or encounter.which:
        return
    named = encounter.kind == "talks" and encounter.status in DONE and encounter.city and encounter.date
    told = encounter.event is not None and rounds.search(encounter.event.title) is not None
    if named and told and encounter.date is not None and encounter.date.text[:7] < main.date.text[:7]:
        encounter.which, encounter.inferred = "previous", True


def _stands_alone(encounter: Encounter, meetings: list[Meeting]) -> bool:
    """Whether a mention says enough for a meeting of its own: who met, or another round with its time or place."""
    if encounter.frame == "accompany":
        return False
    if encounter.frame in ("join", "lead", "inverted"):
        return len({actor.side for actor in encounter.actors}) > 1 and bool(encounter.date or encounter.city)
    if encounter.frame == "discuss" and not (encounter.date or encounter.city):
        return False
    if encounter.kind == "visit":
        return bool(encounter.city or encounter.country or (encounter.date and len(encounter.actors) > 1))
    if encounter.kind == "signing" and len(encounter.actors) < 2:
        return encounter.city is not None
    if len(encounter.actors) >= 2:
        people = sum(actor.type == "person" for actor in encounter.actors)
        return bool(encounter.status in DONE or encounter.date or encounter.city or people >= 2)
    if encounter.which in ("previous", "next") or encounter.number:
        return bool((encounter.date or encounter.city) and (meetings or encounter.actors))
    if encounter.frame == "hold" and len(encounter.actors) == 1 and not encounter.definite and not encounter.which:
        return bool(encounter.date and encounter.city and not encounter.plural)
    sides = sum(1 for actor in encounter.actors)
    if encounter.frame == "noun" and not encounter.actors:
        return bool(encounter.date and encounter.city)
    return bool(sides and (encounter.date or encounter.city)) or bool(encounter.city and encounter.date)


def _same(encounter: Encounter, meetings: list[Meeting]) -> Meeting | None:
    """The meeting that a mention speaks of again: with actors the last that fits, else the one at hand or the main."""
    near = meetings[: -_BACK - 1 : -1]
    if encounter.frame in ("accompany", "inverted"):  # "also present were": where was just told of
        near = sorted(near, key=lambda known: -known.mentions[-1].line)
    last = next((known for known in near if _compatible(encounter, known)), None)
    joins = encounter.frame in ("join", "inverted") and encounter.event is not None and encounter.date is None
    named = bool(encounter.actors and not joins) or bool(encounter.which)
    if last is None or named or encounter.line - last.mentions[-1].line <= 1:
        return last
    main = next((known for known in meetings if known.status in DONE and not known.which), None)
    if main is not None and _compatible(encounter, main):
        return main
    return last if encounter.status not in DONE or joins else None


def _compatible(encounter: Encounter, meeting: Meeting) -> bool:
    if encounter.apart and meeting.mentions[-1].line == encounter.line:
        return False
    if encounter.frame == "call-on" and len({actor.name for actor in encounter.actors} & set(meeting.actors)) < 2:
        return False
    joins = encounter.frame in ("join", "lead", "inverted") or _part_of_it(encounter)
    kinds = {encounter.kind, meeting.kind}
    alike = (
        len(kinds) == 1
        or (kinds <= {"talks", "summit", "mediation"})
        or (kinds == {"talks", "visit"} and encounter.definite and _courtesy(meeting) and not encounter.actors)
        or (kinds == {"talks", "call"} and (_vague(encounter) or encounter.frame == "discuss"))
    )
    alike = alike or (joins and encounter.kind == "talks" and meeting.kind == "signing")
    headline = encounter.headline or all(each.headline for each in meeting.mentions)
    alike = alike or (headline and {actor.name for actor in encounter.actors} == set(meeting.actors))
    if not alike or (encounter.status in DONE) != (meeting.status in DONE):
        return False
    moved = encounter.status in ("cancelled", "postponed") and meeting.status == "announced"
    if moved and encounter.definite and not encounter.actors and encounter.line - meeting.mentions[-1].line <= 1:
        return True
    if "denied" in (encounter.status, meeting.status) and encounter.status != meeting.status:
        return False
    planned = "previous" not in (encounter.which, meeting.which) and encounter.status not in DONE
    if (_which(encounter.which) != _which(meeting.which) and not planned) or (
        encounter.number and meeting.number and encounter.number != meeting.number
    ):
        return False
    if not (dates_agree(encounter.date, meeting.date) or _one_stretch(encounter, meeting)) or not _agree(
        encounter.city, meeting.city
    ):
        return False
    if encounter.kind == meeting.kind == "signing" and encounter.definite:
        return True
    if encounter.venue and meeting.venue and not _agree_venue(encounter.venue.text, meeting.venue.text):
        return False
    mine = {actor.side for actor in encounter.actors}
    if not mine:
        return _refers(encounter, meeting)
    names = {actor.name for actor in encounter.actors}
    known = set(meeting.actors)
    people = {actor.name for actor in encounter.actors if actor.type == "person"}
    others = {name for name, (actor, _) in meeting.actors.items() if actor.type == "person"}
    if not joins and people and others and not people & others and len(mine & meeting.sides) < 2:
        return False
    if not known:
        return _refers(encounter, meeting)
    if _by_office(encounter, meeting) and _by_name(encounter.actors, meeting.sides):
        return True
    if joins or encounter.frame == "accompany":
        return bool(names & known) or (joins and not meeting.which)
    shared = mine & meeting.sides
    if headline and names == known:
        return True
    if names & known == names or known <= names:
        return bool(len(names) > 1 or encounter.definite or _shares_value(encounter, meeting))
    others_met = people == names and people & others and len(others) > 1 and people - others  # one of them met a third
    return len(shared) > 1 and mine >= meeting.sides and not others_met


def _courtesy(meeting: Meeting) -> bool:
    """Whether somebody called on somebody, which a text may call a visit."""
    return any(each.frame == "call-on" for each in meeting.mentions)


def _by_office(encounter: Encounter, meeting: Meeting) -> bool:
    """Whether all who met are named by their offices alone, and as many people are named in a sentence near by."""
    names = {actor.name for actor in encounter.actors}
    others = [each for each, _ in meeting.actors.values() if each.name not in names]
    near = encounter.line - meeting.mentions[-1].line <= 3
    return near and len(meeting.actors) == len(encounter.actors) and all(each.weak for each in others)


def _by_name(actors: list[Actor], sides: set[str]) -> bool:
    """Whether all are people, some of whom act for some sides and the others for nobody known."""
    known = {actor.owner for actor in actors if actor.owner}
    return len(actors) > 1 and bool(known) and known <= sides and all(actor.type == "person" for actor in actors)


def _part_of_it(encounter: Encounter) -> bool:
    """Whether somebody hosts, opens or attends "the meeting", or sits in a session of one."""
    if encounter.frame not in ("hold", "host") or encounter.event is None:
        return False
    nowhere = encounter.date is None and encounter.city is None
    if encounter.session and nowhere:
        return True
    return encounter.definite and (len(encounter.actors) == 1 or (encounter.frame == "host" and nowhere))


def _one_stretch(encounter: Encounter, meeting: Meeting) -> bool:
    """Whether one tells on which day a meeting began and the other on which it ended, within two weeks."""
    other = next((each for each in meeting.mentions if each.phase and each.date is meeting.date), None)
    if other is None or {encounter.phase, other.phase} != {"starts", "ends"}:
        return False
    first, last = (encounter.date, other.date) if encounter.phase == "starts" else (other.date, encounter.date)
    return first is not None and last is not None and 0 < days_between(first, last) <= 14


def _vague(encounter: Encounter) -> bool:
    return encounter.definite and not (encounter.actors or encounter.date or encounter.city)


def _shares_value(encounter: Encounter, meeting: Meeting) -> bool:
    return bool(
        (encounter.date and meeting.date and encounter.date.text == meeting.date.text)
        or (encounter.city and meeting.city and encounter.city.text == meeting.city.text)
    )


def _refers(encounter: Encounter, meeting: Meeting) -> bool:
    """Whether words without actors ("the talks") point back to a meeting."""
    if encounter.definite or encounter.which:
        return True
    return encounter.frame == "noun" and (_shares_value(encounter, meeting) or not (encounter.date or encounter.city))


def _which(which: str) -> str:
    return which if which in ("previous", "next") else ""


def _agree(one: Value | None, other: Value | None) -> bool:
    return one is None or other is None or one.text == other.text


def _agree_venue(one: str, other: str) -> bool:
    """Whether two houses may be one: the same name, or one is told by a common word alone ("presidential palace")."""
    return one == other or one[0].islower() or other[0].islower()


def _add(meeting: Meeting, encounter: Encounter) -> None:
    for actor in () if _their_bodies(encounter, meeting) else encounter.actors:
        known = meeting.actors.get(actor.name)
        meeting.told.setdefault(actor.name, []).append((actor, encounter))
        if known is None or (known[0].weak and not actor.weak):
            meeting.actors[actor.name] = (actor, encounter)
    for role, actor in encounter.roles:
        meeting.roles.setdefault((role, actor.name), (actor, encounter))
    for name in DETAILS[1:]:
        value = getattr(encounter, name)
        if value is not None:
            meeting.values.setdefault((name, value.text), []).append((value, encounter))
        if getattr(meeting, name) is None:
            setattr(meeting, name, getattr(encounter, name))
    if encounter.date is not None:
        meeting.values.setdefault(("date", encounter.date.text), []).append((encounter.date, encounter))
    if encounter.date is not None and meeting.date is not None and _one_stretch(encounter, meeting):
        first, last = sorted((encounter.date, meeting.date), key=lambda value: value.text)
        meeting.date = Value(f"{first.text}/{last.text}", first.span, (last.span,), OPENED_AND_ENDED)
    elif encounter.date is not None:
        wide = meeting.date is not None and meeting.date.inference != COUNTED
        narrower = wide and meeting.date is not None and len(encounter.date.text) == 10 < len(meeting.date.text)
        meeting.date = encounter.date if meeting.date is None or narrower else meeting.date
    if not meeting.mentions or all(each.headline for each in meeting.mentions):
        meeting.status = encounter.status
    elif meeting.status == "announced" and encounter.status in ("cancelled", "postponed"):
        meeting.status = encounter.status
        meeting.date = (encounter.date if encounter.status == "postponed" else None) or meeting.date
    if meeting.kind == "talks" and encounter.kind == "summit" and (encounter.actors or len(meeting.mentions) < 2):
        meeting.kind = "summit"
    meeting.number = meeting.number or encounter.number
    meeting.mentions.append(encounter)


def _their_bodies(encounter: Encounter, meeting: Meeting) -> bool:
    """Whether "their meeting" seems to be one of bodies whose people are those who met."""
    people = [actor for actor, _ in meeting.actors.values() if actor.type == "person"]
    bodies = {actor.name for actor in encounter.actors if actor.type != "person"}
    owners = {actor.owner for actor in people if actor.owner}
    looks_back = encounter.frame == "noun" and encounter.definite and len(bodies) == len(encounter.actors)
    return looks_back and len(people) > 1 and bodies <= owners


def _known_already(meeting: Meeting, meetings: list[Meeting], discourse: Discourse) -> bool:
    """Whether a call without a day is but "they are still talking", of people who met as the text tells."""
    if meeting.kind != "call" or any(each.date is not None or each.frame != "speak" for each in meeting.mentions):
        return False
    phone, lines = grammar(discourse.reading.language)["phone"], discourse.reading.lines
    if any(each.event is not None or phone.search(lines[each.line].text) for each in meeting.mentions):
        return False
    told = [each for each in meetings if each.kind in ("talks", "summit") and each.status in DONE]
    met = [each.actors.keys() for each in told if len(each.actors.keys() & meeting.actors.keys()) > 1]
    return bool(met) and meeting.actors.keys() <= set().union(*met)


def _rounds(meeting: Meeting, encounter: Encounter, meetings: list[Meeting]) -> None:
    """Give a previous or next round the sides of the round it is told with."""
    which = _which(encounter.which)
    near = [*meetings[:_BACK], *meetings[_BACK:][-_BACK:]]
    told = [known for known in near if known.kind in ("talks", "summit", "mediation") and not _which(known.which)]
    done = [known for known in told if known.status in DONE and len(known.sides) > 1]
    current = next(iter(done or told[::-1]), None)
    if not which or current is None or encounter.kind not in ("talks", "summit", "mediation"):
        return
    span = encounter.event.span if encounter.event is not None else encounter.span
    if not encounter.inferred and (
        not encounter.actors or len({actor.side for actor in encounter.actors} & current.sides) > 1
    ):
        meeting.round_of = (current, span)
    if not encounter.actors:
        if len(current.actors) == 2 and any(
            each.side == each.name != "" and each.type == "person" for each, _ in current.actors.values()
        ):
            meeting.actors.update(
                {name: (evolve(each, span=span), encounter) for name, (each, _) in current.actors.items()}
            )
            return
        sides = ({actor.side for actor in each.actors} for each in current.mentions)
        first: set[str] = next((found for found in sides if len(found) > 1), set())
        for actor, _ in list(current.actors.values()):
            if (len(first) > 1 and actor.side not in first) or (actor.type == "person" and not actor.owner):
                continue
            if not any(name == actor.name for role, name in current.roles if role in ("host", "mediator")):
                words = (actor.span, *actor.resolving, *(actor.owned if actor.owner else ()))
                side = Actor(actor.side, "country", span, words)
                meeting.actors.setdefault(side.name, (side, encounter))


def _settle(meeting: Meeting, sides: set[str]) -> None:
    """Let countries named by an office give way to the person who holds it, or may hold it: `sides` have people."""
    people = [actor for actor, _ in meeting.actors.values() if actor.type == "person"]
    weak = [name for name, (actor, _) in meeting.actors.items() if actor.weak]
    named = {actor.owner for actor in people}
    everybody = len(people) >= len(weak) and _by_name(people, set(weak))
    for name in weak:
        if name in named or name in sides or everybody:
            del meeting.actors[name]
