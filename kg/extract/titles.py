"""Offices and the names that stand with them: about six orders of words, given as data (`titles.yaml`)."""

import re
from functools import cache, partial
from re import Match, Pattern

from attrs import frozen

from kg.extract.grammar import grammar
from kg.extract.line import Line, Mention, expand, is_sign
from kg.extract.mentions import UPPER, WORD
from kg.extract.people import Office, People, Person
from kg.extract.words import entries, words
from kg.model import Span


@frozen
class _Rule:
    rule: str
    pattern: Pattern[str]


@frozen
class _Patterns:
    head: Pattern[str]
    single: tuple[_Rule, ...]
    plural: tuple[_Rule, ...]
    title: str
    name: Pattern[str]


def read(line: Line, people: People, before: Line | None, language: str) -> None:
    """Fold the people of a sentence who are named with their office, and note the office with the person."""
    patterns = _patterns(language)
    if line.headline or patterns.head.search(line.text) is None:
        return
    for rule in patterns.plural:
        _several(line, rule, people, language)
    for _ in range(2):
        for rule in patterns.single:
            line.fold_matches(rule.pattern, partial(_one, line, rule.rule, people, before, language))


def _one(
    line: Line, rule: str, people: People, before: Line | None, language: str, match: Match[str]
) -> Mention | None:
    found = match.groupdict()
    name, where = _name(line, match, language)
    if name is None:
        return None
    title = _title(found.get("title") or "", language)
    owner = _owner(line, match, people, before)
    model = _last_person(line, match.start(), people, before) if rule == "counterpart" else None
    if model is not None:
        title = next((office.title for office in model.offices), "")
        title = grammar(language)["for_a_time"].sub("", title)
    if not title and rule != "counterpart":
        return None
    past = found.get("past") or found.get("past2") or found.get("past0")
    future = re.search(rf"-(?:{'|'.join(words(language, 'names', 'future'))})\b", match[0])
    plain = title.lower() in _plain(language) and owner is None
    plain = plain or all(
        part.capitalize() in _set(language, "ranks") - {"Ambassador", "Senator"} for part in title.split()
    )
    span = line.span_of_match(match)
    office = None
    if title and not past and not future and not plain:
        to = line.source(*match.span("to")).lstrip(" ,") if found.get("to") else ""
        to = line.source(*match.span("unit")).lstrip(" ,") if found.get("unit") else to
        office = Office(title=f"{title} {to}".rstrip(), owner=owner, span=span, rule=rule, paragraph=line.paragraph)
        office.resolving = (model.offices[0].span,) if model is not None and model.offices else ()
    mention = Mention(sort="P", span=span, name=name, type="person", title=title, resolving=(where,))
    people.meet(mention, office)
    return mention


def _several(line: Line, rule: _Rule, people: People, language: str) -> None:
    """The people of "the foreign ministers of Sudan and Egypt, A and B", each with the office of one country."""

    def make(match: Match[str]) -> Mention | None:
        owners = line.signs(match["owners"])
        names = list(_patterns(language).name.finditer(line.text, *match.span("names")))
        if len(owners) == 1:
            owners *= len(names)
        if len(owners) != len(names):
            return None
        members = []
        title = _title(match["title"], language).removesuffix("s")
        for owner, name in zip(owners, names, strict=True):
            where = line.span_of_match(name)
            person = people.add(name[0], where)
            span = line.span_of_match(match)
            office = Office(title=title, owner=owner, span=span, rule=rule.rule, paragraph=line.paragraph)
            if not any(known.title.lower() == title.lower() for known in person.offices):
                person.offices.append(office)
            members.append(Mention(sort="P", span=where, name=person.name, type="person", title=title))
        return Mention(sort="A", span=line.span_of_match(match), members=tuple(members))

    line.fold_matches(rule.pattern, make)


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
    while len(parts) > 1 and parts[0].rstrip(".,") in ranks:
        start += len(parts[0]) + 1
        parts = text[start - match.start(group) :].split()
    never, bodies = _set(language, "never_names"), _set(language, "organisation_words")
    while len(parts) > 1 and parts[-1] in never - {"He"}:
        end -= len(parts[-1]) + 1
        parts.pop()
    name = " ".join(parts)
    bad = parts[0] in never or parts[0] in ranks or any(part in bodies for part in parts)
    if bad or end <= start or len(name) > 60:
        return None, Span(0, 0)
    return name, line.span_of(start, end)


def _title(text: str, language: str) -> str:
    """A title as it stands, without words that only begin the sentence."""
    parts = text.split()
    while parts and (parts[0] in _set(language, "never_names") and len(parts) > 1 and parts[0] not in _core(language)):
        parts = parts[1:]
    while len(parts) > 1 and parts[-1] in _set(language, "ranks") and parts[-2].lower() in _heads(language):
        parts.pop()
    title = " ".join(parts)
    return re.sub(rf"-(?:{'|'.join(words(language, 'names', 'future'))})\Z", "", title)


