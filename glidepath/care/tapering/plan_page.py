"""What one version of a plan shows the team: where it stands, what this person may do now, and its history."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from glidepath.care.tapering import presenters
from glidepath.care.tapering.combinations import combinations_at
from glidepath.care.tapering.forms import HoldForm, ResumeForm, ReviewForm, SignForm, WithdrawForm
from glidepath.care.tapering.operations.approve import signatures_needed
from glidepath.care.tapering.proof import check_views, source_views
from glidepath.care.tapering.queries import course_of, earliest_on, soonest_resume, successor_waiting, versions_of
from glidepath.care.tapering.readiness import missing_to_start
from glidepath.foundation.access import Actor, can
from glidepath.foundation.clock import local_date
from glidepath.record.agreements.queries import milestones_of, standing_consent
from glidepath.record.picture.combinations import Combinations
from glidepath.record.plans.models import OPEN, STANDING, Plan, PlanState
from glidepath.record.plans.queries import open_hold


def plan_context(actor: Actor, plan: Plan, at: datetime, **extra: Any) -> dict[str, Any]:
    """The context of the plan page. `extra` brings a form with errors, a refusal, or what changed meanwhile."""
    today = local_date(at, plan.patient.zone)
    steps = _steps(plan, today)
    context = {
        "patient": plan.patient,
        "plan": plan,
        "view": presenters.plan_view(plan.frozen),
        "steps": steps,
        "entries": presenters.step_entries(steps),
        "checks": check_views(plan.frozen),
        "sources": source_views(plan.framework),
        "milestones": milestones_of(plan.patient_id),
        "consent": standing_consent(plan.public_id, plan.content_hash, "plan"),
        "hold": open_hold(plan),
        "successor": successor_waiting(plan),
        "reviews": plan.reviews.select_related("reviewer"),
        "signatures": plan.signatures.select_related("signer"),
        "signatures_needed": signatures_needed(plan),
        "versions": versions_of(plan.patient_id),
        "transitions": presenters.transition_views(plan),
        "missing": _missing(plan, at),
        "next": _next(plan, today),
        "combinations": _combinations(plan, today, at),
    }
    return context | _acts(actor, plan, today) | extra


def _steps(plan: Plan, today: date) -> list[presenters.StepView]:
    if plan.state not in STANDING:
        return presenters.step_views(plan.steps.all())
    released = {row.step_number: row for row in plan.releases.filter(withdrawn_at__isnull=True)}
    begun = course_of(plan, today).begun_number
    views = []
    for step in plan.steps.all():
        state = "here" if step.number == begun else "past" if step.number < begun else "ahead"
        note = presenters.day(released[step.number].effective_on) if step.number in released else ""
        views.append(presenters.step_view(step, state, note))
    return views


def _combinations(plan: Plan, today: date, at: datetime) -> Combinations | None:
    """What the combinations say of the next step, while a plan is on its way or runs."""
    if plan.state not in (*OPEN, *STANDING):
        return None
    number = course_of(plan, today).next_number if plan.state in STANDING else 1
    step = plan.steps.filter(number=number).first()
    if step is None:
        return None
    return combinations_at(plan.patient, plan, step, max(step.planned_on, today), at)


def _missing(plan: Plan, at: datetime) -> list[presenters.ReasonView]:
    if plan.state != PlanState.SIGNED:
        return []
    return presenters.reason_views(missing_to_start(plan, plan.patient, at), plan.patient, plan)


def _next(plan: Plan, today: date) -> dict[str, Any] | None:
    if plan.state != PlanState.RUNNING:
        return None
    course = course_of(plan, today)
    step = plan.steps.filter(number=course.next_number).first()
    if step is None:
        return None
    agreed = standing_consent(plan.public_id, plan.content_hash, "step", step.number)
    return {
        "step": presenters.step_view(step),
        "earliest_on": earliest_on(plan, step, today),
        "waits": course.begun_number != course.next_number - 1,
        "agreed": agreed,
    }


def _acts(actor: Actor, plan: Plan, today: date) -> dict[str, Any]:
    """The forms of what this person may do with the plan as it stands now."""
    seen = {"lock": plan.lock}
    forms: dict[str, Any] = {}
    if plan.state == PlanState.PROPOSED and can(actor, "plan.review"):
        forms["review_form"] = ReviewForm(initial=seen)
    if plan.state == PlanState.REVIEWED and can(actor, "plan.sign"):
        forms["sign_form"] = SignForm(initial=seen)
    if plan.state in OPEN and can(actor, "plan.withdraw"):
        forms["withdraw_form"] = WithdrawForm(initial=seen)
    if plan.state == PlanState.RUNNING and can(actor, "plan.hold"):
        forms["hold_form"] = HoldForm()
    if plan.state == PlanState.HELD and can(actor, "plan.resume") and successor_waiting(plan) is None:
        forms["resume_form"] = ResumeForm(initial={**seen, "resumes_on": soonest_resume(plan, today)})
    forms["may_release"] = plan.state == PlanState.RUNNING and bool(can(actor, "step.release"))
    return forms
