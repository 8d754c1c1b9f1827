"""Work that is spread over processes: each runs a module of the package, takes its task and says what it has done.

The processes are started anew and find the package where it is installed, never in the folder that a user happens to
be in: the files there can come from strangers.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from queue import SimpleQueue
from tempfile import TemporaryFile
from threading import Thread
from typing import Any

from kg.errors import KgError


def cores() -> int:
    """How many processes can work at the same time here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(module: str, tasks: Sequence[Any]) -> Iterator[Any]:
    """What the processes of a module say while they work, one for each task, in the order in which it comes.

    The module has to call `serve`. Tasks and what is said are values of JSON. Raises KgError where a process does or
    ends too early; whenever this ends, so do all of them.
    """
    said: SimpleQueue[tuple[int, bytes]] = SimpleQueue()
    children: list[subprocess.Popen[bytes]] = []
    with TemporaryFile() as complaints:

        def listen(number: int, child: "subprocess.Popen[bytes]", task: Any) -> None:
            assert child.stdin is not None and child.stdout is not None
            try:
                child.stdin.write(json.dumps(task).encode())
                child.stdin.close()
            except BrokenPipeError:
                pass  # the child has ended; its exit code is looked at below
            for line in child.stdout:
                said.put((number, line))
            said.put((number, b""))

        threads = []
        try:
            for number, task in enumerate(tasks):
                command = [sys.executable, "-P", "-m", module]
                child = subprocess.Popen(
                    command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints, bufsize=-1
                )
                children.append(child)
                threads.append(Thread(target=listen, args=(number, child, task), daemon=True))
                threads[-1].start()
            at_work = len(children)
            while at_work:
                number, line = said.get()
                if line:
                    found = json.loads(line)
                    if "error" in found:
                        raise KgError(*found["error"])
                    yield found["said"]
                    continue
                at_work -= 1
                if children[number].wait() != 0:
                    complaints.seek(0)
                    reason = complaints.read().decode(errors="replace").strip().splitlines()
                    raise KgError(f"a process broke off: {reason[-1] if reason else 'it was ended'}")
        finally:
            for child in children:
                child.kill()
                child.wait()
            for thread in threads:
                thread.join()
            for child in children:
                assert child.stdout is not None
                child.stdout.close()


def serve(work: Callable[[Any], Iterable[Any]]) -> None:
    """Do the task that stands on stdin, and say on stdout what comes of it; a KgError goes to the starting process."""
    try:
        for found in work(json.load(sys.stdin)):
            print(json.dumps({"said": found}), flush=True)
    except KgError as error:
        print(json.dumps({"error": [error.message, error.hint]}), flush=True)
