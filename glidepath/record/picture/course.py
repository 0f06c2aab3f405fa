"""Where the taper stands as readings: a review that did not take place, a step that waits, a dose not yet confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from glidepath_clinical.picture import Reading

from glidepath.foundation.clock import local_date
from glidepath.record.medications.queries import current_regimens, orders_of
from glidepath.record.observations.models import CheckIn
from glidepath.record.patients.models import Patient
from glidepath.record.patients.queries import latest_facts
from glidepath.record.plans.models import StepRelease
from glidepath.record.plans.queries import step_waits
from glidepath.record.visits.models import Visit, VisitState

RECORD = "clinician"  # what stands in the record was written by the team
GRACE = timedelta(hours=2)  # after this a visit that nobody marked as held counts as missed
LOWERS_PRESSURE = ("clonidine", "tizanidine")
ACTIVE = ("active", "on-hold", "unknown")
FRESH = timedelta(days=14)  # a dose change that is older is no longer news


def course_of(patient: Patient, own: Sequence[CheckIn], at: datetime) -> dict[str, Reading | None]:
    """The fields of the picture that come from visits, plans, medicines and facts about the person."""
    return {
        "review_missed": _review_missed(patient, at),
        "step_pending": _step_pending(patient, at),
        "dose_change_unread": _unread(patient, own, at),
        "pregnant": _pregnant(patient, at),
        "takes_clonidine_or_tizanidine": _takes(patient, at),
    }


def _said(patient: Patient, value: bool, moment: datetime, ref: str = "") -> Reading:
    local = moment.astimezone(ZoneInfo(patient.zone))
    return Reading(value, local.date(), local, RECORD, ref)


def _review_missed(patient: Patient, at: datetime) -> Reading:
    """Yes for the newest visit whose time is past when it was not held and none is planned since."""
    rows = list(Visit.objects.filter(patient=patient).exclude(state=VisitState.CANCELLED).order_by("starts_at", "pk"))
    past = [row for row in rows if row.starts_at + GRACE <= at]
    planned = any(row.starts_at > at and row.state == VisitState.BOOKED for row in rows)
    if not past or planned or past[-1].state == VisitState.HELD:
        return _said(patient, False, at)
    return _said(patient, True, past[-1].starts_at, f"visit:{past[-1].public_id}")


def _step_pending(patient: Patient, at: datetime) -> Reading:
    return _said(patient, step_waits(patient.pk, local_date(at, patient.zone)), at)


def _unread(patient: Patient, own: Sequence[CheckIn], at: datetime) -> Reading:
    """Confirmed is a changed dose when the person has since answered whether it was taken as planned."""
    today = local_date(at, patient.zone)
    rows = StepRelease.objects.filter(patient=patient, withdrawn_at__isnull=True, effective_on__lte=today)
    row = rows.filter(effective_on__gt=today - FRESH).order_by("-effective_on").first()
    if row is None:
        return _said(patient, False, at)
    began = datetime.combine(row.effective_on, time.min, ZoneInfo(patient.zone))
    told = max(row.released_at, began)
    confirmed = any(one.local_on >= row.effective_on and one.answers.get("taken_as_planned") is not None for one in own)
    return _said(patient, not confirmed, told, f"release:{row.public_id}")


def _pregnant(patient: Patient, at: datetime) -> Reading | None:
    fact = latest_facts(patient.pk).get("pregnant")
    return _said(patient, fact.answer == "yes", at) if fact is not None and fact.answer in ("yes", "no") else None


def _takes(patient: Patient, at: datetime) -> Reading | None:
    """From reconciled medicines and live orders; a record without any medicine says nothing."""
    regimens = [row.product for row in current_regimens(patient.pk)]
    orders = [f"{row.product} {row.display}" for row in orders_of(patient.pk).filter(status__in=ACTIVE)]
    named = " ".join([*regimens, *orders]).casefold()
    if not named:
        return None
    return _said(patient, any(name in named for name in LOWERS_PRESSURE), at)
