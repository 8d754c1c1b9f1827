"""Decisions that a review page saved, read like any other file from a stranger."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from kg.errors import KgError, listed, quoted
from kg.extract.hand import digests
from kg.extract.judgements import VERDICTS, Wish, parse_pair
from kg.extract.keeping import content_of
from kg.extract.reviewing import Desk
from kg.vocab import REVIEWS

KIND = "kg review decisions"
LARGEST = 64_000_000
_LONGEST_REASON = 1000
_HINT = "give the file that the page of kg review --page saved"


@frozen
class Decisions:
    """What a file decides about facts, by their ids, why some of it can't be taken any more, and who is the same."""

    taken: Mapping[str, str]
    refused: tuple[str, ...] = ()
    wishes: tuple[Wish, ...] = ()


def read_decisions(path: Path, desk: Desk) -> Decisions:
    """What a file decides about the facts of a desk.

    Left out are facts that say something else, or were decided otherwise, since the page was written. Raises KgError on
    a file that is none of decisions, and on a source, fact or decision that is not known, by name; also where the facts
    have changed and the file does not say what they were.
    """
    files = {file.facts.id: file for file in desk.files}
    found: dict[str, str] = {}
    refused: list[str] = []
    data = _read(path)
    for each in _parts(path, data, "files"):
        source, decisions = each.get("source"), each.get("decisions")
        if not isinstance(source, str) or not isinstance(decisions, dict):
            raise KgError(f"{path} is no file of decisions", _HINT)
        file = files.get(source)
        if file is None:
            raise KgError(f"{path} decides about {quoted(source, 100)}", f"here are {listed([*files][:5], 'and')}")
        before = each.get("before", {})
        if not isinstance(before, dict) or not all(isinstance(was, dict) for was in before.values()):
            raise KgError(f"{path} is no file of decisions", _HINT)
        other = each.get("content") != content_of(file.facts)
        if other and not before:
            raise KgError(f"{file.path} has changed since the page was written", "write the page again")
        now = digests(file.facts)
        for fact, review in decisions.items():
            if other and fact in before and now.get(fact, "") != before[fact].get("digest"):
                refused.append(f"{quoted(fact, 200)} was changed since the page was written")
                continue
            if fact not in file.reviews:
                raise KgError(f"{path} decides about {quoted(fact, 200)}", f"{file.path} has no such fact")
            if review not in REVIEWS:
                raise KgError(f"{path} says {quoted(str(review))} of {fact}", f"it can be {listed(REVIEWS)}")
            if fact in before and file.reviews[fact] not in (review, before[fact].get("review")):
                refused.append(f"{quoted(fact, 200)} was made {file.reviews[fact]} since the page was written")
                continue
            found[fact] = review
    taken = dict(sorted(found.items(), key=lambda item: item[1] != "rejected"))
    return Decisions(taken, tuple(refused), tuple(_wish(path, each) for each in _parts(path, data, "pairs")))


def _wish(path: Path, told: Mapping[str, Any]) -> Wish:
    """What a file says of a pair. Raises KgError where that makes no sense."""
    found = [told.get(name, "") for name in ("one", "other", "verdict", "before", "reason")]
    if not all(isinstance(each, str) for each in found):
        raise KgError(f"{path} is no file of decisions", _HINT)
    one, other, verdict, before, reason = found
    for each in (verdict, before):
        if each and each not in VERDICTS:
            raise KgError(f"{path} says {quoted(each)} of {quoted(one, 100)}", f"it can be {listed(VERDICTS)}")
    parse_pair(f"{one}={other}")
    return Wish(one, other, verdict, before, reason[:_LONGEST_REASON])


def _parts(path: Path, data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """What a file of decisions lists under a name."""
    found = data.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise KgError(f"{path} is no file of decisions", _HINT)
    return found


def _read(path: Path) -> Mapping[str, Any]:
    """What a file of decisions holds: `files`, a part for each facts file, and `pairs` of who is the same."""
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST + 1)
    except OSError as error:
        raise KgError(f"{path} can't be read: {error.strerror}", _HINT) from None
    if len(text) > LARGEST:
        raise KgError(f"{path} has more than {LARGEST // 10**6} MB", _HINT)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise KgError(f"{path}{line} is no JSON", _HINT) from None
    if not isinstance(data, dict) or data.get("kind") != KIND or "files" not in data:
        raise KgError(f"{path} is no file of decisions", _HINT)
    if data.get("version") != 1:
        raise KgError(f"{path} was saved by a page of another version of kg", "write the page again")
    return data
