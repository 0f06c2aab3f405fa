"""The consent text of one plan or step with its own numbers set in, as a person reads it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import translation
from django.utils.formats import date_format

from glidepath.care.consent.wording import ConsentText, consent_text, language_offered
from glidepath.foundation.clock import local_date
from glidepath.record.plans.frozen import daily_text
from glidepath.record.plans.models import Plan
from glidepath.record.plans.queries import Standing, standing_of


def text_for(plan: Plan, step_number: int, language: str, at: datetime) -> ConsentText:
    """The text about this plan (step 0) or step. Raises MissingText, PlanStep.DoesNotExist."""
    code = language_offered(language)
    if step_number == 0:
        return consent_text("plan", code, {"steps": str(plan.steps.exclude(number=0).count())})
    today = local_date(at, plan.patient.zone)
    step = plan.steps.get(number=step_number)
    standing = standing_of(plan, today)
    values = {
        "daily": daily_text(step),
        "today": daily_text(standing.step),
        "not_before": date_text(max(step.planned_on + _late(standing), today), code),
    }
    return consent_text("step", code, values)


def _late(standing: Standing) -> timedelta:
    """By how much the step in force began later than planned: the next one moves by as much."""
    if standing.step.number == 0:
        return timedelta(0)
    return max(standing.since - standing.step.planned_on, timedelta(0))


def date_text(day: date, language: str) -> str:
    """A date as this language writes it."""
    with translation.override(language):
        return date_format(day, "DATE_FORMAT")
