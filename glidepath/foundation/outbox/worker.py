"""`glidepath worker`: shows that it is alive, does its regular duties, and delivers what is due."""

from __future__ import annotations

import os
import socket
import threading
import time
from datetime import datetime

import structlog
from django.db import DatabaseError, close_old_connections, connection
from django.utils.module_loading import import_string

from glidepath.foundation import clock, wiring
from glidepath.foundation.outbox import operations
from glidepath.foundation.outbox.deliver import deliver
from glidepath.foundation.outbox.models import WorkerBeat

PAUSE = 1.0  # seconds between rounds when nothing is due
DUTIES_EVERY = 5.0  # seconds between rounds of the regular duties

log = structlog.get_logger("worker")


class Worker:
    """One worker. Several may run side by side: each message has one holder at a time."""

    def __init__(self, name: str | None = None) -> None:
        self.name = name or f"{socket.gethostname()}:{os.getpid()}"[-80:]
        self.failing: dict[str, str] = {}
        self._duties_done: float | None = None

    def round(self) -> int:
        """One round: sign of life, duties when it is time, deliveries. Returns how many messages it took."""
        self.beat()
        if self._duties_done is None or time.monotonic() - self._duties_done >= DUTIES_EVERY:
            self.do_duties()
            self._duties_done = time.monotonic()
        messages = operations.claim(self.name, clock.now())
        for message in messages:
            deliver(message, clock.now())
        return len(messages)

    def do_duties(self) -> None:
        """Every duty of the table, each on its own: one that fails keeps none of the others from running."""
        at = clock.now()
        for path in wiring.ticks():
            try:
                import_string(path)(at)
                self.failing.pop(path, None)
            except Exception as error:
                self.failing.setdefault(path, at.isoformat())
                log.error("worker.duty_failed", duty=path, error=type(error).__name__)
        self.beat()

    def beat(self) -> None:
        """The sign of life that every clinician page watches."""
        seen = {"at": clock.now(), "failing": self.failing}
        WorkerBeat.objects.update_or_create(worker=self.name, defaults=seen)


def run(stop_event: threading.Event, once: bool = False) -> None:
    """Work until told to stop. `once`: go on until nothing is due, then return. A lost database is waited for."""
    worker = Worker()
    while not stop_event.is_set():
        taken = _round_or_wait(worker)
        if once and not taken:
            return
        if not taken:
            stop_event.wait(PAUSE)


def _round_or_wait(worker: Worker) -> int:
    if not connection.in_atomic_block:
        close_old_connections()
    try:
        return worker.round()
    except DatabaseError as error:
        log.error("worker.database_lost", error=type(error).__name__)
        connection.close()
        return 0


def forget_old_beats(at: datetime) -> None:
    """A duty: drop the signs of life of workers that ended more than a day ago."""
    newest = WorkerBeat.objects.order_by("-at").values_list("pk", flat=True).first()
    WorkerBeat.objects.filter(at__lt=at.replace(hour=0, minute=0, second=0, microsecond=0)).exclude(pk=newest).delete()
