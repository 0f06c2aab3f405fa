"""The consent text of one plan or step with its own numbers set in, as a person reads it."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import translation
from django.utils.formats import date_format

from glidepath.care.consent.wording import ConsentText, consent_text, language_offered
from glidepath.foundation.clock import local_date
from glidepath.record.plans.frozen import daily_text
from glidepath.record.plans.models import Plan
from glidepath.record.plans.queries import standing_of


def text_for(plan: Plan, step_number: int, language: str, at: datetime) -> ConsentText:
    """The text about this plan (step 0) or step. Raises MissingText, PlanStep.DoesNotExist."""
    code = language_offered(language)
    if step_number == 0:
        return consent_text("plan", code, {"steps": str(plan.steps.exclude(number=0).count())})
    today = local_date(at, plan.patient.zone)
    step = plan.steps.get(number=step_number)
    values = {
        "daily": daily_text(step),
        "today": daily_text(standing_of(plan, today).step),
        "not_before": date_text(max(step.planned_on, today), code),
    }
    return consent_text("step", code, values)


def date_text(day: date, language: str) -> str:
    """A date as this language writes it."""
    with translation.override(language):
        return date_format(day, "DATE_FORMAT")
