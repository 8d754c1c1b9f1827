"""Files that belong together, written so that Ctrl-C comes before all of them or after, and by one at a time."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait until the block has ended.

    >>> with uninterrupted():
    ...     pass
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting: list[tuple[int, FrameType | None]] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: waiting.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if waiting and callable(before):
            before(*waiting[0])


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let nobody else who asks so write a file, or another of its folder, until the block has ended.

    Windows has no such lock, so that two people who decide at the same moment are not kept apart there.

    >>> with locked(Path("facts.yaml")):
    ...     pass
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    place = os.open(os.path.dirname(os.path.realpath(path)), os.O_RDONLY)
    try:
        fcntl.flock(place, fcntl.LOCK_EX)
        yield
    finally:
        os.close(place)
