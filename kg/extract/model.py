"""A language model of the user's own as a source of claims, off unless an address and a name are given.

The model returns quotes, never offsets: where a quote stands is found here, and what the text does not hold is refused.
Its claims then pass the same evidence gate as those of the rules. The article is data between two marks that it can't
contain, the model has no tools, and its reply is read like any other input from a stranger.
"""

import json
import os
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from kg.errors import KgError, listed, quoted
from kg.extract.align import Aligner
from kg.extract.chat import KEY, LARGEST_REPLY, LONGEST_REPLY, NAME, SECONDS, URL, Chat
from kg.extract.claims import PREDICATES, Claim
from kg.extract.gate import Refusal
from kg.extract.gazetteer import Gazetteer
from kg.files import write_file
from kg.model import Span
from kg.vocab import EVENT_KINDS, MODALITIES, POLARITIES, ROLES, STATUSES

LONGEST_TEXT: Final = 100_000
"""Texts of more characters are not sent: a model would lose the thread, and somebody may have to pay for it."""
MOST_CLAIMS: Final = 2_000
MOST_PLACES: Final = 3
"""A quote that stands in more places says too little; all places of the others become spans of the claim."""

_FIELDS = ("kind", "subject", "predicate", "object")
_LONGEST_FIELD, _MOST_QUOTES, _MOST_STARTS, _MOST_NAMES = 1_000, 5, 50, 200
_DETAIL = {
    "event": ("purpose", "outcome", "mode", "round", "series", "part-of"),
    "place": ("country",),
    "proposal": ("aim", "provision", "received-by"),
    "statement": PREDICATES["statement"],
    "strike": ("weapon", "responds-to"),
}
"""The claims of tier B."""
_AGAIN = {"role": "user", "content": "That was not one complete JSON object. Reply with the JSON object alone."}
_JOINERS = "\u200c\u200d"  # belong to the spelling of Persian, Hindi and others
_START = re.compile(r'\{\s*"')


class Model:
    """Asks a chat for claims.

    `notice` gets one sentence before a text leaves this machine; what runs on this machine may still send it on.
    `folder` keeps the replies, and with them quotes of the articles.

    >>> model = Model(Chat("http://localhost:11434/v1", "some-model"), notice=print, folder=Path("replies"))
    """

    def __init__(self, chat: Chat, notice: Callable[[str], None], folder: Path) -> None:
        self.chat, self.folder = chat, folder
        self.refused: list[Refusal] = []
        self._notice = notice

    @classmethod
    def from_environment(cls, notice: Callable[[str], None], folder: Path | None = None) -> "Model":
        """The model that KG_MODEL_URL, KG_MODEL_NAME and, where it needs one, KG_MODEL_KEY name.

        KG_MODEL_SECONDS bounds each of its replies. Raises KgError where one of the first two is missing, or the last
        is no number of seconds.
        """
        url, name, key, seconds = (os.environ.get(variable, "").strip() for variable in (URL, NAME, KEY, SECONDS))
        if not url or not name:
            raise KgError(
                f"no model is named: {NAME if url else URL} is not set",
                f"set {URL} to an address such as http://localhost:11434/v1 and {NAME} to the name of a model there",
            )
        if seconds and not (re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,3})?", seconds) and float(seconds)):
            raise KgError(f"{SECONDS} is no number of seconds: {quoted(seconds)}", "write 600 for instance")
        return cls(Chat(url, name, key, float(seconds or LONGEST_REPLY)), notice, folder or cache_folder())

    def propose(self, text: str, published: date | None = None, gazetteer: Gazetteer | None = None) -> list[Claim]:
        """Claims that the model finds in a text, each once; it is told which names of the user's graph stand there.

        Their quotes stand in the text, and no more is promised: `kg.extract.gate` judges the rest. `refused` then holds
        what the model said besides, without spans. Raises KgError where the text is too long or the model gives no
        usable reply.
        """
        if len(text) > LONGEST_TEXT:
            raise KgError(f"the text has {len(text):,} characters, a model gets {LONGEST_TEXT:,}", "split it")
        aligner, claims = Aligner(text), {}
        self.refused = []
        for item in self._items(_messages(text, published, gazetteer)):
            claim, reason = _claim(item, aligner, f"model:{self.chat.name}")
            if reason:
                self.refused.append(Refusal(claim, reason))
            else:
                claims[claim.id] = claim
        return list(claims.values())

    def _items(self, messages: list[dict[str, str]]) -> list[Any]:
        """What the model listed, from the folder if it was asked before."""
        schema = _schema()
        asked = json.dumps([self.chat.url, self.chat.name, messages, schema])
        place = self.folder / f"{sha256(asked.encode()).hexdigest()}.json"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            kept = place.is_file() and place.stat().st_size <= LARGEST_REPLY
            items = _items_in(place.read_text(encoding="utf-8", errors="replace")) if kept else None
        except OSError as error:
            raise KgError(f"{self.folder} can't be used: {error.strerror}", "name another folder") from None
        if items is None:
            if not self.chat.local:
                self._notice(f"the text leaves this machine: it is sent to {self.chat.url}")
            items = _items_in(self.chat.ask(messages, schema))
            if items is None:
                items = _items_in(self.chat.ask([*messages, _AGAIN], schema))
            if items is None:
                raise KgError(f"{self.chat.url} replied twice without a list of claims", "try a larger model")
            write_file(place, json.dumps({"claims": items}).encode())
        return items


