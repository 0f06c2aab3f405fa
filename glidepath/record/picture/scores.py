"""Totals of validated scales as readings. Only the person's own answers count; COWS is the clinician's."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from glidepath_clinical.picture import Reading
from glidepath_clinical.scales import PHQ9_SUICIDE_ITEM

from glidepath.record.observations.models import Observation, ScaleResponse

LATEST = {
    "cows": "cows_latest",
    "phq9": "phq9_total",
    "gad7": "gad7_total",
    "phq2": "phq2_total",
    "gad2": "gad2_total",
}
SUICIDE_SCREEN = "suicide_screen"
BASELINE = {"phq9": "phq9_baseline", "gad7": "gad7_baseline"}


def scale_readings(
    patient_id: int, at: datetime, zone: ZoneInfo, baseline_at: datetime | None
) -> dict[str, Reading | None]:
    """The newest complete total of each scale, and the person's own totals when the baseline was finished."""
    rows = _rows(patient_id, at)
    found = {name: _last(rows, scale, zone) for scale, name in LATEST.items()}
    before = [row for row in rows if baseline_at is not None and row.happened_at <= baseline_at]
    return found | {name: _last(before, scale, zone) for scale, name in BASELINE.items()}


def _rows(patient_id: int, at: datetime) -> list[ScaleResponse]:
    scales = ScaleResponse.objects.filter(patient_id=patient_id, scale__in=LATEST, happened_at__lte=at)
    counted = scales.filter(informant__in=["patient", "clinician"]).order_by("happened_at", "pk")
    return [row for row in counted if row.total is not None]


def _last(rows: list[ScaleResponse], scale: str, zone: ZoneInfo) -> Reading | None:
    fitting = [row for row in rows if row.scale == scale]
    return _reading(fitting[-1], Fraction(fitting[-1].total or 0), zone) if fitting else None


def item_nine(patient_id: int, at: datetime, zone: ZoneInfo) -> Reading | None:
    """The newest answer to PHQ-9 item 9, even when other items are missing."""
    rows = ScaleResponse.objects.filter(
        patient_id=patient_id, scale="phq9", happened_at__lte=at, informant="patient"
    ).order_by("-happened_at", "-pk")
    for row in rows[:10]:
        answer = row.answers.get(PHQ9_SUICIDE_ITEM)
        if isinstance(answer, int):
            return _reading(row, Fraction(answer), zone)
    return None


def _reading(row: ScaleResponse, value: Fraction, zone: ZoneInfo) -> Reading:
    return Reading(value, row.local_on, row.happened_at.astimezone(zone), row.informant, f"scale:{row.public_id}")


def suicide_screen(patient_id: int, at: datetime, zone: ZoneInfo) -> Reading | None:
    """The newest result of a finished screen, as a clinician recorded it: none, low, moderate or high."""
    rows = Observation.objects.filter(
        patient_id=patient_id, code=SUICIDE_SCREEN, happened_at__lte=at, superseded_by__isnull=True
    )
    row = rows.order_by("-happened_at", "-pk").first()
    if row is None:
        return None
    moment = row.happened_at.astimezone(zone)
    return Reading(row.value_text, moment.date(), moment, "clinician", f"observation:{row.public_id}")
