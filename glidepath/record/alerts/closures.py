"""What a closure means while a condition lasts: it stands as long as its rule says, then the alert comes again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q

from glidepath.foundation import outbox
from glidepath.record.alerts.models import Alert, AlertCause, AlertState
from glidepath.record.alerts.timers import CLOSURE_HOLDS

AGAIN = ":again:"
NOT_OF_THE_CORE = ("late_step",)  # looked at in its own regular round


def cause_now(patient_id: int, rule: str, causes: Sequence[str], at: datetime) -> str | None:
    """The name under which a lasting condition is raised now: anew once its closure no longer stands.

    None while an alert about it is unresolved, or was closed so lately that the closure stands. `causes` are the
    names it may have had; the first one is the name when it was never told.
    """
    known = reduce(or_, (Q(cause__startswith=f"{cause}{AGAIN}") for cause in causes), Q(cause__in=list(causes)))
    rows = AlertCause.objects.filter(known, patient_id=patient_id, rule=rule).select_related("alert")
    told = list(rows.order_by("at", "pk"))
    if not told:
        return causes[0]
    return f"{causes[0]}{AGAIN}{len(told)}" if _closure_is_over(told[-1].alert, rule, at) else None


def _closure_is_over(alert: Alert, rule: str, at: datetime) -> bool:
    stands = CLOSURE_HOLDS.get(rule)
    closed = alert.state == AlertState.RESOLVED and alert.resolved_at is not None
    return bool(stands and closed and alert.resolved_at + stands <= at)  # type: ignore[operator]  closed has a time


def look_again_later(alert: Alert, at: datetime) -> None:
    """Have the rule asked again when this closure no longer stands, although no new answer may come in."""
    stands: timedelta | None = CLOSURE_HOLDS.get(alert.rule)
    if stands is None or alert.rule in NOT_OF_THE_CORE:
        return
    cause = f"closed:{alert.public_id}"
    payload = {"schema": 1, "patient": alert.patient.ref, "cause": cause, "rule": alert.rule}
    outbox.enqueue(topic="rules.again", payload=payload, key=f"rules.again:{cause}", due_at=at + stands)
