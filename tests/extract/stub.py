"""A server on the loopback address that replies as a language model would, or as none should."""

import http.server
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg.extract.chat import Chat
from kg.extract.model import Model

Reply = tuple[int, dict[str, str], bytes]


def says(content: Any, status: int = 200, **headers: str) -> Reply:
    """A reply of the protocol whose words are given; what is no text is written as JSON."""
    words = content if isinstance(content, str) else json.dumps(content)
    body = {"choices": [{"message": {"role": "assistant", "content": words}, "finish_reason": "stop"}]}
    return status, headers, json.dumps(body).encode()


def claims(*items: Any) -> Reply:
    """A reply with claims."""
    return says({"claims": items})


class Stub:
    """A server that gives the replies of a list one after the other, and remembers what it was asked."""

    def __init__(self, folder: Path) -> None:
        self.replies: list[Reply] = []
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.slow = 0.0
        self.notices: list[str] = []
        self.folder = folder
        self.url = ""

    def model(self, key: str = "", seconds: float = 20.0) -> Model:
        return Model(Chat(self.url, "stub", key, seconds), self.notices.append, self.folder)

    def forms(self) -> list[str]:
        return [body.get("response_format", {"type": "text"})["type"] for body in self.asked]


@contextmanager
def serving(folder: Path) -> Iterator[Stub]:
    """A stub while it runs; models that ask it keep replies in a folder."""
    found = Stub(folder)

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found.asked.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            found.headers.append({name.lower(): value for name, value in self.headers.items()})
            status, headers, body = found.replies.pop(0) if len(found.replies) > 1 else found.replies[0]
            try:
                self.send_response(status)
                for name, value in {"content-length": str(len(body)), **headers}.items():
                    self.send_header(name.replace("_", "-"), value)
                self.end_headers()
                for place in range(0, len(body) if found.slow else 0):
                    self.wfile.write(body[place : place + 1])
                    time.sleep(found.slow)
                self.wfile.write(b"" if found.slow else body)
            except OSError:
                self.close_connection = True  # the other side has hung up

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    found.url = f"http://127.0.0.1:{server.server_port}/v1"
    yield found
    server.shutdown()
    thread.join()
    server.server_close()
