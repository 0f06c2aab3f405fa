"""A plan as one JSON object: numbers are decimal strings, dates are local dates."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.ceilings import daily_ceiling
from glidepath_clinical.tapering.course import Course, CourseStep
from glidepath_clinical.tapering.dates import Period
from glidepath_clinical.tapering.load import step_load
from glidepath_clinical.tapering.pace import Basis, Pace, Rate

Json = dict[str, Any]
NOT_HASHED = ("content_hash", "certificate")


def content_hash(document: Mapping[str, Any]) -> str:
    """SHA-256 of the document without its hash and certificate, in canonical JSON."""
    body = {name: value for name, value in document.items() if name not in NOT_HASHED}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def present_json(course: Course, period: Period) -> Json:
    """The dose before the first change, in the shape of a step."""
    return _step_json(course, 0, course.present, course.present, period)


def steps_json(course: Course, periods: Sequence[Period]) -> list[Json]:
    """Every step from the first change on."""
    before = (course.present, *course.steps)
    rows = zip(course.steps, before, periods, strict=False)
    return [_step_json(course, place + 1, step, old, period) for place, (step, old, period) in enumerate(rows)]


def _step_json(course: Course, number: int, step: CourseStep, before: CourseStep, period: Period) -> Json:
    return {
        "number": number,
        "starts_on": None if number == 0 else period.starts_on.isoformat(),
        "ends_on": period.ends_on.isoformat() if period.ends_on else None,
        "phase": step.phase.value,
        "medicines": [_medicine_json(course, step, before)],
        **step_load(course.supply.product, step.daily),
    }


def _medicine_json(course: Course, step: CourseStep, before: CourseStep) -> Json:
    cut = before.daily - step.daily
    return {
        "product": course.supply.product.name,
        "unit": course.supply.product.unit.value,
        "form": course.supply.form,
        "doses": {time.value: _dose_json(dose, units) for time, dose, units in step.doses},
        "daily": decimal_text(step.daily),
        "cut_percent_of_original": percent_text(cut, course.original_daily),
        "cut_percent_of_previous": percent_text(cut, before.daily),
    }


def _dose_json(dose: Fraction, units: Sequence[tuple[Fraction, Fraction]]) -> Json:
    rows = [{"strength": decimal_text(strength), "count": decimal_text(count)} for strength, count in units]
    return {"amount": decimal_text(dose), "units": rows}


def percent_text(part: Fraction, whole: Fraction) -> str:
    """A percentage for display, one place, an exact half to the even digit as in the VA's table; never used again."""
    tenths = round(part / whole * 1000)
    return f"{tenths // 10}.{tenths % 10}"


def product_json(course: Course) -> Json:
    """What the plan was made from: enough to check it from its file alone."""
    supply, product = course.supply, course.supply.product
    factor = product.mme_factor
    return {
        "product": product.name,
        "unit": product.unit.value,
        "form": supply.form,
        "release": product.release,
        "class": product.medicine_class,
        "strengths": [decimal_text(strength) for strength in supply.strengths],
        "halves": [decimal_text(strength) for strength in sorted(supply.halves)],
        "ceiling": ceiling_text(course),
        "mme_factor": decimal_text(factor) if isinstance(factor, Fraction) else None,
        "is_opioid": product.is_opioid,
        "original_doses": {time.value: decimal_text(dose) for time, dose in course.original.items() if dose},
        "source": product.source,
        "provenance": product.provenance,
    }


def ceiling_text(course: Course) -> str | None:
    """The daily ceiling in the product's unit, when it has one."""
    ceiling = daily_ceiling(course.supply.product)
    return None if ceiling is None else decimal_text(ceiling)


def pace_json(pace: Pace) -> Json:
    """The pace in force. Shares are exact ratios such as 1/6."""
    return {
        **_rate_json(pace.rate),
        "every_days": pace.every_days,
        "first": _rate_json(pace.first) if pace.first else None,
        "tail": {"below": str(pace.tail.share_of_original), **_rate_json(pace.tail.rate)} if pace.tail else None,
        "terminal_days": list(pace.terminal_days),
    }


def _rate_json(rate: Rate) -> Json:
    kind = "amount" if rate.basis is Basis.FIXED else "share"
    return {"basis": rate.basis.value, f"target_{kind}": str(rate.target), f"cap_{kind}": str(rate.cap)}
