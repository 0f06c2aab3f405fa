"""What the person's own Today page says: what to take now, what to do, what comes next. Told from frozen words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from glidepath.care.checkins.prompts import AskedToday, asked_today
from glidepath.care.escalation.open_questions import pain_questions_wait
from glidepath.care.tapering.queries import earliest_on
from glidepath.record.agreements.queries import milestones_of, standing_consent
from glidepath.record.alerts.queries import DoseStop, why_doses_stop
from glidepath.record.medications.queries import naloxone_of
from glidepath.record.observations.queries import check_in_on, zone_told_of
from glidepath.record.patients.dose_day import DoseDay
from glidepath.record.patients.queries import dose_day_of
from glidepath.record.plans.frozen import daily_text, doses_in_words, product_name
from glidepath.record.plans.new_dose import NewDose, new_dose
from glidepath.record.plans.queries import plan_for_patient, standing_on
from glidepath.record.visits.queries import next_visit


@dataclass(frozen=True)
class Today:
    """The page Today. `stop`: why no dose is shown; a clinician speaks with the person first."""

    patient: Any
    today: date
    dose_day: DoseDay
    another_zone: str
    part_of_day: str
    stop: DoseStop | None
    doses: Sequence[Any]
    product: str
    daily: str
    same_as_yesterday: bool
    to_read: NewDose | None
    to_read_doses: Sequence[Any]
    standing: Any | None
    waiting_plan: Any | None
    finished: str
    hold: Any | None
    next_on: date | None
    next_agreed: bool
    answered: Any | None
    asked: AskedToday
    pain_asked: bool
    visit: Any | None
    naloxone: Any | None
    milestones: Sequence[Any]


def today_page(patient: Any, at: datetime, language: str) -> Today:
    """Everything for one local date of one person."""
    local = at.astimezone(ZoneInfo(patient.zone))
    today = local.date()
    dose_day = dose_day_of(patient, at)
    standing = standing_on(patient.pk, dose_day.on)
    stop = why_doses_stop(patient.pk)
    plan = plan_for_patient(patient.pk)
    dose = None if stop else new_dose(patient.pk, today)
    to_read = dose if dose is not None and dose.reading is None else None
    return Today(
        patient=patient,
        today=today,
        dose_day=dose_day,
        another_zone=zone_told_of(patient),
        part_of_day=_part_of_day(local.hour),
        stop=stop,
        doses=doses_in_words(standing.step, language) if standing and not stop else [],
        product=product_name(standing.step) if standing else "",
        daily=daily_text(standing.step) if standing else "",
        same_as_yesterday=bool(standing and standing.since < dose_day.on),
        to_read=to_read,
        to_read_doses=doses_in_words(to_read.step, language) if to_read else [],
        standing=standing,
        waiting_plan=plan if plan is not None and plan.state == "signed" else None,
        finished=_finished(plan) if standing is None else "",
        hold=standing.hold if standing else None,
        next_on=_next_on(standing, today),
        next_agreed=_agreed(standing),
        answered=check_in_on(patient.pk, today),
        asked=asked_today(patient, at),
        pain_asked=pain_questions_wait(patient.pk, at),
        visit=next_visit(patient.pk, at),
        naloxone=naloxone_of(patient.pk),
        milestones=milestones_of(patient.pk),
    )


def _finished(plan: Any | None) -> str:
    """The medicine of a plan that has come to its end, nothing to take; empty while there is none."""
    if plan is None or plan.state != "finished":
        return ""
    return product_name(plan.steps.order_by("-number")[0])


def _next_on(standing: Any | None, today: date) -> date | None:
    """The first day on which the next step may begin; None while resting, and when no step is left."""
    if standing is None or standing.next_step is None or standing.hold:
        return None
    return earliest_on(standing.plan, standing.next_step, today)


def _agreed(standing: Any | None) -> bool:
    if standing is None or standing.next_step is None:
        return False
    plan, number = standing.plan, standing.next_step.number
    return standing_consent(plan.public_id, plan.content_hash, "step", number) is not None


def _part_of_day(hour: int) -> str:
    return "morning" if 4 <= hour < 12 else "afternoon" if 12 <= hour < 18 else "evening"
