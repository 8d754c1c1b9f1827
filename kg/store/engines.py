"""Which engines are known, and what an address says: the engine, where it runs and who asks."""

import os
import re
from collections.abc import Mapping
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from types import MappingProxyType
from urllib.parse import SplitResult, urlsplit

from attrs import field, frozen

from kg.errors import StoreError, listed, quoted
from kg.terms import XSD
from kg.value import Value

USER, PASSWORD, TOKEN = "KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN"
_NONE: Mapping[str, str] = MappingProxyType({})


@frozen(eq=False, repr=False)
class Engine(Value):
    """What is known of an engine; the fields are explained at the head of `engines.toml`."""

    name: str
    title: str
    example: str
    query: str
    update: str
    graphs: str | None = None
    verified: bool = False
    server: str | None = None
    auth: str = "none"
    open: bool = False
    union: Mapping[str, str] = _NONE
    timeout: Mapping[str, str] = _NONE
    partial: str | None = None
    cut: str | None = None
    may_cut: bool = False
    lone_values: bool = True
    repeats: bool = False
    most_values: int | None = None
    page: int = 10_000
    batch: int = 20_000
    insert: int = 500
    system: frozenset[str] = field(default=frozenset(), converter=frozenset)
    longest_iri: int | None = None
    longest_line: int | None = None
    keeps: Mapping[str, str] = _NONE

    def limits(self) -> dict[str, re.Pattern[str]]:
        """By datatype IRI, which texts the engine keeps."""
        return {kind if ":" in kind else XSD + kind: re.compile(text, re.ASCII) for kind, text in self.keeps.items()}

    def bound(self, seconds: float) -> dict[str, str]:
        """The parameters that ask the engine to stop after some seconds."""
        units = {"seconds": max(1, round(seconds)), "milliseconds": max(1000, round(seconds * 1000))}
        return {name: text.format_map(units) for name, text in self.timeout.items()}


@cache
def engines() -> dict[str, Engine]:
    """All engines by name.

    >>> [name for name, engine in engines().items() if engine.verified]
    ['oxigraph', 'virtuoso']
    """
    import tomllib

    text = Path(__file__).with_name("engines.toml").read_text(encoding="utf-8")
    return {name: Engine(name, **table) for name, table in tomllib.loads(text).items()}


@frozen
class Address:
    """Where an engine runs: its base without a slash at the end, and the engine, None where it has to be found out."""

    base: str
    engine: Engine | None

    @property
    def host(self) -> str:
        """The name or number of the machine."""
        return urlsplit(self.base).hostname or ""

    @property
    def secure(self) -> bool:
        """Whether nobody on the way can read along: by https, or since there is no way."""
        return self.base.startswith("https:") or self.local

    @property
    def local(self) -> bool:
        """Whether it runs on this machine."""
        try:
            return self.host == "localhost" or ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def shown(self) -> str:
        """The address as one gives it."""
        return f"{self.engine.name}+{self.base}" if self.engine else self.base

    def of(self, engine: Engine) -> "Address":
        """The same address with the engine known; the path of its queries at the end is no part of the base."""
        base = self.base.removesuffix(engine.query) if engine.query else self.base
        return Address(base.rstrip("/"), engine)


def known_engines() -> str:
    """How addresses of all engines look, for a message."""
    return f"write one of {listed([engine.example for engine in engines().values()])}"


def read_address(text: str) -> Address:
    """What an address says. Raises StoreError where it is none, or holds a password.

    >>> read_address("virtuoso+http://localhost:8890/sparql").shown
    'virtuoso+http://localhost:8890'
    """
    scheme, _, rest = text.partition("://")
    name, plus, protocol = scheme.lower().rpartition("+")
    try:
        parts = urlsplit(f"{protocol}://{rest}")
        _ = parts.port
    except ValueError as error:
        raise StoreError(f"the address of the store is none: {error}", known_engines()) from None
    if "@" in parts.netloc:
        raise StoreError(
            "the address of the store holds a user or password, which others could read in a list of processes",
            f"put them into {USER} and {PASSWORD} (or {TOKEN}), or into a netrc file",
        )
    if protocol not in ("http", "https") or not _is_plain(parts):
        raise StoreError(f"{quoted(text, 200)} is no address of a store", known_engines())
    if parts.query or parts.fragment:
        raise StoreError(f"the address {quoted(text, 200)} goes on after its path", "leave out what follows ? or #")
    address = Address(f"{protocol}://{rest}".rstrip("/"), None)
    if not plus:
        return address
    if name not in engines():
        raise StoreError(f"no engine is called {quoted(name)}", known_engines())
    return address.of(engines()[name])


def _is_plain(parts: SplitResult) -> bool:
    """Whether there is a host, and nothing in the address that could be read in two ways."""
    return bool(parts.hostname) and not re.search(r"[\s\\<>\"{}|^`\x00-\x20\x7f]", parts.geturl())


@frozen(repr=False)
class Credentials:
    """Who asks: a user with a password, or a token."""

    user: str = ""
    password: str = ""
    token: str = ""


def credentials(address: Address) -> Credentials | None:
    """Who asks, by the environment or else the netrc file; None where neither says so.

    Of netrc only an entry for the very host counts. Raises StoreError where a user has no password, the netrc file
    can't be read, or a password would cross a network unprotected.
    """
    found = _from_environment() or _from_netrc(address.host)
    digest = address.engine is not None and address.engine.auth == "digest"
    if found and not address.secure and (found.token or not digest):
        raise StoreError(
            f"{address.shown} would get the password over plain http, which others on the way can read",
            "use https, or a tunnel to this machine",
        )
    return found


def _from_environment() -> Credentials | None:
    user, password, token = (os.environ.get(name, "") for name in (USER, PASSWORD, TOKEN))
    if any(not value.isprintable() for value in (user, password, token)):
        raise StoreError("a password in the environment holds a line break or another control character", "set it anew")
    if token:
        return Credentials(token=token)
    if bool(user) != bool(password):
        raise StoreError(f"only one of {USER} and {PASSWORD} is set", "set both")
    return Credentials(user, password) if user else None


def _from_netrc(host: str) -> Credentials | None:
    from netrc import NetrcParseError, netrc

    path = Path(os.environ.get("NETRC") or Path.home() / ".netrc")
    if not path.is_file():
        return None
    try:
        entry = netrc(str(path)).hosts.get(host)
    except (OSError, UnicodeError, NetrcParseError) as error:
        where = (
            f"line {error.lineno} is wrong" if isinstance(error, NetrcParseError) else None
        )  # its words may be a password
        reason = where or getattr(error, "strerror", None) or "it is not text"
        raise StoreError(f"{path} can't be read: {reason}") from None
    return Credentials(entry[0], entry[2] or "") if entry else None
