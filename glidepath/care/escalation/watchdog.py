"""The second pair of eyes: the web server itself tells people when the worker is silent, or the clock is in doubt.

The worker delivers every notice, so it cannot tell of its own end. This one does not use the outbox. It tells those
on call; when nobody is, everybody who works at the clinic; and when nobody at all could be told, it writes that down.
"""

from __future__ import annotations

import threading
from datetime import datetime
from typing import Any

import structlog
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from glidepath.foundation import audit, clock
from glidepath.foundation.access import system_actor
from glidepath.foundation.audit.clock_doubt import clock_doubt
from glidepath.foundation.audit.models import AuditEvent
from glidepath.foundation.notify.operations import tell
from glidepath.foundation.outbox.queries import trouble
from glidepath.record.sites.models import Site
from glidepath.record.sites.queries import on_call_now, staff_of

EVERY = 60.0  # seconds between two looks
NOBODY_TOLD = "watchdog.nobody_told"
log = structlog.get_logger("watchdog")


def look(at: datetime) -> int:
    """Tell of what has stopped, once for each time, by every way. Returns how many people were told or tried."""
    return sum(_tell_site(site, trouble_key, at) for trouble_key in _troubles(at) for site in Site.objects.all())


def _troubles(at: datetime) -> list[str]:
    """What is wrong now, each under a name that stays the same while it lasts; a doubtful clock is told each hour."""
    found, doubt = trouble(at), clock_doubt(at)
    # an installation whose worker never ran says so on every page
    silent = [f"worker.silent:{found.since.isoformat()}"] if found is not None and found.since is not None else []
    return silent + ([f"clock.{doubt.witness}:{at:%Y-%m-%dT%H}"] if doubt is not None else [])


def _tell_site(site: Site, trouble_key: str, at: datetime) -> int:
    people = whom_to_tell(site.pk, at)
    told = [user for user in people if _tell(user, f"{trouble_key}:{site.pk}", site.pk, at)]
    if not told:
        _write_down(site, trouble_key, at)
    return len(people)


def whom_to_tell(site_id: int, at: datetime) -> list[Any]:
    """Those on call; when nobody is, everybody who works at the clinic and can sign in. Each person once."""
    shifts = on_call_now(site_id, at)
    members = [member.user for member in staff_of(site_id, at) if member.user.is_active]
    return list({user.pk: user for user in [shift.user for shift in shifts] or members}.values())


def _tell(user: Any, key: str, site_id: int, at: datetime) -> bool:
    try:
        tell(user, "your_board", key=key, at=at, opens=reverse("team_board:board"), site_id=site_id, urgent=True)
    except Exception as error:  # the next person must still hear; the banner says it on every page
        log.warning("watchdog.notice_failed", error=type(error).__name__)
        return False
    return True


def _write_down(site: Site, trouble_key: str, at: datetime) -> None:
    """Nobody could be told: a safety event of its own, in the trail, once for each time."""
    ref = f"watchdog:{trouble_key}:{site.pk}"
    log.error("watchdog.nobody_told", site=site.pk)
    with transaction.atomic():
        if not AuditEvent.objects.filter(action=NOBODY_TOLD, object_ref=ref).exists():
            by = system_actor("watchdog", site.pk)
            audit.record(by=by, action=NOBODY_TOLD, object_ref=ref, patient_ref=None, at=at)


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