def cache_folder() -> Path:
    """Where replies are kept unless a folder is named: in XDG_CACHE_HOME, or else in `~/.cache`."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(given) if os.path.isabs(given) else Path.home() / ".cache") / "parley-kg" / "model"


def _items_in(words: str) -> list[Any] | None:
    """The list in a model's words, None if there is none; of several, with prose around them, the last one counts."""
    decoder, found, place = json.JSONDecoder(), None, 0
    for _ in range(_MOST_STARTS):
        if not (start := _START.search(words, place)):
            break
        try:
            value, place = decoder.raw_decode(words, start.start())
        except (ValueError, RecursionError):
            place = start.end()
            continue
        if isinstance(value, dict) and isinstance(value.get("claims"), list):
            found = value["claims"][:MOST_CLAIMS]
    return found


def _claim(item: Any, aligner: Aligner, rule: str) -> tuple[Claim, str]:
    """What an item of the reply claims, and why it can't be used, if so."""
    given = item if isinstance(item, dict) else {"object": json.dumps(item)}
    kind, subject, predicate, object_ = (_short(given.get(name)) for name in _FIELDS)
    modality, polarity = _short(given.get("modality", "asserted")), _short(given.get("polarity", "affirmative"))
    spans, wrong = _found(given.get("quotes"), aligner)
    resolving, also_wrong = _found(given.get("resolving", []), aligner)
    if predicate not in PREDICATES.get(kind, ()):
        wrong = f"there is no claim {quoted(f'{kind} {predicate}')}"
    elif not subject or not object_:
        wrong = "subject or object is missing"
    elif modality not in MODALITIES or polarity not in POLARITIES:
        wrong = f"the modality has to be {listed(MODALITIES)}, the polarity {listed(POLARITIES)}"
    elif not wrong and not spans:
        wrong = "it has no quote"
    wrong = wrong or also_wrong
    claim = Claim(
        kind=kind,
        subject=subject,
        predicate=predicate,
        object=object_,
        spans=() if wrong else spans,
        resolving=() if wrong else resolving,
        modality=modality,
        polarity=polarity,
        rule=rule,
        tier="B" if predicate in _DETAIL.get(kind, ()) else "A",
    )
    return claim, wrong


def _found(quotes: Any, aligner: Aligner) -> tuple[tuple[Span, ...], str]:
    """Where quotes stand, and what is wrong with the first that can't be used."""
    if not isinstance(quotes, list) or len(quotes) > _MOST_QUOTES or not all(isinstance(each, str) for each in quotes):
        return (), f"its quotes are no list of at most {_MOST_QUOTES} texts"
    spans: set[Span] = set()
    for quote in quotes:
        places = aligner.find(quote)
        if not places:
            return (), f"the text does not hold the quote {quoted(quote, 100)}"
        if len(places) > MOST_PLACES:
            return (), f"the quote {quoted(quote)} stands in {len(places)} places"
        spans.update(places)
    return tuple(sorted(spans)), ""


def _short(value: Any) -> str:
    """A text on one line without signs that steer a display; empty where it is none, or too long for any field."""
    if not isinstance(value, str) or len(value) > _LONGEST_FIELD:
        return ""
    return " ".join("".join(sign for sign in value if sign.isprintable() or sign in _JOINERS or sign.isspace()).split())


def _messages(text: str, published: date | None, gazetteer: Gazetteer | None) -> list[dict[str, str]]:
    """The prompt, and the article between marks that are made of its hash, so that it can't hold them."""
    known = {known.name for _, _, known in gazetteer.find(text) if known.id} if gazetteer else set()
    names = json.dumps(sorted(known)[:_MOST_NAMES], ensure_ascii=False)
    mark = f"article-{sha256(text.encode(errors='surrogatepass')).hexdigest()[:16]}"
    content = f"Published: {published or 'unknown'}\nNames in use: {names}\n<{mark}>\n{text}\n</{mark}>"
    return [{"role": "system", "content": _prompt()}, {"role": "user", "content": content}]


@cache
def _prompt() -> str:
    text = Path(__file__).with_name("prompt.txt").read_text(encoding="utf-8")
    lists = {"kinds": EVENT_KINDS, "statuses": STATUSES, "roles": ROLES}
    values = {name: ", ".join(codes) for name, codes in lists.items()}
    values["predicates"] = "\n".join(f"- {kind}: {', '.join(names)}" for kind, names in PREDICATES.items())
    for name, value in values.items():
        text = text.replace("{{" + name + "}}", value)
    return text


def _schema() -> dict[str, Any]:
    """The JSON Schema of a reply, in the part of that language which servers know."""
    text = {"type": "string"}
    quotes = {"type": "array", "items": text}
    predicates = list(dict.fromkeys(name for names in PREDICATES.values() for name in names))
    claim = _object(
        kind={**text, "enum": list(PREDICATES)},
        subject=text,
        predicate={**text, "enum": predicates},
        object=text,
        quotes=quotes,
        resolving=quotes,
        modality={**text, "enum": list(MODALITIES)},
        polarity={**text, "enum": list(POLARITIES)},
    )
    schema = _object(claims={"type": "array", "items": claim})
    return {"name": "claims", "strict": True, "schema": schema}


def _object(**fields: Any) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
