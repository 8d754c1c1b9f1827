"""Who met whom, when and in which city, and who holds which post: the gold beside what is proposed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import combinations

from attrs import define, evolve, field
from goldset import TOOK_PLACE, Gold, Meeting
from sameness import Names, event_of, named, title_key

from kg import vocab
from kg.extract.claims import Claim

Met = tuple[frozenset[str], str | None, str | None]
"""Two who met, the date and the city."""


@define
class Pairs:
    """What was right, missed and wrong, as words to print."""

    right: list[str] = field(factory=list)
    missed: list[str] = field(factory=list)
    wrong: list[str] = field(factory=list)


def sides(gold: Gold) -> dict[str, str]:
    """For whom everybody stands: the country or group of the delegation or post."""
    found: dict[str, str] = {}
    for each in gold.claims:
        claim = each.claim
        if claim.kind == "post":
            found.setdefault(named(claim.subject), named(claim.object.rpartition("@")[2]))
        elif claim.kind == "delegation" and claim.predicate in ("head", "member"):
            found.setdefault(named(claim.object), named(claim.subject.rpartition(":")[2]))
    return found


def meetings_of(claims: Iterable[Claim]) -> dict[str, Meeting]:
    """Claims as meetings: participants are those of the event, of its delegations, and all who have a role."""
    kinds: dict[str, str] = {}
    said: dict[str, dict[str, str]] = defaultdict(dict)
    people: dict[str, dict[str, None]] = defaultdict(dict)
    venues: dict[str, str] = {}
    for claim in claims:
        event = event_of(claim)
        if claim.kind == "venue":
            venues.setdefault(named(claim.subject), claim.object)
        if event.partition(":")[0] not in vocab.MEETING_KINDS:
            continue
        kinds.setdefault(event, event.partition(":")[0])
        if claim.polarity == "negative" or claim.modality in ("denied", "hoped"):
            continue
        if claim.kind == "role":
            people[event].setdefault(claim.subject)
        elif claim.predicate in ("participant", "head", "member"):
            people[event].setdefault(claim.object)
        elif claim.kind == "event":
            said[event].setdefault(claim.predicate, claim.object)
    found = {}
    for event, kind in kinds.items():
        told = said[event]
        city = told.get("city") or venues.get(named(told.get("venue", "")))
        found[event] = Meeting(told.get("kind", kind), told.get("status", "held"), (told.get("date"),), city,
                               told.get("country"), tuple(people[event]))  # fmt: skip
    return found


def meeting_pairs(gold: Gold, proposed: list[Claim]) -> tuple[list[set[Met]], set[Met]]:
    """The pairs of the gold and those proposed.

    Left out are proposed pairs that follow: of the country for which somebody else there stands, and of a meeting of
    which the gold does not say who took part.
    """
    stands_for, other_names = sides(gold), _other_names(gold)
    right = gold.meetings
    if right is None:
        right = tuple(meetings_of(each.claim for each in gold.claims).values())
    wanted = [met for each in right for met in _pairs(each, stands_for)]
    unnamed = {date for each in right if each.status in TOOK_PLACE and not each.participants for date in each.dates}
    found: set[Met] = set()
    for claim in proposed:
        if claim.kind == "post":
            stands_for.setdefault(named(claim.subject), named(claim.object.rpartition("@")[2]))
    for meeting in meetings_of(proposed).values():
        people = {other_names.get(named(name), named(name)) for name in meeting.participants}
        implied = {stands_for[name] for name in people if stands_for.get(name, name) != name}
        for met in _pairs(evolve(meeting, participants=tuple(people)), stands_for):
            follows = {each for each in met if each[0] & implied or each[1] in unnamed}
            found |= {each for each in met if each not in follows or any(each in allowed for allowed in wanted)}
    return _unique(wanted), found


def _unique(wanted: list[set[Met]]) -> list[set[Met]]:
    return [met for number, met in enumerate(wanted) if met not in wanted[:number]]


def _other_names(gold: Gold) -> dict[str, str]:
    """What else the gold lets participants be called."""
    naming = [each for each in gold.claims if each.claim.predicate in ("participant", "represents", "head", "member")]
    return {named(name): named(each.claim.object) for each in naming for name in each.also}


def _pairs(meeting: Meeting, stands_for: Names) -> Iterator[set[Met]]:
    """Pairs of those who stand for different sides, each with all the dates that are right."""
    if meeting.status not in TOOK_PLACE or meeting.kind not in vocab.MEETING_KINDS:
        return
    people = sorted({named(name) for name in meeting.participants})
    city = named(meeting.city) if meeting.city else None
    for one, other in combinations(people, 2):
        if stands_for.get(one, one) != stands_for.get(other, other):
            yield {(frozenset((one, other)), date, city) for date in meeting.dates}


def posts(gold: Gold, proposed: list[Claim]) -> tuple[list[set[str]], set[str]]:
    def words(person: str, title: str) -> str:
        name, _, of = title.rpartition("@")
        return f"{named(person)}: {title_key(name)}, {named(of)}"

    wanted = [{words(post.person, title) for title in post.titles} for post in gold.posts]
    return wanted, {words(claim.subject, claim.object) for claim in proposed if claim.kind == "post"}


def compared(wanted: Sequence[Set[object]], found: Set[object]) -> Pairs:
    """Count what was found against what was wanted, each of which may be right in several ways."""
    result = Pairs()
    used: set[object] = set()
    for allowed in wanted:
        hits = allowed & found
        used |= hits
        (result.right if hits else result.missed).append(min(map(_words, hits or allowed)))
    result.wrong = sorted(map(_words, found - used))
    return result


def _words(met: object) -> str:
    if not isinstance(met, tuple):
        return str(met)
    people, date, city = met
    return f"{' + '.join(sorted(people))}, {date or 'no date'}, {city or 'no city'}"
