"""Whether words can be those of the person that a claim gives them to: who speaks, and who holds a post.

A name offered as evidence from elsewhere proves nothing while the words themselves name somebody else.
"""

import re
from collections.abc import Iterator

from kg.extract.claims import Claim
from kg.extract.gate_mood import Said
from kg.extract.gate_names import Forms, name_keys
from kg.extract.words import entries, pattern

_OPENING = "\"“'\u2018"
QUOTED = re.compile(
    r"""["“][^"“”]*["”]|^[^"“”]*[,.?!]["”](?= )|(?<!\w)['\u2018](?:[^"“”'\u2018’]|(?<=\w)['’](?=\w))*[,.?!]['’]"""
)
"""What is quoted; a quote may have begun in the sentence before."""
_ITEM = re.compile(r"\s*(?:\d{1,3}[.)]|[-*•–—])\s")
_LIST = 8000
"""So many signs before an item are looked through for what heads its list."""


def head_of_list(text: str, place: int) -> int:
    """Where the line ends that heads the list in an item of which a place is; the place itself if there is none.

    >>> text = "The ministers:\\n\\n1. Met Ben.\\n2. Rejected it."
    >>> text[: head_of_list(text, text.index("Rejected"))], head_of_list(text, 4)
    ('The ministers:', 4)
    """
    first = text.rfind("\n", 0, place) + 1
    if not _ITEM.match(text[first : first + 9]):
        return place
    end = first
    for line in reversed(text[max(0, first - _LIST) : first].splitlines(keepends=True)):
        if line.strip() and not _ITEM.match(line):
            return end - len(line) + len(line.rstrip()) if line.rstrip().endswith(":") else place
        end -= len(line)
    return place


def wrong_person(claim: Claim, said: Said, before: str, forms: Forms | None = None, language: str = "en") -> str:
    """Why a statement or post can't be that of the claim's subject; empty if it can.

    ``before`` are the sentences before, where a pronoun may find its name.

    >>> claim = Claim(kind="statement", subject="Ben Bird", predicate="stated", object="it rains", spans=(), rule="")
    >>> wrong_person(claim, Said("Ames said it rained"), "Ben Bird sat by.")
    'somebody else speaks in the words ("Ames")'
    >>> wrong_person(claim, Said("He said it rained"), "Ben Bird sat by.")
    ''
    """
    if claim.kind not in ("statement", "post") or not claim.subject.strip():
        return ""
    names = {key for form in (claim.subject, *(forms(claim.subject) if forms else ())) for key in name_keys(form)}
    names -= set(entries(language, "gate")["small"].split())
    if claim.kind == "statement" and (found := _names_himself(claim, said)):
        return f'the speaker is spoken of as somebody else in the words quoted ("{found[:60]}")'
    if names & set(name_keys(said.words)):
        return ""
    if claim.kind == "post":
        return _wrong_holder(claim, said, names, forms, language)
    for name in _speakers(said.sentence, language):
        if not names & set(name_keys(name)):
            return f'somebody else speaks in the words ("{name[:40]}")'
    if names & set(name_keys(f"{before} {said.sentence}")) or pattern(language, "gate", "far_off").search(
        said.sentence
    ):
        return ""
    return f'nobody called "{claim.subject[:60]}" stands near the words'


def _names_himself(claim: Claim, said: Said) -> str:
    """Where what is quoted calls its speaker by name: whoever speaks says "I"; bodies ("the Ministry") may do so."""
    *first, last = claim.subject.split()
    if not first:
        return ""
    whole = rf"(?<![Tt]he ){re.escape(claim.subject)}|(?<!{re.escape(first[-1])} )(?<![Tt]he ){re.escape(last)}"
    start = said.sentence.find(claim.object)
    bare = start > 0 and said.sentence[start - 1] in _OPENING  # words without their quotation marks
    quoted = [match[0] for match in QUOTED.finditer(said.words)] + [claim.object] * bare
    found = (re.search(rf"(?:[\w.]+ )?(?:{whole})(?!\w)", words) for words in quoted)
    return next((match[0] for match in found if match), "")


def _wrong_holder(claim: Claim, said: Said, names: set[str], forms: Forms | None, language: str) -> str:
    """Why a post without its holder's name in the words is not borne out."""
    title, _, of = claim.object.rpartition("@")
    words = name_keys(said.words)
    if any(f"{key}s" in words for key in name_keys(title)):  # "the presidents of both countries"
        return ""
    known = {key for form in (of, *(forms(of) if forms else ())) for key in name_keys(form)} | set(name_keys(title))
    for match in re.finditer(r"(?<![.!?] )(?<!^)\b[^\W\d_a-z][\w'’-]+", said.words):
        if not set(name_keys(match[0])) <= known:
            return f'somebody else holds the post in the words ("{match[0][:40]}")'
    return "" if names & set(name_keys(said.sentence)) else f'nobody called "{claim.subject[:60]}" stands near the post'


def _speakers(sentence: str, language: str) -> Iterator[str]:
    """Words written as names that stand right before or behind a verb of saying."""
    for match in pattern(language, "gate", "speaker").finditer(sentence):
        name = next(filter(None, match.groups()))
        if name[0].isupper() and not pattern(language, "gate", "no_speaker").fullmatch(name):
            yield name
