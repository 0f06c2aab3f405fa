"""What the record knows about somebody who feels worse: the last reduction, its medicine, pain and mood."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from glidepath_clinical.explanations import Course, Explained, explain, known_medicines
from glidepath_clinical.interactions import read_name
from glidepath_clinical.protocol import Limits

from glidepath.foundation.clock import local_date
from glidepath.record.episodes.queries import baseline_of
from glidepath.record.patients.models import Patient
from glidepath.record.picture.build import build_picture
from glidepath.record.plans.queries import last_reduction_on, latest_started

PAIN_DAYS = 7


def course_of(patient: Patient, at: datetime, answers: dict[str, Any]) -> Course:
    """What the record knows, with what the clinician has answered."""
    today = local_date(at, patient.zone)
    picture = build_picture(patient, at)
    medicine, patch = _medicine(patient)
    reduced_on = last_reduction_on(patient.pk, today)
    told = {name: value for name, value in answers.items() if name not in ("hours", "never_reduced")}
    hours = answers.get("hours")
    return Course(
        today=today,
        reduced_on=reduced_on,
        never_reduced=reduced_on is None and bool(answers.get("never_reduced")),
        medicine=medicine,
        patch=patch,
        pain_rise=_pain_rise(patient, picture.pain_daily, at),
        phq9_rise=_rise(picture.phq9_total, picture.phq9_baseline),
        sleep_hours_lost=None if hours is None else Fraction(hours),
        **told,
    )


def explained(patient: Patient, course: Course) -> Explained:
    """The explanations by the clinic's own limits."""
    return explain(course, Limits().with_overrides(patient.site.limits))


def _medicine(patient: Patient) -> tuple[str | None, bool]:
    """The medicine of the newest plan that ever ran, by its ingredient."""
    plan = latest_started(patient.pk)
    if plan is None:
        return None, False
    read = read_name(str(plan.frozen["request"]["medicines"][0]["product"]))
    found = sorted(read.ingredients & set(known_medicines()))
    return (found[0] if found else None), read.is_patch


def _pain_rise(patient: Patient, daily: Any, at: datetime) -> Fraction | None:
    """The mean of the last days above the pain before the taper; None without both."""
    since = local_date(at, patient.zone) - timedelta(days=PAIN_DAYS)
    values = [reading.value for reading in daily if reading.on > since]
    baseline = baseline_of(patient.pk)
    if not values or baseline is None or baseline.pain is None:
        return None
    return Fraction(sum(values), len(values)) - Fraction(baseline.pain)


def _rise(now: Any, before: Any) -> Fraction | None:
    return None if now is None or before is None else now.value - before.value
