"""The pages on which a person, or the team for them, says that another clock counts now."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from glidepath.care.checkins.zone_form import ZoneForm
from glidepath.care.checkins.zones import move_to
from glidepath.foundation import audit
from glidepath.foundation.access import one, policy, scoped
from glidepath.foundation.clock import now
from glidepath.record.observations.queries import zone_told_of
from glidepath.record.patients.models import Patient


@policy("zone.choose")
def zone(request: HttpRequest) -> HttpResponse:
    """The person's own time zone. The phone's, when it told of another one, is offered first."""
    patient = scoped(request.actor, Patient, "zone.choose").select_related("site", "user").get()
    return _zone(request, patient, "checkins/zone.html", redirect("patient_home:today"))


@policy("zone.set")
def zone_of(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The same, by somebody of the team whom the person told."""
    patient = one(request.actor, Patient, "zone.set", patient_id)
    audit.looked(by=request.actor, patient_ref=patient.ref, what="patient page")
    return _zone(request, patient, "checkins/zone_by_team.html", redirect("team_board:patient", patient.public_id))


def _zone(request: HttpRequest, patient: Patient, template: str, after: HttpResponse) -> HttpResponse:
    offered = zone_told_of(patient) or patient.zone
    form = ZoneForm(request.POST or None, initial={"zone": offered}, at=now())
    if request.method == "POST" and form.is_valid():
        moved = move_to(by=request.actor, patient=patient, zone=form.cleaned_data["zone"], at=now())
        messages.success(request, _("The time zone is saved.") if moved else _("This was the time zone already."))
        return after
    context = {"form": form, "patient": patient, "site": patient.site}
    return render(request, template, context, status=422 if form.errors else 200)
