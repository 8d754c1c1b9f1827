"""A model that makes no mistake gets everything through to the end, and what one changes is refused."""

import json
import re
import sys
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from documented import ROOT

from kg.extract.chat import Chat
from kg.extract.claims import Claim
from kg.extract.gate import Gate, Passed
from kg.extract.gazetteer import Gazetteer
from kg.extract.model import Model
from kg.model import Span

FOLDER = ROOT / "bench" / "extraction"
if str(FOLDER) not in sys.path:
    sys.path.insert(0, str(FOLDER))

from goldset import Gold, load_folder, names_for, perfect  # noqa: E402
from mutations import MUTATIONS, Mutation, mutate  # noqa: E402

Item = dict[str, Any]
DEV = load_folder(FOLDER / "dev")
GAZETTEER = Gazetteer()
FIELDS = ("kind", "subject", "predicate", "object", "modality", "polarity")


def quote(text: str, span: Span) -> str:
    """The words of a span with as many around them as make them unique."""
    start, end = span.start, span.end
    while text.count(text[start:end]) > 1:
        start, end = max(0, start - 1), min(len(text), end + 1)
    return text[start:end]


def item(text: str, claim: Claim) -> Item:
    """What a model would have to reply for a claim."""
    fields = {name: getattr(claim, name) for name in FIELDS}
    quotes, resolving = ([quote(text, span) for span in spans] for spans in (claim.spans, claim.resolving))
    return {**fields, "quotes": quotes, "resolving": resolving}


class Knowing(Chat):
    """A chat that replies with given items."""

    def __init__(self, items: list[Item]) -> None:
        super().__init__("http://localhost/v1", "knowing")
        self.items = items

    def ask(self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]) -> str:
        """Reply whatever is asked."""
        return json.dumps({"claims": self.items})


def through(folder: Path, text: Gold, items: list[Item]) -> tuple[Model, Passed]:
    """What becomes of a model's claims on the way through the reply, the aligner and the gate."""
    model = Model(Knowing(items), print, folder / sha256(json.dumps(items).encode()).hexdigest())
    forms, hash_ = names_for(text, GAZETTEER).forms, sha256(text.text.encode()).hexdigest()
    gate = Gate(text.text, text.published, forms, text.language, hash_)
    return model, gate.judge(model.propose(text.text, text.published))


@pytest.mark.parametrize("text", DEV, ids=lambda text: text.name)
def test_a_model_without_a_fault_gets_everything_through(tmp_path: Path, text: Gold) -> None:
    wanted = perfect(text, GAZETTEER)
    model, judged = through(tmp_path, text, [item(text.text, claim) for claim in wanted])
    assert model.refused == []
    assert judged.refused == ()
    assert len(judged.claims) == len({each.id for each in wanted})
    for claim, found in zip(wanted, model.propose(text.text, text.published), strict=True):
        for name in FIELDS:
            assert getattr(found, name) == getattr(claim, name)
        assert found.spans[0].start <= claim.spans[0].start < claim.spans[0].end <= found.spans[0].end


def _other_quote(given: Item) -> Item:
    """The quote with a word more, as a model that makes up its evidence would have it."""
    words = given["quotes"][0].split()
    return {**given, "quotes": [" ".join([*words[:-1], "reportedly", words[-1]])]}


def test_a_changed_quote_is_refused_for_that(tmp_path: Path) -> None:
    for text in DEV:
        items = [_other_quote(item(text.text, claim)) for claim in perfect(text, GAZETTEER)]
        model, judged = through(tmp_path, text, items)
        assert judged.claims == ()
        assert len(model.refused) == len(items)
        assert all(each.reason.startswith('the text does not hold the quote "') for each in model.refused)


TRIED = {each.mutation.name: each for each in mutate(DEV, GAZETTEER)}


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_what_is_changed_in_gold_is_refused_for_the_right_reason(mutation: Mutation) -> None:
    """`bench/extraction/score.py --mutate` prints the shares; where the words alone tell, nothing may pass."""
    tried = TRIED[mutation.name]
    assert tried.tried
    assert tried.share >= mutation.least, [(name, claim.subject, claim.object) for name, claim in tried.passed[:20]]
    right = sum(number for reason, number in tried.reasons.items() if re.match(mutation.reason, reason))
    assert right >= 0.97 * tried.stopped, tried.reasons
