"""Setting an alert aside for a while: with an owner, a reason and an end, never RED, and never longer than its limit.

Whoever sets an alert aside takes it on. It opens again by itself at the end, as if it were new: nobody has it then,
and its clock starts. A further finding in the same domain opens it at once.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from glidepath.foundation import audit, feed, outbox
from glidepath.foundation.access import Actor, system_actor
from glidepath.record.alerts.models import Alert, AlertState, Urgency
from glidepath.record.alerts.operations import move_on, note_event
from glidepath.record.alerts.timers import LONGEST_SNOOZE

NOT_SNOOZED = {"snoozed_until": None, "snoozed_by": None, "snooze_reason": ""}


class SnoozeRefused(Exception):
    """An alert cannot be set aside like this: `red`, `no_reason`, `past`, `too_long`. `latest` is the last moment."""

    def __init__(self, code: str, latest: datetime | None = None) -> None:
        self.code, self.latest = code, latest
        super().__init__(code)


@transaction.atomic
def snooze(*, by: Actor, alert: Alert, until: datetime, reason: str, at: datetime) -> Alert:
    """Set one alert aside until a moment. Raises SnoozeRefused, and AlertChanged when somebody moved it on first."""
    longest = LONGEST_SNOOZE.get(alert.urgency)
    if longest is None:
        raise SnoozeRefused("red")
    if not reason.strip():
        raise SnoozeRefused("no_reason")
    if not at < until <= at + longest:
        raise SnoozeRefused("past" if until <= at else "too_long", at + longest)
    changed = {
        "state": AlertState.ACKNOWLEDGED,
        "acknowledged_at": at,
        "acknowledged_by_id": by.user_id,
        "snoozed_until": until,
        "snoozed_by_id": by.user_id,
        "snooze_reason": reason.strip(),
    }
    words = f"{until.isoformat(timespec='minutes')}: {reason.strip()}"
    moved = move_on(by, alert, (AlertState.OPEN, AlertState.ACKNOWLEDGED), changed, "snoozed", at, words)
    payload = {"schema": 1, "alert": str(alert.public_id), "until": until.isoformat()}
    key = f"alert.wake:{alert.public_id}:{until.isoformat()}"
    outbox.enqueue(topic="alert.wake", payload=payload, key=key, due_at=until)
    return moved


@transaction.atomic
def wake(*, alert: Alert, until: datetime, at: datetime) -> bool:
    """The end of a snooze: the alert is open again. False when it was taken on, woken or closed meanwhile."""
    asleep = Alert.objects.filter(pk=alert.pk, state=AlertState.ACKNOWLEDGED, snoozed_until=until)
    open_again = {"state": AlertState.OPEN, "raised_at": at, "acknowledged_at": None, "acknowledged_by": None}
    if not asleep.exclude(urgency=Urgency.RED).update(**open_again, **NOT_SNOOZED):
        return False
    alert.refresh_from_db()
    note_event(alert=alert, kind="woke", at=at)
    feed.announce(site_id=alert.site_id, topic="alerts", patient_ref=alert.patient.ref, audience="team")
    audit.record(
        by=system_actor("worker"),
        action="alert.wake",
        object_ref=f"alert:{alert.public_id}",
        patient_ref=alert.patient.ref,
        at=at,
    )
    return True
