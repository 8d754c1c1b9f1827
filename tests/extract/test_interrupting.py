"""Ctrl-C comes before or after files that belong together, never between them."""

import os
import signal
import sys
import threading
from pathlib import Path

import pytest

from kg.extract.interrupting import locked, uninterrupted


def test_ctrl_c_waits_until_the_block_has_ended() -> None:
    done = []

    def write() -> None:
        with uninterrupted():
            os.kill(os.getpid(), signal.SIGINT)
            done.append("written")

    with pytest.raises(KeyboardInterrupt):
        write()
    assert done == ["written"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_an_error_in_the_block_is_not_swallowed() -> None:
    with pytest.raises(ValueError, match="broken"), uninterrupted():
        raise ValueError("broken")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_in_another_thread_nothing_is_changed() -> None:
    done = []

    def work() -> None:
        with uninterrupted():
            done.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [signal.default_int_handler]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such lock")
def test_only_one_at_a_time_writes_files_of_a_folder(tmp_path: Path) -> None:
    held = threading.Event()
    done: list[str] = []

    def other() -> None:
        held.wait()
        with locked(tmp_path / "b.yaml"):
            done.append("other")

    thread = threading.Thread(target=other)
    thread.start()
    with locked(tmp_path / "a.yaml"):
        held.set()
        thread.join(0.2)
        done.append("one")
    thread.join()
    assert done == ["one", "other"]
