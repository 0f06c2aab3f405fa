"""The team's pages about a plan. Each act asks the operation; a refusal or a lost race is told on the same page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from glidepath.care.tapering import operations, presenters
from glidepath.care.tapering.combinations import combinations_at
from glidepath.care.tapering.engine import contents_of, frameworks
from glidepath.care.tapering.forms import (
    HoldForm,
    ProposeForm,
    ReleaseForm,
    ResumeForm,
    ReviewForm,
    SignForm,
    WithdrawForm,
)
from glidepath.care.tapering.operations import ChangedMeanwhile
from glidepath.care.tapering.plan_page import plan_context
from glidepath.care.tapering.proof import check_views, source_views
from glidepath.care.tapering.proposal import computed
from glidepath.care.tapering.queries import gate, waiting_for
from glidepath.care.tapering.refusal import Refused
from glidepath.foundation import audit
from glidepath.foundation.access import Role, one, policy
from glidepath.foundation.clock import now
from glidepath.record.medications.queries import current_regimens, unreconciled_orders
from glidepath.record.patients.models import Patient
from glidepath.record.plans.models import Plan

Act = Callable[[Plan, dict[str, Any]], object]


@policy("plan.queue")
def queue(request: HttpRequest) -> HttpResponse:
    """Plans that wait for this role: review for a pharmacist, signature for a prescriber."""
    rows = [
        {"plan": plan, "view": presenters.plan_view(plan.frozen), "url": _plan_url(plan)}
        for plan in waiting_for(request.actor)
    ]
    return render(request, "tapering/queue.html", {"rows": rows})


@policy("plan.propose")
def propose_page(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Choose, look at the computed plan, propose. Looking works with and without scripts."""
    patient = one(request.actor, Patient, "plan.propose", patient_id)
    audit.looked(by=request.actor, patient_ref=patient.ref, what="plan")
    regimens = current_regimens(patient.pk)
    asked = request.POST if request.method == "POST" else None
    form = ProposeForm(asked, regimens=regimens, initial=request.GET.dict())
    context: dict[str, Any] = {
        "patient": patient,
        "form": form,
        "regimens": regimens,
        "unsettled": unreconciled_orders(patient.pk),
        "frameworks": frameworks(),
    }
    if request.method == "POST" and form.is_valid():
        proposed = _propose_or_preview(request, patient, form, context)
        if proposed is not None:
            return proposed
    if request.headers.get("HX-Request"):
        return render(request, "tapering/preview.html", context)
    return render(
        request, "tapering/propose.html", context, status=422 if form.errors or context.get("refusal") else 200
    )


def _propose_or_preview(
    request: HttpRequest, patient: Patient, form: ProposeForm, context: dict[str, Any]
) -> HttpResponse | None:
    try:
        if request.POST.get("act") != "propose":
            planned = computed(patient, form.proposal, now())
            context["view"] = presenters.plan_view(planned)
            context["steps"] = presenters.step_views(contents_of(planned).steps)
            context["entries"] = presenters.step_entries(context["steps"])
            context["checks"] = check_views(planned)
            context["sources"] = source_views(form.proposal.framework)
            return None
        plan = operations.propose(by=request.actor, at=now(), patient=patient, proposal=form.proposal)
    except Refused as refused:
        context["refusal"] = presenters.refusal_view(refused, patient)
        return None
    messages.success(request, _("Proposed. The pharmacist sees it in the review queue."))
    return redirect(_plan_url(plan))


@policy("plan.read")
def plan_page(request: HttpRequest, patient_id: UUID, plan_id: UUID) -> HttpResponse:
    """One version of a plan: steps, certificate, sources, versions and what may be done now."""
    plan = _plan(request, "plan.read", patient_id, plan_id)
    if request.actor.role in (Role.PATIENT, Role.CAREGIVER):
        return redirect("tapering:my_plan")  # what the team writes to each other is not theirs to read
    audit.looked(by=request.actor, patient_ref=plan.patient.ref, what="plan")
    return _show(request, plan)


@policy("plan.review")
@require_POST
def review_page(request: HttpRequest, patient_id: UUID, plan_id: UUID) -> HttpResponse:
    """The pharmacist approves or sends back."""
    plan = _plan(request, "plan.review", patient_id, plan_id)

    def act(seen: Plan, given: dict[str, Any]) -> None:
        approved = given["verdict"] == "approve"
        operations.review(by=request.actor, at=now(), plan=seen, approved=approved, reason=given["reason"])
        messages.success(request, _("Approved.") if approved else _("Sent back with your words."))

    return _do(request, plan, ReviewForm(request.POST), act, "review_form")


@policy("plan.sign")
@require_POST
def sign_page(request: HttpRequest, patient_id: UUID, plan_id: UUID) -> HttpResponse:
    """The prescriber signs; the policy asks for a second factor shown minutes ago."""
    plan = _plan(request, "plan.sign", patient_id, plan_id)

    def act(seen: Plan, given: dict[str, Any]) -> None:
        operations.sign(by=request.actor, at=now(), plan=seen, reason=given["reason"])
        messages.success(request, _("Signed."))

    return _do(request, plan, SignForm(request.POST), act, "sign_form")


