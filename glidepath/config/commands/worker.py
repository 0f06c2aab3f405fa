"""`glidepath worker`: delivers the outbox and runs the ticks."""

from __future__ import annotations

import argparse
import signal
import threading

HELP = "deliver what waits in the outbox, and watch for what is overdue"
NEEDS_SETTINGS = True


def register(parser: argparse.ArgumentParser) -> None:
    """One round, or until told to stop."""
    parser.add_argument("--once", action="store_true", help="run one round and stop")


def run(args: argparse.Namespace) -> int:
    """Work until SIGINT or SIGTERM; the message in hand is finished first."""
    from glidepath.foundation.outbox import worker

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    worker.run(stop, once=args.once)
    return 0
