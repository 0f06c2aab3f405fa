"""One more worker, after every lease of its killed forerunners has run out: it delivers what is left, then ends."""

from __future__ import annotations

import threading
from datetime import timedelta

import django

django.setup()

from glidepath.foundation import clock  # noqa: E402  the settings must be there first
from glidepath.foundation.outbox import worker  # noqa: E402  Django has to be set up before
from glidepath.foundation.outbox.operations import LEASE  # noqa: E402  Django has to be set up before

if __name__ == "__main__":
    clock.set_process_time(clock.now() + LEASE + timedelta(minutes=3))  # also after the pauses between attempts
    worker.run(threading.Event(), once=True)
