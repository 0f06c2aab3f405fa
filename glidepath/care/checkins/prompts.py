"""What stands before a person today: each prompt that is due, with its page and its reason in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from glidepath_clinical.cadence import Prompt, Situation, daily_reason, due_on
from glidepath_clinical.protocol import Limits

from glidepath.foundation.clock import local_date
from glidepath.record.episodes.situations import situation_of
from glidepath.record.patients.models import Patient

LOOK_AHEAD = 40  # the longest time between two check-ins is a month


@dataclass(frozen=True)
class Asked:
    """One prompt on the page Today."""

    name: str
    title: str
    why: str
    url: str


@dataclass(frozen=True)
class AskedToday:
    """All that is asked today: why the daily check-in is due (empty: it is not), the rest, and the next such day."""

    daily_why: str
    others: tuple[Asked, ...]
    next_daily_on: date | None


def asked_today(patient: Patient, at: datetime) -> AskedToday:
    """What is due now for one person, from the cadence."""
    today = local_date(at, patient.zone)
    situation = situation_of(patient, today)
    limits = Limits().with_overrides(patient.site.limits)
    due = due_on(situation, today, limits)
    daily = [one for one in due if one.prompt is Prompt.DAILY]
    others = [_asked(one.prompt, one.because) for one in due if one.prompt is not Prompt.DAILY]
    return AskedToday(_why(daily[0].because) if daily else "", tuple(others), _next_daily(situation, today, limits))


def _next_daily(situation: Situation, today: date, limits: Limits) -> date | None:
    days = (today + timedelta(days=ahead) for ahead in range(1, LOOK_AHEAD))
    return next((day for day in days if daily_reason(situation, day, limits)), None)


def _asked(prompt: Prompt, because: str) -> Asked:
    return Asked(prompt.value, title_of(prompt), _why(because), address_of(prompt))


def address_of(prompt: Prompt) -> str:
    """The page on which a prompt is answered."""
    if prompt is Prompt.PRESSURE:
        return reverse("checkins:vitals")
    slug = {Prompt.PHQ2_SAFETY: "phq2-safety"}.get(prompt, prompt.value)
    return reverse("checkins:scale", args=[slug])


def title_of(prompt: Prompt) -> str:
    """A prompt in plain words."""
    words = {
        Prompt.DAILY: _("Check-in"),
        Prompt.PRESSURE: _("Blood pressure"),
        Prompt.SOWS: _("Withdrawal, ten questions"),
        Prompt.PHQ9: _("Mood, nine questions"),
        Prompt.PHQ2_SAFETY: _("Mood and safety, three questions"),
        Prompt.PHQ2: _("Mood, two questions"),
        Prompt.GAD7: _("Worry, seven questions"),
        Prompt.GAD2: _("Worry, two questions"),
        Prompt.PEG: _("Pain and daily life, three questions"),
        Prompt.PGIC: _("How it has changed, one question"),
        Prompt.AUDIT_C: _("Alcohol, three questions"),
    }
    return words[prompt]


def _why(because: str) -> str:
    words = {
        "daily_run_in": _("Every day at the start, so that we learn what is usual for you."),
        "daily_before_start": _("On the days you chose."),
        "daily_after_step": _("Every day in the first two weeks after a step."),
        "daily_between": _("On the days you chose."),
        "daily_hold_unsettled": _("Every day until three days were calm."),
        "daily_hold_stable": _("On the days you chose."),
        "daily_after_stop_weekly": _("Once a week after your last dose."),
        "daily_after_stop_monthly": _("Once a month after your last dose."),
        "lowers_pressure": _("One of your medicines can lower your blood pressure."),
        "step_days": _("In the first days after a step."),
        "weekly": _("Once a week."),
        "monthly": _("Once a month."),
        "before_step": _("Before your next step."),
        "short_form_positive": _("Your last short answers make us want to know more."),
        "low_mood": _("Your mood was low on some days in a row. We want to know more."),
        "asked_lately": _("A short form, because you answered the long one not long ago."),
        "quarterly": _("Every three months."),
    }
    return words[because]
