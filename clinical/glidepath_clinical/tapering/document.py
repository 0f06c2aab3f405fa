"""A plan as one JSON object: numbers are decimal strings, dates are local dates."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.asked_medicine import MedicineWish, Role
from glidepath_clinical.tapering.ceilings import daily_ceiling
from glidepath_clinical.tapering.course import Course, CourseStep
from glidepath_clinical.tapering.intervals import least_days
from glidepath_clinical.tapering.load import step_load
from glidepath_clinical.tapering.pace import Basis, Pace, Rate
from glidepath_clinical.tapering.solver import Phase
from glidepath_clinical.tapering.supply import Supply
from glidepath_clinical.tapering.timeline import Moment, Timeline
from glidepath_clinical.tapering.treatment import Treatment

Json = dict[str, Any]
NOT_HASHED = ("content_hash", "certificate")
KEPT = "kept"
"""The phase of a medicine that does not change in a step: it waits for its turn, is done, or is an adjunct."""
CHANGES_SHOWN = 10
"""Patch changes that are listed for a step without an end."""


def content_hash(document: Mapping[str, Any]) -> str:
    """SHA-256 of the document without its hash and certificate, in canonical JSON."""
    body = {name: value for name, value in document.items() if name not in NOT_HASHED}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def present_json(courses: Sequence[Course], wishes: Sequence[MedicineWish], ends_on: date) -> Json:
    """The dose before the first change, in the shape of a step."""
    rows = [_row(course, wish, course.present, course.present) for course, wish in zip(courses, wishes, strict=True)]
    return {
        "number": 0,
        "starts_on": None,
        "ends_on": ends_on.isoformat(),
        "phase": Phase.PRESENT.value,
        "medicines": rows,
        **step_load((course.supply.product, course.present.daily) for course in courses),
    }


def steps_json(courses: Sequence[Course], wishes: Sequence[MedicineWish], timeline: Timeline) -> list[Json]:
    """Every step from the first change on; each lists every medicine."""
    return [_step_json(courses, wishes, timeline, place) for place in range(len(timeline.moments))]


def _step_json(courses: Sequence[Course], wishes: Sequence[MedicineWish], timeline: Timeline, at: int) -> Json:
    moment = timeline.moments[at]
    now = [_at(course, moment.done.get(place, 0)) for place, course in enumerate(courses)]
    rows = [_changed_or_kept(course, wishes[place], moment, place) for place, course in enumerate(courses)]
    if len(rows) > 1:
        for place, row in enumerate(rows):
            row["phase"] = now[place].phase.value if place in moment.changing else KEPT
    for place, course in enumerate(courses):
        if course.supply.wear_hours and now[place].doses:
            rows[place]["patch"] = _patch_json(course.supply.wear_hours, timeline.patch_changed_on.get(place), moment)
    return {
        "number": at + 1,
        "starts_on": moment.period.starts_on.isoformat(),
        "ends_on": moment.period.ends_on.isoformat() if moment.period.ends_on else None,
        "phase": _phase(now, moment, [wish.role for wish in wishes]),
        "medicines": rows,
        **step_load((course.supply.product, step.daily) for course, step in zip(courses, now, strict=True)),
    }


def _at(course: Course, done: int) -> CourseStep:
    return course.steps[done - 1] if done else course.present


def _changed_or_kept(course: Course, wish: MedicineWish, moment: Moment, place: int) -> Json:
    done = moment.done.get(place, 0)
    step = _at(course, done)
    return _row(course, wish, step, _at(course, done - 1) if place in moment.changing else step)


def _phase(now: Sequence[CourseStep], moment: Moment, roles: Sequence[Role]) -> str:
    """Of the whole plan: stopped when no medicine that is lowered is taken any more."""
    if not any(step.doses for step, role in zip(now, roles, strict=True) if role is Role.TAPER):
        return Phase.STOPPED.value
    changing = {now[place].phase for place in moment.changing}
    return (Phase.REDUCTION if Phase.REDUCTION in changing else Phase.TERMINAL).value


def _patch_json(wear_hours: int, changed_on: date | None, moment: Moment) -> Json:
    """The days of a step on which patches are changed; of an open step the first ones."""
    changes: list[str] = []
    if changed_on is not None:
        wear, first, last = wear_hours // 24, moment.period.starts_on, moment.period.ends_on
        day = first + timedelta(days=(changed_on - first).days % wear)
        while day <= last if last else len(changes) < CHANGES_SHOWN:
            changes.append(day.isoformat())
            day += timedelta(days=wear)
    return {"wear_hours": wear_hours, "changes_on": changes}


def _row(course: Course, wish: MedicineWish, step: CourseStep, before: CourseStep) -> Json:
    cut = before.daily - step.daily
    supply = course.supply
    row: Json = {
        "product": supply.product.name,
        "unit": supply.unit,
        "strength_unit": supply.product.unit.value,
        "form": supply.form,
        "doses": {time.value: _dose_json(supply, dose, units) for time, dose, units in step.doses},
        "daily": decimal_text(step.daily),
        "cut_percent_of_original": percent_text(cut, course.original_daily),
        "cut_percent_of_previous": percent_text(cut, before.daily) if before.daily else "0.0",
    }
    if wish.as_needed:
        row["as_needed"] = True
    return row


def _dose_json(supply: Supply, dose: Fraction, units: Sequence[tuple[Fraction, Fraction]]) -> Json:
    rows = [{"strength": decimal_text(strength), "count": decimal_text(count)} for strength, count in units]
    for row, (strength, _) in zip(rows, units, strict=True):
        if strength in supply.partners:
            row["partner_strength"] = decimal_text(supply.partners[strength])
    return {"amount": decimal_text(dose), "units": rows}


def percent_text(part: Fraction, whole: Fraction) -> str:
    """A percentage for display, one place, an exact half to the even digit as in the VA's table; never used again."""
    tenths = round(Fraction(1000 * part.numerator * whole.denominator, part.denominator * whole.numerator))
    return f"{tenths // 10}.{tenths % 10}"


