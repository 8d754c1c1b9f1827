"""Real engines for tests, started on the loopback address in a folder of their own and stopped afterwards."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

ROWS_AT_MOST = 300
"""To how many rows Virtuoso cuts its answers here: fewer than a source of the bundled talks has quads."""

_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CaseMode = 2
CheckpointInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = {rows}
"""


def program(name: str, package: str) -> str:
    """The path of a program; without it CI fails, and elsewhere the test is skipped."""
    found = shutil.which(name, path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{name} is not installed: install {package}")
    return found


def free_port() -> int:
    """A port of the loopback address on which nothing listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def running(command: Sequence[str], folder: Path, ready: str) -> Iterator[None]:
    """A server while it runs, from when it answers at an address."""
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        for _ in range(600):
            assert server.poll() is None, (folder / "server.log").read_text()
            try:
                httpx.get(ready, timeout=5, trust_env=False)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        else:
            raise TimeoutError(f"{command[0]} has not begun to answer")
        yield
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """The address of an Oxigraph server."""
    port = free_port()
    command = [program("oxigraph", "the PyPI package oxigraph"), "serve", "--location", "data"]
    with running([*command, "--bind", f"127.0.0.1:{port}", "--timeout-s", "30"], folder, f"http://127.0.0.1:{port}/"):
        yield f"oxigraph+http://127.0.0.1:{port}"


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """The address of a Virtuoso server, whose user and password are dba and dba."""
    command = program("virtuoso-t", "the Debian package virtuoso-opensource")
    http = free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(sql=free_port(), http=http, rows=ROWS_AT_MOST))
    with running([command, "+configfile", "virtuoso.ini", "+foreground"], folder, f"http://127.0.0.1:{http}/sparql"):
        yield f"virtuoso+http://127.0.0.1:{http}"
