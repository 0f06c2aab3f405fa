"""The daily check-in: by the person, by a nurse on the phone, or by a caregiver who was let in."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from glidepath.care.checkins.answering import send_daily
from glidepath.care.checkins.daily import FORM_VERSION
from glidepath.care.checkins.daily_form import DailyForm
from glidepath.care.checkins.daily_page import activity_of, scale_rows
from glidepath.care.checkins.danger import Danger, danger_in, not_stored, tell_of_danger
from glidepath.care.checkins.views_after import answered, fresh_id
from glidepath.foundation import audit
from glidepath.foundation.access import Role, one, policy, scoped
from glidepath.foundation.clock import now
from glidepath.record.patients.models import Patient


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
            return answered(request, entry, "check_in")
    danger = _danger_not_stored(request, patient)
    context = {"form": form, "patient": patient, "rows": scale_rows(form), "fresh_id": fresh_id(form)}
    context |= {"danger": danger, "site": patient.site}
    return render(request, template, context, status=422 if form.errors else 200)


def _danger_not_stored(request: HttpRequest, patient: Patient) -> Danger | None:
    """Danger in a check-in that has just been refused: the team is told, and the page begins with whom to call.

    A nurse on the phone has heard it already.
    """
    if request.method != "POST" or request.actor.role is Role.NURSE:
        return None
    danger = danger_in(request.POST)
    if danger is not None:
        informant = "caregiver" if request.actor.role is Role.CAREGIVER else "patient"
        entry = not_stored(request.POST, "could not be read", informant)
        tell_of_danger(by=request.actor, patient=patient, danger=danger, entry=entry, at=now())
    return danger


def _fresh() -> dict[str, Any]:
    """An id of its own, and the version of the questions: a phone may keep the form for days."""
    return {"client_uuid": uuid4(), "form_version": FORM_VERSION}
