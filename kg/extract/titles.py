"""Offices and the names that stand with them: about six orders of words, given as data (`titles.yaml`)."""

import re
from collections.abc import Iterator
from functools import cache, partial
from re import Match

from kg.extract import attendance
from kg.extract.grammar import grammar
from kg.extract.line import SORTS, Line, Mention, is_sign, signs, sort_of
from kg.extract.mentions import WORD
from kg.extract.names import is_name, title_words
from kg.extract.people import Office, People, Person
from kg.extract.title_patterns import Rule, patterns
from kg.extract.title_words import one_of, title_of, unit_of, with_name
from kg.extract.words import entries, words
from kg.model import Span

_LETTERS = re.compile("[B-DF-HJ-NP-TV-XZ]{2,6}")
"""Capital letters without a vowel, which are short for a body and no name."""
_SIGN_OR_WORD = re.compile(rf"{signs(SORTS)}|{WORD}")


def read(line: Line, people: People, before: Line | None, language: str) -> None:
    """Fold the people of a sentence who are named with their office, and note the office with the person."""
    found = patterns(language)
    if line.headline:
        return
    titled = found.head.search(line.text) is not None
    if titled:
        for rule in found.plural:
            _several(line, rule, people, language)
        line.fold(_behind(line, people, before, language))
        for _ in range(2):
            for rule in found.single:
                line.fold_matches(rule.pattern, partial(_one, line, rule.rule, people, before, language))
    for rule in found.sides:
        line.fold_matches(rule.pattern, partial(_sided, line, people, language))
    for rule in found.shared if titled else ():
        _several(line, rule, people, language)


def _behind(line: Line, people: People, before: Line | None, language: str) -> Iterator[tuple[int, int, Mention]]:
    """The people of lists in which every title stands behind its name."""
    rule = next((each for each in patterns(language).single if each.rule == "title-behind-name"), None)
    for start, end in attendance.behind(line, language) if rule is not None else ():
        match = rule.pattern.fullmatch(line.text, start, end) if rule is not None else None
        mention = _one(line, "title-behind-name", people, before, language, match) if match is not None else None
        if mention is not None:
            yield start, end, mention


