"""Silence is an alarm: who has not answered is worked out anew from local dates, in every round."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from glidepath.care.escalation.judge import SILENCE, judge
from glidepath.care.escalation.operations import conclude
from glidepath.record.alerts.queries import has_cause
from glidepath.record.episodes.queries import in_run_in
from glidepath.record.observations.queries import last_own_answers
from glidepath.record.patients.models import Patient
from glidepath.record.patients.queries import people
from glidepath.record.plans.queries import watched_patients

log = logging.getLogger(__name__)
ROUND = timedelta(seconds=60)
_last_round: datetime | None = None


def tick(at: datetime) -> int:
    """One round of the worker. At most one a minute looks; every round would find the same."""
    global _last_round
    if _last_round is not None and timedelta(0) <= at - _last_round < ROUND:
        return 0
    _last_round = at
    return look_for_silence(at)


def look_for_silence(at: datetime) -> int:
    """Ask the silence rule about everybody who did not answer yesterday. Returns how many new alerts it raised.

    Nothing is remembered between rounds but the alerts themselves: a round after a crash, a day without a
    worker or a second worker finds the same people, and the same day never alarms twice.
    """
    watched = people(sorted({*watched_patients(), *in_run_in()}))
    answered = last_own_answers([patient.pk for patient in watched])
    quiet = [(patient, _yesterday(patient, at)) for patient in watched]
    return sum(_look(patient, day, at) for patient, day in quiet if answered.get(patient.pk, date.min) < day)


def _yesterday(patient: Patient, at: datetime) -> date:
    """The last local date that is over where the person lives; also right on days of 23 and 25 hours."""
    return at.astimezone(ZoneInfo(patient.zone)).date() - timedelta(days=1)


def _look(patient: Patient, day: date, at: datetime) -> int:
    cause = cause_for(patient, day)
    if has_cause(patient.pk, SILENCE, cause) or has_cause(patient.pk, "rules_failed", f"rules:{cause}"):
        return 0
    try:
        with transaction.atomic():
            result = judge(patient, at, only=SILENCE)
            if result.found or result.failed:
                conclude(patient, result, cause, at)
            return len(result.found)
    except Exception as error:  # one person's record must not keep the others from being looked at
        log.exception("silence could not be checked", extra={"broke": type(error).__name__})
        return 0


def cause_for(patient: Patient, last_expected_day: date) -> str:
    """The name of one silence: a person, and the last day on which an answer was expected."""
    return f"silence:{patient.ref}:{last_expected_day.isoformat()}"
