"""What the person sent that cannot wait, and whether somebody of the team has seen it: told truthfully on every page.

Only what the person sent themselves counts: what a caregiver told the team is not shown to the person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from glidepath.record.alerts.models import Alert, AlertCause, AlertState
from glidepath.record.alerts.queries import STOPS_A_STEP
from glidepath.record.alerts.timers import SEEN_WITHIN
from glidepath.record.observations.queries import entries_named

ASKED = "help:"
KEPT_OUT = "not_stored:"
STAYS_SEEN = timedelta(hours=24)  # how long the page still says that it was seen


@dataclass(frozen=True)
class Seen:
    """The oldest thing of the person's own that nobody has taken on in the promised time, or who took the newest on."""

    sent_at: datetime
    seen_by: str

    @property
    def is_late(self) -> bool:
        """Whether nobody has seen it and the promised time is over."""
        return not self.seen_by


def seen_for(patient_id: int, at: datetime) -> Seen | None:
    """What the page says about it; None when nothing was sent, or the promised time still runs."""
    rows = Alert.objects.filter(patient_id=patient_id, urgency__in=STOPS_A_STEP).exclude(state=AlertState.RESOLVED)
    own = [alert for alert in rows.select_related("acknowledged_by") if _sent_it(alert)]
    late = [alert for alert in own if alert.state == AlertState.OPEN and at >= _promised(alert)]
    if late:
        return Seen(min(alert.raised_at for alert in late), "")
    taken = [alert for alert in own if alert.acknowledged_at and alert.acknowledged_at >= at - STAYS_SEEN]
    waiting = any(alert.state == AlertState.OPEN for alert in own)
    newest = max(taken, key=lambda alert: alert.raised_at, default=None)
    if newest is None or waiting or newest.acknowledged_by is None:
        return None
    return Seen(newest.raised_at, newest.acknowledged_by.name)


def _promised(alert: Alert) -> datetime:
    return alert.raised_at + SEEN_WITHIN[alert.urgency]


def _sent_it(alert: Alert) -> bool:
    """Whether one of its causes is something that the person sent."""
    causes = list(AlertCause.objects.filter(alert=alert))
    asked = any(cause.cause.startswith(ASKED) for cause in causes)
    kept_out = any(cause.cause.startswith(KEPT_OUT) and cause.values.get("from") == "patient" for cause in causes)
    return asked or kept_out or _own_entries(cause.cause.removeprefix("later:") for cause in causes)


def _own_entries(refs: Iterable[str]) -> bool:
    return any(entry.informant == "patient" for entry in entries_named(ref.removeprefix("rules:") for ref in refs))