def _one(
    line: Line, rule: str, people: People, before: Line | None, language: str, match: Match[str]
) -> Mention | None:
    found = match.groupdict()
    name, where = _name(line, match, language)
    if name is None:
        return None
    title = title_of(line.source(*match.span("title")) if found.get("title") else "", language)
    whole = match["name"] or ""
    if rule == "title-behind-name" and " " not in whole and whole.endswith("ing"):
        return None  # "Welcoming the Iraqi diplomat"
    if rule == "title-before-name" and not found.get("also") and _in_another_clause(line, match, name, language):
        return None
    if rule == "title-behind-name" and title and not is_sign(whole[-1]) and not whole.endswith(name):
        title = f"{whole.rpartition(name)[2].strip(' ,')} {title}"  # "Ada Ames Deputy Director from"
    if rule == "title-behind-name" and with_name(title, language):
        return None
    owner = _owner(line, match, people, before, language)
    if grammar(language)["heads_delegation"].search(f"{title}{found.get('unit') or ''}"):
        return None  # whom the rules for delegations read
    if " of " in title and title.split()[-1].lower() in _set(language, "unfinished"):
        return None
    apposed = grammar(language)["apposed"].search(line.text[: match.start()]) is not None
    if (
        apposed
        and rule == "title-before-name"
        and grammar(language)["of_what"].search(title)
        and f", {match['name']}" not in match[0]
    ):
        return None
    if found.get("also") and _in_another_clause(line, match, name, language):
        title, owner = found["also"], None  # "from the UN envoy, Foreign Minister Ames said"
    title, owner = _of_place(title, owner, line, match, language)
    whose = found.get("pronoun") or ""
    if (ministry := grammar(language)["of_ministry"].match(title_source := found.get("title") or "")) is not None:
        title, whose = title_of(title_source[ministry.end() :], language), f"the {ministry['whose']}"
    if owner is None and rule == "title-before-name":
        title, owner = _of_body(title, line, match, language)
    deputy = title.lower() == "deputy" and bool(found.get("pronoun") or found.get("person"))
    meant = rule == "counterpart" or deputy
    model = _meant(line, match.start(), people, before, language, owner) if meant else None
    called = _office_before(line, match.start(), language) if rule == "counterpart" else ""
    if called:
        title, model = called, None
    elif model is not None and model.offices:
        same = grammar(language)["for_a_time"].sub("", _shared_office(model, language))
        title = f"{title} {same}" if deputy else same
    if not title and rule != "counterpart":
        return None
    ranks = _set(language, "ranks") - (frozenset() if " " in title else {"Ambassador", "Senator", "Chief"})
    ranked = all(part.capitalize() in ranks for part in title.split())
    if rule == "title-before-name" and ranked and grammar(language)["beside_counterpart"].search(match[0]):
        return None  # "his Spanish counterpart, Prince Ames", which is the counterpart's rule
    if rule == "name-in-brackets" and name.isupper():
        return None  # "Chief of Army Staff (COAS)"
    side = owner if rule == "counterpart" and not title else None
    past = found.get("past") or found.get("past2") or found.get("past0")
    future = re.search(rf"-(?i:{'|'.join(words(language, 'names', 'future'))})\b", match[0])
    to = line.source(*match.span("to")).lstrip(" ,") if found.get("to") and not found.get("aside") else ""
    serves = title.lower().rpartition(" ")[2] in _set(language, "serving")
    if found.get("to") and owner is None and serves and not found["to"].startswith("on "):
        owner = next((each for each in line.signs(found["to"]) if each.sort in "NJOR"), None)
        to = "" if owner is not None else to
    elif owner is None and title and (inside := line.signs(found.get("title") or "")):
        head = re.split(" (?:for|to) ", title)[0]
        if head.lower().split()[-1] in _set(language, "serving"):
            title, owner = head, inside[0]
        elif inside[0].sort == "J" and " of " in title:
            adjective = line.words[inside[0].span.start - line.span.start : inside[0].span.end - line.span.start]
            title, owner = re.sub(rf"(?<!Royal ){re.escape(adjective)} ", "", title, count=1), inside[0]
    span = line.span_of_match(match)
    of_noun = (found.get("pronoun") or "").lower().startswith("the ")  # "the group's commander"
    plain = title.lower() in _set(language, "plain_titles") and owner is None and not of_noun
    title = grammar(language)["of_land"].sub("", title) if owner is not None else title
    plain = plain or (rule == "title-before-name" and owner is None and not to and title == "Ambassador")
    if owner is None and (body := grammar(language)["spokesman_for"].fullmatch(title)) is not None:
        title, owner = body["title"], Mention(sort="O", span=span, name=body["body"], type="organisation")
    plain = plain or ranked
    title = f"{title} ({found['part']})" if found.get("part") and title else title
    first = (found.get("first") or "", found.get("also") or "")
    together = grammar(language)["and_of"].match(line.text, match.end()) if rule == "title-before-name" else None
    owner = line.at(together["it"]) if owner is None and together is not None else owner
    if title and not past and not future and not plain:
        if found.get("unit") and not grammar(language)["state_minister"].search(title):
            to = unit_of(line.source(*match.span("unit")).lstrip(" ,"))
        resolving = (model.offices[0].span,) if model is not None and model.offices else ()
        offices = [
            Office(
                title=each,
                owner=owner,
                span=span,
                rule=rule,
                paragraph=line.paragraph,
                resolving=resolving,
                whose=whose,
            )
            for each in dict.fromkeys((*_single(f"{title} {to}".rstrip(), language), *first))
            if each and (each == title or each not in ranks)
        ]
    else:
        offices = []
    mention = Mention(sort="P", span=span, name=name, type="person", title=title, resolving=(where,))
    people.meet(mention, offices, side)
    return mention


