"""The receiver of every notice: a gateway that is never killed and remembers what it took, and how often."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TAKES = 0.1  # seconds for one message: as a gateway elsewhere would, so that a kill can fall into a delivery


@dataclass
class Gateway:
    """How often each message came in, by its key."""

    port: int = 0
    taken: Counter[str] = field(default_factory=Counter)

    @property
    def duplicates(self) -> int:
        """Messages that came more than once; a gateway that knows the key sends them once."""
        return sum(number - 1 for number in self.taken.values())

    def missing(self, keys: list[str]) -> list[str]:
        """Which of these messages never came to anybody."""
        known = {key.rpartition(":")[0] for key in self.taken}
        return [key for key in keys if key not in known]


@contextlib.contextmanager
def receiving() -> Iterator[Gateway]:
    """A gateway that takes messages until the block ends."""
    gateway = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """Take one message."""
            self.rfile.read(int(self.headers["Content-Length"]))
            time.sleep(TAKES)
            gateway.taken[self.headers["Idempotency-Key"]] += 1
            with contextlib.suppress(OSError):
                self.send_response(200)
                self.end_headers()

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    gateway.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield gateway
    finally:
        server.shutdown()
        server.server_close()
