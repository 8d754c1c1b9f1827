"""Requests to an engine over HTTP, whose every reply is distrusted.

A reply is bounded in time and size, no redirect is followed, and what is no plain success is an error in words. Nothing
that a server says can crash or hang the program, and none of it reaches a terminal but as printable text.
"""

import re
import threading
import time
import weakref
from collections.abc import Mapping
from typing import Any, Final

import httpx

from kg.errors import StoreError, printable, quoted
from kg.store.engines import PASSWORD, TOKEN, USER, Address, Credentials, known_engines

SECONDS: Final = 120.0
"""How long a reply may take unless one says else."""
LARGEST: Final = 200_000_000
"""How many bytes an answer may have that is held in memory."""
_CONNECTING, _SILENCE = 10.0, 60.0
_LONGEST_REASON, _LONGEST_ERROR = 200, 4000
_TAG = re.compile(r"<[^<>]{0,500}>|\s+")


class Reply:
    """What a server replied, to be read once like a file."""

    def __init__(self, response: httpx.Response, where: str, deadline: float | None, most: int | None) -> None:
        self.headers: Mapping[str, str] = response.headers
        self.status = response.status_code
        self.failure: tuple[str, str | None] | None = None
        self._response, self._parts, self._left = response, response.iter_raw(), b""
        self._where, self._deadline, self._most, self._size = where, deadline, most, 0

    @property
    def kind(self) -> str:
        """What the server says the reply is, such as text/html."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, all where it is negative, none at the end.

        Where it raises StoreError, `failure` says why, too: a parser in between may raise something else.
        """
        try:
            while size < 0 or not self._left:
                part = next(self._parts, b"")
                if not part:
                    break
                self._left += part
                self._size += len(part)
                if self._most is not None and self._size > self._most:
                    raise self._failed(f"answers with more than {self._most:,} bytes", "narrow the question")
                if self._deadline is not None and time.monotonic() > self._deadline:
                    raise self._failed("takes too long to answer", "narrow the question")
        except httpx.HTTPError as error:
            raise self._failed(*_reason(error)) from None
        end = len(self._left) if size < 0 else size
        data, self._left = self._left[:end], self._left[end:]
        return data

    def close(self) -> None:
        """Read no further."""
        self._response.close()

    def _failed(self, what: str, hint: str | None = None) -> StoreError:
        self.close()
        self.failure = (f"{self._where} {what}", hint)
        return StoreError(*self.failure)


class Wire:
    """A connection to the engine at an address."""

    def __init__(self, address: Address, credentials: Credentials | None = None) -> None:
        self.address = address
        self._auth = _auth(address, credentials)
        self._client = httpx.Client(
            headers={"accept-encoding": "identity", "user-agent": "parley-kg"},
            timeout=httpx.Timeout(_SILENCE, connect=_CONNECTING),
            follow_redirects=False,
            trust_env=not address.local,  # proxies are for other machines
        )
        self._hang_up = weakref.finalize(self, self._client.close)  # even where nobody closes the store

    def close(self) -> None:
        """Hang up."""
        self._hang_up()

    def send(
        self,
        method: str,
        path: str,
        *,
        form: Mapping[str, str | list[str]] | None = None,
        parameters: Mapping[str, str] | None = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        signed: bool = True,
        seconds: float = SECONDS,
        most: int | None = LARGEST,
        whole: bool = True,
    ) -> Reply:
        """Send a request; credentials go with it if it is `signed`.

        The reply has to begin within `seconds`, and where it is wanted `whole` to end by then. Raises StoreError on
        anything but a success.
        """
        deadline = time.monotonic() + seconds
        try:
            request = self._client.build_request(
                method, self.address.base + path, params=parameters, data=form, content=content, headers=headers
            )
        except (httpx.InvalidURL, ValueError) as error:
            raise StoreError(f"{self.address.shown} is no address: {_text(str(error).encode())}") from None
        response = self._begin(request, self._auth if signed else None, seconds)
        reply = Reply(response, self.address.shown, deadline if whole else None, most)
        if not 200 <= reply.status < 300:
            raise self._refusal(reply)
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            reply.close()
            raise StoreError(f"{self.address.shown} answers in a compressed form that it was not asked for")
        return reply

    def _begin(self, request: httpx.Request, auth: httpx.Auth | None, seconds: float) -> httpx.Response:
        """The head of the reply; it is waited for in another thread, since it may come letter by letter."""
        box: list[httpx.Response | Exception] = []

        def run() -> None:
            try:
                box.append(self._client.send(request, auth=auth, stream=True))
            except Exception as error:  # handed on below
                box.append(error)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join(seconds)
        if not box:
            raise StoreError(f"{self.address.shown} has not answered within {seconds:g} seconds", "narrow the question")
        if isinstance(box[0], httpx.Response):
            return box[0]
        what, hint = _reason(box[0])
        raise StoreError(f"{self.address.shown} {what}", hint) from None

    def _refusal(self, reply: Reply) -> StoreError:
        where, status = self.address.shown, reply.status
        if 300 <= status < 400:
            target = reply.headers.get("location", "")
            reply.close()
            return StoreError(f"{where} sends you on to {quoted(target, 200)}", "give that address if you trust it")
        reply._most = None
        said = _text(reply.read(_LONGEST_ERROR))
        reply.close()
        if status in (401, 403):
            return StoreError(
                f"{where} does not allow that ({status})", f"set {USER} and {PASSWORD}, or {TOKEN}, or use a netrc file"
            )
        if status == 404:
            return StoreError(f"there is nothing at {reply._response.url}", f"mend the address, or {known_engines()}")
        return StoreError(f"{where} fails ({status}): {said or 'it does not say why'}")


def _auth(address: Address, found: Credentials | None) -> httpx.Auth | None:
    if found is None or address.engine is None or address.engine.auth == "none":
        return None
    if found.token:
        return _Bearer(found.token)
    kind = httpx.DigestAuth if address.engine.auth == "digest" else httpx.BasicAuth
    return kind(found.user, found.password)


class _Bearer(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Any:
        request.headers["authorization"] = f"Bearer {self._token}"
        yield request


def _reason(error: Exception) -> tuple[str, str | None]:
    """What went wrong on the way, to follow the address, and what would be right."""
    match error:
        case httpx.ConnectTimeout() | httpx.ConnectError():
            said = _text(str(error).encode(errors="replace"))
            return f"can't be reached: {said or 'it does not answer'}", "is it running?"
        case httpx.TimeoutException():
            return f"has been silent for {_SILENCE:g} seconds", None
        case httpx.HTTPError():
            return f"broke off: {_text(str(error).encode(errors='replace')) or type(error).__name__}", None
    return f"can't be talked to: {type(error).__name__}", None


def _text(data: bytes) -> str:
    """The beginning of what a server says, without tags and on one line."""
    text = printable(_TAG.sub(" ", data.decode(errors="replace")).strip())
    return text if len(text) <= _LONGEST_REASON else f"{text[:_LONGEST_REASON]} …"
