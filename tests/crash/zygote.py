"""Loads the product once and forks web servers and workers from it, so that one that was killed is back at once.

Reads `web PORT`, `worker` or `worker mark-first` from its input, and answers with the number of the new process.
`mark-first` is the mistake that the harness must be able to find: a message is marked as delivered before it is sent.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Sequence

import django

django.setup()

import uvicorn  # noqa: E402  Django has to be set up before

from glidepath.config.asgi import application  # noqa: E402  Django has to be set up before
from glidepath.foundation import clock  # noqa: E402  Django has to be set up before
from glidepath.foundation.outbox import deliver, operations, worker  # noqa: E402  Django has to be set up before
from glidepath.foundation.outbox.models import OutboxMessage  # noqa: E402  Django has to be set up before

SLOW = 0.3  # seconds: a way out that takes its time, as a mail server far away does


def mark_first(message: OutboxMessage, at: object) -> bool:
    """The mistake: first the mark, then the way out. A crash between the two loses the message."""
    operations.finish(message, clock.now())
    time.sleep(SLOW)
    deliver._handler(message.topic)(payload=message.payload, key=message.idempotency_key, at=clock.now())
    return True


def live(words: Sequence[str]) -> None:
    """What the new process does until it is killed."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if words[0] == "web":
        uvicorn.run(application, port=int(words[1]), lifespan="off", log_config=None, access_log=False)
        return
    if "mark-first" in words:
        worker.deliver = mark_first  # type: ignore[assignment]  the mistake stands in the place of the right way
    worker.run(threading.Event())


def main() -> None:
    """Fork one process for each line."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            live(line.split())
            os._exit(0)
        print(pid, flush=True)


if __name__ == "__main__":
    main()
