"""The second pair of eyes: the web server itself tells those on call when the worker is silent.

The worker delivers every notice, so it cannot tell of its own end. This one does not use the outbox.
"""

from __future__ import annotations

import threading
from datetime import datetime

import structlog
from django.db import DatabaseError, connection
from django.urls import reverse

from glidepath.foundation import clock
from glidepath.foundation.notify.operations import tell
from glidepath.foundation.outbox.queries import trouble
from glidepath.record.sites.models import Site
from glidepath.record.sites.queries import on_call_now

EVERY = 60.0  # seconds between two looks
log = structlog.get_logger("watchdog")


def look(at: datetime) -> int:
    """Tell everybody on call, once for each silence, by every way. Returns how many people were told or tried."""
    found = trouble(at)
    if found is None or found.since is None:  # an installation whose worker never ran says so on every page
        return 0
    tried = 0
    for site in Site.objects.all():
        key = f"worker.silent:{found.since.isoformat()}:{site.pk}"
        for shift in on_call_now(site.pk, at):
            tried += 1
            _tell(shift.user, key, site.pk, at)
    return tried


def _tell(user: object, key: str, site_id: int, at: datetime) -> None:
    try:
        tell(user, "your_board", key=key, at=at, opens=reverse("team_board:board"), site_id=site_id, urgent=True)
    except Exception as error:  # the next person must still hear; the banner says it on every page
        log.warning("watchdog.notice_failed", error=type(error).__name__)


def watch(stop: threading.Event) -> None:
    """Look again and again, in a thread of the web server."""
    while not stop.wait(EVERY):
        try:
            look(clock.now())
        except DatabaseError as error:
            log.error("watchdog.database_lost", error=type(error).__name__)
        finally:
            connection.close()


def start() -> threading.Event:
    """Begin to watch; setting the event given back ends it."""
    stop = threading.Event()
    threading.Thread(target=watch, args=(stop,), daemon=True, name="watchdog").start()
    return stop
