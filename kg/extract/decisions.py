"""Decisions that a review page saved, read like any other file from a stranger."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from kg.errors import KgError, listed, quoted
from kg.extract.hand import digests
from kg.extract.keeping import content_of
from kg.extract.reviewing import Desk
from kg.vocab import REVIEWS

KIND = "kg review decisions"
LARGEST = 64_000_000
_HINT = "give the file that the page of kg review --page saved"


@frozen
class Decisions:
    """What a file decides about facts, by their ids, and why some of it can't be taken any more."""

    taken: Mapping[str, str]
    refused: tuple[str, ...] = ()


def read_decisions(path: Path, desk: Desk) -> Decisions:
    """What a file decides about the facts of a desk.

    Left out are facts that say something else, or were decided otherwise, since the page was written. Raises KgError on
    a file that is none of decisions, and on a source, fact or decision that is not known, by name; also where the facts
    have changed and the file does not say what they were.
    """
    files = {file.facts.id: file for file in desk.files}
    found: dict[str, str] = {}
    refused: list[str] = []
    for each in _files(path):
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
    return Decisions(dict(sorted(found.items(), key=lambda item: item[1] != "rejected")), tuple(refused))


def _files(path: Path) -> list[Mapping[str, Any]]:
    """The parts of a file of decisions, one for each facts file."""
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
    files = data.get("files") if isinstance(data, dict) and data.get("kind") == KIND else None
    if not isinstance(files, list) or not all(isinstance(each, dict) for each in files):
        raise KgError(f"{path} is no file of decisions", _HINT)
    if data.get("version") != 1:
        raise KgError(f"{path} was saved by a page of another version of kg", "write the page again")
    return files
