"""Pages on which vital signs, gait and range of motion are entered, and the page on which they are read."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from glidepath.care.checkins.measure_forms import MeasuresForm, MovementForm, ResultsForm, VitalsForm
from glidepath.care.checkins.measure_page import measured_page, pain_answers
from glidepath.care.checkins.measuring import MeasurementsRefused, record_measurements
from glidepath.care.checkins.moments import MomentRefused
from glidepath.care.checkins.sitting import AlreadyMeasured, informant_of
from glidepath.foundation import audit
from glidepath.foundation.access import Role, can, one, policy, scoped
from glidepath.foundation.clock import local_date, now
from glidepath.record.patients.models import Patient


@policy("vitals.write")
def vitals(request: HttpRequest) -> HttpResponse:
    """The person's own blood pressure, pulse, oxygen and weight."""
    if request.actor.role is not Role.PATIENT:
        raise Http404
    patient = scoped(request.actor, Patient, "vitals.write").select_related("site").get()
    form = VitalsForm(request.POST or None, by_patient=True, initial={"client_uuid": uuid4()})
    if _stored(request, patient, form):
        messages.success(request, _("Thank you. Your team can see your numbers."))
        return redirect("patient_home:today")
    return _page(request, "checkins/vitals.html", patient, form)


@policy("vitals.write")
def vitals_of(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Vital signs, entered by the team."""
    patient = one(request.actor, Patient, "vitals.write", patient_id)
    audit.looked(by=request.actor, patient_ref=patient.ref, what="measurements")
    form = VitalsForm(request.POST or None, by_patient=False, initial={"client_uuid": uuid4()})
    return _by_team(request, patient, form, "checkins/vitals_by_team.html")


@policy("movement.write")
def movement_of(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Gait and range of motion, entered by the therapist."""
    patient = one(request.actor, Patient, "movement.write", patient_id)
    audit.looked(by=request.actor, patient_ref=patient.ref, what="measurements")
    form = MovementForm(request.POST or None, initial={"client_uuid": uuid4()})
    return _by_team(request, patient, form, "checkins/movement.html")


@policy("result.write")
def results_of(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Kidney function and QTc time out of a report, entered by the team."""
    patient = one(request.actor, Patient, "result.write", patient_id)
    audit.looked(by=request.actor, patient_ref=patient.ref, what="measurements")
    today = local_date(now(), patient.zone)
    form = ResultsForm(request.POST or None, today=today, initial={"client_uuid": uuid4()})
    return _by_team(request, patient, form, "checkins/results.html")


@policy("answers.read")
def measured(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Everything measured, newest first, with who measured it and when."""
    patient = one(request.actor, Patient, "answers.read", patient_id)
    audit.looked(by=request.actor, patient_ref=patient.ref, what="measurements")
    context = {
        "page": measured_page(request.actor, patient),
        "pain": pain_answers(request.actor, patient),
        "patient": patient,
        "may_move": can(request.actor, "movement.write").allowed,
        "may_result": can(request.actor, "result.write").allowed,
    }
    return render(request, "checkins/measured.html", context)


def _by_team(request: HttpRequest, patient: Patient, form: MeasuresForm, template: str) -> HttpResponse:
    if _stored(request, patient, form):
        messages.success(request, _("The measurements are kept."))
        return redirect("checkins:measured", patient.public_id)
    return _page(request, template, patient, form)


def _page(request: HttpRequest, template: str, patient: Patient, form: MeasuresForm) -> HttpResponse:
    sent = form.cleaned_data.get("client_uuid") if form.is_bound and not form.used_up else None
    context = {"form": form, "patient": patient, "fresh_id": sent or uuid4()}
    return render(request, template, context, status=422 if form.errors else 200)


def _stored(request: HttpRequest, patient: Patient, form: MeasuresForm) -> bool:
    """Store the numbers; False when there is nothing to store, or when the form now carries an error."""
    if request.method != "POST" or not form.is_valid():
        return False
    given, at = form.cleaned_data, now()
    said: dict[str, Any] = {
        "informant": informant_of(request.actor),
        "source": "offline" if given["answered_at"] else "web",
        "happened_at": given["answered_at"] or at,
        "zone": given["zone"] or patient.zone,
    }
    if isinstance(form, ResultsForm):
        said |= {"happened_at": _on_that_day(given["measured_on"], patient, at), "of_any_age": True}
    try:
        record_measurements(
            by=request.actor, patient=patient, client_uuid=given["client_uuid"], values=form.values(),
            as_entered=form.as_entered(), at=at, **said,
        )  # fmt: skip
    except MeasurementsRefused as refused:
        for name, text in refused.problems.items():
            form.add_error(name if name in form.fields else None, text)
    except MomentRefused as refused:
        form.add_error(None, str(refused))
    except AlreadyMeasured:
        form.used_up = True
        form.add_error(None, _("This page was sent before with other numbers, and those are kept. Send it once more."))
    return not form.errors


def _on_that_day(day: date, patient: Patient, at: datetime) -> datetime:
    """Noon of a day in the person's zone; today it is now, since noon may be still to come."""
    noon = datetime.combine(day, time(12), ZoneInfo(patient.zone))
    return min(noon, at)