@policy("plan.withdraw")
@require_POST
def withdraw_page(request: HttpRequest, patient_id: UUID, plan_id: UUID) -> HttpResponse:
    """Take back a plan that does not run."""
    plan = _plan(request, "plan.withdraw", patient_id, plan_id)

    def act(seen: Plan, given: dict[str, Any]) -> None:
        operations.withdraw(by=request.actor, at=now(), plan=seen, reason=given["reason"])
        messages.success(request, _("Withdrawn. The present dose stays as it is."))

    return _do(request, plan, WithdrawForm(request.POST), act, "withdraw_form")


@policy("step.release")
def release_page(request: HttpRequest, patient_id: UUID, plan_id: UUID, step: int) -> HttpResponse:
    """The gate of one step, and the release below it."""
    plan = _plan(request, "step.release", patient_id, plan_id)
    row = plan.steps.filter(number=step).exclude(number=0).first()
    if row is None:
        raise Http404
    audit.looked(by=request.actor, patient_ref=plan.patient.ref, what="plan")
    found = gate(plan.patient_id, plan, row, now())
    form = ReleaseForm(
        request.POST if request.method == "POST" else None,
        initial={"lock": plan.lock, "effective_on": found.earliest_on},
    )
    context: dict[str, Any] = {
        "patient": plan.patient,
        "plan": plan,
        "step": presenters.step_view(row),
        "gate": found,
        "ready": presenters.readiness_view(found, plan.patient, plan),
        "combinations": combinations_at(plan.patient, plan, row, found.earliest_on or row.planned_on, now()),
        "form": form,
    }
    if request.method == "POST" and form.is_valid():
        try:
            plan.lock = form.cleaned_data["lock"]
            operations.release(
                by=request.actor,
                at=now(),
                plan=plan,
                step_number=step,
                effective_on=form.cleaned_data["effective_on"],
                reason=form.cleaned_data["reason"],
            )
        except Refused as refused:
            context["refusal"] = presenters.refusal_view(refused, plan.patient, plan)
        except ChangedMeanwhile:
            return _changed(request, plan)
        else:
            messages.success(request, _("Released. It begins on the day you set, and not before."))
            return redirect(_plan_url(plan))
    refused_or_wrong = form.errors or context.get("refusal")
    return render(request, "tapering/release.html", context, status=422 if refused_or_wrong else 200)


@policy("plan.hold")
@require_POST
def hold_page(request: HttpRequest, patient_id: UUID, plan_id: UUID) -> HttpResponse:
    """Rest at the present dose; works from any page, at any moment."""
    plan = _plan(request, "plan.hold", patient_id, plan_id)
    form = HoldForm(request.POST)
    if not form.is_valid():
        return _show(request, plan, hold_form=form)
    try:
        operations.hold(by=request.actor, at=now(), patient=plan.patient, reason=form.cleaned_data["reason"])
    except Refused as refused:
        return _show(request, plan, refusal=presenters.refusal_view(refused, plan.patient, plan))
    messages.success(request, _("On hold. The present dose stays, and the person sees it now."))
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    # An address, never a view's name: what the form carries must not be looked up.
    return HttpResponseRedirect(wanted if wanted and safe else _plan_url(plan))


@policy("plan.resume")
@require_POST
def resume_page(request: HttpRequest, patient_id: UUID, plan_id: UUID) -> HttpResponse:
    """Propose to go on: a new version that needs its own review, signature and yes."""
    plan = _plan(request, "plan.resume", patient_id, plan_id)

    def act(seen: Plan, given: dict[str, Any]) -> Plan:
        newer = operations.resume(
            by=request.actor, at=now(), plan=seen, resumes_on=given["resumes_on"], reason=given["reason"]
        )
        messages.success(request, _("A new version with new dates. It now waits for review, signature and a yes."))
        return newer

    return _do(request, plan, ResumeForm(request.POST), act, "resume_form")


def _plan(request: HttpRequest, action: str, patient_id: UUID, plan_id: UUID) -> Plan:
    plan = one(request.actor, Plan, action, plan_id)
    if plan.patient.public_id != patient_id:
        raise Http404
    return plan


def _plan_url(plan: Plan) -> str:
    return reverse("tapering:plan", args=[plan.patient.public_id, plan.public_id])


def _do(request: HttpRequest, plan: Plan, form: forms.Form, act: Act, name: str) -> HttpResponse:
    """Check the form, set what the reader saw, act; show the plan again with what went wrong."""
    if not form.is_valid():
        return _show(request, plan, **{name: form})
    plan.lock = form.cleaned_data["lock"]
    try:
        newer = act(plan, form.cleaned_data)
    except Refused as refused:
        plan = Plan.objects.select_related("patient__site").get(pk=plan.pk)
        return _show(request, plan, refusal=presenters.refusal_view(refused, plan.patient, plan))
    except ChangedMeanwhile:
        return _changed(request, plan)
    return redirect(_plan_url(newer if isinstance(newer, Plan) else plan))


def _changed(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Somebody was first: 409 with the plan as it stands now and its newest change."""
    plan = Plan.objects.select_related("patient__site").get(pk=plan.pk)
    context = plan_context(request.actor, plan, now(), changed=plan.transitions.select_related("by").last())
    return render(request, "tapering/plan.html", context, status=409)


def _show(request: HttpRequest, plan: Plan, **extra: Any) -> HttpResponse:
    context = plan_context(request.actor, plan, now(), **extra)
    return render(request, "tapering/plan.html", context, status=422 if extra else 200)
