"""Totals of validated scales as readings. Only the person's own answers count; COWS is the clinician's."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from glidepath_clinical.picture import Reading
from glidepath_clinical.scales import PHQ2_SAFETY_ITEM, PHQ9_SUICIDE_ITEM, find_scale

from glidepath.foundation.statements import Question
from glidepath.record.observations.models import ScaleResponse

LATEST = {
    "cows": "cows_latest",
    "phq9": "phq9_total",
    "gad7": "gad7_total",
    "phq2": "phq2_total",
    "gad2": "gad2_total",
    "sowsg": "sows_latest",
}
PEG = "peg"
NEWEST_PEGS = 26  # half a year of weekly answers
BASELINE = {"phq9": "phq9_baseline", "gad7": "gad7_baseline"}


class Answered(NamedTuple):
    """One questionnaire as it was answered."""

    public_id: UUID
    scale: str
    local_on: date
    happened_at: datetime
    informant: str
    total: Decimal | None
    answers: dict[str, Any]


def scale_readings(patient_id: int, at: datetime, zone: ZoneInfo, baseline_at: datetime | None) -> dict[str, object]:
    """Every field that comes from a questionnaire, in one query.

    The newest complete total of each scale and the person's own when the baseline was finished; item 9 of the PHQ-9
    even when other items are missing, and what the newest PHQ-9 left open; every complete PEG.
    """
    rows = [Answered(*row) for row in _ANSWERED.ask(patient=patient_id, until=at)]
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


def _answered(patient: int, until: datetime) -> QuerySet[ScaleResponse, Any]:
    scales = ScaleResponse.objects.filter(patient_id=patient, scale__in=[*LATEST, PEG], happened_at__lte=until)
    ordered = scales.filter(informant__in=["patient", "clinician"]).order_by("happened_at", "pk")
    return ordered.values_list(*Answered._fields)


_ANSWERED: Final = Question(_answered, patient=int, until=datetime)


def _last(rows: list[Answered], scale: str, zone: ZoneInfo) -> Reading | None:
    fitting = [row for row in rows if row.scale == scale]
    return _reading(fitting[-1], Fraction(fitting[-1].total or 0), zone) if fitting else None


def _phq9(rows: list[Answered], zone: ZoneInfo) -> dict[str, Reading | None]:
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


def _item_nine(row: Answered) -> int | None:
    answer = row.answers.get(PHQ9_SUICIDE_ITEM, row.answers.get(PHQ2_SAFETY_ITEM))
    return answer if isinstance(answer, int) else None


def _peg(row: Answered, zone: ZoneInfo) -> Reading:
    """Exact to a third of a point, which three stored decimal places are not."""
    exact = _peg_total(tuple(row.answers.items()))
    return _reading(row, Fraction(row.total or 0) if exact is None else exact, zone)


@lru_cache(maxsize=2048)
def _peg_total(answers: tuple[tuple[str, int], ...]) -> Fraction | None:
    """The same few answers come again and again."""
    exact = find_scale(PEG).score(dict(answers)).total
    return None if exact is None else Fraction(exact)


def _reading(row: Answered, value: Fraction | bool, zone: ZoneInfo) -> Reading:
    return Reading(value, row.local_on, row.happened_at.astimezone(zone), row.informant, f"scale:{row.public_id}")
