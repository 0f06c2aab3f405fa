"""Pages on which answers are given: the daily check-in and the scales, by the person or by phone."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from glidepath.care.checkins.answering import send_daily, send_scale
from glidepath.care.checkins.daily import FORM_VERSION
from glidepath.care.checkins.daily_form import DailyForm
from glidepath.care.checkins.daily_page import activity_of, daily_answers, scale_rows
from glidepath.care.checkins.forms import ScreenForm
from glidepath.care.checkins.presenters import after, scale_answers, title_of, who_said
from glidepath.care.checkins.scale_form import ScaleForm
from glidepath.care.checkins.scale_pages import ScalePage, scale_page
from glidepath.care.checkins.screen import record_screen
from glidepath.foundation import audit
from glidepath.foundation.access import Role, one, policy, scoped
from glidepath.foundation.clock import now
from glidepath.record.observations.models import CheckIn, ScaleResponse
from glidepath.record.patients.models import Patient
from glidepath.record.sites.queries import on_call_now


def _self(request: HttpRequest, action: str) -> Patient:
    """The signed-in person's own record; other roles have their own addresses."""
    if request.actor.role is not Role.PATIENT:
        raise Http404
    return scoped(request.actor, Patient, action).select_related("site").get()


@policy("checkin.write")
def daily(request: HttpRequest) -> HttpResponse:
    """The person's own check-in for today."""
    return _daily(request, _self(request, "checkin.write"), "checkins/daily.html")


@policy("checkin.write")
def for_patient(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The same questions, asked by a nurse on the phone or answered by a caregiver who was let in."""
    patient = one(request.actor, Patient, "checkin.write", patient_id)
    template = "checkins/daily_by_phone.html" if request.actor.role is Role.NURSE else "checkins/daily.html"
    return _daily(request, patient, template)


def _daily(request: HttpRequest, patient: Patient, template: str) -> HttpResponse:
    audit.looked(by=request.actor, patient_ref=patient.ref, what="answers")
    activity, caregiver = activity_of(patient.pk), request.actor.role is Role.CAREGIVER
    form = DailyForm(request.POST or None, activity=activity, caregiver=caregiver, initial=_fresh())
    if request.method == "POST" and form.is_valid():
        entry = send_daily(request.actor, patient, form, now())
        if entry is not None:
            return _answered(request, entry, "check_in")
    context = {"form": form, "patient": patient, "rows": scale_rows(form), "fresh_id": _fresh_id(form)}
    return render(request, template, context, status=422 if form.errors else 200)


def _fresh() -> dict[str, Any]:
    """An id of its own, and the version of the questions: a phone may keep the form for days."""
    return {"client_uuid": uuid4(), "form_version": FORM_VERSION}


def _fresh_id(form: Any) -> UUID:
    """The id the form carries: the same after a mistake, a new one when the old one is used up."""
    sent = form.cleaned_data.get("client_uuid") if form.is_bound and not getattr(form, "used_up", False) else None
    return sent or uuid4()


@policy("scale.write")
def scale(request: HttpRequest, slug: str) -> HttpResponse:
    """A validated scale, answered by the person."""
    return _scale(request, _self(request, "scale.write"), slug, "patient", "checkins/scale.html")


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
    page = scale_page(slug, get_language() or "en", answered_by)
    if page is None:
        raise Http404
    audit.looked(by=request.actor, patient_ref=patient.ref, what="answers")
    form = ScaleForm(request.POST or None, page=page, initial={"client_uuid": uuid4()})
    if request.method == "POST" and form.is_valid():
        entry = send_scale(request.actor, patient, form, answered_by, now())
        if entry is not None:
            return _answered(request, entry, "scale")
    return render(request, template, _scale_context(patient, page, form), status=422 if form.errors else 200)


def _scale_context(patient: Patient, page: ScalePage, form: ScaleForm) -> dict[str, Any]:
    staffed = bool(on_call_now(patient.site_id, now()))
    known = {"form": form, "patient": patient, "page": page, "site": patient.site, "fresh_id": _fresh_id(form)}
    return {**known, "nobody_on_call": page.asks_about_suicide and not staffed}


def _answered(request: HttpRequest, entry: Any, kind: str) -> HttpResponse:
    """Danger is answered in the same response; everything else by the page after sending."""
    said = after(entry, f"{kind}:{entry.public_id}", now())
    if request.actor.role is Role.PATIENT and said.urgent:
        return _after_page(request, entry, said)
    if request.actor.role in (Role.PATIENT, Role.CAREGIVER):
        return redirect("checkins:done" if kind == "check_in" else "checkins:scale_done", entry.public_id)
    return redirect("checkins:entry" if kind == "check_in" else "checkins:scale_entry", entry.public_id)


def _after_page(request: HttpRequest, entry: Any, said: Any) -> HttpResponse:
    patient = entry.patient
    audit.looked(by=request.actor, patient_ref=patient.ref, what="answers")
    context = {"said": said, "entry": entry, "patient": patient, "site": patient.site}
    return render(request, "checkins/done.html", context)


@policy("checkin.write")
def done(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """What happens now, after a check-in."""
    entry = one(request.actor, CheckIn, "checkin.write", entry_id)
    return _after_page(request, entry, after(entry, f"check_in:{entry.public_id}", now()))


@policy("scale.write")
def scale_done(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """What happens now, after a scale."""
    entry = one(request.actor, ScaleResponse, "scale.write", entry_id)
    return _after_page(request, entry, after(entry, f"scale:{entry.public_id}", now()))


@policy("answers.read")
def entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """One check-in with every answer: the source behind a number."""
    row = one(request.actor, CheckIn, "answers.read", entry_id)
    return _entry_page(request, row, None, daily_answers(row))


@policy("answers.read")
def scale_entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """One answered scale, item by item: the source behind a number."""
    row = one(request.actor, ScaleResponse, "answers.read", entry_id)
    return _entry_page(request, row, title_of(row), scale_answers(row))


def _entry_page(request: HttpRequest, row: Any, title: str | None, answers: list[Any]) -> HttpResponse:
    audit.looked(by=request.actor, patient_ref=row.patient.ref, what="answers")
    who = who_said(row.patient, row)
    context = {"entry": row, "patient": row.patient, "answers": answers, "title": title, "who": who}
    return render(request, "checkins/entry.html", context)
