"""What is known of engines, what addresses say, and who asks."""

from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.store.engines import Address, Credentials, credentials, engines, read_address


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No credentials from outside; gives the netrc file that counts."""
    for name in ("KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    return tmp_path / "netrc"


def test_every_engine_has_an_example_that_names_it_and_only_tested_ones_are_verified() -> None:
    assert set(engines()) == {"oxigraph", "virtuoso", "neptune", "graphdb", "stardog", "qlever", "fuseki"}
    for name, engine in engines().items():
        assert read_address(engine.example.lower()).engine == engine
        assert engine.verified == (name in ("oxigraph", "virtuoso"))
        assert engine.auth in ("none", "basic", "digest", "bearer")
        assert all(pattern.pattern is not None for pattern in engine.limits().values())


@pytest.mark.parametrize(
    ("text", "base", "name"),
    [
        ("oxigraph+http://localhost:7878", "http://localhost:7878", "oxigraph"),
        ("Oxigraph+HTTPS://example.org/", "https://example.org", "oxigraph"),
        ("virtuoso+http://h:8890/sparql", "http://h:8890", "virtuoso"),
        ("virtuoso+http://[::1]:8890/sparql/", "http://[::1]:8890", "virtuoso"),
        ("graphdb+http://h/repositories/x", "http://h/repositories/x", "graphdb"),
        ("fuseki+https://h/a/b/", "https://h/a/b", "fuseki"),
        ("https://h/sparql", "https://h/sparql", None),
    ],
)
def test_an_address_says_engine_and_base(text: str, base: str, name: str | None) -> None:
    address = read_address(text)
    assert address == Address(base, engines()[name] if name else None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("blazegraph+http://h", 'no engine is called "blazegraph": write one of oxigraph\\+http://localhost:7878, '),
        ("ftp://h", "is no address of a store: write one of oxigraph\\+http"),
        ("oxigraph+ftp://h", "is no address of a store"),
        ("http://", "is no address of a store"),
        ("http:// h/", "is no address of a store"),
        ("http://h\\evil/", "is no address of a store"),
        ("http://h/\x1b[2J", "is no address of a store"),
        ("http://h:port/", "the address of the store is none"),
        ("http://[::1/", "the address of the store is none"),
        ("http://h/sparql?x=1", "goes on after its path"),
        ("http://h/sparql#x", "goes on after its path"),
    ],
)
def test_what_is_no_address_says_what_would_be_right(text: str, message: str) -> None:
    with pytest.raises(StoreError, match=message) as caught:
        read_address(text)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("text", ["http://ada:hunter2@h/", "virtuoso+https://hunter2@h", "http://a:hunter2@h:x/"])
def test_a_password_in_an_address_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(StoreError) as caught:
        read_address(text)
    assert "hunter2" not in str(caught.value)
    assert "KG_STORE_USER and KG_STORE_PASSWORD" in str(caught.value) or "is none" in str(caught.value)


@pytest.mark.parametrize(("host", "local"), [("localhost", True), ("127.0.0.1", True), ("[::1]", True), ("h", False)])
def test_an_address_is_secure_by_https_or_on_this_machine(host: str, local: bool) -> None:
    assert read_address(f"oxigraph+http://{host}:1").secure is local
    assert read_address(f"oxigraph+https://{host}:1").secure


# --- credentials ------------------------------------------------------------------------------------------------------

HERE = read_address("oxigraph+https://example.org")


def test_credentials_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert credentials(HERE) is None
    monkeypatch.setenv("KG_STORE_USER", "ada")
    with pytest.raises(StoreError, match="only one of KG_STORE_USER and KG_STORE_PASSWORD is set: set both"):
        credentials(HERE)
    monkeypatch.setenv("KG_STORE_PASSWORD", "hunter2")
    assert credentials(HERE) == Credentials("ada", "hunter2")
    monkeypatch.setenv("KG_STORE_TOKEN", "t0ken")
    assert credentials(HERE) == Credentials(token="t0ken")
    assert "hunter2" not in repr(Credentials("ada", "hunter2"))
    monkeypatch.setenv("KG_STORE_TOKEN", "t0ken\r\nx: y")
    with pytest.raises(StoreError, match="control character"):
        credentials(HERE)


def test_credentials_come_from_netrc_for_that_host_alone(nobody: Path) -> None:
    nobody.write_text("machine example.org login ada password hunter2\ndefault login all password everywhere\n")
    assert credentials(HERE) == Credentials("ada", "hunter2")
    assert credentials(read_address("oxigraph+https://elsewhere.org")) is None
    nobody.write_text("machine example.org login ada password hunter2 hunter3\n")
    with pytest.raises(StoreError, match=r"netrc can't be read: line [0-9] is wrong") as caught:
        credentials(HERE)
    assert "hunter" not in str(caught.value)


def test_a_password_does_not_cross_a_network_unprotected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE_USER", "ada")
    monkeypatch.setenv("KG_STORE_PASSWORD", "hunter2")
    with pytest.raises(StoreError, match="over plain http, which others on the way can read: use https, or a tunnel"):
        credentials(read_address("fuseki+http://example.org/ds"))
    assert credentials(read_address("fuseki+http://127.0.0.1/ds")) is not None
    assert credentials(read_address("virtuoso+http://example.org")) is not None, "digest does not send the password"
    monkeypatch.setenv("KG_STORE_TOKEN", "t0ken")
    with pytest.raises(StoreError, match="over plain http"):
        credentials(read_address("virtuoso+http://example.org"))
