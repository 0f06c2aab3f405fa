"""The banner of every clinician page that says: alerts may not be reaching you."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.db import DatabaseError
from django.http import HttpRequest

from glidepath.foundation import clock
from glidepath.foundation.access import ANONYMOUS, CLINICAL_ROLES
from glidepath.foundation.outbox.queries import WorkerTrouble, trouble


def watchdog(request: HttpRequest) -> dict[str, Any]:
    """`watchdog` for the templates: None when all is well, else since when (the reader's zone) and for how long."""
    if getattr(request, "actor", ANONYMOUS).role not in CLINICAL_ROLES:
        return {"watchdog": None}
    try:
        found = trouble(clock.now())
    except DatabaseError:
        found = WorkerTrouble(None)
    return {"watchdog": _shown(found, request) if found else None}


def _shown(found: WorkerTrouble, request: HttpRequest) -> dict[str, Any]:
    if found.since is None:
        return {"stopped_at": None, "minutes": None}
    zone = ZoneInfo(getattr(request.user, "zone", "UTC"))
    minutes = int((clock.now() - found.since).total_seconds() // 60)
    return {"stopped_at": found.since.astimezone(zone), "minutes": minutes}
