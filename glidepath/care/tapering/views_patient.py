"""The person's own pages about the plan: where they stand, and the brake."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from glidepath.care.tapering import operations
from glidepath.care.tapering.forms import PauseForm
from glidepath.care.tapering.patient_pages import my_plan
from glidepath.care.tapering.refusal import Refused
from glidepath.foundation import audit
from glidepath.foundation.access import ANONYMOUS, Role, one, policy, scoped
from glidepath.foundation.clock import local_date, now
from glidepath.record.patients.models import Patient
from glidepath.record.patients.queries import patient_of
from glidepath.record.plans.new_dose import AnotherDose, read_dose
from glidepath.record.plans.queries import open_hold, standing_plan


@policy("plan.read")
def my_plan_page(request: HttpRequest) -> HttpResponse:
    """The plan in plain words: only what was signed, step by step."""
    patient = _own(request) or _granted(request)
    if patient is None:
        if request.actor.role is Role.CAREGIVER:
            raise Http404  # a caregiver starts here: leading home again would go round for ever
        return redirect("home")
    audit.looked(by=request.actor, patient_ref=patient.ref, what="plan")
    own = request.actor.role is Role.PATIENT
    context = {"patient": patient, "mine": my_plan(patient, now()), "own": own}
    return render(request, "tapering/my_plan.html", context)


@policy("plan.hold")
def pause(request: HttpRequest) -> HttpResponse:
    """One tap holds the plan; a reason may follow. Pressing twice is the same as once."""
    patient = _own(request)
    if patient is None:
        return redirect("home")
    form = PauseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.hold(by=request.actor, at=now(), patient=patient, reason=form.cleaned_data["reason"])
        except Refused:
            return render(request, "tapering/pause.html", {"patient": patient, "form": form, "nothing": True})
        return redirect("tapering:pause")
    plan = standing_plan(patient.pk)
    context = {
        "patient": patient,
        "form": form,
        "plan": plan,
        "hold": open_hold(plan) if plan else None,
        "nothing": plan is None,
    }
    return render(request, "tapering/pause.html", context, status=422 if form.errors else 200)


@policy("dose.read")
@require_POST
def read_my_dose(request: HttpRequest) -> HttpResponse:
    """The person has read the new dose as the page showed it."""
    patient = scoped(request.actor, Patient, "dose.read").select_related("site").get()
    if _read(request, patient):
        messages.success(request, _("Thank you. Your team sees that you have read your new dose."))
    else:
        messages.warning(request, _("Your dose has changed since this page was opened. Please read it once more."))
    return redirect("patient_home:today")


@policy("dose.read_together")
@require_POST
def read_together(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Somebody of the team has gone through the new dose with the person, on the phone or in a visit."""
    patient = one(request.actor, Patient, "dose.read_together", patient_id)
    if _read(request, patient):
        messages.success(request, _("Kept: the new dose was read together."))
    else:
        messages.warning(request, _("The new dose is another one now. Nothing was kept; look again."))
    return redirect("team_board:patient", patient.public_id)


def _read(request: HttpRequest, patient: Patient) -> bool:
    at = now()
    shown = request.POST.get("shown", "")[:64]
    try:
        read_dose(by=request.actor, patient=patient, rendering_hash=shown, at=at, today=local_date(at, patient.zone))
    except AnotherDose:
        return False
    return True


def _granted(request: HttpRequest) -> Patient | None:
    """The person who let this caregiver see the plan; None for everybody else."""
    if request.actor.role is not Role.CAREGIVER:
        return None
    return scoped(request.actor, Patient, "plan.read").select_related("site").first()


def _own(request: HttpRequest) -> Patient | None:
    """The signed-in person's own record; None for staff, who have pages of their own."""
    if request.actor == ANONYMOUS or request.actor.role is not Role.PATIENT:
        return None
    return patient_of(request.actor.patient_id)
