"""Countries, organisations, places and dates in a sentence."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from re import Match, Pattern

from kg.extract import dates
from kg.extract.gazetteer import Gazetteer, Known
from kg.extract.grammar import grammar
from kg.extract.line import Line, Mention, expand, is_sign, sort_of
from kg.extract.names import is_name, spaced, title_words
from kg.extract.people import Person
from kg.extract.words import entries, words
from kg.model import Span

UPPER = "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper())
"""Capital letters of Latin, Greek, Cyrillic and Armenian, for character classes."""

WORD = rf"[{UPPER}](?:[^\W\d_]|(?!['’]s\b)['’\-\u2010\u2011](?=[^\W\d_]))*"
"""A word with a capital letter, without a possessive ending."""

_SMALL = "(?:(?:al|el|bin|ibn|van|von|der|den|de|la|da|di|du|dos|del|ould|abu)[ -])?"
_CALLED = re.compile(rf"(?<![\w-])(?:[a-z]{{2,3}}-)?{WORD}(?: {_SMALL}{WORD}){{0,5}}")
_PART = re.compile(r"\S+")
_SORT = {"person": "P", "organisation": "O", "group": "O", "city": "C", "region": "R", "venue": "V"}


def known(line: Line, gazetteer: Gazetteer) -> None:
    """Fold the names of the gazetteer."""

    def found() -> Iterator[tuple[int, int, Mention]]:
        for start, end, entry in gazetteer.find(line.text):
            if not _part_of_name(line.text, start, end, entry, gazetteer.language):
                yield start, end, _mention(line.span_of(start, end), entry)

    line.fold(found())
    line.fold_matches(_patterns(gazetteer.language)["state"], lambda match: _renamed(line, match))
    line.fold_matches(_patterns(gazetteer.language)["state_behind"], lambda match: _renamed(line, match))
    line.fold_matches(_patterns(gazetteer.language)["letters"], lambda match: _renamed(line, match))
    line.fold_matches(
        _patterns(gazetteer.language)["state_letters"],
        lambda match: _renamed(line, match) if line.at(match["sign"]).name == line.at(match["short"]).name else None,
    )
    _capitals(line, _patterns(gazetteer.language))


def _mention(span: Span, entry: Known) -> Mention:
    if entry.type == "country":
        sort = "J" if entry.form == "adjective" else "N"
        city = entry.name if entry.form == "city-state" else ""
        return Mention(sort=sort, span=span, name=entry.name, type="country", note=entry.form, words=city)
    if entry.form == "capital":
        return Mention(sort="M", span=span, name=entry.name, type="city", note=entry.within)
    return Mention(sort=_SORT[entry.type], span=span, name=entry.name, type=entry.type, note=entry.within)


def _part_of_name(text: str, start: int, end: int, entry: Known, language: str) -> bool:
    """Whether a name is a part of a longer one, as in "Defense Minister Israel Katz" or "National Security Council"."""
    if entry.form == "people":
        return _patterns(language)["people"].search(text, max(0, start - 5), start) is None
    if entry.type == "person" or entry.form == "adjective":
        return False
    before = re.search(rf"({WORD}|[{UPPER}]\.) \Z", text[max(0, start - 30) : start])
    never = _listed(language, "never_names")
    if entry.type == "organisation" and before and before[1] not in never:
        return True
    if entry.type == "country" and entry.form == "name" and before and before[1] not in never:
        full = _patterns(language)["full_name"].search(text, max(0, start - 60), start)
        other = title_words(language) | _listed(language, "organisation_words") | _listed(language, "ranks") | never
        if full is not None and not other & set(full["names"].split()):
            return True  # "the leader Ada Ben Chad"
    after = re.match(rf" ({WORD})", text[end : end + 30])
    if entry.type in ("city", "region") and entry.form == "name" and before and before[1] not in never:
        return True
    short = entry.type == "country" and entry.form == "name" and text[start:end] != entry.name
    if (
        short
        and before
        and text[start + 1 : end].islower()
        and before[1] not in never
        and before[1] not in title_words(language)
    ):
        return True  # "Latin America", "Antonio Trinidad"
    given = text[start:end] in words(language, "names", "given_names")
    if given and _patterns(language)["royal"].search(text, max(0, start - 12), start):
        return True
    if after is None or after[1] in never:
        return False
    if entry.type in ("city", "region") and entry.form == "name":
        return _patterns(language)["in"].search(text, max(0, start - 20), start) is None
    if given:
        return _patterns(language)["office_of"].search(text, max(0, start - 60), start) is None
    return _patterns(language)["titled"].search(text, max(0, start - 40), start) is not None


def _renamed(line: Line, match: Match[str]) -> Mention:
    """The country in "Republic of Kenya" or "government of Kenya", with the wider span."""
    inner = line.at(match["sign"])
    sort = "N" if inner.sort == "J" else inner.sort
    return Mention(sort=sort, span=line.span_of_match(match), name=inner.name, type=inner.type, note=inner.note)


def _capitals(line: Line, patterns: dict[str, Pattern[str]]) -> None:
    """Read each capital as a city behind a preposition of place, else as the country it stands for."""
    place = False
    for index, sign in enumerate(line.text):
        seat = is_sign(sign) and sort_of(sign) == "N" and line.at(sign).note == "metonym"
        if seat and patterns["seat"].search(line.text[max(0, index - 20) : index]):
            mention = line.at(sign)
            mention.words = mention.name
            mention.sort, mention.type, mention.name = "V", "venue", line.source(index, index + 1)
            place = True  # "the White House, Washington"
        if not is_sign(sign) or sort_of(sign) != "M":
            continue
        before, after = line.text[max(0, index - 40) : index], line.text[index + 1 : index + 40]
        mention = line.at(sign)
        chained = place and patterns["chain"].search(before)
        place = bool(patterns["locative"].search(before) or chained or patterns["beside"].match(after))
        if place and not patterns["acting"].match(after):
            mention.sort = "C"
        else:
            mention.sort, mention.type, mention.words = "N", "country", mention.name
            mention.name, mention.note = mention.note, "capital"
    line.refresh()


def dated(line: Line, published: date | None, language: str) -> None:
    """Fold the dates."""

    def found() -> Iterator[tuple[int, int, Mention]]:
        for when in dates.find(line.text, published, language):
            if any(is_sign(sign) for sign in line.text[when.start : when.end]):
                continue
            yield (
                when.start,
                when.end,
                Mention(
                    sort="D",
                    span=line.span_of(when.start, when.end),
                    name=line.text[when.start : when.end],
                    edtf=when.edtf,
                    note=when.inference,
                    relative=when.relative,
                ),
            )

    line.fold(found())
    line.fold_matches(_patterns(language)["double_date"], lambda match: line.at(match["sign"]))


def place_line(line: Line, language: str) -> Mention | None:
    """The city of a line that holds nothing but a place and a date, as above a statement: "Ottawa, Ontario"."""
    match = _patterns(language)["place_line"].fullmatch(line.text)
    if match is None:
        return None
    mention = line.at(match["it"])
    if mention.sort == "N" and mention.note == "capital":
        mention.sort, mention.type, mention.name, mention.note = "C", "city", mention.words, mention.name
        line.refresh()
    return mention if mention.sort == "C" else None


def called(line: Line, names: dict[str, Person], language: str) -> None:
    """Fold the people who are called by their name alone, or by a part of it."""

    def found() -> Iterator[tuple[int, int, Mention]]:
        for match in _CALLED.finditer(line.text):
            parts = [(part.start(), part.end()) for part in _PART.finditer(match[0])]
            for first, last in ((i, j) for i in range(len(parts)) for j in range(len(parts) - 1, i - 1, -1)):
                text = match[0][parts[first][0] : parts[last][1]]
                person = names.get(text)
                opening = match.start() == 0 or line.text[match.start() - 1] in "\"“\u2018'"
                known = parts[1 if opening and first == 1 else 0 :]
                if person is not None and not _another(known, parts[first], parts[last], match[0], person, language):
                    start, end = match.start() + parts[first][0], match.start() + parts[last][1]
                    address = grammar(language)["address"].search(line.text[max(0, start - 30) : start])
                    start -= len(address[0]) if address else 0
                    span = line.span_of(start, end)
                    yield (
                        start,
                        end,
                        Mention(sort="P", span=span, name=person.name, type="person", resolving=(person.span,)),
                    )
                    break

    line.fold(found())


def _another(
    parts: list[tuple[int, int]],
    first: tuple[int, int],
    last: tuple[int, int],
    run: str,
    person: Person,
    language: str,
) -> bool:
    """Whether a part of a name, from one word to another, stands in a longer name that is somebody else's."""
    free = _listed(language, "never_names") | _listed(language, "ranks") | title_words(language)
    start, end = parts.index(first), parts.index(last)
    beside = [run[slice(*part)] for part in (*parts[max(0, start - 1) : start], *parts[end + 1 : end + 2])]
    return any(word[0].isupper() and word.rstrip(".") not in free and word not in person.name for word in beside)