def product_json(course: Course, treatment: Treatment) -> Json:
    """What the plan was made from: enough to check it from its file alone."""
    supply, product, wish = course.supply, course.supply.product, treatment.wish
    factor = product.mme_factor
    return {
        "product": product.name,
        "role": wish.role.value,
        "unit": supply.unit,
        "strength_unit": product.unit.value,
        "form": supply.form,
        "release": product.release,
        "route": product.route,
        "class": product.medicine_class,
        "strengths": [decimal_text(strength) for strength in supply.strengths],
        "halves": [decimal_text(strength) for strength in sorted(supply.halves)],
        "measurable_volume": decimal_text(supply.volume) if supply.volume is not None else None,
        "wear_hours": supply.wear_hours,
        "partner": _partner_json(supply),
        "limit": _limit_json(supply),
        "ceiling": ceiling_text(course),
        "least_days": least_days(supply),
        "mme_factor": decimal_text(factor) if isinstance(factor, Fraction) else None,
        "is_opioid": product.is_opioid,
        "as_needed": wish.as_needed,
        "ordered_maximum": decimal_text(wish.ordered_maximum) if wish.ordered_maximum is not None else None,
        "original_doses": {time.value: decimal_text(dose) for time, dose in course.original.items() if dose},
        "source": product.source,
        "provenance": product.provenance,
    }


def paces_json(treatments: Sequence[Treatment]) -> list[Json]:
    """Framework and pace of each medicine that is lowered, for a plan with several."""
    return [
        {
            "product": treatment.supply.product.name,
            "framework": treatment.framework.id if treatment.framework else None,
            "pace": pace_json(treatment.agreed.pace),
        }
        for treatment in treatments
        if treatment.agreed is not None
    ]


def _partner_json(supply: Supply) -> Json | None:
    if not supply.partners:
        return None
    per_unit = {decimal_text(strength): decimal_text(amount) for strength, amount in supply.partners.items()}
    return {"ingredient": supply.product.ingredient.partition("/")[2], "per_unit": per_unit}


def _limit_json(supply: Supply) -> Json | None:
    if supply.limit is None:
        return None
    return {"of": supply.limit.of, "amount": decimal_text(supply.limit.amount), "unit": supply.limit.unit}


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
