"""The clock's only part in a plan: it tells that a step was not released, and never releases one."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Prefetch

from glidepath.care.tapering.operations.run import finish_if_stopped, start_if_ready
from glidepath.care.tapering.operations.waiting import weigh_all_waiting
from glidepath.care.tapering.queries import course_of, earliest_on
from glidepath.foundation.access import system_actor
from glidepath.foundation.clock import local_date
from glidepath.record.agreements.models import Consent
from glidepath.record.alerts.closures import cause_now
from glidepath.record.alerts.models import Alert
from glidepath.record.alerts.operations import Reason, raise_alert
from glidepath.record.plans.models import Plan, PlanState, PlanStep

LATE_RULE = "late_step"
STOPPED = "stopped"
BETWEEN_ROUNDS = timedelta(minutes=10)  # a step is late by the day, so looking every few seconds tells nothing more


class _Rounds:
    """When this process last looked."""

    last_at: datetime | None = None


def tick(at: datetime) -> None:
    """The worker's regular duty, every ten minutes."""
    last = _Rounds.last_at
    if last is not None and timedelta(0) <= at - last < BETWEEN_ROUNDS:
        return
    start_waiting_plans(at)
    weigh_all_waiting(at)
    watch_late_steps(at)
    _Rounds.last_at = at


def start_waiting_plans(at: datetime) -> list[Plan]:
    """Start plans whose last missing thing came in from the team, such as naloxone or an answered question."""
    agreed = Consent.objects.filter(kind="plan", withdrawn_at__isnull=True).values("plan_ref")
    waiting = Plan.objects.filter(state=PlanState.SIGNED, public_id__in=agreed).select_related("patient")
    worker = system_actor("tapering")
    started = [start_if_ready(by=worker, at=at, patient=plan.patient) for plan in waiting]
    return [plan for plan in started if plan is not None]


def watch_late_steps(at: datetime) -> list[Alert]:
    """One round over every running plan: close those that have stopped, raise `late_step` once for each late step,
    and again when somebody closed it, the step still waits, and the closure no longer stands.

    However long the worker was away, at most the next step of a plan is late; the dose stays as it is.
    """
    raised = []
    for plan in _running():
        today = local_date(at, plan.patient.zone)
        standing_step = course_of(plan, today).begun_number
        if any(step.number == standing_step and step.phase == STOPPED for step in plan.steps.all()):
            finish_if_stopped(plan=Plan.objects.get(pk=plan.pk), at=at)
            continue
        alert = _late(plan, at)
        raised += [alert] if alert else []
    return raised


def _running() -> list[Plan]:
    """Every running plan with what this round reads, in four queries."""
    steps = Prefetch("steps", queryset=PlanStep.objects.defer("rendering"))
    plans = Plan.objects.filter(state=PlanState.RUNNING).defer("frozen").select_related("patient__site", "previous")
    return list(plans.prefetch_related(steps, "releases", "holds"))


def _late(plan: Plan, at: datetime) -> Alert | None:
    today = local_date(at, plan.patient.zone)
    course = course_of(plan, today)
    steps = {step.number: step for step in plan.steps.all()}
    step = steps.get(course.next_number)
    if step is None or course.begun_number != course.next_number - 1:
        return None
    due_on = earliest_on(plan, step, min(today, step.planned_on))
    if today <= due_on:
        return None
    cause = cause_now(plan.patient_id, LATE_RULE, [f"step:{plan.public_id}:{step.number}"], at)
    if cause is None:
        return None
    stays = steps[course.begun_number]
    values = {"step": str(step.number), "due": due_on.isoformat(), "daily": f"{stays.daily.normalize():f}"}
    because = [f"step {step.number} was not released by {due_on.isoformat()}", "the present dose stays"]
    return raise_alert(
        patient=plan.patient,
        rule=LATE_RULE,
        urgency="YELLOW",
        domain="plan",
        cause=cause,
        reason=Reason(because=because, reason_key=LATE_RULE, values=values, cites=("glidepath-monitoring",)),
        at=at,
    )