def bare(line: Line, language: str) -> list[tuple[str, Span]]:
    """The names of people without an office: two to four capitalised words that are no body, place or venue."""
    if line.headline:
        return []
    found = []
    for match in _patterns(language)["name"].finditer(line.text):
        mention = _sorted(line, match, language)
        if mention is not None and mention.sort == "Q" and len(mention.name.split()) <= 4:
            found.append((mention.name, mention.span))
    return found


def named(line: Line, language: str) -> None:
    """Fold the capitalised names that are left: bodies, venues, regions, cities behind "in", and others."""
    patterns = _patterns(language)
    if not line.headline:
        line.fold_matches(
            patterns["venue"],
            lambda match: Mention(sort="V", span=line.span_of_match(match), name=match[0], type="venue"),
        )
    line.fold_matches(patterns["name"], lambda match: _sorted(line, match, language))


def owned(line: Line, language: str) -> list[tuple[str, Span, Mention]]:
    """Make people of the names that a country has, as in "Iran's Ada Ames", and give them with the country."""
    found = []
    for match in _patterns(language)["owned"].finditer(line.text):
        mention = line.at(match["it"])
        mention.sort, mention.type, mention.resolving = "P", "person", (mention.span,)
        found.append((mention.name, mention.span, line.at(match["owner"])))
    line.refresh()
    return found


