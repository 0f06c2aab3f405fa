"""Totals of validated scales as readings. Only the person's own answers count; COWS is the clinician's."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from glidepath_clinical.picture import Reading
from glidepath_clinical.scales import PHQ2_SAFETY_ITEM, PHQ9_SUICIDE_ITEM, find_scale

from glidepath.record.observations.models import Observation, ScaleResponse

LATEST = {
    "cows": "cows_latest",
    "phq9": "phq9_total",
    "gad7": "gad7_total",
    "phq2": "phq2_total",
    "gad2": "gad2_total",
    "sowsg": "sows_latest",
}
SUICIDE_SCREEN = "suicide_screen"
PEG = "peg"
NEWEST_PEGS = 26  # half a year of weekly answers
BASELINE = {"phq9": "phq9_baseline", "gad7": "gad7_baseline"}


def scale_readings(patient_id: int, at: datetime, zone: ZoneInfo, baseline_at: datetime | None) -> dict[str, object]:
    """Every field that comes from a questionnaire, in one query.

    The newest complete total of each scale and the person's own when the baseline was finished; item 9 of the PHQ-9
    even when other items are missing, and what the newest PHQ-9 left open; every complete PEG.
    """
    rows = _rows(patient_id, at)
    whole = [row for row in rows if row.total is not None]
    before = [row for row in whole if baseline_at is not None and row.happened_at <= baseline_at]
    pegs = [row for row in whole if row.scale == PEG]
    old_pegs = [row for row in before if row.scale == PEG]
    return {
        **{name: _last(whole, scale, zone) for scale, name in LATEST.items()},
        **{name: _last(before, scale, zone) for scale, name in BASELINE.items()},
        **_phq9([row for row in rows if row.scale in ("phq9", "phq2") and row.informant == "patient"], zone),
        "peg_totals": tuple(_peg(row, zone) for row in pegs[-NEWEST_PEGS:]),
        "peg_baseline": _peg(old_pegs[-1], zone) if old_pegs else None,
    }


def _rows(patient_id: int, at: datetime) -> list[ScaleResponse]:
    scales = ScaleResponse.objects.filter(patient_id=patient_id, scale__in=[*LATEST, PEG], happened_at__lte=at)
    return list(scales.filter(informant__in=["patient", "clinician"]).order_by("happened_at", "pk"))


def _last(rows: list[ScaleResponse], scale: str, zone: ZoneInfo) -> Reading | None:
    fitting = [row for row in rows if row.scale == scale]
    return _reading(fitting[-1], Fraction(fitting[-1].total or 0), zone) if fitting else None


def _phq9(rows: list[ScaleResponse], zone: ZoneInfo) -> dict[str, Reading | None]:
    """Item 9 as last answered, whether it was left open when last asked, and whether the newest PHQ-9 has no total.

    Item 9 is also asked after a PHQ-2 that was given soon after a PHQ-9.
    """
    asked = [row for row in rows if row.scale == "phq9" or PHQ2_SAFETY_ITEM in row.answers]
    answered = [row for row in asked if _item_nine(row) is not None]
    whole = [row for row in rows if row.scale == "phq9"]
    last, newest = (answered[-1] if answered else None), (asked[-1] if asked else None)
    return {
        "phq9_item9": _reading(last, Fraction(_item_nine(last) or 0), zone) if last else None,
        "phq9_item9_declined": _reading(newest, newest is not last, zone) if newest else None,
        "phq9_incomplete": _reading(whole[-1], whole[-1].total is None, zone) if whole else None,
    }


def _item_nine(row: ScaleResponse) -> int | None:
    answer = row.answers.get(PHQ9_SUICIDE_ITEM, row.answers.get(PHQ2_SAFETY_ITEM))
    return answer if isinstance(answer, int) else None


def _peg(row: ScaleResponse, zone: ZoneInfo) -> Reading:
    """Exact to a third of a point, which three stored decimal places are not."""
    exact = find_scale(PEG).score(row.answers).total
    return _reading(row, Fraction(row.total or 0) if exact is None else Fraction(exact), zone)


def _reading(row: ScaleResponse, value: Fraction | bool, zone: ZoneInfo) -> Reading:
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
    return Reading(row.value_text, moment.date(), moment, row.informant, f"observation:{row.public_id}")
