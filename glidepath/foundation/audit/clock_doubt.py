"""Is the server's clock right? Three witnesses: the machine's own counter, the database, and the newest audit event.

While one of them differs by more than a minute, nobody knows which day it is for sure: no plan begins and no step is
released. Holding, checking in and calling go on. Hazard HZ-24.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection

from glidepath.foundation import clock
from glidepath.foundation.audit.models import AuditEvent

MOST = timedelta(seconds=60)
NEWEST = 20  # events are added with the time of their transaction, so the newest few suffice
JUMPED, DATABASE, TRAIL = "jumped", "database", "trail"


@dataclass(frozen=True)
class ClockDoubt:
    """Which witness differs, and by how much the server's clock is ahead of it (behind: negative)."""

    witness: str
    ahead: timedelta

    @property
    def seconds(self) -> int:
        """Whole seconds ahead; negative: behind."""
        return round(self.ahead.total_seconds())


def clock_doubt(at: datetime) -> ClockDoubt | None:
    """Why the moment `at`, read from the server's clock, may be wrong. None: no witness differs."""
    for witness, ahead in _witnesses(at):
        if abs(ahead) > MOST and not (witness == TRAIL and ahead > timedelta(0)):
            return ClockDoubt(witness, ahead)
    return None


def _witnesses(at: datetime) -> list[tuple[str, timedelta]]:
    """How far ahead of each witness. A time that a test or the demo has set is held against the trail alone."""
    found = [(TRAIL, at - newest)] if (newest := _newest_event()) else []
    if not clock.is_machines():
        return found
    database = _database_time()
    by_database = [(DATABASE, clock.now() - database)] if database else []
    return [(JUMPED, clock.jumped()), *by_database, *found]


def _newest_event() -> datetime | None:
    return max(AuditEvent.objects.order_by("-pk").values_list("at", flat=True)[:NEWEST], default=None)


def _database_time() -> datetime | None:
    """The database server's clock; None for SQLite, which has none but this machine's."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment.astimezone(UTC)