def _sorted(line: Line, match: Match[str], language: str) -> Mention | None:
    text, start = match["it"], match.start("it")
    parts = text.split()
    never = _listed(language, "never_names")
    if all(part in never for part in parts) or line.headline:
        return None
    kind = _kind(parts, line.text[max(0, start - 16) : start], line.text[match.end() :][:40], language)
    if kind is None:
        return None
    sort, type_ = kind
    return Mention(sort=sort, span=line.span_of_match(match, "it"), name=text, type=type_)


def _kind(parts: list[str], before: str, after: str, language: str) -> tuple[str, str] | None:
    patterns = _patterns(language)
    locative = patterns["in"].search(before) is not None
    venue = len(parts) > 1 and parts[-1] in _listed(language, "venue_words")
    if (
        patterns["at"].search(before)
        and len(parts) > 1
        and any(grammar(language)["venue_inside"].search(part) for part in parts)
    ):
        return "V", "venue"
    if venue and (patterns["at"].search(before) or parts[-1] not in _listed(language, "organisation_words")):
        return "V", "venue"
    if any(part in _listed(language, "organisation_words") for part in parts):
        return ("O", "organisation") if len(parts) > 1 else None
    if patterns["region"].match(after) or parts[-1].lower() in _listed(language, "region_words"):
        return "R", "region"
    if parts[0] in _listed(language, "never_names"):
        return None
    if locative and len(parts) <= 3:
        return "C", "city"
    return ("Q", "") if 2 <= len(parts) <= 5 and is_name(parts, language) else None