def _owner(line: Line, match: Match[str], people: People, before: Line | None) -> Mention | None:
    found = match.groupdict()
    for group in ("of", "owner", "after", "unit"):
        inside = line.signs(found.get(group) or "")
        if inside:
            return inside[0]
    if found.get("person"):
        return _country_of(people.find(line.at(found["person"]).name))
    if found.get("pronoun"):
        if found["pronoun"].split()[0].lower() in ("his", "her"):
            return _country_of(_last_person(line, match.start(), people, before))
        earlier = [sign for sign in line.text[: match.start()] if is_sign(sign)]
        bodies = [line.at(sign) for sign in earlier if line.at(sign).sort in "NO"]
        return bodies[-1] if bodies else None
    return None


def _country_of(person: Person | None) -> Mention | None:
    return next((office.owner for office in person.offices if office.owner), None) if person else None


def _last_person(line: Line, end: int, people: People, before: Line | None) -> Person | None:
    """The person named last before a place in a sentence, or in the sentence before."""
    for text, where in ((line.text[:end], line), (before.text if before else "", before)):
        for sign in reversed(text):
            if where is not None and is_sign(sign):
                mention = where.at(sign)
                mention = mention.members[-1] if mention.sort == "A" and mention.members else mention
                if mention.sort == "P":
                    return people.find(mention.name)
    return None


@cache
def _set(language: str, key: str) -> frozenset[str]:
    return frozenset(words(language, "names", key))


@cache
def _heads(language: str) -> frozenset[str]:
    return frozenset(head.split()[-1] for head in words(language, "names", "heads"))


@cache
def _plain(language: str) -> frozenset[str]:
    return _set(language, "plain_titles")


@cache
def _core(language: str) -> frozenset[str]:
    """Words that are written with a capital in a title though they also begin sentences."""
    heads = {word.capitalize() for head in words(language, "names", "heads") for word in head.split()}
    small = {word.capitalize() for key in ("modifiers", "portfolios") for word in words(language, "names", key)}
    return frozenset(heads | small) - {"The", "Of", "And"}


@cache
def macros(language: str) -> dict[str, str]:
    """The parts of patterns that are made from the lists: TITLE, NAME, RANKS, PAST and those of `titles.yaml`."""

    def any_of(key: str) -> str:
        return "|".join(re.escape(word) for word in sorted(words(language, "names", key), key=len, reverse=True))

    particles = any_of("particles")
    heads = rf"(?i:{any_of('heads')})"
    portfolio = rf"(?i:(?:{any_of('portfolios')})(?![\w-]))"
    small = rf"(?:(?:(?i:{any_of('modifiers')})|{portfolio})[ -](?:and )?)"
    modifier = rf"(?:{small}|{WORD}[ -])"
    part = rf"(?:{portfolio}|(?:{any_of('organisation_words')})(?![\w-]))"
    words_of = rf"(?>{part}(?:(?:,? and |, | & | of the | of | for the | for | ){part}){{0,7}})"
    long = rf"(?:{WORD})(?:(?: of the | of | and | for the | for | & | ){WORD}){{0,7}}(?=[,.;)]|\Z)"
    future = rf"(?:-(?:{any_of('future')}))?"
    return {
        **entries(language, "titles")["macros"],
        "WORD": WORD,
        "NAME": rf"(?:[{UPPER}]\. ?){{0,3}}{WORD}(?: [{UPPER}]\.(?!\w))?"
        rf"(?: (?:(?:{particles})[ -]){{0,2}}{WORD}| (?:{particles})-{WORD}){{0,4}}",
        "RANKS": rf"(?:(?:{any_of('ranks')})\.? ){{0,4}}",
        "PAST": rf"(?i:(?:then-|(?:{any_of('past')})[ -]))",
        "TITLES": rf"{modifier}{{0,5}}{heads}s(?!\w)",
        "TITLE": rf"{modifier}{{0,5}}{heads}(?: and {small}{{0,3}}{heads})?(?![\w’'])(?<!\.){future}"
        rf"(?:(?: in charge)? (?:of|for) (?:the )?(?:{words_of}(?![\w-])|{long}))?",
    }


@cache
def _patterns(language: str) -> _Patterns:
    made = macros(language)
    raw = entries(language, "titles")

    def rules(key: str) -> tuple[_Rule, ...]:
        return tuple(_Rule(each["rule"], re.compile(expand(each["pattern"], made))) for each in raw[key])

    heads = "|".join(re.escape(head) for head in words(language, "names", "heads"))
    head = re.compile(rf"(?i:(?:{heads}|counterpart)s?)(?!\w)")
    return _Patterns(head, rules("patterns"), rules("plural"), made["TITLE"], re.compile(expand("{NAME}", made)))
