"""Stores of every kind to run the same tests on."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from store.servers import oxigraph, virtuoso

from kg.store import Place
from kg.store.endpoint import Endpoint

SERVERS = {"oxigraph": oxigraph, "virtuoso": virtuoso}
Empty = Callable[[str], str]


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Gives the address of an engine, which is started when it is first needed and stopped at the end."""
    running: dict[str, str] = {}
    with ExitStack() as stack:

        def start(name: str) -> str:
            if name not in running:
                running[name] = stack.enter_context(SERVERS[name](tmp_path_factory.mktemp(name)))
            return running[name]

        yield start


@pytest.fixture
def empty(started: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> Empty:
    """Gives the address of an engine that holds nothing, and lets this process write to it."""

    def emptied(name: str) -> str:
        monkeypatch.setenv("KG_STORE_USER", "dba")
        monkeypatch.setenv("KG_STORE_PASSWORD", "dba")
        address = started(name)
        with Endpoint.open(address, writing=True) as store:
            store.replace(dict.fromkeys((*store.unfinished, *store.graphs(derived=True)), ()))
        return address

    return emptied


@pytest.fixture(params=SERVERS)
def engine(request: pytest.FixtureRequest, empty: Empty) -> str:
    """The address of an engine that holds nothing."""
    return empty(request.param)


@pytest.fixture(params=["embedded", *SERVERS])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A place without a graph: a folder, or the address of an engine."""
    return tmp_path / "store" if request.param == "embedded" else request.getfixturevalue("empty")(request.param)