def local(text: str, gazetteer: Gazetteer) -> Gazetteer:
    """The gazetteer with states that only the text knows, and their likely demonyms.

    A state is called one ("the Kingdom of Zembra"), or has a president or an army and a demonym that the text uses.
    """
    more: dict[str, Known] = {}
    patterns = _patterns(gazetteer.language)
    for match in patterns["local"].finditer(text):
        _new_state(match["it"], _demonyms(match["it"], gazetteer.language), gazetteer, more)
    there = set(re.findall(r"\w+", text))
    for name in dict.fromkeys(match["it"] for match in patterns["local_owner"].finditer(text)):
        used = [word for word in _demonyms(name, gazetteer.language) if there.issuperset(re.findall(r"\w+", word))]
        if used:
            _new_state(name, used, gazetteer, more)
    for match in patterns["local_body"].finditer(text):
        _new_body(match["it"], match["short"], gazetteer, more)
    for short, (name, _) in letters(text, gazetteer).items():
        more.setdefault(short, Known(name, "country"))
    clear = [(name, known) for name, known in more.items() if known.name]
    return gazetteer.extended(clear) if clear else gazetteer


def letters(text: str, gazetteer: Gazetteer) -> dict[str, tuple[str, Span]]:
    """The letters by which a text calls the governments of countries, each with the country and the words that say so.

    >>> letters("The government of Norway (GoN) agreed.", Gazetteer())
    {'GoN': ('Norway', Span(start=4, end=30))}
    """
    found: dict[str, tuple[str, Span]] = {}
    for match in _patterns(gazetteer.language)["local_letters"].finditer(text):
        state = gazetteer.get(match["it"] or match["it2"])
        if state is not None and state.type == "country" and len(found) < 100:
            found.setdefault(match["short"], (state.name, Span(*match.span())))
    return found


def _new_body(name: str, short: str | None, gazetteer: Gazetteer, more: dict[str, Known]) -> None:
    """Note a body that only the text knows, with the letters behind it and "the Front" for what is called so again."""
    known = gazetteer.get(name)
    if (known is None or known.type in ("organisation", "group")) and len(more) < 100:
        body = more.setdefault(name, known or Known(name, "organisation"))
        if short:
            more.setdefault(short, body)
        for article in ("the", "The"):
            again = f"{article} {name.split()[-1]}"
            # two commissions are neither "the Commission"
            more[again] = body if more.get(again, body) == body else Known("", "")


def _new_state(name: str, demonyms: list[str], gazetteer: Gazetteer, more: dict[str, Known]) -> None:
    if gazetteer.get(name) is None and len(more) < 100:
        more[name] = Known(name, "country")
        for word in demonyms:
            more.setdefault(word, Known(name, "country", "adjective"))


def _demonyms(name: str, language: str) -> list[str]:
    stem = name.removesuffix("a").removesuffix("e")
    return [(stem if ending[0] in "aei" else name) + ending for ending in words(language, "names", "demonym_endings")]


def ministry(line: Line, language: str) -> Mention | None:
    """The country in "Ministry of Foreign Affairs of Chile" at the head of a text, or an organisation's name alone."""
    found = _patterns(language)
    match = found["ministry"].search(line.text) or found["department"].search(line.text)
    match = match or found["issuer"].fullmatch(line.text)
    return line.at(match["it"]) if match is not None else None


@cache
def _listed(language: str, key: str) -> frozenset[str]:
    return frozenset(words(language, "names", key))


@cache
def _patterns(language: str) -> dict[str, Pattern[str]]:
    particles = spaced(language)
    never = "|".join(words(language, "names", "never_names"))
    raw = entries(language, "mentions")
    macros = {
        "WORD": WORD,
        "NAME": rf"(?:A (?=[{UPPER}] [{UPPER}]))?(?!(?:{never})\b){WORD}(?: [{UPPER}]\.(?= [{UPPER}]))?"
        rf"(?:(?:(?<=s)['’])? (?:{particles})?{WORD}){{0,4}}",
        "TITLED": "|".join(word for word in words(language, "names", "heads") if " " not in word),
    }
    return {name: re.compile(expand(pattern, macros)) for name, pattern in raw.items()}