def _in_another_clause(line: Line, match: Match[str], name: str, language: str) -> bool:
    """Whether a comma between an office and a name ends a clause: "While he met the minister, Ames left"."""
    whole, also = match["name"] or "", match.groupdict().get("also") or ""
    ends = re.escape(f"{also} {whole}".lstrip())
    if not re.search(rf", (?:the )?{ends}\Z", match[0]) or is_sign(whole[-1:] or " "):
        return False
    known = grammar(language)
    goes_on = known["goes_on"].match(line.text, match.end()) is not None
    if goes_on and known["told_from"].search(line.text[: match.start()]):
        return True
    return goes_on and (
        (whole == name and " " not in name) or known["clause"].search(line.text[: match.start()]) is not None
    )


def _office_before(line: Line, end: int, language: str) -> str:
    """The office that somebody unnamed has of whom a counterpart is told: "Spain's president met his counterpart"."""
    found = list(patterns(language).office.finditer(line.text, 0, end))
    last = found[-1] if found else None
    if last is None or any(sort_of(sign) in "PA" for sign in line.text[:end] if is_sign(sign)):
        return ""
    return title_of(line.source(*last.span()), language)


def _shared_office(person: Person, language: str) -> str:
    """The title that a counterpart has too: not a prince's, if there is another."""
    known = grammar(language)
    no = (known["royal"], known["spokesman"])
    titles = [office.title for office in person.offices if not any(each.search(office.title) for each in no)]
    first = [title for title in titles if known["second_office"].search(title) is None]
    return next(iter(first or titles), "")


def _of_place(
    title: str, owner: Mention | None, line: Line, match: Match[str], language: str
) -> tuple[str, Mention | None]:
    """A mayor or governor and the place governed, which the title or a capital names."""
    known = grammar(language)
    place = known["city_head_of"].fullmatch(title) or known["city_head_behind"].fullmatch(title)
    if place is not None and place["place"].split()[0] in title_words(language):
        place = None
    if place is None and known["city_head"].search(title) is None:
        return title, None if owner is not None and owner.sort == "C" else owner
    if place is not None:
        span = line.span_of_match(match)
        return place["head"], Mention(sort="C", span=span, name=place["place"].strip(), type="city")
    if owner is not None and owner.note == "capital":
        owner = Mention(sort="C", span=owner.span, name=owner.words, type="city", note=owner.name)
    return title, owner


def _of_body(title: str, line: Line, match: Match[str], language: str) -> tuple[str, Mention | None]:
    """A party or group that stands in letters or with its letters in front of an office: "Blue Party (BP) leader"."""
    letters = grammar(language)["own_letters"].fullmatch(title)
    start = max(0, match.start() - 60)
    party = grammar(language)["own_party"].search(line.text[start : match.start()])
    if letters is not None and letters["body"] not in entries(language, "names")["short_titles"]:
        body, title = letters["body"], letters["title"]
    elif party is not None and title.islower() | (" " not in title):
        body = party["body"]
    else:
        return title, None
    return title, Mention(sort="O", span=line.span_of_match(match), name=body, type="organisation")


def _single(title: str, language: str) -> list[str]:
    """The offices of a title with two, as "Deputy Prime Minister and Minister of Foreign Affairs"."""
    both = patterns(language).second.fullmatch(title)
    if both is None:
        return [title]
    alone = grammar(language)["one_at_a_time"]
    two = alone.search(both["one"]) and alone.search(both["two"])  # "the Prime Minister and President Ames"
    return [both["two"]] if two else [both["one"], both["two"]]


