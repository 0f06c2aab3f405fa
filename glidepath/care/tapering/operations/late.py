"""The clock's only part in a plan: it tells that a step was not released, and never releases one."""

from __future__ import annotations

from datetime import datetime

from glidepath.care.tapering.operations.run import finish_if_stopped
from glidepath.care.tapering.queries import course_of, earliest_on
from glidepath.foundation.clock import local_date
from glidepath.record.alerts.models import Alert
from glidepath.record.alerts.operations import Reason, raise_alert
from glidepath.record.plans.models import Plan, PlanState

LATE_RULE = "late_step"


def watch_late_steps(at: datetime) -> list[Alert]:
    """One round over every running plan: close those that have stopped, raise `late_step` once for each late step.

    However long the worker was away, at most the next step of a plan is late; the dose stays as it is.
    """
    raised = []
    for plan in Plan.objects.filter(state=PlanState.RUNNING).select_related("patient__site"):
        if finish_if_stopped(plan=plan, at=at) is None:
            alert = _late(plan, at)
            raised += [alert] if alert else []
    return raised


def _late(plan: Plan, at: datetime) -> Alert | None:
    today = local_date(at, plan.patient.zone)
    course = course_of(plan, today)
    step = plan.steps.filter(number=course.next_number).first()
    if step is None or course.begun_number != course.next_number - 1:
        return None
    due_on = earliest_on(plan, step, min(today, step.planned_on))
    if today <= due_on:
        return None
    stays = plan.steps.get(number=course.begun_number)
    values = {"step": str(step.number), "due": due_on.isoformat(), "daily": f"{stays.daily.normalize():f}"}
    because = [f"step {step.number} was not released by {due_on.isoformat()}", "the present dose stays"]
    return raise_alert(
        patient=plan.patient,
        rule=LATE_RULE,
        urgency="YELLOW",
        domain="plan",
        cause=f"step:{plan.public_id}:{step.number}",
        reason=Reason(because=because, reason_key=LATE_RULE, values=values, cites=("glidepath-monitoring",)),
        at=at,
    )
