"""Pages on which validated scales are answered: by the person, by phone, or by a clinician who sees the person."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from glidepath.care.checkins.answering import send_scale
from glidepath.care.checkins.forms import ScreenForm
from glidepath.care.checkins.scale_form import ScaleForm
from glidepath.care.checkins.scale_pages import SCREENER, ScalePage, scale_page
from glidepath.care.checkins.scoring import why_not_usable
from glidepath.care.checkins.screen import record_screen
from glidepath.care.checkins.screening import begin_screen, may_screen
from glidepath.care.checkins.views_after import answered, fresh_id
from glidepath.foundation import audit
from glidepath.foundation.access import Role, one, policy, scoped
from glidepath.foundation.clock import local_date, now
from glidepath.record.patients.models import Patient
from glidepath.record.sites.queries import next_staffed_at


@policy("scale.write")
def scale(request: HttpRequest, slug: str) -> HttpResponse:
    """A validated scale, answered by the person."""
    if request.actor.role is not Role.PATIENT:
        raise Http404
    patient = scoped(request.actor, Patient, "scale.write").select_related("site").get()
    return _scale(request, patient, slug, "patient", "checkins/scale.html")


@policy("scale.write")
def scale_for_patient(request: HttpRequest, patient_id: UUID, slug: str) -> HttpResponse:
    """A validated scale, read aloud and entered by staff."""
    patient = one(request.actor, Patient, "scale.write", patient_id)
    return _scale(request, patient, slug, "patient", "checkins/scale_by_phone.html")


@policy("cows.write")
def cows(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Withdrawal signs, rated by a clinician who sees the person."""
    patient = one(request.actor, Patient, "cows.write", patient_id)
    return _scale(request, patient, "cows", "clinician", "checkins/scale_by_phone.html")


@policy("screen.write")
def screen(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The result of a suicide-risk screen. A high one is told to the team in the same transaction."""
    patient = one(request.actor, Patient, "screen.write", patient_id)
    audit.looked(by=request.actor, patient_ref=patient.ref, what="answers")
    form = ScreenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        record_screen(by=request.actor, at=now(), patient=patient, **form.cleaned_data)
        messages.success(request, _("The result is kept. Close the alert with what was done."))
        return redirect("team_board:patient", patient.public_id)
    context = {"form": form, "patient": patient, "site": patient.site}
    return render(request, "checkins/screen.html", context, status=422 if form.errors else 200)


def _scale(request: HttpRequest, patient: Patient, slug: str, answered_by: str, template: str) -> HttpResponse:
    found = scale_page(patient.site_id, slug, local_date(now(), patient.zone), get_language() or "en", answered_by)
    if found is None:
        raise Http404
    if not isinstance(found, ScalePage):
        return _not_here(request, patient, found)
    audit.looked(by=request.actor, patient_ref=patient.ref, what="answers")
    form = ScaleForm(request.POST or None, page=found, initial={"client_uuid": uuid4()})
    if request.method == "POST" and form.is_valid():
        entry = send_scale(request.actor, patient, form, answered_by, now())
        if entry is not None:
            return answered(request, entry, "scale")
    if _must_wait(request, patient, found):
        return _nobody_sees_it(request, patient)
    return render(request, template, _context(patient, found, form), status=422 if form.errors else 200)


def _must_wait(request: HttpRequest, patient: Patient, page: ScalePage) -> bool:
    """The screener is put before a person only while somebody sees the answers; then it counts as begun."""
    if page.id != SCREENER or request.method == "POST":
        return False
    if request.actor.role is Role.PATIENT and not may_screen(patient.site_id, now()):
        return True
    day = local_date(now(), patient.zone).isoformat()
    begin_screen(by=request.actor, patient=patient, cause=f"opened:{day}", at=now())
    return False


def _nobody_sees_it(request: HttpRequest, patient: Patient) -> HttpResponse:
    opens_at = next_staffed_at(patient.site_id, now())
    context = {"patient": patient, "site": patient.site, "opens_at": opens_at}
    return render(request, "checkins/screener_waits.html", context)


def _not_here(request: HttpRequest, patient: Patient, found: Any) -> HttpResponse:
    """A questionnaire the clinic may not use: named, with what would help, and nothing to fill in."""
    base = "patient_base.html" if request.actor.role is Role.PATIENT else "clinic_base.html"
    context = {"title": found.scale.title, "why": why_not_usable(found), "patient": patient, "base": base}
    return render(request, "checkins/scale_not_here.html", context, status=403)


def _context(patient: Patient, page: ScalePage, form: ScaleForm) -> dict[str, Any]:
    staffed = may_screen(patient.site_id, now())
    waits = page.asks_about_suicide and not staffed
    opens_at = next_staffed_at(patient.site_id, now()) if waits else None
    known = {"form": form, "patient": patient, "page": page, "site": patient.site, "fresh_id": fresh_id(form)}
    return {**known, "nobody_on_call": waits, "opens_at": opens_at}