def _several(line: Line, rule: Rule, people: People, language: str) -> None:
    """The people of "the foreign ministers of Sudan and Egypt, A and B", each with the office of one country."""

    def make(match: Match[str]) -> Mention | None:
        found = match.groupdict()
        owners: list[Mention | None]
        owners = list(line.signs(found.get("owners") or found.get("each") or found.get("names") or ""))
        if found.get("people"):
            return _with_sides(line, rule, people, language, match)
        names = list(patterns(language).name.finditer(line.text, *match.span("each" if found.get("each") else "names")))
        names = [name for name in names if _plain_name(name[0], language) and is_name(name[0].split(), language)]
        if len(owners) == 1:
            owners *= len(names)
        pair = tuple(name[0] for name in names) if not owners and len(names) == 2 else ()
        owners = owners or [None] * len(names)
        if len(owners) != len(names):
            return None
        members = []
        resolving: tuple[Span, ...] = ()
        title = one_of(title_of(found["title"] or found.get("title2") or found.get("title3") or "", language))
        title = entries(language, "names")["short_titles"].get(title, title)
        if title in ("counterpart", "colleague", "opposite number"):
            model = next(iter(_people_in(line, match.start(), people)), None)
            title = _shared_office(model, language) if model is not None and model.offices else ""
            resolving = (model.offices[0].span,) if model is not None and model.offices else ()
        span = line.span_of_match(match)
        for owner, name in zip(owners, names, strict=True):
            where = line.span_of_match(name)
            office = Office(title=title, owner=owner, span=span, rule=rule.rule, paragraph=line.paragraph, pair=pair)
            office.resolving, office.whose = resolving, "" if found.get("title3") else "their"
            plain = title.lower() in _set(language, "plain_titles") and owner is None and not title.isupper()
            member = Mention(sort="P", span=where, name=name[0], type="person", title=title, resolving=(where,))
            people.meet(member, [office] if title and not plain else [], owner)
            members.append(member)
        return Mention(sort="A", span=span, members=tuple(members))

    line.fold_matches(rule.pattern, make)


def _with_sides(line: Line, rule: Rule, people: People, language: str, match: Match[str]) -> Mention | None:
    """The office of "Foreign Ministers A of Sudan and B of Egypt" for each of them."""
    members = tuple(line.signs(match["people"]))
    title = one_of(title_of(match["title"], language))
    span = line.span_of_match(match)
    for member in members:
        person = people.find(member.name)
        if person is None or person.side is None:
            return None
        owner = next(iter(line.signs(match["body"] or "")), person.side)
        person.hold(Office(title=title, owner=owner, span=span, rule=rule.rule, paragraph=line.paragraph))
    return Mention(sort="A", span=span, members=members)


def _sided(line: Line, people: People, language: str, match: Match[str]) -> Mention | None:
    """A person without an office whose country is said, or whose rank shows that it is one."""
    found = match.groupdict()
    name, where = _name(line, match, language)
    side = line.at(found["of"]) if found.get("of") else None
    if name is None or (side is not None and " " not in name and name not in people.all):
        return None
    span = line.span_of_match(match, "it" if "it" in found else 0)
    mention = Mention(sort="P", span=span, name=name, type="person", resolving=(where,))
    people.meet(mention, [], side)
    return mention


def _plain_name(name: str, language: str) -> bool:
    parts = name.split()
    return parts[0] not in _set(language, "never_names") and parts[0] not in _set(language, "ranks")


