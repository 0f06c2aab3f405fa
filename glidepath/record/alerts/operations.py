"""Raising an alert, and the two ways a person moves it on. Each touches exactly one alert."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from glidepath.foundation import audit, events, feed, outbox
from glidepath.foundation.access import Actor, system_actor
from glidepath.record.alerts.models import Alert, AlertCause, AlertEvent, AlertState, Urgency
from glidepath.record.patients.models import Patient

WORST_FIRST = (Urgency.RED, Urgency.ORANGE, Urgency.YELLOW)


class AlertChanged(Exception):
    """Somebody else moved this alert on in the meantime; look again before acting."""


@dataclass(frozen=True)
class Reason:
    """Why a rule fired: facts with numbers, a key with values for the reader's language, and what it cites."""

    because: Sequence[str]
    reason_key: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    cites: Sequence[str] = ()
    rule_version: str = ""


@transaction.atomic
def raise_alert(
    *, patient: Patient, rule: str, urgency: str, domain: str, cause: str, reason: Reason, at: datetime
) -> Alert:
    """Store a finding and tell the team, in the caller's transaction.

    The same cause and rule again changes nothing. A further finding in a domain that is still unresolved joins
    its alert, makes it as urgent as the worst finding, and opens it again when somebody had acknowledged it.
    """
    Patient.objects.select_for_update().get(pk=patient.pk)  # one finding at a time for each person
    known = AlertCause.objects.filter(patient=patient, cause=cause, rule=rule).select_related("alert").first()
    if known:
        return known.alert
    alert, kind = _alert_for(patient, rule, urgency, domain, reason, at)
    row = AlertCause.objects.create(
        patient=patient,
        site_id=patient.site_id,
        alert=alert,
        rule=rule,
        urgency=urgency,
        cause=cause,
        because=list(reason.because),
        reason_key=reason.reason_key,
        values=dict(reason.values),
        cites=list(reason.cites),
        rule_version=reason.rule_version,
        at=at,
    )
    _event(alert, kind, at, by=None, note=rule)
    _tell(alert, row, at)
    events.publish("finding.raised", patient_id=patient.pk, urgency=urgency, at=at)
    return alert


def _alert_for(
    patient: Patient, rule: str, urgency: str, domain: str, reason: Reason, at: datetime
) -> tuple[Alert, str]:
    shown = {
        "rule": rule,
        "because": list(reason.because),
        "reason_key": reason.reason_key,
        "values": dict(reason.values),
    }
    alert = Alert.objects.filter(patient=patient, domain=domain).exclude(state=AlertState.RESOLVED).first()
    if alert is None:
        row = {"patient": patient, "site_id": patient.site_id, "domain": domain, "urgency": urgency, "raised_at": at}
        return Alert.objects.create(**row, **shown), "raised"
    worse = WORST_FIRST.index(Urgency(urgency)) < WORST_FIRST.index(Urgency(alert.urgency))
    if worse or urgency == alert.urgency:
        for name, value in {**shown, "urgency": urgency}.items():
            setattr(alert, name, value)
    if alert.state == AlertState.ACKNOWLEDGED or worse:
        alert.state, alert.raised_at = AlertState.OPEN, at
        alert.acknowledged_at = alert.acknowledged_by = alert.unanswered_at = None
        alert.snoozed_until, alert.snoozed_by, alert.snooze_reason = None, None, ""
    alert.save()
    return alert, "worse" if worse else "again"


def _tell(alert: Alert, cause: AlertCause, at: datetime) -> None:
    patient_ref = alert.patient.ref
    payload = {"schema": 1, "alert": str(alert.public_id), "cause": str(cause.public_id)}
    outbox.enqueue(topic="alert.raised", payload=payload, key=f"alert.raised:{cause.public_id}", due_at=at)
    feed.announce(site_id=alert.site_id, topic="alerts", patient_ref=patient_ref, audience="team")
    audit.record(
        by=system_actor("rules"),
        action="alert.raise",
        object_ref=f"alert:{alert.public_id}",
        patient_ref=patient_ref,
        at=at,
        after={"rule": cause.rule, "urgency": cause.urgency, "cause": cause.cause},
    )


@transaction.atomic
def acknowledge(*, by: Actor, alert: Alert, at: datetime, note: str = "") -> Alert:
    """A named person has seen this alert and takes it on. Only an open alert can be taken on."""
    changed = {"state": AlertState.ACKNOWLEDGED, "acknowledged_at": at, "acknowledged_by_id": by.user_id}
    moved = move_on(by, alert, (AlertState.OPEN,), changed, "acknowledged", at, note)
    events.publish("alert.acknowledged", alert=moved, by=by, at=at)
    return moved


@transaction.atomic
def resolve(*, by: Actor, alert: Alert, at: datetime, resolution: str) -> Alert:
    """Close one alert with what was done. Raises ValueError without words."""
    if not resolution.strip():
        raise ValueError("Say what was done before the alert is closed.")
    changed = {
        "state": AlertState.RESOLVED,
        "resolved_at": at,
        "resolved_by_id": by.user_id,
        "resolution": resolution.strip(),
        "snoozed_until": None,
    }
    states = (AlertState.OPEN, AlertState.ACKNOWLEDGED)
    moved = move_on(by, alert, states, changed, "resolved", at, resolution.strip())
    events.publish("alert.resolved", alert=moved, at=at)
    return moved


def move_on(
    by: Actor,
    alert: Alert,
    expected: tuple[str, ...],
    changed: dict[str, Any],
    kind: str,
    at: datetime,
    note: str,
) -> Alert:
    """Compare and swap: the alert as this person saw it, or AlertChanged.

    `raised_at` moves when a new cause opens an alert again, so a click on an old page closes nothing new.
    """
    seen = Alert.objects.filter(pk=alert.pk, state__in=expected, raised_at=alert.raised_at, urgency=alert.urgency)
    if not seen.update(**changed):
        raise AlertChanged
    before = alert.state
    alert.refresh_from_db()
    _event(alert, kind, at, by=by, note=note)
    feed.announce(site_id=alert.site_id, topic="alerts", patient_ref=alert.patient.ref, audience="team")
    audit.record(
        by=by,
        action=f"alert.{kind}",
        object_ref=f"alert:{alert.public_id}",
        patient_ref=alert.patient.ref,
        at=at,
        before={"state": before},
        after={"state": alert.state},
    )
    return alert


def note_event(*, alert: Alert, kind: str, at: datetime, by: Actor | None = None, note: str = "") -> AlertEvent:
    """Add one line to an alert's history: delivered, escalated, not delivered."""
    return _event(alert, kind, at, by=by, note=note)


def _event(alert: Alert, kind: str, at: datetime, by: Actor | None, note: str) -> AlertEvent:
    return AlertEvent.objects.create(
        patient_id=alert.patient_id,
        site_id=alert.site_id,
        alert=alert,
        kind=kind,
        at=at,
        by_id=by.user_id if by else None,
        note=note[:600],
    )
