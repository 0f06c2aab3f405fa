"""What the invented team does with alerts: everything is answered the next morning, but for the last days' alerts."""

from __future__ import annotations

from datetime import datetime, timedelta

from glidepath.care.escalation.chain import confirm
from glidepath.care.escalation.models import ChainTest
from glidepath.demo.clinic import Clinic
from glidepath.foundation.access import Actor, Role
from glidepath.record.alerts.models import Alert, AlertState
from glidepath.record.alerts.operations import acknowledge, resolve

LEFT_FOR_THE_VISITOR = 8  # days: alerts younger than this stay open for whoever looks at the demo
WHAT_WAS_DONE = "Called the same day. Safe, plan talked through, nothing more to do."


def answer_alerts(clinic: Clinic, morning: datetime, left: int) -> None:
    """The nurse takes on and closes what came in before this morning."""
    if left < LEFT_FOR_THE_VISITOR:
        return
    nurse = clinic.actor("nurse")
    waiting = Alert.objects.filter(site=clinic.site, raised_at__lt=morning).exclude(state=AlertState.RESOLVED)
    waiting = waiting.exclude(rule="late_step")  # it waits for the prescriber's decision, not for a call
    for alert in waiting.select_related("patient"):
        if alert.state == AlertState.OPEN:
            alert = acknowledge(by=nurse, alert=alert, at=morning + timedelta(minutes=5))
        resolve(by=nurse, alert=alert, at=morning + timedelta(minutes=15), resolution=WHAT_WAS_DONE)


def confirm_daily_test(moment: datetime) -> None:
    """Whoever was told about the daily test confirms it, as on the page."""
    for test in ChainTest.objects.filter(answered_at__isnull=True, user__isnull=False).select_related("user"):
        user = test.user
        by = Actor(user.pk, user.name, Role.NURSE, test.site_id, mfa=True, user_public_id=str(user.public_id))
        confirm(by=by, at=moment)
