"""Checks of dates: every local day is covered once, and no step comes earlier than agreed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from glidepath_clinical.tapering.certificate.agreed import agreed_of
from glidepath_clinical.tapering.certificate.reading import ReadPlan

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ONE_DAY = timedelta(days=1)


def numbers_count_up(plan: ReadPlan) -> Iterator[str]:
    """Steps are numbered 1, 2, 3, …; the present dose is number 0."""
    if [plan.present.number, *(step.number for step in plan.steps)] != list(range(len(plan.steps) + 1)):
        yield "the steps are not numbered 1, 2, 3, …"


def every_day_once(plan: ReadPlan) -> Iterator[str]:
    """Each step begins on the day after the one before it ends; only the last is open."""
    for before, step in plan.pairs:
        if before.ends_on is None or step.starts_on is None or step.starts_on != before.ends_on + ONE_DAY:
            yield f"step {step.number}: does not begin on the day after step {before.number} ends"
        if step.ends_on is not None and step.starts_on is not None and step.ends_on < step.starts_on:
            yield f"step {step.number}: ends before it begins"
    last = plan.steps[-1] if plan.steps else plan.present
    if last.ends_on is not None:
        yield f"step {last.number}: is the last one and has an end"


def starts_as_asked(plan: ReadPlan) -> Iterator[str]:
    """The first step begins on the first allowed day from the requested one on."""
    if not plan.steps:
        return
    day = date.fromisoformat(plan.request["starts_on"])
    while not _is_allowed(plan, day):
        day += ONE_DAY
    if plan.steps[0].starts_on != day:
        yield f"step 1: begins on {plan.steps[0].starts_on}, the first allowed day is {day}"


def intervals_are_kept(plan: ReadPlan) -> Iterator[str]:
    """No step is shorter than agreed. The end of a step that is held is the person's own."""
    agreed = agreed_of(plan)
    for step in plan.steps:
        if step.starts_on is None or step.ends_on is None:
            continue
        least = agreed.every_days
        if step.was == "terminal" and agreed.terminal_days:
            least = agreed.terminal_days[min(len(step.doses), len(agreed.terminal_days)) - 1]
        if (step.ends_on - step.starts_on).days + 1 < least:
            yield f"step {step.number}: lasts less than {least} days"


def steps_start_on_allowed_days(plan: ReadPlan) -> Iterator[str]:
    """No step begins on a protected date or on a weekday that is not allowed."""
    for step in plan.steps:
        if step.starts_on is not None and not _is_allowed(plan, step.starts_on):
            yield f"step {step.number}: begins on a protected date or a weekday that is not allowed"


def _is_allowed(plan: ReadPlan, day: date) -> bool:
    weekdays = plan.request.get("allowed_weekdays") or WEEKDAYS
    return day.isoformat() not in (plan.request.get("protected_dates") or []) and WEEKDAYS[day.weekday()] in weekdays
