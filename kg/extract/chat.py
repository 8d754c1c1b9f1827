"""Questions to an endpoint that speaks OpenAI's chat protocol, whose every reply is distrusted.

A reply is bounded in time and size, no redirect is followed, and what is no plain success is an error in words.
"""

import json
import re
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from attrs import frozen

from kg.errors import KgError, printable, quoted
from kg.store.engines import Address

URL, NAME, KEY, SECONDS = "KG_MODEL_URL", "KG_MODEL_NAME", "KG_MODEL_KEY", "KG_MODEL_SECONDS"
LARGEST_REPLY: Final = 4_000_000
"""How many bytes a reply may have."""
LONGEST_REPLY: Final = 300.0
"""So many seconds a reply may take unless told otherwise."""
LONGEST_WAIT: Final = 60.0
"""A server that asks to be left alone for more seconds is not asked again."""

_FORMS = ("json_schema", "json_object", "text")
_HINTS = {
    401: f"set {KEY}",
    403: f"set {KEY}",
    404: f"see whether it has the model named in {NAME}, and whether the address in {URL} ends in /v1",
    429: "wait, and ask for less at a time",
}


@frozen
class _Reply:
    status: int
    wait: float
    body: bytes


class Chat:
    """A model behind an address such as `http://localhost:11434/v1`, which is asked without tools and without memory.

    `seconds` bounds each reply. Raises KgError where the address is none or holds a password, and where the key would
    cross a network unprotected.

    >>> Chat("https://models.example.org/v1", "some-model").local
    False
    """

    def __init__(self, url: str, name: str, key: str = "", seconds: float = LONGEST_REPLY) -> None:
        self.url, self.name, self.seconds = _address(url), name, seconds
        self._key, self._forms = key, list(_FORMS)
        address = Address(self.url, None)
        self.local = address.local
        if not key.isascii() or not key.isprintable():
            raise KgError("the key of the model holds a line break or a letter that no key has", f"set {KEY} anew")
        if key and not address.secure:
            raise KgError(f"{self.url} would get the key over plain http, which others can read", "use https")

    def ask(self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]) -> str:
        """The model's words, in the strictest form that the server knows: by a JSON Schema, as JSON, or as text.

        A server that is busy or broken is asked once more. Raises KgError where there is no reply.
        """
        again = True
        while True:
            form = self._forms[0]
            body: dict[str, Any] = {"model": self.name, "messages": list(messages), "temperature": 0, "stream": False}
            if form != "text":
                body["response_format"] = {"type": form} | ({"json_schema": schema} if form == "json_schema" else {})
            reply = self._post(body)
            if 200 <= reply.status < 300:
                return self._words(reply.body)
            if reply.status in (400, 422) and form != "text":
                del self._forms[0]
            elif again and (reply.status == 429 or reply.status >= 500) and reply.wait <= LONGEST_WAIT:
                again = False
                time.sleep(reply.wait)
            else:
                raise self._refusal(reply)

    def _post(self, body: Mapping[str, Any]) -> _Reply:
        """Send a request; the reply is waited for in another thread, since it may come letter by letter."""
        box: list[_Reply | Exception] = []

        def run() -> None:
            try:
                box.append(self._exchange(body))
            except Exception as error:  # handed on below
                box.append(error)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join(self.seconds)
        match box[:1]:
            case [_Reply() as reply]:
                return reply
            case [KgError() as error]:
                raise error
            case [Exception() as error]:
                said = printable(" ".join(str(error).split()))[:200]
                raise KgError(f"{self.url} can't be asked: {said or type(error).__name__}", "see whether it is running")
        hint = f"try a smaller model, or set {SECONDS} to more"
        raise KgError(f"{self.url} has not answered within {self.seconds:g} seconds", hint)

    def _exchange(self, body: Mapping[str, Any]) -> _Reply:
        import httpx  # heavy, and only needed by those who use a model

        headers = {"user-agent": "parley-kg"} | ({"authorization": f"Bearer {self._key}"} if self._key else {})
        until = time.monotonic() + self.seconds
        with (
            httpx.Client(timeout=self.seconds, trust_env=not self.local) as client,  # proxies are for other machines
            client.stream("POST", self.url, json=body, headers=headers) as response,
        ):
            data = b""
            for part in response.iter_bytes(65_536):
                data += part
                if len(data) > LARGEST_REPLY:
                    raise KgError(f"{self.url} answers with more than {LARGEST_REPLY:,} bytes")
                if time.monotonic() > until:
                    break  # nobody waits any more
            wait = response.headers.get("retry-after", "")
            seconds = float(wait) if re.fullmatch(r"[0-9]{1,9}", wait) else 1.0
            return _Reply(response.status_code, seconds, data)

    def _words(self, body: bytes) -> str:
        try:
            words = json.loads(body)["choices"][0]["message"]["content"]
        except (ValueError, RecursionError, KeyError, IndexError, TypeError):
            raise KgError(f"{self.url} does not reply as a chat does", "give the address up to /v1") from None
        return words if isinstance(words, str) else ""

    def _refusal(self, reply: _Reply) -> KgError:
        if 300 <= reply.status < 400:
            return KgError(f"{self.url} sends you on to another address", f"set {URL} to that one if you trust it")
        said = printable(" ".join(reply.body[:400].decode(errors="replace").split()))[:200]
        what = f"{self.url} fails ({reply.status}): {said or 'it does not say why'}"
        return KgError(what.replace(self._key, "…") if self._key else what, _HINTS.get(reply.status))


def _address(url: str) -> str:
    """Where to send questions. Raises KgError where an address is none."""
    hint = "write one such as http://localhost:11434/v1"
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise KgError(f"{quoted(url)} is no address", hint) from None
    if "@" in parts.netloc:
        raise KgError("the address of the model holds a user or password", f"put the key into {KEY}")
    plain = url.isascii() and url.isprintable() and not re.search(r"[\s\\?#]", url)
    if parts.scheme not in ("http", "https") or not parts.hostname or not plain:
        raise KgError(f"{quoted(url)} is no address of a model", hint)
    return url.rstrip("/").removesuffix("/chat/completions") + "/chat/completions"
