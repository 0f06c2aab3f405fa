"""A reminder at the hour the person chose, once a day, only while the check-in of that day is due and not answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from glidepath_clinical.cadence import Prompt, due_on
from glidepath_clinical.protocol import Limits

from glidepath.foundation import outbox
from glidepath.foundation.clock import local_date
from glidepath.foundation.notify import Notice, send_notice
from glidepath.record.episodes.queries import reminder_hours
from glidepath.record.episodes.situations import situation_of, situations_of
from glidepath.record.patients.models import Patient
from glidepath.record.patients.queries import people

TOPIC = "check_in.remind"
ROUND = timedelta(minutes=5)
STILL_USEFUL = 4  # hours; a worker that was down does not wake anybody at night
_last_round: datetime | None = None


def tick(at: datetime) -> int:
    """One round of the worker; looks at most every five minutes."""
    global _last_round
    if _last_round is not None and timedelta(0) <= at - _last_round < ROUND:
        return 0
    _last_round = at
    return remind_those_due(at)


def remind_those_due(at: datetime) -> int:
    """Put one reminder into the outbox for everybody whose hour has come. Returns for how many."""
    hours = reminder_hours()
    waiting = [one for one in people(list(hours)) if one.user_id and _is_the_hour(one, hours[one.pk], at)]
    latest = max((local_date(at, one.zone) for one in waiting), default=None)
    situations = situations_of(waiting, latest) if latest else {}
    due = [one for one in waiting if _is_due(one, situations[one.pk], at)]
    for patient in due:
        key = f"{TOPIC}:{patient.ref}:{local_date(at, patient.zone).isoformat()}"
        with transaction.atomic():
            outbox.enqueue(topic=TOPIC, payload={"schema": 1, "patient": patient.ref}, key=key, due_at=at)
    return len(due)


def deliver(*, payload: Mapping[str, Any], key: str, at: datetime) -> None:
    """Send the reminder, unless the person has answered meanwhile. The notice says nothing of health."""
    patient = Patient.objects.select_related("site", "user").filter(public_id=payload["patient"]).first()
    if patient is None or patient.user is None:
        return
    if _is_due(patient, situation_of(patient, local_date(at, patient.zone)), at):
        send_notice(patient.user, Notice.PLEASE_CHECK_IN)


def _is_the_hour(patient: Patient, hour: int, at: datetime) -> bool:
    return hour <= at.astimezone(ZoneInfo(patient.zone)).hour < hour + STILL_USEFUL


def _is_due(patient: Patient, situation: Any, at: datetime) -> bool:
    limits = Limits().with_overrides(patient.site.limits)
    due = due_on(situation, local_date(at, patient.zone), limits)
    return any(one.prompt is Prompt.DAILY for one in due)