def _name(line: Line, match: Match[str], language: str) -> tuple[str | None, Span]:
    """The name without ranks in front of it, and where it stands; None where it can be no name."""
    group = "known" if match.groupdict().get("known") else "name"
    start, end = match.span(group)
    text = match[group]
    if is_sign(text[-1]):
        mention = line.at(text[-1])
        return mention.name, mention.resolving[0] if mention.resolving else mention.span
    ranks = _set(language, "ranks")
    parts = text.split()
    minister = grammar(language)["minister"].search(match.groupdict().get("title") or "") is not None
    kept = _set(language, "ranks_and_names") if minister else frozenset[str]()
    while len(parts) > 1 and parts[0].rstrip(".,") in ranks and not (parts[0] == "M" and len(parts[1]) == 1):
        if parts[0] == "Prince" and text[: start - match.start(group)].startswith("Mr"):
            break  # "Mr Prince Ames"
        if len(parts) == 2 and parts[0] in kept:
            break  # "Prime Minister Sheikh Hasina"
        start += len(parts[0]) + 1
        parts = text[start - match.start(group) :].split()
    while len(parts) > 1 and parts[-1] in _set(language, "postnominals") | _set(language, "never_names") - {"He"}:
        end -= len(parts[-1]) + 1
        parts.pop()
    name = " ".join(parts)
    bad = parts[0] in ranks - kept or not is_name(parts, language) or _LETTERS.fullmatch(name) is not None
    bad = bad or (name.isupper() and grammar(language)["body_behind"].match(line.text, end) is not None)
    if bad or end <= start or len(name) > 60:
        return None, Span(0, 0)
    return name, line.span_of(start, end)


def _owner(line: Line, match: Match[str], people: People, before: Line | None, language: str) -> Mention | None:
    found = match.groupdict()
    for group in ("of", "of2", "of3", "of4", "of5", "owner", "owner2", "after", "after2", "unit"):
        inside = line.signs(found.get(group) or "")
        if inside:
            return inside[0]
    if found.get("of6"):
        name = line.at(found["of6"]).name
        return _country_of(people.find(name) or people.waiting(name))
    if found.get("person"):
        return _country_of(people.find(line.at(found["person"]).name))
    if found.get("pronoun"):
        if found["pronoun"].split()[0].lower() in ("his", "her"):
            return _country_of(_meant(line, match.start(), people, before, language))
        if found["pronoun"].lower().startswith("the "):
            return None
        body = grammar(language)["of_body"]
        sides = [(place, sign) for place, sign in enumerate(line.text[: match.start()]) if is_sign(sign)]
        bodies = [
            line.at(sign) for place, sign in sides if sort_of(sign) in "NO" and not body.match(line.text, place + 1)
        ]
        if not bodies and before is not None and match.start() == 0 and found["pronoun"].startswith("Its"):
            return next((before.at(sign) for sign in before.text if is_sign(sign) and sort_of(sign) in "NO"), None)
        return bodies[-1] if bodies else None
    return None


def _country_of(person: Person | None) -> Mention | None:
    return person.acts_for if person else None


def _meant(
    line: Line, end: int, people: People, before: Line | None, language: str, side: Mention | None = None
) -> Person | None:
    """Whom "his" means at a place: whoever stands right before it with an "and", else who is named first.

    The sentence before is looked at where this one names nobody, or only those of the `side` of whom is met: "he was
    received by the President of Georgia, Ada Ames, and met his Georgian counterpart".
    """
    here = [each for each in _people_in(line, end, people) if side is None or not _acts_for(each, side)]
    there = _people_in(before, len(before.text), people) if before is not None and not here else []
    beside = grammar(language)["with_own"].search(line.text[:end]) is not None
    return next(iter(here[::-1] if beside else [*here, *there]), None)


def _acts_for(person: Person, side: Mention) -> bool:
    return any(office.owner is not None and office.owner.name == side.name for office in person.offices)


def _people_in(line: Line, end: int, people: People) -> list[Person]:
    """The people of a sentence up to a place in order, also those who are called by their last name alone."""
    found: list[Person | None] = []
    for match in _SIGN_OR_WORD.finditer(line.text, 0, end):
        if len(match[0]) > 1 or not is_sign(match[0]):
            found.append(people.last_named(match[0]))
            continue
        mention = line.at(match[0])
        mention = mention.members[-1] if mention.sort == "A" and mention.members else mention
        if mention.sort == "P":
            found.append(people.find(mention.name) or people.waiting(mention.name))
    return [person for person in found if person is not None]


@cache
def _set(language: str, key: str) -> frozenset[str]:
    return frozenset(words(language, "names", key))
