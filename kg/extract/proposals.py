"""Proposals on the table: whose they are, what they aim at, what they provide, and who received them."""

import re
from collections.abc import Iterator
from functools import cache
from re import Pattern
from typing import Any

from kg.extract.claims import Claim
from kg.extract.discourse import Discourse
from kg.extract.line import Line, expand
from kg.extract.words import entries
from kg.model import Span

_AND = re.compile(r",? and (?=(?:no|the|an?|that) )|, (?=(?:no|the|an?|that) )")


def find(discourse: Discourse) -> Iterator[Claim]:
    """The claims about each side's proposal; its subject is "proposal of SIDE"."""
    patterns = _patterns(discourse.reading.language)
    said: set[tuple[str, str, str]] = set()
    last: tuple[str, Span] | None = None
    for index, line in enumerate(discourse.reading.lines):
        if line.headline:
            continue
        for owner, predicate, object_, span, tier, modality in _in_line(line, index, discourse, patterns, last):
            last = (owner[0], owner[1])
            if (owner[0], predicate, object_) not in said:
                said.add((owner[0], predicate, object_))
                yield Claim(
                    kind="proposal",
                    subject=f"proposal of {owner[0]}",
                    predicate=predicate,
                    object=object_,
                    spans=(span,),
                    resolving=(owner[1],) if owner[1] != span else (),
                    rule=f"proposal-{predicate}",
                    tier=tier,
                    modality=modality,
                )


_Found = tuple[tuple[str, Span], str, str, Span, str, str]


def _in_line(
    line: Line, index: int, discourse: Discourse, patterns: dict[str, Pattern[str]], last: tuple[str, Span] | None
) -> Iterator[_Found]:
    owner: tuple[str, Span] | None = None
    for match in patterns["by"].finditer(line.text):
        document = line.at(match["it"])
        if document.members:
            owner = (document.members[0].name, document.members[0].span)
            yield owner, "by", owner[0], document.span, "A", "asserted"
    for match in patterns["drafting"].finditer(line.text):
        actors = discourse.actors(line.at(match["who"]), index, match.start("who"))
        if len(actors) == 1:
            owner = (actors[0].side, actors[0].span)
            yield owner, "by", owner[0], line.span_of_match(match), "A", "planned"
    for match in patterns["received"].finditer(line.text):
        document = line.at(match["what"][0])
        actors = discourse.actors(line.at(match["who"]), index, match.start("who"))
        if document.members and len(actors) == 1 and "not" not in match[0] and "yet to" not in match[0]:
            owner = (document.members[0].name, document.members[0].span)
            yield owner, "received-by", actors[0].side, line.span_of_match(match), "B", "asserted"
    owner = owner or last
    if owner is None:
        return
    if (aim := patterns["aim"].search(line.text)) is not None and patterns["by"].search(line.text):
        yield owner, "aim", line.source(*aim.span("it")), line.span_of_match(aim, "it"), "B", "asserted"
    if patterns["verbs"].search(line.text) and (provision := patterns["provision"].search(line.text)) is not None:
        yield (
            owner,
            "provision",
            line.source(*provision.span("it")),
            line.span_of_match(provision, "it"),
            "B",
            "asserted",
        )
    if (several := patterns["list"].search(line.text)) is not None:
        start = several.start("it")
        for part in [*_AND.finditer(line.text, start, several.end("it")), None]:
            end = part.start() if part is not None else several.end("it")
            if end - start > 8:
                yield owner, "provision", line.source(start, end), line.span_of(start, end), "B", "asserted"
            start = part.end() if part is not None else end


@cache
def _patterns(language: str) -> dict[str, Any]:
    return {name: re.compile(expand(pattern)) for name, pattern in entries(language, "strikes")["proposals"].items()}
